"""A file is written whole or not at all, whatever the disk, the process or others do."""

import errno
import os
import random
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.helpers import SIMPLIFIED, Program, command, environment, left_over, needs_symlinks, python_rule


@needs_symlinks
def test_links_are_followed_and_kept(tmp_path: Path, pages: Path, rules: Path, zz: Program) -> None:
    target = tmp_path / "elsewhere" / "target.txt"
    target.parent.mkdir()
    target.write_text(SIMPLIFIED, encoding="utf-8")
    target.chmod(0o640)
    (pages / "one.txt").symlink_to(target)
    (pages / "two.txt").symlink_to("one.txt")
    said = zz("fix", pages, "--rules", rules, "--select", "TST001")
    assert said.status == 0
    assert "Places fixed: 1," in said.out, "one file, however many names"
    assert (pages / "one.txt").is_symlink()
    assert (pages / "two.txt").readlink() == Path("one.txt")
    assert "已经" in target.read_text(encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert left_over(tmp_path) == []


def three_pages(pages: Path) -> tuple[Path, Path, Path]:
    """Small, big, small; the second one is the one that will not fit."""
    made = pages / "a.txt", pages / "b.txt", pages / "c.txt"
    for page, times in zip(made, (1, 200, 1), strict=True):
        page.write_text(SIMPLIFIED * times, encoding="utf-8")
    return made


def only_the_big_one_stayed(pages: Path, status: int, out: str) -> None:
    small, big, other = (pages / name for name in ("a.txt", "b.txt", "c.txt"))
    assert status == 2
    assert out.count("ZZ902") == 1
    assert "b.txt" in out.split("ZZ902")[1]
    assert big.read_text(encoding="utf-8") == SIMPLIFIED * 200
    for page in (small, other):
        assert page.read_text(encoding="utf-8") == SIMPLIFIED.replace("己经", "已经")
    assert sorted(path.name for path in pages.iterdir()) == [".zzlint", "a.txt", "b.txt", "c.txt"]
    assert left_over(pages) == []


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_disk_full_when_syncing(
    call: str, pages: Path, rules: Path, zz: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = three_pages(pages)[1].stat().st_size
    real = getattr(os, call)

    def full(handle: int | str, *rest: object) -> object:
        if os.stat(handle).st_size >= big:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(handle, *rest)

    monkeypatch.setattr(os, call, full)
    said = zz("fix", pages, "--rules", rules, "--select", "TST001")
    only_the_big_one_stayed(pages, said.status, said.out)
    assert "No space left" in said.out


def test_disk_full_when_writing(pages: Path, rules: Path, zz: Program) -> None:
    resource = pytest.importorskip("resource", reason="no limit on the size of files here")
    big = three_pages(pages)[1].stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (big // 2, before[1]))
    try:
        said = zz("fix", pages, "--rules", rules, "--select", "TST001")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    only_the_big_one_stayed(pages, said.status, said.out)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 64 KB."""
    folder.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("mounting a file system needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with suppress(OSError), path.open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass


def test_disk_really_full(tmp_path: Path, pages: Path, rules: Path, zz: Program) -> None:
    with small_disk(tmp_path / "disk") as disk:
        texts = {disk / "a.txt": SIMPLIFIED, disk / "b.txt": SIMPLIFIED * 60}
        for page, text in texts.items():
            page.write_text(text, encoding="utf-8")
        fill(disk / "filler")
        elsewhere = pages / "c.txt"
        elsewhere.write_text(SIMPLIFIED, encoding="utf-8")
        said = zz("fix", disk, pages, "--rules", rules, "--select", "TST001")
        assert said.status == 2
        assert said.out.count("ZZ902") == 2
        assert "No space left" in said.out
        for page, text in texts.items():
            assert page.read_text(encoding="utf-8") == text
        assert {path.name for path in disk.iterdir()} - {".zzlint"} == {"a.txt", "b.txt", "filler"}
        assert "已经" in elsewhere.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_synced(pages: Path, rules: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    real = os.fsync

    def refused(handle: int) -> None:  # as some network file systems do
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(handle)

    monkeypatch.setattr(os, "fsync", refused)
    said = zz("fix", page, "--rules", rules, "--select", "TST001")
    assert "已经" in page.read_text(encoding="utf-8")
    assert said.status == 0, "the file is fixed, so nothing may say that it was left as it was"
    assert "ZZ902" not in said.out


def test_file_that_changes_meanwhile(tmp_path: Path, pages: Path, rules: Path, zz: Program) -> None:
    page, other = pages / "a.txt", pages / "b.txt"
    for path in (page, other):
        path.write_text(SIMPLIFIED, encoding="utf-8")
    python_rule(rules, "TST002", f"Path({str(page)!r}).write_text('别人写的。', encoding='utf-8')\nreturn ()")
    said = zz("fix", pages, "--rules", rules, "--select", "TST001,TST002")
    assert said.status == 2
    assert said.out.count("ZZ902") == 1
    assert "changed since" in said.out
    assert page.read_text(encoding="utf-8") == "别人写的。"
    assert "已经" in other.read_text(encoding="utf-8")
    assert left_over(pages) == []


@pytest.mark.skipif(os.name == "nt", reason="another lock there")
def test_another_run_at_work_on_the_file(pages: Path, rules: Path, zz: Program) -> None:
    import fcntl

    page, other = pages / "a.txt", pages / "b.txt"
    for path in (page, other):
        path.write_text(SIMPLIFIED, encoding="utf-8")
    with (pages / ".a.txt.zzlint").open("wb") as theirs:
        theirs.write(b"half of it")
        theirs.flush()
        fcntl.flock(theirs, fcntl.LOCK_EX)
        said = zz("fix", pages, "--rules", rules, "--select", "TST001")
        assert said.status == 2
        assert said.out.count("ZZ902") == 1
        assert (pages / ".a.txt.zzlint").read_bytes() == b"half of it"
        assert page.read_text(encoding="utf-8") == SIMPLIFIED
        assert "已经" in other.read_text(encoding="utf-8")
    assert zz("fix", pages, "--rules", rules, "--select", "TST001").status == 0
    assert "已经" in page.read_text(encoding="utf-8")
    assert left_over(pages) == []


def test_killed_at_any_moment(pages: Path, rules: Path) -> None:
    random_moments = random.Random(7)
    old, new = SIMPLIFIED.encode(), SIMPLIFIED.replace("己经", "已经").encode()
    for number in range(500):
        (pages / f"{number:03}.txt").write_bytes(old)
    call = command("fix", pages, "--isolated", "--rules", rules, "--select", "TST001", "-q")
    seen_between = 0
    for stop in sorted(random_moments.sample(range(20, 480), 5)):
        watched = pages / f"{stop:03}.txt"
        process = subprocess.Popen(call, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while watched.read_bytes() == old and process.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(random_moments.random() / 100)
        process.kill()
        process.wait()
        states = [(pages / f"{number:03}.txt").read_bytes() for number in range(500)]
        assert set(states) <= {old, new}, "whole or not at all"
        seen_between += old in states and new in states
    assert seen_between >= 3, "the kills came too early or too late to tell anything"
    assert subprocess.run(call, env=environment(), check=False).returncode == 0
    assert {path.read_bytes() for path in pages.glob("[0-9]*.txt")} == {new}
