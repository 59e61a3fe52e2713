"""Annotations of GitHub Actions (workflow commands)."""

from __future__ import annotations

from typing import TextIO

from zzlint.diagnostic import Severity
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary, place
from zzlint.reporters.repository import path, region

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class Reporter:
    """Writes one workflow command for each finding."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._lang = style.lang

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        for item in report.findings:
            at = region(report, item.span)
            properties = {
                "title": f"zzlint ({item.code})",
                "file": path(report.name),
                "line": at.row,
                "col": at.column,
                "endLine": at.end_row,
                "endColumn": at.end_column,
            }
            told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
            where = ":".join((report.where(item.span.start), *map(str, place(report, item))))
            message = _data(f"{where}: {item.code} {item.message.render(self._lang)}")
            self._out.write(f"::{_LEVELS[item.severity]} {told}::{message}\n")

    def finish(self, summary: Summary) -> None:
        """Nothing to add: the commands are all."""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
