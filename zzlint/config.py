"""Configuration files: found, read and checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from zzlint.diagnostic import Text
from zzlint.problems import NOTHING, reason
from zzlint.rule import Profile
from zzlint.settings import Ignore, Settings, SettingsError, did_you_mean, of_entry

#: In one folder the first of these that exists counts.
FILES = ("zzlint.toml", ".zzlint.toml", "pyproject.toml")
LANGUAGES = ("zh", "en")

TEMPLATE = """\
# zzlint: every key with its default. Docs: `zzlint rule CODE`, README.md.
# 每一项都是默认值；去掉行首的 # 再改。

# What the text is wanted for: "archive", "corpus" or "publish".  用途：存档、语料、重新出版
# profile = "archive"

# Rules: codes, names, prefixes of codes, or "ALL"; the longest prefix decides.  规则的取舍
# select = []              # [] = the profile's defaults
# extend-select = []
# ignore = []
# preview = false

# Fixes that you trust more or less than zzlint does.  改变修正的可信级别
# safe = []
# unsafe = []

# Findings that are not to be heard; zzlint tells which entries are of no use any more.  不报的问题
# allow = []               # words about which no rule is heard: ["渌口区"]
# baseline = ""            # findings that are known: `zzlint check --write-baseline FILE`

# What was learned of trusted pages: `zzlint learn PATH... -o FILE`  从可信版面学得的字词搭配
# archive = ""

# Files.  文件
# include = ["*.txt", "*.text", "*.md", "*.markdown"]
# exclude = []             # patterns as in .gitignore
# force-exclude = false    # exclude files that are named on the command line, too
# encoding = "auto"        # UTF-8, then GB18030, Big5

# text-field = "text"      # of a JSON Lines record
# id-field = "id"

# Which page of which issue a file is, told by its path: "{title}/{date}/{page}.txt"  路径中的报名、日期、期号、版次
# page-pattern = ""

# Fixes are recorded, so that they can be undone.  修正记录，供撤销
# ledger = "auto"          # .zzlint/ledger.jsonl at the root; a path; "" = none

# lang = "zh"              # messages: "zh" or "en"; by default from the locale
# rule-dirs = []           # folders with rules of your own (Python or TOML)
# packs = []               # installed packs of rules

# [per-file-ignores]
# "poems/*.txt" = ["PAR"]

# [rules.CON001]
# strip = false
# allow = []               # words about which this rule is not heard

# Findings to ignore in one place; instead of, not beside, ignore = [] above.  只在某处忽略（与上面的 ignore 二选一）
#   [[ignore]]
#   rule = "PUN"           # a code, name or prefix
#   path = "poems/*.txt"   # a pattern as in .gitignore; without it: all files
#   text = "……"            # a text that the finding overlaps; without it: all findings
#   reason = "Verse."      # why: a sentence, always wanted  必填，一句话
"""


def discover(path: Path) -> Settings:
    """The settings for a file or folder: those of the nearest configuration above it."""
    folder = path if os.path.isdir(path) else path.parent
    return _nearest(Path(os.path.abspath(folder)))


@cache
def _nearest(folder: Path) -> Settings:
    for name in FILES:
        candidate = folder / name
        if os.path.isfile(candidate):  # not in a folder that nobody may enter: reading its files tells so
            table = _table(candidate)
            if table is not None:
                return _settings(table, candidate)
    return Settings() if folder.parent == folder else _nearest(folder.parent)


def read(path: Path) -> Settings:
    """The settings in a configuration file. Raises SettingsError naming file and key."""
    table = _table(path)
    if table is None:
        raise SettingsError(Text("没有 [tool.zzlint] 表", "has no [tool.zzlint] table"), at=str(path))
    return _settings(table, path)


def _table(path: Path) -> Mapping[str, Any] | None:
    from zzlint.packs import load_toml  # only those who have a configuration

    try:
        table = load_toml(path)
    except OSError as error:
        raise SettingsError(
            Text("不能读取：{error}", "cannot be read: {error}"), at=str(path), error=reason(error)
        ) from None
    except ValueError as error:  # TOML and UTF-8 errors both are
        raise SettingsError(
            Text("不是有效的 TOML：{error}{hint}", "not valid TOML: {error}{hint}"),
            at=str(path),
            error=error,
            hint=_two_ignores(path),
        ) from None
    if path.name == "pyproject.toml":
        tools = table.get("tool", {})
        found = tools.get("zzlint") if isinstance(tools, Mapping) else tools
        if found is not None and not isinstance(found, Mapping):
            raise SettingsError(
                Text("[tool.zzlint] 应为表，而不是 {found!r}", "a table [tool.zzlint] is wanted, not {found!r}"),
                at=str(path),
                found=found,
            )
        return found
    return table


def _two_ignores(path: Path) -> Text:
    """What to do where ``ignore`` stands twice, which TOML does not know."""
    text = path.read_bytes()
    if b"[[ignore]]" not in text or not re.search(rb"^\s*ignore\s*=", text, re.MULTILINE):
        return NOTHING
    return Text(
        "；ignore = […] 与 [[ignore]] 不能并用：请把代码也写成 [[ignore]] 条目",
        "; ignore = […] and [[ignore]] cannot stand side by side: write the codes as [[ignore]] entries, too",
    )


def _settings(table: Mapping[str, Any], path: Path) -> Settings:
    values: dict[str, Any] = {}
    for key, value in table.items():
        reader = _READERS.get(key)
        if reader is None:
            raise SettingsError(
                Text("不认识的配置项 {key!r}{hint}", "unknown key {key!r}{hint}"),
                at=str(path),
                key=key,
                hint=did_you_mean(key, _READERS),
            )
        try:
            if key == "ignore":
                values |= _ignore(value)
            else:
                values["options" if key == "rules" else key.replace("-", "_")] = reader(value)
        except SettingsError as error:
            raise error.inside(key).inside(path) from None
    if values.get("ledger", "auto") not in ("", "auto"):
        values["ledger"] = str(path.parent / values["ledger"])
    if values.get("baseline"):
        values["baseline"] = str(path.parent / values["baseline"])
    if values.get("archive"):
        values["archive"] = str(path.parent / values["archive"])
    if "rule_dirs" in values:
        values["rule_dirs"] = tuple(path.parent / folder for folder in values["rule_dirs"])
    return replace(Settings(), **values, root=path.parent, source=path).validated()


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise SettingsError(
        Text("应为字符串列表，而不是 {value!r}", "a list of strings is wanted, not {value!r}"), value=value
    )


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise SettingsError(
        Text("应为 true 或 false，而不是 {value!r}", "true or false is wanted, not {value!r}"), value=value
    )


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    raise SettingsError(Text("应为字符串，而不是 {value!r}", "a string is wanted, not {value!r}"), value=value)


def _string_of(key: str, value: object) -> str:
    try:
        return _string(value)
    except SettingsError as error:
        raise error.inside(key) from None


def _one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    def read_word(value: object) -> str:
        if value in words:
            return str(value)
        raise SettingsError(
            Text("{value!r} 不在 {words} 之列", "{value!r} is none of {words}"), value=value, words=", ".join(words)
        )

    return read_word


def _profile(value: object) -> Profile:
    return Profile(_one_of(tuple(profile.value for profile in Profile))(value))


def _ignore(value: object) -> dict[str, Any]:
    """Codes to ignore everywhere, and entries that say where and why."""
    if not isinstance(value, list):
        return {"ignore": _strings(value)}
    entries = [entry for entry in value if isinstance(entry, Mapping)]
    return {
        "ignore": _strings([code for code in value if not isinstance(code, Mapping)]),
        "ignores": tuple(_entry(entry, number) for number, entry in enumerate(entries, 1)),
    }


def _entry(entry: Mapping[str, object], number: int) -> Ignore:
    try:
        for key in entry:
            if key not in Ignore._fields:
                raise SettingsError(
                    Text("不认识的键 {key!r}{hint}", "unknown key {key!r}{hint}"),
                    key=key,
                    hint=did_you_mean(key, Ignore._fields),
                )
        for key in ("rule", "reason"):
            if key not in entry:
                raise SettingsError(Text("缺少 {key!r}", "{key!r} is missing"), key=key)
        return Ignore(**{key: _string_of(key, value) for key, value in entry.items()})
    except SettingsError as error:
        raise of_entry(error, number) from None


def _per_file(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, Mapping):
        raise SettingsError(
            Text(
                "应为“模式 = [规则代码]”的表，而不是 {value!r}", "a table of pattern = [codes] is wanted, not {value!r}"
            ),
            value=value,
        )
    return tuple((pattern, _strings(codes)) for pattern, codes in value.items())


def _rules(value: object) -> tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]:
    if not isinstance(value, Mapping) or not all(isinstance(options, Mapping) for options in value.values()):
        raise SettingsError(Text("应为选项表，写作 [rules.规则代码]", "tables [rules.CODE] of options are wanted"))
    return tuple(
        (code, tuple((key, tuple(item) if isinstance(item, list) else item) for key, item in options.items()))
        for code, options in value.items()
    )


_READERS: dict[str, Callable[[object], Any]] = {
    "profile": _profile,
    "preview": _flag,
    "select": _strings,
    "ignore": _ignore,
    "allow": _strings,
    "baseline": _string,
    "archive": _string,
    "extend-select": _strings,
    "safe": _strings,
    "unsafe": _strings,
    "per-file-ignores": _per_file,
    "exclude": _strings,
    "include": _strings,
    "force-exclude": _flag,
    "encoding": _string,
    "text-field": _string,
    "id-field": _string,
    "page-pattern": _string,
    "ledger": _string,
    "lang": _one_of(LANGUAGES),
    "rule-dirs": _strings,
    "packs": _strings,
    "rules": _rules,
}
