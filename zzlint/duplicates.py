"""The same text on several pages, from what each page told of what it says.

Equal passages are one class however many there are, and cost no second reading. What was misread, broken or torn
differently is compared letter by letter (``near``). Classes that follow one another on the same pages are
one repeat: an article, or all of a page that was delivered twice.

Samples stand where MinHash over passages stood, whose bands change where lines are broken elsewhere: with 0, 0.5,
2, 5, 8 % of the characters misread its 20 bands of 4 rows found 100, 99.5, 98.8, 97.0, 92.6 % of copied paragraphs
of news (5 rows 85 % of the last, measured earlier) for 75 ms/MB, samples find 100, 99.4, 97.4, 98.1, 94.2 % for
20 ms/MB and 8 bytes for every sixth letter. Bands as keys of ``observe`` would tell of a passage twenty times,
and passages of one article would meet under different keys and never be joined: there is one key.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from zzlint import near, passages
from zzlint.near import Copied, Spot
from zzlint.passages import LONG, Letters, Place

#: So many letters that are no copies may stand between those that are.
GAP = 500
#: What stands on more pages is told by its equal passages alone.
STANDING = 3
#: Two stretches are one if they overlap in so large a part of each.
ONE = 0.8


class Repeat(NamedTuple):
    """The same text on several pages, in their order; ``letters`` counts those of the first copy.

    ``exact``: all copies have the same letters.
    """

    copies: tuple[Spot, ...]
    letters: int
    exact: bool


def repeats(pages: Sequence[tuple[Place, Sequence[str]]]) -> list[Repeat]:
    """What stands on several of the pages, by where it stands first; each page with what it told."""
    classes = _Classes()
    standing: dict[int, list[tuple[int, int]]] = {}
    for copies in _stories(pages, _equal(pages)):
        classes.add(copies)
        if len(copies) > STANDING:
            for spot in copies[1:]:
                standing.setdefault(spot.page, []).append((spot.first, spot.behind))
    for stretches in standing.values():
        stretches.sort()
    if all(len(fact) > 1 for _, fact in pages):
        for copied in near.copies(pages, standing):
            classes.join(copied)
    return _joined(classes.several())


# -- equal passages ------------------------------------------------------------------------------


def _equal(pages: Sequence[tuple[Place, Sequence[str]]]) -> list[list[Spot]]:
    """Equal passages that stand on several pages, each with all its places."""
    first: dict[bytes, int] = {}
    several: dict[bytes, list[Spot]] = {}
    for page, (_, fact) in enumerate(pages):
        for passage in passages.passages(fact):
            if first.setdefault(passage.digest, page) != page:
                several[passage.digest] = []
    first.clear()
    for page, (_, fact) in enumerate(pages):
        for passage in passages.passages(fact):
            if passage.digest in several:
                several[passage.digest].append(Spot(page, *passage[:-1]))
    return list(several.values())


def _stories(pages: Sequence[tuple[Place, Sequence[str]]], classes: Sequence[list[Spot]]) -> Iterator[list[Spot]]:
    """Those that are part of a story, as far as their first page can be read."""
    short: dict[int, list[Spot]] = {}
    for copies in classes:
        if copies[0].behind - copies[0].first < LONG:
            short.setdefault(copies[0].page, []).append(copies[0])
    beside: set[Spot] = set()
    for number, page in passages.again([place for place, _ in pages], short):
        letters = Letters(page)
        beside.update(spot for spot in short[number] if not letters.in_story(spot.first, spot.behind))
    return (copies for copies in classes if copies[0] not in beside)


# -- classes -------------------------------------------------------------------------------------


class _Classes:
    """Sets of stretches that say the same and grow together (union-find)."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._above: list[int] = []
        self._differ: set[int] = set()
        self._on: dict[int, list[tuple[int, int]]] = {}

    def add(self, copies: Iterable[Spot]) -> None:
        """Take in equal passages."""
        first, *others = [self._added(spot) for spot in copies]
        for other in others:
            self._join(first, other)

    def join(self, copied: Copied) -> None:
        """Take in a text that stands on two pages."""
        one, other = self._at(copied.one), self._at(copied.other)
        self._join(one, other)
        if not copied.exact:
            self._differ.add(one)

    def several(self) -> Iterator[tuple[list[Spot], bool]]:
        """The classes with stretches of several pages, sorted, and whether all are equal."""
        groups: dict[int, list[int]] = {}
        for number in range(len(self._spots)):
            groups.setdefault(self._root(number), []).append(number)
        for numbers in groups.values():
            spots = sorted(self._spots[number] for number in numbers)
            if spots[0].page != spots[-1].page:
                yield spots, self._differ.isdisjoint(numbers)

    def _added(self, spot: Spot) -> int:
        number = len(self._spots)
        self._spots.append(spot)
        self._above.append(number)
        insort(self._on.setdefault(spot.page, []), (spot.first, number))
        return number

    def _at(self, spot: Spot) -> int:
        """The number of the stretch that is this one, or nearly."""
        on = self._on.get(spot.page, [])
        at = bisect_left(on, (spot.first, 0))
        for _, number in on[max(at - 2, 0) : at + 2]:
            if _are_one(self._spots[number], spot):
                return number
        return self._added(spot)

    def _root(self, member: int) -> int:
        above = self._above
        while above[member] != member:
            above[member] = member = above[above[member]]
        return member

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((self._root(one), self._root(other)))
        self._above[high] = low


def _are_one(one: Spot, other: Spot) -> bool:
    both = min(one.behind, other.behind) - max(one.first, other.first)
    return both >= ONE * max(one.behind - one.first, other.behind - other.first)


# -- what belongs together -----------------------------------------------------------------------


def _joined(classes: Iterable[tuple[Sequence[Spot], bool]]) -> list[Repeat]:
    """Classes whose copies follow one another on the same pages, as one repeat."""
    found: list[Repeat] = []
    growing: dict[tuple[int, ...], int] = {}
    for spots, exact in sorted(classes, key=itemgetter(0)):
        own: dict[int, list[Spot]] = {}
        for spot in spots:
            own.setdefault(spot.page, []).append(spot)
        pages = tuple(own)
        at = growing.get(pages)
        longer = _grown(found[at], own, exact) if at is not None else None
        if at is not None and longer is not None:
            found[at] = longer
        else:
            growing[pages] = len(found)
            firsts = tuple(items[0] for items in own.values())
            found.append(Repeat(firsts, firsts[0].behind - firsts[0].first, exact))
    return found


def _grown(repeat: Repeat, own: Mapping[int, Sequence[Spot]], exact: bool) -> Repeat | None:
    """The repeat with one stretch more; None if this one does not follow on every page."""
    copies = []
    for copy in repeat.copies:
        spot = next((item for item in own[copy.page] if copy.first <= item.first <= copy.behind + GAP), None)
        if spot is None:
            return None
        copies.append(copy._replace(behind=max(copy.behind, spot.behind), end=max(copy.end, spot.end)))
        if copy is repeat.copies[0]:
            letters = repeat.letters + max(0, spot.behind - max(copy.behind, spot.first))
    return Repeat(tuple(copies), letters, repeat.exact and exact)
