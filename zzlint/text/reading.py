"""The cheapest reading of marks of one kind: which open and which close, which were turned, which partner is lost.

Every mark is read as opening or as closing, and every reading has its cost; the cheapest one of all
marks is found from mark to mark, for each depth the best way to it. What stands beside a mark tells
how it wants to be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from zzlint.text.chars import BLANK, FINAL, NEWLINE
from zzlint.text.cut import State
from zzlint.text.pairing import OPENING, SPEECH, STRAIGHT
from zzlint.text.pattern import Pattern

if TYPE_CHECKING:
    from zzlint.text.page import Page
    from zzlint.text.pairing import Parts

#: A quotation may go on in the next paragraphs, each of which opens with its mark again.
QUOTATIONS = frozenset(("“”", "‘’", "「」", "『』"))
#: These may have been turned; the others only lost a partner.
TURNING = QUOTATIONS | {"《》"}
#: How long a title may be.
TITLE = 40
# What a reading costs: a mark lost, turned, of unknown direction; a pair inside one of its kind; what
# stands beside a mark speaks against it, or for it; a word alone stands between two turned marks
LOST, TURNED, EITHER, NESTED, AGAINST, FOR, CLOSE = 3.0, 2.0, 0.5, 2.5, 2.0, -0.5, -1.5
# a quotation goes on in the next part without a mark, and in each further one; it was opened before the
# first of these parts
CROSSED, FURTHER, TORN = 4.0, 0.6, 0.5
_DEEPEST = 2

_BEFORE_OPEN, _BEFORE_CLOSE = frozenset("：（《:("), frozenset(FINAL + "!?")
_BEHIND_CLOSE = frozenset("，。；：、！？）》,;:!?)")
#: What stands before a quotation of several paragraphs, and not before a name.
_SPEAKS = Pattern("[：:，,。；！？!?—（(说道问答称喊叫写讲曰云]")
_WORD = 4
_SENTENCE = Pattern(f"[，。；{NEWLINE}]")
#: Between two quotations rather than in one: A”和“B, A》中的《B.
_BETWEEN = Pattern("(?:[和与及或到至的是等中里改之变称即同跟还也又都而则便就仍像如若比乃亦]|以及)[^，。]{0,2}")


class Mark(NamedTuple):
    """A mark of a pair: its place, what stands there, the part it belongs to, and what it costs to read it as which."""

    at: int
    mark: str
    part: int
    opening: float
    closing: float

    @property
    def opens(self) -> bool:
        """Whether the mark opens something, as it stands."""
        return self.mark in OPENING


class Pair(NamedTuple):
    """Two marks that belong together; or one of them, and the other is lost."""

    first: Mark | None
    last: Mark | None
    #: How deep inside pairs of its own kind: 0, 1.
    depth: int = 0

    @property
    def lone(self) -> Mark | None:
        """The mark whose partner is lost."""
        return self.last if self.first is None else self.first if self.last is None else None

    @property
    def turned(self) -> list[Mark]:
        """The marks that were turned the wrong way."""
        marks = ((self.first, True), (self.last, False))
        return [mark for mark, opens in marks if mark and mark.mark not in STRAIGHT and mark.opens is not opens]


def marked(page: Page, at: int, mark: str, part: int, kind: str) -> Mark:
    """The mark with what its neighbours say of it."""
    text = page.text
    line = page.line_at(at)
    before, behind = (
        text[max(line.start, at - 3) : at].rstrip(BLANK)[-1:],
        text[at + 1 : min(line.end, at + 4)].lstrip(BLANK)[:1],
    )
    opening = FOR if before in _BEFORE_OPEN or (mark in OPENING and not before) else 0.0
    closing = FOR * ((before in _BEFORE_CLOSE and before != "") + (behind in _BEHIND_CLOSE or not behind))
    opening += AGAINST if behind in _BEHIND_CLOSE else 0.0
    closing += AGAINST if before in _BEFORE_OPEN else 0.0
    if mark in STRAIGHT:
        return Mark(at, mark, part, opening + EITHER, closing + EITHER)
    wrong = TURNED if kind in TURNING else 4 * LOST
    return Mark(
        at, mark, part, opening + (0 if mark in OPENING else wrong), closing + (wrong if mark in OPENING else 0)
    )


class _Trail(NamedTuple):
    """How the marks up to one are read, back to the first."""

    before: _Trail | None
    act: _Act
    mark: Mark
    #: What was open before the mark: all right, closed by marks that are lost, or lost with the end of its paragraph.
    fate: _Fate


class _Act(Enum):
    """What a mark does."""

    OPEN = "open"
    CLOSE = "close"
    #: It closes something whose opening mark is lost.
    STRAY = "stray"
    #: It opens another paragraph of one quotation, or closes what another part of the page opened.
    NEITHER = "neither"


class _Fate(Enum):
    """What becomes of all that is open."""

    OPEN = "open"
    LOST = "lost"
    CUT = "cut"


#: Depth -> the cheapest way to it.
_States: TypeAlias = "dict[int, tuple[float, _Trail | None]]"


class Reading:
    """The cheapest reading of marks of one kind."""

    def __init__(self, page: Page, parts: Parts, kind: str, marks: list[Mark]) -> None:
        self._page, self._parts, self._kind, self._marks = page, parts, kind, marks
        self._state = cache(parts.state)

    def pairs(self) -> Iterator[Pair]:
        """The pairs that are not as they should be; none is alone where its part begins inside a quotation."""
        torn = {mark.part for mark in self._marks if not mark.opens and self._parts.begins(mark.at)}
        return (pair for pair in self._paired(self._steps()) if pair.lone is None or pair.lone.part not in torn)

    def _steps(self) -> list[_Trail]:
        """What each mark does."""
        states: _States = {0: (0.0, None)}
        for mark, following in zip(self._marks, [*self._marks[1:], None], strict=True):
            states = self._step(states, mark, following)
        _, depth = min((cost, depth) for depth, (cost, _) in states.items())
        if depth and not self._cut:
            _, depth = min((cost + LOST * depth, depth) for depth, (cost, _) in states.items())
        steps: list[_Trail] = []
        trail = states[depth][1]
        while trail is not None:
            steps.append(trail)
            trail = trail.before
        return steps[::-1]

    @cached_property
    def _cut(self) -> bool:
        """Whether the text behind the last mark is lost."""
        return self._state(self._marks[-1].part) is State.LOST

    def _paired(self, steps: list[_Trail]) -> Iterator[Pair]:
        opened: list[Mark] = []
        for step in steps:
            if step.fate is _Fate.LOST:
                yield from (Pair(mark, None) for mark in opened)
            if step.fate is not _Fate.OPEN:
                opened.clear()
            if step.act is _Act.OPEN:
                opened.append(step.mark)
            elif step.act is _Act.STRAY:
                yield Pair(None, step.mark)
            elif step.act is _Act.NEITHER and opened and not step.mark.opens:
                opened[-1] = step.mark  # turned: the mark of this paragraph is the one to mend
            elif step.act is _Act.CLOSE:
                first = opened.pop()
                pair = Pair(first, step.mark, len(opened))
                if pair.turned or not STRAIGHT.keys().isdisjoint((first.mark, step.mark.mark)):
                    yield pair
        if opened and not self._cut:
            yield from (Pair(mark, None) for mark in opened)

    def _step(self, states: _States, mark: Mark, following: Mark | None) -> _States:
        """The cheapest ways to each depth behind the next mark, which ``following`` follows."""
        found: _States = {}

        def offer(depth: int, cost: float, act: _Act, before: _Trail | None, fate: _Fate) -> None:
            if depth not in found or cost < found[depth][0]:
                found[depth] = cost, _Trail(before, act, mark, fate)

        def read(depth: int, cost: float, before: _Trail | None, fate: _Fate) -> None:
            if depth == 0:
                offer(1, cost + mark.opening, _Act.OPEN, before, fate)
                offer(0, cost + mark.closing + LOST, _Act.STRAY, before, fate)
                return
            if depth < _DEEPEST:
                offer(depth + 1, cost + mark.opening + NESTED, _Act.OPEN, before, fate)
            unlike = self._unlike(before, mark) if depth == 1 else 0.0
            offer(depth - 1, cost + mark.closing + unlike, _Act.CLOSE, before, fate)

        for depth, (cost, before) in states.items():
            crossed = 0.0
            if depth and before is not None and before.mark.part != mark.part:
                state = self._state(before.mark.part)
                quoted = self._kind in QUOTATIONS
                if state is State.LOST and not self._ends(before.mark):
                    read(0, cost, before, _Fate.CUT)
                elif state is State.WHOLE:
                    crossed = CROSSED + FURTHER * (mark.part - before.mark.part - 1) if quoted else LOST
                    if depth == 1 and quoted and self._goes_on(before, mark, following):
                        turned = 0.0 if mark.opens else mark.opening
                        offer(1, cost + turned, _Act.NEITHER, before, _Fate.OPEN)
            first = before is None or before.mark.part != mark.part
            if first and not (depth or mark.opens) and self._parts.begins(mark.at):
                offer(0, cost + TORN, _Act.NEITHER, before, _Fate.OPEN)
            read(depth, cost + crossed, before, _Fate.OPEN)
            if depth:
                read(0, cost + LOST * depth, before, _Fate.LOST)
        return found

    def _goes_on(self, before: _Trail, mark: Mark, following: Mark | None) -> bool:
        """Whether a mark may open another paragraph of a quotation: what opened it does not stand at a name.

        A turned mark may where the next one was turned, too, and ends the paragraph.
        """
        if mark.mark in STRAIGHT or not self._parts.begins(mark.at):
            return False
        if not (mark.opens or (following and following.opens and self._ends(following))):
            return False
        at = before.mark.at
        return (
            before.act is not _Act.OPEN or self._parts.begins(at) or _SPEAKS.match(self._page.text, at - 1) is not None
        )

    def _ends(self, mark: Mark) -> bool:
        """Whether nothing follows a mark in its line."""
        return self._page.text[mark.at + 1 : self._page.line_at(mark.at).end].strip() == ""

    def _unlike(self, before: _Trail | None, mark: Mark) -> float:
        """What speaks against a pair of the last mark and this one."""
        if before is None or before.act is not _Act.OPEN:
            return 0.0
        text, start, end = self._page.text, before.mark.at + 1, mark.at
        if self._kind == "《》":
            return LOST if end - start > TITLE or _SENTENCE.search(text, start, end) else 0.0
        if before.mark.opens and not mark.opens:
            return 0.0
        if end - start > SPEECH or end == start:
            return LOST
        if end - start > _WORD:
            return 0.0
        return 2 * AGAINST if _BETWEEN.fullmatch(text, start, end) else CLOSE
