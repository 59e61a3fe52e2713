"""What the text around a mark tells of it."""

from __future__ import annotations

from zzlint.text.pattern import Pattern

#: Where ，， may be meant: 呀，， is how people type a pause.
PARTICLES = "啊呀哦哇呵哈嗯呢吧嘛啦"
#: Kana, and the kind of work in a bibliography (王五. 渡口志[M]. …).
_HALF_WIDTH = Pattern(r"[\u3041-\u30ff]|\[[MJDCRNPSAGZ](?:/OL)?\]")
_TWICE = Pattern(rf"(?<![{PARTICLES}])([，、；：])\1(?!\1)|(?<!。)。。(?!。)")


def reads_twice(text: str) -> bool:
    """Whether a mark stands on the page twice in a row, so that 。。。 may be one 。, too."""
    return _TWICE.search(text) is not None


def prints_half_width(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is of a kind that has half-width marks and blanks behind them in print.

    Such are entries of a bibliography and text with kana.
    """
    return _HALF_WIDTH.search(text, start, end) is not None
