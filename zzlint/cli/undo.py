"""``zzlint undo``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

import click

from zzlint import config
from zzlint.cli.ending import Failure
from zzlint.ledger import Entry, Ledger, is_ledger
from zzlint.phrases import default_lang, say
from zzlint.problems import Problem
from zzlint.reporters import named
from zzlint.tree import LEDGER
from zzlint.undo import AS_IT_WAS, RESTORED
from zzlint.undo import undo as undone


@click.command()
@click.argument("ledger", required=False, type=click.Path(path_type=Path), metavar="[LEDGER|PATH]")
@click.option("--since", metavar="TIME", help="All that was fixed since (2026-11-21, 2026-11-21T14:30), local time.")
@click.option("--all", "everything", is_flag=True, help="All that was ever fixed.")
@click.option(
    "--file", "only", multiple=True, type=click.Path(path_type=Path), metavar="PATH", help="Only this file or folder."
)
@click.option("--dry-run", is_flag=True, help="Say what would be restored; write nothing.")
@click.option("--list", "listing", is_flag=True, help="List what was fixed, and stop.")
@click.option("--lang", type=click.Choice(config.LANGUAGES), help="Language of the messages.")
def undo(
    ledger: Path | None,
    since: str | None,
    everything: bool,
    only: tuple[Path, ...],
    dry_run: bool,
    listing: bool,
    lang: str | None,
) -> None:
    """Take back what fix did: its last run, byte for byte.

    A PATH is a file or folder: what fix last did there. A LEDGER is one that --ledger named; by
    default it is .zzlint/ledger.jsonl here or in the nearest folder above. A file that changed
    since it was fixed is left alone, and the exit status is 2.
    """
    lang = lang or default_lang()
    if ledger is not None and is_ledger(ledger):
        book = Ledger(ledger)
    else:
        places = (ledger,) if ledger is not None else only
        book = Ledger(_nearest(places[0] if places else Path.cwd(), lang))
        only = only or places
    try:
        entries = [entry for entry in book.entries() if not only or _below(book.file(entry.file), only)]
        if not entries and not all(map(os.path.exists, only)):
            raise Failure(say("nothing-fixed-there", lang, path=", ".join(map(str, only)), ledger=book.path))
        chosen = _chosen(entries, _moment(since, lang) if since else None, everything or listing)
        if listing:
            _list(book, chosen)
            return
        refused = _report(book, chosen, dry_run, lang)
    except FileNotFoundError:
        raise Failure(say("no-ledger", lang, path=book.path)) from None
    except Problem as problem:
        raise Failure(problem.render(lang)) from None
    finally:
        book.close()
    if refused:
        raise click.exceptions.Exit(2)


def _nearest(start: Path, lang: str) -> Path:
    """The ledger of a file or folder."""
    whole = Path(os.path.abspath(start))
    configured = config.discover(whole).ledger
    if configured not in ("", "auto"):
        return Path(configured)
    for folder in (whole, *whole.parents):
        if os.path.exists(folder / LEDGER):
            return folder / LEDGER
    raise Failure(say("no-ledger", lang, path=start / LEDGER))


def _moment(told: str, lang: str) -> str:
    """A local time as the ledger writes it, in UTC."""
    try:
        moment = datetime.fromisoformat(told.replace("Z", "+00:00")).astimezone(timezone.utc)
    except ValueError:
        raise Failure(say("bad-time", lang, told=told)) from None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _chosen(entries: Sequence[Entry], since: str | None, everything: bool) -> list[Entry]:
    if since is not None:
        return [entry for entry in entries if entry.time >= since]
    last = entries[-1].run if entries else ""
    return [entry for entry in entries if everything or entry.run == last]


def _below(file: Path, only: tuple[Path, ...]) -> bool:
    real = os.path.realpath(file)
    return any(real == top or real.startswith(os.path.join(top, "")) for top in map(os.path.realpath, only))


def _list(book: Ledger, entries: Sequence[Entry]) -> None:
    for entry in entries:
        changes = list(book.changes(entry))
        rules = sorted({rule for change in changes for rule in change.rules})
        click.echo(f"{entry.time}  {entry.run[:8]}  {named(entry.file)}  {len(changes)}  {' '.join(rules)}")


def _report(book: Ledger, entries: Sequence[Entry], dry_run: bool, lang: str) -> int:
    """Undo and tell each outcome; returns how many entries were refused."""
    files: dict[str, None] = {}
    refused = 0
    for done in undone(book, entries, write=not dry_run):
        name = named(os.path.relpath(book.file(done.entry.file)))
        key = "would-restore" if dry_run and done.outcome == RESTORED else done.outcome
        click.echo(say(key, lang, path=name, error=done.error), err=done.outcome not in (RESTORED, AS_IT_WAS))
        if done.outcome == RESTORED:
            files[done.entry.file] = None
        elif done.outcome != AS_IT_WAS:
            refused += 1
    key = "nothing-to-undo" if not entries else "would-undo" if dry_run else "undone"
    click.echo(say(key, lang, files=len(files), refused=refused))
    return refused
