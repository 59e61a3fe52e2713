"""What stands twice in a row is found wherever the plain pattern finds it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlint.text.doubles import PIECE, doubles

PLAIN = re.compile("([\u4e00-\u9fff]{2,8})\\1")


def starts(text: str) -> list[int]:
    return [found.start() for found in PLAIN.finditer(text)]


@given(st.text(alphabet="茶山水，\u3000\n\0😀", max_size=60))
def test_all_that_the_pattern_finds_is_found(text: str) -> None:
    assert [double.start for double in doubles(text)] == starts(text)


@pytest.mark.parametrize("before", range(PIECE - 18, PIECE + 3))
def test_copies_across_the_end_of_a_piece_are_found_once(before: int) -> None:
    text = "".join(chr(0x4E00 + at % 19_997) for at in range(before)) + "全镇广大居民啊" * 2 + "。"
    assert [(double.start, double.length) for double in doubles(text)] == [(before, 7)]


@pytest.mark.parametrize("text", ["的" * 20_000, "茶山" * 20_000, "\u3000" * 20_000 + "茶山茶山"])
def test_long_runs_are_found_as_the_pattern_finds_them(text: str) -> None:
    assert [double.start for double in doubles(text)] == starts(text)
