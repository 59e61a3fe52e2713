"""Just enough of a document to ask questions of a report in HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "wbr"}


@dataclass
class Node:
    """An element, its attributes, and what is in it: elements and text."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def all(self, tag: str = "", class_: str = "", **attributes: str) -> list[Node]:
        """The elements below this one, in their order."""
        return [
            node
            for node in self._below()
            if (not tag or node.tag == tag)
            and (not class_ or class_ in node.classes)
            and all(node.attributes.get(key) == value for key, value in attributes.items())
        ]

    def one(self, tag: str = "", class_: str = "", **attributes: str) -> Node:
        (found,) = self.all(tag, class_, **attributes)
        return found

    def text(self, without: tuple[str, ...] = ()) -> str:
        """What is written in it, without elements of certain tags or classes (``ins``, ``.ref``, ``del.done``)."""
        return "".join(
            part if isinstance(part, str) else "" if part._is_any(without) else part.text(without)
            for part in self.inside
        )

    def _below(self) -> Iterator[Node]:
        for part in self.inside:
            if isinstance(part, Node):
                yield part
                yield from part._below()

    def _is_any(self, selectors: tuple[str, ...]) -> bool:
        for selector in selectors:
            tag, _, class_ = selector.partition(".")
            if tag in ("", self.tag) and (not class_ or class_ in self.classes):
                return True
        return False


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice: {tag} {attrs}"
        node = Node(tag, dict(attrs))
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def parsed(html: str) -> Node:
    """The document; every element that is opened must be closed, in the right order."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert [node.tag for node in builder.open] == ["document"], "elements left open"
    return builder.open[0]
