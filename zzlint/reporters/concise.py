"""One line for each finding: ``file:row:column: CODE message``."""

from __future__ import annotations

from typing import TextIO

from zzlint.report import FileReport
from zzlint.reporters import Style, Summary, flag, named, place, said
from zzlint.reporters.closing import close
from zzlint.reporters.excerpt import BOLD, RED, painted


class Reporter:
    """Writes a line for each finding, for editors and grep."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._style = style

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        for item in report.findings:
            row, column = place(report, item)
            code = painted(item.code, RED, BOLD, color=self._style.color)
            message = said(item.message, self._style.lang)
            self._out.write(f"{named(report.where(item.span.start))}:{row}:{column}: {code} {flag(item)}{message}\n")

    def finish(self, summary: Summary) -> None:
        """Write what the run came to."""
        close(summary, self._out, self._style)
