"""How paragraphs are set: widths, the measure of a column, full lines, lines kept as they were printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.doubling import Case, too_slow
from tests.columns import STORY, column, page
from zzlint.text.layout import Lines
from zzlint.text.page import Page
from zzlint.text.style import Style, open_ended, width

#: A line of prose with a mark in it, of any length from 4 on, that ends in mid-sentence.
PROSE = "雨停了，" + "山路上的人又多起来他们背着竹篓去采茶" * 8
VERSE = [
    "风从江上来",
    "带着泥土的味道",
    "推开我的窗",
    "窗里的灯",
    "照着远行的人",
    "一夜没有睡",
    "天亮的时候",
    "船开了",
] * 3


def style(*lines: str, newline: str = "\n") -> Style:
    text = newline.join(lines)
    return Style(text, Lines(text))


def prose(length: int) -> str:
    return PROSE[:length]


def among(line: str, measure: int = 20, others: int = 7) -> tuple[Style, int]:
    """The line between so many of the measure on each side, and its place."""
    full = [prose(measure)] * others
    return style(*full, line, *full), others


# widths

WIDTHS = [
    ("", 0.0),
    ("茶园", 2.0),
    ("ab", 1.0),
    ("茶ab园3", 3.5),
    ("，。", 2.0),
    ("１２", 2.0),
    ("𠮷", 1.0),
    ("2019年", 3.0),
    ("茶 园\t的\u3000人\u00a0们", 5.0),
    ("\u3000\u3000 \t", 0.0),
    ("Tea time", 3.5),
]


@pytest.mark.parametrize(("line", "ems"), WIDTHS)
def test_a_character_is_one_em_a_latin_one_half_and_a_blank_nothing(line: str, ems: float) -> None:
    assert width(line) == ems


@given(st.text("茶园，aB3 \t\u3000\u00a0𠮷"), st.text("茶园，aB3 \t\u3000\u00a0𠮷"))
def test_a_line_is_as_wide_as_its_parts_whatever_blanks_a_recogniser_puts_between(left: str, right: str) -> None:
    assert width(left + right) == width(left) + width(right)
    assert width(" ".join(left)) == width(left)


ENDS = [
    ("雨停了。", False),
    ("雨停了！", False),
    ("雨停了？", False),
    ("雨停了……", False),
    ("雨停了.", False),
    ("他说：“雨停了。”", False),
    ("（雨停了。）》", False),
    ("雨停了。 \u3000", False),
    ("雨停了。 ”", False),
    ("雨停了，", True),
    ("雨停了；", True),
    ("雨停了：", True),
    ("雨停", True),
    ("读完《雨季》", True),
    ("”", True),
    ("", True),
]


@pytest.mark.parametrize(("line", "expected"), ENDS)
def test_a_line_is_open_unless_it_ends_a_sentence_behind_whatever_closers(line: str, expected: bool) -> None:
    assert open_ended(line) is expected


# rows

NEWLINES = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("newline", NEWLINES)
def test_rows_are_the_lines_with_text(newline: str) -> None:
    found = style("", "雨停了", "\u3000\u3000", " \t", "", "路干了", " x", newline=newline)
    assert list(found.rows) == [1, 5, 6]
    assert [found.number(row) for row in found.rows] == [0, 1, 2]


@pytest.mark.parametrize("text", ["", "\n\n\r\n", "\u3000"])
def test_a_page_without_text_has_no_rows_and_no_printed_lines(text: str) -> None:
    found = Page(text).style
    assert list(found.rows) == []
    assert not found.printed


# the measure


def test_the_measure_is_as_wide_as_most_lines_near_by() -> None:
    found, middle = among(prose(9))
    assert found.measure(middle) == 20
    assert found.lack(middle) == 11
    assert found.width(middle) == 9


def test_one_line_or_two_that_ran_into_others_do_not_widen_the_measure() -> None:
    full, wide = prose(20), prose(40)
    for places, expected in [((1,), 20), ((1, 6), 20), ((1, 6, 9), 40)]:
        lines = [wide if place in places else full for place in range(12)]
        assert style(*lines).measure(5) == expected, places


def test_a_line_does_not_count_in_its_own_measure() -> None:
    lines = [prose(20), prose(20), prose(30), prose(30), prose(30)]
    assert style(*lines).measure(4) == 20
    assert style(*lines).measure(0) == 30


@pytest.mark.parametrize("count", [1, 2, 3])
def test_less_than_three_lines_near_by_have_no_measure(count: int) -> None:
    assert style(*[prose(20)] * count).measure(0) == 0
    assert style(*[prose(20)] * 4).measure(0) == 20


def test_each_column_of_a_page_has_its_own_measure() -> None:
    found = style(*[prose(20)] * 12, *[prose(30)] * 12)
    assert [found.measure(number) for number in (0, 4, 19, 23)] == [20, 20, 30, 30]
    assert found.is_full(2)
    assert found.is_full(21)


def test_blank_lines_and_blanks_are_no_part_of_a_column() -> None:
    loose = style(*[line for number in range(8) for line in (" ".join(prose(20)), "")])
    assert loose.measure(3) == 20
    assert loose.is_full(3)


def test_a_line_longer_than_any_printed_one_is_as_wide_as_it_needs_to_be() -> None:
    found, middle = among("茶" * 100_000)
    assert found.width(middle) == 150
    assert not found.is_full(middle)


# full lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (prose(20), True),
        (prose(18), True),
        (prose(17) + "a", True),  # lacks 2.5
        (prose(17), False),  # lacks 3
        (prose(22), True),  # a mark hangs over the margin
    ],
)
def test_a_full_line_lacks_no_more_than_a_mark_takes_with_it(line: str, expected: bool) -> None:
    found, middle = among(line)
    assert found.is_full(middle) is expected


@pytest.mark.parametrize(("measure", "expected"), [(10, False), (11, True), (75, True), (76, False)])
def test_a_column_is_neither_narrower_nor_wider_than_columns_are(measure: int, expected: bool) -> None:
    found, middle = among(prose(measure), measure)
    assert found.is_full(middle) is expected


def test_a_line_may_be_open_and_not_full_or_full_and_not_open() -> None:
    for line, is_open, is_full in [(prose(9), True, False), (prose(19) + "。", False, True)]:
        found, middle = among(line)
        assert (found.is_open(middle), found.is_full(middle)) == (is_open, is_full)


# printed lines


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("measure", [12, 16, 20, 28])
def test_paragraphs_kept_in_their_lines_are_printed_lines(measure: int, newline: str) -> None:
    found = Page(page(measure=measure, newline=newline)).style
    assert found.printed
    assert all(map(found.is_printed, range(len(found.rows))))


def test_blanks_of_a_recogniser_and_indents_leave_printed_lines_printed() -> None:
    spaced = style(*(" ".join(line) for line in column()))
    indented = style(*("\u3000\u3000" + line if len(line) == 18 else line for line in column()))
    parted = style(*(line for number, line in enumerate(column()) for line in ([line] if number % 6 else ["", line])))
    assert spaced.printed
    assert indented.printed
    assert parted.printed


NOT_PRINTED = {
    "a paragraph in each line": STORY * 4,
    "verse": VERSE,
    "names, no mark of prose in them": ["何苇周砚禾贺知远顾青禾阮清和龚一苇尹照临苗小满"[:20]] * 20,
    "short lines": [prose(10)] * 20,
    "lines wider than print": [prose(78)] * 20,
    "lines that end a sentence each": [prose(19) + "。"] * 20,
    "lines of unlike lengths": [prose((12, 24, 48)[number % 3]) for number in range(24)],
    "few lines": column()[:4],
}


@pytest.mark.parametrize("lines", NOT_PRINTED.values(), ids=NOT_PRINTED)
def test_what_is_no_column_of_prose_is_not_printed(lines: list[str]) -> None:
    found = style(*lines)
    assert not found.printed
    assert not any(map(found.is_printed, range(len(found.rows))))


@pytest.mark.parametrize(("count", "expected"), [(4, False), (5, True)])
def test_so_many_full_lines_that_end_openly_are_no_chance(count: int, expected: bool) -> None:
    sentence = prose(19) + "。"
    found = style(sentence, sentence, *[prose(20)] * count, sentence, sentence)
    assert found.printed is expected
    assert found.is_printed(count) is expected


def test_lines_without_marks_around_are_a_list() -> None:
    bare = "山路上的人又多起来他们背着竹篓去采茶了"
    for marked, expected in [(20, True), (9, True), (5, False)]:
        lines = [prose(19) if number % 20 * marked % 20 < marked else bare for number in range(40)]
        assert style(*lines).printed is expected, marked


def test_printed_lines_are_printed_on_a_page_that_is_mostly_something_else() -> None:
    other = ["新桥通车", "汀陵日报记者 周晓岚", *STORY] * 3
    found = style(*other, *column(), *other)
    assert found.printed
    above, below = len(other), len(other) + len(column())
    assert all(map(found.is_printed, range(above + 4, below - 4)))
    assert not any(map(found.is_printed, [*range(above - 8), *range(below + 8, len(found.rows))]))


def test_a_headline_stands_above_printed_lines() -> None:
    found = style("新桥通车", "两岸来往更方便", *column())
    assert found.is_printed(0, above=True)
    alone = style(*["新桥通车"] * 30, *column())
    assert not alone.is_printed(0, above=True)
    assert alone.is_printed(24, above=True)


# time

COLUMN = page()
HUGE = {
    "printed pages": lambda size: COLUMN * (size // len(COLUMN)),
    "very short lines": lambda size: "茶\n" * (size // 2),
    "lines of one length": lambda size: (prose(20) + "\n") * (size // 21),
    "one giant line": lambda size: "茶，" * (size // 2),
    "one giant block of indents": lambda size: ("\u3000" * 40 + "\n") * (size // 41),
}


def whole_style(text: str) -> None:
    found = Style(text, Lines(text))
    assert found.printed in (True, False)
    for number in range(0, len(found.rows), 3):
        found.is_printed(number, above=True)
        found.lack(number)


@pytest.mark.parametrize("name", HUGE)
def test_twice_the_text_costs_twice_the_time(name: str) -> None:
    assert not too_slow(Case(name, HUGE[name], whole_style))
