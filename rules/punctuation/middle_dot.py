"""PUN008 middle-dot."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Rule,
    Scope,
    Text,
    foreign,
    in_order,
    is_han,
)

DOT = "·"
#: Dots of other scripts; none is a mark of Chinese text.
OTHERS = ("・", "•", "‧", "∙", "⋅", "･")


class MiddleDot(Rule):
    """A middle dot that is another dot: 约翰.贝恩, 约翰•贝恩.

    ## Why is this bad?
    The parts of foreign names, a book and its part, a month and its day are separated by ·
    (GB/T 15834-2011 §4.14). A search for the name does not find it with another dot.

    ## Fix safety
    Safe for a full stop (. or ．) between two foreign names: the two characters on either side of it
    are such as names are written with. Another dot is taken wherever it stands between two Chinese
    characters; unsafe, for people type them too. 5．2 is a number, ● and a dot behind a blank are bullets.

    ## Evidence
    On the seeds 2 of 2 findings right, 2 of 2 defects found, 2 of 2 fixes exact. On 3.9 million
    characters of sound news 12 findings (• and ∙ typed for ·), no safe fix.

    ## Known false alarms
    None known.
    """

    code = "PUN008"
    name = "middle-dot"
    title = Text("间隔号误识", "a middle dot that is another dot")
    messages = {"found": Text("「{mark}」应为「·」", "{mark} stands for ·")}
    error_class = ErrorClass.MARK
    needles = (*OTHERS, ".", "．")
    scope = Scope.LINE
    bad = (
        Bad("工程师约翰.贝恩来到汀陵。", "工程师约翰·贝恩来到汀陵。"),
        Bad("卡洛．文图里和安娜•罗西都来了。", "卡洛·文图里和安娜·罗西都来了。"),
        Bad("《渠首・第二部》出版。", "《渠首·第二部》出版。"),
    )
    good = (
        "增长5．2个百分点，功率14.53兆瓦。",
        "大家都很高兴.第二天又来了。",
        "• 修渠\n• 修路\n",
        "一.总则\n二.分则\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each dot."""
        text = page.text
        for at, mark in in_order(hits):
            if mark in OTHERS:
                found, trust = is_han(text[at - 1 : at]) and is_han(text[at + 1 : at + 2]), UNSAFE
            else:
                found, trust = foreign.joins_names(text, at), SAFE
            if found and not page.is_protected(at):
                yield self.report((at, at + 1), "found", fix=self.replace(page, at, at + 1, DOT, trust), mark=mark)
