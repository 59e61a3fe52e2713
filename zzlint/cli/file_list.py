"""``--file-list``: names of files out of a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from zzlint.cli.ending import Failure
from zzlint.phrases import say
from zzlint.problems import reason


def listed(source: Path, lang: str) -> tuple[Path, ...]:
    """The paths that ``source`` (``-``: standard input) names, relative to the current folder.

    They stand one a line, or with NUL between them when there is any; blank ones do not count.
    Raises Failure when the list cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if source == Path("-") else source.read_bytes()
    except OSError as error:
        raise Failure(say("not-read", lang, path=source, error=reason(error))) from None
    names = data.split(b"\0") if b"\0" in data else data.removeprefix(b"\xef\xbb\xbf").splitlines()
    return tuple(Path(os.fsdecode(name)) for name in names if name.strip())
