"""Marks that are repaired, reported or left alone, with all rules of the family at once."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zzlint import check_text, fix_text
from zzlint.settings import Profile, Settings
from zzlint.text.page import Page
from zzlint.text.pairing import KINDS, pairs
from zzlint.text.reading import Pair

MARKS = Settings(select=("PUN00",), preview=True)
ADVICE = Settings(select=("PUN1",), profile=Profile.PUBLISH)


def fixed(text: str) -> str:
    return fix_text(text, settings=MARKS).text


def found(text: str, using: Settings = MARKS) -> list[tuple[str, str]]:
    return [(one.code, text[slice(*one.span)]) for one in check_text(text, settings=using)]


def paired(text: str) -> list[Pair]:
    marks = "".join(KINDS) + "\"'"
    hits: dict[str, list[int]] = {}
    for at, char in enumerate(text):
        if char in marks:
            hits.setdefault(char, []).append(at)
    return list(pairs(Page(text), hits))


# -- pairs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damaged", "printed"),
    [
        ("他说：”水来了，大家都去看。“人们跑出门去。", "他说：“水来了，大家都去看。”人们跑出门去。"),
        ("先问：”谁打的？“两人说：“爹打的。”又问：”分不分？“", "先问：“谁打的？”两人说：“爹打的。”又问：“分不分？”"),
        ("难在一个”齐“字，难在一个“真”字。", "难在一个“齐”字，难在一个“真”字。"),
        ("先生笑道：」多謝，多謝！「二牛道：「不謝。」", "先生笑道：「多謝，多謝！」二牛道：「不謝。」"),
        ("根据《汀陵市供水办法《，制定本规定。", "根据《汀陵市供水办法》，制定本规定。"),
        ("渠管组（四人〉和《渠首〉都在册。", "渠管组（四人〉和《渠首》都在册。"),
        ('他叫“老廖"，又叫"渠长”。', "他叫“老廖”，又叫“渠长”。"),
    ],
)
def test_a_turned_mark_with_one_answer_is_turned_back(damaged: str, printed: str) -> None:
    assert fixed(damaged) == printed


@pytest.mark.parametrize(
    "text",
    [
        "他说：“水来了。大家都去看。",
        "古人说的厚德”和“载物后来成了校训。",
        "老人写的水乡纪事》出版了。",
        "晚会（第三场在县剧院举行。",
        "他读了《渠首和《水乡》两本书。",
        "门上写着“渠首管理处，谁都认得。\n\n“水来了，”老人说。",
    ],
)
def test_a_lost_partner_is_reported_and_nothing_changes(text: str) -> None:
    assert fixed(text) == text
    assert [code for code, _ in found(text)] in (["PUN002"], ["PUN002", "PUN002"])


@pytest.mark.parametrize(
    "text",
    [
        "“第一段还没说完。\n\n“第二段也没说完。\n\n“第三段说完了。”\n\n大家都笑了。",
        "他说：“水来了，大家都\n\n去看。”人们跑出门去。",
        "他说：“修渠要紧。（下转第\n\n天气预报：晴，明天有雨。",
        "”他说完就走了。\n\n她也说：“来了。”",
        "《〈渠首〉序》和“他说‘行’，就行”都在书里。",
        "（一）扫地 （二）浇花 1）看书 2）写字",
    ],
)
def test_what_the_standard_allows_or_a_cut_explains_is_silent(text: str) -> None:
    assert found(text) == []


def test_a_paragraph_of_a_quotation_whose_marks_were_both_turned_is_mended() -> None:
    printed = "他说：“先修渠，后修路，这件事大家都同意了。\n\n“渠修好了，路也就好修了，谁都看得见。”\n\n大家都笑了。"
    assert fixed(printed.replace("“渠", "”渠").replace("见。”", "见。“")) == printed


def test_a_closing_mark_that_stands_in_the_next_line_is_not_turned() -> None:
    text = "他说：“先修渠，后修路。\n”老人也说：“谁都看得见。\n”大家都笑了。"
    assert (fixed(text), found(text)) == (text, [])


def test_a_mark_between_letters_of_broken_encoding_is_no_mark() -> None:
    assert found("燃放区域å’Œæ—¶é—´通告如下。") == []


@given(
    st.lists(
        st.sampled_from(["“", "”", "‘", "’", "《", "》", "（", "）", '"', "山", "，", "。", "：", "\n\n"]), max_size=60
    )
)
@settings(max_examples=150, deadline=None)
def test_every_mark_is_told_of_once_and_pairs_stand_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    told = paired(text)
    places = [mark.at for pair in told for mark in (pair.first, pair.last) if mark]
    assert len(places) == len(set(places))
    assert all(pair.first.at < pair.last.at for pair in told if pair.first and pair.last)


@given(
    st.lists(
        st.sampled_from(
            ["“", "”", "《", "》", "（", "）", '"', "...", "一一", "--", "山", "水来了", "，", "。", "：", "\n\n"]
        ),
        max_size=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_fixing_twice_is_fixing_once_and_no_letter_goes(parts: list[str]) -> None:
    text = "".join(parts)
    once = fixed(text)
    assert fixed(once) == once
    letters = re.compile("[山水来了]")
    assert letters.findall(once) == letters.findall(text)


def test_quotations_nest_to_any_depth_without_a_finding() -> None:
    assert paired("“他说‘她说“行”，就行’，就行”") == []


# -- the other marks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "他与到场的村民一一握手，这是全县唯一一次，从正月初一一直忙到十五。",
        "遇到火情请拨一一九，报警请拨一一〇；一一〇今年出警三千次。",
        "汀陵—雾坪列车5—7月开行，2016-2018年的刊号是CN 00—0317。",
        "增长5．2%，功率14.53MW，约3．7倍，地图比例1:10000。",
        "第一章 总则..........3\n第二章 分则..........9\n",
        "“去不去？”，他问，“去！”。",
        "渠首——水乡的门：汀陵—雾坪、“山”—“水”、《春》—《秋》、5—7月、2016—2020年、老王—老李、（1958—）。",
        "老人一一列举，一一对应，一一打招呼，一一走访了全县，员工一一握手；报警拨一一0。",
        "他唯\n一一次回乡，与来宾\n一一握手，从正月初\n一一直忙到十五，乘汀陵\n—雾坪列车。\n——记水乡。",
        "数列1、2、…、n。总则…………………………1\n分则...（2）\n要换粮食的…\n…大家都来。",
        '他读《春》，按<回车>键，List<学生>，a<甲且乙>b；“好”。He said, "Hi, 李明!"',
        "逗号（，）和句号（。）。要加强宣传报道；有错误及时指出；有成绩要表扬。",
        "千_万水，`字`，增长五.四个百分点，東京・大阪。",
    ],
)
def test_sound_marks_are_left_alone(text: str) -> None:
    assert (fixed(text), found(text)) == (text, [])


@pytest.mark.parametrize(
    ("damaged", "printed"),
    [
        ("会议提出三点。一一要修渠的先修渠。", "会议提出三点。——要修渠的先修渠。"),
        ("渠首一一“水乡的门”，建于1956一1958年。", "渠首——“水乡的门”，建于1956—1958年。"),
        ("工程师约翰.贝恩说：“水来了...”", "工程师约翰·贝恩说：“水来了……”"),
        ("马丁.路德.金来了；五.四运动，“九.一八”事变。", "马丁·路德·金来了；五·四运动，“九·一八”事变。"),
        ("《春》和<秋>，又写<夏>。", "《春》和《秋》，又写《夏》。"),
        ("三点：一一落实责任。一一加强管理。\n一一面向乡村。", "三点：——落实责任。——加强管理。\n——面向乡村。"),
        ("粮站不打白条。”。他说。", "粮站不打白条。”他说。"),
        ("渠首——水乡的门。—今年通水。", "渠首——水乡的门。——今年通水。"),
        ("渠首——水乡的门。老人说：“我—”", "渠首——水乡的门。老人说：“我——”"),
        ("山外一一荷兰的风车，“山鹰”一一A3型，水乡一一青海湖。", "山外——荷兰的风车，“山鹰”——A3型，水乡——青海湖。"),
        ("渠修通了.。大家，,都来看。", "渠修通了。大家，都来看。"),
    ],
)
def test_what_the_recogniser_wrote_becomes_what_was_printed(damaged: str, printed: str) -> None:
    assert fixed(damaged) == printed


@pytest.mark.parametrize(
    "text",
    [
        "他想了很久。。。才回答。",
        "渠首•青石村的骄傲。",
        "渠首--青石村的骄傲。",
        "水来了，。大家都去看。",
        "要求：一一落实责任。",
        "认真阅读；一一作答。",
        "一一说来\n\n大家都来。",
        "古巴.波兰都来了。",
        "达.芬奇的画。",
        "他走了...\n大家都来。",
        "县长指出；渠要修好。",
    ],
)
def test_what_the_page_does_not_tell_is_reported_only(text: str) -> None:
    assert fixed(text) == text
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("渠修通了。。大家都来看。", ["PUN003"]),
        ("渠修通了。。。大家都来看。", ["PUN004"]),
        ("渠修通了。。。大家，，都来看。", ["PUN003", "PUN003"]),
        ("渠修通了。。。。。。大家，，都来看。", ["PUN004", "PUN003"]),
        ("渠修通了，，，大家都来看。", ["PUN003"]),
        ("渠修通了....大家都来看。", ["PUN004"]),
        ("渠修通了 。 。 。 大家都来看。", ["PUN003"]),
    ],
)
def test_one_rule_tells_of_a_run_of_marks(text: str, codes: list[str]) -> None:
    assert [code for code, _ in found(text)] == codes


def test_a_single_dash_is_one_only_on_a_page_that_writes_it_double_elsewhere() -> None:
    assert found("水乡的门。—今年通水。") == []
    assert found("渠首——水乡的门。—今年通水。") == [("PUN005", "—")]


def test_more_single_dashes_than_double_ones_are_left_to_a_reader() -> None:
    text = "渠首——水乡的门。\n—修渠。\n—修路。\n"
    assert (fixed(text), len(found(text))) == (text, 2)


@pytest.mark.parametrize("width", range(12, 33))
def test_no_line_end_inside_a_paragraph_begins_a_clause(width: int) -> None:
    text = "他与来宾一一握手，唯一一次回乡，从正月初一一直忙到十五，把来信一一拆开看过，乘汀陵—雾坪的列车。——记水乡。"
    assert found("\n".join(text[at : at + width] for at in range(0, len(text), width))) == []


def test_a_third_part_of_a_name_is_joined_and_no_row_of_them() -> None:
    assert fixed("马丁.路德.金来了。") == "马丁·路德·金来了。"
    assert fixed("马丁" + ".路德" * 20_000) == "马丁·路德·路德" + ".路德" * 19_998


def test_straight_marks_that_do_not_open_and_close_in_turn_are_left_to_a_reader() -> None:
    assert fixed('她说“好”。"你好，"他说，"再见。"') == "她说“好”。“你好，”他说，“再见。”"
    text = '他说“好”。第2"幸福渠"和"富民渠"通了"水。'
    assert fixed(text) == text


def test_a_page_with_more_one_by_one_than_dashes_is_left_to_a_reader() -> None:
    text = "报警请拨一一。\n一一在全县开通。\n各地一一都出了警，全市一一共出警三千次，开通一一的乡镇十二个。\n"
    assert fixed(text) == text


# -- advice --------------------------------------------------------------------------------


def test_advice_is_given_for_text_that_is_set_again_only() -> None:
    text = "他读了《春》、《秋》，还有小麦、玉米……等等。\n1、总则\n（一）、修渠"
    assert [code for code, _ in found(text, ADVICE)] == ["PUN101", "PUN103", "PUN105", "PUN104"]
    assert found(text) == []


def test_advice_never_changes_the_exit_code() -> None:
    advice = check_text("他读了《春》、《秋》。", settings=ADVICE)
    assert [one.severity.name for one in advice] == ["NOTE"]
