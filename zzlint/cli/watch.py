"""``check --watch``: a report that stays true while files change.

It looks at the files again and again and does not wait for the kernel to tell of changes: pages
often lie on network shares and in containers, where the kernel tells nothing, and a library that
hears it would be one more thing to install. What counts is the state of a file against the state
that was checked, so it does not matter how an editor saves. Looking takes a tenth of the time at
most, however many files there are.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias

from zzlint import config, engine, files, registry, reporters
from zzlint.cli import common
from zzlint.cli.ending import Failure
from zzlint.phrases import default_lang, say
from zzlint.problems import Problem
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.settings import Settings
from zzlint.text import archive

if TYPE_CHECKING:
    from zzlint.cli.job import Job

#: Seconds between two looks; a look that takes long is followed by so many times its length of rest.
PAUSE, REST = 0.5, 10

_CLEAR = "\033[2J\033[H"

#: Tells a file from what it was: times of change in ns, size, inode. None: not there.
State: TypeAlias = "tuple[int, int, int, int] | None"
#: What was said of a page: the report without its text, and how it was told.
Told: TypeAlias = "tuple[FileReport, str]"


def watch(job: Job, out: TextIO, style: Style) -> None:
    """Report what is found, and again whenever it may have changed, until Ctrl-C."""
    sys.dont_write_bytecode = True  # old bytecode is told by seconds, and a rule may be saved twice in one
    watcher = Watcher(job, style)
    clear = _CLEAR if out.isatty() and os.environ.get("TERM") != "dumb" else ""
    with suppress(KeyboardInterrupt):
        while True:
            started = time.monotonic()
            changed = watcher.look()
            took = time.monotonic() - started
            if changed:
                out.write(clear)
                watcher.tell(out)
                out.flush()
            time.sleep(PAUSE if changed else max(PAUSE, REST * took))


class Watcher:
    """What was said of each file, and the states of the files and of what decided it."""

    def __init__(self, job: Job, style: Style) -> None:
        self._job = job
        self._asked = job.asked
        self._style = style
        self._files: dict[Path, State] = {}
        self._looked_for: set[Path] = set()
        self._deciders: dict[Path, State] = {}
        self._told: dict[str, list[Told]] = {}
        self._failure = "not looked yet"

    def look(self) -> bool:
        """Check what has changed; whether there is anything new to tell.

        When a configuration or a rule has changed, everything is checked again; what is wrong with
        these is told until it is mended.
        """
        anew = bool(self._failure) or self._decided() != self._deciders
        try:
            if anew:
                self._begin_anew()
            found = self._found()
            if found == self._files and not anew:
                return False
            decided = self._decided()  # before the check: a change meanwhile will be seen
            changed = [path for path, state in found.items() if path not in self._files or self._files[path] != state]
            told = self._told | self._checked(changed)
        except Failure as failure:
            news, self._failure = str(failure) != self._failure, str(failure)
            return news
        self._files, self._deciders, self._failure = found, decided, ""
        self._told = {name: told[name] for name in map(str, sorted(found))}
        return True

    def tell(self, out: TextIO) -> None:
        """Write the whole report as it is now."""
        lang = self._style.lang
        if self._failure:
            out.write(f"zzlint: {self._failure}\n")
        else:
            summary = Summary()
            for report, text in chain.from_iterable(self._told.values()):
                summary.add(report)
                out.write(text)
            reporters.reporter(self._asked.format, out, self._style).finish(summary)
        out.write(say("watching", lang, time=time.strftime("%H:%M:%S")) + "\n")

    def _begin_anew(self) -> None:
        forget()
        self._files = {}
        self._told = {}
        settings = self._asked.settings_for(self._asked.first)
        self._job.book = None
        if settings.mutes:
            self._job.open_book(settings)
        self._style = self._style._replace(lang=settings.lang or default_lang(), rules=settings.registry)

    def _found(self) -> dict[Path, State]:
        self._looked_for = set()

        def settings_for(path: Path) -> Settings:
            self._looked_for.add(path)
            return self._asked.settings_for(path)

        return {path: _state(path) for path in files.find(self._asked.paths, settings_for)}

    def _checked(self, changed: list[Path]) -> dict[str, list[Told]]:
        told: dict[str, list[Told]] = {str(path): [] for path in changed}
        chosen = set(changed)
        for report in self._job.reports(lambda found: [path for path in found if path in chosen]):
            text = io.StringIO()
            reporters.reporter(self._asked.format, text, self._style).report(report)
            lean = replace(report, page=None, original=None, data=b"")
            told[report.name].append((lean, text.getvalue()))
        return told

    def _decided(self) -> dict[Path, State]:
        """The states of what decides: configurations wherever one was looked for, rules and what they read."""
        folders = {path if os.path.isdir(path) else path.parent for path in self._looked_for}
        deciders = {folder / name for folder in _with_parents(folders) for name in config.FILES}
        if self._asked.overrides.config_file:
            deciders.add(self._asked.overrides.config_file)
        with suppress(Failure, Problem):  # looking tells what is wrong
            for settings in {self._asked.settings_for(folder) for folder in folders}:
                for folder in registry.folders_of_rules(settings.rule_dirs):
                    deciders.update(_all_below(folder))
                deciders.update(Path(name) for name in (settings.baseline, settings.archive) if name)
        states = {path: _state(path) for path in deciders}
        return {path: state for path, state in states.items() if state is not None}


def forget() -> None:
    """Read configurations and rules anew from now on; installed packs stay what they are."""
    for known in (config._nearest, common._settings, registry.registry, engine._rule_set, archive.opened):
        known.cache_clear()
    for name in [name for name in sys.modules if name.startswith((registry.BUILT_IN, registry.FOLDER))]:
        del sys.modules[name]
    importlib.invalidate_caches()


def _state(path: Path) -> State:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _with_parents(folders: set[Path]) -> set[Path]:
    absolute = {Path(os.path.abspath(folder)) for folder in folders}
    return absolute.union(*(folder.parents for folder in absolute))


def _all_below(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(folder, name) for name in names)
