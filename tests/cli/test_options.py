"""What the options of ``check`` and ``fix`` do: selection, trust, settings, language, output."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from tests.helpers import FIXED, MISPRINT, Program, page, subprocess_zz
from zzlint.reporters import FORMATS
from zzlint.settings import Settings


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


def test_unsafe_fixes(pages: Path, rules: Path, zz: Program) -> None:
    own = ("--rules", rules, "--select", "TST")
    path = page(pages, "a.txt", "那末，己经□\n")
    assert "那么" not in zz("check", path, *own, "--diff").out
    assert "那么" in zz("check", path, *own, "--diff", "--unsafe-fixes").out
    assert zz("fix", path, *own).status == 0
    assert path.read_text(encoding="utf-8") == "那末，已经□\n"
    assert zz("fix", path, *own, "--unsafe-fixes").status == 0
    assert path.read_text(encoding="utf-8") == "那么，已经□\n", "a suggestion is never applied"


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


@pytest.mark.parametrize(
    "options",
    [
        ("check", "pages/b.txt", "-o", "pages/a.txt"),
        ("check", "pages", "-o", "pages/a.txt"),
        ("check", "pages/a.txt", "--output-format", "html", "-o", "pages/a.txt"),
        ("fix", "pages/b.txt", "--offset-map", "pages/a.txt"),
        ("fix", "pages/b.txt", "--diff", "-o", "pages/a.txt"),
    ],
)
def test_a_page_is_never_written_over_by_a_report(
    options: tuple[str, ...], tmp_path: Path, zz: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        page(tmp_path / "pages", name, MISPRINT)
    said = zz(*options)
    assert said.status == 2
    assert "a.txt is a page" in said.err
    assert (tmp_path / "pages" / "a.txt").read_text(encoding="utf-8") == MISPRINT
    assert (tmp_path / "pages" / "b.txt").read_text(encoding="utf-8") == MISPRINT


def test_a_report_may_be_written_anew(tmp_path: Path, zz: Program) -> None:
    pages = page(tmp_path / "pages", "a.txt", MISPRINT).parent
    for _ in range(2):
        assert zz("check", pages, "-o", tmp_path / "report.txt").status == 1
        assert zz("check", pages, "-o", pages / "report.html", "--output-format", "html").status == 1
