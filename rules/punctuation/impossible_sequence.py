"""PUN009 impossible-sequence."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    BLANK,
    HAN,
    NEWLINE,
    NUMERAL,
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Rule,
    Text,
    quotes,
)

STOPS = "，。、；："
#: A mark of which a part was read once more, and what may stand behind it: a ; of two widths, the second ring of %.
READ_TWICE = {
    "。”。": None,
    ";，": Pattern(rf"(?:(?<=[{HAN}0-9%”》）];，)|(?<=[{HAN}0-9%”》）] ;，))[{BLANK}]?[{HAN}]"),
    "%6": Pattern("(?<=[0-9]%6)[，。；、）的]"),
}
#: Two different marks of which a text has one; an opening bracket and what cannot be the first thing
#: inside; but neither ”， nor “，: they are right, or another rule's. In brackets stands a mark that is spoken of: （，）.
SEQUENCE, SPOKEN_OF = Pattern(rf"[{STOPS}（〔][{STOPS}]"), Pattern("[（〔].[）〕]")
#: Between these words and what is told stands a colon: behind the name of the reporter, and behind who speaks.
#: Elsewhere they may end a clause: 加强宣传报道；, 及时指出；.
_REPORTER = f"(?:[{HAN}]{{2,4}}社)?(?:本[报台])?(?:记者|通讯员)[{BLANK}]?"
TELLS = {
    "报道；": Pattern(
        rf"(?:[讯电][{BLANK}（(]{{0,2}}{_REPORTER}[{HAN}·（）、，{BLANK}]{{2,24}}|\A[{BLANK}]{{0,4}}{_REPORTER}[{HAN}]{{2,3}})\Z"
    ),
    "指出；": Pattern(
        r"(?:书记|主席|总理|[部省市县]长|委员|代表|同志|先生|专家|人士|[大全]会|会议|会上|文章|报告|社论|讲话|[话告言信]中|[他她])\Z"
    ),
}
#: So far before the words the name is looked for, in its paragraph.
REACH = 48
#: A bracket or a title that is open: the mark may be what closes it; and a numeral, of which 。 may be the 〇.
UNCLOSED = Pattern(f"[（《〈【〔‘][^）》〉】〕’]{{0,{REACH}}}\\Z|[{NUMERAL}〇零]\\Z")
#: Behind the name of a reporter and what he did: who took the picture.
CREDIT = Pattern(f"[{HAN}]{{2,4}}[摄编整插]")
#: Between two names of a list nothing was lost.
BETWEEN = Pattern("”、，“|》、，《")
#: A list of marks: ，；：
LIST = Pattern(f"[{STOPS}！？]{{3}}")


class ImpossibleSequence(Rule):
    """Marks that cannot follow one another: ，。 、， ：， 。”。 （，; also 23%6 for 23%, and 报道； for 报道：.

    ## Why is this bad?
    Between two clauses stands one mark (GB/T 15834-2011 §4.1-4.7); behind a quotation that ends with
    a full stop stands none (§B.2.1). The recogniser read a mark twice, or a speck beside it.

    ## Fix safety
    Safe where the page tells what was printed: 。”。 becomes 。”; the ， behind 。；、 goes at the end of a line, between
    two names (”、，“) and beside a half-width ;; the first of two marks behind a short quotation that nothing closes
    becomes its ”, and ： before a name that only ” closes its “; ；：“ becomes ：“; in a column of print the 6 of %6,
    the second ring of the sign, goes; ； behind the name of a reporter and 报道 becomes ：. Unsafe for ， elsewhere
    behind 。；、, for a character between them may have been lost, for %6 elsewhere, and for ； behind 指出. Other pairs
    are reported: the page does not tell which of the two was printed.

    ## Evidence
    On the seeds 8 of 8 findings right, 8 of 9 defects found, 7 of 7 fixes exact; on 93 recognitions by
    Tesseract and RapidOCR 23 of 23 findings right, 13 safe fixes, all of which mend, of 6 unsafe ones 5. On
    3.8 million characters of sound news no finding. Of 726 quoted names of these texts with ” and the mark behind it
    misread 690 are mended, of 57 报道： written as 报道； and 38 。” written as 。”。 all, none wrong.

    ## Known false alarms
    Texts about marks: 用，；：隔开.
    """

    code = "PUN009"
    name = "impossible-sequence"
    title = Text("标点不可能连用", "marks that cannot follow one another")
    messages = {
        "found": Text("「{marks}」不能连用", "{marks} cannot follow one another"),
        "meant": Text("「{marks}」应为「{new}」", "{marks} stands for {new}"),
        "tells": Text("这里的「；」应为「：」", "； stands for ： here"),
    }
    error_class = ErrorClass.MARK
    bad = (
        Bad("绝不让农民卖了粮拿白条。”。他说。", "绝不让农民卖了粮拿白条。”他说。"),
        Bad("记者齐山报道；今天通水。", "记者齐山报道：今天通水。"),
        Bad(
            "本报汀陵5月6日讯新华社记者齐山、本报记者高峰报道；水来了。",
            "本报汀陵5月6日讯新华社记者齐山、本报记者高峰报道：水来了。",
        ),
        Bad("县长在讲话中指出；渠要修好。", "县长在讲话中指出：渠要修好。"),
        Bad("水来了，。大家都去看。"),
        Bad("苹果、，梨和桃。渠修好了。，大家都去看。", "苹果、梨和桃。渠修好了。大家都去看。"),
        Bad("渠修好了。，\n大家都去看;， 人很多。", "渠修好了。\n大家都去看; 人很多。"),
        Bad("这叫“富民渠。，大家都去看。", "这叫“富民渠”，大家都去看。"),
        Bad("他在信中指出；：“水来了。”", "他在信中指出：“水来了。”"),
        Bad("其中，：富民渠”最长，也有“水乡”、，“水城”。", "其中，“富民渠”最长，也有“水乡”、“水城”。"),
        Bad("增产的占23%6，减产的很少。", "增产的占23%，减产的很少。"),
        Bad("（渠修好了。，大家都去看。"),
        Bad("一九九。，大家都去看。"),
        Bad("县里决定：，修渠。"),
        Bad("老人说（，他九十岁了）要修渠。"),
        Bad("老人来了（他九十岁了，。）"),
    )
    good = (
        "“去不去？”，他问，“去！”。",
        "省报作了报道；县报没有。要加强宣传报道；要抓落实。",
        "有错误及时指出；有成绩及时表扬。",
        "逗号（，）和句号（。）不同。",
        "他想了想……，又坐下了。",
        "各项之间用，；：、隔开。",
        "（一）、修渠；“水”、“路”。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each sequence."""
        text = page.text
        pairs = (found.span() for found in SEQUENCE.finditer(text) if found[0][0] != found[0][1])
        for start, end in pairs:
            listed = LIST.match(text, start) or LIST.match(text, start - 1) or SPOKEN_OF.match(text, start)
            if not (listed or page.is_protected(start)):
                fix = self._mended(page, start)
                if fix is not None and fix.edits[0].new:
                    edit = fix.edits[0]
                    yield self.report((edit.start, edit.end), "meant", fix=fix, marks=edit.old, new=edit.new)
                else:
                    yield self.report((start, end), "found", fix=fix, marks=text[start:end])
        for read, followed in READ_TWICE.items():
            for start in _places(page, read):
                end = start + len(read)
                if followed is None or followed.match(text, end):
                    # 17%6 may be a sum, but not in a column of print
                    sure = read != "%6" or page.style.is_printed(page.style.number(page.row(start)))
                    fix = self.replace(page, end - 1, end, "", SAFE if sure else UNSAFE)
                    yield self.report((start, end), "meant", fix=fix, marks=read, new=read[:-1])
        yield from self._colons(page)

    def _colons(self, page: Page) -> Iterator[Diagnostic]:
        """The findings for ； where a colon stands before what is told."""
        text = page.text
        for words, speaker in TELLS.items():
            for start in _places(page, words):
                block, end = page.block_at(start), start + len(words)
                before = max(block.start if block else 0, start - REACH)
                if text[end : end + 1] != "：" and not CREDIT.match(text, end) and speaker.search(text[before:start]):
                    fix = self.replace(page, end - 1, end, "：", SAFE if words == "报道；" else UNSAFE)
                    yield self.report((end - 1, end), "tells", fix=fix)

    def _mended(self, page: Page, at: int) -> Fix | None:
        """The fix for the two marks at ``at``; None where the page does not tell what they stand for."""
        text = page.text
        first, last, behind = text[at], text[at + 1], text[at + 2 : at + 3]
        if first in STOPS and quotes.stands_for_closing(text, at):
            return self.replace(page, at, at + 1, "”")
        if first in STOPS and last == "：" and behind == "“":
            return self.replace(page, at, at + 1, "")
        if last == "：" and quotes.opens_name(text, at + 1):
            return self.replace(page, at + 1, at + 2, "“")
        if last != "，" or first not in "。；、":
            return None
        if quotes.may_close(text, at) or UNCLOSED.search(text, max(0, at - REACH), at):
            return None
        sure = not behind or behind in NEWLINE or BETWEEN.match(text, at - 1)
        return self.replace(page, at + 1, at + 2, "", SAFE if sure else UNSAFE)


def _places(page: Page, words: str) -> Iterator[int]:
    """Where the words stand in prose; a pattern would be compiled for every page."""
    start = page.text.find(words)
    while start >= 0:
        if not page.is_protected(start):
            yield start
        start = page.text.find(words, start + len(words))
