"""What each pattern of a family of rules costs, dearest first, and the family against AutoCorrect.

python tests/bench/patterns.py [--megabytes 4] [--dearest 10] [CODE...]

Codes are prefixes; PUN and SPC are asked about if none is named. A pattern is timed from inside its
rule, so that what a rule does not ask costs nothing; a call takes 0.2 microseconds more than it
would otherwise. AutoCorrect lints the same text, less than 0.5 MB of it, in a process of its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import corpus
from tests.bench.doubling import seconds
from tests.bench.measure import cost, python, table
from zzlint.engine import RuleSet, rule_set
from zzlint.formats import from_text
from zzlint.probe import Probe
from zzlint.rule import Cue, Pattern, Rule
from zzlint.settings import Settings

#: Prints the seconds of a lint of a text that was read before.
AUTOCORRECT = """
import pathlib, sys, time
from autocorrect_py import lint_for
text = pathlib.Path(sys.argv[1]).read_bytes().decode()
started = time.process_time()
lint_for(text, "text")
print(time.process_time() - started)
"""
#: AutoCorrect refuses larger texts, in bytes.
LARGEST = 450_000


@dataclass
class Timed:
    """Stands for a compiled pattern and keeps what its calls took."""

    compiled: re.Pattern[str]
    seconds: float = 0.0
    calls: int = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.compiled, name)

        def timed(*arguments: Any) -> Any:
            self.calls += 1
            started = perf_counter()
            found = method(*arguments)
            self.seconds += perf_counter() - started
            return self._stepped(found) if name == "finditer" else found

        return timed

    def _stepped(self, matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
        """The matches; what the rule does between them is not counted."""
        while True:
            started = perf_counter()
            found = next(matches, None)
            self.seconds += perf_counter() - started
            if found is None:
                return
            yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("codes", nargs="*", default=["PUN", "SPC"], help="prefixes of codes (default: PUN SPC)")
    parser.add_argument("--megabytes", type=float, default=4, help="size of the text (default: 4)")
    parser.add_argument("--dearest", type=int, default=10, help="so many patterns are listed (default: 10)")
    options = parser.parse_args()
    rules = [rule for rule in rule_set(Settings()).rules if rule.code.startswith(tuple(options.codes))]
    for name, defects in (("usual text", corpus.USUAL), ("text full of findings", corpus.FULL)):
        text = corpus.sample(int(options.megabytes * 1e6 / corpus.BYTES), defects)
        _against_autocorrect(name, text, rules)
        _patterns(text, rules, options.dearest)


def _against_autocorrect(name: str, text: str, rules: Sequence[Rule]) -> None:
    text = text.encode()[:LARGEST].decode(errors="ignore")
    engine = RuleSet(rules)
    size, known = len(text.encode()) / 1e6, from_text(text)
    alone = 1000 * seconds(lambda: engine.check(from_text(text)), 9) / size
    beside = 1000 * seconds(lambda: engine.check(known), 9) / size
    print(
        f"{name}: {len(rules)} rules take {alone:.1f} ms/MB, {beside:.1f} where other rules asked for lines and blocks"
    )
    if importlib.util.find_spec("autocorrect_py") is not None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "text.txt"
            path.write_bytes(text.encode())
            took = min(float(cost(python("-c", AUTOCORRECT, str(path))).tail) for _ in range(3))
        theirs = 1000 * took / size
        print(
            f"AutoCorrect lint: {theirs:.1f} ms/MB; the rules take {alone / theirs:.2f} and {beside / theirs:.2f} of that"
        )


def _patterns(text: str, rules: Sequence[Rule], dearest: int) -> None:
    page, size = from_text(text), len(text.encode()) / 1e6
    probe = Probe(needle for rule in rules for needle in rule.needles)
    found = probe.find(text)
    timed = dict(_watched(rules))
    for rule in rules:
        hits = {needle: found[needle] for needle in rule.needles if needle in found}
        if hits or not rule.needles:
            for _ in rule.check(page, hits):
                pass
    rows = [("(all needles)", seconds(lambda: probe.find(text)), 1)]
    rows += [(name, watch.seconds, watch.calls) for name, watch in timed.items()]
    table(
        ("pattern", "ms/MB", "calls/KB"),
        [
            (name, f"{1000 * took / size:.2f}", f"{calls / size / 1000:.2f}")
            for name, took, calls in sorted(rows, key=lambda row: row[1], reverse=True)[: dearest + 1]
        ],
    )
    print()


def _watched(rules: Sequence[Rule]) -> Iterator[tuple[str, Timed]]:
    """The patterns of the rules and of what they ask of a page, by name, each with a watch in it."""
    codes = {type(rule).__module__: rule.code for rule in rules}
    for module in sorted(sys.modules):
        if module in codes or module.startswith("zzlint.text."):
            for name, value in vars(sys.modules[module]).items():
                pattern = value.pattern if isinstance(value, Cue) else value
                if isinstance(pattern, Pattern):
                    watch = Timed(re.compile(pattern.source, pattern.flags))
                    vars(pattern)["compiled"] = watch
                    yield f"{codes.get(module, module.rpartition('.')[2])} {name}", watch


if __name__ == "__main__":
    main()
