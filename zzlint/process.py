"""One way from bytes to reports: check, fix, diff, standard input and the API all go it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from zzlint import formats
from zzlint.diagnostic import Applicability
from zzlint.engine import forget, rule_set
from zzlint.faults import UNREADABLE, fault, undecodable
from zzlint.formats import Record
from zzlint.problems import reason
from zzlint.report import FileReport
from zzlint.settings import Settings
from zzlint.text.change import Change
from zzlint.text.codec import DecodeError
from zzlint.text.identity import Identity
from zzlint.text.page import Page

if TYPE_CHECKING:
    from zzlint.baseline import FileEntries
    from zzlint.fixer import Checker, Fixed
    from zzlint.losses import Trace

#: Applies the fixes of the wanted trust.
Fixer: TypeAlias = "Callable[[Page, Checker, Collection[Applicability]], Fixed]"

SAFE_ONLY = frozenset({Applicability.SAFE})
WITH_UNSAFE = frozenset({Applicability.SAFE, Applicability.UNSAFE})


class Task(NamedTuple):
    """A piece of work: a file, or consecutive records of one.

    ``data`` are its bytes, None for a file that is to be read; they begin ``at`` bytes into the
    file, in its line ``line``. ``more``: other tasks with records of this file follow. ``wanted``
    is the trust of the fixes to apply; none: only check. ``losses`` are those that the ledger
    remembers of the file, ``entries`` what the baseline says of it. ``identity``, None where no rules over
    several pages run, is what is known of the page before it is read.
    """

    name: str
    settings: Settings
    wanted: Collection[Applicability] = frozenset()
    data: bytes | None = None
    at: int = 0
    line: int = 1
    more: bool = False
    losses: tuple[Trace, ...] = ()
    entries: FileEntries | None = None
    identity: Identity | None = None


class Tell(Protocol):
    """What is done with a report where it was made: in another process, or before it is remembered."""

    @property
    def name(self) -> str:
        """Names all that decides what becomes of a report."""

    def __call__(self, report: FileReport) -> FileReport:
        """The report with what is told in place of its findings."""


class Job(NamedTuple):
    """A task on its way: ``key`` is its name in the cache, ``known`` what the cache had."""

    task: Task
    key: bytes | None = None
    known: FileReport | None = None


def do(task: Task, tell: Tell | None = None) -> list[FileReport]:
    """The reports on all pages of the task, and what ``tell`` makes of them."""
    data = task.data
    if data is None:
        try:
            with open(task.name, "rb") as file:
                data = file.read()
        except OSError as error:
            return [FileReport(task.name, findings=(fault(UNREADABLE, "os", error=reason(error)),))]
    reports = process(data, task)
    return list(map(tell, reports) if tell else reports)


def process(data: bytes, task: Task) -> Iterator[FileReport]:
    """The same for bytes that have been read."""
    for record in formats.records(data, task.name, task.settings.layout, task.at, task.line):
        report = _of_record(record, task)
        report = replace(report, data=record.data, at=record.at, record=record.name, line=record.line)
        yield report if task.identity is None else _observed(report, task, task.identity)


def _observed(report: FileReport, task: Task, identity: Identity) -> FileReport:
    """The report with what its page tells the rules over several pages; where one of them crashes, nothing is fixed."""
    from zzlint.corpus import observed  # a run of one page does not pay it

    told = observed(report, identity, task.settings)
    if told.changed and told.failed and not report.failed and report.original is not None:
        found = observed(examine(report.original, task.settings), identity, task.settings)
        return replace(found, data=report.data, at=report.at, record=report.record, line=report.line)
    return told


def _of_record(record: Record, task: Task) -> FileReport:
    page = record.page
    if isinstance(page, DecodeError):
        return FileReport(task.name, findings=(undecodable(page, record.line),))
    if task.losses:
        from zzlint.losses import located  # only those who have a ledger

        page = page.placed(losses=located(page, task.losses))
    entries = task.entries.of(record.name, record.line) if task.entries else None
    if entries is None:
        return examine(page, task.settings, task.wanted)
    from zzlint import baseline  # only those who have one pay it

    report = examine(page, task.settings, task.wanted, partial(baseline.fix, entries=entries))
    return baseline.hidden(report, entries)


def examine(
    page: Page, settings: Settings, wanted: Collection[Applicability] = frozenset(), fix: Fixer | None = None
) -> FileReport:
    """Check one page and apply the ``wanted`` fixes, in the way of ``fix``."""
    rules = rule_set(settings, page.name)
    untouched = FileReport(page.name, page=page, original=page, characters=len(page.text))
    if page.decoded.damaged or not wanted:
        said = rules.check(page)
        faults = (fault(UNREADABLE, "damaged"),) if page.decoded.damaged else ()
        return replace(untouched, findings=(*faults, *said.crashes, *said.findings), muted=said.muted)
    from zzlint import fixer  # who only checks does not pay it

    fixed = (fix or fixer.fix)(page, rules, wanted)
    changes: tuple[Change, ...] = ()
    try:
        if fixed.edits:
            forget(fixed.page)  # room for the bytes
            changes = tuple(formats.changes(page, fixed.edits))
    except UnicodeEncodeError as error:
        told = fault(UNREADABLE, "unencodable", encoding=error.encoding, char=error.object[error.start : error.end])
        said = rules.check(page)
        return replace(untouched, findings=(told, *said.findings), muted=said.muted)
    return FileReport(
        page.name,
        page=fixed.page,
        findings=(*fixed.left.crashes, *fixed.left.findings),
        original=page,
        applied=fixed.applied,
        edits=tuple(edit for edit, _ in fixed.edits),
        changes=changes,
        characters=len(page.text),
        muted=fixed.left.muted,
        hidden=fixed.left.hidden,
    )
