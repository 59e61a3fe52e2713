"""Paragraphs that the end of a column cut: which blocks go on in the next one, and why."""

from pathlib import Path

import pytest

from tests.bench.doubling import Case, too_slow
from tests.columns import STONE, TAPS, WELL, column
from tests.helpers import Program
from zzlint.engine import rule_set
from zzlint.fixer import fix
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY
from zzlint.rule import Page
from zzlint.settings import Settings
from zzlint.text.cut import Cut, State

JOINS = rule_set(Settings(select=("PAR001", "PAR002")))
#: Running text that stops in mid-sentence at no word, and how it goes on.
STOPS = "水库加固以后，管理站的人天天上坝查看水位，夜里也有人值守，下游三个村子的人都说这个冬天睡得很安稳，大坝"
GOES = "上的灯光照出去很远，赶夜路的人远远望见，心里就踏实了。"
SAYS = "他在会上说，"
#: Paragraphs that end on final marks, as those of their page do.
HABIT = (
    "镇上的码头从前停着上百条船，天一亮，船工们就把货一担一担挑上岸，茶馆里的灶火从早到晚没有熄过。",
    "现在码头成了公园，老船工的孙子在岸边开了一家书店，窗子正对着江面，来看书的人要了茶，一坐就是半天。",
    "书店的墙上挂着一支桨，桨叶磨得只剩巴掌宽，来的人都要问一问它的来历，问得多了，店主就把它写在一张纸上。",
)


def cut(above: str, below: str, *, foot: str = WELL) -> Cut:
    """The end of the upper block, between whole paragraphs."""
    page = Page("\n\n".join([STONE, above, below, foot, *HABIT]) + "\n")
    return page.cuts.at(1)


def keys(found: Cut) -> dict[str, float]:
    return {item.key: item.weight for item in found.seam.evidence} if found.seam else {}


def safely(text: str) -> str:
    return fix(from_text(text), JOINS, SAFE_ONLY).page.text


# each piece of evidence

#: key, seams that have it and are joined for certain, seams that have it not
EVIDENCE = [
    (
        "mark",
        [("工程分为三期，总投资超过两亿元", "，其中一期今年完工。"), (SAYS + "大家读一读《汀陵的水", "》这本书吧。")],
        [("工程分为三期，总投资超过两亿元", "其中一期今年完工。")],
    ),
    (
        "pair",
        [("大家认真读了《汀陵市古树", "名木保护办法》的内容。"), ("她说：“村里的路修到了家门", "口，再也不怕下雨。”")],
        [("大家认真读了《古树》，都说好，汀陵市古树", "名木保护办法》的内容。")],
    ),
    (
        "number",
        [("去年来的客人多，总数有12", "34人，比前年多一成。")],
        [("去年来的客人多，总数有12", "人，比前年多一成。")],
    ),
    (
        "measure",
        [("去年来的客人多，总数有1234", "人，比前年多一成。"), ("水渠修了三年，全长有12", "公里，穿过五个村。")],
        [("去年来的客人多，总数有一千", "人，比前年多一成。"), ("去年来的客人多，总数有1234", "，比前年多一成。")],
    ),
    (
        "date",
        [
            ("这座桥是老人们集资修的，一块石头一块石头垒起来，建于1998", "年5月，今年翻修。"),
            ("水库开始放水，是去年3月", "5日，那天下着雨。"),
        ],
        [("这座桥是老人们集资修的，就在五", "月里，今年翻修。")],
    ),
    (
        "hyphen",
        [
            (
                "The old bridge across the river was built by the people of the village, and the trans-",
                "lation of its stone took a year.",
            )
        ],
        [
            (
                "The old bridge across the river was built by the people of the village, and the trans",
                "lation of its stone took a year.",
            )
        ],
    ),
    (
        "word",
        [
            ("今年的雨水多，大家都盼着春", "天早点过去，好下地干活。"),
            ("开春的会上说，路要修，桥要补，镇里要推动经", "济高质量发展，办法很多。"),
        ],
        [("今年的雨水多，大家都盼着，", "早点过去，好下地干活。")],
    ),
    (
        "comma",
        [("市民们早早来到江边的看台上，连过道里都站满了人，", "等候龙舟队伍的到来，直到中午。")],
        [("市民们早早来到江边的看台上，连过道里都站满了人。", "等候龙舟队伍的到来，直到中午。")],
    ),
    ("body", [(STOPS, GOES)], [(STOPS[-30:], GOES)]),
    ("waits", [(STOPS + "上的灯光和", "岸边的灯光照出去很远，心里就踏实了。")], [(STOPS, GOES)]),
    ("rest", [(STOPS, "的灯光照出去很远，心里就踏实了。")], [(STOPS, GOES)]),
]


@pytest.mark.parametrize(("key", "having", "lacking"), EVIDENCE, ids=[row[0] for row in EVIDENCE])
def test_evidence_that_joins(key: str, having: list[tuple[str, str]], lacking: list[tuple[str, str]]) -> None:
    for above, below in having:
        found = cut(above, below)
        assert found.state is State.CERTAIN, (above, below)
        assert keys(found)[key] > 0, (above, below)
    for above, below in lacking:
        assert key not in keys(cut(above, below)), (above, below)


def test_a_short_tail_behind_a_comma_says_less() -> None:
    long = "市民们早早来到江边的看台上，连过道里都站满了人，"
    assert len(long) < 28 < len(long * 2)
    above = "天还没有亮，" + long
    assert keys(cut(above, "等候龙舟队伍的到来，直到中午。"))["comma"] > keys(cut(above, "直等到中午。"))["comma"]


@pytest.mark.parametrize(
    "below",
    [
        "近日，水位又涨了一米，站长在坝上守了三天。",
        "记者看到，水位又涨了一米，坝上灯火通明。",
        "（何苇）水位又涨了一米，大家都很担心。",
    ],
)
def test_a_paragraph_that_begins_like_a_new_one_does_not_go_on(below: str) -> None:
    found = cut(STOPS, below)
    assert found.state is State.LOST
    assert found.seam is None


def test_what_no_chance_brings_about_outweighs_how_it_begins() -> None:
    assert cut(SAYS + "大家都读一读《本报", "记者看水库》这本书，写得好。").state is State.CERTAIN


# what a block becomes

WHOLE = [
    # sentences that end, behind closers and blanks
    ("雨停了，" + STOPS + "很好。", GOES),
    (STOPS + "很好。”", GOES),
    (STOPS + "很好…… ", GOES),
    (STOPS + "如下：", GOES),
    # headlines, bylines, captions, mastheads
    ("山村夜校亮灯", "昨天晚上，夜校开课，来了三十个人。"),
    ("新桥通车 两岸连心", "昨天晚上，夜校开课，来了三十个人。"),
    ("汀陵日报记者 周晓岚", "昨天晚上，夜校开课，来了三十个人。"),
    ("夏日荷塘", "汀陵日报记者 周晓岚 摄"),
    ("汀陵日报", "第9126期"),
    # notices of continuation
    (STOPS + "（下转A5版", "一家人坐在一起吃饭，说的都是水库的事。"),
    (STOPS + "下转第3版", "一家人坐在一起吃饭，说的都是水库的事。"),
    (STOPS, "上接02版② 新修的小桥通到了村口，来往的人都停下来看。"),
    # a copy that was cut off above the whole of it
    (
        "把每一条船都当作自己家里的船来造，每一颗钉子都要钉牢，",
        "把每一条船都当作自己家里的船来造，每一颗钉子都要钉牢，才放心。",
    ),
    # a list
    ("一、加固大坝，", "二、疏通渠道，"),
    ("1.白菜三元，", "2.萝卜二元，"),
]


@pytest.mark.parametrize(("above", "below"), WHOLE)
def test_blocks_that_end_by_themselves(above: str, below: str) -> None:
    found = cut(above, below)
    assert found.state is State.WHOLE
    assert found.seam is None


def test_a_paragraph_that_stops_above_a_headline_has_lost_its_end() -> None:
    assert cut(STOPS, "新桥通车").state is State.LOST
    assert cut(STOPS, "汀陵日报记者 周晓岚").state is State.LOST


def test_a_short_line_that_stops_has_lost_nothing() -> None:
    assert cut("夜里也有人值守", "新桥通车").state is State.WHOLE
    assert cut("夜里也有人值守，下游的人睡得安稳", "新桥通车").state is State.WHOLE


def test_where_an_end_is_lost_a_paragraph_that_merely_stops_may_have_lost_its_own() -> None:
    found = cut(STOPS, GOES)
    assert found.state is State.CERTAIN
    assert keys(found)["sound"] > 0
    doubtful = cut(STOPS, GOES, foot=f"{TAPS[:60]}\n\n新桥通车\n\n{WELL}")
    assert doubtful.state is State.LOST
    assert keys(doubtful)["losses"] < 0
    assert doubtful.seam is not None
    sure = cut("大家认真读了《汀陵市古树", "名木保护办法》的内容。", foot=f"{TAPS[:60]}\n\n新桥通车\n\n{WELL}")
    assert sure.state is State.CERTAIN


def test_a_name_in_brackets_behind_the_last_sentence_is_no_loss() -> None:
    assert cut(STOPS + "很好。（何苇）", GOES).state is State.WHOLE
    assert cut(STOPS, GOES, foot=f"{TAPS}（何苇）\n\n{STONE}").state is State.CERTAIN


FOOT = (HABIT[0], "", HABIT[1], "", HABIT[2])


@pytest.mark.parametrize("indent", ["", "\u3000\u3000", "  ", "    "])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_and_indents_go_with_the_gap(indent: str, newline: str) -> None:
    text = newline.join(["水库加固以后", "", STOPS + " ", "", indent + GOES, "", *FOOT, ""])
    assert safely(text) == newline.join(["水库加固以后", "", STOPS + GOES, "", *FOOT, ""])


def test_more_blank_lines_than_one_part_no_more() -> None:
    above = "\n\n\n\n".join(HABIT)
    assert safely(f"{above}\n\n\n\n{STOPS}\n\n\n\n{GOES}\n") == f"{above}\n\n\n\n{STOPS}{GOES}\n"


def test_what_was_read_on_both_sides_stays_once() -> None:
    for above, below, rest in [
        ("上的", "的灯光照出去很远，心里就踏实了。", 1),
        ("上挂着红灯笼", "红灯笼的光照出去很远，心里踏实。", 3),
    ]:
        found = cut(STOPS + above, below)
        assert found.state is State.CERTAIN
        assert keys(found)["twice"] > 0
        assert safely(f"{WELL}\n\n{STOPS}{above}\n\n{below}\n") == f"{WELL}\n\n{STOPS}{above}{below[rest:]}\n"


def test_what_people_say_twice_is_joined_only_when_asked() -> None:
    for above, below in [("上的人坐下来讨论", "讨论这件事，说到半夜。"), ("的闸门慢慢", "慢慢地放下来，水声小了。")]:
        assert cut(STOPS + above, below).state is State.LIKELY


def test_a_paragraph_in_three_blocks_becomes_one() -> None:
    parts = (
        STOPS,
        "上的灯光照出去很远，赶夜路的人远远望见，心里就踏实了，连村里的狗都不再叫，这样的夜晚是从",
        "前没有的。",
    )
    told = safely("\n\n".join([*HABIT, *parts, TAPS]) + "\n")
    assert told == "\n\n".join([*HABIT, "".join(parts), TAPS]) + "\n"


def test_what_is_protected_is_not_joined() -> None:
    address = "说明书放在网上，看的人不少，网址是 https://shuiku.example/daba-2019"
    assert cut(address, "0316.html，谁都能看，看不懂可以打电话。").state is State.WHOLE
    assert (
        cut("说明书印了许多，看的人不少，一共印了2019", "0316份，谁都能看，看不懂可以打电话。").state is State.CERTAIN
    )


def test_a_last_block_that_was_read_twice_as_a_whole_has_a_place() -> None:
    text = "好的，以下是识别结果：\n\n大桥通\n桥通"
    said = JOINS.check(from_text(f"{text}\n夏天\n{text}"))
    assert not said.crashes
    assert said.findings


# verse, lists, letters: sound, and nothing of them joined

SOUND = {
    "verse": ["风从江上来，", "带着泥土的味道，", "推开我的窗，", "窗里的灯照着远行的人。"],
    "long verse without marks": ["风从江上来带着泥土的味道", "你推开北面的窗看见了远方", "船在雾里慢慢走没有人说话"],
    "verse of two clauses": [
        "风从江上吹过来，带着泥土的味道，",
        "推开我家北面的窗，吹动桌上的书页，",
        "窗里的灯彻夜亮着，照着远行的人。",
    ],
    "a letter": ["女士们、先生们，", "大家上午好！", "此致，", "敬礼！"],
    "a list": ["今年要做三件事：", "第一件事是把村口的路修好，", "第二件事是把渠水引上山来，", "第三件事还没有想好。"],
    "clauses": ["严禁下列行为：", "（一）在堤防上取土、开荒；", "（二）在河道里堆放杂物；", "（三）法律禁止的其他行为。"],
    "quotation paragraphs": ["“第一，要学，学了才会，会了才能用到地里去。", "“第二，要用，用了才知道自己学得好不好。”"],
    "names": ["何　苇　周砚禾　贺知远", "顾青禾　阮清和　龚一苇"],
    "headlines and bylines": ["新桥通车", "汀陵日报记者 周晓岚", "昨天上午，新桥通车，两岸的人都来了。"],
    "a caption": [WELL, "图为正在施工的大坝。何苇 摄", TAPS],
    "a signature and a date": [TAPS, "汀陵市水务局", "2021年3月16日"],
    "a table": ["品名　本周　上周\n菠菜　2.80　3.50\n白菜　1.20　1.10", "鱼　12.00　11.50\n肉　22.00　21.00"],
    "dialogue": ["“你去哪儿？”", "“上坝。”", "“这么晚还上坝？”"],
    "a speech": ["同志们：", "我代表水库管理站作报告，请审议。", "一、过去一年的工作", "过去一年，我们加固了大坝。"],
}  # fmt: skip


@pytest.mark.parametrize("blocks", SOUND.values(), ids=SOUND)
def test_sound_blocks_have_no_finding(blocks: list[str]) -> None:
    for text in ("\n\n".join(blocks) + "\n", "\n\n".join([WELL, *blocks, STONE]) + "\n"):
        assert [item.message.render("en") for item in JOINS.check(from_text(text)).findings] == []


# lines of a block that is not kept in printed lines


def within(block: str) -> list[tuple[State, set[str]]]:
    page = Page(f"水库加固以后\n\n{block}\n\n{WELL}\n")
    assert not page.style.printed
    return [(state, {item.key for item in seam.evidence}) for state, seam in page.cuts.within()]


def test_a_line_of_running_text_goes_on_inside_its_block() -> None:
    (found,) = within(f"{STOPS}\n{GOES}")
    assert found[0] is State.CERTAIN
    assert "block" in found[1]


@pytest.mark.parametrize(
    "block", [f"{STOPS}很好。\n{GOES}", "时间：3月18日\n范围：竹枝社区\n原因：换线", "菠菜　2.80\n白菜　1.20"]
)
def test_lines_that_end_by_themselves_stay_inside_their_block(block: str) -> None:
    assert within(block) == []


def test_verse_that_takes_a_word_up_again_has_no_finding() -> None:
    text = f"{WELL}\n\n汀陵日报记者 周晓岚\n\n　　伞\n你撑开我\n我才知道\n天有多大\n\n　　屋\n你站着\n我就不走\n"
    assert not JOINS.check(from_text(text)).findings


# a column of print whose last line is cut


def test_a_printed_block_that_is_cut_between_its_lines_is_joined_to_the_next() -> None:
    """No word is cut there: the full line alone tells."""
    rows = column()
    assert (rows[6][-2:], rows[7][:2]) == ("轻人", "搬进")
    told = safely("\n\n".join(["\n".join(rows[:7]), "\n".join(rows[7:]), *HABIT]) + "\n")
    assert "年轻人搬进镇上" in told
    assert told.count("\n\n") == len(HABIT)


# the program


def test_a_page_of_gb18030_keeps_its_bytes(tmp_path: Path, zz: Program) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("\r\n".join([*FOOT, "", STOPS, "", "　　" + GOES, ""]).encode("gb18030"))
    found = zz("check", "--isolated", "--select", "PAR001", "--output-format", "concise", path)
    assert found.status == 1
    assert "PAR001 [*] the next block continues this paragraph: " in found.out
    assert zz("fix", "--isolated", "--select", "PAR001", "--no-ledger", path).status == 0
    assert path.read_bytes() == "\r\n".join([*FOOT, "", STOPS + GOES, ""]).encode("gb18030")


def test_what_may_be_lost_is_joined_only_when_asked(tmp_path: Path, zz: Program) -> None:
    path = tmp_path / "page.txt"
    text = "\n\n".join([WELL, STOPS, GOES, TAPS[:60], "新桥通车", STONE]) + "\n"
    path.write_text(text, encoding="utf-8")
    found = zz("check", "--isolated", "--select", "PAR001", "--output-format", "concise", path)
    assert "unless the next block continues it, its end is lost" in found.out
    zz("fix", "--isolated", "--select", "PAR001", "--no-ledger", path)
    assert path.read_text(encoding="utf-8") == text
    zz("fix", "--isolated", "--select", "PAR001", "--no-ledger", "--unsafe-fixes", path)
    assert path.read_text(encoding="utf-8") == text.replace(f"{STOPS}\n\n{GOES}", STOPS + GOES)


# time

HUGE = {
    "cut paragraphs": lambda size: f"{STOPS}\n\n{GOES}\n\n" * (size // 80),
    "paragraphs that stop": lambda size: f"{STOPS}\n\n新桥通车\n\n" * (size // 60),
    "a million short blocks": lambda size: "茶\n\n" * (size // 3),
    "short blocks on a comma": lambda size: "雨停了，路，\n\n" * (size // 8),
    "pairs that never close": lambda size: "他说：“《（茶\n\n" * (size // 9),
    "giant blocks": lambda size: f"{'《茶，' * (size // 6)}\n\n{'茶》，' * (size // 6)}\n\n好。",
    "lines of one block": lambda size: "好。\n\n" + "时间，路\n" * (size // 5) + "\n\n好。",
}


def checked(text: str) -> None:
    assert not JOINS.check(from_text(text)).crashes


@pytest.mark.parametrize("name", HUGE)
def test_twice_the_text_costs_twice_the_time(name: str) -> None:
    assert not too_slow(Case(name, HUGE[name], checked))
