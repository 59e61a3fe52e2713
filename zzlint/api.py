"""zzlint for programs: texts and paths in, findings out. Outsiders import nothing else.

Settings and rules that cannot be followed raise Problem, SettingsError among them;
``problem.render("zh")`` tells it in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from zzlint import config, formats, run
from zzlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Message, Related, Severity
from zzlint.problems import Problem
from zzlint.process import SAFE_ONLY, WITH_UNSAFE, examine
from zzlint.report import FileReport
from zzlint.settings import Settings, SettingsError
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.corpus import Corpus

__all__ = [
    "Applicability",
    "Diagnostic",
    "Edit",
    "FileReport",
    "Fix",
    "FixedText",
    "Message",
    "Problem",
    "Related",
    "Settings",
    "SettingsError",
    "Severity",
    "Span",
    "check_paths",
    "check_text",
    "fix_paths",
    "fix_text",
]

Paths: TypeAlias = "str | PathLike[str] | Iterable[str | PathLike[str]]"


@dataclass(frozen=True)
class FixedText:
    """A text after fixing: what was applied (``edits`` count in the text given) and what is left."""

    text: str
    applied: tuple[Diagnostic, ...]
    edits: tuple[Edit, ...]
    left: tuple[Diagnostic, ...]


def check_text(text: str, *, name: str = "", settings: Settings | None = None) -> list[Diagnostic]:
    """The findings on a text, sorted by place, engine findings (ZZ…) first.

    ``name`` tells the format by its suffix and takes part in per-file-ignores. No configuration
    file is read.
    """
    page = formats.from_text(_text(text), name)
    return list(examine(page, _forgetful(settings)).findings)


def fix_text(text: str, *, name: str = "", unsafe_fixes: bool = False, settings: Settings | None = None) -> FixedText:
    """The text with all safe fixes applied, and the unsafe ones if asked for."""
    page = formats.from_text(_text(text), name)
    report = examine(page, _forgetful(settings), WITH_UNSAFE if unsafe_fixes else SAFE_ONLY)
    assert report.page is not None  # a text can always be read
    return FixedText(report.page.text, report.applied, report.edits, report.findings)


def check_paths(paths: Paths, *, settings: Settings | None = None) -> Iterator[FileReport]:
    """Check files and folders, or one of them. Without ``settings`` the nearest configuration of each file counts."""
    return _run(paths, settings, frozenset(), write=False)


def fix_paths(
    paths: Paths,
    *,
    unsafe_fixes: bool = False,
    settings: Settings | None = None,
    write: bool = True,
) -> Iterator[FileReport]:
    """Fix files and folders in place, or one of them; ``write=False``: only say what would become of them."""
    wanted = WITH_UNSAFE if unsafe_fixes else SAFE_ONLY
    return _run(paths, settings, wanted, write)


def _text(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(f"a text is wanted, not {type(text).__name__}; check_paths and fix_paths read files")
    return text


def _valid(settings: Settings | None) -> Settings:
    """The settings, or the defaults. Raises SettingsError for a rule or option that is not there."""
    return settings.validated() if settings else Settings()


def _forgetful(settings: Settings | None) -> Settings:
    """The settings for a text: no ledger keeps what its fixes remove the trace of."""
    return replace(_valid(settings), ledger="")


def _run(
    paths: Paths,
    settings: Settings | None,
    wanted: frozenset[Applicability],
    write: bool,
) -> Iterator[FileReport]:
    given = [paths] if isinstance(paths, (str, PathLike)) else paths
    fixed = _valid(settings)
    settings_for = (lambda path: fixed) if settings else config.discover
    named = [Path(path) for path in given]
    return run.run(named, settings_for, wanted, write, corpus=_corpus() if run.several(named) else None)


def _corpus() -> Corpus:
    from zzlint.corpus import Corpus  # who looks at one page does not pay it

    return Corpus()
