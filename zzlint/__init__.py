"""zzlint: linter and fixer for the quality of Chinese text that came out of OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from zzlint.api import check_paths, check_text, fix_paths, fix_text

__all__ = ["__version__", "check_paths", "check_text", "fix_paths", "fix_text"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from zzlint import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
