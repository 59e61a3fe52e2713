"""``zzlint evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from zzlint.cli.common import Overrides, settings_options
from zzlint.cli.ending import Failure
from zzlint.engine import rule_set
from zzlint.evaluate.gold import GoldError, cases, clean_pages
from zzlint.evaluate.report import accepted, listed, record, table, worse
from zzlint.evaluate.roles import confusion
from zzlint.evaluate.score import RuleScore, score
from zzlint.phrases import default_lang, say

#: Beside the pages: what was reached before.
ACCEPTED = "accepted.json"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--rule", "only", multiple=True, metavar="CODE", help="Only these rules.")
@click.option("--list", "kind", type=click.Choice(["FP", "FN"]), help="Print the false alarms or the misses.")
@click.option("--gate", is_flag=True, help=f"Fail when a rule falls below DIR/{ACCEPTED}.")
@click.option("--accept", is_flag=True, help=f"Write the figures to DIR/{ACCEPTED}.")
@settings_options
def evaluate(
    folder: Path, as_json: bool, only: tuple[str, ...], kind: str | None, gate: bool, accept: bool, **given: Any
) -> None:
    """Measure the rules on pages with known defects (see seeds/README.md).

    Exit status: 0, 1 when --gate finds a rule below its accepted figures, 2 error.
    """
    given["select"] = given["select"] or only
    given["preview"] = True if only else given["preview"]  # who names a rule wants its figures
    settings = Overrides(**given).settings_for(folder)
    lang = settings.lang or default_lang()
    try:
        rules = rule_set(settings)
        found = score(cases(folder), rules)
        roles = confusion(clean_pages(folder))
        for rule in rules.rules if only else ():
            found.rules.setdefault(rule.code, RuleScore())
    except GoldError as error:
        raise Failure(say("bad-gold", lang, error=error)) from None
    path = folder / ACCEPTED
    if as_json:
        click.echo(json.dumps(record(found, roles), ensure_ascii=False, indent=1))
    elif kind:
        for line in listed(found, kind):
            click.echo(line)
    else:
        click.echo(table(found, roles))
    if accept:
        path.write_text(json.dumps(accepted(found), indent=1) + "\n", encoding="utf-8")
    if gate:
        if not path.exists():
            raise Failure(say("nothing-accepted", lang, path=path))
        fallen = worse(found, json.loads(path.read_text(encoding="utf-8")))
        for line in fallen:
            click.echo(line, err=True)
        raise click.exceptions.Exit(1 if fallen else 0)
