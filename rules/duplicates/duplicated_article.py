"""DUP006 duplicated-article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

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

#: So many other places are named with a finding.
NAMED = 4
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
    sentence. What follows on the same pages, 500 letters farther on at the most, is one finding, on the first of
    these pages, however many pages there are. Equal passages are found always. With ``near = true`` also copies
    whose lines were broken elsewhere or in which up to 15 % of the letters were misread, here and there; of 200
    letters and more also such that lost lines. Mastheads, imprints, bylines and notices do not count.

    A warning is an article, 200 letters or more, on two or three pages. Less may have been quoted, and
    what stands on more pages, a tender, a rule, an advertisement, is printed every day: a note.

    ## Why is this bad?
    Either a page was delivered twice, and the one that should stand in its place may be missing, or a text was
    recognised or filed twice. An index shows it twice, counts are wrong, a language model learns it by heart.

    ## Fix safety
    No fix: which copy is the one to keep, the text does not tell.

    ## Evidence
    On the sound seeds no finding. In 93 recognitions of 59 pages by two engines, with the true texts beside them,
    ``near`` links 91 recognitions of 57 pages in 88 findings; none of the 156 pairs is of two pages. Of 34 pages
    read by both engines it finds all 34, each as one finding. In 40,000 paragraphs of official news (3.8 million
    characters), which know many formulas, 12 findings, 10 of them right. Of all 174 pairs that were judged 166 are
    right. Of 5,000 copies among 100,000 paragraphs ``near`` finds 100, 99.4, 97.5, 98.3, 94.2 % where 0, 0.5,
    2, 5, 8 % of the characters were misread; of articles of five paragraphs with 8 % misread and a fifth of the
    lines lost nine in ten, of single paragraphs one in four (``tests/bench/duplicates.py``).

    Equal passages cost 20 ms for a megabyte, ``near`` 40, and at the end of a run 200 more with as many formulas
    as official news has, 650 where all paragraphs are made of the same clauses: it is off. It runs over several pages only.

    ## Known false alarms
    What a paper prints twice: a tender, a list of those present, the text on the front page once more
    inside. With ``near``, reports made from one form that differ in a few single characters, and long
    resolutions that were quoted once more with a clause left out.
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
    }
    error_class = ErrorClass.LAYOUT

    @dataclass(frozen=True)
    class Options(CorpusRule.Options):
        """``near``: find copies that were misread, broken or torn differently, too."""

        near: bool = False

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
            related = [
                Related(Span(copy.start, copy.end), self.message("copy"), facts[copy.page].identity.id)
                for copy in islice(others, NAMED)
            ]
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
