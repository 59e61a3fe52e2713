"""Pairs the two halves of a jump: 下转A2版① on page A1 and 上接A1版① on page A2 of the same issue.

Between two candidates nothing is guessed: the ordinals decide, or a headline that is printed again,
or a word that the jump cuts in two; else all of them are told to be ambiguous.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from zzlint.text import lexicon, seam
from zzlint.text.glance import ends_finally

#: Of more halves than this between the same two pages none is paired.
MANY = 24
#: A headline of fewer letters proves nothing when it is printed again.
TELLING = 4

#: A jump by the name of its page and its place there.
Key: TypeAlias = "tuple[str, int]"


class Jump(NamedTuple):
    """One half of a jump.

    It stands in ``text[start:end]`` (code points) of a page with the label ``page``, which whoever
    asks calls ``name``, by a name that no other page has. It sends the reader "to" or "from" the page ``there`` ("": cut short). ``edge`` is the text at the
    cut, ``title`` the headline over it.
    """

    name: str
    page: str
    way: str
    there: str
    ordinal: str
    start: int
    end: int
    edge: str = ""
    title: str = ""

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.name, self.start


class Pair(NamedTuple):
    """An article stops at ``head`` and goes on behind ``tail``."""

    head: Jump
    tail: Jump


class Unmatched(NamedTuple):
    """A half without its other half, and why.

    "unplaced": nobody knows which page it stands on; "cut": it does not tell the page; "absent": that
    page is not among those given; "silent": it is, and no notice there answers.
    """

    jump: Jump
    reason: str


class Ambiguous(NamedTuple):
    """A half that several others answer to."""

    jump: Jump
    candidates: tuple[Jump, ...]


class Pairing(NamedTuple):
    """What became of all halves: each stands in one of the three, sorted by place."""

    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    ambiguous: tuple[Ambiguous, ...]


def pair(jumps: Iterable[Jump], pages: Iterable[str]) -> Pairing:
    """The halves of one issue, paired; ``pages`` are the labels of all its pages that are given."""
    labels = frozenset(pages)
    halves = sorted(jump._replace(there=resolved(jump.there, jump.page, labels)) for jump in set(jumps))
    meetings: dict[tuple[str, str], list[Jump]] = defaultdict(list)
    for jump in halves:
        if jump.page and jump.there and jump.page != jump.there:
            ends = (jump.page, jump.there) if jump.way == "to" else (jump.there, jump.page)
            meetings[ends].append(jump)
    pairs: list[Pair] = []
    ambiguous: list[Ambiguous] = []
    for met in meetings.values():
        settled, unclear = _settled([jump for jump in met if jump.way == "to"], [j for j in met if j.way == "from"])
        pairs += settled
        ambiguous += unclear
    done = {jump for found in pairs for jump in found} | {unclear.jump for unclear in ambiguous}
    for found in _cut_short([jump for jump in halves if jump not in done]):
        pairs.append(found)
        done |= set(found)
    unmatched = (Unmatched(jump, _reason(jump, labels)) for jump in halves if jump not in done)
    return Pairing(tuple(sorted(pairs)), tuple(unmatched), tuple(sorted(ambiguous)))


def _reason(jump: Jump, labels: frozenset[str]) -> str:
    if not jump.page:
        return "unplaced"
    if not jump.there:
        return "cut"
    return "silent" if jump.there in labels else "absent"


def resolved(there: str, here: str, labels: frozenset[str]) -> str:
    """The label of the page that a notice on page ``here`` names.

    On page A1 第三版 is A3. Where no page has a letter, A3版 is 3.
    """
    if there in labels or not there:
        return there
    if there.isdigit() and not here[:1].isdigit():
        return here[:1] + there
    letters = any(not label[:1].isdigit() for label in labels if label)
    return there if letters or there.isdigit() else there.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def repeats(title: str, again: str) -> bool:
    """Whether ``again`` is the headline once more, its beginning or one of its lines, whatever marks it has."""
    letters = _letters(again)
    return len(letters) >= TELLING and letters in _letters(title)


def _settled(heads: Sequence[Jump], tails: Sequence[Jump]) -> tuple[list[Pair], list[Ambiguous]]:
    """The pairs among the halves between two pages, and what stays unclear.

    What fits only each other is a pair, by the ordinals first, then by the text; each pair may
    leave only one answer to another half.
    """
    if max(len(heads), len(tails)) > MANY:
        return [], [*_unclear(heads, tails[:MANY]), *_unclear(tails, heads[:MANY])]
    left, right = list(heads), list(tails)
    pairs: list[Pair] = []
    for fits in (_same_ordinal, _may_be, _same_title, _torn, _cut_word):
        for evidence in (fits, _may_be):
            for found in _mutual(left, right, evidence):
                pairs.append(found)
                left.remove(found.head)
                right.remove(found.tail)
    return pairs, [*_unclear(left, right), *_unclear(right, left)]


def _unclear(jumps: Sequence[Jump], others: Sequence[Jump]) -> Iterator[Ambiguous]:
    for jump in jumps:
        candidates = tuple(other for other in others if _may_be(jump, other))
        if candidates:
            yield Ambiguous(jump, candidates)


def _mutual(heads: Sequence[Jump], tails: Sequence[Jump], fits: Callable[[Jump, Jump], bool]) -> list[Pair]:
    """Those that fit each other and nothing else."""
    answers = {head: [tail for tail in tails if fits(head, tail)] for head in heads}
    asked = Counter(tail for found in answers.values() for tail in found)
    return [Pair(head, found[0]) for head, found in answers.items() if len(found) == 1 and asked[found[0]] == 1]


def _same_ordinal(one: Jump, other: Jump) -> bool:
    return bool(one.ordinal) and one.ordinal == other.ordinal


def _may_be(one: Jump, other: Jump) -> bool:
    return one.ordinal == other.ordinal or not (one.ordinal and other.ordinal)


def _same_title(head: Jump, tail: Jump) -> bool:
    return _may_be(head, tail) and repeats(head.title, tail.title)


def _torn(head: Jump, tail: Jump) -> bool:
    """Whether one stops in mid-sentence and the other begins with a mark that begins nothing."""
    return _may_be(head, tail) and not ends_finally(head.edge) and tail.edge[:1] in seam.CANNOT_BEGIN


def _cut_word(head: Jump, tail: Jump) -> bool:
    """Whether a word runs through the jump: 广泛调 | 动各方."""
    before, behind = head.edge, tail.edge
    if not (_may_be(head, tail) and before[-1:].isalpha() and behind[:1].isalpha()):
        return False
    return lexicon.cuts(before + behind, len(before)) > seam.SURE_WORD


def _cut_short(left: Sequence[Jump]) -> Iterator[Pair]:
    """Pairs of a half that does not tell its page and the only other one that names the page it stands on."""
    by_page: dict[str, list[Jump]] = defaultdict(list)
    naming: dict[str, list[Jump]] = defaultdict(list)
    for jump in left:
        if not jump.there:
            by_page[jump.page].append(jump)
        naming[jump.there].append(jump)
    taken: set[Jump] = set()
    for page, short in sorted(by_page.items()):
        answers = [jump for jump in naming[page] if page]
        if len(short) != 1 or len(answers) != 1 or short[0].way == answers[0].way or not _may_be(short[0], answers[0]):
            continue
        if not taken & {short[0], answers[0]}:
            taken |= {short[0], answers[0]}
            yield Pair(*sorted((short[0], answers[0]), key=lambda jump: jump.way == "from"))


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, title))
