"""PUN009 impossible-sequence."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import SAFE, Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Rule, Text

STOPS = "，。、；："
TWICE = "。”。"
#: Two different marks of which a text has one; an opening bracket and what cannot be the first thing
#: inside; 。”。 but neither ”， nor “，: they are right, or another rule's.
SEQUENCE = Pattern(rf"[{STOPS}（〔](?=[{STOPS}])|(?<=。)”(?=。)")
#: A list of marks: ，；：
LIST = Pattern(f"[{STOPS}！？]{{3}}")


class ImpossibleSequence(Rule):
    """Marks that cannot follow one another: ，。 、， ：， 。”。 （，

    ## Why is this bad?
    Between two clauses stands one mark (GB/T 15834-2011 §4.1-4.7); behind a quotation that ends with
    a full stop stands none (§B.2.1). The recogniser read a mark twice, or a speck beside it.

    ## Fix safety
    Safe for 。”。, which becomes 。”. Of two other marks the page does not tell which one was printed:
    the first of 。， may as well be a misread ”.

    ## Evidence
    On the seeds 3 of 3 findings right, 3 of 3 defects found; on 93 recognitions by Tesseract and
    RapidOCR 9 of 9 findings right. On 3.9 million characters of sound news no finding.

    ## Known false alarms
    Texts about marks: 用，；：隔开.
    """

    code = "PUN009"
    name = "impossible-sequence"
    title = Text("标点不可能连用", "marks that cannot follow one another")
    messages = {"found": Text("「{marks}」不能连用", "{marks} cannot follow one another")}
    error_class = ErrorClass.MARK
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
        text = page.text
        for found in SEQUENCE.finditer(text):
            start = found.start() - (found[0] == "”")
            marks = TWICE if text.startswith(TWICE, start) else text[start : start + 2]
            if marks[0] == marks[1] or LIST.match(text, start) or LIST.match(text, start - 1):
                continue
            if not page.is_protected(start):
                end = start + len(marks)
                fix = self.replace(page, start, end, TWICE[:2], SAFE) if marks == TWICE else None
                yield self.report((start, end), "found", fix=fix, marks=marks)
