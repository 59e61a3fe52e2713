"""JSON written as it comes, an element a line."""

from __future__ import annotations

import json
import re
from typing import TextIO

#: What JSON allows as it is, but some readers take for the end of a line, and halves of characters.
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def dumped(value: object) -> str:
    """The value as JSON in one line, whoever counts the lines; Chinese stays readable."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


class Array:
    """An array that is written while its elements are found; ``before`` is what stands before it."""

    def __init__(self, out: TextIO, before: str = "") -> None:
        self._out = out
        self._before = before
        self._empty = True

    def add(self, element: object) -> None:
        """Write one more element."""
        self.add_text(dumped(element))

    def add_text(self, text: str) -> None:
        """Write elements that were written before, by another array."""
        self._out.write(f"{self._before}[\n" if self._empty else ",\n")
        self._empty = False
        self._out.write(text.removeprefix("[\n"))

    def close(self, after: str = "\n") -> None:
        """Write the end, and what stands behind it."""
        self._out.write((f"{self._before}[]" if self._empty else "\n]") + after)
