"""DUP004, DUP005: what ends one line and begins the next, where PAR001 and PAR002 leave the lines apart."""

import pytest

from zzlint import fixer
from zzlint.engine import rule_set
from zzlint.formats import from_text
from zzlint.registry import registry
from zzlint.rule import SAFE, UNSAFE, Rule
from zzlint.settings import Settings
from zzlint.testing import findings, fixed

WORD, CHARACTER = (registry()[code] for code in ("DUP004", "DUP005"))

FIRST = "昨天上午，北门水闸换了新闸门。"
LAST = "汀陵市的渡口今年修好了。"


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_a_character_that_no_sentence_holds_twice_is_told(gap: str) -> None:
    text = f"{FIRST}{gap}村里修路是大家的{gap}的愿望，老支书把账本摊在桌上。{gap}{LAST}{gap}"
    (found,) = findings(WORD(), text)
    assert found.span == (text.index("的" + gap), text.index("的愿望") + 1)
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE
    assert fixed(WORD(), text) == text.replace("的愿望", "愿望")
    assert not findings(CHARACTER(), text)


def test_words_read_twice_are_told_where_one_is_cut() -> None:
    text = f"{FIRST}\n水位高出两寸，叫大家防\n大家防汛，一笔一笔记在本子上。\n{LAST}\n"
    assert fixed(WORD(), text) == text.replace("大家防汛", "汛")


@pytest.mark.parametrize(
    "sound",
    [
        "走进茶山\n茶山的雾散了，采茶的人排成一行往上走。",
        "秋日渡口\n\n渡口的早市开张了，渔船一条挨一条靠岸。",
        "茶山好比一条河\n河水弯弯绕过门前，\n前面就是老渡口",
        "办事大厅的窗口\n口罩由志愿者发放。",
        "村村通路，户户通水\n水是从山上引下来的。",
        "一、二、三\n三条铁船都修好了。",
        "的\n的",
    ],
)
def test_a_headline_a_verse_or_a_list_may_begin_as_the_line_above_ends(sound: str) -> None:
    assert not findings(WORD(), sound + "\n")
    assert not findings(CHARACTER(), sound + "\n")


STORY = (
    "守闸的老汉住在渡口北边的小屋里，每天清早起来先看水位，再往本子上记一笔，镇里的干部路过都要同他说上几句话，"
    "打听江上的消息。今年春天雨水比往年多了两成，上游的水库几次放水，渡口的石阶淹掉了一半，渡船只能停在柳树下面等着。",
    "合作社的茶叶也因为这场雨晚采了半个月，山脚的茶厂临时添了两台烘干机，请来外村的师傅帮忙，"
    "连着几个通宵才把第一批新茶赶制出来，装船运往下游的县城，换回了化肥和种子。",
)


def printed(row: int = 0, size: int = 0) -> str:
    """The story in lines of twenty; the end of one stands again at the head of the next."""
    lines = [text[at : at + 20] for text in STORY for at in range(0, len(text), 20)]
    lines[row + 1] = lines[row][len(lines[row]) - size :] + lines[row + 1]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("row", "size"), [(1, 4), (2, 6), (4, 3), (7, 5)])
def test_what_was_read_twice_where_a_printed_line_goes_on_is_safe_to_delete(row: int, size: int) -> None:
    (found,) = findings(WORD(), printed(row, size))
    assert found.fix is not None
    assert found.fix.applicability is SAFE
    assert fixed(WORD(), printed(row, size)) == printed()


@pytest.mark.parametrize(("row", "rule"), [(2, WORD), (1, CHARACTER), (3, CHARACTER), (7, CHARACTER)])
def test_a_noun_or_a_character_of_a_cut_word_is_told_there(row: int, rule: type[Rule]) -> None:
    text = printed(row, 2 if rule is WORD else 1)
    (found,) = findings(rule(), text)
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE
    assert fixed(rule(), text) == printed()


def test_a_verb_may_be_said_twice() -> None:
    assert not findings(WORD(), printed(2, 2).replace("消息", "研究"))


@pytest.mark.parametrize("size", [3, 4])
def test_no_join_hides_what_was_read_twice(size: int) -> None:
    rules = rule_set(Settings(select=("DUP004", "PAR002")))
    texts = (printed(4, size), printed())
    first, second = (fixer.fix(from_text(text), rules, {SAFE}).page.text for text in texts)
    assert first == second
    assert first.count("\n") < printed().count("\n")


def test_what_a_join_mends_is_told_by_its_rule_alone() -> None:
    text = (
        "昨天上午，北门水闸换了新闸门，守闸的老汉在本子上记了一笔，水位比去年这时候高出两寸，他特意给镇里打了电话，叫大家防\n"
        f"大家防汛。\n\n{LAST}\n"
    )
    said = rule_set(Settings(select=("DUP004", "PAR001", "PAR002"))).check(from_text(text))
    assert [found.code for found in said.findings] == ["PAR002"]
