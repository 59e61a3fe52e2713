"""JSON with the place of every value, so that a string can be changed without writing the rest anew."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple

from zzlint.text.codec import DecodeError
from zzlint.text.span import Span

# numbers as they are spelled: nothing is computed with them, and their length has no limit
_DECODER = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_BLANK = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n,:]*")


class Value(NamedTuple):
    """A value of the document and where it is written, in code points."""

    value: Any
    start: int
    end: int


class Literal(NamedTuple):
    """A string of the document: what it says, the bytes of the file inside its quotes, and what they are."""

    value: str
    source: Span
    raw: bytes


class Document:
    """JSON text that has been read; its bytes begin ``at`` bytes into the file, behind a byte order mark."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        """Read the one value in ``data``. Raises DecodeError, whose offset counts in the file."""
        mark = len(codecs.BOM_UTF8) if at == 0 and data.startswith(codecs.BOM_UTF8) else 0
        self._at = at + mark
        try:
            self.text = data[mark:].decode()
        except UnicodeDecodeError as error:
            raise DecodeError("json-encoding", self._at + error.start) from None
        start = _behind(_BLANK, self.text, 0)
        try:
            self.root = self._value(start)
            end = _behind(_BLANK, self.text, self.root.end)
            if end < len(self.text):
                raise JSONDecodeError("Extra data", self.text, end)
        except JSONDecodeError as error:
            what = error.msg.removesuffix(" at").removesuffix(" starting")
            raise DecodeError("json", self.offset(error.pos), what=what) from None

    def offset(self, at: int) -> int:
        """Where a code point stands in the file, in bytes."""
        return self._at + len(self.text[:at].encode())

    def inside(self, value: Value) -> Iterator[tuple[str, Value]]:
        """The members of an object, or the items of an array by their numbers, in the order of the text."""
        text = self.text
        keyed = text[value.start] == "{"
        number = 0
        at = _behind(_BETWEEN, text, value.start + 1)
        while at < value.end - 1:
            key = str(number)
            if keyed:
                key, _, at = self._value(at)
                at = _behind(_BETWEEN, text, at)
            found = self._value(at)
            yield key, found
            at = _behind(_BETWEEN, text, found.end)
            number += 1

    def _value(self, at: int) -> Value:
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except RecursionError:
            raise DecodeError("json", self.offset(at), what="Nested too deeply") from None
        return Value(value, at, end)

    def is_string(self, value: Value) -> bool:
        """Whether the value is a string, and not a number kept as it is spelled."""
        return self.text[value.start] == '"'

    def literals(self, strings: Iterable[Value]) -> Iterator[Literal]:
        """Strings of the document, given in its order, as they are written."""
        places = list(strings)
        edges = (edge for _, start, end in places for edge in (start + 1, end - 1))
        offsets = byte_offsets(self.text, edges)
        for (value, start, end), first, last in zip(places, offsets, offsets, strict=True):
            yield Literal(value, Span(self._at + first, self._at + last), self.text[start + 1 : end - 1].encode())


def byte_offsets(text: str, places: Iterable[int]) -> Iterator[int]:
    """Where code points of a text, asked for in rising order, stand in its UTF-8 bytes."""
    done = size = 0
    for place in places:
        size += len(text[done:place].encode())
        done = place
        yield size


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    assert found is not None  # it matches nothing, too
    return found.end()
