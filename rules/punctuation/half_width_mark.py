"""PUN001 half-width-mark."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from zzlint.rule import (
    BLANK,
    HAN,
    SAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Related,
    Rule,
    Severity,
    Span,
    Text,
    in_order,
    is_han,
)

FULL = dict(zip(",;:?!().", "，；：？！（）。", strict=True))
#: What only Chinese text has; quotation marks and dashes stand in Latin text, too.
CHINESE = f"{HAN}。，、；：？！（）《》〈〉【】「」『』"
SKIP = rf"[{BLANK}“”‘’\"',;:?!()…—·]{{0,6}}"
OVER = rf"{SKIP}(?:(?:\r\n?|\n){SKIP})?"
TOKEN = r"[A-Za-z0-9.%‰℃+/-]{1,24}"
RIGHT = Pattern(rf"{OVER}(?:(?P<han>[{CHINESE}])|(?P<token>{TOKEN})[{BLANK}]{{0,2}}(?P<bound>[{CHINESE}])?)")
LEFT = Pattern(rf"(?:(?P<han>[{CHINESE}])|(?P<bound>[{CHINESE}])?[{BLANK}]{{0,2}}(?P<token>{TOKEN})){OVER}$")
#: How far around a mark is looked, and how long a bracket may be.
REACH, BRACKET = 40, 120
HAN_CHAR, LETTER = Pattern(f"[{HAN}]"), Pattern("[A-Za-z]")
GAP = Pattern(r"\n[ \t\r\u3000]*\n|\r[ \t\u3000]*\r")
#: What may stand in a Chinese bracket without a Han character: GDP, 2016-2020, 1.
INNER = Pattern(r"[A-Za-z]{1,16}|[A-Z]?[0-9][0-9.,%~～–—-]{0,12}")
#: Before a bracket: a call or a member (f(年份), 表.列(编号)); behind it: 报告(终稿).docx, (甲+乙)/2.
CALL = Pattern(r"(?:^|[^A-Za-z])[a-z][a-z0-9]{0,15}$|[_.=][A-Za-z_][A-Za-z0-9_]{0,15}$|[\]\\]$")
FILE = Pattern(r"\.[A-Za-z0-9]{2,5}(?![A-Za-z0-9])|[/^*=\\_]")
WORD = Pattern("[A-Za-z0-9]")
SPACED = Pattern(rf". (?=[{CHINESE}“‘A-Za-z0-9])")
ENTITY = Pattern(r"&#?\w{1,8}$")
NUMERALS = "〇一二三四五六七八九十"
CUE = Pattern("[吗呢么吧谁哪怎几何]|什么|是否|[能可难]否|难道|多少|有没有|是不是")
#: A digit that was read as ? stands before a unit: ?月27日.
NO_QUESTION = Pattern(rf"[=A-Za-z0-9]|[{BLANK}]?[年月日时分秒岁元]")
#: Syllables of foreign names: a full stop between two of them is a middle dot.
NAMES = (
    "阿埃艾安奥巴班贝本比彼波勃布查达戴德迪蒂丁恩尔法菲费夫弗福格根古哈海汉翰赫亨霍基吉加贾杰金卡凯坎柯科克库拉莱兰朗劳勒雷"
    "里利林卢鲁路伦罗洛马玛麦曼梅蒙米莫姆穆纳娜内尼诺欧帕佩皮普奇齐乔切琼热瑞萨塞桑瑟森沙圣史斯松苏索塔泰坦汤特提图托瓦万威"
    "韦维温沃乌西希锡夏谢辛休逊雅亚扬耶叶伊依因尤约扎詹泽兹佐"
)
#: A whole clause before a full stop inside a line, not one that sets the scene (…日，…时，…后，), and one behind it.
CLAUSE = Pattern(f"[，；：。][{HAN}0-9]{{7,36}}[^日时后前中上下间来说的]$")
SENTENCE = Pattern(f"[{HAN}0-9]{{6,36}}[，。；：]")


class Strength(IntEnum):
    """How clear it is that a mark should be full-width; FAIR: when the page's habit says so."""

    NONE = 0
    FAIR = 1
    CLEAR = 2


class Side(NamedTuple):
    """What stands beside a mark: a Chinese character, or a Latin word that Chinese text holds or not."""

    han: str | None
    token: str | None
    bound: str | None


class HalfWidthMark(Rule):
    """A half-width , ; : ? ! ( ) in Chinese text, on a page that has full-width marks.

    A page whose 。 is full-width and whose commas are not was printed with one kind of mark; the
    recogniser wrote another. All marks of Chinese clauses are taken, behind ”》）, digits and
    letters, too; brackets as pairs. A half-width full stop is taken where its paragraph has
    half-width commas and no 。, or where it parts two whole clauses.

    ## Why is this bad?
    Chinese marks are full-width and take the place of one character (GB/T 15834-2011 §5.1); the
    recogniser's choice of width says nothing about the print. Searches and comparisons miss them.

    ## Fix safety
    Safe. Left alone: numbers, times, ratios, addresses, code, formulas, Latin sentences, calls,
    file names, tables. A page that writes its full stops as . or has no full-width mark at all may
    mean it so: one note, no fix. Question marks that may stand for a lost character, Latin words
    in brackets (GDP) and Q: are taken only where the page's other marks are half-width as well.

    ## Known false alarms
    A comma-separated table inside a page of prose.
    """

    code = "PUN001"
    name = "half-width-mark"
    title = Text("中文里的半角标点", "a half-width mark in Chinese text")
    messages = {
        "half": Text("中文里的半角“{mark}”应为“{full}”", "half-width {mark} in Chinese text; {full} is meant"),
        "pair": Text("中文里的半角括号应为（）", "half-width brackets in Chinese text; （） are meant"),
        "closer": Text("与它成对的括号", "the bracket that belongs to it"),
        "style": Text(
            "全页标点都是半角，可能是原文的写法，未改动", "all marks of the page are half-width, perhaps on purpose"
        ),
    }
    error_class = ErrorClass.MARK
    needles = (*FULL, "（", "）")
    bad = (
        Bad("雨停了,孩子们跑出门去。", "雨停了，孩子们跑出门去。"),
        Bad("他问“去不去”,没人答话; 增幅为8%,全厂第一。", "他问“去不去”，没人答话；增幅为8%，全厂第一。"),
        Bad("县剧团(筹)昨天成立,GDP(国内生产总值)也公布了。", "县剧团（筹）昨天成立，GDP（国内生产总值）也公布了。"),
        Bad("老张说:“走吧!”\n谁去呢?我去。", "老张说：“走吧！”\n谁去呢？我去。"),
        Bad("这座桥（一九五六年建)很旧，要修。", "这座桥（一九五六年建）很旧，要修。"),
        Bad("小麦收完了,玉米也收完了,大家很高兴."),
        Bad("先修渠。\n\n小麦收完了,玉米也收完了.大家很高兴.", "先修渠。\n\n小麦收完了，玉米也收完了。大家很高兴。"),
        Bad(
            "村里开会，两条水渠今年全部修通.邻村的乡亲也来帮忙，",
            "村里开会，两条水渠今年全部修通。邻村的乡亲也来帮忙，",
        ),
    )
    good = (
        "上午9:00开赛，主队以3:2获胜，门票1,100元，地图比例1:10000，功率14.53MW。",
        "他用英语说：“Well, I am fine; thank you (very much)!”大家笑了。",
        "函数f(x)、Ca(OH)2、报告(终稿).docx都不变。见http://a.cn/p?q=1,2 。",
        "我很好:)你呢，卡尔.马克思生于特里尔，1)先做这个。",
        "国内生产总值 (GDP) 和物价指数（CPI）公布了。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark or pair of brackets, all of one group."""
        text = page.text
        pairs = dict(paired(text, hits))
        closers = frozenset(pairs.values())
        found: list[tuple[int, Strength]] = []
        for at, mark in in_order({mark: hits[mark] for mark in ",;:?!" if mark in hits}):
            stray = mark in ":;" and any(n >= 0 and is_stray(text, n, pairs, closers) for n in (at - 1, at + 1))
            how_clear = Strength.NONE if stray else clear(text, at)
            if how_clear and prose(page, at):
                found.append((at, how_clear))
        brackets = [(start, end, pair_clear(text, start, end)) for start, end in pairs.items()]
        brackets = [item for item in brackets if item[2] and prose(page, item[0])]
        sure = [at for at, how_clear in found if how_clear is Strength.CLEAR]
        stops = [at for at in hits.get(".", ()) if is_stop(text, at)]
        if len(sure) + len(brackets) + len(stops) == 0:
            return
        if style(text, len(stops)):
            if len(sure) > 1:
                yield self.report((sure[0], sure[0] + 1), "style", severity=Severity.NOTE)
            return
        enough = Strength.FAIR if habit(text, sure, brackets) else Strength.CLEAR
        for at, how_clear in found:
            if how_clear >= enough:
                yield self.half(page, at)
        for start, end, how_clear in brackets:
            if how_clear >= enough:
                yield self.brackets(page, start, end)
        twins = half_blocks(page, sure) if stops else frozenset()
        for at in stops:
            block = page.block_at(at)
            if prose(page, at) and ((block and block.number in twins) or parts_clauses(text, at)):
                yield self.half(page, at)

    def half(self, page: Page, at: int) -> Diagnostic:
        """The finding for one mark; the Latin space behind , ; : goes with it."""
        text = page.text
        mark = text[at]
        spaced = mark in ",;:" and SPACED.match(text, at) and at > 0 and text[at - 1] not in BLANK
        fix = self.replace(page, at, at + (2 if spaced else 1), FULL[mark], SAFE)
        return self.report((at, at + 1), "half", fix=fix, group=self.name, mark=mark, full=FULL[mark])

    def brackets(self, page: Page, start: int, end: int) -> Diagnostic:
        """The finding for a pair, at its first half-width bracket."""
        text = page.text
        edits = tuple(self.edit(page, at, at + 1, FULL[text[at]]) for at in (start, end) if text[at] in FULL)
        first = edits[0].span
        other = end if first.start == start else start
        related = Related(Span(other, other + 1), self.message("closer"))
        return self.report(first, "pair", fix=Fix(edits, SAFE), group=self.name, related=(related,))


def paired(text: str, hits: Hits) -> Iterator[tuple[int, int]]:
    """Round brackets of either width that belong together, at least one of them half-width."""
    opened: list[int] = []
    for at, mark in in_order({mark: hits[mark] for mark in "(（)）" if mark in hits}):
        if mark in "(（":
            opened.append(at)
        elif opened:
            start = opened.pop()
            half = text[start] == "(" or mark == ")"
            if half and at - start <= BRACKET and GAP.search(text, start, at) is None:
                yield start, at


def is_stray(text: str, at: int, pairs: dict[int, int], closers: frozenset[int]) -> bool:
    """Whether a bracket without a partner stands here: the mouth of a smiley."""
    return text[at : at + 1] in ("(", ")") and at not in pairs and at not in closers


def sides(text: str, at: int, end: int) -> tuple[Side, Side]:
    """What stands to the left of ``at`` and to the right of ``end``."""
    left = LEFT.search(text, max(0, at - REACH), at)
    right = RIGHT.match(text, end)
    return (
        Side(left["han"], left["token"], left["bound"]) if left else Side(None, None, None),
        Side(right["han"], right["token"], right["bound"]) if right else Side(None, None, None),
    )


def clear(text: str, at: int) -> Strength:
    """How clear it is that the mark at ``at`` stands in a Chinese clause."""
    mark = text[at]
    left, right = sides(text, at, at + 1)
    if not left.han and not left.token:
        alone = mark == "," and right.han and text[at - 1 : at] not in tuple("<>[]{}|=&")
        return Strength.CLEAR if alone else Strength.NONE
    if mark in "?!":
        return clear_end(text, at, left, right)
    if mark == ":":
        if left.han:
            ratio = left.han in NUMERALS and right.han and right.han in NUMERALS
            return Strength.NONE if ratio or text.startswith("//", at + 1) else Strength.CLEAR
        if not right.han:
            return Strength.NONE
        return Strength.CLEAR if left.bound else Strength.FAIR
    if left.han:
        return Strength.CLEAR
    token = left.token or ""
    if right.han:
        listed = not left.bound and len(token) <= 2 and token.isdigit()
        return Strength.NONE if listed or ENTITY.search(text, max(0, at - 10), at) else Strength.CLEAR
    if not left.bound or (right.token and not right.bound):
        return Strength.NONE
    alike = right.token and (token[-1].isdigit(), token[-1].isalpha()) == (
        right.token[0].isdigit(),
        right.token[0].isalpha(),
    )
    return Strength.NONE if alike else Strength.CLEAR


def clear_end(text: str, at: int, left: Side, right: Side) -> Strength:
    """The same for ? and !, which addresses, code and brand names have as well."""
    question = text[at] == "?"
    if NO_QUESTION.match(text, at + 1) or not (left.han or left.bound):
        return Strength.NONE
    if not left.han:
        return Strength.NONE if right.token or (right.han and not question) else Strength.CLEAR
    lost = question and is_han(text[at + 1 : at + 2]) and not CUE.search(text, max(0, at - REACH), at)
    return Strength.FAIR if lost else Strength.CLEAR


def pair_clear(text: str, start: int, end: int) -> Strength:
    """How clear it is that a pair of brackets stands in Chinese text."""
    if FILE.match(text, end + 1):
        return Strength.NONE
    mixed = text[start] != "(" or text[end] != ")"
    if HAN_CHAR.search(text, start, end):
        return Strength.NONE if not mixed and CALL.search(text, max(0, start - 20), start) else Strength.CLEAR
    left, right = sides(text, start, end + 1)
    if not (left.han or right.han):
        return Strength.NONE
    if mixed:
        return Strength.CLEAR
    inside = INNER.fullmatch(text[start + 1 : end].strip(BLANK)) and not WORD.match(text, max(0, start - 1), start)
    return Strength.FAIR if inside else Strength.NONE


def prose(page: Page, at: int) -> bool:
    """Whether Chinese text surrounds the place: no address, no table row, not mainly Latin letters."""
    line = page.line_at(at)
    start, end = max(line.start, at - REACH), min(line.end, at + REACH)
    if LETTER.search(page.text, start, end):
        letters = sum(1 for _ in LETTER.finditer(page.text, start, end))
        if letters > sum(1 for _ in HAN_CHAR.finditer(page.text, start, end)):
            return False
    return page.text[line.start : line.start + 1] != "|" and not page.is_protected(at)


def habit(text: str, sure: list[int], brackets: list[tuple[int, int, Strength]]) -> bool:
    """Whether the page writes the marks other than the comma half-width."""
    half = sum(text[at] != "," for at in sure) + sum(how_clear is Strength.CLEAR for _, _, how_clear in brackets)
    return half > max(1, sum(map(text.count, "；：？！（")))


def style(text: str, stops: int) -> bool:
    """Whether the page may use half-width marks on purpose."""
    return stops > max(1, 4 * text.count("。")) or not any(mark in text for mark in "。，；：？！（")


def is_stop(text: str, at: int) -> bool:
    """Whether a full stop behind a Han character ends something."""
    before = text[at - 1 : at] if at else ""
    after = text[at + 1 : at + 2]
    if not is_han(before) and before not in tuple("”）)》"):
        return False
    named = before in NAMES and after in NAMES and after != ""
    return not named and (after in tuple("“《（( \r\n") or after == "" or is_han(after))


def half_blocks(page: Page, sure: list[int]) -> frozenset[int]:
    """The blocks with half-width commas and no 。: there . is the twin of 。."""
    blocks = {block.number: block for at in sure if page.text[at] == "," and (block := page.block_at(at))}
    return frozenset(number for number, block in blocks.items() if "。" not in page.block_text(block))


def parts_clauses(text: str, at: int) -> bool:
    """Whether a full stop stands between two whole clauses and touches both."""
    return bool(CLAUSE.search(text, max(0, at - REACH), at) and SENTENCE.match(text, at + 1))
