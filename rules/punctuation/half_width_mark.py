"""PUN001 half-width-mark."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    BLANK,
    HAN,
    NEWLINE,
    SAFE,
    UNSAFE,
    Applicability,
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
    foreign,
    in_order,
    is_han,
    marks,
)

FULL = dict(zip(",;:?!().", "，；：？！（）。", strict=True))
#: What only Chinese text has besides Han characters; quotation marks and dashes stand in Latin text, too.
CHINESE = "。，、；：？！（）《》〈〉【】「」『』"
#: Between a mark and what it belongs to there are so many of these at most, before a line end and behind it.
SKIPPED, SKIP = BLANK + "“”‘’\"',;:?!()…—·", 6
#: A word or number, how long it may be, and how many blanks may part it from the text on its other side.
TOKEN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.%‰℃+/-"
LONGEST, APART = 24, 2
#: What stands on both sides of a mark of a Chinese clause, as ``_kind`` writes it: H is Chinese, L D P
#: a word that ends in a letter, a digit, % and has Chinese text behind it, l d p one that has not.
CLEAR = Pattern(r"H[,;:?!].|[LDPldp][,;]H|[LDP][,;]-|L[,;][DP]|D[,;][LP]|P[,;][LD]|-,H|[LDP]:H|[LDP]\?[H-]|[LDP]!-")
FAIR = Pattern(r"[ldp]:H")
#: Never part of a clause: 1,⏎450, l,450;  :) ://, ?q=, ?7, ?月 (a digit read as ?), 三:二, [a],b, &lt;, 1,总则 at the start of a line.
NEVER = Pattern(
    rf"[:;](?:-?\)|-\(|\((?![\w“《]))|://|[?!]\w{{0,10}}=|\?[{BLANK}]?[0-9年月日时分秒岁元]|(?<=[〇一二三四五六七八九十]):(?=[〇一二三四五六七八九十])"
    r"|(?<=[<>\[\]{}|=&\\]).|(?:(?<=&lt)|(?<=&gt)|(?<=&amp)|(?<=&nbsp)|(?<=&quot));|(?:(?<=[\r\n][0-9])|(?<=[\r\n][0-9]{2})),"
    r"|,(?<=[0-9],)(?:[\s>]{1,8}[0-9]{3}(?![0-9])|[lIO|\]][0-9]{2})|,(?<=[lIO|\]],)[0-9]{3}"
)
#: How far around a mark is looked, and how long a bracket may be.
REACH, BRACKET = 40, 120
#: Words of Latin text; those of an address do not count.
WORD = Pattern(r"(?<![A-Za-z@./:_-])[A-Za-z]+(?![A-Za-z@./:_-])")
GAP = Pattern(r"\n[ \t\r\u3000]*\n|\r[ \t\u3000]*\r")
#: What may stand in a Chinese bracket without a Han character: GDP, 2016-2020, 1, a; (0,1) is mathematics.
ENTRY = Pattern(rf"[{BLANK}]?(?:[A-Z0-9][A-Z0-9.%~～–—-]{{0,14}}|[a-z])[{BLANK}]?")
#: Intervals of two kinds of brackets: (0,1] and [0,1).
_BOUND = "[+−-]?[0-9A-Za-z.∞]{1,10}"
HALF_OPEN, HALF_CLOSED = Pattern(rf"\({_BOUND}[,，] ?{_BOUND}\]"), Pattern(rf"\[{_BOUND}[,，] ?{_BOUND}\Z")
#: Before a bracket: a call or a member (f(年份), 表.get(编号)); behind it: 报告(终稿).docx, (甲+乙)/2.
CALL = Pattern(r"(?<![A-Za-z])[a-z][a-z0-9]{0,15}\Z|[_.=][A-Za-z_][A-Za-z0-9_]{0,15}\Z|[\]\\]\Z")
FILE = Pattern(r"\.[A-Za-z0-9]{2,5}(?![A-Za-z0-9])|[/^*=\\_]")
#: What asks before a question mark that stands for none of the characters.
CUE = Pattern("[吗呢么吧谁哪怎几何]|什么|是否|[能可难]否|难道|多少|有没有|是不是")
#: The last character of a label that has a closing bracket only.
LABELS = "〇零一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
#: A notice of continuation has no closing bracket where it was cut, and in some papers never.
NOTICE = Pattern(rf"\([{BLANK}]?[下上紧][转轉接]")
STOP_LEFT, STOP_RIGHT = "”）)》", "“《（(\r\n "
#: A full stop inside a line may be a middle dot or a decimal point; at its end it is what it is.
ENDS = Pattern(rf"[”）)》]?[{BLANK}]?(?:[{NEWLINE}]|\Z)")
#: A whole clause before and behind a full stop inside a line; not one that sets the scene (…日，…时，…后，).
CLAUSE = Pattern(f"[，；：。][{HAN}0-9]{{7,36}}[^日时后前中上下间来说的]\\Z")
SENTENCE = Pattern(rf"\.[{HAN}0-9]{{6,36}}[，。；：]")


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
    Safe, but for a full stop inside a line, which may be a speck or a ，. Left alone: numbers, times, ratios,
    addresses, code, formulas, intervals and points (0,1), Latin sentences, calls, file names, tables,
    comments of HTML, bibliographies, lines with kana. A page that writes its full stops as . or has no
    full-width mark at all may mean it so: one note, no fix. Question marks that may stand for a lost
    character, capitals or numbers in brackets and Q: are taken only where the page's other marks are
    half-width, too. A closing bracket that nothing opens is taken inside a sentence, behind three
    characters and no label (甲) or 《.

    ## Evidence
    On the seeds 697 of 697 findings right, 697 of 735 defects found, 696 of 697 safe fixes exact; on
    93 recognitions by Tesseract and RapidOCR 482 safe fixes, none wrong (24 put another mark of the
    right width). Between two Chinese characters inside a line of these pages . was a speck 13 times,
    。 and ， 5 times each, a character 3 times; of the 2 that are reported one was 。. On 3.9 million
    characters of sound news 4 findings (all of them marks of the wrong width). Closing brackets that
    nothing opens: 7 on the recognitions, all right, and none in the sound news.

    ## Known false alarms
    A comma-separated table inside a page of prose.
    """

    code = "PUN001"
    name = "half-width-mark"
    title = Text("中文里的半角标点", "a half-width mark in Chinese text")
    messages = {
        "half": Text("中文里的半角「{mark}」应为「{full}」", "half-width {mark} in Chinese text; {full} is meant"),
        "pair": Text("中文里的半角括号应为（）", "half-width brackets in Chinese text; （） are meant"),
        "other": Text("与它成对的括号", "the bracket that belongs to it"),
        "style": Text(
            "本页的标点是半角，可能是原文的写法，未改动",
            "the marks of this page are half-width, perhaps on purpose: they are left as they are",
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
        Bad("请选:(1)米,(2)面。Q:几斤?\nA:三斤。", "请选：（1）米，（2）面。Q：几斤？\nA：三斤。"),
        Bad("他替单位或出资人)说了几句话，没人听。", "他替单位或出资人）说了几句话，没人听。"),
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
        "小麦收完了，玉米也收完了。\n\n[3] 王五. 渡口志[M]. 汀陵: 渡口出版社, 2018.",
        "小麦收完了，大家很高兴。\n\n1,200円(税込)です。",
        "国内生产总值 (GDP) 和物价指数（CPI）公布了。",
        "甲)米，十二)面，注)先付钱，《水乡)的，上册[第三章)的，（见第三章的说明）。",
        "这个函数在(0,1)上，在(-∞,2]和[0,1)上，经过点(a,b)和P(3,-4)，都有意义。（在[0, +∞)上也有）",
        "雨停了，他走了。\n<!-- 注释, 内容 -->",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark or pair of brackets, all of one group."""
        text = page.text
        brackets = list(_pairs(text, hits))
        pairs = dict(pair for pair in brackets if _is_near(text, *pair))
        alone = "（" not in hits
        found = {at: _in_clause(text, at) for mark in ",;:?!" for at in hits.get(mark, ())}
        taken = {*pairs, *pairs.values()}
        found.update((at, 2) for at in hits.get("(", ()) if at not in taken and NOTICE.match(text, at))
        found.update((at, 2) for start, at in brackets if start < 0 and _is_end(page, at))
        found.update((start, _in_brackets(text, start, end, alone)) for start, end in pairs.items())
        found = {at: certain for at, certain in found.items() if certain and _is_prose(page, at)}
        sure = [at for at, certain in found.items() if certain == 2]
        stops = [at for at in hits.get(".", ()) if _is_stop(text, at)]
        if _is_style(text, len(stops)):
            if len(sure) > 1:
                yield self.report((min(sure), min(sure) + 1), "style", severity=Severity.NOTE)
            return
        enough = 1 if _is_habit(text, sure) else 2
        twins = _half_blocks(page, sure) if stops else frozenset()
        for at in sorted(at for at, certain in found.items() if certain >= enough):
            yield self._pair(page, at, pairs[at]) if at in pairs else self._mark(page, at)
        for at in stops:
            if foreign.joins_names(text, at, at + 1):
                continue
            block = page.block_at(at)
            parts = CLAUSE.search(text, max(0, at - REACH), at) and SENTENCE.match(text, at)
            twin = block is not None and block.number in twins
            if (parts or twin) and _is_prose(page, at):
                yield self._mark(page, at, SAFE if twin and ENDS.match(text, at + 1) else UNSAFE)

    def _mark(self, page: Page, at: int, trust: Applicability = SAFE) -> Diagnostic:
        """The finding for one mark; the Latin space behind , ; : goes with it."""
        text, mark = page.text, page.text[at]
        spaced = mark in ",;:" and _is_spaced(text, at) and text[at - 1 : at] not in BLANK
        fix = self.replace(page, at, at + (2 if spaced else 1), FULL[mark], trust)
        return self.report((at, at + 1), "half", fix=fix, group=self.name, mark=mark, full=FULL[mark])

    def _pair(self, page: Page, start: int, end: int) -> Diagnostic:
        """The finding for a pair, at its first half-width bracket."""
        half = [at for at in (start, end) if page.text[at] in FULL]
        fix = Fix(tuple(self.edit(page, at, at + 1, FULL[page.text[at]]) for at in half), SAFE)
        other = end if half[0] == start else start
        related = Related(Span(other, other + 1), self.message("other"))
        return self.report((half[0], half[0] + 1), "pair", fix=fix, group=self.name, related=(related,))


def _pairs(text: str, hits: Hits) -> Iterator[tuple[int, int]]:
    """Round brackets of either width that belong together, at least one of them half-width; -1 for no opening one."""
    opened: list[int] = []
    for at, mark in in_order({mark: hits[mark] for mark in "(（)）" if mark in hits}):
        if mark == "（" or (mark == "(" and not HALF_OPEN.match(text, at)):
            opened.append(at)
        elif mark == "）" or (mark == ")" and not HALF_CLOSED.search(text, max(0, at - REACH), at)):
            start = opened.pop() if opened else -1
            if mark == ")" or (start >= 0 and text[start] == "("):
                yield start, at


def _is_near(text: str, start: int, end: int) -> bool:
    """Whether a pair of brackets stands in one paragraph, not far apart."""
    return start >= 0 and end - start <= BRACKET and GAP.search(text, start, end) is None


def _is_end(page: Page, at: int) -> bool:
    """Whether a closing bracket that nothing opens ends a Chinese bracket: no label (甲), no end of a 《 or [."""
    text, row = page.text, page.style.number(page.row(at))
    before = text[max(0, at - BRACKET) : at]
    if row and page.style.is_open_and_full(row - 1):
        before = before.replace("\n", "")
    inside = before.replace(" ", "")[-3:]
    after = text[at + 1 : at + 3].lstrip(BLANK)[:1]
    if len(inside) < 3 or not inside.isalnum() or not is_han(inside[-1]) or inside[-1] in LABELS:
        return False
    if not _is_chinese(after):
        return False
    return all(before.rfind(opener) <= before.rfind(closer) for opener, closer in ("《》", "[]", "【】"))


def _is_chinese(char: str) -> bool:
    return is_han(char) or (char != "" and char in CHINESE)


def _kind(side: str) -> str:
    """What stands on one side of a mark: H, L D P, l d p or -; ``side`` is the text from the mark away."""
    side = _unskipped(side)
    if side.startswith("\n"):
        side = _unskipped(side[1:])
    first = side[:1]
    if _is_chinese(first):
        return "H"
    if not first or first not in TOKEN:
        return "-"
    behind = side.lstrip(TOKEN)
    after = behind.lstrip(BLANK)
    near = len(side) - len(behind) <= LONGEST and len(behind) - len(after) <= APART
    kind = "D" if first.isdigit() else "L" if first.isalpha() else "P"
    return kind if near and _is_chinese(after[:1]) else kind.lower()


def _unskipped(side: str) -> str:
    """The text behind blanks and marks, or nothing where there are too many of them."""
    rest = side.lstrip(SKIPPED)
    return rest if len(side) - len(rest) <= SKIP else ""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands to the left of ``start`` and to the right of ``end``."""
    sides = text[max(0, start - REACH) : start], text[end : end + REACH]
    left, right = (side.replace("\r\n", "\n").replace("\r", "\n") for side in sides)
    return _kind(left[::-1]), _kind(right)


def _in_clause(text: str, at: int) -> int:
    """2 if the mark at ``at`` surely stands in a Chinese clause, 1 if the page's habit has to say so, else 0."""
    before, mark, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if mark in ",;" and is_han(before) and is_han(after):
        return 2  # by far the most frequent case
    if "0" <= before <= "9" and "0" <= after <= "9":
        return 0  # 1,200, 19:30: the next frequent one
    around = mark.join(_around(text, at, at + 1))
    clear = CLEAR.match(around)
    if not (clear or FAIR.match(around)) or NEVER.match(text, at):
        return 0
    return 2 if clear and not _is_lost(text, at) else 1


def _is_lost(text: str, at: int) -> bool:
    """Whether a question mark may stand for a character: Chinese text goes on behind it, and nothing asks before it."""
    goes_on = text[at] == "?" and is_han(text[at + 1 : at + 5].lstrip("?!")[:1])
    return goes_on and not CUE.search(text, max(0, at - REACH), at)


def _is_spaced(text: str, at: int) -> bool:
    """Whether the blank behind a mark is that of Latin text."""
    blank, after = text[at + 1 : at + 2], text[at + 2 : at + 3]
    return blank == " " and (_is_chinese(after) or after in ("“", "‘") or (after.isascii() and after.isalnum()))


def _in_brackets(text: str, start: int, end: int, alone: bool) -> int:
    """The same for a pair of brackets; ``alone``: no （ on the page."""
    mixed = text[start] != "(" or text[end] != ")"
    if FILE.match(text, end + 1) or (CALL.search(text, max(0, start - REACH), start) and not mixed):
        return 0
    if any(map(is_han, text[start:end])):
        return 2
    left, right = _around(text, start, end + 1)
    if "H" not in (left, right) or (text[start - 1 : start].isalnum() and text[start - 1].isascii()):
        return 0
    if mixed:
        return 2
    touching = start == 0 or text[start - 1] in NEWLINE or _is_chinese(text[start - 1])
    return (2 if alone and touching else 1) if ENTRY.fullmatch(text, start + 1, end) else 0


def _is_stop(text: str, at: int) -> bool:
    """Whether the neighbours of a full stop are those of 。."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return at > 0 and (is_han(before) or before in STOP_LEFT) and (is_han(after) or after in STOP_RIGHT)


def _is_prose(page: Page, at: int) -> bool:
    """Whether Chinese text surrounds the place: no address, no row of a table, not mainly Latin letters."""
    text, line = page.text, page.line_at(at)
    start, end = max(line.start, at - REACH), min(line.end, at + REACH)
    letters = sum(len(word[0]) for word in WORD.finditer(text, start, end))
    if letters and letters > sum(map(is_han, text[start:end])):
        return False
    if marks.prints_half_width(text, start, end):
        return False
    return not text.startswith(("|", "<!--"), line.start) and not page.is_protected(at)


def _is_habit(text: str, sure: list[int]) -> bool:
    """Whether the page writes the marks other than the comma half-width."""
    return sum(text[at] != "," for at in sure) > max(1, sum(map(text.count, "；：？！（")))


def _is_style(text: str, stops: int) -> bool:
    """Whether the page may write half-width marks on purpose."""
    return stops > max(1, 4 * text.count("。")) or not any(mark in text for mark in "。，；：？！（")


def _half_blocks(page: Page, sure: list[int]) -> frozenset[int]:
    """The blocks with half-width commas and no 。: there . is the twin of 。."""
    blocks = {block.number: block for at in sure if page.text[at] == "," and (block := page.block_at(at))}
    return frozenset(number for number, block in blocks.items() if "。" not in page.block_text(block))
