"""Sound pages damaged as recognition engines damage them, with the gold that says what and where.

``python tests/damage.py`` rewrites ``seeds/made`` from ``seeds/sound``. The kinds of damage of a page are laid
over one another, and the places of earlier damage move along. No rule is asked: the gold is what was done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests import damage_kinds  # noqa: E402
from tests.damage_kinds import Damage, Edit, meet  # noqa: E402

SOUND, MADE = ROOT / "seeds" / "sound", ROOT / "seeds" / "made"


Kind = Callable[[str, Random], list[Damage]]
#: Kinds that damage what other damage has left.
PAGE_WIDE = ("half_width_page", "spaced_page", "wrapped")
#: So many places are tried before a page is said to be full.
TRIES = 60


class Defect(NamedTuple):
    """A defect made: where it is in the damaged text, and the edits that mend it alone."""

    start: int
    end: int
    code: str
    known: bool
    mends: tuple[Edit, ...] = ()


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
    assert all(one.end <= other.start for one, other in pairwise(edits)), edits

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
        if code == "CON001" and any(meet((start, end), new.place()) for new in damages if new.code.startswith("CON")):
            continue
        shifted = tuple(Edit(behind(one.start, True), behind(one.end, False), one.new) for one in mends)
        moved.append(Defect(behind(start, True), behind(end, False), code, known, shifted))
    for damage in damages:
        start, end = damage.place()
        # at its ends a place takes in what the damage itself inserts there, not the other damages'
        starts, ends = ({edit[side] for edit in damage.edits} for side in (0, 1))
        mends = tuple(map(mend, sorted(damage.edits))) if damage.known else ()
        moved.append(
            Defect(behind(start, start not in starts), behind(end, end in ends), damage.code, damage.known, mends)
        )
    return splice(text, edits), moved


def free(damage: Damage, defects: list[Defect], page_wide: bool = False) -> Damage | None:
    """The damage as far as it meets no other, None when nothing is left of it."""
    places = [damage.place(), *((edit.start, edit.end) for edit in damage.edits)]
    hull = min(places)[0], max(end for _, end in places)
    near = [one for one in defects if meet(hull, (one.start, one.end))]
    if damage.code.startswith("CON"):
        return None if any(one.code != "CON001" for one in near) else damage
    if damage.code in ("PAR001", "PAR002", "SPC004") or damage.code[:3] in ("DUP", "LOS"):
        return None if near else damage
    # copies that differ by damage of their own would leave open which of them goes, a seam how it is closed
    if any(one.code == damage.code or (one.code[:3] in ("PAR", "DUP", "LOS") and not page_wide) for one in near):
        return None
    left = tuple(edit for edit in damage.edits if not any(_clash(edit, one) for one in near))
    if damage.code in ("SPC001", "SPC002") and left:
        return damage._replace(edits=left)
    return damage if left == damage.edits else None


def _clash(edit: Edit, defect: Defect) -> bool:
    place = edit.start, edit.end
    if any(edit.start < bound < edit.end for bound in (defect.start, defect.end)):
        return True
    if not defect.known:
        return defect.code[:3] not in ("CON", "LOS") and meet(place, (defect.start, defect.end))
    return defect.code != "DUP001" and any(meet(place, (one.start, one.end)) for one in defect.mends)


# -- pages -------------------------------------------------------------------------------------


class Recipe(NamedTuple):
    """A page to make: its name, its sound page, and how often which kind, paragraphs before characters."""

    name: str
    source: str
    kinds: str
    encoding: str = "utf-8"
    newline: str = "\n"


RECIPES = (
    Recipe("community-loops", "community-page.txt",
        "loop begun_twice column_split*4 notice_glued confused*2 trailing_blanks*2"),
    Recipe("community-marks", "community-page.txt",
        "half_width*6 pair_damaged*5 repeated_mark*4 stray_blank*3 lookalike*5 confused*2"),
    Recipe("country-columns-gb18030", "country-page-gb18030.txt",
        "column_split*6 doubled_seam*2 blank_run*2 notice_glued pair_damaged*3 misprint*2 confused*3", encoding="gb18030", newline="\r\n"),
    Recipe("country-half-width", "country-page-gb18030.txt",
        "loop lost_end*2 half_width_page repeated_mark*2 replacement*3 trailing_blanks*3"),
    Recipe("front-spaced", "front-page.txt",
        "column_split*3 blank_run half_width*4 misprint spaced_page"),
    Recipe("front-torn", "front-page.txt",
        "notice_cut lost_end*2 lost_beginning*2 column_split*3 ellipsis mojibake*2 invisible*4"),
    Recipe("interviews-looped", "interviews-page.txt",
        "loop column_split*3 doubled_seam*2 pair_damaged*3 confused*2 control*3"),
    Recipe("interviews-half-width", "interviews-page.txt",
        "column_split*2 blank_run*2 half_width_page dash lookalike*6 full_width_digits*2", newline="\r\n"),
    Recipe("law-lines", "law-page.txt",
        "begun_twice*2 column_split*3 lost_beginning spaced_line*6 half_width*3 misprint*4"),
    Recipe("law-lookalikes", "law-page.txt",
        "blank_run*2 lookalike*14 pair_damaged*2 repeated_mark*3 confused*3", encoding="utf-8-sig"),
    Recipe("literary-loops", "literary-supplement.txt",
        "loop*2 begun_twice lost_end pair_damaged*4 dash misprint invisible*3"),
    Recipe("notices-digits", "notices-page.txt",
        "blank_run*3 full_width_digits*5 misprint*3 confused*4 half_width*4 trailing_blanks*4"),
    Recipe("notices-torn", "notices-page.txt",
        "column_split*2 lost_end replacement*3 mojibake*3 control*2 stray_blank*3"),
    Recipe("old-style-marks", "old-style-traditional.txt",
        "lost_beginning half_width*8 pair_damaged*5 repeated_mark*3 ellipsis confused*2 invisible*2"),
    Recipe("sports-looped", "sports-science-page.txt",
        "loop column_split*5 doubled_seam half_width_page ellipsis misprint*2"),
    Recipe("sports-spaced", "sports-science-page.txt",
        "column_split*3 lost_end begun_twice confused*2 repeated_mark*2 spaced_line*8 trailing_blanks*3"),
    Recipe("weekly-marks", "weekly-digest.md",
        "column_split*2 half_width*5 pair_damaged*4 lookalike*4 misprint*2 confused*2 ellipsis"),
    Recipe("issue-a1-notices", "issue-2021-03-16/A1.txt",
        "notice_glued notice_cut loop column_split*3 dash half_width*4"),
    Recipe("issue-a2-columns", "issue-2021-03-16/A2.txt",
        "notice_cut column_split*5 doubled_seam*2 lost_beginning pair_damaged*2 stray_blank*2"),
    Recipe("issue-a4-half-width", "issue-2021-03-16/A4.txt",
        "begun_twice column_split*4 lost_end half_width_page repeated_mark*2 mojibake"),
    Recipe("front-wrapped", "front-page.txt", "wrapped half_width*4"),
    Recipe("interviews-wrapped", "interviews-page.txt", "column_split*3 wrapped"),
    Recipe("literary-wrapped", "literary-supplement.txt", "invisible*2 wrapped"),
    Recipe("old-style-wrapped", "old-style-traditional.txt", "wrapped"),
    Recipe("sports-wrapped", "sports-science-page.txt", "lost_end column_split*2 wrapped", newline="\r\n"),
    Recipe("issue-3-wrapped", "issue-1998-07-03/3.txt", "wrapped confused"),
)  # fmt: skip


class Made(NamedTuple):
    """A damaged page, what was printed, and the gold."""

    text: str
    clean: str
    gold: list[dict[str, int | str | None]]


def damaged(clean: str, carried: Iterable[Defect], kinds: str, rng: Random) -> Made:
    """The page with each kind of damage so many times, in their order."""
    text, defects = clean, list(carried)
    for name, _, times in (word.partition("*") for word in kinds.split()):
        kind: Kind = getattr(damage_kinds, name)
        for _ in range(int(times or 1)):
            tries = (_free(kind(text, rng), defects, name in PAGE_WIDE) for _ in range(TRIES))
            made = next(filter(None, tries), None)
            if made is None:
                raise ValueError(f"no place left for {name}")
            text, defects = lay(text, defects, made)
    return Made(text, clean, [_record(text, defect) for defect in sorted(defects)])


def _free(damages: list[Damage], defects: list[Defect], page_wide: bool) -> list[Damage]:
    left = [part for damage in damages if (part := free(damage, defects, page_wide))]
    return left if page_wide or len(left) == len(damages) else []


def _record(text: str, defect: Defect) -> dict[str, int | str | None]:
    start, end, code, known, mends = defect
    inside = [Edit(one.start - start, one.end - start, one.new) for one in mends]
    printed = splice(text[start:end], inside) if known else None
    return {"code": code, "start": start, "end": end, "text": text[start:end], "fix": printed}


def with_line_ends(made: Made, newline: str) -> Made:
    """The same with another line end, every offset moved along."""
    if newline == "\n":
        return made

    def turned(value: int | str | None) -> int | str | None:
        if isinstance(value, int):
            return value + made.text.count("\n", 0, value) * (len(newline) - 1)
        return value and value.replace("\n", newline)

    gold = [{key: turned(value) for key, value in record.items()} for record in made.gold]
    return Made(made.text.replace("\n", newline), made.clean.replace("\n", newline), gold)


def sound(path: Path) -> tuple[str, list[Defect]]:
    """A sound page with line feeds, and the notices that its gold names."""
    data = path.read_bytes()
    text = data.decode("gb18030" if "gb18030" in path.name else "utf-8")
    gold = path.with_suffix(".gold.jsonl")
    records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()] if gold.exists() else []

    def moved(at: int) -> int:
        return at - text.count("\r\n", 0, at)

    notices = [Defect(moved(one["start"]), moved(one["end"]), one["code"], False) for one in records]
    return text.replace("\r\n", "\n"), notices


def make(recipe: Recipe) -> Made:
    clean, notices = sound(SOUND / recipe.source)
    return with_line_ends(damaged(clean, notices, recipe.kinds, Random(recipe.name)), recipe.newline)


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of ``seeds/made``: its name and what is in it."""
    for recipe in RECIPES:
        made, suffix = make(recipe), Path(recipe.source).suffix
        yield f"{recipe.name}{suffix}", made.text.encode(recipe.encoding)
        yield f"{recipe.name}.clean{suffix}", made.clean.encode(recipe.encoding)
        yield (
            f"{recipe.name}.gold.jsonl",
            "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made.gold).encode(),
        )


def main() -> None:
    made = dict(files())
    MADE.mkdir(exist_ok=True)
    for path in MADE.iterdir():
        path.unlink()
    for name, data in made.items():
        (MADE / name).write_bytes(data)


if __name__ == "__main__":
    main()
