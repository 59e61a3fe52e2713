"""The report for an editor with a browser."""

import base64
import hashlib
import json
import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.dom import Node, parsed
from tests.helpers import MISPRINT, SOUND, Program, page, python_rule, swap
from zzlint.reporters import html as report_module

PAGES = {
    "first.txt": "本报讯 大桥己经完工,通车,全市欢庆,那末今年再建一座。\r\n\t张□同志说:己\n下转第二版\n",
    "second.md": "𠮷字下面e\u0301有己经\n",
    "sound.txt": SOUND,
    "z-crash.txt": "炸□\n",
}


def report(zz: Program, rules: Path, *arguments: str, command: str = "check") -> Node:
    """The document that the program writes on the pages of the folder."""
    said = zz(command, ".", "--rules", rules, "--select", "TST", "--output-format", "html", *arguments)
    assert said.err == ""
    return parsed(said.out)


def section(document: Node, name: str) -> Node:
    (found,) = (part for part in document.all("section", "page") if part.one("h3").text() == name)
    return found


def names(document: Node) -> list[str]:
    return [part.one("h3").text() for part in document.all("section", "page")]


def text_of(part: Node, *without: str) -> str:
    return "".join(said.text((".ref", *without)) for said in part.all("div", "said"))


def written(pages: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        page(pages, name, text)


@pytest.fixture
def lost(rules: Path) -> Path:
    """TST010: what stands between two 空 is lost."""
    return python_rule(
        rules,
        "TST010",
        "for start in hits.get('空', ()):\n    yield self.report((start, start + 1), 'found', what='空')",
        attributes="needles = ('空',)\nerror_class = ErrorClass.LOSS\n",
    )


@pytest.mark.parametrize(("lang", "tag", "title"), [("en", "en", "Text check report"), ("zh", "zh-CN", "文字检查报告")])
def test_the_document_stands_alone_and_speaks_one_language(
    lang: str, tag: str, title: str, pages: Path, rules: Path, zz: Program
) -> None:
    written(pages, PAGES)
    document = report(zz, rules, "--lang", lang)
    assert document.one("html").attributes["lang"] == tag
    assert document.one("title").text() == document.one("h1").text() == title
    ids = Counter(node.attributes["id"] for node in document.all() if "id" in node.attributes)
    assert set(ids.values()) == {1}
    links = [node.attributes["href"] for node in document.all() if "href" in node.attributes]
    assert links
    assert {link for link in links if not (link and link[0] == "#" and link[1:] in ids)} == set()
    assert not any({"src", "style", "onclick"} & set(node.attributes) for node in document.all())
    assert {node.tag for node in document.all()} & {"img", "link", "iframe", "object", "base"} == set()


def test_only_its_own_style_and_script_may_run(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, PAGES)
    document = report(zz, rules)
    policy = document.one("meta", content=document.all("meta")[1].attributes["content"] or "").attributes["content"]
    hashes = [
        base64.b64encode(hashlib.sha256(document.one(tag).text().encode()).digest()).decode()
        for tag in ("style", "script")
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in document.one("style").text()
    assert "http" not in document.one("style").text() + document.one("script").text()


def test_headings_go_down_one_by_one(pages: Path, lost: Path, zz: Program) -> None:
    written(pages, PAGES | {"lost.txt": "空\n"})
    levels = [int(node.tag[1]) for node in report(zz, lost).all() if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_finding_is_told_on_its_page(lang: str, pages: Path, rules: Path, zz: Program) -> None:
    written(pages, PAGES)
    document = report(zz, rules, "--lang", lang)
    call = ("check", ".", "--rules", rules, "--select", "TST", "--output-format", "json", "--lang", lang)
    found = json.loads(zz(*call).out)
    assert len(found) == 10
    for item in found:
        part = section(document, item["filename"])
        places = part.all("li") if item["code"].startswith("ZZ") else part.one("div", "text").all("li")
        assert any(item["message"] in place.text() and item["code"] in place.text() for place in places), item


def test_the_text_of_a_page_is_all_there_and_marked_in_place(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, PAGES)
    document = report(zz, rules)
    assert names(document) == ["z-crash.txt", "first.txt", "second.md"]
    for name in names(document):
        assert text_of(section(document, name), "ins") == PAGES[name].replace("\r\n", "\n")
    marks = section(document, "first.txt").all("mark")
    assert [(mark.text(), mark.classes) for mark in marks] == [
        ("本报", ["related"]),
        ("己经", ["warning"]),
        (",", ["warning"]),
        (",", ["warning", "light"]),
        (",", ["warning", "light"]),
        ("那末", ["warning"]),
        ("□", ["error"]),
        ("下转", ["note"]),
    ]


def test_fixes_are_seen_as_changes_of_the_text(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, PAGES)
    part = section(report(zz, rules), "first.txt").one("div", "text")
    deleted = [(node.text(), node.classes[0]) for node in part.all("del")]
    inserted = [(node.text(), node.classes[0]) for node in part.all("ins")]
    trusts = ["safe", "safe", "safe", "safe", "unsafe", "display"]
    assert deleted == list(zip(["己经", ",", ",", ",", "那末", "□"], trusts, strict=True))
    assert inserted == list(zip(["已经", "，", "，", "，", "那么", "某"], trusts, strict=True))
    assert (
        text_of(part, "del") == "本报讯 大桥已经完工，通车，全市欢庆，那么今年再建一座。\n\t张某同志说:己\n下转第二版\n"
    )


def test_numbers_lead_from_the_text_to_the_notes_and_back(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, PAGES)
    part = section(report(zz, rules), "first.txt")
    notes = part.one("div", "text").all("li")
    refs = part.all("a", "ref")
    assert [ref.text() for ref in refs] == [note.one("a", "number").text() for note in notes] == list("12345")
    for ref, note in zip(refs, notes, strict=True):
        assert ref.attributes["href"] == f"#{note.attributes['id']}"
        assert note.one("a", "number").attributes["href"] == f"#{ref.attributes['id']}"


def test_a_group_is_explained_once_with_its_count(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", "甲,乙。\n" * 300)
    part = report(zz, rules).one("section", "page")
    note = part.one("div", "text").one("li")
    assert "places on this page: 300" in note.text()
    assert len(part.all("mark", "warning")) == 300
    assert len(part.all("mark", "light")) == 299
    assert [len(part.all("del")), len(part.all("ins"))] == [300, 300]


def test_messages_of_a_group_that_differ_are_counted(pages: Path, rules: Path, zz: Program) -> None:
    python_rule(
        rules,
        "TST011",
        "for start, mark in in_order(hits):\n    yield self.report((start, start + 1), 'found', group='g', what=mark)",
        attributes="needles = ('甲', '乙')\n",
    )
    page(pages, "a.txt", "甲乙乙乙\n")
    note = report(zz, rules).one("div", "text").one("li")
    assert [part.text() for part in note.all("p")][:2] == ["found 乙 × 3", "found 甲 × 1"]


def test_a_rule_is_explained_once_for_all_pages(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, {"a.txt": MISPRINT, "b.txt": MISPRINT, "c.txt": "甲,乙□\n"})
    document = report(zz, rules)
    articles = document.all("article", "rule")
    assert [part.attributes["id"] for part in articles] == ["rule-TST001", "rule-TST002", "rule-TST005"]
    assert articles[1].one("h3").text() == "TST002 a rule of the tests, TST002"
    assert "Why is this bad? It is not." in articles[1].text()
    assert "open" in articles[1].one("details").attributes
    chinese = report(zz, rules, "--lang", "zh").all("article", "rule")[1]
    assert chinese.one("h3").text() == "TST002 测试规则 TST002"
    assert chinese.one("details").attributes == {"lang": "en"}


def test_lost_text_comes_before_everything_and_the_worst_page_first(pages: Path, lost: Path, zz: Program) -> None:
    texts = {
        "a-safe.txt": "己经" * 9,
        "b-open.txt": "那末\n",
        "c-error.txt": "□\n",
        "d-note.txt": "下转\n",
        "e-lost.txt": "今天空明天\n",
        "f-crash.txt": "炸\n",
        "g-lost.txt": "空空\n",
    }
    written(pages, texts)
    document = report(zz, lost)
    order = ["g-lost.txt", "e-lost.txt", "f-crash.txt", "c-error.txt", "b-open.txt", "a-safe.txt", "d-note.txt"]
    assert names(document) == order
    assert [row.one("th").text() for row in document.one("table", "pages").one("tbody").all("tr")] == order
    first = document.all("section")[0]
    assert "lost-list" in first.classes
    rows = first.one("tbody").all("tr")
    assert [row.one("th").text() for row in rows] == ["g-lost.txt", "g-lost.txt", "e-lost.txt"]
    assert rows[2].one("td", "around").text() == "今天空明天"
    assert document.one("table", "kinds").one("tbody").all("tr")[0].one("a").text() == "TST010"


def test_a_page_of_one_cause_is_not_worse_than_one_of_two(pages: Path, rules: Path, zz: Program) -> None:
    swap(rules, "TST012", ("坏", "好"), applicability="unsafe")
    written(pages, {"a.txt": "那末\n", "b.txt": "那末坏\n", "c.txt": "甲,乙\n" * 200})
    assert names(report(zz, rules)) == ["b.txt", "a.txt", "c.txt"]


def test_what_the_engine_says_stands_at_the_top_of_the_page(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, PAGES)
    (pages / "binary.txt").write_bytes(b"\xe5\x00\x00")
    document = report(zz, rules)
    told = section(document, "z-crash.txt")
    assert "ZZ900" in told.one("ul", "faults").text()
    assert "boom" in told.one("ul", "faults").text()
    assert told.inside.index(told.one("ul", "faults")) < told.inside.index(told.one("div", "text"))
    unreadable = section(document, "binary.txt")
    assert "ZZ902" in unreadable.one("ul", "faults").text()
    assert unreadable.all("div", "said") == []


def test_clean_pages_are_counted_and_not_shown(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, {"a.txt": SOUND, "b.txt": SOUND, "c.txt": MISPRINT})
    document = report(zz, rules)
    assert names(document) == ["c.txt"]
    figures = {cell.one("dt").text(): cell.one("dd").text() for cell in document.one("dl", "figures").all("div")}
    assert figures == {"pages": "3", "clean": "2", "findings": "1", "to decide": "0"}
    (pages / "c.txt").unlink()
    assert "Nothing was found." in report(zz, rules).text()


def test_a_run_without_files_is_a_document_too(pages: Path, rules: Path, zz: Program) -> None:
    document = report(zz, rules)
    assert document.one("dl", "figures").one("div", "pages").one("dd").text() == "0"
    assert document.all("section") == []


def test_paragraphs_without_a_remark_are_folded_but_for_a_neighbour(pages: Path, rules: Path, zz: Program) -> None:
    lines = [f"第{number}段没有什么。" for number in range(20)]
    lines[10] = "大桥己经完工。"
    lines[15] = "甲,乙"
    lines[9] = "丙,丁"
    page(pages, "a.txt", "\n".join(lines) + "\n")
    part = report(zz, rules).one("div", "text")
    before, behind = part.all("details")
    assert text_of(part, "ins") == "\n".join(lines) + "\n"
    assert before.one("summary").text() == "lines 1–8, paragraphs without a remark: 8"
    assert text_of(before) == "\n".join(lines[:8]) + "\n"
    assert behind.one("summary").text() == "lines 13–20, paragraphs without a remark: 8, light marks: 1"
    assert [said.attributes["data-row"] for said in part.all("div", "said")] == [str(row) for row in range(1, 21)]


def test_names_and_texts_cannot_break_out(pages: Path, rules: Path, zz: Program) -> None:
    evil = "</script></style><img src=x onerror=alert(1)> & \"' &amp; \x07\x1b[31m\u202e<!-- "
    python_rule(
        rules,
        "TST013",
        "yield self.report((0, 1), 'found', what=page.text)",
        attributes="messages = {'found': Text('<b>{what}', '<b>{what}')}\n",
    )
    name = "a.txt" if os.name == "nt" else "<u>&\"'.txt"
    (pages / name).write_bytes(evil.encode())
    document = report(zz, rules)
    assert document.all("img") == document.all("u") == []
    assert names(document) == [name]
    assert text_of(document.one("section", "page")).startswith(
        "</script></style><img src=x onerror=alert(1)> & \"' &amp; U+0007U+001B[31mU+202E"
    )
    assert document.one("div", "text").one("li").all("p")[0].text().startswith("<b></script></style><img")
    assert [node.text() for node in document.one("section", "page").all("span", "odd")] == [
        "U+0007",
        "U+001B",
        "U+202E",
    ]


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not know")
def test_a_name_that_is_no_text_is_shown_by_its_bytes(pages: Path, rules: Path, zz: Program) -> None:
    with open(os.fsencode(pages) + b"/\xff\n.txt", "wb") as file:
        file.write(MISPRINT.encode())
    assert names(report(zz, rules)) == [r"<U+DCFF>\n.txt"]


def test_a_fixed_page_shows_what_was_fixed_and_what_is_left(pages: Path, rules: Path, zz: Program) -> None:
    written(pages, PAGES)
    document = report(zz, rules, command="fix")
    assert document.one("h1").text() == "Text repair report"
    part = section(document, "first.txt")
    fixed = (pages / "first.txt").read_bytes().decode().replace("\r\n", "\n")
    assert text_of(part, "del.done", "ins.unsafe", "ins.display") == fixed
    assert text_of(part, "ins") == PAGES["first.txt"].replace("\r\n", "\n")
    assert [node.text() for node in part.all("ins", "done")] == ["已经", "，", "，", "，"]
    assert [item.text() for item in part.one("div", "fixed-list").all("li")] == [
        "TST002 a rule of the tests, TST002 × 3",
        "TST001 a rule of the tests, TST001 × 1",
    ]
    assert [note.attributes["data-c"] for note in part.one("div", "text").all("li")] == [
        "TST004", "TST005", "TST003",
    ]  # fmt: skip
    assert section(document, "second.md").all("ol", "notes") == [], "fixed, nothing left"


def test_a_join_does_not_break_the_line_again(pages: Path, rules: Path, zz: Program) -> None:
    swap(rules, "TST014", ("，\n\n", "，"))
    page(pages, "a.txt", "雨停了，\n\n孩子们跑出门去。\n\n天晴了。\n")
    part = report(zz, rules, command="fix").one("section", "page")
    assert part.one("del", "done").classes == ["done"]
    assert text_of(part, "del") == "雨停了，孩子们跑出门去。\n\n天晴了。\n"


def test_a_change_under_a_wider_one_is_shown_in_its_note(pages: Path, rules: Path, zz: Program) -> None:
    swap(rules, "TST015", ("大桥己经完工", "桥成"), applicability="unsafe")
    page(pages, "a.txt", MISPRINT)
    part = report(zz, rules).one("div", "text")
    said = part.one("div", "said")
    assert "".join(node.text() for node in said.all("del")) == "大桥己经完工"
    assert [node.text() for node in said.all("ins")] == ["桥成"]
    assert said.text((".ref", "ins")) == MISPRINT
    notes = {note.attributes["data-c"]: note for note in part.all("li")}
    assert notes["TST015"].all("p", "change") == []
    assert notes["TST001"].one("p", "change").text() == "己经已经"


def test_many_pages_wait_on_the_disk(pages: Path, rules: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    written(pages, {f"{number:03}.txt": f"第{number}页{MISPRINT}" for number in range(60)})
    call = ("check", ".", "--rules", rules, "--select", "TST", "--output-format", "html")
    in_memory = zz(*call).out
    monkeypatch.setattr(report_module, "SPOOLED", 1)
    assert zz(*call).out == in_memory
    document = parsed(in_memory)
    assert len(names(document)) == 60
    listed = document.all("table", "pages")
    assert [len(table.one("tbody").all("tr")) for table in listed] == [40, 20], "a long list is folded"
