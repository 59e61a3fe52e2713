"""The line that tells how far a run has come: on a terminal, and nowhere else."""

import io
import os
import subprocess
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import MISPRINT, page, python_rule, subprocess_zz
from zzlint.cli.progress import PATIENCE, PAUSE, Progress
from zzlint.faults import UNREADABLE, fault
from zzlint.report import FileReport

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals on Windows")

ERASE = "\r\033[K"


@pytest.fixture
def slow(pages: Path, rules: Path) -> tuple[str, ...]:
    """A call that takes more than a second, with something to print all the while."""
    python_rule(rules, "TST010", "import time\ntime.sleep(0.2)\nreturn ()")
    for number in range(8):
        page(pages, f"{number}.txt", MISPRINT)
    own = ("--rules", str(rules), "--select", "TST001,TST010")
    return ("check", ".", *own, "-j", "1", "--no-cache", "--color", "never")


def test_the_line_is_drawn_and_leaves_no_trace(slow: tuple[str, ...], pages: Path) -> None:
    from tests.cli.terminal import Terminal

    terminal = Terminal(*slow, cwd=pages, ZZLINT_LANG="zh")
    assert terminal.finish() == 1
    assert "/8 个文件，每秒 " in terminal.raw
    assert "\n".join(terminal.lines) == subprocess_zz(*slow, cwd=pages, ZZLINT_LANG="zh").out


def test_the_patch_on_a_terminal_is_whole(slow: tuple[str, ...], pages: Path) -> None:
    from tests.cli.terminal import Terminal

    terminal = Terminal(*slow, "--diff", cwd=pages)
    assert terminal.finish() == 1
    assert "/8 files, " in terminal.raw
    said = subprocess_zz(*slow, "--diff", cwd=pages)
    assert "\n".join(terminal.lines) == said.out + said.err


def test_the_line_goes_to_the_terminal_when_the_report_goes_to_a_file(slow: tuple[str, ...], pages: Path) -> None:
    from tests.cli.terminal import Terminal

    with (pages / "report").open("wb") as report:
        terminal = Terminal(*slow, cwd=pages, stdout=report.fileno())
        assert terminal.finish() == 1
    assert "/8 files, " in terminal.raw
    assert terminal.lines == [""]
    assert (pages / "report").read_text(encoding="utf-8") == subprocess_zz(*slow, cwd=pages).out


@pytest.mark.parametrize("where", [{"CI": "true"}, {"TERM": "dumb"}, {"COLUMNS": "20"}], ids=str)
def test_nothing_is_drawn_where_it_could_not_be_erased(
    where: dict[str, str], slow: tuple[str, ...], pages: Path
) -> None:
    from tests.cli.terminal import Terminal

    terminal = Terminal(*slow, cwd=pages, **where)
    assert terminal.finish() == 1
    assert terminal.raw.replace("\r\n", "\n") == subprocess_zz(*slow, cwd=pages).out


def test_nothing_is_drawn_beside_a_pager_nor_for_the_quiet(slow: tuple[str, ...], pages: Path) -> None:
    from tests.cli.terminal import Terminal

    piped = Terminal(*slow, cwd=pages, stdout=subprocess.PIPE)
    assert piped.process.stdout is not None
    assert piped.process.stdout.read().count(b"TST001") == 16, "eight findings, each with its help"
    assert piped.finish() == 1
    quiet = Terminal(*slow, "-q", cwd=pages)
    assert quiet.finish() == 1
    assert (piped.raw, quiet.raw) == ("", "")
    assert subprocess_zz(*slow, cwd=pages).err == "", "and nothing in a pipe"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_line_counts_files_and_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    out, clock = io.StringIO(), Clock()
    progress = Progress(out, "en", clock)
    names = ["a.jsonl", "a.jsonl", "b.txt", "c.txt"]
    assert progress.told(map(Path, ["a.jsonl", "b.txt", "c.txt"])) == [Path("a.jsonl"), Path("b.txt"), Path("c.txt")]
    first, then = "1/3 files, 3/s, findings: 2", "3/3 files, 5/s, findings: 4"
    steps = [PATIENCE * 0.6, PATIENCE * 0.6, PAUSE * 0.6, PAUSE * 0.6]
    written = []
    findings = (fault(UNREADABLE, "damaged"),)
    for _, step in zip(progress.over(FileReport(name, findings=findings) for name in names), steps, strict=True):
        written.append(out.getvalue())
        out.truncate(0)
        out.seek(0)
        clock.now += step
    assert written == [
        "",  # nothing before the first report
        "",  # nothing to those who need not wait
        f"{first}{ERASE}",  # two records of one file
        f"{first}{ERASE}",  # nothing new so soon
    ]
    assert out.getvalue() == f"{then}{ERASE}"


def test_a_report_is_let_go_of_before_the_next_one_is_made() -> None:
    made: list[weakref.ref[FileReport]] = []

    def reports() -> Iterator[FileReport]:
        for number in range(3):
            assert not made or made[-1]() is None
            report = FileReport(str(number))
            made.append(weakref.ref(report))
            yield report
            del report

    for report in Progress(io.StringIO(), "en").over(reports()):
        assert report is made[-1]()
        del report
    assert len(made) == 3


def test_the_line_is_erased_when_the_run_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    out, clock = io.StringIO(), Clock()

    def reports() -> Iterator[FileReport]:
        yield FileReport("a.txt")
        raise OSError("gone")

    def consume() -> None:
        for _ in Progress(out, "en", clock).over(reports()):
            clock.now += PATIENCE

    with pytest.raises(OSError, match="gone"):
        consume()
    assert out.getvalue() == f"1/0 files, 3/s, findings: 0{ERASE}"
