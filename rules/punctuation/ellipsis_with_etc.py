"""PUN103 ellipsis-with-etc."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    FINAL,
    NEWLINE,
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

#: A list, up to the ellipsis or 等; so far back it is looked for.
LISTED, REACH = Pattern(f"、[^{FINAL}{NEWLINE}“]*\\Z"), 32
PRONOUNS = tuple("我你您他她它咱")


class EllipsisWithEtc(Rule):
    """An ellipsis and 等 for one omission: 小麦、玉米……等.

    ## Why is this bad?
    …… and 等, 等等, 什么的 say the same and are not used together (GB/T 15834-2011 §A.9.2).

    ## Fix safety
    No fix: either of the two may stay.

    ## Evidence
    On 3.9 million characters of sound news no false finding.

    ## Known false alarms
    Speech that breaks off before 等 as a verb: 我……等你. A list with 、 must stand before, and no pronoun behind.
    """

    code = "PUN103"
    name = "ellipsis-with-etc"
    title = Text("省略号与“等”并用", "an ellipsis and 等 for one omission")
    messages = {
        "found": Text(
            "省略号不与“等”“等等”并用（GB/T 15834—2011 A.9.2）",
            "an ellipsis and 等 are not used together (GB/T 15834-2011 A.9.2)",
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
    good = ("小麦、玉米……", "小麦、玉米等。", "我……等你回来。", "“喂……等等我！”", "“别……等，我来了。”")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each place."""
        done = -1
        for start, needle in in_order(hits):
            listed = LISTED.search(page.text, max(0, start - REACH), start)
            if start >= done and listed and not page.text.startswith(PRONOUNS, start + len(needle)):
                done = start + len(needle)
                yield self.report((start, done), "found")
