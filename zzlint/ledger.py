"""The ledger: every change of a file's bytes and every loss, in JSON Lines, for undo and for check.

An entry is one line, or several for a file with many records: lines with a ``part`` and then the
line that closes the entry, with the sha256 of the file ``before`` and ``after``. A change that has
no closing line never took place.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from zzlint import __version__
from zzlint.diagnostic import Text
from zzlint.losses import Trace
from zzlint.problems import Problem
from zzlint.rewrite import sync_folder
from zzlint.text.change import Change

#: A ledger in a folder of this name is about the tree that the folder lies in.
FOLDER = ".zzlint"


class Entry(NamedTuple):
    """One file that was changed once; its lines begin ``at`` these bytes of the ledger."""

    at: tuple[int, ...]
    id: str
    run: str
    time: str
    file: str
    encoding: str
    before: str
    after: str
    losses: tuple[Trace, ...]


#: Says that a crash cut the line before it short.
_TORN = b'{"torn":true}\n'
#: What an entry's closing line tells in words.
_TOLD = ("id", "run", "time", "file", "encoding", "before", "after")


class LedgerError(Problem):
    """A ledger that cannot be read: the message names file and line."""


def is_ledger(path: Path) -> bool:
    """Whether a file is a ledger, or could become one: its first line says so, or there is none."""
    try:
        with path.open("rb") as file:
            line = file.readline()
    except IsADirectoryError:
        return False
    except FileNotFoundError:
        return path.suffix == ".jsonl"
    if not line.endswith(b"\n"):  # the first line of all, and cut short by a crash
        return line[:7] == b'{"id":"'[: len(line)]
    told = _object(line) or {}
    return bool({"run", "part", "torn"} & told.keys())


class Ledger:
    """One ledger file; ``home`` is the folder that its files' names count from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        folder = Path(os.path.abspath(path)).parent
        self.home = folder.parent if folder.name == FOLDER else folder
        self._handle = -1

    def name_of(self, file: Path) -> str:
        """How the ledger calls a file: from ``home`` if it lies below, else by its whole path."""
        real = os.path.realpath(file)
        name = os.path.relpath(real, os.path.realpath(self.home))
        return (real if name.startswith(os.pardir) else name).replace(os.sep, "/")

    def file(self, name: str) -> Path:
        """The file of a name."""
        return self.home / name

    # -- writing ---------------------------------------------------------------------------

    def append(self, line: dict[str, Any]) -> None:
        """Add a line; it lasts once ``sync`` is through."""
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        try:
            data = text.encode()
        except UnicodeEncodeError:  # a file's name that is no text
            data = json.dumps(line, separators=(",", ":")).encode()
        if self._handle < 0:
            self._handle, torn = self._opened()
            # what a crash cut short is marked as such: any other line that is no entry is damage
            data = (b"\n" + _TORN) * torn + data
        data += b"\n"
        while data:
            data = data[os.write(self._handle, data) :]

    def sync(self) -> None:
        """Make all lines last."""
        if self._handle >= 0:
            os.fsync(self._handle)

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _opened(self) -> tuple[int, bool]:
        """The ledger open for appending, and whether its last line was cut short by a crash.

        Raises LedgerError for a file that is something else.
        """
        if self.path.exists() and not is_ledger(self.path):
            raise self._broken(1)
        new = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        if new:
            sync_folder(self.path.parent)
            sync_folder(self.path.parent.parent)
        size = os.lseek(handle, 0, os.SEEK_END)
        torn = False
        if size:
            os.lseek(handle, size - 1, os.SEEK_SET)
            torn = os.read(handle, 1) != b"\n"
        return handle, torn

    # -- reading ---------------------------------------------------------------------------

    def entries(self) -> list[Entry]:
        """All closed entries that were not undone, in their order. Raises LedgerError, OSError."""
        found: dict[str, Entry] = {}
        parts: dict[str, list[int]] = {}
        for number, at, line in self._lines():
            if "undone" in line:
                found.pop(line["undone"], None)
            elif "part" in line:
                parts.setdefault(line["id"], []).append(at)
            else:
                entry = _entry(line, (*parts.pop(line.get("id", ""), ()), at))
                if entry is None:
                    raise self._broken(number)
                found[entry.id] = entry
        return list(found.values())

    def changes(self, entry: Entry) -> Iterator[Change]:
        """The changes of an entry, in their order. Raises LedgerError."""
        with self.path.open("rb") as file:
            for at in entry.at:
                file.seek(at)
                try:
                    yield from (_change(edit, entry.encoding) for edit in json.loads(file.readline())["edits"])
                except (KeyError, TypeError, ValueError):
                    raise self._broken(self._number(at)) from None

    def losses(self) -> dict[str, tuple[Trace, ...]]:
        """What is known to be lost: the name of a file -> its losses. Raises LedgerError, OSError."""
        found: dict[str, Entry] = {}
        if os.path.exists(self.path):
            # most lines tell of fixes that lost nothing: do not parse them
            for number, at, line in self._lines((b'"losses":[{', b'{"undone":')):
                if "undone" in line:
                    found.pop(line["undone"], None)
                elif entry := _entry(line, (at,)):
                    found[entry.id] = entry
                else:
                    raise self._broken(number)
        names: dict[str, dict[Trace, None]] = {}
        for entry in found.values():
            names.setdefault(entry.file, {}).update(dict.fromkeys(entry.losses))
        return {name: tuple(traces) for name, traces in names.items()}

    def _number(self, at: int) -> int:
        with self.path.open("rb") as file:
            return file.read(at).count(b"\n") + 1

    def _broken(self, number: int) -> LedgerError:
        return LedgerError(
            Text(
                "这一行不是修正记录；请从备份恢复该文件，移走它，或用 --ledger 另指一处",
                "this line is no entry of a ledger; restore the file from a backup, move it away, "
                "or name another one with --ledger",
            ),
            at=f"{self.path}:{number}",
        )

    def _lines(self, having: tuple[bytes, ...] = ()) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Number, place and content of the lines, or of those that hold one of these strings.

        Raises LedgerError for a line that is no object, unless the next one says that a crash cut
        it short. The last line may be on its way.
        """
        at = broken = 0
        with self.path.open("rb") as file:
            for number, data in enumerate(file, 1):
                if broken and data != _TORN:
                    raise self._broken(broken)
                broken = 0
                if data.endswith(b"\n") and data != _TORN:
                    if not (data.startswith(b'{"') and data.endswith(b"}\n")):
                        broken = number
                    elif not having or any(part in data for part in having):
                        line = _object(data)
                        if line is None:
                            broken = number
                        else:
                            yield number, at, line
                at += len(data)
        if broken:
            raise self._broken(broken)


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(data)
    except ValueError:
        return None
    return line if isinstance(line, dict) else None


def undone_line(entry: Entry, time: str) -> dict[str, Any]:
    """The line that says that an entry was undone."""
    return {"undone": entry.id, "time": time}


def entry_line(
    *, id: str, run: str, time: str, settings: str, file: str, encoding: str, before: str, after: str,
    changes: Iterable[Change], losses: Iterable[Trace],
) -> dict[str, Any]:  # fmt: skip
    """The line that closes an entry, with the changes that no part has told."""
    return {
        "id": id,
        "run": run,
        "time": time,
        "version": __version__,
        "settings": settings,
        "file": file,
        "encoding": encoding,
        "before": before,
        "after": after,
        "losses": [trace._asdict() for trace in losses],
        "edits": [_told(change, encoding) for change in changes],
    }


def part_line(*, id: str, part: int, encoding: str, changes: Iterable[Change]) -> dict[str, Any]:
    """A line with some of the changes of an entry that is not closed yet."""
    return {"id": id, "part": part, "edits": [_told(change, encoding) for change in changes]}


def _told(change: Change, encoding: str) -> dict[str, Any]:
    return {
        "start": change.start,
        "end": change.end,
        "old": _text(change.old, encoding),
        "new": _text(change.new, encoding),
        "rules": list(change.rules),
    }


def _text(data: bytes, encoding: str) -> str | dict[str, str]:
    """Bytes as text where that leads back to the same bytes."""
    with suppress(UnicodeError):
        text = data.decode(encoding)
        if text.encode(encoding) == data:
            return text
    return {"base64": base64.b64encode(data).decode()}


def _bytes(told: str | dict[str, str], encoding: str) -> bytes:
    return told.encode(encoding) if isinstance(told, str) else base64.b64decode(told["base64"])


def _change(edit: dict[str, Any], encoding: str) -> Change:
    old, new = _bytes(edit["old"], encoding), _bytes(edit["new"], encoding)
    return Change(int(edit["start"]), int(edit["end"]), old, new, tuple(edit["rules"]))


def _entry(line: dict[str, Any], at: tuple[int, ...]) -> Entry | None:
    try:
        losses = tuple(Trace(**loss) for loss in line["losses"])
        told = {key: line[key] for key in _TOLD}
    except (KeyError, TypeError):
        return None
    if not all(isinstance(value, str) for value in told.values()):
        return None
    return Entry(at=at, losses=losses, **told)
