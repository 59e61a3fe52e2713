"""Entries of configurations that mute nothing: judged where all that they could be about was looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from zzlint.phrases import say
from zzlint.report import Muted
from zzlint.reporters import named
from zzlint.settings import ALLOW, Settings, covers

#: So many words of a list are told.
TOLD = 10


class Unused:
    """Takes note of what ``[[ignore]]`` entries and allowed words mute.

    ``configured`` tells the settings of a folder as they are whatever rules the command line chooses.
    """

    def __init__(self, configured: Callable[[Path], Settings]) -> None:
        self._configured = configured
        self._seen: dict[Path, Settings] = {}
        self._used: set[tuple[Path | None, Muted]] = set()
        self._failed: dict[Path, list[str]] = {}

    def look(self, name: str, settings: Settings, *, failed: bool) -> None:
        """Note that a file was looked at, and whether that came to nothing."""
        if settings.source is not None:
            self._seen[settings.source] = settings
            if failed:
                self._failed.setdefault(settings.source, []).append(name)

    def use(self, muted: Muted, settings: Settings) -> None:
        """Note that an entry muted something."""
        self._used.add((settings.source, muted))

    def lines(self, folders: Iterable[Path], lang: str) -> Iterator[str]:
        """A line for each entry that muted nothing, of the configurations all of whose files lie in ``folders``."""
        tops = [os.path.join(os.path.realpath(folder), "") for folder in folders]
        for source, settings in sorted(self._seen.items()):
            if any(os.path.join(os.path.realpath(source.parent), "").startswith(top) for top in tops):
                yield from self._of(source, settings, lang)

    def _of(self, source: Path, settings: Settings, lang: str) -> Iterator[str]:
        rules = settings.registry
        configured = self._configured(source.parent)
        left_out = [rule for rule in rules.values() if configured.enabled(rule) and not settings.enabled(rule)]
        failed = self._failed.get(source, ())
        unknown = {number for name in failed for number in settings.ignores_for(name)}
        used = [muted for where, muted in self._used if where == source]
        ignored = {int(muted.entry) for muted in used if muted.by == "ignore"}
        path = from_here(source)
        for number, ignore in enumerate(settings.ignores, 1):
            if number not in ignored | unknown and not any(covers(ignore.rule, rule) for rule in left_out):
                yield say("useless-ignore", lang, path=path, number=number, rule=ignore.rule)
        if failed:
            return
        allowed = {(muted.code, muted.entry) for muted in used if muted.by == "allow"}
        words = {word for _, word in allowed}
        if not left_out and (rest := [word for word in settings.allow if word not in words]):
            yield say("useless-words", lang, path=path, where=ALLOW, words=_some(rest, lang))
        for code, options in settings.options:
            rule = rules.get(code) or rules.former[code]
            rest = [word for word in dict(options).get(ALLOW, ()) if (rule.code, word) not in allowed]
            if rest and rule not in left_out:
                yield say("useless-words", lang, path=path, where=f"[rules.{code}] {ALLOW}", words=_some(rest, lang))


def _some(words: list[str], lang: str) -> str:
    told = ("、" if lang == "zh" else ", ").join(words[:TOLD])
    return f"{told} …" if len(words) > TOLD else told


def from_here(path: Path) -> str:
    """A path for people: from here, if it lies below."""
    here = os.path.join(os.getcwd(), "")
    return named(os.path.abspath(path).removeprefix(here))
