"""What one call of check or fix asks for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zzlint import process, run
from zzlint.cli.common import Overrides
from zzlint.cli.ending import Failure
from zzlint.phrases import default_lang, say
from zzlint.process import Tell
from zzlint.reporters import Style
from zzlint.reporters.telling import SEPARATE, Teller
from zzlint.settings import Settings
from zzlint.text import user_cache


class Asked:
    """The options of one call, and what follows from them."""

    def __init__(self, given: dict[str, Any], *, fixing: bool) -> None:
        self.fixing = fixing
        self.paths: tuple[Path, ...] = given.pop("paths")
        self.file_list: Path | None = given.pop("file_list")
        self.format: str = given.pop("output_format")
        self.output: Path | None = given.pop("output_file")
        self.color: str = given.pop("color")
        self.quiet: bool = given.pop("quiet")
        self.verbose: bool = given.pop("verbose")
        self.jobs: int | None = given.pop("jobs") or None
        self.cached: bool = given.pop("cache")
        self.cache_dir: Path | None = given.pop("cache_dir")
        self.show_files: bool = given.pop("show_files")
        self.show_settings: bool = given.pop("show_settings")
        self.as_diff: bool = given.pop("as_diff")
        self.statistics: bool = given.pop("statistics")
        self.show_fixes: bool = given.pop("show_fixes", False)
        self.watch: bool = given.pop("watch")
        self.offset_map: Path | None = given.pop("offset_map", None)
        self.stdin_name: str | None = given.pop("stdin_filename")
        unsafe = given.pop("unsafe_fixes")
        self.wanted = (process.WITH_UNSAFE if unsafe else process.SAFE_ONLY) if fixing else frozenset()
        wishes = ("write_baseline", "prune_baseline", "verdict", "reason")
        self.wishes = {wish: given.pop(wish, None) for wish in wishes}
        self.named_baseline = bool(given["baseline"])
        if self.wishes["write_baseline"]:
            given["baseline"] = ""  # what is written is not hidden at the same time
        self.overrides = Overrides(**given)
        self.renamed: dict[str, str] = {}
        self.from_stdin = self.paths == (Path("-"),) and self.file_list is None
        self._name_paths()
        self.lang = self.settings_for(self.first).lang or default_lang()

    def _name_paths(self) -> None:
        """Join what ``--file-list`` names to the paths; nobody but a lone ``-`` may want standard input besides."""
        lang = self.overrides.lang or default_lang()
        if Path("-") in self.paths and not self.from_stdin:
            raise Failure(say("stdin-alone", lang))
        if self.file_list is not None:
            from zzlint.cli.file_list import listed

            self.paths += listed(self.file_list, lang)
        else:
            self.paths = self.paths or (Path("."),)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are looked at whole."""
        if self.file_list is not None or self.overrides.exclude:
            return ()
        return tuple(path for path in self.paths if os.path.isdir(path))

    def configured(self, folder: Path) -> Settings:
        """The settings of a folder without what the command line says of the rules."""
        plain = self.overrides._replace(select=(), extend_select=(), ignore=(), profile=None, preview=None)
        return plain.settings_for(folder)

    def settings_for(self, path: Path) -> Settings:
        """The settings of a file or folder."""
        settings = self.overrides.settings_for(path)
        if settings.registry.former:
            self.renamed |= settings.renamed
        return settings

    @property
    def first(self) -> Path:
        """What the settings of the whole call are taken from."""
        return Path(self.stdin_name or "-") if self.from_stdin else next(iter(self.paths), Path("."))

    @property
    def cache_in(self) -> Callable[[], Path] | None:
        """What tells where results are remembered; None for nowhere."""
        return (lambda: self.cache_dir or user_cache.folder()) if self.cached else None

    @property
    def several(self) -> bool:
        """Whether rules over several pages are to run: whole folders or files of records are looked at."""
        return self.file_list is None and not (self.from_stdin or self.watch) and run.several(self.paths)

    @property
    def may_contradict(self) -> bool:
        """Whether there is an option that does not go with every other one."""
        switches = self.watch, self.statistics, self.show_fixes, self.show_files, self.quiet
        names = self.output, self.offset_map, self.cache_dir, self.stdin_name
        return any(switches) or any(name is not None for name in names) or any(self.wishes.values())

    def teller(self, style: Style) -> Tell | None:
        """What tells of a page where it was checked; None where somebody wants the findings themselves."""
        wanted = (self.statistics, self.show_fixes, self.offset_map, self.wishes["write_baseline"])
        if any(wanted) or self.format not in SEPARATE:
            return None
        return Teller(self.format, style._replace(rules={}))
