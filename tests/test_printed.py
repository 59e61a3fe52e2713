"""Printed lines: what speaks for it that one goes on in the next, and what against it."""

from pathlib import Path

import pytest

from tests.bench.doubling import Case, too_slow
from tests.columns import STONE, STORY, TAPS, WELL, column, lines, page
from tests.helpers import Program
from zzlint.engine import rule_set
from zzlint.fixer import fix
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY, WITH_UNSAFE
from zzlint.rule import Page
from zzlint.settings import Settings
from zzlint.text.seam import CERTAIN, LIKELY, Seam

JOINS = rule_set(Settings(select=("PAR001", "PAR002")))
ORCHARD = (
    "山脚的果园今年挂果早，六月里桃子就红了半边。果农凌晨三点上山，摘下的桃子用竹叶垫着，赶在日出前运到集市。"
    "买桃的人从县城赶来，挑着担子讨价还价，一个上午就卖空了。下午他们坐在棚子里歇脚，喝一碗凉茶，盘算着明年再添几十棵苗。"
)
#: Lines of twenty characters that end in mid-sentence, to set others between.
FILL = list(lines(WELL + TAPS + STONE, 20, indent=0))


def safely(text: str) -> str:
    return fix(from_text(text), JOINS, SAFE_ONLY).page.text


def at_all(text: str) -> str:
    return fix(from_text(text), JOINS, WITH_UNSAFE).page.text


def between(above: str, below: str, *, gap: str = "\n") -> Seam:
    """The seam of two lines in the middle of a column of twenty."""
    head, foot = FILL[:7], FILL[8:]
    page = Page("\n".join([*head, above]) + gap + "\n".join([below, *foot]) + "\n")
    assert page.style.printed
    return page.printed.goes_on(7)


def keys(seam: Seam) -> dict[str, float]:
    return {item.key: item.weight for item in seam.evidence}


# whole paragraphs

MEASURES = [12, 16, 20, 24, 28, 36]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_printed_lines_become_the_paragraphs_they_were(measure: int, newline: str) -> None:
    assert at_all(page(measure=measure, newline=newline)) == "".join(text + newline for text in STORY)


@pytest.mark.parametrize("indent", ["\u3000\u3000", "    ", "  "])
def test_an_indent_that_is_kept_begins_a_paragraph_and_stays(indent: str) -> None:
    text = "".join(indent + page([paragraph]) for paragraph in STORY)
    assert safely(text) == "".join(indent + paragraph + "\n" for paragraph in STORY)


def test_where_a_sentence_ends_in_a_full_line_the_join_wants_a_look() -> None:
    """At a measure of 24 one line in the middle of a paragraph ends so."""
    ended = "道光年间。\n每年清明"
    assert ended in page(measure=24)
    assert safely(page(measure=24)) == "\n".join(STORY).replace("道光年间。每年清明", ended) + "\n"


def test_blank_lines_between_paragraphs_stay() -> None:
    parted = "\n".join(page([paragraph]) for paragraph in STORY)
    assert safely(parted) == "\n\n".join(STORY) + "\n"


def test_lines_that_a_recogniser_spaced_are_joined_by_nothing() -> None:
    spaced = "".join(" ".join(line) + "\n" for line in column())
    told = safely(spaced)
    assert told.count("\n") == len(STORY)
    assert told.replace(" ", "") == "\n".join(STORY) + "\n"
    assert "青石" in told


def test_a_headline_and_a_byline_above_printed_lines_stay_lines() -> None:
    head = "村里的老井又热闹起来\n汀陵日报记者 周晓岚\n"
    assert safely(head + page()) == head + "\n".join(STORY) + "\n"


def test_a_paragraph_that_ends_in_a_full_line_ends_there() -> None:
    """The indent of the next one is not shown; its first line is shorter by it."""
    first = WELL[:62] + "了。"
    assert [len(line) for line in lines(first, 22)][-1] in (20, 22)
    text = page([first, *STORY], 22)
    assert safely(text) == "\n".join([first, *STORY]) + "\n"


# each piece of evidence, and its absence

OPEN, END = "山路上的人又多起来他们背着竹篓去采茶，听说", "镇上来的人在亭子里坐了一个下午，喝了三壶茶。"


def full(text: str, size: int = 20) -> str:
    """So many characters of prose that end on the text."""
    return (OPEN + END)[: size - len(text)] + text


EVIDENCE = [
    # key, its weight's sign, seams that have it, seams that have it not
    ("full", 1, [(full("人"), END), (full("人", 18), END)], [(full("人", 17), END), (full("人", 9), END)]),
    ("nearly", 1, [(full("人", 17), END), (full("人", 16), END)], [(full("人"), END), (full("人", 15), END)]),
    ("short", -1, [(full("人", 15), END), (full("人", 4), END)], [(full("人", 16), END)]),
    ("margin", 1, [(full("人"), full("人")), (full("人"), full("人", 19))], [(full("人"), full("人", 18))]),
    ("indent", -1, [(full("人"), full("人", 18)), (full("人"), full("人", 16))], [(full("人"), full("人", 19))]),
    ("indented", -1, [(full("人"), "\u3000\u3000" + full("人", 18)), (full("人"), "\u3000" + full("人", 18)),
                      (full("人"), "  " + full("人", 18))],
                     [(full("人"), " " + full("人", 18)), ("\u3000\u3000" + full("人", 18), "\u3000\u3000" + full("人", 18))]),
    ("final", -1, [(full("人。"), END), (full("人。”"), END)], [(full("人，"), END), (full("人"), END)]),
    ("comma", 1, [(full("人，"), END), (full("人、"), END), (full("人,"), END)], [(full("人。"), END), (full("人"), END)]),
    ("mark", 1, [(full("人"), "，" + END), (full("人"), "》" + END), (full("人"), "％" + END)],
                [(full("人"), "《" + END), (full("人"), END)]),
    ("opened", 1, [(full("说《"), END), (full("说“"), END)], [(full("说》"), END), (full("人"), END)]),
    ("word", 1, [(full("推动经"), "济高质量发展的办法还有许多"), (full("盼着春"), "天来临的时候")], [(full("多，"), END)]),
    ("number", 1, [(full("共有12"), "34人，" + END), (full("三"), "百人，" + END)], [(full("共有12"), "人，" + END)]),
    ("date", 1, [(full("建于2019"), "年3月，" + END)], [(full("人"), "三月，" + END)]),
    ("opening", -1, [(full("人"), "近日，" + END), (full("人"), "记者看到" + END), (full("人"), "二是" + END)],
                    [(full("人"), END)]),
    ("items", -1, [(full("人"), "（二）" + END), (full("人"), "2.修路" + END), (full("人"), "●修路" + END),
                   (full("人"), "<td>" + END), (full("人`"), END), (full("人"), "2019年3月16日"),
                   ("女子组：" + full("人", 16), "男子组：" + full("人", 16)),
                   ("白菜\u3000" + full("人", 17), "萝卜\u3000" + full("人", 17))],
                  [(full("人"), "2.5米" + END), (full("人"), END), ("女子组：" + full("人", 16), END)]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "sign", "having", "lacking"), EVIDENCE, ids=[row[0] for row in EVIDENCE])
def test_evidence(key: str, sign: int, having: list[tuple[str, str]], lacking: list[tuple[str, str]]) -> None:
    for above, below in having:
        assert keys(between(above, below)).get(key, 0) * sign > 0, (above, below)
    for above, below in lacking:
        assert key not in keys(between(above, below)), (above, below)


def test_a_blank_line_between_two_lines_is_against_a_join() -> None:
    assert "blank" not in keys(between(full("人"), END))
    assert keys(between(full("人"), END, gap="\n\n"))["blank"] < 0


def test_the_sum_decides() -> None:
    certain = [(full("人"), full("人")), (full("盼着春"), "天来临的时候"), (full("人，"), END)]
    likely = [(full("人", 17), full("人")), (full("人。"), END)]
    none = [
        (full("人。"), full("人", 18)),
        (full("人", 9), END),
        (full("人"), "\u3000\u3000" + full("人", 18)),
        (full("人"), "（二）" + END),
        (full("人", 15) + "。", END),
    ]
    assert all(between(*seam).score >= CERTAIN for seam in certain)
    assert all(CERTAIN > between(*seam).score >= LIKELY for seam in likely)
    assert all(between(*seam).score < LIKELY for seam in none)


def test_a_first_line_that_lacks_its_indent_is_full() -> None:
    """Below a short line, a sentence's end or a blank line a line of eighteen is full; in mid-paragraph it is less so."""
    for first in (END[:12], full("人。")):
        text = Page("\n".join([*FILL[:6], first, full("人", 18), full("人"), *FILL[8:]]))
        assert keys(text.printed.goes_on(7))["full"] == 5.0
    text = Page("\n".join([*FILL[:6], full("人"), full("人", 18), full("人"), *FILL[8:]]))
    assert keys(text.printed.goes_on(7))["full"] == 4.0


# what is left as it is

VERSE = [
    "风从江上来，带着潮",
    "你推开北面的窗",
    "看船在雾里慢慢走，没有人",
    "灯在岸上一盏一盏",
    "亮到天明，像谁在等",
    "我们把网撒下去",
] * 3
TABLE = [
    f"{name}\u3000本周三元二角\u3000上周三元一角\u3000持平" for name in ["白菜", "萝卜", "冬瓜", "茄子", "豆角"] * 3
]
SCORES = [f"男子{n}00米：魏小川，来自青箬区，{n}分31秒" for n in "一二三四五六七八九"]
CLAUSES = [f"（{n}）严禁在堤防上取土、开荒、堆放杂物；" for n in "一二三四五六七八九"]
NAMES = ["何\u3000苇\u3000周砚禾\u3000贺知远\u3000顾青禾\u3000阮清和"] * 12
NUMBERED = [f"{n}.每户每月定量供应大米三十斤，食油半斤" for n in range(1, 13)]
DAYS = [f"{n}月{n}日" for n in range(1, 13)]
SIGNED = ["汀陵市水务局", "2021年3月16日"]
EQUAL = [
    "清晨的渡口很安静，只有船桨的声音。",
    "老人把船推进水里，孩子坐在船头上。",
    "对岸的集市开张了，鱼和菜摆了一路。",
    "他们卖掉两筐鲜鱼，换回了一袋白米。",
    "傍晚的风吹过江面，船又慢慢地回来。",
    "炊烟升起来的时候，狗在村口等着人。",
    "这样的日子有多久，谁也没有去数过。",
    "后来大桥修起来了，渡口就没有人了。",
]  # fmt: skip
LEFT = {
    "a paragraph in each line": STORY * 3,
    "paragraphs of one length": EQUAL * 2,
    "verse": VERSE,
    "a table": TABLE,
    "scores": SCORES,
    "clauses of a law": CLAUSES,
    "names": NAMES,
    "a numbered list": NUMBERED,
    "dates": DAYS,
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_sound_lines_that_are_no_printed_lines_are_left_alone(text: list[str]) -> None:
    sound = "".join(line + "\n" for line in text)
    assert at_all(sound) == sound


#: These end on no mark, as wide as the columns around them.
UNENDED = {"clauses of a law"}
UNDER_A_TITLE = [
    pytest.param(
        text,
        id=name,
        marks=[pytest.mark.xfail(strict=True, reason="a headline is taken for the end of the line above")]
        if name in UNENDED
        else [],
    )
    for name, text in LEFT.items()
    if name != "a paragraph in each line"
]


@pytest.mark.parametrize("text", UNDER_A_TITLE)
def test_they_are_left_alone_between_printed_lines_too(text: list[str]) -> None:
    """As they stand in a newspaper, each under a title of its own."""
    told = safely("\n".join(["新桥通车", *column(), "一周生活", *text, "村里的老井", *column()]) + "\n").splitlines()
    lines_of_their_own = ["新桥通车", "一周生活", *text, "村里的老井"]
    assert [line for line in told if line in lines_of_their_own] == lines_of_their_own
    assert STONE in told


def test_a_signature_under_printed_lines_stays() -> None:
    under = "".join(line + "\n" for line in SIGNED)
    assert safely(page() + under) == "\n".join(STORY) + "\n" + under


#: All lines are full, and none cuts a word.
ONE_FORM = {
    "verse of equal lines with a comma inside": [
        "竹板一打响叮当，各位听我说端详，",
        "说的不是别家事，单说咱村李家庄，",
        "李家庄前有条河，河水年年涨又落，",
        "涨水时候没有桥，孩子上学要过河，",
        "如今大桥修起来，两岸乡亲笑开怀，",
        "桥上车子来又往，山货一车往外卖，",
        "卖了山货盖新房，家家户户亮堂堂，",
        "日子越过越红火，老人长寿娃健康，",
    ],
    "clauses that end on a semicolon": [
        "一是加强巡查，发现险情立即上报处置；",
        "二是加固堤防，对薄弱地段重点看守；",
        "三是备足物资，沙袋木桩按定额储备；",
        "四是组织队伍，每个村都有二十人；",
        "五是畅通信息，值班电话昼夜有人；",
        "六是转移群众，低洼地带提前撤离；",
        "七是保障用电，备用机组随时启动；",
        "八是检修水闸，确保启闭灵活可靠。",
    ],
    "a list of one form": [f"{n}号桥位于{n}街，长十二米，桥面宽四米" for n in "一二三四五六七八九"],
}


@pytest.mark.parametrize("text", ONE_FORM.values(), ids=ONE_FORM)
def test_lines_of_one_length_none_of_which_cuts_a_word_are_left_alone(text: list[str]) -> None:
    sound = "".join(line + "\n" for line in text)
    assert safely(sound) == sound


# two columns read across


def across() -> list[str]:
    left, right = lines(WELL + TAPS, 20), lines(ORCHARD + STONE, 20)
    return [line for pair in zip(left, right, strict=False) for line in pair]


def test_two_columns_read_across_are_not_joined() -> None:
    found = Page("\n".join(across()))
    assert found.style.printed
    assert all(map(found.printed.is_across, range(len(found.style.rows) - 4)))
    assert keys(found.printed.goes_on(4))["across"] < 0


def test_what_was_read_across_is_one_place() -> None:
    rows = across()
    (found,) = Page("\n".join(["新桥通车", *rows])).printed.across
    assert found.start == len("新桥通车\n")
    assert found.end > len("\n".join(rows[:-6]))


def test_one_column_is_not_read_across() -> None:
    found = Page(page())
    assert not any(map(found.printed.is_across, range(len(found.style.rows))))
    assert not list(found.printed.across)


def test_two_columns_read_across_are_not_joined_at_their_end_either() -> None:
    sound = "".join(line + "\n" for line in across())
    assert safely(sound) == sound


# the program


def test_a_page_of_gb18030_with_printed_lines_keeps_its_bytes(tmp_path: Path, zz: Program) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(page(newline="\r\n").encode("gb18030"))
    found = zz("check", "--isolated", "--select", "PAR002", "--output-format", "concise", path)
    assert found.status == 1
    assert found.out.count("PAR002 [*]") == len(column()) - len(STORY)
    assert zz("fix", "--isolated", "--select", "PAR002", "--no-ledger", path).status == 0
    assert path.read_bytes() == "".join(text + "\r\n" for text in STORY).encode("gb18030")
    assert zz("check", "--isolated", "--select", "PAR002", path).status == 0


def test_the_message_names_the_evidence(tmp_path: Path, zz: Program) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page(), encoding="utf-8")
    told = zz("check", "--isolated", "--select", "PAR002", "--output-format", "concise", path).out.splitlines()[0]
    assert told.endswith(
        "the paragraph goes on in the next line: 青石 is cut in two, the line is full, "
        "the next line begins at the margin"
    )


# time

COLUMN = page()
ACROSS = "\n".join(across()) + "\n"
HUGE = {
    "printed pages": lambda size: COLUMN * (size // len(COLUMN)),
    "two columns read across": lambda size: ACROSS * (size // len(ACROSS)),
    "very short lines": lambda size: "茶\n" * (size // 2),
    "short lines with marks": lambda size: "雨停，路干\n" * (size // 6),
    "one line over and over": lambda size: (full("人") + "\n") * (size // 21),
    "lines of one mark": lambda size: ("，" * 20 + "\n") * (size // 21),
    "one giant block": lambda size: "\n\n" + COLUMN * (size // len(COLUMN)) + "\n\n好。",
    "one giant line": lambda size: "茶，" * (size // 2) + "\n好。",
    "blank lines between": lambda size: COLUMN.replace("\n", "\n\n") * (size // len(COLUMN)),
}


def checked(text: str) -> None:
    said = JOINS.check(from_text(text))
    assert not said.crashes


def mended(text: str) -> None:
    assert not fix(from_text(text), JOINS, SAFE_ONLY).left.crashes


@pytest.mark.parametrize("name", HUGE)
@pytest.mark.parametrize("run", [checked, mended])
def test_twice_the_text_costs_twice_the_time(name: str, run: object) -> None:
    assert callable(run)
    assert not too_slow(Case(name, HUGE[name], run))
