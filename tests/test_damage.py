"""The gold of the seeds: what made pages hold, and that every gold mends what it says and no more."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest

from tests import damage
from zzlint.evaluate.gold import Case, cases

SEEDS = Path(__file__).parent.parent / "seeds"
DAMAGED = [case for folder in ("damaged", "made") for case in cases(SEEDS / folder)]

each_page = pytest.mark.parametrize("case", DAMAGED, ids=lambda case: str(case.path.relative_to(SEEDS)))

Small = tuple[int, int, str]


def test_made_pages_are_what_damage_makes() -> None:
    """Else run ``python tests/damage.py``."""
    assert {path.name: path.read_bytes() for path in damage.MADE.iterdir()} == dict(damage.files())


def test_damage_is_deterministic() -> None:
    assert list(damage.files()) == list(damage.files())


@each_page
def test_gold_is_in_order(case: Case) -> None:
    """Sorted, without overlap within a code, and every fix changes something; the reader has compared the texts."""
    places = [(defect.span.start, defect.span.end) for defect in case.defects]
    assert places == sorted(places)
    for code in {defect.code for defect in case.defects}:
        own = [defect.span for defect in case.defects if defect.code == code]
        assert all(one.end <= other.start for one, other in pairwise(own)), code
    for defect in case.defects:
        assert defect.span.start < defect.span.end
        assert defect.fix != case.page.text[defect.span.start : defect.span.end]


@each_page
def test_joined_print_lines_lose_nothing_but_the_line_end(case: Case) -> None:
    for defect in case.defects:
        if defect.code == "PAR002":
            upper, end, lower = re.split("(\r?\n)", case.page.text[defect.span.start : defect.span.end])
            assert defect.fix in {upper + blank + lower for blank in ("", " ", "　")}, (upper, end, lower)


def test_sound_pages_have_notices_and_printed_lines_and_nothing_else() -> None:
    found = list(cases(SEEDS / "sound"))
    assert {defect.code for case in found for defect in case.defects} == {"CON001", "PAR002"}
    assert {case.path.name for case in found for defect in case.defects if defect.code == "PAR002"} == {
        "A5.txt",
        "A6.txt",
    }


@each_page
def test_damaged_pages_have_gold(case: Case) -> None:
    assert len(case.defects) >= 5
    assert case.path.with_name(f"{case.path.stem}.clean{case.path.suffix}").exists()


@each_page
def test_fixes_restore_the_page_but_where_nothing_is_known(case: Case) -> None:
    text = case.page.text
    edits = merged([*of_fixes(case), *squeezed(text)])
    mended, clean = applied(text, edits), applied(case.clean, list(squeezed(case.clean)))
    unknown = [
        around(mended, moved(defect.span.start, edits), moved(defect.span.end, edits))
        for defect in case.defects
        if defect.fix is None
    ]
    for tag, start, end, low, high in SequenceMatcher(None, mended, clean, autojunk=False).get_opcodes():
        known = tag == "equal" or any(one <= start and end <= other for one, other in unknown)
        assert known, (mended[start - 10 : end + 10], clean[low - 10 : high + 10])


def of_fixes(case: Case) -> Iterator[Small]:
    """What the fixes change, without what they leave as it is: fixes of several codes may share a line."""
    for defect in case.defects:
        if defect.fix is None:
            continue
        text = case.page.text[defect.span.start : defect.span.end]
        for tag, start, end, low, high in SequenceMatcher(None, text, defect.fix, autojunk=False).get_opcodes():
            if tag != "equal":
                yield defect.span.start + start, defect.span.start + end, defect.fix[low:high]


def squeezed(text: str) -> Iterator[Small]:
    """Two or three blank lines where one would do: not enough for a defect."""
    for run in re.finditer(r"(?:\r?\n){3,}", text):
        yield run.start(), run.end(), "\r\n\r\n" if "\r" in run[0] else "\n\n"


def merged(edits: list[Small]) -> list[Small]:
    """The edits in their order, without those inside another: a copy that goes takes its defects along."""
    taken: list[Small] = []
    for start, end, new in sorted(set(edits), key=lambda edit: (edit[0], -edit[1])):
        if taken and start < taken[-1][1]:
            assert end <= taken[-1][1]
        else:
            taken.append((start, end, new))
    return taken


def applied(text: str, edits: list[Small]) -> str:
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def moved(at: int, edits: list[Small]) -> int:
    done = edits[: bisect_right(edits, at, key=lambda edit: edit[1])]
    return at + sum(len(new) - (end - start) for start, end, new in done)


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines of a place, the line ends around them, and the indent that lost and kept lines share."""
    margin = len("\r\n\r\n　　")
    low, high = text.rfind("\n", 0, start), text.find("\n", end)
    return low - margin, (len(text) if high < 0 else high) + margin
