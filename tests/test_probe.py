"""The one search finds what a search for each needle finds."""

from hypothesis import given
from hypothesis import strategies as st

from zzlint.probe import Probe
from zzlint.text.span import Span

ALPHABET = "的，。己经深人𠮷ab"
needles = st.lists(st.text(ALPHABET, min_size=1, max_size=4), max_size=8)


def every(text: str, needle: str, start: int, end: int) -> list[int]:
    return [at for at in range(start, end - len(needle) + 1) if text.startswith(needle, at)]


@given(st.text(ALPHABET, max_size=60), needles)
def test_finds_all_and_nothing_else(text: str, wanted: list[str]) -> None:
    found = Probe(wanted).find(text)
    assert found == {needle: starts for needle in wanted if (starts := every(text, needle, 0, len(text)))}


@given(st.text(ALPHABET, max_size=60), needles, st.data())
def test_keeps_to_the_spans(text: str, wanted: list[str], data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    found = Probe(wanted).find(text, spans)
    for needle in wanted:
        inside = [at for span in spans for at in every(text, needle, *span)]
        assert found.get(needle, []) == inside
