"""``issue.toml``: what a folder says of the issue that its pages are of.

    title = "汀陵日报"
    date = 2021-03-16
    number = 8397
    page_count = 8

    [pages]
    "A1.txt" = "A1"

The file in a page's own folder counts. With ``[pages]`` it speaks of the files that are listed
there, without of all in the folder. Every key may be left out.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from zzlint.diagnostic import Text
from zzlint.packs import load_toml
from zzlint.problems import Problem, reason
from zzlint.text.identity import MANIFEST, Identity, iso_date, label

NAME = "issue.toml"

_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?")


class ManifestError(Problem):
    """A manifest that cannot be followed."""


class _Manifest(NamedTuple):
    """The issue, and the labels of its pages by their file names; None: no pages are listed."""

    issue: Identity
    labels: Mapping[str, str] | None


def of_file(path: Path) -> Identity:
    """What the manifest beside a file says of it; nothing where there is none, or where it does not list the file.

    Raises ManifestError when the manifest cannot be read.
    """
    folder = os.path.abspath(path.parent)
    manifest = _manifest(folder)
    if manifest is None:
        return Identity()
    if manifest.labels is None:
        return manifest.issue
    named = manifest.labels.get(path.name)
    return Identity() if named is None else manifest.issue._replace(page=named)


@lru_cache(maxsize=256)
def _manifest(folder: str) -> _Manifest | None:
    path = Path(folder, NAME)
    if not os.path.isfile(path):
        return None
    try:
        table = load_toml(path)
    except OSError as error:
        raise ManifestError(
            Text("不能读取：{error}", "cannot be read: {error}"), at=str(path), error=reason(error)
        ) from None
    except ValueError as error:  # TOML and UTF-8 errors both are
        raise ManifestError(
            Text("不是有效的 TOML：{error}", "not valid TOML: {error}"), at=str(path), error=error
        ) from None
    pages = table.get("pages")
    if pages is not None and not isinstance(pages, dict):
        raise _unfit(path, "pages", pages)
    issue = Identity(
        group=folder.replace(os.sep, "/"),
        title="".join(_string(table, "title", path).split()),
        date=_date(table, path),
        number=_string(table, "number", path),
        pages=_count(table, path),
        source=MANIFEST,
    )
    return _Manifest(issue, None if pages is None else {name: _label(name, told, path) for name, told in pages.items()})


def _string(table: Mapping[str, object], key: str, path: Path) -> str:
    found = table.get(key, "")
    if isinstance(found, str) or type(found) is int:
        return str(found)
    raise _unfit(path, key, found)


def _date(table: Mapping[str, object], path: Path) -> str:
    found = table.get("date", "")
    if isinstance(found, datetime.date):
        return found.isoformat()[:10]
    parts = _DAY.fullmatch(found) if isinstance(found, str) else None
    told = iso_date(*map(int, parts.groups())) if parts else ""
    if found and not told:
        raise _unfit(path, "date", found)
    return told


def _count(table: Mapping[str, object], path: Path) -> int:
    found = table.get("page_count", 0)
    if type(found) is int and found >= 0:
        return found
    raise _unfit(path, "page_count", found)


def _label(name: str, told: object, path: Path) -> str:
    found = label(told) if isinstance(told, str) else ""
    if not found:
        raise _unfit(path, f'pages."{name}"', told)
    return found


def _unfit(path: Path, key: str, value: object) -> ManifestError:
    return ManifestError(Text("不能是 {value!r}", "cannot be {value!r}"), at=f"{path}: {key}", value=value)
