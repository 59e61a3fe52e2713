"""Loops inside a paragraph: a phrase, a clause or sentences that are repeated without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text import lexicon, rhetoric
from zzlint.text.copies import apart, letters
from zzlint.text.doubles import LONGEST
from zzlint.text.pattern import Pattern
from zzlint.text.rhetoric import MANY
from zzlint.text.seam import SURE_WORD
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.text.layout import Block
    from zzlint.text.page import Page

#: What is repeated has at least so many code points, unless it is there MANY times; a block with a loop so many.
SHORTEST, LEAST = 4, 20
#: A phrase is found by so many code points of it that stand again within so many.
GRAM, PHRASE = 4, 68
#: A loop of phrases is found for certain from so many code points on, one copy not counted.
SIEVE = 24
#: A block is taken apart by so many code points at a time.
STRETCH = 1 << 16
#: A cut-off copy has at least so many letters; one without a cut word so many.
STUB, LONG_STUB = 6, 12
#: Where copies drift, so many code points in a row may differ.
FEW = 3
#: One code point in so many may differ from copy to copy, and so many at most.
DRIFT, DRIFTED = 5, 24

_LETTER = Pattern(r"[^\W_]")
_MARKS = frozenset("，。,；;：:、！!？?…\r\n")
_SENTENCE_END = frozenset("。！？!?…")
_ENDED, _SENTENCE_ENDED = Pattern("[。！？!?…；：:][”’」』）)]*$"), Pattern("[。！？!?…][”’」』）)]*$")


class Loop(NamedTuple):
    """``text[start:end]`` says again and again what ``kept``, one of its copies, says.

    Of copies that drifted the one is kept that most agree with. ``copies`` counts the complete ones, kept
    one included, ``cut_off`` is whether an incomplete one stands at the end, ``letters`` is the length of a
    copy without marks and blanks. ``over_text``: nobody repeats himself so, the recogniser was caught. ``odd``
    are places before and behind that say nearly the same, or a part of it: copies that drifted, or other text.
    """

    start: int
    end: int
    kept: Span
    copies: int
    cut_off: bool
    letters: int
    over_text: bool
    odd: tuple[Span, ...] = ()

    @property
    def stake(self) -> int:
        """How many letters the superfluous copies have: so much text may have stood in their place."""
        length = self.kept.end - self.kept.start
        return self.letters * (self.end - self.start - length) // length


class _Cycle(NamedTuple):
    """``text[start:end]`` equals itself ``period`` code points further on, and nothing around it does."""

    start: int
    end: int
    period: int


def loops(page: Page) -> list[Loop]:
    """What is repeated within a block so often that it is worth a look, in order; nothing in what is no prose.

    Linear: what is repeated is looked at once, and what is not for no longer than its period.
    """
    found: list[Loop] = []
    done = 0
    missed: dict[int, int] = {}
    for first, again in sorted(_candidates(page)):
        period = 1 if page.text[first : again + 1] == 3 * page.text[first] else again - first
        block = page.block_at(first) if first >= max(done, missed.get(period, 0)) else None
        if block is None or again >= block.end:
            continue
        start, end = _extended(page.text, first, period, max(done, block.start), block.end)
        if end - start < (2 if period >= SHORTEST else MANY) * period:
            missed[period] = end - period
            continue
        loop = _loop(page, block, _Cycle(start, end, period), max(done, block.start))
        if loop is None:
            missed[period] = end - period
            continue
        found.append(loop)
        done = max(end, loop.end, *(place.end for place in loop.odd))
    return found


def _candidates(page: Page) -> Iterator[tuple[int, int]]:
    """Places where the text may say what it said a little before.

    Clauses and sentences are found wherever they stand twice in a block, and up to eight characters;
    a longer phrase without marks for certain where it goes on for SIEVE code points behind its first copy.
    """
    text = page.text
    for low, high in _parts(page):
        pieces = text[low:high].replace("。", "，").replace("\n", "，").replace(",", "，").split("，")
        if len(set(pieces)) < len(pieces) or max(map(len, pieces)) > SIEVE + LONGEST:
            yield from _echoes(text, low, pieces)
    yield from ((at, at + length) for at, length in page.doubles)


def _parts(page: Page) -> Iterator[tuple[int, int]]:
    """The blocks that may hold a loop, long ones in parts: all their clauses at once would take three times their memory."""
    for _, low, high in page.blocks:
        if high - low > STRETCH:
            yield from ((at, min(high, at + STRETCH)) for at in range(low, high, STRETCH))
        elif high - low >= LEAST:
            yield low, high


def _echoes(text: str, at: int, pieces: list[str]) -> Iterator[tuple[int, int]]:
    """Where one of the pieces of the text from ``at`` on stands again, or a long one says the same again."""
    seen: dict[str, int] = {}
    before = ""
    for piece in pieces:
        if len(piece) >= SHORTEST:
            if piece in seen:
                yield seen[piece], at
            seen[piece] = at
        elif piece and piece == before:
            yield at - len(piece) - 1, at
        before = piece
        for start in range(at, at + len(piece) - SIEVE, SIEVE - GRAM):
            again = text.find(text[start : start + GRAM], start + 2, start + PHRASE)
            if again > 0:
                yield start, again
        at += len(piece) + 1


def _extended(text: str, at: int, period: int, low: int, high: int) -> tuple[int, int]:
    """How far the text says the same ``period`` code points further on; the line end behind the last copy is its own."""
    start, end = at, at + period
    while text[high : high + 1] in ("\r", "\n") and text[high] in text[high - period : high]:
        high += 1
    while start > low and text[start - 1] == text[start - 1 + period]:
        start -= 1
    while end < high and text[end] == text[end - period]:
        end += 1
    return start, end


def _loop(page: Page, block: Block, cycle: _Cycle, low: int) -> Loop | None:
    """The loop around the cycle, whose copies before and behind may differ a little."""
    text, period = page.text, cycle.period
    size = len(_LETTER.findall(text[cycle.start : cycle.start + period]))
    if not rhetoric.is_speech(text[cycle.start : cycle.start + period]) or page.is_protected(cycle.start):
        return None
    copies = _said(text, cycle, block, low)
    said = [text[at:end] for at, end in copies]
    words = Counter(said).most_common(1)[0][0]
    kept = copies[said.index(words)]
    alike = list(map(_equal_to(words), said))
    one, last = alike.index(True), len(alike) - alike[::-1].index(True)
    start, end = copies[one].start, copies[last - 1].end
    rest = _cut_off(text, words, end, block.end)
    odd = [*copies[:one], *([] if rest else copies[last:])]
    if not one and _cut_before(text, cycle, block.start, start):
        odd.insert(0, Span(cycle.start, start))
    if not rest and (stub := _cut_behind(words, text[copies[-1].end : min(block.end, copies[-1].end + len(words))])):
        odd.append(Span(copies[-1].end, copies[-1].end + stub))
    felt = rhetoric.is_felt(text, kept.start, kept.end)
    around = copies[0].start, max([end, *(place.end for place in odd)])
    called = rhetoric.is_called(text, block, *around)
    prose = not called and rhetoric.is_prose(text, block, *around)
    told = alike.count(True) + (len(_LETTER.findall(rest)) >= STUB) / 2
    caught = _reached(rhetoric.limits(words, felt=felt, prose=prose), size, told)
    if not (caught or _reached(rhetoric.doubtful(words, felt=felt or called), size, last - one)):
        return None
    return Loop(start, block.end if rest else end, kept, last - one, bool(rest), size, caught, tuple(odd))


def _reached(limits: rhetoric.Limits, size: int, copies: float) -> bool:
    return any(size >= least and copies >= most for least, most in limits)


def _equal_to(words: str) -> Callable[[str], bool]:
    """Whether a copy says the same as ``words``, but for marks and line ends."""
    said = letters(words)
    return lambda copy: copy == words or letters(copy) == said


def _said(text: str, cycle: _Cycle, block: Block, low: int) -> list[Span]:
    """The copies of the cycle, and those beside it that drifted: as much as can be told, behind a mark if the same can.

    There are as many as there is room for; but behind a copy that drifted one of them may be put together from two.
    """
    start, end, period = cycle
    most = end - (end - start) // period * period
    heads = [_head(text, cycle, block.start, most), start]
    if _drifts(text, cycle):
        heads.insert(0, _head(text, cycle, block.start, end - 2 * period))
    exact = ([Span(at, at + period) for at in range(head, end - period + 1, period)] for head in dict.fromkeys(heads))
    said = (_copies(text, copies, low, block.end) for copies in exact)
    return max(said, key=lambda copies: copies[-1].end - copies[0].start)


def _drifts(text: str, cycle: _Cycle) -> bool:
    """Whether the text before the cycle is what a copy has there, but for a few code points."""
    for at in range(cycle.start - GRAM - FEW, cycle.start - GRAM):
        copy = at + cycle.period
        if at >= 0 and text[at : at + GRAM] in text[copy - FEW : copy + GRAM + FEW]:
            return True
    return False


def _head(text: str, cycle: _Cycle, low: int, last: int) -> int:
    """Where the first complete copy starts, up to ``last``: behind a mark, the end of a sentence before others.

    What stands before it agrees with the end of a copy by chance.
    """
    places = range(cycle.start, min(cycle.start + cycle.period, last + 1))
    for marks in (_SENTENCE_END, _MARKS):
        for at in places:
            if text[at + cycle.period - 1] in marks and (at == low or text[at - 1] in marks):
                return at
    return cycle.start


# -- copies that drifted, and copies that were cut off ------------------------------------------


def _copies(text: str, exact: list[Span], low: int, high: int) -> list[Span]:
    """The ``exact`` copies, and those before and behind them that each differ a little from the next."""
    copies = list(exact)
    while (place := _after(text, copies[-1], high)) is not None:
        copies.append(place)
    before: list[Span] = []
    while (place := _before(text, before[-1] if before else copies[0], low)) is not None:
        before.append(place)
    return before[::-1] + copies


def _after(text: str, copy: Span, high: int) -> Span | None:
    """The copy behind ``copy``, if one stands there: it ends as that does."""
    at, length, drift = copy.end, copy.end - copy.start, _drift(copy)
    ends = range(at + length - drift, min(high, at + length + drift) + 1)
    places = [Span(at, end) for end in ends if text[end - 1] == text[at - 1]]
    return _likest(text, text[copy.start : at], drift, places)


def _before(text: str, copy: Span, low: int) -> Span | None:
    """The copy before ``copy``, if one stands there: it begins as that does, or behind a mark."""
    end, length, drift = copy.start, copy.end - copy.start, _drift(copy)
    starts = range(max(low, end - length - drift), end - length + drift + 1)
    places = [Span(at, end) for at in starts if at == low or text[at] == text[end] or text[at - 1] in _MARKS]
    return _likest(text, text[end : copy.end], drift, places)


def _drift(copy: Span) -> int:
    return min((copy.end - copy.start) // DRIFT, DRIFTED)


def _likest(text: str, words: str, drift: int, places: list[Span]) -> Span | None:
    """The place that says what ``words`` say with the fewest differences, if they are few."""
    told = [(_apart(text[place.start : place.end], words, drift), place) for place in places]
    return min((item for item in told if item[0] <= drift), default=(0, None))[1]


def _apart(one: str, other: str, most: int) -> int:
    """How many code points differ; any number above ``most`` says: too many."""
    if one == other:
        return 0
    if not most or (one[:2] != other[:2] and one[-3:] != other[-3:]):
        return most + 1
    return apart(one, other)


def _cut_off(text: str, words: str, at: int, high: int) -> str:
    """What stands behind the last copy if it is a part of one that the end of the block cut off."""
    rest = text[at : min(high, at + len(words))].rstrip()
    whole = at + len(words) >= high and bool(rest) and words.startswith(rest)
    ended = _ENDED.search(rest) and (len(_LETTER.findall(rest)) < LONG_STUB or _SENTENCE_ENDED.search(rest))
    return rest if whole and not ended and not _MARKS.isdisjoint(words) else ""


def _cut_behind(words: str, rest: str) -> int:
    """How much of a cut-off copy stands before other text; 0 where it may agree by chance."""
    length = next((at for at, (one, other) in enumerate(zip(words, rest, strict=False)) if one != other), 0)
    letters = len(_LETTER.findall(rest[:length]))
    if letters >= LONG_STUB and not _MARKS.isdisjoint(rest[:length]):
        return length
    if letters < STUB or rest[length - 1] in _MARKS:
        return 0
    return length if lexicon.cuts(words, length) >= SURE_WORD and lexicon.cuts(rest, length) <= 0 else 0


def _cut_before(text: str, cycle: _Cycle, low: int, first: int) -> bool:
    """Whether what agrees before the first copy is one whose beginning was cut off, and no chance."""
    if len(_LETTER.findall(text[cycle.start : first])) < STUB:
        return False
    begun = cycle.start == low or text[cycle.start - 1] in _MARKS
    return begun and text[cycle.start + cycle.period - 1] not in _MARKS
