"""Marks that nobody printed at the beginnings of lines: what a recogniser made of the rule between two columns.

A printer lets no line begin with ，。、；：？！”》） (GB/T 15834-2011 §5.1.1): the mark goes to the end
of the line above. What a recogniser reads there is the rule, or dust. A program that cuts text at a width, though, begins as many lines with a mark as it ends with
one, so the page has to show that somebody kept the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zzlint.text import lexicon, quotes
from zzlint.text.chars import BLANK, NEWLINE, NUMERAL, is_han
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: What the edge of a column is read as, and what is read beside it.
SPECKS, BESIDE = ".。”_`", ".。”，、；：,;:"
_RUN = Pattern(rf"[{SPECKS}][{BESIDE}]{{0,2}}[{BLANK}]{{0,2}}")
#: Lines that begin with a mark no line of print begins with (” is most often read into an edge), and that end with one.
_FIRST = Pattern(rf"[{NEWLINE}][{BLANK}]{{0,2}}[，。、；：？！》）,;:?!)]")
_LAST = Pattern(rf"[，。、；：？！”》）,;:?!)][{BLANK}]{{0,2}}[{NEWLINE}]")
#: Text is looked at in stretches of so many code points, and those beside them. Were it cut at a width, it had as many
#: lines of the first kind as of the second, but for the ends of paragraphs: so many of these for each of those tell.
STRETCH = 2_000
ENOUGH, EACH = 2, 3
#: So many lines near by begin with the same sign where it is a bullet.
BULLETS = 4
#: So many code points on each side of a place tell the words there, and from these log-odds on a word runs through it.
#: Where a 。 may be meant, it has to be surer.
READ, WORD, SURE = 8, 5.0, 7.0
#: So far around a sign its partner is looked for.
NEAR = 64
#: What a sentence ends on; what a clause ends on, behind which no sentence does.
_FINAL, _INNER = "。！？!?", "，、；：,;:"


class Edges:
    """The beginnings of the lines of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kept: dict[int, bool] = {}

    def keeps_marks(self, at: int) -> bool:
        """Whether the lines around ``at`` were broken by somebody who let none begin with a mark."""
        stretch = at // STRETCH
        if stretch not in self._kept:
            start, end = max(0, (stretch - 1) * STRETCH), (stretch + 2) * STRETCH
            first, last = (sum(1 for _ in edge.finditer(self._page.text, start, end)) for edge in (_FIRST, _LAST))
            self._kept[stretch] = last >= ENOUGH + EACH * first
        return self._kept[stretch]

    def is_printed(self, at: int) -> bool:
        """Whether the line of ``at`` is one of print, and not the first."""
        style = self._page.style
        row = style.number(self._page.row(at))
        return row > 0 and style.is_printed(row)

    def speck(self, at: int) -> Span | None:
        """The speck at ``at``, the first place of a line, with the blanks behind it.

        A 。 may be what is left of a sentence whose last characters were lost, a ” the partner of an open “ or a
        turned one, a _ what was read of 一.
        """
        text, mark = self._page.text, self._page.text[at : at + 1]
        run = _RUN.match(text, at)
        if run is None or self._page.is_protected(at) or not self.is_printed(at):
            return None
        above = text[max(0, at - 2 * READ) : at].rstrip(BLANK + NEWLINE)
        below = text[run.end() : run.end() + READ]
        if not (is_han(below[:1]) or (mark == "”" and below[:1].isalnum())):
            return None
        if mark == "." and (above[-1:].isdigit() or above[-1:] in NUMERAL):
            return None  # an item, of which the number stands at the end of the line above
        if mark == "。":
            sure = above[-1:] in _FINAL or (above[-1:] not in _INNER and _runs_on(above, below, SURE))
        else:
            sure = self.keeps_marks(at) or _runs_on(above, below)
        meant = self._is_quotation(at, above) if mark == "”" else mark in "._`" and self._is_sign(at, run.end())
        return Span(at, run.end()) if sure and not meant else None

    def _is_quotation(self, at: int, above: str) -> bool:
        """Whether the ” closes what is open, above the page, too, or is a “ that was turned."""
        text = self._page.text
        before = max(0, at - quotes.REACH)
        if above[-1:] in _FINAL and text.find("“", before, at) < 0 and text.find("”", before, at) < 0:
            return True
        return above[-1:] in "：:" or quotes.is_open(text, at) or quotes.closes_next(text, at + 1)

    def _is_sign(self, at: int, end: int) -> bool:
        """Whether a sign is meant: as a bullet, as one of two (_水_), or as what was read of the 一 of a word."""
        text = self._page.text
        if text.count("\n" + text[at], max(0, at - STRETCH), at + STRETCH) >= BULLETS:
            return True
        if text[at] == ".":
            return False
        pair = text.count(text[at], max(0, at - NEAR), at + NEAR) > 1
        return pair or (end == at + 1 and lexicon.cuts("一" + text[end : end + READ], 1) > 0)


def _runs_on(above: str, below: str, odds: float = WORD) -> bool:
    """Whether a word runs from one line into the next."""
    return lexicon.cuts(above + below, len(above)) >= odds
