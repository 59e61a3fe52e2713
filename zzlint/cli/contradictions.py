"""Options that exclude each other: told before anything is done, never silently dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zzlint.cli.common import Failure
from zzlint.phrases import say
from zzlint.reporters import FOR_PEOPLE

if TYPE_CHECKING:
    from zzlint.cli.job import Job

#: What ``--statistics`` can be told in.
_COUNTED = (*FOR_PEOPLE, "json", "jsonl")


def refuse_contradictions(job: Job) -> None:
    """Raise Failure for options that cannot be followed together."""
    if job.watch and job.fixing and not job.as_diff:
        raise Failure(say("watch-fix", job.lang))
    if not job.wishes["write_baseline"] and (job.wishes["verdict"] or job.wishes["reason"] is not None):
        raise Failure(say("verdict-without-baseline", job.lang))
    if job.wishes["prune_baseline"] and not job.wishes["write_baseline"] and not job.settings_for(job.first).baseline:
        raise Failure(say("no-baseline", job.lang))
    form = f"--output-format {job.format}"
    diff, quiet = ("--diff", job.as_diff), ("--quiet", job.quiet)
    machine = (form, job.format not in FOR_PEOPLE)
    clashes = {
        "--watch": (
            diff,
            quiet,
            machine,
            ("--statistics", job.statistics),
            ("--output-file", job.output is not None),
            ("--verbose", job.verbose),
            ("-", job.from_stdin),
        )
        if job.watch
        else (),
        "--statistics": (diff, quiet, (form, job.format not in _COUNTED)) if job.statistics else (),
        "--write-baseline": (
            diff,
            ("--watch", job.watch),
            ("--baseline", job.named_baseline),
            ("--prune-baseline", job.wishes["prune_baseline"]),
        )
        if job.wishes["write_baseline"]
        else (),
        "--prune-baseline": (diff, ("--watch", job.watch)) if job.wishes["prune_baseline"] else (),
        "--show-fixes": (diff, quiet, machine) if job.show_fixes else (),
    }
    for one, others in clashes.items():
        for other, given in others:
            if given:
                raise Failure(say("not-together", job.lang, one=one, other=other))
