"""Options that exclude each other: told before anything is done, never silently dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zzlint.cli.common import Failure
from zzlint.phrases import say
from zzlint.reporters import FOR_PEOPLE

if TYPE_CHECKING:
    from zzlint.cli.asked import Asked

#: What ``--statistics`` can be told in.
_COUNTED = (*FOR_PEOPLE, "json", "jsonl")


def refuse_contradictions(asked: Asked) -> None:
    """Raise Failure for options that cannot be followed together."""
    if asked.watch and asked.fixing and not asked.as_diff:
        raise Failure(say("watch-fix", asked.lang))
    if not asked.wishes["write_baseline"] and (asked.wishes["verdict"] or asked.wishes["reason"] is not None):
        raise Failure(say("verdict-without-baseline", asked.lang))
    if (
        asked.wishes["prune_baseline"]
        and not asked.wishes["write_baseline"]
        and not asked.settings_for(asked.first).baseline
    ):
        raise Failure(say("no-baseline", asked.lang))
    form = f"--output-format {asked.format}"
    diff, quiet = ("--diff", asked.as_diff), ("--quiet", asked.quiet)
    machine = (form, asked.format not in FOR_PEOPLE)
    clashes = {
        "--watch": (
            diff,
            quiet,
            machine,
            ("--statistics", asked.statistics),
            ("--output-file", asked.output is not None),
            ("--verbose", asked.verbose),
            ("-", asked.from_stdin),
        )
        if asked.watch
        else (),
        "--statistics": (diff, quiet, (form, asked.format not in _COUNTED)) if asked.statistics else (),
        "--write-baseline": (
            diff,
            ("--watch", asked.watch),
            ("--baseline", asked.named_baseline),
            ("--prune-baseline", asked.wishes["prune_baseline"]),
        )
        if asked.wishes["write_baseline"]
        else (),
        "--prune-baseline": (diff, ("--watch", asked.watch)) if asked.wishes["prune_baseline"] else (),
        "--show-fixes": (diff, quiet, machine) if asked.show_fixes else (),
    }
    for one, others in clashes.items():
        for other, given in others:
            if given:
                raise Failure(say("not-together", asked.lang, one=one, other=other))
