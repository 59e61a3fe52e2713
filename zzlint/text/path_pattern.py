"""A pattern over the names of pages: what a path says of the page and of its issue."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from zzlint.text.identity import NUMERALS, PATTERN, Identity, iso_date, label

#: Field -> how it is spelled in a path.
FIELDS = {
    "title": r"[^/]+?",
    "date": r"\d{8}|\d{4}[-_./年]\d{1,2}[-_./月]\d{1,2}日?",
    "number": r"\d+",
    "page": rf"第?(?:[A-Za-zＡ-Ｚ]?-?\d{{1,3}}|[{NUMERALS}]{{1,4}}|[头頭])[版页頁面]?",
}
_PIECE = re.compile(r"\{([^{}]*)\}|(\*)|([^{*]+|\{)")
_DATE_PARTS = re.compile(r"\d+")


class PathPattern:
    """A pattern over paths, or over the names of records: ``{title}/{date}/{page}.txt``.

    ``{title}``, ``{date}`` (20210316, 2021-03-16, 2021年3月16日), ``{number}`` and ``{page}`` are read,
    ``*`` stands for anything within a name, all else for itself. The pattern is about the end of
    the path; the folder above what it is about belongs to the issue's name, so that two folders are
    never taken for one. Raises ValueError with a field that is not known, or "" when there is no field.
    """

    def __init__(self, source: str) -> None:
        pieces = list(_PIECE.finditer(source))
        fields = [found[1] for found in pieces if found[1] is not None]
        for field in fields or [""]:
            if field not in FIELDS:
                raise ValueError(field)
        seen: set[str] = set()
        told = []
        for field, star, literal in (found.groups() for found in pieces):
            if field is not None:
                told.append(f"(?P={field})" if field in seen else f"(?P<{field}>{FIELDS[field]})")
                seen.add(field)
            else:
                told.append("[^/]*" if star else re.escape(literal))
        self._compiled = re.compile(f"(?:(?P<above>.*)/)?{''.join(told).removeprefix('/')}", re.DOTALL)

    def read(self, name: str) -> Identity:
        """What the name says; nothing where it does not fit the pattern."""
        found = self._compiled.fullmatch(name)
        if found is None:
            return Identity()
        told = found.groupdict()
        parts = _DATE_PARTS.findall(told.get("date") or "")
        if len(parts) == 1:
            parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
        date = iso_date(*map(int, parts)) if parts else ""
        title, number = (told.get("title") or ""), (told.get("number") or "").lstrip("0")
        group = "/".join((told["above"] or "", *filter(None, (title, date, number)))) or "."
        return Identity(
            group=group, title=title, date=date, number=number, page=label(told.get("page") or ""), source=PATTERN
        )


@lru_cache(maxsize=64)
def path_pattern(source: str) -> PathPattern:
    """The pattern, made once."""
    return PathPattern(source)


def from_name(pattern: str, name: str, record: str = "") -> Identity:
    """What the pattern says of a file's path, or of the name of a record."""
    if not pattern:
        return Identity()
    path = os.path.abspath(name).replace(os.sep, "/")
    if not record:
        return path_pattern(pattern).read(path)
    told = path_pattern(pattern).read(record.replace(os.sep, "/"))
    return told._replace(group=f"{path}#{told.group}") if told.group else told
