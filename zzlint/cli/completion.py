"""``zzlint completion``, and what it lets a shell offer for a rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from zzlint.cli.common import Overrides
from zzlint.cli.ending import Failure
from zzlint.phrases import default_lang
from zzlint.settings import Settings


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes zzlint's commands, options and rules in SHELL.

    \b
    bash: zzlint completion bash > ~/.local/share/bash-completion/completions/zzlint
    zsh:  zzlint completion zsh > "${fpath[1]}/_zzlint"
    fish: zzlint completion fish > ~/.config/fish/completions/zzlint.fish
    """
    made = get_completion_class(shell)
    assert made is not None  # click knows all three
    script = made(context.find_root().command, {}, "zzlint", "_ZZLINT_COMPLETE").source()
    # click's script for fish takes only what stands before the first comma of a list
    click.echo(script.replace('string split ","', 'string split --max 1 ","'))


def offered(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """The rules that may stand where ``incomplete`` does, each with its title as help.

    Behind a comma the last word of a list is completed.
    """
    before, comma, word = incomplete.rpartition(",") if isinstance(parameter, click.Option) else ("", "", incomplete)
    settings = _settings(context)
    lang = settings.lang or default_lang()
    return [
        CompletionItem(before + comma + name, help=rule.title.render(lang))
        for rule in settings.registry.values()
        for name in _names(rule.code, rule.name, word)
    ]


def _names(code: str, name: str, word: str) -> Iterator[str]:
    """The code; the name only when it has been begun, or every rule would be offered twice."""
    if code.startswith(word):
        yield code
    elif name.startswith(word):
        yield name


def _settings(context: click.Context) -> Settings:
    """The settings that what has been typed so far asks for; the defaults where it cannot be followed."""
    given = context.params
    try:
        overrides = Overrides(
            config_file=given.get("config_file"),
            isolated=bool(given.get("isolated")),
            rule_dirs=tuple(given.get("rule_dirs") or ()),
            lang=given.get("lang"),
        )
        return overrides.settings_for(Path.cwd())
    except Failure:
        return Settings()
