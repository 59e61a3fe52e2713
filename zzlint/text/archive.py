"""What was learned of trusted pages: how often short stretches of text stand in them.

The file is a table of hashes with counts. It holds no text, and nobody can read the pages back out
of it: whoever has a stretch can only ask how often it was seen. It is mapped, not read, so that it opens
in no time and the processes of a run share it. ``zzlint.learn`` writes it.
"""

from __future__ import annotations

import os
import struct
from bisect import bisect_left
from enum import Enum
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from zzlint.text.chars import HALF

#: How long the stretches are that are counted, in code points.
SHORT = (2, 3, 4)
#: Stretches of this length are counted once for each place, so that they tell what is written again and again.
LONG = 8
#: Shorter ones are kept that were seen once; of these and ``LONG`` ones only those that were seen twice.
RARE = 4

MAGIC = b"zzlearnt"
#: Changes with the layout of the file, and with what is counted.
VERSION = 2
#: Magic, version, lengths of the stretches, how many there are, code points and pages that were read, digest of all
#: this and the rest, checksum of all before the cells.
HEADER = struct.Struct("=8sH4s2xQQQ16sI")
_CHECKED = HEADER.size - 4
#: The hash of a stretch has so many bits; the first of them number the bucket it is in.
HASH, BUCKET = 40, 16
#: A cell is the rest of the hash and one byte for the count.
REST = HASH - BUCKET

_PRIME = 18_446_744_073_709_551_557
_SPREAD = 11_400_714_819_323_198_485
_MASK = (1 << 64) - 1
_FOLD = HALF | dict.fromkeys(range(0x30, 0x3A), "0") | dict.fromkeys(range(0xFF10, 0xFF1A), "0")


class Archive(NamedTuple):
    """The counts of what was learned; ``digest`` names them."""

    digest: str
    #: How many code points and pages were read.
    characters: int
    pages: int
    #: Where each bucket begins in ``cells``, and where the last one ends.
    buckets: memoryview
    cells: memoryview

    def count(self, words: str) -> int:
        """How often two, three or four code points were seen, an eighth less at most above 15; 0: never.

        Of eight code points, in how many places. What was seen once of four or eight is not known.
        Wrong once in 100,000 times: another stretch may have the same hash. ``words`` are ``folded``,
        out of a text without blanks between Han characters, whose lines begin and end with ``\\n``.
        """
        try:
            found = hashed(words)
        except UnicodeEncodeError:  # half a surrogate pair
            return 0
        bucket, rest = found >> REST, (found & (1 << REST) - 1) << 8
        end = self.buckets[bucket + 1]
        at = bisect_left(self.cells, rest, self.buckets[bucket], end)
        cell = self.cells[at] if at < end else 0
        return unpacked(cell & 0xFF) if cell >= rest and cell - rest <= 0xFF else 0

    def meet(self, before: str, behind: str) -> bool:
        """Whether the two texts were ever seen to meet: two code points of one and one of the other."""
        words = folded(before[-2:] + behind[:2])
        return bool(self.count(words[:3]) or self.count(words[-3:]))

    def saw_pair(self, text: str, at: int) -> bool:
        """Whether the character at ``at``, which follows once more, was seen twice in a row beside a neighbour of the two."""
        words = folded(text[max(0, at - 1) : at + 3])
        return bool(self.count(words[:3]) or self.count(words[-3:]))

    def saw_once(self, text: str, at: int) -> int:
        """How often the character at ``at``, which follows once more, was seen between the neighbours of the two.

        With one more code point on either side what was seen counts twice.
        """
        words = folded(text[max(0, at - 2) : at + 1] + text[at + 2 : at + 4])
        near = folded(text[max(0, at - 1) : at + 1] + text[at + 2 : at + 3])
        return max([self.count(near), *(2 * self.count(words[start : start + 4]) for start in range(len(words) - 3))])

    def familiar(self, text: str) -> float:
        """The share of the places inside the text where what meets was seen to meet: from 0 to 1."""
        places = range(1, len(text))
        return sum(self.meet(text[max(0, at - 2) : at], text[at : at + 2]) for at in places) / max(1, len(places))

    def formulaic(self, text: str) -> float:
        """The share of the text's stretches of eight that stand in two places or more: from 0 to 1."""
        text = folded(text)
        stretches = max(1, len(text) - LONG + 1)
        return sum(self.count(text[at : at + LONG]) > 1 for at in range(stretches)) / stretches


class Why(Enum):
    """Why a file cannot be used."""

    FOREIGN = "no archive"
    VERSION = "another version"
    SHORT = "cut short"
    DAMAGED = "damaged"


class Unusable(ValueError):
    """The file is no archive that can be used."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@lru_cache(maxsize=8)
def opened(path: str | os.PathLike[str]) -> Archive:
    """The archive in a file. A process opens it once: all its pages are checked with the same one.

    Raises OSError where it cannot be read and Unusable where it is none. Its cells are not summed up again:
    where one of them was damaged, the counts of a few stretches are wrong.
    """
    from mmap import ACCESS_READ, mmap  # only those who have an archive

    with open(path, "rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise Unusable(Why.FOREIGN)
        data = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    if len(data) < HEADER.size:
        raise Unusable(Why.SHORT)
    _, version, _, count, characters, pages, digest, checksum = HEADER.unpack_from(data)
    if version != VERSION:  # or a machine that has its bytes the other way round
        raise Unusable(Why.VERSION)
    middle = HEADER.size + 4 * ((1 << BUCKET) + 1)
    if len(data) < middle:
        raise Unusable(Why.SHORT)
    if checked(bytes(data[:_CHECKED]), data[HEADER.size : middle]) != checksum:
        raise Unusable(Why.DAMAGED)
    if len(data) != middle + 4 * count:
        raise Unusable(Why.SHORT if len(data) < middle + 4 * count else Why.DAMAGED)
    return Archive(digest.hex(), characters, pages, data[HEADER.size : middle].cast("I"), data[middle:].cast("I"))


# -- what the file is made of ------------------------------------------------------------------


def header(count: int, characters: int, pages: int, digest: bytes, buckets: memoryview) -> bytes:
    """What stands before the buckets."""
    told = (MAGIC, VERSION, bytes((*SHORT, LONG)), count, characters, pages, digest)
    return HEADER.pack(*told, checked(HEADER.pack(*told, 0)[:_CHECKED], buckets))


def checked(head: bytes, buckets: memoryview) -> int:
    """The checksum of the header before it, and the buckets."""
    return crc32(buckets, crc32(head))


def folded(text: str) -> str:
    """The text as it is counted: every digit is 0, full-width letters and marks are half-width."""
    return text.translate(_FOLD)


def hashed(words: str) -> int:
    """The hash of folded text, the same on every machine; NULs at its end do not count."""
    return (int.from_bytes(words.encode(), "little") % _PRIME * _SPREAD & _MASK) >> 64 - HASH


def packed(count: int) -> int:
    """A count of one or more in a byte: exact up to 15, then with four bits; ``unpacked`` is never more."""
    shift = max(0, count.bit_length() - 4)
    return min(0xFF, (shift << 3) + (count >> shift))


def unpacked(byte: int) -> int:
    """What ``packed`` made of a count."""
    shift = max(0, (byte >> 3) - 1)
    return byte - (shift << 3) << shift
