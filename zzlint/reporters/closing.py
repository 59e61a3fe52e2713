"""The last lines of a report for people."""

from __future__ import annotations

from typing import TextIO

from zzlint.phrases import say
from zzlint.reporters import Style, Summary


def close(summary: Summary, out: TextIO, style: Style) -> None:
    """Say what was found, or fixed and left, and what to do about it."""
    lang = style.lang
    if style.fixing:
        fixed = say("fixed", lang, applied=summary.applied, changed=summary.changed)
        lines = [fixed if summary.changed else say("nothing-fixed", lang, files=summary.files)]
        if summary.findings:
            lines.append(say("left", lang, findings=summary.findings))
    elif summary.findings:
        lines = [say("found", lang, files=summary.files, findings=summary.findings)]
    else:
        lines = [say("clean", lang, files=summary.files)]
    if summary.notes:
        lines.append(say("notes", lang, notes=summary.notes))
    if summary.safe and not style.fixing:
        lines.append(say("fixable", lang, safe=summary.safe))
    if summary.unsafe:
        lines.append(say("unsafe", lang, unsafe=summary.unsafe))
    if summary.failed:
        lines.append(say("failed", lang, failed=summary.failed))
    out.write("\n".join(lines) + "\n")
