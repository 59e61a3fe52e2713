"""A JSON array of findings."""

from __future__ import annotations

from typing import TextIO

from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.reporters.record import records
from zzlint.reporters.stream import Array


class Reporter:
    """Writes the array as the files come, one finding a line."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._array = Array(out)
        self._lang = style.lang

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        for record in records(report, self._lang):
            self._array.add(record)

    def tell(self, text: str) -> None:
        """Write what an array of its own says of one page."""
        self._array.add_text(text)

    def finish(self, summary: Summary) -> None:
        """Close the array."""
        self._array.close()
