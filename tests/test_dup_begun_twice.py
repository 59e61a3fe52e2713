"""DUP001: paragraphs that the recogniser began twice, and headlines and summaries that begin like their stories."""

import pytest

from tests.test_dup_paragraphs import LONG, PARAGRAPHS, A, B, left, text_of, told
from zzlint.rule import SAFE, UNSAFE
from zzlint.testing import fixed


@pytest.mark.parametrize("stop", [40, 50, 57, 71, 95])
def test_a_paragraph_begun_twice_is_mended_wherever_the_recogniser_stopped(stop: int) -> None:
    assert LONG[stop - 1].isalpha()
    assert LONG[stop].isalpha()
    (found,) = told([LONG[:stop], LONG])
    assert found.fix is not None
    assert found.fix.applicability is SAFE
    assert found.fix.loss is None
    assert fixed(PARAGRAPHS(), text_of([LONG[:stop], LONG])) == left(LONG)


def test_a_headline_between_the_cut_off_copy_and_the_whole_one_stays() -> None:
    assert fixed(PARAGRAPHS(), text_of([LONG[:50], LONG[:9], LONG])) == left(LONG[:50], LONG[:9], LONG)


def test_the_cut_off_copy_may_stand_behind_and_the_message_says_so() -> None:
    (before,) = told([LONG[:50], LONG])
    assert before.message.render("en") == "the paragraph was begun, cut off and begun again"
    (found,) = told([LONG, LONG[:50]])
    assert found.message.render("en") == "a cut-off copy stands behind the whole paragraph"
    assert found.message.render("zh") == "整段之后又开了头，这里是残段"
    assert found.fix is not None
    assert found.fix.applicability is SAFE


TITLE = "青箬区召开春耕备耕工作会议，部署今年粮食生产和农资供应"


@pytest.mark.parametrize(
    "story",
    [
        f"{TITLE}。会议指出，要不误农时。",
        f"{TITLE}，要求各镇不误农时。",
        f"{TITLE}；会议还看了农机。",
    ],
)
def test_a_headline_is_not_the_beginning_of_its_story(story: str) -> None:
    assert not told([TITLE, story])


@pytest.mark.parametrize(
    "summary",
    [
        A + B,
        (A + B)[:-1],
        A + B[:-1] + "……",
        A + "集市上人声嘈杂……",
    ],
)
def test_a_summary_is_not_the_beginning_of_its_story(summary: str) -> None:
    assert not told([summary, LONG])


MEETING = "昨天下午，全市防汛抗旱工作会议在青箬礼堂召开，区长周晓岚出席会议"


@pytest.mark.parametrize(
    ("begun", "rest"),
    [
        (MEETING, "并讲话。会议指出，今年入汛早。"),
        (MEETING, "向先进单位颁发奖牌。会议指出，今年入汛早。"),
        (MEETING.replace("召开，", "召开。"), "并讲话。会议指出，今年入汛早。"),
        (f"{MEETING}，区委书记贺知远主持会议，各镇各部门负责人和水库管理单位负责人在主会场参加", "并发言。会议指出，今年入汛早。"),
    ],
)  # fmt: skip
def test_a_beginning_that_may_be_a_summary_is_left_to_the_reader(begun: str, rest: str) -> None:
    (found,) = told([begun, begun + rest])
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE


@pytest.mark.parametrize(
    ("begun", "rest"),
    [
        (MEETING + "并在", "会上讲话。会议指出，今年入汛早。"),
        (MEETING + "，听取了2", "份报告。会议指出，今年入汛早。"),
        (MEETING + "，学习《青箬区防汛", "工作预案》。会议指出，今年入汛早。"),
        (MEETING + "并讲", "话。会议指出，今年入汛早。"),
        ("青箬日报讯 全市防汛抗旱工作会议在青箬礼堂召开，区长周晓岚出席", "会议。会议指出，今年入汛早。"),
    ],
    ids=["a word that wants another", "a number", "a title", "a word", "the lead of a story"],
)
def test_what_cannot_end_where_it_stops_is_no_summary(begun: str, rest: str) -> None:
    (found,) = told([begun, begun + rest])
    assert found.fix is not None
    assert found.fix.applicability is SAFE


def test_the_words_of_a_story_are_no_headline_however_few() -> None:
    story = "6月5日，渡口的艄公解开缆绳，把第一船赶集的人送到对岸去。"
    (found,) = told([story[:12], story])
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE


def test_what_may_be_a_headline_is_left_to_the_reader() -> None:
    title = "为解决高龄独居老人就餐，青箬区今年在老旧小区新建二十座社区食堂"
    (found,) = told([title, title + "项目，昨天动工的是竹枝社区食堂。"])
    assert found.fix is not None
    assert found.fix.applicability is UNSAFE


@pytest.mark.parametrize("title", ["青箬区春耕备耕会议", "青箬区春耕备耕会议召开，部署农资供应"])
def test_the_headline_over_a_loop_stays(title: str) -> None:
    story = f"{title}等项工作，各镇都派人参加，会期一天。"
    assert fixed(PARAGRAPHS(), text_of([title, story, story, story])) == left(title, story)
