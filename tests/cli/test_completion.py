"""What a shell is offered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from tests.helpers import ROOT, Program, environment, forget_settings, page, swap
from zzlint.cli import COMMANDS, app
from zzlint.registry import registry


def offered(*words: str) -> dict[str, str | None]:
    """What is offered for the last word, with its help."""
    forget_settings()
    shell = ShellComplete(app, {}, "zzlint", "_ZZLINT_COMPLETE")
    return {item.value: item.help for item in shell.get_completions(list(words[:-1]), words[-1])}


@pytest.fixture(autouse=True)
def english(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZZLINT_LANG", "en")


def test_commands_and_options() -> None:
    assert set(offered("")) == set(COMMANDS)
    assert set(offered("che")) == {"check"}
    assert {"--select", "--statistics", "--watch"} <= set(offered("check", "--"))
    assert "--show-fixes" in offered("fix", "--sh")
    assert set(offered("check", "--color", "")) == {"auto", "always", "never"}
    assert set(offered("completion", "")) == {"bash", "zsh", "fish"}


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_rules_with_their_titles(option: str) -> None:
    titles = {code: rule.title.en for code, rule in registry().items()}
    assert offered("check", option, "") == titles
    assert offered("fix", option, "PUN") == {code: title for code, title in titles.items() if code.startswith("PUN")}
    assert offered("check", option, "half") == {"half-width-mark": titles["PUN001"]}
    assert offered("check", option, "QQ") == {}


def test_rules_behind_a_comma() -> None:
    assert set(offered("check", "--select", "PUN001,unpaired-mark,SPC00")) == {
        f"PUN001,unpaired-mark,{code}" for code in registry() if code.startswith("SPC00")
    }
    assert set(offered("check", "--select", "PUN001,")) == {f"PUN001,{code}" for code in registry()}


def test_the_rule_to_be_explained() -> None:
    assert offered("rule", "PUN003") == {"PUN003": registry()["PUN003"].title.en}
    assert offered("rule", "PUN003,") == {}, "one rule, no list"


def test_titles_in_the_language_of_the_user(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = {"PUN003": registry()["PUN003"].title.zh}
    assert offered("check", "--lang", "zh", "--select", "PUN003") == chinese
    monkeypatch.setenv("ZZLINT_LANG", "zh")
    assert offered("rule", "PUN003") == chinese
    page(pages, "zzlint.toml", 'lang = "en"')
    assert offered("rule", "PUN003") != chinese


def test_rules_of_ones_own(pages: Path, tmp_path: Path) -> None:
    folder = swap(tmp_path / "own", "TST001", ("己经", "已经"))
    assert offered("check", "--select", "TST") == {}
    assert set(offered("check", "--rules", str(folder), "--select", "TST")) == {"TST001"}
    other = page(tmp_path, "other.toml", f"rule-dirs = ['{folder}']")
    assert set(offered("rule", "--config", str(other), "TST")) == {"TST001"}
    page(pages, "zzlint.toml", f"rule-dirs = ['{folder}']")
    assert set(offered("check", "--select", "TST")) == {"TST001"}
    assert offered("check", "--isolated", "--select", "TST") == {}


def test_a_broken_configuration_does_not_keep_a_shell_from_completing(pages: Path) -> None:
    page(pages, "zzlint.toml", "nonsense = 1")
    assert set(offered("check", "--select", "PUN00")) >= {"PUN001"}
    assert set(offered("check", "--rules", "nowhere", "--select", "PUN00")) >= {"PUN001"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed(shell: str, zz: Program) -> None:
    said = zz("completion", shell)
    assert said.status == 0
    assert f"_ZZLINT_COMPLETE={shell}_complete" in said.out
    assert zz("completion", "tcsh").status == 2


def test_a_check_does_not_import_what_only_completion_needs(pages: Path) -> None:
    page(pages, "a.txt", "好。\n")
    code = (
        "import sys; from zzlint.cli import main\n"
        "try: main(['check', 'a.txt'])\n"
        "except SystemExit: print(sorted(name for name in sys.modules if name in sys.argv))"
    )
    late = ["click.shell_completion", "watch", "progress", "completion", "contradictions", "file_list"]
    names = [name if "." in name else f"zzlint.cli.{name}" for name in late]
    names += ["zzlint.reporters.statistics", "zzlint.reporters.fixes"]
    said = subprocess.run(
        [sys.executable, "-c", code, *names], env=environment(), capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines()[-1] == "[]"


# -- real shells -------------------------------------------------------------------------------

#: What types the words and prints what the shell is offered, one a line.
TYPING = {
    "bash": "source <(zzlint completion bash); COMP_WORDS=({words}); COMP_CWORD={last}; "
    "_zzlint_completion zzlint; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
    "fish": "zzlint completion fish | source; complete --do-complete '{line}'",
}


@pytest.mark.parametrize("shell", TYPING)
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["zzlint", "che"], ["check"]),
        (["zzlint", "rule", "PUN003"], ["PUN003"]),
        (["zzlint", "check", "--select", "TYP00"], [code for code in registry() if code.startswith("TYP00")]),
        (["zzlint", "check", "--select", "PUN001,TYP002"], ["PUN001,TYP002"]),
    ],
    ids=" ".join,
)
def test_a_real_shell_completes(shell: str, words: list[str], wanted: list[str], tmp_path: Path) -> None:
    found = shutil.which(shell)
    if found is None or os.name == "nt":
        pytest.skip(f"no {shell} here")
    program = tmp_path / "bin" / "zzlint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zzlint "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    told = environment(PATH=f"{program.parent}{os.pathsep}{os.environ['PATH']}", PYTHONPATH=str(ROOT))
    script = TYPING[shell].format(words=" ".join(words), last=len(words) - 1, line=" ".join(words))
    done = subprocess.run([found, "-c", script], cwd=tmp_path, env=told, capture_output=True, text=True, check=True)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == wanted, done.stderr
