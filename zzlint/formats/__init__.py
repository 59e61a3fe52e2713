"""Files to pages, and edits of pages back into the bytes of their file."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple

from zzlint.formats import markdown, plain
from zzlint.text.change import Change
from zzlint.text.codec import Decoded, DecodeError, decode
from zzlint.text.page import Page, Replacement

_BY_SUFFIX: dict[str, Callable[[Decoded, str], Page]] = {
    ".md": markdown.page,
    ".markdown": markdown.page,
    ".mdown": markdown.page,
}

#: Files with a record on each line.
_IN_LINES = (".jsonl", ".ndjson")
_JSON = ".json"

#: So many bytes of them are read at once, and then the line to its end.
PIECE = 1 << 20

#: What a folder is searched for when nothing else is asked for.
INCLUDED = ("*.txt", "*.text", "*.md", "*.markdown")

#: Encodings in which the bytes of a part depend on what stands before it.
_STATEFUL = ("iso2022", "hz", "utf-7")


class Layout(NamedTuple):
    """How files are to be read: their encoding, and the fields of a record that hold its text and its name.

    JSON is UTF-8 whatever the encoding. A field inside an object has the names of both: ``meta.text``.
    """

    encoding: str = "auto"
    text_field: str = "text"
    id_field: str = "id"


class Record(NamedTuple):
    """One page of a file: ``data`` are its bytes, ``at`` bytes into the file, in the line ``line`` (1-based).

    ``page`` is what could not be read as an error. ``name`` and ``line`` are "" and 0 where the
    file is one page.
    """

    page: Page | DecodeError
    data: bytes
    at: int = 0
    name: str = ""
    line: int = 0


def records(data: bytes, name: str, layout: Layout = Layout(), at: int = 0, line: int = 1) -> Iterator[Record]:  # noqa: B008
    """The pages in ``data``, which begins ``at`` bytes into the file, in its line ``line``.

    The suffix of ``name`` tells the format, plain text by default. A JSON file of another kind
    is not taken for text: its marks are not those of prose.
    """
    if in_lines(name):
        from zzlint.formats import json_lines  # only those who have some

        yield from json_lines.records(data, name, layout, at, line)
    elif suffix(name) == _JSON:
        from zzlint.formats import mineru

        yield from mineru.records(data, name)
    else:
        try:
            yield Record(read(data, name, layout.encoding), data)
        except DecodeError as error:
            yield Record(error, data)


def of_file(name: str, layout: Layout = Layout()) -> Iterator[Record]:  # noqa: B008
    """The pages of a file; of one with a record on each line a piece is read at a time. Raises OSError."""
    with open(name, "rb") as file:
        for data, at, line in pieces(file) if in_lines(name) else [(file.read(), 0, 1)]:
            yield from records(data, name, layout, at, line)


def suffix(name: str) -> str:
    """What tells the format of a file, in small letters."""
    return os.path.splitext(name)[1].lower()


def is_one_page(name: str) -> bool:
    """Whether a file of this name is one page, and not records."""
    return suffix(name) not in (*_IN_LINES, _JSON)


def in_lines(name: str) -> bool:
    """Whether a file has a record on each line, so that it can be read in ``pieces``."""
    return suffix(name) in _IN_LINES


def pieces(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Whole lines of a file, as many as one piece holds, with the byte and the line (1-based) where they begin.

    A longer line is a piece of its own; an empty file is one empty piece.
    """
    at, line = 0, 1
    while True:
        data = file.read(PIECE)
        if data and not data.endswith(b"\n"):
            data += file.readline()
        if data or at == 0:
            yield data, at, line
        if not data:
            return
        at += len(data)
        line += data.count(b"\n")


def read(data: bytes, name: str, encoding: str = "auto") -> Page:
    """The page in the bytes of a file that is one page. Raises DecodeError when they are no text."""
    return _page(decode(data, encoding), name)


def from_text(text: str, name: str = "") -> Page:
    """The page that a text is, as ``read`` makes it of UTF-8 bytes."""
    return _page(Decoded(text, "utf-8", b""), name)


def _page(decoded: Decoded, name: str) -> Page:
    return _BY_SUFFIX.get(suffix(name), plain.page)(decoded, name)


def changes(page: Page, edits: Iterable[tuple[Replacement, tuple[str, ...]]]) -> Iterator[Change]:
    """What edits of the page, sorted and each with its rules, make of its file's bytes.

    Encoding, byte order mark, line ends and all that no edit touches stay as they were. Raises
    UnicodeEncodeError when the file's encoding cannot express what is put in.
    """
    if page.segments:
        from zzlint.formats import literals

        yield from literals.changes(page.segments, edits)
        return
    encode = _encoder(page)
    if codecs.lookup(page.decoded.encoding).name.startswith(_STATEFUL):
        yield _whole(page, list(edits), encode)
        return
    at = len(page.decoded.bom)
    done = 0
    for edit, rules in edits:
        at += len(encode(page.text[done : edit.start]))
        old = encode(page.text[edit.start : edit.end])
        yield Change(at, at + len(old), old, encode(edit.new), rules)
        at += len(old)
        done = edit.end


def _encoder(page: Page) -> Callable[[str], bytes]:
    errors = "surrogateescape" if page.decoded.damaged else "strict"
    return lambda text: text.encode(page.decoded.encoding, errors)


def _whole(page: Page, edits: list[tuple[Replacement, tuple[str, ...]]], encode: Callable[[str], bytes]) -> Change:
    new, done, rules = "", 0, set[str]()
    for edit, codes in edits:
        new += page.text[done : edit.start] + edit.new
        done = edit.end
        rules.update(codes)
    before = page.decoded.bom
    old = encode(page.text)
    return Change(len(before), len(before) + len(old), old, encode(new + page.text[done:]), tuple(sorted(rules)))
