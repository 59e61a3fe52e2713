"""Keeping what was fixed: the ledger first, then the file."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

from zzlint.diagnostic import Diagnostic
from zzlint.faults import UNREADABLE, fault
from zzlint.ledger import Ledger, entry_line, part_line
from zzlint.losses import Trace, traces
from zzlint.problems import reason
from zzlint.process import Task
from zzlint.report import FileReport
from zzlint.rewrite import ChangedMeanwhile, Rewrite
from zzlint.text.change import Change


def now() -> str:
    """The time as the ledger tells it."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Keeper:
    """Writes the changes of a run, one file after the other; nobody else writes.

    ``ledger_for`` opens the ledger of a file, None for none.
    """

    def __init__(self, ledger_for: Callable[[Task], Ledger | None]) -> None:
        self._ledger_for = ledger_for
        self._run = uuid.uuid4().hex
        self._file: _File | None = None

    def keep(self, task: Task, reports: list[FileReport]) -> list[FileReport]:
        """Write what the reports change; where that cannot be, one report that says so is all that is left."""
        file = self._file or _File(task, self._ledger_for(task), self._run)
        self._file = file if task.more else None
        if file.failed:
            return []
        try:
            file.add(task, reports)
            if not task.more:
                file.close()
        except (OSError, ChangedMeanwhile, _Unrecorded) as error:
            file.abandon()
            return [replace(_untouched(task, reports), findings=(_told(error),))]
        except BaseException:
            file.abandon()
            raise
        return reports


class _Unrecorded(Exception):
    """The ledger cannot be written."""


class _File:
    """One file on its way."""

    def __init__(self, task: Task, ledger: Ledger | None, run: str) -> None:
        self.failed = False
        self._task = task
        self._ledger = ledger
        self._entry = {"id": uuid.uuid4().hex, "run": run}
        self._rewrite: Rewrite | None = None
        self._read = sha256()
        self._changes: list[Change] = []
        self._losses: dict[Trace, None] = {}
        self._encoding = "utf-8"
        self._parts = 0

    def add(self, task: Task, reports: list[FileReport]) -> None:
        """Copy the file as far as the task goes, with its changes put in."""
        data = task.data if task.data is not None else reports[0].data
        self._read.update(data)
        changes = sorted(change for report in reports for change in report.changes)
        if not changes:
            return
        if self._rewrite is None:
            self._rewrite = Rewrite(Path(task.name))
        self._rewrite.add(changes)
        for report in reports:
            if report.changed and report.page is not None and report.original is not None:
                self._encoding = report.original.decoded.encoding
                self._losses.update(dict.fromkeys(traces(report.page)))
        self._tell_part(changes, task.more)

    def _tell_part(self, changes: list[Change], more: bool) -> None:
        if not more:
            self._changes = changes
        elif self._ledger is not None:
            self._parts += 1
            line = part_line(id=self._entry["id"], part=self._parts, encoding=self._encoding, changes=changes)
            self._record(self._ledger, line)

    def close(self) -> None:
        """Let the ledger and then the folder know."""
        rewrite = self._rewrite
        if rewrite is None:
            return
        rewrite.finish()
        if rewrite.before != self._read.hexdigest():
            raise ChangedMeanwhile(rewrite.target)
        if self._ledger is not None:
            known = self._task.losses
            line = entry_line(
                **self._entry,
                time=now(),
                settings=self._task.settings.digest,
                file=self._ledger.name_of(rewrite.target),
                encoding=self._encoding,
                before=rewrite.before,
                after=rewrite.after,
                changes=self._changes,
                losses=[trace for trace in self._losses if trace not in known],
            )
            self._record(self._ledger, line, last=True)
        rewrite.replace()

    @staticmethod
    def _record(ledger: Ledger, line: dict[str, Any], last: bool = False) -> None:
        try:
            ledger.append(line)
            if last:
                ledger.sync()
        except OSError as error:
            raise _Unrecorded(reason(error), ledger.path) from error

    def abandon(self) -> None:
        """Leave the file as it was."""
        self.failed = True
        if self._rewrite is not None:
            self._rewrite.abandon()


def _untouched(task: Task, reports: list[FileReport]) -> FileReport:
    first = reports[0] if reports else FileReport(task.name)
    return FileReport(task.name, page=first.original, original=first.original, data=first.data)


def _told(error: Exception) -> Diagnostic:
    if isinstance(error, ChangedMeanwhile):
        return fault(UNREADABLE, "changed")
    if isinstance(error, _Unrecorded):
        return fault(UNREADABLE, "unrecorded", error=error.args[0], path=error.args[1])
    return fault(UNREADABLE, "unwritable", error=reason(error) if isinstance(error, OSError) else str(error))
