"""The other commands: init, rule, help; and the program as a module."""

import json
import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from tests.helpers import MISPRINT, Program, forget_settings, page, subprocess_zz
from zzlint import __version__, config
from zzlint.cli import app
from zzlint.registry import registry
from zzlint.reporters.excerpt import visible
from zzlint.settings import Settings

# -- init --------------------------------------------------------------------------------------


def test_init(pages: Path, zz: Program) -> None:
    said = zz("init")
    assert said.status == 0
    assert "zzlint.toml" in said.out
    path = pages / "zzlint.toml"
    assert config.read(path) == Settings(root=path.parent, source=path), "as it is, it changes nothing"
    assert zz("init").status == 2
    assert zz("init", "nowhere").status == 2
    (pages / "sub").mkdir()
    page(pages, "sub/.zzlint.toml", "")
    assert zz("init", "sub").status == 2, "a configuration by its other name"
    assert (pages / "sub" / ".zzlint.toml").read_bytes() == b""


def test_init_tells_the_defaults(pages: Path, zz: Program) -> None:
    zz("init")
    path = pages / "zzlint.toml"
    setting = re.compile(r'# ((?:[a-z-]+|"[^"]+") = .*|\[.*\])$')
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [found[1] for line in lines if (found := setting.match(line))]
    path.write_text("\n".join(told), encoding="utf-8")
    forget_settings()
    loaded = config.read(path)
    defaults = Settings()
    for field in fields(Settings):
        if field.name in ("lang", "per_file_ignores", "options", "root", "source"):
            continue  # examples: their defaults are nothing at all
        assert getattr(loaded, field.name) == getattr(defaults, field.name), field.name
    keys = {re.split(r"[ =.\]]", line.lstrip("["))[0] for line in told}
    assert set(config._READERS) <= keys, "every key is told of"
    for rule in loaded.registry.values():
        assert loaded.options_of(rule) == defaults.options_of(rule), rule.code
    assert loaded.validated() is loaded


# -- rule --------------------------------------------------------------------------------------


def test_rule_lists_all(pages: Path, rules: Path, zz: Program) -> None:
    said = zz("rule", "--rules", rules, "--ignore", "TST002")
    assert said.status == 0
    lines = said.out.splitlines()
    all_rules = registry((rules,))
    assert [line[2:].split()[0] for line in lines] == [*all_rules, "ZZ900", "ZZ901", "ZZ902"]
    for line in lines:
        code = line[2:].split()[0]
        if code in all_rules:
            rule = all_rules[code]
            assert rule.name in line
            assert rule.title.en in line
            assert line.startswith("-") is (not Settings(ignore=("TST002",)).enabled(rule))
    chinese = zz("rule", "--rules", rules, "--lang", "zh").out
    assert all(rule.title.zh in chinese for rule in all_rules.values())


@pytest.mark.parametrize("word", ["PUN003", "pun003", "repeated-mark"])
def test_rule_explains(word: str, pages: Path, zz: Program) -> None:
    said = zz("rule", word)
    assert said.status == 0
    rule = registry()["PUN003"]
    assert said.out.startswith(f"PUN003 repeated-mark: {rule.title.en}\n")
    assert "## Why is this bad?" in said.out
    for bad in rule.bad:
        assert f"- {visible(bad.text)}" in said.out
        assert bad.fixed is None or f"+ {visible(bad.fixed)}" in said.out
    assert zz("rule", "CON001").out.count("strip = False") == 1


def test_rule_says_in_chinese_that_it_explains_in_english(pages: Path, rules: Path, zz: Program) -> None:
    lines = zz("rule", "PUN003", "--lang", "zh").out.splitlines()
    assert lines[0] == f"PUN003 repeated-mark: {registry()['PUN003'].title.zh}"
    assert lines[1:3] == ["（说明文字为英文）", ""]
    assert "说明文字" not in zz("rule", "PUN003").out
    pack = rules / "tst001.toml"
    text = pack.read_text(encoding="utf-8")
    assert "It is not." in text
    chinese = "“己经”从来不成词，全部是认字时认错的，改为“已经”总是对的，不会改动印刷无误的文字，可以放心自动修正，不必逐处核对。"
    pack.write_text(text.replace("It is not.", chinese), encoding="utf-8")
    assert "说明文字" not in zz("rule", "TST001", "--rules", rules, "--lang", "zh").out, "a rule documented in Chinese"


def test_rule_in_json(pages: Path, rules: Path, zz: Program) -> None:
    records = json.loads(zz("rule", "--output-format", "json", "--rules", rules).out)
    assert [record["code"] for record in records] == [*registry((rules,))]
    (record,) = json.loads(zz("rule", "CON001", "--output-format", "json").out)
    assert record["name"] == "continued-notice"
    assert record["options"] == {"allow": [], "strip": False}
    assert record["severity"] == "note"
    assert record["enabled"] is True
    assert set(record["title"]) == {"zh", "en"}
    (record,) = json.loads(zz("rule", "ZZ900", "--output-format", "json").out)
    assert record["name"] == "rule-crashed"


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("PUN0003", "'PUN003'"), ("repeated-marks", "'repeated-mark'"), ("qqqqqqqq", "no rule qqqqqqqq")],
)
def test_rule_there_is_not(word: str, wanted: str, pages: Path, zz: Program) -> None:
    said = zz("rule", word)
    assert said.status == 2
    assert wanted in said.err
    assert said.out == ""


@pytest.mark.parametrize("code", ["ZZ900", "zz901", "ZZ902"])
def test_rule_explains_the_engine(code: str, pages: Path, zz: Program) -> None:
    said = zz("rule", code)
    assert said.status == 0
    assert said.out.startswith(code.upper())


# -- help --------------------------------------------------------------------------------------


def every_command() -> list[tuple[str, click.Command]]:
    context = click.Context(app)
    return [(name, command) for name in app.list_commands(context) if (command := app.get_command(context, name))]


def test_there_are_commands() -> None:
    assert {name for name, _ in every_command()} >= {"check", "fix", "rule", "init"}


@pytest.mark.parametrize(("name", "command"), every_command())
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(option: str, name: str, command: click.Command, pages: Path, zz: Program) -> None:
    said = zz(name, option)
    assert said.status == 0
    assert command.help is not None
    assert command.help.split("\n")[0] in " ".join(said.out.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for word in parameter.opts + parameter.secondary_opts:
                assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said.out), word
            assert parameter.help, f"{name} {parameter.opts}: no help"


def test_help_of_the_program(pages: Path, zz: Program) -> None:
    said = zz("--help")
    assert said.status == 0
    for name, _ in every_command():
        assert re.search(rf"^  {name} ", said.out, re.MULTILINE)
    assert zz("--version").out == f"zzlint, version {__version__}\n"
    assert zz("no-such-command").status == 2


def test_as_a_module(pages: Path, rules: Path) -> None:
    page(pages, "a.txt", MISPRINT)
    said = subprocess_zz("check", ".", "--rules", rules, "--select", "TST001", "--output-format", "concise", cwd=pages)
    assert (said.status, said.err) == (1, "")
    assert said.out.startswith("a.txt:1:3: TST001 [*] 己经 should be 已经\n")
    assert subprocess_zz("check", "nowhere.txt", cwd=pages).status == 2
    assert subprocess_zz("--version").out == f"zzlint, version {__version__}\n"
