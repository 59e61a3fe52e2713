"""Where a viewer of a repository shows a finding: its file and the place in the file's lines."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import NamedTuple

from zzlint.diagnostic import Diagnostic
from zzlint.report import FileReport
from zzlint.reporters import place
from zzlint.text.span import Span

#: Where GitHub and GitLab say that the repository stands; elsewhere it is taken to be the working folder.
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


class Region(NamedTuple):
    """A place in a file, 1-based and in code points; the end is excluded."""

    row: int
    column: int
    end_row: int
    end_column: int


def region(report: FileReport, span: Span) -> Region:
    """Where a place of the page stands in its file: for a record, where its line begins."""
    if report.record or report.page is None:
        segment = report.page.segment_at(span.start) if report.page else None
        row = max(1, segment.line if segment else report.line)
        return Region(row, 1, row, 1)
    return Region(*report.page.location(span.start), *report.page.location(span.end))


def path(name: str) -> str:
    """The file's path from the root of the repository, with ``/``; that of a file elsewhere stays as it is."""
    if name == "-":
        return name
    try:
        inside = PurePath(os.path.relpath(name, _root()))
    except ValueError:  # on another drive, or no name at all
        return name
    return (PurePath(name) if os.pardir in inside.parts else inside).as_posix()


def standpoint() -> str:
    """Names all that ``path`` depends on besides the file's name."""
    return f"{_root()} {os.getcwd()}"


def _root() -> str:
    return next((os.environ[variable] for variable in _ROOTS if os.environ.get(variable)), os.curdir)


def within(report: FileReport, item: Diagnostic) -> str:
    """``record id:row:column: `` before a message, where the file's line does not tell the place."""
    if not report.record:
        return ""
    row, column = place(report, item)
    return f"{called(report, item)}:{row}:{column}: "


def called(report: FileReport, item: Diagnostic) -> str:
    """The record, and the part of it that holds the finding."""
    part = report.page.part(item.span.start) if report.page else ""
    return f"{report.record} {part}" if part else report.record
