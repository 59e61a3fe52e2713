"""Whole processes, one after the other: their CPU time, their peak memory, what they print."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What a process took: seconds of the processors (user and system), wall time, peak memory in bytes."""

    cpu: float
    wall: float
    memory: int
    lines: int
    tail: bytes


def python(*arguments: str) -> list[str]:
    """This interpreter, which has to find the working tree."""
    return [sys.executable, *arguments]


def zzlint(*arguments: str | Path) -> list[str]:
    return python("-m", "zzlint", *map(str, arguments))


def cost(command: Sequence[str]) -> Cost:
    """Run ``command`` with its output in a pipe; its output is counted, not kept.

    A process of zzlint may end with 1, which says that there are findings.
    """
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    lines, tail = 0, b""
    while piece := process.stdout.read(1 << 16):
        lines += piece.count(b"\n")
        tail = (tail + piece)[-200_000:]
    errors = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or b"Traceback" in errors:
        raise SystemExit(f"{' '.join(command)[:200]}\nended with {process.returncode}:\n{errors.decode()[-2000:]}")
    wall = time.monotonic() - started
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * _UNIT, lines, tail)


def interleaved(runs: int, *jobs: Callable[[], Cost]) -> list[Cost]:
    """The medians of each job, run in turns: A B A B, after one turn that is not counted."""
    for job in jobs:
        job()
    turns = [[job() for job in jobs] for _ in range(runs)]
    return [_median([turn[index] for turn in turns]) for index in range(len(jobs))]


def _median(costs: Sequence[Cost]) -> Cost:
    return costs[-1]._replace(
        cpu=statistics.median(cost.cpu for cost in costs),
        wall=statistics.median(cost.wall for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, numbers to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, tuple("-" * width for width in widths), *rows):
        first, *others = zip(row, widths, strict=True)
        print("| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]) + " |")
