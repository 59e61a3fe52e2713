"""PUN003 repeated-mark."""

from collections.abc import Iterator

from zzlint.rule import BLANK, NEWLINE, SAFE, Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Rule, Scope, Text

REPEATED = "，。、；："
#: Recognisers that set blanks between characters set them between the two readings, too.
BETWEEN = ("", " ")
RUN = Pattern(rf"([{REPEATED}])(?:[{BLANK}]{{0,2}}\1)+")
#: An open quotation: the first of two ， may be its ”.
QUOTED = Pattern(f"“[^”{NEWLINE}]{{1,40}}\\Z")
#: 呀，， is how people type, not how recognisers fail.
PARTICLES = "啊呀哦哇呵哈嗯呢吧嘛啦"


class RepeatedMark(Rule):
    """The same mark two or more times in a row, where a text has one.

    ## Why is this bad?
    No clause of GB/T 15834-2011 lets ，。、；： stand twice; the recogniser read one mark twice, or
    a speck beside it. ？ and ！ may be repeated up to three times (§4.2, §4.3) and are left alone.

    ## Fix safety
    Safe: one mark is what was printed. Six or more ， in a row may stand for leaders and are only
    reported, and so is a run that has a line to itself. Three 。 and more are an ellipsis (PUN004).
    Behind an open “ the first mark may be a misread ”: reported, not changed.

    ## Evidence
    On the seeds 21 of 21 findings right, 21 of 23 defects found, 21 of 21 safe fixes exact.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    Chat, where ，， stands for a pause; behind a particle (呀，，) it is left alone.
    """

    code = "PUN003"
    name = "repeated-mark"
    title = Text("标点重复", "the same mark twice in a row")
    messages = {
        "repeated": Text("「{mark}」连用了 {count} 次", "{mark} stands {count} times in a row"),
    }
    error_class = ErrorClass.MARK
    needles = tuple(mark + blank + mark for mark in REPEATED for blank in BETWEEN)
    scope = Scope.LINE
    bad = (
        Bad("会议指出，，要抓好落实。", "会议指出，要抓好落实。"),
        Bad("大会昨天闭幕。。", "大会昨天闭幕。"),
        Bad("苹果、、梨和桃。", "苹果、梨和桃。"),
        Bad("梨 、 、 桃 和 杏 ， ， 都 熟 了 。", "梨 、 桃 和 杏 ， 都 熟 了 。"),
        Bad("未完待续\n，，，\n"),
        Bad("他们喊着“加油，，跑到了终点。"),
    )
    good = (
        "真的吗？！太好了！！！",
        "他想了想……又坐下了，很久。。。没有开口。",
        "来呀，，快来。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each run."""
        done = -1
        for start in sorted(start for starts in hits.values() for start in starts):
            if start < done:
                continue
            run = RUN.match(page.text, start)
            if run is None or page.is_protected(start):
                continue
            done = run.end()
            count = run[0].count(run[1])
            if run[1] == "。" and count > 2 and " " not in run[0]:
                continue  # an ellipsis, or leaders
            before = page.text[max(0, start - 42) : start]
            if run[1] == "，" and before[-1:] in PARTICLES and before:
                continue
            line = page.line_at(start)
            alone = run.end() - run.start() >= line.end - line.start
            one = not alone and (count == 2 or (count < 6 and run[1] != "。")) and not QUOTED.search(before)
            fix = self.replace(page, *run.span(), run[1], SAFE) if one else None
            yield self.report(run.span(), "repeated", fix=fix, mark=run[1], count=count)
