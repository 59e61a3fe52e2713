"""Which files a run is about."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from zzlint.settings import Settings, is_pattern, matcher

#: Folders that hold no text of the user's.
SKIPPED = frozenset({".git", ".hg", ".svn", ".zzlint", "node_modules", "__pycache__", ".venv", ".tox"})


def find(paths: Iterable[Path], settings_for: Callable[[Path], Settings]) -> Iterator[Path]:
    """The files to check, each once, in a fixed order.

    A named file is taken as it is, unless its settings have ``force_exclude``. A folder is
    searched for the patterns of ``include``, without what its ``.gitignore`` files and
    ``exclude`` name; links to folders are not followed, so no link can lead in a circle. A path
    that does not exist is handed on: reading it tells what is wrong.
    """
    seen: set[str] = set()
    real_folder = cache(os.path.realpath)
    for path in paths:
        if os.path.isdir(path):
            found: Iterable[Path] = _below(path, settings_for)
        else:
            found = () if left_out(path, settings_for(path)) else (path,)
        for file in found:
            real = _real(file, real_folder)
            if real not in seen:
                seen.add(real)
                yield file


def _real(file: Path, real_folder: Callable[[str], str]) -> str:
    """The path without links: a file that is none itself stands where its folder does."""
    if os.path.islink(file):
        return os.path.realpath(file)
    folder, name = os.path.split(file)
    return os.path.join(real_folder(folder), name)


def left_out(path: Path, settings: Settings) -> bool:
    """Whether a file is left out although it is named: ``force_exclude``."""
    return settings.force_exclude and _excluded(path, settings)


def _below(top: Path, settings_for: Callable[[Path], Settings]) -> Iterator[Path]:
    above = _ignores_above(top)
    if _ignored(top, True, above):
        above = ()  # a named folder is taken as it is, too
    waiting: list[tuple[Path, tuple[tuple[Path, Any], ...]]] = [(top, above)]
    while waiting:
        folder, ignores = waiting.pop()
        settings = settings_for(folder)
        ignores = _with_ignore_file(folder, ignores)
        folders = []
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield folder  # reading it tells what is wrong
            continue
        for entry in entries:
            path = Path(entry.path)
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name in SKIPPED or _ignored(path, is_folder, ignores) or _excluded(path, settings, is_folder):
                continue
            if is_folder:
                folders.append((path, ignores))
            elif _included(settings.include)(entry.name) and _is_file(entry):
                yield path
        waiting += reversed(folders)


@cache
def _included(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """What tells whether a file of this name is looked for."""
    if all(pattern[:2] == "*." and pattern[2:].isalnum() for pattern in patterns):
        suffixes = tuple(pattern[1:] for pattern in patterns)
        return lambda name: name.endswith(suffixes)  # pathspec takes 15 ms to import
    return lambda name: bool(matcher(patterns).match_file(name))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is to be read: a file, or a link that leads nowhere, for reading it tells so.

    Emacs locks a page with a link to nowhere called ``.#page.txt``: no page.
    """
    try:
        if entry.is_file():
            return True
    except OSError:  # a link in a circle
        return True
    return entry.is_symlink() and not os.path.exists(entry.path) and not entry.name.startswith(".#")


def _ignores_above(top: Path) -> tuple[tuple[Path, Any], ...]:
    """The .gitignore files of the repository that ``top`` lies in, outermost first."""
    above = [top.resolve(), *top.resolve().parents]
    for depth, folder in enumerate(above):
        if (folder / ".git").exists():
            ignores: tuple[tuple[Path, Any], ...] = ()
            for parent in reversed(above[1 : depth + 1]):
                ignores = _with_ignore_file(parent, ignores)
            return ignores
    return ()


def _with_ignore_file(folder: Path, ignores: tuple[tuple[Path, Any], ...]) -> tuple[tuple[Path, Any], ...]:
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ignores
    return (*ignores, (folder.resolve(), matcher(tuple(filter(is_pattern, lines)))))


def _ignored(path: Path, is_folder: bool, ignores: tuple[tuple[Path, Any], ...]) -> bool:
    """Whether git would ignore the path: the innermost file that has an opinion decides."""
    for folder, spec in reversed(ignores):
        name = os.path.relpath(os.path.join(os.path.realpath(path.parent), path.name), folder)
        verdict = spec.check_file(name.replace(os.sep, "/") + ("/" if is_folder else "")).include
        if verdict is not None:
            return bool(verdict)
    return False


def _excluded(path: Path, settings: Settings, is_folder: bool = False) -> bool:
    if not settings.exclude:
        return False
    root = settings.root or Path.cwd()
    name = os.path.relpath(os.path.abspath(path), os.path.abspath(root)).replace(os.sep, "/")
    return bool(matcher(settings.exclude).match_file(name + ("/" if is_folder else "")))
