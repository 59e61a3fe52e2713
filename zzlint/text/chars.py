"""Classes of characters, as the inside of a bracket expression: ``f"[{HAN}]"``.

All but ``HAN`` and ``LETTER`` name every character, and serve ``in`` and ``strip``, too.
"""

from __future__ import annotations

#: Han characters: the unified ideographs of planes 0, 2 and 3, and 〇.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af〇"

#: A letter that is no Latin one, as a whole expression; a range of Han characters takes a millisecond to compile.
LETTER = r"[^\W\dA-Za-z_]"

#: The numerals of days, months, ordinals.
NUMERAL = "一二三四五六七八九十"

#: Blanks that may stand inside a line.
BLANK = " \t\u3000\u00a0" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f"

#: The blanks among them that recognisers leave at the edges of lines.
EDGE_BLANK = " \t\u3000\u00a0"

#: Line ends; ``\r\n`` counts as one where it matters.
NEWLINE = "\r\n"

#: Marks that end a sentence, GB/T 15834 §4.1-4.3, and the ellipsis.
FINAL = "。！？…"

#: Marks inside a sentence (§4.4-4.7).
INNER = "，、；："

OPENERS = "“‘（《〈「『【〔［"
CLOSERS = "”’）》〉」』】〕］"

#: Full-width marks and brackets of Chinese text.
MARKS = FINAL + INNER + OPENERS + CLOSERS + "—·～"

#: Opening mark -> closing mark.
PAIRS = dict(zip(OPENERS, CLOSERS, strict=True))

#: Full-width letter, digit or mark -> the half-width one, as ``str.translate`` takes it.
HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def is_han(char: str) -> bool:
    """Whether ``char`` (one character or nothing) is a Han character."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char == "〇"
        or "\U00020000" <= char <= "\U000323af"
    )
