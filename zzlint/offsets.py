"""Old offsets to new ones, so that annotations and coordinates survive a fix."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from zzlint.formats.literals import by_segment
from zzlint.report import FileReport
from zzlint.text.page import Page, Replacement


def offset_map(reports: Iterable[FileReport], out: TextIO) -> Iterator[FileReport]:
    """Hand the reports on, and write for each text that changed where its places went.

    One JSON object a line: ``{"file", "record", "part", "unit": "code points", "kept": [[old, new,
    length], …]}``. What lies in no kept range was replaced or removed. A text is a file, the text of
    a record, or, where a record has several strings, one of them, which ``part`` names; offsets count
    from its start, and of a string that was deleted nothing is kept.
    """
    for report in reports:
        if report.edits and report.original is not None:
            for part, size, edits in _texts(report.original, report.edits):
                told = {
                    "file": report.name,
                    "record": report.record or None,
                    "part": part or None,
                    "unit": "code points",
                    "kept": list(kept(edits, size)),
                }
                out.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
        yield report


def _texts(page: Page, edits: Sequence[Replacement]) -> Iterator[tuple[str, int, Sequence[Replacement]]]:
    """The texts of a page that edits change: the part it is, its size in code points, and its own edits."""
    if not page.segments:
        yield "", len(page.text), edits
        return
    for segment, own in by_segment(page.segments, ((edit, ()) for edit in edits)):
        yield segment.part, segment.end - segment.start, own


def kept(edits: Iterable[Replacement], size: int) -> Iterator[tuple[int, int, int]]:
    """The ranges of a text of ``size`` code points that sorted edits leave alone: old start, new start, length."""
    old = new = 0
    for edit in edits:
        if edit.start > old:
            yield old, new, edit.start - old
        new += edit.start - old + len(edit.new)
        old = edit.end
    if size > old:
        yield old, new, size - old
