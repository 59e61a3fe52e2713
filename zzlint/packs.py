"""TOML packs: rules without code.

Two kinds of entries and no third: ``swap`` (a wrong string and the right one) and ``pattern`` (a
regular expression and a message). Whatever needs more is a Python rule.

    code = "XYZ001"
    name = "house-misprint"
    former = ["XYZ009"]                     # optional; codes and names that the rule had once
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from zzlint.diagnostic import Applicability, Diagnostic, Text
from zzlint.problems import NONE, Problem, reason
from zzlint.rule import Bad, ErrorClass, Hits, Page, Rule, Scope, within

_HEAD = {"code", "name", "former", "title", "why", "error-class", "swap", "pattern"}
_SWAP = {"wrong", "right", "unless", "applicability", "bad", "good"}
_PATTERN = {"regex", "message", "replace", "applicability", "bad", "good"}

Table = Mapping[str, Any]
Choice = TypeVar("Choice", bound=Enum)


class PackError(Problem):
    """A pack that is no pack; the message names the file and the entry."""


def load_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file; ValueError (with line and column) when it is none."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


class Swap(NamedTuple):
    """What to write instead, and the sound contexts."""

    right: str
    unless: tuple[str, ...]
    trust: Applicability


class SwapRule(Rule):
    """Strings that are wrong wherever they stand, but for the contexts an entry excepts."""

    scope = Scope.LINE
    entries: Mapping[str, Swap]

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each wrong string."""
        for wrong, starts in hits.items():
            right, unless, trust = self.entries[wrong]
            for start in starts:
                if within(page.text, start, wrong, unless) or page.is_protected(start):
                    continue
                end = start + len(wrong)
                fix = self.replace(page, start, end, right, trust)
                yield self.report((start, end), "swap", fix=fix, wrong=wrong, right=right)


class Match(NamedTuple):
    """What to look for, and what to write instead, if anything."""

    regex: re.Pattern[str]
    replace: str | None
    trust: Applicability


class PatternRule(Rule):
    """Regular expressions with a message each, matched line by line."""

    entries: Sequence[Match]

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each match."""
        for number, (regex, replace, trust) in enumerate(self.entries):
            for found in regex.finditer(page.text):
                start, end = found.span()
                if start == end or page.is_protected(start):
                    continue
                fix = None if replace is None else self.replace(page, start, end, found.expand(replace), trust)
                yield self.report((start, end), f"pattern-{number}", fix=fix, found=found[0])


def read_pack(path: Path) -> type[Rule]:
    """The rule that a TOML file describes. Raises PackError naming file and entry."""
    try:
        return _rule(load_toml(path), path)
    except OSError as error:
        raise PackError(
            Text("不能读取：{error}", "cannot be read: {error}"), at=str(path), error=reason(error)
        ) from None
    except ValueError as error:  # TOML and UTF-8 errors both are
        raise PackError(
            Text("不是有效的 TOML：{error}", "not valid TOML: {error}"), at=str(path), error=error
        ) from None
    except PackError as error:
        raise error.inside(path) from None


def _rule(table: Table, path: Path) -> type[Rule]:
    _known(table, _HEAD)
    swaps, patterns = table.get("swap", []), table.get("pattern", [])
    if bool(swaps) == bool(patterns):
        raise PackError(
            Text(
                "规则包的条目要么都是 [[swap]]，要么都是 [[pattern]]",
                "a pack has either [[swap]] entries or [[pattern]] entries",
            )
        )
    entries = swaps or patterns
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise PackError(Text("应为 [[swap]] 或 [[pattern]] 表", "tables [[swap]] or [[pattern]] are wanted"))
    title = _text(table, "title")
    common: dict[str, Any] = {
        "__module__": str(path),
        "__doc__": f"{title.en}\n\n## Why is this bad?\n{_string(table, 'why')}\n",
        "code": _string(table, "code"),
        "name": _string(table, "name"),
        "former": _strings(table, "former"),
        "title": title,
        "error_class": _choice(table, "error-class", ErrorClass.CHARACTER),
        "messages": {"swap": Text("“{wrong}”应为“{right}”", "{wrong} should be {right}")},
        "entries": {},
        "bad": (),
        "good": (),
    }
    for number, entry in enumerate(entries):
        try:
            (_add_swap if swaps else _add_pattern)(common, entry, number)
        except PackError as error:
            raise PackError(
                Text("第 {number} 条：{error}", "entry {number}: {error}"), number=number + 1, error=error
            ) from None
    if swaps:
        return type("Swaps", (SwapRule,), common | {"needles": tuple(common["entries"])})
    return type("Patterns", (PatternRule,), common | {"entries": tuple(common["entries"].values())})


def _add_swap(common: dict[str, Any], entry: Table, number: int) -> None:
    _known(entry, _SWAP)
    wrong, right, unless = _string(entry, "wrong"), _string(entry, "right"), _strings(entry, "unless")
    if not wrong or wrong == right or wrong in common["entries"]:
        raise PackError(
            Text(
                "{wrong!r} 是空的，或与 right 相同，或别的条目已经有了",
                "{wrong!r} is empty, right already, or stands in another entry",
            ),
            at="wrong",
            wrong=wrong,
        )
    if useless := [context for context in unless if wrong not in context]:
        raise PackError(
            Text("{context!r} 不含 {wrong!r}", "{context!r} does not hold {wrong!r}"),
            at="unless",
            context=useless[0],
            wrong=wrong,
        )
    trust = _choice(entry, "applicability", Applicability.SAFE)
    common["entries"][wrong] = Swap(right, unless, trust)
    _add_examples(common, entry, trust, lambda text: text.replace(wrong, right))


def _add_pattern(common: dict[str, Any], entry: Table, number: int) -> None:
    _known(entry, _PATTERN)
    replace = _string(entry, "replace") if "replace" in entry else None
    try:
        regex = re.compile(_string(entry, "regex"), re.MULTILINE)
    except re.error as error:
        raise PackError(
            Text("不是正则表达式：{error}", "no regular expression: {error}"), at="regex", error=error
        ) from None
    try:
        regex.sub(replace or "", "")
    except (re.error, IndexError) as error:
        raise PackError(
            Text("不能代入正则表达式：{error}", "does not fit the regular expression: {error}"),
            at="replace",
            error=error,
        ) from None
    trust = _choice(entry, "applicability", Applicability.UNSAFE)
    common["messages"][f"pattern-{number}"] = _text(entry, "message", found="")
    common["entries"][number] = Match(regex, replace, trust)
    _add_examples(common, entry, trust, None if replace is None else lambda text: regex.sub(replace, text))


def _add_examples(
    common: dict[str, Any], entry: Table, trust: Applicability, fixed: Callable[[str], str] | None
) -> None:
    if not _required(entry, "bad") or not _required(entry, "good"):
        raise PackError(Text("须有 bad 和 good 各至少一例", "a bad and a good example are wanted"))
    applied = fixed if trust is not Applicability.DISPLAY else None
    common["bad"] += tuple(Bad(text, applied(text) if applied else None) for text in _strings(entry, "bad"))
    common["good"] += _strings(entry, "good")


def _known(table: Table, keys: set[str]) -> None:
    if unknown := sorted(set(table) - keys):
        raise PackError(
            Text("不认识的键 {key!r}；可用的有 {known}", "unknown key {key!r}; known are {known}"),
            key=unknown[0],
            known=", ".join(sorted(keys)),
        )


def _required(table: Table, key: str) -> Any:
    if key not in table:
        raise PackError(Text("缺少 {key!r}", "{key!r} is missing"), key=key)
    return table[key]


def _choice(table: Table, key: str, default: Choice) -> Choice:
    value = table.get(key, default.value)
    try:
        return type(default)(value)
    except ValueError:
        words = ", ".join(member.value for member in type(default))
        raise PackError(
            Text("{value!r} 不在 {words} 之列", "{value!r} is none of {words}"), at=key, value=value, words=words
        ) from None


def _string(table: Table, key: str) -> str:
    value = _required(table, key)
    if not isinstance(value, str):
        raise PackError(Text("应为字符串，而不是 {value!r}", "a string is wanted, not {value!r}"), at=key, value=value)
    return value


def _strings(table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PackError(
            Text("应为字符串列表，而不是 {value!r}", "a list of strings is wanted, not {value!r}"), at=key, value=value
        )
    return tuple(value)


def _text(table: Table, key: str, **values: str) -> Text:
    """A text in both languages that can be rendered with these values."""
    value = _required(table, key)
    if not isinstance(value, Mapping) or set(value) != {"zh", "en"}:
        raise PackError(
            Text(
                '应为 {{ zh = "…", en = "…" }}，而不是 {value!r}', '{{ zh = "…", en = "…" }} is wanted, not {value!r}'
            ),
            at=key,
            value=value,
        )
    text = Text(_string(value, "zh"), _string(value, "en"))
    try:
        for lang in ("zh", "en"):
            text.render(lang, **values)
    except (LookupError, ValueError):
        raise PackError(
            Text(
                "花括号里只能是：{known}；花括号本身须写两遍",
                "in braces may stand: {known}; a brace itself is written twice",
            ),
            at=key,
            known=", ".join(f"{{{name}}}" for name in values) or NONE,
        ) from None
    return text
