"""What the head of a page says of the page and of its issue."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from zzlint.text import cues
from zzlint.text.chars import HALF
from zzlint.text.glance import BLANKS, SPACED
from zzlint.text.identity import MASTHEAD, NUMERALS, Identity, iso_date, label, numeral
from zzlint.text.pattern import Pattern
from zzlint.text.roles import TOP, Role

if TYPE_CHECKING:
    from zzlint.text.page import Page

_HEAD = frozenset({Role.MASTHEAD, Role.DATELINE, Role.FURNITURE})
#: So much of a block of the head is read, in code points.
_BLOCK = 480
_TITLE = Pattern(r"(?:#{1,3})?([\w·]{1,10}?(?:[日晚早晨时時周週商民]|都市|青年|工人|农民)[报報])")
_DAY = Pattern(
    rf"(?P<minguo>中?[華华]?民[國国])?(?P<year>\d{{1,4}}|[{NUMERALS}]{{1,4}})年\s*"
    rf"(?P<month>\d{{1,2}}|[{NUMERALS}]{{1,3}}|元|正)月\s*(?P<day>\d{{1,2}}|[{NUMERALS}]{{1,3}})(?:[日号號]|(?=\s|$))"
)
_WEEKDAY = Pattern(r"(?:星期|礼拜|禮拜|周)[一二三四五六日天]")
_NUMBER = Pattern(rf"总?第(\d{{1,6}}|[{NUMERALS}]{{1,9}})[期号號]")
#: A supplement counts its own issues.
_SUPPLEMENT = Pattern(r"[副周专專特][刊輯辑]")
_PAGES = Pattern(rf"[今本][日期]出?版?共?(\d{{1,3}}|[{NUMERALS}]{{1,3}})[版页頁]")
#: 03版 要闻: the label, and what the page is about.
_LABELLED = Pattern(r"(第?[A-Z]?\d{1,3}版|第[一二三四五六七八九十]{1,3}版|[A-Z]\d{1,3}|0\d)(?:[:·\s]\s?[\w·]{2,8})?")


def from_masthead(page: Page) -> Identity:
    """What the head of the page says of itself.

    The head are the blocks from the top on that are masthead, date or furniture. Two titles, dates
    or labels in it are none. The issue is known where the date is, and the title or the number; it
    is that of the page's folder (or file of records), since the same issue may have been recognised twice.
    """
    lines = _head(page)
    title = _only(found[1] for line in lines if (found := _titled(line)) is not None)
    head = "\n".join(lines)
    date = _only(day for found in _DAY.finditer(head) if (day := _day(found)))
    lines = _WEEKDAY.sub("", _DAY.sub("", head)).split("\n")
    pages = _only(found[1] for line in lines for found in _PAGES.finditer(line))
    lines = [_PAGES.sub("", line).strip(" ()·|") for line in lines]
    number = _only(found[1] for line in lines if (found := _NUMBER.fullmatch(line)) is not None)
    number = "" if _SUPPLEMENT.search(head) is not None else number
    place = _only(label(found[1]) for line in lines if (found := _LABELLED.fullmatch(line)) is not None)
    told = Identity(title=title, date=date, number=str(numeral(number) or ""), page=place, pages=numeral(pages))
    if not date or not (title or told.number):
        return told
    folder = page.name if page.record else os.path.dirname(os.path.abspath(page.name))
    # inner pages seldom bear the number, so it tells issues apart only where the title does not
    return told._replace(group=f"{folder} {title or told.number} {date}", source=MASTHEAD)


def _head(page: Page) -> list[str]:
    """The lines of the head, folded to half width and without the machine's blanks."""
    lines: list[str] = []
    for block in page.blocks[:TOP]:
        text = page.text[block.start : min(block.end, block.start + _BLOCK)]
        own = [_unspaced(line.strip().translate(HALF).replace("\u3000", " ")) for line in text.splitlines()]
        if page.role(block) not in _HEAD and not (len(own) == 1 and _LABELLED.fullmatch(own[0])):
            break
        lines += own
    return lines


def _unspaced(line: str) -> str:
    """The line without blanks that a machine put between all its characters."""
    blanks = line.count(" ")
    spaced = BLANKS * blanks >= len(line) > SPACED or 5 * blanks >= 2 * len(line)
    return cues.MACHINE_BLANK.sub("", line) if blanks and spaced else line


def _titled(line: str) -> re.Match[str] | None:
    return _TITLE.match(line.replace(" ", "")) if cues.PAPER.fullmatch(line) is not None else None


def _day(found: re.Match[str]) -> str:
    year = numeral(found["year"]) + (1911 if found["minguo"] else 0)
    month = 1 if found["month"] in "元正" else numeral(found["month"])
    return iso_date(year, month, numeral(found["day"]))


def _only(values: Iterable[str]) -> str:
    """The one value that there is; "" for none or several."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""
