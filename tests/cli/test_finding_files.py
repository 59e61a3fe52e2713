"""Which files are read: folders, links, ``.gitignore``, ``--include`` and ``--exclude``."""

import os
from pathlib import Path

import pytest

from tests.helpers import SIMPLIFIED, SOUND, Program, needs_symlinks, page


def listed(zz: Program, *arguments: str | Path) -> list[str]:
    """What --show-files says."""
    said = zz("check", *arguments, "--show-files")
    assert said.status == 0
    return [Path(line).as_posix() for line in said.out.splitlines()]


def test_which_files(pages: Path, zz: Program) -> None:
    for name in (
        "b.txt",
        "a.txt",
        "c.text",
        "d.md",
        "e.markdown",
        "f.pdf",
        "sub/g.txt",
        "sub/deep/h.txt",
        ".git/i.txt",
    ):
        page(pages, name, SOUND)
    everything = ["a.txt", "b.txt", "c.text", "d.md", "e.markdown", "sub/g.txt", "sub/deep/h.txt"]
    assert listed(zz, ".") == everything
    assert listed(zz) == everything
    assert listed(zz, "sub", "a.txt", "./sub/g.txt", "a.txt") == ["sub/g.txt", "sub/deep/h.txt", "a.txt"], "each once"
    assert listed(zz, "f.pdf") == ["f.pdf"], "a named file is taken as it is"
    assert listed(zz, ".", "--include", "*.pdf") == [*everything[:5], "f.pdf", *everything[5:]]
    assert listed(zz, ".", "--exclude", "sub/") == everything[:5]
    assert listed(zz, ".", "--exclude", "deep", "--exclude", "*.md") == [*everything[:3], "e.markdown", "sub/g.txt"]
    assert listed(zz, ".", "--exclude", "/sub/*.txt") == [*everything[:5], "sub/deep/h.txt"]
    assert listed(zz, ".", "--exclude", "*.txt", "--exclude", "!a.txt") == ["a.txt", "c.text", "d.md", "e.markdown"]


def test_force_exclude(pages: Path, zz: Program) -> None:
    for name in ("a.txt", "sub/b.txt"):
        page(pages, name, SOUND)
    named = ("a.txt", "sub/b.txt", "--exclude", "sub/")
    assert listed(zz, *named) == ["a.txt", "sub/b.txt"]
    assert listed(zz, *named, "--force-exclude") == ["a.txt"]
    page(pages, "zzlint.toml", 'exclude = ["sub"]\nforce-exclude = true')
    assert listed(zz, "a.txt", "sub/b.txt", pages / "sub" / "b.txt") == ["a.txt"]


def test_exclude_counts_from_the_configuration(pages: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sub/a.txt", "sub/old/b.txt", "old/c.txt"):
        page(pages, name, SOUND)
    page(pages, "zzlint.toml", 'exclude = ["/old/"]')
    assert listed(zz, ".") == ["sub/a.txt", "sub/old/b.txt"]
    monkeypatch.chdir(pages / "sub")
    assert listed(zz, ".") == ["a.txt", "old/b.txt"]
    assert listed(zz, "..") == ["../sub/a.txt", "../sub/old/b.txt"]


def test_gitignore(pages: Path, zz: Program) -> None:
    page(pages, ".gitignore", "*.txt\n!keep.txt\n/top.md\nbuild/\n# a comment\n\n")
    page(pages, "sub/.gitignore", "!again.txt\nkeep.txt\n/here.md")
    for name in ("a.txt", "keep.txt", "top.md", "build/b.md", "b.md"):
        page(pages, name, SOUND)
    for name in ("a.txt", "keep.txt", "again.txt", "here.md", "top.md", "deep/here.md", "deep/again.txt", "build/c.md"):
        page(pages, f"sub/{name}", SOUND)
    wanted = ["b.md", "keep.txt", "sub/again.txt", "sub/top.md", "sub/deep/again.txt", "sub/deep/here.md"]
    assert listed(zz, ".") == wanted
    (pages / ".git").mkdir()
    assert listed(zz, ".") == wanted
    inside = [name for name in wanted if name.startswith("sub/")]
    assert listed(zz, "sub") == inside, "the files above count inside a repository"
    assert listed(zz, "a.txt", "sub/a.txt") == ["a.txt", "sub/a.txt"], "a named file is taken as it is"
    assert listed(zz, "build") == ["build/b.md"], "and so is a named folder"


def test_a_bad_line_in_gitignore_hides_nothing(pages: Path, rules: Path, zz: Program) -> None:
    (pages / ".gitignore").write_text("!\n[z-a]\nb.txt\n\\\n", encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (pages / name).write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", pages, "--rules", rules, "--select", "TST001", "--show-files")
    assert said.status == 0
    assert [Path(line).name for line in said.out.splitlines()] == ["a.txt"], "git passes bad lines over and so do we"


def test_the_order_of_files_is_fixed(pages: Path, zz: Program) -> None:
    names = [f"{number}.txt" for number in (3, 10, 1, 2)] + ["中.txt", "a/z.txt"]
    for name in names:
        page(pages, name, SOUND)
    assert listed(zz, ".") == ["1.txt", "10.txt", "2.txt", "3.txt", "中.txt", "a/z.txt"]


@needs_symlinks
def test_paths_that_are_no_files(pages: Path, rules: Path, zz: Program) -> None:
    (pages / "dangling.txt").symlink_to(pages / "nowhere")
    (pages / "circle.txt").symlink_to(pages / "circle.txt")
    (pages / "folder.txt").mkdir()
    (pages / "folder.txt" / "inner.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "z.txt").write_text(SIMPLIFIED, encoding="utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(pages / "pipe.txt")  # must not be waited for
    said = zz("fix", pages, pages / "missing.txt", "--rules", rules, "--select", "TST001", "--output-format", "concise")
    assert said.status == 2
    told = [Path(line.split(":")[0]).name for line in said.out.splitlines() if "ZZ902" in line]
    assert told == ["circle.txt", "dangling.txt", "missing.txt"]
    for path in (pages / "folder.txt" / "inner.txt", pages / "z.txt"):
        assert "已经" in path.read_text(encoding="utf-8")


@needs_symlinks
def test_folder_that_links_to_itself(pages: Path, rules: Path, zz: Program) -> None:
    (pages / "below").mkdir()
    (pages / "below" / "up").symlink_to(pages, target_is_directory=True)
    (pages / "self").symlink_to("self", target_is_directory=True)
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", pages, "--rules", rules, "--select", "TST001", "--output-format", "concise")
    assert said.status == 1
    assert said.out.count("TST001") == 1
    assert zz("check", pages / "below" / "up", "--rules", rules, "--select", "TST001").status == 1
