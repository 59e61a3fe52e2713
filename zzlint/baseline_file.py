"""The file of a baseline: JSON Lines, one entry a line, to be read and edited by people and kept in git."""

from __future__ import annotations

import json
import os
import posixpath
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from zzlint.baseline import Entry, FileEntries, Verdict
from zzlint.diagnostic import Text
from zzlint.fingerprint import parsed
from zzlint.problems import Problem, reason
from zzlint.registry import Registry
from zzlint.rewrite import sync_folder
from zzlint.settings import Settings, did_you_mean

#: How verdicts may be spelt.
VERDICTS = {
    "wrong": Verdict.WRONG,
    "误报": Verdict.WRONG,
    "as printed": Verdict.AS_PRINTED,
    "原文如此": Verdict.AS_PRINTED,
}

_REQUIRED = ("file", "code", "fingerprint")
_KEYS = ("file", "record", "code", "fingerprint", "verdict", "reason", "text")


class BaselineError(Problem):
    """A baseline that cannot be used; the message names file and line."""


class Baseline:
    """The entries of one file; ``renamed`` are the former codes among them, with those that they are now."""

    def __init__(self, path: Path, entries: Iterable[Entry] = (), renamed: Mapping[str, str] | None = None) -> None:
        self.path = path
        self.entries = tuple(entries)
        self.renamed = dict(renamed or {})
        self._files: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._files.setdefault(entry.file, []).append(entry)
        self._ready: dict[str, FileEntries] = {}

    def name_of(self, file: Path | str) -> str:
        """How the baseline calls a file: from the folder of the baseline."""
        real = os.path.realpath(file)
        with suppress(ValueError):  # another drive
            real = os.path.relpath(real, os.path.realpath(self.path.parent))
        return real.replace(os.sep, "/")

    def file(self, name: str) -> Path:
        """The file of a name."""
        return Path(os.path.realpath(self.path.parent), name)

    def of(self, file: Path | str) -> FileEntries | None:
        """What is known of a file; None for nothing."""
        name = self.name_of(file)
        if name not in self._ready and name in self._files:
            self._ready[name] = FileEntries(self._files[name])
        return self._ready.get(name)

    def all_of(self, file: Path | str) -> list[Entry]:
        """The entries of a file."""
        return self._files.get(self.name_of(file), [])


class Baselines:
    """The baselines of a run, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, Baseline] = {}

    def of(self, settings: Settings) -> Baseline | None:
        """The baseline that the settings name. Raises BaselineError when it cannot be used."""
        if not settings.baseline:
            return None
        if settings.baseline not in self._read:
            self._read[settings.baseline] = read(Path(settings.baseline), settings.registry)
        return self._read[settings.baseline]


def read(path: Path, rules: Registry) -> Baseline:
    """The baseline in a file; former codes of ``rules`` become those that they have now.

    Raises BaselineError naming file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BaselineError(
            Text(
                "不能读取：{error}；用 `zzlint check --write-baseline 文件` 写一份",
                "cannot be read: {error}; `zzlint check --write-baseline FILE` writes one",
            ),
            at=str(path),
            error=reason(error),
        ) from None
    except UnicodeDecodeError:
        raise BaselineError(Text("不是 UTF-8 文本", "not UTF-8"), at=str(path)) from None
    entries: dict[tuple[str, str, str], Entry] = {}
    renamed: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line, number)
            if entry.code in rules.former:
                code = rules.former[entry.code].code
                renamed[entry.code] = code
                entry = entry._replace(code=code, name=entry.name.recoded(entry.code, code))
            other = entries.setdefault((entry.file, entry.record, entry.fingerprint), entry)
            if other.verdict is not entry.verdict:
                raise BaselineError(
                    Text(
                        "第 {line} 行是同一条，判断却不同；请删去一条",
                        "line {line} is the same entry with another verdict; remove one of them",
                    ),
                    line=other.line,
                )
        except BaselineError as error:
            raise error.inside(f"{path}:{number}") from None
    return Baseline(path, entries.values(), renamed)


def _entry(line: str, number: int) -> Entry:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise BaselineError(
            Text("应为一行一个 JSON 对象：{error}", "a JSON object on one line is wanted: {error}"), error=error
        ) from None
    if not isinstance(told, dict):
        raise BaselineError(Text("应为一行一个 JSON 对象", "a JSON object on one line is wanted"))
    for key, value in told.items():
        if key not in _KEYS:
            raise BaselineError(
                Text("不认识的键 {key!r}{hint}", "unknown key {key!r}{hint}"), key=key, hint=did_you_mean(key, _KEYS)
            )
        if not isinstance(value, str) and not (key == "verdict" and value is None):
            raise BaselineError(
                Text("应为字符串，而不是 {value!r}", "a string is wanted, not {value!r}"), at=key, value=value
            )
    for key in _REQUIRED:
        if not told.get(key):
            raise BaselineError(Text("缺少 {key!r}", "{key!r} is missing"), key=key)
    name = parsed(told["fingerprint"])
    if name is None:
        raise BaselineError(
            Text("{value!r} 不是 zzlint 所写", "{value!r} is nothing that zzlint writes"),
            at="fingerprint",
            value=told["fingerprint"],
        )
    return Entry(
        posixpath.normpath(told["file"]),
        told.get("record", ""),
        told["code"],
        name,
        _verdict(told.get("verdict")),
        told.get("reason", ""),
        told.get("text", ""),
        number,
    )


def _verdict(value: str | None) -> Verdict | None:
    if value is None:
        return None
    if value in VERDICTS:
        return VERDICTS[value]
    raise BaselineError(
        Text("{value!r} 应为 null 或 {words} 之一", "null or one of {words} is wanted, not {value!r}"),
        at="verdict",
        value=value,
        words=", ".join(VERDICTS),
    )


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Put the entries, sorted, in the place of the file: all or nothing. Raises OSError."""
    import tempfile  # only those who write pay it

    lines = sorted(_line(entry) for entry in entries)
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".zzlint", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(target.parent)


def _line(entry: Entry) -> bytes:
    record = {"record": entry.record} if entry.record else {}
    told: dict[str, Any] = {
        "file": entry.file,
        **record,
        "code": entry.code,
        "fingerprint": entry.fingerprint,
        "verdict": entry.verdict.value if entry.verdict else None,
        "reason": entry.reason,
        "text": entry.text,
    }
    try:
        return f"{json.dumps(told, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:  # bytes that are no text
        return f"{json.dumps(told)}\n".encode()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
