"""A text with layers over it: marks, deletions and insertions that may overlap in any way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from zzlint.reporters.html.markup import Html, blanks, body, element, join

#: From the strongest to the weakest: where marks lie over each other the strongest is seen.
KINDS = ("lost", "error", "warning", "note", "related")
#: From the innermost to the outermost.
TAGS = ("del", "ins", "mark")


class Layer(NamedTuple):
    """``text[start:end]`` is marked, would be deleted or was inserted.

    ``look`` is one of KINDS, or the trust in a change; ``light``: one of many places that are
    explained once. ``code`` is the rule's and ``kind`` the finding's, "" for what no filter hides.
    """

    start: int
    end: int
    tag: str
    look: str
    code: str = ""
    kind: str = ""
    light: bool = False


class Point(NamedTuple):
    """Markup between two characters; ``behind``: it belongs to the one before it."""

    at: int
    html: Html
    behind: bool = False


def layered(text: str, bounds: Sequence[int], layers: Iterable[Layer], points: Iterable[Point]) -> Iterator[Html]:
    """The pieces of the text between ``bounds``, sorted and from 0 to its end, each with its layers and points.

    The text is cut wherever a layer begins or ends, and every part is wrapped by itself: markup
    is never crossed.
    """
    before, behind = _sides(text, points)
    opening: defaultdict[int, list[Layer]] = defaultdict(list)
    cuts = {*bounds, *before, *behind}
    for layer in layers:
        start, end = _whole(text, layer.start), _whole(text, layer.end)
        if start < end:
            opening[start].append(layer._replace(start=start, end=end))
            cuts |= {start, end}
    ends = iter(bounds[1:])
    bound = next(ends)
    piece: list[Html] = []
    active: list[Layer] = []
    for start, end in pairwise(sorted(cuts)) if text else [(0, 0)]:
        active = [layer for layer in active if layer.end > start] + opening[start]
        piece += (*before[start], _wrapped(text[start:end], active), *behind[end])
        if end == bound:
            yield join(piece)
            piece, bound = [], next(ends, -1)


def _wrapped(text: str, active: Sequence[Layer]) -> Html:
    if not active:
        return body(text)
    changes = any(layer.tag != "mark" for layer in active)
    html = blanks(text) if changes or text.isspace() else body(text)
    for tag in TAGS:
        found = [layer for layer in active if layer.tag == tag]
        if found:
            top = min(found, key=_rank)
            gap = tag == "del" and text.isspace()
            html = element(
                tag,
                html,
                class_=top.look + " light" * top.light + " gap" * gap,
                data_c=" ".join(dict.fromkeys(layer.code for layer in found)).strip(),
                data_k=top.kind,
            )
    return html


def _rank(layer: Layer) -> tuple[bool, int]:
    return layer.light, KINDS.index(layer.look) if layer.look in KINDS else 0


def _sides(text: str, points: Iterable[Point]) -> tuple[defaultdict[int, list[Html]], defaultdict[int, list[Html]]]:
    """What stands before and behind each place; there is nothing behind the start, nor before the end."""
    before: defaultdict[int, list[Html]] = defaultdict(list)
    behind: defaultdict[int, list[Html]] = defaultdict(list)
    for point in points:
        at = _whole(text, point.at)
        (behind if at == len(text) or (point.behind and at) else before)[at].append(point.html)
    return before, behind


def _whole(text: str, at: int) -> int:
    """The place, or the one behind it inside a line end of two characters."""
    return at + 1 if text[at - 1 : at + 1] == "\r\n" and at else at
