"""A file rewritten in pieces: whole or not at all, whatever happens in between."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from zzlint.text.change import Change

#: So many bytes are read at once.
PIECE = 1 << 20


class ChangedMeanwhile(Exception):
    """The file is not what was read any more."""


class Rewrite:
    """A new version of a file beside the old one, until it takes its place.

    The old bytes are copied and the changes put in, piece by piece, into a temporary file of the
    same folder; links are followed and the mode is kept. ``before`` and ``after`` are the sha256
    of the old and the new bytes, once ``finish`` is through.
    """

    def __init__(self, path: Path) -> None:
        self.target = Path(os.path.realpath(path))
        self._stat = self.target.stat()
        self._name = self.target.with_name(f".{self.target.name}.zzlint")
        self._new: BinaryIO = os.fdopen(_taken(self._name), "wb")
        try:
            self._old: BinaryIO = self.target.open("rb")
        except OSError:
            self._new.close()
            os.unlink(self._name)
            raise
        self._at = 0
        self._before = hashlib.sha256()
        self._after = hashlib.sha256()

    @property
    def before(self) -> str:
        """The sha256 of the bytes as they were."""
        return self._before.hexdigest()

    @property
    def after(self) -> str:
        """The sha256 of the bytes as they will be."""
        return self._after.hexdigest()

    def add(self, changes: Iterable[Change]) -> None:
        """Copy up to each change and put it in; changes come in rising order.

        Raises ChangedMeanwhile when the file does not read what a change replaces.
        """
        for change in changes:
            self._copy(change.start - self._at)
            if self._old.read(len(change.old)) != change.old:
                raise ChangedMeanwhile(self.target)
            self._before.update(change.old)
            self._put(change.new)
            self._at = change.end

    def finish(self) -> None:
        """Copy the rest and make the new version last."""
        self._copy(None)
        self._new.flush()
        os.fsync(self._new.fileno())
        self._new.close()
        self._old.close()
        if hasattr(os, "chown"):
            with suppress(OSError):  # only root can give files away
                os.chown(self._name, self._stat.st_uid, self._stat.st_gid)
        os.chmod(self._name, stat.S_IMODE(self._stat.st_mode))

    def replace(self) -> None:
        """Put the new version in the old one's place. Raises ChangedMeanwhile when that has changed."""
        if digest(self.target) != self.before:
            raise ChangedMeanwhile(self.target)
        os.replace(self._name, self.target)
        sync_folder(self.target.parent)

    def abandon(self) -> None:
        """Leave everything as it was."""
        for file in (self._new, self._old):
            with suppress(OSError):  # what a full disk did not take is of no more use
                file.close()
        with suppress(OSError):
            os.unlink(self._name)

    def _copy(self, size: int | None) -> None:
        """Copy so many bytes, or all that are left."""
        while size is None or size > 0:
            piece = self._old.read(PIECE if size is None else min(size, PIECE))
            if not piece:
                if size:
                    raise ChangedMeanwhile(self.target)
                return
            self._before.update(piece)
            self._put(piece)
            self._at += len(piece)
            size = None if size is None else size - len(piece)

    def _put(self, piece: bytes) -> None:
        self._after.update(piece)
        self._new.write(piece)


def _taken(name: Path) -> int:
    """A temporary file, empty and ours alone.

    Its name is always the same, so that what a crash left behind is used by the next run; its lock
    tells whether another run is at work. Raises OSError when it is.
    """
    while True:
        handle = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
            os.ftruncate(handle, 0)
            # the run that had it may have put it in its file's place meanwhile
            if name.exists() and os.path.samestat(os.fstat(handle), name.stat()):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def digest(path: Path) -> str:
    """The sha256 of a file's bytes, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename last. The file is in place already: a folder that cannot be synced undoes nothing."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
