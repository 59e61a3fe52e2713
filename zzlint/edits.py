"""Edits as data: splicing a text, and composing rounds of edits to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

    def __len__(self) -> int:  # of the text, not of the tuple
        return self.end - self.start


class Composition:
    """What several rounds of edits did to one text, as edits of the original text.

    The text is a list of pieces, kept ranges of the original and new strings; a round of edits
    cuts pieces and puts strings between them.
    """

    def __init__(self, original: str) -> None:
        self._original = original
        self._pieces: list[_Kept | str] = [_Kept(0, len(original))]

    def add(self, edits: Iterable[Edit]) -> None:
        """Apply one round; its edits are sorted, do not overlap, and count in the current text."""
        pieces: list[_Kept | str] = []
        source = iter(self._pieces)
        piece = next(source, None)
        at = taken = 0

        def advance(to: int, keep: bool) -> None:
            nonlocal piece, at, taken
            while piece is not None and at < to:
                size = len(piece)
                step = min(to - at, size - taken)
                if keep and step:
                    pieces.append(_part(piece, taken, taken + step))
                at += step
                taken += step
                if taken == size:
                    piece, taken = next(source, None), 0

        for edit in edits:
            advance(edit.start, keep=True)
            advance(edit.end, keep=False)
            if edit.new:
                pieces.append(edit.new)
        while piece is not None:
            pieces.append(_part(piece, taken, len(piece)))
            piece, taken = next(source, None), 0
        self._pieces = pieces

    def edits(self) -> tuple[Edit, ...]:
        """The sum of all rounds: sorted edits of the original that change something."""
        result: list[Edit] = []
        at = 0
        new: list[str] = []

        def close(until: int) -> None:
            old, text = self._original[at:until], "".join(new)
            if old != text:
                result.append(Edit(at, until, old, text))
            new.clear()

        for piece in self._pieces:
            if isinstance(piece, str):
                new.append(piece)
                continue
            if piece.start == piece.end:
                continue
            close(piece.start)
            at = piece.end
        close(len(self._original))
        return tuple(result)


def _part(piece: _Kept | str, start: int, end: int) -> _Kept | str:
    if isinstance(piece, str):
        return piece[start:end]
    return _Kept(piece.start + start, piece.start + end)
