"""LOS001 loop-over-text."""

from collections.abc import Iterator

from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Phase, Rule, Run, Severity, Text

#: So many copies of one paragraph are no editor's repetition.
COPIES = 3
#: A loop of shorter paragraphs is a list of labels, a chant, a table.
LETTERS = 16
SENTENCE = "清晨的码头上，装卸工人已经忙了两个小时。"


class LoopOverText(Rule):
    """A loop that stands where the page had other text.

    ## Why is this bad?
    A recogniser that repeats itself has stopped reading. What was printed in the place of the
    loop is lost, and after the loop is collapsed nobody sees that anything is missing. The page
    must be recognised again.

    ## Fix safety
    No fix: the text cannot be known.

    ## Evidence
    On the seeds 8 of 9 findings right, 8 of 9 defects found.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    A paragraph that was really printed three times (an advertisement, a chant of more than 16
    characters).
    """

    code = "LOS001"
    name = "loop-over-text"
    title = Text("循环处原文丢失", "text was lost where the recogniser looped")
    messages = {
        "loop": Text(
            "同一段循环 {count} 次，此处原文很可能已丢失，须重新识别",
            "one paragraph repeated {count} times: text was very likely lost here; recognise the page again",
        ),
    }
    error_class = ErrorClass.LOSS
    severity = Severity.ERROR
    phase = Phase.STRUCTURE
    bad = (
        Bad(f"{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE}\n"),
        Bad(f"港口\n\n{SENTENCE[:8]}\n\n{SENTENCE}\n\n{SENTENCE}\n\n结束了。\n"),
        Bad(f"{SENTENCE}\n\n{SENTENCE}\n\n{SENTENCE[:10]}\n"),
    )
    good = (
        f"{SENTENCE}\n\n{SENTENCE}\n",
        "加油！\n\n加油！\n\n加油！\n\n加油！\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each loop, at all its copies."""
        for run in page.repeats:
            if _loop(run) and run.letters >= LETTERS:
                count = len(run.copies) + len(run.stubs)
                yield self.report((run.start, run.end), "loop", confidence=0.95, count=count)


def _loop(run: Run) -> bool:
    return len(run.copies) >= COPIES or (len(run.copies) > 1 and bool(run.stubs))
