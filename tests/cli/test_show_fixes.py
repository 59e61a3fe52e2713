"""``fix --show-fixes``: every edit with its place in the file as it was."""

import json
import re
from pathlib import Path

import pytest

from tests.helpers import Program, page, swap


@pytest.fixture
def own(rules: Path) -> tuple[str | Path, ...]:
    return ("--rules", rules, "--select", "TST001,TST002,TST004", "--show-fixes")


def test_each_fix_has_its_place_and_what_it_changed(pages: Path, own: tuple[str, ...], zz: Program) -> None:
    page(pages, "a.txt", "大桥己经完工,\r\n那末\r\n他己经来了。\n")
    page(pages, "b.txt", "那末\n")
    said = zz("fix", ".", *own, "--output-format", "concise")
    assert said.status == 0
    assert said.out == (
        "a.txt:\n"
        "  1:3: TST001 大桥[-己经-]{+已经+}完工,\n"
        "  1:7: TST002 大桥己经完工[-,-]{+，+}\n"
        "  3:2: TST001 他[-己经-]{+已经+}来了。\n"
        "\n"
        "a.txt:2:1: TST004 [-] 那末 should be 那么\n"
        "b.txt:1:1: TST004 [-] 那末 should be 那么\n"
        "Places fixed: 3, in files: 1.\n"
        "Findings left: 2.\n"
        "[-] Fixable with `zzlint fix --unsafe-fixes`, to be looked at: 2.\n"
    )


def test_many_of_a_kind_are_counted(pages: Path, own: tuple[str, ...], zz: Program) -> None:
    text = "甲,乙。\n" * 300 + "己经\n"
    page(pages, "a.txt", text)
    lines = zz("fix", "a.txt", *own).out.splitlines()
    assert lines[:6] == [
        "a.txt:",
        "  1:2: TST002 甲[-,-]{+，+}乙。",
        "  2:2: TST002 甲[-,-]{+，+}乙。",
        "  3:2: TST002 甲[-,-]{+，+}乙。",
        "  301:1: TST001 [-己经-]{+已经+}",
        "  … 297 more of TST002 (-v lists all)",
    ]
    page(pages, "a.txt", text)
    out = zz("fix", "a.txt", *own, "-v").out
    assert len(re.findall(r"^  \d+:2: TST002 ", out, re.MULTILINE)) == 300
    assert "more of" not in out
    page(pages, "a.txt", text)
    assert "  ……TST002 另有 297 处（-v 全部列出）\n" in zz("fix", "a.txt", *own, "--lang", "zh").out


def test_a_place_of_several_rounds_is_one_edit_of_the_original(
    pages: Path, rules: Path, own: tuple[str, ...], zz: Program
) -> None:
    swap(rules, "TST007", ("甲", "乙"))
    swap(rules, "TST008", ("乙丙", "丁丙"))
    page(pages, "a.txt", "在甲丙。\n")
    out = zz("fix", "a.txt", "--rules", rules, "--select", "TST007,TST008", "--show-fixes").out
    assert out.startswith("a.txt:\n  1:2: TST007, TST008 在[-甲丙-]{+丁丙+}。\n\n")


def test_a_file_that_was_not_written_shows_no_fixes(
    pages: Path, rules: Path, own: tuple[str, ...], zz: Program
) -> None:
    page(pages, "a.txt", "炸己经\n")
    said = zz("fix", "a.txt", "--rules", rules, "--select", "TST001,TST006", "--show-fixes")
    assert said.status == 2
    assert said.out.startswith("ZZ900 ")
    assert "{+" not in said.out.split("ZZ900")[0]


def test_fixes_beside_statistics_and_from_standard_input(pages: Path, own: tuple[str, ...], zz: Program) -> None:
    page(pages, "a.txt", "己经\n")
    out = zz("fix", "a.txt", *own, "--statistics").out
    assert out.startswith("a.txt:\n  1:1: TST001 [-己经-]{+已经+}\n\nfixed  left  files")
    said = zz("fix", "-", *own, stdin="己经\n".encode())
    assert said.out == "已经\n"
    assert said.err.startswith("-:\n  1:1: TST001 ")


def test_the_fixes_of_records_are_told_by_record(pages: Path, own: tuple[str, ...], zz: Program) -> None:
    records = [{"id": "甲", "text": "好"}, {"id": "乙", "text": "他己经来了,"}]
    page(pages, "a.jsonl", "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    out = zz("fix", "a.jsonl", *own).out
    assert out.startswith("a.jsonl#乙:\n  1:2: TST001 他[-己经-]{+已经+}来了,\n  1:6: TST002 他己经来了[-,-]{+，+}\n\n")


@pytest.mark.parametrize("other", [["-q"], ["--diff"], ["--output-format", "json"]])
def test_what_does_not_go_with_showing_fixes(other: list[str], pages: Path, own: tuple[str, ...], zz: Program) -> None:
    path = page(pages, "a.txt", "己经\n")
    said = zz("fix", "a.txt", *own, *other)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("zzlint: --show-fixes cannot be used together with --")
    assert path.read_text(encoding="utf-8") == "己经\n"
