"""Lost text as CSV: what to recognise again, for whoever runs the recogniser."""

from __future__ import annotations

import csv
from typing import TextIO

from zzlint.diagnostic import Diagnostic
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.reporters.excerpt import excerpt
from zzlint.rule import ErrorClass
from zzlint.text.page import Page

COLUMNS = ("page", "block", "reason", "evidence", "characters at stake")

#: Where a cell begins with one of these, a spreadsheet takes it for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Reporter:
    """Writes a row for each place where text was lost, and for each page that nobody could look at."""

    def __init__(self, out: TextIO, style: Style) -> None:
        # everything in quotation marks: a line end in a cell is safe with every reader
        self._rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._style = style
        self._empty = True

    def report(self, report: FileReport) -> None:
        """Write the losses of one file."""
        for item in report.findings:
            if self._is_loss(item):
                self._write(report, item)

    def finish(self, summary: Summary) -> None:
        """A list without losses has its header, too."""
        self._head()

    def _is_loss(self, item: Diagnostic) -> bool:
        rule = self._style.rules.get(item.code)
        return item.code.startswith("ZZ") or (rule is not None and rule.error_class is ErrorClass.LOSS)

    def _head(self) -> None:
        if self._empty:
            self._rows.writerow(COLUMNS)
            self._empty = False

    def _write(self, report: FileReport, item: Diagnostic) -> None:
        self._head()
        block, evidence = _seen(report.page, item) if report.page else ("", "")
        reason = f"{item.code} {item.message.render(self._style.lang)}"
        stake = dict(item.message.values).get("stake", "")
        self._rows.writerow((_cell(report.where(item.span.start)), block, _cell(reason), _cell(evidence), stake))


def _seen(page: Page, item: Diagnostic) -> tuple[int | str, str]:
    """The number of the block, 1-based, and the text around the place; of a whole page there is neither."""
    if item.code.startswith("ZZ"):
        return "", ""
    block = page.block_at(item.span.start)
    return block.number + 1 if block else "", excerpt(page, item.span).line


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
