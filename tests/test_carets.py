"""Carets stand under the place: columns of a terminal, and excerpts of long lines."""

import io

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from zzlint import reporters
from zzlint.diagnostic import Diagnostic, Message, Text
from zzlint.formats import from_text
from zzlint.report import FileReport
from zzlint.reporters import Style
from zzlint.reporters.excerpt import width
from zzlint.text.span import Span

#: What stands in a page -> what a terminal shows.
GLYPHS = {
    "字": "字", "，": "，", "a": "a", " ": " ", "\u3000": "\u3000", "\t": "→", "e\u0301": "e\u0301", "\u0301": "\u0301",
    "Ａ": "Ａ", "𠮷": "𠮷", "😀": "😀", "ｶﾞ": "ｶﾞ", "\u200b": "<U+200B>", "\ue000": "<U+E000>", "\x07": "<U+0007>",
    "“": "“", "…": "…", "—": "—", "\udc80": "<U+DC80>",
}  # fmt: skip
glyphs = st.lists(st.sampled_from(sorted(GLYPHS)), max_size=60)


def columns(text: str) -> int:
    """How many columns a terminal needs; every character here has a width."""
    widths = [wcwidth(char) for char in text]
    assert min(widths, default=0) >= 0, text
    return sum(widths)


def caret(before: str, found: str, after: str) -> tuple[str, int, int]:
    """The line that ``full`` shows, and where its carets stand: first column (0-based) and number."""
    whole = from_text(f"{before}{found}{after}")
    told = Message("found", Text("发现", "found"))
    item = Diagnostic("TST001", "tested", told, Span(len(before), len(before) + len(found)))
    out = io.StringIO()
    reporters.reporter("full", out, Style()).report(FileReport("a.txt", page=whole, findings=(item,)))
    lines = out.getvalue().split("\n")
    assert lines[1] == f" --> a.txt:1:{len(before) + 1}"
    bar = lines[3].index("|") + 2
    assert lines[4][:bar].strip() == "|"
    marks = lines[4][bar:]
    assert set(marks) <= {" ", "^"}
    assert marks.lstrip() == "^" * marks.count("^")
    return lines[3][bar:], len(marks) - marks.count("^"), marks.count("^")


@given(glyphs, st.lists(st.sampled_from(sorted(GLYPHS)), min_size=1, max_size=8), glyphs)
@hypothesis_settings(max_examples=400, deadline=None)
def test_carets_stand_under_the_place(before: list[str], found: list[str], after: list[str]) -> None:
    line, first, count = caret("".join(before), "".join(found), "".join(after))
    wanted = "".join(GLYPHS[glyph] for glyph in found)
    starts = [index for index in range(len(line) + 1) if columns(line[:index]) == first]
    assert any(line.startswith(wanted, index) for index in starts), (line, first, wanted)
    assert count == max(1, columns(wanted))
    assert columns(line) <= 34 + 34 + 2 + columns(wanted)


@pytest.mark.parametrize(
    ("before", "found", "wanted"),
    [
        ("", "己经", (0, 4)),
        ("大桥", "己经", (4, 4)),
        ("ab", "己", (2, 2)),
        ("e\u0301", "己", (1, 2)),
        ("\t", "己", (1, 2)),
        ("，", ",", (2, 1)),
        ("Ａ𠮷", "😀", (4, 2)),
        ("字", "\u200b", (2, 8)),
        ("字", "", (2, 1)),
        ("字" * 17, "己", (34, 2)),
        ("字" * 18, "己", (35, 2)),  # one too many: … and seventeen
        ("字" * 1000, "己", (35, 2)),
        ("a" * 34, "己", (34, 2)),
        ("a" * 35, "己", (35, 2)),
    ],
)
def test_carets_by_hand(before: str, found: str, wanted: tuple[int, int]) -> None:
    line, first, count = caret(before, found, "后面")
    assert (first, count) == wanted
    assert line.startswith("…") is (first == 35)
    assert line.endswith("后面")


@pytest.mark.parametrize("length", [61, 1_000, 100_000])
def test_a_long_place_is_shown_by_its_ends(length: int) -> None:
    line, first, count = caret("前面", "字" * length, "后" * length)
    assert line == f"前面{'字' * 30}…{'字' * 30}{'后' * 17}…"
    assert (first, count) == (4, 121)


def test_a_place_over_several_lines_is_shown_by_its_first() -> None:
    line, first, count = caret("前面", "一行\n二行\n三", "后面")
    assert (line, first, count) == ("前面一行", 4, 4)
    line, first, count = caret("前面", "\n", "后面")
    assert (line, first, count) == ("前面", 4, 1)


def test_everyday_characters_are_as_wide_as_wcwidth_says() -> None:
    planes = [chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000]
    assert [char for char in planes if width(char) != max(0, wcwidth(char))] == []
