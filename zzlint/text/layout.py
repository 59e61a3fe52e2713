"""Lines and blocks: how a page is laid out."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from zzlint.text.chars import CLOSERS, FINAL
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

_NEWLINE = Pattern(r"\r\n?|\n")
#: Blank lines that stand so many lines apart, or farther, do not divide a page of paragraphs.
FAR = 8
#: What is looked at to tell whether blank lines divide a page, in lines with text.
LOOKED_AT = 400
_ENDS = FINAL + CLOSERS + "!?"


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
    """Whether blank lines tell the blocks apart; else every line is a paragraph.

    One blank line between lines of text is enough, except where they are few and the lines are
    paragraphs by themselves: indented, or ended by a final mark, as printed lines of a wrapped
    paragraph are not. There they stand in a poem or between two articles.
    """
    count = runs = paragraphs = 0
    gap = True
    for start, end in zip(lines.starts, lines.ends, strict=True):
        if start == end or _is_blank(text, start, end):
            gap = True
            continue
        count += 1
        runs += gap
        gap = False
        paragraphs += text[start] == "\u3000" or text[end - 1] in _ENDS
        if runs > 1 and count >= LOOKED_AT:
            break
    return runs > 1 and not (FAR * runs <= count and 2 * paragraphs > count)


def blocks(text: str, lines: Lines, separated: bool) -> list[Block]:
    """The blocks of a text in their order; ``separated``: blank lines tell them apart."""
    found: list[Block] = []
    first = last = -1  # of the block that goes on
    for start, end in zip(lines.starts, lines.ends, strict=True):
        blank = start == end or _is_blank(text, start, end)
        if first >= 0 and (blank or not separated):
            found.append(Block(len(found), first, last))
            first = -1
        if not blank:
            first, last = first if first >= 0 else start, end
    if first >= 0:
        found.append(Block(len(found), first, last))
    return found


def _is_blank(text: str, start: int, end: int) -> bool:
    return text[start].isspace() and text[start:end].isspace()
