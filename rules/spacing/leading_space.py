"""SPC005 leading-space."""

from collections.abc import Iterator

from zzlint.rule import (
    NEWLINE,
    OPENERS,
    SAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Rule,
    Text,
    is_han,
)

#: A line cut into columns by blanks or tabs.
COLUMN = Pattern("\t|  +[^ ]{2}|\u3000")
#: On a page where one line in so many begins with a blank the blanks are its layout.
SHARE = 5


class LeadingSpace(Rule):
    """A single blank in front of the first character of a line.

    ## Why is this bad?
    Chinese paragraphs are indented by two full-width characters, never by a single narrow blank.
    Such a blank is what a speck in the margin was read as; where lines are joined again it ends
    up in the middle of a sentence.

    ## Fix safety
    Safe. Left alone are wider indents, lines cut into columns, lines next to another one that
    begins with a blank (a verse, a list), and pages where one line in five begins so.

    ## Evidence
    On the seeds 2 of 2 findings right, 2 of 2 defects found, 2 of 2 safe fixes exact; on 59 pages
    of Tesseract 7 of 7. On 3.9 million characters of sound news no finding.

    ## Known false alarms
    None on the texts it was measured on.
    """

    code = "SPC005"
    name = "leading-space"
    title = Text("行首有空格", "a blank at the start of a line")
    messages = {"leading": Text("行首有一个空格", "a single blank at the start of the line")}
    error_class = ErrorClass.FORM
    bad = (
        Bad(" 山洪过后，镇上的路修好了。", "山洪过后，镇上的路修好了。"),
        Bad(
            "渡口的老周撑了四十年船。\n\n “如今桥通了。”他说。\n", "渡口的老周撑了四十年船。\n\n“如今桥通了。”他说。\n"
        ),
        Bad("渡口停航\r\n\r\n 船工老周歇了半个月。\r\n", "渡口停航\r\n\r\n船工老周歇了半个月。\r\n"),
    )
    good = (
        "\u3000\u3000老周撑了四十年船。\n\u3000\u3000如今桥通了。\n",
        "  老周撑了四十年船。\n    如今桥通了。\n",
        "春风\n 吹过渡口\n 吹过堤岸\n停在村头\n",
        " 茶叶  1,200公斤",
        " - 一条\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each line."""
        found = list(leading(page.text))
        if len(found) > max(1, len(page.lines) // SHARE):
            return
        for at in found:
            if is_stray(page, at) and not page.is_protected(at):
                yield self.report((at, at + 1), "leading", fix=self.replace(page, at, at + 1, "", SAFE))


def leading(text: str) -> Iterator[int]:
    """The blanks that begin a line."""
    if text.startswith(" "):
        yield 0
    for newline in NEWLINE:
        at = text.find(f"{newline} ")
        while at >= 0:
            yield at + 1
            at = text.find(f"{newline} ", at + 1)


def is_stray(page: Page, at: int) -> bool:
    """Whether the blank stands alone in front of Chinese text, and neither beside nor in a table or verse."""
    char = page.text[at + 1 : at + 2]
    row = page.row(at)
    if not (is_han(char) or (char and char in OPENERS)) or COLUMN.search(page.text, *page.lines[row]):
        return False
    near = (page.lines[one] for one in (row - 1, row + 1) if 0 <= one < len(page.lines))
    return not any(page.text.startswith(" ", line.start, line.end) for line in near)
