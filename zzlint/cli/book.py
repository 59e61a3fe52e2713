"""What was muted in a run, and by what: told at its end, and written into a baseline where that is wanted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zzlint.baseline import BASELINE, Entry, excerpt, record_key
from zzlint.baseline_file import VERDICTS, Baseline, Baselines, read, write
from zzlint.cli.ending import Failure
from zzlint.cli.unused import Unused, from_here
from zzlint.engine import rule_set
from zzlint.fingerprint import names
from zzlint.phrases import say
from zzlint.problems import reason
from zzlint.registry import Registry
from zzlint.report import FileReport
from zzlint.reporters import named
from zzlint.reporters.excerpt import visible
from zzlint.settings import Settings, covers, is_selector, now_called

if TYPE_CHECKING:
    from zzlint.cli.asked import Asked

#: So many entries of a baseline that match nothing are told one by one.
TOLD = 10

#: A finding of a file, or the entry for it: file, record, fingerprint.
Key = tuple[str, str, str]


class Wishes(NamedTuple):
    """What ``check`` is to do with a baseline: the file to write, the verdict on what it finds, and why."""

    write: Path | None = None
    prune: bool = False
    verdict: str | None = None
    reason: str | None = None


@dataclass
class _File:
    """A file of the run; a failed one says nothing of what is of use."""

    settings: Settings
    failed: bool = False


class Book:
    """Takes the reports of a run one by one and tells at the end what is of no use any more.

    ``renamed``: former codes and names that comments and baselines use, and what they are now.
    Raises BaselineError when the baseline to be written is there and cannot be read.
    """

    def __init__(self, asked: Asked, wishes: Wishes, registry: Registry) -> None:
        self.baselines = Baselines()
        self.renamed: dict[str, str] = {}
        self._asked = asked
        self._wishes = wishes
        self._files: dict[str, _File] = {}
        self._hits: Counter[tuple[str, Key]] = Counter()
        self._unused = Unused(asked.configured)
        self._comments: list[tuple[str, str, Settings]] = []
        self._old: Baseline | None = None
        self._found: dict[Key, Entry] = {}
        self._kept: set[Key] = set()
        if wishes.write is not None:
            exists = os.path.lexists(wishes.write)
            self._old = read(wishes.write, registry) if exists else Baseline(wishes.write)
            self.renamed |= self._old.renamed

    def enter(self, report: FileReport) -> FileReport:
        """Take note of a report; what goes into a baseline is no finding any more."""
        file = self._files.get(report.name)
        if file is None:
            file = self._files[report.name] = _File(self._asked.settings_for(Path(report.name)))
        file.failed = file.failed or report.failed
        self._unused.look(report.name, file.settings, failed=report.failed)
        for muted in report.muted:
            if muted.by in ("ignore", "allow"):
                self._unused.use(muted, file.settings)
            elif muted.by == "renamed":
                self.renamed[muted.entry] = now_called(muted.entry, file.settings.registry)
            elif not muted.code:
                self._comments.append((report.label, muted.entry, file.settings))
            elif muted.by == BASELINE:
                baseline = self.baselines.of(file.settings)
                assert baseline is not None  # it muted something
                key = (baseline.name_of(report.name), record_key(report.record, report.line), muted.entry)
                self._hits[str(baseline.path), key] += 1
        return self._written(report) if self._old is not None and not report.failed else report

    # -- writing a baseline ----------------------------------------------------------------

    def _written(self, report: FileReport) -> FileReport:
        assert self._old is not None  # asked before
        name, record = self._old.name_of(report.name), record_key(report.record, report.line)
        known = self._old.of(report.name)
        entries = known.of(report.record, report.line) if known else None
        matched = entries.matched(report.findings, report.page) if entries else {}
        wishes = self._wishes
        unjudged = []
        for number, (item, called) in enumerate(names(report.findings, report.page)):
            entry = Entry(name, record, item.code, called, text=visible(excerpt(item, report.page)))
            if number in matched:
                old = matched[number]
                self._kept.add(_key(old))
                entry = entry._replace(verdict=old.verdict, reason=old.reason)
            if wishes.verdict is not None:
                entry = entry._replace(verdict=VERDICTS[wishes.verdict])
            if wishes.reason is not None:
                entry = entry._replace(reason=wishes.reason)
            self._found[_key(entry)] = entry
            if not entry.verdict:
                unjudged.append(item)
        return replace(report, findings=(), hidden=tuple(unjudged))

    def keep(self, lang: str) -> Iterator[str]:
        """Write or prune what is to be, and say so. Raises Failure when that cannot be."""
        if self._old is not None:
            yield self._replaced(self._old, lang)
        if self._wishes.prune:
            yield from (self._pruned(baseline, lang) for baseline in self._in_use())

    def _replaced(self, old: Baseline, lang: str) -> str:
        stale = {_key(entry) for entry in self._stale(old)} - self._kept
        left = {_key(entry): entry for entry in old.entries if _key(entry) not in stale | self._kept}
        entries = left | self._found
        _put(old.path, entries.values(), lang)
        counts = {"count": len(entries), "new": len(self._found) - len(self._kept), "gone": len(stale)}
        return say("baseline-written", lang, path=from_here(old.path), **counts)

    def _pruned(self, baseline: Baseline, lang: str) -> str:
        stale = {_key(entry) for entry in self._stale(baseline)}
        left = [entry for entry in baseline.entries if _key(entry) not in stale]
        if stale:
            _put(baseline.path, left, lang)
        return say("baseline-pruned", lang, path=from_here(baseline.path), count=len(left), gone=len(stale))

    # -- what is of no use -----------------------------------------------------------------

    def _in_use(self) -> list[Baseline]:
        found = {file.settings.baseline: file.settings for file in self._files.values() if file.settings.baseline}
        return [baseline for settings in found.values() if (baseline := self.baselines.of(settings))]

    def _stale(self, baseline: Baseline) -> Iterator[Entry]:
        """Entries that match nothing: of files that were looked at, and of those that are there no more."""
        seen = set()
        for name, file in self._files.items():
            called = baseline.name_of(name)
            seen.add(called)
            if not file.failed:
                on = _on(file.settings, name, over_pages=self._asked.several)
                entries = baseline.all_of(name)
                yield from (entry for entry in entries if entry.code in on and not self._is_hit(baseline, entry))
        tops = [os.path.join(os.path.realpath(path), "") for path in self._asked.paths if os.path.isdir(path)]
        for called in sorted({entry.file for entry in baseline.entries} - seen):
            path = os.path.normpath(baseline.file(called))
            if any(path.startswith(top) for top in tops) and not os.path.lexists(path):
                yield from baseline.all_of(path)

    def _is_hit(self, baseline: Baseline, entry: Entry) -> bool:
        return (str(baseline.path), _key(entry)) in self._hits

    def useless(self, lang: str) -> Iterator[str]:
        """Lines on entries that are of no use any more."""
        yield from self._unused.lines(self._asked.folders, lang)
        for label, entry, settings in self._comments:
            yield from _about_comment(named(label), entry, settings, lang)
        for baseline in self._in_use():
            self.renamed |= baseline.renamed
            stale = [] if self._wishes.prune else list(self._stale(baseline))
            for known in stale[:TOLD]:
                place = f"{from_here(baseline.path)}:{known.line}"
                yield say("useless-entry", lang, place=place, code=known.code, file=known.file, text=known.text)
            if len(stale) > TOLD:
                yield say("useless-entries", lang, path=from_here(baseline.path), count=len(stale) - TOLD)

    def hides(self, lang: str) -> Iterator[str]:
        """How many findings each baseline hid before anything was fixed."""
        for baseline in self._in_use():
            if counts := self.counts(baseline):
                yield say("baseline-hides", lang, path=from_here(baseline.path), **counts)

    def counts(self, baseline: Baseline) -> dict[str, int]:
        """How many findings the baseline hides, by verdict; nothing when it hides none."""
        verdicts = {_key(entry): entry.verdict for entry in baseline.entries}
        found: Counter[str] = Counter()
        for (path, key), count in self._hits.items():
            if path == str(baseline.path):
                verdict = verdicts.get(key)
                found[verdict.name.lower() if verdict else "known"] += count
        return {"known": found["known"], "wrong": found["wrong"], "as_printed": found["as_printed"]} if found else {}


def _about_comment(label: str, entry: str, settings: Settings, lang: str) -> Iterator[str]:
    line, word = entry.split(" ", 1)
    place = f"{label}:{line}"
    if word.startswith("zzlint-"):
        yield say("unknown-comment", lang, place=place, word=word)
    elif not is_selector(word, settings.registry):
        yield say("unknown-in-comment", lang, place=place, word=word)
    elif any(covers(word, type(rule)) for rule in rule_set(settings, label).rules):
        yield say("useless-comment", lang, place=place, word=word)


def _on(settings: Settings, name: str, *, over_pages: bool) -> set[str]:
    """The codes of the rules that looked at a file, those over several pages among them where they ran."""
    rules = rule_set(settings, name)
    return {rule.code for rule in (*rules.rules, *(rules.corpus if over_pages else ()))}


def _key(entry: Entry) -> Key:
    return entry.file, entry.record, entry.fingerprint


def _put(path: Path, entries: Iterable[Entry], lang: str) -> None:
    try:
        write(path, entries)
    except OSError as error:
        raise Failure(say("not-written", lang, path=from_here(path), error=reason(error))) from None
