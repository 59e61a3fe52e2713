"""A JSON array of findings. Rows and columns are 1-based, spans 0-based, all in code points."""

from __future__ import annotations

import json
from typing import Any, TextIO

from zzlint.diagnostic import Diagnostic, Fix
from zzlint.fingerprint import fingerprints
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.text.span import Span


class Reporter:
    """Writes the array as the files come, one finding a line."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._style = style
        self._first = True

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        for item, fingerprint in fingerprints(report.findings, report.page):
            self._out.write("[\n" if self._first else ",\n")
            self._first = False
            record = self._record(report, item, fingerprint)
            self._out.write(json.dumps(record, ensure_ascii=False))

    def finish(self, summary: Summary) -> None:
        """Close the array."""
        self._out.write("[]\n" if self._first else "\n]\n")

    def _record(self, report: FileReport, item: Diagnostic, fingerprint: str) -> dict[str, Any]:
        lang = self._style.lang
        return {
            "code": item.code,
            "name": item.name,
            "message": item.message.render(lang),
            "filename": report.name,
            "severity": item.severity.value,
            "confidence": item.confidence,
            "group": item.group or None,
            "location": _location(report, item.span.start),
            "end_location": _location(report, item.span.end),
            "span": _span(item.span),
            "fix": self._fix(item.fix) if item.fix else None,
            "related": [
                {
                    "filename": other.filename or report.name,
                    "span": _span(other.span),
                    "message": other.message.render(lang),
                }
                for other in item.related
            ],
            "fingerprint": fingerprint,
            "url": None,
        }

    def _fix(self, fix: Fix) -> dict[str, Any]:
        return {
            "applicability": fix.applicability.value,
            "message": fix.message.render(self._style.lang) if fix.message else None,
            "edits": [{"span": _span(edit.span), "old": edit.old, "content": edit.new} for edit in fix.edits],
        }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _location(report: FileReport, at: int) -> dict[str, int]:
    row, column = report.page.location(at) if report.page else (1, 1)
    return {"row": row, "column": column}
