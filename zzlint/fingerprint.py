"""Names for findings that survive moved lines and other rules' fixes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from zzlint.diagnostic import Diagnostic
from zzlint.text.page import Page
from zzlint.text.repeats import letters

#: So many Han, digits or letters on either side name a place.
LETTERS = 12
#: They are looked for within so many code points.
REACH = 120


def fingerprints(findings: Iterable[Diagnostic], page: Page | None) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with its name: code, the letters around it, and its number among equals.

    Marks, blanks, line ends and widths do not count, so what other rules repair around the
    place leaves the name alone.
    """
    seen: Counter[str] = Counter()
    for item in findings:
        around = _around(page, item) if page else ""
        key = f"{item.code}\0{around}"
        seen[key] += 1
        digest = hashlib.blake2b(f"{key}\0{seen[key]}".encode("utf-8", "backslashreplace"), digest_size=8)
        yield item, digest.hexdigest()


def _around(page: Page, item: Diagnostic) -> str:
    start, end = item.span
    before = letters(page.view(max(0, start - REACH), start).text)
    after = letters(page.view(end, min(len(page.text), end + REACH)).text)
    return f"{before[-LETTERS:]}\0{after[:LETTERS]}"
