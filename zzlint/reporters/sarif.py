"""SARIF 2.1.0, for code scanning and viewers."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from zzlint import __version__
from zzlint.diagnostic import Applicability, Diagnostic, Fix, Related
from zzlint.faults import NAMES, TITLES
from zzlint.fingerprint import fingerprints
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary, place
from zzlint.reporters.repository import called, path, region
from zzlint.reporters.stream import Array, dumped
from zzlint.text.span import Span

_HEAD = (
    '{"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", '
    '"version": "2.1.0", "runs": [{"columnKind": "unicodeCodePoints", "newlineSequences": ["\\r\\n", "\\n", "\\r"], '
    '"results": '
)


class Reporter:
    """Writes results as the files come; rules, and what the engine could not do, stand behind them."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._results = Array(out, _HEAD)
        self._style = style
        self._rules: dict[str, int] = {}
        self._faults: list[dict[str, Any]] = []

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        for item, fingerprint in fingerprints(report.findings, report.page):
            if item.code in NAMES:
                self._faults.append(_notification(report, item, self._style.lang))
            else:
                index = self._rules.setdefault(item.code, len(self._rules))
                self._results.add(_result(report, item, self._style.lang, index, fingerprint))

    def finish(self, summary: Summary) -> None:
        """Write the tool and its invocation."""
        driver = {
            "name": "zzlint",
            "semanticVersion": __version__,
            "rules": [self._rule(code) for code in self._rules],
            "notifications": [_notice(code, self._style.lang) for code in sorted(self._faulty())],
        }
        invocation = {"executionSuccessful": not self._faults, "toolExecutionNotifications": self._faults}
        tail = {"tool": {"driver": driver}, "invocations": [invocation], "language": self._style.lang}
        self._results.close(f", {dumped(tail)[1:-1]}}}]}}\n")

    def _faulty(self) -> set[str]:
        return {fault["descriptor"]["id"] for fault in self._faults}

    def _rule(self, code: str) -> dict[str, Any]:
        rule = self._style.rules.get(code)
        if rule is None:  # of a folder with a configuration of its own
            return {"id": code}
        documentation = inspect.cleandoc(rule.__doc__ or "")
        return {
            "id": code,
            "name": rule.name,
            "shortDescription": {"text": rule.title.render(self._style.lang)},
            "fullDescription": {"text": " ".join(rule.summary().split())},
            "help": {"text": documentation, "markdown": documentation},
            "defaultConfiguration": {"level": rule.severity.value},
            "properties": {"tags": [rule.error_class.value]},
        }


def _notice(code: str, lang: str) -> dict[str, Any]:
    return {"id": code, "name": NAMES[code], "shortDescription": {"text": TITLES[code].render(lang)}}


def _notification(report: FileReport, item: Diagnostic, lang: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": item.code},
        "level": item.severity.value,
        "message": {"text": item.message.render(lang)},
        "locations": [_location(report)],
    }


def _result(report: FileReport, item: Diagnostic, lang: str, index: int, fingerprint: str) -> dict[str, Any]:
    properties = {"confidence": item.confidence, "group": item.group or None}
    result = {
        "ruleId": item.code,
        "ruleIndex": index,
        "level": item.severity.value,
        "message": {"text": item.message.render(lang)},
        "locations": [_location(report, item)],
        "partialFingerprints": {"zzlint/v1": fingerprint},
        "relatedLocations": [_related(report, other, lang) for other in item.related],
        "fixes": list(_fixes(report, item.fix)),
        "properties": {name: value for name, value in properties.items() if value is not None},
    }
    return {name: value for name, value in result.items() if value not in ([], {})}


def _location(report: FileReport, item: Diagnostic | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(report.name)}
    if item is not None:
        physical["region"] = _region(report, item.span)
    location: dict[str, Any] = {"physicalLocation": physical}
    if report.record:
        name, row, column = (called(report, item), *place(report, item)) if item is not None else (report.record, 1, 1)
        record = {"name": name, "kind": "record", "properties": {"row": row, "column": column}}
        location["logicalLocations"] = [record]
    return location


def _related(report: FileReport, other: Related, lang: str) -> dict[str, Any]:
    """Another place; lines of a file that is not at hand are not known, its code points are."""
    physical: dict[str, Any] = {"artifactLocation": _artifact(other.filename or report.name)}
    if not other.filename:
        physical["region"] = _region(report, other.span)
    else:
        physical["region"] = {"charOffset": other.span.start, "charLength": other.span.end - other.span.start}
    return {"physicalLocation": physical, "message": {"text": other.message.render(lang)}}


def _fixes(report: FileReport, fix: Fix | None) -> Iterator[dict[str, Any]]:
    """The fix, where it may be applied and the file is the text that it counts in."""
    if fix is None or fix.applicability is Applicability.DISPLAY or report.record:
        return
    replacements = [
        {"deletedRegion": _region(report, edit.span), "insertedContent": {"text": edit.new}} for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(report.name), "replacements": replacements}
    yield {"artifactChanges": [change], "properties": {"applicability": fix.applicability.value}}


def _region(report: FileReport, span: Span) -> dict[str, int]:
    at = region(report, span)
    begin = {"startLine": at.row, "startColumn": at.column}
    return begin if report.record else {**begin, "endLine": at.end_row, "endColumn": at.end_column}


def _artifact(name: str) -> dict[str, str]:
    inside = path(name)
    if os.path.isabs(inside) or os.pardir in Path(inside).parts:
        return {"uri": Path(os.path.abspath(inside)).as_uri()}
    return {"uri": quote(os.fsencode(inside)), "uriBaseId": "%SRCROOT%"}
