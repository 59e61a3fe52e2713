"""Whether a paragraph goes on across a line break: what speaks for it and against it.

Every piece of evidence has a weight in log-odds (base e, rounded, set by hand after counting how
often it was right on pages whose print is known); they add up, so that a join can be told with its
reasons. The same weights serve printed lines and the blocks that the end of a column cut.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

from zzlint.text import lexicon
from zzlint.text.chars import CLOSERS, EDGE_BLANK, LETTER, OPENERS, PAIRS, is_han
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

#: From this sum on a join is right 199 times in 200; from the second on nine times in ten.
CERTAIN, LIKELY = 4.0, 2.0
#: So many characters are read twice at most.
LONGEST_DOUBLE = 8
#: A cut word is all but sure from these log-odds on.
SURE_WORD = 3.0
#: So many characters on each side are read to tell whether a word is cut.
READ = 12

#: No sentence holds one of these twice in a row.
_NEVER_TWICE = frozenset("的了是和与为着被")
_NUMERALS = frozenset("一二三四五六七八九〇零")
_TENS = frozenset("十百千万亿")
_DATED = Pattern(r"\d年\d{1,2}月|\d月\d{1,2}日|\d{2}年")
_BRACKET = Pattern(f"[{OPENERS}{CLOSERS}]")
_HYPHENS = "-\u00ad‐"
#: What cannot begin a line, GB/T 15834-2011 §5.1. Half-width : and ! begin lines of Markdown.
CANNOT_BEGIN = frozenset("，。、；：？！,;?%％℃" + CLOSERS)
#: What cannot end one, by the same clause.
CANNOT_END = frozenset("“‘（《〈「『【〔［(")
COMMAS = frozenset("，、,；;")
#: How stories and paragraphs begin: no continuation of a sentence begins so.
OPENING = Pattern(
    r"\S{0,10}[讯訊][\s（(]|[●■◆★▲○]|——|图为|编者按|据悉|据了解|据介绍|据统计|此外|同时，|目前，|近年来|近日|日前"
    r"|去年|昨[天日]|今[天日]|.{0,8}消息|新华社|本报|本台|记者|有的人|如果|虽然|由于|为了|截至|随后|接着|最后，|首先|其次|另外"
    r"|另一方面|一方面|不过|然而|但是|因此|所以|总之|会议|会上|当[天日]|其中|在此|对此|为此|至于|这是|这些|这样|他们?[说在的]|她们?[说在的]"
    r"|[0-9０-９]{2,4}年[^，。]{0,12}，|[0-9]{1,2}月[0-9]{1,2}日|[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,3}[，、]"
    rf"|[0-9]{{1,2}}[.．、]\D|\S{{1,6}}[：:]|明[天日]|{LETTER}{{2,4}}，[男女]，"
)


class Evidence(NamedTuple):
    """A reason, its weight, and the words of the page that it is about."""

    key: str
    weight: float
    words: str = ""


class Seam(NamedTuple):
    """Where two lines meet: ``text[start:end]`` between their characters, and what joins them.

    ``new`` is what stands between them once they are joined; ``evidence`` is sorted by weight.
    """

    start: int
    end: int
    new: str
    evidence: tuple[Evidence, ...]

    def given(self, more: Evidence) -> Seam:
        """The same with another piece of evidence."""
        return self._replace(evidence=tuple(sorted((*self.evidence, more), key=lambda item: -item.weight)))

    @property
    def score(self) -> float:
        """The log-odds that the paragraph goes on."""
        return sum(item.weight for item in self.evidence)

    @property
    def confidence(self) -> float:
        """The same as a probability of two digits."""
        return round(1 / (1 + exp(-min(self.score, 6.0))), 2)


def edges(text: str, above: Span, below: Span) -> tuple[int, int]:
    """Behind the last character of what stands above, and the first one of what stands below."""
    return behind(text, above.start, above.end), first_of(text, below.start, below.end)


def behind(text: str, start: int, end: int) -> int:
    """Behind the last character of ``text[start:end]`` that is no blank."""
    while end > start and text[end - 1] in EDGE_BLANK:
        end -= 1
    return end


def first_of(text: str, start: int, end: int) -> int:
    """The first character of ``text[start:end]`` that is no blank; the last one where there is none."""
    while start < end - 1 and text[start] in EDGE_BLANK:
        start += 1
    return start


def still_open(text: str, start: int, end: int) -> list[int]:
    """Where the pairs open that are still open at the end of ``text[start:end]``, outermost first."""
    stack: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket[0] in PAIRS:
            stack.append(bracket.start())
        elif stack and PAIRS[text[stack[-1]]] == bracket[0]:
            stack.pop()
    return stack


def joined(text: str, start: int, end: int, evidence: list[Evidence], *, column: bool = False) -> Seam:
    """The seam between the characters before ``start`` and those from ``end`` on.

    Latin words are joined by a blank, all else by nothing. A soft hyphen goes, and so does a hyphen
    between small letters. At the end of a ``column`` characters that stand on both sides were read
    twice and stay once; at the end of a line that is chance (熙|熙攘攘).
    """
    last, first = text[start - 1], text[end]
    new = ""
    if is_hyphenated(text, start, end):
        start -= 1
    elif column and (twice := doubled(text, start, end)):
        if not any(item.key == "twice" for item in evidence):
            evidence = [*evidence, Evidence("twice", 1.0 if twice == 1 else 4.0, text[end : end + twice])]
        end += twice
    elif last.isascii() and first.isascii() and (last.isalpha() or last in ",.;:!?)") and first.isalpha():
        new = " "
    return Seam(start, end, new, tuple(sorted(evidence, key=lambda item: -item.weight)))


def is_hyphenated(text: str, start: int, end: int) -> bool:
    """Whether a Latin word is divided at the seam."""
    last, first = text[start - 1], text[end]
    return last in _HYPHENS and first.isascii() and first.islower() and text[start - 2 : start - 1].islower()


def doubled(text: str, start: int, end: int) -> int:
    """How many characters before a seam stand behind it once more because they were read twice; 0 for none.

    Several are no chance. A single one may be two: 协会|会长, 全市|市管, 一条河|河边, 种|种 and 熙|熙攘攘 are
    sound. It was read twice when the words on both sides need it only once (鸟|鸟岛, 。中|中国), or no
    sentence holds it twice (的|的).
    """
    if text[end] not in text[max(0, start - LONGEST_DOUBLE) : start]:
        return 0  # nearly always
    for size in range(LONGEST_DOUBLE, 1, -1):
        copy = text[start - size : start]
        if len(copy) == size and text.startswith(copy, end) and all(map(is_han, copy)) and copy[0] != "一":
            return size if not lexicon.frequency(copy * 2) else 0
    last = text[start - 1]
    if last != text[end] or not is_han(last) or last in _NUMERALS or lexicon.frequency(last * 2):
        return 0
    ends_word = any(lexicon.frequency(text[start - size : start]) for size in (2, 3, 4))
    begins_word = any(lexicon.frequency(text[end : end + size]) for size in (2, 3, 4))
    if last in _NEVER_TWICE:
        return int(not (ends_word and begins_word))
    if begins_word:
        return int(not text[start - 2 : start - 1].isalnum())
    around = text[max(0, start - 3) : start] + text[end : end + 3]
    at = min(3, start)
    if any(lexicon.frequency(around[low:high]) for low in range(at) for high in range(at + 1, len(around) + 1)):
        return 0  # a word holds both
    return int(not ends_word or lexicon.is_ending(last))


def number_cut(text: str, start: int, end: int) -> Evidence | None:
    """A number or a date that goes on behind the seam."""
    last, first = text[start - 1], text[end]
    if (last.isdigit() and first.isdigit()) or (last in _NUMERALS and first in _TENS):
        return Evidence("number", 3.0, f"{last}|{first}")
    if not (last.isdigit() or first.isdigit()):
        return None
    before = text[max(0, start - 2) : start]
    dated = _DATED.search(before + text[end : end + 3])
    return Evidence("date", 5.0, f"{last}|{first}") if dated and dated.start() < len(before) < dated.end() else None


def may_cut_word(last: str, first: str) -> bool:
    """Whether a word may hold these two characters; nearly always false where none does."""
    return is_han(last) and is_han(first) and lexicon.may_hold(last + first)


def cut_word(text: str, start: int, end: int) -> Evidence | None:
    """The word that the seam cuts in two, if one stands across it more likely than not."""
    if not may_cut_word(text[start - 1], text[end]):
        return None
    before = _read(text, max(0, start - 4 * READ), start)[-READ:]
    behind = _read(text, end, end + 4 * READ)[:READ]
    odds = lexicon.cuts(before + behind, len(before))
    if odds <= 0:
        return None
    place = lexicon.spanning(before + behind, len(before))
    word = (before + behind)[slice(*place)] if place else ""
    return Evidence("word", 8.0 if odds >= SURE_WORD else 0.5, word)


def _read(text: str, start: int, end: int) -> str:
    """The text without the blanks that a recogniser put between characters."""
    return "".join(text[start:end].split())
