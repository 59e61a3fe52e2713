"""What newspapers print on every page and in no story: title, date, page label, editors, hotline, weather.

A line of furniture is a row of pieces and nothing else, so it is read piece by piece. All here is
general newspaper vocabulary: nothing is the name of a place, a paper or a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from zzlint.text.chars import BLANK, LETTER, NUMERAL
from zzlint.text.pattern import Cue, Pattern

_NAME = rf"(?:{LETTER} {LETTER}(?!{LETTER})|(?:{LETTER}|·){{2,5}})"
_EDITOR = (
    "(?:本[版期]|值班|[见見][习習])?(?:[责責]任[编編][辑輯]|[责責][编編]|美[术術]?[编編][辑輯]?|[编編][辑輯]|(?:[责責]任)?校[对對]"
    "|版式(?:[设設][计計])?|[组組]版|[检檢]校)"
)
_TOPIC = (
    "(?:要[闻聞]|[综綜]合|[时時]政|本[地市]|[国國][内內际際]|[经經][济濟]|[财財][经經]|[体體]育|文化|文[艺藝]|副刊|科教|科技|教育|健康"
    "|社[会會]|民生|城[市事]|[县縣][区區]|[乡鄉]村|[广廣]告|公告|[评評][论論]|理[论論]|[娱娛][乐樂]|[专專][题題]|[访訪][谈談]|[记記]事"
    "|法[规規治]|公文|分[类類]信息|[读讀]者|服[务務])"
)
_PHONE = r"(?:[热熱][线線]|[电電][话話])[:/ ]{1,2}\+?\d[\d\- /、]{2,40}"
_CODE = r"[: ]{0,2}[A-Z\d][\d\-—/A-Z ]{2,24}"
_SKY = "[晴阴陰多云雲小中大暴雨雪阵陣到转轉间間有雾霧]"
_GANZHI = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
#: The pieces of which lines of furniture consist, each with its kind; widths are folded. The first that fits is taken.
PIECES = (
    (
        "editors",
        Cue(
            rf"{_EDITOR} ?[:/ ] ?{_NAME}(?:[ 、](?!{_EDITOR}|[电電][话話]){_NAME}(?![:/]|{LETTER})){{0,3}}", "编編校版"
        ),
    ),
    ("desk", Cue(rf"(?:本[版报報]|新[闻聞]|[报報]料|爆料|[读讀]者|[编編][辑輯]部){_PHONE}", "线線话話")),
    (
        "phone",
        Cue(
            rf"(?:[广廣]告|[发發]行|[订訂][报報])?{_PHONE}|[订訂][阅閱报報][:/ ]{{1,2}}\d[\d\- /、]{{2,40}}|[邮郵]政[编編][码碼][: ]{{1,2}}\d{{6}}",
            "线線话話订訂政",
        ),
    ),
    (
        "mail",
        Cue(
            r"(?:投稿|本版|新[闻聞]|[编編][辑輯]部|[电電]子)?(?:[邮郵]箱|信箱|E-?mail)[:/ ]{1,2}[\w.+-]{1,40}@[\w.-]{3,40}",
            "@",
        ),
    ),
    ("sheets", Cue(rf"[今本][日期]共?[\d{NUMERAL}]{{1,3}}[版页頁](?!\w)", "版页頁")),
    (
        "imprint",
        Cue(
            rf"(?:刊[号號]|[国國][内內][统統]一\w{{0,9}}[号號]|(?:[邮郵][发發])?代[号號]){_CODE}|\w{{2,8}}[报報]社[编編][辑輯]出版"
            r"|中共\w{2,10}委\w{0,4}主管[、 ]?主[办辦]|(?:零售|定[价價])[\w.]{1,10}[元角分枚]|今日出[紙纸]\w{1,4}|社址[: ]{1,2}\w{2,16}"
            r"|本[报報](?:社?地址[: ]{1,2}\w{2,24}|印刷[厂廠](?:印刷)?)|[广廣]告(?:[经經][营營])?[许許]可[证證][: ]{0,2}[\w()]{4,24}",
            "号號版主售定紙纸址印证證",
        ),
    ),
    (
        "paper",
        Cue(
            rf"[\w·]{{1,8}}?(?:[日晚早晨商民]|[时時周週]|青年|工人)[报報](?:[ ·]{{0,2}}(?:副刊(?: {LETTER}{{2,4}}$)?|[周週][刊末]|[特专專]刊))?"
            r"(?!\w)|[A-Z]{2,12}(?: [A-Z]{2,12}){0,3} (?:DAILY|NEWS|TIMES|WEEKLY|POST)",
            "报報YS",
        ),
    ),
    (
        "date",
        Cue(
            rf"(?:\d{{4}}|(?:中[华華])?民[国國][{NUMERAL}\d]{{1,4}})年[{NUMERAL}\d]{{1,3}}月(?:[{NUMERAL}\d]{{1,3}}日)?",
            "月",
        ),
    ),
    ("weekday", Cue(rf"(?:星期|[周週])[{NUMERAL[:6]}日天](?!\w)", "期周週")),
    (
        "lunar",
        Cue(rf"(?:[农農夏][历曆])?{_GANZHI}年[闰閏]?[正冬腊臘{NUMERAL}]{{1,2}}月[初廿卅{NUMERAL}]{{2,3}}日?", "月"),
    ),
    (
        "sheet",
        Cue(r"第 ?\d{1,4} ?[页頁](?:[ ,/]{0,2}共 ?\d{1,4} ?[页頁])?|[-—~·]{1,3} ?\d{1,4} ?[-—~·]{1,3}(?!\d)", "第-—~·"),
    ),
    ("label", Cue(rf"第?[A-D]?\d{{1,2}}版|第[{NUMERAL}]{{1,3}}版", "版")),
    ("tag", Cue(r"[A-D]\d{1,2}(?![\w.\-])", "ABCD")),
    ("issue", Cue(rf"(?:(?:{LETTER}|·){{2,8}} )?[总總]?第[\d〇零百千{NUMERAL}]{{1,8}}[期号號](?!\w)", "第")),
    (
        "section",
        Cue(
            rf"{_TOPIC}(?:[·・、/ ]?(?:{_TOPIC}|新[闻聞])){{0,2}}[版页]?(?!\w)|{LETTER}{{2,4}}[周週]刊(?!\w)",
            "闻聞合政地市内內际際济濟经經育化艺藝刊教技康会會生事区區村告论論乐樂题題谈談规規治文息者务務",
        ),
    ),
    ("forecast", Cue(rf"[今明][日天]天[气氣][: ]{{1,2}}{_SKY}{{1,12}}(?!\w)", "天")),
    (
        "weather",
        Cue(
            rf"(?:[今明][日天])?(?:城[区區]|市[区區]|[我全]市)?(?:[今明][日天])?(?:天[气氣])?[: ]?{_SKY}{{1,12}}(?!\w)"
            r"|(?:[气氣][温溫])?[: ]?-?\d{1,2}[℃度]?[~至—\-]{1,2}-?\d{1,2}[℃度]"
            rf"|[东南西北偏東]{{1,3}}[风風][\d{NUMERAL}](?:[~至\-]\d)?[级級](?:左右)?|最[高低][气氣]?[温溫]度?[\d{NUMERAL}]{{1,3}}[℃度]",
            "晴阴陰云雲雨雪雾霧℃度级級",
        ),
    ),
    ("number", Pattern(r"\d{1,2}(?![\w.\-:])")),
)
#: The same with the characters one of which the text must hold; the empty set for any text.
_NEEDED = tuple(
    (kind, piece.pattern, frozenset(piece.needs)) if isinstance(piece, Cue) else (kind, piece, frozenset[str]())
    for kind, piece in PIECES
)
#: What tells a line that holds more than a date, a section or a number; the first one is quick.
_QUICK = Pattern(r"[编編校热熱线線话話版页頁报報刊办辦邮郵信天零证證\d]")
_HINT = Pattern(
    "[编編][辑輯][:：/ \u3000]|[责責][编編]|校[对對]|[热熱][线線]|[电電][话話]|刊[号號]|代[号號]|出版|主[办辦]|[邮郵信]箱|[版页頁][ \u3000]|[版页頁报報]$"
    "|天[气氣][:：]|零售|地址|[许許]可[证證]"
    r"|[报報][ \u3000·]|^\s*[A-D]\d|[ \u3000][A-D]\d{1,2}$|[-—~·]\s?\d{1,4}\s?[-—~·]$|^\s*第\s?\d"
)
#: No line of furniture holds one of these.
_OF_TEXT = frozenset("。，；？！“”《》")
#: Kinds that number the page.
NUMBERS = frozenset({"label", "tag", "sheet"})
#: What a running head has: something that names the page, and something that says when or who.
PAGE, ISSUE = NUMBERS | {"paper"}, frozenset({"date", "editors"})
#: Half-width forms, one kind of blank and of wave, for ``str.translate``; no character becomes two.
FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, BLANK), " ") | {0x301C: "~"}
#: What may stand between two pieces.
SEPARATORS = " ,|/·、;"


def suspected(text: str, start: int, end: int) -> bool:
    """Whether the line ``text[start:end]`` is worth reading: no run of furniture in the text is without such a line."""
    return _QUICK.compiled.search(text, start, end) is not None and _HINT.search(text[start:end]) is not None


def kinds(line: str) -> frozenset[str]:
    """The kinds of a line of furniture; empty where it holds anything else."""
    if not _OF_TEXT.isdisjoint(line):
        return frozenset()
    line = line.translate(FOLDED).strip()
    found, end = pieces(line, 0)
    return found if end == len(line) else frozenset()


def is_running_head(kinds: frozenset[str]) -> bool:
    """Whether pieces of these kinds together are the head or foot of a page, wherever they stand."""
    return len(kinds) > 2 and bool(kinds & PAGE) and bool(kinds & ISSUE)


def pieces(text: str, at: int) -> tuple[frozenset[str], int]:
    """The kinds of the pieces that follow each other from ``at`` on, and where the last one ends."""
    chars = frozenset(text)
    able = [(kind, pattern) for kind, pattern, needs in _NEEDED if not (needs and needs.isdisjoint(chars))]
    found: set[str] = set()
    end = at
    while (piece := _piece(text, at, able)) is not None:
        kind, at = piece
        found.add(kind)
        end = at
        while at < len(text) and text[at] in SEPARATORS:
            at += 1
    return frozenset(found), end


def _piece(text: str, at: int, able: Sequence[tuple[str, Pattern]]) -> tuple[str, int] | None:
    """The kind and the end of the piece that begins at ``at``."""
    for kind, pattern in able:
        found = pattern.match(text, at)
        if found is not None:
            return kind, found.end()
    return None
