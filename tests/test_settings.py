"""Which rules are on, with which options, and whose word counts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import Program, python_rule, swap
from zzlint import config
from zzlint.diagnostic import Applicability
from zzlint.engine import rule_set
from zzlint.registry import registry
from zzlint.rule import Profile
from zzlint.settings import Settings, SettingsError

CODES = ("TST001", "TST002", "TST101", "TST110", "TSU001")

OPTIONS = '''
@dataclass(frozen=True)
class Options(Rule.Options):
    """Of every type."""

    yes_or_no: bool = False
    number: int = 3
    share: float = 0.5
    word: str = "字"
    words: tuple[str, ...] = ()

options: Options
profile_options = {Profile.CORPUS: {"number": 7, "word": "语料"}}
'''


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules that only have a code; TST110 has options, TSU001 is a preview and no rule of the archive's."""
    folder = tmp_path_factory.mktemp("rules")
    for code in CODES[:3]:
        python_rule(folder, code, "return ()")
    python_rule(folder, "TST110", "return ()", attributes=OPTIONS)
    python_rule(folder, "TSU001", "return ()", attributes="preview = True\nprofiles = (Profile.CORPUS,)\n")
    return folder


def on(rules: Path, **given: object) -> list[str]:
    """Which of the rules in the folder are on."""
    settings = Settings(rule_dirs=(rules,), **given).validated()  # type: ignore[arg-type]
    found = [code for code in CODES if settings.enabled(settings.registry[code])]
    names = {rule.code for rule in rule_set(settings, "a.txt").rules}
    assert found == [code for code in CODES if code in names], "what is on is what runs"
    return found


# -- selection ---------------------------------------------------------------------------------


def test_defaults(rules: Path) -> None:
    assert on(rules) == ["TST001", "TST002", "TST101", "TST110"]
    assert on(rules, preview=True) == ["TST001", "TST002", "TST101", "TST110"], "not in this profile"
    assert on(rules, preview=True, profile=Profile.CORPUS) == list(CODES)
    assert on(rules, profile=Profile.CORPUS) == ["TST001", "TST002", "TST101", "TST110"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"select": ("TST001",)}, "TST001"),
        ({"select": ("TST0",)}, "TST001 TST002"),
        ({"select": ("TST1", "TST001")}, "TST001 TST101 TST110"),
        ({"select": ("ALL",)}, "TST001 TST002 TST101 TST110"),
        ({"select": ("ALL",), "preview": True}, "TST001 TST002 TST101 TST110 TSU001"),
        ({"select": ("TSU001",)}, ""),  # a preview stays one, however it is named
        ({"select": ("TSU001",), "preview": True}, "TSU001"),
        ({"select": ("tested-tst002",)}, "TST002"),
        ({"ignore": ("TST0",)}, "TST101 TST110"),
        ({"ignore": ("tested-tst002",)}, "TST001 TST101 TST110"),
        ({"ignore": ("ALL",)}, ""),
        # the longest prefix decides, both ways
        ({"select": ("TST",), "ignore": ("TST1",)}, "TST001 TST002"),
        ({"select": ("TST1",), "ignore": ("TST",)}, "TST101 TST110"),
        ({"select": ("TST", "TST110"), "ignore": ("TST1",)}, "TST001 TST002 TST110"),
        ({"select": ("TST11",), "ignore": ("TST", "TST110")}, ""),
        ({"select": ("TST001",), "ignore": ("ALL",)}, "TST001"),
        ({"select": ("ALL",), "ignore": ("TST001", "TSU")}, "TST002 TST101 TST110"),
        ({"select": ("tested-tst001",), "ignore": ("TST",)}, "TST001"),  # a name is as long as a code
        # ignore wins where two are as long
        ({"select": ("ALL",), "ignore": ("ALL",)}, ""),
        ({"select": ("TST1",), "ignore": ("TST1",)}, ""),
        ({"select": ("TST001",), "ignore": ("tested-tst001",)}, ""),
        # extend-select
        ({"select": ("TST001",), "extend_select": ("TST110",)}, "TST001 TST110"),
        ({"extend_select": ("TSU001",), "preview": True}, "TST001 TST002 TST101 TST110 TSU001"),
        ({"extend_select": ("TST001",), "ignore": ("TST",)}, "TST001"),
        ({"extend_select": ("TST",), "ignore": ("TST001",)}, "TST002 TST101 TST110"),
    ],
)
def test_selection(given: dict[str, object], wanted: str, rules: Path) -> None:
    assert on(rules, **given) == wanted.split()


SELECTORS = ("ALL", "T", "TST", "TST0", "TST1", "TST11", *CODES, *(f"tested-{code.lower()}" for code in CODES))
selectors = st.lists(st.sampled_from(SELECTORS), max_size=5).map(tuple)


@given(selectors, selectors, selectors, st.data())
def test_the_order_of_selectors_does_not_matter(
    rules: Path, select: tuple[str, ...], ignore: tuple[str, ...], extend: tuple[str, ...], data: st.DataObject
) -> None:
    shuffled = [tuple(data.draw(st.permutations(each))) * 2 for each in (select, ignore, extend)]
    one = on(rules, select=select, ignore=ignore, extend_select=extend)
    assert one == on(rules, select=shuffled[0], ignore=shuffled[1], extend_select=shuffled[2])
    assert set(one) <= set(on(rules, select=select, extend_select=extend)), "ignoring turns nothing on"


@pytest.mark.parametrize("key", ["select", "ignore", "extend_select", "safe", "unsafe"])
@pytest.mark.parametrize(
    ("word", "meant"), [("TST01", "TST0"), ("TST009", "TST00"), ("tested-tst01", "tested-tst001"), ("tst001", "TST001")]
)
def test_selectors_there_are_not(key: str, word: str, meant: str, rules: Path) -> None:
    with pytest.raises(SettingsError, match=f"no rule matches '{word}'.*did you mean '{meant}") as refused:
        Settings(rule_dirs=(rules,), **{key: (word,)}).validated()  # type: ignore[arg-type]
    assert str(refused.value).startswith(key.replace("_", "-"))


def test_an_empty_selector(rules: Path) -> None:
    with pytest.raises(SettingsError, match="no rule matches ''"):
        Settings(rule_dirs=(rules,), select=("",)).validated()


# -- files -------------------------------------------------------------------------------------


def running(settings: Settings, name: str) -> list[str]:
    return [rule.code for rule in rule_set(settings, name).rules]


def test_per_file_ignores(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(
        rule_dirs=(rules,),
        select=("TST",),
        per_file_ignores=(("poems/*.txt", ("TST0",)), ("*.md", ("TST1", "tested-tst002")), ("/top.txt", ("ALL",))),
        root=tmp_path,
    ).validated()
    monkeypatch.chdir(tmp_path)
    everything = ["TST001", "TST002", "TST101", "TST110"]
    assert running(settings, "news/a.txt") == everything
    assert running(settings, "poems/a.txt") == ["TST101", "TST110"]
    assert running(settings, "./poems/a.txt") == ["TST101", "TST110"]
    assert running(settings, str(tmp_path / "poems" / "a.txt")) == ["TST101", "TST110"]
    assert running(settings, "poems/more/a.txt") == everything, "a pattern with a slash counts from the configuration"
    assert running(settings, "deep/down/a.md") == ["TST001"]
    assert running(settings, "poems/a.md") == ["TST001"]
    assert running(settings, "top.txt") == []
    assert running(settings, "deep/top.txt") == everything
    assert running(settings, "") == everything
    (tmp_path / "poems").mkdir()
    monkeypatch.chdir(tmp_path / "poems")
    assert running(settings, "a.txt") == ["TST101", "TST110"], "from wherever it is called"
    assert running(settings, "../news.txt") == everything


@pytest.mark.parametrize("ignored", ["ALL", "TST", "TST001", "tested-tst001"])
def test_per_file_ignores_are_the_last_word(ignored: str, rules: Path, tmp_path: Path) -> None:
    settings = Settings(
        rule_dirs=(rules,), select=("TST001",), per_file_ignores=(("poems/", (ignored,)),), root=tmp_path
    ).validated()
    assert running(settings, str(tmp_path / "poems" / "a.txt")) == [], "as in ruff: in these files it is off"
    assert running(settings, str(tmp_path / "news" / "a.txt")) == ["TST001"]


# -- options -----------------------------------------------------------------------------------


def options(rules: Path, *values: tuple[str, object], profile: Profile = Profile.ARCHIVE) -> dict[str, object]:
    """The options of TST110 as the rule sees them."""
    settings = Settings(rule_dirs=(rules,), options=(("TST110", values),), profile=profile).validated()
    (rule,) = (rule for rule in rule_set(settings).rules if rule.code == "TST110")
    return vars(rule.options)


def test_options(rules: Path) -> None:
    defaults = {"allow": (), "yes_or_no": False, "number": 3, "share": 0.5, "word": "字", "words": ()}
    assert options(rules) == defaults
    assert options(rules, ("yes-or-no", True), ("number", 4)) == {**defaults, "yes_or_no": True, "number": 4}
    assert options(rules, ("yes_or_no", True)) == {**defaults, "yes_or_no": True}
    assert options(rules, ("share", 1)) == {**defaults, "share": 1.0}, "a whole number is a number"
    assert isinstance(options(rules, ("share", 1))["share"], float)
    assert options(rules, ("words", ("甲", "乙")), ("word", "")) == {**defaults, "words": ("甲", "乙"), "word": ""}


def test_options_of_a_profile(rules: Path) -> None:
    corpus = options(rules, profile=Profile.CORPUS)
    assert (corpus["number"], corpus["word"]) == (7, "语料")
    assert options(rules, ("number", 9), profile=Profile.CORPUS)["number"] == 9, "the configuration over the profile"
    assert options(rules, profile=Profile.PUBLISH)["number"] == 3


def test_strip_is_on_in_a_corpus() -> None:
    rule = registry()["CON001"]
    strip = {profile: Settings(profile=profile).options_of(rule).strip for profile in Profile}  # type: ignore[attr-defined]
    assert strip == {Profile.ARCHIVE: False, Profile.CORPUS: True, Profile.PUBLISH: False}
    kept = Settings(profile=Profile.CORPUS, options=(("CON001", (("strip", False),)),)).validated()
    assert kept.options_of(rule).strip is False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("yes-or-no", 1, "bool is wanted, not 1"),
        ("yes-or-no", "true", "bool is wanted"),
        ("number", True, "int is wanted, not True"),
        ("number", 1.0, "int is wanted"),
        ("number", "3", "int is wanted"),
        ("share", "0.5", "float is wanted"),
        ("share", True, "float is wanted"),
        ("word", 1, "str is wanted"),
        ("word", ("字",), "str is wanted"),
        ("words", "字", "list of strings"),
        ("words", (1,), "list of strings"),
        ("words", (("字",),), "list of strings"),
        ("numbr", 1, "no such option.*did you mean 'number'"),
        ("yes-or-not", True, "no such option.*did you mean 'yes-or-no'"),
        ("q", 1, "known: allow, yes-or-no, number, share, word, words"),
    ],
)
def test_options_that_cannot_be(key: str, value: object, wanted: str, rules: Path) -> None:
    with pytest.raises(SettingsError, match=wanted) as refused:
        options(rules, (key, value))
    assert f"[rules.TST110] {key}" in str(refused.value)


def test_options_of_a_rule_without_any(rules: Path) -> None:
    with pytest.raises(SettingsError, match=r"\[rules.TST001\] x: no such option \(known: allow\)"):
        Settings(rule_dirs=(rules,), options=(("TST001", (("x", 1),)),)).validated()
    with pytest.raises(SettingsError, match=r"\[rules.TST011\]: no such rule; did you mean 'TST0"):
        Settings(rule_dirs=(rules,), options=(("TST011", ()),)).validated()


# -- trust -------------------------------------------------------------------------------------


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    folder = tmp_path / "trusted"
    for code, trust in (("TST001", "safe"), ("TST002", "unsafe"), ("TST003", "display")):
        swap(folder, code, (f"坏{code[-1]}", f"好{code[-1]}"), applicability=trust)
    return folder


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", "好1坏2坏3"),
        ('unsafe = ["TST001"]', "坏1坏2坏3"),
        ('safe = ["TST002"]', "好1好2坏3"),
        ('safe = ["tested-tst002"]', "好1好2坏3"),
        ('safe = ["ALL"]', "好1好2坏3"),  # what is never applied stays so
        ('safe = ["TST003"]', "好1坏2坏3"),
        ('unsafe = ["ALL"]', "坏1坏2坏3"),
        ('safe = ["TST002"]\nunsafe = ["TST"]', "坏1好2坏3"),
        ('safe = ["TST"]\nunsafe = ["TST001"]', "坏1好2坏3"),
        ('safe = ["TST"]\nunsafe = ["TST"]', "坏1坏2坏3"),  # in doubt, not trusted
        ('safe = ["PUN003"]\nunsafe = ["PUN"]', "好1坏2坏3"),
    ],
)
def test_trust(line: str, wanted: str, trusted: Path, tmp_path: Path, zz: Program) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "zzlint.toml").write_text(f'rule-dirs = ["{trusted}"]\nselect = ["TST"]\n{line}\n', encoding="utf-8")
    page = work / "a.txt"
    page.write_text("坏1坏2坏3", encoding="utf-8")
    assert zz("fix", page).status == 0
    assert page.read_text(encoding="utf-8") == wanted
    zz("fix", page, "--unsafe-fixes")
    assert page.read_text(encoding="utf-8") == "好1好2坏3"


def test_trust_is_what_reports_say(trusted: Path) -> None:
    settings = Settings(rule_dirs=(trusted,), unsafe=("TST001",), safe=("TST002",)).validated()
    rules = settings.registry
    assert settings.trust(rules["TST001"]) is Applicability.UNSAFE
    assert settings.trust(rules["TST002"]) is Applicability.SAFE
    assert settings.trust(rules["TST003"]) is None


# -- keys --------------------------------------------------------------------------------------


def test_every_key_of_a_configuration(tmp_path: Path, rules: Path) -> None:
    path = tmp_path / "zzlint.toml"
    path.write_text(
        f"""
        profile = "corpus"
        preview = true
        select = ["TST"]
        ignore = ["TST001"]
        extend-select = ["PUN003"]
        safe = ["TST002"]
        unsafe = ["PUN"]
        include = ["*.log"]
        exclude = ["old/"]
        force-exclude = true
        encoding = "big5"
        lang = "zh"
        rule-dirs = ["{rules}"]
        packs = []
        [per-file-ignores]
        "*.md" = ["ALL"]
        [rules.TST110]
        words = ["甲"]
        yes-or-no = true
        """,
        encoding="utf-8",
    )
    assert config.read(path) == Settings(
        profile=Profile.CORPUS,
        preview=True,
        select=("TST",),
        ignore=("TST001",),
        extend_select=("PUN003",),
        safe=("TST002",),
        unsafe=("PUN",),
        include=("*.log",),
        exclude=("old/",),
        force_exclude=True,
        encoding="big5",
        lang="zh",
        rule_dirs=(rules,),
        per_file_ignores=(("*.md", ("ALL",)),),
        options=(("TST110", (("words", ("甲",)), ("yes-or-no", True))),),
        root=tmp_path,
        source=path,
    )
