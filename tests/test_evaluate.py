"""zzlint evaluate: counted by hand on small pages."""

import json
from pathlib import Path

import pytest

from tests.helpers import Program
from zzlint.engine import rule_set
from zzlint.evaluate.gold import GoldError, cases
from zzlint.evaluate.score import Score, score, wilson
from zzlint.settings import Settings

GOLD = [
    {"code": "PUN003", "start": 2, "end": 4, "text": "，，", "fix": "，"},
    {"code": "PUN003", "start": 6, "end": 8, "text": "末来", "fix": "未来"},
    {"code": "TYP002", "start": 6, "end": 8, "text": "末来", "fix": "未来"},
]
PAGE = "春天，，到了末来。。\n"
CLEAN = "春天，到了未来。。\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.clean.txt").write_text(CLEAN, encoding="utf-8")
    gold = "\n".join(json.dumps(record, ensure_ascii=False) for record in GOLD)
    (tmp_path / "a.gold.jsonl").write_text(gold + "\n", encoding="utf-8")
    (tmp_path / "sound.md").write_text("春天到了，，吧。\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("，，，，", encoding="utf-8")
    return tmp_path


def scored(folder: Path, *codes: str) -> Score:
    return score(cases(folder), rule_set(Settings(select=codes)))


def test_counts(seeds: Path) -> None:
    found = scored(seeds, "PUN003", "TYP002")
    marks, words = found.rules["PUN003"], found.rules["TYP002"]
    # ，， is known; 。。 and the ，， of the sound page are not; 末来 is no repeated mark
    assert (marks.gold, marks.found, marks.right) == (2, 3, 1)
    assert (marks.fixes, marks.exact, marks.safe_fixes, marks.safe_exact) == (1, 1, 3, 1)
    assert marks.harm == 4
    assert (words.gold, words.found, words.right, words.exact) == (1, 1, 1, 1)
    assert {(miss.kind, miss.code) for miss in found.misses} == {("FP", "PUN003"), ("FN", "PUN003")}
    assert found.pages == 2
    # two wrong places before; after: 。 was taken from 。。, and ， from the sound page
    assert (found.before, found.after) == (2, 2)


def test_only_the_rules_asked_for_count(seeds: Path) -> None:
    assert set(scored(seeds, "TYP002").rules) == {"TYP002"}


def test_a_seam_is_matched_by_its_place(tmp_path: Path) -> None:
    text = "大家认真学习了《临汀市古树\n\n名木保护办法》的内容。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.clean.txt").write_text(text.replace("\n\n", ""), encoding="utf-8")
    record = {"code": "PAR001", "start": 12, "end": 16, "text": "树\n\n名", "fix": "树名"}
    (tmp_path / "a.gold.jsonl").write_text(json.dumps(record), encoding="utf-8")
    found = scored(tmp_path, "PAR001")
    assert (found.rules["PAR001"].right, found.rules["PAR001"].exact) == (1, 1)
    assert (found.breaks_made, found.breaks_right, found.breaks_wanted) == (1, 1, 1)


@pytest.mark.parametrize(("right", "cases_", "low"), [(35, 35, 0.90), (73, 73, 0.95), (0, 0, 0.0)])
def test_wilson(right: int, cases_: int, low: float) -> None:
    assert wilson(right, cases_)[0] == pytest.approx(low, abs=0.002)
    assert wilson(right, cases_)[1] == pytest.approx(1.0, abs=0.002)


@pytest.mark.parametrize(
    "line", ['{"code": "PUN003"}', "no json", '{"code":"PUN003","start":0,"end":2,"text":"秋天","fix":""}']
)
def test_gold_that_does_not_fit(seeds: Path, line: str, zz: Program) -> None:
    (seeds / "a.gold.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.gold\.jsonl:1"):
        list(cases(seeds))
    assert zz("evaluate", seeds).status == 2


def test_command(seeds: Path, zz: Program) -> None:
    said = zz("evaluate", seeds, "--rule", "PUN003")
    assert said.status == 0
    assert "too few cases" in said.out
    assert "PUN003" in zz("evaluate", seeds, "--rule", "PUN003", "--list", "FN").out
    assert "sound.md:1:5: PUN003" in zz("evaluate", seeds, "--list", "FP").out
    assert "CON001" in zz("evaluate", seeds, "--rule", "CON001").out, "a row, although nothing was found"
    record = json.loads(zz("evaluate", seeds, "--json").out)
    assert record["rules"]["PUN003"]["gold"] == 2


def test_gate(seeds: Path, zz: Program) -> None:
    rules = ("--rule", "PUN003", "--rule", "TYP002")
    assert zz("evaluate", seeds, *rules, "--gate").status == 2, "nothing accepted yet"
    assert zz("evaluate", seeds, *rules, "--accept").status == 0
    assert zz("evaluate", seeds, *rules, "--gate").status == 0
    (seeds / "b.txt").write_text("夏天，，到了。\n", encoding="utf-8")
    fallen = zz("evaluate", seeds, *rules, "--gate")
    assert fallen.status == 1
    assert "PUN003: precision" in fallen.err
    assert "TYP002" not in fallen.err
