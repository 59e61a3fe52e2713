"""What the reports say, in every form."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import MISPRINT, SOUND, Program, page, swap
from zzlint.reporters import FOR_PEOPLE, FORMATS

SHOWN = {
    "first.txt": "本报讯 大桥己经完工,通车,全市欢庆,那末今年再建一座。\r\n\t张□同志说:己\n下转第二版\n",
    "second.md": "𠮷字下面e\u0301有己经\n",
    "sound.txt": SOUND,
    "z-crash.txt": "炸□\n",
}


def shown(zz: Program, pages: Path, rules: Path, *arguments: str) -> tuple[int, str]:
    """The output over all kinds of findings, and over broken pages."""
    for name, text in SHOWN.items():
        page(pages, name, text)
    said = zz(*arguments, ".", "--rules", rules, "--select", "TST")
    assert said.err == ""
    return said.status, said.out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["full", "concise", "grouped", "json", "github"])
def test_reports(
    form: str, lang: str, pages: Path, rules: Path, zz: Program, snapshot: Callable[[str, str], None]
) -> None:
    status, out = shown(zz, pages, rules, "check", "--output-format", form, "--lang", lang)
    assert status == 2
    assert "\033" not in out
    snapshot(f"{form}-{lang}", out)


@pytest.mark.parametrize("form", FORMATS)
def test_colour(form: str, pages: Path, rules: Path, zz: Program, snapshot: Callable[[str, str], None]) -> None:
    _, plain = shown(zz, pages, rules, "check", "--output-format", form)
    _, out = shown(zz, pages, rules, "check", "--output-format", form, "--color", "always")
    _, never = shown(zz, pages, rules, "check", "--output-format", form, "--color", "never")
    assert never == plain
    if form not in FOR_PEOPLE:
        assert out == plain
        return
    snapshot(f"{form}-colour", out)
    assert out.count("\033[0m") == len(re.findall(r"(?:\033\[[1-9]\d*m)+", out)), "every colour ends"
    if form != "full":  # full shows changes in colours instead of brackets
        assert re.sub(r"\033\[\d*m", "", out) == plain


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_report_of_fix(lang: str, pages: Path, rules: Path, zz: Program, snapshot: Callable[[str, str], None]) -> None:
    status, out = shown(zz, pages, rules, "fix", "--lang", lang)
    assert status == 2, "the page that a rule crashes on"
    snapshot(f"fix-{lang}", out)
    texts = {name: (pages / name).read_bytes().decode() for name in SHOWN}
    assert texts == {
        "first.txt": "本报讯 大桥已经完工，通车，全市欢庆，那末今年再建一座。\r\n\t张□同志说:己\n下转第二版\n",
        "second.md": "𠮷字下面e\u0301有已经\n",
        "sound.txt": SOUND,
        "z-crash.txt": "炸□\n",
    }


@pytest.mark.parametrize(
    ("form", "entries"), [("full", 1), ("grouped", 1), ("concise", 300), ("json", 300), ("github", 300)]
)
def test_groups(form: str, entries: int, pages: Path, rules: Path, zz: Program) -> None:
    path = page(pages, "a.txt", "甲,乙。\n" * 300)
    said = zz("check", path, "--rules", rules, "--select", "TST002", "--output-format", form)
    assert said.status == 1
    assert len(re.findall(r'TST002"? ?[,\[:]|TST002\)', said.out)) == entries
    if form in FOR_PEOPLE:
        assert "Findings: 300." in said.out
    if entries == 1:
        assert " 300 " in said.out.split("\n")[0] + said.out.split("\n")[1], "with its count"


def test_groups_are_apart_by_file(pages: Path, rules: Path, zz: Program) -> None:
    for name in ("a.txt", "b.txt"):
        page(pages, name, "甲,乙,丙\n")
    out = zz("check", ".", "--rules", rules, "--select", "TST002", "--output-format", "grouped").out
    assert out.count("TST002") == 2
    assert out.count("2 of this kind") == 2


KEYS = [
    "code", "name", "message", "filename", "record", "severity", "confidence", "group", "location", "end_location", "span", "fix",
    "related", "fingerprint", "url",
]  # fmt: skip


def at(text: str, place: int) -> dict[str, int]:
    """Row and column by counting, the slow way."""
    before = re.split(r"\r\n|\r|\n", text[:place])
    if text[:place].endswith("\r") and text[place : place + 1] == "\n":
        raise AssertionError("a place inside a line end")
    return {"row": len(before), "column": len(before[-1]) + 1}


def test_json(pages: Path, rules: Path, zz: Program) -> None:
    texts = {**SHOWN, "more.txt": "𠮷己经\r\n\r\n己经\r己经\n\n□己经下转,\n,"}
    for name, text in texts.items():
        page(pages, name, text)
    said = zz("check", ".", "--rules", rules, "--select", "TST", "--output-format", "json")
    assert said.status == 2
    records: list[dict[str, Any]] = json.loads(said.out)
    assert {record["code"] for record in records} == {"TST001", "TST002", "TST003", "TST004", "TST005", "ZZ900"}
    assert len({record["fingerprint"] for record in records}) == len(records)
    places = [(record["filename"], record["span"]["start"]) for record in records]
    assert places == sorted(places)
    for record in records:
        text = texts[record["filename"]]
        assert list(record) == KEYS
        span = record["span"]
        assert list(span) == ["start", "end"]
        assert record["location"] == at(text, span["start"])
        assert record["end_location"] == at(text, span["end"])
        assert record["name"] == ("rule-crashed" if record["code"] == "ZZ900" else f"tested-{record['code'].lower()}")
        wanted = {"TST003": "note", "TST005": "error", "ZZ900": "error"}.get(record["code"], "warning")
        assert record["severity"] == wanted
        assert record["confidence"] == (0.75 if record["code"] == "TST005" else None)
        assert record["group"] == ("comma" if record["code"] == "TST002" else None)
        assert isinstance(record["message"], str)
        assert record["url"] is None
        check_fix(record, text)
        for other in record["related"]:
            assert list(other) == ["filename", "span", "message"]
            assert list(other["span"]) == ["start", "end"]
        if record["code"] == "TST003":
            assert [other["filename"] for other in record["related"]] == [record["filename"], "far.txt"]
    found = {texts[record["filename"]][record["span"]["start"] : record["span"]["end"]] for record in records}
    assert found == {"己经", ",", "下转", "那末", "□", ""}


def check_fix(record: dict[str, Any], text: str) -> None:
    trusts = {"TST001": "safe", "TST002": "safe", "TST004": "unsafe", "TST005": "display"}
    if record["code"] not in trusts:
        assert record["fix"] is None
        return
    assert list(record["fix"]) == ["applicability", "message", "edits"]
    assert record["fix"]["applicability"] == trusts[record["code"]]
    for edit in record["fix"]["edits"]:
        assert list(edit) == ["span", "old", "content"]
        assert text[edit["span"]["start"] : edit["span"]["end"]] == edit["old"] != edit["content"]


def test_json_of_fix_counts_in_the_fixed_text(pages: Path, rules: Path, zz: Program) -> None:
    swap(rules, "TST009", ("的的的的", "的"))
    page(pages, "a.txt", "的的的的□己经那末")
    said = zz("fix", ".", "--rules", rules, "--select", "TST", "--output-format", "json")
    assert said.status == 0
    records = json.loads(said.out)
    assert [(record["code"], record["span"]) for record in records] == [
        ("TST005", {"start": 1, "end": 2}),
        ("TST004", {"start": 4, "end": 6}),
    ]


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not know")
def test_a_name_stays_in_its_line(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "甲\n乙\t\u2028\u3000.txt", f"炸{MISPRINT}")
    shown = r"甲\n乙\t\u2028" + "\u3000.txt"
    call = ("check", ".", "--rules", rules, "--select", "TST001,TST006", "--output-format")
    concise = zz(*call, "concise").out.splitlines()
    assert [line.split(": ")[0] for line in concise[:2]] == [f"{shown}:1:1", f"{shown}:1:4"]
    assert zz(*call, "grouped").out.startswith(f"{shown}:\n")
    assert f" --> {shown}:1:4\n" in zz(*call, "full").out
    assert zz(*call, "full", "-v").err == f"{shown}\n"
    assert zz(*call, "full", "-q").err.startswith(f"{shown}: ZZ900 ")


def test_github_hides_nothing_in_a_command(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a,b:c%.txt", "□\n")
    said = zz("check", ".", "--rules", rules, "--select", "TST005", "--output-format", "github")
    assert said.out == (
        "::error title=zzlint (TST005),file=a%2Cb%3Ac%25.txt,line=1,col=1,endLine=1,endColumn=2"
        "::a,b:c%25.txt:1:1: TST005 found 100%25: a,b\n"
    )
