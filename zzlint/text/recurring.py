"""What people print again and again: labels, rows, dialogue, refrains. The recogniser loops over all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zzlint.text.copies import FEWEST, PROSE, is_ended
from zzlint.text.layout import Block
from zzlint.text.pattern import Pattern
from zzlint.text.roles import Role
from zzlint.text.seam import COMMAS

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: What has fewer letters than this is a label, a chant, a cell of a table.
LETTERS = 16
#: So many copies, however short, no list has; cells of a table may end as sentences do.
MANY = 20
#: So many copies of a few words without a mark no table has.
FULL = 50
#: Two equal paragraphs may be a refrain, up to so many code points.
REFRAIN = 24
#: Speakers, questions and answers, parts of a song repeat each other in so few letters.
SPOKEN = 30
#: A line of so many code points is running text, marks or not, in any script.
LINE = 60
#: A shorter one without a mark at its end stands so often for no headline, address or menu.
LINES = 8
#: A block of several lines that are all no longer than this is verse, in code points.
VERSE = 16

#: These recur on a page without being loops.
LABELS = frozenset({Role.BYLINE, Role.CAPTION, Role.NOTICE, Role.LIST_ITEM, Role.MASTHEAD, Role.FURNITURE})

_DIGIT = Pattern("[0-9]")
#: The mark of an item, a heading, a row: neither a letter nor what a sentence begins with; of a note, an address.
_MARKED = Pattern(
    r"[^\w“‘《〈「『\"'（(【［\[〔—…]|[（(【［\[〔]?[①-⒛]|[（(【［\[〔][\d注]{1,4}[）)】］\]〕]|注[\d：:]"
    r"|[^\s，。：:]{0,4}(?:地址|住址|电话|電話|邮编|郵編|时间|時間|地点|地點)[：:]"
)
#: “开船啦！, 审判员：, 答：, （合）
_LABELLED = Pattern(r"(?:[“「『\"]|[^\s，。；,;：:！？!?]{1,8}[：:]|[（(【［\[〔][^）)】］\]〕]{1,6}[）)】］\]〕])")
_CALL = Pattern("[！!]")
_LATIN_END = Pattern(r"[A-Za-z)]\.[\"'”’)]?$")
#: A gap between two columns.
_COLUMNS = Pattern(r"\S(?:[ \u3000]*\t|[ \u3000]{2,})[ \t\u3000]*\S")
#: 新华社发, （资料照片）, 周岚摄
_CREDITED = Pattern(r"(?:社[发發]|[摄攝]影?|供?[图圖]片?|照片|[画畫绘繪])(?:[)）\]］】]。?)?$")


class Copy(NamedTuple):
    """The blocks of one copy, their words without indents, and how many letters each has."""

    blocks: list[Block]
    texts: list[str]
    letters: list[int]

    @property
    def size(self) -> int:
        """How many letters it has."""
        return sum(self.letters)

    @property
    def longest(self) -> int:
        """Which of its blocks has the most letters."""
        return self.letters.index(max(self.letters))


def is_printed(page: Page, copy: Copy, count: int, *, twice: bool) -> bool:
    """Whether people may have printed ``count`` copies; ``twice``: two, and no cut-off one beside them."""
    if count < MANY and (_is_spoken(copy) or _is_sung(copy, REFRAIN if twice else VERSE)):
        return True
    return not (_is_prose(page, copy, count) or _is_endless(page, copy, count))


def is_whole(copy: Copy, count: int) -> bool:
    """Whether ``count`` copies are of a sentence, of some length, or of part of one that nobody prints so often."""
    text = copy.texts[copy.longest]
    return (copy.size >= LETTERS and _is_sentence(text)) or (count >= MANY and text[-1] in COMMAS)


def is_told(text: str, letters: int) -> bool:
    """Whether the block is a paragraph of some length that no speaker's name begins."""
    return letters >= SPOKEN and _LABELLED.match(text) is None


def is_verse(text: str) -> bool:
    """Whether the block is a stanza or a list of words: short lines. Refrains are printed."""
    lines = text.splitlines()
    return len(lines) > 1 and max(map(len, lines)) <= VERSE


def _is_spoken(copy: Copy) -> bool:
    """Whether people say it to one another: speakers, question and answer, the parts of a song, cries."""
    cried = any(_LABELLED.match(text) or text.endswith(("！", "!")) for text in copy.texts)
    return copy.size < SPOKEN * len(copy.texts) and cried


def _is_sung(copy: Copy, short: int) -> bool:
    """Whether it may be the refrain of a song: lines of ``short`` code points at most."""
    return all(len(text) <= short for text in copy.texts)


def _is_prose(page: Page, copy: Copy, count: int) -> bool:
    """Whether the blocks are running text, headings between them allowed."""
    text = copy.texts[copy.longest]
    if len(text) < LINE and (PROSE.search(text) is None or (count < LINES and _stops_at_word(text))):
        return False
    return page.role(copy.blocks[copy.longest]) is Role.BODY and _is_text(page, copy)


def _is_endless(page: Page, copy: Copy, count: int) -> bool:
    """Whether a heading or a few words stand more often than in any list, and nobody calls them."""
    often = (count >= MANY and copy.size >= LETTERS) or (count >= FULL and copy.size >= FEWEST)
    if len(copy.blocks) > 1 or not often or _LABELLED.match(copy.texts[0]) or _CALL.search(copy.texts[0]):
        return False
    return _is_text(page, copy)


def _is_text(page: Page, copy: Copy) -> bool:
    """Whether the blocks are words: no items, rows, addresses, notes, captions, bylines, figures."""
    if any(map(_is_labelled, copy.texts)) or any(page.role(block) in LABELS for block in copy.blocks):
        return False
    return 2 * sum(len(_DIGIT.findall(text)) for text in copy.texts) < copy.size


def _is_labelled(text: str) -> bool:
    """Whether the block itself says that it is an item, a note, a caption, an address or a row."""
    if _MARKED.match(text) or _CREDITED.search(text[-8:]):
        return True
    gap = _COLUMNS.search(text)
    return gap is not None and ("\t" in gap[0] or not _is_sentence(text))


def _stops_at_word(text: str) -> bool:
    """Whether the text has no end and no mark at its end, as headlines, addresses and menus have none."""
    return text[-1] not in COMMAS and "。" not in text and not _is_sentence(text)


def _is_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, in Latin letters, too."""
    return is_ended(text) or _LATIN_END.search(text[-4:]) is not None
