"""The code quality report of GitLab."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TextIO

from zzlint.diagnostic import Severity
from zzlint.fingerprint import fingerprints
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.reporters.repository import path, region, within
from zzlint.reporters.stream import Array

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


class Reporter:
    """Writes an array as the files come, one finding a line."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._array = Array(out)
        self._lang = style.lang
        self._name = ""
        self._seen: Counter[str] = Counter()

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        name = path(report.name)
        for item, fingerprint in fingerprints(report.findings, report.page):
            at = region(report, item.span)
            self._array.add(
                {
                    "description": f"{within(report, item)}{item.code} {item.message.render(self._lang)}",
                    "check_name": item.name,
                    "fingerprint": self._unique(name, f"{report.record}\0{item.code}\0{fingerprint}"),
                    "severity": _SEVERITIES[item.severity],
                    "location": {"path": name, "lines": {"begin": at.row, "end": at.end_row}},
                }
            )

    def tell(self, text: str) -> None:
        """Write what an array of its own says of one page."""
        self._array.add_text(text)

    def finish(self, summary: Summary) -> None:
        """Close the array."""
        self._array.close()

    def _unique(self, name: str, finding: str) -> str:
        """GitLab shows one of those that are equal; records of one file may have one name."""
        if name != self._name:
            self._name, self._seen = name, Counter()
        self._seen[finding] += 1
        told = f"{name}\0{finding}\0{self._seen[finding]}"
        return hashlib.blake2b(told.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
