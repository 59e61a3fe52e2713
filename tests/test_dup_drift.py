"""DUP002: copies that drifted, copies that were cut off, and paragraphs that were begun twice in one block."""

from pathlib import Path

import pytest

from tests.helpers import pattern
from zzlint import fixer
from zzlint.engine import rule_set
from zzlint.formats import from_text
from zzlint.registry import registry
from zzlint.rule import SAFE
from zzlint.settings import Settings
from zzlint.testing import findings, fixed

CLAUSES = registry()["DUP002"]

BEFORE = "大雨下了三天，镇里连夜开会商量对策。"
SENTENCE = "守闸的老汉说，水位每涨一寸，他就往本子上记一笔。"
BEHIND = "天亮时水退了，街上的人渐渐多了起来。"
OTHERS = (
    "茶山上的雾散了，采茶的人排成一行往上走。",
    "山脚的茶厂一早就生了火，等着第一批鲜叶下来。",
    "镇上的小学把操场让出来，给外地来的客商停放车辆。",
    "码头边的仓库连夜腾空，准备装运头一批春茶。",
)
LONG = (
    "".join(OTHERS)
    + "合作社的账本摊在长桌上，谁家交了多少斤鲜叶，谁家领了多少钱，一笔一笔写得清清楚楚，旁边还按着红手印。"
)


def safely_fixed(text: str) -> str:
    edits = [
        edit
        for found in findings(CLAUSES(), text)
        if found.fix is not None and found.fix.applicability is SAFE
        for edit in found.fix.edits
    ]
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


@pytest.mark.parametrize(
    "drifted",
    [
        SENTENCE.replace("老汉说", "汶兑"),
        SENTENCE.replace("每涨一寸", "毎张一才"),
        SENTENCE.replace("一寸", "一一寸"),
        SENTENCE.replace("他就往", "他住"),
        SENTENCE.replace("老汉", "老汶").replace("一笔", "一毛"),
    ],
    ids=["three", "apart", "one more", "two less", "far apart"],
)
@pytest.mark.parametrize("behind", [1, 2, 4])
def test_a_copy_that_drifted_goes_with_those_around_it(drifted: str, behind: int) -> None:
    text = f"{BEFORE}{SENTENCE * 2}{drifted}{SENTENCE * behind}{BEHIND}\n"
    assert safely_fixed(text) == f"{BEFORE}{SENTENCE}{BEHIND}\n"


@pytest.mark.parametrize(
    "odd", [SENTENCE.replace("，", ",", 1), SENTENCE.replace("水位", "水\n位")], ids=["mark", "line end"]
)
def test_a_first_copy_that_differs_in_a_mark_alone_goes_with_the_others(odd: str) -> None:
    paragraph = "甲。\n\n" + BEFORE
    assert safely_fixed(f"{paragraph}{odd}{SENTENCE * 4}{BEHIND}\n") == f"{paragraph}{SENTENCE}{BEHIND}\n"


def test_what_most_copies_say_is_kept() -> None:
    odd = SENTENCE.replace("老汉", "老汶")
    assert fixed(CLAUSES(), f"{BEFORE}{odd}{SENTENCE * 4}{BEHIND}\n") == f"{BEFORE}{SENTENCE}{BEHIND}\n"
    assert fixed(CLAUSES(), f"{BEFORE}{odd * 2}{SENTENCE * 4}{BEHIND}\n") == f"{BEFORE}{SENTENCE}{BEHIND}\n"


def test_an_odd_first_copy_and_a_cut_off_last_one_do_not_make_another_copy_together() -> None:
    odd = SENTENCE.replace("老汉", "老汶")
    text = f"{BEFORE}{odd}{SENTENCE * 4}{SENTENCE[:16]}{BEHIND}\n"
    assert safely_fixed(text) == f"{BEFORE}{odd}{SENTENCE}{SENTENCE[:16]}{BEHIND}\n"
    assert fixed(CLAUSES(), text) == f"{BEFORE}{SENTENCE}{BEHIND}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{BEFORE}东侧路灯已经全部更换，{'西侧路灯已经全部更换，' * 5}施工队昨天撤离了现场。\n",
        f"{BEFORE}{'东侧路灯已经全部更换，' * 5}西侧路灯已经全部更换，施工队昨天撤离了现场。\n",
    ],
    ids=["before", "behind"],
)
def test_what_may_be_another_item_of_a_list_is_never_safe_to_delete(text: str) -> None:
    assert safely_fixed(text) == f"{BEFORE}东侧路灯已经全部更换，西侧路灯已经全部更换，施工队昨天撤离了现场。\n"
    assert sorted(found.message.key for found in findings(CLAUSES(), text)) == ["loop", "odd"]


@pytest.mark.parametrize("cut", [8, 16, 18], ids=["within a word", "behind a clause", "within the next clause"])
def test_a_copy_cut_off_before_other_text_is_told_and_not_safe(cut: int) -> None:
    text = f"{BEFORE}{SENTENCE * 3}{SENTENCE[:cut]}{BEHIND}\n"
    assert safely_fixed(text) == f"{BEFORE}{SENTENCE}{SENTENCE[:cut]}{BEHIND}\n"
    assert fixed(CLAUSES(), text) == f"{BEFORE}{SENTENCE}{BEHIND}\n"


def test_another_sentence_that_begins_alike_is_no_copy_cut_off() -> None:
    text = f"{BEFORE}{SENTENCE * 3}守闸的老汉回家了。\n"
    assert fixed(CLAUSES(), text) == f"{BEFORE}{SENTENCE}守闸的老汉回家了。\n"


@pytest.mark.parametrize("before", ["", BEFORE])
def test_a_first_copy_cut_at_its_head_is_told(before: str) -> None:
    text = f"{before}{SENTENCE[9:]}{SENTENCE * 4}{BEHIND}\n"
    assert fixed(CLAUSES(), text) == f"{before}{SENTENCE}{BEHIND}\n"
    assert safely_fixed(text) == f"{before}{SENTENCE[9:]}{SENTENCE}{BEHIND}\n"


@pytest.mark.parametrize("before", ["", BEFORE])
@pytest.mark.parametrize(
    ("unit", "copies"),
    [(LONG, 3), ("".join(OTHERS[:2]), 3), ("".join(OTHERS[:3]), 3), ("".join(OTHERS), 4)],
    ids=["long", "two", "three", "four"],
)
def test_sentences_that_take_turns_in_a_block_are_one_loop(unit: str, copies: int, before: str) -> None:
    assert safely_fixed(f"{before}{unit * copies}{BEHIND}\n") == f"{before}{unit}{BEHIND}\n"


def test_a_loop_over_hundreds_of_code_points_may_be_cut_off_at_the_end_of_its_block() -> None:
    text = f"{LONG * 2}{LONG[:60]}\n\n{BEHIND}\n"
    assert safely_fixed(text) == f"{LONG}\n\n{BEHIND}\n"


def test_a_loop_may_begin_and_end_anywhere_in_a_sentence() -> None:
    text = "春天到了，茶山上的雾散得很早，采茶的人排成一行往上走。山脚的茶厂已经生了火，鲜叶一筐一筐抬进来。镇里把仓库腾空了。"
    for start in range(1, 24):
        for length in (12, 21, 29):
            looped = text[:start] + text[start : start + length] * 5 + text[start + length :]
            assert safely_fixed(looped + "\n") == text + "\n", looped


def test_a_loop_over_lines_leaves_the_blank_lines_around_it() -> None:
    lines = f"甲说。\n\n{SENTENCE}\n{SENTENCE}\n{SENTENCE}\n\n乙说。\n"
    assert safely_fixed(lines) == f"甲说。\n\n{SENTENCE}\n\n乙说。\n"
    assert safely_fixed(lines.replace("守闸", "　　守闸")) == f"甲说。\n\n　　{SENTENCE}\n\n乙说。\n"
    assert safely_fixed(lines.replace("\n", "\r\n")) == f"甲说。\n\n{SENTENCE}\n\n乙说。\n".replace("\n", "\r\n")


# -- begun twice ------------------------------------------------------------------------------


@pytest.mark.parametrize("begun", ["会议于昨日在渡口召", "会议于昨日在渡口召开，各乡镇负"])
def test_a_paragraph_begun_twice_is_safe_to_mend_where_it_stopped_within_a_word(begun: str) -> None:
    text = "会议于昨日在渡口召开，各乡镇负责人参加。\n"
    assert safely_fixed(begun + text) == text


def test_a_paragraph_begun_twice_is_one_finding_though_it_is_a_loop_of_two_copies() -> None:
    text = "会议强调，各乡镇要抓住晴好天气，组织劳力上工地。\n"
    twice = text[: text.index("工地")] + text
    (found,) = findings(CLAUSES(), twice)
    assert found.message.key == "restart"
    assert fixed(CLAUSES(), twice) == text


def test_deletions_of_two_rules_that_touch_are_not_both_taken(tmp_path: Path) -> None:
    pattern(tmp_path, "TST001", "甲(?=甲)", "")
    pattern(tmp_path, "TST002", "(?<=甲)甲", "")
    rules = rule_set(Settings(select=("TST001", "TST002"), rule_dirs=(tmp_path,)))
    assert fixer.fix(from_text("两个甲甲。\n"), rules, {SAFE}).page.text == "两个甲。\n"


def test_a_paragraph_begun_twice_is_told_where_it_stopped_within_a_clause() -> None:
    text = "大雨下了三天，镇里连夜开会商量对策。\n"
    assert fixed(CLAUSES(), text[:11] + text) == text
    assert safely_fixed(text[:11] + text) == text[:11] + text


@pytest.mark.parametrize(
    "sound",
    [
        "全市春耕备耕工作会议全市春耕备耕工作会议昨日召开，各乡镇负责人参加。",
        "全市春耕备耕工作会议召开全市春耕备耕工作会议召开，各乡镇负责人参加。",
        "守闸的老汉说，守闸的老汉说，水位每涨一寸，他就往本子上记一笔。",
        "汀陵市北门水闸管理所汀陵市北门水闸管理所所长周砚禾介绍了情况。",
        "汀陵市北门水闸今天开闸，昨天，汀陵市北门水闸今天开闸的消息传遍全城。",
    ],
)
def test_a_headline_set_before_its_story_is_not_begun_twice(sound: str) -> None:
    assert all(found.message.key != "restart" for found in findings(CLAUSES(), sound + "\n"))
