"""ENC003 mojibake."""

import codecs
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from zzlint.rule import (
    SAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Phase,
    Rule,
    Scope,
    Severity,
    Text,
    in_order,
    is_han,
)

# Frequent characters, simplified and traditional: real text of some length has one of them in seven.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得"
    "经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义"
    "事平形相全表间样与关各重新线内数正心反你明看原又利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直"
    "這為個國時來們對會發動過說產種後學經進著電裡現實兩體機當點從業應開還"
)
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』…—·　％－～")
#: Bytes 80-9F as Windows shows them; the other bytes are themselves in Latin-1.
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BYTE = {ord(char): char.encode("cp1252").decode("latin-1") for char in _WINDOWS}
#: What may really stand beside a misread run of such bytes.
_OPENING, _CLOSING = ("", "“", "‘"), ("", "”", "’", "…", "—", "–", "·")
#: Real text has so many frequent characters; a run with a lost byte still has so many everyday ones.
FREQUENT, MOSTLY = 0.15, 0.7
#: A run is walked back so far for its beginning where letters belong to it.
BACK = 200

MARKERS = Pattern("(?:锟斤拷)+锟?斤?|烫{4,}|屯{4,}|(?:ï¿½)+")
LATIN = Pattern(f"[\x80-\xff{_WINDOWS}]+")
#: In bytes, written as Latin-1: UTF-8 of Chinese text and of ·; GB 2312; Big5.
UTF8 = Pattern("(?:[\xe2-\xe9\xef][\x80-\xbf]{2}|\xc2\xb7)+")
GB = Pattern("[\xa1-\xfe]{2,}")
BIG5 = Pattern("(?:[\xa1-\xc6\xc9-\xf9][@-~\xa1-\xfe]){4,}")
#: So much of the meaning is shown.
SHOWN = 20
LETTER = Pattern("[@-~]")
#: GBK's characters for E3 80 (。、), EF BC (，) and the first two bytes of frequent characters.
STARTS = "锛銆鈥鐨涓鍦鏄浜浠鍥鍒鍏鍚鍙鎴鏂鏈鐢绗杩闂瑕瑙璇璁娴姹鎵鏃鏉浼鍐鍑鍔鍖骞寤寮鎶鎬鎯鐜鐞鐩缁鑳鑰琛锘"
LATIN_STARTS = "ÂäåæçèéãïÀÁÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ¤"


class Misread(NamedTuple):
    """``text[start:end]`` says ``meant``; ``exact``: nothing of it is missing.

    ``proof``: 2 (and exact) proves that its line was misread, 1 is worth a report, 0 only counts in
    such a line.
    """

    start: int
    end: int
    meant: str
    mix: str
    exact: bool
    proof: int


class Mojibake(Rule):
    """Text that was decoded with the wrong encoding, and its debris.

    UTF-8 read as GBK or as Latin-1 (Windows-1252), GBK and Big5 read as Latin-1; 锟斤拷 and ï¿½,
    where the characters were lost before; 烫烫烫烫 and 屯屯屯屯, memory that nobody had filled.

    ## Why is this bad?
    Nobody can read it, and every copy that is converted once more loses more of it.

    ## Fix safety
    Safe where the way back is exact, the run is long enough and gives everyday characters only.
    Where a byte is lost the place is only reported, and so is debris, which says nothing.

    ## Evidence
    On the seeds 7 of 7 findings right, 7 of 7 defects found, 6 of 6 safe fixes exact.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    None known; texts that explain mojibake show it on purpose.
    """

    code = "ENC003"
    name = "mojibake"
    title = Text("乱码", "mojibake")
    messages = {
        "misread": Text("乱码（{mix}）：应为“{meant}”", "mojibake ({mix}): stands for “{meant}”"),
        "cut": Text("乱码（{mix}），有字节丢失：“{meant}”", "mojibake ({mix}) with bytes lost: “{meant}”"),
        "debris": Text("乱码残余“{seen}”，原文已丢失", "debris of a conversion, “{seen}”: the text is lost"),
    }
    error_class = ErrorClass.CHARACTER
    severity = Severity.ERROR
    needles = ("锟斤拷", "烫烫烫烫", "屯屯屯屯", *STARTS, *LATIN_STARTS)
    scope = Scope.LINE
    phase = Phase.CHARACTERS
    bad = (
        Bad("数据锟斤拷锟斤拷丢失"),
        Bad("烫烫烫烫烫烫"),
        Bad("这里ï¿½ï¿½没有字"),
        Bad("标题：“ä¸\u00adå›½æ–°é—»”", "标题：“中国新闻”"),
        Bad("ÎÒÃÇÔÚÕâÀï¿ª»á£¬ºÜºÃ¡£", "我们在这里开会，很好。"),
        Bad("鎴戜滑鍦ㄨ繖閲屽紑浼氾紝寰堝ソ銆�"),
        Bad("鎴戜滑鍦ㄨ繖閲屽紑浼氫簡", "我们在这里开会了"),
        Bad("ä¸\u00adå›½æ–°é—"),
        Bad("约翰Â·史密斯", "约翰·史密斯"),
    )
    good = (
        "水烫烫的，茶也烫。",
        "Café de Flore 与 Ångström、Ñandú、Çelik。",
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ 是带符号的字母。",
        "溪水涓涓，鍦字生僻，浠水县在湖北。",
        "北纬30°±2°，《财经·观察》×2",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each run."""
        found: list[Misread] = []
        done = tried = 0
        for start, needle in in_order(hits):
            if start < done or page.is_protected(start):
                continue
            debris = MARKERS.match(page.text, start)
            if debris:
                done = debris.end()
                yield self.report(debris.span(), "debris", group=self.code, seen=debris[0][:6])
            elif needle in LATIN_STARTS:
                low, done = _around(page.text, start, done)
                here = _utf8(page.text, low, done)
                if not here:
                    tried, big5 = _big5(page.text, low, done, tried)
                    gb = _gb(page.text, low, done)
                    here = gb if gb and not (big5 and LETTER.search(page.text, *big5[0][:2])) else big5
                found += here
                done = max(done, *(item.end for item in here)) if here else done
            else:
                here = _as_gbk(page.text, start, done)
                found += here
                done = here[0].end if here else done
        proved = {(page.row(item.start), item.mix) for item in found if item.exact and item.proof == 2}
        for item in found:
            sure = (page.row(item.start), item.mix) in proved
            if item.proof or sure:
                yield self._misread(page, item, sure and item.exact)

    def _misread(self, page: Page, item: Misread, sure: bool) -> Diagnostic:
        fix = self.replace(page, item.start, item.end, item.meant, SAFE) if sure else None
        key = "misread" if item.exact else "cut"
        group = f"{self.code} {item.mix}"
        return self.report(item[:2], key, fix=fix, group=group, mix=item.mix, meant=item.meant[:SHOWN])


def _around(text: str, at: int, done: int) -> tuple[int, int]:
    """The run of bytes-as-Latin-1 that holds ``at``."""
    low = at
    while low > done and LATIN.match(text, low - 1, low):
        low -= 1
    run = LATIN.match(text, low)
    return low, run.end() if run else at + 1


def _utf8(text: str, low: int, high: int) -> list[Misread]:
    raw = text[low:high].translate(_BYTE)
    pieces = [(low + piece.start(), low + piece.end(), _decoded(piece[0], "utf-8")) for piece in UTF8.finditer(raw)]
    han = sum(char in _everyday() for *_, piece in pieces for char in piece)
    if not pieces or not han:
        dot = text[low:high] == "Â·" and is_han(text[low - 1 : low]) and is_han(text[high : high + 1])
        return [Misread(low, high, "·", "UTF-8 → Latin-1", True, 2)] if dot else []
    gaps = [*zip([low, *(end for _, end, _ in pieces)], [*(start for start, *_ in pieces), high], strict=True)]
    # a quotation mark may be a real one at the edges; inside it is the rest of a broken character
    *inner, last = (text[start:end] for start, end in gaps)
    exact = inner[0] in _OPENING and last in _CLOSING and not any(inner[1:])
    exact &= not (inner[0] and text[low - 1 : low] == " ")  # a no-break space (A0) made a blank
    exact &= all(_plausible(char) for *_, piece in pieces for char in piece)
    exact &= text[pieces[-1][1] - 1] not in _CLOSING
    said = "".join(gap + piece for gap, (*_, piece) in zip(inner, pieces, strict=True))
    return [Misread(low, high, said + last, "UTF-8 → Latin-1", exact, 2 if han > 1 else 1)]


def _gb(text: str, low: int, high: int) -> list[Misread]:
    return [found for run in GB.finditer(text, low, high) if (found := _pairs(run[0], run.start(), "gb2312"))]


def _big5(text: str, low: int, high: int, tried: int) -> tuple[int, list[Misread]]:
    """The end of the run that was tried, and what was found.

    Half of the second bytes are ASCII letters: the run is longer than what looks like Latin-1.
    """
    if low < tried:
        return tried, []
    start = low
    while start > max(tried, low - BACK) and ("@" <= text[start - 1] <= "~" or "\xa1" <= text[start - 1] <= "\xfe"):
        start -= 1
    while text[start] <= "~":
        start += 1
    run = BIG5.match(text, start)
    if run is None or run.end() < high:
        return tried, []
    found = _pairs(run[0], start, "big5")
    return run.end(), [found] if found and found.proof == 2 and found.exact else []


def _pairs(raw: str, start: int, encoding: str) -> Misread | None:
    """Two bytes a character; a lost one turns all that follows into nonsense."""
    mix = f"{'GBK' if encoding == 'gb2312' else 'Big5'} → Latin-1"
    best, share = "", 0.0
    for meant in (_decoded(raw, encoding), _decoded(raw[1:], encoding)):
        said = "".join(filter(_plausible, meant))
        if len(said) / len(meant) > share:
            best, share = said, len(said) / len(meant)
    han = sum(char in _everyday() for char in best)
    frequent = sum(char in _FREQUENT for char in best)
    exact = _decoded(raw, encoding) == best
    if han >= 4 and frequent >= han * FREQUENT and share > MOSTLY:
        return Misread(start, start + len(raw), best, mix, exact, 2)
    if exact and han:
        return Misread(start, start + len(raw), best, mix, True, int(1 < han == frequent))
    return None


def _as_gbk(text: str, at: int, done: int) -> list[Misread]:
    """UTF-8 read as GBK; two of its characters are three of GBK."""
    start = at
    while start - 3 >= done and len(_read(text, start - 3, start)[1]) == 2:
        start -= 3
    end, meant, exact = _read(text, start, len(text))
    if len(meant) < 2:
        return []
    long = len(meant) >= 4 and any(char in _FREQUENT or char in _MARKS for char in meant)
    exact &= (start > done or done == 0) and _one_script(meant)
    exact &= _sound(text, (start - 1, start - 2)) and _sound(text, (end, end + 1))
    return [Misread(start, end, meant, "UTF-8 → GBK", exact, 2 if long else int(len(meant) > 2))]


def _read(text: str, start: int, end: int) -> tuple[int, str, bool]:
    """Where the misread text ends, what it says, and whether it ends with a whole character."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    meant = ""
    half = False
    for at in range(start, end):
        half = bool(decoder.getstate()[0])
        try:
            raw = b"\x80" if text[at] == "€" else text[at].encode("gb18030", "replace")
            piece = decoder.decode(raw) if text[at] > "\x7f" else "\0"
        except UnicodeDecodeError:
            piece = "\0"
        if not all(map(_plausible, piece)):
            end = at
            break
        meant += piece
    else:
        half = bool(decoder.getstate()[0])
    # a mark at the end may be a real one, and make a character of what was left of another
    return end, meant, not half and text[end - 1] not in _MARKS and not meant.endswith("·")


def _one_script(meant: str) -> bool:
    return any(all(char in table for char in meant if is_han(char)) for table in (_simplified(), _traditional()))


def _sound(text: str, places: Iterable[int]) -> bool:
    """Whether text or nothing stands beside a misread run in its line, not the half of a character."""
    for at in places:
        if not 0 <= at < len(text) or text[at] in "\r\n":
            return True
        if text[at] == "?" or not (text[at] <= "~" or text[at] in _MARKS or text[at] in _simplified()):
            return False
    return True


def _decoded(raw: str, encoding: str) -> str:
    return raw.encode("latin-1").decode(encoding, "replace")


def _plausible(char: str) -> bool:
    return char in _everyday() or char in _MARKS or "@" <= char <= "~" or char == "\ufeff"


@cache
def _everyday() -> frozenset[str]:
    """The frequent characters of GB 2312 (level 1) and of Big5."""
    return _simplified() | _traditional()


@cache
def _simplified() -> frozenset[str]:
    return _table("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))


@cache
def _traditional() -> frozenset[str]:
    return _table("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))


def _table(encoding: str, leads: Iterable[int], trails: Sequence[int]) -> frozenset[str]:
    pairs = (bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails)
    return frozenset(filter(is_han, pairs))
