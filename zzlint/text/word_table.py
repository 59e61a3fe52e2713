"""The file behind the lexicon: jieba's dictionary as sorted keys that are mapped, not read.

It is compiled once into the user's cache (a second or so) and is a function of three things that stand
in its name: the format, jieba's version and the machine's byte order. It is never believed: a file
that is not what its header says is compiled anew, and where nothing can be written the table
lives in memory.
"""

from __future__ import annotations

import os
import struct
import sys
from array import array
from bisect import bisect_left
from contextlib import suppress
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from zzlint.text import user_cache
from zzlint.text.pattern import Pattern

#: Changes with the layout of the file.
FORMAT = 4

#: The file's name, how many words, the longest one in code points, the sum of all counts, checksum of the rest.
_HEADER = struct.Struct("=64sIIQI4x")
_KEY, _COUNT = 8, 4
#: The lower bits of a count are the count, 60 million at most; the two above them tell a name and another noun.
_COUNTED = 26
_NAME, _NOUN = 1 << _COUNTED, 1 << _COUNTED + 1
#: The dictionary's parts of speech: places, bodies, other names, foreign and well-known people, abbreviations. Not
#: ``nr``: it holds verbs, too.
_NAMES, _NOUNS = frozenset({"ns", "nt", "nz", "nrt", "nrfg", "j"}), frozenset({"n"})
#: A prime below 2**64 without a pattern in its bits: words that differ in a few characters never share a key.
_PRIME = 15_793_245_881_403_427_231
#: So many bits tell of two characters whether a word may hold them side by side; a prime.
_BITS = 4_194_301
#: Stands before a character under whose key the words are counted that end on it.
_ENDING = "\0"
_VERSION = Pattern(r"(?m)^__version__ = '([0-9A-Za-z.]{1,32})'")


class Table(NamedTuple):
    """The words of the dictionary: ``counts[i]`` belongs to the word whose key is ``keys[i]``."""

    #: 64 bits each, in rising order.
    keys: memoryview
    #: 32 bits each: the count and, above it, what kind of word it is.
    counts: memoryview
    #: One bit for each pair of characters.
    pairs: memoryview
    #: The length of the longest word in code points.
    longest: int
    #: The sum of all words' counts.
    total: int

    def count(self, word: str) -> int:
        """The word's count; 0 where it is not in the table."""
        return self._entry(word) & _NAME - 1

    def is_name(self, word: str) -> bool:
        """Whether the dictionary knows the word as a name."""
        return bool(self._entry(word) & _NAME)

    def is_noun(self, word: str) -> bool:
        """Whether it knows the word as a noun that is no name."""
        return bool(self._entry(word) & _NOUN)

    def _entry(self, word: str) -> int:
        if not 0 < len(word) <= self.longest:
            return 0
        key = _key(word)
        index = bisect_left(self.keys, key)
        return int(self.counts[index]) if index < len(self.keys) and self.keys[index] == key else 0

    def may_hold(self, pair: str) -> bool:
        """Whether a word may hold these two characters side by side: always true if one does, else once in fourteen times."""
        bit = _bit(pair)
        return bool(self.pairs[bit >> 3] >> (bit & 7) & 1)

    def ending(self, char: str) -> int:
        """The sum of the counts of all longer words that end on the character."""
        return self.count(_ENDING + char)


def _key(word: str) -> int:
    """What stands in the table for a word; two of 350,000 words share it once in 200 million dictionaries."""
    return int.from_bytes(word.encode("utf-16-le", "surrogatepass"), "little") % _PRIME


def _bit(pair: str) -> int:
    return _key(pair) % _BITS


def opened() -> Table:
    """The table out of the cache, made if need be.

    Raises ``ModuleNotFoundError`` without jieba and ``OSError`` without its dictionary: what a page's
    check says must not depend on what happens to be installed.
    """
    words, version = _dictionary()
    name = f"words-{FORMAT}-{version}-{sys.byteorder}.bin"
    path = user_cache.folder() / name
    return _mapped(path, name) or _kept(path, _compiled(words, name), name)


def version() -> str:
    """Names the dictionary that the table is made of; the errors of ``opened``."""
    return _dictionary()[1]


def _dictionary() -> tuple[Path, str]:
    """Where jieba's dictionary lies and which version it is; jieba itself takes half a second to import."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed; zzlint takes its dictionary of Chinese words", name="jieba")
    module = Path(spec.origin)
    words = module.parent / "dict.txt"
    version = _VERSION.search(module.read_text(encoding="utf-8", errors="replace"))
    # the size tells a dictionary that somebody edited
    return words, f"{version[1] if version else 'unknown'}-{words.stat().st_size}"


def _mapped(path: Path, name: str) -> Table | None:
    """The table in the file, if it is whole."""
    from mmap import ACCESS_READ, mmap

    try:
        with open(path, "rb") as file:
            return _table(memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)), name)
    except (OSError, ValueError):  # there is none, or an empty one
        return None


def _table(data: memoryview, name: str) -> Table | None:
    if len(data) < _HEADER.size:
        return None
    written, count, longest, total, checksum = _HEADER.unpack_from(data)
    middle = _HEADER.size + count * _KEY
    end = middle + count * _COUNT
    if written.rstrip(b"\0") != name.encode() or len(data) != end + _BITS // 8 + 1:
        return None
    if crc32(data[_HEADER.size :]) != checksum:
        return None
    return Table(data[_HEADER.size : middle].cast("Q"), data[middle:end].cast("I"), data[end:], longest, total)


def _compiled(words: Path, name: str) -> bytes:
    """The file's bytes from lines such as ``经济 18868 n``."""
    found: dict[int, int] = {}
    endings: dict[str, int] = {}
    pairs = bytearray(_BITS // 8 + 1)
    longest = total = 0
    with open(words, encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = (*line.split(), "", "", "")[:3]
            if count.isdecimal():
                found[_key(word)] = int(count) | _NAME * (kind in _NAMES) | _NOUN * (kind in _NOUNS)
                longest = max(longest, len(word))
                total += int(count)
                for bit in map(_bit, map("".join, pairwise(word))):
                    pairs[bit >> 3] |= 1 << (bit & 7)
                if len(word) > 1:
                    endings[word[-1]] = endings.get(word[-1], 0) + int(count)
    found.update((_key(_ENDING + char), count) for char, count in endings.items())
    in_order = sorted(found)
    keys, counts = array("Q", in_order), array("I", map(found.__getitem__, in_order))
    body = keys.tobytes() + counts.tobytes() + pairs
    return _HEADER.pack(name.encode(), len(keys), longest, total, crc32(body)) + body


def _kept(path: Path, data: bytes, name: str) -> Table:
    """The table as the next process will find it; out of memory where it could not be written."""
    from tempfile import mkstemp

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = mkstemp(suffix=".zzlint", dir=path.parent)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
            raise
    table = _mapped(path, name) or _table(memoryview(data), name)
    assert table is not None
    return table
