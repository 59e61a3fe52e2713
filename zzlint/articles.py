"""Parts a page into what it prints of each article: between two headlines, or at a jump.

A run of headlines begins an article. The head of a page (masthead, date, section) belongs to none,
text above the first headline to one without a title. A notice that the article goes on elsewhere
ends what the page prints of it; behind 上接A1版 the rest of one begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from zzlint.jumps import Jump
from zzlint.text.chars import FINAL, INNER
from zzlint.text.identity import label
from zzlint.text.layout import Block
from zzlint.text.notices import Notice
from zzlint.text.page import Page
from zzlint.text.roles import Role, ends_finally

#: So many code points of the text at a jump are looked at to tell what belongs together.
EDGE = 12
#: A kicker, a headline and two more lines; what goes on longer is a list of something.
TITLE = 4
#: These stand over the text of an article, or beside it.
OVER = frozenset({Role.HEADLINE, Role.BYLINE, Role.DATELINE, Role.FURNITURE})
#: Words beside a notice are one of these, or a headline.
TEXT = frozenset({Role.BODY, Role.LIST_ITEM, Role.CAPTION, Role.BYLINE})
#: The end of a sentence in a line of its own looks like one of these.
SHORT = frozenset({Role.HEADLINE, Role.SUBHEAD, Role.BYLINE})
#: The marks of a sentence, half-width ones too.
CLAUSE = frozenset(INNER + FINAL + ",;:!?")
#: At the head of a page these belong to no article.
HEAD = frozenset({Role.DATELINE, Role.FURNITURE})


class Piece(NamedTuple):
    """``text[start:end]`` of the page: a block, or what is left of one beside a notice."""

    start: int
    end: int
    role: Role


#: Behind the last piece of a page.
NOTHING: tuple[Piece, Notice | None] = (Piece(0, 0, Role.NOTICE), None)


class Stretch(NamedTuple):
    """What a page prints of one article.

    ``came`` is the notice that names the page on which it began, ``goes`` the one that names where
    it goes on; ``aside`` is what stands above the pieces and belongs to no article.
    """

    pieces: tuple[Piece, ...]
    came: Notice | None
    goes: Notice | None
    aside: tuple[Piece, ...]

    @property
    def headlines(self) -> tuple[Piece, ...]:
        """The first headlines over the text, in their order."""
        over = takewhile(lambda piece: piece.role in OVER, self.pieces)
        return tuple(islice((piece for piece in over if piece.role is Role.HEADLINE), TITLE))

    def title(self, page: Page) -> str:
        """The headlines in one line; "" where there is none."""
        return " ".join(" ".join(page.text[piece.start : piece.end].split()) for piece in self.headlines)

    def beginning(self, page: Page) -> str:
        """The first characters under the headlines."""
        first = next((piece for piece in self.pieces if piece.role not in OVER), None)
        return page.text[first.start : first.start + EDGE].lstrip() if first else ""

    def ending(self, page: Page) -> str:
        """The last characters."""
        last = self.pieces[-1] if self.pieces else None
        return page.text[max(last.start, last.end - EDGE) : last.end].rstrip() if last else ""


def stretches(page: Page) -> list[Stretch]:
    """What the page prints of each article, in its order; together they hold all pieces of the page."""
    found: list[Stretch] = []
    pieces: list[Piece] = []
    aside: list[Piece] = []
    came: Notice | None = None
    told = False  # whether there is text under the headlines

    def end(goes: Notice | None = None) -> None:
        nonlocal came, told
        if pieces or came or goes:
            found.append(Stretch(tuple(pieces), came, goes, tuple(aside)))
            pieces.clear()
            aside.clear()
            came, told = None, False

    for (piece, notice), (_, behind) in pairwise(chain(_pieces(page), [NOTHING])):
        if notice is not None:
            if notice.way == "from" and (told or came):
                end()
            aside.append(piece)
            if notice.way == "to":
                end(notice)
            else:
                came = notice
        elif piece.role is Role.MASTHEAD or (piece.role in HEAD and not pieces and not came):
            aside.append(piece)
        else:
            jumps_off = behind is not None and behind.way == "to"
            if jumps_off and told and piece.role in SHORT and not _ends(page, pieces[-1]):
                piece = piece._replace(role=Role.BODY)  # the last words of a sentence that the jump cuts
            if piece.role is Role.HEADLINE and told:
                end()
            pieces.append(piece)
            told = told or piece.role not in OVER
    end()
    if aside and found:  # below the last article
        found[-1] = found[-1]._replace(aside=(*found[-1].aside, *aside))
    return found


def jumps(page: Page, parted: Sequence[Stretch], name: str = "") -> list[tuple[Jump, int]]:
    """The jumps of a page that is called ``name``, each with the number of the stretch that it begins or ends."""
    return [
        (_jump(page, stretch, notice, name), number)
        for number, stretch in enumerate(parted)
        for notice in (stretch.came, stretch.goes)
        if notice is not None
    ]


def _jump(page: Page, stretch: Stretch, notice: Notice, name: str) -> Jump:
    return Jump(
        name=name,
        page=page.identity.page,
        way=notice.way,
        there=label(notice.page),
        ordinal=notice.ordinal,
        start=notice.start,
        end=notice.end,
        edge=stretch.beginning(page) if notice.way == "from" else stretch.ending(page),
        title=stretch.title(page),
    )


def _pieces(page: Page) -> Iterator[tuple[Piece, Notice | None]]:
    """The pieces of a page in their order, each notice a piece by itself."""
    waiting = [notice for notice in page.notices if notice.sure]
    waiting.reverse()
    done = 0  # a notice that is broken by a line may reach into the next block
    for block in page.blocks:
        role = page.role(block)
        while waiting and waiting[-1].start < block.end:
            notice = waiting.pop()
            yield from _beside(page, block, role, done, notice.start)
            yield Piece(notice.start, notice.end, Role.NOTICE), notice
            done = notice.end
        yield from _beside(page, block, role, done, block.end)


def _beside(page: Page, block: Block, role: Role, start: int, end: int) -> Iterator[tuple[Piece, None]]:
    """What stands there of the block besides blanks; the indent of a whole block is its own."""
    whole = start <= block.start and end == block.end
    start = max(start, block.start)
    text = page.text[start:end]
    if text and not text.isspace():
        if start > block.start:
            start += len(text) - len(text.lstrip())
        if not whole and role not in TEXT:
            # words beside 上接A1版 that are no clause are the headline once more
            role = Role.HEADLINE if CLAUSE.isdisjoint(text) else Role.BODY
        yield Piece(start, end - len(text) + len(text.rstrip()), role), None


def _ends(page: Page, piece: Piece) -> bool:
    return ends_finally(page.text[max(piece.start, piece.end - EDGE) : piece.end])
