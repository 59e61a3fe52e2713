"""Which quotation marks are open, which close, and which of them nobody printed.

The next mark on each side tells; pairs are made in ``pairing``, of all marks of a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zzlint.text.chars import BLANK, FINAL, NEWLINE, is_han
from zzlint.text.pattern import Pattern
from zzlint.text.span import Span

#: So far around a quotation mark its partner is looked for.
REACH = 1_000
#: So many code points may stand between a mark and the line that a paragraph begins with: an indent, a quoting sign.
INDENT = 8
#: So long a quotation may be whose ” was misread.
SPEECH = 160
#: A name in quotation marks is so short; blanks of the recogniser make it as long again.
SHORT, SPACED = 16, 32
_INSIDE = r"[^，。、；：！？“”‘’'\"《》（）]"
#: Where no “ can stand: before the end of a sentence, and between the titles of a list.
_NOWHERE = Pattern(rf"“[{BLANK}]{{0,2}}(?:。|(?<=》、“)[{BLANK}]{{0,2}}《)")
_BEHIND = frozenset(f"。！？《{BLANK}")
#: The same inside a quotation, whose ” follows.
_WITHIN = Pattern(rf"“[{BLANK}]{{0,2}}[。！？]”")
#: A quoted name that nothing closes, and one whose ” was misread: two marks stand there.
_QUOTED, _ENDED = Pattern(rf"“{_INSIDE}{{1,{SPACED}}}\Z"), Pattern(rf"“{_INSIDE}{{1,{SPACED}}}[，。；：、]{{2}}")
_CLOSED = Pattern(rf"{_INSIDE}{{1,{SHORT}}}”")
#: A single mark in Chinese text; how far around it others tell that the page prints such marks.
_SINGLE, PAGE = Pattern(r"(?<=[\u4e00-\u9fff])'|'(?=[\u4e00-\u9fff])"), 4_000
#: A name between a straight mark and a curly one of another kind; no feet and inches, no apostrophe.
_CROSSED = (
    Pattern(rf"“{_INSIDE}{{1,{SHORT}}}(?<![0-9])'(?![A-Za-z])"),
    Pattern(rf"(?<![A-Za-z0-9])'{_INSIDE}{{1,{SHORT}}}”"),
)


def is_open(text: str, at: int) -> bool:
    """Whether the last quotation mark before ``at`` is a “ that nothing closed."""
    before = max(0, at - REACH)
    opened = text.rfind("“", before, at)
    return opened > text.rfind("”", before, at) and not is_ended(text, opened)


def closes_next(text: str, at: int) -> bool:
    """Whether the next quotation mark from ``at`` on is a ”; at the beginning of a line there is none in print."""
    end = at + REACH
    closing, opening = text.find("”", at, end), text.find("“", at, end)
    while closing >= 0 and text[closing - 1 : closing] in tuple(NEWLINE):
        closing = text.find("”", closing + 1, end)
    return closing >= 0 and not 0 <= opening < closing


def may_close(text: str, at: int) -> bool:
    """Whether the ” of a quotation that was opened not far before ``at`` is missing: a mark there may have been it."""
    return is_open(text, at) and text.find("“", max(0, at - SPEECH), at) >= 0 and not closes_next(text, at)


def stays_open(text: str, at: int) -> bool:
    """Whether a quotation that was open at ``at`` is closed further on, or goes on in the next paragraph with a “."""
    if closes_next(text, at):
        return True
    opening = text.find("“", at, at + REACH)
    above = text[max(at, opening - INDENT) : opening].rstrip(BLANK)
    return above[-1:] in tuple(NEWLINE) and above.rstrip(BLANK + NEWLINE)[-1:] in tuple(FINAL + "：…")


def stands_for_closing(text: str, at: int) -> bool:
    """Whether the first of two marks, at ``at``, was a ”: it ends a quoted name that nothing else closes."""
    quoted = _QUOTED.search(text, max(0, at - SPACED - 1), at)
    return quoted is not None and _is_phrase(text, quoted.start()) and not stays_open(text, at)


def opens_name(text: str, at: int) -> bool:
    """Whether the mark at ``at`` was a “: a ” that nothing opened ends the short name behind it."""
    return _CLOSED.match(text, at + 1) is not None and not is_open(text, at)


def is_ended(text: str, at: int) -> bool:
    """Whether the “ at ``at`` opens a name whose ” was misread, so that two marks stand behind it."""
    ended = _ENDED.match(text, at)
    return ended is not None and _is_phrase(text, at) and not stays_open(text, ended.end())


def _is_phrase(text: str, at: int) -> bool:
    """Whether the “ at ``at`` stands behind a character, as that of a name does and that of a speech does not."""
    return is_han(text[max(0, at - 3) : at].rstrip(BLANK + NEWLINE)[-1:])


def crossed(text: str, at: int) -> Span | None:
    """The name between the ' at ``at`` and a “ or ” that has no other partner: it was printed between ‘ and ’.

    Recognisers read ‘ and ’ as “ and ”, and never “ or ” as '.
    """
    before, behind = _CROSSED
    found = before.search(text, max(0, at - SHORT - 1), at + 2) or behind.match(text, at)
    if found is None or not any(map(is_han, text[max(0, found.start() - 1) : found.end() + 1])):
        return None
    if is_open(text, found.start()) and closes_next(text, found.end()):
        return Span(*found.span())  # a quotation inside one
    if found[0][0] == "“":
        alone = _is_phrase(text, found.start()) and not stays_open(text, found.end())
    else:
        alone = not is_open(text, found.start())
    return Span(*found.span()) if alone and _has_single(text, *found.span()) else None


def _has_single(text: str, start: int, end: int) -> bool:
    """Whether the page has other single marks than those of ``text[start:end]``: then it prints them."""
    rest = text[max(0, start - PAGE) : start], text[end : end + PAGE]
    return any("‘" in part or "’" in part or _SINGLE.search(part) for part in rest)


def openers(text: str, places: Iterable[int]) -> Iterator[int]:
    """The places of “ that open nothing: 水来了“。, 《春》、“《秋》; ``places`` are in order.

    None where one is open already, which this one may close, or where the ” before or behind it has no other “.
    """
    last = -1
    for at in places:
        near = text[at + 1 : at + 2] in _BEHIND
        if near and _WITHIN.match(text, at):  # 水来了“。”: a ” follows, and no 。 opens anything
            yield at
            continue
        if near and _NOWHERE.match(text, at):
            closed = text.rfind("”", max(0, at - REACH), at)
            free = last < max(0, at - REACH) if closed < 0 else max(0, closed - REACH) <= last < closed
            if free and not stays_open(text, at + 1):
                yield at
                continue
        last = at
