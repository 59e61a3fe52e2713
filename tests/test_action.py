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

ACTION = (ROOT / ".github" / "actions" / "zzlint" / "action.yml").read_text(encoding="utf-8")


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


def test_install_takes_the_version_or_the_newest() -> None:
    assert '"zzlint${VERSION:+==$VERSION}"' in script("Install zzlint")


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="there is no bash here")
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
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script("Check")],
        cwd=tmp_path,
        env={**os.environ, "ZZLINT_LANG": "en", "GITHUB_WORKSPACE": str(tmp_path), **own},
        capture_output=True,
        check=False,
    )
    assert done.returncode == status, done.stderr.decode()
    assert sorted(set(re.findall(r",file=(.*?),", done.stdout.decode()))) == annotated
