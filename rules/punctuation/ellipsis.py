"""PUN004 ellipsis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zzlint.rule import (
    BLANK,
    NEWLINE,
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Rule,
    Scope,
    Text,
    is_han,
    marks,
    runs,
)

ELLIPSIS = "……"
#: A run of one kind, as a whole; one of more than six dots or two … leads from a heading to its page.
RUN = Pattern(r"(?:\.{3}|…)[….]*|。{3,}|．{3,}|·{3,}|･{3,}")
MOST, PAIRS = 6, (ELLIPSIS, 2 * ELLIPSIS)
#: Behind leaders: a page, an item.
LEADS = Pattern(
    rf"[{BLANK}]{{0,4}}(?:[（(]?[0-9]{{1,4}}[）)]?[{BLANK}]{{0,4}}(?:[{NEWLINE}]|\Z)|[（(][0-9一二三四五六七八九十]{{1,3}}[）)])"
)
#: On both sides of what is left out of a series: 1、2、…、n.
SERIES = frozenset("、，,+＋")
BESIDE = frozenset("，。、；：？！“”‘’（）《》「」『』")
#: Behind an ellipsis that ends something; before ， and 、 a … may be a misread 一.
ENDS = frozenset("。！？”’」』")
#: So far away, behind an indent or a quoting sign, the other half of an ellipsis stands in the next line.
NEAR, GAP = 8, " \t\r\n\u3000>"


class Ellipsis(Rule):
    """An ellipsis that is not ……: ..., 。。。, a single ….

    ## Why is this bad?
    The ellipsis of Chinese text is …… in the place of two characters (GB/T 15834-2011 §4.11, §5.1.5);
    recognisers write it as they see it. Searches and comparisons miss it, and models learn both.

    ## Fix safety
    Safe for three dots beside a Chinese character or mark, and for a single … at the end of a sentence, a
    quotation or a line; elsewhere it may be a misread 一, and the fix is unsafe. Unsafe for other numbers of
    dots, six of which people type, and for 。。。, which may be a 。 that was read three times: where the
    page shows that another mark was read twice, it is PUN003's. Unsafe for three dots at the end of a line, where
    they may be leaders. A page that writes one of these forms throughout, a run on a line of its own, leaders (three
    … and more, more than six dots, dots before a page or an item), a series (1、2、…、n), one … at the end of a line
    and one at the head of the next, and Latin text are left alone.

    ## Evidence
    On the seeds 7 of 7 findings right, 7 of 7 defects found, all fixes exact; of the 5 。。。 there, 3 were
    …… and stand alone of their kind on their pages, 2 were 。 and stand beside other repeated marks. On 93
    recognitions by Tesseract and RapidOCR 1 safe fix, which leaves as many errors, and 3 unsafe ones, of which
    2 were no ellipsis. On 3.8 million characters of sound news one finding (...... as people type it), no safe fix.
    Of 113 paragraphs of these texts with …… written as ... 75 are mended; of 113 …… written as … 22, and 91 found; no
    safe fix is wrong.

    ## Known false alarms
    A quotation of typed text, where ... was meant.
    """

    code = "PUN004"
    name = "ellipsis"
    title = Text("省略号不规范", "an ellipsis that is not ……")
    messages = {
        "found": Text("「{mark}」应为「……」", "{mark} stands for ……"),
        "stops": Text("「{mark}」应为「……」或一个句号", "{mark} stands for …… or for one 。"),
    }
    error_class = ErrorClass.MARK
    needles = ("...", "。。。", "．．．", "···", "･･･", "…")
    scope = Scope.PAGE
    bad = (
        Bad("他想了很久...才回答。", "他想了很久……才回答。"),
        Bad("他想了很久。。。才回答。", "他想了很久……才回答。"),
        Bad("“水来了…”她喊。", "“水来了……”她喊。"),
        Bad("“渠修好了......”“那就好……”", "“渠修好了……”“那就好……”"),
        Bad("小麦、玉米、棉花....都丰收了。", "小麦、玉米、棉花……都丰收了。"),
    )
    good = (
        "他想了想……又坐下了。\n\n…………\n",
        "渠修通了。。。大家，，都来看。",
        "第一章 总则..........3\n",
        "Well... he said.\n",
        "他说…她也说…大家都说…就这样。",
        "range(1...n)",
        "数列1、2、…、n，向量（a，b，…，z）。",
        "总则…………………………1\n分则...（2）\n附则...9\n他走了………\n",
        "“这茶不卖，要换粮食的…\n…”\n小麦、玉米...\n...都丰收了。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each run."""
        text = page.text
        found = [run for run in runs(RUN, text, hits) if not _is_sound(text, run[0], run.start(), run.end())]
        forms = Counter(run[0] for run in found)
        usual = text.count(ELLIPSIS) if found else 0
        twice = "。。。" in forms and marks.reads_twice(text)
        for run in found:
            mark = run[0][0]
            if (twice and run[0] == "。。。") or forms[run[0]] > max(2, usual) or page.is_protected(run.start()):
                continue  # one 。 read three times, or the page's own way to write an ellipsis
            known = _is_whole(text, run[0], run.start(), run.end())
            fix = self.replace(page, *run.span(), ELLIPSIS, SAFE if known and mark != "。" else UNSAFE)
            yield self.report(run.span(), "stops" if mark == "。" else "found", fix=fix, mark=run[0])


def _is_sound(text: str, run: str, start: int, end: int) -> bool:
    """Whether the run is an ellipsis as it should be, or none at all."""
    if run in PAIRS or len(run) > MOST or "………" in run or LEADS.match(text, end):
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in SERIES and after in SERIES and before:
        return True
    if run[0] in (text[max(0, start - NEAR) : start].rstrip(GAP)[-1:], text[end : end + NEAR].lstrip(GAP)[:1]):
        return True  # one ellipsis in two lines
    if (before in NEWLINE or not before) and (after in NEWLINE or not after):
        return True  # a line of its own: leaders, a rule
    return not (_is_chinese(before) or _is_chinese(after))


def _is_whole(text: str, run: str, start: int, end: int) -> bool:
    """Whether three dots or a single … surely are one: … in the midst of a clause may be a misread 一, ... leaders."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if "…" not in run:
        return len(run) == 3 and after not in NEWLINE
    return run in ("…", "….", "…...") and (after in NEWLINE or after in ENDS) and before not in ("，", "")


def _is_chinese(char: str) -> bool:
    return is_han(char) or (char in BESIDE and char != "")
