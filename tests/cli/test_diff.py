"""``--diff``: the program patch makes of it what ``fix`` makes."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import FIXED, MISPRINT, SOUND, Program, needs_symlinks, page, swap
from zzlint.diagnostic import Edit
from zzlint.edits import splice
from zzlint.formats import changes, read
from zzlint.report import FileReport
from zzlint.reporters.diff import Patch

needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="the program patch is not installed")

BITS = (
    "甲",
    "乙丙",
    "𠮷",
    " ",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\x0c",
    "-",
    "+",
    "-- a\n",
    "++ b\n",
    "@@ -1 +1 @@\n",
    "\\ x\n",
    "\t",
)
PIECES = st.lists(st.sampled_from(BITS), max_size=4).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> FileReport:
    """A page with edits that came from nowhere: joined lines, deleted lines, first and last line."""
    text = draw(st.lists(st.sampled_from(BITS), max_size=40).map("".join))
    encoding, bom = draw(st.sampled_from([("utf-8", b""), ("gb18030", b""), ("utf-8", b"\xef\xbb\xbf")]))
    data = bom + text.encode(encoding)
    before = read(data, "", "auto" if bom else encoding)
    places = draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    edits: list[Edit] = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        new = draw(st.one_of(st.just(""), PIECES))
        if new != text[start:end] and (not edits or edits[-1].end < start):  # the sum of rounds never touches itself
            edits.append(Edit(start, end, text[start:end], new))
    after = before.replaced(splice(text, edits), edits)
    made = tuple(changes(before, [(edit, ("TST001",)) for edit in edits]))
    report = FileReport("", page=after, original=before, edits=tuple(edits), changes=made, data=data)
    assert report.result == before.decoded.encode(after.text)
    return report


@needs_patch
@given(st.lists(edited(), min_size=1, max_size=6))
@hypothesis_settings(max_examples=80, deadline=None)
def test_patch_makes_what_fix_makes(tmp_path_factory: pytest.TempPathFactory, reports: list[FileReport]) -> None:
    folder = tmp_path_factory.mktemp("patched")
    written: list[bytes] = []
    patch = Patch(written.append)
    for number, report in enumerate(reports):
        name = f"第 {number} 页.txt"
        (folder / name).write_bytes(report.data)
        patch.add(replace(report, name=name))
    patch.close()
    patched(folder, b"".join(written))
    for number, report in enumerate(reports):
        assert (folder / f"第 {number} 页.txt").read_bytes() == report.result
    shutil.rmtree(folder)


def patched(folder: Path, patch: bytes) -> None:
    """Apply a patch as it is: no fuzz, no questions."""
    if not patch:
        return
    done = subprocess.run(["patch", "-p0", "-F0", "--batch"], cwd=folder, input=patch, capture_output=True, check=False)
    assert done.returncode == 0, f"{done.stdout.decode()}{done.stderr.decode()}\n{patch.decode(errors='replace')}"
    assert b"offset" not in done.stdout, done.stdout.decode()


GOOD_LINES = "".join(f"第{number}行，一切正常，没有什么要改的地方。\n" for number in range(10))
FILES: dict[str, tuple[str, str]] = {
    "plain.txt": (GOOD_LINES + MISPRINT + GOOD_LINES, "utf-8"),
    "with blanks/in its name.txt": (MISPRINT + GOOD_LINES, "utf-8"),
    "临汀日报/第一版.txt": (GOOD_LINES + MISPRINT, "gb18030"),
    "no end.txt": (GOOD_LINES + MISPRINT.strip(), "utf-8"),
    "crlf.txt": ((MISPRINT + GOOD_LINES + MISPRINT).replace("\n", "\r\n"), "gb18030"),
    "cr.txt": ((GOOD_LINES + MISPRINT).replace("\n", "\r"), "utf-8"),
    "mark.txt": (MISPRINT + GOOD_LINES, "utf-8-sig"),
    "sound.txt": (GOOD_LINES, "utf-8"),
    "joined.txt": ("他走到江边\n\n\n，等候龙舟。\n" + GOOD_LINES + "末行\n\n，完", "utf-8"),
    "deleted.txt": ("〔删〕\n甲\n〔删〕\n〔删〕\n乙\n〔删〕\n", "utf-8"),
    "emptied.txt": ("〔删〕\n", "utf-8"),
}


@needs_patch
@pytest.mark.parametrize("how", ["standard output", "file", "fix"])
def test_diff_is_what_fix_does(how: str, pages: Path, rules: Path, zz: Program, tmp_path: Path) -> None:
    swap(rules, "TST007", ("\n\n\n，", "，"), ("\n\n，", "，"))
    swap(rules, "TST008", ("〔删〕\n", ""))
    for name, (text, encoding) in FILES.items():
        path = pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
    own = ("--rules", rules, "--select", "TST001,TST007,TST008")
    if how == "file":
        said = zz("check", ".", *own, "--diff", "-o", tmp_path / "all.patch")
        assert said.out == ""
        patch = (tmp_path / "all.patch").read_bytes()
    else:
        said = zz("fix" if how == "fix" else "check", ".", *own, "--diff")
        patch = said.raw
    assert said.status == 1
    copy = Path(shutil.copytree(pages, tmp_path / "copy"))
    assert zz("fix", ".", *own).status == 0
    patched(copy, patch)
    for name, (text, encoding) in FILES.items():
        fixed = (pages / name).read_bytes()
        assert (copy / name).read_bytes() == fixed, name
        assert (fixed != text.encode(encoding)) is (name != "sound.txt"), name


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_patch_cannot_hold_utf_16(encoding: str, pages: Path, rules: Path, zz: Program) -> None:
    own = ("--rules", rules, "--select", "TST001")
    (pages / "a.txt").write_bytes(MISPRINT.encode(encoding))
    (pages / "b.txt").write_bytes(SOUND.encode(encoding))
    page(pages, "c.txt", MISPRINT)
    said = zz("check", ".", *own, "--diff")
    assert said.status == 2
    assert said.out == f"--- c.txt\n+++ c.txt\n@@ -1 +1 @@\n-{MISPRINT}+{FIXED}", "the other files' changes"
    assert f"a.txt: ZZ902 a patch cannot hold {encoding}-le" in said.err
    assert "b.txt" not in said.err, "nothing of it was left out"
    assert "Places that would be fixed: 1, in files: 1." in said.err
    assert zz("fix", ".", *own).status == 0
    assert (pages / "a.txt").read_bytes().decode(encoding) == FIXED


NAMES = [
    'quo"te.txt', "back\\slash.txt", "tab\t.txt", "line\nbreak.txt", "第 1\t版.txt", '"all".txt', "\x01\x7f.txt", " begins.txt",
    "ends .txt", "全\u3000角.txt", "no\udcff utf-8\n.txt",
]  # fmt: skip


@needs_patch
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not know")
@pytest.mark.parametrize("folder", ["", 'in "quotes"/'])
def test_names_are_quoted_as_git_does(folder: str, pages: Path, rules: Path, zz: Program, tmp_path: Path) -> None:
    (pages / folder).mkdir(exist_ok=True)
    for name in NAMES:
        (pages / folder / name).write_text(MISPRINT, encoding="utf-8")
    copy = Path(shutil.copytree(pages, tmp_path / "copy"))
    said = zz("check", ".", "--rules", rules, "--select", "TST001", "--diff")
    assert said.raw.count(b"\n+++ ") == len(NAMES)
    patched(copy, said.raw)
    for name in NAMES:
        assert (copy / folder / name).read_text(encoding="utf-8") == FIXED, name


@needs_patch
@needs_symlinks
def test_a_link_is_named_by_its_target(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "issues/1/a.txt", MISPRINT)
    (pages / "link.txt").symlink_to("issues/1/a.txt")
    (pages / "issues" / "far.txt").symlink_to(pages / "link.txt")
    own = ("--rules", rules, "--select", "TST001", "--diff")
    for name in ("link.txt", "issues/far.txt"):
        said = zz("check", name, *own)
        assert said.out.startswith("--- issues/1/a.txt\n+++ issues/1/a.txt\n@@")
    patched(pages, said.raw)
    assert (pages / "issues" / "1" / "a.txt").read_text(encoding="utf-8") == FIXED
    assert (pages / "link.txt").is_symlink()


def test_diff_by_hand(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", "一\n二\n三\n四\n五己经\n六\n七\n八\n九")
    said = zz("check", "a.txt", "--rules", rules, "--select", "TST001", "--diff")
    assert said.out == "--- a.txt\n+++ a.txt\n@@ -2,7 +2,7 @@\n 二\n 三\n 四\n-五己经\n+五已经\n 六\n 七\n 八\n"
    said = zz(
        "check",
        "-",
        "--rules",
        rules,
        "--select",
        "TST001",
        "--diff",
        "--stdin-filename",
        "b.txt",
        stdin="己经".encode(),
    )
    assert (
        said.out
        == "--- b.txt\n+++ b.txt\n@@ -1 +1 @@\n-己经\n\\ No newline at end of file\n+已经\n\\ No newline at end of file\n"
    )
