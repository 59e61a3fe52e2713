"""``--file-list``: names of files out of a file or from standard input."""

import os
from pathlib import Path

import pytest

from tests.helpers import FIXED, MISPRINT, SOUND, Program, page


def listed(zz: Program, *arguments: str | Path, stdin: bytes = b"") -> list[str]:
    """What --show-files says."""
    said = zz("check", *arguments, "--show-files", stdin=stdin)
    assert said.status == 0
    return said.out.splitlines()


@pytest.fixture(autouse=True)
def three(pages: Path) -> None:
    for name in ("a.txt", "b.txt", "sub/c d.txt"):
        page(pages, name, SOUND)


@pytest.mark.parametrize(
    "content",
    [
        b"a.txt\nsub/c d.txt\n",
        b"a.txt\nsub/c d.txt",
        b"\n  \na.txt\n\nsub/c d.txt\n\n",
        b"a.txt\r\nsub/c d.txt\r\n",
        b"\xef\xbb\xbfa.txt\nsub/c d.txt\n",
        b"a.txt\0sub/c d.txt\0",
        b"a.txt\0sub/c d.txt",
    ],
    ids=["lines", "no last end", "blank lines", "windows", "byte order mark", "find -print0", "joined by NUL"],
)
def test_the_files_in_a_list(content: bytes, pages: Path, zz: Program) -> None:
    (pages / "list").write_bytes(content)
    wanted = ["a.txt", str(Path("sub/c d.txt"))]
    assert listed(zz, "--file-list", "list") == wanted
    assert listed(zz, "--file-list", "-", stdin=content) == wanted


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not know")
def test_names_of_any_bytes(pages: Path, zz: Program) -> None:
    page(pages, "甲\n乙.txt", SOUND)
    name = os.fsdecode(b"\xbc\xd7.txt")
    page(pages, name, MISPRINT)
    content = "甲\n乙.txt\0".encode() + b"\xbc\xd7.txt\0"
    said = zz("check", "--file-list", "-", "--output-format", "json", "--select", "TYP002", stdin=content)
    assert said.status == 1
    assert said.out.count('"filename"') == 1
    assert zz("fix", "--file-list", "-", "--no-ledger", stdin=content).status == 0
    assert (pages / name).read_text(encoding="utf-8") == FIXED


def test_a_list_goes_with_paths_and_folders(pages: Path, zz: Program) -> None:
    (pages / "list").write_text("sub\na.txt\n", encoding="utf-8")
    assert listed(zz, "b.txt", "a.txt", "--file-list", "list") == ["b.txt", "a.txt", str(Path("sub/c d.txt"))]


def test_names_count_from_the_current_folder(pages: Path, zz: Program) -> None:
    (pages / "sub" / "list").write_text("a.txt\n", encoding="utf-8")
    assert listed(zz, "--file-list", "sub/list") == ["a.txt"]


def test_a_file_that_is_not_there(pages: Path, zz: Program) -> None:
    said = zz("check", "--file-list", "-", "--output-format", "concise", stdin=b"a.txt\nnowhere.txt\n")
    assert said.status == 2
    assert said.out.startswith("nowhere.txt:1:1: ZZ902 ")
    assert "Files checked: 2." in said.out


def test_excluded_files_of_a_list(pages: Path, zz: Program) -> None:
    stdin = b"a.txt\nb.txt\n"
    assert listed(zz, "--file-list", "-", "--exclude", "b.txt", stdin=stdin) == ["a.txt", "b.txt"]
    assert listed(zz, "--file-list", "-", "--exclude", "b.txt", "--force-exclude", stdin=stdin) == ["a.txt"]


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_list_is_not_the_current_folder(content: bytes, pages: Path, zz: Program) -> None:
    page(pages, "bad.txt", MISPRINT)
    said = zz("fix", "--file-list", "-", stdin=content)
    assert said.status == 0
    assert "no files to check" in said.err
    assert (pages / "bad.txt").read_text(encoding="utf-8") == MISPRINT


def test_what_cannot_be_followed(pages: Path, zz: Program) -> None:
    said = zz("check", "--file-list", "nowhere")
    assert (said.status, said.out, said.err) == (2, "", "zzlint: nowhere: cannot be read: No such file or directory\n")
    chinese = zz("check", "--file-list", "nowhere", "--lang", "zh")
    assert chinese.err.startswith("zzlint: nowhere: 不能读取：")
    for paths in (("-",), ("a.txt", "-")):
        said = zz("check", *paths, "--file-list", "-", stdin=b"a.txt\n")
        assert said.status == 2
        assert "standard input" in said.err
