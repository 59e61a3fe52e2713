"""Places that are not prose: addresses, formulas. No rule of prose may touch them."""

from __future__ import annotations

import re

from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

#: How far an address is looked for on either side of a place, in code points.
REACH = 256

_ADDRESS = Pattern(
    r"(?:https?|ftp)://[!-~]*[\w/=&#-]"
    r"|www\.[\w-]+(?:\.[\w-]+)+(?:/[!-~]*[\w/=&#-])?"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*\.(?:com|cn|org|net|gov|edu|info|io)(?![\w-])(?:/[!-~]*[\w/=&#-])?",
    re.ASCII | re.IGNORECASE,
)
_FORMULA = Pattern(r"\$[^$\r\n]{1,200}\$|\\\([^\r\n]{1,200}?\\\)")


def address_at(text: str, at: int) -> Span | None:
    """The URL or e-mail address that covers the code point at ``at``, if any.

    Looks at the run of printable ASCII around the place only, so Chinese text glued to an
    address does not become part of it.
    """
    start = end = at
    while start > 0 and at - start < REACH and "!" <= text[start - 1] <= "~":
        start -= 1
    while end < len(text) and end - at < REACH and "!" <= text[end] <= "~":
        end += 1
    if text.find(".", start, end) < 0 and text.find("://", start, end) < 0:
        return None
    for found in _ADDRESS.finditer(text, start, end):
        if found.start() <= at < found.end():
            return Span(*found.span())
    return None


def formulas(text: str) -> list[Span]:
    """TeX between dollar signs or ``\\(…\\)``, as recognisers of documents write it."""
    if "$" not in text and "\\(" not in text:
        return []
    return [Span(*found.span()) for found in _FORMULA.finditer(text)]
