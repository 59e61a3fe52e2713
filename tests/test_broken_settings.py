"""Configurations and command lines that are refused, and what is said of them."""

from pathlib import Path

import pytest

from tests.helpers import SIMPLIFIED, Program

BROKEN = {
    "bad TOML": ("select = [", ["not valid TOML"]),
    "bytes that are no UTF-8": ("lang = '\udcff'", ["not valid TOML"]),
    "unknown key": ("selct = ['PUN003']", ["selct", "did you mean 'select'"]),
    "key with underscore": ("extend_select = ['PUN003']", ["did you mean 'extend-select'"]),
    "a list is wanted": ("select = 'PUN003'", ["select", "list of strings"]),
    "strings are wanted": ("ignore = [1]", ["ignore", "list of strings"]),
    "true or false": ("preview = 'yes'", ["preview", "true or false"]),
    "profile": ("profile = 'archives'", ["profile", "archive, corpus, publish"]),
    "profile of another type": ("profile = ['archive']", ["profile"]),
    "language": ("lang = 'fr'", ["lang", "zh, en"]),
    "unknown code": ("select = ['PUN999']", ["select", "PUN999", "did you mean"]),
    "unknown name": ("ignore = ['repeated-marks']", ["ignore", "did you mean 'repeated-mark'"]),
    "lower case": ("select = ['pun003']", ["select", "did you mean 'PUN003'"]),
    "unknown code for files": ("[per-file-ignores]\n'*.md' = ['XYZ']", ["per-file-ignores", "XYZ"]),
    "no table": ("per-file-ignores = ['PUN003']", ["per-file-ignores", "table"]),
    "rules of no table": ("rules = 1", ["rules"]),
    "unknown rule": ("[rules.CON011]\nstrip = true", ["CON011", "did you mean 'CON001'"]),
    "unknown option": ("[rules.CON001]\nstripp = true", ["stripp", "did you mean 'strip'"]),
    "option of the wrong type": ("[rules.CON001]\nstrip = 'yes'", ["strip", "bool"]),
    "no such folder": ("rule-dirs = ['nowhere']", ["nowhere"]),
    "no such pack": ("packs = ['no-such-pack']", ["no-such-pack", "not installed"]),
    "a pattern that is none": ("exclude = ['[z-a]']", ["exclude", "[z-a]"]),
    "a pattern that is none, for files": ("[per-file-ignores]\n'[z-a]' = ['PUN003']", ["per-file-ignores", "[z-a]"]),
}


@pytest.mark.parametrize(("text", "wanted"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_configuration(text: str, wanted: list[str], pages: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "zzlint.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    for call in (("fix", page), ("check", page, "--output-format", "json")):
        said = zz(*call)
        assert said.status == 2
        assert said.out == ""
        assert "zzlint.toml" in said.err
        assert "Traceback" not in said.err
        for fragment in wanted:
            assert fragment in said.err
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


@pytest.mark.parametrize("text", ["tool = 1", "[tool]\nzzlint = 1", "[tool.zzlint]\nnonsense = 1"])
def test_broken_pyproject(text: str, pages: Path, zz: Program) -> None:
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "pyproject.toml").write_text(text, encoding="utf-8")
    said = zz("check", pages)
    assert said.status == 2
    assert "pyproject.toml" in said.err


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--select", "PUN903"], "did you mean"),
        (["--select", "repeted-mark"], "did you mean 'repeated-mark'"),
        (["--ignore", "QQQ"], "QQQ"),
        (["--extend-select", "PUN003,NOPE"], "NOPE"),
        (["--select", "ZZ900"], "ZZ900"),
        (["--profile", "achive"], "archive"),
        (["--rules", "nowhere"], "nowhere"),
        (["--config", "nowhere.toml"], "nowhere.toml"),
        (["--output-format", "xml"], "concise"),
        (["--exclude", "[z-a]"], "[z-a]"),
        (["--include", "!"], "!"),
        (["--no-such-option"], "--no-such-option"),
        (["-", "a.txt"], "standard input"),
    ],
)
def test_broken_command_line(arguments: list[str], wanted: str, pages: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", page, *arguments)
    assert said.status == 2
    assert wanted in said.err
    assert said.out == ""
    assert "Traceback" not in said.err
