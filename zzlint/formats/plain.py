"""Plain text: one page, one segment."""

from __future__ import annotations

from zzlint.text.codec import Decoded
from zzlint.text.page import Page


def page(decoded: Decoded, name: str) -> Page:
    """The text as one page."""
    return Page(decoded.text, name=name, decoded=decoded)
