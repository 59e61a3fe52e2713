"""Taking back what ``fix`` did, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from zzlint.diagnostic import Text
from zzlint.keep import now
from zzlint.ledger import Entry, Ledger, undone_line
from zzlint.problems import reason
from zzlint.rewrite import ChangedMeanwhile, Rewrite, digest
from zzlint.text.change import reverted

#: What became of an entry; the keys of the phrases that tell it.
RESTORED, AS_IT_WAS, CHANGED, MISSING, FAILED = "restored", "as-it-was", "changed-since", "missing", "not-restored"


class Undone(NamedTuple):
    """What became of an entry that was to be undone; ``error`` is why it failed."""

    entry: Entry
    outcome: str
    error: Text | str = ""


def undo(ledger: Ledger, entries: Iterable[Entry], write: bool = True) -> Iterator[Undone]:
    """Undo entries of the ledger, the last first.

    A file is restored only when it holds the very bytes that the fix left; one that changed since
    is refused, and so are all earlier entries on it. ``write=False``: only say what would happen.
    """
    refused: set[str] = set()
    states: dict[str, str] = {}
    for entry in reversed(list(entries)):
        if entry.file in refused:
            continue
        done = _undone(ledger, entry, states, write)
        if done.outcome in (RESTORED, AS_IT_WAS):
            states[entry.file] = entry.before
        else:
            refused.add(entry.file)
        yield done


def _undone(ledger: Ledger, entry: Entry, states: dict[str, str], write: bool) -> Undone:
    path = ledger.file(entry.file)
    try:
        state = states.get(entry.file) or digest(path)
        if state == entry.before:  # the fix never took its place, or an undo was cut short
            outcome = AS_IT_WAS
        elif state != entry.after:
            return Undone(entry, CHANGED)
        else:
            outcome = RESTORED
            if write:
                _restore(ledger, entry)
        if write:
            # only now: whatever happens before, the way back is still told
            ledger.append(undone_line(entry, now()))
            ledger.sync()
    except FileNotFoundError:
        return Undone(entry, MISSING)
    except ChangedMeanwhile:
        return Undone(entry, CHANGED)
    except OSError as error:
        return Undone(entry, FAILED, reason(error))
    return Undone(entry, outcome)


def _restore(ledger: Ledger, entry: Entry) -> None:
    rewrite = Rewrite(ledger.file(entry.file))
    try:
        rewrite.add(reverted(ledger.changes(entry)))
        rewrite.finish()
        if (rewrite.before, rewrite.after) != (entry.after, entry.before):
            raise ChangedMeanwhile(entry.file)
        rewrite.replace()
    except BaseException:
        with suppress(OSError):
            rewrite.abandon()
        raise
