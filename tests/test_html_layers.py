"""Layers over a text: whatever overlaps, the markup is sound and the text is all there."""

from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.cli.dom import parsed
from zzlint.diagnostic import Edit
from zzlint.edits import splice
from zzlint.reporters.html.changes import done
from zzlint.reporters.html.layers import TAGS, Layer, Point, layered
from zzlint.reporters.html.markup import Html, body, element, join, line

TEXTS = st.text(st.sampled_from("字，a<&\n \u3000\t\r\x00\u202e"), max_size=30)


def shown(text: str) -> str:
    """The text as a reader of the page finds it."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char if char.isprintable() or char in "\n\t\u3000" else f"U+{ord(char):04X}" for char in unified)


def content(html: Html, *without: str) -> str:
    return parsed(html).text(without)


@st.composite
def laid_over(draw: st.DrawFn) -> tuple[str, list[int], list[Layer], list[Point]]:
    text = draw(TEXTS)
    at = st.integers(0, len(text))
    pairs = st.tuples(at, at).map(sorted)
    whole_lines = [place for place in range(1, len(text)) if text[place - 1 : place + 1] != "\r\n"]
    bounds = [0, *sorted(draw(st.sets(st.sampled_from(whole_lines)))), len(text)] if whole_lines else [0, len(text)]
    looks = {"mark": ["lost", "warning", "related"], "del": ["safe", "unsafe"], "ins": ["done"]}
    layers = [
        Layer(*draw(pairs), tag, draw(st.sampled_from(looks[tag])), draw(st.sampled_from(["A001", "B002"])))
        for tag in draw(st.lists(st.sampled_from(TAGS), max_size=8))
    ]
    note = element("b", line("!"))
    points = [Point(place, note, behind) for place, behind in draw(st.lists(st.tuples(at, st.booleans()), max_size=5))]
    return text, bounds, layers, points


@given(laid_over())
def test_every_piece_is_sound_and_holds_its_text(given: tuple[str, list[int], list[Layer], list[Point]]) -> None:
    text, bounds, layers, points = given
    pieces = list(layered(text, bounds, layers, points))
    assert [content(piece, "b") for piece in pieces] == [shown(text[start:end]) for start, end in pairwise(bounds)]
    assert join(pieces).count("<b>!</b>") == len(points)


@given(laid_over())
def test_what_is_marked_is_what_the_layers_cover(given: tuple[str, list[int], list[Layer], list[Point]]) -> None:
    text, bounds, layers, _ = given
    text = text.replace("\r", " ")
    html = join(layered(text, bounds, layers, ()))
    for tag in TAGS:
        covered = {at for layer in layers if layer.tag == tag for at in range(layer.start, layer.end)}
        wanted = "".join(shown(char) for at, char in enumerate(text) if at in covered)
        assert "".join(node.text() for node in parsed(html).all(tag)) == wanted


def test_where_marks_overlap_the_strongest_is_seen_and_all_are_named() -> None:
    layers = [
        Layer(0, 4, "mark", "note", "A001"),
        Layer(1, 3, "mark", "lost", "B002"),
        Layer(2, 3, "mark", "error", "A001"),
    ]
    marks = parsed(join(layered("甲乙丙丁", [0, 4], layers, ()))).all("mark")
    assert [(node.text(), node.attributes["class"], node.attributes["data-c"]) for node in marks] == [
        ("甲", "note", "A001"),
        ("乙", "lost", "A001 B002"),
        ("丙", "lost", "A001 B002"),
        ("丁", "note", "A001"),
    ]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), TEXTS), max_size=5))
@example("他己经\n\n到家", [(1, 2, "已经"), (3, 2, "")])
def test_changes_that_were_made_lead_back_to_the_original(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    for start, length, new in sorted(wanted):
        end = min(start + length, len(text))
        if start <= end and (not edits or start > edits[-1].end):
            edits.append(Edit(start, end, text[start:end], new))
    fixed = splice(text, edits)
    made = done(edits)
    assume("\r" not in text + fixed)  # a line end of two characters may be made or broken
    html = join(layered(fixed, [0, len(fixed)], made.layers, made.points))
    assert content(html, "del") == shown(fixed)
    assert content(html, "ins") == shown(text)


def test_a_character_without_a_shape_is_shown_by_its_number() -> None:
    assert content(body("a\x00\ufeff\ue001\udc80b")) == "aU+0000U+FEFFU+E001U+DC80b"
