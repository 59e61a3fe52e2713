"""Columns of print: paragraphs in the lines that a compositor would set them in."""

from collections.abc import Iterator, Sequence

from zzlint.text.seam import CANNOT_BEGIN

WELL = (
    "村东头的老井有两百多年了，井台上的青石被绳子磨出一道道深槽。天不亮，挑水的人就排起了队，扁担碰着木桶，"
    "叮叮当当响成一片。那时候全村人都喝这口井的水，谁家办喜事，头一件便是请人把井台打扫干净，再贴上一副红纸对联。"
)
TAPS = (
    "后来通了自来水，井就闲了下来。年轻人搬进镇上的楼房，井台边长满了野草，只有几位老人傍晚还来坐坐，"
    "说说从前的年景。去年夏天大旱，水管里一连几天不出水，大家才想起它来，揭开石板一看，井水还是那么清，那么凉。"
)
STONE = (
    "如今村里给老井修了亭子，立了一块石碑，碑上刻着历代淘井人的名字，最早的一位生在清朝道光年间。"
    "每年清明，小学的老师带着学生来这里上课，孩子们轮流摇动辘轳，打上一桶水，每人喝一口，都说比瓶子里的甜。"
)
STORY = (WELL, TAPS, STONE)


def lines(paragraph: str, measure: int, *, indent: int = 2) -> Iterator[str]:
    """One paragraph in lines of so many characters; the first one is so much shorter.

    No line begins with a mark that cannot stand there: the character before the mark goes with it.
    """
    room = measure - indent
    while paragraph:
        size = min(room, len(paragraph))
        while size < len(paragraph) and paragraph[size] in CANNOT_BEGIN:
            size -= 1
        yield paragraph[:size]
        paragraph, room = paragraph[size:], measure


def column(paragraphs: Sequence[str] = STORY, measure: int = 20, *, indent: int = 2) -> list[str]:
    """The lines of some paragraphs, one below the other; the indent of their first ones is not shown."""
    return [line for paragraph in paragraphs for line in lines(paragraph, measure, indent=indent)]


def page(paragraphs: Sequence[str] = STORY, measure: int = 20, *, indent: int = 2, newline: str = "\n") -> str:
    """The same as a text."""
    return "".join(line + newline for line in column(paragraphs, measure, indent=indent))
