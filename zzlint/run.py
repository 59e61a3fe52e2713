"""Files in, reports out: reading, the way through ``process``, and keeping what was fixed."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from zzlint import files, formats
from zzlint.diagnostic import Applicability
from zzlint.engine import rule_set
from zzlint.process import Job, Task, Tell, do
from zzlint.report import FileReport
from zzlint.settings import Settings
from zzlint.text.identity import Identity
from zzlint.tree import Ledgers

if TYPE_CHECKING:
    from zzlint.baseline import FileEntries
    from zzlint.baseline_file import Baselines
    from zzlint.cache import Cache
    from zzlint.corpus import Corpus
    from zzlint.keep import Keeper

SettingsFor = Callable[[Path], Settings]

#: A cache is looked into for so many files and more; for fewer it costs more than it saves.
WORTH_CACHING = 8
#: A file of more bytes is not kept in memory to be looked up.
CACHED = 1 << 22
#: So many bytes keep a process busy for longer than it takes to start it; and it gets so many files at least.
SHARE, MANY = 1 << 21, 8


def run(
    paths: Iterable[Path],
    settings_for: SettingsFor,
    wanted: Collection[Applicability] = frozenset(),
    write: bool = True,
    jobs: int | None = 1,
    cache_in: Callable[[], Path] | None = None,
    choose: Callable[[list[Path]], Iterable[Path]] = iter,
    tell: Tell | None = None,
    baselines: Baselines | None = None,
    corpus: Corpus | None = None,
) -> Iterator[FileReport]:
    """Do all files under ``paths``, in the order of their names; ``write``: keep what was fixed.

    ``jobs`` is the number of processes; None: as many as there are cores, if there is work for
    them. What is reported does not depend on it, nor on what the cache in the folder ``cache_in`` knows.
    Every configuration and baseline is read before the first file is touched, so a broken one stops the run
    at its start. A report is let go of before the next file is read. ``choose`` is shown all files
    found and says which of them to do. ``tell`` is done with each report where it was made. What rules
    over several pages say is reported last, if there is a ``corpus`` to gather their facts in.
    """
    given = sorted(set(paths))
    found = [(path, settings_for(path)) for path in choose(list(files.find(given, settings_for)))]
    found.sort(key=itemgetter(0))
    entries_for = _entries_for((settings for _, settings in found), baselines)
    identity_for = _identity_for(found if corpus is not None else ())
    ledgers = Ledgers(given)
    keeper = _keeper(ledgers) if write and wanted else None
    cache = _cache(cache_in()) if cache_in and len(found) >= WORTH_CACHING else None
    tasks = (
        task
        for path, settings in found
        for task in _tasks(
            Task(
                str(path),
                settings,
                wanted,
                losses=ledgers.losses(path, settings),
                entries=entries_for(path, settings),
                identity=identity_for(path, settings),
            )
        )
    )
    try:
        for job, reports in _done(map(_looked_up(cache, tell), tasks), _processes(jobs, found), tell):
            if cache and job.key and job.known is None:
                _remember(cache, job.key, reports)
            if corpus is not None:
                corpus.add(reports, job.task.settings, job.task.entries)
            if keeper:
                reports = keeper.keep(job.task, reports)
            reports.reverse()
            while reports:
                yield reports.pop()
        if corpus is not None:
            yield from corpus.concluded()
    finally:
        ledgers.close()
        if cache:
            cache.close()


def _entries_for(
    all_settings: Iterable[Settings], baselines: Baselines | None
) -> Callable[[Path, Settings], FileEntries | None]:
    """What tells the entries of a file's baseline, once all baselines are read."""
    with_baseline = {settings.baseline: settings for settings in all_settings if settings.baseline}
    if not with_baseline:
        return lambda path, settings: None
    from zzlint.baseline_file import Baselines  # only those who have one pay it

    known = baselines or Baselines()
    for settings in with_baseline.values():
        known.of(settings)

    def entries_for(path: Path, settings: Settings) -> FileEntries | None:
        baseline = known.of(settings)
        return baseline.of(path) if baseline else None

    return entries_for


def several(paths: Iterable[Path]) -> bool:
    """Whether these are several pages that belong together: a folder, or a file of records.

    Files that are named one by one are any selection, as pre-commit makes it.
    """
    return any(os.path.isdir(path) or not formats.is_one_page(str(path)) for path in paths)


def _identity_for(found: Iterable[tuple[Path, Settings]]) -> Callable[[Path, Settings], Identity | None]:
    """What tells what is known of a file before it is read, once all manifests are; None: no rule wants to know."""
    wanted = {settings for _, settings in found if rule_set(settings).corpus}
    if not wanted:
        return lambda path, settings: None
    from zzlint.corpus import named  # a run of one page does not pay it

    for path, settings in found:
        if settings in wanted:
            named(path, settings)
    return lambda path, settings: named(path, settings) if settings in wanted else None


def _tasks(file: Task) -> Iterator[Task]:
    """What there is to do on a file: all of it, or the records of one that holds a record on each line, in pieces."""
    if not formats.in_lines(file.name):
        yield file
        return
    waiting: Task | None = None
    try:
        with open(file.name, "rb") as opened:
            for data, at, line in formats.pieces(opened):
                if waiting is not None:
                    yield waiting
                waiting = file._replace(data=data, at=at, line=line, more=True)
    except OSError:
        waiting = file  # reading it tells what is wrong
    if waiting is not None:
        yield waiting._replace(more=False)


def _keeper(ledgers: Ledgers) -> Keeper:
    from zzlint.keep import Keeper  # who only checks does not pay it

    return Keeper(lambda task: ledgers.of(Path(task.name), task.settings))


def _cache(folder: Path) -> Cache:
    from zzlint.cache import Cache  # a run of a few pages does not pay it

    return Cache(folder)


def _remember(cache: Cache, key: bytes, reports: list[FileReport]) -> None:
    """Keep what was said of the very bytes that were read."""
    if len(reports) == 1 and not (reports[0].failed or reports[0].changed or reports[0].record):
        cache.put(key, reports[0])


def _looked_up(cache: Cache | None, tell: Tell | None) -> Callable[[Task], Job]:
    """What makes a task a job, with what the cache knows of it."""
    if cache is None:
        return Job
    from zzlint.cache import key_of

    how = tell.name if tell else ""

    def look_up(task: Task) -> Job:
        if task.entries and task.wanted:
            return Job(task)  # what a baseline hides may be there to be fixed
        try:
            if not formats.is_one_page(task.name) or os.path.getsize(task.name) > CACHED:
                return Job(task)
            with open(task.name, "rb") as file:
                data = file.read()
        except OSError:
            return Job(task)  # reading it tells what is wrong
        key = key_of(task, data, how)
        known = cache.get(key, task, data)
        if known and ((known.tally.safe and task.wanted) or (known.tally.unsafe and len(task.wanted) > 1)):
            known = None  # there is something to fix
        return Job(task._replace(data=data), key, known)

    return look_up


def _done(jobs: Iterator[Job], processes: int, tell: Tell | None) -> Iterator[tuple[Job, list[FileReport]]]:
    if processes > 1:
        from zzlint.pool import each  # 25 ms

        yield from each(jobs, processes, tell)
    else:
        for job in jobs:
            yield job, [job.known] if job.known else do(job.task, tell)


def _processes(jobs: int | None, found: list[tuple[Path, Settings]]) -> int:
    """How many processes to use.

    Unasked, several only for many files or for records: a few big files take the room of one.
    """
    pieces = any(formats.in_lines(path.name) for path, _ in found)
    if jobs is not None:
        return jobs if pieces else min(jobs, len(found))
    work = sum(os.path.getsize(path) for path, _ in found if os.path.isfile(path))
    shares = work // SHARE if pieces else min(work // SHARE, len(found) // MANY)
    return max(1, min(_cores(), shares))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
