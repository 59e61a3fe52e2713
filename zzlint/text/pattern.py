"""Regular expressions that are compiled when they are first used.

Twenty patterns compiled at import cost more than a page is worth (30 ms with ``re``), and most
rules never fire on a given page. Classes cost most: one with the Han characters takes 0.8 ms, and
``is_han`` tells of one character as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property


class Pattern:
    """A lazily compiled ``re`` pattern with the methods that rules need.

    Every pattern must be bounded: no ``*`` or ``+`` over a class that the text can fill without
    end unless it is anchored at the start of the run (``(?<![x])x+``), or twice the text costs
    four times the time.
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.source, self.flags)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All matches in ``text[start:end]``; look-behind sees what stands before ``start``."""
        return self.compiled.finditer(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The match at ``start``, if any."""
        return self.compiled.match(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The match of all of ``text[start:end]``, if any."""
        return self.compiled.fullmatch(text, start, len(text) if end is None else end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in ``text[start:end]``, if any."""
        return self.compiled.search(text, start, len(text) if end is None else end)

    def findall(self, text: str) -> list[str]:
        """All matches as strings, for patterns without groups."""
        return self.compiled.findall(text)

    def sub(self, new: str, text: str) -> str:
        """The text with every match replaced by ``new``."""
        return self.compiled.sub(new, text)


class Cue:
    """A pattern that is asked of short texts, most of which it cannot match.

    Every match holds one of the literals ``needs``, in the part of it that ``where`` cuts out: a text
    without any is not asked, and a cue that no text was asked for is never compiled. Nor is a text that
    begins with none of the characters ``begins``, if they are named. A cue with ``where`` or ``begins``
    is for ``match``, or for ``fullmatch`` if ``where`` is the end.
    """

    def __init__(self, source: str, needs: Sequence[str], where: slice = slice(None), begins: str = "") -> None:
        self.pattern = Pattern(source)
        self.needs = needs
        self.where = where
        self.begins = begins

    def may_match(self, text: str) -> bool:
        """Whether the text holds what every match needs."""
        begun = not self.begins or text[:1] in self.begins
        return begun and any(map(text[self.where].__contains__, self.needs))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in the text."""
        return self.pattern.finditer(text) if self.may_match(text) else iter(())

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the start of the text, if any."""
        return self.pattern.match(text) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of all of the text, if any."""
        return self.pattern.fullmatch(text) if self.may_match(text) else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in the text, if any."""
        return self.pattern.search(text) if self.may_match(text) else None
