"""FUR001: what belongs to the page is told from what belongs to a story."""

import importlib

import pytest

from zzlint.diagnostic import Applicability, Diagnostic
from zzlint.registry import registry
from zzlint.testing import findings, fixed

RULE = registry()["FUR001"]
STRIP = importlib.import_module(RULE.__module__).PageFurniture(RULE.Options(strip=True))

ABOVE = "工厂搬走以后，河滩上的芦苇一年比一年高，住在对岸的老人说，夜里又能听见"
BELOW = "水鸟的叫声，这是三十年来没有过的事。"
WHOLE = "工厂搬走以后，河滩上的芦苇一年比一年高，住在对岸的老人说，夜里又能听见水鸟叫。"
STORY = "白鹭一来，看鸟的人也来了，河边开起了三家茶馆，生意都不坏。"


def archive(text: str) -> list[tuple[str, str]]:
    """What is said in the profile archive: message and place."""
    return [(item.message.key, text[slice(*item.span)]) for item in findings(RULE(), text)]


def stripped(text: str) -> list[str]:
    """What the safe fixes of the profile corpus delete."""
    return [item.fix.edits[0].old for item in findings(STRIP, text) if _is_safe(item) and item.fix is not None]


def _is_safe(item: Diagnostic) -> bool:
    return item.fix is not None and item.fix.applicability is Applicability.SAFE


@pytest.mark.parametrize(
    "line",
    [
        "A3",
        "第3版",
        "- 12 -",
        "·12·",
        "第3页 共8页",
        "第 3 页",
        "汀陵晚报　文艺",
        "2021年3月16日 星期二 县区 B3",
        "责任编辑：王 珂 校对/尹照临",
        "编辑　范田　版式　沈小舟　电话　2217",
        "新闻热线：0700-6681234 投稿邮箱：tougao@tingling.example",
        "今日八版 零售每份0.50元",
    ],
)
def test_furniture_that_tears_a_sentence_is_reported_and_taken_out_on_request(line: str) -> None:
    page = f"{STORY}\n\n{ABOVE}\n\n{line}\n\n{BELOW}\n\n{STORY}\n"
    assert archive(page) == [("torn", line)]
    assert fixed(RULE(), page) == f"{STORY}\n\n{ABOVE}\n\n{BELOW}\n\n{STORY}\n"
    assert findings(RULE(), page)[0].fix.applicability is Applicability.UNSAFE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "line", ["05", "教育", "2021年3月16日", "王 珂", "星期二", "汀陵日报", "3-2", "B超", "12", "今日八版"]
)
def test_what_may_be_part_of_a_story_is_not_furniture(line: str) -> None:
    page = f"{STORY}\n\n{ABOVE}\n\n{line}\n\n{BELOW}\n\n{STORY}\n"
    assert archive(page) == []
    assert stripped(page) == []


def test_a_running_head_between_two_paragraphs_is_reported_without_a_fix() -> None:
    page = f"{WHOLE}\n\n汀陵日报 2021年3月16日 A2版\n\n{STORY}\n"
    assert archive(page) == [("inside", "汀陵日报 2021年3月16日 A2版")]
    assert fixed(RULE(), page) == page


def test_a_line_of_furniture_among_printed_lines_is_found_without_blank_lines() -> None:
    page = f"{STORY}\n{ABOVE}\n责任编辑：洪小满\n{BELOW}\n{STORY}\n"
    assert archive(page) == [("torn", "责任编辑：洪小满")]
    assert fixed(RULE(), page) == f"{STORY}\n{ABOVE}\n{BELOW}\n{STORY}\n"


def test_the_hotline_between_two_stories_is_a_note() -> None:
    page = f"{WHOLE}\n\n新闻热线：0700-6681234\n\n巷子里的“暖心桌”\n\n汀陵日报记者 俞又新\n\n{STORY}\n"
    assert [(item.message.key, item.severity.value) for item in findings(RULE(), page)] == [("between", "note")]


HEAD = "汀陵日报\n\n2021年3月16日 星期二\n责任编辑：俞又新\n\n城事\n\nA2\n\n"
FOOT = "\n\n本版热线：0700-6610021\n"


def test_head_and_foot_of_a_page_are_silent_in_archive_and_go_in_corpus() -> None:
    page = f"{HEAD}河边的茶馆\n\n{STORY}{FOOT}"
    assert archive(page) == []
    assert fixed(STRIP, page) == f"河边的茶馆\n\n{STORY}\n"
    assert "".join(stripped(page)).split() == (HEAD + FOOT).split()


def test_a_headline_that_is_the_name_of_a_section_stays_below_the_section() -> None:
    page = f"{HEAD}文化\n\n{STORY}\n"
    assert fixed(STRIP, page) == f"文化\n\n{STORY}\n"


def test_a_diary_that_begins_with_its_day_keeps_it() -> None:
    page = f"2021年3月16日 星期二\n\n{STORY}\n"
    assert stripped(page) == []


@pytest.mark.parametrize(
    "below",
    [
        "汀陵市教育局\n2022年2月25日",
        "（联系人：基础教育科 翁有竹 电话：0700-6619021）",
        "汀陵市教育局\n\n2022年2月25日\n\n咨询电话：0700-6619021",
        "望政告〔2018〕59号",
        "桐鹿县雾坪乡 方老师",
    ],
)
def test_what_stands_below_a_letter_or_a_notice_stays(below: str) -> None:
    assert stripped(f"{HEAD}关于报名的通知\n\n{WHOLE}\n\n{below}\n")[1:] == []
    assert fixed(STRIP, f"{HEAD}关于报名的通知\n\n{WHOLE}\n\n{below}\n").endswith(f"{below}\n")


def test_the_address_of_a_call_for_contributions_stays_and_that_of_the_page_goes() -> None:
    mail = "投稿邮箱：fukan@tingling.example"
    call = f"征稿启事\n\n本栏长期征稿，题材不限，一经采用即付稿酬。\n\n{mail}\n"
    assert stripped(call) == []
    assert fixed(STRIP, f"{STORY}\n\n{mail}\n") == f"{STORY}\n"


def test_the_head_of_the_next_page_of_a_file_goes_in_corpus_and_is_silent_in_archive() -> None:
    page = f"{HEAD}河边的茶馆\n\n{STORY}\n\n汀陵日报\n2021年3月16日 星期二\n经济\nA3\n\n渔网厂搬出老城\n\n{WHOLE}\n"
    assert archive(page) == []
    assert fixed(STRIP, page) == f"河边的茶馆\n\n{STORY}\n\n渔网厂搬出老城\n\n{WHOLE}\n"


@pytest.mark.parametrize(
    "text",
    [
        "据汀陵日报 2021年3月16日 星期二 A2版报道，村里修通了公路。\n",
        "（原载汀陵日报 2021年3月16日 星期二 A2版）\n",
        "开学的日子定在2021年9月1日 星期三 上午九点，请家长准时送到。\n",
    ],
)
def test_a_sentence_that_cites_a_paper_or_names_a_day_is_sound(text: str) -> None:
    assert archive(text) == []
    assert stripped(text) == []


def test_a_running_head_in_a_paragraph_goes_safely_in_corpus_only_when_four_pieces_meet() -> None:
    four = "审议报告时，委员们提出 A2 要闻 2021年3月16日 星期二 这两年河水变清了。\n"
    three = "审议报告时，委员们提出 A2 2021年3月16日 星期二 这两年河水变清了。\n"
    assert stripped(four) == [" A2 要闻 2021年3月16日 星期二 "]
    assert stripped(three) == []
    assert fixed(STRIP, three) == "审议报告时，委员们提出这两年河水变清了。\n"
