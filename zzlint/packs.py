"""TOML packs: rules without code.

Two kinds of entries and no third: ``swap`` (a wrong string and the right one) and ``pattern`` (a
regular expression and a message). Whatever needs more is a Python rule.

    code = "XYZ001"
    name = "house-misprint"
    title = { zh = "…", en = "…" }
    why = "…"                               # what is bad about it, and which fixes are safe

    [[swap]]
    wrong = "己经"
    right = "已经"
    unless = ["自己经"]                     # sound contexts
    applicability = "safe"                  # safe (default), unsafe or display
    bad = ["他己经到了。"]
    good = ["他自己经手。"]

    [[pattern]]
    regex = "第\\d+囬"
    message = { zh = "…", en = "…" }
    replace = "…"                           # optional; \\1 as in re.sub
    applicability = "unsafe"                # default
    bad = ["…"]
    good = ["…"]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from zzlint.diagnostic import Applicability, Diagnostic, Text
from zzlint.rule import Bad, ErrorClass, Hits, Page, Rule, Scope, within

_HEAD = {"code", "name", "title", "why", "error-class", "swap", "pattern"}
_SWAP = {"wrong", "right", "unless", "applicability", "bad", "good"}
_PATTERN = {"regex", "message", "replace", "applicability", "bad", "good"}


class PackError(ValueError):
    """A pack that is no pack; the message names the file and the entry."""


def load_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; ValueError (with line and column) when it is none."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


class SwapRule(Rule):
    """Strings that are wrong wherever they stand, but for the contexts an entry excepts."""

    scope = Scope.LINE
    entries: Mapping[str, Mapping[str, Any]]

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each wrong string outside its sound contexts."""
        for wrong, starts in hits.items():
            entry = self.entries[wrong]
            trust = Applicability(entry.get("applicability", "safe"))
            for start in starts:
                if within(page.text, start, wrong, entry.get("unless", ())) or page.is_protected(start):
                    continue
                end = start + len(wrong)
                fix = self.replace(page, start, end, entry["right"], trust)
                yield self.report((start, end), "swap", fix=fix, wrong=wrong, right=entry["right"])


class PatternRule(Rule):
    """Regular expressions with a message each, matched line by line."""

    entries: Sequence[Mapping[str, Any]]

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each match that is not empty."""
        for number, entry in enumerate(self.entries):
            trust = Applicability(entry.get("applicability", "unsafe"))
            for found in entry["compiled"].finditer(page.text):
                start, end = found.span()
                if start == end or page.is_protected(start):
                    continue
                fix = None
                if "replace" in entry:
                    fix = self.replace(page, start, end, found.expand(entry["replace"]), trust)
                yield self.report((start, end), f"pattern-{number}", fix=fix, found=found[0])


def read_pack(path: Path) -> type[Rule]:
    """The rule that a TOML file describes. Raises PackError naming file and entry."""
    try:
        table = load_toml(path)
    except ValueError as error:
        raise PackError(f"{path}: {error}") from None
    try:
        return _rule(table)
    except (PackError, KeyError, ValueError, TypeError, re.error) as error:
        told = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
        raise PackError(f"{path}: {told}") from None


def _rule(table: Mapping[str, Any]) -> type[Rule]:
    _known(table, _HEAD, "the pack")
    swaps, patterns = table.get("swap", []), table.get("pattern", [])
    if bool(swaps) == bool(patterns):
        raise PackError("a pack has either [[swap]] entries or [[pattern]] entries")
    title = Text(**table["title"])
    common: dict[str, Any] = {
        "code": table["code"],
        "name": table["name"],
        "title": title,
        "__doc__": f"{title.en}\n\n## Why is this bad?\n{table['why']}\n",
        "error_class": ErrorClass(table.get("error-class", "character")),
    }
    entries = swaps or patterns
    for number, entry in enumerate(entries, 1):
        place = f"entry {number}"
        _known(entry, _SWAP if swaps else _PATTERN, place)
        Applicability(entry.get("applicability", "safe"))
        if not entry["bad"] or not entry["good"]:
            raise PackError(f"{place} needs a bad and a good example")
    common["good"] = tuple(text for entry in entries for text in entry["good"])
    if swaps:
        common |= {
            "entries": {entry["wrong"]: entry for entry in entries},
            "needles": tuple(entry["wrong"] for entry in entries),
            "messages": {"swap": Text("“{wrong}”应为“{right}”", "{wrong} should be {right}")},
            "bad": tuple(
                Bad(text, text.replace(entry["wrong"], entry["right"])) for entry in entries for text in entry["bad"]
            ),
        }
        return type("Swap", (SwapRule,), common)
    compiled = [{**entry, "compiled": re.compile(entry["regex"], re.MULTILINE)} for entry in entries]
    common |= {
        "entries": compiled,
        "messages": {f"pattern-{number}": Text(**entry["message"]) for number, entry in enumerate(entries)},
        "bad": tuple(
            Bad(text, entry["compiled"].sub(entry["replace"], text) if "replace" in entry else None)
            for entry in compiled
            for text in entry["bad"]
        ),
    }
    return type("Pattern", (PatternRule,), common)


def _known(table: Mapping[str, Any], keys: set[str], place: str) -> None:
    if unknown := sorted(set(table) - keys):
        raise PackError(f"{place} has an unknown key {unknown[0]!r}; known are {', '.join(sorted(keys))}")
