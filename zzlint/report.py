"""What became of a file, or of one record of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from zzlint.diagnostic import Applicability, Diagnostic, Edit, Severity
from zzlint.text.change import Change, spliced
from zzlint.text.identity import Identity
from zzlint.text.page import Page
from zzlint.text.span import Span


class Muted(NamedTuple):
    """A finding that is not reported, and what muted it.

    ``by`` is "ignore", "allow", "comment" or "baseline"; ``entry`` names the entry: its number
    among the ignores, the word, the line of the comment, the fingerprint. Without a ``code`` nothing
    was muted: a comment in vain (its line and the rule it names), or, ``by`` "renamed", a former name.
    """

    code: str
    by: str
    entry: str


class Tally(NamedTuple):
    """How many findings of each kind there are; ``codes`` counts those that are no notes."""

    findings: int
    notes: int
    safe: int
    unsafe: int
    codes: tuple[tuple[str, int], ...]


class Told(NamedTuple):
    """What an output format says of a page, in place of the findings."""

    text: str
    tally: Tally


class Observed(NamedTuple):
    """What a page told the rules over several pages.

    ``head`` is its first line that is not blank, ``size`` the length of its text in code points.
    ``facts`` are (code of the rule, key, fact).
    """

    identity: Identity
    head: Span
    size: int
    facts: tuple[tuple[str, str, Any], ...]


# dataclass makes only what is asked for: it makes it anew at every start of the program
@dataclass(frozen=True, eq=False, repr=False)
class FileReport:
    """What became of one file, or of one record of a file that holds many.

    ``page`` is the text that ``findings`` count in: after a fix the fixed text, None when nothing
    could be read. ``original`` is the page as read, ``edits`` lead from it to ``page``,
    ``applied`` are the findings behind them. ``data`` are the bytes read, which begin ``at`` bytes
    into the file, and ``changes`` what is to become of the file's bytes. ``record`` names the
    record and ``line`` is where it stands in the file, 1-based; "" and 0 for a file that is one
    page. ``hidden`` are findings that a baseline knows and nobody has judged: no findings, but no
    less there. ``characters`` is the length of the text as read, in code points, for counting: a report
    on which nothing was found may come without its page. ``told`` stands for findings that were
    left where they were found, in another process or an earlier run. ``observed`` is what the page
    told the rules over several pages, if any ran. ``again``: the page had its report, and this one
    holds what these rules say of it.
    """

    name: str
    page: Page | None = None
    findings: tuple[Diagnostic, ...] = ()
    original: Page | None = None
    applied: tuple[Diagnostic, ...] = ()
    edits: tuple[Edit, ...] = ()
    changes: tuple[Change, ...] = ()
    data: bytes = b""
    at: int = 0
    record: str = ""
    line: int = 0
    muted: tuple[Muted, ...] = ()
    hidden: tuple[Diagnostic, ...] = ()
    characters: int = 0
    told: Told | None = None
    observed: Observed | None = None
    again: bool = False

    @property
    def label(self) -> str:
        """What people call the page: the file, and the record where there are many."""
        return f"{self.name}#{self.record}" if self.record else self.name

    def where(self, at: int) -> str:
        """What people call the page and the part of it that holds a place."""
        part = self.page.part(at) if self.page else ""
        return f"{self.label} {part}" if part else self.label

    @property
    def changed(self) -> bool:
        """Whether there are other bytes to keep than were read."""
        return bool(self.changes)

    @property
    def result(self) -> bytes:
        """The bytes to keep in place of ``data``."""
        return spliced(self.data, self.changes, self.at) if self.changes else self.data

    @property
    def tally(self) -> Tally:
        """How many findings there are."""
        return self.told.tally if self.told else tallied(self.findings)

    @property
    def failed(self) -> bool:
        """Whether the engine has something to say: exit code 2."""
        return any(item.code.startswith("ZZ") for item in self.findings)


def tallied(findings: Iterable[Diagnostic]) -> Tally:
    """How many findings of each kind there are."""
    codes: Counter[str] = Counter()
    fixes: Counter[Applicability] = Counter()
    notes = 0
    for item in findings:
        if item.severity is Severity.NOTE:
            notes += 1
        else:
            codes[item.code] += 1
        if item.fix is not None:
            fixes[item.fix.applicability] += 1
    counts = fixes[Applicability.SAFE], fixes[Applicability.UNSAFE]
    return Tally(codes.total(), notes, *counts, tuple(codes.items()))
