"""Printed lines: whether one goes on in the next.

A line that fills its column goes on, one that does not ends its paragraph; the rest of the evidence
is that of every seam (``seam``). Lists and tables, whose lines may happen to be as wide as each other,
are told by what they lack: no word is ever cut at the end of their lines, as every third is in prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zzlint.text import cues, seam
from zzlint.text.chars import HALF
from zzlint.text.pattern import Pattern
from zzlint.text.seam import CANNOT_BEGIN, CANNOT_END, COMMAS, OPENING, Evidence, Seam
from zzlint.text.span import Span
from zzlint.text.style import FULL, NARROW, NEAR, WIDE, open_ended

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: What a line may lack of its measure and be full beyond doubt, or be the last line but one of doubts, in ems.
QUITE_FULL, NEARLY = 1.4, 4.6
#: The first line of a paragraph is indented by so many ems.
INDENT = 2.0
#: So many full lines near by, none of which cuts a word, are a list.
MANY = 4
#: Where so many lines hold marks, they are not, unless there are still more of them.
PROSE, FEW_CUT = 0.7, 5

#: Tags and code are no print.
_NO_PRINT = frozenset("<>`{}\\")
_VERSE_MARKS = frozenset("，。；！？、,;!?")
#: 供水供热　2,140　32.9%: a row of a table.
_ROW = Pattern(r"\S(?:\u3000| {2,8}|\t)\s{0,8}\S")
#: 男子100米：魏小川，2分31秒: an item of a list.
_ITEM = Pattern(r"[^，。：:；;]{1,12}[：:]\S")


class Printed:
    """The printed lines of a page. A line is called by its place in the rows of the page's style."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._style = page.style
        self._words: dict[tuple[int, int], Evidence | None] = {}

    def is_across(self, number: int) -> bool:
        """Whether two columns were read across here, so that each line goes on in the next but one."""
        cut = self._cut(number, 1)
        return cut <= 1 and self._cut(number, 2) > cut + 1

    @property
    def across(self) -> Iterator[Span]:
        """The places where two columns were read across: each from its first full line to its last."""
        style = self._style
        if not style.printed:
            return
        runs: list[list[int]] = []
        for number in range(len(style.rows)):
            if style.is_full(number) and self.is_across(number):
                if not runs or number - runs[-1][-1] > MANY:  # the ends of paragraphs stand between
                    runs.append([])
                runs[-1].append(number)
        for run in runs:
            if len(run) >= MANY:
                yield Span(self._line(run[0]).start, self._line(run[-1]).end)

    def goes_on(self, number: int) -> Seam:
        """What speaks for it that a line goes on in the next one."""
        text, style = self._page.text, self._style
        above, below = self._line(number), self._line(number + 1)
        start, end = seam.edges(text, above, below)
        found = [self._fullness(number)]
        lack = style.lack(number + 1)
        if lack <= QUITE_FULL:
            found.append(Evidence("margin", 1.0))
        elif lack <= NEARLY:  # the first line of a paragraph lacks its indent
            found.append(Evidence("indent", -1.0))
        elif style.is_open(number + 1):  # the last line of a paragraph ends on a final mark, a headline does not
            found.append(Evidence("title", -2.0))
        indent = _indent(text, below) - _indent(text, above)
        if indent > 1 or (indent == 1 and text[below.start] == "\u3000"):
            found.append(Evidence("indented", -5.0))
        if style.rows[number + 1] > style.rows[number] + 1:
            found.append(Evidence("blank", -2.5))
        if not open_ended(text[above.start : start]):
            found.append(Evidence("final", -4.0, text[start - 1]))
        if text[start - 1] in _NO_PRINT or text[end] in _NO_PRINT or _are_items(text, above, below):
            found.append(Evidence("items", -8.0))
        word = self._word(number, number + 1)
        found += [] if word is None else [word]
        found += self._ends(start, end, below)
        if sum(item.weight for item in found) >= seam.LIKELY:
            if self.is_across(number):
                found.append(Evidence("across", -9.0))
            elif self._is_list(number):
                found.append(Evidence("list", -4.5))
        return seam.joined(text, start, end, found)

    def _fullness(self, number: int) -> Evidence:
        measure = self._style.measure(number)
        lack = measure - self._style.width(number) - self._indent_of(number)
        if lack > NEARLY or not NARROW <= measure <= WIDE or not self._style.is_printed(number):
            return Evidence("short", -4.0)
        if lack <= FULL:
            return Evidence("full", 5.0 if lack <= QUITE_FULL else 4.0)
        return Evidence("nearly", 2.3)

    def _line(self, number: int) -> Span:
        return self._page.lines[self._style.rows[number]]

    def _word(self, above: int, below: int) -> Evidence | None:
        """The word that begins at the end of one line and ends at the beginning of another."""
        if (above, below) not in self._words:
            start, end = seam.edges(self._page.text, self._line(above), self._line(below))
            start = seam.edges(self._page.text, self._line(above), self._line(above + 1))[0]
            self._words[above, below] = seam.cut_word(self._page.text, start, end)
        return self._words[above, below]

    def _full(self, number: int, step: int) -> Sequence[int]:
        """The full lines near by that end in mid-sentence and have a line so many lines below them."""
        near = range(max(0, number - NEAR), min(len(self._style.rows) - step, number + NEAR + 1))
        return [other for other in near if self._style.is_open_and_full(other)]

    def _cut(self, number: int, step: int) -> int:
        """How many of them share a word with that line."""
        return sum(self._shares(other, step) for other in self._full(number, step))

    def _shares(self, number: int, step: int) -> bool:
        word = self._word(number, number + step)
        return word is not None and word.weight >= seam.CERTAIN

    def _is_list(self, number: int) -> bool:
        """Whether the lines around are no running text."""
        full = len(self._full(number, 1))
        if self._cut(number, 1) > 0 or full < MANY:
            return False
        return full >= FEW_CUT or self._style.marked(number) < PROSE or self._style.ragged(number) > 1

    def _indent_of(self, number: int) -> float:
        """How far a line was indented, in ems: by two where it begins a paragraph, though no blank may show it."""
        if number == 0:
            return 0.0
        above, rows = self._line(number - 1), self._style.rows
        begins = rows[number] > rows[number - 1] + 1 or not open_ended(self._page.text[above.start : above.end])
        return INDENT if begins or self._style.lack(number - 1) > NEARLY else 0.0

    def _ends(self, start: int, end: int, below: Span) -> list[Evidence]:
        """What the characters on both sides say."""
        text = self._page.text
        found: list[Evidence] = []
        last, first = text[start - 1], text[end]
        if first in CANNOT_BEGIN:
            found.append(Evidence("mark", 4.0, first))
        elif last in CANNOT_END:
            found.append(Evidence("opened", 4.0, last))
        if last in COMMAS:
            found.append(Evidence("comma", 1.0, last))
        if (number := seam.number_cut(text, start, end)) is not None:
            found.append(number)
        if OPENING.match(self._page.view(end, min(below.end, end + 40)).text):
            found.append(Evidence("opening", -2.0))
        return found


def _are_items(text: str, above: Span, below: Span) -> bool:
    """Whether the lower line begins an item, one is a date, or both are rows of a table or fields of a list."""
    if _are_verses(text[above.start : above.end], text[below.start : below.end]):
        return True
    if cues.MARK.match(text[below.start : below.start + 8].lstrip().translate(HALF)):
        return True
    if any(cues.is_date("".join(text[line.start : line.end].split())) for line in (above, below)):
        return True
    if _ROW.search(text, above.start, above.end) and _ROW.search(text, below.start, below.end):
        return True
    return _ITEM.match(text, *above) is not None and _ITEM.match(text, *below) is not None


def _are_verses(above: str, below: str) -> bool:
    """Whether both lines end on a mark and have their marks in the same places, as the lines of a regular poem do."""
    marks = [[at for at, char in enumerate(line.strip()) if char in _VERSE_MARKS] for line in (above, below)]
    return len(marks[0]) > 1 and marks[0] == marks[1] and marks[0][-1] == len(above.strip()) - 1


def _indent(text: str, line: Span) -> int:
    return seam.first_of(text, *line) - line.start
