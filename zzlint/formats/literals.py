"""Edits of strings back into the literals that they are written as in a JSON file."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from zzlint.formats.sound_json import byte_offsets
from zzlint.text.change import Change
from zzlint.text.page import Replacement, Segment

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # one code point beyond the BMP
    r"|\\u[0-9a-fA-F]{4}"
    r"|\\."
)
_CODE_UNIT = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)")


class Part(NamedTuple):
    """What an edit does to one segment, given by its number; ``start`` and ``end`` count in the segment."""

    segment: int
    start: int
    end: int
    new: str
    rules: tuple[str, ...]


def changes(segments: Sequence[Segment], edits: Iterable[tuple[Replacement, tuple[str, ...]]]) -> Iterator[Change]:
    """What sorted edits of a page, each with its rules, make of the literals of its segments.

    Only the bytes of what an edit replaces change. What is put in is escaped as the literal
    escapes. Segments that an edit deletes become empty strings.
    """
    for segment, own in by_segment(segments, edits):
        style = _Style(segment.literal)
        offsets = literal_offsets(segment.literal, (edge for part in own for edge in (part.start, part.end)))
        for part, first, last in zip(own, offsets, offsets, strict=True):
            at = segment.source.start
            yield Change(at + first, at + last, segment.literal[first:last], style.escaped(part.new), part.rules)


def by_segment(
    segments: Sequence[Segment], edits: Iterable[tuple[Replacement, tuple[str, ...]]]
) -> Iterator[tuple[Segment, list[Part]]]:
    """The segments that sorted edits of a page change, each with what they do to it."""
    starts = [segment.start for segment in segments]
    ends = [segment.end for segment in segments]
    parts = (part for edit, rules in edits for part in _parts(edit, rules, starts, ends))
    for number, group in groupby(parts, key=lambda part: part.segment):
        yield segments[number], list(group)


def _parts(edit: Replacement, rules: tuple[str, ...], starts: list[int], ends: list[int]) -> Iterator[Part]:
    """The edit as edits of the segments that it touches.

    A page lets an edit put text into one segment only, but the sum of several edits may span
    more: beside segments that were deleted one holds what was put in. It is the one of which
    something is left; where nothing is left of any, the first will do.
    """
    touched = range(bisect_left(ends, edit.start), bisect_right(starts, edit.end))
    left = (number for number in touched if starts[number] < edit.start or edit.end < ends[number])
    owner = next(left, touched.start)
    for number in touched:
        start, end = max(edit.start, starts[number]), min(edit.end, ends[number])
        new = edit.new if number == owner else ""
        if start < end or new:
            yield Part(number, start - starts[number], end - starts[number], new, rules)


def literal_offsets(literal: bytes, places: Iterable[int]) -> Iterator[int]:
    """Where code points of a string, asked for in rising order, stand in its literal, in bytes."""
    raw = literal.decode()
    return byte_offsets(raw, _unescaped(raw, places) if "\\" in raw else places)


def _unescaped(raw: str, places: Iterable[int]) -> Iterator[int]:
    escapes = _ESCAPE.finditer(raw)
    escape = next(escapes, None)
    longer = 0
    for place in places:
        while escape is not None and escape.start() - longer < place:
            longer += len(escape[0]) - 1
            escape = next(escapes, None)
        yield place + longer


class _Style:
    """How a literal writes what need not be escaped, or can be in two ways."""

    def __init__(self, literal: bytes) -> None:
        units = [unit for unit in _CODE_UNIT.findall(literal) if unit > b"007f"]
        self._ascii = literal.isascii() and bool(units)
        self._upper = any(unit.isupper() for unit in units)
        self._slash = b"\\/" in literal

    def escaped(self, text: str) -> bytes:
        """The text as the inside of such a literal; surrogates that stand alone are escaped in any."""
        literal = json.dumps(text, ensure_ascii=self._ascii)[1:-1].encode("utf-8", "backslashreplace")
        if self._upper:
            literal = _CODE_UNIT.sub(lambda found: rb"\u" + found[1].upper() if found[1] else found[0], literal)
        return literal.replace(b"/", rb"\/") if self._slash else literal
