"""Paragraphs that the end of a column cut: what stands on both sides of the gap between two blocks.

A block that ends a sentence, a headline, a byline, an item of a list ends by itself. One that stops
in mid-sentence goes on below, or its end is lost. Which of the two, the seam tells (``seam``):
evidence of the kind that no chance brings about joins alone, and running text that merely stops is
taken to go on in running text only where nothing near by is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text import notices, seam
from zzlint.text.chars import CLOSERS, FINAL, OPENERS, PAIRS, is_han
from zzlint.text.glance import ends_finally
from zzlint.text.layout import Block
from zzlint.text.lexicon import frequency
from zzlint.text.pattern import Cue, Pattern
from zzlint.text.roles import Role
from zzlint.text.seam import CANNOT_BEGIN, COMMAS, OPENING, Evidence, Seam
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: Blocks of these roles are whole by themselves, above a cut and below it.
WHOLE = frozenset({Role.MASTHEAD, Role.BYLINE, Role.DATELINE, Role.NOTICE, Role.FURNITURE, Role.LIST_ITEM})
#: A block that merely stops is prose from this length on; one that stops on a comma, from LONG on.
PROSE, LONG = 40, 28
#: A last line of a paragraph that was cut off is seldom shorter.
TAIL = 8
#: Less than this is no clause of running text but a verse, a form of address, an item.
CLAUSE = 13
#: So many paragraphs of a page that end on a final mark make it a habit.
HABIT = 3
#: What a cut word weighs behind less than that: names and the close of a letter (此致) end as words begin.
SHORT_WORD = 2.0
#: How far into the next block an open pair may close, in code points.
CLOSES_WITHIN = 80
#: A copy that was cut off is told by so many characters.
STUB = 8
#: …办好了。（周砚禾）: who wrote it, behind the last sentence.
_SIGNED = Pattern(r"[。！？!?…”][（(][^（）()]{1,16}[）)]$")
SIGNED = 20
_FORM = Pattern(r"\S{1,6}[:：]|\w{2,4}[,，][男女][,，]|[今明后昨][天日晚]|\d{1,2}月|\d{1,2}[.、]")
_OPENERS = frozenset(OPENERS)
_ENDS = frozenset(FINAL + "：:")
#: A clause of a law ends on ； and is a paragraph of its own.
_LINE_ENDS = _ENDS | frozenset("；;")
#: The end of a line that has a line right below it, but for most of those behind one of these marks.
_OPEN_LINE = Pattern(r"[\r\n](?=[^\r\n])(?<![\n。！？…：:；;][\r\n])")
_CLOSERS = frozenset(CLOSERS)
#: Paragraphs begin with them more often than lines do.
_BRACKETS = frozenset("“‘（(【「")
_MARKS_OF_PROSE = frozenset("，。；？！,;?!")
#: No sentence begins with one of these.
_REST = Pattern(r"[的了着过得地]|等[，。、]|以及|及其|之[一二三四]|都[在是有]|[（(][^）)]{1,8}[）)][，。；、,;》”]")
#: Nor ends on one of these.
_WAITS = frozenset("的和与及为在把被对从向以由将使让跟并且而或")
#: What follows a number and was counted.
_UNIT = Pattern(r"[年月日时分秒元角吨亩米升克个名位人次条件家户台辆所座项场万亿千百余多％%℃]|公[里斤顷]|平方|立方")
#: What no chance brings about.
_SURE = frozenset({"mark", "pair", "word", "date", "hyphen"})
# a page-turn notice glued to the text: the article goes on elsewhere
_NOTICE_END = Cue(rf"{notices.VERB}[第弟]?{notices.NUMBER}{notices.UNIT}?{notices.ORDINAL}?[)]?$", notices.TURNS)
_NOTICE_BEGIN = Cue(rf"[(]?{notices.VERB}(?:{notices.PAGE}|第?\d)", notices.TURNS)
_NOTICE_REACH = 16


class State(Enum):
    """What becomes of a block at its end."""

    WHOLE = "whole"
    #: It goes on in the next block: certainly, or likely.
    CERTAIN = "certain"
    LIKELY = "likely"
    #: Running text stops in mid-sentence, and the next block does not go on.
    LOST = "lost"


class Cut(NamedTuple):
    """The end of a block, and the seam with the next one where it goes on there.

    What is LOST has a seam where nothing but other losses of the page speaks against a join.
    """

    state: State
    seam: Seam | None = None


_WHOLE, _LOST = Cut(State.WHOLE), Cut(State.LOST)


class Cuts:
    """The ends of a page's blocks, judged when asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[int, Cut] = {}

    def at(self, number: int) -> Cut:
        """What becomes of block ``number``, which is not the last one."""
        cut = self._alone(number)
        if cut.seam is not None and not self._page.separated:
            # each line is a paragraph, and lines that have nothing to do with each other stand in such files, too
            return Cut(State.LIKELY, cut.seam) if _is_sure(cut.seam.evidence) else _WHOLE
        if cut.state is not State.LIKELY or cut.seam is None:
            return cut
        if not self._sound:
            merely_stops = all(item.key in ("body", "waits", "word") for item in cut.seam.evidence)
            return Cut(State.LOST, cut.seam.given(Evidence("losses", -2.5))) if merely_stops else cut
        joined = cut.seam.given(Evidence("sound", 1.5))
        doubtful = any(item.key == "twice" and len(item.words) > 1 for item in cut.seam.evidence)
        return Cut(State.CERTAIN if joined.score >= seam.CERTAIN and not doubtful else State.LIKELY, joined)

    def within(self) -> Iterator[tuple[State, Seam]]:
        """The ends of lines inside the blocks of running text, on a page that does not keep its printed lines."""
        page = self._page
        text = page.text
        starts, ends = page.lines.starts, page.lines.ends
        for newline in _OPEN_LINE.finditer(text):
            row = page.row(newline.start())
            line = text[starts[row] : ends[row]].rstrip()
            if line[-1:] in _LINE_ENDS or not (is_prose(line) or _read_twice(line, text, starts[row + 1])):
                continue
            above, below = page.lines[row], page.lines[row + 1]
            block = page.block_at(above.start)
            if block is None or ends_finally(line[-5:]) or text[below.start : below.end].isspace():
                continue
            start, end = seam.edges(text, above, below)
            found = _between(page, Block(block.number, *above), Block(block.number, *below), start, end)
            if not found and not _read_twice(line, text, below.start):
                continue
            joined = seam.joined(text, start, end, [*found, Evidence("block", 1.0)], column=True)
            if joined.score >= seam.LIKELY and page.role(block) is Role.BODY:  # asked last, for it costs most
                certain = joined.score >= seam.CERTAIN and not _said_twice(text, start, end)
                yield State.CERTAIN if certain else State.LIKELY, joined

    @cached_property
    def _sound(self) -> bool:
        """Whether the page ends its paragraphs, and none of them has lost its end: where one has, others may have."""
        numbers = range(len(self._page.blocks) - 1)
        return self.habit and all(self._alone(number).state is not State.LOST for number in numbers)

    @cached_property
    def habit(self) -> bool:
        """Whether the page ends its paragraphs with final marks: those of notices and chronicles may have none."""
        text = self._page.text
        whole = (block.end - block.start >= PROSE and text[block.end - 1] in _ENDS for block in self._page.blocks)
        return sum(islice(filter(None, whole), HABIT)) == HABIT

    @property
    def open(self) -> Iterator[int]:
        """The blocks that end on no final mark, and are not the last one: all others are whole."""
        text = self._page.text
        return (block.number for block in self._page.blocks[:-1] if not _is_ended(text, block.end))

    def _alone(self, number: int) -> Cut:
        text, end = self._page.text, self._page.blocks[number].end
        if _is_ended(text, end):
            return _WHOLE  # as most blocks are, and nothing is remembered of them
        if number not in self._known:
            self._known[number] = self._judged(number)
        return self._known[number]

    def _judged(self, number: int) -> Cut:
        page = self._page
        above, below = page.blocks[number], page.blocks[number + 1]
        start, end = seam.edges(page.text, Span(above.start, above.end), Span(below.start, below.end))
        last = page.text[start - 1]
        looped = number > 0 and _is_stub(page.text, page.blocks[number - 1], above)
        if looped or _is_title(page, above, below, start, end) or repeats(page, above, below):
            return _WHOLE
        if last in "：:" or ends_finally(page.text[max(above.start, start - 5) : start]):
            return _WHOLE
        if last in "）)" and _SIGNED.search(page.text, max(above.start, start - SIGNED), start):
            return _WHOLE
        found = self._printed(above)
        if not found and _may_go_on(page, above, below, start, end):
            found = _between(page, above, below, start, end)
        score = sum(item.weight for item in found)
        if score < seam.LIKELY and not _stops(page, above, start):
            return _WHOLE  # whatever its role
        if _turned(page, above, below, start) or page.is_protected(start - 1) or page.is_protected(end):
            return _WHOLE
        if page.role(above) in WHOLE:  # asked last, for it costs most
            return _WHOLE
        if score >= seam.LIKELY and _alike(page.role(above), page.role(below), found):
            joined = seam.joined(page.text, start, end, found, column=True)
            certain = joined.score >= seam.CERTAIN and not _said_twice(page.text, start, end)
            return Cut(State.CERTAIN if certain else State.LIKELY, joined)
        return _LOST if page.role(above) is Role.BODY and _stops(page, above, start) else _WHOLE

    def _printed(self, above: Block) -> list[Evidence]:
        """What the last line of a block of printed lines says; nothing on another page."""
        page, style = self._page, self._page.style
        if not style.printed:
            return []
        number = style.number(page.row(above.end))
        if not style.is_printed(number):
            return []
        return list(page.printed.goes_on(number).evidence)


def _is_ended(text: str, end: int) -> bool:
    """Whether a final mark stands there, or one and a closer."""
    return text[end - 1] in _ENDS or (text[end - 1] in CLOSERS and text[end - 2] in FINAL)


def _read_twice(line: str, text: str, begin: int) -> bool:
    """Whether the end of a line stands at the beginning of the next one once more."""
    if text[begin] not in line[-seam.LONGEST_DOUBLE :]:
        return False
    return any(line.endswith(text[begin : begin + size]) for size in range(2, seam.LONGEST_DOUBLE + 1))


def _is_title(page: Page, above: Block, below: Block, start: int, end: int) -> bool:
    """Whether a block is short and without marks, and nothing at its end could join it: most open ends are such."""
    text = page.text
    if above.end - above.start >= PROSE or is_prose(text[above.start : start]):
        return False
    last, first = text[start - 1], text[end]
    if first in CANNOT_BEGIN or last.isdigit() or last in "-\u00ad‐":
        return False
    if not _OPENERS.isdisjoint(text[above.start : start]):
        return False
    return below.end - below.start > PROSE or is_prose(text[below.start : below.end])


def _may_go_on(page: Page, above: Block, below: Block, start: int, end: int) -> bool:
    """Whether there is anything for ``_between`` to find: nothing speaks for most open ends, as headlines have."""
    text = page.text
    last, first = text[start - 1], text[end]
    return (
        last in COMMAS
        or first in CANNOT_BEGIN
        or first in text[max(0, start - seam.LONGEST_DOUBLE) : start]
        or (last.isdigit() and _UNIT.match(text, end) is not None)
        or seam.number_cut(text, start, end) is not None
        or seam.is_hyphenated(text, start, end)
        or seam.may_cut_word(last, first)
        or _REST.match(text, end) is not None
        or (above.end - above.start >= PROSE and is_letter(last) and start - page.line_at(start).start >= PROSE)
        or _open_pair(page, above, below) is not None
    )


def _is_sure(found: Iterable[Evidence]) -> bool:
    return any(item.key in _SURE for item in found)


def _alike(above: Role, below: Role, found: list[Evidence]) -> bool:
    """Whether blocks of these roles can be halves of one paragraph: the lower half may look like anything."""
    if above is Role.BODY:
        sure = _is_sure(found)
        return below not in WHOLE or (below is Role.LIST_ITEM and sure)
    if above in (Role.HEADLINE, Role.SUBHEAD):
        return below is above and _is_sure(found)
    return above is Role.CAPTION and below not in WHOLE and any(item.key in ("mark", "pair") for item in found)


def _stops(page: Page, above: Block, start: int) -> bool:
    """Whether a block that ends on no final mark is long enough to be running text."""
    if start - above.start < LONG or not is_prose(page.text[above.start : start]):
        return False
    return start - page.line_at(start).start >= LONG


def _between(page: Page, above: Block, below: Block, start: int, end: int) -> list[Evidence]:
    """What both sides say where the line above is a paragraph of its own."""
    text = page.text
    last, first = text[start - 1], text[end]
    # the last line counts: tables stand in blocks of many short ones
    length = start - page.line_at(start).start
    clause = length >= CLAUSE
    found: list[Evidence] = []
    if first in CANNOT_BEGIN:
        found.append(Evidence("mark", 5.0 if clause else 3.0, first))
    elif (opened := _open_pair(page, above, below)) is not None:
        found.append(Evidence("pair", 5.0 if clause else 3.0, text[opened]))
    number = seam.number_cut(text, start, end)
    if number is not None and (number.key == "date" or is_prose(text[start - length : start])):
        found.append(number)
    elif last.isdigit() and _UNIT.match(text, end) and is_prose(text[start - length : start]):
        found.append(Evidence("measure", 5.0 if clause else 3.0, f"{last}|{first}"))
    if seam.is_hyphenated(text, start, end):
        found.append(Evidence("hyphen", 5.0))
    if (twice := seam.doubled(text, start, end)) > 1:
        found.append(Evidence("twice", 4.0 if clause else 2.0, text[end : end + twice]))
    if (word := seam.cut_word(text, start, end)) is not None:
        found.append(word if clause else word._replace(weight=min(word.weight, SHORT_WORD)))
    sure = bool(found)
    if _listed(page, above, below):
        return found
    prose = _goes_on(page, below)
    if last in COMMAS and last not in ";；" and clause and prose:
        long = length >= LONG and below.end - below.start >= TAIL
        found.append(Evidence("comma", 3.5 if long else 2.5, last))
    elif length >= PROSE and is_letter(last) and is_letter(first) and _has_end(page, below):
        found.append(Evidence("body", 3.0))
        if last in _WAITS:
            found.append(Evidence("waits", 0.5, last))
    rest = _REST.match(text, end)
    if not (found or rest):
        return found
    if _one_form(page, above, below):
        found.append(Evidence("form", -4.0))
    if rest:
        found.append(Evidence("rest", 2.5))
    elif found and not sure and (first in _BRACKETS or OPENING.match(page.view(end, min(below.end, end + 40)).text)):
        found.append(Evidence("opening", -4.0))
    return found


def _said_twice(text: str, start: int, end: int) -> bool:
    """Whether what stands on both sides may be so in print: people say 讨论讨论, 慢慢慢慢地 and 文文文文静静."""
    copy = text[start - 2 : start]
    if seam.doubled(text, start, end) != 2 or not (copy[0] == copy[1] or frequency(copy)):
        return False
    return not any(frequency(text[start - size : start]) for size in (3, 4, 5))  # 中华民族|民族 is not


def _one_form(page: Page, above: Block, below: Block) -> bool:
    """Whether both blocks begin as fields, answers or entries of one form do: 问：, 李志明，男，; 今天, 明天."""
    forms = [_FORM.match(page.view(block.start, min(block.end, block.start + 12)).text) for block in (above, below)]
    return all(forms) or page.text[above.start : above.start + 2] == page.text[below.start : below.start + 2]


def is_letter(char: str) -> bool:
    """Whether a character is part of a word or number."""
    return is_han(char) or char.isalnum()


def is_prose(text: str) -> bool:
    """Whether a text holds marks of running text."""
    return not _MARKS_OF_PROSE.isdisjoint(text)


def _goes_on(page: Page, below: Block) -> bool:
    """Whether the lower block is prose that ends as a sentence or goes on itself."""
    text = page.block_text(below).rstrip()
    return ends_finally(text) or is_prose(text)


def _has_end(page: Page, below: Block) -> bool:
    """Whether a sentence ends in the lower block; items of a list have no final marks."""
    text = page.block_text(below).rstrip()
    return ends_finally(text) or "。" in text


def _turned(page: Page, above: Block, below: Block, start: int) -> bool:
    """Whether a notice of continuation ends the upper block or begins the lower one."""
    before = page.view(max(above.start, start - _NOTICE_REACH), start).text
    behind = page.view(below.start, min(below.end, below.start + _NOTICE_REACH)).text
    return bool(_NOTICE_END.search(before) or (notices.may_begin(behind) and _NOTICE_BEGIN.match(behind)))


def _listed(page: Page, above: Block, below: Block) -> bool:
    """Whether short blocks follow each other as verses, items and names do: each ends on a comma or on no mark."""
    if above.end - above.start > PROSE:
        return False
    near = page.blocks[max(0, above.number - 1) : below.number + 2]
    open_ended = [block for block in near if block.end - block.start <= PROSE and not _has_end(page, block)]
    return len(open_ended) > 1 or page.text[above.start] == page.text[below.start]


def repeats(page: Page, above: Block, below: Block) -> bool:
    """Whether the upper block is a cut-off copy of the lower one, as it begins: a loop, not a cut."""
    size = min(STUB, above.end - above.start)
    return page.text[above.start : above.start + size] == page.text[below.start : below.start + size]


def _is_stub(text: str, whole: Block, block: Block) -> bool:
    """Whether the block is a cut-off copy of the one before it: a loop, and what stood behind it is lost."""
    size = block.end - block.start
    return STUB <= size < whole.end - whole.start and text.startswith(text[block.start : block.end], whole.start)


def _open_pair(page: Page, above: Block, below: Block) -> int | None:
    """Where a pair opens in the upper block that closes first thing in the lower one."""
    text = page.text
    reach = Span(below.start, min(below.end, below.start + CLOSES_WITHIN))
    if _OPENERS.isdisjoint(text[above.start : above.end]) or _CLOSERS.isdisjoint(text[slice(*reach)]):
        return None
    stack = seam.still_open(text, above.start, above.end)
    if not stack:
        return None
    depth = 0
    for char in text[reach.start : reach.end]:
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS and depth:
            depth -= 1
        elif char in CLOSERS:
            return stack[-1] if PAIRS[text[stack[-1]]] == char else None
    return None
