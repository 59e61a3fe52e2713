"""Runs of blocks that say the same thing: the loops that a recogniser falls into."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import compress
from operator import and_, eq
from typing import NamedTuple

from zzlint.text import lexicon
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

#: So many blocks may take turns.
TURNS = 3
#: Of so many code points the beginning of a block is read, an indent included.
EDGE = 4
#: A cut word is all but sure from these log-odds on.
SURE_WORD = 3.0

#: A block of several lines that are all no longer than this is verse, in code points.
VERSE = 16

_ENDED = Pattern("[。！？!?][”’」』）)]?$")
_NO_LETTER = Pattern(r"[\W_]+")
_PROSE = Pattern("[，。；,;]")
_NUMBER = Pattern(r"[0-9零〇一二三四五六七八九十百千]")


class Run(NamedTuple):
    """Neighbouring blocks that repeat one paragraph, or one that was begun twice.

    ``copies`` are the complete ones, ``stubs`` the cut-off ones before or behind them,
    ``letters`` the length of a copy without marks and blanks. Where blocks take turns, a copy goes
    from the first to the last of ``turn`` blocks.
    """

    copies: tuple[Block, ...]
    stubs: tuple[Block, ...]
    letters: int
    turn: int = 1

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


def runs(blocks: list[Block], text: str) -> list[Run]:
    """All runs of two or more equal or nearly equal blocks, or a cut-off one and its whole, in order.

    Two or three blocks may take turns (A B A B A B). Linear: a block is compared with the first of
    the run before it, and only where their beginnings or ends agree.
    """
    reader = _Reader(blocks, text)
    found: list[Run] = []
    done = 0
    for at in reader.suspects():
        if at >= done and not _verse(reader.text(at)) and (run := _turns(reader, at) or _run(reader, at, done)):
            found.append(run)
            done = at + len(run.copies) * run.turn + (max(run.stubs, default=run.copies[0]) > run.copies[-1])
    return found


class _Reader:
    """Blocks by their numbers: what they say, and whether two may say the same."""

    def __init__(self, blocks: list[Block], text: str) -> None:
        self.blocks, self._text = blocks, text
        self._heads = [text[block.start : block.start + EDGE].lstrip()[:2] for block in blocks]
        self._tails = [text[block.end - 3 : block.end] for block in blocks]
        self._prints: dict[int, str] = {}

    def suspects(self) -> list[int]:
        """The blocks that look like a neighbour, or like the next but one or two, in order."""
        heads, tails = self._heads, self._tails
        found: set[int] = set()
        for edges in (heads, tails):
            ahead = list(compress(range(len(edges)), map(eq, edges, edges[1:])))
            found.update(ahead, (at + 1 for at in ahead))
        for turn in range(2, TURNS + 1):
            same = map(and_, map(eq, heads, heads[turn:]), map(eq, tails, tails[turn:]))
            found.update(compress(range(len(heads)), same))
        return sorted(found)

    def alike(self, one: int, other: int) -> bool:
        """Whether both are there and begin or end in the same way."""
        if not 0 <= one < len(self.blocks) > other >= 0:
            return False
        return self._heads[one] == self._heads[other] or self._tails[one] == self._tails[other]

    def text(self, at: int) -> str:
        return self._text[self.blocks[at].start : self.blocks[at].end]

    def print(self, at: int) -> str:
        """The block's letters."""
        if at not in self._prints:
            self._prints[at] = letters(self.text(at))
        return self._prints[at]

    def equal(self, one: int, other: int) -> bool:
        return self.alike(one, other) and self.print(one) == self.print(other)

    def stub(self, at: int, whole: int) -> bool:
        """Whether the block is a cut-off copy of the ``whole`` one."""
        if not self.alike(at, whole) or not _stub(self.print(at), self.print(whole)):
            return False
        text = self.text(at).rstrip()
        return not _ENDED.search(text[-4:]) and not _verse(text)


def _run(reader: _Reader, at: int, done: int) -> Run | None:
    """The run whose first copy is the block ``at``; a cut-off one may stand before it and behind the last."""
    last = at
    while reader.alike(at, last + 1) and _same(
        reader.print(at), reader.print(last + 1), caught=last + 1 - at >= COPIES
    ):
        last += 1
    stubs = [reader.blocks[at - 1]] if at > done and reader.stub(at - 1, at) else []
    if last == at and not (stubs and _restarted(reader.text(at - 1), reader.text(at))):
        return None
    if reader.stub(last + 1, at):
        stubs.append(reader.blocks[last + 1])
    return Run(tuple(reader.blocks[at : last + 1]), tuple(stubs), len(reader.print(at)))


def _turns(reader: _Reader, at: int) -> Run | None:
    """The run in which the block ``at`` and the next one or two take turns; one copy is all of them."""
    for turn in range(2, TURNS + 1):
        end = at + turn
        if not reader.equal(at, end) or _same(reader.print(at), reader.print(at + 1), caught=True):
            continue
        size = sum(len(reader.print(number)) for number in range(at, at + turn))
        if size < SHORTEST * turn or not any(_PROSE.search(reader.text(number)) for number in range(at, at + turn)):
            continue  # before all copies are counted: a page of them would be counted from each
        while reader.equal(end - turn, end):
            end += 1
        copies, rest = divmod(end - at, turn)
        if copies < COPIES:
            continue
        starts = range(at, at + copies * turn, turn)
        stubs = list(reader.blocks[end - rest : end])
        if reader.stub(end, end - turn):
            stubs.append(reader.blocks[end])
        whole = tuple(
            Block(reader.blocks[n].number, reader.blocks[n].start, reader.blocks[n + turn - 1].end) for n in starts
        )
        return Run(whole, tuple(stubs), size, turn)
    return None


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


def _restarted(text: str, whole: str) -> bool:
    """Whether a single stub is prose and long enough to be a paragraph begun twice, or stops within a word."""
    short = letters(text)
    if _PROSE.search(text) is None:
        return False
    return len(short) >= RESTART or (
        len(short) >= SHORTEST and whole.startswith(text) and lexicon.cuts(whole, len(text)) >= SURE_WORD
    )


@cache
def _distance() -> Callable[[str, str, int], int]:
    from rapidfuzz.distance import Levenshtein  # 18 ms: only pages with look-alike neighbours pay it

    return lambda one, other, most: Levenshtein.distance(one, other, score_cutoff=most)
