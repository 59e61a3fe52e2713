"""Lost text as CSV: what to recognise again, for whoever runs the recogniser."""

from __future__ import annotations

import csv
from typing import TextIO

from zzlint.diagnostic import Diagnostic
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.reporters.excerpt import excerpt
from zzlint.text.page import Page

_HEAD = '"page","block","reason","evidence","characters at stake"\n'

#: Where a cell begins with one of these, a spreadsheet takes it for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Reporter:
    """Writes a row for each place where text was lost, and for each page that nobody could look at."""

    def __init__(self, out: TextIO, style: Style) -> None:
        # everything in quotation marks: a line end in a cell is safe with every reader
        self._rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._style = style
        self._out = out
        self._before = _HEAD

    def report(self, report: FileReport) -> None:
        """Write the losses of one file; one that a baseline hides unjudged is to be recognised again all the same."""
        for item in sorted((*report.findings, *report.hidden), key=lambda item: item.span):
            if self._is_loss(item):
                self._write(report, item)

    def tell(self, text: str) -> None:
        """Write the rows of another list."""
        self._head()
        self._out.write(text.removeprefix(_HEAD))

    def finish(self, summary: Summary) -> None:
        """A list without losses has its header, too."""
        self._head()

    def _is_loss(self, item: Diagnostic) -> bool:
        return item.code.startswith("ZZ") or item.code in self._style.losses

    def _head(self) -> None:
        self._out.write(self._before)
        self._before = ""

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
