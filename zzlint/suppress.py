"""Findings that are not to be heard: ignore entries, allowed words, comments in Markdown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zzlint.diagnostic import Diagnostic
from zzlint.formats.markdown import Comment
from zzlint.report import Muted
from zzlint.rule import Rule
from zzlint.settings import ALLOW, Ignore, covers
from zzlint.text.page import Page
from zzlint.text.span import Span

#: What a comment may ask for.
DISABLE, ENABLE, NEXT_LINE, FILE = "disable", "enable", "disable-next-line", "disable-file"
ASKED = (DISABLE, ENABLE, NEXT_LINE, FILE)

#: What a comment without codes is about.
ALL = ("ALL",)


class Silencer:
    """Tells which findings of some rules are muted, and by what.

    ``ignores`` are the entries about the file with their numbers, ``allow`` words for all rules.
    """

    def __init__(self, rules: Iterable[Rule], ignores: Sequence[tuple[int, Ignore]], allow: Sequence[str]) -> None:
        self._rules = {rule.code: rule for rule in rules}
        self._ignores = {
            code: [(str(number), ignore.text) for number, ignore in ignores if covers(ignore.rule, type(rule))]
            for code, rule in self._rules.items()
        }
        self._allowed = {
            code: _by_length((*allow, *getattr(rule.options, ALLOW, ()))) for code, rule in self._rules.items()
        }

    def split(
        self, findings: Iterable[Diagnostic], page: Page, comments: Sequence[Comment] = ()
    ) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...], tuple[Muted, ...]]:
        """The findings that are heard, those that are not, and what muted these.

        Comments that mute nothing are told, too.
        """
        heard, silenced, muted = [], [], []
        said = _Comments(comments, page, self._rules) if comments else None
        for item in findings:
            found = self._muted(item, page) or (said and said.muted(item))
            if found:
                silenced.append(item)
                muted.append(found)
            else:
                heard.append(item)
        if said:
            muted += said.left()
        return tuple(heard), tuple(silenced), tuple(muted)

    def _muted(self, item: Diagnostic, page: Page) -> Muted | None:
        for number, text in self._ignores.get(item.code, ()):
            if not text or _overlaps(item.span, text, page.text):
                return Muted(item.code, "ignore", number)
        if (words := self._allowed.get(item.code)) and (word := _word_at(item.span, words, page.text)):
            return Muted(item.code, "allow", word)
        return None


class _Comments:
    """What the comments of one page mute."""

    def __init__(self, comments: Sequence[Comment], page: Page, rules: Mapping[str, Rule]) -> None:
        self._comments = comments
        self._page = page
        self._rules = rules
        self._switches: dict[str, tuple[list[int], list[str]]] = {}
        self._next_lines = _next_lines(page, comments)
        self._lines = list(self._next_lines)
        self._by_lines: dict[tuple[Span, str], str] = {}
        self._used: set[str] = set()

    def muted(self, item: Diagnostic) -> Muted | None:
        """What mutes the finding, if a comment does."""
        entry = self._by_line(item) or self._by_switch(item)
        if not entry:
            return None
        self._used.add(entry)
        return Muted(item.code, "comment", entry.split()[0])

    def left(self) -> Iterator[Muted]:
        """What the comments ask for in vain, without a code, and the former names they use."""
        for comment in self._comments:
            for selector in _selectors(comment):
                entry = _entry(comment, selector)
                if any(selector in rule.former for rule in self._rules.values()):
                    yield Muted("", "renamed", selector)
                if comment.what not in ASKED:
                    yield Muted("", "comment", f"{comment.row + 1} zzlint-{comment.what}")
                elif comment.what == ENABLE:
                    if not any(covers(selector, type(rule)) for rule in self._rules.values()):
                        yield Muted("", "comment", entry)
                elif entry not in self._used:
                    yield Muted("", "comment", entry)

    def _by_line(self, item: Diagnostic) -> str:
        at = bisect_right(self._lines, (item.span.start, len(self._page.text))) - 1
        if at < 0 or item.span.start > (line := self._lines[at]).end:
            return ""
        key = line, item.code
        if key not in self._by_lines:
            found = ((comment, self._covering(comment, item.code)) for comment in self._next_lines[line])
            self._by_lines[key] = next((_entry(comment, selector) for comment, selector in found if selector), "")
        return self._by_lines[key]

    def _by_switch(self, item: Diagnostic) -> str:
        if item.code not in self._switches:
            self._switches[item.code] = self._switched(item.code)
        starts, entries = self._switches[item.code]
        at = bisect_right(starts, item.span.start) - 1
        return entries[at] if at >= 0 else ""

    def _switched(self, code: str) -> tuple[list[int], list[str]]:
        """From where on what mutes the rule; "" for nothing."""
        starts, entries = [0], [""]
        for comment in self._comments:
            if selector := self._covering(comment, code):
                if comment.what == FILE:
                    return [0], [_entry(comment, selector)]
                if comment.what in (DISABLE, ENABLE):
                    starts.append(comment.start)
                    entries.append(_entry(comment, selector) if comment.what == DISABLE else "")
        return starts, entries

    def _covering(self, comment: Comment, code: str) -> str:
        rule = self._rules.get(code)
        return next((word for word in _selectors(comment) if rule and covers(word, type(rule))), "")


def _selectors(comment: Comment) -> tuple[str, ...]:
    return comment.rules or ALL


def _entry(comment: Comment, selector: str) -> str:
    return f"{comment.row + 1} {selector}"


def _next_lines(page: Page, comments: Sequence[Comment]) -> dict[Span, list[Comment]]:
    """Lines of text, in their order, with the comments above them that are about the next line."""
    found: dict[Span, list[Comment]] = {}
    told = {comment.row for comment in comments}
    row = -1
    for comment in comments:
        if comment.what == NEXT_LINE:
            row = max(row, comment.row + 1)
            while row < len(page.lines) and _says_nothing(page, row, told):
                row += 1
            if row < len(page.lines):
                found.setdefault(page.lines[row], []).append(comment)
    return found


def _says_nothing(page: Page, row: int, told: set[int]) -> bool:
    """Whether the line is blank or holds comments only."""
    line = page.text[slice(*page.lines[row])].strip()
    return not line or (row in told and line.startswith("<!--") and line.endswith("-->"))


def _overlaps(span: Span, text: str, whole: str) -> bool:
    """Whether the place overlaps an occurrence of the text."""
    return whole.find(text, max(0, span.start - len(text) + 1), span.end + len(text) - 1) >= 0


def _by_length(words: Iterable[str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for word in words:
        found.setdefault(len(word), set()).add(word)
    return found


def _word_at(span: Span, words: Mapping[int, set[str]], text: str) -> str:
    """A word that makes up half of the place or more, "" for none: a loop that holds it is not about the word."""
    for length, known in words.items():
        if 2 * length < span.end - span.start:
            continue
        for start in range(max(0, span.start - length + 1), span.end):
            covered = min(span.end, start + length) - max(span.start, start)
            if 2 * covered < span.end - span.start:
                continue
            if (word := text[start : start + length]) in known:
                return word
    return ""
