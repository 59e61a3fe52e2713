"""``zzlint init``."""

from __future__ import annotations

from pathlib import Path

import click

from zzlint.cli.ending import Failure
from zzlint.config import FILES, TEMPLATE
from zzlint.phrases import default_lang, say
from zzlint.problems import reason


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(folder: Path) -> None:
    """Write a commented zzlint.toml into FOLDER (default: here)."""
    lang = default_lang()
    for name in FILES[:2]:
        if (folder / name).exists():
            raise Failure(say("init-exists", lang, path=folder / name))
    path = folder / FILES[0]
    try:
        path.write_text(TEMPLATE, encoding="utf-8")
    except OSError as error:
        raise Failure(say("not-written", lang, path=path, error=reason(error))) from None
    click.echo(say("init-done", lang, path=path))
