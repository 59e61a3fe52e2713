"""zzlint for programs: what its functions take, and what they let go of."""

import weakref
from collections.abc import Callable
from os import PathLike
from pathlib import Path

import pytest

from tests.helpers import FIXED, MISPRINT, page
from zzlint import api, check_paths, check_text, fix_paths, fix_text
from zzlint.engine import forget, rule_set
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY, examine
from zzlint.settings import Settings
from zzlint.text.change import spliced


@pytest.mark.parametrize("kind", [str, Path])
def test_one_path_is_one_path(kind: Callable[[Path], "str | PathLike[str]"], pages: Path, misprint: Settings) -> None:
    one = page(pages, "a.txt", MISPRINT)
    for given in (kind(one), [kind(one)], kind(pages)):
        (report,) = check_paths(given, settings=misprint)
        assert report.name == str(one)
        assert [item.code for item in report.findings] == ["TST001"]
    (report,) = fix_paths(kind(one), settings=misprint)
    assert report.changed
    assert one.read_text(encoding="utf-8") == FIXED


def test_bytes_are_no_text() -> None:
    for call in (check_text, fix_text):
        with pytest.raises(TypeError, match="a text is wanted, not bytes; check_paths and fix_paths read files"):
            call(MISPRINT.encode())  # type: ignore[operator]


def test_what_cannot_be_followed_is_a_problem(tmp_path: Path) -> None:
    for settings in (Settings(select=("QQQQQQQQ",)), Settings(rule_dirs=(tmp_path / "nowhere",))):
        with pytest.raises(api.Problem) as raised:
            check_text(MISPRINT, settings=settings)
        assert "没有" in raised.value.render("zh")


def test_all_names_are_there() -> None:
    assert all(hasattr(api, name) for name in api.__all__)


def test_a_report_is_let_go_of_before_the_next_file_is_read(pages: Path, misprint: Settings) -> None:
    for name in ("a.txt", "b.txt"):
        page(pages, name, MISPRINT)
    reports = fix_paths(pages, settings=misprint)
    report = next(reports)
    last = weakref.ref(report)
    del report
    assert last() is None


def test_what_was_derived_of_earlier_rounds_is_let_go_of(misprint: Settings) -> None:
    before = from_text(MISPRINT)
    report = examine(before, misprint.validated(), SAFE_ONLY)
    assert spliced(MISPRINT.encode(), report.changes) == FIXED.encode()
    assert report.page is not None
    assert report.original is before
    assert not {"lines", "blocks", "separated"} & {*vars(before), *vars(report.page)}


def test_a_forgotten_page_is_the_same_page(misprint: Settings) -> None:
    text = "甲\n\n大桥己经完工。\n\n乙"
    one, other = from_text(text), from_text(text)
    rules = rule_set(misprint.validated())
    blocks, said = one.blocks, rules.check(one)
    forget(one)
    assert vars(one).keys() == vars(other).keys()
    assert one.blocks == blocks == other.blocks
    assert rules.check(one) == said
