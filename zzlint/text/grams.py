"""What a text says, as a handful of numbers: texts that say nearly the same share many of them.

``digest`` is equal for equal texts. ``sampled`` takes one of six places of a text, chosen by the two letters
that stand there, and hashes the six letters from there on: a copy has the same places and hashes wherever nothing
was misread, whatever was broken, lost or put in elsewhere. Both depend on the text alone, on no process,
platform or version of Python.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import compress, count
from zlib import crc32

#: Letters that are hashed together; where 8 % are misread, three of five such runs are as they were.
GRAM = 6
#: One of so many places is taken.
SAMPLED = 6
#: Bytes of a digest.
DIGEST = 8

#: Bytes of a character in UTF-32.
_LANE = 4
#: Random and odd, for the letter at a place and the one before it; 18 bits of a character and 13 fit in a lane.
_FACTORS = 0x17AD << 8 * _LANE | 0x1B35
#: Of a place's 32 bits the second byte is spread well.
_SPREAD = 1
_TAKEN = bytes(byte < 256 // SAMPLED for byte in range(256))


def digest(text: str) -> bytes:
    """Eight bytes; those of two different texts are equal once in 10^19 times."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()


def sampled(text: str) -> tuple[list[int], list[int]]:
    """The places that are taken, in their order, and the hash of the letters at each, 32 bits.

    The text is one long number with a lane for each character: one multiplication chooses all places.
    """
    raw = text.encode("utf-32-le", "surrogatepass")
    lanes = (int.from_bytes(raw, "little") * _FACTORS).to_bytes(len(raw) + 2 * _LANE, "little")
    behind = len(text) - GRAM + 1
    chosen = lanes[_LANE + _SPREAD : _LANE * (behind + 1) : _LANE] if behind > 0 else b""
    places = list(compress(count(), chosen.translate(_TAKEN)))
    width = GRAM * _LANE
    return places, [crc32(raw[_LANE * at : _LANE * at + width]) for at in places]
