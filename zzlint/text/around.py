"""What a place in the text takes with it: the lines it stands in, the words it is part of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zzlint.text.chars import NEWLINE
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.text.page import Page


def whole_lines(page: Page, start: int, end: int) -> Span:
    """The lines of ``start:end`` and the smaller of the gaps above and below them: what is deleted with them.

    What stood above and below is then as far apart as before. An indent below stays.
    """
    text, low, high = page.text, page.line_at(start).start, page.after_line(page.line_at(end))
    above, below = low, high
    while above and text[above - 1].isspace():
        above -= 1
    while below < len(text) and text[below].isspace():
        below += 1
    last, above = above, page.after_line(page.line_at(above)) if above else 0
    below = page.line_at(below).start if below < len(text) else below
    if above == 0 or below == len(text):
        return Span(above if text[-1] in NEWLINE else last, below)
    return Span(low, below) if low - above >= below - high else Span(above, high)


def within(text: str, start: int, wrong: str, contexts: Sequence[str]) -> bool:
    """Whether the ``wrong`` at ``start`` is part of a sound context."""
    for context in contexts:
        at = context.find(wrong)
        while at >= 0:
            if text.startswith(context, start - at) and start >= at:
                return True
            at = context.find(wrong, at + 1)
    return False
