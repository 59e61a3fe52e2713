"""Clauses of a text that stand on it more than once."""

from __future__ import annotations

from typing import NamedTuple

#: What ends a clause. A shout or a question does not: what matters is where prose falls into parts.
MARKS = "，。,；\n\r"
#: Shorter clauses recur by chance, in code points.
LONG = 10


class Recurrence(NamedTuple):
    """``length`` code points that stand at ``first`` and once more at ``again``."""

    first: int
    again: int
    length: int


def recurrences(text: str, reach: int) -> list[Recurrence]:
    """What stands on the text twice, no more than ``reach`` code points apart, in order.

    Found by a clause of some length, and as long as the text agrees on both sides of it in one
    line; the two do not overlap. Linear: a place is looked at again only by clauses ``reach`` away.
    """
    flat = text
    for mark in MARKS[1:]:
        flat = flat.replace(mark, MARKS[0])
    found: list[Recurrence] = []
    seen: dict[str, int] = {}
    start = 0
    for clause in flat.split(MARKS[0]):
        if len(clause) >= LONG:
            first = seen.get(clause, start)
            known = bool(found) and start < found[-1].again + found[-1].length
            if 0 < start - first <= reach and not known:
                found.append(_grown(text, first, start, len(clause)))
            seen[clause] = start
        start += len(clause) + 1
    return found


def _grown(text: str, first: int, again: int, length: int) -> Recurrence:
    gap = again - first
    while first and length < gap and text[first - 1] == text[again - 1] not in "\r\n":
        first, again, length = first - 1, again - 1, length + 1
    end = again + length
    while end < len(text) and length < gap and text[end - gap] == text[end] not in "\r\n":
        end, length = end + 1, length + 1
    return Recurrence(first, again, length)
