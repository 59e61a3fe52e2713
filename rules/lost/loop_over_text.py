"""LOS001 loop-over-text."""

from collections.abc import Iterator

from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Phase, Rule, Severity, Span, Text

SENTENCE = "清晨的码头上，装卸工人已经忙了两个小时。"


class LoopOverText(Rule):
    """A loop that stands where the page had other text, or stood there before it was collapsed.

    A loop that DUP001 or DUP002 collapsed is kept in the ledger; it is reported at the copy that was left
    until the text around it changes, the collapse is undone, or a baseline dismisses it.

    ## Why is this bad?
    A recogniser that repeats itself has stopped reading. What was printed in the place of the
    loop is lost, and after the loop is collapsed nobody sees that anything is missing. The page
    must be recognised again.

    ## Fix safety
    No fix: the text cannot be known.

    ## Evidence
    On the seeds 16 of 16 findings right, 16 of 16 defects found.
    On 3.8 million characters of sound news no finding.

    ## Known false alarms
    A paragraph that was really printed three times (an advertisement, a chant of more than 16
    characters), a column of fifty equal cells. Captions, rows, addresses, dialogue and what else DUP001 does not
    report is no loop here either.
    """

    code = "LOS001"
    name = "loop-over-text"
    title = Text("循环处原文丢失", "text was lost where the recogniser looped")
    messages = {
        "loop": Text(
            "同一段循环 {count} 次，此处原文很可能已丢失，须重新识别",
            "one paragraph repeated {count} times: text was very likely lost here; recognise the page again",
        ),
        "turns": Text(
            "{turn} 个段落轮流循环 {count} 次，此处原文很可能已丢失，须重新识别",
            "{turn} paragraphs took turns {count} times: text was very likely lost here; recognise the page again",
        ),
        "inside": Text(
            "同一句循环 {count} 次，此处原文很可能已丢失，须重新识别",
            "the same words repeated {count} times: text was very likely lost here; recognise the page again",
        ),
        "collapsed": Text(
            "此处曾循环 {count} 次，循环已删去，原文很可能已丢失，须重新识别",
            "the same was repeated {count} times here before the loop was removed: "
            "text was very likely lost; recognise the page again",
        ),
    }
    error_class = ErrorClass.LOSS
    severity = Severity.ERROR
    phase = Phase.STRUCTURE
    bad = (
        Bad(f"{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE}\n"),
        Bad(f"港口\n\n{SENTENCE[:8]}\n\n{SENTENCE}\n\n{SENTENCE}\n\n结束了。\n"),
        Bad(f"{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE[:10]}\n"),
        Bad(f"港口今晨起雾。{SENTENCE * 4}雾散后开航。\n"),
    )
    good = (
        f"{SENTENCE}\n\n{SENTENCE}\n",
        "加油！\n\n加油！\n\n加油！\n\n加油！\n",
        "图为码头上的装卸工人在清晨卸货，雾还没有散。\n\n" * 3,
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each loop, at all its copies, or at the one that was left of it."""
        runs = [run for run in page.repeats if run.over_text]
        loops = [loop for loop in page.loops if loop.over_text]
        for run in runs:
            key = "turns" if run.turn > 1 else "loop"
            yield self._lost((run.start, run.end), key, run.times, run.stake, run.turn)
        for loop in loops:
            yield self._lost((loop.start, loop.end), "inside", loop.copies + loop.cut_off, loop.stake)
        told = [Span(run.start, run.end) for run in runs] + [Span(loop.start, loop.end) for loop in loops]
        for loss in page.losses:
            if not any(place.start <= loss.start < place.end for place in told):
                yield self._lost((loss.start, loss.end), "collapsed", loss.copies, loss.stake)

    def _lost(self, span: tuple[int, int], key: str, count: int, stake: int, turn: int = 1) -> Diagnostic:
        return self.report(span, key, confidence=0.95, count=count, stake=stake, turn=turn)
