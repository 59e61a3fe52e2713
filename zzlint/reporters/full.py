"""Each finding with its line, carets, the fix as a diff, and help."""

from __future__ import annotations

from typing import TextIO

from zzlint.diagnostic import Diagnostic
from zzlint.phrases import say
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary, collapsed, flag, named, place, said
from zzlint.reporters.closing import close
from zzlint.reporters.excerpt import BLUE, BOLD, RED, excerpt, inline_diff, painted


class Reporter:
    """Writes a few lines for each finding; a group is one finding with a count."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._style = style

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        for item, count in collapsed(report):
            self._out.write("\n".join(self._lines(report, item, count)) + "\n\n")

    def finish(self, summary: Summary) -> None:
        """Write what the run came to."""
        close(summary, self._out, self._style)

    def _lines(self, report: FileReport, item: Diagnostic, count: int) -> list[str]:
        lang, color = self._style.lang, self._style.color
        code = painted(item.code, RED, BOLD, color=color)
        many = f" {say('one-of-many', lang, count=count)}" if count > 1 else ""
        lines = [f"{code} {flag(item)}{said(item.message, lang)}{many}"]
        if report.page is None or item.code.startswith("ZZ"):
            return [*lines, f" {painted('-->', BLUE, color=color)} {named(report.label)}"]
        row, column = place(report, item)
        shown = excerpt(report.page, item.span)
        gutter = " " * len(str(row))
        bar = painted("|", BLUE, color=color)
        carets = painted("^" * shown.length, RED, BOLD, color=color)
        lines += [
            f"{gutter}{painted('-->', BLUE, color=color)} {named(report.where(item.span.start))}:{row}:{column}",
            f"{gutter} {bar}",
            f"{painted(str(row), BLUE, color=color)} {bar} {shown.line}",
            f"{gutter} {bar} {' ' * shown.caret}{carets}",
        ]
        equals = painted("=", BLUE, color=color)
        if item.fix is not None:
            told = say(f"help-{item.fix.applicability.value}", lang)
            lines.append(f"{gutter} {equals} {told}: {inline_diff(report.page, item.fix, color=color)}")
        for other in item.related:
            start = other.span.start
            at = other.filename or "{}:{}:{}".format(report.where(start), *report.page.location(start))
            lines.append(f"{gutter} {equals} {say('related', lang)}: {named(at)} {said(other.message, lang)}")
        lines.append(f"{gutter} {equals} {say('see', lang, code=item.code)}")
        return lines
