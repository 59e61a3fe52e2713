"""One way from bytes to reports: check, fix, diff, standard input and the API all go it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from zzlint import fixer, formats
from zzlint.diagnostic import Applicability
from zzlint.engine import forget, rule_set
from zzlint.faults import UNREADABLE, fault
from zzlint.formats import Record
from zzlint.losses import Trace, located
from zzlint.report import FileReport
from zzlint.settings import Settings
from zzlint.text.change import Change
from zzlint.text.codec import DecodeError
from zzlint.text.page import Page

SAFE_ONLY = frozenset({Applicability.SAFE})
WITH_UNSAFE = frozenset({Applicability.SAFE, Applicability.UNSAFE})


class Task(NamedTuple):
    """A piece of work: a file, or consecutive records of one.

    ``data`` are its bytes, None for a file that is to be read; they begin ``at`` bytes into the
    file, in its line ``line``. ``more``: other tasks with records of this file follow. ``wanted``
    is the trust of the fixes to apply; none: only check. ``losses`` are those that the ledger
    remembers of the file.
    """

    name: str
    settings: Settings
    wanted: Collection[Applicability] = frozenset()
    data: bytes | None = None
    at: int = 0
    line: int = 1
    more: bool = False
    losses: tuple[Trace, ...] = ()


class Job(NamedTuple):
    """A task on its way: ``key`` is its name in the cache, ``known`` what the cache had."""

    task: Task
    key: bytes | None = None
    known: FileReport | None = None


def do(task: Task) -> list[FileReport]:
    """The reports on all pages of the task."""
    data = task.data
    if data is None:
        try:
            with open(task.name, "rb") as file:
                data = file.read()
        except OSError as error:
            return [FileReport(task.name, findings=(fault(UNREADABLE, "os", error=error.strerror or str(error)),))]
    return list(process(data, task))


def process(data: bytes, task: Task) -> Iterator[FileReport]:
    """The same for bytes that have been read."""
    for record in formats.records(data, task.name, task.settings.layout, task.at, task.line):
        report = _of_record(record, task)
        yield replace(report, data=record.data, at=record.at, record=record.name, line=record.line)


def _of_record(record: Record, task: Task) -> FileReport:
    page = record.page
    if isinstance(page, DecodeError):
        where = {"offset": page.offset, "line": record.line}
        told = fault(UNREADABLE, page.reason, **where, encoding=page.encoding, what=page.what)
        return FileReport(task.name, findings=(told,))
    if task.losses:
        page = page.placed(losses=located(page, task.losses))
    return examine(page, task.settings, task.wanted)


def examine(page: Page, settings: Settings, wanted: Collection[Applicability] = frozenset()) -> FileReport:
    """Check one page and apply the ``wanted`` fixes."""
    rules = rule_set(settings, page.name)
    untouched = FileReport(page.name, page=page, original=page, characters=len(page.text))
    if page.decoded.damaged or not wanted:
        said = rules.check(page)
        faults = (fault(UNREADABLE, "damaged"),) if page.decoded.damaged else ()
        return replace(untouched, findings=(*faults, *said.crashes, *said.findings))
    fixed = fixer.fix(page, rules, wanted)
    changes: tuple[Change, ...] = ()
    try:
        if fixed.edits:
            forget(fixed.page)  # room for the bytes
            changes = tuple(formats.changes(page, fixed.edits))
    except UnicodeEncodeError as error:
        told = fault(UNREADABLE, "unencodable", encoding=error.encoding, char=error.object[error.start : error.end])
        return replace(untouched, findings=(told, *rules.check(page).findings))
    return FileReport(
        page.name,
        page=fixed.page,
        findings=(*fixed.left.crashes, *fixed.left.findings),
        original=page,
        applied=fixed.applied,
        edits=tuple(edit for edit, _ in fixed.edits),
        changes=changes,
        characters=len(page.text),
    )
