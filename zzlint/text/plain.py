"""The plain view: a text with blanks, widths and look-alikes out of the way."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from functools import cache
from itertools import chain

from zzlint.text.chars import BLANK, HALF
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

_GAP = Pattern(f"(?<![{BLANK}])[{BLANK}]+|\r\n?")
_LOOKALIKE = Pattern("[\u2e80-\u2fd5\uf900-\ufad8\U0002f800-\U0002fa1d]")


class Plain:
    """What a window of text says, for looking things up; edits go to the original.

    Blanks are gone except between two Latin words or numbers (where one space stays), every line
    end is ``\\n``, full-width letters, digits and marks are half-width, and Kangxi radicals and
    compatibility ideographs are the characters they look like.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        pieces: list[str] = []
        starts = array("Q")
        origins = array("Q")
        at = length = start_of_piece = 0
        start_of_piece = start

        def keep(piece: str, origin: int) -> None:
            nonlocal length
            if piece:
                starts.append(length)
                origins.append(origin)
                pieces.append(piece)
                length += len(piece)

        for gap in _GAP.finditer(text, start, end):
            at = gap.start()
            keep(text[start_of_piece:at], start_of_piece)
            if gap[0][0] == "\r":
                keep("\n", at)
            elif at > start and gap.end() < end and _latin(text[at - 1]) and _latin(text[gap.end()]):
                keep(" ", at)
            start_of_piece = gap.end()
        keep(text[start_of_piece:end], start_of_piece)
        self.text = _folded("".join(pieces))
        self._starts = starts
        self._origins = origins
        self._end = end

    def origin(self, at: int) -> int:
        """Where the code point at ``at`` of the view stands in the page."""
        if at >= len(self.text):
            return self._end
        piece = bisect_right(self._starts, at) - 1
        return self._origins[piece] + at - self._starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The place in the page of ``view.text[start:end]``."""
        if start == end:
            return Span(self.origin(start), self.origin(start))
        return Span(self.origin(start), self.origin(end - 1) + 1)


def _latin(char: str) -> bool:
    return "!" <= char <= "~" or "\u00c0" <= char <= "\u024f"


def _folded(text: str) -> str:
    text = text.translate(HALF)
    return text.translate(_ideographs()) if _LOOKALIKE.search(text) else text


@cache
def _ideographs() -> dict[int, str]:
    """Radicals and compatibility ideographs -> the characters they look like."""
    lookalikes = map(chr, chain(range(0x2E80, 0x2FD6), range(0xF900, 0xFAD9), range(0x2F800, 0x2FA1E)))
    folds = ((char, unicodedata.normalize("NFKC", char)) for char in lookalikes)
    return {ord(char): folded for char, folded in folds if len(folded) == 1}
