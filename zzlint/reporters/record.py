"""A finding as JSON, the same in all formats that hold it whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zzlint.diagnostic import Diagnostic, Fix
from zzlint.fingerprint import fingerprints
from zzlint.report import FileReport
from zzlint.text.span import Span


def records(report: FileReport, lang: str) -> Iterator[dict[str, Any]]:
    """The findings of a report. Rows and columns are 1-based, spans 0-based, all in code points.

    Spans count in the text of the page; where a file holds many, ``record`` says which one it is.
    Rows and columns count in the part of it that holds the place, which is at ``start``.
    """
    hidden = {muted.entry for muted in report.muted if muted.by == "baseline"}
    for item, fingerprint in fingerprints(report.findings, report.page, hidden):
        yield {
            "code": item.code,
            "name": item.name,
            "message": item.message.render(lang),
            "filename": report.name,
            "record": _record(report, item) if report.record else None,
            "severity": item.severity.value,
            "confidence": item.confidence,
            "group": item.group or None,
            "location": _location(report, item.span.start),
            "end_location": _location(report, item.span.end),
            "span": _span(item.span),
            "fix": _fix(item.fix, lang) if item.fix else None,
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


def _record(report: FileReport, item: Diagnostic) -> dict[str, Any]:
    at = item.span.start
    segment = report.page.segment_at(at) if report.page else None
    part, start = (segment.part or None, segment.start) if segment else (None, 0)
    return {"id": report.record, "line": report.line, "part": part, "start": start}


def _fix(fix: Fix, lang: str) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.value,
        "message": fix.message.render(lang) if fix.message else None,
        "edits": [{"span": _span(edit.span), "old": edit.old, "content": edit.new} for edit in fix.edits],
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _location(report: FileReport, at: int) -> dict[str, int]:
    row, column = report.page.location(at) if report.page else (1, 1)
    return {"row": row, "column": column}
