"""Edits as data: splicing a text, and composing rounds of edits to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zzlint.diagnostic import Edit


class StaleEdit(ValueError):
    """An edit that was made for another text."""


def splice(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits applied; they are sorted and do not overlap.

    Raises StaleEdit when an edit's ``old`` is not what stands there.
    """
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at or text[edit.start : edit.end] != edit.old:
            raise StaleEdit(f"text[{edit.start}:{edit.end}] is not {edit.old!r}")
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


class _Kept(NamedTuple):
    """``original[start:end]``, still as it was."""

    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start

    def part(self, start: int, end: int) -> _Kept:
        return _Kept(self.start + start, self.start + end)


class _New(NamedTuple):
    """What rules put in; "" where they took something away."""

    text: str
    rules: frozenset[str]

    @property
    def size(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> _New:
        return _New(self.text[start:end], self.rules)


class Composition:
    """What several rounds of edits did to one text, as edits of the original text.

    The text is a list of pieces, kept ranges of the original and new strings; a round of edits
    cuts pieces and puts strings between them.
    """

    def __init__(self, original: str) -> None:
        self._original = original
        self._pieces: list[_Kept | _New] = [_Kept(0, len(original))]

    def add(self, edits: Iterable[tuple[Edit, str]]) -> None:
        """Apply one round of edits, each with its rule's code.

        The edits are sorted, do not overlap, and count in the current text.
        """
        pieces: list[_Kept | _New] = []
        source = iter(self._pieces)
        piece = next(source, None)
        at = taken = 0

        def advance(to: int) -> Iterator[_Kept | _New]:
            """The parts of the pieces up to ``to``."""
            nonlocal piece, at, taken
            while piece is not None and (at < to or piece.size == 0):
                step = min(to - at, piece.size - taken)
                yield piece.part(taken, taken + step)
                at += step
                taken += step
                if taken == piece.size:
                    piece, taken = next(source, None), 0

        for edit, code in edits:
            pieces += advance(edit.start)
            replaced = list(advance(edit.end))
            # who put in what is replaced now has a share in the result
            before = (part.rules for part in replaced if isinstance(part, _New))
            pieces.append(_New(edit.new, frozenset({code}).union(*before)))
        while piece is not None:
            pieces.append(piece.part(taken, piece.size))
            piece, taken = next(source, None), 0
        self._pieces = pieces

    def edits(self) -> tuple[tuple[Edit, tuple[str, ...]], ...]:
        """The sum of all rounds: sorted edits of the original that change something, and their rules."""
        result: list[tuple[Edit, tuple[str, ...]]] = []
        at = 0
        new: list[_New] = []

        def close(until: int) -> None:
            old, text = self._original[at:until], "".join(piece.text for piece in new)
            if old != text:
                rules = frozenset[str]().union(*(piece.rules for piece in new))
                result.append((Edit(at, until, old, text), tuple(sorted(rules))))
            new.clear()

        for piece in self._pieces:
            if isinstance(piece, _New):
                new.append(piece)
            elif piece.size:
                close(piece.start)
                at = piece.end
        close(len(self._original))
        return tuple(result)
