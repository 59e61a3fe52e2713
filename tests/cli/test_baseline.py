"""``--baseline``, ``--write-baseline``, ``--prune-baseline``: from a first run to a pipeline that stays green."""

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
