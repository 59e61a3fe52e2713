"""Nothing is lost: odd bytes, broken rules, broken disks."""

import errno
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import Program, command, environment, pattern, python_rule, subprocess_zz, swap
from zzlint import run
from zzlint.settings import Settings

#: Built-in rules that say nothing of the texts here unless a test wants them to.
BUILT_IN = "CON001,DUP001,PAR001,PUN003"

SIMPLIFIED = (
    "市政府昨天宣布，这座大桥己经完工，两岸居民往来更加方便。\n"
    "记者从会上了解到，全市今年新建学校十二所，新增学位一万多个，群众满意。\n"
)
TRADITIONAL = (
    "市政府昨天宣布，這座大橋己經完工，兩岸居民往來更加方便。\n"
    "記者從會上了解到，全市今年新建學校十二所，新增學位一萬多個，群眾滿意。\n"
)

needs_symlinks = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """TST001 writes 已经 for 己经 and the same for traditional text."""
    return swap(tmp_path / "rules", "TST001", ("己经", "已经"), ("己經", "已經"))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def misprint(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """TST001 and nothing else, for calls without the command line."""
    return Settings(select=("TST001",), rule_dirs=(swap(tmp_path_factory.mktemp("rules"), "TST001", ("己经", "已经")),))


def left_over(folder: Path) -> list[str]:
    """Temporary files that a run forgot."""
    return [path.name for path in folder.rglob("*") if path.name.endswith(".zzlint")]


def changed_bytes(before: bytes, wrong: str, right: str, encoding: str) -> bytes:
    assert before.count(wrong.encode(encoding)) == 1
    return before.replace(wrong.encode(encoding), right.encode(encoding))


# -- files that hold little or no text ---------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n", " \t\u3000\r\n\r\n \n", "\r" * 5, "\n" * 1000, "\ufeff", "\ufeff\n"])
@pytest.mark.parametrize("what", ["check", "fix"])
def test_no_text(what: str, text: str, pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes(text.encode())
    said = zz(what, page, "--rules", rules, "--select", f"TST001,{BUILT_IN}")
    assert said.status == 0
    assert said.err == ""
    assert page.read_bytes() == text.encode()


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\n" * 1000])
def test_no_text_with_the_default_rules(text: str, pages: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes(text.encode())
    assert zz("check", page).status < 2
    assert zz("fix", page).status == 0
    assert zz("check", page).status < 2


BINARIES = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "zeros": bytes(4096),
    "text with one NUL": "会议\0指出己经。".encode(),
    **{f"random {size}": random.Random(size).randbytes(size) for size in (100, 5_000, 300_000)},
}


@pytest.mark.parametrize("data", BINARIES.values(), ids=BINARIES.keys())
@pytest.mark.parametrize("what", ["check", "fix"])
def test_binary(what: str, data: bytes, pages: Path, rules: Path, zz: Program) -> None:
    binary, sound = pages / "a.txt", pages / "b.txt"
    binary.write_bytes(data)
    sound.write_text(SIMPLIFIED, encoding="utf-8")
    said = zz(what, pages, "--rules", rules, "--select", "TST001")
    assert said.status == 2
    assert "ZZ902" in said.out
    assert "a.txt" in said.out
    assert binary.read_bytes() == data
    assert ("已经" in sound.read_text(encoding="utf-8")) is (what == "fix")


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=60).map(lambda text: f"己经{text}".encode("gb18030", "replace"))
    )
)
@hypothesis_settings(max_examples=300, deadline=None)
def test_any_bytes(misprint: Settings, data: bytes) -> None:
    report = run.process(data, "a.txt", misprint, run.SAFE_ONLY)
    assert report.failed or report.page is not None
    if report.failed or not report.applied:
        assert report.result == data
    else:
        # the same bytes but for the edits
        page = report.original
        assert page is not None
        assert page.decoded.encode(page.text) == data
        assert page.decoded.encode(page.text.replace("己经", "已经")) == report.result


# -- encodings ---------------------------------------------------------------------------------

ENCODED = {
    "gb18030": (SIMPLIFIED.encode("gb18030"), "己经", "已经", "gb18030"),
    "gbk": (SIMPLIFIED.encode("gbk"), "己经", "已经", "gbk"),
    "gb18030, four bytes": ((SIMPLIFIED + "𠮷㐂\n").encode("gb18030"), "己经", "已经", "gb18030"),
    "big5": (TRADITIONAL.encode("big5"), "己經", "已經", "big5"),
    "utf-8": (SIMPLIFIED.encode(), "己经", "已经", "utf-8"),
    "utf-8 with mark": (b"\xef\xbb\xbf" + SIMPLIFIED.encode(), "己经", "已经", "utf-8"),
    "utf-16-le": (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "己经", "已经", "utf-16-le"),
    "utf-16-be": (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "己经", "已经", "utf-16-be"),
}


@pytest.mark.parametrize(("data", "wrong", "right", "encoding"), ENCODED.values(), ids=ENCODED.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings(
    data: bytes, wrong: str, right: str, encoding: str, newline: str, pages: Path, rules: Path, zz: Program
) -> None:
    page = pages / "a.txt"
    data = data.replace("\n".encode(encoding), newline.encode(encoding))
    page.write_bytes(data)
    select = ("--rules", rules, "--select", "TST001")
    said = zz("check", page, *select, "--output-format", "concise")
    assert said.status == 1
    column = (SIMPLIFIED if wrong == "己经" else TRADITIONAL).index(wrong) + 1
    assert f"a.txt:1:{column}: TST001" in said.out
    assert zz("fix", page, *select).status == 0
    assert page.read_bytes() == changed_bytes(data, wrong, right, encoding)
    assert zz("check", page, *select).status == 0


def test_named_encoding(pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes("己经".encode("gb18030"))  # too short to guess by
    assert zz("fix", page, "--rules", rules, "--select", "TST001", "--encoding", "gb18030").status == 0
    assert page.read_bytes() == "已经".encode("gb18030")


@pytest.mark.parametrize("encoding", ["utf-9", "rot13", "hex", "undefined", "idna", "punycode", "中文", "a\nb"])
def test_encodings_there_are_not(encoding: str, pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("fix", page, "--rules", rules, "--select", "TST001", "--encoding", encoding)
    assert said.status == 2
    assert "ZZ902" in said.out
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


def test_a_wrong_encoding_rewrites_nothing(pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes(SIMPLIFIED.encode("gb18030"))
    for encoding in ("utf-8", "ascii", "utf-16", "utf-32", "shift_jis"):
        said = zz("fix", page, "--rules", rules, "--select", "ALL", "--encoding", encoding)
        assert said.status == 2, encoding
        assert page.read_bytes() == SIMPLIFIED.encode("gb18030")


def test_a_fix_that_the_encoding_cannot_express(pages: Path, tmp_path: Path, zz: Program) -> None:
    rules = swap(tmp_path / "rules", "TST001", ("大橋", "大桥"))  # 桥 is not in Big5
    page, other = pages / "a.txt", pages / "b.txt"
    page.write_bytes(TRADITIONAL.encode("big5"))
    other.write_text(TRADITIONAL, encoding="utf-8")
    said = zz("fix", pages, "--rules", rules, "--select", "TST001")
    assert said.status == 2
    assert "ZZ902" in said.out
    assert "桥" in said.out
    assert page.read_bytes() == TRADITIONAL.encode("big5")
    assert other.read_text(encoding="utf-8") == TRADITIONAL.replace("大橋", "大桥")


@given(
    st.lists(
        st.sampled_from(["甲", "己经", "\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "𠮷", " ", "e\u0301"]), max_size=40
    )
)
@hypothesis_settings(max_examples=200, deadline=None)
def test_line_ends_stay(misprint: Settings, parts: list[str]) -> None:
    data = "".join(parts).encode()
    report = run.process(data, "a.txt", misprint, run.SAFE_ONLY)
    assert not report.failed
    assert report.result == "".join(parts).replace("己经", "已经").encode()
    assert len(report.applied) == "".join(parts).count("己经")


@pytest.mark.parametrize("bad", [b"\xe6\xb0", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xe6\xb0" * 3])
def test_damaged_utf8(bad: bytes, pages: Path, rules: Path, zz: Program) -> None:
    page, other = pages / "a.txt", pages / "b.txt"
    text = SIMPLIFIED.encode() * 5
    at = text.index(b"\n") + 1
    page.write_bytes(text[:at] + bad + text[at:])
    other.write_text(SIMPLIFIED, encoding="utf-8")
    before = page.read_bytes()
    select = ("--rules", rules, "--select", "TST001")
    said = zz("check", pages, *select, "--output-format", "concise")
    assert said.status == 2
    assert "a.txt:1:1: ZZ902" in said.out
    assert "a.txt:1:13: TST001" in said.out, "the rest of the page is checked all the same"
    assert zz("fix", pages, *select).status == 2
    assert page.read_bytes() == before
    assert "己经" not in other.read_text(encoding="utf-8")
    assert left_over(pages) == []


def test_much_damage_in_a_big_file_is_damage_still(misprint: Settings) -> None:
    damaged = (SIMPLIFIED.encode() + b"\xe6\xb0\n") * 20_000  # 4 MB, one character in seventy
    report = run.process(damaged, "a.txt", misprint, run.SAFE_ONLY)
    assert report.failed
    assert report.page is not None, "read as UTF-8 and checked"
    assert report.page.decoded.damaged
    assert report.result == damaged


# -- files that cannot be read or written ------------------------------------------------------


@contextmanager
def unprivileged(rules: Path) -> Iterator[tuple[Path, Path]]:
    """A folder in which this process obeys modes, even when it is root's, and the rules where it may read them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here = folder / "pages"
        here.mkdir()
        copied = shutil.copytree(rules, folder / "rules")
        root = os.geteuid() == 0
        if root:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, 65534, 65534)
            os.seteuid(65534)
        try:
            yield here, copied
        finally:
            for path in (here, *here.rglob("*")):
                path.chmod(0o700)
            if root:
                os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
@pytest.mark.parametrize("what", ["check", "fix"])
def test_no_permission_to_read(what: str, rules: Path, zz: Program) -> None:
    zz("rule", "PUN003", "--rules", rules)  # loads what must be loaded while it can be
    with unprivileged(rules) as (folder, own):
        for name in ("a.txt", "b.txt"):
            (folder / name).write_text(SIMPLIFIED, encoding="utf-8")
        (folder / "closed").mkdir()
        (folder / "a.txt").chmod(0)
        (folder / "closed").chmod(0)
        said = zz(what, folder, "--isolated", "--rules", own, "--select", "TST001")
        (folder / "a.txt").chmod(0o600)
        texts = [(folder / name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt")]
    assert said.status == 2
    assert said.out.count("ZZ902") == 2, "the file and the folder"
    assert said.out.count("Permission denied") == 2
    assert texts[0] == SIMPLIFIED
    assert ("己经" not in texts[1]) is (what == "fix")


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are POSIX's")
def test_folder_that_cannot_be_written(rules: Path, zz: Program) -> None:
    zz("rule", "PUN003", "--rules", rules)
    with unprivileged(rules) as (folder, own):
        closed = folder / "closed"
        closed.mkdir()
        for page in (closed / "a.txt", folder / "b.txt"):
            page.write_text(SIMPLIFIED, encoding="utf-8")
        closed.chmod(0o500)
        said = zz("fix", folder, "--isolated", "--rules", own, "--select", "TST001")
        texts = [page.read_text(encoding="utf-8") for page in (closed / "a.txt", folder / "b.txt")]
        names = [path.name for path in closed.iterdir()]
    assert said.status == 2
    assert said.out.count("ZZ902") == 1
    assert "Permission denied" in said.out
    assert texts == [SIMPLIFIED, SIMPLIFIED.replace("己经", "已经")]
    assert names == ["a.txt"]


@needs_symlinks
def test_paths_that_are_no_files(pages: Path, rules: Path, zz: Program) -> None:
    (pages / "dangling.txt").symlink_to(pages / "nowhere")
    (pages / "circle.txt").symlink_to(pages / "circle.txt")
    (pages / "folder.txt").mkdir()
    (pages / "folder.txt" / "inner.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "z.txt").write_text(SIMPLIFIED, encoding="utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(pages / "pipe.txt")  # must not be waited for
    said = zz("fix", pages, pages / "missing.txt", "--rules", rules, "--select", "TST001", "--output-format", "concise")
    assert said.status == 2
    told = [Path(line.split(":")[0]).name for line in said.out.splitlines() if "ZZ902" in line]
    assert told == ["circle.txt", "dangling.txt", "missing.txt"]
    for page in (pages / "folder.txt" / "inner.txt", pages / "z.txt"):
        assert "已经" in page.read_text(encoding="utf-8")


@needs_symlinks
def test_folder_that_links_to_itself(pages: Path, rules: Path, zz: Program) -> None:
    (pages / "below").mkdir()
    (pages / "below" / "up").symlink_to(pages, target_is_directory=True)
    (pages / "self").symlink_to("self", target_is_directory=True)
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", pages, "--rules", rules, "--select", "TST001", "--output-format", "concise")
    assert said.status == 1
    assert said.out.count("TST001") == 1
    assert zz("check", pages / "below" / "up", "--rules", rules, "--select", "TST001").status == 1


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


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o444])
def test_the_mode_stays(mode: int, pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    page.chmod(mode)
    assert zz("fix", page, "--rules", rules, "--select", "TST001").status == 0
    assert "已经" in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    os.chown(page, 65534, 65533)
    assert zz("fix", page, "--rules", rules, "--select", "TST001").status == 0
    assert "已经" in page.read_text(encoding="utf-8")
    assert (page.stat().st_uid, page.stat().st_gid) == (65534, 65533)


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
    assert sorted(path.name for path in pages.iterdir()) == ["a.txt", "b.txt", "c.txt"], "no temporary file is left"


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
        assert sorted(path.name for path in disk.iterdir()) == ["a.txt", "b.txt", "filler"]
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


# -- rules -------------------------------------------------------------------------------------


def fixed_with(zz: Program, pages: Path, rules: Path, *codes: str) -> tuple[int, str]:
    said = zz("fix", pages, "--rules", rules, "--select", ",".join(codes), "--output-format", "concise")
    return said.status, said.out + said.err


@pytest.mark.parametrize(
    "source",
    ["raise ValueError('boom')", "import no_such_module", "def broken(:", "raise SystemExit(0)", "1 / 0", "\0"],
)
@pytest.mark.parametrize("what", ["check", "rule"])
def test_rule_that_cannot_be_imported(what: str, source: str, pages: Path, rules: Path, zz: Program) -> None:
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (rules / "broken.py").write_text(source, encoding="utf-8")
    said = zz(what, *([pages] if what == "check" else []), "--rules", rules)
    assert said.status == 2
    assert "broken.py" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("code", ["TST001", "PUN003"])
def test_rule_with_the_code_of_another(code: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, code, "return ()", name="another")
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("fix", pages, "--rules", rules, "--select", "TST001")
    assert said.status == 2
    assert f"two rules have the code {code}" in said.err
    assert (pages / "a.txt").read_text(encoding="utf-8") == SIMPLIFIED


CRASHES = {
    "raises": "if '炸' in page.text:\n    raise ValueError('炸了')\nreturn ()",
    "raises late": "yield self.report((0, 1), 'found', what=1)\nif '炸' in page.text:\n    raise KeyError('炸了')",
    "recurses": "return self.check(page, hits) if '炸' in page.text else ()",
    "lies outside": "if '炸' in page.text:\n    yield self.report((0, 10_000), 'found', what=1)",
    "old text is wrong": "if '炸' in page.text:\n"
    "    yield self.report((0, 1), 'found', fix=Fix((Edit(0, 1, '错', '对'),), SAFE), what=1)",
    "no such message": "if '炸' in page.text:\n    yield self.report((0, 1), 'lost', what=1)",
    "yields no finding": "return [None] if '炸' in page.text else ()",
    "is no generator": "return 5 if '炸' in page.text else ()",
}


@pytest.mark.parametrize("check", CRASHES.values(), ids=CRASHES.keys())
def test_rule_that_crashes_on_one_page(check: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", check)
    bad, good = pages / "a.txt", pages / "b.txt"
    bad.write_text(f"炸{SIMPLIFIED}", encoding="utf-8")
    good.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST001", "TST002")
    assert status == 2
    assert out.count("ZZ900") == 1
    assert "a.txt:1:1: ZZ900" in out
    assert "TST002" in out
    assert "TST001" in out, "the other rules' findings are told all the same"
    assert bad.read_text(encoding="utf-8") == f"炸{SIMPLIFIED}"
    assert good.read_text(encoding="utf-8") == SIMPLIFIED.replace("己经", "已经")


def test_rule_that_crashes_on_what_a_fix_left(pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", "if '已经' in page.text:\n    raise ValueError\nreturn ()")
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST001", "TST002")
    assert status == 2
    assert "ZZ900" in out
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


ILL_FITTING = {
    "negative": "Edit(-2, -1, page.text[-2:-1], 'X')",
    "reversed": "Edit(3, 1, '', 'X')",
    "behind the end": "Edit(len(page.text) + 2, len(page.text) + 2, '', 'X')",
    "across the end": "Edit(len(page.text), len(page.text) + 5, '', 'X')",
}


@pytest.mark.parametrize("edit", ILL_FITTING.values(), ids=ILL_FITTING.keys())
def test_edit_that_does_not_fit(edit: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", f"yield self.report((0, 1), 'found', fix=Fix(({edit},), SAFE), what=1)")
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST002")
    assert status == 2
    assert "ZZ900" in out
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


ODD = {
    "a fix without edits": ("yield self.report((0, 1), 'found', fix=Fix((), SAFE), what=1)", "TST002"),
    "a message without its argument": ("yield self.report((0, 1), 'found')", "ZZ900"),
    "exits": ("raise SystemExit(0)", "ZZ900"),
}


@pytest.mark.parametrize(("check", "wanted"), ODD.values(), ids=ODD.keys())
def test_odd_findings_end_no_run(check: str, wanted: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", check)
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "b.txt").write_text(SIMPLIFIED, encoding="utf-8")
    for form in ("full", "concise", "json"):
        said = zz("check", pages, "--rules", rules, "--select", "TST001,TST002", "--output-format", form)
        assert said.status in (1, 2), form
        assert "Traceback" not in said.err
        assert wanted in said.out
        assert "b.txt" in said.out


BROKEN_IN_SETTING_UP = {
    "raises": "def __init__(self, options=None):\n    raise ValueError('boom')\n",
    "empty needle": "needles = ('',)\n",
    "needles that are no strings": "needles = (1,)\n",
    "profile option there is not": "profile_options = {Profile.ARCHIVE: {'no': 1}}\n",
}


@pytest.mark.parametrize("attributes", BROKEN_IN_SETTING_UP.values(), ids=BROKEN_IN_SETTING_UP.keys())
def test_rule_that_cannot_be_set_up(attributes: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", "return ()", attributes=attributes)
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", pages, "--rules", rules, "--select", "TST002")
    assert said.status == 2
    assert "TST002" in said.err
    assert "Traceback" not in said.err


def test_fix_that_never_settles(pages: Path, rules: Path, zz: Program) -> None:
    python_rule(
        rules,
        "TST002",
        "end = len(page.text)\nyield self.report((0, 1), 'found', fix=self.replace(page, end, end, '啊'), what=1)",
    )
    page, other = pages / "a.txt", pages / "b.txt"
    for path in (page, other):
        path.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST001", "TST002")
    assert status == 2
    assert out.count("ZZ901") == 2
    told = [line for line in out.splitlines() if "ZZ901" in line]
    assert all("TST002" in line and "TST001" not in line for line in told)
    for path in (page, other):
        assert path.read_text(encoding="utf-8") == SIMPLIFIED.replace("己经", "已经"), "as if TST002 were off"


@pytest.mark.parametrize("sound", ["TST000", "TST009"])
def test_rules_that_fight(sound: str, tmp_path: Path, pages: Path, zz: Program) -> None:
    rules = tmp_path / "fight"
    swap(rules, "TST003", ("甲乙", "乙甲"))
    swap(rules, "TST004", ("乙甲", "甲乙"))
    swap(rules, sound, ("己经", "已经"))
    page = pages / "a.txt"
    page.write_text(f"甲乙{SIMPLIFIED}", encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST")
    assert status == 2
    told = [line for line in out.splitlines() if "ZZ901" in line]
    assert len(told) == 1
    assert "TST003, TST004" in told[0]
    assert sound not in told[0].split("ZZ901")[1]
    assert page.read_text(encoding="utf-8") == f"甲乙{SIMPLIFIED}".replace("己经", "已经")
    assert fixed_with(zz, pages, rules, "TST")[0] == 2
    assert page.read_text(encoding="utf-8") == f"甲乙{SIMPLIFIED}".replace("己经", "已经"), (
        "fixing twice is fixing once"
    )


def test_a_circle_of_three(tmp_path: Path, pages: Path, zz: Program) -> None:
    rules = tmp_path / "circle"
    for code, wrong, right in (("TST003", "甲", "乙"), ("TST004", "乙", "丙"), ("TST005", "丙", "甲")):
        swap(rules, code, (wrong, right))
    page = pages / "a.txt"
    page.write_text("一个甲字。\n", encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST")
    assert status == 2
    assert "TST003, TST004, TST005" in out
    assert page.read_text(encoding="utf-8") == "一个甲字。\n"


def test_a_pattern_that_finds_its_own_work(tmp_path: Path, pages: Path, zz: Program) -> None:
    rules = pattern(tmp_path / "own", "TST006", "甲+$", "甲甲甲")
    page = pages / "a.txt"
    page.write_text("末尾是甲\n", encoding="utf-8")
    assert fixed_with(zz, pages, rules, "TST006")[0] == 0, "甲甲甲 becomes 甲甲甲, which changes nothing"
    assert page.read_text(encoding="utf-8") == "末尾是甲甲甲\n"


# -- configuration and command line ------------------------------------------------------------

BROKEN = {
    "bad TOML": ("select = [", ["not valid TOML"]),
    "bytes that are no UTF-8": ("lang = '\udcff'", ["not valid TOML"]),
    "unknown key": ("selct = ['PUN003']", ["selct", "did you mean 'select'"]),
    "key with underscore": ("extend_select = ['PUN003']", ["did you mean 'extend-select'"]),
    "a list is wanted": ("select = 'PUN003'", ["select", "list of strings"]),
    "strings are wanted": ("ignore = [1]", ["ignore", "list of strings"]),
    "true or false": ("preview = 'yes'", ["preview", "true or false"]),
    "profile": ("profile = 'archives'", ["profile", "archive, corpus, publish"]),
    "profile of another type": ("profile = ['archive']", ["profile"]),
    "language": ("lang = 'fr'", ["lang", "zh, en"]),
    "unknown code": ("select = ['PUN999']", ["select", "PUN999", "did you mean"]),
    "unknown name": ("ignore = ['repeated-marks']", ["ignore", "did you mean 'repeated-mark'"]),
    "lower case": ("select = ['pun003']", ["select", "did you mean 'PUN003'"]),
    "unknown code for files": ("[per-file-ignores]\n'*.md' = ['XYZ']", ["per-file-ignores", "XYZ"]),
    "no table": ("per-file-ignores = ['PUN003']", ["per-file-ignores", "table"]),
    "rules of no table": ("rules = 1", ["rules"]),
    "unknown rule": ("[rules.CON011]\nstrip = true", ["CON011", "did you mean 'CON001'"]),
    "unknown option": ("[rules.CON001]\nstripp = true", ["stripp", "did you mean 'strip'"]),
    "option of the wrong type": ("[rules.CON001]\nstrip = 'yes'", ["strip", "bool"]),
    "no such folder": ("rule-dirs = ['nowhere']", ["nowhere"]),
    "no such pack": ("packs = ['no-such-pack']", ["no-such-pack", "not installed"]),
    "a pattern that is none": ("exclude = ['[z-a]']", ["exclude", "[z-a]"]),
    "a pattern that is none, for files": ("[per-file-ignores]\n'[z-a]' = ['PUN003']", ["per-file-ignores", "[z-a]"]),
}


@pytest.mark.parametrize(("text", "wanted"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_configuration(text: str, wanted: list[str], pages: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "zzlint.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    for call in (("fix", page), ("check", page, "--output-format", "json")):
        said = zz(*call)
        assert said.status == 2
        assert said.out == ""
        assert "zzlint.toml" in said.err
        assert "Traceback" not in said.err
        for fragment in wanted:
            assert fragment in said.err
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


@pytest.mark.parametrize("text", ["tool = 1", "[tool]\nzzlint = 1", "[tool.zzlint]\nnonsense = 1"])
def test_broken_pyproject(text: str, pages: Path, zz: Program) -> None:
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "pyproject.toml").write_text(text, encoding="utf-8")
    said = zz("check", pages)
    assert said.status == 2
    assert "pyproject.toml" in said.err


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--select", "PUN903"], "did you mean"),
        (["--select", "repeted-mark"], "did you mean 'repeated-mark'"),
        (["--ignore", "QQQ"], "QQQ"),
        (["--extend-select", "PUN003,NOPE"], "NOPE"),
        (["--select", "ZZ900"], "ZZ900"),
        (["--profile", "achive"], "archive"),
        (["--rules", "nowhere"], "nowhere"),
        (["--config", "nowhere.toml"], "nowhere.toml"),
        (["--output-format", "xml"], "concise"),
        (["--exclude", "[z-a]"], "[z-a]"),
        (["--include", "!"], "!"),
        (["--no-such-option"], "--no-such-option"),
        (["-", "a.txt"], "standard input"),
    ],
)
def test_broken_command_line(arguments: list[str], wanted: str, pages: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", page, *arguments)
    assert said.status == 2
    assert wanted in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_bad_line_in_gitignore_hides_nothing(pages: Path, rules: Path, zz: Program) -> None:
    (pages / ".gitignore").write_text("!\n[z-a]\nb.txt\n\\\n", encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (pages / name).write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", pages, "--rules", rules, "--select", "TST001", "--show-files")
    assert said.status == 0
    assert [Path(line).name for line in said.out.splitlines()] == ["a.txt"], "git passes bad lines over and so do we"


# -- processes ---------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
@pytest.mark.parametrize("form", ["full", "concise", "json", "github"])
def test_closed_pipe(form: str, pages: Path, rules: Path) -> None:
    for number in range(40):
        (pages / f"{number}.txt").write_text(SIMPLIFIED * 50, encoding="utf-8")
    call = command("check", pages, "--rules", rules, "--select", "TST001", "--output-format", form)
    process = subprocess.Popen(call, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() in (0, 1)
    assert err == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
@pytest.mark.parametrize(
    "arguments", [["check", "--output-format", "concise"], ["fix"], ["rule"], ["rule", "PUN003"], ["--help"]]
)
def test_pipe_closed_from_the_start(arguments: list[str], pages: Path) -> None:
    leaders = "他想了很久。。。才回答。\n" * 100  # found and never fixed: a report longer than any buffer
    if arguments[0] in ("check", "fix"):
        for number in range(8):
            (pages / f"{number}.txt").write_text(f"会议指出，，要抓好落实。\n{leaders}", encoding="utf-8")
        arguments = [*arguments, str(pages), "--select", "PUN003"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command(*arguments), env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode in (0, 1)
    if arguments[0] == "fix":
        texts = {path.read_text(encoding="utf-8") for path in pages.glob("*.txt")}
        assert done.returncode == 0
        assert texts == {f"会议指出，要抓好落实。\n{leaders}"}, (
            "whoever does not read the report wants the files fixed all the same"
        )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_report_that_cannot_be_written(pages: Path, rules: Path) -> None:
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    call = command("check", pages, "--rules", rules, "--select", "TST001")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(call, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2, "a report that is lost must not look like a clean page"
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    said = subprocess_zz("check", pages, "--rules", rules, "--select", "TST001", "-o", "/dev/full")
    assert said.status == 2
    assert "No space left" in said.err


# -- size --------------------------------------------------------------------------------------

MEGABYTES = 200
SENTENCES = (
    "市政府昨天宣布，这座大桥将在明年春天通车",
    "记者从会上了解到，全市今年新建学校十二所",
    "沿线的农家乐也跟着红火起来，游客比去年多了三成",
    "他说，村里的路修到了家门口，孩子上学不再绕远",
    "气象台预计，未来三天有中到大雨，山区要防范滑坡",
    "图书馆延长了开放时间，周末的座位仍然供不应求",
    "工程分三期建设，其中一期今年完工，总投资超过五亿元",
    "渔民们把收获的鱼虾运到码头，等候在那里的货车当晚出发",
)


def big_page(path: Path, megabytes: int) -> int:
    """Made-up news, no two paragraphs alike, a doubled comma in one paragraph of twenty."""
    chance = random.Random(0)
    paragraph = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while file.tell() < megabytes * 1_000_000:
            lines = []
            for _ in range(2_000):
                paragraph += 1
                sentences = chance.sample(SENTENCES, 4)
                sentences.insert(
                    chance.randrange(4), f"第{paragraph}号文件要求，{'，' if paragraph % 20 == 0 else ''}各地抓好落实"
                )
                lines.append("　　" + "。".join(sentences) + "。\n\n")
            file.write("".join(lines))
    return path.stat().st_size


def measured(*arguments: str | Path) -> tuple[int, float, int]:
    """Exit code, seconds and peak memory (bytes) of one call."""
    started = time.monotonic()
    process = subprocess.Popen(
        command(*arguments), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert err == b"", err.decode()
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, time.monotonic() - started, usage.ru_maxrss * unit


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the memory of a child is not told here")
def test_200_megabytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "big.txt"
    size = big_page(page, MEGABYTES)
    told = []
    for rules in (("--select", "PUN003"), ()):
        status, seconds, memory = measured("check", page, "--isolated", "--output-format", "concise", *rules)
        told.append(f"{' '.join(rules) or 'default rules'}: {seconds:.0f} s, {memory / size:.1f} times the file")
        assert status == 1
        assert memory <= 5 * size, told
    with capsys.disabled():
        print("\n" + "\n".join(told))
