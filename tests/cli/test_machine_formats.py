"""What each format for machines says, and how far its readers may rely on it."""

import csv
import gc
import io
import json
import re
import weakref
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.helpers import ROOT, SOUND, Program, page, python_rule
from zzlint import __version__
from zzlint.diagnostic import Diagnostic, Message, Severity, Text
from zzlint.faults import UNREADABLE, fault
from zzlint.report import FileReport
from zzlint.reporters import FOR_PEOPLE, FORMATS, Style, Summary, reporter
from zzlint.text.page import Page
from zzlint.text.span import Span

SHOWN = {
    "first.txt": "𠮷日快讯 渡口己经开航,载客,全镇欢庆,那末明天再来。\r\n\t张□同志说:己\n下转第二版\n",
    "sub/second page.md": "😀面e\u0301有己经\n",
    "sound.txt": SOUND,
    "z-crash.txt": "炸□\n",
}
SARIF = json.loads((ROOT / "tests" / "sarif.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)


@pytest.fixture
def said(pages: Path, rules: Path, zz: Program) -> Any:
    """``said("sarif", "--lang", "zh")``: what is said of pages with findings of all kinds."""
    for name, text in SHOWN.items():
        page(pages, name, text)

    def check(form: str, *arguments: str) -> str:
        done = zz("check", ".", "--rules", rules, "--select", "TST", "--output-format", form, *arguments)
        assert (done.status, done.err) == (2, "")
        return done.out

    return check


def item(code: str = "TST001", at: int = 0, told: str = "不对", **more: Any) -> Diagnostic:
    return Diagnostic(code, f"tested-{code.lower()}", Message("m", Text(told, told)), Span(at, at + 1), **more)


def written(form: str, *reports: FileReport, style: Style = Style("zh")) -> str:  # noqa: B008
    out = io.StringIO()
    made, summary = reporter(form, out, style), Summary()
    for one in reports:
        summary.add(one)
        made.report(one)
    made.finish(summary)
    return out.getvalue()


def of_text(text: str, *findings: Diagnostic, name: str = "a.txt", **more: Any) -> FileReport:
    return FileReport(name, page=Page(text, name=name), findings=findings, **more)


#: The seventh record of a file, in its line 42; the place is in the record's second line.
RECORD = of_text("甲乙\n丙丁\n", item(at=4), name="all.jsonl", record="七", line=42)


def test_jsonl_is_json_with_a_summary(said: Any) -> None:
    *findings, last = said("jsonl").splitlines()
    assert [json.loads(line) for line in findings] == json.loads(said("json"))
    assert json.loads(last) == {
        "summary": {
            "version": __version__,
            "settings": json.loads(last)["summary"]["settings"],
            "contexts": {},
            "files": 4,
            "findings": 9,
            "notes": 1,
            "codes": {"TST001": 2, "TST002": 3, "TST004": 1, "TST005": 2, "ZZ900": 1},
            "errors": 1,
            "changed": 0,
            "applied": 0,
        }
    }


def test_jsonl_names_what_findings_depend_on() -> None:
    (line,) = written("jsonl", style=Style(digest="a1b2", contexts={"words.txt": "c3"})).splitlines()
    summary = json.loads(line)["summary"]
    assert (summary["settings"], summary["contexts"], summary["files"]) == ("a1b2", {"words.txt": "c3"}, 0)


def test_jsonl_counts_what_was_fixed(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", "己经开航,己经到港，那末走吧。\n")
    out = zz("fix", ".", "--rules", rules, "--select", "TST", "--output-format", "jsonl").out
    *left, last = [json.loads(line) for line in out.splitlines()]
    assert [record["code"] for record in left] == ["TST004"]
    assert (last["summary"]["changed"], last["summary"]["applied"], last["summary"]["findings"]) == (1, 3, 1)


def test_json_tells_the_record(said: Any) -> None:
    assert {record["record"] for record in json.loads(said("json"))} == {None}
    (found,) = json.loads(written("json", RECORD))
    assert found["filename"] == "all.jsonl"
    assert found["record"] == {"id": "七", "line": 42, "part": None, "start": 0}
    assert found["location"] == {"row": 2, "column": 2}, "in the record's own text"
    assert found["span"] == {"start": 4, "end": 5}


def test_a_record_is_shown_at_its_line() -> None:
    assert written("github", RECORD) == (
        "::warning title=zzlint (TST001),file=all.jsonl,line=42,col=1,endLine=42,endColumn=1"
        "::all.jsonl#七:2:2: TST001 不对\n"
    )
    (found,) = json.loads(written("gitlab", RECORD))
    assert found["description"] == "七:2:2: TST001 不对"
    assert found["location"] == {"path": "all.jsonl", "lines": {"begin": 42, "end": 42}}
    (case,) = ElementTree.fromstring(written("junit", RECORD)).iter("testcase")
    assert (case.get("file"), case.get("line"), case.get("name")) == ("all.jsonl", "42", "TST001 tested-tst001 2:2")
    assert case[0].text == "all.jsonl#七:2:2: TST001 不对"
    (result,) = json.loads(written("sarif", RECORD))["runs"][0]["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 42, "startColumn": 1}
    assert location["logicalLocations"] == [{"name": "七", "kind": "record", "properties": {"row": 2, "column": 2}}]


def test_gitlab(said: Any) -> None:
    found = json.loads(said("gitlab"))
    assert found[0] | {"fingerprint": ""} == {
        "description": "TST001 己经 should be 已经",
        "check_name": "tested-tst001",
        "fingerprint": "",
        "severity": "minor",
        "location": {"path": "first.txt", "lines": {"begin": 1, "end": 1}},
    }
    severities = {one["description"].split()[0]: one["severity"] for one in found}
    assert severities == {
        **dict.fromkeys(("TST001", "TST002", "TST004"), "minor"),
        **dict.fromkeys(("TST005", "ZZ900"), "major"),
        "TST003": "info",
    }
    assert {one["location"]["path"] for one in found} == {"first.txt", "sub/second page.md", "z-crash.txt"}


def test_gitlab_knows_a_finding_again(pages: Path, rules: Path, zz: Program) -> None:
    def fingerprints(text: str) -> list[str]:
        for name in ("a.txt", "b.txt"):
            page(pages, name, text)
        out = zz("check", ".", "--rules", rules, "--select", "TST001", "--output-format", "gitlab").out
        return [one["fingerprint"] for one in json.loads(out)]

    text = "镇上的老船工一大早就到了岸边。\n渡口己经开航。\n镇上的老船工一大早就到了岸边。\n渡口己经开航。\n"
    before = fingerprints(text)
    assert len(set(before)) == len(before) == 4
    assert fingerprints(f"新来的一行。\n\n{text}") == before
    twins = [of_text("甲乙", item(), item(at=1), record="同名", line=line) for line in (1, 2)]
    assert len({one["fingerprint"] for one in json.loads(written("gitlab", *twins))}) == 4


@pytest.mark.parametrize(("form", "variable"), [("github", "GITHUB_WORKSPACE"), ("gitlab", "CI_PROJECT_DIR")])
def test_paths_count_from_the_repository(
    form: str, variable: str, pages: Path, rules: Path, zz: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(path: str | Path, *arguments: str) -> list[str]:
        call = ("--rules", rules, "--select", "TST001", "--output-format", form, *arguments)
        out = zz("check", path, *call, stdin="己经".encode()).out
        return re.findall(r',file=(.*?),|"path": "(.*?)"', out)[0]

    path = page(pages, "sub/a.txt", "己经\n")
    for given in (path, "sub/a.txt", "./sub/../sub", pages):
        assert "sub/a.txt" in shown(given)
    assert "-" in shown("-")
    assert "new.txt" in shown("-", "--stdin-filename", "new.txt")
    monkeypatch.setenv(variable, str(pages.parent))
    assert "pages/sub/a.txt" in shown("sub")
    assert "-" in shown("-")
    monkeypatch.setenv(variable, str(pages / "sub"))
    assert "a.txt" in shown("sub")
    monkeypatch.setenv(variable, str(pages / "elsewhere"))
    assert "sub/a.txt" in shown("sub"), "a file outside stays as it was named"


def log(text: str) -> dict[str, Any]:
    """A SARIF log, valid by the schema."""
    found: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator(SARIF).validate(found)
    return found["runs"][0]


def test_sarif(said: Any) -> None:
    run = log(said("sarif"))
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"], run["language"]) == ("zzlint", __version__, "en")
    records = [record for record in json.loads(said("json")) if record["code"] != "ZZ900"]
    assert len(run["results"]) == len(records) == 9
    for result, record in zip(run["results"], records, strict=True):
        rule = driver["rules"][result["ruleIndex"]]
        assert result["ruleId"] == rule["id"] == record["code"]
        assert rule["name"] == record["name"]
        assert "Why is this bad" in rule["help"]["markdown"] or record["code"] in ("TST001", "TST004")
        assert result["level"] == record["severity"]
        assert result["message"]["text"] == record["message"]
        assert result["partialFingerprints"] == {"zzlint/v1": record["fingerprint"]}
        (location,) = result["locations"]
        assert unquote(location["physicalLocation"]["artifactLocation"]["uri"]) == record["filename"]
        region = location["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == tuple(record["location"].values())
        assert (region["endLine"], region["endColumn"]) == tuple(record["end_location"].values())
        assert ("fixes" in result) == (record["fix"] is not None and record["fix"]["applicability"] != "display")
    assert {rule["id"] for rule in driver["rules"]} == {record["code"] for record in records}
    assert "sub/second%20page.md" in said("sarif")
    (far,) = [result["relatedLocations"] for result in run["results"] if result["ruleId"] == "TST003"]
    assert [other["physicalLocation"]["artifactLocation"]["uri"] for other in far] == ["first.txt", "far.txt"]
    assert far[0]["physicalLocation"]["region"]["endColumn"] == 3
    assert far[1]["physicalLocation"]["region"] == {"charOffset": 5, "charLength": 1}, "its lines are not known"


def test_sarif_tells_what_could_not_be_done(said: Any, pages: Path, rules: Path, zz: Program) -> None:
    (invocation,) = log(said("sarif"))["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["descriptor"] == {"id": "ZZ900"}
    assert "boom" in notification["message"]["text"]
    place = notification["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "z-crash.txt", "uriBaseId": "%SRCROOT%"}}
    sound = zz("check", pages / "sound.txt", "--rules", rules, "--select", "TST", "--output-format", "sarif")
    run = log(sound.out)
    assert sound.status == 0
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert run["results"] == run["tool"]["driver"]["rules"] == []


def test_sarif_fixes_are_what_fix_does(said: Any, pages: Path, rules: Path, zz: Program) -> None:
    """An editor that applies them by lines and columns gets the same text."""
    edits: dict[str, list[tuple[int, int, str]]] = {name: [] for name in SHOWN}
    for result in log(said("sarif"))["results"]:
        for fix in result.get("fixes", ()):
            for change in fix["artifactChanges"]:
                name = unquote(change["artifactLocation"]["uri"])
                for one in change["replacements"]:
                    region = one["deletedRegion"]
                    start = _offset(SHOWN[name], region["startLine"], region["startColumn"])
                    end = _offset(SHOWN[name], region["endLine"], region["endColumn"])
                    edits[name].append((start, end, one["insertedContent"]["text"]))
    zz("fix", ".", "--rules", rules, "--select", "TST", "--unsafe-fixes")
    for name, text in SHOWN.items():
        for start, end, new in sorted(edits[name], reverse=True):
            text = text[:start] + new + text[end:]
        assert (pages / name).read_bytes().decode() == text
    assert sum(map(len, edits.values())) == 6


def _offset(text: str, line: int, column: int) -> int:
    starts = [0, *(found.end() for found in re.finditer("\r\n|\r|\n", text))]
    return starts[line - 1] + column - 1


def test_sarif_names_a_file_elsewhere_in_full(pages: Path, rules: Path, zz: Program, tmp_path: Path) -> None:
    path = page(tmp_path / "elsewhere", "甲.txt", "己经\n")
    out = zz("check", path, "--rules", rules, "--select", "TST001", "--output-format", "sarif").out
    (result,) = log(out)["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": path.as_uri()}


def test_junit(said: Any) -> None:
    root = ElementTree.fromstring(said("junit"))
    assert root.tag == "testsuites"
    suites = {suite.get("name"): suite for suite in root}
    counts = {name: tuple(suite.get(key) for key in ("tests", "failures", "errors")) for name, suite in suites.items()}
    assert counts == {
        "first.txt": ("7", "6", "0"),
        "sound.txt": ("1", "0", "0"),
        "sub/second page.md": ("1", "1", "0"),
        "z-crash.txt": ("2", "1", "1"),
    }
    for suite in root:
        assert len(suite) == int(suite.get("tests", ""))
        assert len(list(suite.iter("failure"))) == int(suite.get("failures", ""))
        assert len(list(suite.iter("error"))) == int(suite.get("errors", ""))
    first = suites["first.txt"][0]
    assert first.attrib == {
        "name": "TST001 tested-tst001 1:8", "classname": "first.txt", "file": "first.txt", "line": "1"
    }  # fmt: skip
    assert first[0].attrib == {"message": "己经 should be 已经", "type": "TST001"}
    assert first[0].text == "first.txt:1:8: TST001 己经 should be 已经"
    (note,) = [case for case in root.iter("testcase") if case.get("name", "").startswith("TST003")]
    assert [(part.tag, part.text) for part in note] == [("system-out", "first.txt:3:1: TST003 found 下转")], "it passes"
    assert suites["sound.txt"][0].attrib == {"name": "no findings", "classname": "sound.txt", "file": "sound.txt"}
    (error,) = root.iter("error")
    assert error.get("type") == "ZZ900"


def test_reocr_lists_lost_text_and_nothing_else(pages: Path, rules: Path, tmp_path: Path, zz: Program) -> None:
    lost = python_rule(
        tmp_path / "lost",
        "LST001",
        "for start in hits.get('缺', ()):\n"
        "    yield self.report((start, start + 1), 'found', what='缺', stake=page.text.count('缺') * 30)",
        attributes="needles = ('缺',)\nerror_class = ErrorClass.LOSS\n",
    )
    own = ("--rules", rules, "--rules", lost, "--select", "TST,LST", "--lang", "zh")
    page(pages, "b.txt", "第一段己经到此。\n\n第二段,缺了一截，缺了两截。\n")
    page(pages, "a.txt", "题目\n\n正文。\n\n“缺”字\n")
    page(pages, "c.txt", "炸缺\n")
    done = zz("check", ".", *own, "--output-format", "reocr")
    assert done.status == 2
    rows = list(csv.reader(io.StringIO(done.out, newline="")))
    assert rows[0] == ["page", "block", "reason", "evidence", "characters at stake"]
    assert [row[:2] for row in rows[1:]] == [
        ["a.txt", "3"],
        ["b.txt", "2"],
        ["b.txt", "2"],
        ["c.txt", ""],
        ["c.txt", "1"],
    ]
    assert [row[2].split()[0] for row in rows[1:]] == ["LST001", "LST001", "LST001", "ZZ900", "LST001"]
    assert rows[1][2:] == ["LST001 发现“缺”", "“缺”字", "30"]
    assert rows[2][2:] == ["LST001 发现“缺”", "第二段,缺了一截，缺了两截。", "60"]
    assert rows[4][3:] == ["", ""], "a page that a rule crashed on is to be looked at as a whole"
    page(pages, "c.txt", SOUND)
    assert zz("check", pages / "c.txt", *own, "--output-format", "reocr").out.count("\n") == 1, "the header alone"


def test_reocr_names_the_record_and_its_block() -> None:
    style = Style("zh", losses=frozenset({"LST001"}))
    out = written("reocr", of_text("甲。\n\n乙丙\n", item("LST001", at=5), record="七", line=42), style=style)
    (row,) = csv.DictReader(out.splitlines())
    assert (row["page"], row["block"], row["evidence"]) == ("a.txt#七", "2", "乙丙")
    assert row["characters at stake"] == ""


def test_reocr_lists_a_page_that_cannot_be_read() -> None:
    report = FileReport("a.txt", findings=(fault(UNREADABLE, "unknown-encoding", encoding="utf-99"),))
    rows = list(csv.reader(written("reocr", report).splitlines()))
    assert rows[1][0] == "a.txt"
    assert "utf-99" in rows[1][2]
    assert rows[1][1] == rows[1][3] == rows[1][4] == ""


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_reocr_gives_a_spreadsheet_nothing_to_reckon(sign: str) -> None:
    report = FileReport(f"{sign}SUM(A1)", findings=(fault(UNREADABLE, "binary", offset=0),))
    rows = list(csv.reader(io.StringIO(written("reocr", report), newline="")))
    assert rows[1][0] == f"'{sign}SUM(A1)"


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {*FOR_PEOPLE, "html"}))
def test_reports_are_written_as_they_come_and_let_go_of(form: str) -> None:
    out = io.StringIO()
    made = reporter(form, out, Style("zh"))
    told = item("ZZ901" if form == "reocr" else "TST001", severity=Severity.ERROR, told="就在这里")
    report = of_text("甲乙\n", told)
    held = weakref.ref(report.page)
    made.report(report)
    assert "就在这里" in out.getvalue()
    del report
    gc.collect()
    assert held() is None
