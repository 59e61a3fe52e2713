"""A loss never disappears: what a collapse took away is reported until the text around it changes."""

import json
from pathlib import Path

import pytest

from tests.helpers import Program, page
from zzlint.formats import from_text
from zzlint.losses import located, traces
from zzlint.text.page import Loss

BEFORE = "清溪县召开春耕工作会议，部署了今年的农业生产任务。"
LOOP = "各乡镇要把春耕备耕作为当前的头等大事抓紧抓好。"
BEHIND = "会后，与会人员参观了三家农机合作社。"
PAGE = "\n\n".join([BEFORE, *[LOOP] * 6, BEHIND]) + "\n"
COLLAPSED = "\n\n".join([BEFORE, LOOP, BEHIND]) + "\n"


def lost(zz: Program, path: Path, *options: str) -> list[str]:
    said = zz("check", path, "--select", "LOS", "--output-format", "concise", *options)
    found = [line for line in said.out.splitlines() if "LOS001" in line]
    assert said.status == (1 if found else 0)
    return found


@pytest.fixture
def collapsed(pages: Path, zz: Program) -> Path:
    path = page(pages, "a.txt", PAGE)
    (told,) = lost(zz, path)
    said = zz("fix", pages)
    assert path.read_text(encoding="utf-8") == COLLAPSED
    assert "LOS001" in said.out, "the report of the fix tells of the loss already"
    assert "repeated 6 times" in told
    return path


def test_a_collapsed_loop_is_reported_on(collapsed: Path, zz: Program) -> None:
    (told,) = lost(zz, collapsed)
    assert "a.txt:3:1:" in told
    assert "repeated 6 times here before" in told
    assert lost(zz, collapsed.parent) == [told]
    zz("fix", collapsed)
    assert lost(zz, collapsed) == [told], "another fix changes nothing"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BEFORE, "报头\n\n" + BEFORE),
        ("头等大事", "头等 大事"),
        ("。\n\n会后，", "。会后,"),
        ("\n\n", "\r\n\r\n"),
        (LOOP + "\n\n", LOOP + "\n\n\n\n"),
    ],
    ids=["lines before", "a blank", "a mark and a joined line", "line ends", "blank lines"],
)
def test_marks_blanks_and_moved_lines_do_not_hide_a_loss(collapsed: Path, zz: Program, old: str, new: str) -> None:
    text = collapsed.read_bytes().decode()
    assert old in text
    collapsed.write_bytes(text.replace(old, new).encode())
    assert len(lost(zz, collapsed)) == 1


def test_the_loss_is_gone_when_the_text_around_it_changes(collapsed: Path, zz: Program) -> None:
    read_again = COLLAPSED.replace(LOOP, LOOP + "县农业农村局局长罗大成就种子储备作了说明。")
    page(collapsed.parent, "a.txt", read_again)
    assert lost(zz, collapsed) == []


def test_undo_takes_the_loss_back_and_the_loop_tells_it_again(collapsed: Path, zz: Program) -> None:
    assert zz("undo", collapsed.parent).status == 0
    (told,) = lost(zz, collapsed)
    assert "repeated 6 times: text" in told


def test_a_page_restored_by_hand_is_reported_once(collapsed: Path, zz: Program) -> None:
    page(collapsed.parent, "a.txt", PAGE)
    assert len(lost(zz, collapsed)) == 1


def test_a_fix_behind_the_kept_copy_does_not_hide_the_loss(pages: Path, rules: Path, zz: Program) -> None:
    path = page(pages, "a.txt", PAGE.replace("会后，", "会后己经"))
    zz("fix", path, "--rules", rules, "--ignore", "TST001")
    assert len(lost(zz, path)) == 1
    zz("fix", path, "--rules", rules, "--select", "TST001")
    assert "会后已经" in path.read_text(encoding="utf-8")
    assert len(lost(zz, path)) == 1


@pytest.mark.parametrize("how", ["no ledger", "standard input", "without one in the configuration"])
def test_without_a_ledger_the_collapse_is_not_safe(how: str, pages: Path, zz: Program) -> None:
    path = page(pages, "a.txt", PAGE)
    if how == "standard input":
        said = zz("fix", "-", stdin=PAGE.encode())
        assert said.out == PAGE
        return
    if how.startswith("without"):
        page(pages, "zzlint.toml", 'ledger = ""\n')
    zz("fix", path, *(["--no-ledger"] if how == "no ledger" else []))
    assert path.read_text(encoding="utf-8") == PAGE


def test_two_equal_losses_are_two(pages: Path, zz: Program) -> None:
    one = page(pages, "a.txt", PAGE)
    other = page(pages, "b.txt", PAGE)
    zz("fix", pages)
    assert len(lost(zz, pages)) == 2
    other.unlink()
    assert len(lost(zz, pages)) == 1
    assert len(lost(zz, one)) == 1


def test_a_trace_finds_its_place() -> None:
    text = "甲乙，丙丁。\n\n戊己庚辛。\n\n壬癸"
    start = text.index("戊")
    page = from_text(text).placed(losses=(Loss(start, start + 5, 3, 10),))
    (trace,) = traces(page)
    assert (trace.before, trace.left, trace.behind) == ("甲乙丙丁", "戊己庚辛", "壬癸")
    moved = from_text("子丑\n甲 乙丙丁\n戊己庚　辛；壬癸")
    (found,) = located(moved, [trace])
    assert moved.text[found.start : found.end] == "戊己庚　辛"
    assert located(from_text("甲乙丙丁戊己庚辛寅"), [trace]) == ()


@pytest.mark.parametrize("name", ["b.txt", "1957/a.txt"])
def test_a_page_of_another_name_keeps_its_loss(name: str, collapsed: Path, zz: Program) -> None:
    pages = collapsed.parent
    (pages / name).parent.mkdir(exist_ok=True)
    collapsed.rename(pages / name)
    page(pages, "other.txt", "别的版面。\n")
    (told,) = lost(zz, pages)
    assert f"{name}:3:1:" in told
    zz("fix", pages)
    assert lost(zz, pages / name) == [told]


def test_a_new_configuration_does_not_hide_a_loss(pages: Path, zz: Program) -> None:
    path = page(pages, "sub/a.txt", PAGE)
    zz("fix", pages)
    page(pages, "sub/zzlint.toml", "")
    assert len(lost(zz, path)) == 1
    assert len(lost(zz, pages)) == 1


@pytest.mark.parametrize("how", ["no ledger", "standard input"])
def test_a_fix_that_is_not_recorded_does_not_hide_a_loss(how: str, pages: Path, zz: Program) -> None:
    text = PAGE.replace("任务。", "任务己经。").replace("会后，", "己经会后，")
    path = page(pages, "a.txt", text)
    zz("fix", path, "--select", "DUP,LOS")
    if how == "no ledger":
        zz("fix", path, "--no-ledger")
    else:
        path.write_bytes(zz("fix", "-", stdin=path.read_bytes()).raw)
    assert path.read_text(encoding="utf-8").count("已经") == 2
    assert len(lost(zz, path)) == 1


def test_standard_input_has_the_losses_of_the_file_that_it_is_called_after(collapsed: Path, zz: Program) -> None:
    said = zz("check", "-", "--stdin-filename", collapsed, stdin=collapsed.read_bytes())
    assert "LOS001" in said.out
    assert zz("check", "-", stdin=collapsed.read_bytes()).status == 0


def test_records_without_a_name_keep_their_losses(pages: Path, zz: Program) -> None:
    record = json.dumps({"text": PAGE}, ensure_ascii=False) + "\n"
    path = page(pages, "n.jsonl", record)
    zz("fix", path)
    assert path.read_text(encoding="utf-8") != record
    assert len(lost(zz, path)) == 1
    page(pages, "n.jsonl", '{"text": "新的一条。"}\n' + path.read_text(encoding="utf-8"))
    (told,) = lost(zz, path)
    assert "n.jsonl#2:3:1:" in told


@pytest.mark.parametrize("spoil", [('"losses":[{', '"losses":[{,'), ('{"id"', '"id"'), ('"}]}', '"}]')])
def test_a_damaged_ledger_is_told(spoil: tuple[str, str], collapsed: Path, zz: Program) -> None:
    book = collapsed.parent / ".zzlint" / "ledger.jsonl"
    text = book.read_text(encoding="utf-8")
    assert spoil[0] in text or spoil[0] == '"}]}'
    book.write_text(text.replace(*spoil) if spoil[0] in text else text.rstrip("}\n") + "\n", encoding="utf-8")
    said = zz("check", collapsed)
    assert said.status == 2
    assert f"{book}:1: this line is no entry" in said.err
