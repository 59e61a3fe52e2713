"""A crash between any two system calls loses neither text nor the way back."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT, SIMPLIFIED, environment, left_over, page
from tests.test_losses import COLLAPSED, PAGE
from zzlint.ledger import Ledger
from zzlint.undo import undo

# The program, killed at the call of a number: before it, or after half of what it writes. All
# calls by which a process changes what is on the disk are counted; between others a kill is the
# same as before the next of these.
KILLED = """
import io, os, signal, sys

step, half, arguments = int(sys.argv[1]), sys.argv[2] == "half", sys.argv[3:]
calls = 0


def counted(real, writes=False):
    def call(*given, **more):
        global calls
        calls += 1
        if calls == step:
            if writes and half:
                real(*given[:-1], given[-1][: len(given[-1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **more)

    return call


for name in ("open", "fsync", "mkdir", "replace", "rename", "chmod", "chown", "unlink", "close", "ftruncate"):
    setattr(os, name, counted(getattr(os, name)))
os.write = counted(os.write, writes=True)


class File(io.FileIO):
    write = counted(io.FileIO.write, writes=True)


os.fdopen = lambda handle, mode: io.BufferedWriter(File(handle, mode))

from zzlint.cli import main

main(arguments)
"""

OLD = {"a.txt": SIMPLIFIED.encode("gb18030"), "b.txt": PAGE.encode()}
NEW = {"a.txt": SIMPLIFIED.replace("己经", "已经").encode("gb18030"), "b.txt": COLLAPSED.encode()}


def killed(step: int, how: str, *arguments: str | Path) -> bool:
    """Whether the program was killed; else it was done before so many steps."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(step), how, *map(str, arguments)],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode in (-9, 0, 1), done.stderr.decode()
    return done.returncode == -9


def contents(pages: Path) -> dict[str, bytes]:
    return {name: (pages / name).read_bytes() for name in OLD}


def whole(pages: Path) -> None:
    for name, data in contents(pages).items():
        assert data in (OLD[name], NEW[name]), f"{name} is neither the old nor the new text"


def losses(pages: Path) -> bool:
    """Whether check tells of the loss."""
    said = subprocess.run(
        [sys.executable, "-m", "zzlint", "check", pages / "b.txt", "--select", "LOS001", "-q"],
        env=environment(PYTHONPATH=str(ROOT)),
        check=False,
    )
    return said.returncode == 1


def undo_all(pages: Path) -> None:
    book = Ledger(pages / ".zzlint" / "ledger.jsonl")
    if book.path.exists():
        assert {done.outcome for done in undo(book, book.entries())} <= {"restored", "as-it-was"}
        book.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["before", "half"])
def test_fix_killed_at_every_step(how: str, pages: Path) -> None:
    step = 1
    seen = set()
    while True:
        for name, data in OLD.items():
            (pages / name).write_bytes(data)
        (pages / ".zzlint" / "ledger.jsonl").unlink(missing_ok=True)
        done = not killed(step, how, "fix", pages, "--select", "TYP002,DUP001")
        whole(pages)
        state = contents(pages)
        seen.add(tuple(state.values()))
        assert losses(pages), "the loop or the loss is told whatever happened"
        undo_all(pages)
        assert contents(pages) == OLD, "the way back is known for what was changed"
        if done:
            break
        step += 1
    assert state == NEW
    assert len(seen) == 3, "killed before, between and behind the two files"
    assert step > 20


@pytest.mark.slow
@pytest.mark.parametrize("how", ["before", "half"])
def test_undo_killed_at_every_step(how: str, pages: Path) -> None:
    for name, data in OLD.items():
        (pages / name).write_bytes(data)
    assert not killed(0, how, "fix", pages, "--select", "TYP002,DUP001")
    book = (pages / ".zzlint" / "ledger.jsonl").read_bytes()
    assert contents(pages) == NEW
    step = 1
    while killed(step, how, "undo", pages):
        whole(pages)
        assert losses(pages)
        undo_all(pages)
        assert contents(pages) == OLD
        for name, data in NEW.items():
            (pages / name).write_bytes(data)
        (pages / ".zzlint" / "ledger.jsonl").write_bytes(book)
        step += 1
    assert contents(pages) == OLD
    assert step > 15


def test_a_page_killed_before_its_rename_is_fixed_by_the_next_run(pages: Path) -> None:
    page(pages, "b.txt", PAGE)
    (pages / "a.txt").write_bytes(OLD["a.txt"])
    step = 1
    while contents(pages) == OLD:
        killed(step, "before", "fix", pages, "--select", "TYP002,DUP001")
        step += 1
    assert not killed(0, "before", "fix", pages, "--select", "TYP002,DUP001")
    assert contents(pages) == NEW
    assert left_over(pages) == [], "the next run uses what a kill left behind, and puts it in its place"
