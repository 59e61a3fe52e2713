"""What a text says, as a handful of numbers: texts that say nearly the same share some of them.

``digest`` is equal for equal texts. ``bands`` is a MinHash over character 3-grams, of 20 bands with 4
rows. One permutation serves in place of eighty: the hashes of all 3-grams lie on a circle, and a band is
which four lie behind one of twenty fixed points. Where two texts share the part J of their 3-grams, a
band is the same with a probability of about J^4, and one of twenty at least with 1 - (1 - J^4)^20. Both depend on the text alone, on no process, platform or version of Python.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from hashlib import blake2b
from zlib import crc32

#: At 8 % misread letters five rows, which are usual, miss 15 of 100 copies of paragraphs, and four miss 6.
BANDS, ROWS = 20, 4
#: Bytes of a digest, and of a band.
DIGEST, BAND = 8, 4

#: A lane of 64 bits holds the sum of three products: characters have 18 bits, factors 44.
_LANE = 8
#: Random and odd: that of a 3-gram's first character, its second, its last.
_FACTORS = (0x9E3779B97F5 << 128) | (0xD6E8FEB8665 << 64) | 0xC2B2AE3D27D
#: The upper 32 of the lower 44 bits are spread well (multiply-shift).
_SHIFT, _KEPT = 12, b"\xff\xff\xff\xff\x00\x00\x00\x00"
_POINTS = tuple(band * (1 << 32) // BANDS for band in range(BANDS))


def digest(text: str) -> bytes:
    """Eight bytes; those of two different texts are equal once in 10^19 times."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()


def bands(text: str) -> bytes:
    """Twenty bands of four bytes each; ``b""`` for a text with fewer than four 3-grams."""
    circle = _hashes(text)
    if len(circle) < ROWS:
        return b""
    circle.sort()
    once = len(circle)
    lanes = array("Q", circle + circle[:ROWS])
    if sys.byteorder == "big":
        lanes.byteswap()
    data, width = lanes.tobytes(), ROWS * _LANE
    starts = (bisect_left(circle, point) % once * _LANE for point in _POINTS)
    return b"".join([crc32(data[start : start + width]).to_bytes(BAND, "little") for start in starts])


def _hashes(text: str) -> list[int]:
    """The hashes of the 3-grams, 32 bits each.

    The text is one long number with a lane for each character, and one multiplication hashes all of it.
    """
    many = len(text)
    lanes = int.from_bytes("\0".join(text).encode("utf-32-le", "surrogatepass"), "little")
    kept = int.from_bytes(_KEPT * (many + 2), "little")
    found = array("Q", (((lanes * _FACTORS) >> _SHIFT) & kept).to_bytes(_LANE * (many + 2), "little"))
    if sys.byteorder == "big":
        found.byteswap()
    return found[2:many].tolist()
