"""Findings against gold: precision, recall, exactness and harm."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from zzlint.diagnostic import Applicability, Diagnostic, Edit
from zzlint.edits import splice
from zzlint.engine import RuleSet
from zzlint.evaluate.gold import Case, Defect
from zzlint.fixer import fix
from zzlint.process import SAFE_ONLY
from zzlint.text.page import Page
from zzlint.text.span import Span

#: A finding is about a defect when they share this part of what they cover together.
OVERLAP = 0.5
#: Fewer cases than this say little.
FEW = 20
#: The two-sided 95 % quantile of the normal distribution.
Z = 1.96


@dataclass(frozen=True)
class Miss:
    """A finding without a defect (FP) or a defect without a finding (FN)."""

    kind: str
    code: str
    page: Page
    span: Span


@dataclass
class RuleScore:
    """What one rule did on all pages: ``hit`` of ``gold`` defects, ``right`` of ``found`` findings.

    ``exact`` of ``fixes`` fixes (safe and unsafe, on known defects) restored what was printed;
    ``safe_exact`` and ``safe_fixes`` count the safe ones, wrong alarms included; ``harm`` is the
    number of characters that safe fixes changed where nothing was wrong, or wrongly.
    """

    gold: int = 0
    hit: int = 0
    found: int = 0
    right: int = 0
    fixes: int = 0
    exact: int = 0
    safe_fixes: int = 0
    safe_exact: int = 0
    harm: int = 0

    @property
    def precision(self) -> float:
        """Right findings of all findings; 1 when there are none."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Found defects of all defects; 1 when there are none."""
        return self.hit / self.gold if self.gold else 1.0


@dataclass
class Score:
    """The sum over a folder of pages.

    ``before`` and ``after`` safe fixes: edits to the ``printed`` characters. ``breaks_made``: line
    breaks that safe fixes removed; ``breaks_wanted``: those that the print does not have.
    """

    rules: dict[str, RuleScore] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    pages: int = 0
    characters: int = 0
    printed: int = 0
    before: int = 0
    after: int = 0
    breaks_made: int = 0
    breaks_right: int = 0
    breaks_wanted: int = 0


def wilson(right: int, cases: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); 0 to 1 without cases."""
    if not cases:
        return 0.0, 1.0
    share = right / cases
    middle = share + Z * Z / (2 * cases)
    spread = Z * math.sqrt(share * (1 - share) / cases + Z * Z / (4 * cases * cases))
    below = 1 + Z * Z / cases
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)


def score(cases: Iterable[Case], rules: RuleSet) -> Score:
    """Check and fix every page and compare with its gold."""
    total = Score()
    for case in cases:
        _add_rules(total, case, rules)
        _add_text(total, case, rules)
    return total


def _add_rules(total: Score, case: Case, rules: RuleSet) -> None:
    codes = {rule.code for rule in rules.rules}
    defects = [defect for defect in case.defects if defect.code in codes]
    findings = rules.check(case.page).findings
    pairs = matched(defects, findings)
    about: dict[int, list[Defect]] = {}
    for defect in defects:
        of_rule = total.rules.setdefault(defect.code, RuleScore())
        of_rule.gold += 1
        if id(defect) in pairs:
            of_rule.hit += 1
            about.setdefault(id(pairs[id(defect)]), []).append(defect)
        else:
            total.misses.append(Miss("FN", defect.code, case.page, defect.span))
    for item in findings:
        of_rule = total.rules.setdefault(item.code, RuleScore())
        known = about.get(id(item), [])
        of_rule.found += 1
        of_rule.right += bool(known)
        if not known:
            total.misses.append(Miss("FP", item.code, case.page, item.span))
        _add_fix(of_rule, item, known, case.page.text)
    total.pages += 1
    total.characters += len(case.page.text)


def _add_fix(of_rule: RuleScore, item: Diagnostic, known: Sequence[Defect], text: str) -> None:
    if item.fix is None or item.fix.applicability is Applicability.DISPLAY:
        return
    if any(defect.fix is None for defect in known):
        return  # nobody can say what stood there
    safe = item.fix.applicability is Applicability.SAFE
    exact = bool(known) and restores(text, item.fix.edits, known)
    if known:
        of_rule.fixes += 1
        of_rule.exact += exact
    if safe:
        of_rule.safe_fixes += 1
        of_rule.safe_exact += exact
        if not exact:
            of_rule.harm += sum(max(len(edit.old), len(edit.new)) for edit in item.fix.edits)


def matched(defects: Sequence[Defect], findings: Sequence[Diagnostic]) -> dict[int, Diagnostic]:
    """Which finding is about which defect; keys are the ids of the defects, for two may be equal.

    One to one; then a defect that is left goes to a finding whose fix has an edit for it: a pair of
    brackets is one finding and two marks.
    """
    left = list(findings)
    pairs: dict[int, Diagnostic] = {}
    for defect in defects:
        near = [item for item in left if item.code == defect.code and _about(item, defect) >= OVERLAP]
        if near:
            best = max(near, key=lambda item: _about(item, defect))
            pairs[id(defect)] = best
            left.remove(best)
    edits = {(item.code, edit.span): item for item in findings if item.fix for edit in item.fix.edits}
    for defect in defects:
        if id(defect) not in pairs and (defect.code, defect.span) in edits:
            pairs[id(defect)] = edits[defect.code, defect.span]
    return pairs


def _about(item: Diagnostic, defect: Defect) -> float:
    """How far the finding is about the defect: by its place, or by all that its fix touches."""
    touched = [item.span, *(edit.span for edit in item.fix.edits)] if item.fix else [item.span]
    whole = Span(min(span.start for span in touched), max(span.end for span in touched))
    return max(_shared(item.span, defect.span), _shared(whole, defect.span))


def _shared(one: Span, other: Span) -> float:
    """What two places share of what they cover together; 1 for the same place."""
    if one == other:
        return 1.0
    common = min(one.end, other.end) - max(one.start, other.start)
    covered = max(one.end, other.end) - min(one.start, other.start)
    # an insertion, or a seam told by its first character, has hardly any width to share
    return 1.0 if common >= 0 and covered <= 3 else max(0, common) / covered


def restores(text: str, edits: Sequence[Edit], known: Sequence[Defect]) -> bool:
    """Whether the edits leave what was printed; which of two equal copies goes does not matter."""
    printed = [Edit(*defect.span, text[slice(*defect.span)], defect.fix or "") for defect in known]
    low = min(edit.start for edit in (*edits, *printed))
    high = max(edit.end for edit in (*edits, *printed))

    def after(changes: Sequence[Edit]) -> str:
        return splice(text[low:high], sorted((edit.shifted(-low) for edit in changes), key=lambda edit: edit.start))

    return after(edits) == after(printed)


def _add_text(total: Score, case: Case, rules: RuleSet) -> None:
    from rapidfuzz.distance import Levenshtein

    result = fix(case.page, rules, SAFE_ONLY).page.text
    total.printed += len(case.clean)
    total.before += Levenshtein.distance(case.page.text, case.clean)
    total.after += Levenshtein.distance(result, case.clean)
    before, after, wanted = (_breaks(text) for text in (case.page.text, result, case.clean))
    gone, should = before - after, before - wanted
    total.breaks_made += len(gone)
    total.breaks_right += len(gone & should)
    total.breaks_wanted += len(should)


def _breaks(text: str) -> set[tuple[str, str]]:
    """Line breaks by the letters beside them, which repairs of marks and blanks leave alone."""
    lines = ["".join(filter(str.isalnum, line)) for line in text.splitlines()]
    return {(one[-6:], other[:6]) for one, other in pairwise(filter(None, lines))}
