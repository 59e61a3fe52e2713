"""Texts that repeat themselves cost the rules of loops and doubles four times the time where they are four times as long."""

import random
from collections.abc import Callable
from functools import partial

import pytest

from tests.bench.corpus import repeated
from tests.bench.doubling import Case, too_slow
from zzlint.engine import RuleSet
from zzlint.formats import from_text
from zzlint.registry import registry
from zzlint.rule import Page

RULES = RuleSet([registry()[code]() for code in ("DUP002", "DUP004", "DUP005", "LOS001")])

CLAUSES = "茶山上的雾散了，采茶的人排成一行往上走，山脚的茶厂一早就生了火，等着第一批鲜叶下来，"
SENTENCE = "守闸的老汉说，水位每涨一寸，他就往本子上记一笔。"


def _nearly(size: int, period: int = 300) -> str:
    """Copies of one text each of which differs from the one before in a character."""
    chance = random.Random(7)
    copy = [chr(0x4E00 + chance.randrange(3000)) for _ in range(period)]
    copy[::15] = "，" * (period // 15)
    parts = []
    for _ in range(size // period + 1):
        copy[chance.randrange(period)] = chr(0x4E00 + chance.randrange(3000))
        parts.append("".join(copy))
    return "".join(parts)


def _drifting(size: int) -> str:
    """A sentence, each time misread at another place."""
    count = size // len(SENTENCE) + 1
    places = ((number, number % len(SENTENCE)) for number in range(count))
    return "".join(SENTENCE[:at] + chr(0x4E00 + number % 5000) + SENTENCE[at + 1 :] for number, at in places)


def _grown(size: int) -> str:
    """Copies ever farther apart."""
    return "".join(f"{CLAUSES}{'夜' * (number % 97)}{number}。" for number in range(size // (len(CLAUSES) + 50) + 1))


def _fibonacci(size: int) -> str:
    """Repeats within repeats."""
    one, other = "茶山的雾，", "水闸的人，"
    while len(other) < size:
        one, other = other, other + one
    return other[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "one character": partial(repeated, "茶"),
    "one phrase": partial(repeated, "旁听要求"),
    "two phrases in turn": partial(repeated, "茶山上的雾散了，采茶的人往上走，"),
    "nearly the same": _nearly,
    "each copy drifted": _drifting,
    "ever farther apart": _grown,
    "repeats within repeats": _fibonacci,
    "begun twice": partial(repeated, "会议于昨日在渡口召会议于昨日在渡口召开，各乡镇负责人参加。\n"),
    "across lines": partial(repeated, "村里修路是大家的\n的愿望\n"),
}


def _check(text: str) -> Page:
    page = from_text(text)
    assert not RULES.check(page).crashes
    return page


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_costs_four_times_the_time(name: str) -> None:
    assert not too_slow(Case(name, TEXTS[name], _check))


@pytest.mark.parametrize("unit", ["旁听要求", SENTENCE])
def test_a_line_of_one_loop_is_one_finding(unit: str) -> None:
    (loop,) = from_text(unit * (300_000 // len(unit))).loops
    assert loop.copies == 300_000 // len(unit)
