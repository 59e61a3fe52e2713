"""PUN007 straight-quote."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    NEWLINE,
    SAFE,
    UNSAFE,
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
)

#: What a quotation neither begins nor ends with.
INSIDE = Pattern(rf"(?![ \t\u3000，。！？；：、])[^“”\"{NEWLINE}]{{1,{pairing.SPEECH}}}(?<![ \t\u3000，、：])")
CURLY = "“”‘’"
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
    quotation marks too; on another page, which may have been typed so, unsafe. Inches, apostrophes,
    code and quotations without a Chinese character are left alone.

    ## Evidence
    On the seeds 4 of 4 marks found and repaired, no false finding; all 5 single defects repaired. On
    3.9 million characters of sound news no finding.

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
        Bad('他说："水来了，大家都去看。"人们跑出门去。', "他说：“水来了，大家都去看。”人们跑出门去。"),
        Bad('村民管它叫“幸福渠"，又叫"富民渠”。', "村民管它叫“幸福渠”，又叫“富民渠”。"),
        Bad("“他说'行'，就行。”", "“他说‘行’，就行。”"),
    )
    good = (
        "“大屏”有27\"和32\"两种，it's 5' wide.",
        '他喊："快来\n“水来了。”',
        'name = "汀陵"\n',
        '“说明”见<a href="第二页">这里</a>。',
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each pair, at its first straight mark."""
        straight = {mark: hits[mark] for mark in pairing.STRAIGHT if mark in hits}
        text = page.text
        if not straight or not ("，" in text or "。" in text):
            return
        apart = frozenset(at for places in straight.values() for at in places if _is_latin(text, at))
        if all(apart.issuperset(places) for places in straight.values()):
            return
        for pair in pairing.pairs(page, hits, apart):
            first, last = pair.first, pair.last
            if first is None or last is None or pair.turned or first.part != last.part:
                continue
            inside = INSIDE.fullmatch(text, first.at + 1, last.at)
            if not inside or not any(map(is_han, inside[0])) or page.is_protected(first.at):
                continue
            yield self._found(page, first, last, hits)

    def _found(self, page: Page, first: pairing.Mark, last: pairing.Mark, hits: Hits) -> Diagnostic:
        straight = first if first.mark in pairing.STRAIGHT else last
        kind = pairing.STRAIGHT[straight.mark]
        ends = [(mark, new) for mark, new in zip((first, last), kind, strict=True) if mark.mark in pairing.STRAIGHT]
        trust = SAFE if any(mark in hits for mark in CURLY) else UNSAFE
        fix = Fix(tuple(self.edit(page, mark.at, mark.at + 1, new) for mark, new in ends), trust)
        other = last if straight is first else first
        related = Related(Span(other.at, other.at + 1), self.message("other"))
        at, new = straight.at, ends[0][1]
        return self.report((at, at + 1), "found", fix=fix, related=(related,), mark=straight.mark, new=new)


def _is_latin(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before == "(" and text[at - 2 : at - 1].isascii() and text[at - 2 : at - 1].isalpha():
        return True  # print("…"): code, indented or not
    letters = any(char.isascii() and char.isalpha() for char in (before, after)) and text[at] == "'"
    return letters or (before in LATIN and before != "") or (after in "=\\>/" and after != "")
