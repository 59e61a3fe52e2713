"""Files in, reports out: reading, the way through ``process``, and keeping what was fixed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from zzlint import files
from zzlint.diagnostic import Applicability
from zzlint.keep import Keeper
from zzlint.ledger import Ledger
from zzlint.losses import Trace
from zzlint.process import Task, do
from zzlint.report import FileReport
from zzlint.settings import Settings
from zzlint.tree import ledger_path

SettingsFor = Callable[[Path], Settings]


def run(
    paths: Iterable[Path],
    settings_for: SettingsFor,
    wanted: Collection[Applicability] = frozenset(),
    write: bool = True,
) -> Iterator[FileReport]:
    """Do all files under ``paths``, in the order of their names; ``write``: keep what was fixed.

    Every configuration is read before the first file is touched, so a broken one stops the run
    at its start. A report is let go of before the next file is read.
    """
    given = list(paths)
    ledgers = _Ledgers(given)
    keeper = Keeper(ledgers.of_task) if write and wanted else None
    try:
        found = [(path, settings_for(path)) for path in files.find(given, settings_for)]
        for path, settings in found:
            task = Task(str(path), settings, wanted, losses=ledgers.losses(path, settings))
            reports = do(task)
            if keeper:
                reports = keeper.keep(task, reports)
            reports.reverse()
            while reports:
                yield reports.pop()
    finally:
        ledgers.close()


class _Ledgers:
    """The ledgers of a run, each opened once."""

    def __init__(self, given: list[Path]) -> None:
        self._given = given
        self._open: dict[Path, Ledger] = {}
        self._losses: dict[Path, dict[str, tuple[Trace, ...]]] = {}

    def of(self, file: Path, settings: Settings) -> Ledger | None:
        path = ledger_path(file, settings, self._given)
        if path is None:
            return None
        if path not in self._open:
            self._open[path] = Ledger(path)
        return self._open[path]

    def of_task(self, task: Task) -> Ledger | None:
        return self.of(Path(task.name), task.settings)

    def losses(self, file: Path, settings: Settings) -> tuple[Trace, ...]:
        """What is known to be lost in a file."""
        ledger = self.of(file, settings)
        if ledger is None:
            return ()
        if ledger.path not in self._losses:
            self._losses[ledger.path] = ledger.losses()
        known = self._losses[ledger.path]
        return known.get(ledger.name_of(file), ()) if known else ()

    def close(self) -> None:
        for ledger in self._open.values():
            with suppress(OSError):
                ledger.close()
