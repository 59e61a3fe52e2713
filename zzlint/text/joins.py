"""Where a paragraph goes on behind the end of a block or of a line: what PAR001 and PAR002 report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zzlint.text.cut import State
from zzlint.text.seam import CERTAIN, LIKELY, Seam

if TYPE_CHECKING:
    from zzlint.text.page import Page


def between(page: Page) -> Iterator[tuple[State, Seam]]:
    """The ends of blocks, on a page whose blocks are no printed lines."""
    if page.separated or not page.style.printed:
        for number in page.cuts.open:
            state, seam = page.cuts.at(number)
            if seam is not None:
                yield state, seam


def within(page: Page) -> Iterator[tuple[State, Seam]]:
    """The ends of lines that are kept as they were printed, or inside blocks."""
    style = page.style
    if style.printed:
        for number in range(len(style.rows) - 1):
            if style.rows[number + 1] == style.rows[number] + 1 and style.is_printed(number, above=True):
                found = page.printed.goes_on(number)
                if found.score >= LIKELY:
                    yield State.CERTAIN if found.score >= CERTAIN else State.LIKELY, found
    elif page.separated and len(page.lines) > 2 * len(page.blocks):
        yield from page.cuts.within()


def ends(page: Page) -> frozenset[int]:
    """Where lines and blocks end that go on in the next, for all that one of the two rules says."""
    return frozenset(seam.start for _, seam in (*between(page), *within(page)))
