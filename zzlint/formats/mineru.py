"""MinerU's ``content_list.json``: the blocks of a document in one array, each with the number of its page.

A page is its blocks in their order, blank lines between them. Read are the text of a block, the
items of a list, captions, footnotes, and the bodies of tables and code. Code and formulas are no
prose, and neither are the tags of a table. What a model says of an image (``content``) is not read:
it was never printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from zzlint.formats import Record, markdown
from zzlint.formats.sound_json import Document, Literal, Value
from zzlint.text.codec import Decoded, DecodeError
from zzlint.text.page import Page, Segment
from zzlint.text.span import Span

NAME = "content_list.json"

#: Fields with text in one string or several, besides those that end as captions and footnotes do.
_FIELDS = frozenset({"text", "list_items", "table_body", "code_body"})
_ENDINGS = ("_caption", "_footnote")

#: What stands between two strings of a page.
_GAP = "\n\n"


class _String(NamedTuple):
    """A string of a page; ``part`` is its path in the file, as jq writes it without the leading dot."""

    page: int
    part: str
    prose: bool
    value: Value


def records(data: bytes, name: str) -> Iterator[Record]:
    """The pages of a content list; one error where the file is none. A list without text is an empty page."""
    try:
        if not _is_content_list(name):
            raise DecodeError("json-unknown")
        document = Document(data)
        strings = list(_strings(document))
    except DecodeError as error:
        yield Record(error, data, line=next(_lines(data, [error.offset or 0])))
        return
    literals = list(document.literals(string.value for string in strings))
    lines = _lines(data, (literal.source.start for literal in literals))
    pages: dict[int, list[tuple[_String, Literal, int]]] = {}
    for string, literal, line in zip(strings, literals, lines, strict=True):
        pages.setdefault(string.page, []).append((string, literal, line))
    if not pages:
        yield Record(Page("", name=name), data)
    for number, own in pages.items():
        page = _page(own, name, f"page {number + 1}")
        yield Record(page, data, 0, page.record, page.segments[0].line)


def _is_content_list(name: str) -> bool:
    found = PurePath(name).name.lower()
    return found == NAME or found.endswith(f"_{NAME}")


def _lines(data: bytes, places: Iterable[int]) -> Iterator[int]:
    """The lines, 1-based, of bytes asked for in rising order."""
    done, line = 0, 1
    for place in places:
        line += data.count(b"\n", done, place)
        done = place
        yield line


def _strings(document: Document) -> Iterator[_String]:
    """The strings to be read. A block without a page is on the page of the block before it."""
    if not isinstance(document.root.value, list):
        raise DecodeError("content-list", document.offset(document.root.start))
    page = 0
    for number, block in document.inside(document.root):
        if not isinstance(block.value, dict):
            raise DecodeError("content-list", document.offset(block.start))
        page = _page_number(block.value.get("page_idx"), page)
        formula = block.value.get("type") == "equation"
        # of equal names the last counts
        for field, value in sorted(dict(document.inside(block)).items(), key=lambda member: member[1].start):
            if field not in _FIELDS and not field.endswith(_ENDINGS):
                continue
            prose = field != "code_body" and not (formula and field == "text")
            for part, string in _of_field(document, f"[{number}].{field}", value):
                if string.value.strip():
                    yield _String(page, part, prose, string)


def _of_field(document: Document, part: str, value: Value) -> Iterator[tuple[str, Value]]:
    if isinstance(value.value, list):
        for number, item in document.inside(value):
            if document.is_string(item):
                yield f"{part}[{number}]", item
    elif document.is_string(value):
        yield part, value


def _page_number(told: object, before: int) -> int:
    """The page's number, 0-based; numbers come as they are spelled."""
    return int(told) if isinstance(told, str) and told.isdecimal() and len(told) < 10 else before


def _page(own: list[tuple[_String, Literal, int]], name: str, called: str) -> Page:
    segments = []
    at = 0
    for string, literal, line in own:
        end = at + len(literal.value)
        segments.append(Segment(at, end, literal.source, literal.raw, line, string.part, string.prose))
        at = end + len(_GAP)
    text = _GAP.join(literal.value for _, literal, _ in own)
    decoded = Decoded(text, "utf-8", b"")
    return Page(text, name=name, decoded=decoded, record=called, segments=tuple(segments), shield=_shielded)


def _shielded(page: Page) -> Iterator[Span]:
    for segment in page.segments:
        if segment.prose:
            found = markdown.shielded(page.text[segment.start : segment.end])
            yield from (span.shifted(segment.start) for span in found)
        else:
            yield Span(segment.start, segment.end)
