"""LOS004 short-page."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from zzlint.rule import Bad, CorpusRule, Diagnostic, ErrorClass, Identity, Observation, Page, Text


class ShortPage(CorpusRule):
    """A page with far less text than the same page of the paper's other issues.

    Letters are counted, blanks are not; several files of one page count together. A page is short
    when it has less than ``ratio`` of the median of at least ``others`` other issues, at least
    three quarters of which have half of that median or more: where pages differ that much anyway,
    nothing is known.

    ## Why is this bad?
    Columns, or all but the headlines, were never recognised, or the file was cut. The page reads
    well, so nobody misses what is not there. It is to be recognised again.

    ## Fix safety
    No fix: what is missing is not here.

    ## Evidence
    On the seeds no finding: they hold one whole issue. Of 4,000 made pages whose lengths vary by a
    third around their mean none was reported, of 40 that were cut to a tenth or a fifth 38 were
    (``tests/test_corpus_rules.py``). No archive of a paper was at hand, so the rule is in preview.

    ## Known false alarms
    A page that was mostly picture or advertisement in this issue.
    """

    code = "LOS004"
    name = "short-page"
    title = Text("版面文字比别期同版少得多", "far less text than on the same page of other issues")
    messages = {
        "short": Text(
            "{page} 版仅 {letters} 字，别的 {issues} 期同版中位数为 {usual} 字",
            "page {page} has {letters} characters; the median of {issues} other issues is {usual}",
        )
    }
    error_class = ErrorClass.LOSS
    preview = True

    @dataclass(frozen=True)
    class Options(CorpusRule.Options):
        """``ratio`` of the median is short; of ``others`` issues at least; a median below ``least`` tells nothing."""

        ratio: float = 0.3
        others: int = 4
        least: int = 400

    options: Options

    bad = (
        Bad(
            "\f".join(
                f"汀陵日报\n2021年3月{day}日\nA1\n{text}\n"
                for day, text in enumerate(["春灌今日开始，各渠口依次放水。" * 3] * 4 + ["春灌"], 1)
            ),
            options={"least": 20},
        ),
        Bad(
            "\f".join(
                f"汀陵晚报\n第{number}期\n2020年5月{number}日\n03版\n{text}\n"
                for number, text in enumerate(["", *["渡口的老船工又唱起了号子。" * 4] * 5], 11)
            ),
            options={"least": 20},
        ),
        Bad(
            "\f".join(
                f"望渚日报\n2019年8月{day}日\n02版\n{text}\n"
                for day, text in enumerate(["稻田里的鸭子" * 9] * 3 + ["稻田里"], 1)
            ),
            options={"least": 20, "others": 3},
        ),
    )
    good = (
        # the same shortness on another page, in another paper, or against too few issues
        "\f".join(
            f"汀陵日报\n2021年3月{day}日\nA{page}\n{text}\n"
            for day, page, text in [(day, 1, "春灌今日开始，各渠口依次放水。" * 40) for day in range(1, 6)]
            + [(6, 2, "春灌")]
        ),
        "\f".join(f"汀陵日报\n2021年3月{day}日\nA1\n{'春灌今日开始。' * 80}\n" for day in range(1, 4))
        + "\f汀陵日报\n2021年3月4日\nA1\n春灌\n",
        # pages that differ that much anyway
        "\f".join(f"汀陵日报\n2021年3月{day}日\nA1\n{'春灌今日开始。' * (3 * day * day)}\n" for day in range(1, 12)),
    )

    def observe(self, page: Page) -> Iterator[tuple[str, Any]]:
        """How many letters the page has, among those of its paper with its label."""
        told = page.identity
        if told.group and told.title and told.page:
            yield f"{told.title} {told.page}", len("".join(page.text.split()))

    def conclude(self, key: str, facts: Sequence[Observation]) -> Iterator[tuple[Observation, Diagnostic]]:
        """One finding on the first file of a short page."""
        by_issue = sorted(facts, key=lambda seen: _issue(seen.identity))
        pages = [list(seen) for _, seen in groupby(by_issue, key=lambda seen: _issue(seen.identity))]
        counts = sorted(map(_letters, pages))
        for page in pages if len(counts) > self.options.others else ():
            letters = _letters(page)
            if letters >= self.options.ratio * counts[-1]:
                continue
            usual, quarter = _others(counts, letters)
            if usual >= self.options.least and letters < self.options.ratio * usual <= 2 * self.options.ratio * quarter:
                told = self.report(
                    page[0].head,
                    "short",
                    page=page[0].identity.page,
                    letters=letters,
                    issues=len(counts) - 1,
                    usual=round(usual),
                )
                yield page[0], told


def _issue(told: Identity) -> str:
    return told.group


def _letters(page: Sequence[Observation]) -> int:
    return sum(seen.fact for seen in page)


def _others(counts: Sequence[int], one: int) -> tuple[float, int]:
    """The median of the sorted counts without ``one`` of them, and their lower quartile."""
    left_out = bisect_left(counts, one)
    many = len(counts) - 1

    def other(number: int) -> int:
        return counts[number + (number >= left_out)]

    return (other((many - 1) // 2) + other(many // 2)) / 2, other(many // 4)
