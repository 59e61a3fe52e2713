"""What a block is: headline, byline, body … judged from its text and its neighbours.

Every role is judged for one block when it is asked for, from the block and at most ``REACH``
blocks on each side, so that a page of any length costs only what is asked. The tests stand in
the order in which they are asked; what no test knows is a headline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import cached_property

from zzlint.text import cues
from zzlint.text.chars import OPENERS
from zzlint.text.glance import PROSE, SHORT, Glance, ends_finally
from zzlint.text.layout import Block

__all__ = ["Role", "Roles", "ends_finally"]


class Role(Enum):
    """The role of a block on a newspaper page."""

    MASTHEAD = "masthead"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    NOTICE = "notice"
    LIST_ITEM = "list item"
    FURNITURE = "furniture"


#: The head of a page (name, date, section, label, weather) is looked for in so many blocks.
TOP = 14
#: So many blocks on each side are looked at.
REACH = 4
#: Glances that are kept: the blocks around a place, and the head of the page.
KEPT = 64
#: These blocks are looked at to tell how wide a column is printed.
AROUND = tuple(offset for offset in range(-REACH, REACH + 1) if offset)
#: A caption is not longer than this.
CAPTION = 220
#: A subhead is not longer than this.
SUBHEAD = 28
#: Printed lines of a column differ in length by so much.
RAGGED = 3
#: A printed line has at least so many characters.
PRINTED = 12

_NUMERALS = frozenset("一二三四五六七八九十0123456789(①②③④⑤⑥⑦⑧⑨⑩")


class Place:
    """A block among its neighbours."""

    def __init__(self, at: Callable[[int], Glance | None], number: int, in_head: bool, separated: bool) -> None:
        self._at = at
        self._number = number
        self.here = _there(at(number))
        self.in_head = in_head
        self.separated = separated
        self.above = at(number - 1)
        self.below = at(number + 1)

    def near(self, offset: int) -> Glance | None:
        """The block so many blocks below (above, if negative)."""
        return self._at(self._number + offset)

    @property
    def neighbours(self) -> list[Glance]:
        """The blocks above and below, as far as there are any."""
        return [glance for glance in (self.above, self.below) if glance is not None]


def _there(glance: Glance | None) -> Glance:
    assert glance is not None
    return glance


def is_notice(place: Place) -> bool:
    """下转 A2版①: nothing else looks like it."""
    return place.here.notice


def is_dateline(place: Place) -> bool:
    """Before the masthead, since a head that begins with the date is one whatever follows in it."""
    here, above = place.here, place.above
    if place.in_head:
        day = here.text.isdigit() and here.length <= 2 and above is not None and above.last == "月"
        return day or here.date or here.date_first
    if here.agency:
        return True
    titled = here.date and above is not None and not above.prose and not above.sender
    return titled and place.below is not None and place.below.prose


def is_masthead(place: Place) -> bool:
    """Papers are named anywhere on a page; the rest of the imprint stands in its head."""
    return place.here.paper or (place.in_head and not place.here.service and place.here.imprint)


def is_furniture(place: Place) -> bool:
    """What belongs to the page and to no story, and what stands under a letter."""
    here, above, below = place.here, place.above, place.below
    if not here.short:
        return False
    if here.label or here.service:
        return True
    if place.in_head:
        # nothing else is left in the head: section, label, weather
        return True
    if here.date or here.sealed or (above is not None and above.close and not here.prose):
        return True
    if here.signed:
        return here.indent > 3 or _ends_letter(above)
    last = here.sender and (below is None or below.date or not (below.prose or below.byline))
    return last and _ends_letter(above)


def _ends_letter(above: Glance | None) -> bool:
    """Whether a signature may stand below the block."""
    return above is not None and (above.prose or above.rows or above.sender)


def is_byline(place: Place) -> bool:
    """Known by its words; a bare name by the headline above it and the story below."""
    here, above, below = place.here, place.above, place.below
    if here.byline:
        return True
    if above is None or below is None or above.prose or above.byline or place.in_head:
        return False
    deep = here.indent >= 6 and here.length <= 4
    story = below.prose or below.subhead or below.indent > 0 or ("," in below.text and not below.gapped)
    return story and (here.name or deep)


def is_caption(place: Place) -> bool:
    """Says so itself, or has a photo credit below it and no story above it."""
    here, above, below = place.here, place.above, place.below
    if here.caption:
        return True
    if below is None or not below.credit or not here.prose or here.length > CAPTION:
        return False
    return above is None or not above.prose or above.rows or here.entry


def is_list_item(place: Place) -> bool:
    """Items, rows and fields: marked, or of the same shape as a neighbour."""
    here, above, below = place.here, place.above, place.below
    if here.rows:
        return True
    if here.marked:
        # ● before a line without a final mark, prose below it: a heading
        alone = not any(glance.marked for glance in place.neighbours)
        return not (alone and (here.length > SHORT or (here.bullet and not here.final)))
    if here.entry and any(glance.entry for glance in place.neighbours):
        return True
    if here.field and not here.lead and any(glance.field for glance in place.neighbours):
        return True
    if above is not None and (above.subhead or above.roll) and here.roll:
        return True
    return _tabled(place) or _chained(here, above, below)


def _tabled(place: Place) -> bool:
    """A row of a table that has a line for each: the lines around have columns too.

    Two columns may be the two halves of a headline, so that there three lines are asked for.
    """
    if place.here.columns < 2:
        return False
    run = 1
    for step in (-1, 1):
        for offset in (step, 2 * step):
            near = place.near(offset)
            if near is None or near.columns < 2:
                break
            run += 1
    return run > 2 or (run == 2 and place.here.columns > 2)


def _chained(here: Glance, above: Glance | None, below: Glance | None) -> bool:
    """一级……； 二级……； 三级……。 below a line that ends with a colon."""
    if not here.short or above is None or not _numbered(here) or here.clause:
        return False
    # half a sentence may begin with a number and end on a comma
    marks = ";" if here.text[0].isascii() else ",;"
    follows = above.short and above.last in marks and _numbered(above)
    if here.last not in marks:
        return follows
    return follows or above.last == ":" or (here.last == ";" and below is not None and _numbered(below))


def _numbered(glance: Glance) -> bool:
    return glance.text.removeprefix("第")[:1] in _NUMERALS


def is_body(place: Place) -> bool:
    """Running text, and short lines whose neighbours show that they are part of it."""
    here, above, below = place.here, place.above, place.below
    if here.heading or here.subhead:
        return False
    if here.prose and not _asks(here, above, below):
        return True
    if here.question and above is not None and above.prose and not above.final:
        return True  # the end of a sentence in several lines
    if above is not None and above.byline and not above.credit and (here.length > SUBHEAD or "," in here.text):
        return True  # a story begins under its byline
    if any(glance.prose and _alike(here, glance) for glance in place.neighbours):
        return True  # the cut-off copy of a loop
    if (here.clauses or here.opening or here.told) and not _story_begins(place):
        return True
    if place.separated:
        return False
    return _printed(place) or _verse(here, above, below)


def _asks(here: Glance, above: Glance | None, below: Glance | None) -> bool:
    """Whether this is a headline in whole sentences: a question or a call, names right below it."""
    if above is not None and above.prose:
        return False
    named = below is not None and not below.credit and (below.byline or below.name)
    return named and here.length <= PROSE and here.last in "?!" and here.text[0] not in OPENERS


def _alike(here: Glance, other: Glance) -> bool:
    return here.length >= 6 and here.length <= other.length and other.text.startswith(here.text)


def _printed(place: Place) -> bool:
    """A printed line of a paragraph, or the short rest of one."""
    here = place.here
    around = [near for offset in AROUND if (near := place.near(offset)) is not None]
    width = max((near.length + near.indent for near in around), default=0)
    least = width - max(RAGGED, width // 6)
    full = [near for near in around if near.length + near.indent >= least and near.columns == 1]
    if width < PRINTED or len(full) < 2:
        return False
    if here.length + here.indent >= least:
        return True
    return not here.bullet and any(near is place.above and not near.final for near in full)


def _verse(here: Glance, above: Glance | None, below: Glance | None) -> bool:
    """Indented as a paragraph is, in a run of such lines."""
    return here.indent == 2 and any(other is not None and other.indent == 2 for other in (above, below))


def is_subhead(place: Place) -> bool:
    """A heading inside a story: prose above it and below it, and no new story begins."""
    here, above, below = place.here, place.above, place.below
    if here.subhead:
        return True
    if here.heading or below is None or above is None:
        return False
    if here.question and below.prose:
        return above.final or not above.prose
    if not 2 < here.length <= SUBHEAD or here.gapped or cues.COLUMN.search(here.text) is not None:
        return False
    if not above.prose or above.caption or above.rows or above.marked:
        return False
    return (below.prose or below.rows or below.marked) and not _story_begins(place)


def _story_begins(place: Place) -> bool:
    """Whether a byline, 本报讯 or a photo credit follows before the second paragraph."""
    for offset in range(1, REACH + 1):
        near = place.near(offset)
        if near is None:
            return offset > 1
        if near.byline or near.name or near.lead or near.caption:
            return True
        if near.prose:
            beyond = place.near(offset + 1)
            return beyond is not None and (beyond.credit or beyond.caption)
        if near.rows or near.marked:
            return False
    return False


#: In this order: each test may take for granted that those before it said no.
TESTS: Sequence[tuple[Role, Callable[[Place], bool]]] = (
    (Role.NOTICE, is_notice),
    (Role.DATELINE, is_dateline),
    (Role.MASTHEAD, is_masthead),
    (Role.FURNITURE, is_furniture),
    (Role.BYLINE, is_byline),
    (Role.CAPTION, is_caption),
    (Role.LIST_ITEM, is_list_item),
    (Role.BODY, is_body),
    (Role.SUBHEAD, is_subhead),
)
#: What a long line may be: none of the other tests says yes to one.
OF_LONG = tuple((role, test) for role, test in TESTS if role in (Role.CAPTION, Role.LIST_ITEM, Role.BODY))


class Roles:
    """The roles of a page's blocks, judged when asked for."""

    def __init__(self, text: str, blocks: Sequence[Block], separated: bool) -> None:
        self._text = text
        self._blocks = blocks
        self._separated = separated
        self._kept: dict[int, Glance] = {}
        self._known: dict[int, Role] = {}

    def of(self, number: int) -> Role:
        """The role of block ``number``."""
        if number not in self._known:
            self._known[number] = self._judged(number)
        return self._known[number]

    def _judged(self, number: int) -> Role:
        place = Place(self._glance, number, number < TOP and number < self._head, self._separated)
        for role, test in TESTS if place.here.short else OF_LONG:
            if test(place):
                return role
        return Role.HEADLINE

    @cached_property
    def _head(self) -> int:
        """How many blocks at the top belong to the page's head."""
        for number in range(TOP):
            glance = self._glance(number)
            if glance is None or not self._heads(glance, number):
                return number
        return TOP

    def _heads(self, glance: Glance, number: int) -> bool:
        if glance.paper or glance.date or glance.date_first or glance.label or glance.section:
            return True
        if glance.imprint:
            return True
        if number == 0 or glance.final:
            return False
        below = self._glance(number + 1)
        labelled = below is not None and below.label and glance.length <= 10
        return glance.weather or glance.service or labelled or (glance.text.isdigit() and glance.length <= 2)

    def _glance(self, number: int) -> Glance | None:
        if not 0 <= number < len(self._blocks):
            return None
        glance = self._kept.get(number)
        if glance is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            block = self._blocks[number]
            glance = self._kept[number] = Glance(self._text, block.start, block.end)
        return glance
