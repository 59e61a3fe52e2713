"""LOS002, LOS003 and PAR003: halves of paragraphs, and what only looks like one."""

from collections import Counter

import pytest

from zzlint.registry import registry
from zzlint.rule import UNSAFE, Rule
from zzlint.testing import findings, fixed

TRUNCATED, ORPHAN, INTERLEAVED = (registry()[code] for code in ("LOS002", "LOS003", "PAR003"))

STOPS = "镇里的老戏台今年修好了。台柱换了新木料，屋脊上的瓦兽也补齐了，开锣那天来了三千多人，后来的人只好站在桥头上"
STORY = "渡口添新船\n\n汀陵日报记者 周晓岚\n\n昨天，第一条新船在柳湾渡口下水。"
REST = "案，即在清明前后增开两条渡船，方便两岸村民来往。"
CUT = "镇里的老戏台今年修好了。台柱换了新木料，屋脊上的瓦兽也补齐了，开锣那天来了三千多人，大家都说这钱花得值"
CONTINUED = "得，明年还要再修东边的厢房，把镇史馆也搬进去。"


def places(rule: type[Rule], *blocks: str, newline: str = "\n") -> list[str]:
    """What stands at the findings and, after a bar, behind them."""
    text = (newline * 2).join(blocks) + newline
    return [f"{text[found.span.start]}|{text[found.span.end : found.span.end + 2]}" for found in findings(rule(), text)]


def silent(*blocks: str) -> bool:
    return not any(places(rule, *blocks) for rule in (TRUNCATED, ORPHAN, INTERLEAVED))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_lost_end_is_reported_at_the_last_character(newline: str) -> None:
    assert places(TRUNCATED, "戏台重开", STOPS, STORY, newline=newline) == [f"上|{(newline * 2)[:2]}"]


def test_an_end_is_lost_above_a_paragraph_that_opens_as_paragraphs_do() -> None:
    assert places(TRUNCATED, "戏台重开", STOPS, "据了解，东边的厢房明年动工。") == ["上|\n\n"]


def test_an_end_is_lost_at_the_foot_of_a_page() -> None:
    assert places(TRUNCATED, STORY, "戏台重开", STOPS) == ["上|\n"]


@pytest.mark.parametrize("notice", ["下转 A3版", "（下转第三版②）", "▶下转A2版"])
def test_an_article_that_goes_on_on_another_page_has_lost_nothing(notice: str) -> None:
    assert silent("戏台重开", STOPS, notice, STORY)
    assert silent("戏台重开", STOPS + notice, STORY)
    assert silent(STORY, "戏台重开", STOPS + notice)


@pytest.mark.parametrize(
    "lower",
    [
        "看，孩子们骑在大人的肩膀上，一直看到散场。",
        "的人也不少，一直看到散场才慢慢回家去。",
        "，一直看到散场才慢慢回家去。",
    ],
)
def test_what_the_next_block_may_continue_is_not_lost(lower: str) -> None:
    assert not places(TRUNCATED, "戏台重开", STOPS, lower, STORY)
    assert not places(ORPHAN, "戏台重开", STOPS, lower, STORY)


@pytest.mark.parametrize(
    "whole",
    [
        "镇里的老戏台修好了，开锣那天来了三千多人",
        "陈桂生周德发李满仓吴阿福（女，土家族）孟家旺许栖桐（女，苗族）龚一苇曹有仓韩春耕邢大稔郑守义宋雨禾纪青禾",
        STOPS + "。",
        STOPS + "……",
        STOPS + "。”",
    ],
)
def test_a_block_that_may_be_whole_has_lost_nothing(whole: str) -> None:
    assert silent("戏台重开", whole, STORY)


def test_the_short_end_of_a_cut_word_is_joined_and_not_lost() -> None:
    assert silent("戏台重开", CUT, "得很", STORY)


def test_a_sentence_without_its_mark_above_another_paragraph_is_no_loss() -> None:
    sentence = "镇里的老戏台今年修好了，台柱换了新木料，屋脊上的瓦兽也补齐了，开锣那天来了三千多人"
    assert silent("戏台重开", sentence, "据了解，东边的厢房明年动工。")
    assert places(TRUNCATED, "戏台重开", sentence, STORY) == ["人|\n\n"]


def test_a_page_without_blank_lines_is_left_to_the_rules_about_lines() -> None:
    lines = "\n".join(["戏台重开", STOPS, *STORY.split("\n\n"), REST])
    assert silent(lines)


def test_a_cut_off_copy_of_a_loop_is_no_lost_end() -> None:
    assert silent("戏台重开", STOPS, STOPS + "。", STOPS + "。", STORY)
    assert silent(STORY, "戏台重开", STOPS + "看。", STOPS + "看。", STOPS)


def test_printed_lines_stop_in_mid_sentence_and_have_lost_nothing() -> None:
    lines = [
        "老戏台今年修好了，台柱换了新木料。屋脊上的瓦兽也补",
        "齐了，开锣那天来了三千多人，后来的人只好站在桥头上",
        "看。镇里的老人说，这样热闹的场面，还是四十年前修水",
        "库那一年见过。当年的班主孟家旺也来了，他坐在台下第",
        "一排，一句一句跟着唱，唱到后来，嗓子也哑了，眼睛也",
        "红了。散场以后，他在台边站了很久，说台柱换了，台板",
        "还是当年的台板，踩上去的声音，他一听就认得出来，年",
    ]
    assert silent(STORY, "戏台重开", "\n".join(lines))


def test_residue_of_the_engine_tells_nothing_about_the_text_around_it() -> None:
    assert silent("戏台重开", STOPS, "<--- Page Split --->", "看，孩子们骑在大人的肩膀上，一直看到散场。")


@pytest.mark.parametrize(
    "above", ["渡口添新船", "汀陵日报记者 周晓岚", "新船停在渡口。通讯员 供图", "昨天，新米上市。"]
)
def test_a_lost_beginning_is_reported_at_its_first_character(above: str) -> None:
    assert places(ORPHAN, "昨天，新米上市，价钱比去年高。", above, REST) == ["案|，即"]


@pytest.mark.parametrize(
    "sound",
    [
        "一、增开两条渡船，方便两岸村民来往，不误农时。",
        "三是人。有了船，没有人，渡口还是开不起来的。",
        "茶，是国饮。老船工的船头上，永远放着一把茶壶。",
        "她，守着渡口四十年，从来没有误过一班船。",
        "的确，两条渡船不算多，可是村里人已经很满意了。",
        "着眼于两岸村民的来往，交通所添了两条新船。",
    ],
)
def test_a_beginning_that_may_be_sound_is_not_reported(sound: str) -> None:
    assert silent(STORY, sound)


def test_what_the_block_above_may_lead_to_is_no_orphan() -> None:
    assert silent(STORY, "交通所拿出了一个增开渡船的方", REST)
    assert silent(STORY, "图为新船停在柳湾渡口，两岸村民等候上船。通讯员 供图", "，" + REST)


def test_an_article_that_comes_from_another_page_has_lost_no_beginning() -> None:
    assert silent(STORY, "上接01版①", REST)
    assert silent(STORY, "（上接第一版）" + REST)


def test_a_notice_of_the_story_above_does_not_excuse_a_lost_beginning() -> None:
    assert places(ORPHAN, STORY, "下转 A3版", REST) == ["案|，即"]


def test_a_half_that_stands_apart_is_moved_to_the_half_that_it_fits() -> None:
    text = f"戏台重开\n\n{CUT}\n\n{STORY}\n\n{CONTINUED}\n\n新米上市\n"
    assert fixed(INTERLEAVED(), text) == f"戏台重开\n\n{CUT}{CONTINUED}\n\n{STORY}\n\n新米上市\n"
    upper, lower = findings(INTERLEAVED(), text)
    assert upper.fix is not None
    assert upper.fix.applicability is UNSAFE
    assert [other.span for other in upper.related] == [lower.span]
    assert [other.span for other in lower.related] == [upper.span]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_move_neither_adds_nor_loses_a_character_but_line_ends(newline: str) -> None:
    text = (newline * 2).join(["戏台重开", CUT, *STORY.split("\n\n"), CONTINUED]) + newline
    moved = fixed(INTERLEAVED(), text)
    assert moved != text
    assert Counter(moved) - Counter(text) == Counter()
    assert Counter(text) - Counter(moved) == Counter(newline * 2)


def test_a_moved_half_is_no_loss_as_well() -> None:
    blocks = "戏台重开", CUT, STORY, CONTINUED
    assert places(INTERLEAVED, *blocks) == ["值|\n\n", "得|，明"]
    assert not places(TRUNCATED, *blocks)
    assert not places(ORPHAN, *blocks)


def test_between_two_halves_that_fit_as_well_nothing_is_moved() -> None:
    blocks = "戏台重开", CUT, STORY, CONTINUED, "新米上市", "昨天，新米上市。", CONTINUED.replace("明年", "后年")
    assert not any(found.fix for found in findings(INTERLEAVED(), "\n\n".join(blocks)))
    assert places(TRUNCATED, *blocks) == ["值|\n\n"]


def test_a_half_in_the_next_block_is_no_matter_of_columns() -> None:
    assert silent("戏台重开", CUT, CONTINUED, STORY)


def test_a_single_block_between_two_halves_is_no_other_story() -> None:
    assert not places(INTERLEAVED, "戏台重开", CUT, "渡口添新船", CONTINUED, STORY)


def test_a_half_too_far_away_is_not_looked_for() -> None:
    many = [STORY] * 12
    assert places(INTERLEAVED, "戏台重开", CUT, *many, CONTINUED) == []
    assert places(TRUNCATED, "戏台重开", CUT, *many, CONTINUED) == ["值|\n\n"]
