"""JSON Lines: a record on each line, one field of which holds its text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO

from zzlint.formats import Layout, Record
from zzlint.formats.sound_json import Document, Value
from zzlint.text.codec import Decoded, DecodeError
from zzlint.text.page import Page, Segment


def records(data: bytes, name: str, layout: Layout, at: int, line: int) -> Iterator[Record]:
    r"""The records of whole lines, which end with ``\n``; blank lines are none.

    A record that cannot be read does not keep the others from being read. A file without records
    is an empty page.
    """
    if at == 0 and not data.removeprefix(codecs.BOM_UTF8).strip():
        yield Record(Page("", name=name), data)
        return
    for number, own in enumerate(BytesIO(data), line):
        if own.strip():
            yield _record(own, name, layout, at, number)
        at += len(own)


def _record(data: bytes, name: str, layout: Layout, at: int, line: int) -> Record:
    called = str(line)
    try:
        document = Document(data.rstrip(b"\r\n"), at)
        if not isinstance(document.root.value, dict):
            raise DecodeError("json-object", document.offset(document.root.start))
        members = dict(document.inside(document.root))
        called = _called(_field(document, members, layout.id_field)) or called
        text = _field(document, members, layout.text_field)
        if text is None:
            raise DecodeError("json-field", document.offset(document.root.start), what=layout.text_field)
        if not document.is_string(text):
            raise DecodeError("json-string", document.offset(text.start), what=layout.text_field)
        (literal,) = document.literals([text])
    except DecodeError as error:
        return Record(error, data, at, called, line)
    page = Page(
        literal.value,
        name=name,
        decoded=Decoded(literal.value, "utf-8", b""),
        record=called,
        segments=(Segment(0, len(literal.value), literal.source, literal.raw, line),),
    )
    return Record(page, data, at, called, line)


def _field(document: Document, members: dict[str, Value], name: str) -> Value | None:
    """The member of that name, or of an object inside: ``meta.text``. Of equal names the last counts."""
    if name in members:
        return members[name]
    outer, dot, inner = name.partition(".")
    if dot and outer in members and isinstance(members[outer].value, dict):
        return _field(document, dict(document.inside(members[outer])), inner)
    return None


def _called(value: Value | None) -> str:
    """The name of a record: a string, or a number as it is spelled."""
    return value.value if value is not None and isinstance(value.value, str) else ""
