"""Finds rules behind three doors: built in, folders, and installed packs."""

from __future__ import annotations

import importlib
import os
import re
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from zzlint.diagnostic import Text
from zzlint.faults import NAMES as RESERVED
from zzlint.problems import NONE, Problem, told
from zzlint.rule import Rule

ENTRY_POINTS = "zzlint.rules"
BUILT_IN = "zzlint_rules"
#: What the names of private packages over folders of rules begin with.
FOLDER = "zzlint_folder_"

_CODE = re.compile(r"[A-Z]{2,5}[0-9]{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REQUIRED = ("code", "name", "title", "messages", "error_class", "bad", "good")


class RegistryError(Problem):
    """A rule that cannot be loaded. The message names the file; the run ends with exit code 2."""


class Registry(Mapping[str, type[Rule]]):
    """Code -> rule class, in the order of the codes.

    ``former``: codes and names that rules had once -> the rules.
    """

    def __init__(self, rules: Sequence[type[Rule]]) -> None:
        self._rules: dict[str, type[Rule]] = {}
        for rule in sorted(rules, key=lambda rule: rule.code):
            if rule.code in self._rules:
                raise RegistryError(
                    Text(
                        "两条规则的代码都是 {code}：{one} 和 {other}",
                        "two rules have the code {code}: {one} and {other}",
                    ),
                    code=rule.code,
                    one=home(self._rules[rule.code]),
                    other=home(rule),
                )
            self._rules[rule.code] = rule
        self.former: dict[str, type[Rule]] = {}
        names = {rule.name: rule for rule in rules}
        for rule in self._rules.values():
            for former in rule.former:
                taken = self._rules.get(former) or names.get(former) or self.former.get(former)
                if taken is not None:
                    raise RegistryError(
                        Text(
                            "{code} 曾称 {former!r}，但这是 {other} 的代码或名称",
                            "{code} was {former!r} once, but that is what {other} is or was called",
                        ),
                        at=home(rule),
                        code=rule.code,
                        former=former,
                        other=taken.code,
                    )
                self.former[former] = rule

    def __getitem__(self, code: str) -> type[Rule]:
        return self._rules[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    @property
    def families(self) -> list[str]:
        """The letters that codes begin with."""
        return sorted({code.rstrip("0123456789") for code in self})


@cache
def registry(folders: tuple[Path, ...] = (), packs: tuple[str, ...] = ()) -> Registry:
    """All rules of the built-in package, of ``folders`` and of the installed ``packs``.

    Raises RegistryError when one of them cannot be loaded, is incomplete or takes a code that is
    taken.
    """
    return Registry([rule for folder, package in _doors(folders, packs) for rule in _collect(folder, package)])


def folders_of_rules(folders: tuple[Path, ...] = (), packs: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """The folders that hold these rules and what they read."""
    return tuple(folder for folder, _ in _doors(folders, packs))


def _doors(folders: tuple[Path, ...], packs: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Where rules are, and the packages over these folders."""
    yield Path(str(importlib.import_module(BUILT_IN).__path__[0])), BUILT_IN
    for folder in {folder.resolve(): folder for folder in folders}.values():  # named twice, read once
        if not folder.is_dir():
            raise RegistryError(
                Text(
                    "没有这个规则文件夹；请检查 rule-dirs 和 --rules",
                    "no such folder of rules; check rule-dirs and --rules",
                ),
                at=str(folder),
            )
        yield folder, _package_for(folder)
    if packs:
        yield from _installed(packs)


def _installed(packs: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    from importlib.metadata import entry_points  # 50 ms: only for those who name a pack

    found = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    for name in packs:
        if name not in found:
            raise RegistryError(
                Text(
                    "规则包 {name!r} 没有安装（已安装：{known}）；请用 pip 安装，或从 packs 中去掉",
                    "pack {name!r} is not installed (installed: {known}); pip install it or remove it from packs",
                ),
                name=name,
                known=", ".join(sorted(found)) or NONE,
            )
        try:
            package = found[name].load()
        except (Exception, SystemExit) as error:
            raise RegistryError(
                Text("规则包 {name!r} 无法加载：{error}", "pack {name!r} cannot be loaded: {error}"),
                name=name,
                error=told(error),
            ) from error
        if not hasattr(package, "__path__"):
            raise RegistryError(
                Text(
                    "规则包 {name!r} 的入口点应指向一个包（package），而不是 {package!r}",
                    "pack {name!r}: its entry point must name a package, not {package!r}",
                ),
                name=name,
                package=package,
            )
        yield Path(package.__path__[0]), package.__name__


def _package_for(folder: Path) -> str:
    """A private package over a folder, so that its modules import by name, also in workers."""
    real = folder.resolve()
    name = FOLDER + os.fsencode(real).hex()
    if name not in sys.modules:
        package = types.ModuleType(name)
        package.__path__ = [str(real)]
        sys.modules[name] = package
    return name


def _collect(folder: Path, package: str) -> Iterator[type[Rule]]:
    for path in sorted(_files(folder)):
        if path.suffix == ".toml":
            from zzlint.packs import PackError, read_pack  # only those who have one

            try:
                rule = read_pack(path)
            except PackError as error:
                raise RegistryError(Text("{error}", "{error}"), error=error) from None
            yield _complete(rule, path)
            continue
        module = ".".join((package, *path.relative_to(folder).with_suffix("").parts))
        try:
            loaded = importlib.import_module(module)
        except (Exception, SystemExit) as error:  # whatever a rule file does at import, it ends here
            raise RegistryError(
                Text("无法加载：{error}", "cannot be loaded: {error}"), at=str(path), error=told(error)
            ) from error
        for thing in vars(loaded).values():
            if isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == loaded.__name__:
                yield _complete(thing, path)


def _files(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.name.startswith((".", "_")):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if "." not in entry.name:
                yield from _files(path)
        elif path.suffix in (".py", ".toml"):
            yield path


def _complete(rule: type[Rule], path: Path) -> type[Rule]:
    for attribute in _REQUIRED:
        if not hasattr(rule, attribute):
            raise RegistryError(
                Text("{rule} 没有 {attribute}；见 rules/README.md", "{rule} has no {attribute}; see rules/README.md"),
                at=str(path),
                rule=rule.__name__,
                attribute=attribute,
            )
    if not _CODE.fullmatch(str(rule.code)) or not _NAME.fullmatch(str(rule.name)):
        raise RegistryError(
            Text(
                "代码 {code!r}、名称 {name!r}：代码是大写字母加三位数字，名称是小写英文加连字符",
                "{code!r} {name!r}: a code is letters and three digits, a name is kebab-case",
            ),
            at=str(path),
            code=rule.code,
            name=rule.name,
        )
    if rule.code in RESERVED or rule.code.startswith("ZZ"):
        raise RegistryError(
            Text("ZZ 开头的代码由引擎专用", "codes that begin with ZZ belong to the engine"), at=str(path)
        )
    if isinstance(rule.former, str):
        raise RegistryError(
            Text("former 应为代码和名称的列表", "former must be a list of codes and names"), at=str(path)
        )
    if not rule.__doc__:
        raise RegistryError(
            Text("{rule} 没有说明（docstring）", "{rule} has no docstring"), at=str(path), rule=rule.__name__
        )
    return rule


def home(rule: type[Rule]) -> str:
    """The file that holds the rule."""
    return getattr(sys.modules.get(rule.__module__), "__file__", None) or rule.__module__
