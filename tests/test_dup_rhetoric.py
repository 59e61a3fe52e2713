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


def test_four_letters_four_times_by_themselves_are_a_refrain() -> None:
    assert not findings(CLAUSES(), "而在渡口，而在渡口，而在渡口，而在渡口。\n")


def test_a_quotation_says_the_same_more_often() -> None:
    said = f"{BEFORE}他说：“{{}}这是我们的渡口。”{BEHIND}\n"
    assert safely_fixed(said.format("船不能停在江心，" * 5)) == said.format("船不能停在江心，" * 5)
    assert safely_fixed(said.format("船决不能停在江心，" * 8)) == said.format("船决不能停在江心，")
