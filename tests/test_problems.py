"""What ends a run is told in both languages, with everything it has to tell."""

import ast
import pickle
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers import SIMPLIFIED, Program, python_rule, swap
from tests.test_broken_settings import BROKEN as CONFIGURATIONS
from tests.test_registry import BROKEN as PACKS
from tests.test_registry import REFUSED
from zzlint.diagnostic import Text
from zzlint.problems import Problem
from zzlint.registry import registry

ROOT = Path(__file__).parent.parent
PROBLEMS = {"Problem", "SettingsError", "RegistryError", "PackError"}
HAN = re.compile("[\u4e00-\u9fff]")


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "zzlint").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield f"{path.name}:{node.lineno}", node


def words(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant), "a literal, so that it can be looked at"
    assert isinstance(node.value, str)
    return node.value


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


LITERAL = [(at, call) for at, call in calls("Text") if all(isinstance(arg, ast.Constant) for arg in call.args)]
RAISED = list(calls(*PROBLEMS))


@pytest.mark.parametrize(("at", "call"), LITERAL, ids=[at for at, _ in LITERAL])
def test_both_languages_tell_the_same(at: str, call: ast.Call) -> None:
    zh, en = map(words, call.args)
    assert places(zh) == places(en)
    assert not HAN.search(en)
    if re.search("[A-Za-z]", re.sub(r"\{[^}]*\}", "", en)):
        assert HAN.search(zh)
        assert not re.search(r"[,;?]( |$)", re.sub(r"\{\{.*\}\}", "", zh)), "marks are Chinese, too"


def test_there_are_problems() -> None:
    assert len(RAISED) >= 35


@pytest.mark.parametrize(("at", "call"), RAISED, ids=[at for at, _ in RAISED])
def test_a_problem_has_its_values(at: str, call: ast.Call) -> None:
    (text,) = call.args
    assert isinstance(text, ast.Call)
    assert isinstance(text.func, ast.Name)
    assert text.func.id == "Text"
    given = {keyword.arg for keyword in call.keywords} - {"at"}
    assert given == places(words(text.args[0]))


def test_rendering() -> None:
    inner = Problem(Text("内 {value!r}", "inner {value!r}"), value="{x}")
    outer = Problem(
        Text("外：{error}{hint}", "outer: {error}{hint}"), at="key", error=inner, hint=Text("；无", "; none")
    )
    assert outer.render("zh") == "key: 外：内 '{x}'；无"
    assert str(outer) == outer.render("en") == "key: outer: inner '{x}'; none"
    assert str(outer.inside(Path("a.toml"))) == "a.toml: key: outer: inner '{x}'; none"
    assert str(inner.inside("a.toml")) == "a.toml: inner '{x}'"
    assert pickle.loads(pickle.dumps(outer)).render("zh") == outer.render("zh")


@pytest.mark.parametrize("text", [text for text, _ in CONFIGURATIONS.values()], ids=CONFIGURATIONS.keys())
def test_configurations(text: str, pages: Path, zz: Program) -> None:
    (pages / "zzlint.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    said = zz("check", pages, "--lang", "zh")
    assert said.status == 2
    assert re.match(rf"zzlint: {pages}/zzlint.toml: .*{HAN.pattern}", said.err)
    assert not re.search("wanted|did you mean|no such|none of|lists the rules", said.err)


@pytest.mark.parametrize("text", [text for text, _ in PACKS.values()], ids=PACKS.keys())
def test_packs(text: str, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Problem) as refused:
        registry((tmp_path,))
    assert refused.value.render("zh").startswith(f"{tmp_path}/pack.toml: ")
    assert HAN.search(refused.value.render("zh"))
    assert not re.search("wanted|is missing|entry|known are|none of", refused.value.render("zh"))


@pytest.mark.parametrize(("old", "new"), [case[:2] for case in REFUSED.values()], ids=REFUSED.keys())
def test_rules(old: str, new: str, tmp_path: Path) -> None:
    path = python_rule(tmp_path, "TST001", "return ()") / "tst001.py"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Problem) as refused:
        registry((tmp_path,))
    assert HAN.search(refused.value.render("zh"))


CALLS: dict[str, list[str]] = {
    "selector": ["check", ".", "--select", "PUN903"],
    "selector like nothing": ["check", ".", "--select", "QQQQQQQQ"],
    "rule": ["rule", "repeated-marks"],
    "rules": ["check", ".", "--rules", "nowhere"],
    "config": ["check", ".", "--config", "nowhere.toml"],
    "pattern": ["check", ".", "--exclude", "[z-a]"],
    "stdin": ["check", "-", "a.txt"],
    "output": ["check", ".", "-o", "nowhere/report"],
    "key": ["check", "typo"],
    "option": ["check", "option"],
    "value": ["check", "value"],
    "taken": ["check", ".", "--rules", "taken"],
    "broken": ["check", ".", "--rules", "broken"],
    "needles": ["check", ".", "--rules", "needles"],
    "pack": ["check", ".", "--rules", "pack"],
}


def test_command_lines_in_chinese(
    pages: Path, zz: Program, monkeypatch: pytest.MonkeyPatch, snapshot: Callable[[str, str], None]
) -> None:
    monkeypatch.chdir(pages)
    for name, text in (
        ("a.txt", SIMPLIFIED),
        ("typo/zzlint.toml", "selct = []"),
        ("option/zzlint.toml", "[rules.CON001]\nstripp = true"),
        ("value/zzlint.toml", "profile = 'archives'"),
        ("broken/rule.py", "import no_such_module"),
        ("pack/pack.toml", PACKS["unknown key of an entry"][0]),
    ):
        (pages / name).parent.mkdir(exist_ok=True)
        (pages / name).write_text(text, encoding="utf-8")
    swap(pages / "taken", "PUN003", ("甲", "乙"))
    python_rule(pages / "needles", "TST001", "return ()", attributes="needles = ('',)\n")
    told = []
    for name, call in CALLS.items():
        said = zz(*call, "--lang", "zh")
        assert (said.status, said.out) == (2, ""), name
        told.append(said.err.replace(str(pages.resolve()), "…").replace(str(ROOT), "…"))
    snapshot("problems-zh", "".join(told))


def test_the_language_of_a_problem(pages: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    english, chinese = "no rule matches", "没有规则与 'QQQQQQQQ' 相符"
    wrong = ("check", pages, "--select", "QQQQQQQQ")
    assert english in zz(*wrong).err
    assert chinese in zz(*wrong, "--lang", "zh").err
    (pages / "zzlint.toml").write_text("lang = 'zh'", encoding="utf-8")
    assert chinese in zz(*wrong).err, "the configuration is sound"
    assert english in zz(*wrong, "--lang", "en").err
    (pages / "zzlint.toml").write_text("lang = 'zh'\nselect = ['QQQQQQQQ']", encoding="utf-8")
    assert english in zz("check", pages).err, "a configuration that cannot be followed has no say in it"
    monkeypatch.setenv("ZZLINT_LANG", "zh")
    assert chinese in zz("check", pages).err
    assert english in zz("check", pages, "--lang", "en").err
