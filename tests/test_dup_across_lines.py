"""DUP004, DUP005: what ends one line and begins the next, where PAR001 and PAR002 leave the lines apart."""

import pytest

from zzlint.engine import rule_set
from zzlint.formats import from_text
from zzlint.registry import registry
from zzlint.rule import UNSAFE
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


def test_what_a_join_mends_is_told_by_its_rule_alone() -> None:
    text = (
        "昨天上午，北门水闸换了新闸门，守闸的老汉在本子上记了一笔，水位比去年这时候高出两寸，他特意给镇里打了电话，叫大家防\n"
        f"大家防汛。\n\n{LAST}\n"
    )
    said = rule_set(Settings(select=("DUP004", "PAR001", "PAR002"))).check(from_text(text))
    assert [found.code for found in said.findings] == ["PAR002"]
