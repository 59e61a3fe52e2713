"""Which changes of the text are shown in their places: those that fixes would make, and those that were made."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zzlint.diagnostic import Diagnostic, Edit
from zzlint.reporters.html.entries import Entry
from zzlint.reporters.html.layers import Layer, Point
from zzlint.reporters.html.markup import NOTHING, Html, blanks, element, join


class Shown(NamedTuple):
    """What is laid over the text; ``covered``: the findings whose changes are not seen, by their entries' numbers."""

    layers: list[Layer]
    points: list[Point]
    covered: Mapping[int, Sequence[Diagnostic]]


class _Proposal(NamedTuple):
    edit: Edit
    item: Diagnostic
    entry: Entry
    trust: str


def proposed(said: Iterable[Entry]) -> Shown:
    """The changes that fixes would make; of those that overlap the widest is shown."""
    layers, points = [], []
    covered: dict[int, dict[int, Diagnostic]] = {}
    taken: list[tuple[int, int]] = []
    for edit, item, entry, trust in sorted(_proposals(said), key=lambda found: found.edit.start - found.edit.end):
        if _clashes((edit.start, edit.end), taken):
            covered.setdefault(entry.number, {})[id(item)] = item
            continue
        insort(taken, (edit.start, edit.end))
        light = item is not entry.first
        if edit.old:
            layers.append(Layer(edit.start, edit.end, "del", trust, item.code, entry.kind, light))
        if edit.new:
            html = inserted(edit.new, f"{trust} light" if light else trust, item.code, entry.kind)
            points.append(Point(edit.end, html, behind=bool(edit.old)))
    return Shown(layers, points, {number: tuple(items.values()) for number, items in covered.items()})


def done(edits: Iterable[Edit]) -> Shown:
    """The changes that were made, over the text that came of them."""
    layers, points = [], []
    grown = 0
    for edit in edits:
        start = edit.start + grown
        grown += len(edit.new) - (edit.end - edit.start)
        if edit.old:
            points.append(Point(start, deleted(edit.old, "done")))
        if edit.new:
            layers.append(Layer(start, start + len(edit.new), "ins", "done"))
    return Shown(layers, points, {})


def deleted(text: str, trust: str) -> Html:
    """Text that is no part of the page any more; blanks alone do not break its lines."""
    return element("del", blanks(text), class_=f"{trust} gap" if text.isspace() else trust)


def inserted(text: str, look: str, code: str = "", kind: str = "") -> Html:
    """Text that is no part of the page yet."""
    return element("ins", blanks(text), class_=look, data_c=code, data_k=kind)


def swapped(old: str, new: str, trust: str) -> Html:
    """A change by itself."""
    return join((deleted(old, trust) if old else NOTHING, inserted(new, trust) if new else NOTHING))


def _proposals(said: Iterable[Entry]) -> Iterator[_Proposal]:
    for entry in said:
        for item in entry.items:
            for edit in item.fix.edits if item.fix else ():
                if edit.old != edit.new and item.fix is not None:
                    yield _Proposal(edit, item, entry, item.fix.applicability.value)


def _clashes(place: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a change overlaps one of those taken, which do not overlap each other."""
    at = bisect_left(taken, place)
    return any(
        place == other or (place[0] < other[1] and other[0] < place[1]) for other in taken[max(0, at - 1) : at + 2]
    )
