"""DUP002: what people say again and again is left, and what nobody writes in running text is a loop."""

import pytest

from tests.test_dup_drift import safely_fixed
from zzlint.registry import registry
from zzlint.testing import findings

CLAUSES, LOST = (registry()[code] for code in ("DUP002", "LOS001"))

BEFORE = "老船工在江上走了四十年，他们把渡口修在上游的石滩边，"
BEHIND = "一年要渡三千多个来回。"


@pytest.mark.parametrize(
    ("clause", "copies"),
    [
        ("而在渡口，", 4),
        ("今年上半年，", 4),
        ("其中两条铁船，", 4),
        ("修缮旧船，", 5),
        ("修好旧船和码头，", 5),
        ("修好旧船加固码头，", 4),
        ("自1987年起，", 5),
        ("添置铁船21艘，", 5),
        ("沿江三个渡口轮流检修旧船，", 3),
        ("旁听要求", 6),
        ("旁听审理要求公开", 4),
    ],
)
def test_in_running_text_a_loop_of_few_copies_is_safe_to_collapse(clause: str, copies: int) -> None:
    assert safely_fixed(f"{BEFORE}{clause * copies}{BEHIND}\n") == f"{BEFORE}{clause}{BEHIND}\n"


@pytest.mark.parametrize(
    "sound",
    [
        "晚会上大家唱起了山歌，哥哥你慢些走，哥哥你慢些走，哥哥你慢些走，哥哥你慢些走，歌声一直传到江对岸的船上。",
        "他一边跑一边默默念着，不要停下来，不要停下来，不要停下来，不要停下来，直到看见前面村口的灯光才松了一口气。",
        "战士们冲向渡口，冲向渡口，冲向渡口，冲向渡口，终于在天黑以前赶到了江边的码头上。",
        "年复一年，年复一年，年复一年，年复一年，年复一年，守闸的老汉就这样在北门水闸边住了三十多个春秋。",
        "叮叮当当，叮叮当当，叮叮当当，叮叮当当，叮叮当当，打铁铺里的锤声从清早一直响到太阳落山的时候。",
        "噼里啪啦噼里啪啦噼里啪啦噼里啪啦噼里啪啦，村口的鞭炮响了整整一个上午，孩子们捂着耳朵到处乱跑。",
        "一锤一锤，一锤一锤，一锤一锤，一锤一锤，一锤一锤，老石匠把三十里山路上的石阶全都凿了出来。",
        "没有水，没有水，没有水，没有水，没有水，那几年村里人出门碰见了都只问这一件事情。",
        "四位裁判的打分是9.95分，9.95分，9.95分，9.95分，全场观众都站起来为她鼓掌庆贺。",
        "这是为什么呢，这是为什么呢，这是为什么呢，他翻来覆去地想着白天在水闸边上看到的那一幕。",
        "雨下个不停，雨下个不停，雨下个不停，屋檐下的木桶早就接满了水，院子里的鸡都躲进了柴房。",
        "月亮走，我也走，月亮走，我也走，月亮走，我也走，月亮走，我也走。",
        "归来吧归来哟，归来吧归来哟，归来吧归来哟，浪迹天涯的游子。",
    ],
)
def test_songs_calls_and_sounds_in_running_text_are_not_told(sound: str) -> None:
    assert not findings(CLAUSES(), sound + "\n")
    assert not findings(LOST(), sound + "\n")


@pytest.mark.parametrize(
    "rows",
    [
        "车间\t结果\n" + "一车间\t合格\t准予出厂，编号待定，有效期三年\t无\n" * 4,
        "一车间    合格    准予出厂，编号待定，有效期三年    无\n" * 4,
        "红烧豆腐，清炒小白菜，番茄鸡蛋汤，米饭\n" * 4,
        "周砚禾，林小满，陈大河，许望山，赵青箬 " * 4 + "\n",
        "合格 " * 12 + "\n",
        "姓名：____，性别：____，出生年月：____年__月，工作单位：____。" * 4 + "\n",
        "姓名　　性别　　出生年月　　工作单位　　联系电话　　家庭住址\n" * 4,
        "中标单位\n" * 30,
        "合格\t" * 30 + "\n",
    ],
    ids=["tabs", "blanks", "menu", "duty", "results", "rules", "form", "column", "cells"],
)
def test_rows_of_tables_forms_and_lists_are_not_told(rows: str) -> None:
    assert not findings(CLAUSES(), f"前一段。\n\n{rows}\n后一段。\n")


@pytest.mark.parametrize("before", ["", BEFORE])
@pytest.mark.parametrize(
    "words",
    [
        "江水长，江水长，江水流过我家乡，家乡有我爹和娘。",
        "豆腐汤，炒青菜，番茄鸡蛋，米饭，",
        "周砚禾，林小满，陈大河，许望山；",
        "男，汉族，中学学历，",
    ],
)
def test_a_refrain_or_a_list_of_short_items_in_one_line_is_left(before: str, words: str) -> None:
    text = before + words * 5 + "\n"
    assert safely_fixed(text) == text


@pytest.mark.parametrize(
    ("unit", "copies"),
    [
        ("的", 20),
        ("水利局", 20),
        ("1997年，", 20),
        ("1994年6月，", 20),
        ("在大堤上，", 20),
        ("水利", 60),
        ("水利局，", 60),
    ],
)
@pytest.mark.parametrize("before", ["", BEFORE])
def test_copies_without_end_of_anything_that_people_say_are_a_loop(unit: str, copies: int, before: str) -> None:
    text = f"{before}{unit * copies}\n"
    (found,) = findings(CLAUSES(), text)
    assert found.fix is not None
    assert found.fix.loss is not None
    assert safely_fixed(text) == f"{before}{unit}\n"
    assert findings(LOST(), text)


@pytest.mark.parametrize("unit", ["国", "对", "无，", "the ", "合格，", "赞成票，", "合格 ", "布谷", "左右左，"])
def test_what_may_be_drawn_or_a_row_is_told_and_not_safe(unit: str) -> None:
    text = unit * 25 + "\n"
    assert findings(CLAUSES(), text)
    assert safely_fixed(text) == text


def test_a_date_thirteen_times_is_told() -> None:
    assert findings(CLAUSES(), "1994年6月，" * 13 + "\n")
    assert not findings(CLAUSES(), "1994年6月，" * 8 + "\n")


@pytest.mark.parametrize("unit", ["哈", "啦", "叮当", "噼里啪啦", "…", "—", "0", "X", "口", "一", "〇", "10.5，"])
def test_sounds_rules_and_figures_are_no_loop(unit: str) -> None:
    assert not findings(CLAUSES(), unit * 60 + "\n")


def test_four_letters_four_times_by_themselves_are_a_refrain() -> None:
    assert not findings(CLAUSES(), "而在渡口，而在渡口，而在渡口，而在渡口。\n")


def test_a_quotation_says_the_same_more_often() -> None:
    said = f"{BEFORE}他说：“{{}}这是我们的渡口。”{BEHIND}\n"
    assert safely_fixed(said.format("船不能停在江心，" * 5)) == said.format("船不能停在江心，" * 5)
    assert safely_fixed(said.format("船决不能停在江心，" * 8)) == said.format("船决不能停在江心，")
