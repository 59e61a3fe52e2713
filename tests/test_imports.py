"""Imports run one way; this is the contract."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# A module may import modules of its own tier and of lower ones, text at the bottom.
TIERS = (
    ("text",),
    ("formats",),
    (
        "diagnostic",
        "edits",
        "phrases",
        "problems",
        "reasons",
        "articles",
        "duplicates",
        "jumps",
        "near",
        "passages",
        "archive",
    ),
    ("rule",),
    ("faults", "packs", "registry", "probe"),
    ("settings", "config", "manifest"),
    ("report",),
    ("suppress", "engine", "fixer", "fingerprint"),
    ("losses", "baseline", "corpus"),
    ("process", "testing"),
    ("rewrite", "ledger", "tree", "keep", "offsets", "baseline_file"),
    ("files", "cache", "pool", "run", "undo"),
    ("reporters", "evaluate", "stitch", "learn"),
    ("api",),
    ("cli",),
    ("__main__",),
)
TIER = {module: tier for tier, modules in enumerate(TIERS) for module in modules}

MODULES = [path for path in sorted((ROOT / "zzlint").rglob("*.py")) if path != ROOT / "zzlint" / "__init__.py"]
RULES = sorted((ROOT / "rules").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The absolute names of all modules a file imports, at its top or later."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" if module == "zzlint" else module for alias in node.names)


def part(name: str) -> str:
    """``zzlint.text.page`` belongs to ``text``."""
    return name.split(".")[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_engine_imports_downwards(path: Path) -> None:
    own = path.relative_to(ROOT / "zzlint").parts[0].removesuffix(".py")
    for name in imported(path):
        assert not name.startswith("zzlint_rules"), "the engine knows no rule"
        if name.startswith("zzlint.") and part(name) != "__version__":
            assert TIER[part(name)] <= TIER[own], f"{own} must not import {name}"


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rules_import_only_the_door(path: Path) -> None:
    for name in imported(path):
        assert not name.startswith("zzlint") or name == "zzlint.rule", f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES + RULES + TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_have_one_duty(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_top_level_is_the_layout() -> None:
    wanted = {"pyproject.toml", "README.md", "LICENSE", "zzlint", "rules", "seeds", "tests"}
    listed = subprocess.run(["git", "-C", ROOT, "ls-files"], capture_output=True, text=True, check=True)
    found = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in found if not name.startswith(".")} == wanted
