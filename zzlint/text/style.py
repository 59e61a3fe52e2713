"""How paragraphs are set on a page: each in a line of its own, or in the lines they were printed in.

A column of print has a measure: all its lines are as wide as it is, but for the last one of each
paragraph, which is as long as its words are, and the first one, which may be indented. So a line
that fills its measure goes on in the next one, whatever it ends on, and one that does not ends
its paragraph. Widths are counted in ems: a Chinese character is one, a Latin one is half, and
blanks are none, for recognisers put blanks where nothing was printed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from zzlint.text.chars import CLOSERS, EDGE_BLANK, FINAL
from zzlint.text.layout import Lines
from zzlint.text.pattern import Pattern

#: So many lines with text on each side of a line are looked at to tell how wide its column is.
NEAR = 7
#: The measure is that of the line which is so many places behind the widest: one line that ran into another says nothing.
WIDEST = 3
#: Narrower columns are lists and verse; wider lines than the last are no printed lines.
NARROW, WIDE = 11, 75
#: What a full line may lack of its measure, in ems: a mark that may not begin a line takes a character with it.
FULL = 2.6
#: So many lines near by that are full and end on no final mark are no chance: they were printed so.
ENOUGH = 5
#: Two printed lines one above the other differ in their length by no more than this, blanks of recognisers included.
ALIKE = 0.7
#: A line that lacks more than a full one and not more than this is ragged. Headlines one below the other are, now
#: longer, now shorter; of printed lines that end on no final mark so many are full.
RAGGED, EVEN = 6.0, 0.66
#: Of the lines near by so many hold a mark of running text.
MARKED = 0.4

_MARKS = frozenset("，。、；：,;")
_ENDS = frozenset(FINAL + "!?.")
_BEHIND_END = CLOSERS + "\"')"
#: The end of a line that is long enough and has such a line right below it, but for most of those behind a final mark.
_OPEN_END = Pattern(
    rf"[\r\n](?=[^\r\n]{{{NARROW}}})(?<=[^\r\n]{{{int(ALIKE * NARROW)}}}[^\n][\r\n])(?<![。！？…!?.][\r\n])"
)


def width(text: str) -> float:
    """How wide a line was printed, in ems, its blanks left out."""
    narrow = len(text.encode("ascii", "ignore"))
    blanks = text.count(" ") + text.count("\t")
    return len(text) - narrow - text.count("\u3000") - text.count("\u00a0") + (narrow - blanks) / 2


def open_ended(line: str) -> bool:
    """Whether a line ends on no final mark: closers behind one are looked through."""
    return line.rstrip(EDGE_BLANK + _BEHIND_END)[-1:] not in _ENDS


class Style:
    """The lines of a page that hold text, by their numbers, and how full they are.

    ``rows`` are the numbers of these lines; a line is called by its place in ``rows``.
    """

    def __init__(self, text: str, lines: Lines) -> None:
        self._text = text
        self._lines = lines

    @cached_property
    def rows(self) -> Sequence[int]:
        """The lines that hold more than blanks."""
        text = self._text
        ends = zip(self._lines.starts, self._lines.ends, strict=True)
        return array(
            "Q", [row for row, (start, end) in enumerate(ends) if start < end and not _blank(text, start, end)]
        )

    def number(self, row: int) -> int:
        """The place in ``rows`` of a line that holds text."""
        return bisect_left(self.rows, row)

    def _line(self, number: int) -> str:
        row = self.rows[number]
        start, end = self._lines.starts[row], self._lines.ends[row]
        return self._text[start : min(end, start + 2 * WIDE)]

    @cached_property
    def _widths(self) -> array[float]:
        """How wide each line is, in ems; less than 0 where nobody has asked yet."""
        return array("f", [-1.0]) * len(self.rows)

    def width(self, number: int) -> float:
        """How wide a line is, in ems."""
        if self._widths[number] < 0:
            self._widths[number] = width(self._line(number))
        return self._widths[number]

    def lack(self, number: int) -> float:
        """What a line lacks of the measure of its column, in ems; 0 or less for a full one."""
        return self.measure(number) - self.width(number)

    def measure(self, number: int) -> float:
        """How wide the column of a line is, in ems."""
        low, high = self._near(number)
        for other in range(high - 1, low - 1, -1):
            if self._widths[other] >= 0:  # and so are those before it, where lines are asked about in their order
                break
            self.width(other)
        near = self._widths[low:number] + self._widths[number + 1 : high]
        if len(near) < WIDEST:
            return 0.0
        if min(near) < 0:
            near = array("f", (self.width(other) for other in range(low, high) if other != number))
        return sorted(near)[-WIDEST]

    def is_full(self, number: int) -> bool:
        """Whether a line fills its column, which is no narrower and no wider than columns are."""
        if not NARROW - FULL <= self.width(number) <= WIDE:
            return False
        measure = self.measure(number)
        return NARROW <= measure <= WIDE and measure - self.width(number) <= FULL

    def is_open(self, number: int) -> bool:
        """Whether a line ends on no final mark."""
        return open_ended(self._line(number))

    def is_printed(self, number: int, *, above: bool = False) -> bool:
        """Whether a line stands among lines as they were printed, or, as headlines do, ``above`` them."""
        if above and number + NEAR < len(self.rows) and self.is_printed(number + NEAR):
            return True
        low, high = self._near(number)
        full = bisect_left(self._open, high) - bisect_left(self._open, low)
        if full < ENOUGH or self.marked(number) < MARKED:
            return False
        return full >= EVEN * (full + self.ragged(number))

    def ragged(self, number: int) -> int:
        """How many lines near by end on no final mark and are not quite full."""
        low, high = self._near(number)
        return sum(FULL < self.lack(other) <= RAGGED and self.is_open(other) for other in range(low, high))

    def marked(self, number: int) -> float:
        """The share of the lines around a line that hold a mark of running text."""
        low, high = self._near(number)
        return sum(not _MARKS.isdisjoint(self._line(other)) for other in range(low, high)) / (high - low)

    def _near(self, number: int) -> tuple[int, int]:
        return max(0, number - NEAR), min(len(self.rows), number + 1 + NEAR)

    def is_open_and_full(self, number: int) -> bool:
        """Whether a line in a region where lines may be printed fills its column and ends on no final mark."""
        return bisect_left(self._open, number) < bisect_left(self._open, number + 1)

    @cached_property
    def _open(self) -> Sequence[int]:
        """The full lines that end on no final mark, where lines may be printed."""
        near = (number for low, high in self._regions for number in range(low, high))
        return array("Q", (number for number in near if self.is_open(number) and self.is_full(number)))

    @cached_property
    def printed(self) -> bool:
        """Whether any lines of the page are kept as they were printed."""
        return any(self.is_printed(number) for low, high in self._regions for number in range(low, high, NEAR))

    @cached_property
    def _regions(self) -> Sequence[tuple[int, int]]:
        """Where lines may be printed lines: above several near by, prose about as long as they are, a line ends openly.

        From line to line, by their places in ``rows``; sorted, apart.
        """
        rows = [row for row in self._below_open() if self._is_alike(row)]
        if len(rows) < ENOUGH:  # as on most pages, which need not be looked at closer
            return ()
        found = [self.number(row) for row in rows]
        regions: list[tuple[int, int]] = []
        for first, last in zip(found, found[ENOUGH - 1 :], strict=False):
            if last - first <= 2 * NEAR:
                low = max(first - NEAR, 0)
                if regions and regions[-1][1] >= low:
                    low = regions.pop()[0]
                regions.append((low, min(last + 2 * NEAR, len(self.rows))))
        return regions

    def _below_open(self) -> Iterator[int]:
        """The lines right below another one that may end openly, by their numbers among all lines."""
        return (bisect_left(self._lines.starts, seam.end()) for seam in _OPEN_END.finditer(self._text))

    def _is_alike(self, row: int) -> bool:
        """Whether a line is about as long as the one above, which ends openly, and the two look like prose."""
        text, starts, ends = self._text, self._lines.starts, self._lines.ends
        begin, stop, start, end = starts[row - 1], ends[row - 1], starts[row], ends[row]
        length, above = end - start, stop - begin
        if not (NARROW <= length <= 2 * WIDE and 0 < above <= 2 * WIDE and ALIKE * above <= length <= above / ALIKE):
            return False
        if _blank(text, start, end) or _blank(text, begin, stop):
            return False
        return open_ended(text[max(begin, stop - 4) : stop]) and not _MARKS.isdisjoint(text[start - above : end])


def _blank(text: str, start: int, end: int) -> bool:
    return text[start] in EDGE_BLANK and text[start:end].isspace()
