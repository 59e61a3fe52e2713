"""Pages with known defects, read from a folder.

Beside a page ``NAME.txt`` (or ``.md``) may stand

- ``NAME.gold.jsonl``: one defect a line, sorted by place, as
  ``{"code": "PUN001", "start": 12, "end": 13, "text": ",", "fix": "，"}``. ``fix`` is what was
  printed, ``null`` where that cannot be known from the page; offsets are code points;
- ``NAME.clean.txt``: the page as printed;
- ``NAME.roles``: ``role<TAB>beginning`` for each block.

A page with none of them is sound: every finding on it is a false alarm.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zzlint import formats
from zzlint.text.codec import DecodeError
from zzlint.text.page import Page
from zzlint.text.roles import Role
from zzlint.text.span import Span

SUFFIXES = (".txt", ".md")


class GoldError(Exception):
    """Gold that does not fit its page; the message names file and line."""


@dataclass(frozen=True)
class Defect:
    """A known defect: where, which rule should find it, and what was printed there."""

    code: str
    span: Span
    fix: str | None


@dataclass(frozen=True)
class Case:
    """A page, its defects, what was printed, and the roles of its blocks where they are known."""

    path: Path
    page: Page
    defects: tuple[Defect, ...]
    clean: str
    roles: tuple[Role, ...] | None


def cases(folder: Path) -> Iterator[Case]:
    """All pages below ``folder``. Raises GoldError when a page or its gold cannot be used."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and ".clean." not in path.name and path.name != "README.md":
            yield _case(path)


def clean_pages(folder: Path) -> Iterator[tuple[Page, tuple[Role, ...]]]:
    """All sound texts with annotated roles, the clean twins of damaged pages among them."""
    for path in sorted(folder.rglob("*.roles")):
        page = _read(next(file for suffix in SUFFIXES if (file := path.with_suffix(suffix)).exists()))
        yield page, _roles(path, page)


def _case(path: Path) -> Case:
    page = _read(path)
    clean = path.with_suffix(f".clean{path.suffix}")
    roles = path.with_suffix(".roles")
    return Case(
        path,
        page,
        tuple(_defects(path.with_suffix(".gold.jsonl"), page)),
        _read(clean).text if clean.exists() else page.text,
        _roles(roles, page) if roles.exists() else None,
    )


def _read(path: Path) -> Page:
    try:
        return formats.read(path.read_bytes(), str(path))
    except (OSError, DecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {error}") from None


def _defects(path: Path, page: Page) -> Iterator[Defect]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
            span = Span(record["start"], record["end"])
            defect = Defect(record["code"], span, record["fix"])
            stands = page.text[span.start : span.end] == record["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{path}:{number}: {type(error).__name__}: {error}") from None
        if not stands:
            raise GoldError(f"{path}:{number}: the page does not read {record['text']!r} there")
        yield defect


def _roles(path: Path, page: Page) -> tuple[Role, ...]:
    rows = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    if len(rows) != len(page.blocks):
        raise GoldError(f"{path}: {len(rows)} roles for {len(page.blocks)} blocks")
    for number, ((_, begins), block) in enumerate(zip(rows, page.blocks, strict=True), 1):
        if not page.block_text(block).strip().startswith(begins.strip()[:6]):
            raise GoldError(f"{path}:{number}: the block does not begin {begins!r}")
    try:
        return tuple(Role(role) for role, _ in rows)
    except ValueError as error:
        raise GoldError(f"{path}: {error}") from None
