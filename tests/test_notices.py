"""One grammar of page-turn notices: what is one, what it says, and what is none."""

import pytest

from zzlint import fix_text
from zzlint.formats import from_text
from zzlint.rule import Profile
from zzlint.settings import Settings
from zzlint.text import notices
from zzlint.text.notices import Notice


def only(text: str) -> Notice:
    found = notices.find(from_text(text))
    assert len(found) == 1, f"{text!r}: {found}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "way", "page", "ordinal"),
    [
        ("下转 第2版\n", "to", "第2版", ""),
        ("下转 A2版①\n", "to", "A2版", "①"),
        ("灯亮了。（下转第三版②）\n", "to", "第三版", "②"),
        ("灯亮了。下 转 A 2 版\n", "to", "A2版", ""),
        ("（上接第一版）灯亮了。\n", "from", "第一版", ""),
        ("上接01版② 灯亮了。\n", "from", "01版", "②"),
        ("（下轉第四版）\n", "to", "第四版", ""),
        ("（紧接1版）\n", "from", "1版", ""),
        ("（接上版）\n", "from", "上版", ""),
        ("（转自第一版）\n", "from", "第一版", ""),
        ("（续第一版）灯亮了。\n", "from", "第一版", ""),
        ("灯亮了。（续第三版）\n", "to", "第三版", ""),
        ("（文转02版）\n", "to", "02版", ""),
        ("下转中缝\n", "to", "中缝", ""),
        ("（下转封底）\n", "to", "封底", ""),
        ("下转第二、三版\n", "to", "第二、三版", ""),
        ("（下转第191页）\n", "to", "第191页", ""),
        ("# （上接第151页）\n", "from", "第151页", ""),
        ("（下转第 123 页 continued on page 123）\n", "to", "第123页", ""),
        ("（上接第1版《新桥通车》一文）\n", "from", "第1版", ""),
        ("▶下转A2版\n", "to", "A2版", ""),
        ("**（下转第3版）**\n", "to", "第3版", ""),
        ("（下转第\n三版）\n", "to", "第三版", ""),
        ("（卞转第二贩）\n", "to", "第二贩", ""),
        ("（下转O2版）\n", "to", "O2版", ""),
        ("（下转弟3版）\n", "to", "弟3版", ""),
    ],
)
def test_a_whole_notice_names_way_page_and_ordinal(text: str, way: str, page: str, ordinal: str) -> None:
    notice = only(text)
    assert (notice.way, notice.page, notice.ordinal) == (way, page, ordinal)
    assert notice.whole
    assert notice.sure


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("灯亮了。（下转第3版）\n", "（下转第3版）"),
        ("灯亮了（这是真的）。▶下转A2版\n", "▶下转A2版"),
        ("（灯在桥头。下转A2版）\n", "下转A2版"),
        ("“上接第3版”\n", "“上接第3版”"),
    ],
)
def test_the_place_holds_the_notices_own_brackets_and_arrows_only(text: str, place: str) -> None:
    notice = only(text)
    assert text[notice.start : notice.end] == place


@pytest.mark.parametrize(
    "text",
    [
        "灯亮了。（下转第\n",
        "灯亮了（下转A\n",
        "（下转3）\n",
        "（下转第 页）\n",
        "上接\n",
        "灯亮了（下转第代表们走出会场。\n",
    ],
)
def test_a_notice_cut_short_names_no_page(text: str) -> None:
    notice = only(text)
    assert not notice.whole
    assert notice.page == ""
    assert notice.sure


@pytest.mark.parametrize("text", ["灯亮了。下转\n", "由首页下转第3页\n", "上接第三版灯亮了\n"])
def test_a_notice_glued_to_words_is_not_sure(text: str) -> None:
    assert not only(text).sure


@pytest.mark.parametrize(
    "text",
    [
        "他从山上接第二个孩子回家。\n",
        "演讲全文见第六版。\n",
        "（全文见第六版）\n",
        "详见A3版\n",
        "乘客可在此站下转3号线。\n",
        "下转3号线\n",
        "他把稿子转第二版编辑处理。\n",
        "接第二版校样\n",
        "上接第二版的体例，第三版增订了索引。\n",
        "紧接第二版之后，第三版也印了出来。\n",
        "他在文末标上“下转第三版”几个字。\n",
        "活动接续二十多页的画卷。\n",
        "专机上接受采访\n",
        "网上接第三方统计\n",
        "上接云天，下临深渊。\n",
        "股价由升转降，由跌下转\n",
        "（接上期）\n",
        "（未完待续）\n",
        "（续表）\n",
        "（转载）\n",
        "（接第19页案例）\n",
        "（下转12月）\n",
    ],
)
def test_other_words_are_no_notice(text: str) -> None:
    assert notices.find(from_text(text)) == []


def test_notices_come_in_order_and_apart() -> None:
    text = "（上接第一版）灯亮了。（下转第三版）\n\n（上接第二版）人散了。\n"
    found = notices.find(from_text(text))
    assert [text[notice.start : notice.end] for notice in found] == [
        "（上接第一版）",
        "（下转第三版）",
        "（上接第二版）",
    ]


def test_a_notice_in_code_is_none() -> None:
    assert notices.find(from_text("写作 `（下转第3版）` 即可。\n", "page.md")) == []


STRIP = Settings(profile=Profile.CORPUS, select=("CON001", "CON002"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("灯亮了。\n\n下转A2版\n\n人散了。\n", "灯亮了。\n\n人散了。\n"),
        ("灯亮了。\n下转A2版\n\n人散了。\n", "灯亮了。\n\n人散了。\n"),
        ("灯亮了。\n\n下转A2版\n人散了。\n", "灯亮了。\n\n人散了。\n"),
        ("（上接A1版）\n\n　　灯亮了。\n", "　　灯亮了。\n"),
        ("灯亮了。\n\n（下转A2版）\n", "灯亮了。\n"),
        ("灯亮了。\n\n（下转A2版）", "灯亮了。"),
        ("灯亮了。\r\n\r\n（下转A2版）\r\n\r\n人散了。\r\n", "灯亮了。\r\n\r\n人散了。\r\n"),
        ("灯亮了。 下转A2版\n", "灯亮了。\n"),
        ("上接A1版　灯亮了。\n", "灯亮了。\n"),
        ("灯亮了。（下转第\n", "灯亮了。\n"),
        ("由首页下转第3页\n", "由首页下转第3页\n"),
    ],
)
def test_a_stripped_notice_leaves_the_paragraphs_as_far_apart_as_they_were(text: str, left: str) -> None:
    assert fix_text(text, settings=STRIP).text == left
