"""Options that commands share, and how they become settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from zzlint import config
from zzlint.cli.ending import Failure
from zzlint.engine import rule_set
from zzlint.phrases import default_lang, say
from zzlint.problems import Problem
from zzlint.rule import Profile
from zzlint.settings import Settings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Command = TypeVar("Command", bound=Callable[..., Any])


def codes(_context: click.Context, _option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """``--select PUN,TYP001 --select SPC`` as one tuple."""
    return tuple(code.strip() for part in value for code in part.split(",") if code.strip())


def complete_rules(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """What a shell may offer for a rule, or for a list of rules."""
    from zzlint.cli.completion import offered  # a run never gets here

    return offered(context, parameter, incomplete)


_SETTINGS = (
    click.option(
        "--select",
        multiple=True,
        metavar="CODES",
        callback=codes,
        shell_complete=complete_rules,
        help="Only these rules (codes, prefixes, names, ALL).",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        metavar="CODES",
        callback=codes,
        shell_complete=complete_rules,
        help="These rules besides those that are on.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="CODES",
        callback=codes,
        shell_complete=complete_rules,
        help="Not these rules; the longest prefix decides.",
    ),
    click.option(
        "--profile", type=click.Choice([profile.value for profile in Profile]), help="What the text is wanted for."
    ),
    click.option("--preview/--no-preview", default=None, help="Rules that are not settled yet, too."),
    click.option(
        "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Read this configuration only."
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration file and no pack."),
    click.option(
        "--rules",
        "rule_dirs",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A folder with rules of your own.",
    ),
    click.option("--archive", metavar="FILE", help="What `zzlint learn` learned of pages that you trust."),
    click.option("--lang", type=click.Choice(config.LANGUAGES), help="Language of the messages."),
)
_FILES = (
    click.option(
        "--file-list",
        type=click.Path(path_type=Path, allow_dash=True),
        metavar="FILE|-",
        help="Look at the files named there, one a line or with NUL between them.",
    ),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave these out, as in .gitignore."),
    click.option("--force-exclude", is_flag=True, help="Leave excluded files out even when they are named."),
    click.option("--include", multiple=True, metavar="PATTERN", help="Look at these in folders, too."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files (auto: UTF-8, GB18030, Big5)."),
    click.option("--text-field", metavar="NAME", help="The field of a JSON Lines record that holds its text (text)."),
    click.option("--id-field", metavar="NAME", help="The field that holds its name (id)."),
    click.option(
        "--page-pattern",
        metavar="PATTERN",
        help="What a path, or a record's name, says of its page: {title}/{date}/{page}.txt.",
    ),
    click.option("--ledger", metavar="FILE", help="Record fixes there; by default .zzlint/ledger.jsonl."),
    click.option("--no-ledger", "ledger", flag_value="", help="Record no fixes: they cannot be undone."),
    click.option("--baseline", metavar="FILE", help="Hide the findings that are known there."),
    click.option("--no-baseline", "baseline", flag_value="", help="Hide nothing, whatever the configuration says."),
    click.option("--stdin-filename", metavar="NAME", help="What the text on standard input is called."),
)


def settings_options(command: Command) -> Command:
    """The options that choose rules and configuration."""
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


def file_options(command: Command) -> Command:
    """The options that choose files."""
    for option in reversed(_FILES):
        command = option(command)
    return command


class Overrides(NamedTuple):
    """What the command line says over the configuration files."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    preview: bool | None = None
    config_file: Path | None = None
    isolated: bool = False
    rule_dirs: tuple[Path, ...] = ()
    lang: str | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    include: tuple[str, ...] = ()
    encoding: str | None = None
    text_field: str | None = None
    id_field: str | None = None
    page_pattern: str | None = None
    ledger: str | None = None
    baseline: str | None = None
    archive: str | None = None

    def settings_for(self, path: Path) -> Settings:
        """The settings of a file or folder. Raises Failure when they cannot be followed."""
        return _settings(self, os.fspath(path) if os.path.isdir(path) else os.path.dirname(path))

    def over(self, base: Settings) -> Settings:
        """The configured settings with the command line's on top."""
        return replace(
            base,
            select=self.select or base.select,
            extend_select=base.extend_select + self.extend_select,
            ignore=base.ignore + self.ignore,
            profile=Profile(self.profile) if self.profile else base.profile,
            preview=base.preview if self.preview is None else self.preview,
            rule_dirs=base.rule_dirs + self.rule_dirs,
            lang=self.lang or base.lang,
            exclude=base.exclude + self.exclude,
            force_exclude=self.force_exclude or base.force_exclude,
            include=base.include + self.include,
            encoding=self.encoding or base.encoding,
            text_field=self.text_field or base.text_field,
            id_field=self.id_field or base.id_field,
            page_pattern=self.page_pattern or base.page_pattern,
            ledger=base.ledger if self.ledger is None else self.ledger,
            baseline=base.baseline if self.baseline is None else self.baseline,
            archive=base.archive if self.archive is None else self.archive,
        )


@cache
def _settings(overrides: Overrides, folder: str) -> Settings:
    lang = overrides.lang or default_lang()  # what is wrong with a configuration is not told in its language
    if overrides.isolated and overrides.config_file:
        raise Failure(say("not-together", lang, one="--isolated", other="--config"))
    try:
        if overrides.isolated:
            base = Settings()
        elif overrides.config_file:
            base = config.read(overrides.config_file)
        else:
            base = config.discover(Path(folder))
        settings = overrides.over(base)
        lang = settings.lang or lang
        # what the command line says is no fault of the file
        replace(settings, source=None).validated()
        rule_set(settings)  # a rule that cannot be set up ends the run before the first file
        return settings
    except Problem as problem:
        raise Failure(problem.render(lang)) from None
