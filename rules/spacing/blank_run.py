"""SPC004 blank-run."""

from collections.abc import Iterator
from itertools import groupby

from zzlint.rule import UNSAFE, Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Rule, Severity, Text

#: Three blanks or more between two characters, the first in front, which ``re`` finds fast; tabs are columns on purpose.
RUN = Pattern("[ \u3000\u00a0](?<=[^ \t\u3000\u00a0\r\n].)[ \u3000\u00a0]{2,}(?=[^ \t\u3000\u00a0\r\n])")
#: Whatever the three are, one of these is among them; most pages have none, though two full-width blanks are indents.
THREE = ("   ", "\u3000\u3000\u3000", " \u3000", "\u3000 ", "\u00a0")
COLUMN = Pattern("[^ \t\u3000\u00a0](?:[ \u3000\u00a0]{2}|\t)[ \t\u3000\u00a0]*[^ \t\u3000\u00a0]")
#: The blank of a form, leaders of a table of contents.
FIELD = Pattern(r"[：:（(_＿]$")
PAGE_NUMBER = Pattern(r"[（(]?[0-9０-９]{1,4}[）)]?$")
NEWLINE = r"(?:\r(?!\n)|\r?\n)"
#: So many blank lines stay; three stand at the pictures of good pages, and only more are reported.
KEPT = 2
BLANK_LINES = Pattern(rf"((?:\A|{NEWLINE})(?:[ \t\u3000]*{NEWLINE}){{{KEPT}}})((?:[ \t\u3000]*{NEWLINE}){{2,}})")
#: Where to look for them: a class leads, which ``re`` finds fast.
LINE_ENDS = Pattern(r"[\r\n](?:[ \t\u3000]*[\r\n]){3,}")
INDENT = Pattern("[ \t\u3000]*")
#: How much of a neighbouring line is looked at.
REACH = 400


class BlankRun(Rule):
    """Three or more blanks in a row within a line, and four or more blank lines in a row.

    ## Why is this bad?
    A wide gap is what is left of the layout: the white between two columns, a separator, a speck
    far from the text, the place of a picture. It says nothing that one blank or one blank line
    does not say.

    ## Fix safety
    Unsafe, and the finding a note: one blank or two blank lines are left, so that no separator is
    lost, but how wide a gap is may be meant. Indents, tabs, tables (several gaps in a line or in
    neighbouring lines), forms and tables of contents are left alone.

    ## Evidence
    On the seeds 8 of 15 findings right, 8 of 15 defects found, 3 of 8 fixes exact.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    A verse or a form laid out with blanks on one line only.
    """

    code = "SPC004"
    name = "blank-run"
    title = Text("连续的空格或空行", "a run of blanks or blank lines")
    messages = {
        "run": Text("行内有 {count} 个连续的空格", "{count} blanks in a row within the line"),
        "lines": Text("{count} 个连续的空行", "{count} blank lines in a row"),
    }
    error_class = ErrorClass.LAYOUT
    severity = Severity.NOTE
    bad = (
        Bad("守一方山水     护一县清泉", "守一方山水 护一县清泉"),
        Bad("村里的路修好了。      ·\n大家都很高兴。", "村里的路修好了。 ·\n大家都很高兴。"),
        Bad("第一段到此为止。\n\n\n\n\n第二段由此开始。", "第一段到此为止。\n\n\n第二段由此开始。"),
        Bad("第一段。\r\n\r\n \r\n\r\n\r\n第二段。", "第一段。\r\n\r\n \r\n第二段。"),
    )
    good = (
        "\u3000\u3000\u3000\u3000引文缩进四格。\n\n\n\n下一节。",
        "茶叶    1,200公斤    36万元\n板栗    3,400公斤    17万元",
        "方小舟   何苇\n陆大川   沈青",
        "姓名：      住址",
        "第一章 渡口      12",
        "甲\t\t\t乙",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each run."""
        if any(needle in page.text for needle in THREE):
            for row, found in groupby(RUN.finditer(page.text), lambda run: page.row(run.start())):
                run, *others = found
                if not others and not self.meant(page, row, *run.span()):
                    fix = self.replace(page, *run.span(), " ", UNSAFE)
                    yield self.report(run.span(), "run", fix=fix, count=len(run[0]))
        indent = INDENT.match(page.text)
        top = indent.end() if indent else 0
        for ends in LINE_ENDS.finditer(page.text):
            begin = 0 if ends.start() == top else ends.start()
            for lines in BLANK_LINES.finditer(page.text, begin, ends.end()):
                start, end = lines.span(2)
                if not page.is_protected(start):
                    fix = self.replace(page, start, end, "", UNSAFE)
                    count = KEPT + page.row(end) - page.row(start)
                    yield self.report((start, end), "lines", fix=fix, count=count)

    @staticmethod
    def meant(page: Page, row: int, start: int, end: int) -> bool:
        """Whether the run stands in a table, a form or a table of contents."""
        line = page.lines[row]
        before = page.text[max(line.start, start - REACH) : start]
        behind = page.text[end : min(line.end, end + REACH)]
        if page.is_protected(start) or FIELD.search(before) or PAGE_NUMBER.fullmatch(behind):
            return True
        if COLUMN.search(before) or COLUMN.search(behind):
            return True
        near = (page.lines[at] for at in (row - 1, row + 1) if 0 <= at < len(page.lines))
        return any(COLUMN.search(page.text, at.start, min(at.end, at.start + REACH)) for at in near)
