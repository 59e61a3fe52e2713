"""Files that hold little text or none."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import SIMPLIFIED, Program
from zzlint.process import SAFE_ONLY, Task, process
from zzlint.settings import Settings

#: Built-in rules that say nothing of the texts here unless a test wants them to.
BUILT_IN = "CON001,DUP001,PAR001,PUN003"


@pytest.mark.parametrize("text", ["", " ", "\n", " \t\u3000\r\n\r\n \n", "\r" * 5, "\n" * 1000, "\ufeff", "\ufeff\n"])
@pytest.mark.parametrize("what", ["check", "fix"])
def test_no_text(what: str, text: str, pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes(text.encode())
    said = zz(what, page, "--rules", rules, "--select", f"TST001,{BUILT_IN}")
    assert said.status == 0
    assert said.err == ""
    assert page.read_bytes() == text.encode()


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\n" * 1000])
def test_no_text_with_the_default_rules(text: str, pages: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes(text.encode())
    assert zz("check", page).status < 2
    assert zz("fix", page).status == 0
    assert zz("check", page).status < 2


BINARIES = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "zeros": bytes(4096),
    "text with one NUL": "会议\0指出己经。".encode(),
    **{f"random {size}": random.Random(size).randbytes(size) for size in (100, 5_000, 300_000)},
}


@pytest.mark.parametrize("data", BINARIES.values(), ids=BINARIES.keys())
@pytest.mark.parametrize("what", ["check", "fix"])
def test_binary(what: str, data: bytes, pages: Path, rules: Path, zz: Program) -> None:
    binary, sound = pages / "a.txt", pages / "b.txt"
    binary.write_bytes(data)
    sound.write_text(SIMPLIFIED, encoding="utf-8")
    said = zz(what, pages, "--rules", rules, "--select", "TST001")
    assert said.status == 2
    assert "ZZ902" in said.out
    assert "a.txt" in said.out
    assert binary.read_bytes() == data
    assert ("已经" in sound.read_text(encoding="utf-8")) is (what == "fix")


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=60).map(lambda text: f"己经{text}".encode("gb18030", "replace"))
    )
)
@hypothesis_settings(max_examples=300, deadline=None)
def test_any_bytes(misprint: Settings, data: bytes) -> None:
    report = next(process(data, Task("a.txt", misprint, SAFE_ONLY)))
    assert report.failed or report.page is not None
    if report.failed or not report.applied:
        assert report.result == data
    else:
        # the same bytes but for the edits
        page = report.original
        assert page is not None
        assert page.decoded.encode(page.text) == data
        assert page.decoded.encode(page.text.replace("己经", "已经")) == report.result
