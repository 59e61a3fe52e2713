"""Blanks that a machine wrote go, those that were printed stay, and nothing else changes."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_join_properties import PRINTED
from zzlint import check_text, fix_text
from zzlint.settings import Settings

SPACES = Settings(select=("SPC",))
WHITE = " \t\u3000\u00a0\r\n"

#: Twelve blanks in front of and behind marks: what makes a page one that a machine spaced.
SPACED = "雨 停 了 ， 田 里 的 水 退 了 ， 村 里 的 人 都 出 来 了 ， 看 看 秧 苗 ， 又 看 看 天 。"
PROSE = "县里的农技员三天两头到田间来，手把手地教大家剪枝和施肥的办法，今年的收成比往年都好得多。"


def fixed(text: str, *, unsafe: bool = False) -> str:
    return fix_text(text, settings=SPACES, unsafe_fixes=unsafe).text


def ink(text: str) -> str:
    return "".join(char for char in text if char not in WHITE)


@st.composite
def blanks_put_in(draw: st.DrawFn) -> str:
    """Some lines of a seed page, with blanks put in between any two characters."""
    page = draw(st.sampled_from(PRINTED))
    start = draw(st.integers(0, max(0, len(page) - 300)))
    share = draw(st.sampled_from([0.0, 0.05, 0.5, 0.97]))
    blank = draw(st.sampled_from([" ", "  ", "     ", "\u3000", "\n\n", "\t"]))
    chance = Random(draw(st.integers(0, 1000)))
    return "".join(char + blank if chance.random() < share else char for char in page[start : start + 300])


@settings(deadline=None)  # the first page with a candidate compiles the lexicon
@given(blanks_put_in())
def test_only_white_space_goes_and_none_comes(text: str) -> None:
    after = fixed(text, unsafe=True)
    assert ink(after) == ink(text)
    for char in WHITE:
        assert after.count(char) <= text.count(char) or char == " ", (char, after)
    assert len(after) <= len(text)


@settings(deadline=None)  # the first page with a candidate compiles the lexicon
@given(blanks_put_in())
def test_what_is_fixed_stays_fixed_by_all_rules_together(text: str) -> None:
    once = fix_text(text).text
    assert fix_text(once).text == once


def test_printed_pages_stay_as_they_are() -> None:
    assert [page for page in PRINTED if fixed(page) != page] == []


# -- numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spaced", "printed"),
    [
        ("涨 了 3 . 5 % ， 人 都", "涨了3.5% ，人都"),
        ("涨 了 3 .5 元 ， 人 都", "涨了3.5元，人都"),
        ("有 1 9 9 5 年 的 树 ， 人 都", "有1995年的树，人都"),
        ("仅 1995 年 修 路 ， 人 都", "仅1995年修路，人都"),
        ("用 QL-450B 型 泵 ， 人 都", "用QL-450B型泵，人都"),
        ("买 iPhone 6 Plus 机 ， 人 都", "买iPhone 6 Plus机，人都"),
        ("产 鱼 1,150 公 斤 ， 人 都", "产鱼1,150公斤，人都"),
    ],
)
def test_numbers_and_words_of_a_spaced_page_come_back_whole(spaced: str, printed: str) -> None:
    assert fixed(f"{SPACED}\n\n{spaced} 来 看 热 闹 。\n").split("\n\n")[1] == f"{printed}来看热闹。\n".replace(
        " ，", "，"
    )


def test_the_number_of_a_point_is_no_part_of_a_decimal() -> None:
    page = f"{SPACED}\n\n1 . 2019 年 的 水 价 不 变 ， 人 都 知 道 。 2 . 5 月 起 ， 水 费 按 月 收 。\n"
    points = fixed(page).split("\n\n")[1]
    assert points.startswith("1. 2019年")
    assert "2.5月" not in points


def test_no_blank_is_ever_put_between_words_and_han() -> None:
    text = f"{PROSE[:-1]}，用的是QL-450B型水泵，1995年买的，花了3.5万元。\n"
    assert fixed(text, unsafe=True) == text


# -- separators --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "守一方山水 护一县清泉",
        "本报记者 何 苇 方小舟",
        "茶叶    1,200公斤    36万元\n板栗    3,400公斤    17万元",
        "春 风\n吹 过 渡 口\n吹 过 堤 岸",
        "\u3000\u3000春风吹过渡口，吹过堤岸。",
        "李 明  王 芳  何 苇",
        "鲜 茶 叶 收 购 合 同",
    ],
)
def test_a_separator_on_a_page_without_machine_blanks_stays(line: str) -> None:
    text = f"{line}\n\n{PROSE}\n"
    assert fixed(text, unsafe=True) == text


@pytest.mark.parametrize(
    ("spaced", "printed"),
    [
        ("本 报 记 者 何 苇 方 小 舟", "本报记者 何苇 方小舟"),
        ("全 媒 体 记 者 / 何 小 苇", "全媒体记者/何小苇"),
        ("守 一 方 山 水 护 一 县 清 泉", "守一方山水 护一县清泉"),
        ("下 转 03 版 ①", "下转03版①"),
    ],
)
def test_on_a_spaced_page_only_the_separators_stay(spaced: str, printed: str) -> None:
    assert fixed(f"{spaced}\n\n{SPACED}\n").split("\n\n")[0] == printed


def test_a_spaced_line_of_a_page_that_is_not_spaced_needs_a_sign_of_the_machine() -> None:
    text = f"{PROSE}\n{PROSE}\n\n{SPACED}\n\n鲜 茶 叶 收 购 合 同\n\n一 级 ， 单 芽 ， 每 公 斤 150 元 ；\n"
    assert fixed(text).endswith("鲜 茶 叶 收 购 合 同\n\n一级，单芽，每公斤150元；\n")


# -- blanks that stand alone -------------------------------------------------------------------


def test_a_blank_inside_a_word_goes_and_one_between_words_is_an_unsafe_fix() -> None:
    inside, between = PROSE.replace("大家", "大 家"), PROSE.replace("教大家剪枝", "教大家 剪枝")
    assert fixed(inside) == PROSE
    assert fixed(between) == between
    assert fixed(between, unsafe=True) == PROSE


@pytest.mark.parametrize("bracket", ["（记者 何苇）", "（通讯员何苇）"])
def test_the_blank_behind_a_byline_in_brackets_stays_on_a_page_with_stray_blanks(bracket: str) -> None:
    stray = "水价 ，不变。田里的水 ，退了。秧苗 ，绿了。"
    assert fixed(f"本报讯{bracket} 昨天，县里来人看田，说水 ，够用了。\n\n{stray}\n").startswith(
        f"本报讯{bracket} 昨天"
    )
    assert "（简称“水办”）说" in fixed(f"县里的供水办公室（简称“水办”） 说，水 ，够用了。\n\n{stray}\n")


def test_a_far_speck_keeps_one_blank_and_a_far_signature_all() -> None:
    speck, signature = f"{PROSE}            ，\n", f"{PROSE}            供水办公室\n"
    assert fixed(speck) == f"{PROSE} ，\n"
    assert fixed(signature) == signature


def test_a_single_blank_at_a_lines_start_goes_and_an_indent_stays() -> None:
    assert fixed(f"{PROSE}\n\n {PROSE}\n") == f"{PROSE}\n\n{PROSE}\n"
    verse = "春风\n 吹过渡口\n 吹过堤岸\n停在村头\n"
    assert fixed(verse) == verse
    indented = f"  {PROSE}\n\n  {PROSE}\n"
    assert fixed(indented) == indented


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blank_lines_are_told_from_text_to_text_in_every_style_of_line_end(newline: str) -> None:
    text = f"{PROSE}{newline}{newline} {newline}{newline}{newline}{PROSE}{newline}"
    [run] = list(check_text(text, settings=Settings(select=("SPC004",))))
    assert text[run.span.start : run.span.end].strip(WHITE) == ""
    assert (run.span.start, run.span.end) == (len(PROSE), len(text) - len(PROSE + newline))
    assert dict(run.message.values)["count"] == 4
    assert fixed(text, unsafe=True) == f"{PROSE}{newline}{newline}{PROSE}{newline}"


# -- half-width marks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "[1] 王五. 渡口志[M]. 汀陵: 渡口出版社, 2018.",
        "SELECT 姓名, 年龄 FROM 名册",
        "姓名, 年龄, 住址",
        "他来了, 我走了; 天黑了, 灯亮了.",
    ],
)
def test_the_blanks_of_half_width_marks_stay(line: str) -> None:
    for page in (f"{line}\n", f"{line}\n\n{PROSE}\n", f"{SPACED}\n\n{line}\n"):
        assert line in fixed(page, unsafe=True)


def test_a_bibliography_keeps_the_blanks_of_its_marks_on_a_spaced_page() -> None:
    page = f"{SPACED}\n\n[1] 王 五 . 渡 口 志 [M]. 汀 陵 : 渡 口 出 版 社 , 2018.\n"
    assert fixed(page).endswith("\n\n[1] 王五 . 渡口志 [M]. 汀陵 : 渡口出版社 , 2018.\n")


def test_blanks_on_both_sides_of_a_half_width_mark_stay_where_no_machine_wrote_blanks() -> None:
    page = f"{PROSE}\n\n编号 , 姓名 , 住址\n\n村里的人问，甲 ? 乙 : 丙，还是丁 ; 戊。\n"
    assert fixed(page, unsafe=True) == page


def test_a_mark_that_is_widened_leaves_no_blank_beside_it() -> None:
    page = f"{PROSE}\n\n渠修好了, 路也修好了; 人都来看.\n\n{SPACED.replace('，', ',')}\n\n{SPACED}\n"
    after = fix_text(page).text
    assert "渠修好了，路也修好了；人" in after
    assert "雨停了，田里的水退了，" in after


# -- closing marks of headlines ----------------------------------------------------------------


def test_the_blank_behind_a_closing_mark_that_has_one_in_front_goes() -> None:
    head = "《少 年 说 》 《书 架 》 专 栏\n\n—— 水 站 “数 学 课 堂 ” 侧 记\n\n（五 ） 法 律 、 法 规 规 定 的 地 方 。"
    printed = "《少年说》《书架》专栏\n\n——水站“数学课堂”侧记\n\n（五）法律、法规规定的地方。"
    assert fixed(f"{head}\n\n{SPACED}\n").startswith(printed)
    kept = "《少 年 说》 书 架 上 的 书"
    assert fixed(f"{kept}\n\n{SPACED}\n").startswith("《少年说》 书架")
