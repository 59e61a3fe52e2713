"""``zzlint check`` and ``zzlint fix``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zzlint.cli.asked import Asked
from zzlint.cli.common import file_options, settings_options
from zzlint.cli.job import Job
from zzlint.reporters import FORMATS

_BASELINE = (
    click.option(
        "--write-baseline",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write what is found into a baseline, keeping the verdicts there.",
    ),
    click.option("--prune-baseline", is_flag=True, help="Remove entries of the baseline that match nothing any more."),
    click.option(
        "--verdict",
        type=click.Choice(["wrong", "as printed", "误报", "原文如此"]),
        help="With --write-baseline: what all that is found now is.",
    ),
    click.option("--reason", metavar="TEXT", help="With --write-baseline: why."),
)
_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[PATH...|-]")
_OUTPUT = (
    click.option(
        "--output-format", type=click.Choice(FORMATS), default="full", show_default=True, help="How to report."
    ),
    click.option(
        "-o", "--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report there."
    ),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour in the report."
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(0, 1024),
        default=0,
        metavar="N",
        help="Use so many processes; 0: as many as there are cores, when there is work for them.",
    ),
    click.option("--cache/--no-cache", default=True, help="Remember what was found in pages that did not change."),
    click.option(
        "--cache-dir", type=click.Path(path_type=Path), metavar="DIR", help="Remember it there (ZZLINT_CACHE_DIR)."
    ),
    click.option("-v", "--verbose", is_flag=True, help="Name every file on standard error."),
    click.option("--statistics", is_flag=True, help="Print counts for each rule, not findings."),
    click.option("--watch", is_flag=True, help="Check again whenever a file changes (not with fix)."),
    click.option("--show-files", is_flag=True, help="List the files and stop."),
    click.option("--show-settings", is_flag=True, help="Show the settings of the first path and stop."),
    click.option(
        "--unsafe-fixes/--no-unsafe-fixes", default=False, help="Apply (or show in --diff) fixes to be looked at, too."
    ),
    click.option("--diff", "as_diff", is_flag=True, help="Print what fix would change, as a patch; write nothing."),
)


def _lint_options(command: Any) -> Any:
    for option in reversed(_OUTPUT):
        command = option(command)
    return _PATHS(file_options(settings_options(command)))


def _baseline_options(command: Any) -> Any:
    for option in reversed(_BASELINE):
        command = option(command)
    return command


@click.command()
@_lint_options
@_baseline_options
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
def check(exit_zero: bool, **given: Any) -> None:
    """Report what is broken in files, folders, or standard input (-)."""
    asked = Asked(given, fixing=given["as_diff"])
    summary = Job(asked).do()
    if summary.failed:
        raise click.exceptions.Exit(2)
    found = summary.changed if asked.as_diff else summary.findings
    raise click.exceptions.Exit(1 if found and not exit_zero else 0)


@click.command()
@_lint_options
@click.option("--show-fixes", is_flag=True, help="List what was fixed; with -v everything, not a few of each kind.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 when something was fixed.")
@click.option(
    "--offset-map",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write where each place of the old text stands in the new one.",
)
def fix(exit_non_zero_on_fix: bool, **given: Any) -> None:
    """Repair what can be repaired without doubt, in place; `-` reads stdin and writes stdout."""
    asked = Asked(given, fixing=True)
    summary = Job(asked).do()
    if summary.failed:
        raise click.exceptions.Exit(2)
    raise click.exceptions.Exit(1 if summary.changed and (exit_non_zero_on_fix or asked.as_diff) else 0)
