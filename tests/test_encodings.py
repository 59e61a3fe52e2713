"""Every encoding, mark and line end stays as it was; damaged bytes are told and kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import SIMPLIFIED, TRADITIONAL, Program, left_over, swap
from zzlint.process import SAFE_ONLY, Task, process
from zzlint.settings import Settings


def changed_bytes(before: bytes, wrong: str, right: str, encoding: str) -> bytes:
    assert before.count(wrong.encode(encoding)) == 1
    return before.replace(wrong.encode(encoding), right.encode(encoding))


ENCODED = {
    "gb18030": (SIMPLIFIED.encode("gb18030"), "己经", "已经", "gb18030"),
    "gbk": (SIMPLIFIED.encode("gbk"), "己经", "已经", "gbk"),
    "gb18030, four bytes": ((SIMPLIFIED + "𠮷㐂\n").encode("gb18030"), "己经", "已经", "gb18030"),
    "big5": (TRADITIONAL.encode("big5"), "己經", "已經", "big5"),
    "utf-8": (SIMPLIFIED.encode(), "己经", "已经", "utf-8"),
    "utf-8 with mark": (b"\xef\xbb\xbf" + SIMPLIFIED.encode(), "己经", "已经", "utf-8"),
    "utf-16-le": (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "己经", "已经", "utf-16-le"),
    "utf-16-be": (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "己经", "已经", "utf-16-be"),
    "utf-32-le": (b"\xff\xfe\0\0" + SIMPLIFIED.encode("utf-32-le"), "己经", "已经", "utf-32-le"),
    "utf-32-be": (b"\0\0\xfe\xff" + SIMPLIFIED.encode("utf-32-be"), "己经", "已经", "utf-32-be"),
}


@pytest.mark.parametrize(("data", "wrong", "right", "encoding"), ENCODED.values(), ids=ENCODED.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings(
    data: bytes, wrong: str, right: str, encoding: str, newline: str, pages: Path, rules: Path, zz: Program
) -> None:
    page = pages / "a.txt"
    data = data.replace("\n".encode(encoding), newline.encode(encoding))
    page.write_bytes(data)
    select = ("--rules", rules, "--select", "TST001")
    said = zz("check", page, *select, "--output-format", "concise")
    assert said.status == 1
    column = (SIMPLIFIED if wrong == "己经" else TRADITIONAL).index(wrong) + 1
    assert f"a.txt:1:{column}: TST001" in said.out
    assert zz("fix", page, *select).status == 0
    assert page.read_bytes() == changed_bytes(data, wrong, right, encoding)
    assert zz("check", page, *select).status == 0


def test_named_encoding(pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes("己经".encode("gb18030"))  # too short to guess by
    assert zz("fix", page, "--rules", rules, "--select", "TST001", "--encoding", "gb18030").status == 0
    assert page.read_bytes() == "已经".encode("gb18030")


@pytest.mark.parametrize("encoding", ["utf-9", "rot13", "hex", "undefined", "idna", "punycode", "中文", "a\nb"])
def test_encodings_there_are_not(encoding: str, pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("fix", page, "--rules", rules, "--select", "TST001", "--encoding", encoding)
    assert said.status == 2
    assert "ZZ902" in said.out
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


def test_a_mark_of_utf_32_before_what_is_none(pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    data = b"\xff\xfe\0\0" + SIMPLIFIED.encode("utf-16-le")
    page.write_bytes(data)
    said = zz("fix", page, "--rules", rules, "--select", "TST001")
    assert said.status == 2
    assert "byte 4 cannot be decoded as utf-32-le" in said.out
    assert page.read_bytes() == data


NO_ENCODING = {
    "nothing but junk": (b"\xff\xff\xff" * 9, "utf-8", 0),
    "utf-8 gets furthest": (SIMPLIFIED.encode() + b"\x80\xff" * 50, "utf-8", len(SIMPLIFIED.encode())),
    "gb18030 gets furthest": (SIMPLIFIED.encode("gb18030") + b"\xff\xff", "gb18030", len(SIMPLIFIED.encode("gb18030"))),
    "big5 as far as gb18030": (TRADITIONAL.encode("big5") + b"\xff\xff", "big5", len(TRADITIONAL.encode("big5"))),
}


@pytest.mark.parametrize(("data", "encoding", "offset"), NO_ENCODING.values(), ids=NO_ENCODING.keys())
def test_the_first_bad_byte_in_the_likeliest_encoding(
    data: bytes, encoding: str, offset: int, pages: Path, zz: Program
) -> None:
    page = pages / "a.txt"
    page.write_bytes(data)
    said = zz("fix", page, "--output-format", "concise")
    assert said.status == 2
    told = f"cannot be decoded as UTF-8, GB18030 or Big5 (in {encoding}, byte {offset} is the first that is bad)"
    assert told in said.out
    assert f"按 {encoding} 读，第 {offset} 字节不能解码" in zz("check", page, "--lang", "zh").out
    assert page.read_bytes() == data


def test_a_wrong_encoding_rewrites_nothing(pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_bytes(SIMPLIFIED.encode("gb18030"))
    for encoding in ("utf-8", "ascii", "utf-16", "utf-32", "shift_jis"):
        said = zz("fix", page, "--rules", rules, "--select", "ALL", "--encoding", encoding)
        assert said.status == 2, encoding
        assert page.read_bytes() == SIMPLIFIED.encode("gb18030")


def test_a_fix_that_the_encoding_cannot_express(pages: Path, tmp_path: Path, zz: Program) -> None:
    rules = swap(tmp_path / "rules", "TST001", ("大橋", "大桥"))  # 桥 is not in Big5
    page, other = pages / "a.txt", pages / "b.txt"
    page.write_bytes(TRADITIONAL.encode("big5"))
    other.write_text(TRADITIONAL, encoding="utf-8")
    said = zz("fix", pages, "--rules", rules, "--select", "TST001")
    assert said.status == 2
    assert "ZZ902" in said.out
    assert "桥" in said.out
    assert page.read_bytes() == TRADITIONAL.encode("big5")
    assert other.read_text(encoding="utf-8") == TRADITIONAL.replace("大橋", "大桥")


@given(
    st.lists(
        st.sampled_from(["甲", "己经", "\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "𠮷", " ", "e\u0301"]), max_size=40
    )
)
@hypothesis_settings(max_examples=200, deadline=None)
def test_line_ends_stay(misprint: Settings, parts: list[str]) -> None:
    data = "".join(parts).encode()
    report = next(process(data, Task("a.txt", misprint, SAFE_ONLY)))
    assert not report.failed
    assert report.result == "".join(parts).replace("己经", "已经").encode()
    assert len(report.applied) == "".join(parts).count("己经")


@pytest.mark.parametrize("bad", [b"\xe6\xb0", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xe6\xb0" * 3])
def test_damaged_utf8(bad: bytes, pages: Path, rules: Path, zz: Program) -> None:
    page, other = pages / "a.txt", pages / "b.txt"
    text = SIMPLIFIED.encode() * 5
    at = text.index(b"\n") + 1
    page.write_bytes(text[:at] + bad + text[at:])
    other.write_text(SIMPLIFIED, encoding="utf-8")
    before = page.read_bytes()
    select = ("--rules", rules, "--select", "TST001")
    said = zz("check", pages, *select, "--output-format", "concise")
    assert said.status == 2
    assert "a.txt:1:1: ZZ902" in said.out
    assert "a.txt:1:13: TST001" in said.out, "the rest of the page is checked all the same"
    assert zz("fix", pages, *select).status == 2
    assert page.read_bytes() == before
    assert "己经" not in other.read_text(encoding="utf-8")
    assert left_over(pages) == []


def test_much_damage_in_a_big_file_is_damage_still(misprint: Settings) -> None:
    damaged = (SIMPLIFIED.encode() + b"\xe6\xb0\n") * 20_000  # 4 MB, one character in seventy
    report = next(process(damaged, Task("a.txt", misprint, SAFE_ONLY)))
    assert report.failed
    assert report.page is not None, "read as UTF-8 and checked"
    assert report.page.decoded.damaged
    assert report.result == damaged
