"""Markdown: plain text with code, tags, link targets and hard breaks shielded.

Lines indented by four blanks are not code here: books and newspapers out of OCR indent their
paragraphs so, and a linter that skips them in silence reports a damaged page as sound.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from zzlint.text.codec import Decoded
from zzlint.text.page import Page
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span, merged

#: Names of Markdown files end so.
SUFFIXES = (".md", ".markdown", ".mdown")

_FENCE = Pattern(r"^ {0,3}(`{3,}|~{3,})")
_CODE = Pattern(r"(?<!`)(`{1,3})(?!`)[^\r\n]{1,400}?(?<!`)\1(?!`)")
_TARGET = Pattern(r"\]\([^()\r\n]{0,400}(?:\([^()\r\n]{0,100}\)[^()\r\n]{0,100})?\)")
# at the start of a line, whatever ends the lines: [name]: target, and the : of a definition
_LINE_START = r"(?:(?<=[\r\n])|\A)"
_REFERENCE = Pattern(_LINE_START + r" {0,3}\[[^\]\r\n]{1,100}\]: {0,8}[!-~]{1,400}")
_LABEL = Pattern(_LINE_START + r" {0,3}(?:\[\^[^\]\r\n]{1,100}\])?:(?=[ \t])")
_IMAGE = Pattern(r"!(?=\[)")
_TAG = Pattern(r"</?[A-Za-z][^<>\r\n]{0,400}>|<https?://[^<>\s]{1,400}>")
_HARD_BREAK = Pattern(r"(?<=\S) {2,}(?=(?:\r\n?|\n)\S)")
_COMMENT = Pattern(r"<!--[ \t]{0,9}zzlint-([a-z-]{1,40})([^\r\n<>]{0,400}?)-->")
_SEPARATOR = Pattern(r"[,，、;；]")
_PATTERNS = (_CODE, _TARGET, _REFERENCE, _LABEL, _IMAGE, _TAG, _HARD_BREAK)
#: What stands between these is no prose, over many lines.
_BETWEEN = (
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("$$", "$$"),
)


class Comment(NamedTuple):
    """``<!-- zzlint-disable PUN001 -->``: what it asks for ("disable"), and the rules; none: all of them.

    It begins at ``start``, in the line ``row`` (0-based).
    """

    start: int
    row: int
    what: str
    rules: tuple[str, ...]


def comments(page: Page) -> list[Comment]:
    """What a page says to zzlint. Nothing where it is no Markdown; code is no comment."""
    if "<!--" not in page.text or "zzlint-" not in page.text or not page.name.lower().endswith(SUFFIXES):
        return []
    inline = (Span(*found.span()) for found in _CODE.finditer(page.text))
    code = merged(sorted((*_fences(page.text), *inline)))
    told = []
    for found in _COMMENT.finditer(page.text):
        start = found.start()
        around = bisect_right(code, (start, len(page.text))) - 1
        if around < 0 or start >= code[around].end:
            told.append(Comment(start, page.row(start), found[1], tuple(_SEPARATOR.sub(" ", found[2]).split())))
    return told


def page(decoded: Decoded, name: str) -> Page:
    """The text as one page that knows what is not prose."""
    return Page(decoded.text, name=name, decoded=decoded, shield=_shielded)


def _shielded(page: Page) -> Iterator[Span]:
    return shielded(page.text)


def shielded(text: str) -> Iterator[Span]:
    """What is not prose, in any order and overlapping."""
    yield from _fences(text)
    for pattern in _PATTERNS:
        yield from (Span(*found.span()) for found in pattern.finditer(text))
    for opening, closing in _BETWEEN:
        start = text.find(opening)
        while start >= 0:
            end = text.find(closing, start + len(opening))
            end = len(text) if end < 0 else end + len(closing)
            yield Span(start, end)
            start = text.find(opening, end)


def _fences(text: str) -> Iterator[Span]:
    """Front matter and fenced code, an unclosed fence to the end of the text."""
    at = 0
    opened = -1
    fence = ""
    for number, line in enumerate(text.splitlines(keepends=True)):
        mark = _FENCE.match(line)
        if opened < 0 and number == 0 and line.rstrip() == "---":
            opened, fence = at, "---"
        elif opened < 0 and mark:
            opened, fence = at, mark[1]
        elif opened >= 0 and _closes(line, fence):
            yield Span(opened, at + len(line))
            opened = -1
        at += len(line)
    if opened >= 0 and fence != "---":
        yield Span(opened, len(text))


def _closes(line: str, fence: str) -> bool:
    line = line.strip()
    return line == fence if fence == "---" else len(line) >= len(fence) and not line.strip(fence[0])
