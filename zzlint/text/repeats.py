"""Runs of blocks that say the same thing: the loops that a recogniser falls into."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from zzlint.text.layout import Block
from zzlint.text.pattern import Pattern

#: Blocks with fewer letters than this (Han, digits, Latin) are headings, labels or refrains.
SHORTEST = 10
#: A loop drifts: copies may differ in this share of their letters, and in one letter always.
DRIFT = 0.04
#: A cut-off copy beside two complete ones has at least so many letters.
STUB = 6
#: A cut-off copy beside a single complete one has more: headlines begin like their stories.
RESTART = 30

#: So many copies of one paragraph are no editor's repetition.
COPIES = 3
#: A loop of shorter paragraphs is a list of labels, a chant, a table.
LETTERS = 16

#: A block of several lines that are all no longer than this is verse, in code points.
VERSE = 16

_ENDED = Pattern("[。！？!?][”’」』）)]?$")
_NO_LETTER = Pattern(r"[\W_]+")
_PROSE = Pattern("[，。；,;]")
_NUMBER = Pattern(r"[0-9零〇一二三四五六七八九十百千]")


class Run(NamedTuple):
    """Neighbouring blocks that repeat one paragraph, or one that was begun twice.

    ``copies`` are the complete ones, ``stubs`` the cut-off ones before or behind them,
    ``letters`` the length of a copy without marks and blanks.
    """

    copies: tuple[Block, ...]
    stubs: tuple[Block, ...]
    letters: int

    @property
    def over_text(self) -> bool:
        """Whether the recogniser was caught in a loop, and what it should have read is lost.

        No editor prints a paragraph of some length three times.
        """
        caught = len(self.copies) >= COPIES or (len(self.copies) > 1 and bool(self.stubs))
        return caught and self.letters >= LETTERS

    @property
    def stake(self) -> int:
        """How many letters the superfluous copies have: so much text may have stood in their place."""
        return self.letters * (len(self.copies) - 1) + sum(block.end - block.start for block in self.stubs)

    @property
    def start(self) -> int:
        """Where the first copy or stub starts."""
        return min(block.start for block in self.copies + self.stubs)

    @property
    def end(self) -> int:
        """Where the last copy or stub ends."""
        return max(block.end for block in self.copies + self.stubs)


def letters(text: str) -> str:
    """The text without marks and blanks."""
    return _NO_LETTER.sub("", text)


def runs(blocks: list[Block], text_of: Callable[[Block], str]) -> list[Run]:
    """All runs of two or more equal or nearly equal blocks, or a cut-off one and its whole, in order.

    Linear: each block is compared with the first of the run before it, and only where their
    beginnings or ends agree.
    """
    found: list[Run] = []
    prints: dict[int, str] = {}

    def print_of(index: int) -> str:
        if index not in prints:
            prints[index] = letters(text_of(blocks[index]))
        return prints[index]

    @lru_cache(maxsize=4)  # a block is compared with its neighbours one after the other
    def edges_of(index: int) -> tuple[str, str]:
        text = text_of(blocks[index])
        return text[:2], text[-3:]

    def alike(one: int, other: int) -> bool:
        first, second = edges_of(one), edges_of(other)
        return first[0] == second[0] or first[1] == second[1]

    def cut_off(index: int) -> bool:
        text = text_of(blocks[index]).rstrip()
        return not _ENDED.search(text[-4:]) and not _verse(text)

    at = 0
    while at < len(blocks):
        alone = not (at > 0 and alike(at - 1, at)) and not (at + 1 < len(blocks) and alike(at, at + 1))
        if alone or _verse(text_of(blocks[at])):
            at += 1
            continue
        last = at
        while (
            last + 1 < len(blocks)
            and alike(at, last + 1)
            and _same(print_of(at), print_of(last + 1), caught=last + 1 - at >= COPIES)
        ):
            last += 1
        stubs = []
        if at > 0 and alike(at - 1, at) and _stub(print_of(at - 1), print_of(at)) and cut_off(at - 1):
            stubs.append(blocks[at - 1])
        if last == at and not (stubs and _restarted(text_of(stubs[0]), print_of(at - 1))):
            at += 1
            continue
        behind = last + 1
        if behind < len(blocks) and alike(behind, at) and _stub(print_of(behind), print_of(at)) and cut_off(behind):
            stubs.append(blocks[behind])
        found.append(Run(tuple(blocks[at : last + 1]), tuple(stubs), len(print_of(at))))
        at = last + 1
    return found


def _same(one: str, other: str, *, caught: bool) -> bool:
    """Whether two texts are copies.

    Texts made from one form differ in their numbers; once the recogniser was ``caught`` in a loop,
    its next copy may have lost a number, too.
    """
    if one == other:
        return len(one) >= SHORTEST
    allowed = max(1, int(len(one) * DRIFT))
    if len(one) < 2 * SHORTEST or abs(len(one) - len(other)) > allowed:
        return False
    if one[:2] != other[:2] and one[-2:] != other[-2:]:
        return False
    return _distance()(one, other, allowed) <= allowed and (caught or _NUMBER.findall(one) == _NUMBER.findall(other))


def _verse(text: str) -> bool:
    """Whether the block is a stanza or a list of words: short lines. Refrains are printed."""
    lines = text.splitlines()
    return len(lines) > 1 and max(map(len, lines)) <= VERSE


def _stub(short: str, whole: str) -> bool:
    return STUB <= len(short) < len(whole) and whole.startswith(short)


def _restarted(text: str, short: str) -> bool:
    """Whether a single stub is long enough, and prose, to be a paragraph begun twice."""
    return len(short) >= RESTART and _PROSE.search(text) is not None


@cache
def _distance() -> Callable[[str, str, int], int]:
    from rapidfuzz.distance import Levenshtein  # 18 ms: only pages with look-alike neighbours pay it

    return lambda one, other, most: Levenshtein.distance(one, other, score_cutoff=most)
