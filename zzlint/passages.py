"""The passages of a page that are long enough to be known again, and what a page tells of them.

A page tells 20 bytes for each: where it is, how long, a digest; and 80 more, a MinHash, where copies that
were misread differently are to be found, too. What a passage says is read once more when it is asked for.
"""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from zzlint import formats
from zzlint.text import minhash
from zzlint.text.chars import CLOSERS, FINAL, HALF
from zzlint.text.page import Page
from zzlint.text.pattern import Pattern
from zzlint.text.roles import Role

#: Shorter passages, in letters, are formulas, hotlines, lists of those present.
LEAST = 50
#: No furniture is as long, in letters.
LONG = 100
#: What stands on every page of a paper.
BESIDE = frozenset({Role.MASTHEAD, Role.DATELINE, Role.FURNITURE, Role.NOTICE, Role.BYLINE})

_NO_LETTERS = Pattern(r"[\W_]+")
_WIDE = Pattern("[０-９Ａ-Ｚａ-ｚ]")
_ENDS = FINAL + CLOSERS + "!?"
#: Start, end, letters, digest.
_ROW = struct.Struct(f"<III{minhash.DIGEST}s")
_BANDS = struct.Struct(f"{minhash.BANDS * minhash.BAND}s")


class Place(NamedTuple):
    """Where a page was read: its file, the name of its record and the record's line ("" and 0 for a whole file)."""

    filename: str
    record: str
    line: int


class Passage(NamedTuple):
    """A long block, or short ones up to a final mark: ``text[start:end]``, and its letters.

    ``blocks`` are the numbers of its first block and of the one behind its last.
    """

    start: int
    end: int
    letters: str
    blocks: tuple[int, int]


class Known(NamedTuple):
    """What page ``page`` told of its passage ``number``; ``bands`` is empty where only equal copies count."""

    page: int
    number: int
    start: int
    end: int
    letters: int
    digest: bytes
    bands: bytes

    @property
    def key(self) -> tuple[int, bytes]:
        """Names what it says."""
        return self.page, self.digest


class Said(NamedTuple):
    """The letters of a passage, and whether they are part of a story."""

    letters: str
    in_story: bool


def passages(page: Page) -> Iterator[Passage]:
    """The passages of a page, in their order."""
    first, letters, start = 0, "", 0
    for block in page.blocks:
        own = _letters(page.block_text(block))
        if len(own) >= LEAST:
            yield Passage(block.start, block.end, own, (block.number, block.number + 1))
        else:
            if not letters:
                first, start = block.number, block.start
            letters += own
            if len(letters) < LEAST or page.text[block.end - 1] not in _ENDS:
                continue
            yield Passage(start, block.end, letters, (first, block.number + 1))
        letters = ""


def told(page: Page, near: bool) -> list[str]:
    """What a page tells of its passages: their places and digests and, for ``near`` copies, their bands.

    Both are bytes in base 64.
    """
    own = list(passages(page))
    rows = (_ROW.pack(item.start, item.end, len(item.letters), minhash.digest(item.letters)) for item in own)
    bands = (_BANDS.pack(minhash.bands(item.letters)) for item in own if near)
    return [b64encode(b"".join(parts)).decode("ascii") for parts in (rows, bands)]


def known(page: int, fact: Sequence[str]) -> Iterator[Known]:
    """What ``told`` made, taken apart; ``page`` is its number among the pages."""
    rows, bands = map(b64decode, fact)
    hashed = _BANDS.iter_unpack(bands)
    for number, (start, end, letters, digest) in enumerate(_ROW.iter_unpack(rows)):
        (own,) = next(hashed, (b"",))
        yield Known(page, number, start, end, letters, digest, own)


def said(places: Sequence[Place], items: Iterable[Known]) -> dict[tuple[int, bytes], Said]:
    """What these passages say, by page and digest; each file is read once. What is not there is left out."""
    files: dict[str, dict[tuple[str, int], int]] = {}
    wanted = set()
    for item in items:
        place = places[item.page]
        files.setdefault(place.filename, {})[place.record, place.line] = item.page
        wanted.add(item.key)
    found = {}
    for name, numbers in files.items():
        for which, page in _read(name):
            number = numbers.get(which, -1)
            for own in passages(page) if number >= 0 else ():
                key = number, minhash.digest(own.letters)
                if key in wanted:
                    found[key] = Said(own.letters, _in_story(page, own))
    return found


def _letters(text: str) -> str:
    """The text without marks and blanks, which recognisers put in and leave out, and without widths."""
    text = _NO_LETTERS.sub("", text)
    return text.translate(HALF) if _WIDE.search(text) else text


def _read(name: str) -> Iterator[tuple[tuple[str, int], Page]]:
    """The pages of a file by record and line, as far as they can be read without a word about their layout."""
    with suppress(OSError), open(name, "rb") as file:
        pieces = formats.pieces(file) if formats.in_lines(name) else [(file.read(), 0, 1)]
        for data, at, line in pieces:
            for record in formats.records(data, name, at=at, line=line):
                if isinstance(record.page, Page):
                    yield (record.name, record.line), record.page


def _in_story(page: Page, passage: Passage) -> bool:
    if len(passage.letters) >= LONG:
        return True
    first, behind = passage.blocks
    blocks = (block for block in page.blocks[first:behind] if page.role(block) not in BESIDE)
    return 2 * sum(len(_letters(page.block_text(block))) for block in blocks) > len(passage.letters)
