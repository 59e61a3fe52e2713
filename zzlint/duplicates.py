"""The same text on several pages, from what each page told of its passages.

Passages with one digest are one class however many there are; classes whose MinHashes share a band are
read once more and compared letter by letter. Classes that follow one another on the same pages are one
repeat: an article, or all of a page that was delivered twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from zzlint.passages import Known, Place, Said, known, said
from zzlint.text import minhash

#: So many passages that are no copies, less one, may stand between those that are.
GAP = 3
#: Of nearly equal texts so large a part agrees.
ALIKE = 0.85
#: What recognisers misread is scattered, so many letters at a place, and each time something else; texts made
#: from one form differ in words.
SCATTERED = 1.4
#: Nor do they misread numbers so many times as often as other letters.
NUMBERS = 3
#: So many pairs are compared at once, with each of their files read once.
BATCH = 20_000

_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百千万")


class Copy(NamedTuple):
    """Passages ``first`` to ``last`` of page ``page``, ``text[start:end]``."""

    page: int
    first: int
    last: int
    start: int
    end: int


class Repeat(NamedTuple):
    """The same text on several pages, in their order; ``letters`` counts those of the first copy.

    ``exact``: all copies have the same letters.
    """

    copies: tuple[Copy, ...]
    passages: int
    letters: int
    exact: bool


def repeats(pages: Sequence[tuple[Place, Sequence[str]]]) -> list[Repeat]:
    """What stands on several of the pages, by where it stands first; each page with what it told."""
    items = [item for page, (_, fact) in enumerate(pages) for item in known(page, fact)]
    places = [place for place, _ in pages]
    classes = _Classes(len(items))
    first: dict[bytes, int] = {}
    for index, item in enumerate(items):
        classes.join(first.setdefault(item.digest, index), index)
    candidates = _candidates(items, list(first.values()))
    for at in range(0, len(candidates), BATCH):
        pairs = [pair for pair in candidates[at : at + BATCH] if not classes.joined(*pair)]
        texts = said(places, (items[index] for pair in pairs for index in pair))
        for one, other in pairs:
            if not classes.joined(one, other) and _alike(texts.get(items[one].key), texts.get(items[other].key)):
                classes.join(one, other)
    groups: dict[int, list[Known]] = {}
    for index, item in enumerate(items):
        groups.setdefault(classes.root(index), []).append(item)
    several = [copies for copies in groups.values() if copies[-1].page != copies[0].page]
    texts = said(places, (copies[0] for copies in several))
    return _joined(copies for copies in several if _in_story(texts.get(copies[0].key)))


class _Classes:
    """Sets that grow together (union-find); each is known by its smallest member."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, member: int) -> int:
        above = self._above
        while above[member] != member:
            above[member] = member = above[above[member]]
        return member

    def joined(self, one: int, other: int) -> bool:
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low


# -- near copies -------------------------------------------------------------------------------


def _candidates(items: Sequence[Known], firsts: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs on two pages that share a band, those of the same pages together.

    Of all that share one, each is paired with the first and with the one before it: enough to join
    them, where comparing each with each would be millions.
    """
    found: set[tuple[int, int]] = set()
    hashed = [index for index in firsts if items[index].bands]
    for start in range(0, minhash.BANDS * minhash.BAND, minhash.BAND):
        seen: dict[bytes, tuple[int, int]] = {}
        for index in hashed:
            band = items[index].bands[start : start + minhash.BAND]
            before = seen.get(band)
            if before is not None:
                found.update((other, index) for other in before)
            seen[band] = (before or (index, index))[0], index
    return sorted(pair for pair in found if _as_long(*(items[index] for index in pair)))


def _as_long(one: Known, other: Known) -> bool:
    short, long = sorted((one.letters, other.letters))
    return one.page != other.page and short >= ALIKE * long


def _alike(one: Said | None, other: Said | None) -> bool:
    return one is not None and other is not None and misread(one.letters, other.letters)


def misread(one: str, other: str) -> bool:
    """Whether two texts are one that was misread here and there, and not two made from one form."""
    from rapidfuzz.distance import Levenshtein  # 18 ms: only near copies pay it

    allowed = int(max(len(one), len(other)) * (1 - ALIKE))
    distance = Levenshtein.distance(one, other, score_cutoff=allowed)
    if not 0 < distance <= allowed:
        return distance == 0
    edits = [edit for edit in Levenshtein.opcodes(one, other) if edit.tag != "equal"]
    places = 1 + sum(edit.src_start > above.src_end for above, edit in pairwise(edits))
    changed = [(one[edit.src_start : edit.src_end], other[edit.dest_start : edit.dest_end]) for edit in edits]
    if distance > SCATTERED * min(places, len(set(changed))):
        return False
    numbers = [pair for pair in changed if _NUMERALS.issuperset("".join(pair))]
    if len(numbers) == 1 and not all(numbers[0]):  # one figure was lost, or put in
        return True
    numerals = sum(map(one.count, _NUMERALS))
    return len(numbers) * (len(one) - numerals) <= NUMBERS * (len(changed) - len(numbers)) * numerals


# -- what belongs together ---------------------------------------------------------------------


def _in_story(text: Said | None) -> bool:
    """Whether it is part of a story, as far as the page can be read."""
    return text is None or text.in_story


def _joined(classes: Iterable[Sequence[Known]]) -> list[Repeat]:
    """Classes whose copies follow one another on the same pages, as one repeat."""
    found: list[Repeat] = []
    growing: dict[tuple[int, ...], int] = {}
    for copies in sorted(classes, key=itemgetter(0)):
        own: dict[int, list[Known]] = {}
        for item in copies:
            own.setdefault(item.page, []).append(item)
        pages = tuple(own)
        at = growing.get(pages)
        longer = _grown(found[at], own) if at is not None else None
        if at is not None and longer is not None:
            found[at] = longer
        else:
            growing[pages] = len(found)
            found.append(_begun(own))
    return found


def _begun(own: Mapping[int, Sequence[Known]]) -> Repeat:
    firsts = [items[0] for items in own.values()]
    copies = tuple(Copy(item.page, item.number, item.number, item.start, item.end) for item in firsts)
    return Repeat(copies, 1, firsts[0].letters, _same(firsts))


def _grown(repeat: Repeat, own: Mapping[int, Sequence[Known]]) -> Repeat | None:
    """The repeat with one passage more; None if this one does not follow on every page."""
    follow = []
    for copy in repeat.copies:
        behind = (item for item in own[copy.page] if copy.last < item.number <= copy.last + GAP)
        item = next(behind, None)
        if item is None:
            return None
        follow.append(item)
    copies = tuple(
        copy._replace(last=item.number, end=item.end) for copy, item in zip(repeat.copies, follow, strict=True)
    )
    letters = repeat.letters + follow[0].letters
    return Repeat(copies, repeat.passages + 1, letters, repeat.exact and _same(follow))


def _same(items: Sequence[Known]) -> bool:
    return all(item.digest == items[0].digest for item in items)
