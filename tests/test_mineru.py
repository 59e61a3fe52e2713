"""MinerU's content_list.json: a page is its blocks; fixes change strings of blocks and nothing else."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import odd_json
from tests.helpers import Program, page
from tests.texts import texts
from zzlint import formats
from zzlint.diagnostic import Edit
from zzlint.edits import splice
from zzlint.engine import rule_set
from zzlint.process import WITH_UNSAFE, examine
from zzlint.settings import Settings
from zzlint.text.change import spliced
from zzlint.text.codec import DecodeError
from zzlint.text.page import Page

NAME = "汀陵日报_content_list.json"
ALL = Settings(preview=True, select=("ALL",))


def pages_of(blocks: Any, name: str = NAME) -> list[Page]:
    """The pages of a list that can be read."""
    found = [record.page for record in formats.records(json.dumps(blocks).encode(), name)]
    assert all(isinstance(page, Page) for page in found)
    return [page for page in found if isinstance(page, Page)]


def by_part(page: Page) -> dict[str, str]:
    return {part.part: page.text[part.start : part.end] for part in page.segments}


BLOCKS = [
    {"type": "header", "text": "汀陵日报", "page_idx": 0},
    {"type": "text", "text": "春茶上市", "text_level": 1, "page_idx": 0},
    {
        "type": "image",
        "img_path": "己经.jpg",
        "img_caption": ["图一"],
        "image_caption": ["图二", "图三"],
        "page_idx": 0,
    },
    {"type": "image", "content": "一幅图", "image_footnote": ["摄于春天"], "page_idx": 0},
    {
        "type": "table",
        "table_caption": ["表一"],
        "table_footnote": ["注一"],
        "table_body": "<table></table>",
        "page_idx": 0,
    },
    {"type": "chart", "content": "|a|b|", "chart_caption": ["图四"], "chart_footnote": [], "page_idx": 0},
    {"type": "code", "sub_type": "code", "code_caption": ["代码一"], "code_body": "x = 1", "page_idx": 0},
    {"type": "list", "sub_type": "text", "list_items": ["第一项", "", " \n", 3, "第二项"], "page_idx": 0},
    {"type": "equation", "text": "$$\nx\n$$", "text_format": "latex", "page_idx": 0},
    {"type": "text", "text": "", "page_idx": 0},
    {"type": "text", "text": None, "page_idx": 0},
]


def test_what_is_read_of_a_block_and_what_it_is_called() -> None:
    (page,) = pages_of(BLOCKS)
    assert by_part(page) == {
        "[0].text": "汀陵日报",
        "[1].text": "春茶上市",
        "[2].img_caption[0]": "图一",
        "[2].image_caption[0]": "图二",
        "[2].image_caption[1]": "图三",
        "[3].image_footnote[0]": "摄于春天",
        "[4].table_caption[0]": "表一",
        "[4].table_footnote[0]": "注一",
        "[4].table_body": "<table></table>",
        "[5].chart_caption[0]": "图四",
        "[6].code_caption[0]": "代码一",
        "[6].code_body": "x = 1",
        "[7].list_items[0]": "第一项",
        "[7].list_items[4]": "第二项",
        "[8].text": "$$\nx\n$$",
    }
    assert page.text == "\n\n".join(by_part(page).values())


def test_every_place_of_a_page_has_its_string_and_its_line_in_the_file() -> None:
    data = b'[{"text": "ab"},\n{"table_caption":\n["cd"],\n"table_body": "ef"}]'
    (record,) = formats.records(data, NAME)
    assert isinstance(record.page, Page)
    assert record.page.text == "ab\n\ncd\n\nef"
    found = [record.page.segment_at(at) for at in range(len(record.page.text) + 1)]
    told = [(segment.part, segment.line) for segment in found if segment is not None]
    caption, body = ("[1].table_caption[0]", 3), ("[1].table_body", 4)
    assert told == [("[0].text", 1)] * 4 + [caption] * 4 + [body] * 3, "a gap belongs to what is before it"


def test_each_page_is_a_record_in_the_line_of_its_first_block() -> None:
    told = [(0, "甲"), (None, "乙"), (2, "丙"), (0, "丁"), ("x", "戊")]
    blocks = [{"type": "text", "text": text, "page_idx": number} for number, text in told]
    del blocks[1]["page_idx"]
    data = json.dumps(blocks, indent=1).encode()
    records = list(formats.records(data, NAME))
    assert [(record.name, record.line) for record in records] == [("page 1", 4), ("page 3", 13)]
    texts = [record.page.text for record in records if isinstance(record.page, Page)]
    assert texts == ["甲\n\n乙\n\n丁\n\n戊", "丙"], "a block without a page is on that of the block before it"
    assert [(record.data, record.at) for record in records] == [(data, 0)] * 2


def test_of_two_equal_names_the_last_counts() -> None:
    data = b'[{"text": "1", "list_items": ["2"], "page_idx": 4, "text": "3", "page_idx": 0}]'
    (record,) = formats.records(data, NAME)
    assert isinstance(record.page, Page)
    assert (record.page.text, record.name) == ("2\n\n3", "page 1")


def test_code_formulas_and_tags_are_no_prose() -> None:
    blocks = [
        {"type": "code", "code_body": "f(甲,乙) # `$a$`"},
        {"type": "text", "text": "```py 开头,没有结尾"},
        {"type": "text", "text": "正文,完"},
        {"type": "table", "table_body": '<td title="甲,乙">丙,丁</td>'},
        {"type": "equation", "text": "甲,乙"},
    ]
    (page,) = pages_of(blocks)
    edit = Edit(0, 2, "f(", "函数一")
    for shown in (page, page.replaced(splice(page.text, [edit]), [edit])):
        commas = [at for at, char in enumerate(shown.text) if char == ","]
        assert [shown.is_protected(at) for at in commas] == [True, True, False, True, False, True]
        assert shown.is_protected(shown.text.index("#")), "a formula inside code does not end it"


@pytest.mark.parametrize("name", ["content_list.json", "a_content_list.json", "A_Content_List.JSON"])
def test_its_name_tells_what_it_is(name: str) -> None:
    assert [page.text for page in pages_of([{"text": "甲"}], name)] == ["甲"]


@pytest.mark.parametrize("name", ["a_content_list_v2.json", "a_middle.json", "mycontent_list.json", "package.JSON"])
def test_other_json_is_not_taken_for_text(name: str, pages: Path, rules: Path, zz: Program) -> None:
    text = '[{"text": "大桥己经完工"}]'
    path = page(pages, name, text)
    said = zz("fix", path, "--rules", rules, "--select", "TST001", "--isolated")
    assert said.status == 2
    assert "content_list.json" in said.out
    assert path.read_text(encoding="utf-8") == text


NO_LISTS = {
    "object": ('\n\n{"a": 1}', "content-list", 2, 3),
    "lists": ('[\n{"text": ""},\n[{"type": "text"}]]', "content-list", 16, 3),
    "number": ("3", "content-list", 0, 1),
    "cut short": ('[{"text": "甲"},\n', "json", 18, 2),
    "blank": ("\n", "json", 1, 2),
}


@pytest.mark.parametrize(("text", "reason", "at", "line"), NO_LISTS.values(), ids=NO_LISTS.keys())
def test_what_is_no_content_list_is_one_error(text: str, reason: str, at: int, line: int) -> None:
    (record,) = formats.records(text.encode(), NAME)
    assert isinstance(record.page, DecodeError)
    assert (record.page.reason, record.page.offset, record.line) == (reason, at, line)


@pytest.mark.parametrize("blocks", [[], [{"type": "image", "img_path": "a.jpg", "image_caption": []}]])
def test_a_list_without_text_is_an_empty_page(blocks: list[Any]) -> None:
    assert [(page.text, page.record) for page in pages_of(blocks)] == [("", "")]


LOOP = "会议强调，各地要提高认识，加强领导，把各项工作落到实处，确保完成全年目标任务。"
DAMAGED = [
    {"type": "text", "text": "茶农们己经把第一批新茶送进工厂,“今年的价格不错“,她说。", "page_idx": 0},
    {
        "type": "table",
        "table_body": "<tr><td>青箬镇己经上报</td></tr>",
        "table_caption": ["表一，，产量"],
        "page_idx": 0,
    },
    {"type": "code", "code_body": "f(甲,乙)  # 己经。。", "page_idx": 1},
    *({"type": "text", "text": LOOP, "page_idx": 1} for _ in range(6)),
    {"type": "text", "text": "合作社新添了三台烘干机，农户再也不用跑远路，", "page_idx": 1},
    {"type": "text", "text": "省下的工夫都花在茶园里。", "page_idx": 1},
]
REPAIRED = [
    {"type": "text", "text": "茶农们已经把第一批新茶送进工厂，“今年的价格不错”，她说。", "page_idx": 0},
    {"type": "table", "table_body": "<tr><td>青箬镇已经上报</td></tr>", "table_caption": ["表一，产量"], "page_idx": 0},
    {"type": "code", "code_body": "f(甲,乙)  # 己经。。", "page_idx": 1},
    DAMAGED[3],
    *({"type": "text", "text": "", "page_idx": 1} for _ in range(5)),
    *DAMAGED[-2:],
]


@pytest.mark.parametrize("style", [{"indent": 4, "ensure_ascii": False}, {"separators": (",", ":")}])
@pytest.mark.parametrize("how", ["fix", "stdin", "patch"])
def test_fixing_changes_strings_and_nothing_else(
    how: str, style: dict[str, Any], pages: Path, zz: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pages)
    before, wanted = (json.dumps(blocks, **style) for blocks in (DAMAGED, REPAIRED))
    path = page(pages, NAME, "\ufeff" + before)
    options = ("--isolated", "--unsafe-fixes")
    if how == "stdin":
        said = zz("fix", "-", "--stdin-filename", NAME, *options, stdin=path.read_bytes())
        assert (said.status, said.raw) == (0, ("\ufeff" + wanted).encode())
        return
    if how == "patch":
        if shutil.which("patch") is None:
            pytest.skip("the program patch is not installed")
        said = zz("fix", NAME, *options, "--diff")
        subprocess.run(["patch", "-p0", "-F0", "--batch"], input=said.raw, capture_output=True, check=True)
    else:
        said = zz("fix", NAME, *options, "--output-format", "concise")
        assert said.status == 0
        assert ".text:1:22: PAR001 " in said.out, "two blocks are not joined, but it is told that they belong together"
    assert path.read_bytes() == ("\ufeff" + wanted).encode()


strings = st.one_of(
    texts,
    st.sampled_from([LOOP, LOOP[:-1]]),
    st.sampled_from([LOOP, "（下转A2版）", "上接A1版", "他走到江边", "，等候龙舟。"]),
)
blocks = st.one_of(
    st.builds(lambda text, page: {"type": "text", "text": text, "page_idx": page}, strings, st.integers(0, 1)),
    st.builds(lambda texts: {"type": "list", "list_items": texts}, st.lists(strings, max_size=3)),
    st.builds(lambda text, more: {"table_body": text, "table_caption": [more]}, strings, strings),
    st.builds(lambda text: {"code_body": text}, strings),
)


@given(st.lists(blocks, max_size=9), st.data())
@settings(max_examples=150, deadline=None)
def test_the_file_says_what_the_fixed_page_says(given_blocks: list[dict[str, Any]], data: st.DataObject) -> None:
    file = data.draw(odd_json.written(given_blocks)).encode()
    reports = [
        (record, examine(record.page, ALL, WITH_UNSAFE))
        for record in formats.records(file, NAME)
        if isinstance(record.page, Page)
    ]
    changes = sorted(change for _, report in reports for change in report.changes)
    assert all(file[change.start : change.end] == change.old for change in changes)
    after = spliced(file, changes)
    fixed = {record.name: record.page for record in formats.records(after, NAME) if isinstance(record.page, Page)}
    for record, report in reports:
        assert report.page is not None
        wanted = {part: text for part, text in by_part(report.page).items() if text.strip()}
        assert (by_part(fixed[record.name]) if record.name in fixed else {}) == wanted
        if record.name in fixed:
            assert examine(fixed[record.name], ALL, WITH_UNSAFE).changes == (), "fixing twice is fixing once"
    for before_block, block in zip(given_blocks, json.loads(after), strict=True):
        assert block.keys() == before_block.keys()


def test_code_is_left_alone_however_it_is_laid_out() -> None:
    (page,) = pages_of([{"type": "code", "code_body": "if a:\n        b = c  ,  d\n\n\n\n\nprint( '甲 乙' ) \n"}])
    assert rule_set(ALL).check(page).findings == ()
