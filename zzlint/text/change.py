"""Bytes of a file that become other bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """``file[start:end]``, which reads ``old``, becomes ``new``; ``rules`` are the codes behind it.

    Offsets are bytes of the file as it was.
    """

    start: int
    end: int
    old: bytes
    new: bytes
    rules: tuple[str, ...] = ()


def spliced(data: bytes, changes: Iterable[Change], at: int = 0) -> bytes:
    """``data``, which begins ``at`` bytes into its file, with sorted changes applied."""
    pieces: list[bytes] = []
    done = at
    for change in changes:
        pieces += (data[done - at : change.start - at], change.new)
        done = change.end
    pieces.append(data[done - at :])
    return b"".join(pieces)


def reverted(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that lead back, in offsets of the changed file."""
    grown = 0
    for change in changes:
        start = change.start + grown
        yield Change(start, start + len(change.new), change.new, change.old, change.rules)
        grown += len(change.new) - len(change.old)
