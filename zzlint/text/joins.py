"""Where a paragraph goes on behind the end of a block or of a line: what PAR001 and PAR002 report."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text.cut import State
from zzlint.text.seam import CERTAIN, LIKELY, Seam

if TYPE_CHECKING:
    from zzlint.text.page import Page


def between(page: Page, ends: Collection[int] | None = None) -> Iterator[tuple[State, Seam]]:
    """The ends of blocks, on a page whose blocks are no printed lines; only the given ones."""
    if page.separated or not page.style.printed:
        for number in page.cuts.open if ends is None else _ended(page, ends):
            state, seam = page.cuts.at(number)
            if seam is not None:
                yield state, seam


def within(page: Page, ends: Collection[int] | None = None) -> Iterator[tuple[State, Seam]]:
    """The ends of lines that are kept as they were printed, or inside blocks; only the given ones."""
    style = page.style
    if style.printed:
        numbers = range(len(style.rows)) if ends is None else [style.number(page.row(end)) for end in ends]
        for number in numbers:
            below = style.rows[number + 1 : number + 2]
            if style.rows[number] + 1 in below and style.is_printed(number, above=True):
                found = page.printed.goes_on(number)
                if found.score >= LIKELY:
                    yield State.CERTAIN if found.score >= CERTAIN else State.LIKELY, found
    elif page.separated and len(page.lines) > 2 * len(page.blocks):
        yield from page.cuts.within()


class Join(NamedTuple):
    """What joins the end of a line or a block to what follows."""

    state: State
    seam: Seam


def at(page: Page, ends: Collection[int]) -> dict[int, Join]:
    """Which of the ``ends`` of lines and blocks go on in the next, for all that one of the two rules says."""
    if not ends:
        return {}
    return {seam.start: Join(state, seam) for state, seam in (*between(page, ends), *within(page, ends))}


def _ended(page: Page, ends: Collection[int]) -> Iterator[int]:
    """The blocks that end there, but for the last one."""
    blocks = (page.block_at(end) for end in sorted(ends))
    yield from (block.number for block in blocks if block is not None and block.number < len(page.blocks) - 1)
