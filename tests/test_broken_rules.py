"""Rules that raise, do not fit, never settle or fight: told, and no harm to the page."""

from pathlib import Path

import pytest

from tests.helpers import SIMPLIFIED, Program, pattern, python_rule, swap


def fixed_with(zz: Program, pages: Path, rules: Path, *codes: str) -> tuple[int, str]:
    said = zz("fix", pages, "--rules", rules, "--select", ",".join(codes), "--output-format", "concise")
    return said.status, said.out + said.err


@pytest.mark.parametrize(
    "source",
    ["raise ValueError('boom')", "import no_such_module", "def broken(:", "raise SystemExit(0)", "1 / 0", "\0"],
)
@pytest.mark.parametrize("what", ["check", "rule"])
def test_rule_that_cannot_be_imported(what: str, source: str, pages: Path, rules: Path, zz: Program) -> None:
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (rules / "broken.py").write_text(source, encoding="utf-8")
    said = zz(what, *([pages] if what == "check" else []), "--rules", rules)
    assert said.status == 2
    assert "broken.py" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("code", ["TST001", "PUN003"])
def test_rule_with_the_code_of_another(code: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, code, "return ()", name="another")
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("fix", pages, "--rules", rules, "--select", "TST001")
    assert said.status == 2
    assert f"two rules have the code {code}" in said.err
    assert (pages / "a.txt").read_text(encoding="utf-8") == SIMPLIFIED


CRASHES = {
    "raises": "if '炸' in page.text:\n    raise ValueError('炸了')\nreturn ()",
    "raises late": "yield self.report((0, 1), 'found', what=1)\nif '炸' in page.text:\n    raise KeyError('炸了')",
    "recurses": "return self.check(page, hits) if '炸' in page.text else ()",
    "lies outside": "if '炸' in page.text:\n    yield self.report((0, 10_000), 'found', what=1)",
    "old text is wrong": "if '炸' in page.text:\n"
    "    yield self.report((0, 1), 'found', fix=Fix((Edit(0, 1, '错', '对'),), SAFE), what=1)",
    "no such message": "if '炸' in page.text:\n    yield self.report((0, 1), 'lost', what=1)",
    "yields no finding": "return [None] if '炸' in page.text else ()",
    "is no generator": "return 5 if '炸' in page.text else ()",
}


@pytest.mark.parametrize("check", CRASHES.values(), ids=CRASHES.keys())
def test_rule_that_crashes_on_one_page(check: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", check)
    bad, good = pages / "a.txt", pages / "b.txt"
    bad.write_text(f"炸{SIMPLIFIED}", encoding="utf-8")
    good.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST001", "TST002")
    assert status == 2
    assert out.count("ZZ900") == 1
    assert "a.txt:1:1: ZZ900" in out
    assert "TST002" in out
    assert "TST001" in out, "the other rules' findings are told all the same"
    assert bad.read_text(encoding="utf-8") == f"炸{SIMPLIFIED}"
    assert good.read_text(encoding="utf-8") == SIMPLIFIED.replace("己经", "已经")


def test_rule_that_crashes_on_what_a_fix_left(pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", "if '已经' in page.text:\n    raise ValueError\nreturn ()")
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST001", "TST002")
    assert status == 2
    assert "ZZ900" in out
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


ILL_FITTING = {
    "negative": "Edit(-2, -1, page.text[-2:-1], 'X')",
    "reversed": "Edit(3, 1, '', 'X')",
    "behind the end": "Edit(len(page.text) + 2, len(page.text) + 2, '', 'X')",
    "across the end": "Edit(len(page.text), len(page.text) + 5, '', 'X')",
}


@pytest.mark.parametrize("edit", ILL_FITTING.values(), ids=ILL_FITTING.keys())
def test_edit_that_does_not_fit(edit: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", f"yield self.report((0, 1), 'found', fix=Fix(({edit},), SAFE), what=1)")
    page = pages / "a.txt"
    page.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST002")
    assert status == 2
    assert "ZZ900" in out
    assert page.read_text(encoding="utf-8") == SIMPLIFIED


ODD = {
    "a fix without edits": ("yield self.report((0, 1), 'found', fix=Fix((), SAFE), what=1)", "TST002"),
    "a message without its argument": ("yield self.report((0, 1), 'found')", "ZZ900"),
    "exits": ("raise SystemExit(0)", "ZZ900"),
}


@pytest.mark.parametrize(("check", "wanted"), ODD.values(), ids=ODD.keys())
def test_odd_findings_end_no_run(check: str, wanted: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", check)
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    (pages / "b.txt").write_text(SIMPLIFIED, encoding="utf-8")
    for form in ("full", "concise", "json"):
        said = zz("check", pages, "--rules", rules, "--select", "TST001,TST002", "--output-format", form)
        assert said.status in (1, 2), form
        assert "Traceback" not in said.err
        assert wanted in said.out
        assert "b.txt" in said.out


BROKEN_IN_SETTING_UP = {
    "raises": "def __init__(self, options=None):\n    raise ValueError('boom')\n",
    "empty needle": "needles = ('',)\n",
    "needles that are no strings": "needles = (1,)\n",
    "profile option there is not": "profile_options = {Profile.ARCHIVE: {'no': 1}}\n",
}


@pytest.mark.parametrize("attributes", BROKEN_IN_SETTING_UP.values(), ids=BROKEN_IN_SETTING_UP.keys())
def test_rule_that_cannot_be_set_up(attributes: str, pages: Path, rules: Path, zz: Program) -> None:
    python_rule(rules, "TST002", "return ()", attributes=attributes)
    (pages / "a.txt").write_text(SIMPLIFIED, encoding="utf-8")
    said = zz("check", pages, "--rules", rules, "--select", "TST002")
    assert said.status == 2
    assert "TST002" in said.err
    assert "Traceback" not in said.err


def test_fix_that_never_settles(pages: Path, rules: Path, zz: Program) -> None:
    python_rule(
        rules,
        "TST002",
        "end = len(page.text)\nyield self.report((0, 1), 'found', fix=self.replace(page, end, end, '啊'), what=1)",
    )
    page, other = pages / "a.txt", pages / "b.txt"
    for path in (page, other):
        path.write_text(SIMPLIFIED, encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST001", "TST002")
    assert status == 2
    assert out.count("ZZ901") == 2
    told = [line for line in out.splitlines() if "ZZ901" in line]
    assert all("TST002" in line and "TST001" not in line for line in told)
    for path in (page, other):
        assert path.read_text(encoding="utf-8") == SIMPLIFIED.replace("己经", "已经"), "as if TST002 were off"


@pytest.mark.parametrize("sound", ["TST000", "TST009"])
def test_rules_that_fight(sound: str, tmp_path: Path, pages: Path, zz: Program) -> None:
    rules = tmp_path / "fight"
    swap(rules, "TST003", ("甲乙", "乙甲"))
    swap(rules, "TST004", ("乙甲", "甲乙"))
    swap(rules, sound, ("己经", "已经"))
    page = pages / "a.txt"
    page.write_text(f"甲乙{SIMPLIFIED}", encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST")
    assert status == 2
    told = [line for line in out.splitlines() if "ZZ901" in line]
    assert len(told) == 1
    assert "TST003, TST004" in told[0]
    assert sound not in told[0].split("ZZ901")[1]
    assert page.read_text(encoding="utf-8") == f"甲乙{SIMPLIFIED}".replace("己经", "已经")
    assert fixed_with(zz, pages, rules, "TST")[0] == 2
    assert page.read_text(encoding="utf-8") == f"甲乙{SIMPLIFIED}".replace("己经", "已经"), (
        "fixing twice is fixing once"
    )


def test_a_circle_of_three(tmp_path: Path, pages: Path, zz: Program) -> None:
    rules = tmp_path / "circle"
    for code, wrong, right in (("TST003", "甲", "乙"), ("TST004", "乙", "丙"), ("TST005", "丙", "甲")):
        swap(rules, code, (wrong, right))
    page = pages / "a.txt"
    page.write_text("一个甲字。\n", encoding="utf-8")
    status, out = fixed_with(zz, pages, rules, "TST")
    assert status == 2
    assert "TST003, TST004, TST005" in out
    assert page.read_text(encoding="utf-8") == "一个甲字。\n"


def test_a_pattern_that_finds_its_own_work(tmp_path: Path, pages: Path, zz: Program) -> None:
    rules = pattern(tmp_path / "own", "TST006", "甲+$", "甲甲甲")
    page = pages / "a.txt"
    page.write_text("末尾是甲\n", encoding="utf-8")
    assert fixed_with(zz, pages, rules, "TST006")[0] == 0, "甲甲甲 becomes 甲甲甲, which changes nothing"
    assert page.read_text(encoding="utf-8") == "末尾是甲甲甲\n"


def test_a_fix_that_doubles_the_text_is_a_quarrel(pages: Path, rules: Path, zz: Program) -> None:
    python_rule(
        rules,
        "TST002",
        "for at in hits['长']: yield self.report((at, at + 1), 'found', what=1, fix=self.replace(page, at, at + 1, '长长'))",
        attributes='needles = ("长",)',
    )
    page = pages / "a.txt"
    page.write_text("河很长。\n", encoding="utf-8")
    said = zz("fix", page, "--isolated", "--rules", rules, "--select", "TST002")
    assert said.status == 2
    assert "ZZ901" in said.out
    assert page.read_text(encoding="utf-8") == "河很长。\n"
