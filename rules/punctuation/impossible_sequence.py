"""PUN009 impossible-sequence."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import SAFE, Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Rule, Text

STOPS = "，。、；："
TWICE = "。”。"
#: Two different marks of which a text has one; an opening bracket and what cannot be the first thing
#: inside; but neither ”， nor “，: they are right, or another rule's.
SEQUENCE = Pattern(rf"[{STOPS}（〔][{STOPS}]")
#: Between these words and what is told stands a colon, unless a report is what was made: 作了报道；.
TELLS, MADE = ("报道；", "指出；"), ("了", "的")
#: A list of marks: ，；：
LIST = Pattern(f"[{STOPS}！？]{{3}}")


class ImpossibleSequence(Rule):
    """Marks that cannot follow one another: ，。 、， ：， 。”。 （，; and 报道；, which was 报道：.

    ## Why is this bad?
    Between two clauses stands one mark (GB/T 15834-2011 §4.1-4.7); behind a quotation that ends with
    a full stop stands none (§B.2.1). The recogniser read a mark twice, or a speck beside it.

    ## Fix safety
    Safe for 。”。, which becomes 。”, and for ； behind 报道 and 指出, which becomes ：. Of two other
    marks the page does not tell which one was printed: the first of 。， may as well be a misread ”.

    ## Evidence
    On the seeds 3 of 3 findings right, 3 of 3 defects found; on 93 recognitions by Tesseract and
    RapidOCR 17 of 17 findings right; of 5 ； behind 报道 and 指出 all were ：. On 3.9 million characters of
    sound news, which have ： behind the two words 99 times, no finding.

    ## Known false alarms
    Texts about marks: 用，；：隔开.
    """

    code = "PUN009"
    name = "impossible-sequence"
    title = Text("标点不可能连用", "marks that cannot follow one another")
    messages = {
        "found": Text("「{marks}」不能连用", "{marks} cannot follow one another"),
        "tells": Text("这里的「；」应为「：」", "； stands for ： here"),
    }
    error_class = ErrorClass.MARK
    bad = (
        Bad("绝不让农民卖了粮拿白条。”。他说。", "绝不让农民卖了粮拿白条。”他说。"),
        Bad("记者齐山报道；今天通水。", "记者齐山报道：今天通水。"),
        Bad("水来了，。大家都去看。"),
        Bad("苹果、，梨和桃。"),
        Bad("县里决定：，修渠。"),
        Bad("老人说（，他九十岁了）要修渠。"),
    )
    good = (
        "“去不去？”，他问，“去！”。",
        "省报作了报道；县报没有。",
        "他想了想……，又坐下了。",
        "各项之间用，；：、隔开。",
        "（一）、修渠；“水”、“路”。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each sequence."""
        text = page.text
        pairs = (found.span() for found in SEQUENCE.finditer(text) if found[0][0] != found[0][1])
        for start, end in pairs:
            if not (LIST.match(text, start) or LIST.match(text, start - 1) or page.is_protected(start)):
                yield self.report((start, end), "found", marks=text[start:end])
        for start in _places(page, TWICE):
            span = (start, start + len(TWICE))
            yield self.report(span, "found", fix=self.replace(page, *span, TWICE[:2], SAFE), marks=TWICE)
        for words in TELLS:
            for start in _places(page, words):
                end = start + len(words)
                if page.text.startswith(MADE, max(0, start - 1)):
                    continue
                yield self.report((end - 1, end), "tells", fix=self.replace(page, end - 1, end, "：", SAFE))


def _places(page: Page, words: str) -> Iterator[int]:
    """Where the words stand in prose; a pattern would be compiled for every page."""
    start = page.text.find(words)
    while start >= 0:
        if not page.is_protected(start):
            yield start
        start = page.text.find(words, start + len(words))
