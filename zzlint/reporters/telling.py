"""What a format says of a page, made where the page was checked, or remembered from an earlier run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import NamedTuple, TextIO

from zzlint.report import FileReport, Told
from zzlint.reporters import Reporter, Style, Summary, reporter

#: Formats that say of a page what depends on that page and its name alone; the others look at all pages together.
SEPARATE = ("full", "concise", "grouped", "json", "jsonl", "github", "gitlab", "junit", "reocr")
#: Those among them that name a file as its repository does.
_IN_REPOSITORY = ("github", "gitlab", "junit")
#: Those that tell records of one name apart by what was said before.
_COUNTING = ("gitlab",)


class Teller(NamedTuple):
    """Puts what a format says in place of a report's findings; can be handed to another process."""

    format: str
    style: Style

    @property
    def name(self) -> str:
        """Names all that decides what is said."""
        style = self.style
        place = ""
        if self.format in _IN_REPOSITORY:
            from zzlint.reporters.repository import standpoint  # their reporters import it, the others do not

            place = standpoint()
        return f"{self.format} {style.lang} {style.color} {style.fixing} {sorted(style.losses)} {place}"

    def __call__(self, report: FileReport) -> FileReport:
        """The report with ``told`` for its findings; one that changes a file or that failed stays as it is."""
        if report.changed or report.failed or (report.record and self.format in _COUNTING):
            return report
        out = StringIO()
        reporter(self.format, out, self.style).report(report)
        told = Told(out.getvalue(), report.tally)
        return replace(report, findings=(), hidden=(), page=None, original=None, data=b"", told=told)


class Telling:
    """A reporter that writes what was told already, and the rest as the format does."""

    def __init__(self, made: Reporter, out: TextIO) -> None:
        self._made = made
        self._tell: Callable[[str], object] = getattr(made, "tell", out.write)

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""
        if report.told is None:
            self._made.report(report)
        elif report.told.text:
            self._tell(report.told.text)

    def finish(self, summary: Summary) -> None:
        """Write what the run came to."""
        self._made.finish(summary)
