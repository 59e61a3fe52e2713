"""Kinds of damage that recognition engines do to a page: functions ``(text, rng) -> damages``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import NamedTuple, TypeVar

T = TypeVar("T")

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
HALF = dict(zip("，；：？！（）", ",;:?!()", strict=True))
NOTICE = re.compile(r"(（?[下上][转接])( ?第?)([A-D]?[\d一二三四五六七八九]{1,2})(版[①-⑨]?）?)")
OPENING, CLOSING = "“‘（《「『", "，。、；：？！”’）》」』…—"
PROTECTED = re.compile(r"https?://[\w./?=&%-]+|www\.[\w./?=&-]+|[\w.]+@[\w.]+|`[^`\n]*`|\]\([^)\n]*\)|《[^《》\n]*》")
PAIR = re.compile(r"“[^“”\n]{1,60}”|「[^「」\n]{1,60}」|《[^《》\n]{1,60}》")
#: The contexts keep out 各自已经, 个人员工, 施工人员 and the like, where another word would be hit.
MISPRINTS = {
    "(?<!自)已经": "己经", "(?<!自)已經": "己經", "(?<!各)自己(?![已经經])": "自已", "(?<!尚)未来": "末来", "(?<!尚)未婚": "末婚",
    "(?<!个)人员": "入员", "人民": "入民", "工人(?!员)": "工入", "周末": "周未",
}  # fmt: skip
CONFUSED = {
    "蔬菜": "蔬莱", "今日": "今曰", "昨日": "昨曰", "日期": "曰期", "千万": "干万", "天气": "夭气", "土地": "士地", "干部": "千部",
    "孩子": "孩于", "时间": "时问", "问题": "间题", "大家": "太家", "学校": "学枝", "日前": "曰前", "未見": "末見",
}  # fmt: skip
LOOKALIKE = {"查": "査", "户": "戸", "门": "⻔", "车": "⻋", "见": "⻅", "长": "⻓", "马": "⻢", "龙": "⻰", "页": "⻚"} | {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in (*range(0xF900, 0xFA0E), *range(0x2F00, 0x2FD6))
}  # fmt: skip


class Edit(NamedTuple):
    """``text[start:end]`` becomes ``new``; mending it writes ``old``, where None is what stood there."""

    start: int
    end: int
    new: str
    old: str | None = None


class Damage(NamedTuple):
    """One defect to make: ``span`` is its place before the edits, by default theirs and ``around`` characters more.

    ``known``: whether the page still tells what was printed.
    """

    code: str
    edits: tuple[Edit, ...]
    span: tuple[int, int] | None = None
    around: int = 0
    known: bool = True

    def place(self) -> tuple[int, int]:
        start, end = self.span or (min(edit.start for edit in self.edits), max(edit.end for edit in self.edits))
        return start - self.around, end + self.around


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# -- where damage may go --------------------------------------------------------------


def pick(rng: Random, items: Sequence[T]) -> T:
    # random() is the one method whose numbers are the same in every version of Python
    return items[int(rng.random() * len(items))]


def shuffled(rng: Random, items: Iterable[T]) -> list[T]:
    return [item for _, _, item in sorted((rng.random(), number, item) for number, item in enumerate(items))]


def found(text: str, pattern: str) -> list[re.Match[str]]:
    """What the pattern finds outside addresses, code and titles."""
    shielded = [match.span() for match in PROTECTED.finditer(text)]
    return [match for match in re.finditer(pattern, text) if not any(meet(match.span(), span) for span in shielded)]


def found_in_prose(text: str, pattern: str) -> list[re.Match[str]]:
    """The same, in running text: no names of mastheads and bylines."""
    lines = [line.span() for line in re.finditer(r"[^\n]{30,}", text) if re.search("[，。,]", line[0])]
    return [match for match in found(text, pattern) if any(start <= match.start() < end for start, end in lines)]


def gap(text: str) -> str:
    """What stands between two paragraphs."""
    return "\n\n" if 3 * text.count("\n\n") > text.count("\n") else "\n"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of running text, on one line each."""
    alone = gap(text)
    edge = re.escape(alone)
    lines = re.finditer(rf"(?:(?<={edge})|\A)[^\n]{{40,}}(?={edge}|\n?\Z)", text)
    return [line.span() for line in lines if _is_prose(line[0])]


def _is_prose(line: str) -> bool:
    return (
        re.search(r"[。！？…][”」]?$", line) is not None
        and re.match(r"[#>|*▲-]|\d+\.|（|[一二三四五六七八九十]+、|[上下][接转]", line) is None
        and "　" not in line.strip()
        and whole(line)
    )


def whole(text: str) -> bool:
    """Whether no quotation or bracket is cut."""
    return all(text.count(one) == text.count(other) for one, other in ("“”", "‘’", "「」", "《》", "（）"))


def clause_cuts(text: str, start: int, end: int) -> list[int]:
    """Where ``text[start:end]`` may be cut in mid-clause, between two Han characters that differ."""
    inner = re.compile(rf"(?<=[{HAN}]{{2}})(?=[{HAN}]{{2}})").finditer(text, start, end)
    return [at.start() for at in inner if text[at.start() - 1] != text[at.start()]]


# -- kinds: paragraphs and lines ---------------------------------------------------------------


def loop(text: str, rng: Random) -> list[Damage]:
    """A paragraph read 3 to 9 times, its first or last copy cut off, where the next one or two were printed."""
    between = gap(text)
    follower = re.compile(rf"{between}[^\n]+[。！？…][”」]?(?={between}|\n?\Z)")
    for start, end in shuffled(rng, paragraphs(text)):
        lost = end
        for _ in range(1 + (rng.random() < 0.4)):
            lost = line.end() if (line := follower.match(text, lost)) else lost
        if end - start > 180 or lost == end or not whole(text[end:lost]):
            continue
        kept, over = text[start:end], Edit(end, lost, "", "")
        copies = [_drifted(kept, rng) if rng.random() < 0.3 else kept for _ in range(pick(rng, range(2, 9)))]
        shape = pick(rng, ("whole", "first", "last"))
        if shape == "last":
            copies[-1] = _cut_off(kept, rng)
        over = over._replace(new="".join(between + copy for copy in copies))
        run = start, over.end
        if shape != "first":
            return [Damage("DUP001", (over,)), Damage("LOS001", (over,), run, known=False)]
        edits = (Edit(start, start, _cut_off(kept, rng) + between), over)
        return [Damage("DUP001", edits, run), Damage("LOS001", edits, run, known=False)]
    return []


def _cut_off(line: str, rng: Random) -> str:
    return line[: pick(rng, clause_cuts(line, len(line) // 5, len(line) * 4 // 5))]


def _drifted(line: str, rng: Random) -> str:
    at = pick(rng, clause_cuts(line, 4, len(line) - 4))
    return line[:at] + line[at + 1 :]


def begun_twice(text: str, rng: Random) -> list[Damage]:
    start, end = pick(rng, paragraphs(text))
    return [Damage("DUP001", (Edit(start, start, _cut_off(text[start:end], rng) + gap(text)),))]


def _seam(text: str, rng: Random) -> int | None:
    """Where a column may end, on a page with blank lines between its paragraphs."""
    start, end = pick(rng, paragraphs(text))
    cuts = clause_cuts(text, start + 15, end - 8)
    return pick(rng, cuts) if cuts and gap(text) == "\n\n" else None


def column_split(text: str, rng: Random) -> list[Damage]:
    at = _seam(text, rng)
    return [] if at is None else [Damage("PAR001", (Edit(at, at, "\n\n"),), around=1)]


def doubled_seam(text: str, rng: Random) -> list[Damage]:
    """A column split whose last characters stand at the beginning of the next column, too."""
    at, many = _seam(text, rng), pick(rng, (1, 1, 2, 3))
    if at is None or re.fullmatch(rf"[{HAN}]+", text[at - many : at]) is None:
        return []
    return [Damage("PAR001", (Edit(at, at, "\n\n" + text[at - many : at]),), (at - many, at))]


def wrapped(text: str, rng: Random) -> list[Damage]:
    """The lines of the print kept, on some pages with marks wherever they fall."""
    wide, falls = pick(rng, (15, 17, 24, 28, 32, 36)), rng.random() < 0.3
    lines = re.finditer(r"(?m)^(?![#>|*▲-]|\d+\.)[^\n]*[，。][^\n]*", text)
    ends = [at for line in lines for at in _line_ends(text, *line.span(), wide, falls)]
    return [Damage("PAR002", (Edit(at, at + text[at].isspace(), "\n"),), around=1) for at in ends]


def _line_ends(text: str, start: int, end: int, wide: int, falls: bool) -> Iterator[int]:
    """Where lines of so many full-width characters end: at no opening mark or before a closing one, unless it falls."""
    used = 0
    for at in range(start, end):
        used += 1 if text[at].isascii() else 2
        if used <= 2 * wide or (text[at] in CLOSING and not falls):
            continue
        cut, tied = at, " 　" if falls else OPENING + " 　"
        while not text[cut].isspace() and (text[cut - 1 : cut + 1].isascii() or text[cut - 1] in tied):
            cut -= 1
        if cut < start + 2:  # one word is longer than a line
            continue
        yield (start := cut)
        used = sum(1 if char.isascii() else 2 for char in text[cut : at + 1])


def lost_end(text: str, rng: Random) -> list[Damage]:
    start, end = pick(rng, paragraphs(text))
    cuts = [at for at in clause_cuts(text, start + 20, end - 6) if whole(text[at:end])]
    cut = [pick(rng, cuts)] if cuts else []
    return [Damage("LOS002", (Edit(at, end, ""),), (at - 1, at), known=False) for at in cut]


def lost_beginning(text: str, rng: Random) -> list[Damage]:
    start, end = pick(rng, paragraphs(text))
    cuts = [at for at in clause_cuts(text, start + 6, end - 20) if whole(text[start:at])]
    cut = [pick(rng, cuts)] if cuts else []
    return [Damage("LOS003", (Edit(start, at, ""),), (at, at + 1), known=False) for at in cut]


def notice_cut(text: str, rng: Random) -> list[Damage]:
    """（下转第 and nothing more."""
    notice = pick(rng, list(NOTICE.finditer(text)))
    cut = notice.end(1) if notice[2].isspace() or rng.random() < 0.3 else notice.end(2)
    return [Damage("CON002", (Edit(cut, notice.end(), ""),), (notice.start(), cut), known=False)]


def notice_glued(text: str, rng: Random) -> list[Damage]:
    """The line end before a notice, or the blank behind it, is gone; no page tells that it was there."""
    places = [*re.finditer(rf"(?<=[。”…！？])\n+(?={NOTICE.pattern}\n)|(?<=[版①-⑨]) (?=[{HAN}])", text)]
    start, end = pick(rng, places).span()
    span = next(notice.span() for notice in NOTICE.finditer(text) if start in notice.span() or end in notice.span())
    return [Damage("CON001", (Edit(start, end, ""),), span, known=False)]


def blank_run(text: str, rng: Random) -> list[Damage]:
    """Three to six more blank lines, or a blank inside a line drawn out."""
    inside = re.finditer(rf"(?<=[{HAN}]) (?=[{HAN}])", text)
    if rng.random() < 0.3 and (blanks := [blank.end() for blank in inside]):
        at, new = pick(rng, blanks), " " * pick(rng, (3, 5, 8))
        return [Damage("SPC004", (Edit(at, at, new),), (at - 1, at))]
    at = pick(rng, [gap.end() for gap in re.finditer(r"(?<!\n)\n\n(?!\n)", text)])
    return [Damage("SPC004", (Edit(at, at, "\n" * pick(rng, (3, 4, 6))),), (at - 2, at))]


# -- kinds: marks and blanks -------------------------------------------------------------------


def half_width(text: str, rng: Random) -> list[Damage]:
    return [pick(rng, _half_width(text, ""))]


def half_width_page(text: str, rng: Random) -> list[Damage]:
    """All marks of the page set half-width, on some pages with a blank behind them that was not printed."""
    return _half_width(text, " " if rng.random() < 0.3 else "")


def _half_width(text: str, blank: str) -> list[Damage]:
    damages = []
    for mark in re.finditer(f"[{''.join(HALF)}]", text):
        inside = mark[0] not in "（）" and re.match(rf"[{HAN}]", text[mark.end() : mark.end() + 1])
        damages.append(Damage("PUN001", (Edit(*mark.span(), HALF[mark[0]] + (blank if inside else "")),)))
    return damages


def pair_damaged(text: str, rng: Random) -> list[Damage]:
    """A closing mark turned, the two marks of a pair exchanged, or one of them lost."""
    start, end = pick(rng, list(PAIR.finditer(text))).span()
    opens, closes = Edit(start, start + 1, text[end - 1]), Edit(end - 1, end, text[start])
    what = pick(rng, ("turned", "exchanged", "no opener", "no closer"))
    if what == "turned":
        return [Damage("PUN002", (closes,))]
    if what == "exchanged":
        return [Damage("PUN002", (opens, closes))]
    gone, left = (opens, closes) if what == "no opener" else (closes, opens)
    return [Damage("PUN002", (gone._replace(new=""),), (left.start, left.end), known=False)]


def repeated_mark(text: str, rng: Random) -> list[Damage]:
    mark = pick(rng, list(re.finditer(rf"(?<=[{HAN}])[，。、；](?=[{HAN}\n])", text)))
    return [Damage("PUN003", (Edit(*mark.span(), mark[0] * pick(rng, (2, 2, 3))),))]


def ellipsis(text: str, rng: Random) -> list[Damage]:
    dots = pick(rng, list(re.finditer("……", text)))
    return [Damage("PUN004", (Edit(*dots.span(), pick(rng, ("。。。", "...", "…"))),))]


def dash(text: str, rng: Random) -> list[Damage]:
    line = pick(rng, list(re.finditer("——", text)))
    return [Damage("PUN005", (Edit(*line.span(), pick(rng, ("--", "一一"))),))]


def spaced_line(text: str, rng: Random) -> list[Damage]:
    lines = [damages for damages in _spaced_lines(text, rng) if sum(len(one.edits) for one in damages) > 8]
    return pick(rng, lines)


def spaced_page(text: str, rng: Random) -> list[Damage]:
    """Blanks between nearly all characters, as Tesseract writes them."""
    return [damage for damages in _spaced_lines(text, rng) for damage in damages]


def _spaced_lines(text: str, rng: Random) -> Iterator[list[Damage]]:
    """For each line the blanks between letters and digits, and those at marks."""
    single = re.compile(r"(?<![ \n]) (?![ \n])")
    for line in re.finditer(rf"[^\n]*[{HAN}]{{2}}[^\n]*", text):
        ats = [at for at in range(line.start() + 1, line.end()) if _parted(*text[at - 1 : at + 1])]
        ats = [at for at in ats if rng.random() < 0.97]
        printed = [blank.start() for blank in single.finditer(text, *line.span())]
        damages = []
        for code, words in (("SPC001", True), ("SPC002", False)):
            if not (own := [at for at in ats if _in_words(text, at, at) is words]):
                continue
            # a blank that was printed looks like them, so nobody can tell where they end
            like = [at for at in printed if _in_words(text, at, at + 1) is words]
            span = min([*own, *like]), max([*own, *(at + 1 for at in like)])
            edits = tuple(Edit(at, at, " ") for at in own)
            damages.append(Damage(code, edits, span, around=int(words), known=not like))
        if damages:
            yield damages


def _in_words(text: str, start: int, end: int) -> bool:
    """Whether letters, digits or units stand on both sides of the blank, and no mark."""
    return all(char.isalnum() or char in "%‰℃°" for char in (text[start - 1], text[end]))


def _parted(one: str, other: str) -> bool:
    joined = one in "“‘《（「『" or (one.isascii() and other.isascii()) or one == other == "—" or one == other == "…"
    return not (joined or one.isspace() or other.isspace())


def stray_blank(text: str, rng: Random) -> list[Damage]:
    mark = pick(rng, list(re.finditer(rf"(?<=[{HAN}])[，。；：、](?=[{HAN}])", text)))
    at = pick(rng, mark.span())
    return [Damage("SPC002", (Edit(at, at, " "),))]


def trailing_blanks(text: str, rng: Random) -> list[Damage]:
    at = pick(rng, [end.start() for end in re.finditer(r"(?<![ 　])(?=\n)", text)])
    return [Damage("SPC003", (Edit(at, at, pick(rng, (" ", "  ", "   ", "　"))),))]


# -- kinds: characters -------------------------------------------------------------------------


def lookalike(text: str, rng: Random) -> list[Damage]:
    char = pick(rng, found(text, f"[{''.join(LOOKALIKE)}]"))
    return [Damage("TYP001", (Edit(*char.span(), LOOKALIKE[char[0]]),))]


def misprint(text: str, rng: Random) -> list[Damage]:
    return _misread(text, rng, "TYP002", MISPRINTS)


def confused(text: str, rng: Random) -> list[Damage]:
    return _misread(text, rng, "TYP003", CONFUSED)


def _misread(text: str, rng: Random, code: str, words: dict[str, str]) -> list[Damage]:
    places = [(match, wrong) for right, wrong in words.items() for match in found(text, right)]
    if not places:
        return []
    match, wrong = pick(rng, places)
    at = next(at for at, char in enumerate(wrong) if char != match[0][at])
    edit = Edit(match.start() + at, match.start() + at + 1, wrong[at])
    return [Damage(code, (edit,), match.span() if code == "TYP002" else None)]


def full_width_digits(text: str, rng: Random) -> list[Damage]:
    number = pick(rng, found(text, rf"(?<=[{HAN}])\d{{1,4}}(?=[{HAN}])"))
    return [Damage("VAR002", (Edit(*number.span(), "".join(chr(ord(digit) + 0xFEE0) for digit in number[0])),))]


def _inserted(text: str, rng: Random, code: str, chars: Sequence[str]) -> list[Damage]:
    at = pick(rng, found_in_prose(text, rf"(?<=[{HAN}，])(?=[{HAN}])")).start()
    return [Damage(code, (Edit(at, at, pick(rng, chars)),))]


def invisible(text: str, rng: Random) -> list[Damage]:
    return _inserted(text, rng, "ENC004", ("\u200b", "\u200b\u200b", "\ufeff", "\u00ad", "\u2060"))


def control(text: str, rng: Random) -> list[Damage]:
    return _inserted(text, rng, "ENC005", ("\x02", "\x07", "\x08", "\x0c", "\x7f"))


def replacement(text: str, rng: Random) -> list[Damage]:
    chars = pick(rng, found_in_prose(text, rf"(?<=[{HAN}])[{HAN}]{{{pick(rng, (1, 1, 2))}}}(?=[{HAN}，。])"))
    return [Damage("ENC002", (Edit(*chars.span(), "\ufffd" * len(chars[0])),), known=False)]


def mojibake(text: str, rng: Random) -> list[Damage]:
    """A short stretch of UTF-8 read as Latin-1, in the Windows edition that engines use."""
    chars = pick(rng, found_in_prose(text, rf"(?<=[{HAN}])[{HAN}]{{{pick(rng, (2, 3, 4))}}}(?=[{HAN}，。])"))
    read = chars[0].encode().decode("cp1252", "replace")
    # a blank or a soft hyphen among them would be a defect of another code
    return [] if set("\ufffd\xa0\xad") & set(read) else [Damage("ENC003", (Edit(*chars.span(), read),))]
