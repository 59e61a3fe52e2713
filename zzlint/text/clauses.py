"""Clauses of a text that stand on it more than once."""

from __future__ import annotations

from itertools import accumulate, compress
from operator import eq
from typing import NamedTuple

#: What ends a clause. A shout or a question does not: what matters is where prose falls into parts.
MARKS = "，。,；\n\r"
#: Clauses from so many code points on are told from one another; shorter ones only from their neighbours.
LONG, SHORT = 10, 4


class Recurrence(NamedTuple):
    """A clause of ``length`` code points at ``again`` that stood at ``first`` before; nothing of it between them."""

    first: int
    again: int
    length: int


def clauses(text: str) -> list[str]:
    """The text from mark to mark; every mark is one code point."""
    for mark in MARKS[1:]:
        text = text.replace(mark, MARKS[0])
    return text.split(MARKS[0])


def recurrences(text: str) -> list[Recurrence]:
    """Clauses that stand on the text again: long ones anywhere, short ones one behind the other. In order."""
    pieces = clauses(text)
    starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))
    found = [
        Recurrence(starts[number], starts[number + 1], len(pieces[number]))
        for number in compress(range(len(pieces)), map(eq, pieces, pieces[1:]))
        if SHORT <= len(pieces[number]) < LONG
    ]
    seen: dict[str, int] = {}
    for number in [number for number, piece in enumerate(pieces) if len(piece) >= LONG]:
        piece, start = pieces[number], starts[number]
        if (first := seen.get(piece)) is not None:
            found.append(Recurrence(first, start, len(piece)))
        seen[piece] = start
    return sorted(found, key=lambda item: item.again)
