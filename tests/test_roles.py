"""Block roles: on the annotated pages, and on small pages with near misses."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import ROOT
from zzlint.evaluate.gold import clean_pages
from zzlint.evaluate.roles import body_f1, confusion, macro_f1
from zzlint.text.page import Page
from zzlint.text.roles import Role

STORY = "清晨五点，渡口的灯就亮了。老船工解开缆绳，把第一班船撑向对岸，船上坐着十几个赶集的人。"
MORE = "船靠岸以后，他并不急着回头，而是把船舱里的水一瓢一瓢舀干，再把跳板擦得干干净净。"
LEAD = "云溪日报讯 3月5日，全县春耕现场会在河口镇召开，各乡镇的农机手和农技员都参加了会议。"

HEAD, SUB, BY, BODY = Role.HEADLINE, Role.SUBHEAD, Role.BYLINE, Role.BODY
DATE, MAST, FURN, ITEM = Role.DATELINE, Role.MASTHEAD, Role.FURNITURE, Role.LIST_ITEM
CAPTION, NOTICE = Role.CAPTION, Role.NOTICE


def roles(*blocks: str, between: str = "\n\n") -> list[Role]:
    """The roles of blocks that stand one below the other."""
    page = Page(between.join(blocks) + "\n")
    assert len(page.blocks) == len(blocks)
    return [page.role(block) for block in page.blocks]


def test_seeds() -> None:
    table = confusion(clean_pages(ROOT / "seeds"))
    assert macro_f1(table) >= 0.90
    assert body_f1(table) >= 0.98


HEADS = [
    (("云溪日报", "2021年3月16日 星期二", "要闻", "A1", "新桥通车", STORY), [MAST, DATE, FURN, FURN, HEAD, BODY]),
    # a day under its month, and a page number
    (("云溪日报", "2021年3月", "16", "07", "新桥通车", STORY), [MAST, DATE, DATE, FURN, HEAD, BODY]),
    (("YUNXI DAILY", "第9126期", "今日8版", "晴转多云\n9℃～17℃", "新桥通车"), [MAST, MAST, MAST, FURN, HEAD]),
    # the date comes first, whatever follows in the block
    (("云溪日报", "2021年3月16日 星期二\n责任编辑：何苇", "新桥通车", STORY), [MAST, DATE, HEAD, BODY]),
    # words of a head in a headline
    (("2021年全县经济总量突破百亿", STORY), [HEAD, BODY]),
    (("第一期工程提前完工", STORY), [HEAD, BODY]),
    (("连续三天气温偏高", LEAD), [HEAD, BODY]),
]


@pytest.mark.parametrize(("blocks", "expected"), HEADS)
def test_head_of_a_page(blocks: tuple[str, ...], expected: list[Role]) -> None:
    assert roles(*blocks) == expected


STORIES = [
    (("新桥通车", "云溪日报记者 何苇\n通讯员/李 明", STORY), [HEAD, BY, BODY]),
    (("小城大爱", "——记河口镇邮递员", "本报评论员", STORY), [HEAD, HEAD, BY, BODY]),
    (("渡口", "□ 秦 望", STORY), [HEAD, BY, BODY]),
    (("渡口", "朱望舒", STORY), [HEAD, BY, BODY]),
    (("记者帮你问", "问：路灯坏了找谁？"), [HEAD, BODY]),
    (("火警", STORY), [HEAD, BODY]),
    # a title in sentences, a subhead, and the same words in a paragraph
    (("老渡口拆了，新桥通了，日子怎么过", "云溪日报记者 何苇", STORY), [HEAD, BY, BODY]),
    ((STORY, "把船擦得干干净净", MORE), [BODY, SUB, BODY]),
    ((STORY, "怎样坐船过江？", MORE), [BODY, SUB, BODY]),
    ((STORY, "“会不会撑船？”", MORE), [BODY, BODY, BODY]),
    ((STORY, "● 改革创新，一张网连起千家", MORE), [BODY, SUB, BODY]),
    ((STORY, "第二章 停放和充电", "第四条 停放应当有序。"), [BODY, SUB, BODY]),
    # a new story begins below
    ((STORY, "新桥今日通车", LEAD), [BODY, HEAD, BODY]),
    ((STORY, "新桥今日通车", "两岸来往更方便", "云溪日报记者 何苇", MORE), [BODY, HEAD, HEAD, BY, BODY]),
    ((STORY, "停水公告", MORE), [BODY, HEAD, BODY]),
    ((STORY, "小城新事 大桥通车", MORE), [BODY, HEAD, BODY]),
    ((STORY, "早樱开了", "3月14日，市民在江边赏花。", "云溪日报记者 何苇 摄"), [BODY, HEAD, CAPTION, BY]),
    ((STORY, "正在安装的路灯。何苇 摄", "下转 A2版①", "（上接第一版）"), [BODY, CAPTION, NOTICE, NOTICE]),
    ((STORY, "（上接第一版）" + MORE), [BODY, BODY]),
]


@pytest.mark.parametrize(("blocks", "expected"), STORIES)
def test_stories(blocks: tuple[str, ...], expected: list[Role]) -> None:
    assert roles(*blocks) == expected


LISTS = [
    (("注意事项如下：", "（一）带好证件；", "（二）提前十分钟到场。"), [BODY, ITEM, ITEM]),
    (("一、培训对象。年满八周岁的少年儿童。", "二、培训时间。共分五期。"), [BODY, BODY]),
    ((STORY, "▲市图书馆恢复开放。（何苇）", "▲新桥亮灯。（李 明）"), [BODY, ITEM, ITEM]),
    ((STORY, "时间：3月18日\n范围：竹枝社区\n原因：换线", MORE), [BODY, ITEM, BODY]),
    ((STORY, "品名　本周　上周\n菠菜　2.80　3.50"), [BODY, ITEM]),
    (("票价如下：", "一级，每张五元；", "二级，每张三元；", "三级，每张一元。"), [BODY, ITEM, ITEM, ITEM]),
    ((STORY, "1月5日（星期六） 新馆开放。", "2月5日（星期二） 灯会开幕。"), [BODY, ITEM, ITEM]),
    # half a sentence may begin with a number and end on a comma
    ((STORY, "3月5日上午九点，", "12辆客车从县城出发。"), [BODY, BODY, BODY]),
    # under a notice or a letter
    ((STORY, "云溪县水务局\n2021年3月15日"), [BODY, FURN]),
    ((STORY, "云溪清源燃气公司", "老年大学招生简章", MORE), [BODY, FURN, HEAD, BODY]),
    ((STORY, "此致，", "敬礼！", "你们的朋友 何苇", "2021年3月15日"), [BODY, BODY, BODY, FURN, FURN]),
    ((STORY, "本版热线：0700-6610021"), [BODY, FURN]),
    (("关于设立小学的复函", "云政函〔2022〕7号", "河口镇人民政府：", MORE), [HEAD, FURN, BODY, BODY]),
]


@pytest.mark.parametrize(("blocks", "expected"), LISTS)
def test_lists_and_what_stands_under_letters(blocks: tuple[str, ...], expected: list[Role]) -> None:
    assert roles(*blocks) == expected


CUT = [
    (STORY[:16], STORY[16:]),  # at a comma, or short of one
    ("正因如此，去年秋天，当下游的河堤告急、急需大", "流量水泵时，厂里只用五天就交了货。"),
    ("走访归来，他写下“这条路一定要修", "好”几个字，第二天就去了县里。"),
    ("去年全年两岸往来的客人突破了三十", "万人次，比前年多了一成。"),
    ("半个小时后，兄弟俩在调解书上按了手", "印，事情就此了结。"),
    (MORE, "船票。"),
]


@pytest.mark.parametrize("halves", CUT)
def test_both_halves_of_a_cut_paragraph_are_body(halves: tuple[str, str]) -> None:
    assert roles(STORY, *halves, MORE) == [BODY] * 4


def test_a_loop_begun_and_cut_off_is_body() -> None:
    loop = "把每一条船都当作自己家里的船来造。"
    assert roles(STORY, loop[:11], loop, loop, MORE) == [BODY] * 5


BETWEEN_HAN = re.compile(r"(?<=[^ -~\s])(?=\S)|(?<=\S)(?=[^ -~\s])")
SPACED = [
    ("云溪日报", "2021年3月16日 星期二", "新桥通车", "本报记者周砚禾", LEAD, "下转第二版"),
    (STORY, "把船擦得干干净净", MORE),
]


@pytest.mark.parametrize("blocks", SPACED)
def test_the_machine_s_blanks_and_marks_change_no_role(blocks: tuple[str, ...]) -> None:
    expected = roles(*blocks)
    assert roles(*(BETWEEN_HAN.sub(" ", block) for block in blocks)) == expected
    half = str.maketrans("，：；（）", ",:;()")
    assert roles(*(block.translate(half) for block in blocks)) == expected


def test_printed_lines() -> None:
    text = STORY + MORE
    lines = [text[at : at + 17] for at in range(0, len(text), 17)]
    found = roles(
        *lines, "新桥通车", "　　" + LEAD[:15], *(LEAD[at : at + 17] for at in range(15, len(LEAD), 17)), between="\n"
    )
    assert found == [*[BODY] * len(lines), HEAD, *[BODY] * (len(found) - len(lines) - 1)]


def test_verse_and_rows_on_a_page_of_indented_paragraphs() -> None:
    lines = (
        "渡口",
        "　　□ 秦 望",
        "　　船来了",
        "　　又走了",
        "市价",
        "　　上米　九元",
        "　　中米　八元",
        "　　黄豆　六元",
    )
    assert roles(*lines, between="\n") == [HEAD, BY, BODY, BODY, HEAD, ITEM, ITEM, ITEM]


def pages() -> list[Path]:
    return [path for path in sorted((ROOT / "seeds").rglob("*.txt")) if "gb18030" not in path.name]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_line_ends_and_the_order_of_asking_change_no_role(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="replace")
    page = Page(text)
    expected = [page.role(block) for block in page.blocks]
    assert [page.role(block) for block in reversed(page.blocks)] == expected[::-1]
    assert [Page(text).role(block) for block in page.blocks] == expected
    crlf = Page(text.replace("\r\n", "\n").replace("\n", "\r\n"))
    assert [crlf.role(block) for block in crlf.blocks] == expected


@given(st.lists(st.text("老王记者摄图 一1（(:：，。？\u3000|-#\u200b\x85\r\n", max_size=24), max_size=8))
def test_every_block_has_a_role(parts: list[str]) -> None:
    page = Page("\n\n".join(parts))
    assert all(page.role(block) in Role for block in page.blocks)


@pytest.mark.parametrize("piece", ["字", "字 ", "时间：三月\n", "，", "（", "李 ", "\u3000", "记者/", "张三、", "第"])
def test_a_huge_block_costs_no_more_than_a_small_one(piece: str) -> None:
    huge = piece * (2_000_000 // len(piece)) + "字"
    page = Page(f"{huge}\n\n一级；\n\n{huge}\n")
    assert len(page.blocks) == 3
    start = time.process_time()
    for block in page.blocks:
        page.role(block)
    assert time.process_time() - start < 0.1


def test_a_role_in_a_long_page_is_judged_without_the_others() -> None:
    page = Page(f"{STORY}\n\n停水公告\n\n" * 20_000)
    blocks = page.blocks
    start = time.process_time()
    assert page.role(blocks[-1]) is HEAD
    assert time.process_time() - start < 0.1


SEPARATED = [
    ("甲乙丙\n\n丁戊己\n", True),
    ("甲乙丙\n丁戊己\n", False),
    # paragraphs of one line, a blank line inside a poem
    ("　　清晨，渡口的灯亮了。\n" * 20 + "\n" + "　　船走了\n" * 4, False),
    # printed lines, a blank line between paragraphs
    (("清晨五点渡口的灯就亮了老船\n" * 11 + "工解开缆绳。\n\n") * 3, True),
    ("\n\n甲乙丙。\n丁戊己。\n" * 3, True),
]


@pytest.mark.parametrize(("text", "expected"), SEPARATED)
def test_blank_lines_between_blocks(text: str, expected: bool) -> None:
    assert Page(text).separated is expected
