"""What was said of a page, by the page's bytes and all else that decided it.

One SQLite file in the user's cache. It is never believed: every entry carries a checksum of its
key and content, a file that is no database is made anew, and whatever goes wrong with it only
costs time. Two runs at once are SQLite's business.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import time
from typing import Any

import zzlint
from zzlint import formats
from zzlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Message, Related, Severity, Text
from zzlint.process import Task
from zzlint.registry import folders_of_rules
from zzlint.report import FileReport, Muted, Observed, Tally, Told
from zzlint.rule import Rule
from zzlint.settings import Settings
from zzlint.text import word_table
from zzlint.text.identity import Identity
from zzlint.text.page import Loss
from zzlint.text.span import Span

#: Entries that nobody asked for in so many days are dropped; a hit is noted once a week.
DAYS, NOTED = 30, 7
#: So many new entries are written at once.
BATCH = 500
#: How long to wait for another run that is writing, in seconds.
PATIENCE = 2.0

_DAY = 86_400
_CHECK = 16


class Cache:
    """The results of earlier runs."""

    def __init__(self, place: Path) -> None:
        self._path = place / "results.sqlite"
        self._new: dict[bytes, bytes] = {}
        self._used: list[bytes] = []
        self._today = int(time()) // _DAY
        self._database = self._opened() or self._rebuilt()

    def get(self, key: bytes, task: Task, data: bytes) -> FileReport | None:
        """What was said of the page with this key, as a report on the task's file."""
        if self._database is None:
            return None
        try:
            row = self._database.execute("select body, day from said where key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            self._broken(error)
            return None
        if row is None:
            return None
        body, day = row
        if not isinstance(body, bytes) or body[:_CHECK] != _checksum(key, body[_CHECK:]):
            return None
        if isinstance(day, int) and day < self._today - NOTED:
            self._used.append(key)
        return _report(json.loads(body[_CHECK:].decode("utf-8", "surrogatepass")), task, data)

    def put(self, key: bytes, report: FileReport) -> None:
        """Remember what was said, if it can be told in plain values."""
        if self._database is None:
            return
        try:
            body = json.dumps(_told(report), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        except TypeError:  # a rule of the user's with a message of its own kind
            return
        self._new[key] = _checksum(key, body) + body
        if len(self._new) >= BATCH:
            self._write()

    def close(self) -> None:
        """Write what is new and let go of the file."""
        if self._database is not None:
            self._write()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _write(self) -> None:
        for _ in range(2):  # once more into a database that was made anew
            if self._database is None or not (self._new or self._used):
                break
            try:
                self._insert(self._database)
            except sqlite3.DatabaseError as error:
                self._broken(error)
            else:
                break
        self._new.clear()
        self._used.clear()

    def _insert(self, database: sqlite3.Connection) -> None:
        rows = [(key, self._today, body) for key, body in self._new.items()]
        with database:
            database.executemany("insert or replace into said values (?, ?, ?)", rows)
            database.executemany("update said set day = ? where key = ?", [(self._today, key) for key in self._used])
            database.execute("delete from said where day < ?", (self._today - DAYS,))
        for key in self._new:  # a damaged tree may hide what was just put into it
            if database.execute("select 1 from said where key = ?", (key,)).fetchone() is None:
                raise sqlite3.DatabaseError("damaged")

    def _opened(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self._path, timeout=PATIENCE)
        except (OSError, sqlite3.Error):
            return None
        try:
            database.execute("pragma journal_mode = wal")  # who reads does not wait for who writes
            database.execute("pragma synchronous = off")
            database.execute("create table if not exists said (key blob primary key, day int, body blob)")
        except sqlite3.DatabaseError:
            database.close()
            return None
        return database

    def _rebuilt(self) -> sqlite3.Connection | None:
        with suppress(OSError):
            os.unlink(self._path)
            return self._opened()
        return None

    def _broken(self, error: sqlite3.DatabaseError) -> None:
        """Do without the cache; one that is no database any more is made anew, one that is busy is left alone."""
        if self._database is not None:
            self._database.close()
        busy = "locked" in str(error)
        self._database = None if busy else self._rebuilt()


def _checksum(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(key + body, digest_size=_CHECK).digest()


# -- keys -------------------------------------------------------------------------------------


def key_of(task: Task, data: bytes, how: str = "") -> bytes:
    """Names the bytes of a page and all that decides what is said of it, and ``how``."""
    settings = task.settings
    decisive = (
        settings.ignored_for(task.name),
        settings.ignores_for(task.name),
        formats.suffix(task.name),
        task.losses,
        task.entries.key if task.entries else None,
        (how, task.name) if how else None,
        task.identity,
    )
    learned = settings.learned
    found = hashlib.blake2b(_context(settings, learned.digest if learned else ""), digest_size=16)
    found.update(repr(decisive).encode("utf-8", "backslashreplace"))
    found.update(data)
    return found.digest()


@cache
def _context(settings: Settings, _learned: str) -> bytes:
    program = _program(folders_of_rules(settings.rule_dirs, settings.packs))
    return f"{program} {settings.digest}".encode()


@cache
def _program(folders: tuple[Path, ...]) -> str:
    """Names the sources of the engine and the rules, the tables beside them and the dictionary of words."""
    found = hashlib.blake2b(word_table.version().encode(), digest_size=16)
    for top in (Path(zzlint.__file__).parent, *folders):
        for path in sorted(_sources(top)):
            found.update(path.name.encode("utf-8", "surrogateescape") + b"\0")
            found.update(path.read_bytes())
    return found.hexdigest()


def _sources(top: Path) -> Iterator[Path]:
    for folder_name, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (Path(folder_name, name) for name in names if not name.endswith((".pyc", ".pyo")))


# -- reports as plain values ------------------------------------------------------------------


def _told(report: FileReport) -> dict[str, Any]:
    told = {"told": report.told} if report.told else {"findings": [_finding(item) for item in report.findings]}
    hidden = [_finding(item) for item in report.hidden]
    return {
        "characters": report.characters,
        "muted": report.muted,
        "hidden": hidden,
        "observed": report.observed,
        **told,
    }


def _finding(item: Diagnostic) -> list[Any]:
    return [
        item.code,
        _message(item.message),
        list(item.span),
        item.severity.value,
        item.confidence,
        item.group,
        _fix(item.fix) if item.fix else None,
        [[list(other.span), _message(other.message), other.filename] for other in item.related],
    ]


def _message(message: Message) -> list[Any]:
    return [message.key, [[name, _plain(value)] for name, value in message.values]]


def _plain(value: object) -> Any:
    if isinstance(value, Text):
        return list(value)
    if value is None or type(value) in (str, int, float, bool):
        return value
    raise TypeError(f"{value!r} is no plain value")


def _fix(fix: Fix) -> list[Any]:
    edits = [[edit.start, edit.end, edit.old, edit.new] for edit in fix.edits]
    return [edits, fix.applicability.value, _message(fix.message) if fix.message else None, fix.loss]


def _report(told: dict[str, Any], task: Task, data: bytes) -> FileReport | None:
    blank = FileReport(
        task.name,
        muted=tuple(Muted(*one) for one in told["muted"]),
        characters=told["characters"],
        observed=_observed(told["observed"]) if told["observed"] else None,
    )
    if "told" in told:
        text, (findings, notes, safe, unsafe, codes) = told["told"]
        tally = Tally(findings, notes, safe, unsafe, tuple((code, count) for code, count in codes))
        return replace(blank, told=Told(text, tally))
    if not (told["findings"] or told["hidden"]):
        return blank
    page = next(formats.records(data, task.name, task.settings.layout)).page
    if isinstance(page, Exception):
        return None
    rules = task.settings.registry
    items, hidden = (tuple(_diagnostic(item, rules) for item in told[key]) for key in ("findings", "hidden"))
    return replace(blank, page=page, original=page, findings=items, hidden=hidden, data=data)


def _observed(told: list[Any]) -> Observed:
    identity, head, size, facts = told
    return Observed(Identity(*identity), Span(*head), size, tuple((code, key, fact) for code, key, fact in facts))


def _diagnostic(told: list[Any], rules: Mapping[str, type[Rule]]) -> Diagnostic:
    code, message, span, severity, confidence, group, fix, related = told
    rule = rules[code]
    return Diagnostic(
        code=code,
        name=rule.name,
        message=_said(message, rule),
        span=Span(*span),
        severity=Severity(severity),
        confidence=confidence,
        group=group,
        fix=_repair(fix, rule) if fix else None,
        related=tuple(Related(Span(*place), _said(words, rule), name) for place, words, name in related),
    )


def _said(told: list[Any], rule: type[Rule]) -> Message:
    key, values = told
    pairs = tuple((name, Text(*value) if isinstance(value, list) else value) for name, value in values)
    return Message(key, rule.messages[key], pairs)


def _repair(told: list[Any], rule: type[Rule]) -> Fix:
    edits, applicability, message, loss = told
    return Fix(
        tuple(Edit(*edit) for edit in edits),
        Applicability(applicability),
        _said(message, rule) if message else None,
        Loss(*loss) if loss else None,
    )
