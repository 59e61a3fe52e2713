"""Copies that were misread, broken or torn differently, found by the samples that pages told.

Samples that follow one another on two pages make a chain; what stands there is read once more and compared
letter by letter. A sample that occurs often is passed over, for formulas are made of such, and each stretch of a
page is compared a few times at most, so that all this takes time with the number of samples. What stands on
many pages is left to equal passages.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from zzlint import passages
from zzlint.passages import EDGE, LEAST, Letters, Place
from zzlint.text import same

#: A chain has so many samples at least, over so many letters, on each page no farther apart than so many letters,
#: and one of so many that stand there.
CHAIN, SPAN, REACH, SPARSE = 3, 24, 120, 3
#: A part that both texts share has so many letters; EDGE more may belong to it on either side.
PART = 30
#: A chain is no longer than so many letters: a longer text is compared in pieces.
PIECE = 2000
#: So many letters before and behind a chain may belong to the copy.
FLANK = 80
#: A sample that occurs more often is part of a formula, or of what is printed every day.
OFTEN = 12
#: A stretch of a page, counted in so many letters, is compared so many times.
STRETCH, TIMES = 64, 2
#: What is this part at least of the blocks in which it stands, or has so many letters, is no quotation.
WHOLE, ARTICLE = 0.75, 600
#: So many stretches are compared at once, with each of their files read once.
BATCH = 20_000


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


class _Stretch(NamedTuple):
    """Letters ``first:behind`` of page ``page``."""

    page: int
    first: int
    behind: int

    def widened(self, letters: int) -> _Stretch:
        """With so many letters more on either side."""
        return _Stretch(self.page, max(self.first - letters, 0), self.behind + letters)


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

    def here(self, page: int) -> _Stretch:
        """Where it stands on ``page``."""
        return _Stretch(page, self.first, self.behind)

    def there(self) -> _Stretch:
        """Where it stands on the earlier page."""
        return _Stretch(self.page, self.there_first, self.there_behind)


def copies(
    pages: Sequence[tuple[Place, Sequence[str]]], without: Mapping[int, Collection[tuple[int, int]]]
) -> Iterator[Copied]:
    """What stands on two of the pages, each with what it told; ``without`` these letters of a page."""
    facts = [fact for _, fact in pages]
    edges = _Edges(facts)
    pairs = list(_candidates(facts, edges, without))
    for start in range(0, len(pairs), BATCH):
        yield from _compared([place for place, _ in pages], edges, pairs[start : start + BATCH])


class _Edges:
    """Where the passages of the pages begin and end."""

    def __init__(self, facts: Sequence[Sequence[str]]) -> None:
        self._facts = facts
        self._known: dict[int, list[tuple[int, int]]] = {}

    def around(self, at: _Stretch) -> _Stretch:
        """The passage in which a stretch stands; itself where there is none, or it has the letters of an article."""
        if at.behind - at.first >= ARTICLE:
            return at
        known = self._known.get(at.page)
        if known is None:
            known = self._known[at.page] = sorted(passages.edges(self._facts[at.page]))
        number = bisect_right(known, (at.first, 1 << 32)) - 1
        return _Stretch(at.page, *known[number]) if number >= 0 and at.behind <= known[number][1] else at


# -- chains --------------------------------------------------------------------------------------


def _candidates(
    facts: Sequence[Sequence[str]], edges: _Edges, without: Mapping[int, Collection[tuple[int, int]]]
) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Stretches of two pages that have a chain in common."""
    seen: dict[int, array[int]] = {}  # a page and a place in one number
    taken = _taken(facts)
    low = len(taken) - 1
    sampled: list[array[int]] = []
    for page, fact in enumerate(facts):
        places, numbers = passages.samples(fact)
        samples = list(compress(zip(places, numbers, strict=True), map(taken.__getitem__, map(low.__and__, numbers))))
        sampled.append(array("I", (at for at, _ in samples)))
        chains: dict[int, list[_Chain]] = {}
        for at, number in _left(samples, without.get(page, ())):
            earlier = seen.get(number)
            if earlier is None:
                seen[number] = array("Q", (page << 32 | at,))
                continue
            if earlier[-1] >> 32 == page:
                continue
            for where in earlier:
                other, there = where >> 32, where & 0xFFFFFFFF
                own = chains.get(other)
                if own is None:
                    chains[other] = [_Chain(other, at, there)]
                elif not any(chain.grown(at, there) for chain in own[:-4:-1]):
                    own.append(_Chain(other, at, there))
            earlier.append(page << 32 | at)
        grown = (chain for own in chains.values() for chain in own if chain.links >= CHAIN)
        yield from _chosen(page, [chain for chain in grown if _may_be_copy(chain, page, edges, sampled)])


def _taken(facts: Sequence[Sequence[str]]) -> bytes:
    """By the lower bits of a sample: whether it occurs more than once, and no more than OFTEN.

    A table of bytes takes less room than a set; a few samples share a byte.
    """
    many = sum(len(fact[1]) for fact in facts) // 5  # 5.3 characters of base 64 for a place
    counts = bytearray(4 << many.bit_length())
    low = len(counts) - 1
    for fact in facts:
        for number in passages.samples(fact)[1]:
            number &= low
            if counts[number] <= OFTEN:
                counts[number] += 1
    return bytes(counts.translate(bytes(1 < count <= OFTEN for count in range(256))))


def _may_be_copy(chain: _Chain, page: int, edges: _Edges, sampled: Sequence[Sequence[int]]) -> bool:
    """Whether it has enough of the samples of the passages in which it stands."""
    if chain.behind - chain.first < SPAN:
        return False
    here, there = chain.here(page), chain.there()
    most = chain.links * SPARSE
    return most >= max(_many(here, sampled), _many(there, sampled)) and most >= max(
        _many(edges.around(here), sampled), _many(edges.around(there), sampled)
    )


def _many(at: _Stretch, sampled: Sequence[Sequence[int]]) -> int:
    """How many samples stand there."""
    places = sampled[at.page]
    return bisect_left(places, at.behind) - bisect_left(places, at.first)


def _left(samples: Iterable[tuple[int, int]], without: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
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
        yield chain.there().widened(FLANK), chain.here(page).widened(FLANK)


# -- letter by letter ----------------------------------------------------------------------------


def _compared(places: Sequence[Place], edges: _Edges, pairs: Sequence[tuple[_Stretch, _Stretch]]) -> Iterator[Copied]:
    """What the pairs share, where both pages are still there."""
    texts = _texts(places, {stretch for pair in pairs for stretch in pair})
    found = [parts for one, other in pairs if one in texts and other in texts for parts in _shared(one, other, texts)]
    found = [parts for parts in found if all(_may_be_whole(part, edges) for part in parts)]
    spots = _spots(places, {part for parts in found for part in parts})
    for one, other in found:
        if one not in spots or other not in spots:
            continue
        (here, own), (there, others) = spots[one], spots[other]
        if same.misread(own, others):
            yield Copied(here, there, own in others or others in own)


def _shared(one: _Stretch, other: _Stretch, texts: Mapping[_Stretch, str]) -> Iterator[tuple[_Stretch, _Stretch]]:
    """The parts of two stretches that say the same, if they are long enough."""
    part = same.shared(texts[one], texts[other])
    if part is not None and min(part.end - part.start, part.other_end - part.other_start) >= PART:
        here = _Stretch(one.page, one.first + part.start, one.first + part.end)
        yield here, _Stretch(other.page, other.first + part.other_start, other.first + part.other_end)


def _may_be_whole(part: _Stretch, edges: _Edges) -> bool:
    """Whether it is most of its passage, as far as can be told before its page is read again."""
    around = edges.around(part)
    wide = min(part.behind + EDGE, around.behind) - max(part.first - EDGE, around.first)
    return wide >= WHOLE * (around.behind - around.first)


def _texts(places: Sequence[Place], wanted: Iterable[_Stretch]) -> dict[_Stretch, str]:
    """The letters of each stretch, without those whose pages are not there any more."""
    own = _by_page(wanted)
    found: dict[_Stretch, str] = {}
    for number, page in passages.again(places, own):
        letters = passages.of_text(page.text)
        found |= {at: letters[at.first : at.behind] for at in own[number]}
    return found


def _spots(places: Sequence[Place], wanted: Iterable[_Stretch]) -> dict[_Stretch, tuple[Spot, str]]:
    """Where each stretch that is most of a story stands in the text, and its letters."""
    own = _by_page(wanted)
    found: dict[_Stretch, tuple[Spot, str]] = {}
    for number, page in passages.again(places, own):
        letters = Letters(page)
        for at in own[number]:
            spot = _spot(letters, at) if at.first < len(letters.all) else None
            if spot is not None:
                found[at] = spot
    return found


def _by_page(wanted: Iterable[_Stretch]) -> dict[int, list[_Stretch]]:
    own: dict[int, list[_Stretch]] = {}
    for at in wanted:
        own.setdefault(at.page, []).append(at)
    return own


def _spot(letters: Letters, at: _Stretch) -> tuple[Spot, str] | None:
    """Where it stands in the text, to the edges of its blocks, and its letters, if it is a story or most of one."""
    first, behind = letters.snapped(at.first, at.behind)
    if behind - first < LEAST or not letters.in_story(first, behind):
        return None
    if behind - first < ARTICLE and letters.covers(first, behind) < WHOLE:
        return None
    return Spot(at.page, first, behind, *letters.span(first, behind)), letters.all[first:behind]
