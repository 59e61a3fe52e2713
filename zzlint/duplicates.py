"""The same text on several pages: what each page tells of its own, and what is said of all of them.

A page tells 100 bytes for each of its passages: where it is, how long, a digest, and for copies that a
recogniser misread differently a MinHash. Copies with one digest are one class however many there are;
classes whose MinHashes share a band are read again and compared letter by letter. What follows one another on
the same pages is one repeat: an article, or a whole page that was delivered twice.
"""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, Protocol

from zzlint import formats
from zzlint.text import minhash
from zzlint.text.chars import CLOSERS, FINAL, HALF
from zzlint.text.page import Page
from zzlint.text.pattern import Pattern
from zzlint.text.roles import Role

#: Shorter passages, in letters, are formulas, hotlines, lists of those present.
LEAST = 50
#: So many passages that are no copies may stand between those that are.
GAP = 3
#: Of nearly equal texts so many letters in a hundred agree.
ALIKE = 0.85
#: What recognisers misread is scattered; a text made from a form differs in whole words.
SCATTERED = 1.5
#: Nor do numbers differ more than so many times as often as other letters.
NUMBERS = 3
#: So many pages are kept while candidates are compared.
KEPT = 64
#: What stands on every page of a paper.
BESIDE = frozenset({Role.MASTHEAD, Role.DATELINE, Role.FURNITURE, Role.NOTICE, Role.BYLINE})

_NO_LETTERS = Pattern(r"[\W_]+")
_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ]")
_ENDS = FINAL + CLOSERS + "!?"
_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百千万")
#: Start, end, letters, digest; the bands follow.
_FACT = struct.Struct(f"<III{minhash.DIGEST}s{minhash.BANDS * minhash.BAND}s")


class Place(Protocol):
    """Where a page was read: its file, its record and the record's line."""

    @property
    def filename(self) -> str: ...
    @property
    def record(self) -> str: ...
    @property
    def line(self) -> int: ...


class Passage(NamedTuple):
    """A long block, or short ones up to a final mark: ``text[start:end]``, and its letters.

    ``blocks`` are the numbers of its first block and of the one behind its last.
    """

    start: int
    end: int
    letters: str
    blocks: tuple[int, int]


class Copy(NamedTuple):
    """Passages ``first`` to ``last`` of page ``page``, ``text[start:end]``."""

    page: int
    first: int
    last: int
    start: int
    end: int


class Repeat(NamedTuple):
    """The same text on several pages, in their order; ``letters`` counts those of the first copy.

    ``exact``: all copies have the same letters.
    """

    copies: tuple[Copy, ...]
    passages: int
    letters: int
    exact: bool


class _Known(NamedTuple):
    """What a page told of one passage; ``number`` is its place among the page's own."""

    page: int
    number: int
    start: int
    end: int
    letters: int
    digest: bytes
    bands: bytes


# -- what a page tells -------------------------------------------------------------------------


def passages(page: Page) -> Iterator[Passage]:
    """The passages of a page that are long enough, in their order."""
    first, letters, start = 0, "", 0
    for block in page.blocks:
        told = _letters(page.block_text(block))
        if len(told) >= LEAST:
            yield Passage(block.start, block.end, told, (block.number, block.number + 1))
        else:
            if not letters:
                first, start = block.number, block.start
            letters += told
            if len(letters) < LEAST or page.text[block.end - 1] not in _ENDS:
                continue
            yield Passage(start, block.end, letters, (first, block.number + 1))
        letters = ""


def told(page: Page, near: bool) -> str:
    """What a page tells of its passages, as letters and digits; ``near``: of near copies, too."""
    bands = minhash.bands if near else lambda letters: b""
    return b64encode(
        b"".join(
            _FACT.pack(own.start, own.end, len(own.letters), minhash.digest(own.letters), bands(own.letters))
            for own in passages(page)
        )
    ).decode("ascii")


def _letters(text: str) -> str:
    """The text without marks and blanks, which recognisers put in and leave out, and without widths."""
    text = _NO_LETTERS.sub("", text)
    return text.translate(HALF) if _WIDE.search(text) else text


# -- what is said of all -----------------------------------------------------------------------


def repeats(pages: Sequence[tuple[Place, str]]) -> list[Repeat]:
    """What stands on several of the pages, by where it stands first; each page with what it told."""
    known = [item for page, (_, fact) in enumerate(pages) for item in _unpacked(page, fact)]
    classes = _Classes(len(known))
    first: dict[bytes, int] = {}
    for index, item in enumerate(known):
        classes.join(first.setdefault(item.digest, index), index)
    reader = _Reader([place for place, _ in pages])
    for one, other in _candidates(known, list(first.values())):
        if not classes.joined(one, other) and reader.alike(known[one], known[other]):
            classes.join(one, other)
    groups: dict[int, list[_Known]] = {}
    for index, item in enumerate(known):
        groups.setdefault(classes.root(index), []).append(item)
    several = [copies for copies in groups.values() if any(item.page != copies[0].page for item in copies)]
    return _repeats(several, reader)


def _unpacked(page: int, fact: str) -> Iterator[_Known]:
    for number, row in enumerate(_FACT.iter_unpack(b64decode(fact))):
        yield _Known(page, number, *row)


class _Classes:
    """Sets that grow together (union-find); each is known by its smallest member."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, member: int) -> int:
        above = self._above
        while above[member] != member:
            above[member] = member = above[above[member]]
        return member

    def joined(self, one: int, other: int) -> bool:
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low


def _candidates(known: Sequence[_Known], firsts: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs that share a band, those of the same pages together.

    Of all that share one, each is paired with the first and with the one before it: enough to join
    them, where comparing each with each would be millions.
    """
    found: set[tuple[int, int]] = set()
    nothing = bytes(minhash.BAND * minhash.BANDS)
    hashed = [index for index in firsts if known[index].bands != nothing]
    for start in range(0, len(nothing), minhash.BAND):
        seen: dict[bytes, tuple[int, int]] = {}
        for index in hashed:
            band = known[index].bands[start : start + minhash.BAND]
            first, before = seen.get(band, (index, index))
            seen[band] = first, index
            found.update((other, index) for other in (first, before) if _as_long(known[other], known[index]))
    return sorted(found, key=lambda pair: (known[pair[0]].page, known[pair[1]].page, pair))


def _as_long(one: _Known, other: _Known) -> bool:
    short, long = sorted((one.letters, other.letters))
    return one is not other and short >= ALIKE * long


class _Reader:
    """Reads pages once more to compare what their passages say."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self.of = lru_cache(maxsize=KEPT)(self._of)

    def alike(self, one: _Known, other: _Known) -> bool:
        """Whether both can be read and nearly agree."""
        texts = [self.of(item.page).get(item.digest) for item in (one, other)]
        return None not in texts and _alike(*(text for text, _ in filter(None, texts)))

    def printed(self, item: _Known) -> bool:
        """Whether it is part of a story, as far as the page can be read."""
        _, printed = self.of(item.page).get(item.digest, ("", True))
        return printed

    def _of(self, number: int) -> Mapping[bytes, tuple[str, bool]]:
        """Digest -> letters, and whether they are part of a story."""
        page = _read(self._places[number])
        if page is None:
            return {}
        return {minhash.digest(own.letters): (own.letters, _in_story(page, own)) for own in passages(page)}


def _read(place: Place) -> Page | None:
    """The page as it is now; None for one that is not there any more, or not where JSON keeps its text by default."""
    try:
        with open(place.filename, "rb") as file:
            pieces = formats.pieces(file) if formats.in_lines(place.filename) else [(file.read(), 0, 1)]
            for data, at, line in pieces:
                for record in formats.records(data, place.filename, at=at, line=line):
                    if (record.name, record.line) == (place.record, place.line):
                        return record.page if isinstance(record.page, Page) else None
    except OSError:
        pass
    return None


def _in_story(page: Page, passage: Passage) -> bool:
    first, behind = passage.blocks
    blocks = page.blocks[first:behind]
    letters = sum(len(_letters(page.block_text(block))) for block in blocks if page.role(block) not in BESIDE)
    return 2 * letters > len(passage.letters)


def _alike(one: str, other: str) -> bool:
    """Whether two texts are one that was misread here and there."""
    from rapidfuzz.distance import Levenshtein  # 18 ms: only near copies pay it

    allowed = int(max(len(one), len(other)) * (1 - ALIKE))
    distance = Levenshtein.distance(one, other, score_cutoff=allowed)
    if distance > allowed:
        return False
    edits = [edit for edit in Levenshtein.opcodes(one, other) if edit.tag != "equal"]
    runs = 1 + sum(edit.src_start > above.src_end for above, edit in pairwise(edits))
    if distance > SCATTERED * runs:
        return False
    changed = [one[edit.src_start : edit.src_end] + other[edit.dest_start : edit.dest_end] for edit in edits]
    numbers, misread = _numerals((one, other)), _numerals(changed)
    return misread * (len(one) + len(other)) <= NUMBERS * numbers * sum(map(len, changed)) if misread else True


def _numerals(texts: Iterable[str]) -> int:
    return sum(char in _NUMERALS for text in texts for char in text)


# -- what belongs together ---------------------------------------------------------------------


def _repeats(classes: Iterable[Sequence[_Known]], reader: _Reader) -> list[Repeat]:
    """Classes whose copies follow one another on the same pages, as one repeat."""
    found: list[Repeat] = []
    growing: dict[tuple[int, ...], int] = {}
    for copies in sorted(classes, key=itemgetter(0)):
        if not reader.printed(copies[0]):
            continue
        own: dict[int, list[_Known]] = {}
        for item in copies:
            own.setdefault(item.page, []).append(item)
        pages = tuple(own)
        at = growing.get(pages)
        longer = _grown(found[at], own) if at is not None else None
        if at is not None and longer is not None:
            found[at] = longer
        else:
            growing[pages] = len(found)
            found.append(_begun(own))
    return found


def _begun(own: Mapping[int, Sequence[_Known]]) -> Repeat:
    firsts = [items[0] for items in own.values()]
    copies = tuple(Copy(item.page, item.number, item.number, item.start, item.end) for item in firsts)
    return Repeat(copies, 1, firsts[0].letters, _same(firsts))


def _grown(repeat: Repeat, own: Mapping[int, Sequence[_Known]]) -> Repeat | None:
    """The repeat with one passage more; None if this one does not follow on every page."""
    follow = []
    for copy in repeat.copies:
        behind = (item for item in own[copy.page] if copy.last < item.number <= copy.last + GAP)
        item = next(behind, None)
        if item is None:
            return None
        follow.append(item)
    copies = tuple(
        copy._replace(last=item.number, end=item.end) for copy, item in zip(repeat.copies, follow, strict=True)
    )
    letters = repeat.letters + follow[0].letters
    return Repeat(copies, repeat.passages + 1, letters, repeat.exact and _same(follow))


def _same(items: Sequence[_Known]) -> bool:
    return all(item.digest == items[0].digest for item in items)
