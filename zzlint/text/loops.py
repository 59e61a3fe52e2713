"""Loops inside a paragraph: a phrase, a clause or sentences that are repeated without end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: What is repeated has at least so many code points.
SHORTEST = 4
#: A phrase is found by so many code points of it that stand again within so many.
GRAM, PHRASE = 4, 28
#: A loop of phrases is found for certain from so many code points on, one copy not counted.
SIEVE = 48
#: The text is taken apart by so many code points at a time.
STRETCH = 1 << 16
#: A cut-off copy behind two complete ones has at least so many letters.
STUB = 6
#: A copy that drifted leaves so many code points between what is repeated before and behind it.
DRIFT = 2
#: So far before a loop the quotation mark is looked for that it stands behind.
QUOTED = 200

#: Letters of a copy and number of copies from which on nobody wrote it; with a mark of feeling or in quotation.
_NEVER_WRITTEN = ((4, 6), (8, 5), (16, 3.5), (24, 2.5))
_NEVER_SHOUTED = ((4, 12), (16, 4))
#: A phrase with no mark between its copies.
_NEVER_SAID = ((4, 7), (8, 5), (12, 4))
#: Lines of a block.
_NEVER_LISTED = ((16, 3),)

_LETTER = Pattern(r"[^\W_]")
_HAN = Pattern("[\u3400-\u9fff〇]")
_NUMERAL = Pattern("[一二三四五六七八九十百千万亿零〇]")
_FEELING = Pattern("[！!？?～~…—啊呀哦噢哟哈嘿啦哎呜]")
_MARKS = frozenset("，。,；;：:、！!？?…\r\n")
_SENTENCE_END = frozenset("。！？!?…")
_ENDED = Pattern("[。！？!?…；：:][”’」』）)]*$")


class Loop(NamedTuple):
    """``text[start:end]`` says again and again what ``kept``, one of its copies, says.

    ``copies`` counts the complete ones, kept one included, ``cut_off`` is whether an incomplete one
    stands at the end, ``letters`` is the length of a copy without marks and blanks. With ``feeling``:
    in quotation, or with a mark or an interjection that people repeat.
    """

    start: int
    end: int
    kept: Span
    copies: int
    cut_off: bool
    letters: int
    feeling: bool
    over_text: bool

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
    """All loops of the page that stand within one block, in order.

    Linear: what is repeated is looked at once, and what is not for no longer than its period.
    """
    groups: list[list[_Cycle]] = []
    for cycle in _cycles(page):
        last = groups[-1][-1] if groups else None
        if last and last.period == cycle.period and cycle.start - last.end <= DRIFT and _one_block(page, last, cycle):
            groups[-1].append(cycle)
        else:
            groups.append([cycle])
    return [loop for group in groups if (loop := _loop(page, group))]


def _one_block(page: Page, one: _Cycle, other: _Cycle) -> bool:
    return page.block_at(one.start) == page.block_at(other.start)


def _cycles(page: Page) -> Iterator[_Cycle]:
    """What stands at least twice in a row, in order and none inside another."""
    done, tried, missed = 0, 0, 0
    for first, again in sorted(_candidates(page)):
        period = again - first
        if first < done or (period == tried and first < missed):
            continue
        block = page.block_at(first)
        if block is None or again + 1 > block.end:
            continue
        start, end = _extended(page.text, first, period, max(done, block.start), block.end)
        if end - start >= 2 * period:
            yield _Cycle(start, end, period)
            done = end
        else:
            tried, missed = period, end - period


def _candidates(page: Page) -> Iterator[tuple[int, int]]:
    """Places where the text may say what it said a little before.

    A clause, a sentence or two in a row are found wherever they stand twice, and up to eight
    characters; a longer phrase without marks for certain where it goes on for SIEVE code points
    behind its first copy. A few walks over the text, 10 ms/MB: nothing cheaper tells where a text
    repeats itself, and no needle does.
    """
    text = page.text
    for low, high in _stretches(page):
        part = text[low:high]
        echoes = chain(_echoes(part.replace("\n", "。"), "。", 2), _echoes(part, "，", 1), _echoes(part, ",", 1))
        yield from ((low + first, low + again) for first, again in echoes)
    yield from ((at, at + length) for at, length in page.doubles if length >= SHORTEST)
    find = text.find
    for start, end in zip(page.lines.starts, page.lines.ends, strict=True):  # whatever ends them
        for at in range(start, end - GRAM, SIEVE - GRAM):
            again = find(text[at : at + GRAM], at + 2, at + PHRASE)
            if again > 0:
                yield at, again


def _stretches(page: Page) -> Iterator[tuple[int, int]]:
    """The text in parts of some blocks, which no loop leaves: all its clauses at once would take three times its memory."""
    low = 0
    for block in page.blocks:
        if block.end - low >= STRETCH:
            yield low, block.end
            low = block.end
    yield low, len(page.text)


def _echoes(text: str, mark: str, most: int) -> Iterator[tuple[int, int]]:
    """Where what stands between two marks stands again, ``most`` such pieces further on or nearer."""
    pieces = text.split(mark)
    found = [
        (number, number + far)
        for far in range(1, most + 1)
        for number in compress(range(len(pieces)), map(eq, pieces, pieces[far:]))
        if len(pieces[number]) >= SHORTEST
    ]
    if found:
        starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))
        yield from ((starts[first], starts[again]) for first, again in found)


def _extended(text: str, at: int, period: int, low: int, high: int) -> tuple[int, int]:
    start, end = at, at + period
    while start > low and text[start - 1] == text[start - 1 + period]:
        start -= 1
    while end < high and text[end] == text[end - period]:
        end += 1
    return start, end


def _loop(page: Page, cycles: list[_Cycle]) -> Loop | None:
    """The loop that the cycles make up: several where copies drifted."""
    text, period, end = page.text, cycles[0].period, cycles[0].end
    block = page.block_at(cycles[0].start)
    copy = text[cycles[0].start : cycles[0].start + period]
    letters = len(_LETTER.findall(copy))
    han = len(_HAN.findall(copy))
    if block is None or 2 * han < letters or letters == len(_NUMERAL.findall(copy)) or "|" in copy or "<" in copy:
        return None
    first = last = _head(text, cycles[0], block.start)
    for cycle in cycles[1:]:
        again = text.find(text[first : first + period], cycle.start, cycle.end)
        if again < 0:  # the drift went on: what follows says something else
            break
        last, end = again, cycle.end
    behind = last + (end - last) // period * period
    marked = not _MARKS.isdisjoint(copy)
    cut_off = marked and end == block.end and bool(text[behind:end].strip()) and not _ENDED.search(text[behind:end])
    if len(cycles) == 1 and not cut_off and (end - cycles[0].start) // period * period > behind - first:
        first = cycles[0].start  # the first copy begins behind no mark
        behind = first + (end - first) // period * period
    tail = text[behind:end]
    feeling = _FEELING.search(copy) is not None or _quoted(text, first)
    copies = max((behind - first + DRIFT) // period, 1)
    rest = len(_LETTER.findall(tail)) if cut_off else 0
    limits = _limits(copy, marked, feeling)
    return Loop(
        first,
        end if cut_off else behind,
        Span(first, first + period),
        copies,
        cut_off,
        letters,
        feeling,
        any(letters >= length and copies + (rest >= STUB) / 2 >= number for length, number in limits),
    )


def _head(text: str, cycle: _Cycle, low: int) -> int:
    """Where the first complete copy starts: behind a mark, the end of a sentence before others.

    What stands before it agrees with the end of a copy by chance.
    """
    places = range(cycle.start, min(cycle.start + cycle.period, cycle.end - 2 * cycle.period + 1))
    for marks in (_SENTENCE_END, _MARKS):
        for at in places:
            if at == low or text[at - 1] in marks:
                return at
    return cycle.start


def _limits(copy: str, marked: bool, feeling: bool) -> Sequence[tuple[float, float]]:
    """Letters of a copy and number of copies from which on the recogniser was caught in a loop."""
    if feeling:
        return _NEVER_SHOUTED
    if "\n" in copy or "\r" in copy:
        return _NEVER_LISTED
    return _NEVER_WRITTEN if marked else _NEVER_SAID


def _quoted(text: str, start: int) -> bool:
    low = max(0, start - QUOTED)
    return text.rfind("“", low, start) > text.rfind("”", low, start)
