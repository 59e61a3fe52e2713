"""``--baseline``, ``--write-baseline``, ``--prune-baseline``: from a first run to a pipeline that stays green."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import FIXED, MISPRINT, SOUND, Program, page

#: TST001 of conftest is safe, TST004 unsafe, TST003 a note, TST006 crashes on 炸.
LINES = "记者昨天来到青箬区采访。\n\n大桥己经完工，那末群众可以放心了。\n\n市民说，，大桥很美。\n"


@pytest.fixture
def own(pages: Path, rules: Path) -> Path:
    """A configuration with the rules of the tests; returns the folder."""
    page(pages, "zzlint.toml", f'rule-dirs = ["{rules}"]\nselect = ["TST001", "TST004", "TST006", "PUN003"]\n')
    return pages


def known(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(zz: Program, *arguments: str | Path) -> list[str]:
    """The codes that check reports, in all files."""
    return [record["code"] for record in json.loads(zz("check", *arguments, "--output-format", "json").out)]


def test_from_the_first_run_to_a_clean_baseline(own: Path, zz: Program) -> None:
    path = page(own, "news/a.txt", LINES)
    assert zz("check", "news").status == 1
    said = zz("check", "news", "--write-baseline", "known.jsonl")
    assert said.status == 0, "all that is found is known now"
    assert said.err == "known.jsonl: entries written: 3 (new: 3, removed: 0)\n"
    said = zz("check", "news", "--baseline", "known.jsonl")
    assert said.status == 0
    assert said.err == "Hidden by known.jsonl: 3 known, 0 wrong, 0 as printed.\n"

    path.write_text("新的一段，，有问题。\n\n" + LINES, encoding="utf-8")
    assert told(zz, "news", "--baseline", "known.jsonl") == ["PUN003"]
    assert zz("check", "news", "--baseline", "known.jsonl").status == 1

    assert zz("fix", "news", "--baseline", "known.jsonl").status == 0
    text = path.read_text(encoding="utf-8")
    assert "己经" not in text, "what is known is still fixed"
    assert "，，" not in text
    said = zz("check", "news", "--baseline", "known.jsonl")
    assert said.status == 0
    assert said.err.splitlines() == [
        "known.jsonl:1: no PUN003 in news/a.txt any more: 心了。⏎⏎市民说[，，]大桥很美。⏎",
        "known.jsonl:2: no TST001 in news/a.txt any more: 区采访。⏎⏎大桥[己经]完工，那末群众可",
        "Hidden by known.jsonl: 1 known, 0 wrong, 0 as printed.",
    ]
    said = zz("check", "news", "--baseline", "known.jsonl", "--prune-baseline")
    assert said.status == 0
    assert said.err.splitlines() == [
        "known.jsonl: entries removed: 2, left: 1",
        "Hidden by known.jsonl: 1 known, 0 wrong, 0 as printed.",
    ]
    assert [entry["code"] for entry in known(own / "known.jsonl")] == ["TST004"]


def test_an_entry_is_a_line_for_people(own: Path, zz: Program) -> None:
    page(own, "a.txt", f"{LINES}炸\n"[:-2])
    zz("check", "a.txt", "--select", "TST001", "--write-baseline", "known.jsonl")
    (line,) = (own / "known.jsonl").read_text(encoding="utf-8").splitlines()
    (record,) = json.loads(zz("check", "a.txt", "--select", "TST001", "--output-format", "json").out)
    assert line == (
        f'{{"file": "a.txt", "code": "TST001", "fingerprint": "{record["fingerprint"]}", "verdict": null, "reason": "", '
        '"text": "区采访。⏎⏎大桥[己经]完工，那末群众可"}'
    )


def test_verdicts_from_the_command_line(own: Path, zz: Program) -> None:
    path = page(own, "a.txt", LINES)
    baseline = own / "known.jsonl"
    call = ("check", ".", "--write-baseline", baseline)
    zz(*call)
    zz(*call, "--select", "TST001", "--verdict", "原文如此", "--reason", "见原件")
    zz(*call, "--select", "PUN003", "--verdict", "wrong")
    verdicts = {entry["code"]: (entry["verdict"], entry["reason"]) for entry in known(baseline)}
    assert verdicts == {"PUN003": ("wrong", ""), "TST001": ("as printed", "见原件"), "TST004": (None, "")}
    said = zz(*call)
    assert said.err == "known.jsonl: entries written: 3 (new: 0, removed: 0)\n"
    assert {entry["code"]: (entry["verdict"], entry["reason"]) for entry in known(baseline)} == verdicts
    said = zz("check", ".", "--baseline", baseline)
    assert said.err == "Hidden by known.jsonl: 1 known, 1 wrong, 1 as printed.\n"
    assert "1 处已知、1 处误报、1 处原文如此" in zz("check", ".", "--baseline", baseline, "--lang", "zh").err
    said = zz("fix", ".", "--baseline", baseline, "--unsafe-fixes")
    assert (said.status, said.err) == (0, "")
    assert path.read_text(encoding="utf-8") == LINES.replace("那末", "那么"), "the two with a verdict stay"
    assert zz("fix", ".", "--diff", "--baseline", baseline).out == ""


def test_moved_lines_and_other_fixes_keep_verdicts(own: Path, zz: Program) -> None:
    page(own, "a.txt", LINES)
    zz("check", ".", "--write-baseline", "known.jsonl", "--verdict", "wrong")
    page(own, "a.txt", "很长的新的一段放在最前面。\n\n" + LINES.replace("，，", "，").replace("，", " ，"))
    said = zz("check", ".", "--write-baseline", "known.jsonl")
    assert said.err == "known.jsonl: entries written: 2 (new: 0, removed: 1)\n"
    assert {entry["code"]: entry["verdict"] for entry in known(own / "known.jsonl")} == {
        "TST001": "wrong",
        "TST004": "wrong",
    }


BOTH_SIDES = "茶农们己经送\ufffd己经很好，大家都很高兴。\n"


@pytest.mark.parametrize("verdict", [(), ("--verdict", "原文如此")])
def test_fixes_on_both_sides_keep_the_entry(verdict: tuple[str, ...], own: Path, zz: Program) -> None:
    path = page(own, "a.txt", BOTH_SIDES)
    zz("check", "a.txt", "--write-baseline", "known.jsonl", "--select", "ENC002", *verdict)
    zz("fix", "-q", "--baseline", "known.jsonl", "--extend-select", "ENC002", "a.txt")
    assert path.read_text(encoding="utf-8") == BOTH_SIDES.replace("己经", "已经")
    hidden = "0 known, 0 wrong, 1 as printed" if verdict else "1 known, 0 wrong, 0 as printed"
    for more, pruned in (((), ""), (("--prune-baseline",), "known.jsonl: entries removed: 0, left: 1\n")):
        said = zz("check", "--baseline", "known.jsonl", "--select", "ENC002", "a.txt", *more)
        assert (said.status, said.err) == (0, f"{pruned}Hidden by known.jsonl: {hidden}.\n")
    old = known(own / "known.jsonl")
    said = zz("check", "a.txt", "--write-baseline", "known.jsonl", "--select", "ENC002")
    assert said.err == "known.jsonl: entries written: 1 (new: 0, removed: 0)\n"
    (new,) = known(own / "known.jsonl")
    assert new["fingerprint"] != old[0]["fingerprint"], "from now on it goes by the letters that are there"
    assert new["verdict"] == old[0]["verdict"]


# -- lost text ---------------------------------------------------------------------------------

LOOP = "柳河村今年新建了十二所学校，新增一万多个学位。\n\n" * 4
OTHER_LOOP = "合作社新添了三台烘干机，每天能加工鲜叶一千公斤。\n\n" * 4


def lost(zz: Program, *arguments: str | Path) -> list[tuple[str, str]]:
    """The pages and blocks that are to be recognised again."""
    said = zz("check", *arguments, "--select", "LOS001", "--output-format", "reocr")
    return [(row[0], row[1]) for row in csv.reader(said.out.splitlines()[1:])]


@pytest.mark.parametrize("how", [("--jobs", "2"), ("--jobs", "1"), ("--jobs", "1", "--no-cache")])
def test_a_hidden_loss_is_still_to_be_recognised_again(how: tuple[str, ...], own: Path, zz: Program) -> None:
    for number in range(9):
        page(own, f"{number}.txt", SOUND + "\n" + LOOP if number % 2 else SOUND)
    everything = [(f"{number}.txt", "2") for number in (1, 3, 5, 7)]
    assert lost(zz, ".", *how) == everything
    assert lost(zz, ".", *how, "--write-baseline", "known.jsonl") == everything, "the run that hides them lists them"
    for _ in range(2):  # the second time from what is remembered
        said = zz("check", ".", "--select", "LOS001", "--baseline", "known.jsonl", *how)
        assert (said.status, said.out) == (0, "Files checked: 9. Nothing found.\n")
        assert lost(zz, ".", *how, "--baseline", "known.jsonl") == everything
    zz("check", "3.txt", "--select", "LOS001", "--write-baseline", "known.jsonl", "--verdict", "wrong")
    assert lost(zz, ".", *how, "--baseline", "known.jsonl") == [row for row in everything if row[0] != "3.txt"]


def test_losses_stand_in_the_order_of_the_text(own: Path, zz: Program) -> None:
    page(own, "a.txt", f"{LOOP}{SOUND}\n{OTHER_LOOP}")
    zz("check", "a.txt", "--select", "LOS001", "--write-baseline", "known.jsonl")
    page(own, "a.txt", f"{LOOP}{SOUND}\n{LOOP.replace('学校', '医院')}{SOUND}\n{OTHER_LOOP}")
    assert len(told(zz, "a.txt", "--select", "LOS001", "--baseline", "known.jsonl")) == 1
    assert lost(zz, "a.txt", "--baseline", "known.jsonl") == [("a.txt", "1"), ("a.txt", "6"), ("a.txt", "11")]


def test_a_known_loss_that_was_fixed_is_still_listed(own: Path, zz: Program) -> None:
    page(own, "a.txt", f"{SOUND}\n{LOOP}{SOUND}\n{OTHER_LOOP}")
    zz("check", "a.txt", "--select", "LOS001", "--write-baseline", "known.jsonl")
    chosen = ("--select", "LOS001,DUP001", "--baseline", "known.jsonl", "a.txt")
    said = zz("fix", *chosen, "--output-format", "reocr")
    assert (own / "a.txt").read_text(encoding="utf-8").count("柳河村") == 1
    assert [row[1] for row in csv.reader(said.out.splitlines()[1:])] == ["2", "4"]


# -- what a run is about -----------------------------------------------------------------------


def test_entries_that_the_run_was_not_about_stay(own: Path, zz: Program) -> None:
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        page(own, name, LINES)
    zz("check", ".", "--write-baseline", "known.jsonl")
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        page(own, name, SOUND)
    for option in (("--write-baseline", "known.jsonl"), ("--baseline", "known.jsonl", "--prune-baseline")):
        before = (own / "known.jsonl").read_bytes()
        zz("check", "a.txt", "--select", "TST001", *option)
        left = known(own / "known.jsonl")
        assert len(left) == 8
        assert {entry["code"] for entry in left if entry["file"] == "a.txt"} == {"PUN003", "TST004"}
        (own / "known.jsonl").write_bytes(before)
    (own / "b.txt").write_bytes(b"\0")
    (own / "sub" / "c.txt").unlink()
    page(own, "other/d.txt", SOUND)
    zz("check", "other", "--baseline", "known.jsonl", "--prune-baseline")
    assert len(known(own / "known.jsonl")) == 9, "c.txt is gone, but not from the folder that this is about"
    said = zz("check", ".", "--baseline", "known.jsonl", "--prune-baseline")
    assert said.status == 2
    assert {entry["file"] for entry in known(own / "known.jsonl")} == {"b.txt"}, "c.txt is gone, b.txt cannot be read"


def test_a_file_that_fails_keeps_its_entries(own: Path, zz: Program) -> None:
    page(own, "a.txt", LINES)
    zz("check", ".", "--write-baseline", "known.jsonl")
    before = (own / "known.jsonl").read_bytes()
    page(own, "a.txt", "炸\n")
    said = zz("check", ".", "--write-baseline", "known.jsonl")
    assert said.status == 2
    assert "TST006" in said.out
    assert (own / "known.jsonl").read_bytes() == before


def test_a_configured_baseline(own: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    page(own, "pages/a.txt", LINES)
    configuration = own / "zzlint.toml"
    configuration.write_text('baseline = "ci/known.jsonl"\n' + configuration.read_text(encoding="utf-8"), "utf-8")
    (own / "ci").mkdir()
    said = zz("check", ".")
    assert said.status == 2, "a baseline that is not there hides nothing by mistake"
    assert "--write-baseline" in said.err
    assert zz("check", ".", "--write-baseline", "ci/known.jsonl").status == 0
    assert {entry["file"] for entry in known(own / "ci" / "known.jsonl")} == {"../pages/a.txt"}
    assert zz("check", ".").status == 0
    assert zz("check", ".", "--no-baseline").status == 1
    assert len(told(zz, ".", "--no-baseline")) == 3
    monkeypatch.chdir(own / "pages")
    assert zz("check", "a.txt").status == 0
    assert zz("check", "-", "--stdin-filename", "a.txt", stdin=LINES.encode()).status == 0
    assert zz("check", "-", "--stdin-filename", "b.txt", stdin=LINES.encode()).status == 1


@pytest.mark.parametrize("how", [("--jobs", "2"), ("--jobs", "1", "--no-cache")])
def test_many_files(how: tuple[str, ...], own: Path, zz: Program) -> None:
    for number in range(20):
        page(own, f"{number:02}.txt", LINES if number % 2 else SOUND)
    zz("check", ".", "--write-baseline", "known.jsonl", *how)
    assert len(known(own / "known.jsonl")) == 30
    for _ in range(2):
        assert zz("check", ".", "--baseline", "known.jsonl", *how).status == 0
        assert len(told(zz, ".", *how)) == 30, "what is remembered is remembered without a baseline"
    page(own, "01.txt", MISPRINT)
    assert told(zz, ".", "--baseline", "known.jsonl", *how) == ["TST001"]
    zz("fix", ".", "--baseline", "known.jsonl", *how)
    assert (own / "01.txt").read_text(encoding="utf-8") == FIXED
    assert "己经" not in (own / "03.txt").read_text(encoding="utf-8")


def test_records_of_a_file(own: Path, zz: Program) -> None:
    records = [{"id": "一", "text": "大桥己经完工"}, {"id": "二", "text": "别的"}]
    page(own, "a.jsonl", "".join(json.dumps(record) + "\n" for record in records))
    zz("check", "a.jsonl", "--write-baseline", "known.jsonl")
    ((record, code),) = [(entry["record"], entry["code"]) for entry in known(own / "known.jsonl")]
    assert (record, code) == ("一", "TST001")
    records.append({"id": "三", "text": "大桥己经完工"})
    page(own, "a.jsonl", "".join(json.dumps(record) + "\n" for record in reversed(records)))
    found = json.loads(zz("check", "a.jsonl", "--baseline", "known.jsonl", "--output-format", "json").out)
    assert [record["record"]["id"] for record in found] == ["三"]


def test_many_entries_of_no_use_are_counted(own: Path, zz: Program) -> None:
    page(own, "a.txt", "".join(f"第{number}座大桥己经完工。\n\n" for number in range(25)))
    zz("check", ".", "--write-baseline", "known.jsonl")
    page(own, "a.txt", SOUND)
    said = zz("check", ".", "--baseline", "known.jsonl")
    assert said.status == 0
    assert len(said.err.splitlines()) == 11
    assert said.err.splitlines()[-1] == (
        "known.jsonl: entries besides that match nothing: 15; `zzlint check --prune-baseline` removes them"
    )
    for more in (("-q",), ("--output-format", "json")):
        assert zz("check", ".", "--baseline", "known.jsonl", *more).err == ""


def test_a_broken_baseline_stops_the_run(own: Path, zz: Program) -> None:
    page(own, "a.txt", MISPRINT)
    page(own, "known.jsonl", "\n{]\n")
    for call in (
        ("check", ".", "--baseline", "known.jsonl"),
        ("fix", ".", "--baseline", "known.jsonl"),
        ("check", ".", "--write-baseline", "known.jsonl"),
        ("check", "-", "--baseline", "known.jsonl"),
        ("check", ".", "--baseline", "known.jsonl", "--output-format", "json"),
    ):
        said = zz(*call)
        assert (said.status, said.out) == (2, "")
        assert said.err.startswith("zzlint: known.jsonl:2: a JSON object on one line is wanted")
    assert (own / "a.txt").read_text(encoding="utf-8") == MISPRINT
    assert "一行一个 JSON 对象" in zz("check", ".", "--baseline", "known.jsonl", "--lang", "zh").err


def test_a_baseline_that_cannot_be_written(own: Path, zz: Program) -> None:
    page(own, "a.txt", MISPRINT)
    target = os.path.join("nowhere", "known.jsonl")
    said = zz("check", ".", "--write-baseline", target)
    assert said.status == 2
    assert f"{target}: cannot be written" in said.err


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("--baseline", "a", "--write-baseline", "b"), "--write-baseline cannot be used together with --baseline"),
        (("--write-baseline", "a", "--diff"), "--write-baseline cannot be used together with --diff"),
        (("--write-baseline", "a", "--watch"), "--write-baseline cannot be used together with --watch"),
        (("--write-baseline", "a", "--prune-baseline"), "cannot be used together with --prune-baseline"),
        (("--prune-baseline",), "wants a baseline"),
        (("--verdict", "wrong"), "go with --write-baseline"),
        (("--reason", "r"), "go with --write-baseline"),
        (("--write-baseline", "a", "--verdict", "right"), "原文如此"),
    ],
)
def test_options_that_cannot_be_followed(arguments: tuple[str, ...], wanted: str, own: Path, zz: Program) -> None:
    page(own, "a.txt", SOUND)
    said = zz("check", ".", *arguments)
    assert said.status == 2
    assert wanted in said.err
    assert not (own / "a").exists()


def test_a_run_without_entries_imports_nothing_of_this(own: Path) -> None:
    import subprocess
    import sys

    from tests.helpers import environment

    page(own, "a.txt", MISPRINT)
    code = (
        "import sys\nfrom zzlint.cli import main\n"
        "try: main(['check', 'a.txt', '--isolated'])\n"
        "finally: print(sorted(name for name in sys.modules if name.split('.')[-1] in "
        "('baseline', 'baseline_file', 'suppress', 'book')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=False, text=True)
    assert done.returncode == 1
    assert done.stderr == "[]\n"
