"""A report that nobody reads, or that cannot be written."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.helpers import SIMPLIFIED, command, environment, subprocess_zz


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
@pytest.mark.parametrize("form", ["full", "concise", "json", "github"])
def test_closed_pipe(form: str, pages: Path, rules: Path) -> None:
    for number in range(40):
        (pages / f"{number}.txt").write_text(SIMPLIFIED * 50, encoding="utf-8")
    call = command("check", pages, "--rules", rules, "--select", "TST001", "--output-format", form)
    process = subprocess.Popen(call, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() in (0, 1)
    assert err == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
@pytest.mark.parametrize(
    "arguments", [["check", "--output-format", "concise"], ["fix"], ["rule"], ["rule", "PUN003"], ["--help"]]
)
def test_pipe_closed_from_the_start(arguments: list[str], pages: Path) -> None:
    leaders = "他想了很久。。。才回答。\n" * 100  # found and never fixed: a report longer than any buffer
    if arguments[0] in ("check", "fix"):
        for number in range(8):
            (pages / f"{number}.txt").write_text(f"会议指出，，要抓好落实。\n{leaders}", encoding="utf-8")
        arguments = [*arguments, str(pages), "--select", "PUN003"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command(*arguments), env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode in (0, 1)
    if arguments[0] == "fix":
        texts = {path.read_text(encoding="utf-8") for path in pages.glob("*.txt")}
        assert done.returncode == 0
        assert texts == {f"会议指出，要抓好落实。\n{leaders}"}, (
            "whoever does not read the report wants the files fixed all the same"
        )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_report_that_cannot_be_written(pages: Path, rules: Path) -> None:
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    call = command("check", pages, "--rules", rules, "--select", "TST001")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(call, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2, "a report that is lost must not look like a clean page"
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr
    said = subprocess_zz("check", pages, "--rules", rules, "--select", "TST001", "-o", "/dev/full")
    assert said.status == 2
    assert "No space left" in said.err
