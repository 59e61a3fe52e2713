"""Modes and owners: obeyed and kept."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers import SIMPLIFIED, Program
from zzlint import config
from zzlint.reporters.excerpt import width
from zzlint.settings import SettingsError

RULES = Path(__file__).parent.parent / "rules"


@contextmanager
def unprivileged(rules: Path) -> Iterator[tuple[Path, Path]]:
    """A folder in which this process obeys modes, even when it is root's, and the rules where it may read them."""
    width("字")  # imports what cannot be imported where Python itself lies in a closed folder
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here = folder / "pages"
        here.mkdir()
        copied = shutil.copytree(rules, folder / "rules")
        root = os.geteuid() == 0
        if root:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, 65534, 65534)
            os.seteuid(65534)
            if not os.access(RULES, os.R_OK, effective_ids=True):
                os.seteuid(0)
                pytest.skip("this copy of the project lies in a folder that only root may enter")
        try:
            yield here, copied
        finally:
            for path in (here, *here.rglob("*")):
                path.chmod(0o700)
            if root:
                os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
@pytest.mark.parametrize("what", ["check", "fix"])
def test_no_permission_to_read(what: str, rules: Path, zz: Program) -> None:
    zz("rule", "PUN003", "--rules", rules)  # loads what must be loaded while it can be
    with unprivileged(rules) as (folder, own):
        for name in ("a.txt", "b.txt"):
            (folder / name).write_text(SIMPLIFIED, encoding="utf-8")
        (folder / "closed").mkdir()
        (folder / "a.txt").chmod(0)
        (folder / "closed").chmod(0)
        said = zz(what, folder, "--isolated", "--rules", own, "--select", "TST001")
        (folder / "a.txt").chmod(0o600)
        texts = [(folder / name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt")]
    assert said.status == 2
    assert said.out.count("ZZ902") == 2, "the file and the folder"
    assert said.out.count("Permission denied") == 2
    assert texts[0] == SIMPLIFIED
    assert ("己经" not in texts[1]) is (what == "fix")


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
def test_configuration_that_may_not_be_read(rules: Path, zz: Program) -> None:
    zz("rule", "PUN003", "--rules", rules)
    with unprivileged(rules) as (folder, own):
        for name in ("closed/zzlint.toml", "closed/a.txt", "b.txt", "shut/zzlint.toml", "shut/c.txt"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("" if name.endswith(".toml") else SIMPLIFIED, encoding="utf-8")
        (folder / "closed").chmod(0)
        said = zz("fix", folder / "closed" / "a.txt", folder / "b.txt", "--rules", own, "--select", "TST001")
        (folder / "shut" / "zzlint.toml").chmod(0)
        with pytest.raises(SettingsError, match=r"zzlint.toml: cannot be read: Permission denied"):
            config.discover(folder / "shut" / "c.txt")
        fixed = (folder / "b.txt").read_text(encoding="utf-8")
    assert said.status == 2
    assert said.out.count("ZZ902") == 1, "a file in a folder that may not be entered"
    assert fixed == SIMPLIFIED.replace("己经", "已经"), "and the next file"


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are POSIX's")
def test_folder_that_cannot_be_written(rules: Path, zz: Program) -> None:
    zz("rule", "PUN003", "--rules", rules)
    with unprivileged(rules) as (folder, own):
        closed = folder / "closed"
        closed.mkdir()
        for page in (closed / "a.txt", folder / "b.txt"):
            page.write_text(SIMPLIFIED, encoding="utf-8")
        closed.chmod(0o500)
        said = zz("fix", folder, "--isolated", "--rules", own, "--select", "TST001")
        texts = [page.read_text(encoding="utf-8") for page in (closed / "a.txt", folder / "b.txt")]
        names = [path.name for path in closed.iterdir()]
    assert said.status == 2
    assert said.out.count("ZZ902") == 1
    assert "Permission denied" in said.out
    assert texts == [SIMPLIFIED, SIMPLIFIED.replace("己经", "已经")]
    assert names == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o444])
def test_the_mode_stays(mode: int, pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    page.chmod(mode)
    assert zz("fix", page, "--rules", rules, "--select", "TST001").status == 0
    assert "已经" in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(pages: Path, rules: Path, zz: Program) -> None:
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    os.chown(page, 65534, 65533)
    assert zz("fix", page, "--rules", rules, "--select", "TST001").status == 0
    assert "已经" in page.read_text(encoding="utf-8")
    assert (page.stat().st_uid, page.stat().st_gid) == (65534, 65533)
