"""Comments in Markdown that mute findings, and what is told of comments and entries that mute nothing."""

from pathlib import Path

import pytest

from tests.helpers import MISPRINT, Program, page, two_rules
from zzlint import fix_text
from zzlint.formats import from_text
from zzlint.process import examine
from zzlint.report import Muted
from zzlint.settings import Settings

PAGE = "大桥己经完工，，很好。\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_rules(tmp_path_factory.mktemp("rules"))


@pytest.fixture
def settings(own: Path) -> Settings:
    return Settings(select=("TST",), rule_dirs=(own,))


def left_in(text: str, settings: Settings, name: str = "a.md") -> tuple[list[str], set[tuple[str, str]]]:
    """What is heard, as ``row code``, and the entries that muted or that muted nothing."""
    report = examine(from_text(text, name), settings)
    assert report.page is not None
    rows = [f"{report.page.location(item.span.start)[0]} {item.code}" for item in report.findings]
    return rows, {(muted.code, muted.entry) for muted in report.muted}


def test_a_part_of_a_page(settings: Settings) -> None:
    text = f"{PAGE}<!-- zzlint-disable TST001 -->\n{PAGE}<!-- zzlint-enable TST001 -->\n{PAGE}"
    assert left_in(text, settings) == (
        ["1 TST001", "1 TST002", "3 TST002", "5 TST001", "5 TST002"],
        {("TST001", "2")},
    )


@pytest.mark.parametrize("codes", ["TST", "ALL", "", "TST001, TST002", "TST001 TST002", "TST001，tested-tst002"])
def test_all_rules_of_a_part(codes: str, settings: Settings) -> None:
    text = f"{PAGE}<!-- zzlint-disable {codes} -->\n{PAGE}<!-- zzlint-enable TST002 -->\n{PAGE}<!-- zzlint-enable -->\n{PAGE}"
    assert left_in(text, settings)[0] == ["1 TST001", "1 TST002", "5 TST002", "7 TST001", "7 TST002"]


def test_the_next_line(settings: Settings) -> None:
    text = f"<!-- zzlint-disable-next-line TST002 -->\n{PAGE}{PAGE}"
    assert left_in(text, settings) == (["2 TST001", "3 TST001", "3 TST002"], {("TST002", "1")})
    several = f"<!-- zzlint-disable-next-line TST002 -->\n\n<!-- zzlint-disable-next-line TST001 -->\n\n{PAGE}{PAGE}"
    assert left_in(several, settings) == (["6 TST001", "6 TST002"], {("TST002", "1"), ("TST001", "3")})


def test_the_whole_file(settings: Settings) -> None:
    text = f"{PAGE}<!-- zzlint-enable TST001 -->\n{PAGE}<!--zzlint-disable-file TST001-->\n"
    assert left_in(text, settings) == (["1 TST002", "3 TST002"], {("TST001", "4")})


def test_comments_that_mute_nothing_are_told(settings: Settings) -> None:
    text = (
        f"<!-- zzlint-disable TST001, TST002 -->\n大桥己经完工。\n<!-- zzlint-disable-next-line -->\n{PAGE}"
        "<!-- zzlint-disable-file XYZ001 -->\n<!-- zzlint-disable-line TST001 -->\n<!-- zzlint-enable QQQ -->\n"
    )
    rows, entries = left_in(text, settings)
    assert rows == []
    assert entries == {
        ("TST001", "1"),
        ("TST001", "3"),
        ("TST002", "3"),
        ("", "1 TST002"),
        ("", "5 XYZ001"),
        ("", "6 zzlint-disable-line"),
        ("", "7 QQQ"),
    }


def test_former_names_in_comments(settings: Settings) -> None:
    report = examine(from_text(f"<!-- zzlint-disable-file OLD002 -->\n{PAGE}", "a.md"), settings)
    assert [item.code for item in report.findings] == ["TST001"]
    assert set(report.muted) == {Muted("TST002", "comment", "1"), Muted("", "renamed", "OLD002")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"<!-- zzlint-disable -->\n{PAGE}", "a.txt"),
        (f"```html\n<!-- zzlint-disable -->\n```\n{PAGE}", "a.md"),
        (f"写作 `<!-- zzlint-disable -->`\n{PAGE}", "a.md"),
        (f"<!-- zzlint disable -->\n{PAGE}", "a.md"),
        (f"zzlint-disable\n<!-- -->\n{PAGE}", "a.md"),
    ],
)
def test_what_is_no_comment(text: str, name: str, settings: Settings) -> None:
    rows, entries = left_in(text, settings, name)
    assert [row.split()[1] for row in rows] == ["TST001", "TST002"]
    assert entries == set()


def test_what_a_comment_mutes_is_not_fixed(settings: Settings) -> None:
    text = f"<!-- zzlint-disable-next-line TST001 -->\n{PAGE}{PAGE}"
    done = fix_text(text, name="a.md", settings=settings)
    assert done.text == "<!-- zzlint-disable-next-line TST001 -->\n大桥己经完工，很好。\n大桥已经完工，很好。\n"
    assert done.left == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_ends(line_end: str, settings: Settings) -> None:
    text = f"<!-- zzlint-disable-next-line TST001 -->\n{PAGE}{PAGE}".replace("\n", line_end)
    assert left_in(text, settings)[0] == ["2 TST002", "3 TST001", "3 TST002"]


# -- what is told of it ------------------------------------------------------------------------


def test_what_is_of_no_use_is_told(pages: Path, own: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pages)
    head = f'rule-dirs = ["{own}"]\nselect = ["TST001"]\nallow = ["从不出现"]\n'
    entries = [
        'rule = "TST001"\npath = "a.txt"\nreason = "r"',  # used
        'rule = "TST001"\npath = "b.txt"\nreason = "r"',  # of no use
        'rule = "TST001"\npath = "c.txt"\nreason = "r"',  # nothing is known of a file that cannot be read
    ]
    page(pages, "zzlint.toml", head + "".join(f"[[ignore]]\n{entry}\n" for entry in entries))
    page(pages, "a.txt", MISPRINT)
    page(pages, "b.txt", "大桥通车了。\n")
    (pages / "c.txt").write_bytes(b"\0\0")
    page(pages, "d.md", f"<!-- zzlint-disable-file TST001, TST002 QQQ -->\n{MISPRINT}<!-- zzlint-off -->\n")
    page(pages, "e.md", "<!-- zzlint-disable TST001 -->\n")
    for call in (("check", "."), ("fix", "."), ("check", ".", "--jobs", "2")):
        said = zz(*call)
        assert said.status == 2, "the file that cannot be read"
        assert said.err.splitlines() == [
            "zzlint.toml: [[ignore]] entry 2 (TST001) ignores nothing; take it out",
            "d.md:1: QQQ in the comment is no rule; `zzlint rule` lists the rules",
            "d.md:3: no comment zzlint-off; there are zzlint-disable, -enable, -disable-next-line, -disable-file",
            "e.md:1: the comment about TST001 ignores nothing; take it out",
        ]
    assert (pages / "a.txt").read_text(encoding="utf-8") == MISPRINT
    (pages / "c.txt").unlink()
    assert zz("check", ".").status == 0, "what is of no use changes no exit code"
    assert zz("check", ".", "--output-format", "json").err == ""
    assert zz("check", ".", "-q").err == ""
    assert "没有忽略任何问题" in zz("check", ".", "--lang", "zh").err
