"""The findings of each file under its name; a group is one line with a count."""

from __future__ import annotations

from typing import TextIO

from zzlint.phrases import say
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary, collapsed, flag, inside, named, said
from zzlint.reporters.closing import close
from zzlint.reporters.excerpt import BOLD, RED, painted


class Reporter:
    """Writes a block of lines for each file that has findings."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._style = style

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        rows = []
        for item, count in collapsed(report):
            more = f" {say('more', self._style.lang, count=count)}" if count > 1 else ""
            at = inside(report.page, item.span.start)
            code = painted(item.code, RED, BOLD, color=self._style.color)
            rows.append((at, f"{code} {flag(item)}{said(item.message, self._style.lang)}{more}"))
        if not rows:
            return
        widest = max(len(at) for at, _ in rows)
        self._out.write(painted(named(report.label), BOLD, color=self._style.color) + ":\n")
        self._out.writelines(f"  {at:>{widest}}  {told}\n" for at, told in rows)
        self._out.write("\n")

    def finish(self, summary: Summary) -> None:
        """Write what the run came to."""
        close(summary, self._out, self._style)
