"""Lost text that a page no longer shows: how it is remembered and found again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zzlint.fingerprint import LETTERS, REACH
from zzlint.text.page import Loss, Page
from zzlint.text.repeats import letters

_LETTER = re.compile(r"[^\W_]")


class Trace(NamedTuple):
    """A loss by what stands around it, so that it is found while marks and blanks change.

    ``before`` and ``behind`` are the 12 letters on either side of the copy that was left, "" at
    the page's edge; ``left`` are the copy's own letters.
    """

    record: str
    before: str
    left: str
    behind: str
    copies: int
    stake: int


def traces(page: Page) -> Iterator[Trace]:
    """How the page's losses are remembered."""
    text = page.text
    for loss in page.losses:
        yield Trace(
            page.record,
            letters(text[max(0, loss.start - REACH) : loss.start])[-LETTERS:],
            letters(text[loss.start : loss.end]),
            letters(text[loss.end : loss.end + REACH])[:LETTERS],
            loss.copies,
            loss.stake,
        )


def located(page: Page, remembered: Iterable[Trace]) -> tuple[Loss, ...]:
    """The losses that the page still has: those around which its letters are the same."""
    wanted = [trace for trace in remembered if trace.record == page.record]
    if not wanted:
        return ()
    places = [found.start() for found in _LETTER.finditer(page.text)]
    whole = "".join(page.text[place] for place in places)
    found = []
    for trace in wanted:
        at = whole.find(trace.before + trace.left + trace.behind)
        if at >= 0 and trace.left:
            first = at + len(trace.before)
            last = first + len(trace.left) - 1
            found.append(Loss(places[first], places[last] + 1, trace.copies, trace.stake))
    return tuple(sorted(found))
