"""``zzlint learn``."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from zzlint import config, files
from zzlint.cli.common import Overrides
from zzlint.cli.ending import Failure
from zzlint.cli.pages import Pages
from zzlint.learn import Lessons
from zzlint.phrases import default_lang, say
from zzlint.problems import reason
from zzlint.text.archive import MAGIC


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "-o",
    "--output-file",
    "archive",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what is learned there.",
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave these out, as in .gitignore.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Look at these in folders, too.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files (auto: UTF-8, GB18030, Big5).")
@click.option("--text-field", metavar="NAME", help="The field of a JSON Lines record that holds its text (text).")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Read this configuration only."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file and no pack.")
@click.option("--lang", type=click.Choice(config.LANGUAGES), help="Language of the messages.")
def learn(paths: tuple[Path, ...], archive: Path, **given: Any) -> None:
    """Learn from pages that you trust what your texts are made of, for check --archive FILE.

    FILE tells how often short stretches of text were seen, three megabytes for a million characters, six for
    three million. It holds no text, and the pages cannot be read back out of it. The same pages make the same
    bytes; an archive that is there is replaced. Exit status 2 when a page could not be read; the others are learned.
    """
    overrides = Overrides(**given)
    lang = overrides.settings_for(paths[0]).lang or default_lang()
    _spare_others(archive, lang)
    pages = Pages(overrides, lang)
    with closing(Lessons()) as lessons:
        for _, page in pages.read(sorted(files.find(sorted(set(paths)), overrides.settings_for))):
            lessons.add(page)
        if not lessons.pages:
            raise Failure(say("nothing-learned", lang, path=archive))
        try:
            lessons.write(archive)
        except OSError as error:
            raise Failure(say("not-written", lang, path=archive, error=reason(error))) from None
        click.echo(say("learned", lang, path=archive, pages=lessons.pages, characters=lessons.characters))
    raise click.exceptions.Exit(2 if pages.failed else 0)


def _spare_others(archive: Path, lang: str) -> None:
    """Raise Failure for a file that is there and is no archive: it may be a page."""
    try:
        with archive.open("rb") as file:
            begin = file.read(len(MAGIC))
    except FileNotFoundError:
        return
    except OSError as error:
        raise Failure(say("not-read", lang, path=archive, error=reason(error))) from None
    if begin not in (b"", MAGIC):
        raise Failure(say("no-archive-there", lang, path=archive))
