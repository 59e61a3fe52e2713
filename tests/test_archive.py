"""What was learned of trusted pages, asked again."""

import random
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlint import learn
from zzlint.archive import opened as opened_for_user
from zzlint.formats import from_text
from zzlint.problems import Problem
from zzlint.text import archive
from zzlint.text.archive import HEADER, LONG, MAGIC, Archive, Unusable, Why, opened, packed, unpacked

LETTERS = "山水茶路桥船雨灯"


def learned(path: Path, *texts: str) -> Archive:
    with closing(learn.Lessons()) as lessons:
        for text in texts:
            lessons.add(from_text(text))
        lessons.write(path)
    opened.cache_clear()
    return opened(path)


def stretches(lines: Iterable[str], size: int) -> Counter[str]:
    return Counter(line[at : at + size] for line in lines for at in range(len(line) - size + 1))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def test_counts_are_those_of_the_text(file: Path) -> None:
    chosen = random.Random(5)
    lines = ["".join(chosen.choices(LETTERS, k=40)) for _ in range(60)]
    counted = learned(file, "\n".join(lines[:30]), "\n\n".join(lines[30:]))
    for size, least in ((2, 1), (3, 1), (4, 2)):
        for words, count in stretches(lines, size).items():
            known = counted.count(words)
            if count >= least:
                assert count * 7 / 8 <= known <= count, words
            else:
                assert known == 0, words
    assert counted.count("山海") == counted.count("海") == 0
    assert (counted.characters, counted.pages) == (60 * 40, 2)


def test_a_line_begins_and_ends_with_a_line_end(file: Path) -> None:
    counted = learned(file, "渡口开船\n\n\n桥头点灯\r\n")
    assert counted.count("\n渡口") == counted.count("开船\n") == counted.count("\n桥头") == counted.count("点灯\n") == 1


def test_widths_digits_and_blanks_make_no_difference(file: Path) -> None:
    counted = learned(file, "第１２届，渡 口Ａ队")
    assert counted.count("第00") == counted.count("届,渡") == counted.count("渡口A") == 1
    assert counted.meet("第98", "届")
    assert counted.meet("届，", "渡口")


def test_what_is_said_again_in_one_place_is_no_formula(file: Path) -> None:
    words = "山前山后都种了茶"
    assert len(words) == LONG
    assert learned(file, f"{words}。{words}。{words}。").count(words) == 0
    assert learned(file, f"{words}。", f"{words}。").count(words) == 2
    assert learned(file, f"{words}。{'雨' * learn.PLACE}{words}。").count(words) == 2


def test_shares_are_between_nothing_and_all(file: Path) -> None:
    sentence = "渡口的老船工说水位又涨了"
    counted = learned(file, sentence, sentence, "桥头的灯亮着")
    assert counted.formulaic(sentence) == counted.familiar(sentence) == 1
    assert counted.formulaic("桥头的灯亮着") == 0
    assert counted.familiar("桥头的灯亮着") == 1
    assert counted.familiar("砖瓦窑厂") == counted.formulaic("砖") == counted.familiar("砖") == 0
    assert counted.meet("在渡", "口的")
    assert not counted.meet("桥头", "船工")


def test_a_pair_is_asked_about_wherever_it_stands(file: Path) -> None:
    known = learned(file, "渡口的船。渡口的船。渡口的船。灯灯亮")
    assert known.saw_once("渡口的的船", 2) == 6, "twice three: a longer stretch counts twice"
    assert known.saw_once("口的的船", 1) == 3
    assert not known.saw_pair("渡口的的船", 2)
    assert known.saw_pair("桥灯灯亮", 1)
    for text in ("的的", "口的的", "的的船", "灯灯", "桥灯灯", "灯灯桥"):
        at = text.index(max(text, key=text.count))
        assert known.saw_once(text, at) >= 0
        assert known.saw_pair(text, at) == (text == "灯灯")
    assert known.saw_once("砖砖", 0) == 0


@given(st.integers(1, 10**9))
def test_a_packed_count_is_an_eighth_too_small_at_most(count: int) -> None:
    assert count * 7 / 8 <= unpacked(packed(count)) <= count
    assert packed(count) <= packed(count + 1) <= 0xFF
    assert count > 15 or unpacked(packed(count)) == count


def test_half_a_surrogate_pair_was_never_seen(file: Path) -> None:
    counted = learned(file, "山水\ud800茶路")
    assert counted.count("水\ud800") == 0
    assert counted.count("山水") == 1


def test_characters_beyond_the_first_plane_count_as_one(file: Path) -> None:
    assert learned(file, "山𠮷水").count("山𠮷") == 1


def test_a_run_goes_on_with_the_archive_it_opened(file: Path) -> None:
    before = learned(file, "渡口开船")
    with closing(learn.Lessons()) as lessons:
        lessons.add(from_text("桥头点灯"))
        lessons.write(file)
    assert opened(file) is before
    assert before.count("渡口") == 1
    opened.cache_clear()
    assert opened(file).digest != before.digest
    assert opened(file).count("桥头") == 1


@pytest.mark.parametrize(
    ("damaged", "why", "told"),
    [
        (lambda data: b"", Why.FOREIGN, "zzlint learn"),
        (lambda data: b"\xe5\xb1\xb1" * 100, Why.FOREIGN, "zzlint learn"),
        (lambda data: MAGIC, Why.SHORT, "again"),
        (lambda data: data[: HEADER.size], Why.SHORT, "again"),
        (lambda data: data[:-4], Why.SHORT, "again"),
        (lambda data: data + b"\0", Why.DAMAGED, "damaged"),
        (lambda data: data + data, Why.DAMAGED, "damaged"),
        (lambda data: MAGIC + b"\xff\xff" + data[len(MAGIC) + 2 :], Why.VERSION, "again"),
    ],
    ids=["empty", "a page", "magic only", "header only", "a cell less", "a byte more", "twice", "another version"],
)
def test_a_file_that_is_no_whole_archive_is_refused(file: Path, damaged, why: Why, told: str) -> None:  # type: ignore[no-untyped-def]
    learned(file, "渡口开船")
    file.write_bytes(damaged(file.read_bytes()))
    opened.cache_clear()
    with pytest.raises(Unusable) as unusable:
        opened(file)
    assert unusable.value.why is why
    with pytest.raises(Problem) as problem:
        opened_for_user(str(file), "archive")
    for lang in ("zh", "en"):
        assert str(file) in problem.value.render(lang)
    assert told in problem.value.render("en")


@pytest.mark.parametrize("at", [*range(HEADER.size), HEADER.size + 9, HEADER.size + 4 * (1 << archive.BUCKET)])
def test_a_changed_byte_before_the_counts_is_an_error(file: Path, at: int) -> None:
    learned(file, "渡口开船")
    data = bytearray(file.read_bytes())
    data[at] ^= 0x40
    file.write_bytes(data)
    opened.cache_clear()
    with pytest.raises(Unusable) as unusable:
        opened(file)
    assert unusable.value.why is not Why.SHORT


def test_only_what_is_asked_for_is_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = learned(file, "渡口开船")
    monkeypatch.setattr(archive, "hashed", lambda words: (1 << archive.HASH) - 1)
    assert counted.count("渡口") == 0, "the last bucket has an end, too"
