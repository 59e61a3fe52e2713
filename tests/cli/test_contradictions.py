"""Options that exclude each other are refused before anything is done."""

from pathlib import Path

import pytest

from tests.helpers import FIXED, MISPRINT, Program, page

CLASHES = {
    "configurations": ("--isolated", "--config", "own.toml"),
    "noise": ("--quiet", "--verbose"),
    "caches": ("--no-cache", "--cache-dir", "cache"),
    "listings": ("--show-files", "--show-settings"),
    "report and map": ("-o", "out", "--offset-map", "./out"),
    "report and ledger": ("-o", "out", "--ledger", "sub/../out"),
    "map and ledger": ("--offset-map", "out", "--ledger", "out"),
    "report and the ledger of the tree": ("-o", ".zzlint/ledger.jsonl"),
    "map and the ledger of the tree": ("--offset-map", ".zzlint/ledger.jsonl"),
    "report and baseline": ("-o", "out", "--baseline", "out"),
}


@pytest.mark.parametrize("options", CLASHES.values(), ids=CLASHES.keys())
def test_options_that_exclude_each_other(options: tuple[str, ...], pages: Path, rules: Path, zz: Program) -> None:
    path = page(pages, "a.txt", MISPRINT)
    page(pages, "own.toml", "")
    page(pages, "out", "")
    said = zz("fix", "a.txt", "--rules", rules, "--select", "TST001", *options)
    assert (said.status, said.out) == (2, "")
    assert " cannot be used together with " in said.err
    named = [option for option in options if option.startswith("--")]
    assert all(option in said.err for option in named)
    assert path.read_text(encoding="utf-8") == MISPRINT
    assert (pages / "out").read_text() == ""


def test_report_and_new_baseline(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    own = ("check", "a.txt", "--rules", rules, "--select", "TST001", "--write-baseline", "out")
    assert "--write-baseline out" in zz(*own, "-o", "out").err
    assert not (pages / "out").exists()
    assert zz(*own, "-o", "report").status == 0
    assert (pages / "report").exists()


@pytest.mark.parametrize("command", ["rule", "evaluate"])
def test_no_command_reads_a_configuration_in_isolation(command: str, pages: Path, zz: Program) -> None:
    page(pages, "own.toml", "")
    arguments = (".",) if command == "evaluate" else ()
    said = zz(command, *arguments, "--isolated", "--config", "own.toml", "--lang", "zh")
    assert (said.status, said.err) == (2, "zzlint: --isolated 不能与 --config 并用\n")


def test_a_name_for_standard_input_wants_standard_input(pages: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    said = zz("check", "a.txt", "--stdin-filename", "b.txt")
    assert (said.status, said.out) == (2, "")
    assert said.err == "zzlint: --stdin-filename goes with - (standard input)\n"
    assert zz("check", "-", "--stdin-filename", "b.txt", stdin=MISPRINT.encode()).status == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--cache", "--cache-dir", "cache"),
        ("-o", "out", "--offset-map", "map", "--ledger", "fixes.jsonl"),
        ("-o", "out", "--no-ledger"),
        ("-o", "/dev/null", "--offset-map", "/dev/null"),
        ("--quiet", "-o", "out"),
        ("--isolated", "--no-cache"),
    ],
)
def test_options_that_go_together(options: tuple[str, ...], pages: Path, rules: Path, zz: Program) -> None:
    path = page(pages, "a.txt", MISPRINT)
    said = zz("fix", "a.txt", "--rules", rules, "--select", "TST001", *options)
    assert (said.status, said.err) == (0, "")
    assert path.read_text(encoding="utf-8") == FIXED
