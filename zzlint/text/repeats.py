"""Runs of blocks that say the same thing: the loops that a recogniser falls into."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from zzlint.text.layout import Block
from zzlint.text.pattern import Pattern

#: Blocks with fewer letters than this (Han, digits, Latin) are headings, labels or refrains.
SHORTEST = 10
#: Copies of one paragraph agree at least so far (0-100, rapidfuzz ratio): a loop drifts.
SIMILAR = 90.0
#: A cut-off copy has at least so many letters.
STUB = 6

_NO_LETTER = Pattern(r"[\W_]+")


class Run(NamedTuple):
    """Neighbouring blocks that repeat one paragraph.

    ``copies`` are the complete ones, ``stubs`` the cut-off ones before or behind them.
    """

    copies: tuple[Block, ...]
    stubs: tuple[Block, ...]
    exact: bool

    @property
    def start(self) -> int:
        return min(block.start for block in self.copies + self.stubs)

    @property
    def end(self) -> int:
        return max(block.end for block in self.copies + self.stubs)


def letters(text: str) -> str:
    """The text without marks and blanks."""
    return _NO_LETTER.sub("", text)


def runs(blocks: list[Block], text_of: Callable[[Block], str]) -> list[Run]:
    """All runs of two or more equal or nearly equal blocks, in order.

    Linear: each block is compared with its neighbour and, once per run, with the run's first.
    """
    found: list[Run] = []
    prints = [letters(text_of(block)) for block in blocks]
    at = 0
    while at < len(blocks):
        last = at
        while last + 1 < len(blocks) and _same(prints[at], prints[last + 1]):
            last += 1
        if last == at:
            at += 1
            continue
        copies = blocks[at : last + 1]
        stubs = []
        if at > 0 and _stub(prints[at - 1], prints[at]):
            stubs.append(blocks[at - 1])
        if last + 1 < len(blocks) and _stub(prints[last + 1], prints[at]):
            stubs.append(blocks[last + 1])
        exact = all(prints[index] == prints[at] for index in range(at, last + 1))
        found.append(Run(tuple(copies), tuple(stubs), exact))
        at = last + 1
    return found


def _same(one: str, other: str) -> bool:
    if len(one) < SHORTEST or abs(len(one) - len(other)) > len(one) * (1 - SIMILAR / 100) + 1:
        return False
    return one == other or (one[:2] == other[:2] or one[-2:] == other[-2:]) and _ratio()(one, other) >= SIMILAR


def _stub(short: str, whole: str) -> bool:
    return STUB <= len(short) < len(whole) and whole.startswith(short)


@cache
def _ratio() -> Callable[[str, str], float]:
    from rapidfuzz.fuzz import ratio  # 18 ms: only pages with look-alike neighbours pay it

    return lambda one, other: float(ratio(one, other, score_cutoff=SIMILAR))
