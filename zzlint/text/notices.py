"""How newspapers and journals say that an article goes on elsewhere: 下转A3版, （上接第1版②）.

One grammar for the rules that report notices, the rules that must not join across one, the roles
of blocks, and whoever puts articles together. The patterns read the plain view, in which blanks are
gone and widths folded, so that 下 转 A 2 版 is 下转A2版.

What is no jump is none here: a pointer to another text (详见A3版, 见第六版), a serial that goes on
another day (未完待续, 接上期), a table that goes on (续表).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import Match
from typing import TYPE_CHECKING, Literal, NamedTuple

from zzlint.text.chars import is_han
from zzlint.text.pattern import Pattern
from zzlint.text.plain import Plain

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: What sends the reader on, or back; 卞 for 下 and 土 or 工 for 上 are what recognition makes of them.
VERB = r"(?:[下卞][转轉接续續]|[上土工]接|[紧緊]接|[图圖]?文[转轉]|[转轉接续續])"
#: Each of the verbs has one of these.
TURNS = tuple("转轉接续續")
#: The letters that a verb begins with.
_VERB_FIRST = frozenset("下卞上土工紧緊图圖文转轉接续續")
#: The verbs that are no other words: they need no brackets around them.
CLEAR_VERB = r"(?:下[转轉接续續]|上接|[紧緊]接)"
#: A page number or label, without its unit; O and l are the machine's 0 and 1.
NUMBER = (
    r"(?:(?:[A-D](?=[\dOolI〇])|[A-Za-z]{0,2} ?(?=[OolI〇]{0,2}\d))[\dOolI〇]{1,4}(?:[-~、,·][A-Za-z]?\d{1,4}){0,2}"
    r"|[一二三四五六七八九十百〇零]{1,5}(?:[、,][一二三四五六七八九十]{1,3})?)"
)
#: 贩 and 扳 are misread 版.
UNIT = "[版页頁面贩扳]"
#: A page as notices name it: A3版, 第二版, 04版, 第191页, A3, 上页, 中缝.
PAGE = (
    rf"(?:[第弟]?\n?{NUMBER}\n?{UNIT}|[A-D]\d{{1,2}}(?!\w)"
    r"|[上下前后後次另][版页頁]|中[缝縫]|封[底二三四]|背面)"
)
#: Which of several articles that go on on the page.
ORDINAL = "[①-⑳⑴-⒇❶-❿]"

_OPEN, _CLOSE, _QUOTE = "([【〔「『<〈", r")\]】〕」』>〉", '“”"'
_ARROW = "▶►▷▸→⇒➡➔➤☞■◆●▲▼★*"
#: One sign for all of a kind: classes of many take long to compile.
_SIGNS = {
    ord(sign): one for signs, one in ((_OPEN, "("), (_CLOSE, ")"), (_QUOTE, '"'), (_ARROW, "▶")) for sign in signs
}
_BEGIN = r'▶{0,3}(?P<open>[("]{0,2})▶{0,3}'
_END = r'▶{0,3}(?P<close>[)"]{0,2})▶{0,3}'
# 《…》一文 names the article; journals say it in English as well
_MORE = r"(?:《[^《》\n]{1,40}》(?:一文)?|[Cc]ontinued (?:on|from) (?:page|p\.?) ?\w{1,4})?"
_WHOLE = Pattern(
    rf"{_BEGIN}(?P<verb>{VERB})(?P<aim>[至到入见見自]?):?\n?(?P<page>{PAGE})(?P<ordinal>{ORDINAL}?){_MORE}{_END}"
)
# no page comes, or no unit behind its number
_CUT = Pattern(
    rf"{_BEGIN}(?P<verb>{CLEAR_VERB})(?P<aim>)"
    rf"(?P<page>(?P<th>第?)(?:[A-D]?[ ]?(?:{NUMBER})?)(?P<unit>{UNIT}?)(?P<ordinal>{ORDINAL}?)){_END}"
)
# 转 and 接 are frequent, pages behind them are not: what none of these follows is not looked at closer
_TURN = Pattern(
    rf"[{''.join(TURNS)}](?=[^\S\r\n]{{0,4}}(?:[第弟0-9０-９A-Za-zＡ-Ｚａ-ｚ〇零一二三四五六七八九十百"
    rf"{UNIT[1:-1]}至到入见見自:：)）\]】〕」』〉》”\"▶►→]"
    rf"|[上下前后後次另][^\S\r\n]{{0,4}}[版页頁]|中[^\S\r\n]{{0,4}}[缝縫]|封[^\S\r\n]{{0,4}}[底二三四]|背[^\S\r\n]{{0,4}}面|[\r\n]|\Z))"
)
#: So far around its verb a notice may reach, in code points (blanks between all included).
_BEFORE, _BEHIND = 24, 80
_NUMERAL = frozenset("0123456789OolI〇零一二三四五六七八九十百ABCDabcd")
_MISREAD = frozenset("贩扳")
_SENTENCE_END = frozenset("。!?…”』」)】]")
_QUOTES = frozenset(_QUOTE)
#: A page that lost its unit is not longer.
_SHORT = 5
#: What Markdown writes before a line.
_MARKDOWN = "#>- "
#: What stands before a verb that is neither 下转 nor 上接, behind the characters that it begins with itself.
_BEGINNINGS, _EDGES = "下卞上土工紧緊图圖文", frozenset(_OPEN + _QUOTE + _ARROW + _MARKDOWN)
# 3版, A1版: no sentence begins with 上接 or 下转 and such a page
_NUMBERED = Pattern(r"[第弟]?[A-D]?[\dOolI〇]{1,3}版")
#: 上接第二版的体例, 紧接第三版之后: a noun goes on.
_GOES_ON = frozenset("的之后後里裡")


class Notice(NamedTuple):
    """One notice: ``text[start:end]``, its brackets and arrows included.

    ``way`` says whether the article goes on there ("to") or comes from there ("from"). ``page`` is
    the page as printed, without blanks and in half width (``A2版``, ``第二版``); "" when it is cut
    short. ``ordinal`` is ① or "". ``whole`` is False for what was cut short. A notice is ``sure``
    when it can be nothing else: in brackets, alone in its line, or a verb that is no other word at
    the edge of a line and not glued to a word. ``alone`` says that its lines hold nothing else.
    """

    start: int
    end: int
    way: Literal["to", "from"]
    page: str
    ordinal: str
    whole: bool
    sure: bool
    alone: bool = False


class _Seen(NamedTuple):
    """What a pattern matched, and the characters of the view before and behind it: "" at the line's edges."""

    verb: str
    found: Match[str]
    #: So many closing brackets behind it belong to what stands before it.
    stray: int
    before: str
    behind: str
    #: Whether no word is glued to it.
    apart: bool

    @property
    def at_start(self) -> bool:
        return not self.before

    @property
    def at_end(self) -> bool:
        return not self.behind

    @property
    def alone(self) -> bool:
        return not (self.before or self.behind)

    @property
    def quoted(self) -> bool:
        return self.found["open"][-1:] in _QUOTES

    @property
    def opened(self) -> bool:
        return bool(self.found["open"]) and not self.quoted

    @property
    def closed(self) -> bool:
        return self.opened and bool(self.found["close"])

    @property
    def pointed(self) -> bool:
        return self.found[0][0] in _ARROW

    @property
    def broken(self) -> bool:
        return "\n" in self.found[0]


def find(page: Page) -> list[Notice]:
    """The notices of the page in their order, whole ones and those cut short."""
    if not any(turn in page.text for turn in TURNS):
        return []
    return list(near(page, (found.start() for found in _TURN.finditer(page.text))))


def may_begin(text: str) -> bool:
    """Whether the first letter of the text may be that of a verb: it is that of few, and the patterns are long."""
    return next(filter(str.isalnum, text), "") in _VERB_FIRST


def near(page: Page, starts: Iterable[int]) -> Iterator[Notice]:
    """The notices whose verb stands at one of ``starts``: places of ``TURNS`` in rising order."""
    done = -1
    for start in starts:
        if start < done or _TURN.match(page.text, start) is None:
            continue
        notice = _at(page, start)
        if notice is not None and notice.start >= done and not page.is_protected(start):
            done = notice.end
            yield notice


def _at(page: Page, start: int) -> Notice | None:
    """The notice whose verb covers ``start``."""
    line = page.line_at(start)
    low = max(line.start, start - _BEFORE)
    if not _may_turn(page.view(low, start).text):
        return None
    # a narrow column may break a notice once
    below = page.line_at(page.after_line(line))
    view = page.view(low, min(below.end, start + _BEHIND))
    text = view.text.translate(_SIGNS)
    for pattern in (_WHOLE, _CUT):
        for found in pattern.finditer(text):
            verb = view.span(*found.span("verb"))
            if verb.start > start:
                break
            if start < verb.end:
                seen = _seen(page, view, found, from_start=low == line.start)
                span = view.span(found.start(), found.end() - seen.stray)
                if pattern is _WHOLE and _is_whole(seen):
                    label = found["page"].replace("\n", "").replace(" ", "")
                    return Notice(*span, _way(seen), label, found["ordinal"], True, _is_sure(seen), seen.alone)
                if pattern is _CUT and _is_cut(seen):
                    sure = seen.opened or seen.alone
                    return Notice(*span, _way(seen), "", found["ordinal"], False, sure, seen.alone)
                break
    return None


def _may_turn(before: str) -> bool:
    """Whether ``下`` or ``上`` stands before the end of a verb, or the verb stands behind a bracket or first in its line.

    Nothing else is a notice, and 转 and 接 are frequent.
    """
    edge = before.rstrip(_BEGINNINGS)[-1:]
    return before[-1:] in "下上" or not edge or edge in _EDGES


def _seen(page: Page, view: Plain, found: Match[str], *, from_start: bool) -> _Seen:
    before = view.text[: found.start()]
    if from_start:
        before = before.lstrip(_MARKDOWN)
    foreign = not found["open"] and any(opener in before for opener in _OPEN)
    stray = len(found["close"]) if foreign else 0
    start, end = view.span(found.start(), found.end() - stray)
    text = page.text
    behind = view.text[found.end() - stray :][:1].strip("\n")
    glued = (before and is_han(text[start - 1 : start])) or (behind and is_han(text[end : end + 1]))
    return _Seen(found["verb"], found, stray, before[-1:], behind, not glued)


def _is_whole(seen: _Seen) -> bool:
    """Whether a verb with a page behind it is a notice, and no other words."""
    if seen.closed or (seen.alone and not seen.broken):
        return True
    label = seen.found["page"]
    if seen.broken or seen.verb[0] not in "下上" or label[-1] in _MISREAD or seen.behind in _GOES_ON:
        return False
    edge = seen.at_start or seen.at_end
    return edge or (seen.before in _SENTENCE_END and not seen.quoted)


def _is_sure(seen: _Seen) -> bool:
    """Whether a whole notice can be nothing else."""
    if seen.closed or seen.alone:
        return True
    if seen.quoted or (seen.found["close"] and not seen.opened):
        return False
    if seen.opened or seen.pointed or seen.found["ordinal"] or seen.apart:
        return True
    return seen.at_start and _NUMBERED.fullmatch(seen.found["page"]) is not None


def _is_cut(seen: _Seen) -> bool:
    """Whether a verb without a page behind it, or without the page's unit, was a notice."""
    label, th = seen.found["page"], seen.found["th"]
    if seen.broken or seen.verb[0] not in "下上" or (seen.verb == "下接" and not th) or len(label) > _SHORT:
        return False
    if seen.opened:
        # （下转第代表们: a number must follow
        torn = th and label == th and seen.behind not in _NUMERAL
        return bool(torn) or seen.at_end or (seen.closed and seen.at_start)
    if seen.alone:
        return True
    apart = seen.before in _SENTENCE_END and seen.at_end and not seen.quoted
    return apart and (seen.verb[-1] in "转轉" or bool(th))


def _way(seen: _Seen) -> Literal["to", "from"]:
    verb, aim = seen.verb, seen.found["aim"]
    if aim == "自" or verb[0] in "上土工紧緊" or verb == "接":
        return "from"
    # （续第一版） stands at the head of the second half, or at the end of the first
    return "from" if verb in "续續" and seen.at_start else "to"
