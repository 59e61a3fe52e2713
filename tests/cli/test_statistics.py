"""``--statistics``: counts for each rule in place of findings."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import MISPRINT, SOUND, Program, page

PAGES = {
    "a.txt": "己经,己经,好□\n",  # 9 characters: two safe, a group of two, a suggestion
    "b.txt": "那末己经下转\n",  # 7: one unsafe, one safe, a note
    "c.txt": "好好学习。\n",  # 6: nothing
}
CHARACTERS = 22


@pytest.fixture
def call(pages: Path, rules: Path) -> tuple[str | Path, ...]:
    for name, text in PAGES.items():
        page(pages, name, text)
    return (".", "--rules", rules, "--select", "TST", "--statistics")


def records(zz: Program, *arguments: str | Path) -> list[dict[str, Any]]:
    found = json.loads(zz(*arguments, "--output-format", "json").out)
    assert isinstance(found, list)
    return found


def row(code: str | None, count: int, share: float | None, files: int, **more: Any) -> dict[str, Any]:
    name = f"tested-{code.lower()}" if code else "total"
    counts = {"safe": 0, "unsafe": 0, "fixed": 0, "note": False, **more}
    density = round(count * 10_000 / CHARACTERS, 2)
    return (
        {"code": code, "name": name, "count": count, "share": share, "files": files}
        | counts
        | {"per_10000_characters": density}
    )


def test_the_table(call: tuple[str, ...], zz: Program) -> None:
    said = zz("check", *call)
    assert (said.status, said.err) == (1, "")
    assert said.out == (
        "count  share  files  [*]  [-]  rule\n"
        "    3  42.9%      2    3    0  TST001  tested-tst001  a rule of the tests, TST001\n"
        "    2  28.6%      1    2    0  TST002  tested-tst002  a rule of the tests, TST002\n"
        "    1  14.3%      1    0    1  TST004  tested-tst004  a rule of the tests, TST004\n"
        "    1  14.3%      1    0    0  TST005  tested-tst005  a rule of the tests, TST005\n"
        "    1   note      1    0    0  TST003  tested-tst003  a rule of the tests, TST003\n"
        "\n"
        "Characters: 22. Findings per 10,000 characters: 3181.82.\n"
        "Files checked: 3. Findings: 7.\n"
        "Notes besides: 1.\n"
        "[*] Fixable with `zzlint fix`: 5.\n"
        "[-] Fixable with `zzlint fix --unsafe-fixes`, to be looked at: 1.\n"
    )


def test_the_table_in_chinese(call: tuple[str, ...], zz: Program) -> None:
    lines = zz("check", *call, "--lang", "zh", "--ignore", "TST002,TST003,TST004,TST005").out.splitlines()
    assert lines == [
        "处数    占比  文件  [*]  [-]  规则",
        "   3  100.0%     2    3    0  TST001  tested-tst001  测试规则 TST001",
        "",
        "共 22 字，每万字 1363.64 处。",
        "检查了 3 个文件，发现 3 处问题。",
        "[*] 其中 3 处可用 `zzlint fix` 修正。",
    ]


def test_records(call: tuple[str, ...], zz: Program) -> None:
    wanted = [
        row("TST001", 3, 0.4286, 2, safe=3),
        row("TST002", 2, 0.2857, 1, safe=2),
        row("TST004", 1, 0.1429, 1, unsafe=1),
        row("TST005", 1, 0.1429, 1),
        row("TST003", 1, None, 1, note=True),
        row(None, 7, 1.0, 2, safe=5, unsafe=1) | {"checked": {"files": 3, "characters": CHARACTERS}},
    ]
    assert records(zz, "check", *call) == wanted
    lines = zz("check", *call, "--output-format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == wanted


def test_what_was_fixed_and_what_is_left(call: tuple[str, ...], zz: Program) -> None:
    said = zz("fix", *call, "--diff")
    assert said.status == 2, "a diff is no table"
    found = {record["code"]: record for record in records(zz, "fix", *call)}
    counts = {code: (record["fixed"], record["count"], record["files"]) for code, record in found.items()}
    assert counts == {
        "TST001": (3, 0, 2),
        "TST002": (2, 0, 1),
        "TST003": (0, 1, 1),
        "TST004": (0, 1, 1),
        "TST005": (0, 1, 1),
        None: (5, 2, 2),
    }


def test_the_table_of_fix(call: tuple[str, ...], zz: Program) -> None:
    assert zz("fix", *call).out == (
        "fixed  left  files  [*]  [-]  rule\n"
        "    3     0      2    0    0  TST001  tested-tst001  a rule of the tests, TST001\n"
        "    2     0      1    0    0  TST002  tested-tst002  a rule of the tests, TST002\n"
        "    0     1      1    0    1  TST004  tested-tst004  a rule of the tests, TST004\n"
        "    0     1      1    0    0  TST005  tested-tst005  a rule of the tests, TST005\n"
        "    0     1      1    0    0  TST003  tested-tst003  a rule of the tests, TST003\n"
        "\n"
        "Characters: 22. Findings left per 10,000 characters: 909.09.\n"
        "Places fixed: 5, in files: 2.\n"
        "Findings left: 2.\n"
        "Notes besides: 1.\n"
        "[-] Fixable with `zzlint fix --unsafe-fixes`, to be looked at: 1.\n"
    )


def test_nothing_found(pages: Path, zz: Program) -> None:
    page(pages, "a.txt", SOUND)
    said = zz("check", ".", "--statistics")
    assert said.status == 0
    assert said.out == ("Characters: 7. Findings per 10,000 characters: 0.00.\nFiles checked: 1. Nothing found.\n")
    (total,) = records(zz, "check", ".", "--statistics")
    assert (total["count"], total["share"], total["checked"]) == (0, None, {"files": 1, "characters": 7})
    (pages / "a.txt").write_bytes(b"")
    assert "Findings per 10,000 characters: 0.00." in zz("check", ".", "--statistics").out


def test_a_page_that_could_not_be_done_is_named(call: tuple[str, ...], pages: Path, zz: Program) -> None:
    page(pages, "z.txt", "炸\n")
    said = zz("check", *call)
    assert said.status == 2
    assert "ZZ900  rule-crashed  a rule crashed; the file is left untouched\n" in said.out
    assert said.err.startswith("z.txt: ZZ900 rule TST006 crashed")
    assert zz("check", *call, "--exit-zero").status == 2


def test_counts_do_not_depend_on_processes_or_the_cache(pages: Path, rules: Path, zz: Program, tmp_path: Path) -> None:
    for number in range(20):
        page(pages, f"{number}.txt", MISPRINT * number + SOUND)
    call = ("check", ".", "--rules", rules, "--select", "TST", "--statistics")
    alone = zz(*call, "-j", "1", "--no-cache").out
    assert alone.startswith("count   share  files  [*]  [-]  rule\n  190  100.0%     19  190    0  TST001  ")
    assert f"Characters: {190 * len(MISPRINT) + 20 * len(SOUND)}." in alone
    for _ in range(2):
        assert zz(*call, "-j", "2", "--cache-dir", tmp_path / "cache").out == alone
    assert zz(*call, "-j", "2", "--no-cache").out == alone


def test_counts_are_those_of_the_findings(call: tuple[str, ...], zz: Program) -> None:
    findings = json.loads(zz("check", *call[:-1], "--output-format", "json").out)
    for record in records(zz, "check", *call)[:-1]:
        own = [item for item in findings if item["code"] == record["code"]]
        assert record["count"] == len(own)
        assert record["files"] == len({item["filename"] for item in own})


def test_statistics_of_standard_input_and_into_a_file(call: tuple[str, ...], pages: Path, zz: Program) -> None:
    text = PAGES["a.txt"].encode()
    said = zz("fix", "-", *call[1:], stdin=text)
    assert said.out == "已经，已经，好□\n"
    assert said.err.startswith("fixed  left  files")
    assert zz("check", *call, "-o", "table").out == ""
    assert (pages / "table").read_bytes() == zz("check", *call).raw


@pytest.mark.parametrize("other", [["-q"], ["--diff"], ["--output-format", "github"], ["--output-format", "sarif"]])
def test_what_statistics_cannot_be_told_in(other: list[str], call: tuple[str, ...], zz: Program) -> None:
    for command in ("check", "fix"):
        said = zz(command, *call, *other)
        assert (said.status, said.out) == (2, "")
        assert said.err.startswith("zzlint: --statistics cannot be used together with --")
    assert "不能与" in zz("check", *call, *other, "--lang", "zh").err
