"""DUP001, DUP002: what a recogniser says again and again, and what people do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import Result, page
from zzlint.formats import from_text
from zzlint.registry import registry
from zzlint.rule import SAFE, UNSAFE, Fix, Rule
from zzlint.testing import findings, fixed

PARAGRAPHS, CLAUSES, LOST = (registry()[code] for code in ("DUP001", "DUP002", "LOS001"))

CLAUSE = "连夜抢修北门水闸，"
SENTENCE = "守闸的老汉说，水位每涨一寸，他就往本子上记一笔。"
BEFORE, BEHIND = "大雨下了三天，镇里", "天亮时水退了。"
FIRST = "茶山上的雾散了，采茶的人排成一行往上走。"
SECOND = "山脚的茶厂一早就生了火，等着第一批鲜叶下来。"


def fix_of(rule: type[Rule], text: str) -> Fix | None:
    found = findings(rule(), text)
    assert len(found) == 1, found
    return found[0].fix


@pytest.mark.parametrize("copies", [3, 4, 20])
@pytest.mark.parametrize("unit", [CLAUSE, SENTENCE, SENTENCE + "本子已经写满了，字迹还很清楚。", "沿堤巡查到北门口"])
def test_one_copy_of_a_loop_is_left_wherever_it_stands(unit: str, copies: int) -> None:
    for before, behind in ((BEFORE, BEHIND), ("", BEHIND), (BEFORE, "")):
        assert fixed(CLAUSES(), f"甲。\n\n{before}{unit * copies}{behind}\n\n乙。\n") == (
            f"甲。\n\n{before}{unit}{behind}\n\n乙。\n"
        )


def test_what_agrees_with_the_end_of_a_copy_by_chance_stays() -> None:
    text = f"他去看水闸，{CLAUSE * 5}连队回营。\n"
    assert fixed(CLAUSES(), text) == f"他去看水闸，{CLAUSE}连队回营。\n"


def test_a_phrase_is_collapsed_to_its_shortest_form() -> None:
    assert fixed(CLAUSES(), f"他提出{'旁听申请' * 18}，没有回音。\n") == "他提出旁听申请，没有回音。\n"


def test_a_copy_cut_off_at_the_end_of_the_paragraph_goes_with_the_others() -> None:
    assert fixed(CLAUSES(), f"{SENTENCE * 3}{SENTENCE[:9]}\n\n{BEHIND}\n") == f"{SENTENCE}\n\n{BEHIND}\n"


def test_the_beginning_of_another_sentence_is_no_copy_cut_off() -> None:
    assert fixed(CLAUSES(), f"{SENTENCE * 3}守闸的老汉回家了。\n") == f"{SENTENCE}守闸的老汉回家了。\n"


@pytest.mark.parametrize("drifted", [SENTENCE.replace("老汉", "老汶"), SENTENCE.replace("一寸", "寸")])
def test_a_copy_that_drifted_goes_with_the_others(drifted: str) -> None:
    text = f"{BEFORE}。{SENTENCE * 3}{drifted}{SENTENCE * 3}{BEHIND}\n"
    assert fixed(CLAUSES(), text) == f"{BEFORE}。{SENTENCE}{BEHIND}\n"


def test_a_loop_is_safe_to_collapse_where_its_loss_is_kept() -> None:
    fix = fix_of(CLAUSES, f"{BEFORE}{CLAUSE * 6}{BEHIND}\n")
    assert fix is not None
    assert fix.applicability is SAFE
    assert fix.loss is not None
    assert (fix.loss.copies, fix.loss.stake) == (6, 5 * 8)
    assert fix.loss.start == len(BEFORE)


def test_the_loss_is_kept_where_a_loop_is_not_safe_to_collapse_either() -> None:
    fix = fix_of(CLAUSES, "全镇今年栽下茶苗三十万株，" * 4 + "\n")
    assert fix is not None
    assert fix.applicability is UNSAFE
    assert fix.loss is not None
    assert fix.loss.copies == 4


def test_a_sentence_that_stands_twice_is_not_safe_to_delete() -> None:
    fix = fix_of(CLAUSES, f"{SENTENCE * 2}{BEHIND}\n")
    assert fix is not None
    assert fix.applicability is UNSAFE
    assert fix.loss is None, "two copies are no loop"


@pytest.mark.parametrize(
    "sound",
    [
        "“快跑，快跑，快跑，快跑，快跑！”有人在岸上喊。",
        "“守住北门，守住北门，守住北门，守住北门！”对讲机里一直在叫。",
        "全场齐声高喊：青箬必胜！青箬必胜！青箬必胜！青箬必胜！青箬必胜！",
        "雨点打在铁皮上，滴答滴答滴答滴答滴答滴答滴答滴答滴答滴答。",
        "他笑得直不起腰：哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈。",
        "孩子们一二三四一二三四一二三四一二三四一二三四地数着。",
        "| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
        "胜、负、胜、负、胜、负、胜、负、胜、负、胜、负、胜、负。",
        "……………………………………………………………………",
        "______________________________________________",
        "10.5 10.5 10.5 10.5 10.5 10.5 10.5 10.5 10.5",
        "问题一个一个查，一个一个改，一个一个销号。",
        "山歌好比春江水。\n山歌好比春江水。\n山歌好比春江水。",
    ],
)
def test_what_people_repeat_is_no_loop(sound: str) -> None:
    assert not findings(CLAUSES(), sound + "\n")
    assert not findings(LOST(), sound + "\n")


def test_a_chant_without_end_is_a_loop() -> None:
    fix = fix_of(CLAUSES, f"全场高喊：{'青箬必胜！' * 30}\n")
    assert fix is not None
    assert fix.applicability is SAFE


def test_the_paragraph_break_behind_a_loop_outlives_all_rules_and_the_loss_is_told(
    zz: Callable[..., Result], tmp_path: Path
) -> None:
    path = page(tmp_path, "a.txt", f"{SENTENCE * 3}{SENTENCE[:9]}\n\n{BEFORE}没有停工，{BEHIND}\n")
    assert "LOS001" in zz("check", path).out
    zz("fix", path)
    assert path.read_text(encoding="utf-8") == f"{SENTENCE}\n\n{BEFORE}没有停工，{BEHIND}\n"
    said = zz("check", path, "--output-format", "concise")
    assert said.status == 1
    assert said.out.count("LOS001") == 1


def test_a_fix_without_a_ledger_leaves_the_loop(zz: Callable[..., Result], tmp_path: Path) -> None:
    text = f"{BEFORE}{CLAUSE * 6}{BEHIND}\n"
    path = page(tmp_path, "a.txt", text)
    zz("fix", path, "--no-ledger")
    assert path.read_text(encoding="utf-8") == text


# -- paragraphs --------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["", FIRST + "\n\n", FIRST + "\n\n" + SECOND[:9] + "\n\n"])
def test_paragraphs_that_take_turns_are_one_loop(rest: str) -> None:
    turns = f"{FIRST}\n\n{SECOND}\n\n"
    assert fixed(PARAGRAPHS(), f"{turns * 3}{rest}{BEHIND}\n") == f"{turns}{BEHIND}\n"
    (run,) = from_text(f"{turns * 3}{rest}{BEHIND}\n").repeats
    assert len(run.copies) == 3
    assert run.over_text


def test_what_takes_turns_twice_is_a_refrain() -> None:
    assert not findings(PARAGRAPHS(), f"{FIRST}\n\n{SECOND}\n\n" * 2)


def test_equal_paragraphs_do_not_take_turns_with_themselves() -> None:
    (run,) = from_text(f"{FIRST}\n\n" * 6).repeats
    assert len(run.copies) == 6


@pytest.mark.parametrize(
    ("begun", "applicability"),
    [
        ((FIRST + SECOND)[:38], SAFE),
        ((FIRST + SECOND)[:38] + "……", UNSAFE),
        ((FIRST + SECOND + SENTENCE)[:62] + "……", SAFE),
        ((FIRST + SECOND)[:38].replace("，", ","), UNSAFE),
    ],
    ids=["to the letter", "dots", "long, dots", "other marks"],
)
def test_a_beginning_is_safe_to_delete_when_it_stops_within_what_follows(begun: str, applicability: object) -> None:
    fix = fix_of(PARAGRAPHS, f"{begun}\n\n{FIRST}{SECOND}{SENTENCE}\n")
    assert fix is not None
    assert fix.applicability is applicability
    assert fix.loss is None, "all that it said is still there"


def test_a_headline_that_begins_like_its_story_is_no_beginning() -> None:
    assert not findings(PARAGRAPHS(), f"茶山上的雾散了\n\n{FIRST}{SECOND}\n")
