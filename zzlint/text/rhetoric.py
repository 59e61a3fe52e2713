"""What people say again and again, and what nobody does: songs, chants and sounds beside a recogniser's loop.

The limits were set after counting: in 3.9 million characters of news no clause of three letters or more
stands twice in a row. Songs, chants and tales repeat four letters four times and more, and are told by their
marks, by quotation, by words of calling, and by the short lines around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zzlint.text.chars import HAN
from zzlint.text.pattern import Pattern

if TYPE_CHECKING:
    from zzlint.text.layout import Block

#: So far before the place the quotation mark is looked for that it stands behind; so far around it a word of calling.
QUOTED, HEARD = 200, 24
#: Running text has so many letters beside the place, and a clause of so many: no song has.
BESIDE, CLAUSE = 20, 9
#: Shorter words that hold a character twice are sounds and sayings.
LONG = 8
#: So much text on each side of the place is looked at.
AROUND = 400

#: Letters of a copy and number of copies from which on nobody wrote it, a mark between them; a cut-off copy is half.
_NEVER_WRITTEN = ((4, 6), (8, 5), (16, 3.5), (24, 2.5))
#: In running text; there, too, what begins with a word of grammar or time, and what holds a figure.
_NEVER_IN_PROSE = ((4, 5), (8, 4), (12, 3), (24, 2.5))
_NEVER_A_REFRAIN, _NEVER_A_FIGURE = ((4, 4), (8, 3), (24, 2.5)), ((4, 5), (8, 3), (24, 2.5))
#: With a mark of feeling or in quotation.
_NEVER_SHOUTED = ((4, 12), (8, 8), (12, 6), (16, 4))
#: A phrase with no mark between its copies; the same in running text.
_NEVER_SAID = ((4, 7), (8, 5), (12, 4))
_NEVER_SAID_IN_PROSE = ((4, 6), (8, 4), (12, 3))
#: Lines of a block.
_NEVER_LISTED = ((16, 3),)

_MARKED = Pattern("[，。,；;：:、！!？?…\r\n]")
_FEELING = Pattern("[！!？?～~…啊呀哦噢哟哈嘿啦哎呜]|——")
_CALLING = Pattern("[唱喊叫嚷吼念喃诵歌诗谣呼祷说想]")
_GRAMMAR = Pattern(
    "而[在是且]|其中|由于|并(?!肩)|但(?!愿)|因而|因此|对于|关于|根据|按照|据|此外|同时|为此|以及|从而|使得|截至|目前|[今去近]年"
)
_FIGURE = Pattern("[0-9０-９]")
_LETTERS = Pattern(f"[{HAN}A-Za-z0-9]+")


def is_felt(text: str, start: int, end: int) -> bool:
    """Whether the words are in quotation, or have a mark or an interjection that people repeat."""
    low = max(0, start - QUOTED)
    return _FEELING.search(text, start, end) is not None or text.rfind("“", low, start) > text.rfind("”", low, start)


def is_called(text: str, block: Block, start: int, end: int) -> bool:
    """Whether somebody calls, sings or thinks right before ``text[start:end]`` or behind it."""
    low, high = max(block.start, start - HEARD), min(block.end, end + HEARD)
    return any(_CALLING.search(text, *side) for side in ((low, start), (end, high)))


def is_prose(text: str, block: Block, start: int, end: int) -> bool:
    """Whether running text of the block stands around ``text[start:end]``."""
    sides = (text[max(block.start, start - AROUND) : start], text[end : min(block.end, end + AROUND)])
    clauses = [len(clause) for side in sides for clause in _LETTERS.findall(side)]
    return sum(clauses) >= BESIDE and max(clauses) >= CLAUSE


def limits(copy: str, *, felt: bool, prose: bool) -> Sequence[tuple[float, float]]:
    """Letters of a copy, and the number of copies from which on a recogniser was caught in a loop."""
    if felt:
        return _NEVER_SHOUTED
    if "\n" in copy or "\r" in copy:
        return _NEVER_LISTED
    letters = "".join(_LETTERS.findall(copy))
    plain = len(letters) >= LONG or len(set(letters)) == len(letters)  # no 叮叮当当, no 年复一年
    if _MARKED.search(copy) is None:
        return _NEVER_SAID_IN_PROSE if prose and plain else _NEVER_SAID
    if prose and _GRAMMAR.match(letters):
        return _NEVER_A_REFRAIN
    if prose and _FIGURE.search(letters):
        return _NEVER_A_FIGURE
    return _NEVER_IN_PROSE if prose and plain else _NEVER_WRITTEN
