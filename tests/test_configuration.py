"""Where configuration comes from."""

from pathlib import Path

import pytest

from tests.helpers import Program, forget_settings, swap
from zzlint import config
from zzlint.settings import Settings, SettingsError


def discovered(path: Path) -> Settings:
    forget_settings()
    return config.discover(path)


def test_the_nearest_configuration_counts(tmp_path: Path) -> None:
    for folder in ("", "a", "a/b", "a/b/c", "a/d"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "zzlint.toml").write_text('select = ["PUN003"]', encoding="utf-8")
    (tmp_path / "a" / "b" / ".zzlint.toml").write_text('select = ["CON001"]', encoding="utf-8")
    assert discovered(tmp_path / "x.txt").select == ("PUN003",)
    assert discovered(tmp_path / "a").select == ("PUN003",)
    assert discovered(tmp_path / "a" / "d" / "x.txt").select == ("PUN003",)
    assert discovered(tmp_path / "a" / "b" / "x.txt").select == ("CON001",)
    assert discovered(tmp_path / "a" / "b" / "c" / "there-is-none.txt").select == ("CON001",)
    assert discovered(tmp_path / "a" / "b").root == tmp_path / "a" / "b"
    assert discovered(tmp_path / "a" / "b").ignore == (), "one file counts, nothing is merged"


def test_several_configurations_in_one_folder(tmp_path: Path) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text('[tool.zzlint]\nselect = ["PUN003"]', encoding="utf-8")
    assert discovered(tmp_path).select == ("PUN003",)
    (tmp_path / ".zzlint.toml").write_text('select = ["CON001"]', encoding="utf-8")
    assert discovered(tmp_path).select == ("CON001",)
    (tmp_path / "zzlint.toml").write_text("", encoding="utf-8")
    assert discovered(tmp_path).select == ()
    assert discovered(tmp_path).source == tmp_path / "zzlint.toml"


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x'", "[tool.ruff]\nline-length = 100", "[tool]"])
def test_pyproject_of_others_is_passed_over(text: str, tmp_path: Path) -> None:
    (tmp_path / "zzlint.toml").write_text('select = ["PUN003"]', encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text(text, encoding="utf-8")
    assert discovered(tmp_path / "sub" / "x.txt").select == ("PUN003",)
    with pytest.raises(SettingsError, match=r"pyproject.toml: has no \[tool.zzlint\] table"):
        config.read(tmp_path / "sub" / "pyproject.toml")


def test_an_empty_table_counts(tmp_path: Path) -> None:
    (tmp_path / "zzlint.toml").write_text('select = ["PUN003"]', encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text("[tool.zzlint]", encoding="utf-8")
    assert discovered(tmp_path / "sub" / "x.txt").select == ()


def test_every_file_has_its_own_settings(tmp_path: Path, zz: Program) -> None:
    rules = swap(tmp_path / "rules", "TST001", ("己经", "已经"))
    for name in ("a.txt", "sub/b.txt", "sub/deep/c.txt"):
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("己经，，\n", encoding="utf-8")
    pages = tmp_path / "pages"
    (pages / "zzlint.toml").write_text('rule-dirs = ["../rules"]\nselect = ["TST001"]', encoding="utf-8")
    (pages / "sub" / "zzlint.toml").write_text('select = ["PUN003"]', encoding="utf-8")
    (pages / "sub" / "deep" / "pyproject.toml").write_text(
        f'[tool.zzlint]\nrule-dirs = ["{rules}"]\nselect = ["TST", "PUN003"]', encoding="utf-8"
    )
    assert zz("fix", pages).status == 0
    texts = [(pages / name).read_text(encoding="utf-8") for name in ("a.txt", "sub/b.txt", "sub/deep/c.txt")]
    assert texts == ["已经，，\n", "己经，\n", "已经，\n"]


def test_rule_dirs_count_from_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zz: Program) -> None:
    swap(tmp_path / "project" / "own", "TST001", ("己经", "已经"))
    (tmp_path / "project" / "zzlint.toml").write_text('rule-dirs = ["own"]', encoding="utf-8")
    for folder in (tmp_path, tmp_path / "project", tmp_path / "project" / "own"):
        monkeypatch.chdir(folder)
        said = zz("rule", "TST001", "--config", tmp_path / "project" / "zzlint.toml")
        assert said.status == 0
