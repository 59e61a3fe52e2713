"""Many processes say what one says, whatever happens to them."""

import random
import subprocess
from pathlib import Path

import pytest

from tests.helpers import MISPRINT, SIMPLIFIED, SOUND, Program, command, environment, page, python_rule
from tests.test_losses import COLLAPSED, PAGE
from zzlint.settings import Settings

OPTIONS = ("--isolated", "--no-cache", "--output-format", "json")


@pytest.fixture
def many(pages: Path) -> Path:
    """Sixty pages of many kinds and lengths, in folders."""
    kinds = [MISPRINT, SOUND, SIMPLIFIED * 30, PAGE, "会议指出,要抓好落实.\n" * 8, "", "\x00"]
    for number in range(60):
        page(pages, f"第{number % 4}版/{number:02}.txt", kinds[number % len(kinds)])
    (pages / "坏.txt").write_bytes(b"\xff\xfe\xfd" * 5)
    return pages


def test_one_and_eight_processes_report_the_same(many: Path, zz: Program) -> None:
    one = zz("check", many, *OPTIONS, "--jobs", "1")
    eight = zz("check", many, *OPTIONS, "--jobs", "8")
    assert one == eight
    assert one.status == 2, "the broken pages are among them"
    assert one.out.count('"TYP002"') >= 30


def test_the_order_of_the_names_does_not_matter(many: Path, zz: Program) -> None:
    files = [path for path in many.rglob("*.txt") if path.name != "坏.txt"]
    random.Random(3).shuffle(files)
    shuffled = zz("check", *files, *OPTIONS, "--jobs", "8")
    assert shuffled == zz("check", *sorted(files), *OPTIONS, "--jobs", "1")


@pytest.mark.parametrize("jobs", ["1", "8"])
def test_fixing_with_many_processes(jobs: str, many: Path, zz: Program) -> None:
    said = zz("fix", many, "--isolated", "--jobs", jobs, "--output-format", "concise")
    texts = {path.read_bytes().decode(errors="replace") for path in many.rglob("*.txt")}
    assert MISPRINT not in texts
    assert COLLAPSED in texts
    assert "Places fixed: " in said.out
    assert zz("undo", many).status == 0
    assert MISPRINT in {path.read_bytes().decode(errors="replace") for path in many.rglob("*.txt")}


KILL_ONCE = """
import os, signal
from multiprocessing import parent_process
marker = Path({marker!r})
if "炸" in page.text and parent_process() and (not marker.exists() or {always}):
    marker.write_text("")
    os.kill(os.getpid(), signal.SIGKILL)
yield from ()
"""


def bomb(rules: Path, marker: Path, *, always: bool) -> None:
    python_rule(rules, "TST009", KILL_ONCE.format(marker=str(marker), always=always))


def test_a_process_killed_once_is_replaced(many: Path, rules: Path, tmp_path: Path, zz: Program) -> None:
    for number in (0, 17, 44):
        file = next(many.rglob(f"{number:02}.txt"))
        file.write_text(file.read_text(encoding="utf-8") + "炸\n", encoding="utf-8")
    (many / "坏.txt").unlink()
    alone = zz("check", many, *OPTIONS, "--jobs", "1", "--rules", rules)
    bomb(tmp_path / "bomb", tmp_path / "died", always=False)
    killed = zz("check", many, *OPTIONS, "--jobs", "4", "--rules", rules, "--rules", tmp_path / "bomb")
    assert (tmp_path / "died").exists()
    assert killed == alone


def test_a_page_that_kills_its_process_is_named_and_the_others_are_done(
    pages: Path, rules: Path, tmp_path: Path, zz: Program
) -> None:
    for number in range(40):
        page(pages, f"{number:02}.txt", "炸\n" if number in (5, 23) else MISPRINT)
    bomb(rules, tmp_path / "died", always=True)
    said = zz(
        "fix", pages, "--isolated", "--no-cache", "--jobs", "3", "--rules", rules, "--select", "TST",
        "--output-format", "concise",
    )  # fmt: skip
    assert said.status == 2
    told = [line for line in said.out.splitlines() if "ZZ900" in line]
    assert [line.split(":")[0][-6:] for line in told] == ["05.txt", "23.txt"]
    assert "died again and again" in told[0]
    assert sum(path.read_text(encoding="utf-8") == "大桥已经完工。\n" for path in pages.glob("*.txt")) == 38


def test_spawned_processes_find_rules_in_folders(
    many: Path, rules: Path, zz: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "elsewhere")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    here = zz("check", many, *OPTIONS, "--jobs", "1", "--rules", rules)
    there = zz("check", many, *OPTIONS, "--jobs", "2", "--rules", rules)
    assert here == there
    assert '"TST001"' in there.out


def test_small_runs_stay_in_one_process(pages: Path, rules: Path, tmp_path: Path) -> None:
    for number in range(5):
        page(pages, f"{number}.txt", MISPRINT)
    python_rule(
        rules, "TST009", "from multiprocessing import parent_process\nassert parent_process() is None\nreturn ()"
    )
    call = command("check", pages, "--isolated", "--no-cache", "--rules", rules, "--select", "TST009")
    assert subprocess.run(call, env=environment(), check=False).returncode == 0
    forced = subprocess.run([*call, "--jobs", "2"], env=environment(), capture_output=True, check=False)
    assert forced.returncode == 2, "the rule sees that it runs in another process"


def test_settings_can_be_handed_to_another_process() -> None:
    import pickle

    settings = Settings(select=("PUN",), options=(("CON001", (("strip", True),)),))
    assert pickle.loads(pickle.dumps(settings)) == settings
