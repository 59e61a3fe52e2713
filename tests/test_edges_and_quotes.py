"""Marks that nobody printed: at the edges of columns, and before the end of a sentence."""

import random
import re
from pathlib import Path

import pytest

from tests.helpers import ROOT
from zzlint import check_text, fix_text
from zzlint.settings import Settings

MARKS = Settings(select=("PUN003", "PUN006", "PUN009", "PUN010"))
CLOSING, OPENING = "，。、；：？！”’》）", "“‘《（"
PAGES = [
    ROOT / "seeds" / "sound" / f"{name}.txt"
    for name in ("front-page", "community-page", "interviews-page", "literary-supplement", "sports-science-page")
]


def fixed(text: str) -> str:
    return fix_text(text, settings=MARKS).text


def prose(page: Path) -> list[str]:
    """The paragraphs of a page, each in one line."""
    paragraphs = (re.sub(r"\s+", "", one) for one in re.split(r"\n\s*\n|\n(?=\u3000)", page.read_text("utf-8")))
    return [one for one in paragraphs if len(one) > 60]


def cut(text: str, width: int) -> list[str]:
    """The text as a program cuts it."""
    return [text[start : start + width] for start in range(0, len(text), width)]


def set_in_print(text: str, width: int) -> list[str]:
    """The text as a printer sets it: no closing mark begins a line and no opening one ends one."""
    lines = []
    while text:
        end = width
        while text[end : end + 1] and text[end] in CLOSING:
            end += 1
        while end < len(text) and text[end - 1] in OPENING:
            end -= 1
        lines.append(text[:end])
        text = text[end:]
    return lines


def column(page: Path, width: int) -> list[str]:
    return [line for one in prose(page) for line in set_in_print(one, width)]


@pytest.mark.parametrize("width", range(12, 41, 4))
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_text_cut_at_a_width_keeps_the_marks_its_lines_begin_with(page: Path, width: int) -> None:
    text = "\n".join(line for one in prose(page) for line in cut(one, width)) + "\n"
    assert re.search(r"\n[。”]", text) or width > 12
    assert fixed(text) == text


@pytest.mark.parametrize("width", [16, 20, 24])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_speck_at_the_edge_of_a_column_goes(page: Path, width: int) -> None:
    lines, chance, right = column(page, width), random.Random(width), 0
    assert fixed("\n".join(lines) + "\n") == "\n".join(lines) + "\n"
    places = [number for number in range(9, len(lines) - 9) if "\u4e00" <= lines[number][0] <= "\u9fff"]
    for number in chance.sample(places, 8):
        read = [*lines]
        read[number] = chance.choice((".", "”", "_ ", ".，")) + read[number]
        after = fixed("\n".join(read) + "\n").splitlines()
        assert after in (lines, read)
        right += after == lines
    assert right >= 3


def beside(above: str, below: str) -> list[tuple[list[str], list[str]]]:
    """Lines of print around a place between two characters, as printed and with a 。 read into the edge."""
    found = []
    for width in range(14, 30):
        lines = [line for page in PAGES for line in column(page, width)]
        for number in range(12, len(lines) - 12):
            if lines[number - 1][-1] in above and lines[number][0] in below:
                near = lines[number - 12 : number + 12]
                found.append((near, [*near[:12], "。" + near[12], *near[13:]]))
    return found


def test_a_full_stop_at_the_edge_goes_behind_a_whole_sentence() -> None:
    places = beside("。！？", "他这我在大一今")
    assert len(places) > 20
    for printed, read in places:
        assert fixed("\n".join(read) + "\n").splitlines() == printed


def test_a_full_stop_at_the_edge_goes_inside_a_word() -> None:
    places = [one for word in ("居民", "孩子", "学校", "时候", "问题") for one in beside(*word)]
    gone = [fixed("\n".join(read) + "\n").splitlines() == printed for printed, read in places]
    assert len(gone) > 5
    assert sum(gone) > 0.8 * len(gone)


def test_a_full_stop_at_the_edge_that_may_be_meant_stays() -> None:
    places = beside("了过来去年里", "他这我在大一今")
    assert len(places) > 5
    for _, read in places:
        assert fixed("\n".join(read) + "\n").splitlines() == read


def test_a_closing_quotation_mark_at_the_edge_stays_where_its_opening_one_may_be() -> None:
    lines = column(PAGES[0], 20)
    number = next(at for at in range(20, len(lines) - 9) if "“" not in "".join(lines[at - 3 : at + 1]))
    read = [*lines]
    read[number - 1] = "“" + read[number - 1][1:]
    read[number] = "”" + read[number]
    assert "\n".join(read) + "\n" == fixed("\n".join(read) + "\n")


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("渠修好了“。大家都去看“。后来又修了路。", "渠修好了。大家都去看。后来又修了路。"),
        ("他读《春》、“《秋》、《冬》。", "他读《春》、《秋》、《冬》。"),
        ("这叫“幸福渠。，全长九里。", "这叫“幸福渠”，全长九里。"),
        ("这叫“幸福渠，。全长九里。", "这叫“幸福渠”。全长九里。"),
        ("有“幸福渠、，富民渠”等。", "有“幸福渠、，富民渠”等。"),
        ("他说：“好。，我去。”", "他说：“好。，我去。”"),
        ("全长九里。，\n灌溉千亩；，\n两岸成荫。", "全长九里。\n灌溉千亩；\n两岸成荫。"),
        ("全长九里。，灌溉千亩；，两岸成荫。", "全长九里。，灌溉千亩；，两岸成荫。"),
        ("（全长九里。，灌溉千亩。", "（全长九里。，灌溉千亩。"),
        ("村民管它叫”幸福渠“。", "村民管它叫”幸福渠“。"),
        ("他说：“水来了“。大家去看。", "他说：“水来了“。大家去看。"),
    ],
)
def test_two_marks_in_a_row_are_mended_where_the_page_tells_how(read: str, printed: str) -> None:
    assert fixed(read) == printed


def test_one_speck_is_one_finding() -> None:
    lines = column(PAGES[0], 20)
    lines[30] = "”" + lines[30]
    text = "\n".join(lines) + "\n"
    here = [one for one in check_text(text, settings=Settings(select=("PUN",))) if text[slice(*one.span)] == "”"]
    assert [one.code for one in here] == ["PUN006"]


# -- what is meant -------------------------------------------------------------------------

ALL_MARKS = Settings(select=("PUN0",))


@pytest.mark.parametrize(
    "text",
    [
        "老人说，“《春》是本好书。\n\n“《秋》也是。”\n",
        "“水来了，，快看。\n\n“渠修好了。”\n",
        "“小明说'去。\n\n“我不去。”\n",
        "“水库在北纬30度15'附近，坝长九百米。”\n",
        "区间(0,3]日均值；［2]月志；部首是用]日字旁；星期]日。\n",
        "气温 -一度，地下 -一层，温度：-一度，渠首 -一座老城，案例一-审判决，附件一-次品统计。\n",
        "求17%6、18%6的余数。\n",
        "HTML实体&nbsp;，表示空格；for(;;，死循环。\n",
        "买米，·盐，·糖。域名：.中国。\n",
        "他把要办的事一一不落地写在本子上。\n",
        "大家唱起《春》、《夏》，“《秋》好听。”\n",
        "同学们一一自我介绍，干部一一实地考察，把名单一一email给老师。要求：一一不漏。\n",
        "一一核对。一一登记。一一归档。\n",
        "请输入<用户名>，再读《手册》。\n",
        "共收5,\n> 300元，好。共收5,\n\n300元，账上写着l,450元、1,l50元，好。\n",
        "走了…\n　　…再见了。——渠首\n走了—\n\n—再也没有回来。\n",
        "他们推出.公司、.网络，.中国等域名。春.夏.秋.冬，柴米.油盐。\n",
        "本报记者李明报道；王五摄影。\n",
        "变量 name = '小明'，“年龄”为3。\n",
        "（市民李明》来了，（24小时》不停。\n",
        "她说：“这里冬暖夏凉，\n住着舒服，人也舒服。。开张那天，来了很多人。\n",
        '“机器人为什么"会走路”是新课。“他说"好"”，她说。\n',
        "每周一、三、…、五，一根棉线，—只碗口大的竹筒——都是他做的。\n",
        "村民管它叫“幸福渠'，很多年了。\n",
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert fix_text(text, settings=ALL_MARKS).text == text


def test_marks_in_code_stay() -> None:
    text = "正文很好，写作 `《以下简称甲` 和 `题为春天来了”` 两种。\n"
    assert fix_text(text, name="page.md", settings=ALL_MARKS).text == text


def among(*lines: str) -> str:
    """Lines in a column of print."""
    column = [f"{number}号地里的茶树今年{how}，" for number in "一二三四五六" for how in ("都长高了", "也长粗了些")]
    return "\n".join([*column, *lines, *column]) + "\n"


@pytest.mark.parametrize(
    "lines",
    [
        ("这时候老社长摆摆手对大家说：", "”水来了，地就活了，人也不走。", "“渠修好了，路也要修好。”"),
        ("做这件事的人第二天想起了", "_个办法，大家都说这个办法好。"),
        ("先来的人都说修这条渠需要三天", "~五天才能做完，大家都不信。"),
        ("这一段话在书里写作`修渠工程", "`的那一条，大家都来帮忙修渠。"),
        ("| 修渠的人都来了，", "| 修路的人也来了，", "| 种茶的人还没来，", "| 卖茶的人早走了，"),
        (". 修渠的人都来了，", ". 修路的人也来了，", ". 种茶的人还没来，", ". 卖茶的人早走了，"),
    ],
)
def test_a_sign_at_the_beginning_of_a_printed_line_that_may_be_meant_stays(lines: tuple[str, ...]) -> None:
    text = among(*lines)
    assert fix_text(text, settings=ALL_MARKS).text == text


def test_a_sign_at_the_beginning_of_a_printed_line_goes() -> None:
    read = among("做这件事的人第二天都来到了", "_ 渠首，大家都说这个办法好。")
    assert fix_text(read, settings=ALL_MARKS).text == read.replace("_ ", "")


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("“他常说，“老黄牛'不是光拉车。”\n", "“他常说，‘老黄牛’不是光拉车。”\n"),
        ("他说：”水来了，地就活了，大家都去看看吧。”\n" * 3, "他说：“水来了，地就活了，大家都去看看吧。”\n" * 3),
        ("他说：“水来了“。”大家去看。\n", "他说：“水来了。”大家去看。\n"),
        ("他说：：水来了，大家去看。”\n", "他说：“水来了，大家去看。”\n"),
        ("共1998一\r\n1999年度，两地的贸.\r\n易往来。\r\n", "共1998—\r\n1999年度，两地的贸\r\n易往来。\r\n"),
        ("到9月]8日和去年]月，比]981年多；（附图片]张）", "到9月18日和去年1月，比1981年多；（附图片1张）"),
        ("渠水谣——汀陵纪事。\n渠水谣\n--次仁的故事\n", "渠水谣——汀陵纪事。\n渠水谣\n——次仁的故事\n"),
        ("他读了题为春天来了”的文章。", "他读了题为“春天来了”的文章。"),
        ("1979一一\n1981年，全市一一落实。一一走访。", "1979——\n1981年，全市一一落实。一一走访。"),
    ],
)
def test_what_the_page_tells_is_mended(read: str, printed: str) -> None:
    assert fix_text(read, settings=ALL_MARKS).text == printed


def test_a_long_page_of_marks_takes_time_in_proportion() -> None:
    text = among(*["| 修渠的人都来了，", ". 修路的人，", "”水来了“。"] * 3_000)
    assert len(check_text(text, settings=ALL_MARKS)) > 0
