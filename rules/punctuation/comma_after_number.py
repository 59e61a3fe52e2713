"""PUN105 comma-after-number."""

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

#: A number at the start of a line and its mark, but no list of numbers: 1、2、3.
NUMBER = Pattern(r"[ \t\u3000]{0,8}[0-9]{1,2}(、)(?![0-9])")


class CommaAfterNumber(Rule):
    """A 、 behind an Arabic number that counts items, at the start of a line: 1、总则.

    ## Why is this bad?
    Behind an Arabic ordinal stands a full stop at the foot of the line: 1. 总则 (GB/T 15834-2011
    §B.3.3). 、 stands behind Han numerals: 一、总则 (§B.3.2).

    ## Fix safety
    Unsafe: advice for text that is set again.

    ## Evidence
    On 3.9 million characters of sound news 16 findings, 12 read, all of them such ordinals.

    ## Known false alarms
    A line that begins in the midst of a list of numbers.
    """

    code = "PUN105"
    name = "comma-after-number"
    title = Text("阿拉伯数字序次语后用了顿号", "a 、 behind an Arabic ordinal")
    messages = {
        "found": Text(
            "阿拉伯数字作序次语时，后用下脚点（GB/T 15834—2011 B.3.3）",
            "a full stop stands behind an Arabic ordinal (GB/T 15834-2011 B.3.3)",
        ),
    }
    error_class = ErrorClass.MARK
    severity = Severity.NOTE
    profiles = (Profile.PUBLISH,)
    needles = tuple(f"{digit}、" for digit in "0123456789")
    scope = Scope.LINE
    bad = (
        Bad("1、总则", "1. 总则"),
        Bad("先修渠。\n　　12、后修路。", "先修渠。\n　　12. 后修路。"),
        Bad("2、要求", "2. 要求"),
    )
    good = ("1. 总则", "一、总则", "1、2、3班", "小学1、二年级")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark."""
        for start, _ in in_order(hits):
            found = NUMBER.match(page.text, page.line_at(start).start)
            if found and found.start(1) == start + 1:
                yield self.report(
                    found.span(1), "found", fix=self.replace(page, *found.span(1), ". ", UNSAFE), group=self.name
                )
