"""How far a run has come: one line on a terminal, gone before anything else is printed."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from zzlint.phrases import say
from zzlint.report import FileReport
from zzlint.reporters.excerpt import width

#: Seconds before the line is first drawn, and before it changes.
PATIENCE, PAUSE = 0.3, 0.2

_ERASE = "\r\033[K"


def drawable() -> bool:
    """Whether the terminal of standard error can erase, is not that of a CI service, and is nobody else's.

    When standard output is a pipe, a pager at its end may share the screen.
    """
    if "CI" in os.environ or os.environ.get("TERM") == "dumb":
        return False
    try:
        return not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # closed, or without a file behind it
        return True


class Progress:
    """Counts files and findings while reports pass; draws only while nobody else prints."""

    def __init__(self, out: TextIO, lang: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._lang = lang
        self._clock = clock
        self._started = clock()
        self._next = self._started + PATIENCE
        self._line = ""
        self._drawn = False
        self._total = self._done = self._findings = 0
        self._name: str | None = None

    def told(self, files: Iterable[Path]) -> list[Path]:
        """The same files; they are all that is to be done."""
        files = list(files)
        self._total = len(files)
        return files

    def over(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """The same reports; the line is away while the caller has one, and at the end."""
        source = iter(reports)
        try:
            while (report := next(source, None)) is not None:
                self._count(report)
                self._erase()
                yield report
                del report  # before the next file is read
                self._draw()
        finally:
            self._erase()

    def _count(self, report: FileReport) -> None:
        self._done += report.name != self._name and not report.again
        self._name = report.name
        self._findings += report.tally.findings + report.tally.notes

    def _draw(self) -> None:
        now = self._clock()
        if now >= self._next:
            self._next = now + PAUSE
            self._line = self._said(now - self._started)
        if self._line:
            self._out.write(self._line)
            self._out.flush()
            self._drawn = True

    def _said(self, seconds: float) -> str:
        """The line as it is now; "" where it does not fit: a line that wraps cannot be erased."""
        rate = round(self._done / seconds)
        line = say("progress", self._lang, done=self._done, total=self._total, rate=rate, findings=self._findings)
        return line if width(line) < shutil.get_terminal_size().columns else ""

    def _erase(self) -> None:
        if self._drawn:
            self._out.write(_ERASE)
            self._out.flush()
            self._drawn = False
