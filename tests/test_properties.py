"""What holds for any text, with all rules on."""

import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts import EXAMPLES, texts
from zzlint.diagnostic import Applicability, Edit
from zzlint.edits import Composition, splice
from zzlint.engine import rule_set
from zzlint.fixer import fix
from zzlint.formats import from_text, read
from zzlint.process import SAFE_ONLY, WITH_UNSAFE
from zzlint.rule import Severity
from zzlint.settings import Settings

RULES = rule_set(Settings(preview=True, select=("ALL",)))

trusts = st.sampled_from([SAFE_ONLY, WITH_UNSAFE])
names = st.sampled_from(["page.txt", "page.md"])


def undone(text: str, edits: Sequence[Edit]) -> str:
    """The text before the edits, which count in the text before."""
    back: list[Edit] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        back.append(Edit(start, start + len(edit.new), edit.new, edit.old))
        shift += len(edit.new) - len(edit.old)
    return splice(text, back)


@given(texts, trusts, names)
@settings(max_examples=300, deadline=None)
def test_fixing_twice_is_fixing_once(text: str, wanted: frozenset[Applicability], name: str) -> None:
    once = fix(from_text(text, name), RULES, wanted)
    twice = fix(once.page, RULES, wanted)
    assert twice.page.text == once.page.text
    assert not once.left.crashes


@given(texts, trusts)
@settings(max_examples=200, deadline=None)
def test_nothing_changes_outside_the_edits(text: str, wanted: frozenset[Applicability]) -> None:
    done = fix(from_text(text), RULES, wanted)
    edits = [edit for edit, _ in done.edits]
    assert splice(text, edits) == done.page.text
    assert undone(done.page.text, edits) == text
    assert all(text[edit.start : edit.end] == edit.old != edit.new for edit in edits)
    owners = {item.code for item in done.applied}
    assert all(rules and owners.issuperset(rules) for _, rules in done.edits)


@given(texts, trusts)
@settings(max_examples=200, deadline=None)
def test_no_applicable_fix_is_left(text: str, wanted: frozenset[Applicability]) -> None:
    done = fix(from_text(text), RULES, wanted)
    for item in done.left.findings:
        if item.fix is not None and item.code not in done.muted:
            changes = any(edit.old != edit.new for edit in item.fix.edits)
            assert item.fix.applicability not in wanted or not changes


@given(texts, st.data())
@settings(max_examples=300, deadline=None)
def test_rechecking_what_an_edit_can_reach_is_checking_all(text: str, data: st.DataObject) -> None:
    before = from_text(text)
    said = RULES.check(before)
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    edits = [
        Edit(start, end, text[start:end], data.draw(st.sampled_from(["", "，", "\n", "\n\n", "己经", "字"])))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    after = before.replaced(splice(text, edits), edits)
    assert RULES.recheck(after, before, said, edits).findings == RULES.check(after).findings


def test_an_edit_that_parts_a_line_end_leaves_the_next_line_alone() -> None:
    text = "甲乙丙丁\r\n秋收\x1f"
    before = from_text(text)
    edits = [Edit(1, 5, "乙丙丁\r", "")]
    after = before.replaced(splice(text, edits), edits)
    again = RULES.recheck(after, before, RULES.check(before), edits)
    assert [(item.code, item.span) for item in again.findings] == [("ENC005", (4, 5))]


@given(texts)
@settings(max_examples=150, deadline=None)
def test_findings_fit_the_page(text: str) -> None:
    said = RULES.check(from_text(text))
    assert not said.crashes
    assert said == RULES.check(from_text(text))
    assert pickle.loads(pickle.dumps(said)) == said
    for item in said.findings:
        assert 0 <= item.span.start <= item.span.end <= len(text)
        assert item.confidence is None or 0 <= item.confidence <= 1
        assert item.severity in Severity
        for lang in ("zh", "en"):
            assert "{" not in item.message.render(lang).replace(text, "")


@given(texts, st.sampled_from(["utf-8", "gb18030"]), st.sampled_from([b"", b"\xef\xbb\xbf"]), names)
@settings(max_examples=200, deadline=None)
def test_bytes_come_back(text: str, encoding: str, bom: bytes, name: str) -> None:
    if bom and encoding != "utf-8":
        bom = b""
    data = bom + text.encode(encoding)
    page = read(data, name, encoding)
    assert page.decoded.encode(page.text) == data


@given(texts)
@settings(max_examples=150, deadline=None)
def test_the_plain_view_points_back(text: str) -> None:
    page = from_text(text)
    view = page.plain
    origins = [view.origin(at) for at in range(len(view.text))]
    assert origins == sorted(set(origins))
    for at, char in enumerate(view.text):
        original = text[origins[at]]
        assert char == original or original.isspace() or not original.isascii()


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    text = current = draw(st.text("甲乙丙丁\n", max_size=20))
    result = []
    for _ in range(draw(st.integers(1, 4))):
        places = sorted(draw(st.lists(st.integers(0, len(current)), max_size=6)))
        edits = [
            Edit(start, end, current[start:end], draw(st.text("子丑寅", max_size=3)))
            for start, end in zip(places[::2], places[1::2], strict=False)
        ]
        result.append(edits)
        current = splice(current, edits)
    return text, result


@given(rounds())
@settings(max_examples=300, deadline=None)
def test_rounds_compose(case: tuple[str, list[list[Edit]]]) -> None:
    text, all_rounds = case
    current = text
    composition = Composition(text)
    for edits in all_rounds:
        current = splice(current, edits)
        composition.add((edit, "TST001") for edit in edits)
    composed = [edit for edit, _ in composition.edits()]
    assert splice(text, composed) == current
    assert undone(current, composed) == text


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_settle_with_all_rules_on(text: str) -> None:
    done = fix(from_text(text), RULES, WITH_UNSAFE)
    assert not done.muted
    assert not done.left.crashes
