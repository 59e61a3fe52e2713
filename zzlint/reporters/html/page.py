"""One page of the report: what is wrong with it as a whole, its text, and the notes beside the text."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from zzlint.report import FileReport
from zzlint.reporters.html.changes import Shown, done, proposed
from zzlint.reporters.html.entries import Counts, Entry, Rules, faults
from zzlint.reporters.html.layers import Layer, Point, layered
from zzlint.reporters.html.markup import Html, element, line, name
from zzlint.reporters.html.notes import kind, note, reference
from zzlint.reporters.html.words import say
from zzlint.text.page import Page

#: Unremarkable paragraphs beside a remarkable one that are shown with it.
CONTEXT = 1
#: Fewer paragraphs than this are not worth folding.
FOLDED = 2


class _Piece(NamedTuple):
    """A paragraph with the blank lines behind it: its text marked up, and the notes that begin in it.

    ``first`` and ``last`` are the rows it is printed in, ``light`` counts its places without a note.
    """

    first: int
    last: int
    html: Html
    notes: Sequence[Html]
    light: int


def section(report: FileReport, said: Sequence[Entry], counted: Counts, anchor: str, rules: Rules, lang: str) -> Html:
    """The page with everything that is said of it; ``anchor`` is the name of its place."""
    head = element(
        "header",
        element("h3", name(report.label), id=f"{anchor}-title"),
        element("p", Html(" · ".join(_figures(counted, lang))), class_="figures-line"),
    )
    told = [
        element("li", kind("error", lang), Html(" "), line(f"{item.code} {item.message.render(lang)}"))
        for item in faults(report)
    ]
    parts = [element("ul", *told, class_="faults")] if told else []
    if counted.fixed:
        parts.append(_fixed(report, rules, lang))
    if report.page is not None:
        parts.append(_text(report, report.page, said, anchor, lang))
    return element("section", head, *parts, id=anchor, class_="page", aria_labelledby=f"{anchor}-title")


def _figures(counted: Counts, lang: str) -> Iterator[Html]:
    for key in ("lost", "failed", "errors", "open", "findings", "notes", "fixed"):
        if count := getattr(counted, key):
            yield element("span", line(f"{say(key, lang)} {count:,}"), class_=key)


def _fixed(report: FileReport, rules: Rules, lang: str) -> Html:
    """What was fixed, by rule; the places are marked in the text."""
    told = Counter(item.code for item in report.applied)
    titles = {code: rules[code].title.render(lang) if code in rules else "" for code in told}
    items = [
        element("li", element("a", line(code), href=f"#rule-{code}"), line(f" {titles[code]} × {count:,}"))
        for code, count in told.most_common()
    ]
    head = line(say("was-fixed", lang, count=len(report.applied)))
    return element("div", element("p", head), element("ul", *items), class_="fixed-list")


def _text(report: FileReport, page: Page, said: Sequence[Entry], anchor: str, lang: str) -> Html:
    if not page.text and not said:
        return element("p", line(say("empty", lang)), class_="facts")
    bounds = _bounds(page)
    made = done(report.edits if report.changed else ())
    pieces = list(_pieces(page, bounds, said, made, anchor, lang))
    remarkable = {_index(bounds, at) for at in (*_edges(said), *_edges_made(made))}
    shown = {index + step for index in remarkable for step in range(-CONTEXT, CONTEXT + 1)}
    rows = [
        html
        for folded, group in groupby(enumerate(pieces), key=lambda numbered: numbered[0] not in shown)
        for html in _rows([piece for _, piece in group], folded, lang)
    ]
    return element("div", *rows, class_="text")


def _bounds(page: Page) -> list[int]:
    """Where paragraphs begin, from 0 to the end of the text; what stands before the first belongs to it."""
    return [0, *page.block_starts[1:], len(page.text)]


def _index(bounds: Sequence[int], at: int) -> int:
    return min(bisect_right(bounds, at), len(bounds) - 1) - 1


def _edges(said: Iterable[Entry]) -> Iterator[int]:
    """The first and the last place of each finding; a group is told at its first one."""
    for entry in said:
        yield entry.first.span.start
        yield max(entry.first.span.start, entry.first.span.end - 1)


def _edges_made(made: Shown) -> Iterator[int]:
    yield from (layer.start for layer in made.layers)
    yield from (point.at for point in made.points)


def _pieces(
    page: Page, bounds: Sequence[int], said: Sequence[Entry], made: Shown, anchor: str, lang: str
) -> Iterator[_Piece]:
    fixes = proposed(said)
    marks = list(_marks(said))
    light = Counter(_index(bounds, mark.start) for mark in marks if mark.light)
    references = [_reference(entry, bounds, anchor) for entry in said]
    notes: defaultdict[int, list[Html]] = defaultdict(list)
    for entry in said:
        html = note(entry, page, anchor, fixes.covered.get(entry.number, ()), lang)
        notes[_index(bounds, entry.first.span.start)].append(html)
    layers = [*marks, *made.layers, *fixes.layers]
    points = [*made.points, *fixes.points, *references]
    for index, html in enumerate(layered(page.text, bounds, layers, points)):
        last = page.blocks[index].end if page.blocks else 0
        yield _Piece(page.row(bounds[index]) + 1, page.row(last) + 1, html, notes[index], light[index])


def _marks(said: Iterable[Entry]) -> Iterator[Layer]:
    for entry in said:
        for item in entry.items:
            light = item is not entry.first
            yield Layer(item.span.start, item.span.end, "mark", entry.kind, item.code, entry.kind, light)
            for other in item.related:
                if not other.filename and not light:
                    yield Layer(other.span.start, other.span.end, "mark", "related", item.code, entry.kind)


def _reference(entry: Entry, bounds: Sequence[int], anchor: str) -> Point:
    """The number behind what it stands for, or before it if that does not end in its paragraph."""
    start, end = entry.first.span
    behind = start < end and _index(bounds, start) == _index(bounds, end - 1)
    return Point(end if behind else start, reference(entry, anchor), behind)


def _rows(pieces: Sequence[_Piece], folded: bool, lang: str) -> Iterator[Html]:
    rows = [_row(piece) for piece in pieces]
    if not folded or len(pieces) < FOLDED:
        yield from rows
        return
    told = say("folded", lang, first=str(pieces[0].first), last=str(pieces[-1].last), count=len(pieces))
    if places := sum(piece.light for piece in pieces):
        told += say("folded-places", lang, count=places)
    yield element("details", element("summary", line(told)), *rows)


def _row(piece: _Piece) -> Html:
    parts = [element("div", piece.html, class_="said", lang="zh", data_row=piece.first)]
    if piece.notes:
        parts.append(element("ol", *piece.notes, class_="notes"))
    return element("div", *parts, class_="row")
