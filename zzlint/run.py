"""One way from bytes to a report: check, fix, diff, standard input and the API all go it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from zzlint import files, fixer, formats
from zzlint.diagnostic import Applicability, Diagnostic, Edit
from zzlint.engine import forget, rule_set
from zzlint.faults import UNREADABLE, fault
from zzlint.settings import Settings
from zzlint.text.codec import DecodeError
from zzlint.text.page import Page

SAFE_ONLY = frozenset({Applicability.SAFE})
WITH_UNSAFE = frozenset({Applicability.SAFE, Applicability.UNSAFE})


@dataclass(frozen=True)
class FileReport:
    """What became of one file.

    ``page`` is the text that ``findings`` count in: after a fix the fixed text, None when nothing
    could be read. ``original`` is the page as read, ``edits`` lead from it to ``page``,
    ``applied`` are the findings behind them. ``data`` are the bytes read, ``result`` the bytes to
    keep.
    """

    name: str
    page: Page | None = None
    findings: tuple[Diagnostic, ...] = ()
    original: Page | None = None
    applied: tuple[Diagnostic, ...] = ()
    edits: tuple[Edit, ...] = ()
    data: bytes = b""
    result: bytes = b""

    @property
    def changed(self) -> bool:
        """Whether there are other bytes to keep than were read."""
        return self.data != self.result

    @property
    def failed(self) -> bool:
        """Whether the engine has something to say: exit code 2."""
        return any(item.code.startswith("ZZ") for item in self.findings)


def check(data: bytes, name: str, settings: Settings) -> FileReport:
    """Check one file's bytes."""
    return process(data, name, settings, frozenset())


def process(data: bytes, name: str, settings: Settings, wanted: Collection[Applicability]) -> FileReport:
    """Check one file's bytes and apply the fixes whose trust is ``wanted``; none: only check."""
    try:
        page = formats.read(data, name, settings.encoding)
    except DecodeError as error:
        told = fault(UNREADABLE, error.reason, offset=error.offset, encoding=error.encoding)
        return FileReport(name, findings=(told,), data=data, result=data)
    return examine(page, data, settings, wanted)


def examine(page: Page, data: bytes, settings: Settings, wanted: Collection[Applicability]) -> FileReport:
    """The same for a page that has been read from ``data``."""
    rules = rule_set(settings, page.name)
    untouched = FileReport(page.name, page=page, original=page, data=data, result=data)
    if page.decoded.damaged or not wanted:
        said = rules.check(page)
        faults = (fault(UNREADABLE, "damaged"),) if page.decoded.damaged else ()
        return replace(untouched, findings=(*faults, *said.crashes, *said.findings))
    fixed = fixer.fix(page, rules, wanted)
    result = data
    try:
        if fixed.edits:
            forget(fixed.page)  # room for the bytes
            result = formats.write(page, fixed.page.text)
    except UnicodeEncodeError as error:
        told = fault(UNREADABLE, "unencodable", encoding=error.encoding, char=error.object[error.start : error.end])
        return replace(untouched, findings=(told, *rules.check(page).findings))
    return FileReport(
        page.name,
        page=fixed.page,
        findings=(*fixed.left.crashes, *fixed.left.findings),
        original=page,
        applied=fixed.applied,
        edits=fixed.edits,
        data=data,
        result=result,
    )


def run(
    paths: Iterable[Path],
    settings_for: Callable[[Path], Settings],
    wanted: Collection[Applicability] = frozenset(),
    write: bool = True,
) -> Iterator[FileReport]:
    """Do all files under ``paths`` one after the other; ``write``: keep what was fixed.

    Every configuration is read before the first file is touched, so a broken one stops the run
    at its start. A report is let go of before the next file is read.
    """
    for path, settings in [(path, settings_for(path)) for path in files.find(paths, settings_for)]:
        yield _one(path, settings, wanted, write)


def _one(path: Path, settings: Settings, wanted: Collection[Applicability], write: bool) -> FileReport:
    name = os.fspath(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return FileReport(name, findings=(fault(UNREADABLE, "os", error=error.strerror or str(error)),))
    report = process(data, name, settings, wanted)
    return _kept(report, path) if write and report.changed else report


def _kept(report: FileReport, path: Path) -> FileReport:
    try:
        files.write(path, report.result, report.data)
    except files.ChangedMeanwhile:
        told = fault(UNREADABLE, "changed")
    except OSError as error:
        told = fault(UNREADABLE, "unwritable", error=error.strerror or str(error))
    else:
        return report
    return FileReport(report.name, report.original, (told,), report.original, data=report.data, result=report.data)
