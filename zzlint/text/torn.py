"""Paragraphs that lost a half: where one stops in mid-sentence, where one begins there, and which belong together.

Only what no neighbour continues is torn: two halves that stand one below the other are one
paragraph in two blocks. Pages that keep their printed lines say nothing here, for there every line
stops in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zzlint.text import furniture, lexicon, notices, seam
from zzlint.text.chars import CLOSERS, EDGE_BLANK, FINAL, LETTER, NUMERAL, OPENERS, is_han
from zzlint.text.cut import Cut, State, repeats
from zzlint.text.glance import ends_finally
from zzlint.text.layout import Block
from zzlint.text.pattern import Pattern
from zzlint.text.roles import Role

if TYPE_CHECKING:
    from zzlint.text.page import Page

#: A block that stops is running text from so many characters on; one that stops on a comma, from fewer.
PROSE, CLAUSE = 40, 24
#: So many clauses make running text of a sentence without its end.
CLAUSES = 2
#: A block of less is a verse, an item or the last word of something, and tells nothing by its beginning.
LEAST = 12
#: Two halves that stand apart fit from these log-odds on: of unrelated ones, one in a thousand does.
FITS = 5.0
#: A half is looked for so many blocks further down.
FAR = 16
#: So far from an edge of a block a notice or the partner of an opening mark is looked for.
NEAR = 40

#: Blocks that begin something new: what stops above one is not continued by it.
_APART = frozenset({Role.HEADLINE, Role.SUBHEAD, Role.BYLINE, Role.DATELINE, Role.MASTHEAD})
#: Blocks that are whole, whatever word their last character makes with the next block's first.
_ENDED = frozenset({Role.BYLINE, Role.DATELINE, Role.MASTHEAD, Role.FURNITURE})
#: The last character of the words under a picture that name its author.
_CREDIT = frozenset("摄攝图圖")
#: How tags, images and code fences of a recogniser begin.
_RESIDUE = frozenset("<[`!|")
#: Nothing speaks for it that the next block goes on.
_LOST = Cut(State.LOST)
_INNER = frozenset("，；,;")
_COMMAS = frozenset("，、,")
_CANNOT_BEGIN = frozenset("，。、；？！,;?%％℃）")
#: The rest of a sentence, or of what stood in quotation marks: no paragraph begins with so short a piece.
_REST = Pattern(rf"{LETTER}{{1,3}}(?:[；;。）%％]|”[，。、；,;])|[年月日时時点點分元吨米里亩名][，、,]")
#: What an ending stands before that is torn from its word: 案，即在…, 业的发展.
_BEHIND_ENDING = frozenset("，、；。,;的")
_NUMERALS = frozenset(NUMERAL)
#: They follow what they belong to, except in words of their own (的确, 了解, 着眼).
_PARTICLES = frozenset("了们着吗")
_BEGUN = Pattern(
    f"[{EDGE_BLANK}]*(?:[{''.join(_CANNOT_BEGIN | _PARTICLES)}]|.[{''.join(_BEHIND_ENDING)}]|{_REST.source})", re.DOTALL
)
_SENTENCE_ENDS = frozenset("。！？!?")
_BRACKET = Pattern(f"[{OPENERS}{CLOSERS}]")


class Edge(NamedTuple):
    """The place at which a block was torn: its last character, or its first one; ``key`` says what shows it."""

    block: Block
    at: int
    key: str


class Pair(NamedTuple):
    """An end, and a beginning further down the page that may go on there."""

    end: Edge
    beginning: Edge
    #: Whether a word or a pair of marks runs through the two, so that they fit by more than their places.
    fits: bool


class Torn(NamedTuple):
    """All torn places of a page."""

    ends: Sequence[Edge]
    beginnings: Sequence[Edge]
    #: An end and a beginning that stand in no other pair.
    pairs: Sequence[Pair]
    #: Ends right above a beginning that belongs to another one: the columns cross there.
    crossed: Sequence[Edge]

    @property
    def lost_ends(self) -> Iterator[Edge]:
        """The ends that nothing continues."""
        paired = {pair.end.block.number for pair in self.pairs}
        return (edge for edge in self.ends if edge.block.number not in paired)

    @property
    def lost_beginnings(self) -> Iterator[Edge]:
        """The beginnings that nothing leads to."""
        paired = {pair.beginning.block.number for pair in self.pairs}
        return (edge for edge in self.beginnings if edge.block.number not in paired)


def find(page: Page) -> Torn:
    """What is torn on the page."""
    if not page.separated:
        return Torn((), (), (), ())
    # most blocks end on a final mark and begin with a word, and need no closer look
    ends = (block for block in page.blocks if page.text[block.end - 1] not in FINAL)
    begins = (block for block in page.blocks if _BEGUN.compiled.match(page.text, block.start, block.end))
    suspected = [edge for block in ends if (edge := _stops(page, block)) is not None]
    begun = [edge for block in begins if (edge := _begins(page, block)) is not None]
    if not (suspected or begun):
        return Torn((), (), (), ())
    torn_ends = [edge for edge in suspected if _is_torn_below(page, edge)]
    torn_ends = [edge for edge in torn_ends if not any(loop.start <= edge.at < loop.end for loop in page.loops)]
    beginnings = [edge for edge in begun if _is_torn_above(page, edge)]
    fitting = list(_fitting(page, torn_ends))
    taken = {edge.block.number for pair in fitting for edge in (pair.end, pair.beginning)}
    below = {pair.beginning.block.number for pair in fitting}
    crossed = [edge for edge in suspected if edge.block.number + 1 in below and _is_prose(page, edge)]
    loose = [edge for edge in beginnings if edge.block.number not in taken]
    open_at = {edge.block.number: edge for edge in torn_ends if edge.block.number not in taken}
    others = [pair for pair in _single(_possible(open_at, loose)) if pair.end.key != "comma"]
    return Torn(torn_ends, loose, [*fitting, *others], crossed)


# -- one block ---------------------------------------------------------------------------------


def _stops(page: Page, block: Block) -> Edge | None:
    """Where a block stops in mid-sentence, by itself: no role or neighbour is asked."""
    text = page.text
    end = seam.behind(text, block.start, block.end)
    last, length = text[end - 1], end - block.start
    if last in _COMMAS and length >= CLAUSE:
        return Edge(block, end - 1, "comma")
    if length < PROSE or not is_han(last):
        return None
    if not _is_running(text[block.start : end]):
        return None
    return Edge(block, end - 1, "opened" if seam.still_open(text, max(block.start, end - NEAR), end) else "stops")


def _is_running(text: str) -> bool:
    """Whether a text that stops holds more than one sentence, or clauses and no list of names.

    A sentence by itself may be printed without its final mark: the words under a picture, a slogan.
    """
    commas = text.count("，") + text.count(",")
    return not _SENTENCE_ENDS.isdisjoint(text) or (commas >= CLAUSES and text.count("（") + text.count("(") < CLAUSES)


def _begins(page: Page, block: Block) -> Edge | None:
    """Where a block begins in mid-sentence, by itself."""
    text = page.text
    start = seam.first_of(text, block.start, block.end)
    if block.end - start < LEAST:
        return None
    first, second = text[start], text[start + 1]
    if first in _CANNOT_BEGIN:
        return Edge(block, start, "mark")
    if not is_han(first):
        return None
    if _REST.match(text, start, block.end) is not None and not _opens(page, block):
        return Edge(block, start, "rest")
    if second in _BEHIND_ENDING and first not in _NUMERALS and lexicon.is_ending(first):
        return Edge(block, start, "ending")
    if first in _PARTICLES and lexicon.cuts(text[start : start + NEAR], 1) <= 0:
        return Edge(block, start, "particle")
    return None


# -- a block and its neighbours ----------------------------------------------------------------


def _is_prose(page: Page, edge: Edge) -> bool:
    """Whether the place is in running text that is not kept in its printed lines."""
    body = page.role(edge.block) is Role.BODY and not page.is_protected(edge.at)
    return body and not _is_printed(page, edge.at)


def _is_torn_below(page: Page, edge: Edge) -> bool:
    """Whether it is running text that stops there, and neither the next block nor another page goes on."""
    block = edge.block
    if _in_loop(page, block) or not _is_prose(page, edge):
        return False
    if _noticed(page, max(block.start, block.end - NEAR), block.end):
        return False
    below = _neighbour(page, block, 1)
    if below is None:
        return True
    if page.cuts.at(block.number) != _LOST or _noticed(page, below.start, min(below.end, below.start + NEAR)):
        return False
    role = page.role(below)
    if role is Role.BODY:  # a sentence by itself is more often without its final mark than a torn one
        whole = edge.key == "stops" and _SENTENCE_ENDS.isdisjoint(page.text[block.start : edge.at])
        return not whole and _opens(page, below)
    # what looks like a subhead and has clauses may be a piece of the paragraph
    piece = role is Role.SUBHEAD and not _INNER.isdisjoint(page.block_text(below))
    return role in _APART and not piece and not _goes_on_behind(page, edge, below)


def _goes_on_behind(page: Page, edge: Edge, between: Block) -> bool:
    """Whether the paragraph may go on behind the next block: the foot of a page, words of the engine's own."""
    beyond = _neighbour(page, between, 1)
    if beyond is None:
        return False
    if page.text[between.start] in _RESIDUE or furniture.kinds(page.block_text(between)[:NEAR]):
        return page.role(beyond) is Role.BODY and not _opens(page, beyond)
    return _begins(page, beyond) is not None or _fit(page, edge, beyond, seam.SURE_WORD)


def _is_torn_above(page: Page, edge: Edge) -> bool:
    """Whether it is running text that begins there, and neither the block above nor another page leads to it."""
    block = edge.block
    if not _is_prose(page, edge) or _in_loop(page, block):
        return False
    above = _neighbour(page, block, -1)
    if above is None:
        return True
    role = page.role(above)
    if role is Role.NOTICE:
        return not any(notice.way == "from" for notice in _notices(page, above.start, above.end))
    before, start = seam.edges(page.text, above.span, block.span)
    if page.cuts.at(above.number).seam is not None:
        return False
    if role in _ENDED or ends_finally(page.text[max(above.start, before - NEAR) : before]):
        return True
    if role is Role.CAPTION:
        return page.text[before - 1] in _CREDIT
    return role in _APART and not _cuts_word(page, before, start, seam.SURE_WORD)


def _is_printed(page: Page, at: int) -> bool:
    """Whether the page keeps its printed lines there."""
    style = page.style
    return style.printed and style.is_printed(style.number(page.row(at)))


def _neighbour(page: Page, block: Block, step: int) -> Block | None:
    number = block.number + step
    return page.blocks[number] if 0 <= number < len(page.blocks) else None


def _noticed(page: Page, start: int, end: int) -> bool:
    return any(True for _ in _notices(page, start, end))


def _notices(page: Page, start: int, end: int) -> Iterator[notices.Notice]:
    turns = [at for at in range(start, end) if page.text[at] in notices.TURNS]
    return notices.near(page, turns)


def _in_loop(page: Page, block: Block) -> bool:
    """Whether the block is a copy, or the cut-off copy, of a neighbour: a loop, and no tear."""
    near = (_neighbour(page, block, -1), _neighbour(page, block, 1))
    return any(other is not None and repeats(page, block, other) for other in near)


def _opens(page: Page, block: Block) -> bool:
    """Whether a block begins as paragraphs do."""
    return seam.OPENING.match(page.view(block.start, min(block.end, block.start + NEAR)).text) is not None


# -- two halves --------------------------------------------------------------------------------


def _fitting(page: Page, ends: Sequence[Edge]) -> Iterator[Pair]:
    """The ends and beginnings that fit each other and nothing else."""
    found = [
        Pair(end, Edge(block, seam.first_of(page.text, block.start, block.end), "fits"), True)
        for end in ends
        for block in page.blocks[end.block.number + 3 : end.block.number + 1 + FAR]
        if _fit(page, end, block, FITS) and page.role(block) is Role.BODY and _stands_free(page, block)
    ]
    return _single(found)


def _possible(ends: Mapping[int, Edge], beginnings: Sequence[Edge]) -> list[Pair]:
    """Each of the beginnings with each of the ends above it that are not too far."""
    return [
        Pair(ends[number], beginning, False)
        for beginning in beginnings
        for number in range(beginning.block.number - FAR, beginning.block.number - 2)
        if number in ends
    ]


def _single(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs whose halves stand in no other one."""
    rivals = Counter(edge.block.number for pair in pairs for edge in (pair.end, pair.beginning))
    return (pair for pair in pairs if rivals[pair.end.block.number] == rivals[pair.beginning.block.number] == 1)


def _stands_free(page: Page, block: Block) -> bool:
    """Whether the block begins like no paragraph, and does not continue the one above it."""
    above = _neighbour(page, block, -1)
    if above is None or _opens(page, block):
        return False
    return not _cuts_word(page, *seam.edges(page.text, above.span, block.span), seam.SURE_WORD)


def _fit(page: Page, end: Edge, block: Block, odds: float) -> bool:
    """Whether a word is cut that the two halves make, or a mark opens in one and closes in the other."""
    start = seam.first_of(page.text, block.start, block.end)
    if end.key == "opened" and _closes(page.text, start, min(block.end, start + NEAR)):
        return True
    return _cuts_word(page, end.at + 1, start, odds)


def _cuts_word(page: Page, end: int, start: int, odds: float) -> bool:
    """Whether a word runs from before ``end`` to behind ``start``."""
    if not (is_han(page.text[end - 1]) and is_han(page.text[start])):
        return False
    before, behind = page.view(max(0, end - NEAR), end).text, page.view(start, start + NEAR).text
    return lexicon.cuts(before + behind, len(before)) >= odds


def _closes(text: str, start: int, end: int) -> bool:
    bracket = _BRACKET.search(text, start, end)
    return bracket is not None and bracket[0] in CLOSERS
