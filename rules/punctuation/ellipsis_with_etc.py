"""PUN103 ellipsis-with-etc."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Profile, Rule, Scope, Severity, Text, in_order


class EllipsisWithEtc(Rule):
    """An ellipsis and 等 for one omission: 小麦、玉米……等.

    ## Why is this bad?
    …… and 等, 等等, 什么的 say the same and are not used together (GB/T 15834-2011 §A.9).

    ## Fix safety
    No fix: either of the two may stay.

    ## Evidence
    On 3.9 million characters of sound news no false finding.

    ## Known false alarms
    Speech that breaks off before 等 as a verb: 我……等你, which is left alone where a pronoun follows.
    """

    code = "PUN103"
    name = "ellipsis-with-etc"
    title = Text("省略号与“等”并用", "an ellipsis and 等 for one omission")
    messages = {
        "found": Text(
            "省略号不与“等”“等等”并用（GB/T 15834—2011 A.9）",
            "an ellipsis and 等 are not used together (GB/T 15834-2011 A.9)",
        ),
    }
    error_class = ErrorClass.MARK
    severity = Severity.NOTE
    profiles = (Profile.PUBLISH,)
    needles = ("……等等", "……等，", "……等。", "……等；", "等……等", "等等……", "……什么的")
    scope = Scope.LINE
    bad = (
        Bad("小麦、玉米……等等。"),
        Bad("修渠、修路……等，都要抓紧。"),
        Bad("锄头、扁担……什么的"),
    )
    good = ("小麦、玉米……", "小麦、玉米等。", "我……等你回来。")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each place."""
        done = -1
        for start, needle in in_order(hits):
            if start >= done:
                done = start + len(needle)
                yield self.report((start, done), "found")
