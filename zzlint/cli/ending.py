"""How a run ends before its end. Nothing else is imported here: the command line has it before it knows its task."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TextIO


def silence(stream: TextIO) -> None:
    """Let what is written from now on go nowhere: the reader of the pipe went away, as `head` does."""
    with suppress(OSError, ValueError):  # a stream without a file behind it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class Failure(Exception):
    """What ends a run with exit code 2; the message, in the run's language, says what to do."""
