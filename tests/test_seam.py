"""What a seam says: its edges, what joins it, characters read twice, words and numbers cut, how the evidence adds up."""

import pytest

from zzlint.text import seam
from zzlint.text.seam import CERTAIN, LIKELY, Evidence, Seam
from zzlint.text.span import Span


def at(cut: str) -> tuple[str, int, int]:
    """The text of ``above|below`` with a line end for the bar, and the edges of the seam."""
    above, below = cut.split("|")
    return f"{above}\n{below}", len(above), len(above) + 1


def join(cut: str, *, column: bool = False) -> str:
    """What is left of ``above|below`` when the seam is joined."""
    text, start, end = at(cut)
    found = seam.joined(text, start, end, [], column=column)
    return text[: found.start] + found.new + text[found.end :]


# edges

EDGES = [
    ("雨停了\n路干了", "雨停了|路干了"),
    ("雨停了 \t\u3000\n路干了", "雨停了|路干了"),
    ("雨停了\n\u3000\u3000路干了", "雨停了|路干了"),
    ("雨停了\u00a0\r\n \u00a0路干了 ", "雨停了|路干了 "),
    ("雨停了\n\n\n路干了", "雨停了|路干了"),
    ("雨\n\u3000路", "雨|路"),
]


@pytest.mark.parametrize(("text", "expected"), EDGES)
def test_the_edges_of_a_seam_are_its_characters_without_blanks_and_indents(text: str, expected: str) -> None:
    newline = min(text.index(char) for char in "\r\n" if char in text)
    below = max(text.rindex(char) for char in "\r\n" if char in text) + 1
    start, end = seam.edges(text, Span(0, newline), Span(below, len(text)))
    assert f"{text[:start]}|{text[end:]}" == expected


def test_edges_stay_inside_what_stands_above_and_below() -> None:
    text = "雨停了\n\u3000\u3000\n路干了"
    start, end = seam.edges(text, Span(4, 6), Span(7, 10))
    assert (start, end) == (4, 7)
    start, end = seam.edges(text, Span(0, 3), Span(4, 6))
    assert 4 <= end < 6


# what joins

JOINED = [
    # Han: nothing; so do marks and digits
    ("两岸的路|修通了", "两岸的路修通了"),
    ("路通了，|人多了", "路通了，人多了"),
    ("共有12|34人", "共有1234人"),
    ("2019|年", "2019年"),
    ("用的是Linux|系统", "用的是Linux系统"),
    ("他买了一台|Linux电脑", "他买了一台Linux电脑"),
    ("编号A|3", "编号A3"),
    ("单价3.|50元", "单价3.50元"),
    # Latin words: one blank, behind their marks, too
    ("the old|bridge", "the old bridge"),
    ("it rained,|and", "it rained, and"),
    ("The End.|Then", "The End. Then"),
    ("open (well)|water", "open (well) water"),
    # a hyphen at the end of a line goes between small letters only
    ("the trans-|lation", "the translation"),
    ("the trans\u00ad|lation", "the translation"),
    ("the trans\u2010|lation", "the translation"),
    ("the COVID-|19 test", "the COVID-19 test"),
    ("the X-|ray", "the X-ray"),
    ("the Anglo-|Saxon", "the Anglo-Saxon"),
    ("气温3-|5度", "气温3-5度"),
    ("共建——|共享", "共建——共享"),
    ("由甲-|乙", "由甲-乙"),
]


@pytest.mark.parametrize(("cut", "expected"), JOINED)
def test_a_seam_is_joined_as_its_script_asks(cut: str, expected: str) -> None:
    assert join(cut) == expected
    assert join(cut, column=True) == expected


def test_what_was_read_twice_stays_once_at_the_end_of_a_column_only() -> None:
    assert join("签了三百张订单|订单比去年多", column=True) == "签了三百张订单比去年多"
    assert join("签了三百张订单|订单比去年多") == "签了三百张订单订单比去年多"
    found = seam.joined(*at("签了三百张订单|订单比去年多"), [Evidence("body", 3.0)], column=True)
    assert [item.key for item in found.evidence] == ["twice", "body"]
    assert found.evidence[0].words == "订单"


# read twice

TWICE = [
    ("这是大家的|的心愿", 1),
    ("签了三百张订单|订单比去年多", 2),
    ("茶园里的采茶|采茶姑娘", 2),
    ("两岸的居民往来|居民往来更方便", 4),
    ("在龙舟赛现场|龙舟赛现场人山人海", 5),
    ("天还没亮，山脚下的老茶厂就开了|山脚下的老茶厂就开了灯", 0),  # longer than what is read twice
    ("昨天新桥通车|通车仪式后", 2),
    ("站在桥上的人，有的|的人在拍照", 1),
]


@pytest.mark.parametrize(("cut", "size"), TWICE)
def test_what_a_recogniser_read_at_the_end_of_one_column_and_at_the_head_of_the_next(cut: str, size: int) -> None:
    assert seam.doubled(*at(cut)) == size


SOUND = [
    "市足球协会|会长出席",
    "大家是为了|了解情况",
    "走遍全市|市管道路",
    "一粒一粒地播种|种子",
    "孩子们高高兴|兴冲冲地跑来",
    "天天|天刚亮就起来",
    "从古到今|今天",
    "开学第一天|天没亮",
    "县人民医院|院长",
    "李家庄|庄里人",
    "人们议论纷|纷的那件事",
    "去年一|一月",
    "房号二|二三",
    "共计8|8人",
    "the in|in",
    "雨停了，|，路干了",
    "雨停了|路干了",
    "一|一",
    "孩子们把树苗一棵|一棵栽下去",
    "住在二十五|五号楼的人",
]


@pytest.mark.parametrize("cut", SOUND)
def test_sound_doubled_characters_at_a_seam_are_left_alone(cut: str) -> None:
    assert seam.doubled(*at(cut)) == 0


# sound, and a character of it would go
LOST = [
    "院子打扫得干|干净净",
    "街上人来人往熙|熙攘攘",
    "摆满了形|形色色的货",
    "村口有一条河|河边长满柳树",
    "派人去种子站|站长不在",
    "他只会说|说完就走",
]


@pytest.mark.parametrize("cut", LOST)
def test_sound_doubled_characters_of_long_and_short_words_are_left_alone(cut: str) -> None:
    assert seam.doubled(*at(cut)) == 0


# numbers and dates

NUMBERS = [
    ("共有12|34人", "number"),
    ("总额一|千万元", "number"),
    ("三|百户", "number"),
    ("建于2019年|3月", "date"),
    ("到3月|5日", "date"),
    ("到3月1|5日", "number"),
    ("建于2019|年3月", "date"),
    ("共有３|４人", "number"),
    ("建成于三|月", None),
    ("共有12|人", None),
    ("共有|12人", None),
    ("百|一", None),
    ("共有一|二百", None),
    ("雨停了|路干了", None),
    ("第5|年的春天", None),  # one digit: a count of years
]


@pytest.mark.parametrize(("cut", "key"), NUMBERS)
def test_a_number_or_a_date_goes_on_behind_the_seam(cut: str, key: str | None) -> None:
    found = seam.number_cut(*at(cut))
    assert (found and found.key) == key
    if found is not None:
        text, start, end = at(cut)
        assert found.words == f"{text[start - 1]}|{text[end]}"
        assert found.weight > 0


# words

CUT = [("推动经|济高质量发展", "经济"), ("全村人都盼着春|天来临", "春天"), ("越来|越多的人", "越来越")]
UNCUT = ["雨停了|路干了", "社会|会长", "茶园里的人|山路", "雨停，|路干", "老王A|B组", "的|a", "x|的"]


@pytest.mark.parametrize(("cut", "word"), CUT)
def test_a_word_of_the_dictionary_is_cut_for_certain(cut: str, word: str) -> None:
    found = seam.cut_word(*at(cut))
    assert found is not None
    assert found.weight >= CERTAIN
    assert word in found.words or found.words in word


@pytest.mark.parametrize("cut", UNCUT)
def test_words_that_meet_are_not_cut_for_certain(cut: str) -> None:
    found = seam.cut_word(*at(cut))
    assert found is None or found.weight < 1


def test_blanks_between_characters_hide_no_cut_word() -> None:
    plain = seam.cut_word(*at("他们去了图书|馆看画展"))
    assert plain is not None
    assert plain.words == "图书馆"
    assert seam.cut_word(*at("他 们 去 了 图 书|馆 看 画 展")) == plain


# beginnings

OPENINGS = [
    "近日，",
    "记者从会上",
    "一、",
    "第二，",
    "2019年春天，",
    "3月5日",
    "●",
    "汀陵日报讯（记者",
    "他们说",
    "另一方面",
    "10.茶",
]
RESTS = ["的人", "人来到", "月的雨", "路修通了", "年轻人", "一样的", "3人", "2019年的", "它的茶园", "最后一个"]


@pytest.mark.parametrize(("texts", "expected"), [(OPENINGS, True), (RESTS, False)])
def test_how_stories_and_paragraphs_begin(texts: list[str], expected: bool) -> None:
    assert {text: seam.OPENING.match(text) is not None for text in texts} == dict.fromkeys(texts, expected)


@pytest.mark.parametrize("mark", "，。、；：？！）》”’」』】〕％%℃")
def test_marks_that_cannot_begin_a_line(mark: str) -> None:
    assert mark in seam.CANNOT_BEGIN
    assert mark not in seam.CANNOT_END


@pytest.mark.parametrize("mark", "（《“‘「『【〔")
def test_marks_that_cannot_end_a_line(mark: str) -> None:
    assert mark in seam.CANNOT_END
    assert mark not in seam.CANNOT_BEGIN


def test_marks_that_stand_at_both_edges_forbid_neither() -> None:
    assert not {"—", "…", "·", "!", ":"} & (seam.CANNOT_BEGIN | seam.CANNOT_END)


# the sum


def of(*weights: float) -> Seam:
    return Seam(3, 4, "", tuple(Evidence(f"e{number}", weight) for number, weight in enumerate(weights)))


def test_the_evidence_adds_up_and_stands_heaviest_first() -> None:
    found = seam.joined(*at("雨停了|路干了"), [Evidence("a", -2.0), Evidence("b", 5.0), Evidence("c", 1.0)])
    assert [item.key for item in found.evidence] == ["b", "c", "a"]
    assert found.score == 4.0
    more = found.given(Evidence("d", 3.0))
    assert [item.key for item in more.evidence] == ["b", "d", "c", "a"]
    assert (more.score, more.start, more.end, more.new) == (7.0, found.start, found.end, found.new)
    assert found.score == 4.0


@pytest.mark.parametrize(("weights", "expected"), [((), 0.5), ((2.0,), 0.88), ((4.0,), 0.98), ((5.0, -9.0), 0.02)])
def test_confidence_is_the_sum_as_a_probability(weights: tuple[float, ...], expected: float) -> None:
    assert of(*weights).confidence == expected


def test_confidence_is_never_more_than_certain() -> None:
    assert of(99.0).confidence == of(6.0).confidence == 1.0
    assert 0 <= of(-99.0).confidence < 0.01


def test_the_bars_are_what_design_asks_of_safe_and_of_default() -> None:
    assert of(CERTAIN).confidence >= 0.98
    assert of(LIKELY).confidence >= 0.85
    assert of(LIKELY - 0.5).confidence < 0.85
