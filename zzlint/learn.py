"""Trusted pages made into an archive: see ``zzlint.text.archive`` for what is in it.

Short stretches of text are counted wherever they stand in a line, long ones once for each place. What has
been counted is hashed, sorted and laid aside whenever it becomes much, and merged in the end, so that memory
does not grow with the pages. The same pages make the same bytes.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from zzlint.text.archive import BUCKET, HASH, HEADER, LONG, RARE, REST, SHORT, VERSION, folded, hashed, header, packed
from zzlint.text.page import Page

#: Stretches further apart than so many code points stand in two places; so much of a page is counted at once.
PLACE = 1 << 13
#: So many different stretches are held in memory, 150 bytes each.
MOST = 1 << 18
#: The first bits of a hash by which counts are merged, and so many counts are written at once.
PARTS, BLOCK = 8, 1 << 13
#: Counts laid aside: the hash, one bit for stretches that must be seen twice, the count.
_ASIDE = 64 - HASH
_TWICE = 1 << _ASIDE - 1


class Lessons:
    """What has been learned so far, in memory and in a temporary file; ``close`` lets go of it."""

    def __init__(self) -> None:
        self.characters = 0
        self.pages = 0
        self._seen: Counter[str] = Counter()
        self._file = TemporaryFile()  # noqa: SIM115
        #: Where the parts of what was laid aside each time begin and end in the file, in bytes.
        self._aside: list[list[int]] = []

    def add(self, page: Page) -> None:
        """Learn a page."""
        text = folded(page.plain.text).encode(errors="replace").decode()  # no half of a surrogate pair
        lines = [line for line in text.split("\n") if line.strip()]
        self.characters += sum(map(len, lines))
        self.pages += bool(lines)
        text = "\n".join(["", *lines, ""])
        for start in range(0, len(text), PLACE):
            self._count(text, start, min(len(text), start + PLACE))
            if len(self._seen) >= MOST:
                self._lay_aside()

    def write(self, path: Path) -> None:
        """Write the archive, whole or not at all, in place of what is there. Raises OSError."""
        self._lay_aside()
        target = Path(os.path.realpath(path))
        new = target.with_name(f".{target.name}.{os.getpid()}.zzlint")
        try:
            with new.open("xb") as file:
                self._write(file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, target)
        finally:
            with suppress(OSError):
                os.unlink(new)

    def close(self) -> None:
        """Let go of the temporary file."""
        self._file.close()

    def _count(self, text: str, start: int, end: int) -> None:
        """Count what begins in ``text[start:end]``."""
        for size in SHORT:
            last = min(end, len(text) - size + 1)
            self._seen.update([text[at : at + size] for at in range(start, last)])
        last = min(end, len(text) - LONG + 1)
        self._seen.update({text[at : at + LONG] for at in range(start, last)})

    def _lay_aside(self) -> None:
        most = _TWICE - 1
        found = array(
            "Q",
            sorted(
                hashed(words) << _ASIDE | (_TWICE if len(words) >= RARE else 0) | (count if count < most else most)
                for words, count in self._seen.items()
            ),
        )
        self._seen.clear()
        start = self._file.seek(0, os.SEEK_END)
        found.tofile(self._file)
        parts = (bisect_left(found, part << 64 - PARTS) for part in range(1 << PARTS))
        self._aside.append([start + at * found.itemsize for at in (*parts, len(found))])

    def _laid_aside(self) -> Iterator[int]:
        """All that was laid aside, in rising order: part by part, for what is sorted already is soon sorted again."""
        for part in range(1 << PARTS):
            found = array("Q")
            for ends in self._aside:
                self._file.seek(ends[part])
                found.frombytes(self._file.read(ends[part + 1] - ends[part]))
            yield from sorted(found)

    def _write(self, file: BinaryIO) -> None:
        sizes = [0] * (1 << BUCKET)
        digest = blake2b(digest_size=16)
        cells = array("I")
        file.seek(HEADER.size + cells.itemsize * (len(sizes) + 1))
        for found, count in _summed(self._laid_aside()):
            sizes[found >> REST] += 1
            cells.append((found & (1 << REST) - 1) << 8 | packed(count))
            if len(cells) == BLOCK:
                digest.update(cells)
                cells.tofile(file)
                del cells[:]
        digest.update(cells)
        cells.tofile(file)
        buckets = array("I", accumulate(sizes, initial=0))
        digest.update(buckets)
        digest.update(f"{VERSION} {self.characters} {self.pages}".encode())
        file.seek(0)
        file.write(header(buckets[-1], self.characters, self.pages, digest.digest(), memoryview(buckets)))
        buckets.tofile(file)


def _summed(found: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Hash and count of all that is worth keeping, in rising order."""
    current, count, kept = -1, 0, False
    for one in found:
        if one >> _ASIDE != current:
            if kept or count > 1:
                yield current, count
            current, count, kept = one >> _ASIDE, 0, False
        kept = kept or not one & _TWICE
        count += one & _TWICE - 1
    if kept or count > 1:
        yield current, count
