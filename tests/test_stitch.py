"""Whole articles out of the pages of an issue."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zzlint import formats, manifest
from zzlint.articles import stretches
from zzlint.stitch import Article, Stitched, stitch
from zzlint.text.identity import Identity
from zzlint.text.page import Page
from zzlint.text.roles import Role

SEEDS = Path(__file__).parent.parent / "seeds"
ISSUE = SEEDS / "sound" / "issue-2021-03-16"
#: File, title, the last words before the jump and the first behind it, and what stands between them.
JUMPS = (
    ("A1", "老粮仓里的“新居民”", "带出了七百多个饭碗。", "账算清楚了", "\n\n"),
    ("A1", "药箱一背三十年", "在齐膝深的雪里走了整整", "四个小时，天亮时", ""),
    ("A2", "停航九年 老码头又响汽笛", "走水路只要1,450元，", "一只箱子就能省下", ""),
    ("A3", "虫口夺茶，请虫帮忙", "一口气要了六百袋。", "\u3000\u3000瓢虫从哪里来？", "\n\n"),
    ("A4", "小小艇厂 大大江湖", "去年秋天，", "“老柳叶”第一次报名参加", ""),
)


def read(path: Path) -> Page:
    return formats.read(path.read_bytes(), str(path)).placed(identity=manifest.of_file(path))


def made(name: str, text: str, group: str = "issue") -> Page:
    """Page ``A1`` of the issue, from ``A1`` or ``A1_02``."""
    return formats.from_text(text, f"{name}.txt").placed(identity=Identity(group=group, page=name.partition("_")[0]))


def issue(*texts: str) -> Stitched:
    return stitch(made(f"A{number}", text) for number, text in enumerate(texts, 1))


def texts(done: Stitched) -> list[str]:
    return [article.text for article in done.articles]


@pytest.fixture(scope="module")
def seeds() -> Stitched:
    return stitch(map(read, ISSUE.glob("*.txt")))


# -- an issue as printed -----------------------------------------------------------------------


def test_all_jumps_of_an_issue_are_followed(seeds: Stitched) -> None:
    assert (seeds.followed, seeds.loose) == (5, ())


@pytest.mark.parametrize(("file", "title", "before", "behind", "between"), JUMPS, ids=[jump[1] for jump in JUMPS])
def test_an_article_goes_on_behind_its_jump(
    seeds: Stitched, file: str, title: str, before: str, behind: str, between: str
) -> None:
    (article,) = (article for article in seeds.articles if article.title.startswith(title))
    assert article.id.startswith(file)
    assert article.text.startswith(title)
    assert before + between + behind in article.text


def test_no_notice_is_left_in_an_article(seeds: Stitched) -> None:
    assert not [article.id for article in seeds.articles if "下转" in article.text or "上接" in article.text]


def test_a_headline_that_is_printed_again_stands_once(seeds: Stitched) -> None:
    (article,) = (article for article in seeds.articles if article.title == "小小艇厂 大大江湖")
    assert article.text.count("小小艇厂") == 1
    assert ("headline", "小小艇厂 大大江湖") in [(part.role, part.text) for part in article.left_out]


def test_the_order_of_the_files_does_not_matter(seeds: Stitched) -> None:
    paths = list(ISSUE.glob("*.txt"))
    random.Random(5).shuffle(paths)
    assert stitch(map(read, paths)) == seeds


# -- jumps -------------------------------------------------------------------------------------


def test_a_cut_sentence_goes_on_and_a_whole_one_ends_its_paragraph() -> None:
    cut = issue("渡口添新船\n\n昨天上午九点，新船从渡口\n（下转A2版）\n", "（上接A1版）开出，一路向南。\n")
    assert texts(cut) == ["渡口添新船\n\n昨天上午九点，新船从渡口开出，一路向南。"]
    whole = issue(
        "渡口添新船\n\n昨天上午九点，新船从渡口开出。（下转A2版）\n", "（上接A1版）一路向南，两岸都是稻田。\n"
    )
    assert texts(whole) == ["渡口添新船\n\n昨天上午九点，新船从渡口开出。\n\n一路向南，两岸都是稻田。"]


def test_latin_words_stay_apart_and_a_hyphen_goes() -> None:
    words = issue("新歌唱到海外\n\n他们用英语唱道，we are（下转A2版）\n", "（上接A1版）the world，台下掌声一片。\n")
    assert "we are the world" in texts(words)[0]
    hyphen = issue("新歌唱到海外\n\n他们用英语唱道，inter-（下转A2版）\n", "（上接A1版）national，台下掌声一片。\n")
    assert "，international，" in texts(hyphen)[0]


def test_an_article_may_go_on_twice() -> None:
    done = issue(
        "渡口添新船\n\n昨天上午九点，新船从渡口（下转A2版）\n",
        "（上接A1版）开出，一路向南，过了三座桥，又过了（下转A3版）\n\n山里通了车\n\n山里昨天通了第一班公交车。\n",
        "（上接A2版）两道闸，天黑才靠岸。\n",
    )
    assert texts(done) == [
        "渡口添新船\n\n昨天上午九点，新船从渡口开出，一路向南，过了三座桥，又过了两道闸，天黑才靠岸。",
        "山里通了车\n\n山里昨天通了第一班公交车。",
    ]
    assert [part.page for part in done.articles[0].parts] == ["A1", "A1", "A2", "A3"]


def test_a_circle_ends() -> None:
    done = issue(
        "（上接A2版）昨天上午九点，新船从渡口开出，一路向南，（下转A2版）\n",
        "（上接A1版）过了三座桥，天黑才靠岸，（下转A1版）\n",
    )
    assert texts(done) == ["昨天上午九点，新船从渡口开出，一路向南，过了三座桥，天黑才靠岸，"]


def test_files_may_be_parts_of_a_page() -> None:
    done = stitch(
        [
            made("A1_01", "渡口添新船\n\n昨天上午九点，新船从渡口（下转A2版①）\n"),
            made("A1_02", "山里通了车\n\n公交车开到了村口，（下转A2版②）\n"),
            made("A2_03", "（上接A1版②）乡亲们都来看。\n"),
            made("A2_04", "（上接A1版①）开出，一路向南。\n"),
        ]
    )
    assert texts(done) == [
        "渡口添新船\n\n昨天上午九点，新船从渡口开出，一路向南。",
        "山里通了车\n\n公交车开到了村口，乡亲们都来看。",
    ]
    assert [article.id for article in done.articles] == ["A1_01-01", "A1_02-01"]


def test_pages_of_two_issues_are_not_matched() -> None:
    head, tail = "渡口添新船\n\n昨天上午九点，新船从渡口（下转A2版）\n", "（上接A1版）开出，一路向南。\n"
    done = stitch([made("A1", head, "monday"), made("A2", tail, "tuesday")])
    assert [(item.spot.file, item.reason, item.page) for item in done.loose] == [
        ("A1.txt", "absent", "A2"),
        ("A2.txt", "absent", "A1"),
    ]
    assert len(done.articles) == 2


def test_pages_of_unknown_issues_are_not_matched() -> None:
    done = stitch(
        [
            made("A1", "渡口添新船\n\n昨天上午九点，新船从渡口（下转A2版）\n", ""),
            made("A2", "（上接A1版）开出，一路向南。\n", ""),
        ]
    )
    assert (done.followed, [item.reason for item in done.loose]) == (0, ["unknown", "unknown"])


def test_what_is_unclear_is_told_with_its_places() -> None:
    done = stitch(
        [
            made(
                "A1",
                "渡口添新船\n\n昨天上午九点，新船从渡口开出。（下转A2版）\n\n山里通了车\n\n公交车开到了村口。\n下转A2版\n",
            ),
            made("A2", "城里修新路\n\n新路昨天开了工。\n\n（上接A1版）\n\n两岸的居民都来看。\n"),
        ]
    )
    assert [(item.spot.row, item.reason, len(item.others)) for item in done.loose] == [
        (3, "unclear", 1),
        (8, "unclear", 1),
        (5, "unclear", 2),
    ]
    assert len(done.articles) == 4


def test_the_last_words_before_a_jump_are_no_headline() -> None:
    story = "渡口添新船\n\n昨天上午九点，新船从渡口开出，船上坐着六十个人，都是两岸的居民。船开得很稳，一路\n\n向南\n\n"
    done = issue(f"{story}下转A2版\n", "上接A1版\n\n开去，天黑才靠岸。\n")
    assert texts(done) == [f"{story.rstrip()}开去，天黑才靠岸。"]


# -- pages -------------------------------------------------------------------------------------


def test_text_above_the_first_headline_has_no_title() -> None:
    done = issue(
        "昨天上午，新船在渡口下水，两岸的居民都来观看。\n\n山里通了车\n\n汀陵日报讯 山里昨天通了第一班公交车。\n"
    )
    assert [article.title for article in done.articles] == ["", "山里通了车"]


def test_furniture_stays_unless_it_is_not_wanted() -> None:
    page = "渡口添新船\n\n昨天上午，新船在渡口下水，两岸的居民都来观看。\n\n热线电话：0700-6612345\n\n船上可以坐六十个人，来回只要一刻钟。\n"
    assert "热线" in stitch([made("A1", page)]).articles[0].text
    (article,) = stitch([made("A1", page)], furniture=False).articles
    assert "热线" not in article.text
    assert [(part.role, part.text) for part in article.left_out] == [("furniture", "热线电话：0700-6612345")]


def test_names_tell_folders_and_records_apart() -> None:
    pages = [
        formats.from_text("大桥昨天通车，两岸居民都来观看。\n", "monday/A1.txt"),
        formats.from_text("大桥昨天通车，两岸居民都来观看。\n", "tuesday/A1.txt"),
        formats.from_text("大桥昨天通车，两岸居民都来观看。\n", "tuesday/A1.md"),
        formats.from_text("大桥昨天通车，两岸居民都来观看。\n", "all.jsonl").placed(record="../7"),
    ]
    assert [article.id for article in stitch(pages).articles] == [
        "all-.._7-01",
        "monday/A1-01",
        "tuesday/A1-01",
        "tuesday/A1-02",
    ]


def test_an_article_has_one_kind_of_line_ends() -> None:
    done = issue("渡口添新船\r\n\r\n昨天上午九点，新船从\r\n渡口（下转A2版）\r\n", "（上接A1版）开出，一路\r向南。\r")
    assert texts(done) == ["渡口添新船\n\n昨天上午九点，新船从\n渡口开出，一路\n向南。"]


# -- nothing is lost ---------------------------------------------------------------------------


def letters(articles: tuple[Article, ...]) -> Iterator[tuple[str, str, int]]:
    for article in articles:
        for part in (*article.parts, *article.left_out):
            yield from ((part.file, part.record, at) for at in range(*part.span))


def held(pages: list[Page]) -> None:
    """Each character of each body block stands in one part of one article, and every character in one place."""
    done = stitch(pages)
    told = list(letters(done.articles))
    assert len(told) == len(set(told))
    everywhere = set(told)
    in_text = {(part.file, at) for article in done.articles for part in article.parts for at in range(*part.span)}
    for page in pages:
        notices = {at for found in stretches(page) for piece in found.aside for at in range(piece.start, piece.end)}
        bare = [piece for found in stretches(page) if not found.pieces for piece in found.aside]
        for block in page.blocks:
            for at in range(block.start, block.end):
                if page.text[at].isspace():
                    continue
                assert (page.name, "", at) in everywhere or any(piece.start <= at < piece.end for piece in bare)
                if page.role(block) is Role.BODY and at not in notices:
                    assert (page.name, at) in in_text
    for article in done.articles:
        assert "".join(article.text.split()) == "".join("".join(part.text.split()) for part in article.parts)


def test_every_letter_of_the_seeds_stands_in_one_article() -> None:
    held([read(path) for path in sorted(ISSUE.glob("*.txt"))])
    for path in sorted((SEEDS / "sound").glob("*.txt")):
        held([read(path)])


PIECES = [
    block
    for path in sorted(ISSUE.glob("A[1346].txt"))
    for block in path.read_text(encoding="utf-8").split("\n\n")
    if len(block) < 90
] + [f"{verb}A{page}版{ordinal}" for verb in ("下转", "上接") for page in (1, 2) for ordinal in ("", "①")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), min_size=1, max_size=3), st.data())
def test_every_letter_of_a_shuffled_issue_stands_in_one_article(blocks: list[list[str]], data: st.DataObject) -> None:
    pages = [made(f"A{number}", "\n\n".join(page)) for number, page in enumerate(blocks, 1)]
    pages = [page for page in pages if any(found.pieces for found in stretches(page))]
    held(pages)
    assert stitch(data.draw(st.permutations(pages))) == stitch(pages)


def test_a_long_page_takes_no_longer_than_its_length() -> None:
    from time import process_time

    def cost(count: int) -> float:
        text = "".join(f"新闻{number}\n\n昨天上午九点，新船从渡口开出，\n\n下转A2版\n\n" for number in range(count))
        page = made("A1", text)
        before = process_time()
        assert len(stitch([page]).articles) == count
        return process_time() - before

    cost(10)
    assert min(cost(1200) for _ in range(2)) < 3.5 * min(cost(400) for _ in range(3)) * 1.5


def test_the_permutations_of_three_pages_say_the_same() -> None:
    pages = [
        made("A1", "渡口添新船\n\n昨天上午九点，新船从渡口（下转A2版）\n"),
        made("A2", "（上接A1版）开出，又过了（下转A3版）\n"),
        made("A3", "（上接A2版）两道闸，天黑才靠岸。\n"),
    ]
    said = {tuple(texts(stitch(order))) for order in itertools.permutations(pages)}
    assert said == {("渡口添新船\n\n昨天上午九点，新船从渡口开出，又过了两道闸，天黑才靠岸。",)}
