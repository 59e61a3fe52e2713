"""What four times the text costs: texts to break rules with, and how their time grows."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from tests.bench.corpus import PATHOLOGICAL, repeated
from zzlint.engine import RuleSet
from zzlint.fixer import fix
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY
from zzlint.rule import Rule

#: Four times the text may take so many times the time: four, and what caches and sorting add.
LIMIT = 4 * 1.6
#: A run that is shorter than this says nothing (seconds), unless the text would be longer than this (characters).
LEAST, LONGEST = 0.02, 400_000
#: Of many needles so many are looked at one by one.
NEEDLES = 6


class Case(NamedTuple):
    """Something that may cost too much: a text of any size, and what is done to it."""

    name: str
    text: Callable[[int], str]
    run: Callable[[str], object]


def seconds(job: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of some runs, without the garbage collector."""
    gc.disable()
    try:
        best = float("inf")
        for _ in range(runs):
            started = time.process_time()
            job()
            best = min(best, time.process_time() - started)
        return best
    finally:
        gc.enable()


def of_rule(rule: Rule, alone: int = NEEDLES) -> Iterator[Case]:
    """The worst cases of one rule, from its needles and its bad examples; ``alone``: needles looked at one by one."""
    check = partial(_check, RuleSet([rule]))
    needles = list(rule.needles)
    if needles:
        yield Case(f"{rule.code} all needles", partial(repeated, "".join(needles)), check)
        yield Case(f"{rule.code} needles in text", partial(repeated, "".join(f"{one}的人" for one in needles)), check)
    for needle in needles[:: max(1, -(-len(needles) // max(1, alone)))] if alone else ():
        yield Case(f"{rule.code} {needle!r}", partial(repeated, needle), check)
    bad = [bad.text for bad in rule.bad]
    yield Case(f"{rule.code} bad examples", partial(repeated, "\n\n".join((*bad, ""))), check)
    yield Case(f"{rule.code} bad examples, one line", partial(repeated, "".join("".join(bad).split("\n"))), check)


def pathological(rules: Sequence[Rule], *, fixing: bool) -> Iterator[Case]:
    """The pathological texts, checked or fixed with all these rules."""
    run = partial(_fix if fixing else _check, RuleSet(rules))
    for name, text in PATHOLOGICAL.items():
        yield Case(f"{'fix' if fixing else 'check'} {name}", text, run)


def growth(case: Case, times: Sequence[int] = (1, 4), least: float = LEAST, runs: int = 3) -> list[float]:
    """The seconds for the text once, and so many times; all 0 where even the longest takes no time."""
    size = 2_000
    once = 0.0
    while size < LONGEST:
        once = seconds(partial(case.run, case.text(size)), 1)
        if once >= least:
            break
        # a careful step: what is quadratic takes the square of it
        size = min(LONGEST, int(size * max(2, min(8, least / max(once, 1e-4)))))
    # the shortest is the most easily disturbed: it has one run more
    told = [seconds(partial(case.run, case.text(size * many)), runs + (many == times[0])) for many in times]
    return told if max(told) >= least else [0.0] * len(times)


def too_slow(case: Case, limit: float = LIMIT, tries: int = 3) -> str:
    """Why the case fails; "" when one of some tries, each longer, shows that its time grows with the text."""
    told = ""
    for runs in range(1, tries + 1):
        # a longer text, too: the shortest may be the last that fits into memory at hand
        once, four = growth(case, least=runs * LEAST, runs=runs)
        if four <= limit * once:
            return ""
        told = f"{case.name}: {1000 * once:.0f} ms, four times the text {1000 * four:.0f} ms ({four / once:.1f} x)"
    return told


def _check(rules: RuleSet, text: str) -> None:
    said = rules.check(from_text(text))
    assert not said.crashes, said.crashes[0].message.render("en")


def _fix(rules: RuleSet, text: str) -> None:
    done = fix(from_text(text), rules, SAFE_ONLY)
    assert not done.left.crashes, done.left.crashes[0].message.render("en")
