"""Entries of a configuration that mute nothing are told, where all that they could be about was looked at."""

from pathlib import Path

import pytest

from tests.helpers import MISPRINT, SOUND, Program, page, two_rules

HEAD = 'rule-dirs = ["{rules}"]\nselect = ["TST"]\n'
TWIN = "大桥通车，，很好。\n"


@pytest.fixture
def own(pages: Path, tmp_path: Path) -> Path:
    """TST001 writes 已经, TST002 one comma for two: a file for each, and the folder of both."""
    two_rules(tmp_path / "own")
    page(pages, "1.txt", SOUND)
    page(pages, "3.txt", MISPRINT)
    page(pages, "sub/4.txt", TWIN)
    return pages


def configured(own: Path, text: str, head: str = HEAD) -> None:
    page(own, "zzlint.toml", head.format(rules=own.parent / "own") + text)


def entry(rule: str, path: str = "", text: str = "") -> str:
    path, text = (f'{key} = "{value}"\n' if value else "" for key, value in (("path", path), ("text", text)))
    return f'[[ignore]]\nrule = "{rule}"\n{path}{text}reason = "As printed."\n'


def told(zz: Program, *arguments: str | Path) -> list[str]:
    """What is said of entries, without the path of the configuration."""
    lines = zz("check", *arguments).err.splitlines()
    assert all(line.startswith("zzlint.toml: ") for line in lines), lines
    return [line.removeprefix("zzlint.toml: ").removesuffix("; take it out") for line in lines]


def test_every_entry_that_mutes_nothing(own: Path, zz: Program) -> None:
    configured(
        own,
        entry("TST001")  # in use
        + entry("TST002", path="gone/*.txt")
        + entry("TST002", text="从不出现")
        + entry("TST001", path="3.txt")  # the first entry does it all
        + entry("PUN003"),  # a rule that the configuration leaves out
    )
    useless = [f"[[ignore]] entry {number} ({rule}) ignores nothing" for number, rule in
               ((2, "TST002"), (3, "TST002"), (4, "TST001"), (5, "PUN003"))]  # fmt: skip
    assert told(zz, ".") == useless
    assert told(zz, ".", "--jobs", "2", "--no-cache") == useless
    assert zz("check", ".", "--output-format", "json").err == zz("check", ".", "-q").err == ""


def test_every_word_that_mutes_nothing(own: Path, zz: Program) -> None:
    configured(
        own,
        '[rules.TST001]\nallow = ["己经", "车，，"]\n[rules.OLD002]\nallow = ["车，，", "不见"]\n',
        head=HEAD + 'allow = ["桥己经", "从不", "出现"]\n',
    )
    assert (
        zz("check", ".").err.splitlines()
        == [
            "zzlint.toml: allow: words that mute nothing; take them out: 从不, 出现",
            "zzlint.toml: [rules.TST001] allow: words that mute nothing; take them out: 己经, 车，，",  # the first of two words does
            "zzlint.toml: [rules.OLD002] allow: words that mute nothing; take them out: 不见",
            "OLD002 is now TST002; write that instead",
        ]
    )
    assert "这些词没有放过任何问题，可以删去：从不、出现" in zz("check", ".", "--lang", "zh").err


def test_many_words_are_one_line(own: Path, zz: Program) -> None:
    configured(own, "", head=HEAD + f"allow = {[f'词{number}' for number in range(40)]}\n")
    (line,) = told(zz, ".")
    assert line.endswith(": 词0, 词1, 词2, 词3, 词4, 词5, 词6, 词7, 词8, 词9 …")


USELESS = [
    "[[ignore]] entry 1 (TST001) ignores nothing",
    "allow: words that mute nothing; take them out: 从不",
]


def test_only_where_the_whole_folder_was_looked_at(
    own: Path, zz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(own, entry("TST001", path="nowhere.txt"), head=HEAD + 'allow = ["从不"]\n')
    page(own, "list", "1.txt\n3.txt\n.\n")
    assert told(zz, ".") == told(zz, own) == USELESS
    assert told(zz, "1.txt", ".", "sub") == USELESS
    for less in (("1.txt",), ("1.txt", "3.txt", "sub"), ("sub",), ("--file-list", "list"), (".", "--exclude", "3.txt")):
        assert told(zz, *less) == [], less
    assert zz("check", "-", "--stdin-filename", "1.txt", stdin=SOUND.encode()).err == ""
    monkeypatch.chdir(tmp_path)
    assert [line.removeprefix("pages/zzlint.toml: ") for line in zz("check", ".").err.splitlines()] == [
        f"{line}; take it out" if "entry" in line else line for line in USELESS
    ], "from a folder above"


def test_an_entry_that_works_in_another_file_is_in_use(own: Path, zz: Program) -> None:
    configured(own, entry("TST001"))
    assert told(zz, "1.txt") == []
    assert told(zz, "3.txt") == []
    assert told(zz, ".") == []


@pytest.mark.parametrize(
    ("chosen", "judged"),
    [
        (("--select", "TST001"), [1]),
        (("--select", "TST002"), [2]),
        (("--select", "twin-comma,TST001"), [1, 2, 3, 4]),
        (("--ignore", "TST002"), [1]),
        (("--extend-select", "PUN003"), [1, 2, 3, 4]),
        (("--preview",), [1, 2, 3, 4]),
        (("--profile", "corpus"), [1, 2, 3, 4]),
    ],
)
def test_only_rules_that_the_command_line_leaves_in(
    chosen: tuple[str, ...], judged: list[int], own: Path, zz: Program
) -> None:
    """Entries 1 to 3 and a word for all rules."""
    configured(
        own,
        entry("TST001", text="从不") + entry("TST002", text="从不") + entry("TST", path="gone.txt"),
        head=HEAD + 'allow = ["从不"]\n',
    )
    lines = [line for line in zz("check", ".", *chosen).err.splitlines() if "is now" not in line]
    wanted = {
        1: "[[ignore]] entry 1 (TST001) ignores nothing; take it out",
        2: "[[ignore]] entry 2 (TST002) ignores nothing; take it out",
        3: "[[ignore]] entry 3 (TST) ignores nothing; take it out",
        4: "allow: words that mute nothing; take them out: 从不",
    }
    assert lines == [f"zzlint.toml: {wanted[number]}" for number in judged]


def test_a_configuration_within_another_is_judged_by_its_own_folder(own: Path, zz: Program) -> None:
    configured(own, entry("TST001", path="nowhere.txt"))
    (own / "zzlint.toml").rename(own / "sub" / "zzlint.toml")
    configured(own, entry("TST002", path="sub/*.txt"))
    said = [line.split(": ")[0] for line in zz("check", ".").err.splitlines()]
    assert said == [str(Path("sub", "zzlint.toml")), "zzlint.toml"], "the inner one has files of its own"
    assert [line.split(": ")[0] for line in zz("check", "sub").err.splitlines()] == said[:1]


def test_after_fixing_what_was_muted_before_counts(own: Path, zz: Program) -> None:
    configured(own, entry("TST001") + entry("TST002", path="nowhere.txt"))
    for call in (("fix", "."), ("fix", ".", "--diff"), ("check", ".", "--diff")):
        assert "entry 1" not in zz(*call).err
        assert "entry 2 (TST002) ignores nothing" in zz(*call).err
