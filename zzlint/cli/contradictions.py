"""Options that exclude each other: told before anything is done, never silently dropped."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from zzlint.cli.ending import Failure
from zzlint.phrases import say
from zzlint.reporters import FOR_PEOPLE
from zzlint.tree import ledger_path

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
    if asked.stdin_name is not None and not asked.from_stdin:
        raise Failure(say("stdin-name-alone", asked.lang))
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
        "--quiet": (("--verbose", asked.verbose),) if asked.quiet else (),
        "--no-cache": (("--cache-dir", asked.cache_dir is not None),) if not asked.cached else (),
        "--show-files": (("--show-settings", asked.show_settings),) if asked.show_files else (),
    }
    for one, others in clashes.items():
        for other, given in others:
            if given:
                raise Failure(say("not-together", asked.lang, one=one, other=other))
    _refuse_one_file_for_two(asked)


def _refuse_one_file_for_two(asked: Asked) -> None:
    """Raise Failure for a file that was named for two things, a ledger or baseline that is there among them."""
    settings = asked.settings_for(asked.first)
    named = {
        "--output-file": asked.output,
        "--offset-map": asked.offset_map,
        "--write-baseline": asked.wishes["write_baseline"],
        "--baseline": settings.baseline or None,
        "--ledger": None if asked.from_stdin else ledger_path(asked.first, settings, asked.paths),
    }
    taken: dict[str, str] = {}
    for option, path in named.items():
        if path is None or (os.path.exists(path) and not os.path.isfile(path)):  # a device takes everything
            continue
        told = f"{option} {path}"
        other = taken.setdefault(os.path.realpath(path), told)
        if other != told:
            raise Failure(say("not-together", asked.lang, one=other, other=told))
