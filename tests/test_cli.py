"""The command line: what it reads, what it says and how it ends."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from tests.helpers import Program, forget_settings, python_rule, subprocess_zz, swap
from zzlint import __version__, config, reporters
from zzlint.cli import app
from zzlint.diagnostic import Applicability, Diagnostic, Edit, Message, Text
from zzlint.edits import splice
from zzlint.formats import from_text, read
from zzlint.registry import registry
from zzlint.reporters import FOR_PEOPLE, FORMATS, Style
from zzlint.reporters.diff import unified_diff
from zzlint.run import FileReport
from zzlint.settings import Settings
from zzlint.text.span import Span

MISPRINT = "大桥己经完工。\n"
FIXED = "大桥已经完工。\n"
SOUND = "大桥通车了。\n"

needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="the program patch is not installed")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """One rule for each kind of finding.

    TST001 safe · TST002 a group, safe · TST003 a note with a related place · TST004 unsafe ·
    TST005 an error with a suggestion and a confidence · TST006 raises.
    """
    folder = tmp_path / "rules"
    swap(folder, "TST001", ("己经", "已经"))
    swap(folder, "TST004", ("那末", "那么"), applicability="unsafe")
    python_rule(
        folder,
        "TST002",
        "for start in hits.get(',', ()):\n"
        "    yield self.report((start, start + 1), 'found', group='comma', what=',',\n"
        "                      fix=self.replace(page, start, start + 1, '，'))",
        attributes="needles = (',',)\n",
    )
    python_rule(
        folder,
        "TST003",
        "for start in hits.get('下转', ()):\n"
        "    other = Related(Span(0, 2), self.message('found', what=page.text[:2]))\n"
        "    far = Related(Span(5, 6), self.message('found', what='远'), 'far.txt')\n"
        "    yield self.report((start, start + 2), 'found', what='下转', related=(other, far))",
        attributes="needles = ('下转',)\nseverity = Severity.NOTE\n",
    )
    python_rule(
        folder,
        "TST005",
        "for start in hits.get('□', ()):\n"
        "    yield self.report((start, start + 1), 'found', what='100%: a,b', confidence=0.75,\n"
        "                      fix=self.replace(page, start, start + 1, '某', DISPLAY))",
        attributes="needles = ('□',)\nseverity = Severity.ERROR\n",
    )
    python_rule(folder, "TST006", "if '炸' in page.text:\n    raise ValueError('boom')\nreturn ()")
    return folder


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the pages, and where the program is called."""
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def page(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# -- exit codes --------------------------------------------------------------------------------

#: Text -> (check, fix, fix --exit-non-zero-on-fix, --diff)
EXITS = {
    "clean": (SOUND, 0, 0, 0, 0),
    "fixable": (MISPRINT, 1, 0, 1, 1),
    "unsafe only": ("那末怎么办？\n", 1, 0, 0, 0),
    "suggestion only": ("张□同志。\n", 1, 0, 0, 0),
    "note only": ("下转第二版\n", 0, 0, 0, 0),
    "note and fixable": ("下转第二版，己经完工。\n", 1, 0, 1, 1),
    "crash": (f"炸{MISPRINT}", 2, 2, 2, 2),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("text", "checked", "fixed", "told", "diffed"), EXITS.values(), ids=EXITS.keys())
def test_exit_codes(
    form: str, text: str, checked: int, fixed: int, told: int, diffed: int, pages: Path, rules: Path, zz: Program
) -> None:
    own = ("--rules", rules, "--select", "TST", "--output-format", form)
    path = page(pages, "a.txt", text)
    assert zz("check", path, *own).status == checked
    assert zz("check", path, *own, "-q").status == checked
    assert zz("check", path, *own, "--exit-zero").status == (2 if checked == 2 else 0), "an error stays an error"
    assert zz("check", path, *own, "-o", pages / "report").status == checked
    for what in ("check", "fix"):
        assert zz(what, path, *own, "--diff").status == diffed
    assert zz("check", path, *own, "--diff", "--exit-zero").status == (2 if diffed == 2 else 0)
    assert path.read_text(encoding="utf-8") == text, "nothing was written so far"
    assert zz("fix", path, *own, "--exit-non-zero-on-fix").status == told
    assert zz("fix", path, *own, "--exit-non-zero-on-fix").status == (2 if fixed == 2 else 0), "done already"
    page(pages, "a.txt", text)
    assert zz("fix", path, *own).status == fixed
    for arguments, wanted in ((("check",), checked), (("fix",), fixed), (("check", "--diff"), diffed)):
        assert zz(*arguments, "-", *own, stdin=text.encode()).status == wanted


def test_the_worst_file_decides(pages: Path, rules: Path, zz: Program) -> None:
    own = ("--rules", rules, "--select", "TST")
    page(pages, "a.txt", SOUND)
    assert zz("check", ".", *own).status == 0
    page(pages, "b.txt", MISPRINT)
    assert zz("check", ".", *own).status == 1
    page(pages, "c.txt", f"炸{MISPRINT}")
    page(pages, "d.txt", MISPRINT)
    said = zz("check", ".", *own, "--output-format", "concise")
    assert said.status == 2
    assert "d.txt:1:3: TST001" in said.out


def test_nothing_to_check(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.pdf", MISPRINT)
    said = zz("check", ".")
    assert said.status == 0
    assert "no files to check" in said.err
    assert zz("check", ".", "--output-format", "json").out == "[]\n"


# -- standard input ----------------------------------------------------------------------------


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


# -- diff --------------------------------------------------------------------------------------

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
    after = before.replaced(splice(text, edits))
    result = before.decoded.encode(after.text)
    return FileReport("", page=after, original=before, edits=tuple(edits), data=data, result=result)


@needs_patch
@given(st.lists(edited(), min_size=1, max_size=6))
@hypothesis_settings(max_examples=80, deadline=None)
def test_patch_makes_what_fix_makes(tmp_path_factory: pytest.TempPathFactory, reports: list[FileReport]) -> None:
    folder = tmp_path_factory.mktemp("patched")
    patch = b""
    for number, report in enumerate(reports):
        name = f"第 {number} 页.txt"
        (folder / name).write_bytes(report.data)
        patch += unified_diff(FileReport(name, original=report.original, edits=report.edits))
    patched(folder, patch)
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


def test_diff_of_utf_16_can_be_read(pages: Path, rules: Path, zz: Program) -> None:
    (pages / "a.txt").write_bytes(MISPRINT.encode("utf-16"))
    said = zz("check", ".", "--rules", rules, "--select", "TST001", "--diff")
    assert said.status == 1
    assert f"-{MISPRINT}+{FIXED}" in said.out.replace("\ufeff", "")


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


def test_unsafe_fixes(pages: Path, rules: Path, zz: Program) -> None:
    own = ("--rules", rules, "--select", "TST")
    path = page(pages, "a.txt", "那末，己经□\n")
    assert "那么" not in zz("check", path, *own, "--diff").out
    assert "那么" in zz("check", path, *own, "--diff", "--unsafe-fixes").out
    assert zz("fix", path, *own).status == 0
    assert path.read_text(encoding="utf-8") == "那末，已经□\n"
    assert zz("fix", path, *own, "--unsafe-fixes").status == 0
    assert path.read_text(encoding="utf-8") == "那么，已经□\n", "a suggestion is never applied"


# -- reports -----------------------------------------------------------------------------------

SHOWN = {
    "first.txt": "本报讯 大桥己经完工,通车,全市欢庆,那末今年再建一座。\r\n\t张□同志说:己\n下转第二版\n",
    "second.md": "𠮷字下面e\u0301有己经\n",
    "sound.txt": SOUND,
    "z-crash.txt": "炸□\n",
}


def shown(zz: Program, pages: Path, rules: Path, *arguments: str) -> tuple[int, str]:
    """The output over all kinds of findings, and over broken pages."""
    for name, text in SHOWN.items():
        page(pages, name, text)
    said = zz(*arguments, ".", "--rules", rules, "--select", "TST")
    assert said.err == ""
    return said.status, said.out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", FORMATS)
def test_reports(
    form: str, lang: str, pages: Path, rules: Path, zz: Program, snapshot: Callable[[str, str], None]
) -> None:
    status, out = shown(zz, pages, rules, "check", "--output-format", form, "--lang", lang)
    assert status == 2
    assert "\033" not in out
    snapshot(f"{form}-{lang}", out)


@pytest.mark.parametrize("form", FORMATS)
def test_colour(form: str, pages: Path, rules: Path, zz: Program, snapshot: Callable[[str, str], None]) -> None:
    _, plain = shown(zz, pages, rules, "check", "--output-format", form)
    _, out = shown(zz, pages, rules, "check", "--output-format", form, "--color", "always")
    _, never = shown(zz, pages, rules, "check", "--output-format", form, "--color", "never")
    assert never == plain
    if form not in FOR_PEOPLE:
        assert out == plain
        return
    snapshot(f"{form}-colour", out)
    assert out.count("\033[0m") == len(re.findall(r"(?:\033\[[1-9]\d*m)+", out)), "every colour ends"
    if form != "full":  # full shows changes in colours instead of brackets
        assert re.sub(r"\033\[\d*m", "", out) == plain


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_report_of_fix(lang: str, pages: Path, rules: Path, zz: Program, snapshot: Callable[[str, str], None]) -> None:
    status, out = shown(zz, pages, rules, "fix", "--lang", lang)
    assert status == 2, "the page that a rule crashes on"
    snapshot(f"fix-{lang}", out)
    texts = {name: (pages / name).read_bytes().decode() for name in SHOWN}
    assert texts == {
        "first.txt": "本报讯 大桥已经完工，通车，全市欢庆，那末今年再建一座。\r\n\t张□同志说:己\n下转第二版\n",
        "second.md": "𠮷字下面e\u0301有已经\n",
        "sound.txt": SOUND,
        "z-crash.txt": "炸□\n",
    }


@pytest.mark.parametrize(
    ("form", "entries"), [("full", 1), ("grouped", 1), ("concise", 300), ("json", 300), ("github", 300)]
)
def test_groups(form: str, entries: int, pages: Path, rules: Path, zz: Program) -> None:
    path = page(pages, "a.txt", "甲,乙。\n" * 300)
    said = zz("check", path, "--rules", rules, "--select", "TST002", "--output-format", form)
    assert said.status == 1
    assert len(re.findall(r'TST002"? ?[,\[:]|TST002\)', said.out)) == entries
    if form in FOR_PEOPLE:
        assert "Findings: 300." in said.out
    if entries == 1:
        assert " 300 " in said.out.split("\n")[0] + said.out.split("\n")[1], "with its count"


def test_groups_are_apart_by_file(pages: Path, rules: Path, zz: Program) -> None:
    for name in ("a.txt", "b.txt"):
        page(pages, name, "甲,乙,丙\n")
    out = zz("check", ".", "--rules", rules, "--select", "TST002", "--output-format", "grouped").out
    assert out.count("TST002") == 2
    assert out.count("2 of this kind") == 2


KEYS = [
    "code", "name", "message", "filename", "severity", "confidence", "group", "location", "end_location", "span", "fix",
    "related", "fingerprint", "url",
]  # fmt: skip


def at(text: str, place: int) -> dict[str, int]:
    """Row and column by counting, the slow way."""
    before = re.split(r"\r\n|\r|\n", text[:place])
    if text[:place].endswith("\r") and text[place : place + 1] == "\n":
        raise AssertionError("a place inside a line end")
    return {"row": len(before), "column": len(before[-1]) + 1}


def test_json(pages: Path, rules: Path, zz: Program) -> None:
    texts = {**SHOWN, "more.txt": "𠮷己经\r\n\r\n己经\r己经\n\n□己经下转,\n,"}
    for name, text in texts.items():
        page(pages, name, text)
    said = zz("check", ".", "--rules", rules, "--select", "TST", "--output-format", "json")
    assert said.status == 2
    records: list[dict[str, Any]] = json.loads(said.out)
    assert {record["code"] for record in records} == {"TST001", "TST002", "TST003", "TST004", "TST005", "ZZ900"}
    assert len({record["fingerprint"] for record in records}) == len(records)
    places = [(record["filename"], record["span"]["start"]) for record in records]
    assert places == sorted(places)
    for record in records:
        text = texts[record["filename"]]
        assert list(record) == KEYS
        span = record["span"]
        assert list(span) == ["start", "end"]
        assert record["location"] == at(text, span["start"])
        assert record["end_location"] == at(text, span["end"])
        assert record["name"] == ("rule-crashed" if record["code"] == "ZZ900" else f"tested-{record['code'].lower()}")
        wanted = {"TST003": "note", "TST005": "error", "ZZ900": "error"}.get(record["code"], "warning")
        assert record["severity"] == wanted
        assert record["confidence"] == (0.75 if record["code"] == "TST005" else None)
        assert record["group"] == ("comma" if record["code"] == "TST002" else None)
        assert isinstance(record["message"], str)
        assert record["url"] is None
        check_fix(record, text)
        for other in record["related"]:
            assert list(other) == ["filename", "span", "message"]
            assert list(other["span"]) == ["start", "end"]
        if record["code"] == "TST003":
            assert [other["filename"] for other in record["related"]] == [record["filename"], "far.txt"]
    found = {texts[record["filename"]][record["span"]["start"] : record["span"]["end"]] for record in records}
    assert found == {"己经", ",", "下转", "那末", "□", ""}


def check_fix(record: dict[str, Any], text: str) -> None:
    trusts = {"TST001": "safe", "TST002": "safe", "TST004": "unsafe", "TST005": "display"}
    if record["code"] not in trusts:
        assert record["fix"] is None
        return
    assert list(record["fix"]) == ["applicability", "message", "edits"]
    assert record["fix"]["applicability"] == trusts[record["code"]]
    for edit in record["fix"]["edits"]:
        assert list(edit) == ["span", "old", "content"]
        assert text[edit["span"]["start"] : edit["span"]["end"]] == edit["old"] != edit["content"]


def test_json_of_fix_counts_in_the_fixed_text(pages: Path, rules: Path, zz: Program) -> None:
    swap(rules, "TST009", ("的的的的", "的"))
    page(pages, "a.txt", "的的的的□己经那末")
    said = zz("fix", ".", "--rules", rules, "--select", "TST", "--output-format", "json")
    assert said.status == 0
    records = json.loads(said.out)
    assert [(record["code"], record["span"]) for record in records] == [
        ("TST005", {"start": 1, "end": 2}),
        ("TST004", {"start": 4, "end": 6}),
    ]


def test_github_hides_nothing_in_a_command(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a,b:c%.txt", "□\n")
    said = zz("check", ".", "--rules", rules, "--select", "TST005", "--output-format", "github")
    assert said.out == (
        "::error title=zzlint (TST005),file=a%2Cb%3Ac%25.txt,line=1,col=1,endLine=1,endColumn=2"
        "::a,b:c%25.txt:1:1: TST005 found 100%25: a,b\n"
    )


# -- carets ------------------------------------------------------------------------------------

#: What stands in a page -> what a terminal shows.
GLYPHS = {
    "字": "字", "，": "，", "a": "a", " ": " ", "\u3000": "\u3000", "\t": "→", "e\u0301": "e\u0301", "\u0301": "\u0301",
    "Ａ": "Ａ", "𠮷": "𠮷", "😀": "😀", "ｶﾞ": "ｶﾞ", "\u200b": "<U+200B>", "\ue000": "<U+E000>", "\x07": "<U+0007>",
    "“": "“", "…": "…", "—": "—", "\udc80": "<U+DC80>",
}  # fmt: skip
glyphs = st.lists(st.sampled_from(sorted(GLYPHS)), max_size=60)


def columns(text: str) -> int:
    """How many columns a terminal needs; every character here has a width."""
    widths = [wcwidth(char) for char in text]
    assert min(widths, default=0) >= 0, text
    return sum(widths)


def caret(before: str, found: str, after: str) -> tuple[str, int, int]:
    """The line that ``full`` shows, and where its carets stand: first column (0-based) and number."""
    whole = from_text(f"{before}{found}{after}")
    told = Message("found", Text("发现", "found"))
    item = Diagnostic("TST001", "tested", told, Span(len(before), len(before) + len(found)))
    out = io.StringIO()
    reporters.reporter("full", out, Style()).report(FileReport("a.txt", page=whole, findings=(item,)))
    lines = out.getvalue().split("\n")
    assert lines[1] == f" --> a.txt:1:{len(before) + 1}"
    bar = lines[3].index("|") + 2
    assert lines[4][:bar].strip() == "|"
    marks = lines[4][bar:]
    assert set(marks) <= {" ", "^"}
    assert marks.lstrip() == "^" * marks.count("^")
    return lines[3][bar:], len(marks) - marks.count("^"), marks.count("^")


@given(glyphs, st.lists(st.sampled_from(sorted(GLYPHS)), min_size=1, max_size=8), glyphs)
@hypothesis_settings(max_examples=400, deadline=None)
def test_carets_stand_under_the_place(before: list[str], found: list[str], after: list[str]) -> None:
    line, first, count = caret("".join(before), "".join(found), "".join(after))
    wanted = "".join(GLYPHS[glyph] for glyph in found)
    starts = [index for index in range(len(line) + 1) if columns(line[:index]) == first]
    assert any(line.startswith(wanted, index) for index in starts), (line, first, wanted)
    assert count == max(1, columns(wanted))
    assert columns(line) <= 34 + 34 + 2 + columns(wanted)


@pytest.mark.parametrize(
    ("before", "found", "wanted"),
    [
        ("", "己经", (0, 4)),
        ("大桥", "己经", (4, 4)),
        ("ab", "己", (2, 2)),
        ("e\u0301", "己", (1, 2)),
        ("\t", "己", (1, 2)),
        ("，", ",", (2, 1)),
        ("Ａ𠮷", "😀", (4, 2)),
        ("字", "\u200b", (2, 8)),
        ("字", "", (2, 1)),
        ("字" * 17, "己", (34, 2)),
        ("字" * 18, "己", (35, 2)),  # one too many: … and seventeen
        ("字" * 1000, "己", (35, 2)),
        ("a" * 34, "己", (34, 2)),
        ("a" * 35, "己", (35, 2)),
    ],
)
def test_carets_by_hand(before: str, found: str, wanted: tuple[int, int]) -> None:
    line, first, count = caret(before, found, "后面")
    assert (first, count) == wanted
    assert line.startswith("…") is (first == 35)
    assert line.endswith("后面")


@pytest.mark.parametrize("length", [61, 1_000, 100_000])
def test_a_long_place_is_shown_by_its_ends(length: int) -> None:
    line, first, count = caret("前面", "字" * length, "后" * length)
    assert line == f"前面{'字' * 30}…{'字' * 30}{'后' * 17}…"
    assert (first, count) == (4, 121)


def test_a_place_over_several_lines_is_shown_by_its_first() -> None:
    line, first, count = caret("前面", "一行\n二行\n三", "后面")
    assert (line, first, count) == ("前面一行", 4, 4)
    line, first, count = caret("前面", "\n", "后面")
    assert (line, first, count) == ("前面", 4, 1)


# -- options -----------------------------------------------------------------------------------


def listed(zz: Program, *arguments: str | Path) -> list[str]:
    """What --show-files says."""
    said = zz("check", *arguments, "--show-files")
    assert said.status == 0
    return [Path(line).as_posix() for line in said.out.splitlines()]


def codes(zz: Program, *arguments: str | Path) -> set[str]:
    """The codes that check tells of."""
    out = zz("check", *arguments, "--output-format", "json").out
    return {record["code"] for record in json.loads(out)}


def test_selecting(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", "己经,那末□，，\n")
    own = (".", "--rules", rules)
    assert codes(zz, *own, "--select", "TST001") == {"TST001"}
    assert codes(zz, *own, "--select", "TST001,TST002", "--select", "PUN003") == {"TST001", "TST002", "PUN003"}
    assert codes(zz, *own, "--select", "tested-tst001") == {"TST001"}
    assert codes(zz, *own, "--select", "TST", "--ignore", "TST001") == {"TST002", "TST004", "TST005"}
    assert codes(zz, *own, "--select", "TST001", "--extend-select", "PUN003") == {"TST001", "PUN003"}
    assert codes(zz, *own, "--select", "TST001,PUN003", "--ignore", "PUN") == {"TST001", "PUN003"}, "the longer prefix"
    assert codes(zz, *own, "--select", "PUN003", "--ignore", "PUN003") == set()
    assert {"TST001", "PUN003"} <= codes(zz, *own), "rules in a folder are on by default like the others"
    assert "TST001" not in codes(zz, *own, "--ignore", "TST")


def test_profile(pages: Path, zz: Program) -> None:
    path = page(pages, "a.txt", "大会今天闭幕。\n（下转A3版）\n")
    assert zz("check", path, "--select", "CON001").status == 0, "a note in an archive"
    assert zz("check", path, "--select", "CON001", "--profile", "publish").status == 0
    assert zz("check", path, "--select", "CON001", "--profile", "corpus").status == 1
    assert zz("fix", path, "--select", "CON001").status == 0
    assert path.read_text(encoding="utf-8") == "大会今天闭幕。\n（下转A3版）\n"
    zz("fix", path, "--select", "CON001", "--profile", "corpus")
    assert path.read_text(encoding="utf-8") == "大会今天闭幕。\n"


def test_config_and_isolated(pages: Path, rules: Path, zz: Program, tmp_path: Path) -> None:
    page(pages, "a.txt", "己经，，\n")
    page(pages, "zzlint.toml", f'select = ["TST001"]\nrule-dirs = ["{rules}"]')
    other = page(tmp_path, "elsewhere/other.toml", 'select = ["PUN003"]')
    assert codes(zz, ".") == {"TST001"}
    assert codes(zz, ".", "--config", other) == {"PUN003"}
    assert codes(zz, ".", "--isolated", "--select", "PUN003") == {"PUN003"}
    assert zz("check", ".", "--isolated", "--select", "TST001").status == 2, "no rule of the configuration's"
    assert codes(zz, ".", "--select", "PUN003") == {"PUN003"}, "the command line replaces select"
    assert codes(zz, ".", "--extend-select", "PUN003") == {"TST001", "PUN003"}
    page(pages, "zzlint.toml", "nonsense = 1")
    assert zz("check", ".", "--isolated", "--select", "PUN003").status == 1


def test_the_same_folder_of_rules_twice(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    page(pages, "zzlint.toml", f'rule-dirs = ["{rules}"]')
    assert codes(zz, ".", "--rules", rules, "--rules", rules / ".." / "rules", "--select", "TST") == {"TST001"}


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


def test_the_order_of_files_is_fixed(pages: Path, zz: Program) -> None:
    names = [f"{number}.txt" for number in (3, 10, 1, 2)] + ["中.txt", "a/z.txt"]
    for name in names:
        page(pages, name, SOUND)
    assert listed(zz, ".") == ["1.txt", "10.txt", "2.txt", "3.txt", "中.txt", "a/z.txt"]


def test_show_files_and_settings_do_nothing(pages: Path, rules: Path, zz: Program) -> None:
    path = page(pages, "a.txt", MISPRINT)
    own = ("--rules", rules, "--select", "TST001")
    for option in ("--show-files", "--show-settings"):
        assert zz("fix", ".", *own, option).status == 0
    assert path.read_text(encoding="utf-8") == MISPRINT
    said = zz("check", ".", *own, "--show-settings", "--ignore", "PUN", "--profile", "corpus", "--encoding", "big5")
    lines = dict(line.split(" = ", 1) for line in said.out.splitlines())
    assert set(lines) == {field.name.replace("_", "-") for field in fields(Settings)} | {"rules"}
    assert lines["rules"] == "TST001"
    assert "TST001" in lines["select"]
    assert "PUN" in lines["ignore"]
    assert "corpus" in lines["profile"]
    assert "big5" in lines["encoding"]


def test_lang(pages: Path, rules: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    page(pages, "a.txt", MISPRINT)
    call = ("check", ".", "--rules", rules, "--select", "TST001")
    english, chinese = "己经 should be 已经", "“己经”应为“已经”"
    assert english in zz(*call).out
    assert chinese in zz(*call, "--lang", "zh").out
    page(pages, "zzlint.toml", 'lang = "zh"')
    assert chinese in zz(*call).out, "the configuration over the locale"
    assert english in zz(*call, "--lang", "en").out, "the command line over the configuration"
    for locale, wanted in (("zh_CN.UTF-8", chinese), ("en_US.UTF-8", english), ("C", english), ("zh_TW.Big5", chinese)):
        done = subprocess_zz(*call, "--isolated", cwd=pages, ZZLINT_LANG="", LC_ALL=locale)
        assert wanted in done.out, "Chinese comes out whole in any locale"


def test_output_file(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    call = ("check", ".", "--rules", rules, "--select", "TST001")
    for form in FORMATS:
        said = zz(*call, "--output-format", form, "-o", "report.out")
        assert (said.status, said.out, said.err) == (1, "", "")
        assert (pages / "report.out").read_bytes() == zz(*call, "--output-format", form).raw
    said = zz(*call, "-o", pages / "nowhere" / "report.out")
    assert said.status == 2
    assert "cannot be written" in said.err


def test_fixed_standard_input_goes_to_standard_output_with_o_too(pages: Path, rules: Path, zz: Program) -> None:
    said = zz("fix", "-", "--rules", rules, "--select", "TST", "-o", "report.out", stdin=f"□{MISPRINT}".encode())
    assert (said.out, said.err) == (f"□{FIXED}", "")
    assert "TST005" in (pages / "report.out").read_text(encoding="utf-8")


def test_quiet_and_verbose(pages: Path, rules: Path, zz: Program) -> None:
    page(pages, "a.txt", MISPRINT)
    page(pages, "b.txt", "炸\n")
    own = (".", "--rules", rules, "--select", "TST")
    said = zz("check", *own, "-q")
    assert (said.status, said.out) == (2, "")
    assert "ZZ900" in said.err, "an error is told all the same"
    assert "TST001" not in said.err
    assert zz("check", *own, "-v").err.splitlines() == ["a.txt", "b.txt"]
    said = zz("fix", *own, "-q")
    assert (said.status, said.out) == (2, "")
    assert (pages / "a.txt").read_text(encoding="utf-8") == FIXED


# -- init, rule, help --------------------------------------------------------------------------


def test_init(pages: Path, zz: Program) -> None:
    said = zz("init")
    assert said.status == 0
    assert "zzlint.toml" in said.out
    path = pages / "zzlint.toml"
    assert config.read(path) == Settings(root=path.parent, source=path), "as it is, it changes nothing"
    assert zz("init").status == 2
    assert zz("init", "nowhere").status == 2
    (pages / "sub").mkdir()
    page(pages, "sub/.zzlint.toml", "")
    assert zz("init", "sub").status == 2, "a configuration by its other name"
    assert (pages / "sub" / ".zzlint.toml").read_bytes() == b""


def test_init_tells_the_defaults(pages: Path, zz: Program) -> None:
    zz("init")
    path = pages / "zzlint.toml"
    setting = re.compile(r'# ((?:[a-z-]+|"[^"]+") = .*|\[.*\])$')
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [found[1] for line in lines if (found := setting.match(line))]
    path.write_text("\n".join(told), encoding="utf-8")
    forget_settings()
    loaded = config.read(path)
    defaults = Settings()
    for field in fields(Settings):
        if field.name in ("lang", "per_file_ignores", "options", "root", "source"):
            continue  # examples: their defaults are nothing at all
        assert getattr(loaded, field.name) == getattr(defaults, field.name), field.name
    keys = {re.split(r"[ =.\]]", line.lstrip("["))[0] for line in told}
    assert set(config._READERS) <= keys, "every key is told of"
    for rule in loaded.registry.values():
        assert loaded.options_of(rule) == defaults.options_of(rule), rule.code
    assert loaded.validated() is loaded


def test_rule_lists_all(pages: Path, rules: Path, zz: Program) -> None:
    said = zz("rule", "--rules", rules, "--ignore", "TST002")
    assert said.status == 0
    lines = said.out.splitlines()
    all_rules = registry((rules,))
    assert [line[2:].split()[0] for line in lines] == [*all_rules, "ZZ900", "ZZ901", "ZZ902"]
    for line in lines:
        code = line[2:].split()[0]
        if code in all_rules:
            rule = all_rules[code]
            assert rule.name in line
            assert rule.title.en in line
            assert line.startswith("-") is (not Settings(ignore=("TST002",)).enabled(rule))
    chinese = zz("rule", "--rules", rules, "--lang", "zh").out
    assert all(rule.title.zh in chinese for rule in all_rules.values())


@pytest.mark.parametrize("word", ["PUN003", "pun003", "repeated-mark"])
def test_rule_explains(word: str, pages: Path, zz: Program) -> None:
    said = zz("rule", word)
    assert said.status == 0
    rule = registry()["PUN003"]
    assert said.out.startswith(f"PUN003 repeated-mark: {rule.title.en}\n")
    assert "## Why is this bad?" in said.out
    for bad in rule.bad:
        assert f"- {bad.text}" in said.out
        assert bad.fixed is None or f"+ {bad.fixed}" in said.out
    assert zz("rule", "CON001").out.count("strip = False") == 1


def test_rule_in_json(pages: Path, rules: Path, zz: Program) -> None:
    records = json.loads(zz("rule", "--output-format", "json", "--rules", rules).out)
    assert [record["code"] for record in records] == [*registry((rules,))]
    (record,) = json.loads(zz("rule", "CON001", "--output-format", "json").out)
    assert record["name"] == "continued-notice"
    assert record["options"] == {"strip": False}
    assert record["severity"] == "note"
    assert record["enabled"] is True
    assert set(record["title"]) == {"zh", "en"}
    (record,) = json.loads(zz("rule", "ZZ900", "--output-format", "json").out)
    assert record["name"] == "rule-crashed"


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("PUN0003", "'PUN003'"), ("repeated-marks", "'repeated-mark'"), ("qqqqqqqq", "no rule qqqqqqqq")],
)
def test_rule_there_is_not(word: str, wanted: str, pages: Path, zz: Program) -> None:
    said = zz("rule", word)
    assert said.status == 2
    assert wanted in said.err
    assert said.out == ""


@pytest.mark.parametrize("code", ["ZZ900", "zz901", "ZZ902"])
def test_rule_explains_the_engine(code: str, pages: Path, zz: Program) -> None:
    said = zz("rule", code)
    assert said.status == 0
    assert said.out.startswith(code.upper())


def every_command() -> list[tuple[str, click.Command]]:
    context = click.Context(app)
    return [(name, command) for name in app.list_commands(context) if (command := app.get_command(context, name))]


def test_there_are_commands() -> None:
    assert {name for name, _ in every_command()} >= {"check", "fix", "rule", "init"}


@pytest.mark.parametrize(("name", "command"), every_command())
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(option: str, name: str, command: click.Command, pages: Path, zz: Program) -> None:
    said = zz(name, option)
    assert said.status == 0
    assert command.help is not None
    assert command.help.split("\n")[0] in " ".join(said.out.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for word in parameter.opts + parameter.secondary_opts:
                assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said.out), word
            assert parameter.help, f"{name} {parameter.opts}: no help"


def test_help_of_the_program(pages: Path, zz: Program) -> None:
    said = zz("--help")
    assert said.status == 0
    for name, _ in every_command():
        assert re.search(rf"^  {name} ", said.out, re.MULTILINE)
    assert zz("--version").out == f"zzlint, version {__version__}\n"
    assert zz("no-such-command").status == 2


def test_as_a_module(pages: Path, rules: Path) -> None:
    page(pages, "a.txt", MISPRINT)
    said = subprocess_zz("check", ".", "--rules", rules, "--select", "TST001", "--output-format", "concise", cwd=pages)
    assert (said.status, said.err) == (1, "")
    assert said.out.startswith("a.txt:1:3: TST001 [*] 己经 should be 已经\n")
    assert subprocess_zz("check", "nowhere.txt", cwd=pages).status == 2
    assert subprocess_zz("--version").out == f"zzlint, version {__version__}\n"


def test_an_error_of_ours_is_no_finding(pages: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Sequence[Path]:
        raise RuntimeError("boom")

    page(pages, "a.txt", SOUND)
    monkeypatch.setattr("zzlint.files.find", broken)
    said = zz("check", ".")
    assert said.status == 2, "1 would mean findings"
    assert "boom" in said.err


def test_applicability_has_three_values() -> None:
    assert [value.value for value in Applicability] == ["safe", "unsafe", "display"], "the tests above name them all"


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
