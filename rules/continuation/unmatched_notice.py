"""CON003 unmatched-notice."""

from collections.abc import Iterator, Sequence
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
    Span,
    Text,
    jumps,
    paired,
)

#: So many other places are named with a finding.
NAMED = 4


class UnmatchedNotice(CorpusRule):
    """A page-turn notice without its other half in the same issue.

    下转A2版 on page A1 and 上接A1版 on page A2 belong together. Reported are notices that name a page
    which is not among those given, that no notice on the page named answers, or that several answer
    and neither the ordinals (①②), nor the headlines, nor the words at the cut decide between.
    Only issues that are known (``issue.toml``, ``page-pattern``, the masthead) and of which two pages
    or more are given are looked at.

    ## Why is this bad?
    The article cannot be put together: a page is missing, or text was lost at the top of a column,
    or a page number was misread.

    ## Fix safety
    No fix. ``zzlint stitch`` puts together what has both halves.

    ## Evidence
    On the whole issue of the seeds no finding. With each of its ten notices taken away, or its page
    number misread, in turn, 20 of 20 are reported; a notice that lost 版 still finds its other half.

    ## Known false alarms
    Where only some pages of an issue are given, the jumps to the others are reported, and where a page
    is given twice, those to and from it. A paper that prints no notice over the second half is
    reported at every jump.
    """

    code = "CON003"
    name = "unmatched-notice"
    title = Text("转版标记没有对应的另一半", "a notice of continuation without its other half")
    messages = {
        "absent-to": Text(
            "文章转至{page}版，所给版面中没有该版", "the article goes on on page {page}, which is not given"
        ),
        "absent-from": Text(
            "文章接自{page}版，所给版面中没有该版", "the article comes from page {page}, which is not given"
        ),
        "silent-to": Text(
            "文章转至{page}版，该版没有对应的“上接”", "the article goes on on page {page}, where no notice answers"
        ),
        "silent-from": Text(
            "文章接自{page}版，该版没有对应的“下转”", "the article comes from page {page}, where no notice answers"
        ),
        "unclear-to": Text(
            "文章转至{page}版，与哪一处“上接”对应无从断定（{count} 处可能）",
            "the article goes on on page {page}, but which notice there answers cannot be told ({count} may)",
        ),
        "unclear-from": Text(
            "文章接自{page}版，与哪一处“下转”对应无从断定（{count} 处可能）",
            "the article comes from page {page}, but which notice there answers cannot be told ({count} may)",
        ),
        "page": Text("该版", "the page"),
        "candidate": Text("可能是另一半", "perhaps the other half"),
    }
    error_class = ErrorClass.LAYOUT

    bad = (
        Bad(
            "汀陵日报\n\n2021年3月16日\n\nA1\n\n渡口添新船\n\n昨天上午，新船在渡口下水，两岸的居民都来观看。（下转A2版）\n"
            "\f汀陵日报\n\n2021年3月16日\n\nA2\n\n山里通了车\n\n昨天上午，山里的第一班公交车开到了村口，乡亲们都来观看。\n"
        ),
        Bad(
            "汀陵日报\n\n2021年3月16日\n\nA1\n\n渡口添新船\n\n昨天上午，新船在渡口下水，两岸的居民都来观看。（下转A3版）\n"
            "\f汀陵日报\n\n2021年3月16日\n\nA2\n\n山里通了车\n\n昨天上午，山里的第一班公交车开到了村口，乡亲们都来观看。\n"
        ),
        Bad(
            "汀陵日报\n\n2021年3月16日\n\nA1\n\n渡口添新船\n\n昨天上午，新船在渡口下水，两岸的居民都来观看。\n"
            "\f汀陵日报\n\n2021年3月16日\n\nA2\n\n（上接A1版）船上的大副说，这条船可以坐六十个人，来回只要一刻钟。\n"
        ),
    )
    good = (
        "汀陵日报\n\n2021年3月16日\n\nA1\n\n渡口添新船\n\n昨天上午，新船在渡口下水，两岸的居民都来观看。（下转A2版）\n"
        "\f汀陵日报\n\n2021年3月16日\n\nA2\n\n（上接A1版）船上的大副说，这条船可以坐六十个人，来回只要一刻钟。\n",
        "渡口添新船\n\n昨天上午，新船在渡口下水，两岸的居民都来观看。（下转A2版）\n"
        "\f山里通了车\n\n昨天上午，山里的第一班公交车开到了村口，乡亲们都来观看。\n",
    )

    def observe(self, page: Page) -> Iterator[tuple[str, Fact]]:
        """What the page says of jumps, under the name of its issue."""
        issue = page.identity.group
        if issue:
            yield issue, jumps(page) if page.notices else []

    def conclude(self, key: str, facts: Sequence[Observation]) -> Iterator[tuple[Observation, Diagnostic]]:
        """One finding for each half that has not one other half."""
        labels = {told.identity.page for told in facts}
        if len(labels) < 2:  # a page by itself
            return
        halves = ([f"{number:09}", *rest] for number, told in enumerate(facts) for _, *rest in told.fact)
        pairing = paired(halves, labels)
        for jump, reason in pairing.unmatched:
            told = facts[int(jump.name)]
            if reason in ("absent", "silent"):
                named = islice((other for other in facts if other.identity.page == jump.there), NAMED)
                pages = [_related(told, other, other.head, self, "page") for other in named]
                span = Span(jump.start, jump.end)
                yield told, self.report(span, f"{reason}-{jump.way}", page=jump.there, related=pages)
        for jump, candidates in pairing.ambiguous:
            told = facts[int(jump.name)]
            related = [
                _related(told, facts[int(other.name)], Span(other.start, other.end), self, "candidate")
                for other in candidates[:NAMED]
            ]
            span, count = Span(jump.start, jump.end), len(candidates)
            yield told, self.report(span, f"unclear-{jump.way}", page=jump.there, count=count, related=related)


def _related(told: Observation, other: Observation, span: Span, rule: CorpusRule, key: str) -> Related:
    same = (told.filename, told.record, told.line) == (other.filename, other.record, other.line)
    return Related(span, rule.message(key), "" if same else other.identity.id)
