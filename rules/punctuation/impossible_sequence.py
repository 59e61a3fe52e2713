"""PUN009 impossible-sequence."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import SAFE, Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Rule, Scope, Text, in_order

STOPS = "，。、；："
#: Two different marks of which a text has one. ： may stand before none, 、 behind ” as part of a list.
PAIRS = tuple(one + other for one in STOPS for other in STOPS if one != other)
#: An opening bracket and what cannot be the first thing inside; “， is a turned mark.
OPENED = tuple(opener + mark for opener in "（〔" for mark in "，。、；：")
#: What cannot be the last thing inside.
CLOSED = tuple(mark + closer for mark in "、；" for closer in "》）")
TWICE = "。”。"
#: A smile, a list of marks.
MARKS = Pattern(f"[{STOPS}！？]{{3}}")


class ImpossibleSequence(Rule):
    """Marks that cannot follow one another: ，。 、， ：， 。”。 （，

    ## Why is this bad?
    Between two clauses stands one mark (GB/T 15834-2011 §4.1-4.7); behind a quotation that ends with
    a full stop stands none (§B.2.1). The recogniser read a mark twice, or a speck beside it.

    ## Fix safety
    Safe for 。”。, which becomes 。”. Of two other marks the page does not tell which one was printed:
    the first of 。， may as well be a misread ”.

    ## Evidence
    EVIDENCE

    ## Known false alarms
    Texts about marks: 用，；：隔开.
    """

    code = "PUN009"
    name = "impossible-sequence"
    title = Text("标点不可能连用", "marks that cannot follow one another")
    messages = {"found": Text("「{marks}」不能连用", "{marks} cannot follow one another")}
    error_class = ErrorClass.MARK
    needles = (*PAIRS, *OPENED, *CLOSED, TWICE)
    scope = Scope.LINE
    bad = (
        Bad("绝不让农民卖了粮拿白条。”。他说。", "绝不让农民卖了粮拿白条。”他说。"),
        Bad("水来了，。大家都去看。"),
        Bad("苹果、，梨和桃。"),
        Bad("县里决定：，修渠。"),
        Bad("老人说（，他九十岁了）要修渠。"),
    )
    good = (
        "“去不去？”，他问，“去！”。",
        "他想了想……，又坐下了。",
        "各项之间用，；：、隔开。",
        "（一）、修渠；“水”、“路”。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each sequence."""
        text, done = page.text, -1
        for start, marks in in_order(hits):
            end = start + len(marks)
            if start < done or MARKS.match(text, start) or MARKS.match(text, start - 1) or page.is_protected(start):
                continue
            done = end
            fix = self.replace(page, start, end, TWICE[:2], SAFE) if marks == TWICE else None
            yield self.report((start, end), "found", fix=fix, marks=marks)
