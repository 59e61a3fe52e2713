"""Same texts on several pages: what hashing costs, and how many noisy copies are found.

python tests/bench/duplicates.py [--texts FILE...] [--paragraphs 100000] [--show 20]

FILE has a paragraph on each line; without one the sentences of the sound seed pages are shuffled. Of every
hundred paragraphs five stand on a second page, too, misread at the rates of NOISE in turn.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import tracemalloc
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import corpus
from tests.bench.measure import table
from zzlint import duplicates, passages
from zzlint.formats import Layout, from_text
from zzlint.near import Spot
from zzlint.passages import Letters, Place
from zzlint.text import grams

#: Copies are misread at these rates: six of ten times another character, twice one more, twice one less.
NOISE = (0.0, 0.005, 0.02, 0.05, 0.08)
SHARE = 0.05
#: Paragraphs of a page.
PAGE = 50
_CLAUSE = re.compile("[^，；。！？]{4,20}[，；。！？]")


class Copied(NamedTuple):
    """Paragraph ``one`` and its copy ``other``, misread at the rate ``noise``."""

    one: int
    other: int
    noise: float


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, nargs="*", help="a paragraph on each line")
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--show", type=int, default=0, help="print so many pairs that nobody copied")
    options = parser.parse_args()
    chance = random.Random(0)
    own = _given(options.texts) if options.texts else corpus.paragraphs()
    texts = _made(own, options.paragraphs, chance)
    copied = _copied(texts, chance)
    _speed(texts)
    with tempfile.TemporaryDirectory() as folder:
        _found(Path(folder), texts, copied, options.show)


def _given(paths: Sequence[Path]) -> list[str]:
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _made(own: Sequence[str], many: int, chance: random.Random) -> list[str]:
    """So many different paragraphs: those given, and when they are used up, their clauses shuffled."""
    found = list(dict.fromkeys(text for text in own if len(text) >= 2 * passages.LEAST))[:many]
    clauses = [clause for text in own for clause in _CLAUSE.findall(text)]
    while len(found) < many:
        text = "".join(chance.sample(clauses, chance.randint(9, 15)))
        if len(text) >= 2 * passages.LEAST:
            found.append(text)
    chance.shuffle(found)
    return found


def _copied(texts: list[str], chance: random.Random) -> list[Copied]:
    """Writes copies over some of the texts, none over one that was copied."""
    numbers = chance.sample(range(len(texts)), 2 * int(len(texts) * SHARE))
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    found = [Copied(min(pair), max(pair), NOISE[number % len(NOISE)]) for number, pair in enumerate(pairs)]
    letters = "".join(texts[:1000])
    for one, other, noise in found:
        texts[other] = "".join(_misread(texts[one], noise, letters, chance))
    return found


def _misread(text: str, noise: float, letters: str, chance: random.Random) -> Iterator[str]:
    for char in text:
        drawn = chance.random() / noise if noise else 1.0
        if drawn >= 1:
            yield char
        elif drawn < 0.6:
            yield chance.choice(letters)
        elif drawn < 0.8:
            yield char + chance.choice(letters)


def _speed(texts: Sequence[str]) -> None:
    text = "\n\n".join(texts[:20_000])
    page = from_text(text)
    assert page.blocks  # other rules ask for them, too
    letters = Letters(page)
    own = [letters.all[passage.first : passage.behind] for passage in letters.passages()]
    parts: list[tuple[str, Callable[[], object]]] = [
        ("letters", lambda: Letters(page).all),
        ("digests of passages", lambda: [grams.digest(passage) for passage in own]),
        ("samples", lambda: [grams.sampled(letters.all[at : at + 5000]) for at in range(0, len(letters.all), 5000)]),
        ("what a page tells, exact", lambda: passages.told(page, False)),
        ("what a page tells, near", lambda: passages.told(page, True)),
    ]
    size = len(text.encode()) / 1e6
    rows = [(name, size / _seconds(work)) for name, work in parts]
    table(("on one core", "MB/s", "ms/MB"), [(name, f"{rate:.1f}", f"{1000 / rate:.0f}") for name, rate in rows])


def _seconds(work: Callable[[], object], times: int = 3) -> float:
    def once() -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return min(once() for _ in range(times))


def _found(folder: Path, texts: Sequence[str], copied: Sequence[Copied], show: int) -> None:
    pages, starts = [], []
    for start in range(0, len(texts), PAGE):
        path = folder / f"{start:07}.txt"
        path.write_text("\n\n".join(texts[start : start + PAGE]) + "\n", encoding="utf-8")
        page = from_text(path.read_text(encoding="utf-8"), str(path))
        pages.append((Place(str(path), "", 0, Layout()), passages.told(page, True)))
        starts.append(page.block_starts)
    facts = sum(len(part) for _, told in pages for part in told)
    started = time.process_time()
    found = duplicates.repeats(pages)
    took = time.process_time() - started
    tracemalloc.start()
    duplicates.repeats(pages)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    def numbers(spot: Spot) -> range:
        """The paragraphs of which at least some letters stand in it."""
        first, last = (bisect_right(starts[spot.page], at) - 1 for at in (spot.start, spot.end - 1))
        return range(spot.page * PAGE + first, spot.page * PAGE + last + 1)

    joined = {number for repeat in found for copy in repeat.copies for number in numbers(copy)}
    pairs = {
        pair
        for repeat in found
        for one, other in combinations(repeat.copies, 2)
        for pair in zip(numbers(one), numbers(other), strict=False)
    }
    print(f"\n{len(texts)} paragraphs; facts {facts / 1e6:.1f} MB; concluded in {took:.1f} s, peak {peak / 1e6:.0f} MB")
    rows = []
    for noise in NOISE:
        own = [pair for pair in copied if pair.noise == noise and pair.one // PAGE != pair.other // PAGE]
        hits = sum((pair.one, pair.other) in pairs for pair in own)
        rows.append((f"{noise:.1%}", str(len(own)), f"{hits / len(own):.3f}"))
    table(("noise", "copies", "found"), rows)
    wanted = {(pair.one, pair.other) for pair in copied}
    others = sorted(pairs - wanted)
    print(f"{len(joined)} paragraphs in {len(found)} repeats; {len(others)} pairs that nobody copied")
    for one, other in others[:show]:
        print(f"  {texts[one]}\n  {texts[other]}\n")


if __name__ == "__main__":
    main()
