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
#: Were text cut at a width, both were alike: with so many more lines of the second kind that is one chance in sixty.
ENOUGH, EACH = 6, 3
#: So many code points on each side of a place tell the words there, and from these log-odds on a word runs through it.
READ, WORD = 8, 5.0
#: So far around a quotation mark its partner is looked for.
REACH = 160
#: Where no “ can stand: before the end of a sentence, and between the titles of a list.
_NOWHERE = Pattern(rf"“[{BLANK}]{{0,2}}(?:。|(?<=[》、，]“)[{BLANK}]{{0,2}}《)")
#: Signs that may be meant where a line has two of them: _水_, |水|.
_SIGNS = "_`~^|"
#: What a sentence ends on; what a clause ends on, behind which no sentence does.
_FINAL, _INNER = "。！？!?", "，、；：,;:"


def keeps_marks(text: str) -> bool:
    """Whether the lines of a page were broken by somebody who let none begin with a mark."""
    last = sum(1 for _ in _LAST.finditer(text))
    return last >= ENOUGH and last >= ENOUGH + EACH * sum(1 for _ in _FIRST.finditer(text))


def at_edges(page: Page, places: Iterable[int]) -> Iterator[Span]:
    """The specks among the ``places``, the first of some lines each, with the blanks behind them.

    A 。 may be what is left of a sentence whose last characters were lost, and ” the partner of an open “.
    """
    text, kept = page.text, None
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
        if kept is None:
            kept = keeps_marks(text)
        if _runs_on(above, below) or (above[-1:] in _FINAL if text[start] == "。" else kept):
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


def openers(text: str, places: Iterable[int]) -> Iterator[int]:
    """The places of “ that open nothing: 水来了“。, 《春》、“《秋》; ``places`` are in order.

    None where one is open already, which this one may close, or where the ” before or behind it has no other “.
    """
    last = -1
    for at in places:
        closed = text.rfind("”", max(0, at - REACH), at) if _NOWHERE.match(text, at) else at
        free = last < max(0, at - REACH) if closed < 0 else max(0, closed - REACH) <= last < closed
        if closed < at and free and not closes_next(text, at + 1):
            yield at
        else:
            last = at
