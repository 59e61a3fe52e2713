"""The schemas that the package publishes say what the program reads and writes."""

import json
import re
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.helpers import ROOT, SIMPLIFIED, Program, page, python_rule
from zzlint import config
from zzlint.settings import Settings, SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def schema(name: str) -> dict[str, Any]:
    text = resources.files("zzlint").joinpath("schema", f"{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


CONFIGURATION = schema("configuration")
OUTPUT = schema("output")


def valid(value: object, by: dict[str, Any]) -> bool:
    return bool(jsonschema.Draft202012Validator(by).is_valid(value))


@pytest.mark.parametrize("found", [CONFIGURATION, OUTPUT], ids=["configuration", "output"])
def test_they_are_schemas(found: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    references = set(re.findall(r'"\$ref": "#/\$defs/(.*?)"', json.dumps(found)))
    assert references == set(found["$defs"]), "each is used, and each that is used is there"


def test_the_package_ships_all_of_them() -> None:
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    files = set((ROOT / "zzlint").rglob("*.json"))
    assert files == {path for pattern in shipped["zzlint"] for path in (ROOT / "zzlint").glob(pattern)} & files
    assert {path.name for path in files} == {"configuration.schema.json", "output.schema.json"}


# -- configuration ---------------------------------------------------------------------------


def test_every_key_is_in_the_schema_and_no_other() -> None:
    assert set(CONFIGURATION["properties"]) == set(config._READERS)


def template() -> str:
    """The template with all its keys switched on; the codes give way to the tables [[ignore]]."""
    lines = [line for line in config.TEMPLATE.splitlines() if re.match(r'# +(\[|["a-z-]+ = )', line)]
    return "\n".join(line.removeprefix("#").strip() for line in lines if not line.startswith("# ignore = ["))


def test_the_template_is_valid_and_names_every_key() -> None:
    values = tomllib.loads(template())
    assert set(values) == set(CONFIGURATION["properties"])
    jsonschema.Draft202012Validator(CONFIGURATION).validate(values)
    assert values["ignore"][0].keys() == CONFIGURATION["$defs"]["ignored"]["properties"].keys()


def test_the_defaults_are_those_of_the_settings(tmp_path: Path) -> None:
    """What the schema calls a default changes nothing."""
    defaults = {key: found["default"] for key, found in CONFIGURATION["properties"].items() if "default" in found}
    assert set(config._READERS) - set(defaults) == {"lang"}, "the locale's"
    path = tmp_path / "zzlint.toml"
    simple = {key: value for key, value in defaults.items() if value != {}}
    path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in simple.items()), encoding="utf-8")
    assert config.read(path).digest == Settings().digest
    bare = Settings()
    found = {key: getattr(bare, key.replace("-", "_")) for key in simple}
    assert {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()} == simple


RIGHT = [
    "",
    'profile = "publish"\nlang = "zh"\nselect = ["PUN", "known-misprint", "ALL"]',
    'ignore = ["SPC"]\n[per-file-ignores]\n"a/*.txt" = ["PAR"]',
    '[[ignore]]\nrule = "PUN"\nreason = "诗行"\n[[ignore]]\nrule = "TYP002"\nreason = "原文"\npath = "*.md"\ntext = "己经"',
    '[rules.CON001]\nstrip = true\nallow = ["下转"]',
]
WRONG = [
    'profil = "publish"',
    'profile = "fast"',
    'select = "PUN"',
    "ignore = [1]",
    '[[ignore]]\nrule = "PUN"',
    '[[ignore]]\nrule = "PUN"\nreason = "诗行"\nfile = "a"',
    '[[ignore]]\nrule = 1\nreason = "诗行"',
    "preview = 1",
    'allow = [""]',
    "baseline = false",
    'lang = "fr"',
    'per-file-ignores = ["PUN"]',
    "[rules]\nCON001 = true",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_read_is_valid(text: str, tmp_path: Path) -> None:
    path = page(tmp_path, "zzlint.toml", text)
    assert config.read(path).source == path
    assert valid(tomllib.loads(text), CONFIGURATION)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_refused_is_not_valid(text: str, tmp_path: Path) -> None:
    path = page(tmp_path, "zzlint.toml", text)
    with pytest.raises(SettingsError):
        config.read(path)
    assert not valid(tomllib.loads(text), CONFIGURATION)


# -- output ----------------------------------------------------------------------------------


@pytest.fixture
def everything(tmp_path: Path) -> list[str | Path]:
    """A call that finds something of each kind: fixes, related places, notes, a crash, a file that is no text."""
    rules = python_rule(
        tmp_path / "rules",
        "TST001",
        "for start in hits.get('己', ()):\n"
        "    far = Related(Span(0, 1), self.message('found', what='远'), 'far.txt')\n"
        "    fix = self.replace(page, start, start + 1, '已', DISPLAY)\n"
        "    yield self.report((start, start + 1), 'found', what='己', fix=fix, related=(far,), confidence=1,\n"
        "                      group='己', severity=Severity.NOTE)\n"
        "if '炸' in page.text:\n"
        "    raise ValueError('boom')",
        attributes="needles = ('己', '炸')\n",
    )
    pages = tmp_path / "pages"
    page(pages, "a.txt", f"{SIMPLIFIED}自己，,\n\n\n")
    page(pages, "b.txt", "炸己\n")
    (pages / "c.txt").write_bytes(b"\0\1\2")
    return [pages, "--rules", rules, "--isolated", "--no-ledger"]


def test_json_is_valid(everything: list[str | Path], zz: Program) -> None:
    out = zz("check", *everything, "--output-format", "json").out
    jsonschema.Draft202012Validator(OUTPUT).validate(json.loads(out))
    codes = {record["code"] for record in json.loads(out)}
    assert {"TST001", "TYP002", "ZZ900", "ZZ902"} <= codes
    assert valid(json.loads(zz("check", *everything, "--output-format", "json", "--select", "SPC003").out), OUTPUT)


@pytest.mark.parametrize("what", ["check", "fix"])
def test_every_line_of_jsonl_is_valid(what: str, everything: list[str | Path], zz: Program) -> None:
    lines = [json.loads(line) for line in zz(what, *everything, "--output-format", "jsonl").out.splitlines()]
    assert len(lines) > 3
    assert list(lines[-1]) == ["summary"]
    for line in lines:
        jsonschema.Draft202012Validator(OUTPUT).validate(line)


def test_records_are_valid(tmp_path: Path, zz: Program) -> None:
    path = page(tmp_path, "all.jsonl", '{"id": "一", "text": "渡口己经开航。"}\n{"text": "渡口己经开航，，"}\n')
    found = json.loads(zz("check", path, "--isolated", "--output-format", "json").out)
    jsonschema.Draft202012Validator(OUTPUT).validate(found)
    assert {record["record"]["line"] for record in found} == {1, 2}
    assert found[0]["record"] == {"id": "一", "line": 1, "part": None, "start": 0}


FINDING = {
    "code": "TST001",
    "name": "tested-tst001",
    "message": "",
    "filename": "a.txt",
    "record": None,
    "severity": "warning",
    "confidence": None,
    "group": None,
    "location": {"row": 1, "column": 1},
    "end_location": {"row": 1, "column": 1},
    "span": {"start": 0, "end": 0},
    "fix": None,
    "related": [],
    "fingerprint": "0123456789abcdef",
    "url": None,
}


def test_a_key_that_is_missing_or_unknown_is_not_valid() -> None:
    assert valid([FINDING], OUTPUT)
    for key in FINDING:
        assert not valid([{name: value for name, value in FINDING.items() if name != key}], OUTPUT)
    assert not valid([{**FINDING, "more": 1}], OUTPUT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"severity": "fatal"},
        {"confidence": 2},
        {"location": {"row": 0, "column": 1}},
        {"span": {"start": -1, "end": 0}},
        {"fix": {"applicability": "safe", "message": None, "edits": []}},
        {"record": {"id": 1, "line": 1, "part": None, "start": 0}},
        {"record": {"id": "1", "line": 1, "part": None}},
        {"code": "tst001"},
        {"related": [{"filename": "a.txt"}]},
    ],
)
def test_a_value_of_another_kind_is_not_valid(wrong: dict[str, Any]) -> None:
    assert not valid({**FINDING, **wrong}, OUTPUT)
