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
READ, WORD = 8, 5.0
#: So far around a sign its partner is looked for.
NEAR = 64
#: So far around a quotation mark its partner is looked for.
REACH = 1_000
#: Where no “ can stand: before the end of a sentence, and between the titles of a list.
_BEHIND = tuple(f"。《{BLANK}")
_NOWHERE = Pattern(rf"“[{BLANK}]{{0,2}}(?:。|(?<=》、“)[{BLANK}]{{0,2}}《)")
_NAME = r"[^，。、；：！？“”‘’'\"《》（）]{1,16}"
_SPACED = r"[^，。、；：！？“”‘’'\"《》（）]{1,32}"
#: A quoted name that nothing closes, and one whose ” was misread: two marks stand there.
_QUOTED, _ENDED = Pattern(rf"“{_SPACED}\Z"), Pattern(rf"“{_SPACED}[，。；：、]{{2}}")
_CLOSED = Pattern(f"{_NAME}”")
#: A name between a straight mark and a curly one of another kind; no feet and inches, no apostrophe.
_CROSSED = (
    Pattern(rf"“{_NAME}(?<![0-9])'(?![A-Za-z])"),
    Pattern(rf"(?<![A-Za-z0-9])'{_NAME}”"),
)
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
        if mark == "。":
            sure = above[-1:] in _FINAL or (above[-1:] not in _INNER and _runs_on(above, below))
        else:
            sure = self.keeps_marks(at) or _runs_on(above, below)
        meant = self._is_quotation(at, above) if mark == "”" else mark in "._`" and self._is_sign(at, run.end())
        return Span(at, run.end()) if sure and not meant else None

    def _is_quotation(self, at: int, above: str) -> bool:
        """Whether the ” closes what is open, or is a “ that was turned."""
        text = self._page.text
        return above[-1:] in "：:" or is_open(text, at) or closes_next(text, at + 1)

    def _is_sign(self, at: int, end: int) -> bool:
        """Whether a sign is meant: as a bullet, as one of two (_水_), or as what was read of the 一 of a word."""
        text = self._page.text
        if text.count("\n" + text[at], max(0, at - STRETCH), at + STRETCH) >= BULLETS:
            return True
        if text[at] == ".":
            return False
        pair = text.count(text[at], max(0, at - NEAR), at + NEAR) > 1
        return pair or (end == at + 1 and lexicon.cuts("一" + text[end : end + READ], 1) > 0)


def _runs_on(above: str, below: str) -> bool:
    """Whether a word runs from one line into the next."""
    if not above or not lexicon.may_hold(above[-1] + below[:1]):
        return False
    above = above[-READ:]
    return lexicon.cuts(above + below, len(above)) >= WORD


def is_open(text: str, at: int) -> bool:
    """Whether the last quotation mark before ``at`` is a “ that nothing closed."""
    before = max(0, at - REACH)
    opened = text.rfind("“", before, at)
    return opened > text.rfind("”", before, at) and not is_ended(text, opened)


def closes_next(text: str, at: int) -> bool:
    """Whether the next quotation mark from ``at`` on is a ”; at the beginning of a line there is none in print."""
    end = at + REACH
    closing, opening = text.find("”", at, end), text.find("“", at, end)
    while closing >= 0 and text[closing - 1 : closing] in tuple(NEWLINE):
        closing = text.find("”", closing + 1, end)
    return closing >= 0 and not 0 <= opening < closing


def stays_open(text: str, at: int) -> bool:
    """Whether a quotation that was open at ``at`` is closed further on, or goes on in the next paragraph with a “."""
    if closes_next(text, at):
        return True
    opening = text.find("“", at, at + REACH)
    above = text[max(at, opening - READ) : opening].rstrip(BLANK)
    return above[-1:] in tuple(NEWLINE) and above.rstrip(BLANK + NEWLINE)[-1:] in tuple(_FINAL + "：…")


def stands_for_closing(text: str, at: int) -> bool:
    """Whether the first of two marks, at ``at``, was a ”: it ends a quoted name that nothing else closes."""
    quoted = _QUOTED.search(text, max(0, at - 35), at)
    return quoted is not None and _is_phrase(text, quoted.start()) and not stays_open(text, at)


def opens_name(text: str, at: int) -> bool:
    """Whether the mark at ``at`` was a “: a ” that nothing opened ends the short name behind it."""
    return _CLOSED.match(text, at + 1) is not None and not is_open(text, at)


def is_ended(text: str, at: int) -> bool:
    """Whether the “ at ``at`` opens a name whose ” was misread, so that two marks stand behind it."""
    ended = _ENDED.match(text, at)
    return ended is not None and _is_phrase(text, at) and not stays_open(text, ended.end())


def _is_phrase(text: str, at: int) -> bool:
    """Whether the “ at ``at`` stands behind a character, as that of a name does and that of a speech does not."""
    return is_han(text[max(0, at - 3) : at].rstrip(BLANK + NEWLINE)[-1:])


def crossed(text: str, at: int) -> Span | None:
    """The name between the ' at ``at`` and a “ or ” that has no other partner: it was printed between ‘ and ’.

    Recognisers read ‘ and ’ as “ and ”, and never “ or ” as '.
    """
    before, behind = _CROSSED
    found = before.search(text, max(0, at - 18), at + 2) or behind.match(text, at)
    if found is None or not any(map(is_han, text[max(0, found.start() - 1) : found.end() + 1])):
        return None
    nested = is_open(text, found.start()) and closes_next(text, found.end())
    if found[0][0] == "“":
        alone = _is_phrase(text, found.start()) and not stays_open(text, found.end())
    else:
        alone = not is_open(text, found.start())
    return Span(*found.span()) if nested or alone else None


def openers(text: str, places: Iterable[int]) -> Iterator[int]:
    """The places of “ that open nothing: 水来了“。, 《春》、“《秋》; ``places`` are in order.

    None where one is open already, which this one may close, or where the ” before or behind it has no other “.
    """
    last = -1
    for at in places:
        if text[at + 1 : at + 2] in _BEHIND and _NOWHERE.match(text, at):
            closed = text.rfind("”", max(0, at - REACH), at)
            free = last < max(0, at - REACH) if closed < 0 else max(0, closed - REACH) <= last < closed
            if free and not stays_open(text, at + 1):
                yield at
                continue
        last = at
