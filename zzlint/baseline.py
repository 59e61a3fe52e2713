"""Findings that are known: what a baseline says of a page, found again and hidden.

An entry without a verdict is known and left for later: it is not reported, and still repaired when
its fix is safe. One with a verdict is neither reported nor repaired.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import chain
from typing import NamedTuple

from zzlint import fixer
from zzlint.diagnostic import Applicability, Diagnostic, Edit
from zzlint.engine import Checked, Shifts
from zzlint.fingerprint import Name, names
from zzlint.fixer import Checker, Fixed
from zzlint.report import FileReport, Muted
from zzlint.rule import Phase
from zzlint.text.page import Page
from zzlint.text.span import Span

#: What ``Muted.by`` says of findings that a baseline hides.
BASELINE = "baseline"
#: So many code points on either side of a place are put into a baseline, and so many of the place itself.
AROUND, INSIDE = 8, 24
#: Excerpts that are as like as this, in percent, are of one place: what 178 of 179 places of the seeds came to
#: after other rules had put misprints right on both sides of them, and one in 260 other findings of the rule.
ALIKE = 80
#: Of fewer letters than these so many cannot be alike when one has changed on either side.
WORDS = 8
#: Where more entries or findings of a rule are left without a partner, no excerpts are compared.
FEW = 50

_NO_WORD = re.compile(r"[^\w\[\]]|_")


class Verdict(str, Enum):
    """What people found when they looked: a false alarm, or what the print has indeed."""

    WRONG = "wrong"
    AS_PRINTED = "as printed"


class Entry(NamedTuple):
    """A known finding: of the rule ``code``, at the place that ``name`` names, with the words around it as ``text``.

    ``file`` counts from the folder of the baseline, ``record`` names the record of a file that
    holds many, ``line`` is where the entry stands in the baseline (1-based, 0 for nowhere).
    """

    file: str
    record: str
    code: str
    name: Name
    verdict: Verdict | None = None
    reason: str = ""
    text: str = ""
    line: int = 0

    @property
    def fingerprint(self) -> str:
        """The name as it is written."""
        return str(self.name)


class Entries:
    """The entries for one page."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._codes: dict[str, list[Entry]] = {}
        self._places: dict[tuple[int, int], list[Entry]] = {}
        self._halves: dict[tuple[str, str, int], list[Entry]] = {}
        for entry in sorted(entries, key=lambda entry: entry.name.ordinal):
            self._codes.setdefault(entry.code, []).append(entry)
            self._places.setdefault(entry.name.place, []).append(entry)
            for half in entry.name.halves(entry.code):
                self._halves.setdefault((entry.code, *half), []).append(entry)

    def matched(
        self, findings: Sequence[Diagnostic], page: Page | None, used: Collection[str] = ()
    ) -> dict[int, Entry]:
        """The entries that the findings have, by the findings' numbers; not those ``used`` already.

        An entry is for one finding. What finds none by its whole name finds one by either half of
        it: another rule's fix may have changed a letter on the other side. Where letters changed on
        both sides, the words of the excerpts tell.
        """
        asked = [number for number, item in enumerate(findings) if item.code in self._codes]
        named = list(zip(asked, names((findings[number] for number in asked), page), strict=True))
        found: dict[int, Entry] = {}
        taken = set(used)
        equals: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for number, (_, name) in named:
            equals.setdefault(name.place, []).append((name.ordinal, number))
        for place, numbers in equals.items():
            entries = [entry for entry in self._places.get(place, ()) if entry.fingerprint not in taken]
            found.update(_paired(numbers, entries))
        taken.update(entry.fingerprint for entry in found.values())
        left: dict[tuple[str, str, int], Iterator[Entry]] = {}
        for number, (item, name) in named:
            for half in name.halves(item.code):
                key = (item.code, *half)
                if number in found or key not in self._halves:
                    continue
                candidates = left.setdefault(key, iter(self._halves[key]))
                entry = next((entry for entry in candidates if entry.fingerprint not in taken), None)
                if entry is not None:
                    found[number] = entry
                    taken.add(entry.fingerprint)
        found.update(self._alike({number: findings[number] for number in asked if number not in found}, page, taken))
        return found

    def _alike(
        self, findings: Mapping[int, Diagnostic], page: Page | None, taken: Collection[str]
    ) -> Iterator[tuple[int, Entry]]:
        """Findings by their numbers with entries that have nearly the same words, the nearest first."""
        for code in dict.fromkeys(item.code for item in findings.values()):
            entries = [entry for entry in self._codes[code] if entry.text and entry.fingerprint not in taken]
            left = [number for number, item in findings.items() if item.code == code]
            if 0 < len(entries) <= FEW and len(left) <= FEW:
                known = [_words(entry.text) for entry in entries]
                seen = [_words(excerpt(findings[number], page)) for number in left]
                for one, other in _likest(seen, known):
                    yield left[one], entries[other]


def excerpt(item: Diagnostic, page: Page | None) -> str:
    """The place between brackets, and what stands around it."""
    if page is None:
        return ""
    start, end = item.span
    text = page.text
    inside = text[start:end]
    if len(inside) > INSIDE:
        inside = f"{inside[: INSIDE // 2]}…{inside[-INSIDE // 2 :]}"
    return f"{text[max(0, start - AROUND) : start]}[{inside}]{text[end : end + AROUND]}"


def _words(excerpt: str) -> str:
    """The letters, and the brackets: what stands next to a place is another one."""
    return _NO_WORD.sub("", excerpt)


def _likest(some: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of those that are alike, each once, the likest first."""
    from rapidfuzz.fuzz import ratio  # only where something is left over on both sides

    pairs = [
        (-likeness, one, other)
        for one, words in enumerate(some)
        for other, known in enumerate(others)
        if min(len(words), len(known)) >= WORDS + len("[]") and (likeness := ratio(words, known)) >= ALIKE
    ]
    left, free = set(range(len(some))), set(range(len(others)))
    for _, one, other in sorted(pairs):
        if one in left and other in free:
            left.remove(one)
            free.remove(other)
            yield one, other


def _paired(numbers: list[tuple[int, int]], entries: list[Entry]) -> Iterator[tuple[int, Entry]]:
    """Findings between the same letters with their entries, by their ordinals.

    Where there are more entries than findings, those that are gone are the ones that a fix could
    repair: entries without a verdict.
    """
    if len(entries) > len(numbers):
        judged = sorted(entries, key=lambda entry: entry.verdict is None)
        kept = sorted(judged[: len(numbers)], key=lambda entry: entry.name.ordinal)
        yield from ((number, entry) for (_, number), entry in zip(numbers, kept, strict=True))
        return
    by_ordinal = {entry.name.ordinal: entry for entry in entries}
    rest = []
    for ordinal, number in numbers:
        if ordinal in by_ordinal:
            yield number, by_ordinal.pop(ordinal)
        else:
            rest.append(number)
    yield from zip(rest, by_ordinal.values(), strict=False)


class FileEntries:
    """The entries for one file."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        records: dict[str, list[Entry]] = {}
        for entry in entries:
            records.setdefault(entry.record, []).append(entry)
        self._records: Mapping[str, Entries] = {record: Entries(found) for record, found in records.items()}
        self._told = records

    @property
    def key(self) -> str:
        """Names all that the entries say."""
        told = chain(*self._told.values())
        said = [(entry.record, entry.code, entry.fingerprint, entry.verdict, entry.text) for entry in told]
        return repr(sorted(said, key=repr))

    def of(self, record: str, line: int) -> Entries | None:
        """The entries for one record, for a file that is one page those for all of it."""
        return self._records.get(record_key(record, line))


def record_key(record: str, line: int) -> str:
    """What entries call a record: nothing where its only name is its line, for lines move.

    Equal findings of such records share an entry: records are looked at apart, so nothing counts the equals.
    """
    return "" if record == str(line) else record


def hidden(report: FileReport, entries: Entries) -> FileReport:
    """The report without the findings that are known; those without a verdict are ``hidden``."""
    used = {muted.entry for muted in report.muted if muted.by == BASELINE}
    found = entries.matched(report.findings, report.page, used)
    return replace(
        report,
        findings=tuple(item for number, item in enumerate(report.findings) if number not in found),
        hidden=(*report.hidden, *(report.findings[number] for number in sorted(found) if not found[number].verdict)),
        muted=(*report.muted, *map(_muted, found.values())),
    )


def fix(page: Page, rules: Checker, wanted: Collection[Applicability], entries: Entries) -> Fixed:
    """``fixer.fix`` where some findings are known: what people have judged stays as it is.

    What is left does not tell of known findings.
    """
    guarded = _Guarded(rules, entries)
    fixed = fixer.fix(page, guarded, wanted)
    return replace(fixed, left=guarded.untold(fixed.left))


class _Guarded:
    """Rules whose fixes keep away from findings with a verdict.

    Which these are is told by their fingerprints on the page as it was, and from then on by their
    places: fixes may repair an equal, or letters on both sides. An entry whose finding was repaired
    is ``_spent``: it is not for another one.
    """

    def __init__(self, rules: Checker, entries: Entries) -> None:
        self._rules = rules
        self._entries = entries
        self._known: dict[tuple[str, Span], Entry] = {}
        self._muted: tuple[Muted, ...] = ()
        self._spent: set[str] = set()

    def check(self, page: Page) -> Checked:
        self._known = {}
        self._spent = set()
        said = self._guarded(self._rules.check(page), page)
        self._muted = tuple(map(_muted, self._known.values()))
        return said

    def recheck(self, page: Page, before: Page, said: Checked, edits: Sequence[Edit]) -> Checked:
        shifts = Shifts(edits)
        self._known = {(code, shifts.moved(span)): entry for (code, span), entry in self._known.items()}
        return self._guarded(self._rules.recheck(page, before, said, edits), page)

    def phase(self, code: str) -> Phase:
        return self._rules.phase(code)

    def untold(self, said: Checked) -> Checked:
        """What was said last, without the known findings."""
        known = [(item, self._known.get((item.code, item.span))) for item in said.findings]
        return said._replace(
            findings=tuple(item for item, entry in known if entry is None),
            hidden=tuple(item for item, entry in known if entry and not entry.verdict),
            muted=(*said.muted, *self._muted),
        )

    def _guarded(self, said: Checked, page: Page) -> Checked:
        known = {key: entry for item in said.findings if (entry := self._known.get(key := (item.code, item.span)))}
        rest = [item for item in said.findings if (item.code, item.span) not in known]
        self._spent |= {entry.fingerprint for entry in self._known.values() if not entry.verdict}
        used = self._spent | {entry.fingerprint for entry in known.values()}
        for number, entry in self._entries.matched(rest, page, used).items():
            known[rest[number].code, rest[number].span] = entry
        self._known = known
        judged = {key for key, entry in known.items() if entry.verdict}
        findings = tuple(
            item.trusted(Applicability.DISPLAY) if (item.code, item.span) in judged else item for item in said.findings
        )
        return said._replace(findings=findings)


def _muted(entry: Entry) -> Muted:
    return Muted(entry.code, BASELINE, entry.fingerprint)
