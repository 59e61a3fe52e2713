"""DUP001 repeated-paragraph."""

from collections.abc import Iterator

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Bad,
    Block,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Loss,
    Page,
    Phase,
    Related,
    Role,
    Rule,
    Run,
    Text,
)

#: Bylines, captions, headings and list items recur on a page without being loops.
LABELS = frozenset({Role.BYLINE, Role.CAPTION, Role.NOTICE, Role.LIST_ITEM, Role.MASTHEAD, Role.FURNITURE})
#: Two equal paragraphs may be a refrain; up to so many letters they are no loop.
REFRAIN = 24
#: A beginning of so many code points, to the letter, is no headline, summary or teaser of its story.
BEGUN = 30
#: With dots, which a teaser has, too, it must be longer.
BROKEN_OFF = 60
PARAGRAPH = "好的城市让每一位居民都能在家门口找到自己需要的服务。"

LONG = "清明前后，山上的茶树发了新芽，采茶的人天不亮就上山，傍晚背着满满一篓茶叶下来，厂里的灯要亮到后半夜。"


class RepeatedParagraph(Rule):
    """One paragraph two or more times in a row, the recogniser's loop, or begun twice.

    Two or three paragraphs may take turns. Copies may differ in a few characters (loops drift), and a
    cut-off copy may stand before or behind them.

    ## Why is this bad?
    The page says once what the text says nine times, and most loops stand where other text was
    lost (LOS001).

    ## Fix safety
    The collapse keeps one copy, the complete one (where copies differ, the one that most others
    agree with). Safe where the recogniser looped, three copies or two and a cut-off one of some
    length, and the ledger keeps the loss for LOS001; without a ledger unsafe, for the trace of lost text
    would be gone. Safe for a paragraph begun twice, if what goes is the beginning of what stays to the
    letter, 30 code points at least (60 before ……), and stops in mid-sentence: nothing is lost. Unsafe for two copies.

    ## Evidence
    On the seeds 14 of 14 findings right, 14 of 17 defects found, 14 of 14 fixes exact, 11 of them safe; of
    single defects 7 of 7 loops and 4 of 4 paragraphs begun twice repaired.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    Refrains of poems and chants: two equal short paragraphs are not reported, nor are bylines,
    captions, list items and notices.
    """

    code = "DUP001"
    name = "repeated-paragraph"
    title = Text("段落重复（识别时循环）", "a paragraph recognised again and again")
    messages = {
        "loop": Text("同一段落连续出现 {count} 次", "the same paragraph {count} times in a row"),
        "restart": Text("段落开了头又重来，前一块是残段", "the paragraph was begun, cut off and begun again"),
        "copy": Text("保留的一份", "the copy that is kept"),
    }
    error_class = ErrorClass.LAYOUT
    phase = Phase.STRUCTURE
    bad = (
        Bad(f"甲说。\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n乙说。\n", f"甲说。\n\n{PARAGRAPH}\n\n乙说。\n"),
        Bad(f"{PARAGRAPH[:12]}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n", f"{PARAGRAPH}\n"),
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
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each loop; its place is the superfluous copies."""
        for run in page.repeats:
            if (page.role(run.copies[0]) in LABELS and not _begun_twice(page, run)) or _refrain(page, run):
                continue
            kept = _best(page, run)
            others = [block for block in _all(run) if block != kept]
            first, last = min(others), max(others)
            yield self.report(
                (first.start, last.end),
                "loop" if len(run.copies) > 1 else "restart",
                fix=self._collapse(page, run, kept),
                confidence=0.97 if len(run.copies) > 2 or run.stubs else 0.9,
                related=(Related(kept.span, self.message("copy")),),
                count=len(run.copies) + len(run.stubs),
            )

    def _collapse(self, page: Page, run: Run, kept: Block) -> Fix:
        """Delete what stands before the kept copy and behind it, blank lines between included."""
        edits = []
        if run.start < kept.start:
            edits.append(self.edit(page, run.start, kept.start, ""))
        if kept.end < run.end:
            edits.append(self.edit(page, kept.end, run.end, ""))
        if not run.over_text:
            return Fix(tuple(edits), SAFE if _begun_twice(page, run) else UNSAFE)
        loss = Loss(kept.start, kept.end, len(run.copies) + len(run.stubs), run.stake)
        return Fix(tuple(edits), SAFE if _mostly(page, run, kept) else UNSAFE, loss=loss)


def _all(run: Run) -> list[Block]:
    return sorted(run.copies + run.stubs)


def _refrain(page: Page, run: Run) -> bool:
    return len(run.copies) == 2 and not run.stubs and len(page.block_text(run.copies[0])) <= REFRAIN


def _begun_twice(page: Page, run: Run) -> bool:
    """Whether the recogniser began a long paragraph, stopped within it and began again: nothing is lost."""
    if len(run.copies) > 1 or len(run.stubs) > 1:
        return False
    begun = page.block_text(run.stubs[0]).rstrip()
    broken_off = begun.rstrip(".…")
    return len(broken_off) >= (BEGUN if begun == broken_off else BROKEN_OFF) and (
        page.block_text(run.copies[0]).startswith(broken_off)
    )


def _mostly(page: Page, run: Run, kept: Block) -> bool:
    """Whether most copies say the same: notices of one form (东侧路灯…, 南侧路灯…) each differ from all others."""
    words = page.block_text(kept)
    return 2 * sum(page.block_text(copy) == words for copy in run.copies) > len(run.copies)


def _best(page: Page, run: Run) -> Block:
    """The copy that most copies agree with; the first of them."""
    texts = [page.block_text(block) for block in run.copies]
    votes: dict[str, int] = {}
    for text in texts:
        votes[text] = votes.get(text, 0) + 1
    return run.copies[texts.index(max(votes, key=lambda text: votes[text]))]
