"""Reports for people and machines. Only reporters collapse groups and choose a language."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TextIO

from zzlint.diagnostic import Applicability, Diagnostic, Message
from zzlint.report import FileReport
from zzlint.rule import Rule
from zzlint.text.page import Page

FORMATS = ("full", "concise", "grouped", "json", "jsonl", "github", "gitlab", "sarif", "junit", "html", "reocr")

#: Formats that people read; the others are for machines and say nothing but findings.
FOR_PEOPLE = ("full", "concise", "grouped")


#: Characters in a file's name or in a message that would break a line of a report.
_BREAKING = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"


class Style(NamedTuple):
    """How a report is to look, and what made it.

    ``rules`` are the rules there are, by code; ``losses`` the codes of those that find lost text. ``digest`` names the settings, ``contexts`` the
    files besides them that findings depend on, each with its digest.
    """

    lang: str = "en"
    color: bool = False
    fixing: bool = False
    rules: Mapping[str, type[Rule]] = {}
    losses: frozenset[str] = frozenset()
    digest: str = ""
    contexts: Mapping[str, str] = {}


@dataclass(eq=False, repr=False)
class Summary:
    """What a run came to."""

    files: int = 0
    findings: int = 0
    notes: int = 0
    safe: int = 0
    unsafe: int = 0
    failed: int = 0
    changed: int = 0
    applied: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    #: The file that reports come on, and whether it failed or changed already.
    _file: tuple[str | None, bool, bool] = (None, False, False)

    def add(self, report: FileReport) -> None:
        """Count one report; those on the records of a file follow each other and count as one file."""
        if report.name != self._file[0]:
            self.files += not report.again
            self._file = (report.name, False, False)
        _, failed, changed = self._file
        self.failed += report.failed and not failed
        self.changed += report.changed and not changed
        self._file = (report.name, failed or report.failed, changed or report.changed)
        self.applied += len(report.applied) if report.changed else 0
        tally = report.tally
        self.findings += tally.findings
        self.notes += tally.notes
        self.safe += tally.safe
        self.unsafe += tally.unsafe
        for code, count in tally.codes:
            self.codes[code] = self.codes.get(code, 0) + count


class Reporter(Protocol):
    """Takes reports as they come and writes them to its stream."""

    def report(self, report: FileReport) -> None:
        """Write the findings of one file."""

    def finish(self, summary: Summary) -> None:
        """Write what the run came to."""


def reporter(name: str, out: TextIO, style: Style) -> Reporter:
    """The reporter for an output format; its module is imported only now."""
    made: Reporter = importlib.import_module(f"zzlint.reporters.{name}").Reporter(out, style)
    return made


def collapsed(report: FileReport) -> Iterator[tuple[Diagnostic, int]]:
    """The findings with one entry for each group, and how many each entry stands for."""
    sizes: dict[tuple[str, str], int] = {}
    for item in report.findings:
        if item.group:
            sizes[item.code, item.group] = sizes.get((item.code, item.group), 0) + 1
    for item in report.findings:
        if not item.group:
            yield item, 1
        elif count := sizes.pop((item.code, item.group), 0):
            yield item, count


def flag(item: Diagnostic) -> str:
    """``[*] `` for a safe fix, ``[-] `` for an unsafe one."""
    if item.fix is None or item.fix.applicability is Applicability.DISPLAY:
        return ""
    return "[*] " if item.fix.applicability is Applicability.SAFE else "[-] "


def named(name: str) -> str:
    """A file's name in one line."""
    if name.isprintable():
        return name
    return re.sub(_BREAKING, lambda found: found[0].encode("unicode_escape").decode(), name)


def said(message: Message, lang: str) -> str:
    """A message in one line."""
    return named(message.render(lang))


def place(report: FileReport, item: Diagnostic) -> tuple[int, int]:
    """Row and column, 1-based, in code points, in the part of the page that ``report.where`` names."""
    return report.page.location(item.span.start) if report.page else (1, 1)


def inside(page: Page | None, at: int) -> str:
    """``part:row:column``, for what stands below the page's name; without a part ``row:column``."""
    row, column = page.location(at) if page else (1, 1)
    part = page.part(at) if page else ""
    return f"{part}:{row}:{column}" if part else f"{row}:{column}"
