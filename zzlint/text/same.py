"""The part of two texts that is one text, read twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Of nearly equal texts so large a part agrees.
ALIKE = 0.85
#: What recognisers misread is scattered, so many letters at a place, and each time something else; texts made
#: from one form differ in words.
SCATTERED = 1.4
#: In so many different ways no form differs that has most letters in common: there it may be so many at a place.
MANY, MANY_SCATTERED = 30, 2.0
#: Nor do they misread numbers so many times as often as other letters.
NUMBERS = 3
#: In texts of so many letters lines may have been lost: so many letters, of which the other text has a quarter at
#: the most, and of the whole no larger part than MUCH.
LONG, LOST, MUCH = 200, 9, 0.35
#: What a difference takes from the score of a part, for each letter and at the most; a part ends where so much
#: was taken in a row.
COST, MOST, DROP = 2, 12, 40

_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百千万")
#: Dashes and circles, which some recognisers read as letters and others leave out.
_SHAPES = frozenset("一〇Oo")


class Shared(NamedTuple):
    """``one[start:end]`` and ``other[other_start:other_end]`` say the same."""

    start: int
    end: int
    other_start: int
    other_end: int


class _Step(NamedTuple):
    """How ``one[start:end]`` became ``other[other_start:other_end]``; ``equal``: it stayed."""

    equal: bool
    start: int
    end: int
    other_start: int
    other_end: int


def shared(one: str, other: str) -> Shared | None:
    """The part of two texts that was misread here and there, or lost lines, if there is one.

    Takes time with the product of their lengths, a sixty-fourth of a step for each pair of letters.
    """
    part = _best(_steps(one, other))
    if not part or not _is_misread(one, other, part):
        return None
    return Shared(part[0].start, part[-1].end, part[0].other_start, part[-1].other_end)


def misread(one: str, other: str) -> bool:
    """Whether two texts are one that was misread here and there, or lost lines, and not two made from one form.

    Of long texts one may begin sooner or end later.
    """
    steps = _steps(one, other)
    for edge in (0, -1) if min(len(one), len(other)) >= LONG else ():
        if steps and (steps[edge].start == steps[edge].end or steps[edge].other_start == steps[edge].other_end):
            del steps[edge]
    return bool(steps) and _is_misread(one, other, steps)


def _steps(one: str, other: str) -> list[_Step]:
    if one == other:
        return [_Step(True, 0, len(one), 0, len(other))]
    from rapidfuzz.distance import Levenshtein  # 18 ms: only copies pay it

    return [
        _Step(step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Levenshtein.opcodes(one, other)
    ]


def _best(steps: Sequence[_Step]) -> Sequence[_Step]:
    """The part with the highest score: letters that are equal, less what the differences cost."""
    best, span = 0, (0, 0)
    score, top, start = 0, 0, 0
    for number, step in enumerate(steps):
        long = max(step.end - step.start, step.other_end - step.other_start)
        if not step.equal:
            score -= min(COST * long, MOST)
        else:
            if score <= 0 or score < top - DROP:
                score, top, start = 0, 0, number
            score += long
            top = max(top, score)
            if score > best:
                best, span = score, (start, number + 1)
    return steps[slice(*span)]


def _is_misread(one: str, other: str, part: Sequence[_Step]) -> bool:
    letters = sum(step.end - step.start for step in part if step.equal)
    changed = list(_changed(one, other, part))
    if letters >= LONG:
        changed = [pair for whole in changed for pair in _read_amiss(*whole)]
    distance = sum(max(map(len, pair)) for pair in changed)
    lost = max(part[-1].end - part[0].start, part[-1].other_end - part[0].other_start) - letters - distance
    ways = len(set(changed))
    scattered = SCATTERED if ways < MANY else MANY_SCATTERED
    if lost > MUCH * (letters + lost) or distance > min((1 - ALIKE) * (letters + distance), scattered * ways):
        return False
    numbers = [pair for pair in changed if _NUMERALS.issuperset("".join(pair))]
    if len(numbers) == 1 and not all(numbers[0]):  # one figure was lost, or put in
        return True
    numerals = sum(one.count(char, part[0].start, part[-1].end) for char in _NUMERALS)
    return len(numbers) * (letters + distance - numerals) <= NUMBERS * (len(changed) - len(numbers)) * numerals


def _changed(one: str, other: str, part: Sequence[_Step]) -> Iterator[tuple[str, str]]:
    """What stands in the place of what."""
    at = 0
    while at < len(part):
        if part[at].equal:
            at += 1
            continue
        first = last = part[at]
        while at < len(part):
            if part[at].equal:
                if at + 1 == len(part) or not _is_lost(first, part[at + 1]) or part[at].end - part[at].start > 1:
                    break
            else:
                last = part[at]
            at += 1
        yield one[first.start : last.end], other[first.other_start : last.other_end]


def _is_lost(first: _Step, last: _Step) -> bool:
    short, long = sorted((last.end - first.start, last.other_end - first.other_start))
    return long >= LOST and 4 * short <= long


def _read_amiss(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Of what stands in the place of what, that which is no lost line, dash or circle."""
    short, long = sorted((len(one), len(other)))
    if long >= LOST and 4 * short <= long:
        one, other = one[:short], other[:short]
    if (one and other) or not _SHAPES.issuperset(one + other):
        yield one, other
