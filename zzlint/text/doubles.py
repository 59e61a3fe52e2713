"""Characters and words that stand twice in a row: whether they were printed so.

Sound Chinese doubles words all the time (看看, 讨论讨论, 一个一个), and two words meet in one character
(协会|会长) or one word (特别行政区|行政区域). What was read twice leaves a word cut in two on one side
of the pair that is whole without the copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text import lexicon
from zzlint.text.chars import LETTER, is_han
from zzlint.text.pattern import Pattern
from zzlint.text.seam import SURE_WORD

if TYPE_CHECKING:
    from zzlint.text.archive import Archive
    from zzlint.text.page import Page

#: So many characters on each side of a place tell the words there.
READ = 8
#: Words have so many characters at most, those that matter here.
WORD = 5
#: From these log-odds on a word runs from one copy into the other: 是不|是不. So many characters meet so by chance only.
MEETING, CHANCE = 1.0, 4
#: What is counted, or counts, is told one by one: 一项一项, 几小时几小时, 每一步每一步.
_COUNTED = frozenset("一二三四五六七八九十百千万亿零〇几每半")
#: No sentence holds one of these twice in a row.
NEVER_TWICE = frozenset("的了是和与为着被在及或将把从对于但")
#: They stand alone before words that begin with them: 市|市场监管局, 老|老师, 新|新闻.
_BEFORE_WORDS = frozenset("市县省区州乡镇村局部厂校院馆队股老大小新原前男女")
#: What an archive saw so often it knows well.
WELL_KNOWN = 4
#: Stands behind its own word: 执行主席席 is the seat of the chairman.
_SEAT = "席"
#: Characters of foreign names: 吉尔吉斯斯坦.
_SOUNDS = frozenset("斯尼特克巴马卡拉米莫纳里尔德塔达阿加萨维娜安")


#: The longest copy; so much text is searched for copies at once, and with so many suspects it is looked at as a whole.
LONGEST, PIECE, MANY = 8, 1 << 14, 1 << 10
_TWICE = Pattern(rf"({LETTER}{{2,{LONGEST}}})\1")


class Double(NamedTuple):
    """``length`` Han characters, two to eight, at ``start`` that stand once more right behind."""

    start: int
    length: int


def doubles(text: str) -> list[Double]:
    """What stands twice in a row, in order; what stands more often by the shortest length."""
    found = []
    done = 0
    for at in _suspected(text):
        twice = _TWICE.match(text, at) if at >= done else None
        if twice is None:
            continue
        copy = twice[1]
        if min(copy) >= "\u4e00" and max(copy) <= "\u9fff":
            found.append(Double(at, (copy * 2).find(copy, 1)))
            done = twice.end()
    return found


def _suspected(text: str) -> Iterator[int]:
    """Where anything may stand twice in a row, in order.

    The pattern by itself would try seven lengths at each character. The low bytes of the text as a number and
    the same number shifted agree, and leave zeros, where a copy stands: as quick as copying the bytes.
    """
    for low in range(0, len(text), PIECE):
        data = text[low : low + PIECE + 2 * LONGEST].encode("utf-32-le", "surrogatepass")[::4]
        number = int.from_bytes(data, "little")
        places: set[int] = set()
        for length in range(2, LONGEST + 1):
            same, zeros = (number ^ (number >> 8 * length)).to_bytes(len(data), "little"), bytes(length)
            at = same.find(zeros)
            while at >= 0 and len(places) <= MANY:
                places.add(low + at)
                at = same.find(zeros, at + 1)
        if len(places) > MANY:
            yield from range(low, low + PIECE)
        else:
            yield from sorted(at for at in places if at < low + PIECE)


def unbroken(text: str, at: int) -> tuple[str, int]:
    """What stands around ``at`` without the line ends there, and where ``at`` is in it: printed lines end within words."""
    before = "".join(text[max(0, at - 2 * READ) : at].splitlines())
    return before + "".join(text[at : at + 2 * READ].splitlines()), len(before)


class Across(NamedTuple):
    """``length`` Han characters before ``end``, where a line ends, that stand once more from ``start`` on, in the next."""

    end: int
    start: int
    length: int

    def joined(self, text: str) -> tuple[str, int]:
        """What stands around the place without the line end, and where the pair starts in it."""
        before = text[max(0, self.end - 2 * READ) : self.end]
        return before + text[self.start : self.start + 2 * READ], len(before) - self.length


def across(page: Page) -> list[Across]:
    """What stands at the end of a line and at the beginning of the next that is not blank, one to eight characters."""
    text = page.text
    lines = [line for line in zip(page.lines.starts, page.lines.ends, strict=True) if line[0] < line[1]]
    places = [
        (end, *below) for (_, end), below in pairwise(lines) if text[below[0]] in text[max(0, end - LONGEST) : end]
    ]
    found = ((end, start, _copied(text, end, start, below)) for end, start, below in places)
    return [Across(*place) for place in found if place[2]]


def _copied(text: str, end: int, start: int, below: int) -> int:
    """How much of what stands before ``end`` stands again from ``start`` on, in a line that goes on behind it."""
    if text[end - 1] not in text[start : start + LONGEST]:
        return 0  # nearly always
    for length in range(min(LONGEST, end, below - start - 1), 0, -1):
        if text.startswith(text[end - length : end], start) and all(map(is_han, text[start : start + length])):
            return length
    return 0


class Edges(NamedTuple):
    """How surely a word runs across the beginning and the end of the pair, read once: log-odds, base e."""

    start: float
    end: float

    @property
    def cut(self) -> int:
        """How many of the two places all but surely cut a word."""
        return (self.start >= SURE_WORD) + (self.end >= SURE_WORD)


def word_edges(text: str, at: int, length: int) -> Edges | None:
    """The evidence that ``text[at:at + length]``, which follows once more, was read twice.

    None: it was printed so, for all that a dictionary tells. It is a word itself, it is counted, or
    a word runs from one copy into the other, which of four characters and more is chance.
    """
    copy = text[at : at + length]
    if copy[0] in _COUNTED or lexicon.frequency(copy) or lexicon.frequency(copy * 2):
        return None
    before, behind = _around(text, at, at + 2 * length)
    if before[-1:] in _COUNTED or (length < CHANCE and lexicon.cuts(copy + copy, length) > MEETING):
        return None
    once = before + copy + behind
    return Edges(lexicon.cuts(once, len(before)), lexicon.cuts(once, len(before) + length))


def is_noun_twice(copy: str) -> bool:
    """Whether a noun that stands twice in a row is no word that people double; a verb may be: 讨论讨论."""
    counted = copy[0] in _COUNTED or lexicon.frequency(copy * 2)
    return not counted and lexicon.is_noun(copy) and lexicon.cuts(copy * 2, len(copy)) <= MEETING


def is_doubled(text: str, at: int, archive: Archive | None = None) -> bool:
    """Whether the character at ``at``, which follows once more, was read twice.

    It ends a word, hardly ever stands alone, and begins none where it stands for the second time;
    or it is one that no sentence holds twice, and belongs to no word on either side. An archive must know
    what is left without the copy, and not the pair; where it knows it well, it is enough that no two words meet there.
    """
    pair = _pair(text, at)
    if pair is None or lexicon.spanning(pair.above + pair.below, len(pair.above)):
        return False
    char, begins, ends = text[at], pair.begins, pair.ends
    if archive is not None:
        known = archive.saw_once(text, at)
        if not known or archive.saw_pair(text, at):
            return False
        if known >= WELL_KNOWN and not (begins and ends) and char not in _BEFORE_WORDS:
            return True
    if begins or char in _SOUNDS or char == _SEAT:
        return False
    return lexicon.is_ending(char) if ends else char in NEVER_TWICE


def is_doubled_at_line_end(text: str, at: int) -> bool:
    """The same of a character that ends a line and begins the next one, which chance seldom brings about.

    It is enough that it belongs to a word on one side and to none on the other, and that the word is cut there.
    """
    pair, char = _pair(text, at), text[at]
    if pair is None or pair.begins is pair.ends or char in _BEFORE_WORDS or char in _SOUNDS or char == _SEAT:
        return False
    above, below = pair.above, pair.below
    once = lexicon.cuts(above + below[1:], len(above) - (not pair.begins))
    return once >= SURE_WORD and lexicon.cuts(above + below, len(above)) <= 0


class _Pair(NamedTuple):
    """A character that stands twice: the text up to it and from it on, and whether it begins and ends words there."""

    above: str
    below: str
    begins: bool
    ends: bool


def _pair(text: str, at: int) -> _Pair | None:
    """The pair at ``at``; None where it was printed so: it is counted, or one of several pairs."""
    char = text[at]
    if not is_han(char) or char in _COUNTED or text[at - 1 : at].isdigit():
        return None
    before, behind = _around(text, at, at + 2)
    if char in (before[-1:], behind[:1]) or before[-1:] in _COUNTED or _is_pair(before[-2:]) or _is_pair(behind[:2]):
        return None
    above, below = before + char, char + behind
    begins = any(lexicon.frequency(below[:size]) for size in range(2, min(WORD, len(below)) + 1))
    ends = any(lexicon.frequency(above[-size:]) for size in range(2, min(WORD, len(above)) + 1))
    return _Pair(above, below, begins, ends)


def _is_pair(text: str) -> bool:
    return len(text) == 2 and text[0] == text[1]


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The Han characters before and behind a place, up to the nearest that is none."""
    low, high = start, end
    while low > max(0, start - READ) and is_han(text[low - 1]):
        low -= 1
    while high < min(len(text), end + READ) and is_han(text[high]):
        high += 1
    return text[low:start], text[end:high]
