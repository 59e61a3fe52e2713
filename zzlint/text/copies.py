"""Copies of a paragraph as a recogniser makes them: nearly equal ones, and those that it cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice
from types import ModuleType
from typing import NamedTuple

from zzlint.text import cues, lexicon
from zzlint.text.chars import CLOSERS
from zzlint.text.glance import Glance
from zzlint.text.pattern import Pattern
from zzlint.text.seam import SURE_WORD, still_open

#: Texts with fewer letters than this (Han, digits, Latin) are headings, labels or refrains.
SHORTEST = 10
#: Texts with fewer letters than this say nothing.
FEWEST = 4
#: Copies may differ in this share of their letters, in ``LEAST`` always and in ``MOST`` at most: linear time.
DRIFT, LEAST, MOST = 0.04, 2, 60
#: Texts with fewer letters than this that differ in one letter may be two of a list.
DRIFTING = 20
#: A cut-off copy beside two complete ones has at least so many letters.
STUB = 6
#: A cut-off copy beside a single complete one has more, if a headline could say it: headlines begin like their stories.
RESTART = 30
#: A beginning of so many code points, to the letter, is no headline, summary or teaser of its story.
BEGUN = 30
#: What may be one, a sentence that stops behind a word where it might end, or anything with dots, is longer.
BROKEN_OFF = 60
#: A letter was misread where it makes no word and the other one a word that is so frequent.
FREQUENT = 20

_ENDED = Pattern("[。！？!?][”’」』）)]?$")
_ENDS = frozenset("。！？!?…")
_SENTENCE = Pattern("[。；]")
_LETTER = Pattern(r"[^\W_]")
_NO_LETTER = Pattern(r"[\W_]+")
_NUMBER = Pattern(r"[0-9零〇一二三四五六七八九十百千]")
#: Words on which no sentence ends, and before which one may.
_LEADING, _JOINING = frozenset("在把被对从向以将由于为"), frozenset("并和与及或且而但")
PROSE = Pattern("[，。；,;]")


def letters(text: str) -> str:
    """The text without marks and blanks."""
    return _NO_LETTER.sub("", text)


def same(one: str, other: str, *, caught: bool) -> bool:
    """Whether two texts, given by their letters, are copies.

    Texts made from one form differ in their numbers; once the recogniser was ``caught`` in a loop,
    its next copy may have lost a number, too. Short ones differ only then, in one letter.
    """
    if one == other:
        return len(one) >= FEWEST
    allowed, short = _allowed(one), len(one) < DRIFTING
    if len(one) < SHORTEST or (short and not caught) or abs(len(one) - len(other)) > allowed:
        return False
    if one[:2] != other[:2] and one[-2:] != other[-2:]:
        return False
    any_number = caught and not short
    return apart(one, other) <= allowed and (any_number or _NUMBER.findall(one) == _NUMBER.findall(other))


def apart(one: str, other: str) -> int:
    """In how many characters two texts differ, ``MOST`` + 1 for all that differ in more."""
    return int(_levenshtein().distance(one, other, score_cutoff=MOST))


def nearest(texts: Sequence[str]) -> int | None:
    """Which of the copies, given by their letters, has what most of them have; None if they are texts of one form.

    A misread letter stands in one copy; where each copy has a name of its own, no two agree.
    """
    votes = Counter(texts)
    model, most = votes.most_common(1)[0]
    if 2 * most > len(texts):
        return texts.index(model)
    found = {text: _changes(model, text) for text in votes}
    changed: dict[int, Counter[str]] = {}
    for text, changes in found.items():
        for at, new in changes.items():
            changed.setdefault(at, Counter())[new] += votes[text]
    for news in changed.values():
        news[""] += len(texts) - news.total()  # those that have what the model has
        if 2 * max(news.values()) <= len(texts):
            return None
    agreed = {(at, news.most_common(1)[0][0]) for at, news in changed.items()}
    return texts.index(max(votes, key=lambda text: sum(found[text].get(at, "") == new for at, new in agreed)))


def clearer(one: str, other: str) -> int | None:
    """Which of two copies, given by their letters, is the well-read one: 0, 1, or None if they are texts of one form.

    A letter or two differ, and where they do, the one has a word and the other none: 艄公 and 稍公, not 甲方 and 乙方.
    """
    if len(one) != len(other) or one == other:
        return None
    differing = islice((at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]), LEAST + 1)
    better = [(_in_word(one, at), _in_word(other, at)) for at in differing]
    if len(better) > LEAST or len(set(better)) > 1 or better[0][0] == better[0][1]:
        return None
    return 0 if better[0][0] else 1


def _in_word(text: str, at: int) -> bool:
    """Whether the letter belongs to a word of several letters, and no name of a person or place."""
    near = (lexicon.spanning(text, place) for place in (at, at + 1))
    words = [text[slice(*place)] for place in near if place is not None]
    return any(
        word[0] not in cues.SURNAMES and lexicon.frequency(word) >= FREQUENT and not lexicon.is_name(word)
        for word in words
    )


class Stop(NamedTuple):
    """Where a text stops that is the beginning of a whole one.

    ``cut_off``: it is no headline, for it stops within a clause and has several marks or words that stories have,
    or stops within a word, or on one that wants another. ``begun``: even beside a single whole copy it is the recogniser's, which began, stopped
    and began again. ``certain``: nobody prints it so. What stops where a sentence ends is none of them.
    """

    cut_off: bool
    begun: bool
    certain: bool


def stop(text: str, whole: str) -> Stop:
    """How ``text`` stops; its letters are the first ones of ``whole``, which has more. No blanks around both."""
    begun = text.rstrip(".…")
    dots = len(text) - len(begun) > 1 or text.endswith("…")
    begun = begun if dots else text
    size = len(letters(begun))
    behind = next(islice(_LETTER.finditer(whole), size - 1, None)).end()
    if whole[behind : behind + 4].lstrip(CLOSERS)[:1] in _ENDS:
        return Stop(False, False, False)
    in_clause = begun[-1].isalnum() and whole[behind].isalnum()
    in_word = in_clause and lexicon.cuts(whole, behind) >= SURE_WORD
    sentences = _SENTENCE.search(begun) is not None
    words = Glance(begun, 0, len(begun))
    several = len(PROSE.findall(begun)) > 1
    story = sentences or several or in_word or words.lead or words.opening or words.told
    to_the_letter = whole.startswith(begun)
    long_enough = size >= RESTART or (size >= SHORTEST and to_the_letter and in_clause and story)
    twice = long_enough and PROSE.search(begun) is not None and (in_clause or (sentences and not dots))
    endless = in_word or _cannot_end(begun)
    least = BEGUN if (endless or sentences or words.lead) and not dots else BROKEN_OFF
    certain = twice and to_the_letter and len(begun) >= least and (endless or whole[behind] not in _JOINING)
    return Stop(twice or ((story or endless) and in_clause), twice, certain)


def _cannot_end(begun: str) -> bool:
    """Whether no sentence ends so: on a digit, within a pair, or on a word that wants another."""
    last = begun[-1]
    if last.isdigit() or still_open(begun, 0, len(begun)):
        return True
    return last in _LEADING | _JOINING and lexicon.cuts(begun, len(begun) - 1) <= 0


def is_beginning(text: str, whole: str) -> bool:
    """Whether ``text`` is the beginning of ``whole``, both given by their letters."""
    return STUB <= len(text) < len(whole) and whole.startswith(text)


def is_end(text: str, whole: str) -> bool:
    """Whether ``text`` is the end of ``whole`` and begins within a sentence of it. No blanks around both."""
    before = len(whole) - len(text)
    if before <= 0 or not whole.endswith(text) or len(letters(text)) < STUB:
        return False
    return whole[max(before - 4, 0) : before].rstrip(CLOSERS)[-1:] not in _ENDS


def is_ended(text: str) -> bool:
    """Whether the text ends as a sentence does; dots end none."""
    return _ENDED.search(text[-4:]) is not None


def _allowed(text: str) -> int:
    if len(text) < DRIFTING:
        return 1
    return min(max(LEAST, int(len(text) * DRIFT)), MOST)


def _changes(model: str, text: str) -> dict[int, str]:
    """What stands in ``text`` for each letter of the model that it has not."""
    found: dict[int, str] = {}
    for change in _levenshtein().editops(model, text, score_hint=_allowed(model)):
        new = "-" if change.tag == "delete" else text[change.dest_pos]
        found[change.src_pos] = found.get(change.src_pos, "") + new
    return found


@cache
def _levenshtein() -> ModuleType:
    from rapidfuzz.distance import Levenshtein  # 18 ms: only pages with look-alike neighbours pay it

    return Levenshtein
