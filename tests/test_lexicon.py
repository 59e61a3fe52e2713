"""The lexicon: words, cuts through words, and a cache that is never believed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import environment
from zzlint.text import lexicon, word_table


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with nothing in it and a dictionary of four words."""
    package = tmp_path / "site" / "jieba"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("__version__ = '9.9'\nraise RuntimeError('jieba must not be run')\n")
    (package / "dict.txt").write_text("古渡口 7 ns\n渡口 30 n\n口 100 n\n茶园 12 n\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "jieba", raising=False)
    monkeypatch.syspath_prepend(package.parent)
    cache = tmp_path / "cache"
    monkeypatch.setenv("ZZLINT_CACHE_DIR", str(cache))
    return cache


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_a_frequent_word_has_a_greater_count_than_a_rare_one() -> None:
    assert lexicon.frequency("经济") > lexicon.frequency("茶园") > 0


@pytest.mark.parametrize("word", ["", "济高", "，", "\ud800", "很" * 40])
def test_what_is_no_word_has_no_count(word: str) -> None:
    assert lexicon.frequency(word) == 0


def test_every_line_of_the_dictionary_is_found_with_its_count() -> None:
    words, _ = word_table._dictionary()
    lines = words.read_text(encoding="utf-8").splitlines()
    for line in lines[::97]:
        word, count, *_ = line.split(" ")
        assert lexicon.frequency(word) == int(count)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("推动经", "济高质量发展"),
        ("越来", "越多的人"),
        ("在今年春", "天来临的时候"),
        ("学", "习贯彻"),
        ("这里的古渡", "口很有名"),
        ("协会会", "长出席"),
    ],
)
def test_a_word_runs_through_the_cut(above: str, below: str) -> None:
    assert lexicon.cuts(above + below, len(above)) > 3


@pytest.mark.parametrize(
    ("above", "below"),
    [("推动社会", "会长出席"), ("越来越", "多的人"), ("他说的", "确实如此"), ("说话的", "话题很多")],
)
def test_words_meet_at_the_place_though_another_word_stands_across_it(above: str, below: str) -> None:
    assert lexicon.spanning(above + below, len(above)) is not None
    assert lexicon.cuts(above + below, len(above)) < 0


def test_an_ending_is_a_character_that_ends_words_and_is_hardly_one_itself() -> None:
    assert [char for char in "案业题济人茶圆好的" if lexicon.is_ending(char)] == list("案业题济")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("委员会已经成立", "委员会"),
        ("荷兰的银行", "荷兰"),
        ("从各地来", "从"),
        ("茶，园", "茶"),
        ("，茶园", ""),
        ("", ""),
    ],
)
def test_the_first_word_is_that_of_the_best_reading(text: str, word: str) -> None:
    assert lexicon.first_word(text) == word


def test_names_and_other_nouns_are_told_apart_from_verbs() -> None:
    words = ("荷兰", "东盟", "委员会", "握手", "从", "古渡口的")
    assert [word for word in words if lexicon.is_name(word)] == ["荷兰", "东盟"]
    assert [word for word in words if lexicon.is_noun(word)] == ["委员会"]


@pytest.mark.parametrize(("text", "at"), [("我们，他们", 2), ("我们，他们", 3), ("茶园", 0), ("茶园", 2), ("", 0)])
def test_nothing_is_known_of_a_place_that_no_word_stands_across(text: str, at: int) -> None:
    assert lexicon.spanning(text, at) is None
    assert lexicon.cuts(text, at) == 0


def test_of_the_words_across_a_place_the_most_frequent_is_told() -> None:
    text = "一座古渡口边"
    start, end = lexicon.spanning(text, 4) or (0, 0)
    assert text[start:end] == "渡口"


def test_only_what_stands_near_the_place_decides() -> None:
    near = "全村推动经济高质量发展的路"
    at = near.index("济")
    far = "很" * 500 + near + "很" * 500
    assert lexicon.cuts(far, 500 + at) == pytest.approx(lexicon.cuts(near, at))


def test_the_table_is_compiled_from_the_package_without_running_it(folder: Path) -> None:
    table = word_table.opened()
    assert [table.count(word) for word in ("古渡口", "渡口", "口", "茶园", "渡")] == [7, 30, 100, 12, 0]
    assert (table.longest, table.total) == (3, 149)
    assert [table.ending(char) for char in "口园古"] == [37, 12, 0]
    assert "9.9" in only(folder).name


def test_a_second_opening_takes_the_file_as_it_is(folder: Path) -> None:
    word_table.opened()
    before = only(folder).stat().st_mtime_ns, only(folder).stat().st_ino
    word_table.opened()
    assert (only(folder).stat().st_mtime_ns, only(folder).stat().st_ino) == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:40],
        lambda data: data[:-4],
        lambda data: data + b"\0",
        lambda data: b"X" + data[1:],
        lambda data: data[:-20] + bytes([data[-20] ^ 1]) + data[-19:],
    ],
    ids=["empty", "header-cut", "cut", "longer", "other-name", "one-bit"],
)
def test_a_damaged_file_is_made_anew(folder: Path, damage: object) -> None:
    word_table.opened()
    path = only(folder)
    whole = path.read_bytes()
    assert callable(damage)
    path.write_bytes(damage(whole))
    assert word_table.opened().count("茶园") == 12
    assert only(folder).read_bytes() == whole


def test_another_version_of_the_dictionary_is_another_file(folder: Path, tmp_path: Path) -> None:
    word_table.opened()
    package = tmp_path / "site" / "jieba"
    (package / "__init__.py").write_text("__version__ = '9.10'\n")
    (package / "dict.txt").write_text("茶园 13 n\n", encoding="utf-8")
    assert word_table.opened().count("茶园") == 13
    assert len(list(folder.iterdir())) == 2


def test_without_a_place_to_write_the_table_lives_in_memory(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert word_table.opened().count("渡口") == 30


def test_without_jieba_the_error_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_table, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="jieba is not installed"):
        word_table.opened()


def test_asking_the_lexicon_imports_neither_jieba_nor_numpy() -> None:
    told = "import sys; from zzlint.text import lexicon; lexicon.frequency('茶园'); print('jieba' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
