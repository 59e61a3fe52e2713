"""The root of the tree that a file belongs to: where zzlint keeps what it knows of the tree."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from zzlint.ledger import FOLDER, NAME
from zzlint.settings import Settings


def ledger_path(file: Path, settings: Settings, given: Sequence[Path]) -> Path | None:
    """Where the fixes of a file are recorded; None where they are not to be."""
    if not settings.ledger:
        return None
    if settings.ledger != "auto":
        return Path(settings.ledger)
    return _root(Path(os.path.abspath(file)).parent, settings.root, tuple(given)) / FOLDER / NAME


@cache
def _root(folder: Path, configured: Path | None, given: tuple[Path, ...]) -> Path:
    """The nearest folder above that has a ledger, the configuration or the repository.

    Without any of them the outermost of the folders that were ``given`` to the run.
    """
    stop = configured and Path(os.path.abspath(configured))
    above = [folder, *folder.parents]
    for candidate in above:
        known = (candidate / FOLDER / NAME, candidate / ".git")
        if candidate == stop or any(map(os.path.exists, known)):
            return candidate
    tops = {Path(os.path.abspath(path if os.path.isdir(path) else path.parent)) for path in given}
    return next((candidate for candidate in reversed(above) if candidate in tops), folder)
