"""Places in a record of many strings: everyone counts from the start of the string that is named."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.helpers import Program, page
from zzlint import formats
from zzlint.diagnostic import Diagnostic, Message, Text
from zzlint.report import FileReport
from zzlint.reporters.record import records
from zzlint.text.page import Page
from zzlint.text.span import Span

NAME = "汀陵_content_list.json"
#: A misprint in the second line of the body, one in the caption, and a related place in another block.
BLOCKS = [
    {"type": "text", "text": "汀陵日报\n\n\n渡口己经开航。", "page_idx": 0},
    {"type": "table", "table_caption": ["表一，产量己经上报"], "page_idx": 0},
    {"type": "text", "text": "下转第二版", "page_idx": 0},
]
CAPTION = f"{NAME}#page 1 [1].table_caption[0]"


@pytest.fixture
def shown(pages: Path, rules: Path, zz: Program) -> Any:
    """``shown("concise")``: what is said of the page."""
    page(pages, NAME, json.dumps(BLOCKS, ensure_ascii=False))
    return lambda form, *more: (
        zz("check", NAME, "--rules", rules, "--select", "TST001,TST003", "--output-format", form, *more).out
    )


def only_page() -> Page:
    (record,) = formats.records(json.dumps(BLOCKS).encode(), NAME)
    assert isinstance(record.page, Page)
    return record.page


def test_each_string_counts_its_own_rows() -> None:
    page = only_page()
    assert page.location(page.text.index("己经开航")) == (4, 3)
    assert page.location(page.text.index("表一")) == (1, 1)
    assert page.location(page.text.index("己经上报")) == (1, 6)


def test_what_stands_between_two_strings_is_the_end_of_the_first() -> None:
    page = only_page()
    end = page.segments[1].end
    assert page.text[end : end + 2] == "\n\n"
    assert [page.location(at) for at in (end, end + 1, end + 2)] == [(1, 10), (1, 10), (1, 1)]


def test_people_are_told_the_part_and_the_place_in_it(shown: Any) -> None:
    assert f"{CAPTION}:1:6: TST001" in shown("concise")
    full = shown("full")
    assert f"--> {CAPTION}:1:6\n  |\n1 | 表一，产量己经上报\n" in full
    assert f"{NAME}#page 1 [2].text:1:1\n" in full
    assert f"see also: {NAME}#page 1 [0].text:1:1 " in full, "another place is in a part of its own"
    assert "see also: far.txt found" in full
    grouped = [line.split("TST")[0].strip() for line in shown("grouped").splitlines() if "TST" in line]
    assert grouped == ["[0].text:4:3", "[1].table_caption[0]:1:6", "[2].text:1:1"]


def test_machines_are_told_the_same(shown: Any) -> None:
    text = only_page().text
    found = json.loads(shown("json"))[1]
    start = text.index("表一")
    assert found["record"] == {"id": "page 1", "line": 1, "part": "[1].table_caption[0]", "start": start}
    assert (found["location"], found["end_location"]) == ({"row": 1, "column": 6}, {"row": 1, "column": 8})
    (edit,) = found["fix"]["edits"]
    assert text[edit["span"]["start"] : edit["span"]["end"]] == edit["old"] == "己经", "edits count in the page"
    assert found["span"] == edit["span"]
    assert f"::{CAPTION}:1:6: TST001" in shown("github")
    assert json.loads(shown("gitlab"))[1]["description"].startswith("page 1 [1].table_caption[0]:1:6: TST001")
    assert "TST001 tested-tst001 1:6" in {case.get("name") for case in ElementTree.fromstring(shown("junit")).iter()}
    (location,) = json.loads(shown("sarif"))["runs"][0]["results"][1]["locations"]
    assert location["logicalLocations"] == [
        {"name": "page 1 [1].table_caption[0]", "kind": "record", "properties": {"row": 1, "column": 6}}
    ]


def test_an_end_in_another_part_counts_there() -> None:
    page = only_page()
    body, caption, _ = page.segments
    wide = Diagnostic("TST001", "tested", Message("m", Text("不对", "wrong")), Span(body.end - 1, caption.start + 2))
    (found,) = records(FileReport(NAME, page, (wide,), record="page 1", line=1), "en")
    assert found["record"]["part"] == "[0].text"
    assert found["location"] == {"row": 4, "column": 7}
    assert found["end_location"] == {"row": 1, "column": 3}, "two characters of the caption"


def test_what_was_fixed_is_told_by_its_part(shown: Any, rules: Path, zz: Program) -> None:
    assert shown("concise")
    out = zz("fix", NAME, "--rules", rules, "--select", "TST001", "--show-fixes").out
    assert out.splitlines()[:3] == [
        f"{NAME}#page 1:",
        "  [0].text:4:3: TST001 渡口[-己经-]{+已经+}开航。",
        "  [1].table_caption[0]:1:6: TST001 表一，产量[-己经-]{+已经+}上报",
    ]
