"""Files to pages, and changed text back into the bytes of its file."""

from __future__ import annotations

from pathlib import PurePath

from zzlint.formats import markdown, plain
from zzlint.text.codec import Decoded, decode
from zzlint.text.page import Page

_BY_SUFFIX = {".md": markdown.page, ".markdown": markdown.page, ".mdown": markdown.page}

#: What a folder is searched for when nothing else is asked for.
INCLUDED = ("*.txt", "*.text", "*.md", "*.markdown")


def read(data: bytes, name: str, encoding: str = "auto") -> Page:
    """The page in ``data``; the suffix of ``name`` tells the format, plain text by default.

    Raises zzlint.text.codec.DecodeError when the bytes are no text.
    """
    return _page(decode(data, encoding), name)


def from_text(text: str, name: str = "") -> Page:
    """The page that a text is, as ``read`` makes it of UTF-8 bytes."""
    return _page(Decoded(text, "utf-8", b""), name)


def _page(decoded: Decoded, name: str) -> Page:
    return _BY_SUFFIX.get(PurePath(name).suffix.lower(), plain.page)(decoded, name)


def write(page: Page, text: str) -> bytes:
    """The bytes of the page's file with ``text`` in place of the page's text.

    Encoding, byte order mark and line ends stay as they were. Raises UnicodeEncodeError when the
    file's encoding cannot express the text.
    """
    return page.decoded.encode(text)
