"""Lost text that a page no longer shows: how it is remembered and found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zzlint.text.copies import letters
from zzlint.text.page import Loss, Page
from zzlint.text.pattern import Pattern

#: So many Han, digits or letters on either side name the place; they are looked for within so many code points.
LETTERS, REACH = 12, 120
#: So many of them, and of the letters of the copy that was left one in so many, a later fix may have changed.
CHANGED, ONE_IN = 2, 20
#: Words that stand on a page more often than this name no place.
OFTEN = 50

_LETTER = Pattern(r"[^\W_]")


class Trace(NamedTuple):
    """A loss by what stands around it, so that it is found while marks, blanks and single letters change.

    ``before`` and ``behind`` are the 12 letters on either side of the copy that was left, "" at
    the page's edge; ``left`` are the copy's own letters. ``record`` is "" for a record whose only
    name is its line, for lines move.
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
            _record(page),
            letters(text[max(0, loss.start - REACH) : loss.start])[-LETTERS:],
            letters(text[loss.start : loss.end]),
            letters(text[loss.end : loss.end + REACH])[:LETTERS],
            loss.copies,
            loss.stake,
        )


def located(page: Page, remembered: Iterable[Trace]) -> tuple[Loss, ...]:
    """The losses that the page still has: those around which the text is what it was.

    Text that was put in beside the copy, as somebody does who has read the page again, changes all
    letters on that side; a fix changes one or two.
    """
    wanted = [trace for trace in remembered if trace.record == _record(page) and trace.left]
    if not wanted:
        return ()
    places = [found.start() for found in _LETTER.finditer(page.text)]
    whole = "".join(page.text[place] for place in places)
    found = set()
    for trace in wanted:
        first = _first(whole, trace)
        if first is not None:
            last = places[first + len(trace.left) - 1]
            found.add(Loss(places[first], last + 1, trace.copies, trace.stake))
    return tuple(sorted(found))


def _record(page: Page) -> str:
    by_line = page.segments and page.record == str(page.segments[0].line)
    return "" if by_line else page.record


def _first(whole: str, trace: Trace) -> int | None:
    """Where among a page's letters the copy begins; None when the place is not what it was."""
    for words, ahead in ((trace.left, 0), (trace.before, len(trace.before)), (trace.behind, -len(trace.left))):
        for at in _places(whole, words):
            if _is_there(whole, at + ahead, trace):
                return at + ahead
    return None


def _places(whole: str, words: str) -> Iterator[int]:
    at = whole.find(words) if words else -1
    for _ in range(OFTEN):
        if at < 0:
            return
        yield at
        at = whole.find(words, at + 1)


def _is_there(whole: str, first: int, trace: Trace) -> bool:
    start, end = first - len(trace.before), first + len(trace.left)
    if start < 0:
        return False
    return (
        _near(whole[start:first], trace.before, CHANGED)
        and _near(whole[first:end], trace.left, max(CHANGED, len(trace.left) // ONE_IN))
        and _near(whole[end : end + len(trace.behind)], trace.behind, CHANGED)
    )


def _near(text: str, words: str, changed: int) -> bool:
    return len(text) == len(words) and sum(one != other for one, other in zip(text, words, strict=True)) <= changed
