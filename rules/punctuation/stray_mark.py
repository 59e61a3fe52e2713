"""PUN010 stray-mark."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    BLANK,
    SAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Rule,
    Text,
    in_order,
    is_han,
    lexicon,
)

#: What no Chinese text has between two characters of a word.
SPECKS = (".", "_", "`")
#: From these log-odds on a word runs through the place (``lexicon.cuts``).
WORD = 5.0
#: So many characters on each side of a place tell the words there.
READ = 8
#: No clause begins with one of these words.
PARTICLES = frozenset("的了们着")
#: Behind one of these marks no full stop stands.
MARKS = tuple("，。；：")


class StrayMark(Rule):
    """A speck that was read as a mark, inside a word or behind another mark: 贸.易, 服_务, 水来了，.大家.

    A word of the dictionary runs through the place, 的, 了, 们 or 着 stands behind the mark, or ，。；： before it.

    ## Why is this bad?
    Dust on the paper, or a scratch on the film, was read as a mark. Nobody who searches for the word finds it.

    ## Fix safety
    Safe: deletes the mark, and a blank that the recogniser wrote beside it.

    ## Evidence
    On 93 recognitions by Tesseract and RapidOCR 9 of 9 findings right, of 29 specks. On 3.7 million
    characters of sound news no finding. Of 4,000 full stops put between two characters of sound text by a program 46
    in 100 are found. Were every 。 of sound news read as a full stop, 4 in 100,000 would be taken for specks.

    ## Known false alarms
    None known. Other marks are left alone: 中、小学 is sound, and of “雪龙”号 the one mark may be lost.
    """

    code = "PUN010"
    name = "stray-mark"
    title = Text("污点误识为标点", "a speck that was read as a mark")
    messages = {"found": Text("这里的「{mark}」应是污点", "{mark} can only be a speck here")}
    error_class = ErrorClass.MARK
    needles = SPECKS
    bad = (
        Bad("两地的贸. 易和经. 济合作", "两地的贸易和经济合作"),
        Bad("县里的服_务中心今天开门。", "县里的服务中心今天开门。"),
        Bad("这座山以险要闻名. 的地方很多。", "这座山以险要闻名的地方很多。"),
        Bad("水来了，. 大家都去看。.渠修好了。", "水来了，大家都去看。渠修好了。"),
    )
    good = (
        "大家都很高兴.第二天又来了。",
        "“三八”妇女节、“双百”方针、中“国”字",
        "一.总则\n二.分则\n",
        "工程师约翰.贝恩来到汀陵。",
        "snake_case 和 file.txt、版本_说明.md",
        "他说的很好.的确如此。",
        "他想了想，...又坐下了。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark."""
        text = page.text
        for at, mark in in_order(hits):
            start = at - (text[at - 1 : at] in tuple(BLANK))
            end = at + 1 + (text[at + 1 : at + 2] in tuple(BLANK))
            before = text[max(0, start - 1) : start]
            if not is_han(text[end : end + 1]) or not (before in MARKS or is_han(before)):
                continue
            if (before in MARKS or _is_inside(text, start, end)) and not page.is_protected(at):
                yield self.report((at, at + 1), "found", fix=self.replace(page, start, end, "", SAFE), mark=mark)


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether no mark can stand between the Chinese characters before ``start`` and at ``end``."""
    if text[end] in PARTICLES and lexicon.first_word(text[end : end + READ]) in PARTICLES:
        return True
    if not lexicon.may_hold(text[start - 1] + text[end]):
        return False
    above = text[max(0, start - READ) : start]
    return lexicon.cuts(above + text[end : end + READ], len(above)) >= WORD
