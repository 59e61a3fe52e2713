"""SPC004 blank-run."""

from collections.abc import Iterator
from itertools import groupby

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Role,
    Rule,
    Severity,
    Text,
)

#: Three blanks or more between two characters, the first in front, which ``re`` finds fast; tabs are columns on purpose.
RUN = Pattern("[ \u3000\u00a0](?<=[^ \t\u3000\u00a0\r\n].)[ \u3000\u00a0]{2,}(?=[^ \t\u3000\u00a0\r\n])")
#: Whatever the three are, one of these is among them; most pages have none, though two full-width blanks are indents.
THREE = ("   ", "\u3000\u3000\u3000", " \u3000", "\u3000 ", "\u00a0")
COLUMN = Pattern("[^ \t\u3000\u00a0](?:[ \u3000\u00a0]{2}|\t)[ \t\u3000\u00a0]*[^ \t\u3000\u00a0]")
#: The blank of a form, leaders of a table of contents.
FIELD = Pattern(r"[：:（(_＿]$")
PAGE_NUMBER = Pattern(r"[（(]?[0-9０-９]{1,4}[）)]?$")
#: What a speck far behind the text was read as.
SPECK = Pattern(r".|[^\w\s]{2}")
#: So much text stands in front of a speck: a line of its own may be a title or a credit.
TEXT = 20
#: Four blank lines or more: three stand at the pictures of good pages. By the first line end, which ``re`` finds fast.
BLANK_LINES = {
    "\n": Pattern("\n(?:[ \t\u3000\r]*\n){4,}"),
    "\r": Pattern("\r(?:[ \t\u3000]*\r){4,}"),
}
#: How much of a neighbouring line is looked at.
REACH = 400


class BlankRun(Rule):
    """Three or more blanks in a row within a line, and four or more blank lines in a row.

    ## Why is this bad?
    A wide gap is what is left of the layout: the white between two columns, a separator, a speck
    far from the text, the place of a picture. It says nothing that one blank or one blank line
    does not say.

    ## Fix safety
    The finding is a note. One blank or one blank line is left, so that no separator is lost. Safe
    where a paragraph ends and a single stray mark or character follows far behind it: a speck of
    the paper that was read. Else unsafe: how wide a gap is may be meant. Indents, tabs, tables
    (several gaps in a line or in neighbouring lines), forms and tables of contents are left alone.

    ## Evidence
    On the seeds 17 of 17 findings right, 17 of 17 defects found, 16 of 16 fixes exact.
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
        Bad(
            "渡口的老周撑了四十年船，如今桥通了，他把船停在岸边，每天来看看。          ，",
            "渡口的老周撑了四十年船，如今桥通了，他把船停在岸边，每天来看看。 ，",
        ),
        Bad("第一段到此为止。\n\n\n\n\n第二段由此开始。", "第一段到此为止。\n\n第二段由此开始。"),
        Bad("第一段。\r\n\r\n \r\n\r\n\r\n第二段。", "第一段。\r\n\r\n第二段。"),
        Bad("第一段。\r\r\r\r\r第二段。\r", "第一段。\r\r第二段。\r"),
        Bad("最后一段。\n\n\n\n\n", "最后一段。\n"),
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
            yield from self.wide(page)
        for newline, lines in BLANK_LINES.items():
            if newline in page.text:
                yield from self.tall(page, lines)

    def wide(self, page: Page) -> Iterator[Diagnostic]:
        """Runs of blanks; several in one line are a table."""
        for row, found in groupby(RUN.finditer(page.text), lambda run: page.row(run.start())):
            run, *others = found
            if not others and not self.meant(page, row, *run.span()):
                trust = SAFE if is_speck(page, *run.span()) else UNSAFE
                yield self.report(run.span(), "run", fix=self.replace(page, *run.span(), " ", trust), count=len(run[0]))

    def tall(self, page: Page, lines: Pattern) -> Iterator[Diagnostic]:
        """Runs of blank lines, from the end of the text above to the start of the line below."""
        text = page.text
        for found in lines.finditer(text):
            start, end = found.span()
            start -= text[start - 1 : start] == "\r"
            top, bottom = start == 0, end == len(text)
            count = page.row(end) - page.row(start) - (not top)
            if not page.is_protected(start):
                newline = "\r\n" if text.startswith("\r\n", start) else text[start]
                due = newline * (2 - top - bottom)
                yield self.report((start, end), "lines", fix=self.replace(page, start, end, due, UNSAFE), count=count)

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


def is_speck(page: Page, start: int, end: int) -> bool:
    """Whether so little stands behind the run at the end of a paragraph's line that a speck was read."""
    block = page.block_at(start)
    return (
        block is not None
        and start - block.start >= TEXT
        and SPECK.fullmatch(page.text, end, page.line_at(end).end) is not None
        and page.role(block) is Role.BODY
    )
