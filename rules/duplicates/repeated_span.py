"""DUP003 repeated-span."""

from collections.abc import Iterator

from zzlint.rule import (
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Phase,
    Recurrence,
    Related,
    Role,
    Rule,
    Severity,
    Span,
    Text,
    recurrences,
)

#: A recogniser looks back no farther, in code points.
REACH = 400
#: Formulas of so few letters recur.
LETTERS = 18
#: Behind one of these a clause begins, and clauses are repeated in sound text.
BEGINNINGS = frozenset("，。、；：！？…,;:!?“”‘’（）《》()\u3000 \r\n")
#: Where a span holds one of these it goes over the end of a clause.
CLAUSE = "，。；,;"


class RepeatedSpan(Rule):
    """A long span a second time on the page, where it does not belong.

    It has 18 letters or more, goes over the end of a clause, stands again within 400 code points,
    and begins in mid-clause in both places: sound text repeats whole clauses. Names of documents in
    《》, headlines, captions and notices are left alone, and so is what DUP001 reports.

    ## Why is this bad?
    A recogniser that loses its place writes again what it wrote before. What was printed there is lost.

    ## Fix safety
    No fix: what was printed is not known.

    ## Evidence
    On a real page the one span found that is known, and no other on three pages. On 3.8 million
    characters of sound news 27 findings, all of them formulas: in preview for that reason.

    ## Known false alarms
    Official prose repeats its formulas, and parallel news the same words of different people.
    """

    code = "DUP003"
    name = "repeated-span"
    title = Text("大段文字再次出现", "a long span a second time on the page")
    messages = {
        "again": Text("“{words}…”在此再次出现", "{words}… stands here a second time"),
        "first": Text("第一次出现", "where it stood first"),
    }
    error_class = ErrorClass.LOSS
    severity = Severity.WARNING
    phase = Phase.STRUCTURE
    preview = True
    bad = (
        Bad(
            "每过一道山梁，就要领一枚彩色的木牌，让同行的孩子们记住走过的路。\n\n"
            "林场今年又修了三公里步道。走到半路彩色的木牌，让同行的孩子们记住走过的路。\n"
        ),
        Bad(
            "老馆长把收来的旧船票按年份排好，摆进靠窗的红木玻璃柜里。他说展厅里旧船票按年份排好，摆进靠窗的红木玻璃柜里，参观的人不少。\n"
        ),
        Bad(
            "夜里水位又涨了半尺，村民们打着手电沿堤巡查，直到天亮才各自回家吃饭。"
            "镇长讲话着手电沿堤巡查，直到天亮才各自回家吃饭，第二天水就退了。\n"
        ),
    )
    good = (
        "我们要坚持绿色发展，努力建设美丽的茶乡和水乡。大家都说，要坚持绿色发展，努力建设美丽的茶乡和水乡。\n",
        "《汀陵市城市绿化管理办法实施细则》已经公布。请各区认真执行《汀陵市城市绿化管理办法实施细则》。\n",
        "时间：9月22日8:00—18:00，范围：槐荫里。\n\n时间：9月22日8:00—18:00，范围：松风路。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each span, where it stands for the second time."""
        for found in recurrences(page.text, REACH):
            if self._is_strange(page, found) and not any(run.start <= found.again < run.end for run in page.repeats):
                place = Span(found.again, found.again + found.length)
                first = Span(found.first, found.first + found.length)
                words = page.text[found.again : found.again + 12]
                related = (Related(first, self.message("first")),)
                yield self.report(place, "again", confidence=0.5, related=related, words=words)

    @staticmethod
    def _is_strange(page: Page, found: Recurrence) -> bool:
        text, end = page.text, found.again + found.length
        words = text[found.again : end]
        if sum(map(str.isalnum, words)) < LETTERS or not any(mark in words[2:-2] for mark in CLAUSE):
            return False
        if any(text[at - 1 : at] in BEGINNINGS or text[at] in BEGINNINGS for at in (found.first, found.again)):
            return False
        if found.again <= found.first + found.length or page.is_protected(found.again):
            return False
        blocks = [page.block_at(at) for at in (found.first, found.again)]
        return all(block is not None and page.role(block) is Role.BODY for block in blocks)
