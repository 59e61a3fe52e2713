"""``zzlint undo`` gives back the very bytes, and nothing that somebody else wrote."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import FIXED, MISPRINT, SIMPLIFIED, SOUND, Program, left_over, page
from zzlint.ledger import Ledger, entry_line, part_line
from zzlint.text.change import Change, reverted, spliced

SELECT = ("--select", "TST001")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    "data",
    [
        SIMPLIFIED.encode(),
        SIMPLIFIED.encode("gb18030"),
        SIMPLIFIED.encode("utf-8-sig"),
        SIMPLIFIED.encode("utf-16"),
        ("大桥己经完工。\r\n" + MISPRINT + "甲己经\r乙己经").encode(),
        ("大桥己经完工。\r\n" + MISPRINT + "甲己经\r乙己经，这座桥很长，两岸居民很高兴").encode("gb18030"),
        ("𠮷己经" + SIMPLIFIED + "\x00"[:0]).encode(),
    ],
    ids=["utf-8", "gb18030", "mark", "utf-16", "mixed line ends", "mixed, gb18030", "beyond the BMP"],
)
def test_bytes_come_back(data: bytes, pages: Path, rules: Path, zz: Program) -> None:
    (pages / "a.txt").write_bytes(data)
    page(pages, "sound.txt", SOUND)
    before = contents(pages)
    assert "Places fixed" in zz("fix", pages, "--rules", rules, *SELECT).out
    assert (pages / "a.txt").read_bytes() != data
    said = zz("undo", pages)
    assert (said.status, said.err) == (0, "")
    assert f"restored {pages}/a.txt".split("/")[-1] in said.out
    assert contents(pages) == before
    assert left_over(pages) == []
    assert zz("undo", pages).out == "Nothing to undo.\n"


def test_undo_takes_back_one_run_after_the_other(pages: Path, rules: Path, zz: Program) -> None:
    one = page(pages, "a.txt", MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    two = page(pages, "b.txt", MISPRINT)
    one.write_text(FIXED + MISPRINT, encoding="utf-8")
    zz("fix", pages, "--rules", rules, *SELECT)
    assert zz("undo", pages).status == 0
    assert (one.read_text(encoding="utf-8"), two.read_text(encoding="utf-8")) == (FIXED + MISPRINT, MISPRINT)
    said = zz("undo", pages)
    assert said.status == 2, "somebody wrote into a.txt between the runs"
    assert "a.txt: it changed since" in said.err
    one.write_text(FIXED, encoding="utf-8")
    assert zz("undo", pages).status == 0
    assert one.read_text(encoding="utf-8") == MISPRINT


def test_a_file_that_changed_since_is_refused_and_the_others_are_restored(
    pages: Path, rules: Path, zz: Program
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        page(pages, name, MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    page(pages, "a.txt", FIXED + "编者按。\n")
    (pages / "b.txt").unlink()
    said = zz("undo", pages)
    assert said.status == 2
    assert "a.txt: it changed since it was fixed" in said.err
    assert "b.txt: it is not there any more" in said.err
    assert "Files restored: 1. Skipped: 2." in said.out
    assert (pages / "a.txt").read_text(encoding="utf-8") == FIXED + "编者按。\n"
    assert (pages / "c.txt").read_text(encoding="utf-8") == MISPRINT


def test_undo_since_and_undo_of_one_file(pages: Path, rules: Path, zz: Program) -> None:
    for name in ("a.txt", "b.txt"):
        page(pages, name, MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    time.sleep(0.01)
    between = Ledger(pages / ".zzlint" / "ledger.jsonl").entries()[-1].time
    time.sleep(0.01)
    page(pages, "c.txt", MISPRINT)
    page(pages, "d.txt", MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    assert zz("undo", pages, "--since", "2999-01-01").out == "Nothing to undo.\n"
    dry = zz("undo", pages, "--since", between, "--dry-run")
    assert [line.split("/")[-1] for line in dry.out.splitlines()[:-1]] == ["d.txt", "c.txt", "b.txt"]
    assert (pages / "d.txt").read_text(encoding="utf-8") == FIXED
    assert zz("undo", pages, "--since", between, "--file", pages / "d.txt").status == 0
    assert [text.decode() for text in contents(pages).values()].count(MISPRINT) == 1
    assert zz("undo", pages, "--all").status == 0
    assert set(contents(pages).values()) == {MISPRINT.encode()}
    assert zz("undo", pages, "--since", "gestern").status == 2


def test_undo_lists_what_was_fixed(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    said = zz("undo", pages, "--list").out.split()
    assert said[2:] == ["a.txt", "1", "TST001"]
    assert zz("undo", pages / "nothing.jsonl").status == 2


def test_a_path_narrows_what_is_undone(pages: Path, tmp_path: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    page(pages, "sub/b.txt", MISPRINT)
    zz("fix", pages / "a.txt", pages, "--rules", rules, *SELECT)
    assert zz("undo", pages / "sub").status == 0
    assert (pages / "sub" / "b.txt").read_text(encoding="utf-8") == MISPRINT
    assert (pages / "a.txt").read_text(encoding="utf-8") == FIXED
    page(pages, "c.txt", MISPRINT)
    zz("fix", pages / "c.txt", "--rules", rules, *SELECT)
    assert zz("undo", "--file", pages / "a.txt").status == 0, "not of the last run, but the last fix of this file"
    assert (pages / "a.txt").read_text(encoding="utf-8") == MISPRINT
    assert (pages / "c.txt").read_text(encoding="utf-8") == FIXED
    assert zz("undo", pages / "sub").out == "Nothing to undo.\n"
    said = zz("undo", pages / "nothing.txt")
    assert said.status == 2
    assert "knows of no fix there" in said.err


def test_one_run_stands_in_one_ledger(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    page(pages, "sub/b.txt", MISPRINT)
    page(pages, "sub/zzlint.toml", "")
    zz("fix", pages, "--rules", rules, *SELECT)
    assert [path.parent.parent for path in pages.rglob("ledger.jsonl")] == [pages]
    assert "Files restored: 2." in zz("undo", pages).out


def test_the_ledger_of_a_named_page_lies_where_the_user_stands(
    pages: Path, rules: Path, zz: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = page(pages, "sub/b.txt", MISPRINT)
    monkeypatch.chdir(pages)
    zz("fix", "sub/b.txt", "--rules", rules, *SELECT)
    assert zz("undo").status == 0
    assert file.read_text(encoding="utf-8") == MISPRINT


@pytest.mark.parametrize("text", [MISPRINT, MISPRINT.strip(), '{"id":"1","text":"己经"}\n', "x"])
def test_a_page_is_no_ledger(text: str, pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    other = page(pages, "other.txt", text)
    said = zz("fix", pages / "a.txt", "--ledger", other, "--rules", rules, *SELECT)
    assert said.status == 2
    assert f"{other}:1: this line is no entry of a ledger" in said.err
    assert other.read_text(encoding="utf-8") == text
    assert (pages / "a.txt").read_text(encoding="utf-8") == MISPRINT
    assert left_over(pages) == []


def test_where_the_ledger_lies(tmp_path: Path, pages: Path, rules: Path, zz: Program) -> None:
    book = tmp_path / "books" / "mine.jsonl"
    file = page(pages, "sub/a.txt", MISPRINT)
    zz("fix", file, "--rules", rules, *SELECT, "--ledger", book)
    assert [entry.file for entry in Ledger(book).entries()] == [str(file)]
    assert zz("undo", book).status == 0
    assert file.read_text(encoding="utf-8") == MISPRINT
    zz("fix", pages, "--rules", rules, *SELECT, "--no-ledger")
    assert not (pages / ".zzlint").exists()
    page(pages, "sub/a.txt", MISPRINT)
    page(pages, "zzlint.toml", "")
    zz("fix", file, "--rules", rules, *SELECT)
    assert (pages / ".zzlint" / "ledger.jsonl").exists(), "beside the configuration, whatever was named"
    assert zz("fix", pages, "--show-files").out.count("\n") == 1, "the ledger is no page"


def test_a_line_cut_short_by_a_crash_hides_nothing(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    book = pages / ".zzlint" / "ledger.jsonl"
    line = book.read_bytes()
    book.write_bytes(line + line[: len(line) // 2])
    page(pages, "b.txt", MISPRINT)
    assert zz("fix", pages, "--rules", rules, *SELECT).status == 0
    assert zz("undo", pages, "--all").status == 0
    assert set(contents(pages).values()) == {MISPRINT.encode()}


@pytest.mark.parametrize("spoil", ['{"id":"1"}\n', '{"id":1,"after":[]}\n', "garbage\n", "[]\n", '{"id":,}\n', "\n"])
def test_a_line_that_is_no_entry_is_named(spoil: str, pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    book = pages / ".zzlint" / "ledger.jsonl"
    with book.open("a", encoding="utf-8") as file:
        file.write(spoil)
    said = zz("undo", pages)
    assert said.status == 2
    assert f"{book}:2: this line is no entry" in said.err
    assert (pages / "a.txt").read_text(encoding="utf-8") == FIXED


@st.composite
def changed(draw: st.DrawFn) -> tuple[bytes, list[Change]]:
    data = draw(st.binary(max_size=200))
    places = sorted(draw(st.lists(st.integers(0, len(data)), max_size=8)))
    changes = [
        Change(start, end, data[start:end], draw(st.binary(max_size=6)), ("TST001",))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    return data, changes


@given(changed(), st.sampled_from(["utf-8", "gb18030", "utf-16-le"]), st.integers(0, 8))
@hypothesis_settings(max_examples=200, deadline=None)
def test_any_changes_lead_back_through_a_ledger(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[bytes, list[Change]], encoding: str, cut: int
) -> None:
    data, changes = case
    book = Ledger(tmp_path_factory.mktemp("book") / "ledger.jsonl")
    book.append(part_line(id="1", part=1, encoding=encoding, changes=changes[:cut]))
    book.append(
        entry_line(
            id="1",
            run="1",
            time="2021-03-16T00:00:00.000Z",
            settings="",
            file="a.txt",
            encoding=encoding,
            before="",
            after="",
            changes=changes[cut:],
            losses=(),
        )
    )
    book.close()
    (entry,) = book.entries()
    told = list(book.changes(entry))
    assert told == changes
    assert spliced(spliced(data, told), list(reverted(told))) == data


def test_the_ledger_says_what_design_promises(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", "𠮷" + MISPRINT)
    zz("fix", pages, "--rules", rules, *SELECT)
    line = json.loads((pages / ".zzlint" / "ledger.jsonl").read_text(encoding="utf-8"))
    assert {"time", "version", "settings", "file", "before", "after", "edits"} <= line.keys()
    assert line["edits"] == [{"start": 10, "end": 16, "old": "己经", "new": "已经", "rules": ["TST001"]}]
