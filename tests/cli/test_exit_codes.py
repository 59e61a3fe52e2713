"""How a call ends: 0, 1 or 2."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.helpers import MISPRINT, SOUND, Program, page
from zzlint.diagnostic import Applicability
from zzlint.reporters import FORMATS

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
