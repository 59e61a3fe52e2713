"""Bytes to text and back, without losing one of them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

#: How many code points are looked at to judge a guess.
SAMPLE = 100_000
#: Below this share of everyday characters a guess is no answer.
PLAUSIBLE = 0.5
#: Two guesses this close to each other are a tie.
AHEAD = 0.1
#: UTF-8 with less than this share of its non-ASCII bytes damaged is still UTF-8.
DAMAGED = 0.05

_ASCII = bytes(range(0x80))

#: UTF-32's little-endian mark begins with UTF-16's.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class DecodeError(ValueError):
    """The bytes are no text that can be read and written back unchanged.

    ``reason`` is a key of the engine's messages, ``offset`` the first bad byte (0-based, in the
    file) or None, ``encoding`` the encoding that it is bad in, ``what`` what else there is to name.
    """

    def __init__(self, reason: str, offset: int | None = None, encoding: str = "", what: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.encoding = encoding
        self.what = what


class Decoded(NamedTuple):
    """Text, and what it takes to get its bytes back: ``bom + text.encode(encoding)``.

    Bytes of damaged UTF-8 stand in the text as lone surrogates U+DC80-DCFF (``surrogateescape``)
    and are written back as they were.
    """

    text: str
    encoding: str
    bom: bytes
    damaged: bool = False

    def encode(self, text: str) -> bytes:
        """The bytes of ``text`` in this encoding.

        Raises UnicodeEncodeError where the encoding has no such character.
        """
        errors = "surrogateescape" if self.damaged else "strict"
        return self.bom + text.encode(self.encoding, errors)


def decode(data: bytes, encoding: str = "auto") -> Decoded:
    """Read ``data``; raise DecodeError rather than guess wrongly.

    ``auto``: a byte order mark, else UTF-8, else GB18030 or Big5, whichever gives everyday
    characters. The text is only accepted when it encodes to the very same bytes.
    """
    for bom, name in BOMS:
        if data.startswith(bom) and (encoding == "auto" or _same(encoding, name)):
            return _strictly(data[len(bom) :], name, bom)
    if encoding != "auto":
        return _strictly(data, encoding, b"")
    if b"\0" in data[:8000]:
        raise DecodeError("binary", data.index(b"\0"))
    try:
        return Decoded(data.decode("utf-8"), "utf-8", b"")
    except UnicodeDecodeError as error:
        first_bad = error.start
    return _damaged_utf8(data) or _guess(data, first_bad)


def _same(one: str, other: str) -> bool:
    try:
        wanted = codecs.lookup(one).name
    except LookupError:
        return False
    return wanted in (other, other.replace("-le", "").replace("-be", ""), f"{other}-sig")


def _strictly(data: bytes, encoding: str, bom: bytes) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodeError("undecodable", len(bom) + error.start, encoding) from None
    except (LookupError, ValueError):  # names of Python's that stand for no encoding of text, too
        raise DecodeError("unknown-encoding", None, encoding) from None
    decoded = Decoded(text, encoding, bom)
    if not _round_trips(decoded, bom + data):
        raise DecodeError("no-round-trip", None, encoding)
    return decoded


def _round_trips(decoded: Decoded, data: bytes) -> bool:
    try:
        return decoded.encode(decoded.text) == data
    except UnicodeEncodeError:
        return False


def _damaged_utf8(data: bytes) -> Decoded | None:
    sound = data.decode("utf-8", "ignore")
    bad = len(data) - len(sound.encode())
    if bad < DAMAGED * len(data.translate(None, _ASCII)) or bad <= 2 < len(sound) // 50:
        return Decoded(data.decode("utf-8", "surrogateescape"), "utf-8", b"", damaged=True)
    return None


def _guess(data: bytes, first_bad: int) -> Decoded:
    guesses: list[tuple[float, Decoded]] = []
    failed = [(first_bad, 0.0, "utf-8")]
    for encoding, everyday in (("gb18030", _gb_everyday), ("big5", _big5_everyday), ("cp950", _big5_everyday)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            begin = data[: min(error.start, SAMPLE)].decode(encoding, "ignore")
            failed.append((error.start, _share(begin, everyday), encoding))
            continue
        decoded = Decoded(text, encoding, b"")
        if _round_trips(decoded, data):
            guesses.append((_share(text, everyday), decoded))
        if encoding == "big5" and guesses and guesses[-1][1].encoding == "big5":
            break
    guesses.sort(key=lambda guess: guess[0], reverse=True)
    if not guesses or guesses[0][0] < PLAUSIBLE:
        # the one that gets furthest, and of those that stop at one byte the one that reads best
        offset, _, likeliest = max(failed, key=lambda failure: failure[:2])
        raise DecodeError("no-encoding", offset, likeliest)
    if len(guesses) > 1 and guesses[0][0] - guesses[1][0] < AHEAD:
        raise DecodeError("ambiguous-encoding", first_bad, f"{guesses[0][1].encoding}, {guesses[1][1].encoding}")
    return guesses[0][1]


def _share(text: str, everyday: Callable[[], frozenset[str]]) -> float:
    known = everyday()
    foreign = [char for char in text[:SAMPLE] if char > "\x7f"]
    return sum(char in known for char in foreign) / max(1, len(foreign))


@cache
def _gb_everyday() -> frozenset[str]:
    """The 3,755 characters of GB 2312 level 1 and its marks."""
    leads = [*range(0xA1, 0xA4), *range(0xB0, 0xD8)]
    return _table("gb2312", leads, range(0xA1, 0xFF))


@cache
def _big5_everyday() -> frozenset[str]:
    """The 5,401 frequently used characters of Big5 and its marks."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    return _table("big5", [*range(0xA1, 0xA4), *range(0xA4, 0xC7)], trails)


def _table(encoding: str, leads: list[int], trails: range | list[int]) -> frozenset[str]:
    pairs = (bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails)
    return frozenset(pair for pair in pairs if pair)
