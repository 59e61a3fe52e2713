"""DUP006 duplicated-article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zzlint.rule import (
    Bad,
    CorpusRule,
    Diagnostic,
    ErrorClass,
    Fact,
    Observation,
    Page,
    Related,
    Severity,
    Span,
    Text,
    passages,
    repeated,
)

#: An article, in letters; less is a paragraph that was quoted.
ARTICLE = 200
#: What stands on more pages is printed every day.
STANDING = 3

_SHIP = (
    "昨天上午，新船在渡口下水，两岸的居民都来观看。船上的大副说，这条船可以坐六十个人，来回只要一刻钟，比旧船快了一倍。"
)


class DuplicatedArticle(CorpusRule):
    """The same text on several pages: an article filed twice, a page that was delivered twice.

    Compared are the letters of passages of 50 letters or more: a block, or short ones up to the end of a
    sentence, with the lines above them and without. What follows on the same pages, 500 letters farther on at the
    most, is one finding, on the first of these pages, however many pages there are. Found are equal passages, and
    copies whose lines were broken elsewhere or in which up to 15 % of the letters were misread, here and there; of
    200 letters and more also such that lost lines. With ``near = false`` equal passages only. Mastheads, imprints,
    bylines and notices do not count.

    A warning is an article, 200 letters or more, on two or three pages. Less may have been quoted, and
    what stands on more pages, a tender, a rule, an advertisement, is printed every day: a note. The message tells
    how many pages there are; 20 of the others are listed, and all of them with ``named = 100000`` (and
    ``--output-format jsonl``, where a program is to read them).

    ## Why is this bad?
    Either a page was delivered twice, and the one that should stand in its place may be missing, or a text was
    recognised or filed twice. An index shows it twice, counts are wrong, a language model learns it by heart.

    ## Fix safety
    No fix: which copy is the one to keep, the text does not tell.

    ## Evidence
    On the sound seeds no finding. In 93 recognitions of 59 pages by two engines, with the true texts beside them,
    91 recognitions of 57 pages are linked in 88 findings; none of the pairs is of two pages. With the true
    texts cut into pieces of three blocks, each a page, all 381 pairs are of the same letters, as told by aligning each
    recognition with its true text; of 64 candidates that were refused 52 are such copies, too, torn or misread too
    much. In 3.7 million characters of news, most of it official and full of formulas, 9 findings, 8 of them right.

    Of 5,000 copies among 100,000 paragraphs with 0, 0.5, 2, 5, 8 % of the characters misread are found 100, 99.4, 97.4,
    98.1, 94.2 % where the paragraphs are those of 3.7 million characters of news and their clauses shuffled, and 100,
    98.7, 90.6, 88.3, 76.3 % where they are the clauses of the seeds shuffled, which recur on hundreds of pages and are
    full of numbers, as forms are (``tests/bench/duplicates.py``, with ``--texts`` and without). Of articles of
    five paragraphs with 8 % misread and a fifth of the lines lost nine in ten, of single paragraphs one in four.

    A megabyte costs 20 ms while its pages are checked where equal passages only are looked for, else 45, and at the end
    of a run 15 more with texts like the seeds, 50 with ordinary and 110 with official news, and about three bytes of
    memory for each byte of text. It runs over several pages only.

    ## Known false alarms
    What a paper prints twice: a tender, a list of those present, the text on the front page once more
    inside. Reports made from one form that differ in a few single characters, and long resolutions that were quoted
    once more with a clause left out. Not found are copies on more than a dozen pages of which no two are equal.
    """

    code = "DUP006"
    name = "duplicated-article"
    title = Text("不同版面上文字重复", "the same text on several pages")
    messages = {
        "same": Text("这 {letters} 字在 {pages} 个版面上相同", "the same {letters} letters stand on {pages} pages"),
        "near": Text(
            "这 {letters} 字在 {pages} 个版面上几乎相同",
            "nearly the same {letters} letters stand on {pages} pages",
        ),
        "copy": Text("另一份", "another copy"),
        "more": Text(
            "另一份；还有 {more} 份，用选项 named 列出",
            "another copy; {more} more, which the option `named` can list",
        ),
    }
    error_class = ErrorClass.LAYOUT

    @dataclass(frozen=True)
    class Options(CorpusRule.Options):
        """``near``: find copies that were misread, broken or torn differently, too.

        ``named``: list so many of the other copies with a finding.
        """

        near: bool = True
        named: int = 20

    options: Options

    bad = (
        Bad("\f".join([f"渡口添新船\n\n{_SHIP}\n"] * 2)),
        Bad(f"{_SHIP}\n\n山里通了车\n\f渡口添新船\n\n{_SHIP.replace('，', ', ').replace('。', '.')}\n"),
        Bad("\f".join(f"汀陵日报\n\n2021年3月{day}日\n\nA1\n\n{_SHIP}\n" for day in range(1, 6))),
    )
    good = (
        # on one page: other rules tell loops from rhetoric
        f"{_SHIP}\n\n{_SHIP}\n\f山里通了车\n",
        # too short
        "\f".join(["昨天上午，新船在渡口下水，两岸的居民都来观看。\n\n本报热线：12345678\n"] * 2),
        # reports made from one form
        "\f".join(
            f"昨天，新船从渡口开出{trips}个班次，运送旅客{people}人次，运送货物{tons}吨，往来两岸的居民都说坐船比绕路"
            "方便，码头上的小店也比平常热闹。\n"
            for trips, people, tons in ((24, 1386, 52), (31, 1540, 67))
        ),
        # what stands at the head of every page
        "\f".join(
            [
                "汀陵日报\n2021年3月16日 星期二\n国内统一刊号：CN00-0000 汀陵日报社出版 第8397期 今日8版\n责任编辑：贺知远 美术编辑：宋一禾 校对：孟春山\n"
            ]
            * 2
        ),
    )

    def observe(self, page: Page) -> Iterator[tuple[str, Fact]]:
        """Where the page's passages stand and their hashes, a few bytes for each.

        All pages under one key: passages under keys of their own could not be joined to an article.
        """
        if page.text:
            yield "", passages(page, self.options.near)

    def conclude(self, key: str, facts: Sequence[Observation]) -> Iterator[tuple[Observation, Diagnostic]]:
        """One finding for all copies of a text, on the first page that has it."""
        for found in repeated(facts):
            first, *others = found.copies
            more = len(others) - self.options.named
            related = [
                Related(Span(copy.start, copy.end), self.message("copy"), facts[copy.page].identity.id)
                for copy in others[: self.options.named]
            ]
            if related and more > 0:
                related[-1] = related[-1]._replace(message=self.message("more", more=more))
            article = found.letters >= ARTICLE and len(found.copies) <= STANDING
            told = self.report(
                Span(first.start, first.end),
                "same" if found.exact else "near",
                severity=None if article else Severity.NOTE,
                letters=found.letters,
                pages=len(found.copies),
                related=related,
            )
            yield facts[first.page], told
