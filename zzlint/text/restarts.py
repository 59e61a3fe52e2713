"""Paragraphs that were begun, broken off in the middle of a sentence, and begun again in the same block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text import lexicon
from zzlint.text.clauses import MARKS
from zzlint.text.pattern import Pattern
from zzlint.text.seam import SURE_WORD

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: The beginning is found by so many code points that stand again within so many.
HEAD, REACH = 6, 400
#: A beginning has so many letters at least: headlines and labels are set twice, too. Shorter ones are doubled words.
SHORTEST = 9

_LETTER = Pattern(r"[^\W_]")


class Restart(NamedTuple):
    """``text[start:again]`` stands once more from ``again`` on, and goes on there.

    ``certain``: it stops within a word that is whole where it stands again.
    """

    start: int
    again: int
    certain: bool


def restarts(page: Page) -> Iterator[Restart]:
    """The blocks that were begun twice, in order."""
    text = page.text
    for _, start, end in page.blocks:
        if end - start <= 2 * SHORTEST:
            continue
        again = text.find(text[start : start + HEAD], start + HEAD, min(end, start + REACH))
        if again >= 0 and (found := _restart(text, start, again, end)) is not None:
            yield found


def _restart(text: str, start: int, again: int, end: int) -> Restart | None:
    begun = text[start:again]
    behind = again + len(begun)
    goes_on = behind < end and begun[-1].isalnum() and text[behind].isalnum() and text.startswith(begun, again)
    if not goes_on or text.startswith(begun, behind) or len(_LETTER.findall(begun)) < SHORTEST:
        return None
    certain = lexicon.cuts(text[again:end][: 2 * len(begun)], len(begun)) >= SURE_WORD
    return Restart(start, again, certain) if certain or not set(MARKS).isdisjoint(begun) else None
