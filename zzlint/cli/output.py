"""Where a report goes, and what is said beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from zzlint import files
from zzlint.cli.asked import Asked
from zzlint.cli.ending import Failure
from zzlint.phrases import say
from zzlint.problems import reason
from zzlint.report import FileReport
from zzlint.reporters import named
from zzlint.settings import Settings, matcher


def spare_pages(asked: Asked) -> None:
    """Raise Failure for a file to be written that is a page of the run, or looks like one beside them.

    ``-o pages/*.txt`` names the first page as the place of the report.
    """
    targets = [path for path in (asked.output, asked.offset_map) if path is not None and path.is_file()]
    if not targets:
        return
    found = () if asked.from_stdin else files.find(asked.paths, asked.settings_for)
    pages = {os.path.realpath(path) for path in found}
    folders = {os.path.dirname(page) for page in pages}
    for path in targets:
        real = os.path.realpath(path)
        looks_so = matcher(asked.settings_for(path).include).match_file(path.name)
        if real in pages or (looks_so and os.path.dirname(real) in folders):
            raise Failure(say("is-a-page", asked.lang, path=path))


@contextmanager
def stream(asked: Asked) -> Iterator[TextIO]:
    """Where the report is written."""
    if asked.output is not None:
        with opened(asked.output, asked.lang) as file:
            yield file
    else:
        # a fixed text goes to standard output, so the report must not
        to_stderr = asked.fixing and asked.from_stdin and not asked.as_diff
        yield sys.stderr if to_stderr else sys.stdout


@contextmanager
def opened(path: Path, lang: str) -> Iterator[TextIO]:
    """A file to write to. Raises Failure when it cannot be written."""
    try:
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
    except OSError as error:
        raise Failure(say("not-written", lang, path=path, error=reason(error))) from None


def colored(wanted: str, out: TextIO) -> bool:
    """Whether to write in colour: "always", "never", or "auto" for a terminal that wants it."""
    if wanted == "auto":
        return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted == "always"


def write_bytes(data: bytes, out: TextIO) -> None:
    """Write bytes behind what was written as text."""
    out.flush()
    out.buffer.write(data)
    out.buffer.flush()


def tell_faults(report: FileReport, lang: str) -> None:
    """Say on standard error why a file could not be done."""
    for item in report.findings:
        if item.code.startswith("ZZ"):
            click.echo(f"{named(report.label)}: {item.code} {item.message.render(lang)}", err=True)


def shown(settings: Settings) -> str:
    """The settings, a line each, and the rules that are on."""
    from dataclasses import fields

    on = [code for code, rule in settings.registry.items() if settings.enabled(rule)]
    lines = [f"{field.name.replace('_', '-')} = {getattr(settings, field.name)!r}" for field in fields(settings)]
    return "\n".join([*lines, f"rules = {' '.join(on)}"])
