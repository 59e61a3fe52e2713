"""Which ledger a file belongs to: the one at the root of its tree."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zzlint.losses import Trace
from zzlint.settings import Settings

if TYPE_CHECKING:
    from zzlint.ledger import Ledger

#: Where the ledger of a tree lies, from its root.
LEDGER = os.path.join(".zzlint", "ledger.jsonl")


def ledger_path(file: Path, settings: Settings, given: Sequence[Path]) -> Path | None:
    """Where the fixes of a file are recorded; None where they are not to be."""
    if not settings.ledger:
        return None
    if settings.ledger != "auto":
        return Path(settings.ledger)
    return _root(Path(os.path.abspath(file)).parent, settings.root, tuple(given)) / LEDGER


@cache
def _root(folder: Path, configured: Path | None, given: tuple[Path, ...]) -> Path:
    """The nearest folder above that has a ledger already, or the repository's.

    Without either the outermost of the configuration's folder and those that were ``given`` to
    the run: what is done in one run stands in one ledger.
    """
    above = [folder, *folder.parents]
    for candidate in above:
        if any(map(os.path.exists, (candidate / LEDGER, candidate / ".git"))):
            return candidate
    tops = {_top(path) for path in given}
    if configured is not None:
        tops.add(Path(os.path.abspath(configured)))
    return next((candidate for candidate in reversed(above) if candidate in tops), folder)


def _top(path: Path) -> Path:
    """The folder that was given to the run; for a file the one where the user stands, if it holds the file."""
    whole = Path(os.path.abspath(path))
    if os.path.isdir(whole):
        return whole
    here = Path.cwd()
    return here if here in whole.parents else whole.parent


class Ledgers:
    """The ledgers of a run, each opened once."""

    def __init__(self, given: Sequence[Path]) -> None:
        self._given = given
        self._open: dict[Path, Ledger] = {}
        self._paths: dict[tuple[str, str], Path | None] = {}
        self._losses: dict[Path, dict[str, tuple[Trace, ...]]] = {}

    def of(self, file: Path, settings: Settings) -> Ledger | None:
        """The ledger of a file; None where its fixes are not to be recorded."""
        path = self._path(file, settings)
        return None if path is None else self._opened(path)

    def _path(self, file: Path, settings: Settings) -> Path | None:
        """The same for all files of a folder."""
        folder = os.path.dirname(file), settings.ledger
        if folder not in self._paths:
            self._paths[folder] = ledger_path(file, settings, self._given)
        return self._paths[folder]

    def losses(self, file: Path, settings: Settings) -> tuple[Trace, ...]:
        """What is known to be lost in a file."""
        path = self._path(file, settings)
        if path is None:
            return ()
        if path not in self._losses:
            self._losses[path] = self._known(path) if os.path.exists(path) else {}
        known = self._losses[path]
        if not known:
            return ()
        return tuple(dict.fromkeys((*known.get(self._opened(path).name_of(file), ()), *known[""])))

    def _known(self, path: Path) -> dict[str, tuple[Trace, ...]]:
        """The losses of each file; under "" those of files that are not there: one may have another name now."""
        ledger = self._opened(path)
        known = ledger.losses()
        gone = [name for name in known if not os.path.exists(ledger.file(name))]
        return {**known, "": tuple(trace for name in gone for trace in known[name])} if known else {}

    def _opened(self, path: Path) -> Ledger:
        from zzlint.ledger import Ledger  # 3 ms: a check of pages that were never fixed does not pay it

        if path not in self._open:
            self._open[path] = Ledger(path)
        return self._open[path]

    def close(self) -> None:
        """Let go of all of them."""
        for ledger in self._open.values():
            with suppress(OSError):
                ledger.close()
