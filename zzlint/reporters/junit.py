"""JUnit XML: a suite for each file, a failed case for each finding.

GitLab and Jenkins show one failure of a case, so every finding is a case of its own. A file
without findings is a case that passes, and so is a note; what the engine could not do is an error.
"""

from __future__ import annotations

from typing import TextIO

from zzlint.diagnostic import Diagnostic, Severity
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary, place
from zzlint.reporters.repository import path, region

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="zzlint">\n'

#: XML 1.0 has no other control characters than these three, not even as references: they are shown as `\x1b`.
_TABLE = {code: f"\\x{code:02x}" for code in range(0x20)} | {code: f"\\u{code:04x}" for code in (0xFFFE, 0xFFFF)}
_TABLE |= {ord(char): f"&#{ord(char)};" for char in "\t\n\r\x7f\x85\u2028\u2029"}
_TABLE |= {ord(char): f"&{name};" for char, name in {"&": "amp", "<": "lt", ">": "gt", '"': "quot"}.items()}


class Reporter:
    """Writes the suites as the files come."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._lang = style.lang
        self._before = _HEAD

    def report(self, report: FileReport) -> None:
        """Write the suite of one file."""
        errors = sum(item.code.startswith("ZZ") for item in report.findings)
        failures = sum(item.severity is not Severity.NOTE for item in report.findings) - errors
        cases = [self._case(report, item) for item in report.findings] or [_passed(report)]
        told = _attributes(name=report.label, tests=len(cases), failures=failures, errors=errors)
        self._write(f"<testsuite {told}>\n{''.join(cases)}</testsuite>\n")

    def tell(self, text: str) -> None:
        """Write the suites of another report."""
        self._write(text.removeprefix(_HEAD))

    def finish(self, summary: Summary) -> None:
        """Close the report."""
        self._write("</testsuites>\n")

    def _write(self, text: str) -> None:
        self._out.write(self._before + text)
        self._before = ""

    def _case(self, report: FileReport, item: Diagnostic) -> str:
        row, column = place(report, item)
        name = path(report.name)
        case = _attributes(
            name=f"{item.code} {item.name} {row}:{column}",
            classname=name,
            file=name,
            line=region(report, item.span).row,
        )
        message = item.message.render(self._lang)
        told = _escaped(f"{report.where(item.span.start)}:{row}:{column}: {item.code} {message}")
        if item.severity is Severity.NOTE:
            return f"<testcase {case}><system-out>{told}</system-out></testcase>\n"
        kind = "error" if item.code.startswith("ZZ") else "failure"
        attributes = _attributes(message=message, type=item.code)
        return f"<testcase {case}><{kind} {attributes}>{told}</{kind}></testcase>\n"


def _passed(report: FileReport) -> str:
    name = path(report.name)
    return f"<testcase {_attributes(name='no findings', classname=name, file=name)}/>\n"


def _attributes(**values: object) -> str:
    return " ".join(f'{name}="{_escaped(str(value))}"' for name, value in values.items())


def _escaped(text: str) -> str:
    return text.translate(_TABLE)
