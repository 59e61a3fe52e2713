"""A terminal to call the program in, and what is to be seen on it in the end."""

import os
import pty
import re
import subprocess
import time
from pathlib import Path

from tests.helpers import command, environment

#: A machine with other work may take its time.
PATIENCE = 60.0


class Terminal:
    """A call of the program whose standard error, and unless told otherwise standard output, is a terminal."""

    def __init__(self, *arguments: str | Path, cwd: Path, stdout: int | None = None, **more: str) -> None:
        told = {**environment(), "TERM": "xterm", "COLUMNS": "100", **more}
        if "CI" not in more:
            told.pop("CI", None)
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            command(*arguments),
            cwd=cwd,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=slave if stdout is None else stdout,
            stderr=slave,
        )
        os.close(slave)
        self.raw = ""

    def read(self) -> bool:
        """Take what has been written; whether there may be more."""
        try:
            piece = os.read(self._master, 1 << 16)
        except OSError:  # that is how a terminal says that nobody writes any more
            piece = b""
        self.raw += piece.decode()
        return bool(piece)

    def read_until(self, text: str, times: int = 1) -> None:
        """Wait for a text to have been written so many times."""
        end = time.monotonic() + PATIENCE
        while self.raw.count(text) < times:
            assert self.read(), f"ended without {text!r}: {self.raw}"
            assert time.monotonic() < end, self.raw

    def finish(self) -> int:
        """Read to the end; the exit status."""
        while self.read():
            pass
        os.close(self._master)
        return self.process.wait(PATIENCE)

    @property
    def lines(self) -> list[str]:
        """The lines on the screen."""
        return [_line(line) for line in self.raw.replace("\r\n", "\n").split("\n")]


def _line(written: str) -> str:
    """What is left of a line when carriage returns and erasures have been followed."""
    shown: list[str] = []
    at = 0
    for piece in re.findall(r"\r|\033\[K|[^\r\033]", written):
        if piece == "\r":
            at = 0
        elif piece == "\033[K":
            del shown[at:]
        else:
            shown[at : at + 1] = piece
            at += 1
    return "".join(shown)
