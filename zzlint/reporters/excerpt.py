"""A finding in its line, by display columns: a Chinese character is two wide."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from zzlint.diagnostic import Edit, Fix
from zzlint.text.page import Page
from zzlint.text.span import Span

#: Columns shown on either side of the place.
SIDE = 34
#: A longer place is shown by its ends.
LONGEST = 60

#: The first and the last of everyday characters that take two columns, and of those that take one.
_WIDE = (("\u4e00", "\u9fff"), ("\uff01", "\uff60"), ("\u3000", "\u3029"), ("\u2f00", "\u2fd5"))
_NARROW = ((" ", "~"), ("①", "⑳"), *((char, char) for char in "“”‘’—…·⏎→\ufffd■□▲△○●◆◇★☆"))

RED, GREEN, BOLD, BLUE, DIM, RESET = "\033[31m", "\033[32m", "\033[1m", "\033[36m", "\033[2m", "\033[0m"


def painted(text: str, *codes: str, color: bool) -> str:
    """The text in colour, where colour is wanted."""
    return f"{''.join(codes)}{text}{RESET}" if color and text else text


def visible(text: str) -> str:
    """The text with line ends, tabs and characters without a shape made visible."""
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text.replace("\r\n", "\n"))


def _shown(char: str) -> str:
    if char in "\r\n":
        return "⏎"
    if char == "\t":
        return "→"
    if char.isprintable() or char == "\u3000":
        return char
    return f"<U+{ord(char):04X}>"


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    for columns, ranges in ((2, _WIDE), (1, _NARROW)):
        if any(first <= char <= last for first, last in ranges):
            return columns
    from wcwidth import wcwidth  # 11 ms: only a line with a rare character pays it

    return max(0, wcwidth(char))


class Excerpt(NamedTuple):
    """A line's part around a place; ``caret`` and ``length`` are columns."""

    line: str
    caret: int
    length: int


def excerpt(page: Page, span: Span) -> Excerpt:
    """The line of the place, cut to what fits a terminal."""
    line = page.line_at(span.start)
    end = max(span.start, min(span.end, line.end))
    before, cut_before = _fitting(page.text[max(line.start, span.start - SIDE) : span.start], from_end=True)
    after, cut_after = _fitting(page.text[end : min(line.end, end + SIDE)], from_end=False)
    cut_before = cut_before or span.start - SIDE > line.start
    cut_after = cut_after or end + SIDE < line.end
    found = visible(page.text[span.start : end])
    if width(found) > 2 * LONGEST:
        found = _ends(found)
    lead = "…" if cut_before else ""
    text = f"{lead}{before}{found}{after}{'…' if cut_after else ''}"
    return Excerpt(text, width(lead + before), max(1, width(found)))


def _fitting(text: str, *, from_end: bool) -> tuple[str, bool]:
    text = visible(text)
    cut = False
    while width(text) > SIDE:
        text = text[1:] if from_end else text[:-1]
        cut = True
    return text, cut


def _ends(text: str) -> str:
    return f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"


def inline_diff(page: Page, fix: Fix, *, color: bool) -> str:
    """What the fix does, in one line: ``会议[-,-]{+，+}要求``; removed red and added green in colour.

    Edits that stand far apart are shown by the first and the last of them.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.start)
    if len(edits) > 3:
        edits = [edits[0], edits[-1]]
    parts: list[str] = []
    at = max(edits[0].start - 12, page.line_at(edits[0].start).start)
    for edit in edits:
        gap = visible(page.text[at : edit.start])
        parts += (gap if len(gap) <= 30 else f"{gap[:10]}…{gap[-10:]}", _change(edit, color))
        at = edit.end
    parts.append(visible(page.text[at : min(at + 12, page.line_at(at).end)]))
    return "".join(parts)


def _change(edit: Edit, color: bool) -> str:
    old, new = (text if len(text) <= LONGEST else _ends(text) for text in (visible(edit.old), visible(edit.new)))
    if color:
        return painted(old, RED, "\033[9m", color=True) + painted(new, GREEN, color=True)
    return (f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else "")
