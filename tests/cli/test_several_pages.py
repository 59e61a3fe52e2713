"""Rules over several pages on the command line: when they run, where they report, what mutes them."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.helpers import Program, page

ONLY = ("--select", "LOS005")
MISSING = "this issue has 3 pages and 2 are given; missing: A2"


def front(label: str, text: str = "漪江灌区昨日开闸放水") -> str:
    return f"汀陵日报\n2021年3月16日 今日3版\n{label}\n{text}\n"


@pytest.fixture
def issue(pages: Path) -> Path:
    page(pages, "A1.txt", front("A1"))
    page(pages, "A3.txt", front("A3"))
    return pages


def test_a_missing_page_is_reported_on_the_first_page_of_its_issue(zz: Program, issue: Path) -> None:
    said = zz("check", issue, "--output-format", "concise", *ONLY)
    assert said.out.splitlines() == [
        f"{issue / 'A1.txt'}:1:1: LOS005 {MISSING}",
        "Files checked: 2. Findings: 1.",
    ]
    assert said.status == 1


def test_the_default_rules_find_it(zz: Program, issue: Path) -> None:
    assert "LOS005" in zz("check", issue).out


def test_named_files_are_any_selection(zz: Program, issue: Path, tmp_path: Path) -> None:
    assert zz("check", issue / "A1.txt", issue / "A3.txt", *ONLY).status == 0
    listed = page(tmp_path, "list", f"{issue / 'A1.txt'}\n{issue / 'A3.txt'}\n{issue}\n")
    assert zz("check", "--file-list", listed, *ONLY).status == 0
    assert zz("check", "-", *ONLY, stdin=front("A1").encode()).status == 0


def test_the_records_of_a_file_are_several_pages(zz: Program, tmp_path: Path) -> None:
    records = [{"id": f"p{number}", "text": front(f"A{number}")} for number in (3, 1)]
    path = page(tmp_path, "all.jsonl", "\n".join(json.dumps(record, ensure_ascii=False) for record in records))
    said = zz("check", path, "--output-format", "concise", *ONLY)
    assert said.out.splitlines()[0] == f"{path}#p1:1:1: LOS005 {MISSING}"


def test_a_page_pattern_tells_what_a_masthead_does_not(zz: Program, pages: Path) -> None:
    for name in ("2021-03-16_1.txt", "2021-03-16_3.txt", "2021-03-17_1.txt", "2021-03-17_2.txt", "2021-03-16_2_x.txt"):
        page(pages, name, "漪江灌区昨日开闸放水，三十一万亩早稻喝上头道水。\n")
    assert zz("check", pages, *ONLY).status == 0
    (pages / "2021-03-16_4.txt").write_text("渡口的老船工\n", encoding="utf-8")
    said = zz("check", pages, "--page-pattern", "{date}_{page}.txt", "--output-format", "concise", *ONLY)
    assert said.out.splitlines()[0].endswith("2021-03-16_1.txt:1:1: LOS005 this issue lacks 2 (3 pages are given)")
    page(pages, "zzlint.toml", 'page-pattern = "{date}_{page}.txt"\n')
    assert zz("check", pages, *ONLY).status == 1
    assert zz("check", pages, *ONLY, "--page-pattern", "{date}_{page}*.txt").status == 0


def test_a_pattern_without_a_known_field_is_an_error(zz: Program, issue: Path) -> None:
    said = zz("check", issue, "--page-pattern", "{datum}/{page}.txt")
    assert said.status == 2
    assert "page-pattern: the fields are {title}, {date}, {number}, {page}, not 'datum'" in said.err


def test_a_manifest_tells_how_many_pages_there_are(zz: Program, pages: Path) -> None:
    page(pages, "one.txt", "漪江灌区昨日开闸放水。\n")
    page(pages, "four.txt", "渡口的老船工又唱起了号子。\n")
    page(pages, "issue.toml", 'title = "汀陵日报"\npage_count = 4\n[pages]\n"one.txt" = "A1"\n"four.txt" = "A4"\n')
    said = zz("check", pages, "--output-format", "concise", *ONLY)
    assert said.out.splitlines()[0].endswith(
        "one.txt:1:1: LOS005 this issue has 4 pages and 2 are given; missing: A2、A3"
    )


def test_a_broken_manifest_ends_the_run(zz: Program, issue: Path) -> None:
    page(issue, "issue.toml", "page_count = eight\n")
    said = zz("check", issue)
    assert said.status == 2
    assert "issue.toml: not valid TOML" in said.err


def test_pages_of_unknown_issues_are_told_when_asked(zz: Program, issue: Path) -> None:
    page(issue, "x.txt", "渡口的老船工又唱起了号子。\n")
    told = "1 pages of unknown issues were not compared with others"
    assert told in zz("check", issue, "-v").err
    assert told not in zz("check", issue).err


def test_every_format_tells_file_and_place(zz: Program, issue: Path) -> None:
    def said(form: str) -> str:
        found = zz("check", issue, "--output-format", form, *ONLY)
        assert found.status == 1
        return found.out

    (record,) = json.loads(said("json"))
    assert (record["filename"], record["location"], record["end_location"]) == (
        str(issue / "A1.txt"),
        {"row": 1, "column": 1},
        {"row": 1, "column": 5},
    )
    *_, summary = (json.loads(line) for line in said("jsonl").splitlines())
    assert (summary["summary"]["files"], summary["summary"]["findings"]) == (2, 1)
    (result,) = json.loads(said("sarif"))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    (entry,) = json.loads(said("gitlab"))
    assert MISSING in entry["description"]
    assert "A1.txt,line=1,col=1" in said("github")
    (failure,) = ElementTree.fromstring(said("junit")).iter("failure")
    assert failure.get("message") == MISSING
    assert f'"{issue / "A1.txt"}","1","LOS005 {MISSING}","汀陵日报",""' in said("reocr")
    assert MISSING in said("html")
    assert "汀陵日报" in said("full")


def test_html_counts_a_page_once(zz: Program, issue: Path) -> None:
    page(issue, "A1.txt", front("A1", "大桥己经完工。"))
    html = zz("check", issue, "--output-format", "html", "--select", "LOS005,TYP002").out
    assert '<div class="clean"><dt>clean</dt><dd>1</dd></div>' in html.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        '[per-file-ignores]\n"A1.txt" = ["LOS005"]\n',
        '[[ignore]]\nrule = "LOS"\npath = "A1.txt"\nreason = "Never printed."\n',
        '[[ignore]]\nrule = "LOS005"\ntext = "汀陵日报"\nreason = "Never printed."\n',
        'allow = ["汀陵日报"]\n',
    ],
)
def test_what_mutes_a_finding_mutes_this_one(zz: Program, issue: Path, text: str) -> None:
    page(issue, "zzlint.toml", text)
    said = zz("check", issue, *ONLY)
    assert said.status == 0, said.out
    assert "mutes nothing" not in said.err


def test_a_page_whose_findings_are_muted_is_there_all_the_same(zz: Program, issue: Path) -> None:
    page(issue, "A2.txt", front("A2"))
    page(issue, "zzlint.toml", '[per-file-ignores]\n"A2.txt" = ["LOS005"]\n')
    assert zz("check", issue, *ONLY).status == 0


def test_a_comment_in_markdown_mutes_it_and_is_not_called_useless(zz: Program, pages: Path) -> None:
    page(pages, "A1.md", f"{front('A1')}\n<!-- zzlint-disable-file LOS005 -->\n")
    page(pages, "A3.md", front("A3"))
    said = zz("check", pages, *ONLY)
    assert (said.status, said.err) == (0, "")


def test_a_baseline_hides_it(zz: Program, issue: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.jsonl"
    assert zz("check", issue, *ONLY, "--write-baseline", known).status == 0
    assert len(known.read_text(encoding="utf-8").splitlines()) == 1
    assert zz("check", issue, *ONLY, "--baseline", known).status == 0
    page(issue, "A2.txt", front("A2"))
    assert "any more" not in zz("check", issue / "A1.txt", *ONLY, "--baseline", known).err
    assert "entries removed: 1, left: 0" in zz("check", issue, *ONLY, "--baseline", known, "--prune-baseline").err
    assert known.read_text(encoding="utf-8") == ""


def test_fix_tells_what_is_left(zz: Program, issue: Path) -> None:
    page(issue, "A3.txt", front("A3", "大桥己经完工。"))
    said = zz("fix", issue, "--select", "LOS005,TYP002")
    assert MISSING in said.out
    assert said.out.splitlines()[-2:] == ["Places fixed: 1, in files: 1.", "Findings left: 1."]
    assert "已经" in (issue / "A3.txt").read_text(encoding="utf-8")
