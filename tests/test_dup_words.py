"""DUP003, DUP004, DUP005: what was read twice, and what stands twice in sound text."""

import pytest

from tests.bench.doubling import LIMIT, Case, growth
from zzlint.engine import RuleSet
from zzlint.formats import from_text
from zzlint.registry import registry
from zzlint.rule import SAFE, UNSAFE, Applicability, recurrences
from zzlint.testing import findings, fixed
from zzlint.text.doubles import doubles

SPAN, WORD, CHARACTER = (registry()[code] for code in ("DUP003", "DUP004", "DUP005"))


def trust(text: str) -> list[Applicability | None]:
    return [found.fix and found.fix.applicability for found in findings(WORD(), text)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("村里添了一条新铁村里添了一条新铁路。", "村里添了一条新铁路。"),
        ("县里办起了茶叶技术培茶叶技术培训班。", "县里办起了茶叶技术培训班。"),
        ("渡口添了两条新渡口添了两条新船。", "渡口添了两条新船。"),
    ],
)
def test_words_read_twice_are_left_once(text: str, printed: str) -> None:
    assert fixed(WORD(), text) == printed


def test_words_behind_a_comma_that_a_sentence_says_twice_are_told() -> None:
    assert trust("村里动了工，该工程全长该工程全长三里半。") == [UNSAFE]
    assert not trust("走过路过别错过，最后三天最后三天！")


def test_four_characters_are_read_twice_though_a_word_runs_from_one_copy_into_the_other() -> None:
    assert fixed(WORD(), "下游的浮桥连夜抢浮桥连夜抢修完毕。") == "下游的浮桥连夜抢修完毕。"


def test_a_printed_line_may_end_within_a_word() -> None:
    lines = "".join(
        f"{line}\n" for line in ("昨天老汉到了汀陵县人民法院院", "长那里，说的是茶山的事情，讲", "完就回家去了。")
    )
    assert not findings(CHARACTER(), lines)


def test_a_cut_word_makes_the_fix_safe() -> None:
    assert trust("县里办起了茶叶技术培茶叶技术培训班。") == [SAFE]
    assert trust("渡口添了两条新渡口添了两条新船。") == [UNSAFE]


@pytest.mark.parametrize(
    "sound",
    [
        "各行政区行政区划图挂在墙上。",
        "一个村一个村地跑，一件事一件事情地办。",
        "能不能不去？要不要不等他？是不是不对？",
        "今年退税缓税缓费三亿元，各村因地因户制宜。",
        "列车穿过新疆北疆北部，俄罗斯罗斯托夫来了客人。",
        "大家研究研究，讨论讨论，打听打听。",
        "他说着说着笑了，雨下着下着停了。",
        "“知道了知道了。”“来了来了！”",
        "好久好久没有见面，很远很远的地方。",
        "静静地静静地流。",
        "咚咚锵咚咚锵咚咚锵，锣鼓响起来。",
        "汉水水运水运局，社会会长会长室。",
    ],
)
def test_sound_doubled_words_are_left_alone(sound: str) -> None:
    assert not findings(WORD(), sound)
    assert not findings(CHARACTER(), sound)


def test_doubles_are_told_by_their_shortest_length() -> None:
    assert [tuple(found) for found in doubles("去研究研究研究研究吧")] == [(1, 2)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("论手艺艺谁也比不过他。", "论手艺谁也比不过他。"),
        ("水质的的监测从三月开始。", "水质的监测从三月开始。"),
    ],
)
def test_a_character_read_twice_is_left_once(text: str, printed: str) -> None:
    assert fixed(CHARACTER(), text) == printed


@pytest.mark.parametrize(
    "sound",
    [
        "协会会长和事实上上述的人都到了。",
        "一根根绳子，一排排灯，年年有余，市市通高铁。",
        "吉尔吉斯斯坦的客人到了。",
        "目的的确如此，的的确确。",
        "人人看看，天天想想，高高兴兴。",
        "哈哈哈哈，二二二号。",
    ],
)
def test_sound_doubled_characters_are_left_alone(sound: str) -> None:
    assert not findings(CHARACTER(), sound)


def test_a_character_is_never_safe_to_delete() -> None:
    (found,) = findings(CHARACTER(), "水质的的监测从三月开始。")
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE


def test_a_span_is_reported_where_it_stands_the_second_time() -> None:
    again = "彩色的木牌，让同行的孩子们记住走过的路。"
    text = f"就要领一枚{again}\n\n走到半路{again}\n"
    (found,) = findings(SPAN(), text)
    assert found.span == (text.rindex(again), text.rindex(again) + len(again))
    assert found.related[0].span == (text.index(again), text.index(again) + len(again))
    assert found.fix is None


def test_far_away_and_whole_clauses_are_formulas() -> None:
    again = "彩色的木牌，让同行的孩子们记住走过的路。"
    assert not findings(SPAN(), f"就要领一枚{again}\n\n{'雨停了，路干了。' * 60}\n\n走到半路{again}\n")
    assert not findings(SPAN(), f"大家领了，{again}\n\n走到半路，{again}\n")


def test_recurrences_are_as_long_as_the_text_agrees_in_a_line_and_do_not_overlap() -> None:
    again = "彩色的木牌，让同行的孩子们记住走过的路。"
    text = f"领一枚{again}\n带着{again}\n"
    (found,) = recurrences(text, 400)
    assert text[found.again : found.again + found.length] == again
    assert text[found.first : found.first + found.length] == again
    same = "让同行的孩子们记住走过的路。" * 4
    assert all(item.first + item.length <= item.again for item in recurrences(same, 400))


def _runs_and_spans(size: int) -> str:
    """Ever new spans that stand twice, and ever new paragraphs that do."""
    parts = []
    for number in range(size // 150):
        own = chr(0x4E00 + number % 20_000) + chr(0x4E00 + number // 100)
        span = f"彩色的木牌{own}，让同行的孩子们记住走过的路{own}。\n\n"
        paragraph = f"守闸的老汉说，{own}水位每涨一寸，他就往本子上记一笔，记了满满三十年。\n\n"
        parts.append(f"过了山梁就要领一枚{span}林场修了三公里步道。走到半路{span}{paragraph}{paragraph}")
    return "".join(parts)


def test_four_times_the_runs_and_spans_cost_four_times_the_time() -> None:
    rules = RuleSet([SPAN()])
    page = from_text(_runs_and_spans(30_000))
    assert len(page.repeats) == len(rules.check(page).findings) == 200
    case = Case("runs and spans", _runs_and_spans, lambda text: rules.check(from_text(text)))
    once, four = growth(case, least=0.1)
    assert four <= LIMIT * once
