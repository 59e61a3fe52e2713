"""What a fix would do, as a unified diff that ``patch`` applies."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from zzlint.report import FileReport
from zzlint.text.change import Change, spliced
from zzlint.text.page import Page

#: Unchanged lines around a change.
CONTEXT = 3

#: What a name in a patch cannot hold as it is, byte by byte; the rest of the bytes may be anything.
_SPECIAL = re.compile(rb'[\x00-\x1f\x7f"\\]')
_ESCAPES = {7: b"a", 8: b"b", 9: b"t", 10: b"n", 11: b"v", 12: b"f", 13: b"r", 34: b'"', 92: b"\\"}


class _Change(NamedTuple):
    """Lines ``first`` to ``last`` (0-based, ``last`` excluded) become ``new``."""

    first: int
    last: int
    new: list[bytes]


class Patch:
    """Writes the changes of reports as they come; reports on one file follow each other."""

    def __init__(self, put: Callable[[bytes], object]) -> None:
        self._put = put
        self._name: str | None = None
        self._waiting: list[FileReport] = []

    def add(self, report: FileReport) -> None:
        """Take the changes of a report; reports on the same bytes make one patch."""
        if self._waiting and (report.name, report.at) != (self._waiting[0].name, self._waiting[0].at):
            self.close()
        self._waiting.append(report)

    def close(self) -> None:
        """Write what is left."""
        reports = [report for report in self._waiting if report.changed]
        self._waiting = []
        if not reports:
            return
        first = reports[0]
        if first.name != self._name:
            self._put(_head(first.name))
            self._name = first.name
        changes = sorted(change for report in reports for change in report.changes)
        self._put(hunks(first.data, changes, first.at, first.line if first.at else 1))


def hunks(data: bytes, changes: Sequence[Change], at: int = 0, line: int = 1) -> bytes:
    """The hunks of a patch for ``data``, which begins ``at`` bytes into its file, in its line ``line``.

    Built from the changes, not by comparing texts: linear on any input. The byte order mark
    belongs to the first line.
    """
    lines = _kept_lines(data)
    starts = [at]
    for text in lines:
        starts.append(starts[-1] + len(text))
    out: list[bytes] = []
    shift = 0
    for hunk in _hunks(_changes(data, lines, starts, changes)):
        first = max(0, hunk[0].first - CONTEXT)
        last = min(len(lines), hunk[-1].last + CONTEXT)
        body: list[bytes] = []
        done = first
        for change in hunk:
            body += [b" " + text for text in lines[done : change.first]]
            body += [b"-" + text for text in lines[change.first : change.last]]
            body += [b"+" + text for text in change.new]
            done = change.last
        body += [b" " + text for text in lines[done:last]]
        grown = sum(len(change.new) - (change.last - change.first) for change in hunk)
        top = first + line - 1
        told = f"@@ -{_range(top, last - first)} +{_range(top + shift, last - first + grown)} @@\n"
        out.append(told.encode())
        out += [text if text.endswith(b"\n") else text + b"\n\\ No newline at end of file\n" for text in body]
        shift += grown
    return b"".join(out)


def _head(name: str) -> bytes:
    """Which file: its name is the file system's, whatever its text is encoded in.

    A name that would not be understood is quoted as git does. ``patch`` refuses links, so a link
    is named by its target.
    """
    if os.path.islink(name):
        name = os.path.relpath(os.path.realpath(name))
    told = os.fsencode(name.replace(os.sep, "/"))
    if _SPECIAL.search(told) or told.startswith(b" "):
        told = b'"' + _SPECIAL.sub(_escaped, told) + b'"'
    elif any(char.isspace() for char in name):
        told += b"\t"  # or patch takes the first word for the name
    return b"--- " + told + b"\n+++ " + told + b"\n"


def _escaped(found: re.Match[bytes]) -> bytes:
    byte = found[0][0]
    return b"\\" + _ESCAPES.get(byte, b"%03o" % byte)


def patchable(page: Page) -> bool:
    """Whether a patch can hold the page's encoding: its line ends are those of ASCII, unlike UTF-16's."""
    return "\n".encode(page.decoded.encoding) == b"\n"


def _kept_lines(data: bytes) -> list[bytes]:
    r"""Lines with their ends, cut at ``\n`` only: that is what ``patch`` calls a line."""
    lines = data.split(b"\n")
    kept = [line + b"\n" for line in lines[:-1]]
    return [*kept, lines[-1]] if lines[-1] else kept


def _changes(data: bytes, lines: list[bytes], starts: list[int], changes: Sequence[Change]) -> Iterator[_Change]:
    """The changes as changes of whole lines; those that share a line are one."""
    group: list[Change] = []
    first = last = 0
    for change in changes:
        begin = _line_of(change.start, lines, starts)
        end = min(_line_of(change.end, lines, starts) + 1, len(lines))
        if group and begin >= last:
            yield _change(data, starts, group, first, last)
            group = []
        if not group:
            first = begin
        last = max(last, end) if group else max(begin, end)
        group.append(change)
    if group:
        yield _change(data, starts, group, first, last)


def _line_of(at: int, lines: list[bytes], starts: list[int]) -> int:
    """The line that holds ``at``; one more than there are at the end of a text that ends a line."""
    line = bisect_right(starts, at) - 1
    return line - 1 if line == len(lines) and lines and not lines[-1].endswith(b"\n") else line


def _change(data: bytes, starts: list[int], group: list[Change], first: int, last: int) -> _Change:
    start, end = starts[first], starts[last]
    new = spliced(data[start - starts[0] : end - starts[0]], group, start)
    return _Change(first, last, _kept_lines(new))


def _hunks(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.first - hunk[-1].last > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(first: int, count: int) -> str:
    if count == 0:
        return f"{first},0"
    return str(first + 1) if count == 1 else f"{first + 1},{count}"
