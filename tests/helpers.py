"""Rules and files for tests of the program."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest

from zzlint import config, engine
from zzlint.cli import common
from zzlint.text import archive

ROOT = Path(__file__).parent.parent

MISPRINT = "大桥己经完工。\n"
FIXED = "大桥已经完工。\n"
SOUND = "大桥通车了。\n"

SIMPLIFIED = (
    "市政府昨天宣布，这座大桥己经完工，两岸居民往来更加方便。\n"
    "记者从会上了解到，全市今年新建学校十二所，新增学位一万多个，群众满意。\n"
)
TRADITIONAL = (
    "市政府昨天宣布，這座大橋己經完工，兩岸居民往來更加方便。\n"
    "記者從會上了解到，全市今年新建學校十二所，新增學位一萬多個，群眾滿意。\n"
)

needs_symlinks = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


class Result(NamedTuple):
    """What a call of the program came to; ``raw`` are the bytes on standard output."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()


Program: TypeAlias = Callable[..., Result]


def forget_settings() -> None:
    """A process reads each configuration and archive once; a test that changes one starts anew."""
    for known in (config._nearest, common._settings, engine._rule_set, archive.opened):
        known.cache_clear()


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "zzlint", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "ZZLINT_LANG": "en", **more}


def subprocess_zz(*arguments: str | Path, cwd: Path | None = None, **more: str) -> Result:
    """The program in a process of its own."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr.decode())


def page(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def left_over(folder: Path) -> list[str]:
    """Temporary files that a run forgot."""
    return [path.name for path in folder.rglob("*") if path.name.endswith(".zzlint") and path.is_file()]


def swap(folder: Path, code: str, *pairs: tuple[str, str], applicability: str = "safe") -> Path:
    """A pack that writes one string for another; returns the folder, for ``--rules``."""
    lines = [*_head(code), ""]
    for wrong, right in pairs:
        lines += [
            "[[swap]]",
            f"wrong = {_quoted(wrong)}",
            f"right = {_quoted(right)}",
            f'applicability = "{applicability}"',
            f"bad = [{_quoted(wrong)}]",
            'good = ["好"]',
        ]
    return _written(folder, f"{code.lower()}.toml", "\n".join(lines))


def pattern(folder: Path, code: str, regex: str, replace: str, applicability: str = "safe") -> Path:
    """A pack that replaces what a regular expression finds."""
    lines = [
        *_head(code),
        "[[pattern]]",
        f"regex = {_quoted(regex)}",
        f"replace = {_quoted(replace)}",
        f'applicability = "{applicability}"',
        'message = { zh = "不对", en = "wrong" }',
        'bad = ["坏"]',
        'good = ["好"]',
    ]
    return _written(folder, f"{code.lower()}.toml", "\n".join(lines))


RULE = '''\
from pathlib import Path
from dataclasses import dataclass

from zzlint.rule import *


class Tested(Rule):
    """A rule of the tests.

    ## Why is this bad?
    It is not.
    """

    code = {code!r}
    name = {name!r}
    title = Text("测试规则 {code}", "a rule of the tests, {code}")
    messages = {{"found": Text("发现“{{what}}”", "found {{what}}")}}
    error_class = ErrorClass.CHARACTER
    bad = (Bad("坏"),)
    good = ("好",)
{attributes}
    def check(self, page, hits):
{check}
'''


def python_rule(folder: Path, code: str, check: str, *, attributes: str = "", name: str = "") -> Path:
    """A rule with ``check`` as the body of its method; returns the folder, for ``--rules``."""
    source = RULE.format(
        code=code,
        name=name or f"tested-{code.lower()}",
        attributes=textwrap.indent(textwrap.dedent(attributes), "    "),
        check=textwrap.indent(textwrap.dedent(check), "        "),
    )
    return _written(folder, f"{code.lower()}.py", source)


def two_rules(folder: Path) -> Path:
    """TST001 writes 已经 and 自己, TST002 one comma for two; that one was OLD002 twin-comma once."""
    swap(folder, "TST001", ("己经", "已经"), ("自已", "自己"))
    return python_rule(
        folder,
        "TST002",
        "for start in hits.get('，，', ()):\n"
        "    yield self.report((start, start + 2), 'found', what='，，', fix=self.replace(page, start, start + 2, '，'))",
        attributes="needles = ('，，',)\nformer = ('OLD002', 'twin-comma')\n",
    )


def _head(code: str) -> list[str]:
    return [
        f'code = "{code}"',
        f'name = "tested-{code.lower()}"',
        f'title = {{ zh = "测试规则 {code}", en = "a rule of the tests, {code}" }}',
        'why = "It is not."',
    ]


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes, without surrogate pairs."""
    return json.dumps(text, ensure_ascii=False)


def _written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder
