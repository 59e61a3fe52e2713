"""Strings of a JSON file: found where they are written, and changed there and nowhere else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import odd_json
from zzlint import formats
from zzlint.diagnostic import Edit
from zzlint.edits import splice
from zzlint.formats import Layout
from zzlint.formats.literals import changes, literal_offsets
from zzlint.text.change import Change, spliced
from zzlint.text.page import Page, Segment
from zzlint.text.span import Span


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Edits that do not touch each other, as the sum of all rounds of fixing is."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        if not edits or edits[-1].end < start:
            edits.append(Edit(start, end, text[start:end], draw(odd_json.texts)))
    return edits


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, str]:
    """A record with its text, one line however odd."""
    text = draw(odd_json.texts)
    members = draw(st.lists(st.tuples(odd_json.texts.filter(lambda key: key != "text"), odd_json.others), max_size=3))
    members.insert(draw(st.integers(0, len(members))), ("text", text))
    if draw(st.booleans()):
        members.insert(0, ("text", draw(odd_json.others)))  # of two the last counts
    return draw(odd_json.written(tuple(members), odd_json.blanks_in_line)), text


@given(lines(), st.data())
@settings(max_examples=300, deadline=None)
def test_only_the_bytes_of_what_is_edited_change(line: tuple[str, str], data: st.DataObject) -> None:
    before, text = line
    file = f'{{"text": "前"}}\n{before}\r\n'.encode()
    _, record = formats.records(file, "a.jsonl")
    assert isinstance(record.page, Page), before
    assert record.page.text == text
    edits = data.draw(edits_of(text))
    made = list(formats.changes(record.page, [(edit, ("TST001",)) for edit in edits]))
    assert all(file[change.start : change.end] == change.old for change in made)
    assert [change.rules for change in made] == [("TST001",)] * len(made)
    (segment,) = record.page.segments
    assert all(segment.source.start <= change.start <= change.end <= segment.source.end for change in made)
    wanted = json.loads(before)
    wanted["text"] = splice(text, edits)
    first, second, rest = spliced(file, made).split(b"\n")
    assert (first, rest) == (b'{"text": "\xe5\x89\x8d"}', b"")
    assert json.loads(second) == wanted


@given(st.data())
def test_every_code_point_has_its_place_in_the_literal(data: st.DataObject) -> None:
    text = data.draw(odd_json.texts)
    literal = data.draw(odd_json.literal(text))[1:-1].encode()
    for place, offset in enumerate(literal_offsets(literal, range(len(text) + 1))):
        assert json.loads(b'"%b"' % literal[:offset]) == text[:place]
        assert json.loads(b'"%b"' % literal[offset:]) == text[place:]


STYLES = [
    ("己经", "，", "，"),
    (r"\u5df1\u7ecf", "，", r"\uff0c"),
    (r"\u5DF1", "，", r"\uFF0C"),
    (r"\u5df1", "𠮷", r"\ud842\udfb7"),
    (r"己\u7ecf", "，", "，"),
    ("abc", "，", "，"),
    (r"a\u0009b", "，", "，"),
    (r"\\u5df1", "，", "，"),
    ("a/b", "/", "/"),
    (r"a\/b", "/", r"\/"),
    ("甲", '"', r"\""),
    ("甲", "\\", r"\\"),
    (r"\u5DF1", "\\u4e2d", r"\\u4e2d"),
    ("甲", "\r\n\t\b\f\x01", r"\r\n\t\b\f\u0001"),
    ("甲", "\u2028", "\u2028"),
    ("甲", "\ud83d", r"\ud83d"),
]


@pytest.mark.parametrize(("literal", "new", "wanted"), STYLES)
def test_what_is_put_in_is_written_as_the_literal_is(literal: str, new: str, wanted: str) -> None:
    raw = literal.encode()
    segment = Segment(0, len(json.loads(f'"{literal}"')), Span(10, 10 + len(raw)), raw)
    assert list(changes([segment], [(Edit(0, 0, "", new), ("TST001",))])) == [
        Change(10, 10, b"", wanted.encode(), ("TST001",))
    ]


ONE, TWO, THREE = (
    Segment(0, 3, Span(1, 10), "甲乙丙".encode(), 1, "a"),
    Segment(5, 8, Span(20, 29), "丁戊己".encode(), 1, "b"),
    Segment(10, 13, Span(40, 49), "庚辛壬".encode(), 1, "c"),
)
TEXT = "甲乙丙\n\n丁戊己\n\n庚辛壬"
ACROSS = {
    "one segment": (Edit(5, 8, "丁戊己", "子"), [(20, 29, "子")]),
    "a segment and the gap behind it": (Edit(5, 10, "丁戊己\n\n", ""), [(20, 29, "")]),
    "a segment and the gap before it": (Edit(3, 8, "\n\n丁戊己", ""), [(20, 29, "")]),
    "a segment and half of each gap": (Edit(4, 9, "\n丁戊己\n", ""), [(20, 29, "")]),
    "two segments": (Edit(3, 13, "\n\n丁戊己\n\n庚辛壬", ""), [(20, 29, ""), (40, 49, "")]),
    "changed at its end, the next one deleted": (Edit(2, 8, "丙\n\n丁戊己", "子"), [(7, 10, "子"), (20, 29, "")]),
    "deleted, the next one changed": (Edit(5, 11, "丁戊己\n\n庚", "子"), [(20, 29, ""), (40, 43, "子")]),
    "put in behind it, the next one deleted": (Edit(3, 8, "\n\n丁戊己", "子"), [(10, 10, "子"), (20, 29, "")]),
    "all of it changed, the next one deleted": (Edit(0, 8, "甲乙丙\n\n丁戊己", "子"), [(1, 10, "子"), (20, 29, "")]),
}


@pytest.mark.parametrize(("edit", "wanted"), ACROSS.values(), ids=ACROSS.keys())
def test_an_edit_over_several_strings_changes_each_where_it_stands(
    edit: Edit, wanted: list[tuple[int, int, str]]
) -> None:
    assert TEXT[edit.start : edit.end] == edit.old
    made = list(changes([ONE, TWO, THREE], [(edit, ("TST001",))]))
    assert [(change.start, change.end, change.new.decode()) for change in made] == wanted


WRITABLE = {
    "in a segment": (Edit(6, 7, "戊", "子丑"), True),
    "at the end of one": (Edit(8, 8, "", "子"), True),
    "a gap": (Edit(3, 5, "\n\n", ""), False),
    "in a gap": (Edit(4, 4, "", "子"), False),
    "half a gap": (Edit(3, 4, "\n", ""), False),
    "two segments joined": (Edit(2, 6, "丙\n\n丁", ""), False),
    "a segment": (Edit(5, 8, "丁戊己", ""), True),
    "a segment and a gap": (Edit(5, 10, "丁戊己\n\n", ""), True),
    "the other gap": (Edit(3, 8, "\n\n丁戊己", ""), True),
    "half of each": (Edit(4, 9, "\n丁戊己\n", ""), True),
    "a segment and half a gap": (Edit(5, 9, "丁戊己\n", ""), True),
    "a segment and both gaps": (Edit(3, 10, "\n\n丁戊己\n\n", ""), False),
    "the first": (Edit(0, 5, "甲乙丙\n\n", ""), True),
    "the last": (Edit(8, 13, "\n\n庚辛壬", ""), True),
    "all": (Edit(0, 13, TEXT, ""), True),
    "a segment and a gap replaced": (Edit(5, 10, "丁戊己\n\n", "子"), False),
}


MORE = [
    Edit(0, 0, "", "子"),
    Edit(1, 2, "乙", ""),
    Edit(3, 3, "", "丑寅"),
    Edit(10, 11, "庚", "卯辰"),
    Edit(13, 13, "", "巳"),
]


@pytest.mark.parametrize(("edit", "wanted"), WRITABLE.values(), ids=WRITABLE.keys())
def test_gaps_are_not_written(edit: Edit, wanted: bool) -> None:
    assert TEXT[edit.start : edit.end] == edit.old
    assert Page(TEXT, segments=(ONE, TWO, THREE)).writable(edit) is wanted


@given(st.lists(st.sampled_from([edit for edit, writable in WRITABLE.values() if writable] + MORE)))
def test_segments_move_with_the_text(drawn: list[Edit]) -> None:
    edits: list[Edit] = []
    for edit in sorted(drawn, key=lambda edit: (edit.start, edit.end)):
        if not edits or edits[-1].end < edit.start:
            edits.append(edit)
    after = Page(TEXT, segments=(ONE, TWO, THREE)).replaced(splice(TEXT, edits), edits)
    parts = iter(after.segments)
    for before in (ONE, TWO, THREE):
        own = [edit.shifted(-before.start) for edit in edits if before.start <= edit.start and edit.end <= before.end]
        gone = any(edit.start <= before.start and before.end <= edit.end and not edit.new for edit in edits)
        if gone:
            continue
        part = next(parts)
        assert part[2:] == before[2:]
        assert after.text[part.start : part.end] == splice(TEXT[before.start : before.end], own)
    assert next(parts, None) is None


def test_a_field_inside_an_object_has_the_names_of_both() -> None:
    line = b'{"id": 1, "meta": {"text": "\\u7532", "id": "x"}, "meta.id": "y"}\n'
    (record,) = formats.records(line, "a.jsonl", Layout(text_field="meta.text", id_field="meta.id"))
    assert isinstance(record.page, Page)
    assert (record.page.text, record.name) == ("甲", "y"), "a name with a dot in it comes first"
    (made,) = formats.changes(record.page, [(Edit(1, 1, "", "乙"), ())])
    assert spliced(line, [made]) == line.replace(b"7532", b"7532\\u4e59")
