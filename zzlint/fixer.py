"""Trust, order, overlap and repetition of fixes: all of it here."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from zzlint.diagnostic import Applicability, Diagnostic, Edit, Fix
from zzlint.edits import Composition, splice
from zzlint.engine import Checked
from zzlint.faults import QUARREL, fault
from zzlint.rule import Phase
from zzlint.text.page import Page

#: So many rounds without rest are a quarrel.
ROUNDS = 50
#: And so is a text that grows beyond this, in multiples of the original and in code points.
GROWTH, LEEWAY = 2, 10_000


class Checker(Protocol):
    """What the fixer needs of the engine."""

    def check(self, page: Page) -> Checked: ...

    def recheck(self, page: Page, before: Page, said: Checked, edits: Sequence[Edit]) -> Checked: ...

    def phase(self, code: str) -> Phase: ...


@dataclass(frozen=True)
class Fixed:
    """A page after fixing.

    ``applied`` are the findings whose fixes were taken, ``edits`` their sum as edits of the
    original text, each with the codes of the rules behind it, ``left`` what the rules still say
    of the result (ZZ901 findings included).
    """

    page: Page
    applied: tuple[Diagnostic, ...]
    edits: tuple[tuple[Edit, tuple[str, ...]], ...]
    left: Checked
    muted: frozenset[str] = frozenset()


@dataclass
class _Attempt:
    """One run of the loop: where it ended, or which rules kept it from ending."""

    page: Page
    left: Checked
    applied: list[Diagnostic] = field(default_factory=list)
    rounds: list[list[tuple[Edit, str]]] = field(default_factory=list)
    quarrel: frozenset[str] = frozenset()


def fix(page: Page, checker: Checker, wanted: Collection[Applicability]) -> Fixed:
    """Apply fixes of the wanted trust until none is left.

    A round takes the fixes of the earliest phase that has any, whole or not at all; a fix that
    overlaps one already taken waits for the next round. A text seen before, or a 50th round, is a
    quarrel: exactly the rules of that cycle are muted and all starts again from the original; if
    that does not settle either, the original stays. A rule that crashes leaves the original, too.
    """
    attempt = _attempt(page, checker, wanted, frozenset())
    muted = attempt.quarrel
    if muted:
        attempt = _attempt(page, checker, wanted, muted)
    if attempt.left.crashes:
        return Fixed(page, (), (), _with_crashes(checker.check(page), attempt.left.crashes), muted)
    if attempt.quarrel:
        muted |= attempt.quarrel
        told = fault(QUARREL, "unsettled", rules=", ".join(sorted(muted)))
        return Fixed(page, (), (), _with(checker.check(page), told), muted)
    left = attempt.left
    if muted:
        left = _with(left, fault(QUARREL, "quarrel", rules=", ".join(sorted(muted))))
    sum_of_rounds = Composition(page.text)
    for edits in attempt.rounds:
        sum_of_rounds.add(edits)
    return Fixed(attempt.page, tuple(attempt.applied), sum_of_rounds.edits(), left, muted)


def _attempt(page: Page, checker: Checker, wanted: Collection[Applicability], muted: frozenset[str]) -> _Attempt:
    said = checker.check(page)
    run = _Attempt(page, said)
    # hashes: the texts of all rounds of a large file would not fit into memory
    seen = {hash(page.text): 0}
    codes_of_rounds: list[set[str]] = []
    while not said.crashes:
        taken = _taken(_applicable(said.findings, checker, wanted, muted))
        if not taken:
            break
        owned = sorted(
            ((edit, item.code) for item in taken for edit in _fix(item).edits), key=lambda own: _place(own[0])
        )
        edits = [edit for edit, _ in owned]
        after = _lossy(run.page, taken).replaced(splice(run.page.text, edits), edits)
        codes_of_rounds.append({item.code for item in taken})
        cycle = seen.get(hash(after.text))
        grown = len(after.text) > GROWTH * len(page.text) + LEEWAY
        if cycle is None and (grown or len(codes_of_rounds) >= ROUNDS):
            cycle = max(0, len(codes_of_rounds) - 2)  # who was still at work in the last two rounds
        if cycle is not None:
            run.quarrel = frozenset().union(*codes_of_rounds[cycle:])
            break
        said = checker.recheck(after, run.page, said, edits)
        run.applied += taken
        run.rounds.append(owned)
        run.page, run.left = after, said
        seen[hash(after.text)] = len(codes_of_rounds)
    run.left = said
    return run


def _lossy(page: Page, taken: Iterable[Diagnostic]) -> Page:
    """The page, knowing what the fixes are about to remove the trace of."""
    losses = [loss for item in taken if (loss := _fix(item).loss)]
    return page.placed(losses=(*page.losses, *losses)) if losses else page


def _applicable(
    findings: Iterable[Diagnostic], checker: Checker, wanted: Collection[Applicability], muted: frozenset[str]
) -> list[Diagnostic]:
    """The findings of the earliest phase that have a fix to apply."""
    ready = [
        item
        for item in findings
        if item.fix is not None
        and item.fix.applicability in wanted
        and item.code not in muted
        and any(edit.old != edit.new for edit in item.fix.edits)
    ]
    if not ready:
        return []
    first = min(checker.phase(item.code) for item in ready)
    return [item for item in ready if checker.phase(item.code) is first]


def _taken(findings: list[Diagnostic]) -> list[Diagnostic]:
    """The findings whose fixes can be applied side by side.

    Of two rules' deletions of text that touch one waits: each may delete what the other keeps of a repetition.
    """
    findings.sort(key=lambda item: (min(map(_place, _fix(item).edits)), item.code))
    places: list[tuple[int, int]] = []
    edges: dict[int, str] = {}
    taken = []
    for item in findings:
        edits = sorted(_fix(item).edits, key=_place)
        deleted = {at for edit in edits if edit.old.strip() and not edit.new for at in _place(edit)}
        if any(_clashes(edit, places) for edit in edits) or _clash_within(edits):
            continue
        if any(edges.get(at, item.code) != item.code for at in deleted):
            continue
        for edit in edits:
            insort(places, _place(edit))
        edges.update(dict.fromkeys(deleted, item.code))
        taken.append(item)
    return taken


def _clashes(edit: Edit, places: list[tuple[int, int]]) -> bool:
    at = bisect_left(places, _place(edit))
    return any(_clash(_place(edit), place) for place in places[max(0, at - 1) : at + 2])


def _clash(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Replacements may touch; an insertion may touch nothing, or two of them race for ever."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def _clash_within(edits: list[Edit]) -> bool:
    return any(_clash(_place(one), _place(other)) for one, other in pairwise(edits))


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _fix(item: Diagnostic) -> Fix:
    assert item.fix is not None  # only findings with a fix come this far
    return item.fix


def _with(said: Checked, told: Diagnostic) -> Checked:
    return said._replace(findings=(told, *said.findings))


def _with_crashes(said: Checked, crashes: tuple[Diagnostic, ...]) -> Checked:
    return said._replace(crashes=said.crashes or crashes)
