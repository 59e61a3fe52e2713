"""What a page tells of what it says, so that it is known again on another page, and where that stands.

Places are counted in the letters of a page: marks and blanks, which recognisers put in and leave out, and
widths do not count. A page tells 24 bytes for each passage of some length and, where copies that were misread
differently are to be found, too, 8 for every sixth letter. What stands there is read once more when it is known again.
"""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from zzlint import formats
from zzlint.formats import Layout
from zzlint.text import grams
from zzlint.text.chars import CLOSERS, FINAL, HALF, OPENERS
from zzlint.text.page import Page
from zzlint.text.pattern import Pattern
from zzlint.text.roles import Role
from zzlint.text.span import Span

#: Shorter passages, in letters, are formulas, hotlines, lists of those present.
LEAST = 50
#: No furniture is as long, in letters.
LONG = 100
#: So many letters at the edge of a copy may be too different to be known again, rarely more.
EDGE = 40
#: What stands on every page of a paper.
BESIDE = frozenset({Role.MASTHEAD, Role.DATELINE, Role.FURNITURE, Role.NOTICE, Role.BYLINE})

_NO_LETTERS = Pattern(r"[\W_]+")
_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ]")
_ENDS = FINAL + CLOSERS + "!?"
#: First letter, number of letters, start, end, digest.
_ROW = struct.Struct(f"<IIII{grams.DIGEST}s")


class Place(NamedTuple):
    """Where a page was read: its file, the name of its record and the record's line ("" and 0 for a whole file)."""

    filename: str
    record: str
    line: int
    layout: Layout


class Passage(NamedTuple):
    """A long block, or short ones up to a final mark: ``text[start:end]``, letters ``first:behind`` of the page."""

    first: int
    behind: int
    start: int
    end: int
    digest: bytes


class Letters:
    """The letters of a page, block by block."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks = [of_text(page.block_text(block)) for block in page.blocks]

    @cached_property
    def all(self) -> str:
        """The letters of the page."""
        return "".join(self.blocks)

    @cached_property
    def _firsts(self) -> list[int]:
        return list(accumulate(map(len, self.blocks), initial=0))

    def passages(self) -> Iterator[Passage]:
        """The passages of the page, in the order of their ends.

        They depend on what they say only: a short block that ends finally makes one with so many before it as
        are needed, whatever stands above those. Lines without a final mark go with the block below them, and
        once more do not: they may be the headline, which is another one on another page.
        """
        behind = 0
        begun = False
        whole: deque[tuple[int, int]] = deque()  # where short blocks up to a final mark begin: letter, place
        bare: deque[tuple[int, int]] = deque()  # where the last of them does
        for block, own in zip(self.page.blocks, self.blocks, strict=True):
            long = len(own) >= LEAST
            final = long or self.page.text[block.end - 1] in _ENDS
            if long or not begun:
                whole.append((behind, block.start))
            if final:
                bare.append((behind, block.start))
            begun = not final
            behind += len(own)
            for first, start in dict.fromkeys((_nearest(whole, behind), _nearest(bare, behind))) if final else ():
                if behind - first >= LEAST:
                    yield Passage(first, behind, start, block.end, grams.digest(self.all[first:behind]))
            if long:
                whole.clear()
                bare.clear()

    def span(self, first: int, behind: int) -> Span:
        """Where the letters ``first:behind`` stand in the text, with the marks behind them and the quote before."""
        start, end = self._at(first), self._at(behind - 1) + 1
        text = self.page.text
        while end < len(text) and not text[end].isalnum() and not text[end].isspace() and text[end] not in OPENERS:
            end += 1
        while start and text[start - 1] in OPENERS:
            start -= 1
        return Span(start, end)

    def _at(self, letter: int) -> int:
        return letter + self._gaps[bisect_right(self._letters_before, letter) - 1]

    @cached_property
    def _gaps(self) -> list[int]:
        """How many characters stand before each run of letters that are none."""
        return [0, *accumulate(gap.end() - gap.start() for gap in _NO_LETTERS.finditer(self.page.text))]

    @cached_property
    def _letters_before(self) -> list[int]:
        gaps = zip(_NO_LETTERS.finditer(self.page.text), self._gaps, strict=False)
        return [0, *(gap.start() - before for gap, before in gaps)]

    def snapped(self, first: int, behind: int) -> tuple[int, int]:
        """The letters ``first:behind`` with the rest of blocks most of which they are, and without little of others.

        No more letters than EDGE are added on either side.
        """
        numbers = self._numbers(first, behind)
        start, end = self._firsts[numbers.start : numbers.start + 2]
        if 2 * (end - first) < end - start and end < behind:
            first = end
        elif first - start <= min(EDGE, end - first):
            first = start
        start, end = self._firsts[numbers.stop - 1 : numbers.stop + 1]
        if 2 * (behind - start) < end - start and first < start:
            behind = start
        elif end - behind <= min(EDGE, behind - start):
            behind = end
        return first, behind

    def covers(self, first: int, behind: int) -> float:
        """How large a part of the blocks in which they stand the letters ``first:behind`` are."""
        numbers = self._numbers(first, behind)
        return (behind - first) / (self._firsts[numbers.stop] - self._firsts[numbers.start])

    def in_story(self, first: int, behind: int) -> bool:
        """Whether most of the letters ``first:behind`` are part of a story."""
        if behind - first >= LONG:
            return True
        blocks = [self.page.blocks[number] for number in self._numbers(first, behind)]
        inside = (block for block in blocks if self.page.role(block) not in BESIDE)
        return 2 * sum(len(self.blocks[block.number]) for block in inside) > behind - first

    def _numbers(self, first: int, behind: int) -> range:
        """The numbers of the blocks in which the letters stand."""
        return range(bisect_right(self._firsts, first) - 1, bisect_right(self._firsts, behind - 1))


def of_text(text: str) -> str:
    """The letters of a text: without marks and blanks and without widths."""
    text = _NO_LETTERS.sub("", text)
    return text.translate(HALF) if _WIDE.search(text) else text


def told(page: Page, near: bool) -> list[str]:
    """What a page tells of its passages and, for ``near`` copies, of its letters at the places that ``grams`` takes.

    All are bytes in base 64.
    """
    letters = Letters(page)
    rows = (_ROW.pack(*passage) for passage in letters.passages())
    samples = (struct.pack(f"<{len(part)}I", *part) for part in (grams.sampled(letters.all) if near else ()))
    return [b64encode(part).decode("ascii") for part in (b"".join(rows), *samples)]


def passages(fact: Sequence[str]) -> Iterator[Passage]:
    """The passages that a page told."""
    return map(Passage._make, _ROW.iter_unpack(b64decode(fact[0])))


def edges(fact: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first letter of each passage that a page told, and the one behind it."""
    told = b64decode(fact[0])
    numbers = struct.unpack(f"<{len(told) // 4}I", told)
    row = _ROW.size // 4
    return zip(numbers[::row], numbers[1::row], strict=True)


def samples(fact: Sequence[str]) -> tuple[Sequence[int], Sequence[int]]:
    """The places that a page told, in their order, and what their hashes are."""
    places, numbers = map(b64decode, fact[1:])
    return struct.unpack(f"<{len(places) // 4}I", places), struct.unpack(f"<{len(numbers) // 4}I", numbers)


def again(places: Sequence[Place], wanted: Iterable[int]) -> Iterator[tuple[int, Page]]:
    """Some pages, by their numbers, in any order; each file is read once.

    Those that cannot be read any more are left out.
    """
    files: dict[tuple[str, Layout], dict[tuple[str, int], int]] = {}
    for number in wanted:
        place = places[number]
        files.setdefault((place.filename, place.layout), {})[place.record, place.line] = number
    for (name, layout), numbers in files.items():
        for which, page in _read(name, layout):
            number = numbers.get(which, -1)
            if number >= 0:
                yield number, page


def _nearest(starts: deque[tuple[int, int]], behind: int) -> tuple[int, int]:
    """The last start from which there are enough letters, or the first; those before it are let go of."""
    while len(starts) > 1 and behind - starts[1][0] >= LEAST:
        starts.popleft()
    return starts[0]


def _read(name: str, layout: Layout) -> Iterator[tuple[tuple[str, int], Page]]:
    """The pages of a file by record and line."""
    with suppress(OSError):
        for record in formats.of_file(name, layout):
            if isinstance(record.page, Page):
                yield (record.name, record.line), record.page
