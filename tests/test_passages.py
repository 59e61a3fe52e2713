"""The letters of a page, its passages, and the samples that are taken of them."""

import random
import zlib

import pytest

from tests.bench.doubling import Case, too_slow
from zzlint.formats import from_text
from zzlint.passages import Letters, told
from zzlint.text import grams

#: Characters of an invented text.
WORDS = "渡口新船茶园山路校舍水渠粮站集市老人孩子队员船工干部学生邻居医生昨天今年清晨傍晚雨后修好送来领回种下收起"


def test_letters_stand_where_they_were_read() -> None:
    text = "　　昨天，新船１号 下水。\n\n“坐船好”，大副说：\n“来吧。”\n"
    letters = Letters(from_text(text))
    assert letters.all == "昨天新船1号下水坐船好大副说来吧"
    for at, letter in enumerate(letters.all):
        span = letters.span(at, at + 1)
        assert letter in text[span.start : span.end].translate({0xFF11: "1"})
    assert text[slice(*letters.span(8, 14))] == "“坐船好”，大副说："


def test_samples_are_what_their_description_says() -> None:
    for text in ("昨天上午新船在渡口下水两岸的居民都来观看" * 3, "\U00030000的𠀀" * 9, "山" * 40):
        wanted = []
        for at in range(len(text) - grams.GRAM + 1):
            number = ord(text[at + 1]) * 0x1B35 + ord(text[at]) * 0x17AD
            if (number >> 8) % 256 < 256 // grams.SAMPLED:
                wanted.append((at, zlib.crc32(text[at : at + grams.GRAM].encode("utf-32-le"))))
        assert list(zip(*grams.sampled(text), strict=True)) == wanted


def test_about_one_of_so_many_places_is_sampled() -> None:
    text = "".join(random.Random(12).choices(WORDS, k=20_000))
    places, numbers = grams.sampled(text)
    assert len(places) == len(numbers)
    assert len(places) == pytest.approx(len(text) / grams.SAMPLED, rel=0.3)


@pytest.mark.parametrize("text", ["", "渡口", "渡口添新船", "渡口添新船了", "\ud800" * 9, "\U00030000" * 9, "的" * 500])
def test_any_text_has_hashes(text: str) -> None:
    assert len(grams.digest(text)) == grams.DIGEST
    places, _ = grams.sampled(text)
    assert all(0 <= place <= len(text) - grams.GRAM for place in places)


def said(text: str) -> list[str]:
    """The passages, with the marks between their letters."""
    return [text[passage.start : passage.end] for passage in Letters(from_text(text)).passages()]


def test_lines_above_a_short_block_go_with_it_and_do_not() -> None:
    head = "渡口添了一条新船"
    first, second = (
        "昨天上午新船在渡口下水，两岸的居民都来观看。",
        "船上的大副说，这条船可以坐六十个人，比旧船快了一倍，来回只要一刻钟，票价没有涨。",
    )
    assert said(f"{head}\n\n{first}\n\n{second}\n") == [
        f"{head}\n\n{first}\n\n{second}",
        f"{first}\n\n{second}",
    ]
    assert said(f"{first}\n\n{second}\n") == [f"{first}\n\n{second}"]


def test_a_long_block_is_a_passage_by_itself() -> None:
    long = "船上的大副说，这条船可以坐六十个人，比旧船快了一倍，来回只要一刻钟，票价没有涨，两岸的居民都说方便，等船的人也少了。"
    assert said(f"渡口添了一条新船\n\n昨天上午新船下水。\n\n{long}\n\n今天就开。\n") == [long]


def test_lines_of_marks_cost_time_as_they_grow() -> None:
    def text(size: int) -> str:
        return "。\n\n" * (size // 3) + "昨天上午新船下水。\n\n" * 8

    assert not too_slow(Case("marks", text, lambda given: told(from_text(given), True)))
