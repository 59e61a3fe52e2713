"""What is said of a page, one entry for each finding or group of findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zzlint.diagnostic import Applicability, Diagnostic, Severity
from zzlint.report import FileReport
from zzlint.rule import ErrorClass, Rule

Rules = Mapping[str, type[Rule]]


class Entry(NamedTuple):
    """A finding, or all findings of one group, under one number of its page."""

    number: int
    kind: str
    items: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        """The finding that stands for all."""
        return self.items[0]

    @property
    def decided(self) -> bool:
        """Whether nobody has to think about it: a note, or a safe fix for every place."""
        return self.kind == "note" or all(
            item.fix is not None and item.fix.applicability is Applicability.SAFE for item in self.items
        )


class Counts(NamedTuple):
    """How bad a page is, the worst first; pages are compared by it.

    A group counts once in ``errors`` and ``open`` (what somebody has to decide), its places count
    in ``findings``. ``lost`` and ``failed`` are part of the others, notes are not.
    """

    lost: int = 0
    failed: int = 0
    errors: int = 0
    open: int = 0
    findings: int = 0
    notes: int = 0
    fixed: int = 0

    def __add__(self, other: object) -> Counts:
        assert isinstance(other, Counts)
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))


def faults(report: FileReport) -> list[Diagnostic]:
    """What the engine says of the page as a whole."""
    return [item for item in report.findings if item.code.startswith("ZZ")]


def entries(report: FileReport, rules: Rules) -> list[Entry]:
    """The rest, numbered in the order of their places."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for number, item in enumerate(report.findings):
        if not item.code.startswith("ZZ"):
            found.setdefault((item.code, item.group) if item.group else ("", str(number)), []).append(item)
    ordered = sorted(found.values(), key=lambda items: items[0].span)
    return [Entry(number, _kind(items[0], rules), tuple(items)) for number, items in enumerate(ordered, 1)]


def counts(report: FileReport, said: Iterable[Entry]) -> Counts:
    """How bad the page is."""
    total = Counts(failed=len(faults(report)), fixed=len(report.applied) if report.changed else 0)
    for entry in said:
        note = entry.kind == "note"
        total += Counts(
            lost=entry.kind == "lost",
            errors=any(item.severity is Severity.ERROR for item in entry.items),
            open=not entry.decided,
            findings=0 if note else len(entry.items),
            notes=len(entry.items) if note else 0,
        )
    return total


def _kind(item: Diagnostic, rules: Rules) -> str:
    rule = rules.get(item.code)
    lost = rule is not None and rule.error_class is ErrorClass.LOSS
    return "lost" if lost else item.severity.value
