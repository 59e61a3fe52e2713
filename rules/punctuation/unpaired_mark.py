"""PUN002 unpaired-mark."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zzlint.rule import (
    BLANK,
    FINAL,
    HAN,
    NEWLINE,
    NUMERAL,
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
    in_order,
    pairing,
    quotes,
)

KINDS, OPENING = pairing.KINDS, pairing.OPENING
#: How long a repaired title or quoted name may be.
LONGEST = 40
#: The same where nothing but the two marks tells the opening one from the closing one.
SHORT = 20
#: A label with one of these stands behind a blank or one of those: ，一）.
NUMERALS, BEFORE_LABEL = frozenset(NUMERAL), frozenset("，。；）")
NAME = Pattern(rf"[^，。！？；：、{NEWLINE}“”《》〈〉（）()]{{1,{LONGEST}}}")
#: What stands between two quotations or titles rather than in one: A”和“B, A》中的《B.
BETWEEN = Pattern("[和与及或到至的是等中里改之变称即同跟还也又都而则便就仍像如若比乃亦]|以及")
#: What stands before an opening mark: 和“, 叫“.
BEFORE = Pattern("[和与及或到的是叫称为把被以在]")
#: Where only an opening or only a closing mark can stand.
OPENS = Pattern(rf"(?:(?<=[：（《:({NEWLINE}])|(?<=[：（《:(][{BLANK}])|\A).")
CLOSES = Pattern(rf".[{BLANK}]?(?:[，。；：、！？）》,;:!?)]|[{NEWLINE}]|\Z)")
#: What names something: its “ stood right behind it, 题为甲”.
NAMED = Pattern(
    rf"(?:题为|名为|主题[是为]|口号[是为]|命名为|取名|叫[做作]|理解为|号称)([^，。！？；：、{NEWLINE}“”‘’《》〈〉（）()]{{2,{SHORT}}})\Z"
)
#: So many speeches of a page that begin with ” behind one of these marks are no chance: its “ are read so.
HABIT, SPOKEN = 3, frozenset(FINAL + "，：")
#: Inside a bracket that was read as 《: what a bracket says and a title does not. Behind ): what follows a title.
BRACKETED = Pattern(
    rf"[{BLANK}]?(?:[0-9一二三四五六七八九十]{{1,3}}[{BLANK}]?[)）]|附|以下|下同|简称|簡稱|又[名称]|约?合|记者|作者)"
)
SHORT_NAME = Pattern("《(?:以下(?:均|统)?简?称|下称|简称|以下同)")
TITLED = Pattern(rf"[)）][{BLANK}]?(?:重要(?:文章|论述|讲话|指示)|一[书文]|等(?:文件|法规))")
#: What stands before and behind a title of which one mark was read as a bracket: 读（春》, （春》一书.
BEFORE_TITLE, BEHIND_TITLE = tuple("、读看写编著演唱译"), Pattern("一[书文]|出版|发表|问世|再版")
ASCII_TITLE = Pattern(
    rf"(?<![A-Za-z0-9_])[<＜](?=[{HAN}])[^<>＜＞=/{NEWLINE}]{{1,{LONGEST}}}(?<=[{HAN}0-9！？”）])[>＞](?![A-Za-z0-9_])"
)
#: What stands before and behind a key, a button, a tag: 按<回车>键.
PRESSED = (
    Pattern("(?:[按击点选敲填]|输入|填写|替换[为成]|代入|改[为成])\\Z"),
    Pattern("键|按钮|标签|菜单|选项|元素|字段|变量|参数"),
)
#: An element of markup is no longer than so many code points.
ELEMENT = 400
SINGLE = Pattern(rf"〈[^〈〉《》（）(){NEWLINE}]{{1,{2 * LONGEST}}}〉")
BRACKETS = frozenset("[（(〔【［")
#: A ] that no bracket opens, where a date or the count of pictures has its 1.
ONE = Pattern(rf"[0-9年] ?\] ?月|[0-9月] ?\] ?[0-9]?日|(?:图片|照片) ?\] ?张|[{HAN}]\]9[0-9]{{2}}年")
#: A notice that the article goes on elsewhere was cut short: another rule tells of it.
NOTICE = Pattern(rf"[（(][{BLANK}]?(?:[下上紧文]?[转轉接]|续)")


class UnpairedMark(Rule):
    """A quotation mark, book-title mark or bracket without its partner, or turned the wrong way.

    Marks are paired with nesting inside each block (on a page without blank lines: up to a line
    that ends a sentence). Where one is left alone, the likeliest reading of all marks near by is
    taken: some were turned, a partner was lost, a quotation goes on in the next paragraph. A
    paragraph that was cut in two, or whose end is lost, explains a mark that is open at its end,
    and so does a quotation whose paragraphs all open with “ and only the last closes, unless it was opened
    at a name (门上写着“水).

    ## Why is this bad?
    Quotation marks, brackets and book-title marks come in pairs (GB/T 15834-2011 §4.8, §4.9, §4.15).
    A lone one means that its partner was lost or misread, often with text around it.

    ## Fix safety
    Safe, and only for two marks that belong to each other without doubt: “…“, ”…”, ”…“ around a
    name, or where what stands beside them says which is which (：”…。“); 》…《 and 《…《 around a
    name; ”…” as one speech of several on a page that begin so; 题为…” and the like, where the “ stood right behind
    the words; 《 before 以下简称 for （; ] in a date for 1; 《…〉, 〈…） and, where other words tell that it is a title,
    （…》 (a round bracket misread), 《…) where its text says what it is, and <…> around Chinese text that is no key,
    button or tag.
    Everything else is reported, with the place up to which the partner is missing.

    ## Evidence
    On the seeds 42 of 44 findings right, 42 of 47 defects found, 24 of 24 safe fixes exact; on 93
    recognitions by Tesseract and RapidOCR 47 of 50 safe fixes mend, 3 leave as many errors. Of 16 single defects
    with one answer all are repaired, of 10 with several all are reported. On 3.8 million characters of sound news 3
    findings (all of them lone or turned marks). Of 4,108 paragraphs of these texts with the first ” turned 3,847 are
    mended, with the first “ turned 3,526, of 1,260 with the first 》 turned 976, none wrong but 3 of the second; 109
    titles in <…> are mended, none wrong.

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
        "exchanged": Text("「{old}」应为「{new}」，两个标点方向相反", "{old} stands for {new}: both marks are turned"),
        "single": Text("单书名号不在双书名号之内", "〈〉 outside 《》"),
    }
    error_class = ErrorClass.MARK
    needles = (*KINDS, '"', "<", "＜", "]")
    bad = (
        Bad("村民管它叫“幸福渠“。", "村民管它叫“幸福渠”。"),
        Bad("村民管它叫”幸福渠”，又叫“富民渠”。", "村民管它叫“幸福渠”，又叫“富民渠”。"),
        Bad("村民管它叫”幸福渠“。", "村民管它叫“幸福渠”。"),
        Bad("他说：”水来了，大家都去看。“人们跑出门去。", "他说：“水来了，大家都去看。”人们跑出门去。"),
        Bad("他问：”去不去？“我说：”去。“", "他问：“去不去？”我说：“去。”"),
        Bad("他读了》山里的春天《一书。", "他读了《山里的春天》一书。"),
        Bad("他读了《山里的春天《，很喜欢。", "他读了《山里的春天》，很喜欢。"),
        Bad("他读了《山里的春天〉一书和<水乡>。", "他读了《山里的春天》一书和《水乡》。"),
        Bad("县文化馆〈简称文化馆）新编的《春耕歌)一书出版。", "县文化馆（简称文化馆）新编的《春耕歌》一书出版。"),
        Bad("县志办编的（水乡志》出版。", "县志办编的《水乡志》出版。"),
        Bad("他读了题为春天来了”的文章。", "他读了题为“春天来了”的文章。"),
        Bad("按《渠首办法》《以下简称《办法》）修渠。", "按《渠首办法》（以下简称《办法》）修渠。"),
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
        "a<b且c>d，若x<年份且y>年份。",
        "他读《春》，按<回车>键，List<学生>，a<甲且乙>b，<姓名>张三</姓名>。",
        "他念道：\n　　“妈妈：\n　　“我很好。\n　　“您的儿子小明。”\n",
        "她对大家说：“修渠要紧。（下转第\n\n天气预报：晴。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """Repairs first, then the marks that stay alone."""
        yield from self._ascii_titles(page, hits)
        yield from self._ones(page, hits.get("]", ()))
        singles = _singles(page.text, hits)
        if len(singles) <= max(1, len(hits.get("《", ()))):
            for at in singles:
                yield self.report((at, at + 1), "single")
        apart = frozenset(at for mark in "”‘’" for at in hits.get(mark, ()) if _is_latin_quote(page.text, at))
        pairs = list(pairing.pairs(page, hits, apart))
        told = _told(page, hits) if pairs else set()
        if told:
            read = {mark: [at for at in places if at not in told] for mark, places in hits.items()}
            pairs = list(pairing.pairs(page, read, apart))
        habit = sum(_is_speech(page.text, pair) for pair in pairs) >= HABIT
        lones: list[pairing.Mark] = []
        for pair in pairs:
            if pair.lone is not None:
                lones.append(pair.lone)
            elif pair.turned and pair.first and pair.last:
                sure = habit and _is_speech(page.text, pair)
                yield self._turned(page, pair, pair.first, pair.last, sure=sure)
        lones.sort()
        taken: set[int] = set()
        for first, last in pairwise(lones):
            turned = "" if first.at in taken else _mixed(page.text, first, last)
            if turned and not page.is_protected(first.at):
                yield self._turn(page, first.at, last.at, turned)
                taken |= {first.at, last.at}
        for lone in lones:
            if lone.at not in taken:
                yield from self._lone(page, lone, hits)

    def _turned(
        self, page: Page, pair: pairing.Pair, first: pairing.Mark, last: pairing.Mark, *, sure: bool
    ) -> Diagnostic:
        """The finding for two marks of one kind of which one or both were turned."""
        kind = KINDS[pair.turned[0].mark]
        plain = not (pair.depth or page.is_protected(first.at))
        sure = plain and (sure or _is_sure(page.text, first, last, kind))
        if len(pair.turned) == 2:
            edits = (self.edit(page, first.at, first.at + 1, kind[0]), self.edit(page, last.at, last.at + 1, kind[1]))
            fix = Fix(edits, SAFE) if sure else None
            return self.report((first.at, last.at + 1), "exchanged", fix=fix, old=first.mark, new=kind[0])
        wrong = pair.turned[0]
        new = kind[wrong is last]
        fix = self.replace(page, wrong.at, wrong.at + 1, new, SAFE) if sure else None
        return self.report((wrong.at, wrong.at + 1), "turned", fix=fix, old=wrong.mark, new=new)

    def _turn(self, page: Page, start: int, end: int, new: str) -> Diagnostic:
        """The finding for a pair that should read ``new``, at its first wrong mark."""
        text = page.text
        wrong = [(at, mark) for at, mark in zip((start, end), new, strict=True) if text[at] != mark]
        fix = Fix(tuple(self.edit(page, at, at + 1, mark) for at, mark in wrong), SAFE)
        first, mark = wrong[0]
        other = end if first == start else start
        related = Related(Span(other, other + 1), self.message("turned", old=text[other], new=new[other == end]))
        return self.report((first, first + 1), "turned", fix=fix, related=(related,), old=text[first], new=mark)

    def _lone(self, page: Page, lone: pairing.Mark, hits: Hits) -> Iterator[Diagnostic]:
        """The finding for a mark that stays alone, unless it is there for something else."""
        text = page.text
        kind = KINDS.get(lone.mark)
        if kind is None or lone.mark in "()":
            return
        span = (lone.at, lone.at + 1)
        shielded = page.is_protected(lone.at)
        if lone.mark == "《" and not shielded and SHORT_NAME.match(text, lone.at):
            yield self.report(span, "turned", fix=self.replace(page, *span, "（"), old="《", new="（")
            return
        other = kind[lone.opens]
        misused = other not in hits and len(hits[lone.mark]) > 2
        if misused or _is_label(text, lone.at) or _is_garbled(text, lone.at) or NOTICE.match(text, lone.at):
            return
        block = page.block_at(lone.at)
        near = _beside(lone, [hits[mark] for mark in kind if mark in hits])
        if lone.opens:
            until = min(near, block.end - 1 if block else lone.at)
        else:
            until = max(near, block.start if block else lone.at)
        related = Related(Span(until, until + 1), self.message("until", other=other))
        there = -1 if shielded else _partner(text, lone)
        fix = self.replace(page, there, there, other) if there >= 0 else None
        yield self.report(span, "lone", fix=fix, related=(related,), mark=lone.mark)

    def _ones(self, page: Page, places: Sequence[int]) -> Iterator[Diagnostic]:
        """The findings for a ] that was a 1."""
        for at in places:
            found = ONE.search(page.text, max(0, at - 3), at + 6)
            before = page.text[max(page.line_at(at).start, at - LONGEST) : at]
            alone = found and (BRACKETS.isdisjoint(before) or found[0].endswith("张"))
            if alone and not page.is_protected(at):
                fix = self.replace(page, at, at + 1, "1")
                yield self.report((at, at + 1), "turned", fix=fix, old="]", new="1")

    def _ascii_titles(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """<…> around a Chinese title, on a page of prose."""
        if "《" not in hits or "</" in page.text:
            return
        for start in sorted((*hits.get("<", ()), *hits.get("＜", ()))):
            found = ASCII_TITLE.match(page.text, start)
            if found and not (page.is_protected(start) or _is_tag(page.text, found)):
                yield self._turn(page, start, found.end() - 1, "《》")


def _told(page: Page, hits: Hits) -> set[int]:
    """The marks of which other rules tell: specks, names that end on a misread mark, names between ' and ”."""
    text, openers, closers = page.text, hits.get("“", ()), hits.get("”", ())
    told = {at for at in closers if text[at - 1 : at] in tuple(NEWLINE) and page.edges.speck(at)}
    told |= set(quotes.openers(text, openers)) | {at for at in openers if quotes.is_ended(text, at)}
    names = (name for at in hits.get("'", ()) if (name := quotes.crossed(text, at)))
    return told | {at for name in names for at in (name.start, name.end - 1)}


def _is_tag(text: str, found: re.Match[str]) -> bool:
    """Whether it is a key, a button or a tag of markup."""
    before, behind = PRESSED
    start, end = found.span()
    if before.search(text, max(0, start - 3), start) is not None or behind.match(text, end) is not None:
        return True
    return text.find(f"</{found[0][1:]}", end, end + ELEMENT) >= 0


def _beside(lone: pairing.Mark, places: Iterable[Sequence[int]]) -> int:
    """The next mark of the kind on the side where the partner is missing; beyond the text if there is none."""
    if lone.opens:
        return min((at[index] for at in places if (index := bisect_right(at, lone.at)) < len(at)), default=sys.maxsize)
    return max((at[index - 1] for at in places if (index := bisect_left(at, lone.at))), default=-1)


def _singles(text: str, hits: Hits) -> list[int]:
    """The 〈 of pairs outside 《》."""
    singles: list[int] = []
    inside = False
    for at, mark in in_order({mark: hits[mark] for mark in "《》〈" if mark in hits}) if "〉" in hits else ():
        if mark != "〈":
            inside = mark == "《"
        elif not inside and SINGLE.match(text, at):
            singles.append(at)
    return singles


def _is_latin_quote(text: str, at: int) -> bool:
    """Whether the mark is right without a partner: it’s, ’97, 5” (inches, seconds)."""
    return _is_latin(text[at - 1 : at]) or (text[at] != "”" and _is_latin(text[at + 1 : at + 2]))


def _is_label(text: str, at: int) -> bool:
    """Whether a bracket closes a label: 1）, a）, ，一）."""
    before, beyond = text[at - 1 : at], text[at - 2 : at - 1]
    numbered = before in NUMERALS and (beyond.isspace() or beyond in BEFORE_LABEL)
    return text[at] in "）)" and (_is_latin(before) or "①" <= before <= "⑳" or numbered)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_garbled(text: str, at: int) -> bool:
    """Whether the mark is part of letters that no Chinese text has: æ—¶é—´."""
    return any("\x80" <= char <= "\u024f" and char != "·" for char in text[max(0, at - 2) : at + 3])


def _is_sure(text: str, first: pairing.Mark, last: pairing.Mark, kind: str) -> bool:
    """Whether the two marks belong to each other without doubt."""
    start, end = first.at, last.at
    named = NAME.fullmatch(text, start + 1, end) is not None
    if kind == "《》":
        return named and not BETWEEN.match(text, start + 1, end)
    if end - start > pairing.SPEECH or (named and BETWEEN.fullmatch(text, start + 1, end)):
        return False
    opens = first.opens or OPENS.match(text, start)
    closes = not last.opens or CLOSES.match(text, end)
    ended = last.opens and text[end - 1] in FINAL
    if opens and (ended or (closes and (end - start <= LONGEST or first.opens is not last.opens))):
        return True
    apart = not first.opens and BETWEEN.match(text, start + 1, end)
    apart = apart or (last.opens and BEFORE.match(text, end - 1))
    return named and not apart and end - start <= SHORT


def _partner(text: str, lone: pairing.Mark) -> int:
    """Where the “ of a lone ” surely stood; -1 where nothing tells."""
    named = NAMED.search(text, max(0, lone.at - LONGEST), lone.at) if lone.mark == "”" else None
    return named.start(1) if named else -1


def _is_speech(text: str, pair: pairing.Pair) -> bool:
    """Whether the two are a ” that should be “, behind another sentence or clause, and the ” that ends its speech."""
    first, last = pair.first, pair.last
    if first is None or last is None or first.mark != "”" or last.mark != "”":
        return False
    return text[first.at - 1] in SPOKEN and text[last.at - 1] in FINAL and last.at - first.at <= pairing.SPEECH


def _mixed(text: str, first: pairing.Mark, last: pairing.Mark) -> str:
    """The two marks that two lone marks of different kinds stand for; "" when there is no single answer."""
    if first.part != last.part or last.at - first.at > LONGEST or not first.opens or last.opens:
        return ""
    kind, other = KINDS.get(first.mark), KINDS.get(last.mark)
    named = NAME.fullmatch(text, first.at + 1, last.at)
    if kind == "《》" and other == "〈〉":
        return kind if named else ""
    if kind == "（）" and other == "《》":
        titled = text[first.at - 1 : first.at] in BEFORE_TITLE or BEHIND_TITLE.match(text, last.at + 1)
        plain = named and not any(char.isascii() for char in named[0])  # （12月13日》出版
        return other if plain and titled and not BRACKETED.match(text, first.at + 1) else ""
    if other != "（）" or kind not in ("〈〉", "《》"):
        return ""
    if kind == "〈〉" or BRACKETED.match(text, first.at + 1):
        return other
    return kind if TITLED.match(text, last.at) else ""
