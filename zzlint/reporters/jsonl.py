"""JSON Lines: one finding a line, and a last line that says what the run came to."""

from __future__ import annotations

from typing import TextIO

from zzlint import __version__
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.reporters.record import records
from zzlint.reporters.stream import dumped


class Reporter:
    """Writes the findings as the files come; without the last line the run was broken off."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._style = style

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        self._out.writelines(f"{dumped(record)}\n" for record in records(report, self._style.lang))

    def finish(self, summary: Summary) -> None:
        """Write what the run came to, and under which settings."""
        told = {
            "version": __version__,
            "settings": self._style.digest,
            "contexts": dict(self._style.contexts),
            "files": summary.files,
            "findings": summary.findings,
            "notes": summary.notes,
            "codes": dict(sorted(summary.codes.items())),
            "errors": summary.failed,
            "changed": summary.changed,
            "applied": summary.applied,
        }
        self._out.write(f"{dumped({'summary': told})}\n")
