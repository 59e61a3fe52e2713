"""DUP003 repeated-span."""

from bisect import bisect_right
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
#: With an archive: so much of the span it knows, and so much of a formula stands in it again and again.
FAMILIAR, FORMULA = 0.5, 0.25
#: So much text before a span is looked at, blanks among it.
BEFORE = 8
#: Behind one of these a clause begins, and clauses are repeated in sound text.
BEGINNINGS = frozenset("，。、；：！？…,;:!?“”‘’（）《》()\u3000 \r\n")
#: Where a span holds one of these it goes over the end of a clause.
CLAUSE = "，。；,;"


class RepeatedSpan(Rule):
    """A long span a second time on the page, where it does not belong.

    It has 18 letters or more, goes over the end of a clause, stands again within 400 code points,
    and begins in mid-clause in both places: sound text repeats whole clauses. Names of documents in
    《》, headlines, captions and notices are left alone, and so is what DUP001 reports.

    Without an archive the rule is on with ``--preview`` only. With one (``zzlint learn``, ``--archive``) it is
    on by itself, and asks it three things more. The archive must know half of what meets inside the span: such
    text is familiar. It must not know what meets where the span begins for the second time. And less than a
    quarter of its stretches of eight characters may stand in two places of the archive: else it is a formula.
    Pages in the archive vouch for what they hold: learn from pages that you trust, not from those that you check.

    ## Why is this bad?
    A recogniser that loses its place writes again what it wrote before. What was printed there is lost.

    ## Fix safety
    No fix: what was printed is not known.

    ## Evidence
    On a real page the one span found that is known, and no other on three pages. Without an archive 27
    findings on 3.8 million characters of sound news, all of them formulas; of 2,100 spans that a program wrote
    into such news a second time 1,582 are found. With an archive of 1.6 million characters of other news
    one finding on those 3.8 million characters, a formula, the real page's span, and 1,073 of the 2,100; with an archive of half a million 926, with one of 100,000 425,
    and one false alarm each.

    ## Known false alarms
    Without an archive: official prose repeats its formulas, and parallel news the same words of different people.
    With one: formulas that the archive does not hold, behind a name that it does not know.
    """

    code = "DUP003"
    name = "repeated-span"
    title = Text("大段文字再次出现", "a long span a second time on the page")
    messages = {
        "again": Text("“{words}…”在此再次出现", "{words}… stands here a second time"),
        "astray": Text(
            "“{words}…”在此再次出现，而与前文不相接",
            "{words}… stands here a second time, and does not go with what is before it",
        ),
        "first": Text("第一次出现", "where it stood first"),
    }
    error_class = ErrorClass.LOSS
    severity = Severity.WARNING
    phase = Phase.STRUCTURE
    preview = True
    learns = True
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
        strange = [found for found in recurrences(page.text, REACH) if self._is_strange(page, found)]
        runs = page.repeats if strange else []
        starts = [run.start for run in runs]
        for found in strange:
            number = bisect_right(starts, found.again) - 1
            in_run = number >= 0 and found.again < runs[number].end
            if not in_run and self._is_astray(page, found):
                yield self._told(page, found)

    def _told(self, page: Page, found: Recurrence) -> Diagnostic:
        place = Span(found.again, found.again + found.length)
        first = Span(found.first, found.first + found.length)
        words = page.text[found.again : found.again + 12]
        related = (Related(first, self.message("first")),)
        key, confidence = ("astray", 0.9) if self.archive else ("again", 0.5)
        return self.report(place, key, confidence=confidence, related=related, words=words)

    def _is_astray(self, page: Page, found: Recurrence) -> bool:
        """Whether, for all the archive tells, the span does not belong here."""
        if self.archive is None:
            return True
        span = page.view(found.again, found.again + found.length).text
        before = page.view(max(0, found.again - BEFORE), found.again).text
        return (
            not self.archive.meet(before, span)
            and self.archive.familiar(span) >= FAMILIAR
            and self.archive.formulaic(span) < FORMULA
        )

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
