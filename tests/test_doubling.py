"""Four times the text costs about four times the time: each rule on its own worst case, all on texts made to break them.

What fails here is named in full by ``python tests/bench/rules.py --worst CODE``.
"""

from collections.abc import Iterator, Sequence

import pytest

from tests.bench.doubling import Case, of_rule, pathological, too_slow
from zzlint.engine import rule_set
from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Rule, Text
from zzlint.settings import Settings

RULES = rule_set(Settings(preview=True, select=("ALL",))).rules


class Planted(Rule):
    """Looks from each hit back to the beginning of the text."""

    code = "TST001"
    name = "planted"
    title = Text("试", "planted")
    messages = {"found": Text("有", "found")}
    error_class = ErrorClass.MARK
    needles: Sequence[str] = ("，",)
    bad = (Bad("雨停了，路干了。"),)
    good = ()

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        for at in hits["，"]:
            if page.text.count("“", 0, at) % 2:
                yield self.report((at, at + 1), "found")


class Unanchored(Planted):
    """Begins anew at each blank of a run."""

    needles = ()
    PATTERN = Pattern(r"\s+$(?!\s)")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        for found in self.PATTERN.finditer(page.text):
            yield self.report(found.span(), "found")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_on_its_own_worst_case(rule: Rule) -> None:
    assert not list(filter(None, map(too_slow, of_rule(rule, alone=1))))


@pytest.mark.parametrize(
    "case",
    [*pathological(RULES, fixing=False), *pathological(RULES, fixing=True)],
    ids=lambda case: case.name,
)
def test_pathological_text(case: Case) -> None:
    assert not too_slow(case)


def test_finds_a_quadratic_rule() -> None:
    assert any(too_slow(case, tries=1) for case in of_rule(Planted(), alone=1))


def test_finds_an_unanchored_pattern() -> None:
    cases = {case.name: case for case in pathological([Unanchored()], fixing=False)}
    assert too_slow(cases["check run of blanks"], tries=1)
