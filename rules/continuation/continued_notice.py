"""CON001 continued-notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from zzlint.rule import (
    BLANK,
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Phase,
    Profile,
    Related,
    Role,
    Rule,
    Severity,
    Span,
    Text,
    ends_finally,
    notices,
    whole_lines,
)

#: So many blanks beside a notice go with it.
BLANKS = 16
#: So far above a notice the end of the text is looked for.
REACH = 64


class ContinuedNotice(Rule):
    """A whole notice that sends the reader to another page: 下转A2版, （上接第一版）.

    | form | where it is in use |
    | --- | --- |
    | `下转 A2版` `上接01版②` `下转A8版` | daily papers with lettered sections, a line of its own or glued to the text |
    | `（下转第三版②）` `（上接第一版）` `(下转 A5版` | daily papers, at the end and the head of the halves |
    | `（紧接第一版）` `（续第一版）` `（文转02版）` `（转第2版）` `（接上版）` | the same, older ones |
    | `下转中缝` `（下转封底）` | papers that print on the fold, magazines |
    | `（下轉第四版）` | traditional script |
    | `（下转第191页）` `# （上接第151页）` `(下接第9页)` | journals: 页 and up to four digits, as engines write them in Markdown |
    | `（下转第123页 continued on page 123）` | bilingual journals |
    | `▶下转A2版` `**（下转第3版）**` | arrows of the layout, emphasis by an engine |
    | `下 转 A 2 版` `（下转第⏎三版）` | Tesseract; a narrow column |
    | `（卞转第二贩）` `（下转O2版）` `（下转弟3版）` | misread |

    Seen in files of pages and journals: those with A2版, 第二版, 02版①, 第N页, the English double, the
    Markdown ones, spaced and cut ones. 紧接, 续, 文转, 中缝 and 封底 are known from print only, and the
    misread ones from what recognisers make of these characters.

    No jump, and silent: a pointer (详见A3版, 见第六版), a serial (未完待续, 接上期), a table that goes
    on (续表), a notice of which others speak (标上“下转第三版”几个字).

    ## Why is this bad?
    In print it stands at the end of a column. Whoever reads the running text, a person, a search
    index or a language model, meets a sentence that is interrupted by it, and the article goes on
    elsewhere. In an archive the notice is part of what was printed and says where to look: it is a
    note there.

    ## Fix safety
    No fix in the profiles archive and publish. In corpus, or with ``strip = true``, the notice is
    deleted: safe where it can be nothing else (in brackets, alone on its line, apart from the words
    beside it, with ① or an arrow, or 上接01版 at the head of a line), else unsafe.

    ## Evidence
    On the seeds 38 of 38 findings right, 38 of 38 defects found. On three real pages 4 of 4.
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
        "stop": Text("正文在此中断", "the text stops here"),
    }
    error_class = ErrorClass.LAYOUT
    severity = Severity.NOTE
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
        Bad("# （上接第151页）\n"),
        Bad("渠水引上了山。（卞转第二贩）\n"),
        Bad("大会今天闭幕。（下转A3版）\n", "大会今天闭幕。\n", {"strip": True}),
        Bad("代表们认为。\n下转第二版\n新的一页。\n", "代表们认为。\n新的一页。\n", {"strip": True}),
        Bad("代表们认为。\n\n▶下转A2版\n\n新的一页。\n", "代表们认为。\n\n新的一页。\n", {"strip": True}),
        Bad("上接01版② 新落成的展馆开放。\n", "新落成的展馆开放。\n", {"strip": True}),
    )
    good = (
        "他从山上接第二个孩子回家。\n",
        "演讲全文见第六版。\n",
        "（详见A3版）\n",
        "乘客可在此站下转3号线。\n",
        "他把稿子转第二版编辑处理，第二天见报。\n",
        "上接第二版的体例，第三版增订了索引。\n",
        "他在文末标上“下转第三版”几个字，就去排字间了。\n",
        "活动接续二十多页的画卷。\n",
        "（未完待续）\n",
        "（接上期）\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each notice; where it interrupts a sentence, the end of the text is a related place."""
        severity = Severity.WARNING if self.options.strip else None
        for notice in page.notices:
            if notice.whole:
                stop = _interrupted(page, notice)
                yield self.report(
                    (notice.start, notice.end),
                    notice.way,
                    fix=self._deletion(page, notice, stop is None) if self.options.strip else None,
                    severity=severity,
                    related=[] if stop is None else [Related(stop, self.message("stop"))],
                    page=notice.page + notice.ordinal,
                )

    def _deletion(self, page: Page, notice: notices.Notice, sentence: bool) -> Fix:
        """Without a notice that keeps them apart, an unfinished ``sentence`` would seem to go on in what follows."""
        start, end = notice.start, notice.end
        if notice.alone:
            start, end = whole_lines(page, start, end)
        else:
            line, low, high = page.line_at(start), start - BLANKS, end + BLANKS
            if line.start == start:
                end = min(high, line.end) - len(page.text[end : min(high, line.end)].lstrip(BLANK))
            if line.end == end:
                start = max(low, line.start) + len(page.text[max(low, line.start) : start].rstrip(BLANK))
        return self.replace(page, start, end, "", SAFE if notice.sure and sentence else UNSAFE)


def _interrupted(page: Page, notice: notices.Notice) -> Span | None:
    """The last character of the text above the notice, where it stops in mid-sentence."""
    low = max(0, notice.start - REACH)
    above = page.text[low : notice.start].rstrip()
    if not above or ends_finally(above):
        return None
    last = low + len(above) - 1
    block = page.block_at(last)
    # a headline has no final mark, and no notice behind it in its line
    if last >= page.line_at(notice.start).start or (block is not None and page.role(block) is Role.BODY):
        return Span(last, last + 1)
    return None
