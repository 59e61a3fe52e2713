"""Findings that are not to be heard: ignore entries and allowed words; former names of rules."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import Program, page, python_rule, two_rules
from tests.texts import texts
from zzlint import check_text, config
from zzlint.cache import key_of
from zzlint.edits import splice
from zzlint.engine import rule_set
from zzlint.fixer import fix
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY, Task, examine
from zzlint.registry import RegistryError
from zzlint.report import FileReport, Muted
from zzlint.settings import Ignore, Settings, SettingsError

TEXT = "大桥己经完工，，他己经走了。\n\n自已的书，，很好。\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_rules(tmp_path_factory.mktemp("rules"))


Made = Callable[..., Settings]


@pytest.fixture
def made(own: Path, tmp_path: Path) -> Made:
    """Settings with both rules and what is given."""

    def make(**given: object) -> Settings:
        return Settings(select=("TST",), rule_dirs=(own,), root=tmp_path, **given).validated()  # type: ignore[arg-type]

    return make


def examined(text: str, settings: Settings, name: str = "a.txt", fixing: bool = False) -> FileReport:
    return examine(from_text(text, name), settings, SAFE_ONLY if fixing else ())


def heard(text: str, settings: Settings, name: str = "a.txt") -> list[tuple[str, int]]:
    """Codes and places of the findings."""
    return [(item.code, item.span.start) for item in examined(text, settings, name).findings]


def test_everything_is_heard_without_entries(made: Made) -> None:
    report = examined(TEXT, made())
    assert [(item.code, item.span.start) for item in report.findings] == [
        ("TST001", 2),
        ("TST002", 6),
        ("TST001", 9),
        ("TST001", 16),
        ("TST002", 20),
    ]
    assert report.muted == ()


# -- ignore entries ----------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["TST002", "OLD002", "twin-comma", "tested-tst002"])
def test_a_rule_is_ignored(rule: str, made: Made) -> None:
    report = examined(TEXT, made(ignores=(Ignore(rule, "A house style."),)))
    assert {item.code for item in report.findings} == {"TST001"}
    assert report.muted == (Muted("TST002", "ignore", "1"),) * 2


@pytest.mark.parametrize("rule", ["TST", "ALL"])
def test_many_rules_are_ignored(rule: str, made: Made) -> None:
    assert heard(TEXT, made(ignores=(Ignore(rule, "A house style."),))) == []


def test_where_a_text_stands(made: Made) -> None:
    settings = made(ignores=(Ignore("TST001", "A name.", text="桥己经"), Ignore("TST", "A title.", text="书，，")))
    assert heard(TEXT, settings) == [("TST002", 6), ("TST001", 9), ("TST001", 16)]
    assert examined(TEXT, settings).muted == (Muted("TST001", "ignore", "1"), Muted("TST002", "ignore", "2"))
    assert heard(TEXT, made(ignores=(Ignore("TST001", "A name.", text="己"),))) == [
        ("TST002", 6),
        ("TST001", 16),
        ("TST002", 20),
    ], "a part of the finding overlaps it, too"
    assert len(heard(TEXT, made(ignores=(Ignore("TST001", "A name.", text="大桥"),)))) == 5, "beside it is not on it"


def test_in_the_files_of_a_path(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = made(ignores=(Ignore("TST001", "Verse.", path="poems/*.txt"), Ignore("TST002", "Old.", path="*.md")))
    monkeypatch.chdir(tmp_path)
    codes = {name: {code for code, _ in heard(TEXT, settings, name)} for name in ("a.txt", "poems/a.txt", "poems/a.md")}
    assert codes == {"a.txt": {"TST001", "TST002"}, "poems/a.txt": {"TST002"}, "poems/a.md": {"TST001"}}
    assert {code for code, _ in heard(TEXT, settings, str(tmp_path / "poems" / "a.txt"))} == {"TST002"}
    assert len(heard(TEXT, settings, "")) == 5, "a text without a name is in no folder"


def test_what_is_ignored_is_not_fixed(made: Made) -> None:
    settings = made(ignores=(Ignore("TST001", "A name.", text="大桥己经"),))
    report = examined(TEXT, settings, fixing=True)
    assert report.page is not None
    assert report.page.text == "大桥己经完工，他已经走了。\n\n自己的书，很好。\n"
    assert report.findings == ()
    assert report.muted == (Muted("TST001", "ignore", "1"),)


def test_rules_for_files_are_set_up_once(made: Made, tmp_path: Path) -> None:
    settings = made(ignores=(Ignore("TST001", "Verse.", path="poems/*.txt"),))
    one, other = (rule_set(settings, str(tmp_path / "poems" / name)) for name in ("a.txt", "b.txt"))
    assert one is other
    assert rule_set(settings, "a.txt") is rule_set(settings, "b.txt") is not one
    assert rule_set(settings, "a.txt").rules is one.rules


def test_what_is_remembered_depends_on_the_entries(made: Made, tmp_path: Path) -> None:
    plain, entry = made(), Ignore("TST001", "Verse.", path="poems/*.txt")
    several = [plain, made(ignores=(entry,)), made(ignores=(entry._replace(text="己经"),)), made(allow=("己经",))]
    assert len({settings.digest for settings in several}) == 4
    assert plain.digest == made(baseline="known.jsonl").digest, "a baseline hides what was remembered"
    inside, outside = (Task(str(tmp_path / name), several[1]) for name in ("poems/a.txt", "a.txt"))
    assert key_of(inside, b"", "") != key_of(outside, b"", "")


BROKEN = {
    "no rule": ('reason = "r"', "entry 1: 'rule' is missing"),
    "no reason": ('rule = "TST001"', "entry 1: 'reason' is missing"),
    "an empty reason": ('rule = "TST001"\nreason = " "', "entry 1: reason: a sentence is wanted"),
    "unknown key": ('rule = "TST001"\nreason = "r"\npth = "*.txt"', "entry 1: unknown key 'pth'; did you mean 'path'"),
    "unknown rule": ('rule = "TST01"\nreason = "r"', "entry 1: rule: no rule matches 'TST01'; did you mean 'TST0"),
    "no string": ('rule = "TST001"\nreason = 1', "entry 1: reason: a string is wanted, not 1"),
    "no pattern": ('rule = "TST001"\nreason = "r"\npath = "[z-a]"', "entry 1: path: '[z-a]' is no pattern"),
    "two lines": ('rule = "TST001"\nreason = "r"\ntext = "a\\nb"', "entry 1: text: a text within one line"),
}


@pytest.mark.parametrize(("entry", "wanted"), BROKEN.values(), ids=BROKEN.keys())
def test_entries_that_cannot_be(entry: str, wanted: str, own: Path, tmp_path: Path) -> None:
    good = '[[ignore]]\nrule = "TST002"\nreason = "r"\n'
    path = page(tmp_path, "zzlint.toml", f'rule-dirs = ["{own}"]\n{good}[[ignore]]\n{entry}\n')
    with pytest.raises(SettingsError) as refused:
        config.read(path)
    said = str(refused.value)
    assert str(path) in said
    assert "ignore" in said
    assert wanted.replace("entry 1", "entry 2") in said
    assert "第 2 条" in refused.value.render("zh")


def test_entries_and_codes_in_one_list(own: Path, tmp_path: Path) -> None:
    entry = '{ rule = "TST001", text = "己经", reason = "r" }'
    settings = config.read(page(tmp_path, "zzlint.toml", f'rule-dirs = ["{own}"]\nignore = ["TST002", {entry}]\n'))
    assert settings.ignore == ("TST002",)
    assert settings.ignores == (Ignore("TST001", "r", text="己经"),)
    path = page(tmp_path, "both.toml", 'ignore = ["TST002"]\n[[ignore]]\nrule = "TST001"\nreason = "r"\n')
    with pytest.raises(SettingsError, match=r"not valid TOML.*cannot stand side by side"):
        config.read(path)


# -- allowed words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "muted"),
    [
        ("己经", [2, 9]),
        ("大桥己经", [2]),
        ("己", [2, 9]),  # half of what is found
        ("己经完工，", [2, 6]),
        ("己经完工，，", [2, 6]),
        ("大桥", []),
        ("走了", []),
        ("很坏", []),
    ],
)
def test_an_allowed_word(word: str, muted: Sequence[int], made: Made) -> None:
    everything = heard(TEXT, made())
    left = heard(TEXT, made(allow=("不相干", word)))
    assert [start for code, start in everything if (code, start) not in left] == list(muted)
    assert set(examined(TEXT, made(allow=(word,))).muted) <= {
        Muted(code, "allow", word) for code in ("TST001", "TST002")
    }


def test_a_word_at_the_edge_of_what_is_found() -> None:
    settings = Settings(select=("PUN003",), allow=("完工，",))
    assert check_text("大桥完工，，", settings=settings) == [], "half of it"
    assert len(check_text("大桥完工，，，", settings=settings)) == 1, "a third of it"


def test_a_word_for_one_rule(made: Made) -> None:
    settings = made(options=(("TST001", (("allow", ("己经完工，，",)),)),))
    assert heard(TEXT, settings) == [("TST002", 6), ("TST001", 9), ("TST001", 16), ("TST002", 20)]
    assert heard(TEXT, made(options=(("OLD002", (("allow", ("工，，",)),)),))) == [
        ("TST001", 2),
        ("TST001", 9),
        ("TST001", 16),
        ("TST002", 20),
    ], "under the former code of the rule"


def test_a_word_does_not_mute_a_loop_that_holds_it() -> None:
    text = "渌口区今年新建了十二所学校，新增一万多个学位。\n\n" * 4
    plain = check_text(text)
    assert {item.code for item in plain} >= {"LOS001"}
    assert check_text(text, settings=Settings(allow=("渌口区",))) == plain


@pytest.mark.parametrize("word", ["", "己\n经"])
def test_words_that_cannot_be(word: str, made: Made) -> None:
    with pytest.raises(SettingsError, match="allow: a text within one line is wanted"):
        made(allow=(word,))
    with pytest.raises(SettingsError, match=r"\[rules.TST001\] allow: a text within one line is wanted"):
        made(options=(("TST001", (("allow", (word,)),)),))


def test_words_from_a_configuration(own: Path, tmp_path: Path) -> None:
    text = f'rule-dirs = ["{own}"]\nselect = ["TST"]\nallow = ["己经"]\n[rules.TST001]\nallow = ["自已"]\n'
    settings = config.read(page(tmp_path, "zzlint.toml", text))
    assert heard(TEXT, settings) == [("TST002", 6), ("TST002", 20)]


@given(texts, st.data())
@hypothesis_settings(max_examples=150, deadline=None)
def test_rechecking_what_an_edit_can_reach_is_checking_all(text: str, data: st.DataObject) -> None:
    """With entries as without; an edit leaves alone what is not prose, as those of rules do."""
    assume(not set(text) & set("`<>$[]"))
    words = ("，，", "己经", "的 ", "“")
    ignores = (Ignore("PUN", "r", text="。"), Ignore("SPC", "r"), Ignore("TYP002", "r", text="己"))
    rules = rule_set(Settings(preview=True, select=("ALL",), allow=words, ignores=ignores))
    commented = f"<!-- zzlint-disable-next-line PUN -->\n{text}\n<!-- zzlint-disable TYP -->\n{text}"
    before = from_text(commented, "page.md")
    said = rules.check(before)
    first = commented.index(text)
    places = sorted(data.draw(st.lists(st.integers(first, first + len(text)), max_size=4, unique=True)))
    edits = [
        rules.rules[0].edit(before, start, end, data.draw(st.sampled_from(["", "，", "\n", "己经", "字"])))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    after = before.replaced(splice(commented, edits), edits)
    fresh = rules.check(after)
    again = rules.recheck(after, before, said, edits)
    assert (again.findings, again.silenced) == (fresh.findings, fresh.silenced)
    assert again.muted == said.muted
    assert not fix(before, rules, SAFE_ONLY).left.crashes


# -- former names -----------------------------------------------------------------------------


def test_former_names_are_told_once(pages: Path, own: Path, zz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pages)
    page(pages, "zzlint.toml", f'rule-dirs = ["{own}"]\nselect = ["OLD002"]\n')
    page(pages, "sub/a.txt", TEXT)
    page(pages, "b.md", f"<!-- zzlint-disable-next-line OLD002 -->\n{TEXT}")
    for more in ((), ("--output-format", "json"), ("--extend-select", "OLD002")):
        said = zz("check", ".", *more)
        assert said.status == 1
        assert said.err.splitlines() == ["OLD002 is now TST002; write that instead"]
    assert zz("check", ".", "-q").err == ""
    said = zz("check", ".", "--ignore", "twin-comma")
    assert said.status == 0
    assert "twin-comma is now tested-tst002; write that instead" in said.err.splitlines()
    said = zz("rule", "OLD002")
    assert said.err == "OLD002 is now TST002; write that instead\n"
    assert said.out.startswith("TST002 tested-tst002:")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("select", ("OLD002",)),
        ("extend_select", ("twin-comma",)),
        ("per_file_ignores", (("*.md", ("OLD002",)),)),
        ("options", (("OLD002", (("allow", ("词",)),)),)),
        ("ignores", (Ignore("OLD002", "r"),)),
    ],
)
def test_former_names_mean_the_rule_everywhere(key: str, value: object, made: Made) -> None:
    settings = replace(made(), **{key: value}).validated()  # type: ignore[arg-type]
    assert settings.renamed in ({"OLD002": "TST002"}, {"twin-comma": "tested-tst002"})
    assert settings.enabled(settings.registry["TST002"])


@pytest.mark.parametrize("former", ["('TST001',)", "('tested-tst001',)", "('TST009',)", "('tested-tst009',)"])
def test_a_former_name_that_is_taken(former: str, tmp_path: Path) -> None:
    folder = python_rule(tmp_path, "TST001", "return ()")
    python_rule(folder, "TST008", "return ()", attributes="former = ('TST009', 'tested-tst009')\n")
    python_rule(folder, "TST002", "return ()", attributes=f"former = {former}\n")
    with pytest.raises(RegistryError, match=r"TST00[28] was 't.*' once|TST00[28] was 'TST00[19]' once"):
        Settings(rule_dirs=(folder,)).validated()


def test_a_former_name_is_a_list(tmp_path: Path) -> None:
    folder = python_rule(tmp_path, "TST001", "return ()", attributes="former = 'TST009'\n")
    with pytest.raises(RegistryError, match="former must be a list"):
        Settings(rule_dirs=(folder,)).validated()
