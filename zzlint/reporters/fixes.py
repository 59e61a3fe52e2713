"""What ``fix`` did, place by place, before what it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from typing import TextIO

from zzlint.diagnostic import Applicability, Fix
from zzlint.phrases import say
from zzlint.report import FileReport
from zzlint.reporters import Reporter, Style, Summary, inside, named
from zzlint.reporters.excerpt import BOLD, GREEN, inline_diff, painted

#: So many edits for the same rules are shown, the others are counted.
FEW = 3


class WithFixes:
    """Another reporter, with the edits of each file before its findings.

    They are edits of the file as it was, and so are their parts, rows and columns: where several rounds
    changed a place, one edit tells what became of it, with all the rules behind it.
    ``everything``: of many edits for the same rules leave none out.
    """

    def __init__(self, inner: Reporter, out: TextIO, style: Style, *, everything: bool) -> None:
        self._inner = inner
        self._out = out
        self._style = style
        self._everything = everything

    def report(self, report: FileReport) -> None:
        """Write what was fixed in one file, then what is left."""
        if report.changed:
            self._out.write(painted(named(report.label), BOLD, color=self._style.color) + ":\n")
            self._out.writelines(f"  {line}\n" for line in self._lines(report))
            self._out.write("\n")
        self._inner.report(report)

    def finish(self, summary: Summary) -> None:
        """Write what the run came to."""
        self._inner.finish(summary)

    def _lines(self, report: FileReport) -> Iterator[str]:
        assert report.original is not None  # something was changed, so it could be read
        color = self._style.color
        seen: Counter[str] = Counter()
        for edit, rules in zip(report.edits, _rules(report), strict=False):
            seen[rules] += 1
            if seen[rules] <= FEW or self._everything:
                place = inside(report.original, edit.start)
                code = painted(rules, GREEN, BOLD, color=color)
                yield f"{place}: {code} {inline_diff(report.original, Fix((edit,), Applicability.SAFE), color=color)}"
        for rules, count in seen.items():
            if count > FEW and not self._everything:
                yield say("more-fixes", self._style.lang, rules=rules, count=count - FEW)


def _rules(report: FileReport) -> Iterator[str]:
    """The rules behind each edit; behind all of them where one change of the file holds several edits."""
    if len(report.changes) == len(report.edits):
        yield from (", ".join(change.rules) for change in report.changes)
    else:
        yield from repeat(", ".join(sorted({code for change in report.changes for code in change.rules})))
