"""Which marks of a pair belong together, and which of them were turned or lost.

Marks are first paired as they stand, with nesting, inside each part of the page (a block; on a page
without blank lines the lines up to one that ends a sentence). Where that leaves one alone, the
cheapest reading of all marks of its kind near by is looked for, over the parts: a mark may have been
turned, a partner lost, a quotation may go on in the next part (``reading``). The work is linear in the
number of marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from zzlint.text.chars import BLANK
from zzlint.text.cut import State
from zzlint.text.glance import ends_finally
from zzlint.text.pattern import Cue, Pattern

if TYPE_CHECKING:
    from zzlint.text.page import Page
    from zzlint.text.reading import Mark as Mark
    from zzlint.text.reading import Pair as Pair

#: Mark -> the two marks of its kind. Half-width brackets belong to the full-width ones.
KINDS = {mark: pair for pair in ("“”", "‘’", "（）", "《》", "〈〉", "【】", "「」", "『』") for mark in pair}
KINDS |= {"(": "（）", ")": "（）"}
#: Straight mark -> the kind for both marks of which it stands.
STRAIGHT = {'"': "“”", "'": "‘’"}
OPENING = frozenset("“‘（(《〈【「『")
#: How many parts away what belongs together may stand.
ONWARD = 3
#: How many blanks may open a part.
INDENT = 8
#: How long a quotation may be of which a mark was turned.
SPEECH = 160
#: The article goes on on another page: at the end of the part or first thing below it.
_NOTICE, _TAIL = Cue("[下文紧][转轉接]|[转轉]第", "转轉接"), 14
#: Not opening, closing, opening, closing, where ( is any opening mark and ) any closing one.
_UNEVEN = Pattern(r"\A\)|\((?=\(|\Z)|\)(?=\))|[\"']")
_SIDES = {ord(mark): "(" if mark in OPENING else ")" for mark in KINDS}


class Parts:
    """The parts of a page: blocks, or lines of one paragraph, which ends finally or before an indented line."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.starts = page.block_starts
        self._of = self._numbers()

    def _numbers(self) -> Sequence[int]:
        page = self._page
        if page.separated:
            return range(len(page.blocks))
        numbers, part = [], -1
        ended = True
        for block in page.blocks:
            part += ended or page.text[block.start] == "\u3000"
            numbers.append(part)
            ended = ends_finally(page.text[max(block.start, block.end - 8) : block.end])
        return numbers

    def at(self, at: int) -> tuple[int, int, int]:
        """The part that ``at`` stands in, where it starts, and where the next one does."""
        part = self._of[bisect_right(self.starts, at) - 1]
        first, behind = bisect_left(self._of, part), bisect_right(self._of, part)
        return part, self.starts[first], self.starts[behind] if behind < len(self.starts) else len(self._page.text)

    def begins(self, at: int) -> bool:
        """Whether a mark is the first thing in its block."""
        start = self.starts[bisect_right(self.starts, at) - 1]
        return at - start <= INDENT and self._page.text[start:at].strip(BLANK + ">*-") == ""

    def state(self, part: int) -> State:
        """What becomes of the part at its end; what goes on on another page is lost to this one."""
        page = self._page
        last = bisect_right(self._of, part) - 1
        block = page.blocks[last]
        if _NOTICE.search(page.text[max(block.start, block.end - _TAIL) : block.end]):
            return State.LOST
        if last + 1 == len(page.blocks):
            return State.WHOLE
        below = page.blocks[last + 1]
        if _NOTICE.search(page.text[below.start : min(below.end, below.start + _TAIL)]):
            return State.LOST
        return page.cuts.at(last).state


def pairs(page: Page, hits: Mapping[str, Sequence[int]], apart: frozenset[int] = frozenset()) -> Iterator[Pair]:
    """The pairs of the page that are not as they should be, in no order: a mark turned, lost or straight.

    ``hits`` are the places of the marks; those in ``apart`` need no partner (it’s, 1）).
    Straight quotation marks are read as either, and found in every pair that has one.
    """
    parts = Parts(page)
    kinds = {**KINDS, **STRAIGHT}
    for kind in dict.fromkeys(kinds[mark] for mark in hits if mark in kinds and hits[mark]):
        places = sorted(at for mark, of in kinds.items() if of == kind for at in hits.get(mark, ()))
        shape = "".join(map(page.text.__getitem__, places))
        work = _suspects(places, shape)
        for region in _regions(places, shape, parts, apart, work) if work else ():
            from zzlint.text.reading import Reading, marked  # only pages with such marks pay it

            marks = [marked(page, at, mark, part, kind) for at, mark, part in region]
            yield from Reading(page, parts, kind, marks).pairs()


def _suspects(places: list[int], shape: str) -> list[int]:
    """Where marks do not follow one another as opening, closing, opening, closing; and pairs that are far apart."""
    found = [at for suspect in _UNEVEN.finditer(shape.translate(_SIDES)) for at in (suspect.start(), suspect.end())]
    far = (number for number, (one, other) in enumerate(pairwise(places)) if other - one > SPEECH)
    found += [at for number in far if shape[number] in OPENING for at in (number, number + 1)]
    return [number for number in found if number < len(places)]


def _regions(
    places: list[int], shape: str, parts: Parts, apart: frozenset[int], work: list[int]
) -> Iterator[list[tuple[int, str, int]]]:
    """The marks of parts in which they do not pair as they stand, those of near parts together.

    ``work`` are the numbers of marks whose parts are looked at first.
    """
    seen: dict[int, tuple[int, int, list[int]]] = {}
    while work:
        number = work.pop()
        part, start, end = parts.at(places[number])
        if part in seen:
            continue
        low, high = bisect_left(places, start), bisect_left(places, end)
        alone = _alone(places[low:high], shape[low:high])
        seen[part] = low, high, alone
        if alone and low and shape[low] not in OPENING:
            work.append(low - 1)
        if alone and high < len(places) and alone[-1] not in apart:
            work.append(high)
    region: list[tuple[int, str, int]] = []
    last = -ONWARD - 1
    for part in sorted(seen):
        low, high, alone = seen[part]
        sound = apart.issuperset(alone)
        if sound and not (region and part == last + 1 and parts.begins(places[low])):
            continue  # but for another paragraph of one quotation
        if region and part - last > ONWARD:
            yield region
            region = []
        left = apart.intersection(alone)
        region += [(at, shape[number], part) for number, at in enumerate(places[low:high], low) if at not in left]
        last = last if sound else part
    if region:
        yield region


def _alone(places: Sequence[int], shape: str) -> list[int]:
    """The places of the marks that find no partner as they stand."""
    opened: list[int] = []
    alone: list[int] = []
    for at, mark in zip(places, shape, strict=True):
        if mark in OPENING:
            opened.append(at)
        elif mark in STRAIGHT or not opened:
            alone.append(at)
        else:
            opened.pop()
    return alone + opened
