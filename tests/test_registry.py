"""Three doors for rules, and what is refused at them."""

import json
import textwrap
from pathlib import Path

import pytest

from tests.helpers import Program, pattern, python_rule, swap
from zzlint.diagnostic import Applicability
from zzlint.packs import PatternRule, SwapRule
from zzlint.registry import RegistryError, registry
from zzlint.rule import ErrorClass, Rule
from zzlint.testing import failures, findings, fixed

BUILT_IN = {"CON001", "DUP001", "PAR001", "PUN003"}


def own(folder: Path) -> list[str]:
    """The codes that a folder adds to the built-in ones."""
    return [code for code in registry((folder,)) if code not in registry()]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


# -- built in ----------------------------------------------------------------------------------


def test_built_in_rules() -> None:
    rules = registry()
    assert set(rules) >= BUILT_IN
    assert list(rules) == sorted(rules)
    assert len(rules) == len({rule.name for rule in rules.values()}), "names are selectors too"
    for code, rule in rules.items():
        assert rule.code == code
        assert issubclass(rule, Rule)
        assert rule.__module__.startswith("zzlint_rules.") or issubclass(rule, (SwapRule, PatternRule))
    assert {code[:3] for code in BUILT_IN} <= set(rules.families)
    assert registry() is rules, "found once for a process"


# -- folders -----------------------------------------------------------------------------------


def test_folder_with_folders(tmp_path: Path) -> None:
    python_rule(tmp_path, "TST001", "return ()")
    python_rule(tmp_path / "deep" / "er", "TST002", "return ()")
    swap(tmp_path / "deep", "TST003", ("甲", "乙"))
    python_rule(tmp_path / "with blank", "TST004", "return ()")
    assert own(tmp_path) == ["TST001", "TST002", "TST003", "TST004"]


def test_what_is_no_rule_is_passed_over(tmp_path: Path) -> None:
    python_rule(tmp_path, "TST001", "return ()")
    for name in ("_helper.py", "__init__.py", ".hidden.py", "notes.md", "words.tsv", "_table.toml", "old.py.bak"):
        (tmp_path / name).write_text("raise SystemExit('must not be read')", encoding="utf-8")
    for name in ("_private", ".git", "rules.egg-info", "__pycache__"):
        write(tmp_path / name / "rule.py", "raise SystemExit('must not be read')")
    write(tmp_path / "constants.py", "NUMBER = 1\n")
    assert own(tmp_path) == ["TST001"]


def test_relative_imports_inside_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "_shared.py", "from zzlint.rule import Rule\nWORDS = ('己经',)\n\n\nclass Base(Rule):\n    pass\n")
    for folder, dots in ((tmp_path, "."), (tmp_path / "sub", "..")):
        code = "TST001" if dots == "." else "TST002"
        python_rule(folder, code, "return ()", attributes="needles = WORDS\n")
        path = folder / f"{code.lower()}.py"
        source = path.read_text(encoding="utf-8").replace("Tested(Rule)", "Tested(Base)")
        path.write_text(f"from {dots}_shared import WORDS, Base\n{source}", encoding="utf-8")
    assert own(tmp_path) == ["TST001", "TST002"], "the base class is no rule, and no rule counts twice"
    assert registry((tmp_path,))["TST002"].needles == ("己经",)


def test_several_rules_in_one_file(tmp_path: Path) -> None:
    python_rule(tmp_path, "TST001", "return ()")
    second = (
        (tmp_path / "tst001.py").read_text(encoding="utf-8").replace("TST001", "TST002").replace("Tested(", "Second(")
    )
    with (tmp_path / "tst001.py").open("a", encoding="utf-8") as file:
        file.write(second.split("from zzlint.rule import *")[1].replace("tested-tst001", "tested-tst002"))
    assert own(tmp_path) == ["TST001", "TST002"]


def test_folders_do_not_know_each_other(tmp_path: Path) -> None:
    one = python_rule(tmp_path / "one", "TST001", "return ()")
    two = python_rule(tmp_path / "two", "TST002", "return ()")
    (one / "tst001.py").rename(one / "same.py")
    (two / "tst002.py").rename(two / "same.py")
    assert {"TST001", "TST002"} <= set(registry((one, two)))
    assert "TST002" not in registry((one,))
    assert "TST001" not in registry()


def test_the_same_folder_by_two_names(tmp_path: Path) -> None:
    folder = python_rule(tmp_path / "one", "TST001", "return ()")
    assert "TST001" in registry((folder, tmp_path / "one" / ".." / "one"))


def test_folder_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="nowhere: no such folder"):
        registry((tmp_path / "nowhere",))
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RegistryError, match="file: no such folder"):
        registry((tmp_path / "file",))


# -- refused rules -----------------------------------------------------------------------------

REFUSED = {
    "no docstring": (
        '    """A rule of the tests.\n\n    ## Why is this bad?\n    It is not.\n    """\n',
        "",
        "no docstring",
    ),
    "lower case": ("'TST001'", "'tst001'", "three digits"),
    "four digits": ("'TST001'", "'TST0001'", "three digits"),
    "one letter": ("'TST001'", "'T001'", "three digits"),
    "six letters": ("'TST001'", "'TSTTST001'", "three digits"),
    "digits of another script": ("'TST001'", "'TST００１'", "three digits"),
    "a code that is no string": ("'TST001'", "1", "three digits"),
    "a code of the engine's": ("'TST001'", "'ZZ123'", "belong to the engine"),
    "ZZ900": ("'TST001'", "'ZZ900'", "belong to the engine"),
    "ZZ and more": ("'TST001'", "'ZZT123'", "belong to the engine"),
    "a name with blanks": ("'tested-tst001'", "'tested rule'", "kebab-case"),
    "a name with capitals": ("'tested-tst001'", "'Tested'", "kebab-case"),
    "a name that is no string": ("'tested-tst001'", "None", "kebab-case"),
    **{
        f"no {attribute}": (f"    {attribute} = ", f"    no_{attribute} = ", f"has no {attribute}")
        for attribute in ("code", "name", "title", "messages", "error_class", "bad", "good")
    },
}


@pytest.mark.parametrize(("old", "new", "wanted"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(old: str, new: str, wanted: str, tmp_path: Path) -> None:
    python_rule(tmp_path, "TST001", "return ()")
    path = tmp_path / "tst001.py"
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RegistryError, match=wanted) as refused:
        registry((tmp_path,))
    assert "tst001.py" in str(refused.value)


@pytest.mark.parametrize("code", ["TST001", "PUN003"])
def test_a_code_that_is_taken(code: str, tmp_path: Path) -> None:
    one = python_rule(tmp_path / "one", "TST001", "return ()")
    two = swap(tmp_path / "two", code, ("甲", "乙"))
    with pytest.raises(RegistryError, match=f"two rules have the code {code}") as refused:
        registry((one, two))
    assert f"{code.lower()}.toml" in str(refused.value), "a pack is named by its file"


# -- packs -------------------------------------------------------------------------------------

SWAP = """
    code = "TST001"
    name = "house-misprint"
    title = { zh = "本社常见误字", en = "a misprint of this house" }
    why = "It is never right."
    error-class = "number"

    [[swap]]
    wrong = "己经"
    right = "已经"
    unless = ["自己经手", "己经历"]
    bad = ["他己经到了。"]
    good = ["他自己经手。", "自己经历。"]

    [[swap]]
    wrong = "那末"
    right = "那么"
    applicability = "unsafe"
    bad = ["那末怎么办？"]
    good = ["那么怎么办？"]

    [[swap]]
    wrong = "口口"
    right = "□□"
    applicability = "display"
    bad = ["张口口同志"]
    good = ["口"]
"""
PATTERN = """
    code = "TST002"
    name = "old-numeral"
    title = { zh = "旧字", en = "an old character" }
    why = "It is not looked for."

    [[pattern]]
    regex = '第(\\d{1,4})囬'
    replace = '第\\1回'
    message = { zh = "囬", en = "囬 is 回, in {found}" }
    bad = ["第12囬"]
    good = ["第12回"]

    [[pattern]]
    regex = "^■"
    message = { zh = "行首", en = "at the beginning of a line" }
    bad = ["■甲"]
    good = ["甲■"]
"""


def pack(folder: Path, text: str) -> type[Rule]:
    write(folder / "pack.toml", text)
    (code,) = own(folder)
    return registry((folder,))[code]


def test_a_pack_that_was_called_otherwise(tmp_path: Path) -> None:
    pack(tmp_path, 'former = ["OLD001", "old-misprint"]\n' + SWAP)
    rules = registry((tmp_path,))
    assert set(rules.former) >= {"OLD001", "old-misprint"}
    assert rules.former["OLD001"] is rules.former["old-misprint"] is rules[own(tmp_path)[0]]


def test_pack_of_swaps(tmp_path: Path) -> None:
    rule = pack(tmp_path, SWAP)
    assert issubclass(rule, SwapRule)
    assert rule.title == ("本社常见误字", "a misprint of this house")
    assert rule.error_class is ErrorClass.NUMBER
    assert "It is never right." in (rule.__doc__ or "")
    assert list(failures(rule, bad=3, good=2)) == []
    text = "自己经手的事己经完了，那末，自己经历，己经，己经历。$己经$ 己"
    said = findings(rule(), text)
    assert [item.span.start for item in said] == [6, 11, 19]
    assert [item.fix.applicability for item in said if item.fix] == [
        Applicability.SAFE,
        Applicability.UNSAFE,
        Applicability.SAFE,
    ]
    assert said[0].message.render("en") == "己经 should be 已经"
    assert said[0].message.render("zh") == "“己经”应为“已经”"


def test_pack_of_patterns(tmp_path: Path) -> None:
    rule = pack(tmp_path, PATTERN)
    assert issubclass(rule, PatternRule)
    assert list(failures(rule, bad=2, good=2)) == []
    text = "第3囬，第囬，第45囬\n■甲■\n■"
    said = findings(rule(), text)
    assert [(item.span.start, item.span.end) for item in said] == [(0, 3), (7, 11), (12, 13), (16, 17)]
    assert said[1].message.render("en") == "囬 is 回, in 第45囬"
    assert said[2].fix is None
    assert fixed(rule(), text) == "第3回，第囬，第45回\n■甲■\n■"
    assert said[0].fix is not None
    assert said[0].fix.applicability is Applicability.UNSAFE, "unless the pack says otherwise"


HEAD = 'code = "TST001"\nname = "n"\ntitle = { zh = "题", en = "t" }\nwhy = "w"\n'
ENTRY = '[[swap]]\nwrong = "甲"\nright = "乙"\nbad = ["甲"]\ngood = ["丙"]\n'
MATCH = '[[pattern]]\nregex = "甲"\nmessage = { zh = "m", en = "m" }\nbad = ["甲"]\ngood = ["丙"]\n'

BROKEN = {
    "no TOML": ("code = ", "pack.toml"),
    "empty": ("", "either"),
    "no entries": (HEAD, "either"),
    "entries of both kinds": (HEAD + ENTRY + MATCH, "either"),
    "no code": (HEAD.replace("code", "#") + ENTRY, "'code' is missing"),
    "no name": (HEAD.replace("name", "#") + ENTRY, "'name' is missing"),
    "no title": (HEAD.replace("title", "#") + ENTRY, "'title' is missing"),
    "no reason": (HEAD.replace("why", "#") + ENTRY, "'why' is missing"),
    "title in one language": (HEAD.replace('zh = "题", ', "") + ENTRY, "zh"),
    "title that is no table": (HEAD.replace('{ zh = "题", en = "t" }', '"t"') + ENTRY, "title"),
    "title of numbers": (HEAD.replace('"题"', "1") + ENTRY, "title"),
    "code that is no string": (HEAD.replace('"TST001"', "1") + ENTRY, "code: a string"),
    "bad code": (HEAD.replace("TST001", "tst1") + ENTRY, "three digits"),
    "code of the engine": (HEAD.replace("TST001", "ZZ100") + ENTRY, "belong to the engine"),
    "unknown error class": (HEAD + 'error-class = "nonsense"\n' + ENTRY, "nonsense"),
    "unknown key of the pack": (HEAD + "wrong = 1\n" + ENTRY, "unknown key 'wrong'"),
    "unknown key of an entry": (HEAD + ENTRY + "unles = []\n", "entry 1: unknown key 'unles'"),
    "unknown key of the second entry": (HEAD + ENTRY + ENTRY.replace("甲", "丁") + "x = 1\n", "entry 2"),
    "no wrong": (HEAD + ENTRY.replace("wrong", "#"), "'wrong' is missing"),
    "no right": (HEAD + ENTRY.replace("right", "#"), "'right' is missing"),
    "empty wrong": (HEAD + ENTRY.replace('wrong = "甲"', 'wrong = ""'), "entry 1"),
    "wrong that is no string": (HEAD + ENTRY.replace('wrong = "甲"', "wrong = 1"), "entry 1"),
    "right is wrong": (HEAD + ENTRY.replace('right = "乙"', 'right = "甲"'), "entry 1"),
    "right that is no string": (HEAD + ENTRY.replace('right = "乙"', "right = 1"), "entry 1"),
    "the same wrong twice": (HEAD + ENTRY + ENTRY, "entry 2"),
    "unless that is no list": (HEAD + ENTRY + 'unless = "甲乙"\n', "unless"),
    "unless without the wrong": (HEAD + ENTRY + 'unless = ["丁"]\n', "unless"),
    "unknown applicability": (HEAD + ENTRY + 'applicability = "sure"\n', "sure"),
    "no bad examples": (HEAD + ENTRY.replace('["甲"]', "[]"), "a bad and a good example are wanted"),
    "no good examples": (HEAD + ENTRY.replace('["丙"]', "[]"), "a bad and a good example are wanted"),
    "examples left out": (HEAD + ENTRY.replace("good", "#"), "'good' is missing"),
    "examples that are no list": (HEAD + ENTRY.replace('["甲"]', '"甲"'), "bad"),
    "swap that is no list": (HEAD + 'swap = "甲"\n', "swap"),
    "no regular expression": (HEAD + MATCH.replace('"甲"\nm', '"("\nm'), "entry 1"),
    "a pattern that is no string": (HEAD + MATCH.replace('"甲"\nm', "1\nm"), "entry 1"),
    "a group there is not": (HEAD + MATCH + "replace = '\\7'\n", "entry 1"),
    "no message": (HEAD + MATCH.replace("message", "#"), "'message' is missing"),
    "message that is no table": (HEAD + MATCH.replace('{ zh = "m", en = "m" }', '"m"'), "message"),
    "message with another argument": (HEAD + MATCH.replace('en = "m"', 'en = "{what}"'), "message"),
    "message with an open brace": (HEAD + MATCH.replace('zh = "m"', 'zh = "{"'), "message"),
    "bytes that are no UTF-8": (HEAD + ENTRY + "# \udcff", "pack.toml"),
}


@pytest.mark.parametrize(("text", "wanted"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_pack(text: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RegistryError) as refused:
        registry((tmp_path,))
    assert "pack.toml" in str(refused.value)
    assert wanted in str(refused.value)


def test_pack_that_cannot_be_read(tmp_path: Path, zz: Program) -> None:
    (tmp_path / "pack.toml").symlink_to("nowhere")
    said = zz("rule", "--rules", tmp_path)
    assert said.status == 2
    assert "pack.toml" in said.err
    assert "Traceback" not in said.err


def test_helpers_write_packs(tmp_path: Path) -> None:
    swap(tmp_path, "TST001", ('"\\', "\t"))
    pattern(tmp_path, "TST002", "坏", "好")
    assert own(tmp_path) == ["TST001", "TST002"]
    assert fixed(registry((tmp_path,))["TST001"](), 'a"\\') == "a\t"


# -- installed packs ---------------------------------------------------------------------------


def distribution(folder: Path, name: str, code: str, target: str = "") -> Path:
    """A pack as pip installs it; ``folder`` is to be put on the path."""
    python_rule(folder / f"{name}_rules" / "family", code, "return ()")
    write(folder / f"{name}_rules" / "__init__.py", "")
    swap(folder / f"{name}_rules", f"{code[:-1]}9", ("甲", "乙"))
    info = folder / f"{name}-1.0.dist-info"
    write(info / "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    write(info / "entry_points.txt", f"[zzlint.rules]\n{name} = {target or f'{name}_rules'}\n")
    return folder


def test_an_installed_pack_is_on_when_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zz: Program) -> None:
    monkeypatch.syspath_prepend(distribution(tmp_path / "site", "gazetteer", "GAZ001"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    assert "GAZ001" not in zz("rule").out, "off until it is named"
    write(work / "zzlint.toml", 'packs = ["gazetteer"]\nselect = ["GAZ"]')
    write(work / "a.txt", "甲\n")
    assert {"GAZ001", "GAZ009"} <= set(registry((), ("gazetteer",)))
    said = zz("check", ".", "--output-format", "json")
    assert said.status == 1
    assert [record["code"] for record in json.loads(said.out)] == ["GAZ009"]
    assert "GAZ001" in zz("rule").out
    assert "GAZ001" not in zz("rule", "--isolated").out, "isolated: no pack"


def test_installed_packs_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    distribution(folder, "lost", "LOA001", "no_such_module")
    distribution(folder, "single", "LOB001", "single_module")
    distribution(folder, "exits", "LOC001", "exits_at_import")
    write(folder / "single_module.py", "")
    write(folder / "exits_at_import.py", "raise SystemExit(0)")
    monkeypatch.syspath_prepend(folder)
    for name, wanted in (
        ("lost", "cannot be loaded: ModuleNotFoundError"),
        ("single", "must name a package"),
        ("exits", "cannot be loaded: SystemExit"),
        ("absent", r"not installed \(installed: .*lost"),
    ):
        with pytest.raises(RegistryError, match=wanted) as refused:
            registry((), (name,))
        assert repr(name) in str(refused.value)
