"""A page: the document that rules see."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from zzlint.text import layout, protect
from zzlint.text.codec import Decoded
from zzlint.text.layout import Block, Lines
from zzlint.text.plain import Plain
from zzlint.text.repeats import Run, runs
from zzlint.text.roles import Role, Roles
from zzlint.text.span import Span


class Segment(NamedTuple):
    """A part of the page's text and where it comes from.

    ``start`` and ``end`` are code points of the page, ``source`` the bytes of the file that they
    were decoded from. Characters between segments are virtual: no place in the file holds them.
    """

    start: int
    end: int
    source: Span


class Page:
    """Text as the machine left it, decoded and unchanged, with what rules ask of it.

    Offsets are code points, half open, into ``text``. Everything derived is computed when it is
    first asked for; nothing here changes after construction.
    """

    def __init__(
        self,
        text: str,
        *,
        name: str = "",
        decoded: Decoded | None = None,
        shielded: tuple[Span, ...] = (),
        parse: Callable[[str], Page] | None = None,
    ) -> None:
        self.text = text
        self.name = name
        self.decoded = decoded or Decoded(text, "utf-8", b"")
        self._shielded = shielded
        self._parse = parse

    def replaced(self, text: str) -> Page:
        """The page as its format reads it with another text: what a fix leaves."""
        if self._parse is not None:
            return self._parse(text)
        return Page(text, name=self.name, decoded=self.decoded)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Where the text stands in the file: for plain text, one piece behind the BOM."""
        before = len(self.decoded.bom)
        size = len(self.decoded.encode(self.text))
        return (Segment(0, len(self.text), Span(before, size)),)

    # -- lines and blocks ------------------------------------------------------------------

    @cached_property
    def lines(self) -> Lines:
        """Where lines start and end."""
        return Lines(self.text)

    def row(self, at: int) -> int:
        """The number of the line that holds the code point at ``at`` (0-based)."""
        return bisect_right(self.lines.starts, at) - 1

    def line_at(self, at: int) -> Span:
        """The line that holds ``at``, without its line end."""
        return self.lines[self.row(at)]

    def after_line(self, line: Span) -> int:
        """Where the text goes on behind the line's end."""
        row = self.row(line.start) + 1
        return self.lines.starts[row] if row < len(self.lines) else line.end

    def location(self, at: int) -> tuple[int, int]:
        """Row and column of ``at``, both 1-based and in code points."""
        row = self.row(at)
        return row + 1, at - self.lines.starts[row] + 1

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks in their order."""
        return layout.blocks(self.text, self.lines, self.separated)

    @cached_property
    def separated(self) -> bool:
        """Whether blank lines separate the blocks; else every line is a block."""
        return layout.separated(self.text, self.lines)

    @cached_property
    def block_starts(self) -> list[int]:
        """Where each block starts, for binary search."""
        return [block.start for block in self.blocks]

    def block_at(self, at: int) -> Block | None:
        """The block that holds ``at``, its end included; None between blocks."""
        index = bisect_right(self.block_starts, at) - 1
        if index >= 0 and at <= self.blocks[index].end:
            return self.blocks[index]
        return None

    def block_text(self, block: Block) -> str:
        """What the block says."""
        return self.text[block.start : block.end]

    def role(self, block: Block) -> Role:
        """What the block is on the page; judged when asked, from it and a few neighbours."""
        return self._roles.of(block.number)

    @cached_property
    def _roles(self) -> Roles:
        return Roles(self.text, self.blocks, self.separated)

    # -- views -----------------------------------------------------------------------------

    @cached_property
    def plain(self) -> Plain:
        """The whole text as a plain view; ``view`` is cheaper for a place."""
        return self.view(0, len(self.text))

    def view(self, start: int, end: int) -> Plain:
        """The plain view of ``text[start:end]``."""
        return Plain(self.text, start, end)

    # -- what is not prose -----------------------------------------------------------------

    @cached_property
    def _protected(self) -> list[Span]:
        return sorted((*self._shielded, *protect.formulas(self.text)))

    def is_protected(self, at: int) -> bool:
        """Whether the code point at ``at`` belongs to an address, code or a formula."""
        index = bisect_right(self._protected, (at, len(self.text) + 1)) - 1
        if index >= 0 and at < self._protected[index].end:
            return True
        return protect.address_at(self.text, at) is not None

    @cached_property
    def repeats(self) -> list[Run]:
        """Runs of neighbouring blocks that say the same thing."""
        return runs(self.blocks, self.block_text)
