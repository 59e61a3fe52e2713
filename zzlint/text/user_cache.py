"""Where things are kept that can be made anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder() -> Path:
    """ZZLINT_CACHE_DIR, or zzlint's folder in the user's cache."""
    if named := os.environ.get("ZZLINT_CACHE_DIR"):
        return Path(named)
    if sys.platform == "linux" and "XDG_CACHE_HOME" not in os.environ:
        return Path("~/.cache/zzlint").expanduser()  # as platformdirs says, whose import takes longer than a page
    from platformdirs import user_cache_path

    return user_cache_path("zzlint", appauthor=False)
