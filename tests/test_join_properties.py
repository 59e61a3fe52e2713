"""A join adds and removes nothing but line breaks, indents, a soft hyphen and what a seam says twice.

And what is said of the pages of an issue does not depend on the order in which they are named.
"""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import Program
from tests.test_corpus_profile import SEEDS
from tests.texts import texts
from zzlint.engine import RuleSet, rule_set
from zzlint.evaluate.gold import Case, cases
from zzlint.formats import from_text
from zzlint.rule import Diagnostic, Page
from zzlint.settings import Settings

JOINING = ("PAR001", "PAR002")
JOINS = rule_set(Settings(preview=True, select=JOINING))
#: What may stand between the two halves: line ends, blanks, indents, hyphens at the end of a Latin line.
GAP = " \t\u3000\u00a0\r\n"
HYPHENS = "-\u00ad\u2010"
#: A recogniser repeats no more than this at a seam.
REPEATED = 8

PRINTED = sorted({case.clean for case in cases(SEEDS)})


@st.composite
def torn(draw: st.DrawFn) -> str:
    """Some lines of a seed page, cut at places that no print cuts, some characters there twice."""
    page = draw(st.sampled_from(PRINTED))
    start = draw(st.integers(0, max(0, len(page) - 400)))
    text = page[start : start + 400]
    for at in sorted(draw(st.lists(st.integers(1, max(1, len(text) - 1)), max_size=4)), reverse=True):
        gap = draw(st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\n　　", "\n\n ", "-\n", "\u00ad\n"]))
        again = text[max(0, at - draw(st.integers(0, 2))) : at] if draw(st.booleans()) else ""
        text = text[:at] + gap + again + text[at:]
    return text


def wrong_joins(text: str, rules: RuleSet) -> list[Diagnostic]:
    """The findings whose fixes touch more than a seam."""
    page = from_text(text)
    return [item for item in rules.check(page).findings if item.fix is not None and not _is_join(page, item)]


def _is_join(page: Page, item: Diagnostic) -> bool:
    assert item.fix is not None
    return all(_joins(page, *edit.span, edit.new) for edit in item.fix.edits)


def _joins(page: Page, start: int, end: int, new: str) -> bool:
    """Whether what goes is a gap, with a hyphen above it, or what both sides of it say."""
    old = page.text[start:end]
    left, right = old.rstrip(GAP + HYPHENS), old.lstrip(GAP + HYPHENS)
    if not set(GAP) & set(old) or new not in ("", " "):
        return False
    if not left:  # nothing but the gap, or a hyphen and the gap
        return True
    # a doubled seam: what goes stands on the other side of the gap once more
    again = left if old.startswith(left) and not right.strip(GAP) else right
    above, below = page.text[max(0, start - REPEATED) : start], page.text[end : end + REPEATED]
    return len(again) <= REPEATED and (above.endswith(again) or below.startswith(again))


def test_the_property_knows_a_wrong_join() -> None:
    page = from_text("村里的路修\n\n到了家门口")
    assert _joins(page, 5, 7, "")
    assert not _joins(page, 4, 7, ""), "修 is lost"
    assert not _joins(page, 5, 7, "，")
    assert not _joins(page, 2, 4, ""), "no gap there"


@settings(max_examples=150, deadline=None)
@given(torn())
def test_a_join_of_a_torn_page_touches_only_its_seams(text: str) -> None:
    assert wrong_joins(text, JOINS) == []


@settings(max_examples=150, deadline=None)
@given(texts)
def test_a_join_of_any_text_touches_only_its_seams(text: str) -> None:
    assert wrong_joins(text, JOINS) == []


@pytest.mark.parametrize("case", list(cases(SEEDS)), ids=lambda case: case.path.stem)
def test_a_join_of_a_seed_touches_only_its_seams(case: Case) -> None:
    assert wrong_joins(case.page.text, JOINS) == []


def test_the_seeds_hold_joins_of_every_kind() -> None:
    """Else the properties above say nothing."""
    fixes = [item.fix for case in cases(SEEDS) for item in JOINS.check(case.page).findings if item.fix is not None]
    gone = {edit.old.strip(GAP) for fix in fixes for edit in fix.edits}
    assert len(fixes) > 100
    assert len(gone) > 2, "a gap alone, and some doubled seams"


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_files_does_not_matter(seed: int, zz: Program) -> None:
    issue = sorted((SEEDS / "sound" / "issue-2021-03-16").glob("A*.txt"))[:7]  # A8 is missing, and is missed
    mixed = Random(seed).sample(issue, len(issue))
    assert mixed != issue

    def said(paths: list[Path]) -> list[str]:
        found = json.loads(zz("check", "--isolated", "--preview", "--output-format", "json", *paths).out)
        return sorted(json.dumps(item, sort_keys=True, ensure_ascii=False) for item in found)

    assert said(mixed) == said(issue) != []
