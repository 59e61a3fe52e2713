"""What each rule costs, dearest first; with --worst, what twice and four times the text cost it.

python tests/bench/rules.py [--megabytes 10]
python tests/bench/rules.py --worst [CODE...]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import corpus, doubling
from tests.bench.doubling import growth, seconds
from tests.bench.measure import table
from zzlint.engine import RuleSet, rule_set
from zzlint.formats import from_text
from zzlint.probe import Probe
from zzlint.rule import Hits, Rule
from zzlint.settings import Settings
from zzlint.text.page import Page

#: What rules share, made for the first who asks: measured apart, so that no rule pays for another.
SHARED: tuple[tuple[str, Callable[[Page], object]], ...] = (
    ("lines", lambda page: page.lines),
    ("blocks", lambda page: (page.blocks, page.block_starts)),
    ("formulas", lambda page: page.is_protected(0)),
    ("repeats", lambda page: page.repeats),
    ("doubles", lambda page: page.doubles),
    ("loops", lambda page: page.loops),
)
#: Twice the text may take so many times the time (design, bars).
TWICE = 2.3


class Part(NamedTuple):
    """One part of a check: its seconds, hits of its needles, findings."""

    name: str
    seconds: float
    hits: int = 0
    findings: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("codes", nargs="*", help="only these rules (with --worst)")
    parser.add_argument("--megabytes", type=float, default=10, help="size of the text (default: 10)")
    parser.add_argument("--worst", action="store_true", help="one, two and four times the worst texts of each rule")
    options = parser.parse_args()
    rules = rule_set(Settings()).rules
    if options.worst:
        _worst([rule for rule in rules if not options.codes or rule.code in options.codes], not options.codes)
        return
    for name, defects in (("usual text", corpus.USUAL), ("text full of findings", corpus.FULL)):
        share = 1 if defects == corpus.USUAL else 0.2
        text = corpus.sample(int(options.megabytes * share * 1e6 / corpus.BYTES), defects)
        _told(f"{name}, {defects} defects per KB", text, rules)


def _told(name: str, text: str, rules: Sequence[Rule]) -> None:
    size = len(text.encode()) / 1e6
    parts = sorted(_parts(text, rules), key=lambda part: part.seconds, reverse=True)
    engine = RuleSet(rules)
    whole = seconds(lambda: engine.check(from_text(text)))
    rest = whole - sum(part.seconds for part in parts)
    findings = sum(part.findings for part in parts)
    print(f"{name}: {size:.1f} MB, {findings} findings; check {whole:.2f} s, {size / whole:.1f} MB/s")
    table(
        ("part", "ms/MB", "share %", "hits/KB", "findings"),
        [
            (
                part.name,
                f"{1000 * part.seconds / size:.2f}",
                f"{100 * part.seconds / whole:.1f}",
                f"{part.hits / size / 1000:.2f}",
                str(part.findings),
            )
            for part in (*parts, Part("(taking and sorting findings)", rest, findings=findings))
        ],
    )
    print()


def _parts(text: str, rules: Sequence[Rule]) -> Iterator[Part]:
    """The parts of a check of ``text``: the search, what rules share, each rule by itself."""
    probe = Probe(needle for rule in rules for needle in rule.needles)
    found = probe.find(text)
    yield Part("(probe)", seconds(lambda: probe.find(text)), sum(map(len, found.values())))
    page = from_text(text)
    for name, wanted in SHARED:
        yield Part(f"({name})", seconds(partial(wanted, page), 1))
    for rule in rules:
        hits = {needle: found[needle] for needle in rule.needles if needle in found}
        if rule.needles and not hits:
            yield Part(rule.code, 0.0)
            continue
        findings = len(list(rule.check(page, hits)))
        took = seconds(partial(_asked, rule, page, hits))
        yield Part(rule.code, took, sum(map(len, hits.values())), findings)


def _asked(rule: Rule, page: Page, hits: Hits) -> int:
    return sum(1 for _ in rule.check(page, hits))


def _worst(rules: Sequence[Rule], together: bool) -> None:
    cases = [case for rule in rules for case in doubling.of_rule(rule)]
    for rule in rules:
        cases += [
            case._replace(name=f"{rule.code} {case.name}") for case in doubling.pathological([rule], fixing=False)
        ]
    if together:
        cases += [*doubling.pathological(rules, fixing=False), *doubling.pathological(rules, fixing=True)]
    times = {case.name: growth(case, (1, 2, 4), least=0.03, runs=1) for case in cases}
    busy = {name: told for name, told in times.items() if told[0]}
    table(
        ("worst first", "1 x ms", "2 x", "4 x", ""),
        [
            (
                name,
                f"{1000 * once:.0f}",
                f"{twice / once:.2f}",
                f"{four / once:.2f}",
                "too slow" if twice > TWICE * once and four > doubling.LIMIT * once else "",
            )
            for name, (once, twice, four) in sorted(busy.items(), key=lambda row: row[1][2] / row[1][0], reverse=True)
        ],
    )
    print(f"{len(times) - len(busy)} more take less than 30 ms for {4 * doubling.LONGEST:,} characters")


if __name__ == "__main__":
    main()
