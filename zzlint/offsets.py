"""Old offsets to new ones, so that annotations and coordinates survive a fix."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from zzlint.diagnostic import Edit
from zzlint.report import FileReport


def offset_map(reports: Iterable[FileReport], out: TextIO) -> Iterator[FileReport]:
    """Hand the reports on, and write for each page that changed where its text went.

    One JSON object a line: ``{"file", "record", "unit": "code points", "kept": [[old, new,
    length], …]}``. What lies in no kept range was replaced or removed.
    """
    for report in reports:
        if report.edits and report.original is not None:
            told = {
                "file": report.name,
                "record": report.record or None,
                "unit": "code points",
                "kept": list(kept(report.edits, len(report.original.text))),
            }
            out.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
        yield report


def kept(edits: Sequence[Edit], size: int) -> Iterator[tuple[int, int, int]]:
    """The ranges of a text of ``size`` code points that sorted edits leave alone: old start, new start, length."""
    old = new = 0
    for edit in edits:
        if edit.start > old:
            yield old, new, edit.start - old
        new += edit.start - old + len(edit.new)
        old = edit.end
    if size > old:
        yield old, new, size - old
