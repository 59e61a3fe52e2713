"""DUP001, LOS001: paragraphs that the recogniser said again, and those that were printed so."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.bench.doubling import Case, too_slow
from tests.helpers import Result, page
from zzlint import fixer
from zzlint.engine import RuleSet
from zzlint.formats import from_text, read
from zzlint.registry import registry
from zzlint.rule import SAFE, UNSAFE, Diagnostic
from zzlint.testing import findings, fixed

PARAGRAPHS, LOST = (registry()[code] for code in ("DUP001", "LOS001"))
DEFAULT = RuleSet([rule() for rule in registry().values() if not rule.preview])

A = "天刚亮，渡口的艄公就解开缆绳，把第一船赶集的人送到对岸去。"
B = "集市上人声嘈杂，卖竹器的老人把篮子一只一只摆好，等着买主上门。"
C = "茶铺里坐满了人，说的都是今年的雨水和谷价，谁也不急着回家。"
D = "太阳偏西的时候，渡船又载着他们回来，船头堆着新买的农具。"
LONG = f"{A}{B}{C}{D}"
START, END = "头天就说好了。", "第二天照旧。"
NEXT = "据县统计局昨天发布的报告，全县的冬修工程已经完成了六成，预计春节前可以全部完工。"
SQUADS = "镇里连夜抽调三支抢险小队赶赴现场。"
MISREAD = SQUADS.replace("抢", "抡")


def text_of(blocks: Sequence[str]) -> str:
    return "\n\n".join((*blocks, END)) + "\n"


def told(blocks: Sequence[str]) -> list[Diagnostic]:
    return findings(PARAGRAPHS(), text_of(blocks))


def left(*blocks: str) -> str:
    return text_of(blocks)


# -- what the recogniser did -------------------------------------------------------------------

LOOPS: dict[str, tuple[list[str], list[str]]] = {
    "first copy cut at its head": ([A[11:], A, A], [A]),
    "first copy cut at a comma": ([A[15:], A, A, A], [A]),
    "another number in the first copy": ([A.replace("第一", "第二"), A, A, A], [A]),
    "another number within": ([A, A.replace("第一", "第二"), A, A], [A]),
    "two cut-off copies behind": ([A, A, A[:20], A[:9]], [A]),
    "two cut-off copies before": ([A[:11], A[:13], A, A, A], [A]),
    "a cut-off copy between": ([A, A[:20], A, A], [A]),
    "a cut-off copy after the first": ([A, A[:20], A], [A]),
    "a cut-off copy of three clauses before": (
        ["撑起长篙，顺流而下，一早就把山里人" + end for end in ["", *["送到青箬镇上去赶集。"] * 3]],
        ["撑起长篙，顺流而下，一早就把山里人送到青箬镇上去赶集。"],
    ),
    "drift in the first copy": ([A.replace("缆绳", "览绳"), A, A, A], [A]),
    "drift in two copies": ([A.replace("缆绳", "览绳"), A, A.replace("艄公", "稍公"), A, A], [A]),
    "turns, drift in the first": ([A.replace("缆绳", "览绳"), B, A, B, A, B, A, B], [A, B]),
    "turns, drift within": ([A, B, A, B, A, B.replace("竹器", "竹噐"), A, B], [A, B]),
    "four in turn": ([A, B, C, D] * 4, [A, B, C, D]),
    "four in turn, the last turn not at its end": ([*[A, B, C, D] * 3, A, B[:14]], [A, B, C, D]),
    "short blocks without end": (["组织近百人，"] * 60, ["组织近百人，"]),
    "turns with a headline": (["渡口一日", A] * 4, ["渡口一日", A]),
    "a beginning that stops at a comma before": ([A[:13] + "，", A, A, A], [A]),
    "drift in a short paragraph": ([SQUADS, SQUADS, MISREAD, SQUADS], [SQUADS]),
    "drift in a short paragraph that takes turns": (
        [SQUADS, B, SQUADS, B, MISREAD, B, SQUADS, B],
        [SQUADS, B],
    ),
    "English": (
        ["The old bridge was built by the people of the village, stone by stone, in a year."] * 9,
        ["The old bridge was built by the people of the village, stone by stone, in a year."],
    ),
}


@pytest.mark.parametrize(("blocks", "kept"), LOOPS.values(), ids=LOOPS)
def test_one_copy_of_a_loop_is_left(blocks: list[str], kept: list[str]) -> None:
    (found,) = told(blocks)
    assert found.fix is not None
    assert found.fix.applicability is SAFE
    assert found.fix.loss is not None
    assert fixed(PARAGRAPHS(), text_of(blocks)) == left(*kept)
    assert len(findings(LOST(), text_of(blocks))) == 1


@pytest.mark.parametrize(
    "blocks", [[A, A, A, LONG[:15], LONG[15:29]], [A[:15], A[15:], A, A, A]], ids=["behind", "before"]
)
def test_the_halves_of_a_torn_copy_stay_together(blocks: list[str]) -> None:
    """They are joined, and then they are one copy."""
    assert fixed(PARAGRAPHS(), text_of(blocks)) == left(*(blocks[2:] if blocks[0] == A else blocks[:3]))


@pytest.mark.parametrize("cut", [15, 20, 27], ids=["at a comma", "in a clause", "in a word"])
@pytest.mark.parametrize(
    "gap", ["\n\n", "\n", "\r\n\r\n", "\n\u3000\u3000"], ids=["blank", "lines", "CRLF", "indented"]
)
@pytest.mark.parametrize("order", ["saaa", "asaa", "aaas", "aas", "saaas", "aaass"])
def test_a_cut_off_copy_goes_and_the_next_paragraph_is_not_glued_to_the_whole_one(
    cut: int, gap: str, order: str
) -> None:
    words = {"a": A + D, "s": (A + D)[:cut]}
    text = gap.join((START, *(words[one] for one in order), NEXT, END))
    result = fixer.fix(from_text(text), DEFAULT, {SAFE}).page.text
    assert result == gap.join((START, A + D, NEXT, END))


def test_the_gap_behind_a_loop_stays_as_it_was() -> None:
    lines = "".join(f"{NEXT[:20]}{number}。\n" for number in range(30))
    text = f"{lines}{A}\n{A}\n{A}\n{A[:11]}\n\n{END}\n{lines}"
    assert fixed(PARAGRAPHS(), text) == f"{lines}{A}\n\n{END}\n{lines}"


@pytest.mark.parametrize("blocks", [[MISREAD, *[SQUADS] * 3], [*[SQUADS] * 3, MISREAD]], ids=["before", "behind"])
def test_a_short_paragraph_that_differs_beside_a_loop_may_be_the_next_of_a_list(blocks: list[str]) -> None:
    (found,) = told(blocks)
    assert found.message.render("en") == "the same paragraph 4 times in a row"
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE


MISREAD_LONG = (A + B).replace("缆绳", "览绳")


@pytest.mark.parametrize("blocks", [[MISREAD_LONG, A + B], [A + B, MISREAD_LONG]], ids=["before", "behind"])
def test_of_two_copies_the_one_with_a_word_where_the_other_has_none_is_kept(blocks: list[str]) -> None:
    (found,) = told(blocks)
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE
    assert fixed(PARAGRAPHS(), text_of(blocks)) == left(A + B)


ENDLESS: dict[str, tuple[list[str], int]] = {
    "a headline thirty times": (["青箬区召开春耕备耕工作会议部署农资供应"] * 30, 1),
    "a word sixty times": (["水利建设"] * 60, 1),
    "an address eight times": (["青箬镇竹枝路十二号，竹枝社区服务中心二楼，邮编三六六三〇〇"] * 8, 1),
    "two readings by turns": ([A, A.replace("缆绳", "览绳")] * 20, 1),
    "two readings of a short one by turns": ([SQUADS, MISREAD] * 20, 1),
    "two that take turns twice": ([A + B, C + D] * 2, 0),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "lost"), ENDLESS.values(), ids=ENDLESS)
def test_what_nobody_prints_so_often_is_left_to_the_reader(blocks: list[str], lost: int) -> None:
    (found,) = told(blocks)
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE
    assert len(findings(LOST(), text_of(blocks))) == lost


def test_what_differs_in_a_name_is_no_misread_copy() -> None:
    (found,) = told([A, A, A.replace("渡口", "竹枝")])
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE


@pytest.mark.parametrize("name", LOOPS)
@pytest.mark.parametrize("gap", ["\r\n\r\n", "\n", "\r\n\u3000\u3000"], ids=["CRLF", "lines", "indented lines"])
def test_a_loop_is_one_in_any_layout(name: str, gap: str) -> None:
    blocks, kept = LOOPS[name]
    assert fixed(PARAGRAPHS(), gap.join((START, *blocks, END))) == gap.join((START, *kept, END))


def test_cells_of_a_table_are_not_deleted_unasked() -> None:
    (found,) = told(["设备正常，无异常。"] * 24)
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE


def test_where_every_copy_drifted_the_reader_chooses() -> None:
    drifted = [A.replace("天刚亮", "天剐亮"), A.replace("缆绳", "览绳"), A.replace("赶集", "赶巢")]
    (found,) = told(drifted)
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE
    assert len(findings(LOST(), text_of(drifted))) == 1


def test_all_that_take_turns_are_named_and_kept() -> None:
    (found,) = told([A, B] * 3)
    assert found.message.render("zh") == "2 个段落轮流出现 3 次"
    assert found.message.render("en") == "2 paragraphs take turns, 3 times in a row"
    text = text_of([A, B] * 3)
    assert [text[copy.span.start : copy.span.end] for copy in found.related] == [A, B]
    (lost,) = findings(LOST(), text)
    assert "2 个段落轮流循环 3 次" in lost.message.render("zh")
    assert "2 paragraphs took turns 3 times" in lost.message.render("en")


@pytest.mark.parametrize("name", LOOPS)
def test_the_loss_is_told_until_the_fix_is_undone(name: str, zz: Callable[..., Result], tmp_path: Path) -> None:
    blocks, kept = LOOPS[name]
    path = page(tmp_path, "a.txt", text_of(blocks))
    zz("fix", path)
    assert path.read_text(encoding="utf-8") == left(*kept)
    said = zz("check", path, "--output-format", "concise")
    assert (said.status, said.out.count("LOS001")) == (1, 1)
    assert zz("undo", path).status == 0
    assert path.read_bytes() == text_of(blocks).encode()


# -- what was printed --------------------------------------------------------------------------

FORM = "李{}同志因病医治无效，于三月一日在青箬逝世，享年七十八岁。"
SOUND: dict[str, list[str]] = {
    "items": ["· 上午九时，在竹枝社区活动室举行读书会。"] * 3,
    "captions": ["图为渡口的艄公在清晨解开缆绳，准备开船。"] * 3,
    "bylines": ["临汀日报记者 周晓岚 通讯员 何苇 贺知远"] * 3,
    "notices": ["（下转第三版②）"] * 4,
    "headings": ["青箬区人民代表大会常务委员会公告第十二号"] * 4,
    "rows": ["竹枝社区　　一百二十户　　三百六十人　　合格"] * 4,
    "numbers": ["12,500,000,000,000"] * 20,
    "cells": ["合格"] * 60,
    "questions": ["问：您对今年的收成满意吗？", "答：满意，比去年好。"] * 4,
    "minutes": [
        "审判员：原告对上述证据有无异议？",
        "原告：对真实性没有异议。",
        "审判员：被告对上述证据有无异议？",
        "被告：没有异议，予以认可。",
    ]
    * 3,
    "one speaker": ["主持人：请下一位代表上台，发言三分钟。"] * 3,
    "cries": ["“艄公老伯伯，快开船吧，再不走天就要黑透啦！”"] * 3,
    "cries without quotation": ["艄公老伯伯快开船吧，再不走天就要黑透啦！"] * 3,
    "parts of a song": ["（领）一声号子一身汗，船过青箬十八滩。", "（合）嗨哟嗨哟，船过青箬十八滩。"] * 3,
    "forms": ["姓名：", "住址：青箬区竹枝社区", "本人承诺所填内容属实，如有虚假愿承担责任。"] * 3,
    "obituaries": [FORM.format(name) for name in "明芳刚华"],
    "clauses": ["甲方违反本合同约定，应当赔偿守约方因此受到的全部损失，并支付违约金。",
                "乙方违反本合同约定，应当赔偿守约方因此受到的全部损失，并支付违约金。"],
    "results": [f"{name}队以二比一战胜青箬队，获得小组第一名，晋级下一轮比赛。" for name in ("望渚", "石栏", "竹枝")],
    "refrains": ["船过青箬十八滩，嗨哟，", "号子声声喊起来，嗨哟。"] * 4,
    "lines of a song": ["家乡的河水清又长，啊！"] * 3,
    "notes": ["[1]参见《青箬县志》卷三，水利志，清光绪刻本，现藏青箬图书馆地方文献室，第十二页。"] * 3,
    "notes under a table": ["注：表中的数据由青箬区统计局提供，截至今年六月底，不含流动人口，有四舍五入的误差。"] * 3,
    "captions of an agency": ["青箬区的茶农在采茶，今年春茶的产量比去年增加一成。新华社发"] * 3,
    "captions from the files": ["青箬区的茶农在采茶，今年春茶的产量比去年增加一成（资料照片）。"] * 3,
    "headlines with commas": ["青箬区召开春耕备耕工作会议，部署今年粮食生产和农资供应工作"] * 3,
    "addresses": ["青箬镇竹枝路十二号，竹枝社区服务中心二楼，邮编三六六三〇〇"] * 3,
    "addresses with a label": ["联系地址：青箬镇竹枝路十二号，竹枝社区服务中心二楼，乘三路公交车到竹枝路口下车。"] * 3,
    "menus": ["早餐\t豆浆，油条，咸菜，煮鸡蛋，大米粥，小笼包子，青菜豆腐汤，任选三样。"] * 3,
    "duties": ["白班 周晓岚，何苇，贺知远，李子明，王晓，电话六二三一八八"] * 3,
    "rows of names": ["星期一　　周晓岚，何苇，贺知远　　白班，八时至十六时"] * 3,
    "a column of a table": ["青箬区城关镇中心小学"] * 24,
    "one letter of a name": [f"{name}同志因病医治无效，于三月一日在青箬逝世，享年七十八岁。" for name in ("王明", "王芳")],
    "one letter of a place": [f"河{side}岸的路灯已经全部换成节能灯，每晚六时半亮灯，由街道负责。" for side in "东西"],
    "one letter between": ["王明同志被评为先进工作者。", "王刚同志被评为先进工作者。"] * 2,
    "chants": ["船工号子喊起来哟，嗨哟！"] * 2,
    "cheers": ["加油！加油！青箬队必胜！"] * 25,
}  # fmt: skip


@pytest.mark.parametrize("blocks", SOUND.values(), ids=SOUND)
@pytest.mark.parametrize("rule", [PARAGRAPHS, LOST], ids=["DUP001", "LOS001"])
def test_what_was_printed_so_is_no_loop(rule: type, blocks: list[str]) -> None:
    assert not findings(rule(), text_of(blocks))


@pytest.mark.parametrize("rule", [PARAGRAPHS, LOST], ids=["DUP001", "LOS001"])
@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(["# 青箬区召开春耕备耕工作会议，部署农资供应"] * 3),
        "\n\n".join(["| 竹枝社区 | 一百二十户，三百六十人 | 合格，验收 |"] * 3),
        "```\n" + "打印（青箬区春耕备耕工作会议，部署农资供应）\n\n" * 3 + "```",
        "```\n" + "打印青箬区春耕备耕工作会议，部署农资供应，" * 4 + "\n```",
    ],
    ids=["headings", "rows", "code", "code within a block"],
)
def test_markdown_that_repeats_itself_is_no_loop(rule: type, text: str) -> None:
    sheet = read(f"{text}\n\n{END}\n".encode(), "a.md")
    assert not RuleSet([rule()]).check(sheet).findings


# -- time --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        lambda size: f"{LONG * (size // 250)}\n\n{LONG * (size // 500)}你{LONG * (size // 500)}\n" * 2,
        lambda size: (
            "，".join("甲乙丙丁戊己庚辛"[n * n % 7] for n in range(size // 4))
            + "。\n\n"
            + "，".join("甲乙丙丁戊己庚辛"[n * n * n % 7] for n in range(size // 4))
            + "。\n"
        ),
        lambda size: "".join(f"{LONG}{chr(0x4E00 + n % 20000)}\n\n" for n in range(size // 120)),
        lambda size: "".join(f"{A[: n % 7 + 3]}{'甲乙丙丁'[n % 4]}{A}\n\n" for n in range(size // 35)),
        lambda size: "".join(f"{A[: n % 20 + 8]}\n\n" for n in range(size // 20)),
        lambda size: f"{LONG * (size // 240)}\n\n" + f"{LONG[:50]}\n\n" * (size // 104),
        lambda size: f"{LONG * (size // 240)}\n\n" + f"{LONG[-12:]}\n\n" * (size // 28),
        lambda size: "".join(f"{LONG[: n % 20 + 13]}\n\n" for n in range(size // 50)) + LONG * (size // 240),
        lambda size: f"{A}\n\n{B}\n\n" * (size // 60),
        lambda size: "无异议\n\n有异议\n\n" * (size // 10),
    ],
    ids=[
        "long",
        "long, no copies",
        "many, one letter",
        "many, other heads",
        "beginnings",
        "a long one, beginnings",
        "a long one, ends",
        "beginnings, a long one",
        "turns",
        "short turns",
    ],
)
def test_time_grows_with_the_text(text: Callable[[int], str]) -> None:
    def run(text: str) -> object:
        return from_text(text).repeats

    assert not too_slow(Case("repeats", text, run))
