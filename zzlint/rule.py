"""The door for authors of rules: everything a rule imports comes from here.

A rule is one class in one file. It yields findings and never edits; the engine finds its needles,
applies its fixes and isolates its crashes. See ``rules/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from zzlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Message, Related, Severity, Text
from zzlint.formats import Layout
from zzlint.reasons import why
from zzlint.text import (
    doubles,
    edges,
    foreign,
    furniture,
    joins,
    lexicon,
    marks,
    notices,
    pairing,
    quotes,
    residue,
    seam,
    torn,
)
from zzlint.text.around import whole_lines, within
from zzlint.text.chars import BLANK, CLOSERS, FINAL, HAN, INNER, MARKS, NEWLINE, NUMERAL, OPENERS, PAIRS, is_han
from zzlint.text.clauses import Recurrence, recurrences
from zzlint.text.cut import State
from zzlint.text.identity import Identity
from zzlint.text.layout import Block
from zzlint.text.loops import Loop
from zzlint.text.page import Loss, Page
from zzlint.text.pattern import Cue, Pattern
from zzlint.text.plain import Plain
from zzlint.text.repeats import Run
from zzlint.text.restarts import restarts
from zzlint.text.roles import Role, ends_finally
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.duplicates import Repeat
    from zzlint.jumps import Jump, Pairing
    from zzlint.text.archive import Archive

__all__ = [
    "BLANK",
    "CLOSERS",
    "DISPLAY",
    "FINAL",
    "HAN",
    "INNER",
    "MARKS",
    "NEWLINE",
    "NUMERAL",
    "OPENERS",
    "PAIRS",
    "SAFE",
    "UNSAFE",
    "Applicability",
    "Bad",
    "Block",
    "CorpusRule",
    "Cue",
    "Diagnostic",
    "Edit",
    "ErrorClass",
    "Fact",
    "Fix",
    "Hits",
    "Identity",
    "Loop",
    "Loss",
    "Message",
    "Observation",
    "Page",
    "Pattern",
    "Phase",
    "Plain",
    "Profile",
    "Recurrence",
    "Related",
    "Role",
    "Rule",
    "Run",
    "Scope",
    "Severity",
    "Span",
    "State",
    "Text",
    "doubles",
    "edges",
    "ends_finally",
    "foreign",
    "furniture",
    "in_order",
    "is_han",
    "joins",
    "jumps",
    "lexicon",
    "marks",
    "notices",
    "paired",
    "pairing",
    "passages",
    "quotes",
    "recurrences",
    "repeated",
    "residue",
    "restarts",
    "runs",
    "seam",
    "torn",
    "whole_lines",
    "why",
    "within",
]

SAFE = Applicability.SAFE
UNSAFE = Applicability.UNSAFE
DISPLAY = Applicability.DISPLAY

#: Where the needles of a rule stand: needle -> starts, in rising order.
Hits = Mapping[str, Sequence[int]]


class ErrorClass(str, Enum):
    """What an error rate counts the defect as (newspaper quality rules of 2020)."""

    CHARACTER = "character"
    NUMBER = "number"
    ORDER = "order"
    MARK = "mark"
    SCRIPT = "script"
    FORM = "form"
    LAYOUT = "layout"
    LOSS = "loss"


class Scope(IntEnum):
    """How far a rule looks around a needle; an edit further away cannot change its findings."""

    LINE = 1
    BLOCK = 2
    PAGE = 3


class Phase(IntEnum):
    """When fixes are applied: code points first, then marks and blanks, then structure."""

    CHARACTERS = 1
    MARKS = 2
    STRUCTURE = 3


class Profile(str, Enum):
    """What the text is wanted for."""

    ARCHIVE = "archive"
    CORPUS = "corpus"
    PUBLISH = "publish"


EVERYWHERE = (Profile.ARCHIVE, Profile.CORPUS, Profile.PUBLISH)


class Bad(NamedTuple):
    """An example that the rule must report.

    ``fixed`` is what all its fixes together must leave (safe and unsafe ones); None: no fix.
    ``options`` are the rule's options for this example.
    """

    text: str
    fixed: str | None = None
    options: Mapping[str, Any] = {}


class Rule:
    """One kind of defect.

    The docstring of a rule says what it finds, and under ``## Why is this bad?``,
    ``## Fix safety`` and ``## Known false alarms`` what its name says.
    """

    code: ClassVar[str]
    #: The defect in kebab-case; reads well after "allow".
    name: ClassVar[str]
    #: Codes and names that the rule had once; they go on meaning it.
    former: ClassVar[Sequence[str]] = ()
    #: The defect in one line.
    title: ClassVar[Text]
    messages: ClassVar[Mapping[str, Text]]
    error_class: ClassVar[ErrorClass]
    severity: ClassVar[Severity] = Severity.WARNING
    #: Literals one of which must occur; the rule is not called where none does. () = always called.
    needles: Sequence[str] = ()
    scope: ClassVar[Scope] = Scope.PAGE
    phase: ClassVar[Phase] = Phase.MARKS
    #: What was learned of trusted pages; None without an archive.
    archive: Archive | None = None
    #: Where the rule is on by default.
    profiles: ClassVar[Sequence[Profile]] = EVERYWHERE
    #: A preview rule is on only with ``--preview``.
    preview: ClassVar[bool] = False
    #: A preview rule that is on wherever there is an archive.
    learns: ClassVar[bool] = False
    #: Option values that a profile changes.
    profile_options: ClassVar[Mapping[Profile, Mapping[str, object]]] = {}
    bad: ClassVar[Sequence[Bad]]
    good: ClassVar[Sequence[str]]

    @dataclass(frozen=True)
    class Options:
        """The options of a rule: fields of type bool, int, float, str or tuple[str, ...].

        ``allow``, which every rule has, is the engine's: words about which the rule is not heard.
        """

        allow: tuple[str, ...] = ()

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or self.Options()

    def check(self, page: Page, hits: Hits) -> Iterable[Diagnostic]:
        """The rule's findings on ``page``.

        A rule of scope line or block reports only what stands around its ``hits``: after an edit
        the engine hands it the hits near the edit and no others.
        """
        raise NotImplementedError

    def report(
        self,
        span: Span | tuple[int, int],
        key: str,
        *,
        fix: Fix | None = None,
        severity: Severity | None = None,
        confidence: float | None = None,
        group: str = "",
        related: Iterable[Related] = (),
        **values: object,
    ) -> Diagnostic:
        """A finding at ``span`` with the message ``key`` and its arguments."""
        return Diagnostic(
            code=self.code,
            name=self.name,
            message=self.message(key, **values),
            span=Span(*span),
            severity=severity or self.severity,
            confidence=confidence,
            group=group,
            fix=fix,
            related=tuple(related),
        )

    def message(self, key: str, **values: object) -> Message:
        """The message ``key`` of the rule with its arguments, which must be hashable."""
        return _message(key, self.messages[key], tuple(values.items()))

    @staticmethod
    def edit(page: Page, start: int, end: int, new: str) -> Edit:
        """``page.text[start:end]`` becomes ``new``."""
        return Edit(start, end, page.text[start:end], new)

    @classmethod
    def replace(cls, page: Page, start: int, end: int, new: str, applicability: Applicability = SAFE) -> Fix:
        """The fix that writes ``new`` in place of ``page.text[start:end]``."""
        return Fix((cls.edit(page, start, end, new),), applicability)

    @classmethod
    def summary(cls) -> str:
        """The first paragraph of the docstring."""
        return re.split(r"\n\s*\n", (cls.__doc__ or "").strip(), maxsplit=1)[0]


#: What a page tells a rule over several pages: None, a truth, a number, a string, or lists and dicts of them.
Fact: TypeAlias = Any


class Observation(NamedTuple):
    """A fact, and the page that told it.

    ``filename``, ``record`` and ``line`` (1-based) name the page; "" and 0 for a file that is one
    page. ``identity`` says which page of which issue it is, ``head`` is its first line that is not blank.
    ``layout`` is how its file was read.
    """

    filename: str
    record: str
    line: int
    identity: Identity
    head: Span
    fact: Fact
    layout: Layout = Layout()


class CorpusRule(Rule):
    """One kind of defect that only several pages together show. It reports and has no fix.

    Every page is observed where it is checked; what was observed under one key, on whatever page,
    is concluded from together, at the end of the run. Keys are what pages share: an issue, a name, a hash.
    An example is several pages with a form feed between them; each tells its issue in its masthead.
    """

    def check(self, page: Page, hits: Hits) -> Iterable[Diagnostic]:
        """Nothing: one page alone is no evidence."""
        return ()

    def observe(self, page: Page) -> Iterable[tuple[str, Fact]]:
        """Keys and facts; after a fix the facts are those of the fixed text.

        Of a file that cannot be read an empty page is observed. Facts are kept in memory until the
        end of the run and remembered for the next one: make them small.
        """
        raise NotImplementedError

    def conclude(self, key: str, facts: Sequence[Observation]) -> Iterable[tuple[Observation, Diagnostic]]:
        """Findings, each with the observation on whose page it stands.

        The observations come in the order of their files and records.
        """
        raise NotImplementedError


@lru_cache(maxsize=1024)
def _message(key: str, template: Text, values: tuple[tuple[str, object], ...]) -> Message:
    """Three hundred half-width commas share one message."""
    return Message(key, template, values)


def in_order(hits: Hits) -> Iterator[tuple[int, str]]:
    """All hits as ``(start, needle)`` in the order of the text."""
    yield from sorted((start, needle) for needle, starts in hits.items() for start in starts)


def runs(pattern: Pattern, text: str, hits: Hits) -> Iterator[re.Match[str]]:
    """The matches that begin at a hit, in order, none inside another: runs of one kind as a whole."""
    done = -1
    for start, _ in in_order(hits):
        found = pattern.match(text, start) if start >= done else None
        if found is not None:
            done = found.end()
            yield found


def jumps(page: Page) -> list[Jump]:
    """The halves of jumps on the page: 下转A2版, 上接A1版, with their headlines and the text at the cut."""
    from zzlint import articles  # only runs over several pages pay it

    return [jump for jump, _ in articles.jumps(page, articles.stretches(page))]


def paired(halves: Iterable[Iterable[Any]], pages: Iterable[str]) -> Pairing:
    """The halves of one issue, paired; ``halves`` are jumps, or lists of the same, ``pages`` the labels of all pages."""
    from zzlint.jumps import Jump, pair

    return pair((Jump(*half) for half in halves), pages)


def passages(page: Page, near: bool) -> list[str]:
    """What the page tells of what it says, for ``repeated``; ``near``: also where copies differ by misread letters."""
    from zzlint.passages import told  # only runs over several pages pay it

    return told(page, near)


def repeated(facts: Sequence[Observation]) -> list[Repeat]:
    """What stands on several pages, each of which told its ``passages``; copies count the pages as ``facts`` do."""
    from zzlint.duplicates import repeats
    from zzlint.passages import Place

    return repeats([(Place(seen.filename, seen.record, seen.line, seen.layout), seen.fact) for seen in facts])
