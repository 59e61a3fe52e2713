"""Sound pages damaged as recognition engines damage them, with the gold that says what and where.

``python tests/damage.py`` rewrites ``seeds/made`` from ``seeds/sound``. A kind of damage is a function
``(text, rng) -> damages``; the kinds of a page are laid over one another, and the places of earlier damage
move along. No rule is asked: the gold is what was done to the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

SEEDS = Path(__file__).parent.parent / "seeds"
T = TypeVar("T")

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
HALF = dict(zip("，；：？！（）", ",;:?!()", strict=True))
NOTICE = re.compile(r"(（?[下上][转接])( ?第?)([A-D]?[\d一二三四五六七八九]{1,2})(版[①-⑨]?）?)")
PROTECTED = re.compile(r"https?://[\w./?=&%-]+|www\.[\w./?=&-]+|[\w.]+@[\w.]+|`[^`\n]*`|\]\([^)\n]*\)|《[^《》\n]*》")
PAIR = re.compile(r"“[^“”\n]{1,60}”|「[^「」\n]{1,60}」|《[^《》\n]{1,60}》")
#: The contexts keep out 各自已经, 个人员工, 施工人员 and the like, where another word would be hit.
MISPRINTS = {
    "(?<!自)已经": "己经", "(?<!自)已經": "己經", "(?<!各)自己(?![已经經])": "自已", "(?<!尚)未来": "末来", "(?<!尚)未婚": "末婚",
    "(?<!个)人员": "入员", "人民": "入民", "工人(?!员)": "工入", "周末": "周未",
}  # fmt: skip
CONFUSED = {
    "蔬菜": "蔬莱", "今日": "今曰", "昨日": "昨曰", "日期": "曰期", "千万": "干万", "天气": "夭气", "土地": "士地", "干部": "千部",
    "孩子": "孩于", "时间": "时问", "问题": "间题", "大家": "太家", "学校": "学枝", "日前": "曰前", "未見": "末見",
}  # fmt: skip
LOOKALIKE = {"查": "査", "户": "戸", "门": "⻔", "车": "⻋", "见": "⻅", "长": "⻓", "马": "⻢", "龙": "⻰", "页": "⻚"} | {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in (*range(0xF900, 0xFA0E), *range(0x2F00, 0x2FD6))
}  # fmt: skip


class Edit(NamedTuple):
    """``text[start:end]`` becomes ``new``; mending it writes ``old``, where None is what stood there."""

    start: int
    end: int
    new: str
    old: str | None = None


class Damage(NamedTuple):
    """One defect to make: ``span`` is its place before the edits, by default theirs and ``around`` characters more.

    ``known``: whether the page still tells what was printed.
    """

    code: str
    edits: tuple[Edit, ...]
    span: tuple[int, int] | None = None
    around: int = 0
    known: bool = True

    def place(self) -> tuple[int, int]:
        start, end = self.span or (min(edit.start for edit in self.edits), max(edit.end for edit in self.edits))
        return start - self.around, end + self.around


class Defect(NamedTuple):
    """A defect made: where it is in the damaged text, and the edits that mend it alone."""

    start: int
    end: int
    code: str
    known: bool
    mends: tuple[Edit, ...] = ()


Kind = Callable[[str, Random], list[Damage]]


# -- laying damage over a page -----------------------------------------------------------------


def splice(text: str, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for edit in edits:
        parts += [text[done : edit.start], edit.new]
        done = edit.end
    return "".join([*parts, text[done:]])


def lay(text: str, defects: list[Defect], damages: list[Damage]) -> tuple[str, list[Defect]]:
    """The text with the damages done, and all defects where they now are."""
    edits = sorted({edit for damage in damages for edit in damage.edits})
    assert all(one.end <= other.start for one, other in zip(edits, edits[1:], strict=False)), edits

    def behind(at: int, inserted: bool) -> int:
        """Where ``at`` has moved to: behind what is inserted there, or before it."""
        return at + sum(
            len(edit.new) - (edit.end - edit.start)
            for edit in edits
            if edit.end < at or (edit.end == at and (inserted or edit.start < at))
        )

    def mend(edit: Edit) -> Edit:
        old = text[edit.start : edit.end] if edit.old is None else edit.old
        inserts = edit.start == edit.end
        return Edit(behind(edit.start, not inserts), behind(edit.end, True), old)

    moved = []
    for start, end, code, known, mends in defects:
        # a notice that is cut or glued now is the damage's own to tell of
        if code == "CON001" and any(_meet((start, end), new.place()) for new in damages if new.code.startswith("CON")):
            continue
        shifted = tuple(Edit(behind(one.start, True), behind(one.end, False), one.new) for one in mends)
        moved.append(Defect(behind(start, True), behind(end, False), code, known, shifted))
    for damage in damages:
        start, end = damage.place()
        mends = tuple(map(mend, sorted(damage.edits))) if damage.known else ()
        moved.append(Defect(behind(start, False), behind(end, True), damage.code, damage.known, mends))
    return splice(text, edits), moved


def free(damage: Damage, defects: list[Defect]) -> Damage | None:
    """The damage as far as it meets no other, None when nothing is left of it."""
    if damage.code in ("PAR001", "SPC004") or damage.code[:3] in ("DUP", "LOS", "CON"):
        places = [damage.place(), *((edit.start, edit.end) for edit in damage.edits)]
        hull = min(places)[0], max(end for _, end in places)
        clash = any(_meet(hull, (one.start, one.end)) and one.code[:3] != damage.code[:3] for one in defects)
        return None if clash or (damage.code[:3] != "CON" and _taken(hull, defects, "PAR DUP LOS")) else damage
    left = tuple(edit for edit in damage.edits if not any(_clash(edit, one) for one in defects))
    if damage.code == "SPC001" and left:
        return damage._replace(edits=left)
    return damage if left == damage.edits else None


def _taken(hull: tuple[int, int], defects: list[Defect], families: str) -> bool:
    return any(_meet(hull, (one.start, one.end)) for one in defects if one.code[:3] in families)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _clash(edit: Edit, defect: Defect) -> bool:
    if any(edit.start < bound < edit.end for bound in (defect.start, defect.end)):
        return True
    if not defect.known:
        return defect.code[:3] not in ("CON", "LOS") and _meet((edit.start, edit.end), (defect.start, defect.end))
    # the copies of a loop may be damaged like any text
    return defect.code != "DUP001" and any(_meet((edit.start, edit.end), (one.start, one.end)) for one in defect.mends)


# -- helpers: where damage may go --------------------------------------------------------------


def pick(rng: Random, items: Sequence[T]) -> T:
    # random() is the one method whose numbers are the same in every version of Python
    return items[int(rng.random() * len(items))]


def shuffled(rng: Random, items: Iterable[T]) -> list[T]:
    return [item for _, _, item in sorted((rng.random(), number, item) for number, item in enumerate(items))]


def found(text: str, pattern: str) -> list[re.Match[str]]:
    """What the pattern finds outside addresses, code and titles."""
    shielded = [match.span() for match in PROTECTED.finditer(text)]
    return [match for match in re.finditer(pattern, text) if not any(_meet(match.span(), span) for span in shielded)]


def gap(text: str) -> str:
    """What stands between two paragraphs."""
    return "\n\n" if 3 * text.count("\n\n") > len(text.split()) / 3 else "\n"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of running text, on one line each."""
    alone = gap(text)
    edge = re.escape(alone)
    lines = re.finditer(rf"(?:(?<={edge})|\A)[^\n]{{40,}}(?={edge}|\n?\Z)", text)
    return [line.span() for line in lines if _is_prose(line[0])]


def _is_prose(line: str) -> bool:
    return (
        re.search(r"[。！？…][”」]?$", line) is not None
        and re.match(r"[#>|*▲-]|\d+\.|（|[一二三四五六七八九十]+、|[上下][接转]", line) is None
        and "　" not in line.strip()
        and whole(line)
    )


def whole(text: str) -> bool:
    """Whether no quotation or bracket is cut."""
    return all(text.count(one) == text.count(other) for one, other in ("“”", "‘’", "「」", "《》", "（）"))


def clause_cuts(text: str, start: int, end: int) -> list[int]:
    """Where ``text[start:end]`` may be cut in mid-clause, between two Han characters that differ."""
    inner = re.compile(rf"(?<=[{HAN}]{{2}})(?=[{HAN}]{{2}})").finditer(text, start, end)
    return [at.start() for at in inner if text[at.start() - 1] != text[at.start()]]
