"""Tasks over several processes: the same reports in the same order as in one."""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

from zzlint.faults import CRASH, fault
from zzlint.process import Job, Task, Tell, do
from zzlint.report import FileReport

#: So many files go to a process at once, and so many such batches wait for each process.
BATCH, AHEAD = 8, 4
#: A batch that was there when a process died so often is done file by file, each in a process of its own.
TRIES = 3


class _Batch(NamedTuple):
    jobs: list[Job]
    future: Future[list[list[FileReport]]]
    tries: int = 1


def each(jobs: Iterable[Job], processes: int, tell: Tell | None = None) -> Iterator[tuple[Job, list[FileReport]]]:
    """Every job with its reports, in the order of the jobs.

    A process that dies is replaced and its tasks are done again; the file that kills its process
    again and again is reported as such, and the others are done.
    """
    waiting: deque[_Batch] = deque()
    source = iter(jobs)
    workers = _Workers(processes, tell)
    try:
        while True:
            while len(waiting) < processes * AHEAD and (batch := list(islice(source, BATCH))):
                waiting.append(workers.batch(batch))
            if not waiting:
                return
            first = waiting.popleft()
            try:
                done = first.future.result()
            except BrokenProcessPool:
                workers.renew()
                if first.tries < TRIES:
                    waiting.appendleft(first)
                    waiting = deque(map(workers.again, waiting))
                    continue
                waiting = deque(map(workers.again, waiting))
                done = [workers.alone(job.task) for job in first.jobs if job.known is None]
            results = iter(done)
            for job in first.jobs:
                yield job, [job.known] if job.known else next(results)
    finally:
        workers.close()


class _Workers:
    """The processes, and what they are to do."""

    def __init__(self, processes: int, tell: Tell | None) -> None:
        self._processes = processes
        self._tell = tell
        self._pool = _pool(processes)

    def batch(self, jobs: list[Job], tries: int = 1) -> _Batch:
        todo = [job.task for job in jobs if job.known is None]
        if todo:
            return _Batch(jobs, self._pool.submit(_do_all, todo, self._tell), tries)
        nothing: Future[list[list[FileReport]]] = Future()
        nothing.set_result([])
        return _Batch(jobs, nothing)

    def again(self, batch: _Batch) -> _Batch:
        """The batch, unless it is done, for the new processes."""
        future = batch.future
        if future.done() and not future.cancelled() and future.exception() is None:
            return batch
        return self.batch(batch.jobs, batch.tries + 1)

    def alone(self, task: Task) -> list[FileReport]:
        with _pool(1) as pool:
            try:
                return pool.submit(_do_all, [task], self._tell).result()[0]
            except BrokenProcessPool:
                return [FileReport(task.name, findings=(fault(CRASH, "killed"),))]

    def renew(self) -> None:
        self.close()
        self._pool = _pool(self._processes)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    # a forked process has the rules already; elsewhere than on Linux forking is not safe
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_quiet)


def _quiet() -> None:
    """Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do_all(tasks: list[Task], tell: Tell | None) -> list[list[FileReport]]:
    return [_lean(do(task, tell)) for task in tasks]


def _lean(reports: list[FileReport]) -> list[FileReport]:
    """The reports without what nobody will ask of them: the text of pages on which nothing was found."""
    if any(report.changed for report in reports):
        return reports
    return [
        report if report.findings or report.hidden else replace(report, page=None, original=None, data=b"")
        for report in reports
    ]
