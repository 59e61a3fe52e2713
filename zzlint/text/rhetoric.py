"""What people say again and again, and what nobody does: songs, chants and sounds beside a recogniser's loop.

The limits were set after counting: in 3.9 million characters of news no clause of three letters or more
stands twice in a row. Songs, chants and tales repeat four letters four times and more, and are told by their
marks, by quotation, by words of calling, by clauses of one length, and by the short lines around them; rows of
tables, forms and lists by the blanks, tabs and line ends between their cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

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
#: So many copies nobody writes of anything but sounds, calls and cells of tables; so many of one short word.
MANY, ENDLESS = 20, 60
#: Three clauses so short are names on duty, dishes, cells.
SHORT = 6
#: So much text on each side of the place is looked at.
AROUND = 400

#: Letters of a copy, and the number of copies from which on something holds.
Limits: TypeAlias = Sequence[tuple[float, float]]

#: From which on nobody wrote it, a mark between them; a cut-off copy is half.
_NEVER_WRITTEN = ((4, 6), (8, 5), (16, 3.5), (24, 2.5))
#: In running text; there, too, what begins with a word of grammar or time, and what holds a figure.
_NEVER_IN_PROSE = ((4, 5), (8, 4), (12, 3), (24, 2.5))
_NEVER_A_REFRAIN, _NEVER_A_FIGURE = ((4, 4), (8, 3), (24, 2.5)), ((4, 5), (8, 3), (24, 2.5))
#: With a mark of feeling or in quotation.
_NEVER_SHOUTED = ((4, 12), (8, 8), (12, 6), (16, 4))
#: A phrase with no mark between its copies; the same in running text.
_NEVER_SAID = ((4, 7), (8, 5), (12, 4))
_NEVER_SAID_IN_PROSE = ((4, 6), (8, 4), (12, 3))
#: Lines of a block that are sentences.
_NEVER_LISTED = ((16, 3),)
#: Clauses of a song, two and two of one length, and of lists.
_NEVER_SUNG = ((8, 8), (16, 6))
#: A word of grammar by itself; anything else; the same with a mark between its copies.
_NEVER_GRAMMAR = ((1, MANY),)
_NEVER_AT_ALL, _NEVER_MARKED = ((2, ENDLESS), (3, MANY)), ((3, ENDLESS), (4, MANY))
#: From which on it is worth a look; the same with feeling, and of numbers and items of lists.
_DOUBTFUL = ((10, 2), (8, 3), (6, 4), (1, MANY))
_DOUBTFUL_SHOUT = ((16, 2),)
_DOUBTFUL_ITEM = ((6, 12), (1, MANY))

_MARKED = Pattern("[，。,；;：:、！!？?…\r\n]")
_FEELING = Pattern("[！!？?～~…啊呀哦噢哟哈嘿啦哎呜]|——")
_CALLING = Pattern("[唱喊叫嚷吼念喃诵歌诗谣呼祷说想]")
_GRAMMAR = Pattern(
    "而[在是且]|其中|由于|并(?!肩)|但(?!愿)|因而|因此|对于|关于|根据|按照|据|此外|同时|为此|以及|从而|使得|截至|目前|[今去近]年"
)
#: Nobody calls these.
_GRAMMAR_WORDS = frozenset("的了和与为被及或")
_FIGURE = Pattern("[0-9０-９]")
_LETTERS = Pattern(f"[{HAN}A-Za-z0-9]+")
_LETTER, _HAN = Pattern(r"[^\W_]"), Pattern(f"[{HAN}]")
_NUMERALS = frozenset("一二三四五六七八九十百千万亿零〇")
#: Rows of tables and forms, markup.
_ROW = Pattern("[\t|<]|(?<=\\S)[ \u3000\xa0]{2}|[_＿]{2}")
_LINE_END = Pattern("[\r\n]")
#: Between items that blanks keep apart.
_ITEM = Pattern(f"(?<=[{HAN}]) (?=[{HAN}])")
_SENTENCE = Pattern("[。；;！？!?]")
_SOUNDS = frozenset(
    "哈嘿嘻呵啦啊呀哦噢哟嗬嗨咳哎唉呜哇咚锵当叮嗒哒答滴嘀嗡轰隆汪喵咩哞咯咕吱嘎咔嚓砰啪噼劈里嘭乒乓咣哐哗唰刷嗖呼噜吁铃"
)
#: What recognisers make of rules and boxes.
_DRAWN = frozenset("口囗丨丶丿")


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


def is_speech(copy: str) -> bool:
    """Whether a copy holds words: no row of a table or a form, no markup, no number, no rule of one letter."""
    words = set(_LETTER.findall(copy)) - _NUMERALS - _DRAWN
    return any(map(str.isalpha, words)) and _ROW.search(copy) is None and not (len(words) == 1 and copy.isascii())


def limits(copy: str, *, felt: bool, prose: bool) -> Limits:
    """From where on a recogniser was caught in a loop."""
    letters = "".join(_LETTERS.findall(copy))
    if _SOUNDS.issuperset(letters) or _HAN.search(letters) is None:
        return ()
    if felt:
        return _NEVER_SHOUTED
    if _LINE_END.search(copy):
        return _NEVER_LISTED if _SENTENCE.search(copy) else ()
    if _is_list(copy):
        return ()
    if letters in _GRAMMAR_WORDS:
        return _NEVER_GRAMMAR
    marked = _MARKED.search(copy) is not None
    many = _NEVER_MARKED if marked else _NEVER_AT_ALL
    return many if _is_number(copy) else (*many, *_of_words(copy, letters, marked=marked, prose=prose))


def doubtful(copy: str, *, felt: bool) -> Limits:
    """From where on a repetition is worth a look."""
    if _SOUNDS.issuperset(_LETTER.findall(copy)):
        return ()
    if felt:
        return _DOUBTFUL_SHOUT
    if not (_is_number(copy) or _is_list(copy)):
        return _DOUBTFUL
    return () if _LINE_END.search(copy) else _DOUBTFUL_ITEM


def _is_number(copy: str) -> bool:
    """Whether it is a number, a date, or foreign."""
    return 3 * len(_HAN.findall(copy)) < len(_LETTER.findall(copy))


def _is_list(copy: str) -> bool:
    """Whether it is one of the lines or items of a list: menus, names on duty."""
    if _SENTENCE.search(copy):
        return False
    lines = _LINE_END.search(copy) is not None
    return _ITEM.search(copy * 2) is not None or (lines and max(map(len, _LETTERS.findall(copy))) < CLAUSE)


def _of_words(copy: str, letters: str, *, marked: bool, prose: bool) -> Limits:
    plain = len(letters) >= LONG or len(set(letters)) == len(letters)  # no 叮叮当当, no 年复一年
    if not marked:
        return _NEVER_SAID_IN_PROSE if prose and plain else _NEVER_SAID
    if _is_verse(list(map(len, _LETTERS.findall(copy)))):
        return _NEVER_SUNG
    if prose and _GRAMMAR.match(letters):
        return _NEVER_A_REFRAIN
    if prose and _FIGURE.search(letters):
        return _NEVER_A_FIGURE
    return _NEVER_IN_PROSE if prose and plain else _NEVER_WRITTEN


def _is_verse(clauses: list[int]) -> bool:
    """Whether clauses of such lengths are a list's, short ones, or a song's, each as long as its neighbour: 3, 3, 7, 7."""
    if len(clauses) == 1 or max(clauses) >= CLAUSE:
        return False
    if len(clauses) > 2 and max(clauses) <= SHORT:
        return True
    around = zip(clauses[-1:] + clauses, clauses, clauses[1:] + clauses[:1], strict=False)
    return all(size in (before, behind) for before, size, behind in around)
