"""Runs of blocks that say the same thing: the loops that a recogniser falls into."""

from __future__ import annotations

from collections import Counter
from itertools import compress
from operator import add, eq
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text.copies import (
    DRIFTING,
    SHORTEST,
    Stop,
    apart,
    clearer,
    is_beginning,
    is_end,
    is_ended,
    letters,
    nearest,
    same,
    stop,
)
from zzlint.text.layout import Block
from zzlint.text.recurring import LABELS, LETTERS, MANY, Copy, is_printed, is_told, is_verse, is_whole
from zzlint.text.seam import COMMAS

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: So many copies of one paragraph are no editor's repetition.
COPIES = 3
#: So many blocks may take turns.
TURNS = 8
#: Of so many code points the beginning of a block is read, an indent included.
EDGE = 4
#: A torn paragraph goes on with so many letters of its copy.
SEAM = 2


class Run(NamedTuple):
    """Neighbouring blocks that repeat one paragraph, or one that was begun twice.

    ``copies`` are the complete ones, ``stubs`` the cut-off ones before, between or behind them, both in order,
    ``kept`` the best copy and ``letters`` its length without marks and blanks. Where blocks take turns, a
    copy goes from the first to the last of ``turn`` blocks. ``printed``: people do it, not the recogniser: labels, rows,
    dialogue, refrains, texts of one form. ``certain``: the other copies may go, for most copies say what the
    kept one says, or it has all that the cut-off ones say and nobody prints it so.
    """

    copies: tuple[Block, ...]
    stubs: tuple[Block, ...]
    kept: Block
    letters: int
    turn: int
    printed: bool
    certain: bool

    @property
    def over_text(self) -> bool:
        """Whether the recogniser was caught in a loop, and what it should have read is lost.

        No editor prints a paragraph of some length three times.
        """
        caught = len(self.copies) >= COPIES or (len(self.copies) > 1 and bool(self.stubs))
        return caught and not self.printed and (self.letters >= LETTERS or len(self.copies) >= MANY)

    @property
    def times(self) -> int:
        """How often it is said, cut-off copies of a paragraph included."""
        return len(self.copies) + (len(self.stubs) if self.turn == 1 else 0)

    @property
    def stake(self) -> int:
        """How many letters the superfluous copies have: so much text may have stood in their place."""
        return self.letters * (len(self.copies) - 1) + sum(block.end - block.start for block in self.stubs)

    def parts(self, blocks: list[Block]) -> list[Block]:
        """The blocks of the kept copy, among all ``blocks`` of the page."""
        return blocks[self.kept.number : self.kept.number + self.turn]

    @property
    def start(self) -> int:
        """Where the first copy or stub starts."""
        return min(blocks[0].start for blocks in (self.copies, self.stubs) if blocks)

    @property
    def end(self) -> int:
        """Where the last copy or stub ends."""
        return max(blocks[-1].end for blocks in (self.copies, self.stubs) if blocks)


def runs(page: Page) -> list[Run]:
    """All runs of two or more equal or nearly equal blocks, or a cut-off one and its whole, in order.

    Up to eight blocks may take turns (A B A B A B). Linear: a block is compared with the run before it,
    and only where their beginnings or ends agree.
    """
    reader = _Reader(page)
    found: list[Run] = []
    done = 0
    for at, turn in reader.suspects():
        if at < done or is_verse(reader.text(at)):
            continue
        stretch = _turns(reader, at, turn) or _copies(reader, at, done)
        if stretch is not None:
            done = stretch.end
            if (run := _run(page, reader, stretch)) is not None:
                found.append(run)
    return found


class _Stretch(NamedTuple):
    """Blocks by their numbers: where complete copies of ``turn`` blocks begin, cut-off ones, the first block behind."""

    copies: list[int]
    stubs: list[int]
    turn: int
    end: int


class _Reader:
    """Blocks by their numbers: what they say, and whether two may say the same."""

    def __init__(self, page: Page) -> None:
        self.blocks, self._text = page.blocks, page.text
        self._heads = [self._text[block.start : block.start + EDGE].lstrip()[:2] for block in self.blocks]
        self._tails = [self._text[block.end - 3 : block.end] for block in self.blocks]
        self._words: dict[int, str] = {}
        self._prints: dict[int, str] = {}

    def suspects(self) -> list[tuple[int, int]]:
        """The blocks that look like a neighbour, or like one that may take turns with it, in order, and how far it is."""
        found: dict[int, int] = {}
        for edges in (self._heads, self._tails):
            for at in compress(range(len(edges)), map(eq, edges, edges[1:])):
                found[at] = found[at + 1] = 1
        last: dict[str, int] = {}
        for at, edge in enumerate(map(add, self._heads, self._tails)):
            before = last.get(edge, at)
            if 1 < at - before <= TURNS:
                found[before] = at - before
            last[edge] = at
        return sorted(found.items())

    def alike(self, one: int, other: int) -> bool:
        """Whether both are there and begin or end in the same way."""
        if not (0 <= one < len(self.blocks) and 0 <= other < len(self.blocks)):
            return False
        return self._heads[one] == self._heads[other] or self._tails[one] == self._tails[other]

    def text(self, at: int) -> str:
        """What the block says, without its indent."""
        if at not in self._words:
            self._words[at] = self._text[self.blocks[at].start : self.blocks[at].end].strip()
        return self._words[at]

    def said(self, at: int, turn: int) -> tuple[str, ...]:
        """What ``turn`` blocks say."""
        return tuple(map(self.text, range(at, at + turn)))

    def copy(self, at: int, turn: int) -> Copy:
        """``turn`` blocks, which are one copy."""
        return Copy(
            self.blocks[at : at + turn],
            list(self.said(at, turn)),
            [len(self.print(one)) for one in range(at, at + turn)],
        )

    def print(self, at: int) -> str:
        """The block's letters."""
        if at not in self._prints:
            self._prints[at] = letters(self.text(at))
        return self._prints[at]

    def same(self, one: int, other: int, *, caught: bool = False) -> bool:
        """Whether one block is a copy of the other, to the letter if they are short."""
        if not self.alike(one, other):
            return False
        return self.print(one) == self.print(other) != "" or same(self.print(one), self.print(other), caught=caught)

    def cut_off(self, at: int, whole: int) -> bool:
        """Whether the block is a copy of the ``whole`` one without its end, or without its beginning."""
        if not self.alike(at, whole):
            return False
        text = self.text(at)
        if not is_beginning(self.print(at), self.print(whole)):
            return is_end(text, self.text(whole)) and not self._goes_on(at - 1, at, whole)
        if is_ended(text) or is_verse(text) or self._goes_on(at, at + 1, whole):
            return False
        # a headline over a loop begins as its story does, and ends on no comma
        return at > whole or text[-1] in COMMAS or stop(text, self.text(whole)).cut_off

    def _goes_on(self, upper: int, lower: int, whole: int) -> bool:
        """Whether two neighbours are a copy of the ``whole`` block that was torn: one of them is its beginning or end."""
        if upper < 0 or lower >= len(self.blocks):
            return False
        above, below, words = self.print(upper), self.print(lower), self.print(whole)
        if words.startswith(above):
            rest = words[len(above) : len(above) + SEAM]
            return rest != "" and below.startswith(rest)
        seam = len(words) - len(below)
        return above.endswith(words[max(seam - SEAM, 0) : seam])


def _copies(reader: _Reader, at: int, done: int) -> _Stretch | None:
    """The copies of the block ``at``; cut-off ones may stand before, between and behind them."""
    copies, stubs, end = [at], [], at + 1
    while True:
        if _is_copy(reader, copies, end):
            copies.append(end)
        elif reader.cut_off(end, at):
            stubs.append(end)
        else:
            break
        end += 1
    if len(copies) == 1 and reader.cut_off(at, end):
        return None  # a longer beginning: its whole comes behind it
    caught = len(copies) >= COPIES
    for before in range(at - 1, done - 1, -1):
        if caught and reader.same(before, at, caught=True):
            copies.insert(0, before)
        elif reader.cut_off(before, at):
            stubs.insert(0, before)
        else:
            break
    return _Stretch(copies, stubs, 1, end) if len(copies) + len(stubs) > 1 else None


def _is_copy(reader: _Reader, copies: list[int], at: int) -> bool:
    """Whether the block is one more of the ``copies``: with another number only behind several, or between two."""
    caught = len(copies) >= COPIES
    if any(reader.same(copy, at, caught=caught) for copy in {copies[0], copies[-1]}):
        return True
    return reader.same(copies[0], at + 1) and reader.same(copies[0], at, caught=True)


def _turns(reader: _Reader, at: int, turn: int) -> _Stretch | None:
    """Three or more copies of the block ``at`` and the next ones: ``turn`` blocks, which take turns; two of long ones."""
    if turn == 1 or reader.same(at, at + 1, caught=True):
        return None
    end = at + turn
    while any(
        reader.same(before, end, caught=end >= at + 2 * turn) for before in (end - turn, end - 2 * turn) if before >= at
    ):
        end += 1
    copies, rest = divmod(end - at, turn)
    if copies < COPIES and (copies < 2 or not _stands_twice(reader, at, turn)):
        return None
    stubs = list(range(end - rest, end))
    if reader.cut_off(end, end - turn):
        stubs.append(end)
    return _Stretch(list(range(at, at + copies * turn, turn)), stubs, turn, end + (end in stubs))


def _stands_twice(reader: _Reader, at: int, turn: int) -> bool:
    """Whether paragraphs of some length stand once more, to the letter, behind themselves."""
    one, other = reader.copy(at, turn), reader.copy(at + turn, turn)
    return one.texts == other.texts and all(map(is_told, one.texts, one.letters))


def _run(page: Page, reader: _Reader, found: _Stretch) -> Run | None:
    """The run; None where the blocks say too little, or are code."""
    if page.is_protected(reader.blocks[found.copies[0]].start):
        return None
    if len(found.copies) == 1:
        return _begun_again(page, reader, found)
    best, certain = _best(reader, found)
    first = found.copies[0] if best is None else best
    copy = reader.copy(first, found.turn)
    if copy.size < SHORTEST * found.turn and len(found.copies) < MANY:
        return None
    twice = len(found.copies) + len(found.stubs) == 2
    return Run(
        copies=tuple(_joined(reader.blocks, at, found.turn) for at in found.copies),
        stubs=tuple(reader.blocks[at] for at in found.stubs),
        kept=_joined(reader.blocks, first, found.turn),
        letters=copy.size,
        turn=found.turn,
        printed=best is None or is_printed(page, copy, len(found.copies), twice=twice),
        certain=certain and is_whole(copy, len(found.copies)),
    )


def _begun_again(page: Page, reader: _Reader, found: _Stretch) -> Run | None:
    """The run of one whole copy and the cut-off ones beside it; None where they may be headlines."""
    (whole,) = found.copies
    words = reader.text(whole)
    beside, stops = set(found.stubs), dict[Block, Stop]()
    for step in (-1, 1):
        at = whole + step
        while at in beside and is_beginning(reader.print(at), reader.print(whole)):
            if not (stopped := stop(reader.text(at), words)).begun:
                break
            stops[reader.blocks[at]] = stopped
            at += step
    if not stops:
        return None
    block, certain = reader.blocks[whole], all(stopped.certain for stopped in stops.values())
    printed = not certain and page.role(block) in LABELS
    return Run((block,), tuple(sorted(stops)), block, len(reader.print(whole)), 1, printed, certain)


def _joined(blocks: list[Block], at: int, turn: int) -> Block:
    return Block(at, blocks[at].start, blocks[at + turn - 1].end)


def _best(reader: _Reader, found: _Stretch) -> tuple[int | None, bool]:
    """The first block of the best copy, and whether most copies say the same; None for texts of one form."""
    said = Counter(reader.said(at, found.turn) for at in found.copies)
    words, most = said.most_common(1)[0]
    short = any(
        len(letters(words[at])) < DRIFTING for other in said for at in range(found.turn) if other[at] != words[at]
    )
    if short and most < COPIES:
        return None, False
    majority = 2 * most > len(found.copies)
    if majority or most >= MANY:
        best = next(at for at in found.copies if reader.said(at, found.turn) == words)
        if short:  # one that differs before or behind the others may be the next of a list
            ends = (found.copies[0], found.copies[-1])
            return best, majority and all(reader.said(at, found.turn) == words for at in ends)
        agreed = most >= COPIES or all(apart("".join(other), "".join(words)) <= 1 for other in said)
        return best, majority and agreed
    copies = [letters("".join(reader.said(at, found.turn))) for at in found.copies]
    nearer = clearer(*copies) if len(copies) == 2 else nearest(copies)
    return None if nearer is None else found.copies[nearer], False
