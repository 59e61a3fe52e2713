"""A page: the document that rules see."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

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
    were decoded from: the text in the page's encoding, or ``literal``, the inside of a JSON string.
    Characters between segments are virtual: no place in the file holds them.
    """

    start: int
    end: int
    source: Span
    literal: bytes | None = None


class Loss(NamedTuple):
    """Text that is known to have been lost and that the page no longer shows.

    ``text[start:end]`` is what is left at the place, the kept copy of a loop. The loop had
    ``copies`` of it, and ``stake`` is how many letters may have stood in their place.
    """

    start: int
    end: int
    copies: int
    stake: int


class Replacement(Protocol):
    """What a page must know of an edit: ``text[start:end]`` becomes ``new``."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def new(self) -> str: ...


#: Makes a page of what was decoded from the file of a name.
Reader: TypeAlias = "Callable[[Decoded, str], Page]"


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
        record: str = "",
        shielded: tuple[Span, ...] = (),
        segments: tuple[Segment, ...] = (),
        losses: tuple[Loss, ...] = (),
        reader: Reader | None = None,
    ) -> None:
        self.text = text
        self.name = name
        self.record = record
        self.decoded = decoded or Decoded(text, "utf-8", b"")
        self.losses = losses
        self.segments = segments
        self._shielded = shielded
        self._reader = reader

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: all but what is derived."""
        derived = type(self)
        return {
            name: value
            for name, value in vars(self).items()
            if not isinstance(vars(derived).get(name), cached_property)
        }

    def placed(self, **where: Any) -> Page:
        """The same page with another ``record``, other ``segments`` or ``losses``."""
        page = copy(self)
        vars(page).update(where)
        return page

    def replaced(self, text: str, edits: Sequence[Replacement] = ()) -> Page:
        """The page as its format reads it with another text: what ``edits``, sorted, made of it."""
        decoded = self.decoded._replace(text=text)
        page = self._reader(decoded, self.name) if self._reader else Page(text, name=self.name, decoded=decoded)
        losses, segments = _moved(self.losses, edits), _moved(self.segments, edits)
        return page.placed(record=self.record, losses=losses, segments=segments)

    def writable(self, edit: Replacement) -> bool:
        """Whether the file can hold what the edit makes of the page.

        An edit may change one segment, or delete whole segments and as many of the gaps beside
        them; a gap alone is virtual and would come back with the next reading.
        """
        if not self.segments:
            return True
        starts = [part.start for part in self.segments]
        at = bisect_right(starts, edit.start) - 1
        if at >= 0 and edit.end <= self.segments[at].end:
            return True
        ends = [part.end for part in self.segments]
        return not edit.new and any(edit.start in edges and edit.end in edges for edges in (starts, ends))

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


Place = TypeVar("Place", Segment, Loss)


def _moved(places: Iterable[Place], edits: Sequence[Replacement]) -> tuple[Place, ...]:
    """Where places stand after the edits; what was put in at a place's edge belongs to it.

    A place of which nothing is left is left out.
    """
    moved = [
        place._replace(start=_shifted(place.start, edits), end=_shifted(place.end, edits, behind=True))
        for place in places
    ]
    return tuple(place for place in moved if place.start < place.end)


def _shifted(at: int, edits: Sequence[Replacement], *, behind: bool = False) -> int:
    shift = 0
    for edit in edits:
        inserted = edit.start == edit.end == at
        if edit.start > at or (edit.start == at and not (inserted and behind)):
            break
        if edit.end > at:  # the place begins or ends within what is replaced
            return edit.start + shift + (len(edit.new) if behind else 0)
        shift += len(edit.new) - (edit.end - edit.start)
    return at + shift
