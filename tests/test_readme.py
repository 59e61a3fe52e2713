"""The README says what the program does: its example, its commands and its rule table."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zzlint import fix_text
from zzlint.diagnostic import Applicability
from zzlint.faults import NAMES, TITLES
from zzlint.registry import registry
from zzlint.rule import Rule
from zzlint.testing import findings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
#: Run by .ci/run in an environment of their own.
INSTALLS = ("python3 -m venv",)


def between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0].strip("\n")


def fence(text: str, marker: str) -> str:
    return between(text.split(marker, 1)[1], "```text\n", "```") + "\n"


def fixability(rule: type[Rule]) -> str:
    """What the rule's own examples show its best fix to be."""
    seen = {
        item.fix.applicability
        for bad in rule.bad
        for item in findings(rule(rule.Options(**bad.options)), bad.text)
        if item.fix is not None
    }
    if Applicability.SAFE in seen:
        return "`[*]`"
    return "`[-]`" if Applicability.UNSAFE in seen else ""


def rule_table(lang: str) -> str:
    head = ("代码", "名称", "查什么", "修正") if lang == "zh" else ("code", "name", "what it finds", "fix")
    rows = [f"| {' | '.join(head)} |", "|---|---|---|---|"]
    for code, rule in registry().items():
        rows.append(f"| {code} | {rule.name} | {rule.title.render(lang)} | {fixability(rule)} |")
    rows += [f"| {code} | {name} | {TITLES[code].render(lang)} | |" for code, name in NAMES.items()]
    return "\n".join(rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rule_table(lang: str, request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")
    start, end = f"<!-- rules:{lang} -->", "<!-- /rules -->"
    found = between(text, start, end)
    if request.config.getoption("--update-snapshots"):
        before, rest = text.split(start, 1)
        after = rest.split(end, 1)[1]
        README.write_text(f"{before}{start}\n\n{rule_table(lang)}\n\n{end}{after}", encoding="utf-8")
    else:
        assert found == rule_table(lang), "run pytest --update-snapshots"


def test_before_and_after() -> None:
    text = README.read_text(encoding="utf-8")
    assert fix_text(fence(text, "<!-- before -->")).text == fence(text, "<!-- after -->")


def commands() -> list[str]:
    """All commands of the README's sh blocks, without their comments."""
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return sorted({line for line in lines if line and not line.startswith(INSTALLS)})


@pytest.mark.parametrize("command", commands())
def test_commands(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds" / "damaged", tmp_path / "pages")
    program, *arguments = shlex.split(command)
    assert program == "zzlint"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        call = [sys.executable, "-m", "zzlint", *arguments]
        return subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, check=False)

    if "undo" in arguments:
        run("fix", "pages")
    done = run(*arguments)
    finds = {"check", "--diff", "stitch"}.intersection(arguments)  # single pages: their other halves are not there
    assert done.returncode == (1 if finds else 0), done.stderr.decode()
    if "-o" in arguments:
        assert (tmp_path / arguments[arguments.index("-o") + 1]).stat().st_size
    else:
        assert done.stdout


def test_both_installing_commands_are_the_gate() -> None:
    text = README.read_text(encoding="utf-8")
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    wanted = re.findall(r"^(python3 -m venv \S+ && .*)$", text, re.MULTILINE)
    assert len(wanted) == 4
    assert len(set(wanted)) == 2
    assert "sed -n" in gate, "the gate takes the commands from the README"


def test_python_example() -> None:
    code = between(README.read_text(encoding="utf-8"), "```python\n", "```")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[0].startswith("PUN003 Span(start=4, end=6)")
    assert done.stdout.splitlines()[-1] == "会议指出，要抓好落实。"
