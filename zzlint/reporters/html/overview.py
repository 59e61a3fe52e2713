"""The top of the report: the figures, the lost text, and the pages with the worst first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zzlint.report import FileReport
from zzlint.reporters import Summary
from zzlint.reporters.html.entries import Counts, Entry
from zzlint.reporters.html.markup import NOTHING, Html, element, join, line, name
from zzlint.reporters.html.words import say
from zzlint.text.page import Page

#: So many pages stand in the list unfolded.
LISTED = 40
#: So much of the text around a loss is shown, in code points on each side, and of the place itself.
AROUND, SHOWN = 24, 16

_BLANKS = re.compile(r"\s+")


class Row(NamedTuple):
    """A page in the lists: its name, the place of its section, how bad it is, and its losses as rows of a table."""

    counts: Counts
    label: str
    anchor: str
    losses: Html


def row(report: FileReport, said: Iterable[Entry], counts: Counts, anchor: str, lang: str) -> Row:
    """The page in the lists."""
    page = report.page
    lost = [entry for entry in said if entry.kind == "lost"] if page is not None else []
    losses = join(_loss(entry, page, report.label, anchor, lang) for entry in lost if page is not None)
    return Row(counts, report.label, anchor, losses)


def worst_first(row: Row) -> tuple[tuple[int, ...], str]:
    """Sorts pages: the worst first, equals by name."""
    return tuple(-count for count in row.counts), row.label


def figures(summary: Summary, rows: Sequence[Row], fixing: bool, lang: str) -> Html:
    """What the run came to."""
    total = Counts()
    for one in rows:
        total += one.counts
    bad = len({one.label for one in rows if one.counts.findings or one.counts.failed})
    told = [("pages", summary.files), ("clean", summary.files - bad)]
    told += [("fixed", total.fixed)] if fixing else []
    told += [("findings-left" if fixing else "findings", total.findings), ("open", total.open)]
    told += [(key, count) for key in ("lost", "failed", "notes") if (count := getattr(total, key))]
    cells = [
        element("div", element("dt", line(say(key, lang))), element("dd", Html(f"{count:,}")), class_=key)
        for key, count in told
    ]
    return element("dl", *cells, class_="figures")


def losses(rows: Iterable[Row], lang: str) -> Html:
    """All lost text, worst page first; nothing if none was lost."""
    found = join(row.losses for row in rows)
    if not found:
        return NOTHING
    return element(
        "section",
        element("h2", line(say("lost-title", lang)), id="lost"),
        element("p", line(say("lost-why", lang))),
        element("table", _head(("page", "place", "what", "around"), lang), element("tbody", found)),
        class_="lost-list",
        aria_labelledby="lost",
    )


def listed(rows: Sequence[Row], lang: str) -> Html:
    """The pages with something to say, the worst first."""
    columns = [key for number, key in enumerate(Counts._fields) if any(row.counts[number] for row in rows)]
    tables = [_table(rows[:LISTED], columns, 1, lang)]
    if rows[LISTED:]:
        told = say("more-pages", lang, count=len(rows) - LISTED)
        tables.append(
            element("details", element("summary", line(told)), _table(rows[LISTED:], columns, LISTED + 1, lang))
        )
    return element(
        "section",
        element("h2", line(say("list-title", lang)), id="list"),
        element("p", line(say("list-why", lang)), class_="facts"),
        *tables,
        aria_labelledby="list",
    )


def _table(rows: Sequence[Row], columns: Sequence[str], first: int, lang: str) -> Html:
    body = [
        element(
            "tr",
            element("td", Html(str(number)), class_="count"),
            element("th", element("a", name(row.label), href=f"#{row.anchor}"), scope="row"),
            *(_cell(key, getattr(row.counts, key)) for key in columns),
        )
        for number, row in enumerate(rows, first)
    ]
    return element("table", _head(("", "page", *columns), lang), element("tbody", *body), class_="pages")


def _cell(key: str, count: int) -> Html:
    return element("td", Html(f"{count:,}") if count else NOTHING, class_=f"count {key}" if count else "count")


def _head(keys: Iterable[str], lang: str) -> Html:
    cells = [
        element("th", line(say(key, lang)), scope="col", class_="count" if key in Counts._fields else "")
        if key
        else element("td")
        for key in keys
    ]
    return element("thead", element("tr", *cells))


def _loss(entry: Entry, page: Page, label: str, anchor: str, lang: str) -> Html:
    item = entry.first
    row = page.row(item.span.start) + 1
    place = element("a", line(say("row", lang, row=str(row))), href=f"#{anchor}-m{entry.number}")
    what = line(item.message.render(lang))
    around = element("td", *_around(page, entry), lang="zh", class_="around")
    return element("tr", element("th", name(label), scope="row"), element("td", place), element("td", what), around)


def _around(page: Page, entry: Entry) -> Iterator[Html]:
    start, end = entry.first.span
    cut = end - start > SHOWN
    yield _brief(page.text[max(0, start - AROUND) : start].lstrip())
    yield element(
        "mark", _brief(page.text[start : start + SHOWN] + "…" if cut else page.text[start:end]), class_="lost"
    )
    yield _brief(page.text[end : end + AROUND].rstrip())


def _brief(text: str) -> Html:
    """Text in one line; a run of blanks is one line end or one blank."""
    return line(_BLANKS.sub(lambda found: "\n" if "\n" in found[0] or "\r" in found[0] else " ", text))
