"""The action for GitHub: its inputs, and its last step run as a runner would."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.helpers import MISPRINT, ROOT, SOUND, page

ACTION_PATH = ROOT / ".github" / "actions" / "zzlint"
ACTION = (ACTION_PATH / "action.yml").read_text(encoding="utf-8")


def script(step: str) -> str:
    """What a step runs."""
    found = re.search(rf"- name: {step}\n.*?      run: \|\n((?:        [^\n]*\n)+)", ACTION, re.DOTALL)
    assert found
    return textwrap.dedent(found[1])


def inputs() -> set[str]:
    head = ACTION.split("inputs:\n")[1].split("runs:\n")[0]
    return set(re.findall(r"^  ([a-z-]+):$", head, re.MULTILINE))


def test_every_input_is_used_and_none_inside_a_script() -> None:
    assert inputs() == {"version", "paths", "args", "working-directory"}
    assert set(re.findall(r"\$\{\{ inputs\.(.*?) \}\}", ACTION)) == inputs()
    for step in ("Install zzlint", "Check"):
        assert "${{" not in script(step), "what a user writes must not become a command"
    assert ACTION.count("shell: bash") == ACTION.count("run: |") == 2, "a composite step names its shell"


needs_bash = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="there is no bash here")


def done(step: str, folder: Path, **own: str) -> subprocess.CompletedProcess[bytes]:
    """A step, run as a runner would."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script(step)],
        cwd=folder,
        env={**os.environ, "ZZLINT_LANG": "en", "GITHUB_WORKSPACE": str(folder), **own},
        capture_output=True,
        check=False,
    )


@needs_bash
def test_what_is_installed_is_what_the_action_was_checked_out_with(tmp_path: Path) -> None:
    def installed(version: str) -> str:
        shown = page(tmp_path, "python", '#!/bin/sh\nfor last; do :; done\nprintf %s "$last"\n')
        shown.chmod(0o755)
        own = {"PYTHON": str(shown), "PYTHONPATH": "", "VERSION": version}
        said = done("Install zzlint", tmp_path, GITHUB_ACTION_PATH=str(ACTION_PATH), **own)
        assert said.returncode == 0, said.stderr.decode()
        return said.stdout.decode()

    assert Path(installed("")).resolve() == ROOT.resolve()
    assert (Path(installed("")) / "pyproject.toml").is_file()
    assert installed("0.1.0") == "zzlint==0.1.0"


@needs_bash
@pytest.mark.parametrize(
    ("paths", "arguments", "status", "annotated"),
    [
        ("bad folder\n", "", 1, ["bad folder/a.txt"]),
        ("good.txt\n\nbad folder", "--select TYP002 --lang zh", 1, ["bad folder/a.txt"]),
        ("good.txt", "", 0, []),
        (".", "--exclude *.txt", 0, []),
        ("", "", 1, ["bad folder/a.txt"]),
        ("nowhere.txt", "", 2, ["nowhere.txt"]),
    ],
)
def test_the_check_step(paths: str, arguments: str, status: int, annotated: list[str], tmp_path: Path) -> None:
    page(tmp_path, "bad folder/a.txt", MISPRINT)
    page(tmp_path, "good.txt", SOUND)
    own = {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "PATHS": paths, "ARGS": arguments}
    said = done("Check", tmp_path, **own)
    assert said.returncode == status, said.stderr.decode()
    assert sorted(set(re.findall(r",file=(.*?),", said.stdout.decode()))) == annotated
