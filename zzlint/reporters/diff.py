"""What a fix would do, as a unified diff that ``patch`` applies."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zzlint.diagnostic import Edit
from zzlint.edits import splice
from zzlint.run import FileReport
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
    new: list[str]


def unified_diff(report: FileReport) -> bytes:
    """The diff of one file, in the bytes of its encoding; empty where nothing changes or ``patchable`` is not.

    Built from the edits, not by comparing texts: linear on any input.
    """
    page = report.original
    if page is None or not report.edits or not patchable(page):
        return b""
    # the byte order mark belongs to the first line
    mark = page.decoded.bom.decode(page.decoded.encoding)
    text = mark + page.text
    edits = tuple(edit.shifted(len(mark)) for edit in report.edits)
    lines = _kept_lines(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    out: list[str] = []
    shift = 0
    for hunk in _hunks(_changes(lines, starts, text, edits)):
        first = max(0, hunk[0].first - CONTEXT)
        last = min(len(lines), hunk[-1].last + CONTEXT)
        body: list[str] = []
        at = first
        for change in hunk:
            body += [f" {line}" for line in lines[at : change.first]]
            body += [f"-{line}" for line in lines[change.first : change.last]]
            body += [f"+{line}" for line in change.new]
            at = change.last
        body += [f" {line}" for line in lines[at:last]]
        grown = sum(len(change.new) - (change.last - change.first) for change in hunk)
        out.append(f"@@ -{_range(first, last - first)} +{_range(first + shift, last - first + grown)} @@\n")
        out += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in body]
        shift += grown
    return _head(report.name) + "".join(out).encode(page.decoded.encoding)


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


def _kept_lines(text: str) -> list[str]:
    r"""Lines with their ends, cut at ``\n`` only: that is what ``patch`` calls a line."""
    lines = text.split("\n")
    kept = [f"{line}\n" for line in lines[:-1]]
    return [*kept, lines[-1]] if lines[-1] else kept


def _changes(lines: list[str], starts: list[int], text: str, edits: tuple[Edit, ...]) -> Iterator[_Change]:
    """The edits as changes of whole lines; edits that share a line are one change."""
    group: list[Edit] = []
    first = last = 0
    for edit in edits:
        begin = _line_of(edit.start, lines, starts)
        end = min(_line_of(edit.end, lines, starts) + 1, len(lines))
        if group and begin >= last:
            yield _change(text, starts, group, first, last)
            group = []
        if not group:
            first = begin
        last = max(last, end) if group else max(begin, end)
        group.append(edit)
    if group:
        yield _change(text, starts, group, first, last)


def _line_of(at: int, lines: list[str], starts: list[int]) -> int:
    """The line that holds ``at``; one more than there are at the end of a text that ends a line."""
    line = bisect_right(starts, at) - 1
    return line - 1 if line == len(lines) and lines and not lines[-1].endswith("\n") else line


def _change(text: str, starts: list[int], group: list[Edit], first: int, last: int) -> _Change:
    start, end = starts[first], starts[last]
    new = splice(text[start:end], [edit.shifted(-start) for edit in group])
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
