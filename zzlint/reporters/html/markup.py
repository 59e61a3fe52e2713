"""HTML in small pieces: what is text and what is markup is told apart by type."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import NewType

from zzlint.reporters import named
from zzlint.reporters.excerpt import visible

#: Markup; a plain string must go through ``line``, ``body`` or ``blanks`` to become one.
Html = NewType("Html", str)

NOTHING = Html("")

_NEWLINE, _TAB, _SPACE, _WIDE = "\n", "\t", " ", "\u3000"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class _Table(dict[int, str]):
    """For ``str.translate``: entities, and a box with its number for a character without a shape."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char.isprintable() or char in (_NEWLINE, _TAB, _SPACE, _WIDE)
        shown = char if plain else f'<span class="odd">U+{code:04X}</span>'
        self[code] = _ENTITIES.get(char, shown)
        return self[code]


_BODY = _Table()
_BLANKS = _Table(
    (ord(char), f'<span class="{name}">{char}</span>')
    for char, name in ((_NEWLINE, "newline"), (_TAB, "tab"), (_SPACE, "blank"), (_WIDE, "wide"))
)


def body(text: str) -> Html:
    """A page's text: its line ends as line feeds, characters without a shape as boxes with their numbers."""
    return Html(_unified(text).translate(_BODY))


def blanks(text: str) -> Html:
    """The same with blanks and line ends made visible by the style sheet; the text stays as it is."""
    return Html(_unified(text).translate(_BLANKS))


def line(text: str) -> Html:
    """A message in one line."""
    return Html(html.escape(visible(text)))


def name(text: str) -> Html:
    """A file's name in one line; it may break behind a separator."""
    return Html(html.escape(visible(named(text))).replace("/", "/<wbr>"))


def join(parts: Iterable[Html]) -> Html:
    """Markup behind markup."""
    return Html("".join(parts))


def element(tag: str, *inside: Html, **attributes: str | int | bool) -> Html:
    """``<tag key="value">inside</tag>``: ``class_`` is class, ``data_c`` data-c; an empty attribute is left out."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{line(str(value))}"')
        for key, value in attributes.items()
        if value is not False and value != ""
    )
    return Html(f"<{tag}{given}>{''.join(inside)}</{tag}>")


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
