"""Rules over several pages: facts from every page, shuffled by their keys, concluded at the end.

Map, shuffle, reduce: ``observed`` runs where the page is checked, in another process or an earlier
run, ``Corpus`` gathers the facts and never a page, and what is found is told with the page read anew.
Neither the order of the files nor the number of processes changes what is said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from zzlint import formats, manifest
from zzlint.baseline import FileEntries, hidden
from zzlint.diagnostic import Diagnostic
from zzlint.engine import crash, rule_set
from zzlint.faults import OVER_PAGES
from zzlint.formats import is_one_page
from zzlint.report import FileReport, Observed
from zzlint.rule import CorpusRule, Observation
from zzlint.settings import Settings
from zzlint.text.identity import Identity
from zzlint.text.masthead import from_masthead
from zzlint.text.page import Page
from zzlint.text.path_pattern import from_name
from zzlint.text.span import Span

# -- who a page is ----------------------------------------------------------------------------


def named(path: Path, settings: Settings) -> Identity:
    """What is known of a file before it is read: from its manifest, then from the pattern over its path.

    Raises ManifestError.
    """
    told = manifest.of_file(path)
    return told.or_else(from_name(settings.page_pattern, str(path))) if is_one_page(str(path)) else told


def identified(page: Page, told: Identity, settings: Settings) -> Page:
    """The page with its identity: what its file ``told``, then its record's name, then its masthead."""
    if page.record:
        told = told.or_else(from_name(settings.page_pattern, page.name, page.record))
    label = f"{page.name}#{page.record}" if page.record else page.name
    return page.placed(identity=told.or_else(from_masthead(page))._replace(id=label))


# -- map --------------------------------------------------------------------------------------


def observed(report: FileReport, told: Identity, settings: Settings) -> FileReport:
    """The report with what its page tells the rules over several pages, and their crashes.

    Which page of which issue it is says the text as it was read, the facts are of the fixed one.
    """
    read = report.original or Page("", name=report.name, record=report.record)
    identity = identified(read, told, settings).identity
    page = (report.page or read).placed(identity=identity)
    facts: list[tuple[str, str, Any]] = []
    crashes: list[Diagnostic] = []
    # what is left out of one file is still evidence about the others
    for rule in rule_set(settings).corpus:
        try:
            facts += [(rule.code, key, fact) for key, fact in facts_of(rule, page)]
        except (Exception, SystemExit) as error:  # a rule's crash must not take the other files down
            crashes.append(crash(rule, error))
    seen = Observed(identity, head_of(page), len(page.text), tuple(facts))
    return replace(report, observed=seen, findings=(*crashes, *report.findings))


def facts_of(rule: CorpusRule, page: Page) -> Iterator[tuple[str, Any]]:
    """What one rule observes on a page, as every process and the cache know it."""
    for key, fact in rule.observe(page):
        if not isinstance(key, str):
            raise TypeError(f"its key {key!r} is no string")
        yield key, json.loads(json.dumps(fact, ensure_ascii=False))


def head_of(page: Page) -> Span:
    """The first line that is not blank."""
    text = page.text
    at = len(text) - len(text.lstrip())
    if at == len(text):
        return Span(0, 0)
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    cut = text.find("\r", at, end)
    return Span(start, end if cut < 0 else cut)


# -- shuffle and reduce -----------------------------------------------------------------------


class _Place(NamedTuple):
    """A page of the run, by its file, the line of its record, and the record's name."""

    filename: str
    line: int
    record: str


class _Seen(NamedTuple):
    """What is needed to report on a page: its settings, what a baseline says of its file, the length of its text."""

    settings: Settings
    entries: FileEntries | None
    size: int


class Corpus:
    """What the pages of a run told. ``unknown`` counts those that told no issue."""

    def __init__(self) -> None:
        self.unknown = 0
        self._rules: dict[str, CorpusRule] = {}
        self._facts: dict[tuple[str, str], list[Observation]] = {}
        self._pages: dict[_Place, _Seen] = {}

    def add(self, reports: Iterable[FileReport], settings: Settings, entries: FileEntries | None = None) -> None:
        """Take in what the pages of a file told; their texts are let go of."""
        for rule in rule_set(settings).corpus:
            self._rules.setdefault(rule.code, rule)
        for report in reports:
            if report.observed is not None:
                self._add(report, report.observed, settings, entries)

    def _add(self, report: FileReport, seen: Observed, settings: Settings, entries: FileEntries | None) -> None:
        self.unknown += not seen.identity.group
        self._pages[_Place(report.name, report.line, report.record)] = _Seen(settings, entries, seen.size)
        for code, key, fact in seen.facts:
            told = Observation(report.name, report.record, report.line, seen.identity, seen.head, fact, settings.layout)
            self._facts.setdefault((code, key), []).append(told)

    def concluded(self) -> Iterator[FileReport]:
        """What the rules say, page by page; nothing of a single page."""
        if len(self._pages) < 2:
            return
        found: dict[_Place, list[Diagnostic]] = {}
        for (code, key), facts in sorted(self._facts.items(), key=lambda item: item[0]):
            facts.sort(key=_place)
            try:
                for place, item in self._concluded(self._rules[code], key, tuple(facts)):
                    found.setdefault(place, []).append(item)
            except (Exception, SystemExit) as error:
                yield self._crashed(_place(facts[0]), self._rules[code], error)
        self._facts.clear()
        files: dict[str, list[_Place]] = {}
        for place in sorted(found):
            files.setdefault(place.filename, []).append(place)
        for name, places in files.items():
            pages = _read(name, self._pages[places[0]].settings, places)
            for place in places:
                yield self._reported(place, pages.get(place), found[place])

    def _concluded(
        self, rule: CorpusRule, key: str, facts: tuple[Observation, ...]
    ) -> Iterator[tuple[_Place, Diagnostic]]:
        for told, item in rule.conclude(key, facts):
            if item.code != rule.code or _place(told) not in self._pages:
                raise ValueError(f"its finding {item.code} stands on no page of the run: {told.filename}")
            yield _place(told), item

    def _reported(self, place: _Place, page: Page | None, findings: list[Diagnostic]) -> FileReport:
        settings, entries, size = self._pages[place]
        report = FileReport(place.filename, record=place.record, line=place.line, again=True)
        if page is None or len(page.text) != size:  # places in another text than this one
            on = {rule.code for rule in rule_set(settings, place.filename).corpus}
            return replace(report, findings=tuple(item for item in findings if item.code in on))
        said = rule_set(settings, place.filename).conclude(page, findings)
        report = replace(report, page=page, original=page, findings=(*said.crashes, *said.findings), muted=said.muted)
        known = entries.of(place.record, place.line) if entries else None
        return hidden(report, known) if known else report

    @staticmethod
    def _crashed(place: _Place, rule: CorpusRule, error: BaseException) -> FileReport:
        told = crash(rule, error, OVER_PAGES)
        return FileReport(place.filename, record=place.record, line=place.line, again=True, findings=(told,))


def _place(told: Observation) -> _Place:
    return _Place(told.filename, told.line, told.record)


def _read(name: str, settings: Settings, places: Iterable[_Place]) -> dict[_Place, Page]:
    """Some pages of a file as they are now; those that cannot be read are left out."""
    wanted = set(places)
    found: dict[_Place, Page] = {}
    with suppress(OSError):
        for record in formats.of_file(name, settings.layout):
            place = _Place(name, record.line, record.name)
            if place in wanted and isinstance(record.page, Page):
                found[place] = record.page
    return found
