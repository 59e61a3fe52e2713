"""PUN007 straight-quote."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from zzlint.rule import (
    BLANK,
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
    Span,
    Text,
    is_han,
    pairing,
    quotes,
)

#: What a quotation neither begins nor ends with; with ， it ends only before 他说 and the like.
INSIDE = Pattern(rf"(?![ \t\u3000，。！？；：、])[^“”\"{NEWLINE}]{{1,{pairing.SPEECH}}}(?<![ \t\u3000、：])")
CURLY = "“”‘’"
#: Behind a mark that closes.
CLOSING = tuple("，。；：、！？）》")
#: Around a straight mark inside a quotation that has both its marks: the rest of it on each side.
BEYOND = Pattern(rf"(?![，。；：、！？）》”])[^“”\"{NEWLINE}]{{1,60}}\"?”")
BEFORE = Pattern(rf"“[^“”\"{NEWLINE}]{{0,60}}[^“”\"{NEWLINE}，。；：、！？（《]\Z")
#: So far around a quotation the letters tell whether it stands in Chinese text.
AROUND = 16
#: Beside a straight mark: an apostrophe, feet and inches, code.
LATIN = frozenset("0123456789=\\`<>/{}[]")


class StraightQuote(Rule):
    """A straight quotation mark around Chinese text: "…", '…', “…".

    Which of the marks open and which close is read from all quotation marks near by.

    ## Why is this bad?
    The quotation marks of Chinese text are “ ” and ‘ ’ (GB/T 15834-2011 §4.8); print has no others.
    A straight mark no longer tells where a quotation begins.

    ## Fix safety
    Safe for both marks of a pair around Chinese text inside one paragraph, on a page that has curly
    quotation marks too; on another page, which may have been typed so, unsafe, and so where the straight marks of the
    paragraph are no opening and closing ones in turn. A name between “ and ', or ' and ”, was printed between ‘
    and ’, on a page with other single marks or inside a quotation: recognisers read these as double marks, and never
    a double one as '. A straight mark inside a quotation that has both its marks is left alone. Inches, apostrophes, code, quotations without a Chinese
    character and those in Latin text are left alone.

    ## Evidence
    On the seeds 5 of 5 marks found and repaired, no false finding; all 5 single defects repaired; on 93 recognitions
    by Tesseract and RapidOCR 5 of 5 fixes mend (of the 13 ' in their Chinese text all were ‘ or ’). On 3.8 million characters of sound news no finding. Of 4,108
    paragraphs of these texts with straight marks for all “”, beside others with “”, 3,973 are mended, 28 in part,
    with 5,983 safe fixes, none wrong; of as many with one straight mark 4,050 (the first “) and 4,018 (the last ”),
    one wrong.

    ## Known false alarms
    Strings of a programming language in running text.
    """

    code = "PUN007"
    name = "straight-quote"
    title = Text("直引号", "a straight quotation mark in Chinese text")
    messages = {
        "found": Text("「{mark}」应为「{new}」", "{mark} stands for {new}"),
        "other": Text("与它成对的引号", "the mark that belongs to it"),
    }
    error_class = ErrorClass.MARK
    needles = (*pairing.STRAIGHT, *CURLY)
    bad = (
        Bad('这叫“老办法”，那叫"新办法"。', "这叫“老办法”，那叫“新办法”。"),
        Bad('有“修好渠 "、“种好粮”等。', "有“修好渠 ”、“种好粮”等。"),
        Bad('他说："水来了，大家都去看。"人们跑出门去。', "他说：“水来了，大家都去看。”人们跑出门去。"),
        Bad('村民管它叫“幸福渠"，又叫"富民渠”。', "村民管它叫“幸福渠”，又叫“富民渠”。"),
        Bad("“他说'行'，就行。”", "“他说‘行’，就行。”"),
        Bad("村民管它叫“幸福渠'，又叫‘富民渠’。", "村民管它叫‘幸福渠’，又叫‘富民渠’。"),
        Bad("村民管它叫‘幸福渠’，又叫'富民渠”。", "村民管它叫‘幸福渠’，又叫‘富民渠’。"),
        Bad("他说：“村民管它叫“幸福渠'和‘宝渠’。”", "他说：“村民管它叫‘幸福渠’和‘宝渠’。”"),
        Bad('她说“好”。"你好，"他说，"再见。"', "她说“好”。“你好，”他说，“再见。”"),
    )
    good = (
        "“大屏”有27\"和32\"两种，it's 5' wide.",
        '他喊："快来\n“水来了。”',
        'name = "汀陵"\n',
        '“好”。He said, "Hi, 李明!"',
        '“好”。水来了，"你好，"他说，"再见。',
        '“说明”见<a href="第二页">这里</a>。',
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each pair, at its first straight mark."""
        straight = {mark: hits[mark] for mark in pairing.STRAIGHT if mark in hits}
        text = page.text
        if not straight or not ("，" in text or "。" in text):
            return
        yield from self._crossed(page, hits)
        apart = frozenset(at for places in straight.values() for at in places if _is_latin(text, at))
        if all(apart.issuperset(places) for places in straight.values()):
            return
        for pair in pairing.pairs(page, hits, apart):
            first, last = pair.first, pair.last
            if first is None or last is None or pair.turned or first.part != last.part:
                continue
            if _is_within(text, first.at, last.at):
                continue
            end = last.at
            if first.mark in CURLY and text[end - 1] in BLANK and text[end + 1 : end + 2] in CLOSING:
                end -= 1  # a blank of the recogniser
            inside = INSIDE.fullmatch(text, first.at + 1, end)
            if not inside or not any(map(is_han, inside[0])) or page.is_protected(first.at):
                continue
            even = _is_even(page, first, last, straight)
            if (inside[0][-1] == "，" and not even) or _is_foreign(page, first, last):
                continue
            known = even or first.mark != last.mark
            yield self._found(page, first, last, SAFE if known and any(mark in hits for mark in CURLY) else UNSAFE)

    def _crossed(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """The findings for names between a straight single mark and a double one that has no partner."""
        text = page.text
        for at in hits.get("'", ()):
            name = quotes.crossed(text, at)
            if name is not None and not page.is_protected(at):
                first, last = name.start, name.end - 1
                edits = (self.edit(page, first, first + 1, "‘"), self.edit(page, last, last + 1, "’"))
                new, other = ("‘", last) if at == first else ("’", first)
                related = Related(Span(other, other + 1), self.message("other"))
                fix = Fix(edits, SAFE)
                yield self.report((at, at + 1), "found", fix=fix, related=(related,), mark="'", new=new)

    def _found(self, page: Page, first: pairing.Mark, last: pairing.Mark, trust: Applicability) -> Diagnostic:
        straight = first if first.mark in pairing.STRAIGHT else last
        kind = pairing.STRAIGHT[straight.mark]
        ends = [(mark, new) for mark, new in zip((first, last), kind, strict=True) if mark.mark in pairing.STRAIGHT]
        fix = Fix(tuple(self.edit(page, mark.at, mark.at + 1, new) for mark, new in ends), trust)
        other = last if straight is first else first
        related = Related(Span(other.at, other.at + 1), self.message("other"))
        at, new = straight.at, ends[0][1]
        return self.report((at, at + 1), "found", fix=fix, related=(related,), mark=straight.mark, new=new)


def _is_within(text: str, first: int, last: int) -> bool:
    """Whether one of the two is curly and has its partner beyond the other: “机器人"会走路”, “他说"好"”."""
    if text[first] in CURLY and text[last] not in CURLY:
        return BEYOND.match(text, last + 1) is not None
    if text[last] in CURLY and text[first] not in CURLY:
        return BEFORE.search(text, max(0, first - pairing.SPEECH), first) is not None
    return False


def _is_even(page: Page, first: pairing.Mark, last: pairing.Mark, straight: Hits) -> bool:
    """Whether the straight marks of the paragraph are opening and closing ones in turn, ``first`` an opening one."""
    block, places = page.block_at(first.at), straight.get(first.mark, ())
    if block is None or first.mark != last.mark or last.at >= block.end:
        return False
    low, high = bisect_left(places, block.start), bisect_left(places, block.end)
    return (bisect_left(places, first.at) - low) % 2 == 0 and (high - low) % 2 == 0


def _is_foreign(page: Page, first: pairing.Mark, last: pairing.Mark) -> bool:
    """Whether there are more Latin letters than Chinese characters in the quotation and beside it."""
    line = page.line_at(first.at)
    near = page.text[max(line.start, first.at - AROUND) : min(line.end, last.at + AROUND)]
    return sum(char.isascii() and char.isalpha() for char in near) > sum(map(is_han, near))


def _is_latin(text: str, at: int) -> bool:
    before, after = text[max(0, at - 2) : at].rstrip()[-1:], text[at + 1 : at + 2]
    if before == "(" and text[at - 2 : at - 1].isascii() and text[at - 2 : at - 1].isalpha():
        return True  # print("…"): code, indented or not
    letters = any(char.isascii() and char.isalpha() for char in (before, after)) and text[at] == "'"
    return letters or (before in LATIN and before != "") or (after in "=\\>/" and after != "")
