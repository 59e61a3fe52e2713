"""Names for findings that survive moved lines and other rules' fixes.

A fingerprint is 16 hexadecimal digits: 8 for the letters before the place, 8 for those behind it,
and ``-2``, ``-3`` … for the second and third finding of a rule between the same letters. Where
another rule repairs a letter on one side, the other half still tells the place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zzlint.diagnostic import Diagnostic
from zzlint.text.copies import letters
from zzlint.text.page import Page

if TYPE_CHECKING:
    import hashlib

#: So many Han, digits or letters on either side name a place.
LETTERS = 12
#: They are looked for within so many code points at first, and where blanks fill these, within so many.
REACH, FARTHEST = 120, 7_680

_FINGERPRINT = re.compile(r"([0-9a-f]{8})([0-9a-f]{8})(?:-([1-9][0-9]{0,8}))?")


class Name(NamedTuple):
    """What a fingerprint says: both halves, and the number among equals (from 1)."""

    before: int
    behind: int
    ordinal: int = 1

    def __str__(self) -> str:
        plain = f"{self.before:08x}{self.behind:08x}"
        return plain if self.ordinal == 1 else f"{plain}-{self.ordinal}"

    @property
    def place(self) -> tuple[int, int]:
        """What equals have in common."""
        return self.before, self.behind

    def halves(self, code: str) -> Iterator[tuple[str, int]]:
        """The halves that hold any letters."""
        nothing = _hash(code)
        if self.before != nothing:
            yield "before", self.before
        if self.behind != nothing:
            yield "behind", self.behind

    def recoded(self, old: str, new: str) -> Name:
        """The name of the same place for a rule whose code was ``old`` and is ``new``."""
        change = _hash(old) ^ _hash(new)
        return Name(self.before ^ change, self.behind ^ change, self.ordinal)


def fingerprints(
    findings: Iterable[Diagnostic], page: Page | None, taken: Collection[str] = ()
) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with its fingerprint.

    Marks, blanks, line ends, widths and look-alike code points do not count, so what other rules
    repair around the place leaves the name alone. ``taken`` are fingerprints of findings that are
    left out: their equals keep their numbers.
    """
    for item, name in names(findings, page, taken):
        yield item, str(name)


def names(
    findings: Iterable[Diagnostic], page: Page | None, taken: Collection[str] = ()
) -> Iterator[tuple[Diagnostic, Name]]:
    """The same with the parts of each fingerprint."""
    seen: Counter[tuple[int, int]] = Counter()
    for item in findings:
        name = _name(item, page)
        while True:
            seen[name.place] += 1
            name = name._replace(ordinal=seen[name.place])
            if not taken or str(name) not in taken:
                break
        yield item, name


def parsed(fingerprint: str) -> Name | None:
    """What a fingerprint says; None when it is none."""
    found = _FINGERPRINT.fullmatch(fingerprint)
    return Name(int(found[1], 16), int(found[2], 16), int(found[3] or 1)) if found else None


def _name(item: Diagnostic, page: Page | None) -> Name:
    # the code is mixed in so that it can be taken out again when the rule gets another one
    code = _hash(item.code)
    if page is None:
        return Name(code, code)
    before, behind = _before(page, item.span.start), _behind(page, item.span.end)
    return Name(_hash(before) ^ code, _hash(behind) ^ code)


def _hash(text: str) -> int:
    """32 bits; 0 for nothing."""
    if not text:
        return 0
    data = text.encode("utf-8", "backslashreplace")
    return int.from_bytes(_digest()(data, digest_size=4).digest(), "big")


@cache
def _digest() -> Callable[..., hashlib.blake2b]:
    from hashlib import blake2b  # 3 ms: only those who ask for names pay it

    return blake2b


def _before(page: Page, at: int) -> str:
    reach = REACH
    while True:
        found = letters(page.view(max(0, at - reach), at).text)
        if len(found) >= LETTERS or reach >= min(at, FARTHEST):
            return found[-LETTERS:]
        reach *= 4


def _behind(page: Page, at: int) -> str:
    reach = REACH
    while True:
        found = letters(page.view(at, min(len(page.text), at + reach)).text)
        if len(found) >= LETTERS or reach >= min(len(page.text) - at, FARTHEST):
            return found[:LETTERS]
        reach *= 4
