"""Lines and blocks: how a page is laid out."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

_NEWLINE = Pattern(r"\r\n?|\n")


class Block(NamedTuple):
    """A paragraph as laid out: ``text[start:end]`` without the line end behind it.

    A run of lines between blank lines; on a page without any blank line, every line.
    """

    number: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The block's place."""
        return Span(self.start, self.end)


class Lines:
    """Where the lines of a text start and end, for look-ups by place (binary search)."""

    def __init__(self, text: str) -> None:
        self.starts = array("Q", [0])
        self.ends = array("Q")
        for newline in _NEWLINE.finditer(text):
            self.ends.append(newline.start())
            self.starts.append(newline.end())
        self.ends.append(len(text))

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Span:
        """Line ``index`` (0-based) without its line end."""
        return Span(self.starts[index], self.ends[index])


def separated(text: str, lines: Lines) -> bool:
    """Whether a blank line stands between two lines with text."""
    seen = gap = False
    for start, end in zip(lines.starts, lines.ends, strict=True):
        if start == end or text[start:end].isspace():
            gap = seen
        elif gap:
            return True
        else:
            seen = True
    return False


def blocks(text: str, lines: Lines, separated: bool) -> list[Block]:
    """The blocks of a text in their order; ``separated``: blank lines tell them apart."""
    found: list[Block] = []
    goes_on = False
    for start, end in zip(lines.starts, lines.ends, strict=True):
        if start == end or text[start:end].isspace():
            goes_on = False
        elif goes_on and separated:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Block(len(found), start, end))
            goes_on = True
    return found
