"""Which page of which issue a page is.

A manifest tells it (``zzlint.manifest``), a pattern over its name (``path_pattern``) or its head
(``masthead``), in that order. Nobody guesses: a field that cannot be read, or that can be read in
two ways, stays unknown, and a page of an unknown issue is never matched with another one.
"""

from __future__ import annotations

from typing import NamedTuple

from zzlint.text.chars import HALF
from zzlint.text.pattern import Pattern

#: Where an identity was told.
MANIFEST, PATTERN, MASTHEAD = "manifest", "pattern", "masthead"


class Identity(NamedTuple):
    """What is known of a page: "" and 0 for what is not.

    ``id`` is the file's name, and the record's where a file holds many. ``group`` names the issue:
    pages are matched with pages of the same group only. ``title`` is the paper's, ``date`` the day
    as ``2021-03-16``, ``number`` the issue's (``22474``), ``page`` the page's label as ``label``
    writes it, ``pages`` how many the issue has. ``source`` tells who named the issue.
    """

    id: str = ""
    group: str = ""
    title: str = ""
    date: str = ""
    number: str = ""
    page: str = ""
    pages: int = 0
    source: str = ""

    def or_else(self, other: Identity) -> Identity:
        """What is known here, completed by the other: the issue is named by one of the two, never by both."""
        return self._replace(**{field: told for field, told in other._asdict().items() if not getattr(self, field)})


_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
#: The characters of a number in Han numerals, as the inside of a bracket expression.
NUMERALS = "〇○零一二三四五六七八九十百千"
_LABEL = Pattern(rf"第?(?:([A-Za-z])?-?(\d{{1,3}})|([{NUMERALS}]{{1,4}}|[头頭]))[版页頁面]?[①-⑳⑴-⒇]?")


def label(text: str) -> str:
    """The label of a page as it is compared: A2 for A02版, 2 for 第二版 and 02; "" when the text is none.

    Blanks and widths do not count, nor does the ordinal of an article on the page (A2版①).
    """
    found = _LABEL.fullmatch("".join(text.split()).translate(HALF))
    if found is None:
        return ""
    number = int(found[2]) if found[2] else 1 if found[3] in ("头", "頭") else numeral(found[3])
    return f"{(found[1] or '').upper()}{number}" if number else ""


def numeral(text: str) -> int:
    """The number that decimal digits or Han numerals spell: 12, 十二, 一二 and 二十四; 0 for none."""
    if text.isdecimal():
        return int(text)
    if not _UNITS.keys() & set(text):
        digits = [_DIGITS.get(char, -1) for char in text]
        return int("".join(map(str, digits))) if digits and min(digits) >= 0 else 0
    total, digit = 0, -1
    for char in text:
        if char in _UNITS:
            total += (1 if digit < 0 else digit) * _UNITS[char]
            digit = -1
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return 0
    return total + max(digit, 0)


def iso_date(year: int, month: int, day: int) -> str:
    """The day as ``2021-03-16``; "" when there is no such day."""
    if not 1800 <= year <= 2199 or not 1 <= month <= 12:
        return ""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= days else ""
