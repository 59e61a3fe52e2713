"""DUP001 repeated-paragraph."""

from collections.abc import Iterator

from zzlint.rule import (
    NEWLINE,
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    Edit,
    ErrorClass,
    Fix,
    Hits,
    Loss,
    Page,
    Phase,
    Related,
    Rule,
    Run,
    Text,
)

PARAGRAPH = "好的城市让每一位居民都能在家门口找到自己需要的服务。"

LONG = "清明前后，山上的茶树发了新芽，采茶的人天不亮就上山，傍晚背着满满一篓茶叶下来，厂里的灯要亮到后半夜。"


class RepeatedParagraph(Rule):
    """One paragraph two or more times in a row, the recogniser's loop, or begun twice.

    Up to eight paragraphs may take turns, twice if they are long. Copies may differ in a few characters (loops
    drift), and cut-off copies may stand before, between and behind them. Of two copies one may be misread in a
    letter or two, where the other has a word. A heading that stands 20 times, a few words 50 times, a line without
    a mark at its end 8 times are a loop, too.

    ## Why is this bad?
    The page says once what the text says nine times, and most loops stand where other text was
    lost (LOS001).

    ## Fix safety
    The collapse keeps one copy, the complete one (where copies differ, the one that most others
    agree with). Safe where the recogniser looped, three copies or two and a cut-off one of some
    length that end as a sentence does (or 20 that end on a comma), if three copies say the same to the letter or the
    others differ in one; in fewer than 20 letters one may differ only between others. The ledger keeps the loss for
    LOS001, and without a ledger the fix is unsafe, for the trace of lost text would be gone. Safe for a paragraph
    begun twice, if what goes is the beginning of what stays to the letter and no headline, summary or teaser:
    30 code points that stop within a word, a pair, a number, on a word that wants another (在, 和), with a whole
    sentence or a lead (本报讯); 60 without them or before ……; never before 并, 和. Unsafe for two copies, where
    every copy drifted, and for copies without an end.

    ## Evidence
    On the seeds 15 of 15 findings right, 15 of 17 defects found, 15 of 15 fixes exact, 10 of them safe; of
    single defects 7 of 7 loops and 4 of 4 paragraphs begun twice repaired. Of 1,500 paragraphs of sound news that a
    program repeated (3 to 9 times, with a cut-off copy, a misread letter, two in turn) 91 in 100 were repaired
    safely and exactly, none wrongly; of the rest most keep a beginning above the loop that a headline could be.
    Of 2,316 paragraphs begun twice, cut off anywhere behind four to nine tenths of their text, 84 in 100 are mended
    safely, 6 unsafely. On 3.8 million characters of sound news no finding.

    ## Known false alarms
    Two neighbours that differ in one letter, which makes a word in one of them only (unsafe): 大组, 小组. What people
    print again and again is not reported: bylines, captions, photo credits, headings, addresses, menus, notes, list
    items, rows, notices, code, question and answer, minutes, refrains, notices of one form, and headlines or
    summaries that end where a clause or a sentence of their story does.
    """

    code = "DUP001"
    name = "repeated-paragraph"
    title = Text("段落重复（识别时循环）", "a paragraph recognised again and again")
    messages = {
        "loop": Text("同一段落连续出现 {count} 次", "the same paragraph {count} times in a row"),
        "turns": Text("{turn} 个段落轮流出现 {count} 次", "{turn} paragraphs take turns, {count} times in a row"),
        "restart": Text("段落开了头又重来，这里是残段", "the paragraph was begun, cut off and begun again"),
        "rest": Text("整段之后又开了头，这里是残段", "a cut-off copy stands behind the whole paragraph"),
        "copy": Text("保留的一份", "the copy that is kept"),
    }
    error_class = ErrorClass.LAYOUT
    phase = Phase.STRUCTURE
    bad = (
        Bad(f"甲说。\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n乙说。\n", f"甲说。\n\n{PARAGRAPH}\n\n乙说。\n"),
        Bad(f"{PARAGRAPH[:9]}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n", f"{PARAGRAPH}\n"),
        Bad(f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH[:9]}\n", f"{PARAGRAPH}\n"),
        Bad(
            f"{PARAGRAPH}\r\n{PARAGRAPH.replace('居民', '屋民')}\r\n{PARAGRAPH}\r\n下一段。\r\n",
            f"{PARAGRAPH}\r\n下一段。\r\n",
        ),
        Bad(f"{LONG[:40]}\n\n{LONG}\n", f"{LONG}\n"),
        Bad(f"{PARAGRAPH}\n\n{LONG}\n\n" * 3 + f"{PARAGRAPH}\n", f"{PARAGRAPH}\n\n{LONG}\n"),
    )
    good = (
        "全市春耕备耕工作会议召开\n\n全市春耕备耕工作会议召开，各乡镇负责人参加。\n",
        "临汀日报记者 周晓岚\n\n临汀日报记者 周晓岚\n",
        "啊，家乡的河！\n\n啊，家乡的河！\n",
        "问：您每天几点出门？\n\n答：六点。\n\n问：您每天几点回家？\n\n答：六点。\n",
        "第一项：绿化面积新增三十公顷。\n\n第二项：绿化面积新增四十公顷。\n",
        f"{LONG[:-1]}\n\n{LONG}{PARAGRAPH}\n",
        "审判员：双方有无异议？\n\n原告：没有异议，请法庭依法判决。\n\n" * 3,
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each loop; its place is the superfluous copies."""
        for run in page.repeats:
            if run.printed:
                continue
            others = [block for block in run.copies + run.stubs if block != run.kept]
            first, last = min(others), max(others)
            copy = self.message("copy")
            yield self.report(
                (first.start, last.end),
                _key(run),
                fix=self._collapse(page, run),
                confidence=0.97 if len(run.copies) > 2 or run.stubs else 0.9,
                related=[Related(block.span, copy) for block in run.parts(page.blocks)],
                turn=run.turn,
                count=run.times,
            )

    def _collapse(self, page: Page, run: Run) -> Fix:
        """Delete what stands before the kept copy and behind it, blank lines between included."""
        kept, edits = run.kept, []
        if run.start < kept.start:
            edits.append(self.edit(page, run.start, kept.start, ""))
        if kept.end < run.end:
            edits.append(self._behind(page, kept.end, run.end))
        loss = Loss(kept.start, kept.end, run.times, run.stake) if run.over_text else None
        certain = run.certain and (run.over_text or len(run.copies) == 1)
        return Fix(tuple(edits), SAFE if certain else UNSAFE, loss=loss)

    def _behind(self, page: Page, kept: int, end: int) -> Edit:
        """Delete what stands behind the kept copy, the last line end, too: a join of what goes with what stays waits."""
        text, below = page.text, end
        while below < len(text) and text[below] in NEWLINE:
            below += 1
        gap = text[end:below]
        alike = next((at for at, char in enumerate(gap) if text[kept + at] != char), len(gap))
        return self.edit(page, kept + alike, below, gap[alike:])


def _key(run: Run) -> str:
    if run.turn > 1:
        return "turns"
    if len(run.copies) > 1:
        return "loop"
    return "rest" if run.start == run.kept.start else "restart"
