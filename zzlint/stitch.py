"""Puts whole articles together out of the pages of issues: each part where it is read, the pages untouched."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from zzlint.articles import Piece, Stretch, jumps, stretches
from zzlint.jumps import Jump, Key, pair, repeats
from zzlint.text import seam
from zzlint.text.page import Page
from zzlint.text.roles import Role, ends_finally
from zzlint.text.span import Span

#: These run on over a jump; all else begins a paragraph of its own.
RUNNING = frozenset({Role.BODY.value, Role.LIST_ITEM.value, Role.CAPTION.value})


class Part(NamedTuple):
    """``text`` as it stands in ``span`` (code points) of a page: a block, or what a notice leaves of one.

    ``file`` and ``record`` name the page, ``page`` is its label ("" unknown), ``role`` what the block is.
    """

    file: str
    record: str
    page: str
    span: Span
    role: str
    text: str


@dataclass(frozen=True)
class Article:
    """A whole article: ``parts`` in reading order, ``text`` what they say together.

    ``title`` are its headlines ("" where it has none), ``left_out`` what stands on its pages beside it and
    is part of no article: notices, mastheads, headlines that are printed again over the rest.
    """

    id: str
    title: str
    parts: tuple[Part, ...]
    left_out: tuple[Part, ...]
    text: str


class Spot(NamedTuple):
    """A notice of a jump: ``notice`` as printed, in the line ``row`` (1-based) of a file or record."""

    file: str
    record: str
    row: int
    notice: str


class Loose(NamedTuple):
    """A jump that was not followed, and why.

    ``reason`` is that of ``jumps.Unmatched``, or "unclear": each of ``others`` answers, or "unknown":
    nobody knows the issue of its page. ``page`` is the label of the page that it names.
    """

    spot: Spot
    reason: str
    page: str
    others: tuple[Spot, ...] = ()


class Stitched(NamedTuple):
    """All articles, how many jumps were followed, and those that were not, by their places."""

    articles: tuple[Article, ...]
    followed: int
    loose: tuple[Loose, ...]


class _Sheet(NamedTuple):
    """What is kept of a page."""

    file: str
    record: str
    label: str
    text: str
    gap: str
    stretches: tuple[Stretch, ...]
    titles: tuple[str, ...]

    def part(self, piece: Piece) -> Part:
        """A piece with what names its place."""
        span = Span(piece.start, piece.end)
        return Part(self.file, self.record, self.label, span, piece.role.value, self.text[slice(*span)])


#: A stretch by the number of its sheet and its own.
Place: TypeAlias = "tuple[int, int]"


def stitch(pages: Iterable[Page], furniture: bool = True) -> Stitched:
    """The articles of the pages, in the order of their names; ``furniture``: keep what stands inside them.

    Pages are matched within their issue only (``page.identity.group``). The order in which pages of
    different files are given does not matter.
    """
    sheets: list[_Sheet] = []
    places: dict[Key, Place] = {}
    spots: dict[Key, Spot] = {}
    issues: dict[str, list[Jump]] = defaultdict(list)
    labels: dict[str, set[str]] = defaultdict(set)
    for number, page in enumerate(sorted(pages, key=lambda page: page.name)):
        parted = stretches(page)
        labels[page.identity.group].add(page.identity.page)
        for jump, which in jumps(page, parted, f"{number:09}"):
            issues[page.identity.group].append(jump)
            places[jump.key] = number, which
            spots[jump.key] = _spot(page, jump)
        sheets.append(_sheet(page, parted))
    loose = [Loose(spots[jump.key], "unknown", jump.there) for jump in issues.pop("", ())]
    follows: dict[Place, Place] = {}
    for group, found in issues.items():
        pairing = pair(found, labels[group])
        follows |= {places[head.key]: places[tail.key] for head, tail in pairing.pairs}
        loose += [Loose(spots[jump.key], reason, jump.there) for jump, reason in pairing.unmatched]
        for jump, candidates in pairing.ambiguous:
            others = tuple(spots[candidate.key] for candidate in candidates)
            loose.append(Loose(spots[jump.key], "unclear", jump.there, others))
    articles = _articles(sheets, _chains(sheets, follows), furniture)
    return Stitched(tuple(articles), len(follows), tuple(sorted(loose)))


def _spot(page: Page, jump: Jump) -> Spot:
    row, _ = page.location(jump.start)
    return Spot(page.name, page.record, row, " ".join(page.text[jump.start : jump.end].split()))


def _sheet(page: Page, parted: Sequence[Stretch]) -> _Sheet:
    gap = "\n\n" if page.separated else "\n"
    titles = tuple(stretch.title(page) for stretch in parted)
    return _Sheet(page.name, page.record, page.identity.page, page.text, gap, tuple(parted), titles)


def _chains(sheets: Sequence[_Sheet], follows: Mapping[Place, Place]) -> Iterator[list[Place]]:
    """All stretches, those of one article together, by the place of the first; a circle is opened at its first."""
    places = [(number, which) for number, sheet in enumerate(sheets) for which in range(len(sheet.stretches))]
    tails = set(follows.values())
    done: set[Place] = set()
    chains = []
    for start in (*(place for place in places if place not in tails), *places):
        chain: list[Place] = []
        place: Place | None = start
        while place is not None and place not in done:
            done.add(place)
            chain.append(place)
            place = follows.get(place)
        if chain:
            chains.append(chain)
    yield from sorted(chains)


def _articles(sheets: Sequence[_Sheet], chains: Iterable[Sequence[Place]], furniture: bool) -> Iterator[Article]:
    folders = {os.path.dirname(os.path.abspath(sheet.file)) for sheet in sheets}
    top = os.path.commonpath(folders) if folders else ""
    counted: Counter[str] = Counter()
    for chain in chains:
        title = next((title for number, which in chain if (title := sheets[number].titles[which])), "")
        links = [
            _link(sheets[number], which, title if link else "", furniture) for link, (number, which) in enumerate(chain)
        ]
        parts = tuple(part for link in links for part in link.parts)
        if parts:
            stem = _stem(sheets[chain[0][0]], top)
            counted[stem] += 1
            left_out = tuple(part for link in links for part in link.left_out)
            yield Article(f"{stem}-{counted[stem]:02}", title, parts, left_out, _told(links))


class _Link(NamedTuple):
    """What one page gives an article; ``gap`` stands between its paragraphs."""

    parts: tuple[Part, ...]
    left_out: tuple[Part, ...]
    gap: str


def _link(sheet: _Sheet, which: int, printed: str, furniture: bool) -> _Link:
    """What a stretch gives an article, without headlines that are ``printed`` over its beginning already."""
    stretch = sheet.stretches[which]
    out = {piece for piece in stretch.headlines if printed and repeats(printed, sheet.part(piece).text)}
    if not furniture:
        out |= {piece for piece in stretch.pieces if piece.role is Role.FURNITURE}
    kept = tuple(sheet.part(piece) for piece in stretch.pieces if piece not in out)
    return _Link(kept, tuple(map(sheet.part, sorted((*stretch.aside, *out)))), sheet.gap)


def _told(links: Iterable[_Link]) -> str:
    """The text of an article: a sentence that a jump cuts goes on, else each part is a paragraph."""
    told: list[str] = []
    above: Part | None = None
    gap = ""
    for link in links:
        for index, part in enumerate(link.parts):
            text = part.text.replace("\r\n", "\n").replace("\r", "\n")
            if above is not None and index == 0 and _goes_on(above, part):
                before, text = told[-1].rstrip(), text.lstrip()
                joint = seam.joined(before + text, len(before), len(before), [])
                told[-1] = before[: joint.start]
                told.append(joint.new)
            elif above is not None:
                told.append(max(link.gap, gap))
            told.append(text)
            above, gap = part, link.gap
    return "".join(told)


def _goes_on(above: Part, below: Part) -> bool:
    return above.role in RUNNING and below.role in RUNNING and not ends_finally(above.text)


def _stem(sheet: _Sheet, top: str) -> str:
    """What articles that begin on a page are called: its path below ``top`` without the suffix, and its record."""
    path = os.path.splitext(os.path.relpath(os.path.abspath(sheet.file), top))[0].replace(os.sep, "/")
    record = "".join(char if char.isalnum() or char in "-_." else "_" for char in sheet.record)
    return f"{path}-{record}" if record else path
