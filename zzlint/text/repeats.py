"""Runs of blocks that say the same thing: the loops that a recogniser falls into."""

from __future__ import annotations

from collections import Counter
from itertools import compress
from operator import add, eq
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text.copies import (
    PROSE,
    SHORTEST,
    Stop,
    apart,
    is_beginning,
    is_end,
    is_ended,
    letters,
    nearest,
    same,
    stop,
)
from zzlint.text.layout import Block
from zzlint.text.pattern import Pattern
from zzlint.text.roles import Role

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: So many copies of one paragraph are no editor's repetition.
COPIES = 3
#: A loop of shorter paragraphs is a list of labels, a chant, a table.
LETTERS = 16
#: So many copies, however short, no list has; cells of a table may end as sentences do.
MANY = 20
#: Two equal paragraphs may be a refrain, up to so many code points.
REFRAIN = 24
#: Speakers, questions and answers, parts of a song repeat each other in so few letters.
SPOKEN = 30

#: So many blocks may take turns.
TURNS = 8
#: Of so many code points the beginning of a block is read, an indent included.
EDGE = 4
#: A torn paragraph goes on with so many letters of its copy.
SEAM = 2
#: A block of several lines that are all no longer than this is verse, in code points.
VERSE = 16

#: These recur on a page without being loops.
LABELS = frozenset({Role.BYLINE, Role.CAPTION, Role.NOTICE, Role.LIST_ITEM, Role.MASTHEAD, Role.FURNITURE})

_DIGIT = Pattern("[0-9]")
#: The mark of an item, a heading, a row: neither a letter nor what a sentence begins with.
_MARKED = Pattern(r"[^\w“‘《〈「『\"'（(【［\[〔—…]")
#: “开船啦！, 审判员：, 答：, （合）
_LABELLED = Pattern(r"(?:[“「『\"]|[^\s，。；,;：:！？!?]{1,8}[：:]|[（(【［\[〔][^）)】］\]〕]{1,6}[）)】］\]〕])")


class Run(NamedTuple):
    """Neighbouring blocks that repeat one paragraph, or one that was begun twice.

    ``copies`` are the complete ones, ``stubs`` the cut-off ones before, between or behind them,
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
        return min(block.start for block in self.copies + self.stubs)

    @property
    def end(self) -> int:
        """Where the last copy or stub ends."""
        return max(block.end for block in self.copies + self.stubs)


def runs(page: Page) -> list[Run]:
    """All runs of two or more equal or nearly equal blocks, or a cut-off one and its whole, in order.

    Up to eight blocks may take turns (A B A B A B). Linear: a block is compared with the run before it,
    and only where their beginnings or ends agree.
    """
    reader = _Reader(page)
    found: list[Run] = []
    done = 0
    for at, turn in reader.suspects():
        if at < done or _verse(reader.text(at)):
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
        if is_ended(text) or _verse(text) or self._goes_on(at, at + 1, whole):
            return False
        return at > whole or stop(text, self.text(whole)).cut_off  # a headline over a loop begins as its story does

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
    """Three or more copies of the block ``at`` and the next ones: ``turn`` blocks, which take turns."""
    if turn == 1 or reader.same(at, at + 1, caught=True):
        return None
    end = at + turn
    while any(
        reader.same(before, end, caught=end >= at + 2 * turn) for before in (end - turn, end - 2 * turn) if before >= at
    ):
        end += 1
    copies, rest = divmod(end - at, turn)
    if copies < COPIES:
        return None
    stubs = list(range(end - rest, end))
    if reader.cut_off(end, end - turn):
        stubs.append(end)
    return _Stretch(list(range(at, at + copies * turn, turn)), stubs, turn, end + (end in stubs))


def _run(page: Page, reader: _Reader, found: _Stretch) -> Run | None:
    """The run; None where the blocks say too little, or are code."""
    if page.is_protected(reader.blocks[found.copies[0]].start):
        return None
    if len(found.copies) == 1:
        return _begun_again(page, reader, found)
    best, certain = _best(reader, found)
    first = found.copies[0] if best is None else best
    one = range(first, first + found.turn)
    size = sum(len(reader.print(at)) for at in one)
    if size < SHORTEST * found.turn and len(found.copies) < MANY:
        return None
    short = REFRAIN if len(found.copies) + len(found.stubs) == 2 else VERSE
    recurring = len(found.copies) < MANY and (_spoken(reader, one, size) or _sung(reader, one, short))
    return Run(
        copies=tuple(_joined(reader.blocks, at, found.turn) for at in found.copies),
        stubs=tuple(reader.blocks[at] for at in found.stubs),
        kept=_joined(reader.blocks, one.start, found.turn),
        letters=size,
        turn=found.turn,
        printed=best is None or recurring or not _is_prose(page, reader, one, size),
        certain=certain and (size >= LETTERS or not is_ended(reader.text(one.start))),
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
    return Run((block,), tuple(stops), block, len(reader.print(whole)), 1, printed, certain)


def _joined(blocks: list[Block], at: int, turn: int) -> Block:
    return Block(at, blocks[at].start, blocks[at + turn - 1].end)


def _best(reader: _Reader, found: _Stretch) -> tuple[int | None, bool]:
    """The first block of the best copy, and whether most copies say the same; None for texts of one form."""
    said = Counter(reader.said(at, found.turn) for at in found.copies)
    words, most = said.most_common(1)[0]
    if 2 * most > len(found.copies):
        best = next(at for at in found.copies if reader.said(at, found.turn) == words)
        return best, most >= COPIES or all(apart("".join(other), "".join(words)) <= 1 for other in said)
    nearer = nearest([letters("".join(reader.said(at, found.turn))) for at in found.copies])
    return None if nearer is None else found.copies[nearer], False


def _spoken(reader: _Reader, one: range, size: int) -> bool:
    """Whether people say it to one another: speakers, question and answer, the parts of a song, cries."""
    said = map(reader.text, one)
    return size < SPOKEN * len(one) and any(_LABELLED.match(text) or text.endswith(("！", "!")) for text in said)


def _sung(reader: _Reader, one: range, short: int) -> bool:
    """Whether it may be the refrain of a song: lines of ``short`` code points at most."""
    return all(len(reader.text(at)) <= short for at in one)


def _is_prose(page: Page, reader: _Reader, one: range, size: int) -> bool:
    """Whether the blocks are running text, headings between them allowed: no items, rows, captions, bylines."""
    longest = max(one, key=lambda at: len(reader.print(at)))
    if PROSE.search(reader.text(longest)) is None or page.role(reader.blocks[longest]) is not Role.BODY:
        return False
    if any(_MARKED.match(reader.text(at)) is not None or page.role(reader.blocks[at]) in LABELS for at in one):
        return False
    return 2 * sum(len(_DIGIT.findall(reader.print(at))) for at in one) < size


def _verse(text: str) -> bool:
    """Whether the block is a stanza or a list of words: short lines. Refrains are printed."""
    lines = text.splitlines()
    return len(lines) > 1 and max(map(len, lines)) <= VERSE
