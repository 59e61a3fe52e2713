"""A page: the document that rules see."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

from zzlint.text import layout, notices, protect, torn
from zzlint.text.codec import Decoded
from zzlint.text.cut import Cuts
from zzlint.text.doubles import Double, doubles
from zzlint.text.edges import Edges
from zzlint.text.identity import Identity
from zzlint.text.layout import Block, Lines
from zzlint.text.loops import Loop, loops
from zzlint.text.notices import Notice
from zzlint.text.plain import Plain
from zzlint.text.printed import Printed
from zzlint.text.repeats import Run, runs
from zzlint.text.roles import Role, Roles
from zzlint.text.span import Span, merged
from zzlint.text.style import Style
from zzlint.text.torn import Torn


class Segment(NamedTuple):
    """A part of the page's text and where it comes from.

    ``start`` and ``end`` are code points of the page, ``source`` the bytes of the file that they
    were decoded from: ``literal``, the inside of a JSON string, in the line ``line`` (1-based).
    ``part`` names the string in a record that has several, ``prose`` is False for what is none:
    code, a formula. Characters between segments are virtual: no place in the file holds them.
    """

    start: int
    end: int
    source: Span
    literal: bytes
    line: int = 1
    part: str = ""
    prose: bool = True


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


#: Finds what is not prose on a page, in any order.
Shield: TypeAlias = "Callable[[Page], Iterable[Span]]"


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
        segments: tuple[Segment, ...] = (),
        losses: tuple[Loss, ...] = (),
        shield: Shield | None = None,
        identity: Identity = Identity(),  # noqa: B008
    ) -> None:
        self.text = text
        self.name = name
        self.record = record
        self.decoded = decoded or Decoded(text, "utf-8", b"")
        self.losses = losses
        self.segments = segments
        self.identity = identity
        self._shield = shield

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs: all but what is derived."""
        derived = type(self)
        return {
            name: value
            for name, value in vars(self).items()
            if not isinstance(vars(derived).get(name), cached_property)
        }

    def placed(self, **where: Any) -> Page:
        """The same page with another ``record`` or ``identity``, other ``segments`` or ``losses``."""
        page = copy(self)
        if where.keys() <= {"record", "identity"}:  # what is derived from the text stays
            vars(page).update(vars(self))
        vars(page).update(where)
        return page

    def replaced(self, text: str, edits: Sequence[Replacement] = ()) -> Page:
        """The page as its format reads it with another text: what ``edits``, sorted, made of it."""
        return Page(
            text,
            name=self.name,
            decoded=self.decoded._replace(text=text),
            record=self.record,
            segments=_moved(self.segments, edits),
            losses=_moved(self.losses, edits),
            shield=self._shield,
            identity=self.identity,
        )

    def segment_at(self, at: int) -> Segment | None:
        """The segment that ``at`` stands in or behind; None on a page that is a file of its own."""
        index = bisect_right(self.segments, at, key=_start) - 1
        return self.segments[index] if index >= 0 else None

    def part(self, at: int) -> str:
        """What the record calls the part of it that holds ``at``: ``[12].table_body``; "" for no name."""
        segment = self.segment_at(at)
        return segment.part if segment is not None else ""

    def writable(self, edit: Replacement) -> bool:
        """Whether the file can hold what the edit makes of the page.

        An edit may change one segment, or delete whole segments with what stands between them, if
        it leaves a gap between those that stay; a gap comes back with the next reading.
        """
        parts = self.segments
        if not parts:
            return True
        index = bisect_right(parts, edit.start, key=_start) - 1
        if index >= 0 and edit.end <= parts[index].end:
            return True
        first, behind = bisect_right(parts, edit.start, key=_end), bisect_left(parts, edit.end, key=_start)
        if edit.new or first == behind or parts[first].start < edit.start or edit.end < parts[behind - 1].end:
            return False
        if first == 0 or behind == len(parts):
            return True
        gaps = parts[first].start - parts[first - 1].end, parts[behind].start - parts[behind - 1].end
        return parts[behind].start - parts[first - 1].end - (edit.end - edit.start) >= min(gaps)

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
        """Row and column of ``at`` in the part of the page that holds it, both 1-based and in code points.

        What stands between two parts is the end of the first.
        """
        segment = self.segment_at(at)
        if segment is not None:
            at = min(at, segment.end)
        start = segment.start if segment is not None else 0
        row = self.row(at)
        return row - self.row(start) + 1, at - max(self.lines.starts[row], start) + 1

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

    @cached_property
    def style(self) -> Style:
        """How paragraphs are set: which lines are kept as they were printed, and how full they are."""
        return Style(self.text, self.lines)

    @cached_property
    def edges(self) -> Edges:
        """What was read into the beginnings of the lines that are kept as they were printed."""
        return Edges(self)

    @cached_property
    def printed(self) -> Printed:
        """Whether lines that are kept as they were printed go on in the next ones."""
        return Printed(self)

    @cached_property
    def notices(self) -> Sequence[Notice]:
        """Where articles go on on another page: whole notices and those cut short."""
        return notices.find(self)

    @cached_property
    def torn(self) -> Torn:
        """The paragraphs that lost a half."""
        return torn.find(self)

    @cached_property
    def cuts(self) -> Cuts:
        """What becomes of each block at its end: whether it goes on in the next one."""
        return Cuts(self)

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
        shielded = self._shield(self) if self._shield else ()
        return merged(sorted((*shielded, *protect.formulas(self.text))))

    def is_protected(self, at: int) -> bool:
        """Whether the code point at ``at`` belongs to an address, code or a formula."""
        index = bisect_right(self._protected, (at, len(self.text) + 1)) - 1
        if index >= 0 and at < self._protected[index].end:
            return True
        return protect.address_at(self.text, at) is not None

    @cached_property
    def repeats(self) -> list[Run]:
        """Runs of neighbouring blocks that say the same thing."""
        return runs(self)

    @cached_property
    def doubles(self) -> list[Double]:
        """Two to eight Han characters that stand twice in a row."""
        return doubles(self.text)

    @cached_property
    def loops(self) -> list[Loop]:
        """Phrases, clauses and sentences that are repeated without end inside a block."""
        return loops(self)


Place = TypeVar("Place", Segment, Loss)


def _start(segment: Segment) -> int:
    return segment.start


def _end(segment: Segment) -> int:
    return segment.end


def _moved(places: Iterable[Place], edits: Sequence[Replacement]) -> tuple[Place, ...]:
    """Where places stand after the edits; what was put in at a place's edge belongs to it.

    A place of which nothing is left is left out.
    """
    starts = [edit.start for edit in edits]
    grown = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]

    def moved(at: int, *, behind: bool) -> int:
        before = bisect_left(starts, at)
        while behind and before < len(edits) and edits[before].start == edits[before].end == at:
            before += 1
        if before and edits[before - 1].end > at:  # the place begins or ends within what is replaced
            edit = edits[before - 1]
            return edit.start + grown[before - 1] + (len(edit.new) if behind else 0)
        return at + grown[before]

    found = (
        place._replace(start=moved(place.start, behind=False), end=moved(place.end, behind=True)) for place in places
    )
    return tuple(place for place in found if place.start < place.end)
