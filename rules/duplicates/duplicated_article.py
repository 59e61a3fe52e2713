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
    Profile,
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
    """The same text on several pages.

    ## Why is this bad?
    A page was delivered twice, or an article filed under two pages, and the page that should stand
    there is missing. An index shows it twice, counts are wrong, and a language model learns it by heart.

    ## Fix safety
    No fix: which copy belongs where, the text does not tell.
    """

    code = "DUP006"
    name = "duplicated-article"
    title = Text("不同版面上文字重复", "the same text on several pages")
    messages = {
        "same": Text(
            "这 {letters} 字（{passages} 段）在 {pages} 个版面上相同",
            "the same {letters} letters (paragraphs: {passages}) stand on {pages} pages",
        ),
        "near": Text(
            "这 {letters} 字（{passages} 段）在 {pages} 个版面上几乎相同",
            "nearly the same {letters} letters (paragraphs: {passages}) stand on {pages} pages",
        ),
        "copy": Text("另一份", "another copy"),
    }
    error_class = ErrorClass.LAYOUT
    profile_options = {Profile.CORPUS: {"near": True}}

    @dataclass(frozen=True)
    class Options(CorpusRule.Options):
        """``near``: find copies that were misread differently, too."""

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

        All pages under one key: a key for each band would say everything twenty times.
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
                passages=found.passages,
                pages=len(found.copies),
                related=related,
            )
            yield facts[first.page], told
