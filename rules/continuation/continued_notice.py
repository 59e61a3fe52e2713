"""CON001 continued-notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Applicability,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Phase,
    Profile,
    Rule,
    Scope,
    Severity,
    Span,
    Text,
    notices,
)

#: So far around the needle a notice may reach, in code points (blanks between all included).
REACH = 24

# Read in the plain view: blanks gone, widths folded.
NOTICE = Pattern(
    rf"(?P<open>[(\[【〔「“\"]{{0,2}})(?P<verb>{notices.VERB})(?P<page>{notices.PAGE})(?P<ordinal>{notices.ORDINAL}?)"
    r"(?P<close>[)\]】〕」”\"]{0,2})"
)
# 转 and 接 are frequent, pages behind them are not: what no page follows is not looked at closer.
PAGE = frozenset("版页頁面ABCDabcdＡＢＣＤ")
#: What may stand before a notice that is glued to running text.
SENTENCE_END = "。！？!?…”』」)】\n"


class ContinuedNotice(Rule):
    """A whole notice that sends the reader to another page: 下转A2版, （上接第一版）.

    ## Why is this bad?
    In print it stands at the end of a column. Whoever reads the running text, a person, a search
    index or a language model, meets a sentence that is interrupted by it, and the article goes on
    elsewhere. In an archive the notice is part of what was printed and says where to look: it is a
    note there.

    ## Fix safety
    No fix in the profiles archive and publish. In corpus, or with ``strip = true``, the notice is
    deleted: safe where it stands in brackets or alone on its line, unsafe in open text.

    ## Evidence
    On the seeds 26 of 26 findings right, 26 of 26 defects found.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    None known: 上接 and 转 are ordinary words, so a page (A2版, 第二版, 3版①) must follow, and a
    notice in open text must stand at the edge of a line or behind the end of a sentence.
    """

    code = "CON001"
    name = "continued-notice"
    title = Text("转版标记", "a notice that the article goes on on another page")
    messages = {
        "to": Text("文章转至 {page}", "the article goes on on page {page}"),
        "from": Text("文章接自 {page}", "the article comes from page {page}"),
    }
    error_class = ErrorClass.LAYOUT
    severity = Severity.NOTE
    needles = notices.TURNS
    scope = Scope.LINE
    phase = Phase.STRUCTURE
    profile_options = {Profile.CORPUS: {"strip": True}}

    @dataclass(frozen=True)
    class Options(Rule.Options):
        """``strip``: delete the notices."""

        strip: bool = False

    options: Options

    bad = (
        Bad("大会今天闭幕。（下转A3版）\n"),
        Bad("下转 第2版\n"),
        Bad("上接01版② 新落成的展馆将对公众开放。\n"),
        Bad("会后，代表们参观了展览。下 转 A 2 版\n"),
        Bad("（上接第一版）代表们认为，\n"),
        Bad("我们的目标。（下轉第四版）\n"),
        Bad("大会今天闭幕。（下转A3版）\n", "大会今天闭幕。\n", {"strip": True}),
        Bad("代表们认为。\n下转第二版\n新的一页。\n", "代表们认为。\n新的一页。\n", {"strip": True}),
    )
    good = (
        "他从山上接第二个孩子回家。\n",
        "演讲全文见第六版。\n",
        "乘客可在此站下转3号线。\n",
        "他把稿子转第二版编辑处理，第二天见报。\n",
        "活动接续二十多页的画卷。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each notice."""
        done = -1
        for start in sorted(start for starts in hits.values() for start in starts):
            line = page.line_at(start)
            low, high = max(line.start, start - REACH), min(line.end, start + REACH)
            if PAGE.isdisjoint(page.text[start:high]):
                continue
            view = page.view(low, high)
            for found in NOTICE.finditer(view.text):
                span = view.span(*found.span())
                verb = view.span(*found.span("verb"))
                if span.start < done or not verb.start <= start < verb.end:
                    continue
                alone = _blank(page, line.start, span.start) and _blank(page, span.end, line.end)
                bracketed = bool(found["open"] and found["close"])
                edge = _blank(page, line.start, span.start) or _blank(page, span.end, line.end)
                at = found.start()
                after_sentence = at > 0 and view.text[at - 1] in SENTENCE_END
                named = len(found["verb"]) == 2 or alone or bracketed
                if not named or not (bracketed or alone or edge or after_sentence):
                    continue
                done = span.end
                key = "from" if found["verb"][0] in "上" or found["verb"] == "接" else "to"
                trust = SAFE if alone or bracketed else UNSAFE
                fix = self._deletion(page, span, line, alone, trust) if self.options.strip else None
                severity = Severity.WARNING if self.options.strip else None
                yield self.report(span, key, fix=fix, severity=severity, page=found["page"] + found["ordinal"])

    def _deletion(self, page: Page, span: Span, line: Span, alone: bool, trust: Applicability) -> Fix:
        start, end = span
        if alone:
            start, end = line.start, page.after_line(line)
        else:
            while end < line.end and page.text[end] in " \u3000" and start == line.start:
                end += 1
        return self.replace(page, start, end, "", trust)


def _blank(page: Page, start: int, end: int) -> bool:
    return start == end or (end - start <= REACH and page.text[start:end].isspace())
