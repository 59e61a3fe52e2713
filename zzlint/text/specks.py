"""Marks that nobody printed: what a recogniser made of a rule, of dust, or of the ring of a 。.

A printer lets no line begin with ，。、；：？！”》） (GB/T 15834-2011 §5.1.1): the mark goes to the end
of the line above. What a recogniser reads there beside a column is the rule between two columns, or
dust. A program that cuts text at a width, though, begins as many lines with a mark as it ends with
one, so the page has to show that somebody kept the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from zzlint.text import lexicon
from zzlint.text.chars import BLANK, NEWLINE, is_han
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: What the edge of a column is read as, and what is read beside it.
SPECKS, BESIDE = ".。”_`~^|", ".。”，、；：,;:"
_RUN = Pattern(rf"[{SPECKS}][{BESIDE}]{{0,2}}[{BLANK}]{{0,2}}")
#: Lines that begin with a mark no line of print begins with (” is the one most often read into an edge), and that end with one.
_FIRST = Pattern(rf"[{NEWLINE}][{BLANK}]{{0,2}}[，。、；：？！》）,;:?!)]")
_LAST = Pattern(rf"[，。、；：？！”》）,;:?!)][{BLANK}]{{0,2}}[{NEWLINE}]")
#: Were text cut at a width, both were alike: with so many more lines of the second kind near by that is hardly a chance.
ENOUGH, EACH, NEAR = 4, 2, 3_000
#: So many code points on each side of a place tell the words there, and from these log-odds on a word runs through it.
READ, WORD = 8, 5.0
#: So far around a quotation mark its partner is looked for.
REACH = 160
#: Where no “ can stand: before the end of a sentence, between the titles of a list, and at the end of a line of print.
_NOWHERE = Pattern(rf"“[{BLANK}]{{0,2}}(?:。|(?<=[》、，]“)[{BLANK}]{{0,2}}《|(?=[{NEWLINE}]))")
#: Signs that may be meant where a line has two of them: _水_, |水|.
_SIGNS = "_`~^|"
_BEHIND = tuple(f"。《{BLANK}{NEWLINE}")
#: What a sentence ends on; what a clause ends on, behind which no sentence does.
_FINAL, _INNER = "。！？!?", "，、；：,;:"


def keeps_marks(text: str, at: int) -> bool:
    """Whether the lines around ``at`` were broken by somebody who let none begin with a mark."""
    start, end = max(0, at - NEAR), at + NEAR
    first, last = (sum(1 for _ in edge.finditer(text, start, end)) for edge in (_FIRST, _LAST))
    return last >= ENOUGH + EACH * first


def at_edges(page: Page, places: Iterable[int]) -> Iterator[Span]:
    """The specks among the ``places``, the first of some lines each, with the blanks behind them.

    A 。 may be what is left of a sentence whose last characters were lost, and ” the partner of an open “.
    """
    text = page.text
    for start in places:
        run = _RUN.match(text, start)
        row = page.style.number(page.row(start))
        if run is None or row == 0 or page.is_protected(start) or not page.style.is_printed(row):
            continue
        above = text[max(0, start - 2 * READ) : start].rstrip(BLANK + NEWLINE)
        below = text[run.end() : run.end() + READ]
        if not (is_han(below[:1]) or (text[start] == "”" and below[:1].isalnum())):
            continue
        if text[start] == "。" and above[-1:] in _INNER:
            continue
        if text[start] == "”" and _has_partner(text, start):
            continue
        if text[start] in _SIGNS and text.find(text[start], start + 1, page.line_at(start).end) >= 0:
            continue
        whole = above[-1:] in _FINAL if text[start] == "。" else keeps_marks(text, start)
        if whole or _runs_on(above, below):
            yield Span(start, run.end())


def _runs_on(above: str, below: str) -> bool:
    """Whether a word runs from one line into the next."""
    if not above or not lexicon.may_hold(above[-1] + below[:1]):
        return False
    above = above[-READ:]
    return lexicon.cuts(above + below, len(above)) >= WORD


def _has_partner(text: str, at: int) -> bool:
    """Whether the next quotation mark before a ” is open, or the next one behind it is not: the ” may be a “ then."""
    return is_open(text, at) or closes_next(text, at + 1)


def is_open(text: str, at: int) -> bool:
    """Whether the last quotation mark before ``at`` is a “."""
    before = max(0, at - REACH)
    return text.rfind("“", before, at) > text.rfind("”", before, at)


def closes_next(text: str, at: int) -> bool:
    """Whether the next quotation mark from ``at`` on is a ”."""
    closing, opening = text.find("”", at, at + REACH), text.find("“", at, at + REACH)
    return closing >= 0 and not 0 <= opening < closing


def openers(page: Page, places: Iterable[int]) -> Iterator[int]:
    """The places of “ that open nothing: 水来了“。, 《春》、“《秋》; ``places`` are in order.

    None where one is open already, which this one may close, or where the ” before or behind it has no other “.
    """
    text, last = page.text, -1
    for at in places:
        found = _NOWHERE.match(text, at) if text[at + 1 : at + 2] in _BEHIND else None
        if found and not (found[0].strip() == "“" and not _is_printed_end(page, at)):
            closed = text.rfind("”", max(0, at - REACH), at)
            free = last < max(0, at - REACH) if closed < 0 else max(0, closed - REACH) <= last < closed
            if free and not closes_next(text, at + 1):
                yield at
                continue
        last = at


def _is_printed_end(page: Page, at: int) -> bool:
    """Whether the line of ``at`` is one of print, on a page that keeps its marks where print has them."""
    style, row = page.style, page.row(at)
    return style.is_open_and_full(style.number(row)) and keeps_marks(page.text, at)
