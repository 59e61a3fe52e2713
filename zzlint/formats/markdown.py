"""Markdown: plain text with code, tags, link targets and hard breaks shielded.

Lines indented by four blanks are not code here: books and newspapers out of OCR indent their
paragraphs so, and a linter that skips them in silence reports a damaged page as sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.text.codec import Decoded
from zzlint.text.page import Page
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

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
_PATTERNS = (_CODE, _TARGET, _REFERENCE, _LABEL, _IMAGE, _TAG, _HARD_BREAK)
#: What stands between these is no prose, over many lines.
_BETWEEN = (
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("$$", "$$"),
)


def page(decoded: Decoded, name: str) -> Page:
    """The text as one page that knows what is not prose."""
    shielded = tuple(_merged(sorted(_shielded(decoded.text))))
    return Page(decoded.text, name=name, decoded=decoded, shielded=shielded, reader=page)


def _shielded(text: str) -> Iterator[Span]:
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


def _merged(spans: list[Span]) -> Iterator[Span]:
    """The same places as spans that do not overlap."""
    current: Span | None = None
    for span in spans:
        if current is not None and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
        else:
            if current is not None:
                yield current
            current = span
    if current is not None:
        yield current
