"""The one lexicon of all rules: is this a word, how frequent, does a word run through a place.

The words and their counts are those of jieba's dictionary (``dict.txt`` of the package jieba, MIT:
349,000 words with counts from a corpus of 60 million words, simplified script). It is opened when
it is first asked, in two milliseconds; jieba's code is never run. Offsets and lengths are code
points. Texts are taken as they are: a seam is asked about without its line end, and of traditional
text the lexicon knows little. See ``word_table`` for the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zzlint.text.word_table import Table

#: Longer words across a place are not looked for: they have shorter ones in them.
LONGEST = 5
#: So far on each side of a place a reading of the text is looked for.
WINDOW = 8
#: An ending ends words so often, and stands alone so much more seldom.
ENDINGS, ALONE = 5_000, 0.15


@lru_cache(maxsize=1)
def _table() -> Table:
    from zzlint.text import word_table  # hashlib and importlib: only a page with a candidate pays them

    return word_table.opened()


@lru_cache(maxsize=1 << 14)
def frequency(word: str) -> int:
    """How often the word stands in the corpus of the dictionary; 0: it is no word."""
    return _table().count(word)


def is_name(word: str) -> bool:
    """Whether the word is known as the name of a place, a body, a foreigner, or as an abbreviation of one."""
    return _table().is_name(word)


def is_noun(word: str) -> bool:
    """Whether the word is known as a noun and no name; many of two characters are verbs, too: 交流, 合影."""
    return _table().is_noun(word)


def first_word(text: str) -> str:
    """The first word of the best reading of the letters that the text begins with."""
    here = text[: _window(text, 0)[1]]
    behind = _readings(here[::-1], backwards=True)
    ends = (end for end in range(1, len(here) + 1) if end == 1 or frequency(here[:end]))
    return here[: max(ends, key=lambda end: _likelihood(here[:end]) + behind[len(here) - end], default=0)]


def may_hold(pair: str) -> bool:
    """Whether a word may hold these two characters side by side; nearly always false where none does."""
    return _table().may_hold(pair)


def is_ending(char: str) -> bool:
    """Whether the character hardly ever is a word by itself and ends many: 案 of 方案, 业 of 企业, but not 人 or 茶."""
    ends = _table().ending(char)
    return ends >= ENDINGS and frequency(char) <= ALONE * ends


def spanning(text: str, at: int) -> tuple[int, int] | None:
    """Start and end of the most frequent word that stands across ``at``: ``start < at < end``."""
    return max(_across(text, at), key=lambda place: (frequency(text[slice(*place)]), place), default=None)


def cuts(text: str, at: int) -> float:
    """How much likelier it is that a word runs through ``at`` than that words meet there, as log-odds (base e).

    Both are judged by the best reading of the eight characters on each side: in 经|济高质量 经济 is cut,
    in 社会|会长 nothing is, though 会会 is a word. 0 where no word of the dictionary stands across the
    place, which tells nothing: most names are in no dictionary. Above 3 a cut word is all but sure (of
    20,000 ends of headlines before beginnings of unrelated paragraphs none, of places inside paragraphs half).
    """
    low, high = _window(text, at)
    here, at = text[low:high], at - low
    words = list(_across(here, at))
    if not words:
        return 0.0
    before, behind = _readings(here[:at]), _readings(here[at:][::-1], backwards=True)
    through = max(before[start] + _likelihood(here[start:end]) + behind[len(here) - end] for start, end in words)
    return through - (before[at] + behind[len(here) - at])


def _across(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The places of all words across ``at``."""
    if not (0 < at < len(text) and may_hold(text[at - 1 : at + 1])):
        return
    reach = LONGEST - 1
    low, high = max(0, at - reach), min(len(text), at + reach)
    for start in range(at - 1, low - 1, -1):
        for end in range(at + 1, min(high, start + reach + 1) + 1):
            if frequency(text[start:end]):
                yield start, end


def _window(text: str, at: int) -> tuple[int, int]:
    """The letters around ``at``, up to the nearest mark or blank."""
    low, high = at, at
    while low > max(0, at - WINDOW) and text[low - 1].isalnum():
        low -= 1
    while high < min(len(text), at + WINDOW) and text[high].isalnum():
        high += 1
    return low, high


def _readings(text: str, *, backwards: bool = False) -> list[float]:
    """For each length the log-likelihood of the best reading of so much of the text (``backwards``: it is mirrored)."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        best.append(
            max(
                best[start] + _likelihood(text[start:end][::-1] if backwards else text[start:end])
                for start in range(end)
                if end - start == 1 or frequency(text[start:end][::-1] if backwards else text[start:end])
            )
        )
    return best


def _likelihood(word: str) -> float:
    """The log of the word's share; a character that is no word counts as seen once."""
    return log(max(frequency(word), 1) / _table().total)
