"""A new rule is a file with examples that fail."""

from pathlib import Path

import pytest

from tests.helpers import Program
from zzlint.registry import registry
from zzlint.testing import failures


def test_the_file_loads_and_its_examples_fail(tmp_path: Path, zz: Program) -> None:
    assert zz("new-rule", "NEW001", "broken-thing", "--rules", tmp_path / "own").status == 0
    assert (tmp_path / "own" / "broken_thing.py").is_file()
    rule = registry((tmp_path / "own",))["NEW001"]
    assert (rule.name, rule.__name__) == ("broken-thing", "BrokenThing")
    assert any("good example" in line for line in failures(rule))


def test_a_family_has_one_folder(monkeypatch: pytest.MonkeyPatch, zz: Program) -> None:
    written: list[Path] = []
    monkeypatch.setattr(Path, "write_text", lambda path, *_args, **_options: written.append(path))
    assert zz("new-rule", "PUN998", "odd-mark").status == 0
    assert [path.parts[-2:] for path in written] == [("punctuation", "odd_mark.py")]


@pytest.mark.parametrize(
    ("code", "name"), [("PUN003", "other-name"), ("PUN998", "repeated-mark"), ("pun987", "odd-mark"), ("PUN998", "Odd")]
)
def test_taken_or_malformed(code: str, name: str, tmp_path: Path, zz: Program) -> None:
    assert zz("new-rule", code, name, "--rules", tmp_path).status == 2
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(tmp_path: Path, zz: Program) -> None:
    (tmp_path / "odd_mark.py").write_text("mine", encoding="utf-8")
    assert zz("new-rule", "PUN998", "odd-mark", "--rules", tmp_path).status == 2
    assert (tmp_path / "odd_mark.py").read_text(encoding="utf-8") == "mine"
