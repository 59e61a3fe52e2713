"""``zzlint stitch``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import click

from zzlint import config, corpus, files
from zzlint.cli.common import Overrides
from zzlint.cli.ending import Failure
from zzlint.cli.pages import Pages
from zzlint.phrases import default_lang, say
from zzlint.problems import Problem, reason
from zzlint.reporters import named
from zzlint.rule import Profile, Role
from zzlint.stitch import Article, Loose, Part, Spot
from zzlint.stitch import stitch as stitched
from zzlint.text.page import Page

#: All articles, a line each.
LINES = "articles.jsonl"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "-o",
    "--output-dir",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the articles there.",
)
@click.option(
    "--output-format",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help=f"A file for each article, or {LINES} with a line for each.",
)
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    help="What the text is wanted for; corpus leaves furniture out.",
)
@click.option(
    "--page-pattern",
    metavar="PATTERN",
    help="What a path, or a record's name, says of its page: {title}/{date}/{page}.txt.",
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave these out, as in .gitignore.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Look at these in folders, too.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files (auto: UTF-8, GB18030, Big5).")
@click.option("--text-field", metavar="NAME", help="The field of a JSON Lines record that holds its text (text).")
@click.option("--id-field", metavar="NAME", help="The field that holds its name (id).")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Read this configuration only."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file and no pack.")
@click.option("--lang", type=click.Choice(config.LANGUAGES), help="Language of the messages.")
def stitch(paths: tuple[Path, ...], folder: Path, output_format: str, **given: Any) -> None:
    """Put whole articles together that go on on other pages of their issue (下转A2版, 上接A1版).

    The pages are left as they are. Which page of which issue a file is says issue.toml beside it,
    --page-pattern or its masthead. Between two candidates nothing is guessed: what is not followed
    is told, and the exit status is 1; it is 2 when a file could not be read.
    """
    overrides = Overrides(**given)
    settings = overrides.settings_for(paths[0])
    lang = settings.lang or default_lang()
    _spare_pages(folder, paths, lang)
    pages, identified = Pages(overrides, lang), _Identified(overrides)
    try:
        read = identified.each(pages.read(files.find(paths, overrides.settings_for)))
        done = stitched(read, furniture=settings.profile is not Profile.CORPUS)
    except Problem as problem:
        raise Failure(problem.render(lang)) from None
    _write(folder, dict(_files(done.articles, output_format)), lang)
    for item in done.loose:
        click.echo(_told(item, lang), err=True)
    for part in chain.from_iterable(map(_doubtful, done.articles)):
        place = named(f"{part.file}#{part.record}" if part.record else part.file)
        click.echo(say("stitch-doubt", lang, place=place, heading=part.text.strip()), err=True)
    if any(item.reason == "unknown" for item in done.loose):
        click.echo(say("unknown-issue", lang, count=identified.unknown), err=True)
    click.echo(say("stitched", lang, articles=len(done.articles), followed=done.followed, loose=len(done.loose)))
    raise click.exceptions.Exit(2 if pages.failed else 1 if done.loose else 0)


class _Identified:
    """Pages with their identities; ``unknown`` counts those of unknown issues."""

    def __init__(self, overrides: Overrides) -> None:
        self._overrides = overrides
        self.unknown = 0

    def each(self, pages: Iterable[tuple[Path, Page]]) -> Iterator[Page]:
        """The pages in their order."""
        told = cache(lambda path: corpus.named(path, self._overrides.settings_for(path)))
        for path, page in pages:
            page = corpus.identified(page, told(path), self._overrides.settings_for(path))
            self.unknown += not page.identity.group
            yield page


# -- what is written --------------------------------------------------------------------------


def _files(articles: Iterable[Article], output_format: str) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files."""
    if output_format == "jsonl":
        lines = (json.dumps(_record(article), ensure_ascii=False) + "\n" for article in articles)
        yield LINES, b"".join(map(_encoded, lines))
        return
    for article in articles:
        yield f"{article.id}.txt", _encoded(article.text + "\n")


def _encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which JSON can spell, is spelt so again."""
    return text.encode("utf-8", "backslashreplace")


def _record(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "parts": list(map(_part, article.parts)),
        "left_out": list(map(_part, article.left_out)),
        "text": article.text,
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "file": part.file,
        "record": part.record or None,
        "page": part.page or None,
        "span": {"start": part.span.start, "end": part.span.end},
        "role": part.role,
        "text": part.text,
    }


def _spare_pages(folder: Path, paths: Iterable[Path], lang: str) -> None:
    """Raise Failure for a folder from which a later run would read its own articles."""
    real = os.path.realpath(folder)
    for path in paths:
        if os.path.isdir(path):
            inside = os.path.join(real, "").startswith(os.path.join(os.path.realpath(path), ""))
        else:
            inside = real == os.path.dirname(os.path.realpath(path))
        if inside:
            raise Failure(say("stitch-into-pages", lang, path=folder, pages=path))


def _write(folder: Path, wanted: Mapping[str, bytes], lang: str) -> None:
    """Write the files that are not there yet. Raises Failure, before anything is written, when another one is."""
    path = folder
    try:
        missing = [name for name, data in wanted.items() if not _is_there(folder / name, data, lang)]
        for name in missing:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, wanted[name])
    except OSError as error:
        raise Failure(say("not-written", lang, path=path, error=reason(error))) from None


def _is_there(path: Path, data: bytes, lang: str) -> bool:
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return False
    if found != data:
        raise Failure(say("not-overwritten", lang, path=path))
    return True


def _create(path: Path, data: bytes) -> None:
    """Write a new file, whole or not at all."""
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise


def _doubtful(article: Article) -> Iterator[Part]:
    """Subheads behind a jump: a headline of a few characters over the next story looks the same."""
    first = (article.parts[0].file, article.parts[0].record) if article.parts else None
    return (part for part in article.parts if part.role == Role.SUBHEAD.value and (part.file, part.record) != first)


# -- what is told -----------------------------------------------------------------------------


def _told(item: Loose, lang: str) -> str:
    others = ", ".join(map(_place, item.others))
    return f"{_place(item.spot)}: {say(f'loose-{item.reason}', lang, page=item.page, others=others)}"


def _place(spot: Spot) -> str:
    file = f"{spot.file}#{spot.record}" if spot.record else spot.file
    return f"{named(file)}:{spot.row}: {spot.notice}"
