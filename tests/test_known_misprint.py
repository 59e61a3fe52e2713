"""The table of TYP002: well-formed, and silent where its authors thought of an accident."""

import importlib
from pathlib import Path

import pytest

from zzlint.registry import registry
from zzlint.testing import findings, fixed

RULE = registry()["TYP002"]
TABLE = importlib.import_module(RULE.__module__).table()
LINES = (Path(__file__).parent.parent / "rules/recognition/known_misprint.tsv").read_text(encoding="utf-8").splitlines()
TRAPS = [line.split("\t")[1] for line in LINES if line.startswith("[trap]")]


def test_every_line_is_a_class_an_entry_or_a_trap() -> None:
    entries = [line for line in LINES if line[0] not in "#["]
    assert len(entries) == len(TABLE) > 500
    assert all(line.startswith(("#", "[class]\t", "[trap]\t")) for line in LINES if line[0] in "#[")


def test_every_class_has_a_trap() -> None:
    traps = 1
    for line in LINES:
        if line.startswith("[class]"):
            assert traps, f"no trap above {line}"
            traps = 0
        traps += line.startswith("[trap]")
    assert traps


@pytest.mark.parametrize("entry", TABLE.values(), ids=lambda entry: entry.wrong)
def test_entry(entry) -> None:  # type: ignore[no-untyped-def]  # the class lives in a rule's module
    assert len(entry.wrong) == len(entry.right) >= 2
    assert sum(one != other for one, other in zip(entry.wrong, entry.right, strict=True)) == 1
    assert all(entry.wrong in context != entry.wrong for context in entry.unless)
    assert not any(wrong in entry.right for wrong in TABLE)
    # as little as can be around it: no sound context, no other misprint
    assert fixed(RULE(), f"，{entry.wrong}，") == f"，{entry.right}，"


@pytest.mark.parametrize("trap", TRAPS)
def test_trap(trap: str) -> None:
    assert not findings(RULE(), trap)
