"""PUN002 unpaired-mark."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from zzlint.rule import (
    BLANK,
    FINAL,
    HAN,
    NEWLINE,
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
    Span,
    Text,
    ends_finally,
    in_order,
    is_han,
)

#: Mark -> the two marks of its kind. Half-width brackets belong to the full-width ones.
KINDS = {mark: pair for pair in ("“”", "‘’", "（）", "《》", "〈〉", "【】", "「」", "『』") for mark in pair}
KINDS |= {"(": "（）", ")": "（）"}
OPENING = frozenset("“‘（(《〈【「『")
#: How many blocks a quotation may go on for: several paragraphs, or one that a column broke.
ONWARD = 3
#: How many blanks may open a block.
INDENT = 8
#: How long a repaired title or quoted name may be.
LONGEST = 40
#: How long a speech may be whose marks were swapped: 说：”…。“.
SPEECH = 120
#: The same where nothing else tells an opening mark from a closing one.
SHORT = 20
#: A label with one of these stands behind a blank or one of those: ，一）.
NUMERALS, BEFORE_LABEL = frozenset("一二三四五六七八九十"), frozenset("，。；）")
NAME = Pattern(rf"[^，。！？；：、{NEWLINE}“”《》〈〉（）()]{{2,{LONGEST}}}")
#: What stands between two quotations or titles rather than in one: A”和“B, A》中的《B.
BETWEEN = Pattern("[和与及或到至的是等中里改之变称即同跟还也又都而则]|以及")
#: What stands before an opening mark: 和“, 叫“.
BEFORE = Pattern("[和与及或到的是叫称为把被以在]")
#: Where only an opening or only a closing mark can stand.
OPENS = Pattern(rf"(?:(?<=[：（《:(])|(?<=[：（《:(][{BLANK}])).")
CLOSES = Pattern(rf".[{BLANK}]?[，。；：！？、）》]")
#: Inside a bracket that was read as 《: what a bracket says and a title does not. Behind ): what follows a title.
BRACKETED = Pattern(
    rf"[{BLANK}]?(?:[0-9一二三四五六七八九十]{{1,3}}[{BLANK}]?[)）]|附|以下|下同|简称|簡稱|又[名称]|约?合|记者|作者)"
)
TITLED = Pattern(rf"[)）][{BLANK}]?(?:重要(?:文章|论述|讲话|指示)|一[书文]|等(?:文件|法规))")
ASCII_TITLE = Pattern(rf"[<＜](?=[{HAN}])[^<>＜＞=/{NEWLINE}]{{1,{LONGEST}}}(?<=[{HAN}0-9！？”）])[>＞]")
#: Not behind a digit: there " means inches.
QUOTED = Pattern(rf"(?<![0-9]\")(?![{BLANK}，。！？；：、])[^“”{NEWLINE}\"]{{2,60}}(?<![{BLANK}，、：])")


class Lone(NamedTuple):
    """A mark that found no partner in its part of the text."""

    at: int
    mark: str
    part: int

    @property
    def opens(self) -> bool:
        """Whether the mark opens something."""
        return self.mark in OPENING


class UnpairedMark(Rule):
    """A quotation mark, book-title mark or bracket without its partner, or turned the wrong way.

    Marks are paired with nesting inside each block (on a page without blank lines: up to a line
    that ends a sentence). A quotation that goes on in one of the next blocks is left to the rules
    of paragraphs, and so are one whose paragraphs all open with “ and only the last closes, and
    a block that begins inside a quotation.

    ## Why is this bad?
    Quotation marks, brackets and book-title marks come in pairs (GB/T 15834-2011 §4.8, §4.9, §4.15).
    A lone one means that its partner was lost or misread, often with text around it.

    ## Fix safety
    Safe, and only for two marks that belong to each other without doubt, around a name with no mark
    inside: “…“, ”…”, ”…“, 》…《, 《…〉, （…》, <…>, 〈…） (a round bracket misread), 《…) where its
    text says what it is, and "…" on a page that has “ or ”. Everything else is reported, with the
    place up to which the partner is missing.

    ## Evidence
    On the seeds 19 of 35 findings right, 19 of 39 defects found, 3 of 4 safe fixes exact (most of
    the others point at the second mark of a swapped pair, which the seeds count once).
    On 3.9 million characters of sound news 3 findings (all of them lone or turned marks).

    ## Known false alarms
    Marks used for something else: menus (文件》打开), ditto marks. A kind of mark of which a page
    has only the one half, several times, is not reported. 〈…〉 outside 《》 may be a page's style.
    """

    code = "PUN002"
    name = "unpaired-mark"
    title = Text("标点不成对", "a mark without its partner")
    messages = {
        "lone": Text("「{mark}」没有与之成对的标点", "{mark} has no partner"),
        "until": Text("到这里为止缺少「{other}」", "{other} is missing up to here"),
        "turned": Text("「{old}」应为「{new}」", "{old} stands for {new}"),
        "single": Text("单书名号不在双书名号之内", "〈〉 outside 《》"),
    }
    error_class = ErrorClass.MARK
    needles = (*KINDS, '"', "<", "＜")
    bad = (
        Bad("村民管它叫“幸福渠“。", "村民管它叫“幸福渠”。"),
        Bad("村民管它叫”幸福渠”，又叫“富民渠”。", "村民管它叫“幸福渠”，又叫“富民渠”。"),
        Bad("村民管它叫”幸福渠“。", "村民管它叫“幸福渠”。"),
        Bad("他说：”水来了，大家都去看。“人们跑出门去。", "他说：“水来了，大家都去看。”人们跑出门去。"),
        Bad("他读了》山里的春天《一书。", "他读了《山里的春天》一书。"),
        Bad("他读了《山里的春天〉一书和<水乡>。", "他读了《山里的春天》一书和《水乡》。"),
        Bad("县文化馆〈简称文化馆）新编的《春耕歌)一书出版。", "县文化馆（简称文化馆）新编的《春耕歌》一书出版。"),
        Bad("县志办编的（水乡志》出版。", "县志办编的《水乡志》出版。"),
        Bad('这叫“老办法”，那叫"新办法"。', "这叫“老办法”，那叫“新办法”。"),
        Bad("他说：“水来了。大家都去看。"),
        Bad("古人说的厚德”和“载物后来成了校训。"),
        Bad("老人写的水乡纪事》出版了。"),
        Bad("他读了《春》，又读了〈秋〉和《冬》。"),
        Bad("晚会（第三场在县剧院举行。"),
    )
    good = (
        "“一个人，”他说，“不能忘本，《‘三农’问题（二）》要读。”",
        "“第一段还没说完。\n\n“第二段说完了。”",
        "他说：“水来了，大家都\n\n去看。”",
        "It’s 5” wide. 1）扫地 2）浇花",
        '“大屏”有27"和32"两种。',
        "a<b且c>d，若x<年份且y>年份。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """Repairs first, then the marks that stay alone."""
        yield from self._ascii_titles(page, hits)
        yield from self._straight(page, hits)
        tokens = list(in_order({mark: hits[mark] for mark in KINDS if mark in hits}))
        lones, singles = _lones(page, tokens)
        if len(singles) < len(hits.get("《", ())):
            for at in singles:
                yield self.report((at, at + 1), "single")
        torn = {(lone.part, KINDS[lone.mark]) for lone in lones if _torn(page, lone)}
        lones = [lone for lone in _without_onward(lones) if (lone.part, KINDS[lone.mark]) not in torn]
        places: dict[str, list[int]] = {}
        for at, mark in tokens:
            places.setdefault(KINDS[mark], []).append(at)
        at = 0
        while at < len(lones):
            pair = lones[at : at + 2]
            turned = _turned(page.text, *pair) if len(pair) == 2 else ""
            if turned and not page.is_protected(pair[0].at):
                yield self._turn(page, pair[0].at, pair[1].at, turned)
                at += 2
                continue
            yield from self._lone(page, lones[at], places, hits)
            at += 1

    def _turn(self, page: Page, start: int, end: int, new: str) -> Diagnostic:
        """The finding for a pair that should read ``new``, at its first wrong mark."""
        text = page.text
        wrong = [(at, mark) for at, mark in zip((start, end), new, strict=True) if text[at] != mark]
        fix = Fix(tuple(self.edit(page, at, at + 1, mark) for at, mark in wrong), SAFE)
        first, mark = wrong[0]
        other = end if first == start else start
        related = Related(Span(other, other + 1), self.message("turned", old=text[other], new=new[other == end]))
        return self.report((first, first + 1), "turned", fix=fix, related=(related,), old=text[first], new=mark)

    def _lone(self, page: Page, lone: Lone, places: dict[str, list[int]], hits: Hits) -> Iterator[Diagnostic]:
        """The finding for a mark that stays alone, unless it is there for something else."""
        text, kind = page.text, KINDS[lone.mark]
        other = kind[lone.opens]
        misused = other not in hits and len(hits[lone.mark]) > 2
        if lone.mark in "()" or misused or _stands_alone(text, lone.at) or _reopened(page, lone):
            return
        block = page.block_at(lone.at)
        near = places[kind]
        index = bisect_right(near, lone.at)
        if lone.opens:
            limit = block.end - 1 if block else lone.at
            until = min([limit, *near[index : index + 1]])
        else:
            limit = block.start if block else lone.at
            until = max([limit, *near[max(0, index - 2) : index - 1]])
        related = Related(Span(until, until + 1), self.message("until", other=other))
        yield self.report((lone.at, lone.at + 1), "lone", related=(related,), mark=lone.mark)

    def _ascii_titles(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """<…> around a Chinese title, on a page of prose."""
        if "《" not in hits or "</" in page.text:
            return
        for start in sorted((*hits.get("<", ()), *hits.get("＜", ()))):
            found = ASCII_TITLE.match(page.text, start)
            if found and not page.is_protected(start):
                yield self._turn(page, start, found.end() - 1, "《》")

    def _straight(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """Straight quotation marks by parity inside a block, on a page that has curly ones."""
        if "“" not in hits and "”" not in hits:
            return
        text = page.text
        blocks: dict[int, list[int]] = {}
        for at in hits.get('"', ()):
            block = page.block_at(at)
            if block and not page.is_protected(at):
                blocks.setdefault(block.number, []).append(at)
        for places in blocks.values():
            pairs = list(zip(places[::2], places[1::2], strict=False))
            sound = all(
                QUOTED.fullmatch(text, start + 1, end) and any(map(is_han, text[start:end])) for start, end in pairs
            )
            if len(places) % 2 == 0 and sound:
                for start, end in pairs:
                    yield self._turn(page, start, end, "“”")


def _parts(page: Page) -> list[int]:
    """The number of the part that each block belongs to: lines of one paragraph share it."""
    if page.separated:
        return list(range(len(page.blocks)))
    parts: list[int] = []
    part = 0
    for block in page.blocks:
        parts.append(part)
        part += ends_finally(page.text[max(block.start, block.end - 8) : block.end])
    return parts


def _lones(page: Page, tokens: list[tuple[int, str]]) -> tuple[list[Lone], list[int]]:
    """The marks without a partner in their part of the text, and the 〈 that open outside 《》."""
    lones: list[Lone] = []
    singles: list[int] = []
    opened: dict[str, list[tuple[int, str]]] = {kind: [] for kind in KINDS.values()}
    titles = opened["《》"]
    starts, parts = page.block_starts, _parts(page)
    part = block = -1
    for at, mark in tokens:
        if block + 1 < len(starts) and at >= starts[block + 1]:
            block = bisect_right(starts, at) - 1
            if parts[block] != part:
                lones += _flushed(opened, part)
                part = parts[block]
        waiting = opened[KINDS[mark]]
        if mark in OPENING:
            waiting.append((at, mark))
        elif not waiting:
            lones.append(Lone(at, mark, part))
        else:
            start, opener = waiting.pop()
            if opener == "〈" and not titles:
                singles.append(start)
    lones += _flushed(opened, part)
    return sorted(lones), singles


def _flushed(opened: dict[str, list[tuple[int, str]]], part: int) -> list[Lone]:
    """All marks of ``part`` that still wait for a partner; they wait no longer."""
    waiting = [Lone(at, mark, part) for stack in opened.values() for at, mark in stack]
    for stack in opened.values():
        stack.clear()
    return waiting


def _without_onward(lones: list[Lone]) -> list[Lone]:
    """The lone marks except those whose partner stands in one of the next parts."""
    gone: set[int] = set()
    last: dict[str, Lone] = {}
    for lone in lones:
        before = last.get(KINDS[lone.mark])
        if before and before.opens and not lone.opens and 0 < lone.part - before.part <= ONWARD:
            gone |= {before.at, lone.at}
        last[KINDS[lone.mark]] = lone
    return [lone for lone in lones if lone.at not in gone]


def _torn(page: Page, lone: Lone) -> bool:
    """Whether a closing mark opens its block: the text before it belongs to another block."""
    block = page.block_at(lone.at)
    if lone.opens or block is None or lone.at - block.start > INDENT:
        return False
    return page.text[block.start : lone.at].strip(BLANK) == ""


def _stands_alone(text: str, at: int) -> bool:
    """Whether the mark is right without a partner: it’s, ’97, 5” (inches, seconds), 1） and a） (labels)."""
    before, mark, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if mark in "“”‘’":
        return _is_latin(before) or (mark in "‘’" and _is_latin(after))
    if mark not in ")）":
        return False
    beyond = text[at - 2 : at - 1]
    numbered = before in NUMERALS and (beyond.isspace() or beyond in BEFORE_LABEL)
    return _is_latin(before) or "①" <= before <= "⑳" or numbered


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _reopened(page: Page, lone: Lone) -> bool:
    """Whether the next paragraph opens with the same mark: a quotation of several paragraphs."""
    following = bisect_right(page.block_starts, lone.at)
    if lone.mark not in "“「『" or following >= len(page.blocks):
        return False
    start = page.blocks[following].start
    return page.text[start : start + INDENT].lstrip(BLANK).startswith(lone.mark)


def _turned(text: str, first: Lone, second: Lone) -> str:
    """The two marks that two lone marks stand for; "" when there is no single answer."""
    length = second.at - first.at
    if first.part != second.part or length > SPEECH:
        return ""
    kind, other = KINDS[first.mark], KINDS[second.mark]
    if kind == other == "“”":
        opens = first.opens or OPENS.match(text, first.at)
        closes = not second.opens or CLOSES.match(text, second.at)
        ended = not first.opens and second.opens and text[second.at - 1] in FINAL
        if opens and (ended or (closes and length <= LONGEST)):
            return kind
    if length > LONGEST:
        return ""
    named = NAME.fullmatch(text, first.at + 1, second.at)
    if kind == other == "“”":
        apart = not first.opens and BETWEEN.match(text, first.at + 1, second.at)
        apart = apart or (second.opens and BEFORE.match(text, second.at - 1))
        return kind if named and not apart and second.at - first.at <= SHORT else ""
    if kind == other:
        swapped = second.opens and not first.opens and not BETWEEN.match(text, first.at + 1, second.at)
        return kind if kind == "《》" and named and swapped else ""
    if not first.opens or second.opens:
        return ""
    if kind == "《》" and other == "〈〉":
        return kind if named else ""
    if kind == "（）" and other == "《》":
        return other if named else ""
    if other != "（）" or kind not in ("〈〉", "《》"):
        return ""
    if kind == "〈〉" or BRACKETED.match(text, first.at + 1):
        return other
    return kind if TITLED.match(text, second.at) else ""
