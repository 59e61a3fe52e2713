"""PUN010 stray-mark."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    BLANK,
    NEWLINE,
    NUMERAL,
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Rule,
    Text,
    foreign,
    is_han,
    lexicon,
    quotes,
)

STOP, OPENER = ".", "“"
#: A bullet behind a comma is none.
DOT = "，·"
#: Behind these a blank is a separator: 本报讯 -一座新桥.
LEADS = ("报讯", "日讯", "日电", "社电")
#: A scratch beside 一, which no range and no pair of names has there.
DASHES = ("-一", "一-")
#: 春.夏.秋: the stops part single characters.
LISTED = Pattern(r"\..\.")
#: From these log-odds on a word runs through the place (``lexicon.cuts``).
WORD = 5.0
#: The same where a - stands behind 一, as it does in no sound text but between numbers.
STROKE = 1.5
#: So many characters on each side of a place tell the words there.
READ = 8
#: No clause begins with one of these words.
PARTICLES = frozenset("的了们着")
#: Behind one of these marks no full stop stands.
MARKS = tuple("，。；：")
#: 九.一八: the dot of a date.
NUMERALS = frozenset(NUMERAL)


class StrayMark(Rule):
    """A speck that was read as a mark: 贸.易, 水来了，.大家, 水来了“。, 《春》、“《秋》, -一座桥, 水来了，·大家.

    A word of the dictionary runs through a full stop, 的, 了, 们 or 着 stands behind it, or ，。；： before it; a “
    stands before 。 or between two titles and opens nothing; a - stands beside 一, a · behind ，.

    ## Why is this bad?
    Dust on the paper, a scratch on the film, the ring of a 。 was read as a mark. Nobody who searches for the word
    finds it, and quotations no longer pair.

    ## Fix safety
    Safe for full stops and “: deletes the mark, and a blank that the recogniser wrote beside it. A “ is left alone
    where one is open, where a ” near by has no other partner, and before the next paragraph of a quotation. Unsafe
    for - and ·, which may be a sign of its own: -一度, 案例一-审判.

    ## Evidence
    On the seeds 6 of 6 findings right, 6 of 8 defects found; on 93 recognitions by Tesseract and RapidOCR 12 of 12
    safe and 4 of 4 unsafe fixes mend; their 31 full stops between characters were 21 specks, 10 。 and ，, 1 · and no
    、. On 3.8 million characters of sound news no finding. Put into these texts by a program: of 40,193 full stops
    between two characters 18,049 are deleted, of 2,500 “ before 。 2,499, none wrong. Were another mark read
    as a full stop, it would be taken for a speck in 4 of 32,516 。, 23 of 136,929 ，, 166 of 50,346 、 and none of 784 ·; at the ends of lines in none of 4,000.

    ## Known false alarms
    None known. Other marks are left alone: 中、小学 is sound, 千_万水 an exercise, and of “山鹰”号 the one mark may be
    lost. Names (达.芬奇) and dates (九.一八) are PUN008's.
    """

    code = "PUN010"
    name = "stray-mark"
    title = Text("污点误识为标点", "a speck that was read as a mark")
    messages = {"found": Text("这里的「{mark}」应是污点", "{mark} can only be a speck here")}
    error_class = ErrorClass.MARK
    needles = (STOP, OPENER, DOT, *DASHES)
    bad = (
        Bad("两地的贸. 易和经. 济合作", "两地的贸易和经济合作"),
        Bad("这座山以险要闻名. 的地方很多。", "这座山以险要闻名的地方很多。"),
        Bad("水来了，. 大家都去看。.渠修好了。", "水来了，大家都去看。渠修好了。"),
        Bad("水来了“。大家读《春》、“《秋》，·又读《冬》。", "水来了。大家读《春》、《秋》，又读《冬》。"),
        Bad("本报讯 -一位老人留下 -一封信，大家一-向喜欢他。", "本报讯 一位老人留下一封信，大家一向喜欢他。"),
    )
    good = (
        "大家都很高兴.第二天又来了。",
        "“三八”妇女节、“双百”方针、中“国”字",
        "一.总则\n二.分则\n",
        "工程师约翰.贝恩来到汀陵。",
        "snake_case 和 file.txt、版本_说明.md，千_万水，`字`",
        "达.芬奇、马克.吐温、安.徒生、圣.保罗、比尔.盖茨、马丁.路德.金",
        "九.一八事变、五.四运动、七.七事变、一二.九",
        "他说的很好.的确如此。",
        "他想了想，...又坐下了。",
        "他说：“好“。又说“”，“《秋》也好。”",
        "第二-一组、甲-一班、一-二班、三-一、中国-一带一路、第一-第三名、表一-汀陵",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark."""
        text = page.text
        found = [at for at in hits.get(STOP, ()) if _is_speck(text, at)]
        found += quotes.openers(text, hits.get(OPENER, ()))
        found += (at + 1 for at in hits.get(DOT, ()) if is_han(text[at + 2 : at + 3]))
        found += (at + dash.index("-") for dash in DASHES for at in hits.get(dash, ()) if _is_scratch(text, at, dash))
        for at in sorted(found):
            if not page.is_protected(at):
                start, end = _with_blanks(text, at)
                if text[max(0, start - 2) : start] in LEADS:
                    start = at
                trust = SAFE if text[at] in STOP + OPENER else UNSAFE
                fix = self.replace(page, start, end, "", trust)
                yield self.report((at, at + 1), "found", fix=fix, mark=text[at])


def _with_blanks(text: str, at: int) -> tuple[int, int]:
    """The mark and a blank that the recogniser wrote on each side of it."""
    return at - (text[at - 1 : at] in tuple(BLANK)), at + 1 + (text[at + 1 : at + 2] in tuple(BLANK))


def _is_speck(text: str, at: int) -> bool:
    """Whether the full stop at ``at`` can be none: behind another mark, or inside a word."""
    start, end = _with_blanks(text, at)
    before = text[max(0, start - 1) : start]
    spaced = text[end - 1] in BLANK
    end += len(text[end : end + 2]) - len(text[end : end + 2].lstrip(NEWLINE))
    if not is_han(text[end : end + 1]):
        return False
    if before in MARKS:
        return spaced or before == "。"  # 域名：.中国
    return is_han(before) and not LISTED.search(text, max(0, at - 2), at + 3) and _is_inside(text, start, end)


def _is_scratch(text: str, at: int, dash: str) -> bool:
    """Whether the - of ``-一`` or ``一-`` stands in running text: no list, no number, no name."""
    start, end = _with_blanks(text, at + dash.index("-"))
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before in NUMERALS and after in NUMERALS:
        return False
    if dash[0] == "-":
        return before in MARKS or (is_han(before) and text[start] in BLANK and is_han(text[end + 1 : end + 2]))
    return lexicon.cuts(before + text[end : end + READ], 1) >= STROKE


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether no mark can stand between the Chinese characters before ``start`` and at ``end``."""
    if text[end] in PARTICLES and lexicon.first_word(text[end : end + READ]) in PARTICLES:
        return True
    if not lexicon.may_hold(text[start - 1] + text[end]) or {text[start - 1], text[end]} <= NUMERALS:
        return False
    if foreign.joins_names(text, start, end) or foreign.runs_through(text, start, end):
        return False  # a dot between the parts of a name
    around = text[max(0, start - 2) : start] + text[end : end + 2]
    if lexicon.frequency(around) and len(around) == 4:
        return False  # 柴米.油盐: a word of four characters that has its parts
    above = text[max(0, start - READ) : start]
    return lexicon.cuts(above + text[end : end + READ], len(above)) >= WORD
