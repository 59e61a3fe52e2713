"""What a run was asked to do: one frozen value, and the decisions that follow from it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from zzlint.diagnostic import Applicability, Text
from zzlint.formats import INCLUDED, Layout
from zzlint.problems import NONE, NOTHING, Problem
from zzlint.registry import Registry, RegistryError, registry
from zzlint.rule import Profile, Rule

if TYPE_CHECKING:
    from zzlint.text.archive import Archive

#: The option that every rule has: words about which it is not heard.
ALLOW = "allow"

Options = tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]

_LISTED = Text("；`zzlint rule` 列出全部规则", "; `zzlint rule` lists the rules")


class SettingsError(Problem):
    """Settings that cannot be followed."""


class Ignore(NamedTuple):
    """Findings that are not to be heard: those of ``rule`` in the files that match ``path``, "" for all.

    ``rule`` is a code, name or prefix. With a ``text``, only findings that overlap it.
    """

    rule: str
    reason: str
    path: str = ""
    text: str = ""


@dataclass(frozen=True)
class Settings:
    """All that decides what a check says of a page, and which files are checked.

    ``select``, ``ignore``, ``extend_select``, ``safe`` and ``unsafe`` hold rule codes, names, prefixes of codes
    (``PUN``, ``PUN1``) or ``ALL``. An empty ``select`` means the rules that are on by default in the profile.
    ``text_field`` and ``id_field`` are the fields of a JSON Lines record that hold its text and its name.
    ``page_pattern`` tells from a path, or a record's name, which page of which issue it is, "" for nothing. ``ledger``
    is where fixes are recorded: a path, "auto" for ``.zzlint/ledger.jsonl`` at the root of the tree, "" for nowhere.
    ``root`` is the folder that patterns count from. ``allow`` holds words about which no rule is heard. ``baseline``
    is the file of findings that are known and ``archive`` that of what was learned, "" for none.
    """

    profile: Profile = Profile.ARCHIVE
    preview: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    allow: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    safe: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = INCLUDED
    force_exclude: bool = False
    encoding: str = "auto"
    text_field: str = "text"
    id_field: str = "id"
    page_pattern: str = ""
    ledger: str = "auto"
    baseline: str = ""
    archive: str = ""
    lang: str | None = None
    rule_dirs: tuple[Path, ...] = ()
    packs: tuple[str, ...] = ()
    options: Options = ()
    root: Path | None = None
    source: Path | None = None

    @property
    def layout(self) -> Layout:
        """How files are to be read."""
        return Layout(self.encoding, self.text_field, self.id_field)

    @property
    def digest(self) -> str:
        """Names all that decides what a check says of a page."""
        import hashlib  # 3 ms: a check of one page does not pay it

        left_out = {"archive", "baseline", "exclude", "include", "force_exclude", "lang", "ledger", "root", "source"}
        told = [
            f"{field.name}={getattr(self, field.name)!r}"
            for field in dataclasses.fields(self)
            if field.name not in left_out
        ]
        told.append(f"remembered={bool(self.ledger)}")
        told.append(f"archive={self.learned.digest if self.learned else None}")
        return hashlib.blake2b("\n".join(told).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()

    @property
    def learned(self) -> Archive | None:
        """What was learned of trusted pages. Raises Problem when the file cannot be used."""
        if not self.archive:
            return None
        from zzlint.archive import opened  # only those who have one

        return opened(self.archive, f"{self.source}: archive" if self.source else "archive")

    @property
    def registry(self) -> Registry:
        """The rules there are. Raises RegistryError when one cannot be loaded."""
        return registry(self.rule_dirs, self.packs)

    def validated(self) -> Settings:
        """Itself, once every selector and option names something that exists."""
        where = f"{self.source}: " if self.source else ""
        try:
            rules, _ = self.registry, self.learned
        except RegistryError as error:
            raise (error.inside(self.source) if self.source else error) from None
        for key in _SELECTORS:
            _known_selectors(getattr(self, key), rules, where + key.replace("_", "-"))
        for number, ignore in enumerate(self.ignores, 1):
            try:
                _followed(ignore, rules)
            except SettingsError as error:
                raise of_entry(error, number).inside(f"{where}[[ignore]]") from None
        _words(self.allow, f"{where}{ALLOW}")
        for pattern, codes in self.per_file_ignores:
            _patterns((pattern,), f"{where}per-file-ignores")
            _known_selectors(codes, rules, f'{where}per-file-ignores."{pattern}"')
        _page_pattern(self.page_pattern, f"{where}page-pattern")
        _patterns(self.exclude, f"{where}exclude")
        _patterns(() if self.include == INCLUDED else self.include, f"{where}include")
        for code, values in self.options:
            rule = rules.get(code) or rules.former.get(code)
            if rule is None:
                raise SettingsError(
                    Text("没有这条规则{hint}", "no such rule{hint}"),
                    at=f"{where}[rules.{code}]",
                    hint=did_you_mean(code, rules, _LISTED),
                )
            options = _options(rule, dict(values), where)
            _words(getattr(options, ALLOW, ()), f"{where}[rules.{code}] {ALLOW}")
        return self

    @property
    def mutes(self) -> bool:
        """Whether there are entries that say which findings are not to be heard."""
        return bool(self.ignores or self.allow or self.baseline) or any(
            key == ALLOW for _, values in self.options for key, _ in values
        )

    @property
    def renamed(self) -> dict[str, str]:
        """Former codes and names that the settings use, and what they are now."""
        used = [selector for key in _SELECTORS for selector in getattr(self, key)]
        used += (code for _, codes in self.per_file_ignores for code in codes)
        used += (ignore.rule for ignore in self.ignores)
        used += (code for code, _ in self.options)
        rules = self.registry
        return {word: now_called(word, rules) for word in used if word in rules.former}

    def enabled(self, rule: type[Rule], also_ignored: tuple[str, ...] = ()) -> bool:
        """Whether the rule is on: the longest prefix decides, ``ignore`` where two are as long.

        ``also_ignored``, what is ignored for one file, has the last word.
        """
        settled = not rule.preview or (rule.learns and self.archive)
        if not (settled or self.preview) or _longest(rule, also_ignored) >= 0:
            return False
        chosen = _longest(rule, (*self.select, *self.extend_select))
        if not self.select and self.profile in rule.profiles:
            chosen = max(chosen, 0)
        return chosen > _longest(rule, self.ignore)

    def options_of(self, rule: type[Rule]) -> Rule.Options:
        """The rule's options: its defaults, the profile's, then the configured ones."""
        values = dict(rule.profile_options.get(self.profile, {}))
        configured = dict(self.options)
        for code in (*rule.former, rule.code):
            values |= dict(configured.get(code, ()))
        return _options(rule, values, f"{self.source}: " if self.source else "")

    def trust(self, rule: type[Rule]) -> Applicability | None:
        """The trust that ``safe`` and ``unsafe`` give the rule's fixes; None leaves it."""
        safe, unsafe = _longest(rule, self.safe), _longest(rule, self.unsafe)
        if safe < 0 and unsafe < 0:
            return None
        return Applicability.SAFE if safe > unsafe else Applicability.UNSAFE

    def ignored_for(self, name: str) -> tuple[str, ...]:
        """What ``per_file_ignores`` leaves out for the file ``name``."""
        if not self.per_file_ignores or not name:
            return ()
        relative = _relative(name, self.root)
        return tuple(code for pattern, codes in self.per_file_ignores if _matches(pattern, relative) for code in codes)

    def ignores_for(self, name: str) -> tuple[int, ...]:
        """The numbers, from 1, of the ``ignores`` that are about the file ``name``."""
        if not self.ignores:
            return ()
        relative = _relative(name, self.root) if name else ""
        return tuple(
            number
            for number, ignore in enumerate(self.ignores, 1)
            if not ignore.path or (relative and _matches(ignore.path, relative))
        )


_SELECTORS = ("select", "ignore", "extend_select", "safe", "unsafe")


def now_called(former: str, rules: Registry) -> str:
    """The code of the rule that had this code once, the name of the one that had this name."""
    rule = rules.former[former]
    return rule.code if former[:1].isupper() else rule.name


def covers(selector: str, rule: type[Rule]) -> bool:
    """Whether a code, a name, a prefix or "ALL" means the rule."""
    return _longest(rule, (selector,)) >= 0


def _longest(rule: type[Rule], selectors: Iterable[str]) -> int:
    """The length of the longest selector that covers the rule; -1 for none."""
    best = -1
    for selector in selectors:
        if selector == "ALL":
            best = max(best, 0)
        elif selector == rule.name or selector in rule.former:
            best = max(best, len(rule.code))
        elif rule.code.startswith(selector):
            best = max(best, len(selector))
    return best


def _patterns(patterns: Iterable[str], where: str) -> None:
    for pattern in patterns:
        if not is_pattern(pattern):
            raise SettingsError(
                Text("{pattern!r} 不是 .gitignore 所用的那种模式", "{pattern!r} is no pattern as in .gitignore"),
                at=where,
                pattern=pattern,
            )


def _page_pattern(pattern: str, where: str) -> None:
    if not pattern:
        return
    from zzlint.text.path_pattern import FIELDS, path_pattern  # only those who have one

    try:
        path_pattern(pattern)
    except ValueError as error:
        raise SettingsError(
            Text(
                "字段可以是 {fields}，而不是 {wrong!r}；至少要有一个",
                "the fields are {fields}, not {wrong!r}; at least one is wanted",
            ),
            at=where,
            fields=", ".join(f"{{{field}}}" for field in FIELDS),
            wrong=str(error),
        ) from None


def _followed(ignore: Ignore, rules: Registry) -> None:
    """Raise SettingsError when the entry does not make sense."""
    _known_selectors((ignore.rule,), rules, "rule")
    if ignore.path:
        _patterns((ignore.path,), "path")
    if ignore.text:
        _words((ignore.text,), "text")
    if not ignore.reason.strip():
        raise SettingsError(
            Text("请用一句话说明为何忽略", "a sentence is wanted that says why this is ignored"), at="reason"
        )


def of_entry(error: SettingsError, number: int) -> SettingsError:
    """The same problem, in the entry of this number."""
    return SettingsError(Text("第 {number} 条：{error}", "entry {number}: {error}"), number=number, error=error)


def _words(words: Iterable[str], where: str) -> None:
    """Raise SettingsError for what cannot stand in a line."""
    for word in words:
        if not word or "\n" in word or "\r" in word:
            raise SettingsError(
                Text("应为一行之内的文字，而不是 {word!r}", "a text within one line is wanted, not {word!r}"),
                at=where,
                word=word,
            )


def is_selector(word: str, rules: Registry) -> bool:
    """Whether a word means any of the rules."""
    return word == "ALL" or word in rules.former or (bool(word) and any(covers(word, rule) for rule in rules.values()))


def _known_selectors(selectors: Iterable[str], rules: Registry, where: str) -> None:
    for selector in selectors:
        if not is_selector(selector, rules):
            raise SettingsError(
                Text("没有规则与 {selector!r} 相符{hint}", "no rule matches {selector!r}{hint}"),
                at=where,
                selector=selector,
                hint=_meant(selector, rules),
            )


def _meant(word: str, rules: Registry) -> Text:
    names = [*rules, *rules.families, *(rule.name for rule in rules.values())]
    return did_you_mean(word, names, _LISTED)


def did_you_mean(word: str, known: Iterable[str], otherwise: Text = NOTHING) -> Text:
    """``; did you mean 'x'?`` when a known word is near, else ``otherwise``."""
    from rapidfuzz import fuzz, process, utils  # only on the way to an error message

    best = process.extractOne(word, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60)
    return Text(f"；是否指 {best[0]!r}？", f"; did you mean {best[0]!r}?") if best else otherwise


def _options(rule: type[Rule], values: Mapping[str, object], where: str) -> Rule.Options:
    if not values:
        return rule.Options()
    types = get_type_hints(rule.Options)
    names = [field.name for field in dataclasses.fields(rule.Options)]
    given: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        place = f"{where}[rules.{rule.code}] {key}"
        if name not in names:
            known = [name.replace("_", "-") for name in names]
            raise SettingsError(
                Text("没有这个选项（可用：{known}）{hint}", "no such option (known: {known}){hint}"),
                at=place,
                known=", ".join(known) or NONE,
                hint=did_you_mean(key, known),
            )
        given[name] = _typed(value, types[name], place)
    return rule.Options(**given)


def _typed(value: object, wanted: object, place: str) -> object:
    if wanted == tuple[str, ...]:
        if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise SettingsError(
            Text("应为字符串列表，而不是 {value!r}", "a list of strings is wanted, not {value!r}"),
            at=place,
            value=value,
        )
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(wanted, type) and type(value) is wanted:
        return value
    raise SettingsError(
        Text("应为 {wanted}，而不是 {value!r}", "{wanted} is wanted, not {value!r}"),
        at=place,
        wanted=getattr(wanted, "__name__", wanted),
        value=value,
    )


def _relative(name: str, root: Path | None) -> str:
    path = Path(name)
    if root is not None:
        with suppress(ValueError, OSError):
            path = path.resolve().relative_to(root.resolve())
    return path.as_posix()


@cache
def matcher(patterns: tuple[str, ...]) -> Any:
    """What matches paths against patterns as in .gitignore (pathspec's GitIgnoreSpec)."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def is_pattern(pattern: str) -> bool:
    """Whether git would understand the pattern."""
    try:
        matcher((pattern,))
    except (ValueError, re.error):
        return False
    return True


def _matches(pattern: str, relative: str) -> bool:
    return bool(matcher((pattern,)).match_file(relative))
