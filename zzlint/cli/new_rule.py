"""``zzlint new-rule``."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import click

from zzlint.cli.ending import Failure
from zzlint.phrases import default_lang, say
from zzlint.problems import reason
from zzlint.registry import BUILT_IN, Registry, RegistryError, registry

TEMPLATE = '''\
"""{code} {name}."""

from collections.abc import Iterator

from zzlint.rule import SAFE, Bad, Diagnostic, ErrorClass, Hits, Page, Phase, Rule, Scope, Text


class {cls}(Rule):
    """What the rule finds, in one sentence.

    ## Why is this bad?
    What it does to a reader, a search, a model.

    ## Fix safety
    Why the fix restores what was printed, or why it is only a suggestion.

    ## Known false alarms
    Sound text that looks like it.
    """

    code = "{code}"
    name = "{name}"
    title = Text("一句话说明缺陷", "the defect in one line")
    messages = {{"found": Text("“{{wrong}}”应为“{{right}}”", "{{wrong}} should be {{right}}")}}
    error_class = ErrorClass.CHARACTER
    needles = ("坏",)
    scope = Scope.LINE
    phase = Phase.CHARACTERS
    # two real lines in your own words, each with what it must become
    bad = (
        Bad("坏的一行。", "好的一行。"),
        Bad("又坏的一行。", "又好的一行。"),
        Bad("只报告、不修正的一行坏了。"),
    )
    # two near misses that must stay silent
    good = (
        "像坏而不坏的一行。",
        "再像坏也不坏的一行。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each place."""
        for needle, starts in hits.items():
            for start in starts:
                end = start + len(needle)
                fix = self.replace(page, start, end, "好", SAFE)
                yield self.report((start, end), "found", fix=fix, wrong=needle, right="好")
'''


@click.command("new-rule")
@click.argument("code")
@click.argument("name")
@click.option(
    "--rules",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write it there, not among the built-in rules.",
)
def new_rule(code: str, name: str, folder: Path | None) -> None:
    """Write a new rule CODE NAME with examples that fail, to start from.

    CODE is a family's letters and three digits (PUN010), NAME is kebab-case and states the defect
    (doubled-comma). rules/README.md walks on from there.
    """
    lang = default_lang()
    if not re.fullmatch(r"[A-Z]{2,5}[0-9]{3}", code) or not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise Failure(say("bad-rule-name", lang))
    try:
        rules = registry()
    except RegistryError as error:
        raise Failure(error.render(lang)) from None
    if code in rules or name in (rule.name for rule in rules.values()):
        raise Failure(say("rule-taken", lang, code=code, name=name))
    path = (folder or _family(code, rules)) / f"{name.replace('-', '_')}.py"
    if path.exists():
        raise Failure(say("init-exists", lang, path=path))
    words = name.split("-")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = TEMPLATE.format(code=code, name=name, cls="".join(word.capitalize() for word in words))
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(say("not-written", lang, path=path, error=reason(error))) from None
    click.echo(say("rule-written", lang, path=path, code=code))


def _family(code: str, rules: Registry) -> Path:
    """The folder in which the rules with these letters stand; a new family gets a new one."""
    letters = code.rstrip("0123456789")
    for other, rule in rules.items():
        if other.rstrip("0123456789") == letters:
            return Path(inspect.getfile(rule)).parent
    return Path(inspect.getfile(__import__(BUILT_IN))).parent / letters.lower()
