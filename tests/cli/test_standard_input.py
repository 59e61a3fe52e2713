"""``-``: from standard input to standard output."""

from pathlib import Path

import pytest

from tests.helpers import FIXED, MISPRINT, SOUND, Program, page


def test_check_standard_input(pages: Path, rules: Path, zz: Program) -> None:
    own = ("--rules", rules, "--select", "TST001", "--output-format", "concise")
    said = zz("check", "-", *own, stdin=MISPRINT.encode())
    assert said.status == 1
    assert said.out.startswith("-:1:3: TST001 ")
    said = zz("check", "-", *own, "--stdin-filename", "sub/b.txt", stdin=MISPRINT.encode())
    assert said.out.startswith("sub/b.txt:1:3: TST001 ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_fix_standard_input(encoding: str, pages: Path, rules: Path, zz: Program) -> None:
    text = "市政府昨天宣布，这座大桥己经完工，两岸居民往来更加方便。\r\n那末，再见。"
    said = zz("fix", "-", "--rules", rules, "--select", "TST", stdin=text.encode(encoding))
    assert said.status == 0
    assert said.raw == text.replace("己经", "已经").encode(encoding), "nothing but the text on standard output"
    assert "TST004" in said.err
    assert "Places fixed: 1," in said.err
    assert list(pages.iterdir()) == []


def test_fix_standard_input_that_is_sound_or_no_text(pages: Path, rules: Path, zz: Program) -> None:
    for text, status in ((SOUND.encode(), 0), (b"", 0), (b"\0\x01\xff", 2)):
        said = zz("fix", "-", "--rules", rules, "--select", "TST", stdin=text)
        assert (said.status, said.raw) == (status, text)
        assert ("ZZ902" in said.err) is (status == 2)


def test_the_name_of_standard_input_chooses_settings_and_format(pages: Path, rules: Path, zz: Program) -> None:
    page(
        pages,
        "sub/zzlint.toml",
        f'rule-dirs = ["{rules}"]\nselect = ["TST"]\nper-file-ignores = {{ "quiet.txt" = ["TST001"] }}',
    )
    assert zz("check", "-", "--stdin-filename", "sub/a.txt", stdin=MISPRINT.encode()).status == 1
    assert zz("check", "-", "--stdin-filename", "sub/quiet.txt", stdin=MISPRINT.encode()).status == 0
    code = "```\n会议指出己经\n```\n"
    assert zz("check", "-", "--stdin-filename", "sub/a.md", stdin=code.encode()).status == 0, "code in Markdown"
    assert zz("check", "-", "--stdin-filename", "sub/a.txt", stdin=code.encode()).status == 1


def test_quiet_fix_of_standard_input_still_gives_the_text(pages: Path, rules: Path, zz: Program) -> None:
    said = zz("fix", "-", "-q", "--rules", rules, "--select", "TST", stdin=MISPRINT.encode())
    assert (said.out, said.err) == (FIXED, "")


def test_fixed_standard_input_goes_to_standard_output_with_o_too(pages: Path, rules: Path, zz: Program) -> None:
    said = zz("fix", "-", "--rules", rules, "--select", "TST", "-o", "report.out", stdin=f"□{MISPRINT}".encode())
    assert (said.out, said.err) == (f"□{FIXED}", "")
    assert "TST005" in (pages / "report.out").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["check", "fix"])
def test_standard_input_can_be_left_out_by_name(command: str, zz: Program) -> None:
    text = "会议指出，，要抓好落实。\n"
    options = ("--stdin-filename", "old/a.txt", "--exclude", "old/")
    assert "PUN003" in zz("check", "-", *options, stdin=text.encode()).out
    said = zz(command, "-", *options, "--force-exclude", stdin=text.encode())
    assert said.status == 0
    assert "PUN003" not in said.out
    if command == "fix":
        assert said.out == text
