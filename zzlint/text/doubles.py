"""Characters and words that stand twice in a row: whether they were printed so.

Sound Chinese doubles words all the time (看看, 讨论讨论, 一个一个), and two words meet in one character
(协会|会长) or one word (特别行政区|行政区域). What was read twice leaves a word cut in two on one side
of the pair that is whole without the copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zzlint.text import lexicon
from zzlint.text.chars import is_han
from zzlint.text.pattern import Pattern
from zzlint.text.seam import SURE_WORD

#: So many characters on each side of a place tell the words there.
READ = 8
#: Words have so many characters at most, those that matter here.
WORD = 5
#: From these log-odds on a word runs from one copy into the other: 是不|是不.
MEETING = 1.0
#: What is counted, or counts, is told one by one: 一项一项, 几小时几小时, 每一步每一步.
_COUNTED = frozenset("一二三四五六七八九十百千万亿零〇几每半")
#: No sentence holds one of these twice in a row.
NEVER_TWICE = frozenset("的了是和与为着被在及或将把从对于但")
#: Stands behind its own word: 执行主席席 is the seat of the chairman.
_SEAT = "席"
#: Characters of foreign names: 吉尔吉斯斯坦.
_SOUNDS = frozenset("斯尼特克巴马卡拉米莫纳里尔德塔达阿加萨维娜安")


#: The longest copy; so much text is searched for copies at once, and with so many suspects it is looked at as a whole.
LONGEST, PIECE, MANY = 8, 1 << 14, 1 << 10
_TWICE = Pattern(f"([\u4e00-\u9fff]{{2,{LONGEST}}})\\1")


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
        if twice is not None:
            copy = twice[1]
            found.append(Double(at, (copy * 2).find(copy, 1)))
            done = twice.end()
    return found


def _suspected(text: str) -> Iterator[int]:
    """Where anything stands twice in a row, in order.

    The pattern by itself would try seven lengths at each character. The text as a number and the same number
    shifted agree, and leave zeros, where a copy stands: for each length as quick as copying the text.
    """
    for low in range(0, len(text), PIECE):
        piece = text[low : low + PIECE + 2 * LONGEST]
        data = piece.encode("utf-16-le", "surrogatepass")
        number = int.from_bytes(data, "little")
        places: set[int] = set()
        # a character of two units: places in bytes tell nothing
        everywhere = len(data) > 2 * len(piece)
        for length in range(2, LONGEST + 1):
            same = (number ^ (number >> 16 * length)).to_bytes(len(data), "little")
            at = same.find(bytes(2 * length))
            while at >= 0 and not everywhere:
                places.add(low + (at + 1) // 2)
                everywhere = len(places) > MANY
                at = same.find(bytes(2 * length), at + 1)
        yield from range(low, low + PIECE) if everywhere else sorted(at for at in places if at < low + PIECE)


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
    a word runs from one copy into the other.
    """
    copy = text[at : at + length]
    if copy[0] in _COUNTED or lexicon.frequency(copy) or lexicon.frequency(copy * 2):
        return None
    before, behind = _around(text, at, at + 2 * length)
    if before[-1:] in _COUNTED or lexicon.cuts(copy + copy, length) > MEETING:
        return None
    once = before + copy + behind
    return Edges(lexicon.cuts(once, len(before)), lexicon.cuts(once, len(before) + length))


def is_doubled(text: str, at: int) -> bool:
    """Whether the character at ``at``, which follows once more, was read twice.

    It ends a word, hardly ever stands alone, and begins none where it stands for the second time;
    or it is one that no sentence holds twice, and belongs to no word on either side.
    """
    char = text[at]
    if not is_han(char) or char in _COUNTED or char in _SOUNDS or char == _SEAT:
        return False
    before, behind = _around(text, at, at + 2)
    if char in (before[-1:], behind[:1]) or before[-1:] in _COUNTED:
        return False
    above, below = before + char, char + behind
    if lexicon.spanning(above + below, len(above)):
        return False
    if any(lexicon.frequency(below[:size]) for size in range(2, WORD + 1)):
        return False
    ends = any(lexicon.frequency(above[-size:]) for size in range(2, min(WORD, len(above)) + 1))
    return lexicon.is_ending(char) if ends else char in NEVER_TWICE


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The Han characters before and behind a place, up to the nearest that is none."""
    low, high = start, end
    while low > max(0, start - READ) and is_han(text[low - 1]):
        low -= 1
    while high < min(len(text), end + READ) and is_han(text[high]):
        high += 1
    return text[low:start], text[end:high]
