"""The pages of a call that reads and reports nothing of its own: ``stitch``, ``learn``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from zzlint import formats
from zzlint.cli.common import Overrides
from zzlint.diagnostic import Message
from zzlint.faults import UNREADABLE, fault, undecodable
from zzlint.problems import reason
from zzlint.reporters import named
from zzlint.text.codec import DecodeError
from zzlint.text.page import Page


class Pages:
    """The pages of some files; ``failed`` counts what could not be read."""

    def __init__(self, overrides: Overrides, lang: str) -> None:
        self._overrides = overrides
        self._lang = lang
        self.failed = 0

    def read(self, found: Iterable[Path]) -> Iterator[tuple[Path, Page]]:
        """Each page with its file, its record named; what cannot be read is told and left out."""
        for path in found:
            try:
                for record in formats.of_file(str(path), self._overrides.settings_for(path).layout):
                    page = record.page
                    if isinstance(page, DecodeError):
                        self._fail(path, undecodable(page, record.line).message)
                    elif page.decoded.damaged:
                        self._fail(path, fault(UNREADABLE, "damaged").message)
                    else:
                        yield path, page.placed(record=record.name)
            except OSError as error:
                self._fail(path, fault(UNREADABLE, "os", error=reason(error)).message)

    def _fail(self, path: Path, message: Message) -> None:
        self.failed += 1
        click.echo(f"{named(str(path))}: {UNREADABLE} {message.render(self._lang)}", err=True)
