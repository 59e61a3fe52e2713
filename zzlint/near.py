"""Copies that were misread, broken or torn differently, found by the samples that pages told.

Samples that follow one another on two pages make a chain; what stands there is read once more and compared
letter by letter. Each sample is looked up on a few earlier pages only, the first that has it and the last
ones, and each stretch of a page is compared a few times at most, so that all this takes time with the
number of samples. What stands on many pages is left to equal passages.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from zzlint import passages
from zzlint.passages import EDGE, LEAST, Letters, Place
from zzlint.text import same

#: A chain has so many samples at least, over so many letters, on each page no farther apart than so many letters,
#: and one of so many that stand there.
CHAIN, SPAN, REACH, SPARSE = 3, 24, 120, 6
#: A chain is no longer than so many letters: a longer text is compared in pieces.
PIECE = 2000
#: So many letters before and behind a chain may belong to the copy.
FLANK = 80
#: So many earlier places of a sample are looked up, and a stretch of a page, counted in so many letters, is
#: compared so many times.
LINKS, STRETCH, TIMES = 6, 64, 2
#: What is this part at least of the blocks in which it stands, or has so many letters, is no quotation.
WHOLE, ARTICLE = 0.75, 600
#: So many stretches are compared at once, with each of their files read once.
BATCH = 20_000


T = TypeVar("T")


class Spot(NamedTuple):
    """The letters ``first:behind`` of page ``page``, ``text[start:end]``."""

    page: int
    first: int
    behind: int
    start: int
    end: int


class Copied(NamedTuple):
    """A text that stands on two pages; ``exact``: with the same letters."""

    one: Spot
    other: Spot
    exact: bool


class _Chain:
    """Samples that follow one another on a page and on ``page``, an earlier one, ``there``."""

    __slots__ = ("behind", "first", "links", "page", "there_behind", "there_first")

    def __init__(self, page: int, at: int, there: int) -> None:
        self.page, self.links = page, 1
        self.first = self.behind = at
        self.there_first = self.there_behind = there

    def grown(self, at: int, there: int) -> bool:
        """Whether the places go on with it, as they then do."""
        fits = 0 < at - self.behind <= REACH and 0 < there - self.there_behind <= REACH and at - self.first <= PIECE
        if fits:
            self.behind, self.there_behind, self.links = at, there, self.links + 1
        return fits


class _Stretch(NamedTuple):
    """Letters ``first:behind`` of page ``page``."""

    page: int
    first: int
    behind: int


def copies(
    pages: Sequence[tuple[Place, Sequence[str]]], without: Mapping[int, Collection[tuple[int, int]]]
) -> Iterator[Copied]:
    """What stands on two of the pages, each with what it told; ``without`` these letters of a page."""
    places = [place for place, _ in pages]
    pairs = list(_candidates([fact for _, fact in pages], without))
    for start in range(0, len(pairs), BATCH):
        yield from _compared(places, pairs[start : start + BATCH])


# -- chains --------------------------------------------------------------------------------------


def _candidates(
    facts: Sequence[Sequence[str]], without: Mapping[int, Collection[tuple[int, int]]]
) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Stretches of two pages that have a chain in common."""
    seen: dict[int, array[int]] = {}  # a page and a place in one number
    often = _often(facts)
    outlines: list[_Outline] = []
    for page, fact in enumerate(facts):
        outlines.append(_outline(fact))
        chains: dict[int, list[_Chain]] = {}
        for at, number in _left(passages.samples(fact), without.get(page, ())):
            if not often[number & (len(often) - 1)]:
                continue
            earlier = seen.get(number)
            if earlier is None:
                seen[number] = array("Q", (page << 32 | at,))
                continue
            if earlier[-1] >> 32 == page:
                continue
            for where in earlier:
                other, there = where >> 32, where & 0xFFFFFFFF
                own = chains.setdefault(other, [])
                if not any(chain.grown(at, there) for chain in own[:-4:-1]):
                    own.append(_Chain(other, at, there))
            if len(earlier) == LINKS:
                del earlier[1]
            earlier.append(page << 32 | at)
        yield from _chosen(
            page, [chain for own in chains.values() for chain in own if _may_be_copy(chain, page, outlines)]
        )


class _Outline(NamedTuple):
    """The first letters of the passages of a page and those behind them, in turns, and where its samples stand."""

    edges: array[int]
    places: array[int]


def _outline(fact: Sequence[str]) -> _Outline:
    edges = (at for passage in passages.passages(fact) for at in (passage.first, passage.behind))
    return _Outline(array("I", edges), array("I", (at for at, _ in passages.samples(fact))))


def _may_be_copy(chain: _Chain, page: int, outlines: Sequence[_Outline]) -> bool:
    """Whether it has enough of the samples of the passages in which it stands."""
    if chain.links < CHAIN or chain.behind - chain.first < SPAN:
        return False
    most = chain.links * SPARSE
    return most >= _many(outlines[page], chain.first, chain.behind) and most >= _many(
        outlines[chain.page], chain.there_first, chain.there_behind
    )


def _many(outline: _Outline, first: int, behind: int) -> int:
    """How many samples stand between two, and in the rest of their passage, if it is not too long for a quotation."""
    number = bisect_right(outline.edges, first)
    if number % 2 and behind < outline.edges[number] and behind - first < ARTICLE:
        first, behind = outline.edges[number - 1 : number + 1]
    return bisect_left(outline.places, behind) - bisect_left(outline.places, first)


def _often(facts: Sequence[Sequence[str]]) -> bytearray:
    """By the lower bits of a sample: 0 where it occurs once only. A table of bytes takes less room than a set."""
    many = sum(len(fact[1]) for fact in facts) // 8
    once, twice = (bytearray(1 << many.bit_length() + 1) for _ in range(2))
    low = len(once) - 1
    for fact in facts:
        for _, number in passages.samples(fact):
            if once[number & low]:
                twice[number & low] = 1
            once[number & low] = 1
    return twice


def _left(samples: Iterator[tuple[int, int]], without: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The samples that stand in none of the stretches, which are sorted."""
    if not without:
        yield from samples
        return
    stretches = iter(without)
    first, behind = next(stretches)
    for sample in samples:
        while sample[0] >= behind:
            first, behind = next(stretches, (1 << 32, 1 << 32))
        if sample[0] < first:
            yield sample


def _chosen(page: int, chains: list[_Chain]) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Those chains that may be copies, for each stretch of the page the longest."""
    taken: dict[int, int] = {}
    for chain in sorted(chains, key=lambda chain: (-chain.links, chain.page, chain.first)):
        stretches = range(chain.first // STRETCH, chain.behind // STRETCH + 1)
        if all(taken.get(number, 0) >= TIMES for number in stretches):
            continue
        for number in stretches:
            taken[number] = taken.get(number, 0) + 1
        one = _Stretch(chain.page, max(chain.there_first - FLANK, 0), chain.there_behind + FLANK)
        yield one, _Stretch(page, max(chain.first - FLANK, 0), chain.behind + FLANK)


# -- letter by letter ----------------------------------------------------------------------------


def _compared(places: Sequence[Place], pairs: Sequence[tuple[_Stretch, _Stretch]]) -> Iterator[Copied]:
    """What the pairs share, where both pages are still there."""
    texts = _told(
        places, {stretch for pair in pairs for stretch in pair}, lambda letters, at: letters.all[at.first : at.behind]
    )
    found = [parts for one, other in pairs if one in texts and other in texts for parts in _shared(one, other, texts)]
    spots = _told(places, {part for parts in found for part in parts}, _spot)
    for one, other in found:
        (here, own), (there, others) = spots.get(one) or (None, ""), spots.get(other) or (None, "")
        if here is not None and there is not None and same.misread(own, others):
            yield Copied(here, there, own in others or others in own)


def _shared(one: _Stretch, other: _Stretch, texts: Mapping[_Stretch, str]) -> Iterator[tuple[_Stretch, _Stretch]]:
    """The parts of two stretches that say the same, if they are long enough."""
    part = same.shared(texts[one], texts[other])
    if part is not None and min(part.end - part.start, part.other_end - part.other_start) >= LEAST - EDGE:
        here = _Stretch(one.page, one.first + part.start, one.first + part.end)
        yield here, _Stretch(other.page, other.first + part.other_start, other.first + part.other_end)


def _told(
    places: Sequence[Place], wanted: Iterable[_Stretch], tell: Callable[[Letters, _Stretch], T]
) -> dict[_Stretch, T]:
    """What is told of each stretch; each file is read once. Those that are not there any more are left out."""
    own: dict[int, list[_Stretch]] = {}
    for stretch in wanted:
        own.setdefault(stretch.page, []).append(stretch)
    return {
        stretch: tell(letters, stretch)
        for number, letters in passages.again(places, own)
        for stretch in own[number]
        if stretch.first < len(letters.all)
    }


def _spot(letters: Letters, at: _Stretch) -> tuple[Spot, str] | None:
    """Where it stands in the text, to the edges of its blocks, and its letters, if it is a story or most of one."""
    first, behind = letters.snapped(at.first, at.behind)
    if behind - first < LEAST or not letters.in_story(first, behind):
        return None
    if behind - first < ARTICLE and letters.covers(first, behind) < WHOLE:
        return None
    return Spot(at.page, first, behind, *letters.span(first, behind)), letters.all[first:behind]
