"""``check --watch``: a process that is left alone while files change."""

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers import MISPRINT, SOUND, Program, command, environment, page, python_rule, swap

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that stands for Ctrl-C")

#: A machine with other work may take its time.
PATIENCE = 20.0
WAITING = ("Waiting for changes; Ctrl-C ends.", "文件改动后重新检查，Ctrl-C 结束。")

FOUND = "{name}:1:3: TST001 [*] 己经 should be 已经"


class Watch:
    """A watching process, and what it tells."""

    def __init__(self, *arguments: str | Path) -> None:
        self.process = subprocess.Popen(
            command("check", *arguments, "--watch", "--output-format", "concise"),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            # tests that run in the background are deaf to Ctrl-C, and so would be their children
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def report(self) -> list[str]:
        """The next report, without the line that ends it."""
        lines: list[str] = []
        while not (line := self._next()).endswith(WAITING):
            lines.append(line)
        return lines

    def _next(self) -> str:
        try:
            line = self._lines.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError("\n".join(["nothing more after:", *self._said])) from None
        self._said.append(line)
        return line

    def comes_to(self, *wanted: str) -> list[str]:
        """Wait for a report whose findings are these; a look in the middle of a change may come before."""
        while True:
            lines = self.report()
            findings = [line for line in lines if ": TST" in line or ": ZZ" in line]
            if findings == list(wanted):
                return lines

    def end(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watch(pages: Path, rules: Path) -> Iterator[Callable[..., Watch]]:
    made: list[Watch] = []

    def start(*arguments: str | Path) -> Watch:
        made.append(Watch(*arguments, "--rules", rules, "--select", "TST"))
        return made[-1]

    yield start
    for one in made:
        one.process.kill()
        one.process.wait()
        assert one.process.stdout is not None
        one.process.stdout.close()


def found(*names: str) -> list[str]:
    return [FOUND.format(name=name) for name in names]


def by_renaming(path: Path, text: str) -> None:
    """Save as vim and many others do."""
    other = path.with_name(f".{path.name}.swp")
    other.write_text(text, encoding="utf-8")
    os.replace(other, path)


def test_the_report_follows_the_files(pages: Path, watch: Callable[..., Watch]) -> None:
    page(pages, "a.txt", MISPRINT)
    page(pages, "b.txt", SOUND)
    watching = watch(".")
    assert watching.report() == [
        *found("a.txt"),
        "Files checked: 2. Findings: 1.",
        "[*] Fixable with `zzlint fix`: 1.",
    ]
    by_renaming(pages / "b.txt", MISPRINT)
    watching.comes_to(*found("a.txt", "b.txt"))
    by_renaming(pages / "a.txt", SOUND)
    assert "Files checked: 2. Findings: 1." in watching.comes_to(*found("b.txt"))
    page(pages, "c.txt", MISPRINT)
    watching.comes_to(*found("b.txt", "c.txt"))
    (pages / "b.txt").unlink()
    assert "Files checked: 2. Findings: 1." in watching.comes_to(*found("c.txt"))
    page(pages, "new/d.txt", MISPRINT)
    watching.comes_to(*found("c.txt", "new/d.txt"))
    page(pages, ".gitignore", "*.txt\n")
    page(pages, ".git/HEAD", "")
    assert watching.comes_to()[0].startswith("Files checked: 0.")
    assert watching.end() == 0, "who watched ends it in peace"


def test_only_what_changed_is_checked_again(
    pages: Path, rules: Path, watch: Callable[..., Watch], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    python_rule(rules, "TST010", f"open({str(log)!r}, 'a').write(page.name + '\\n')\nreturn ()")
    for name in ("a.txt", "b.txt", "c.txt"):
        page(pages, name, SOUND)
    watching = watch(".")
    watching.report()
    assert log.read_text(encoding="utf-8").split() == ["a.txt", "b.txt", "c.txt"]
    page(pages, "b.txt", MISPRINT)
    watching.comes_to(*found("b.txt"))
    assert set(log.read_text(encoding="utf-8").split()[3:]) == {"b.txt"}


def test_a_named_file_that_goes_and_comes_back(pages: Path, watch: Callable[..., Watch]) -> None:
    path = page(pages, "a.txt", MISPRINT)
    watching = watch("a.txt")
    watching.comes_to(*found("a.txt"))
    path.unlink()
    watching.comes_to("a.txt:1:1: ZZ902 No such file or directory; check the path and its permissions")
    page(pages, "a.txt", MISPRINT)
    watching.comes_to(*found("a.txt"))
    assert watching.end() == 0


def test_a_configuration_that_changes_breaks_and_is_mended(pages: Path, watch: Callable[..., Watch]) -> None:
    page(pages, "a.txt", MISPRINT)
    page(pages, "sub/b.txt", MISPRINT)
    watching = watch(".")
    watching.comes_to(*found("a.txt", "sub/b.txt"))
    page(pages, "sub/zzlint.toml", 'exclude = ["b.txt"]\n')
    watching.comes_to(*found("a.txt"))
    page(pages, "zzlint.toml", 'lang = "zh"\n')
    watching.comes_to("a.txt:1:3: TST001 [*] “己经”应为“已经”")
    page(pages, "zzlint.toml", "nonsense = 1\n")
    while watching.report() != [f"zzlint: {pages / 'zzlint.toml'}: unknown key 'nonsense'"]:
        pass
    page(pages, "a.txt", SOUND)
    (pages / "zzlint.toml").unlink()
    assert "Files checked: 1. Nothing found." in watching.comes_to()
    (pages / "sub" / "zzlint.toml").unlink()
    watching.comes_to(*found("sub/b.txt"))
    assert watching.end() == 0


def test_rules_that_change(pages: Path, rules: Path, watch: Callable[..., Watch]) -> None:
    page(pages, "a.txt", MISPRINT)
    watching = watch(".")
    watching.comes_to(*found("a.txt"))
    swap(rules, "TST001", ("大桥", "小桥"))
    watching.comes_to("a.txt:1:1: TST001 [*] 大桥 should be 小桥")
    check = "yield self.report((2, 3), 'found', what='{}')"
    python_rule(rules, "TST010", check.format("甲"))
    watching.comes_to(
        "a.txt:1:1: TST001 [*] 大桥 should be 小桥",
        "a.txt:1:3: TST010 found 甲",
    )
    python_rule(rules, "TST010", check.format("乙"))
    watching.comes_to(
        "a.txt:1:1: TST001 [*] 大桥 should be 小桥",
        "a.txt:1:3: TST010 found 乙",
    )
    page(rules, "tst010.py", "this is no rule")
    while not any("cannot be loaded" in line for line in watching.report()):
        pass
    (rules / "tst010.py").unlink()
    watching.comes_to("a.txt:1:1: TST001 [*] 大桥 should be 小桥")
    assert watching.end() == 0


def test_a_baseline_that_changes(pages: Path, rules: Path, watch: Callable[..., Watch], zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    assert zz("check", ".", "--rules", rules, "--select", "TST", "--write-baseline", "known").status == 0
    written = (pages / "known").read_text(encoding="utf-8")
    watching = watch(".", "--baseline", "known")
    assert "Files checked: 1. Nothing found." in watching.comes_to()
    page(pages, "a.txt", MISPRINT * 2)
    watching.comes_to("a.txt:2:3: TST001 [*] 己经 should be 已经")
    by_renaming(pages / "known", "")
    watching.comes_to(*found("a.txt"), "a.txt:2:3: TST001 [*] 己经 should be 已经")
    by_renaming(pages / "known", written)
    watching.comes_to("a.txt:2:3: TST001 [*] 己经 should be 已经")
    assert watching.end() == 0


def test_on_a_terminal_the_new_report_takes_the_place_of_the_old_one(pages: Path, rules: Path) -> None:
    from tests.cli.terminal import Terminal

    page(pages, "a.txt", MISPRINT)
    terminal = Terminal("check", ".", "--watch", "--rules", rules, "--select", "TST001", cwd=pages)
    terminal.read_until(WAITING[0])
    page(pages, "a.txt", SOUND)
    terminal.read_until("Nothing found.")
    terminal.process.kill()
    terminal.finish()
    cleared, *screens = terminal.raw.split("\033[2J\033[H")
    assert cleared == ""
    assert "TST001" in screens[0]
    assert screens[-1].startswith("Files checked: 1. Nothing found.")


@pytest.mark.parametrize(
    "other",
    [["--diff"], ["--statistics"], ["-q"], ["-v"], ["-o", "report"], ["--output-format", "json"], ["-"]],
    ids=" ".join,
)
def test_what_cannot_be_watched(other: list[str], pages: Path, zz: Program) -> None:
    said = zz("check", *other, "--watch")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("zzlint: --watch cannot be used together with -")
    assert not (pages / "report").exists()


def test_fix_does_not_watch(pages: Path, zz: Program) -> None:
    path = page(pages, "a.txt", MISPRINT)
    said = zz("fix", ".", "--watch")
    assert (said.status, said.out) == (2, "")
    assert "use zzlint check --watch" in said.err
    assert "请用 zzlint check --watch" in zz("fix", ".", "--watch", "--lang", "zh").err
    assert path.read_text(encoding="utf-8") == MISPRINT
