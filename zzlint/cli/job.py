"""One call of check or fix: its options, and doing it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from zzlint import files, process, reporters, run
from zzlint.cli.common import Failure, Overrides, silence
from zzlint.faults import UNREADABLE, fault
from zzlint.phrases import default_lang, say
from zzlint.problems import Problem
from zzlint.process import Task, Tell
from zzlint.report import FileReport
from zzlint.reporters import FOR_PEOPLE, Reporter, Style, Summary, named
from zzlint.reporters.telling import SEPARATE, Teller, Telling
from zzlint.settings import Settings
from zzlint.text.change import Change, spliced
from zzlint.tree import ledger_path

if TYPE_CHECKING:
    from zzlint.baseline import FileEntries
    from zzlint.cli.book import Book
    from zzlint.cli.progress import Progress


class Job:
    """One call of check or fix."""

    def __init__(self, given: dict[str, Any], *, fixing: bool) -> None:
        self.paths: tuple[Path, ...] = given.pop("paths")
        self.file_list: Path | None = given.pop("file_list")
        if self.file_list is None:
            self.paths = self.paths or (Path("."),)
        self.format: str = given.pop("output_format")
        self.output: Path | None = given.pop("output_file")
        self.color: str = given.pop("color")
        self.quiet: bool = given.pop("quiet")
        self.verbose: bool = given.pop("verbose")
        self.jobs: int = given.pop("jobs")
        cached, folder = given.pop("cache"), given.pop("cache_dir")
        self.cache_in = (lambda: folder or run.cache_folder()) if cached else None
        self.show_files: bool = given.pop("show_files")
        self.show_settings: bool = given.pop("show_settings")
        self.as_diff: bool = given.pop("as_diff")
        self.statistics: bool = given.pop("statistics")
        self.show_fixes: bool = given.pop("show_fixes", False)
        self.watch: bool = given.pop("watch")
        self.offset_map: Path | None = given.pop("offset_map", None)
        self.stdin_name: str | None = given.pop("stdin_filename")
        self.fixing = fixing
        unsafe = given.pop("unsafe_fixes")
        self.wanted = (process.WITH_UNSAFE if unsafe else process.SAFE_ONLY) if fixing else frozenset()
        wishes = ("write_baseline", "prune_baseline", "verdict", "reason")
        self.wishes = {wish: given.pop(wish, None) for wish in wishes}
        self.named_baseline = bool(given["baseline"])
        if self.wishes["write_baseline"]:
            given["baseline"] = ""  # what is written is not hidden at the same time
        self.overrides = Overrides(**given)
        self.book: Book | None = None
        self.renamed: dict[str, str] = {}
        self.from_stdin = self.paths == (Path("-"),) and self.file_list is None

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

    def do(self) -> Summary:
        """Do what was asked and report it."""
        self._take_list()
        settings = self.settings_for(self.first)
        self.lang = settings.lang or default_lang()
        if self.show_settings:
            click.echo(_shown(settings))
            return Summary()
        if self.show_files:
            for path in files.find(self.paths, self.settings_for):
                click.echo(str(path))
            return Summary()
        if self.watch or self.statistics or self.show_fixes or any(self.wishes.values()):
            from zzlint.cli.contradictions import refuse_contradictions

            refuse_contradictions(self)
        if not self.watch and (settings.mutes or any(self.wishes.values())):
            self.open_book(settings)
        with ExitStack() as stack:
            out = stack.enter_context(self._stream())
            style = Style(self.lang, self._colored(out), fixing=self.fixing, rules=settings.registry)
            if self.format == "jsonl":
                style = style._replace(digest=settings.digest, contexts=self._contexts(settings))
            if self.as_diff:
                return self._as_patch(out)
            if self.watch:
                from zzlint.cli.watch import watch

                watch(self, out, style)
                return Summary()
            reports = self.reports(tell=self._teller(style))
            if self.offset_map is not None:
                from zzlint.offsets import offset_map  # only those who ask for it

                reports = offset_map(reports, stack.enter_context(self._written(self.offset_map)))
            return self._reported(reports, out, style)

    def _take_list(self) -> None:
        """Join what ``--file-list`` names to the paths; nobody but a lone ``-`` may want standard input besides."""
        lang = self.overrides.lang or default_lang()
        if Path("-") in self.paths and not self.from_stdin:
            raise Failure(say("stdin-alone", lang))
        if self.file_list is not None:
            from zzlint.cli.file_list import listed

            self.paths += listed(self.file_list, lang)

    def reports(
        self, choose: Callable[[list[Path]], Iterable[Path]] = iter, tell: Tell | None = None
    ) -> Iterator[FileReport]:
        """The reports on the files that ``choose`` takes of those found, with their progress on a terminal."""
        if self.from_stdin:
            return self._booked(self._on_stdin())
        progress = self._progress()
        reports = run.run(
            self.paths,
            self.settings_for,
            self.wanted,
            write=not self.as_diff,
            jobs=self.jobs or None,
            cache_in=None if self.watch else self.cache_in,  # a watch remembers, and rules change under it
            tell=tell,
            baselines=self.book.baselines if self.book else None,
            choose=(lambda found: progress.told(choose(found))) if progress else choose,
        )
        return self._booked(progress.over(reports) if progress else reports)

    def open_book(self, settings: Settings) -> None:
        """Begin to note what is muted, where something can be."""
        from zzlint.cli.book import Book, Wishes  # only those who mute anything pay it

        try:
            self.book = Book(self.settings_for, Wishes(*self.wishes.values()), settings.registry)
        except Problem as problem:
            raise Failure(problem.render(self.lang)) from None

    def _booked(self, reports: Iterator[FileReport]) -> Iterator[FileReport]:
        """The reports, noted in the book."""
        name, mutes = "", False
        try:
            for report in reports:
                if report.name != name:
                    name, mutes = report.name, self.settings_for(Path(report.name)).mutes
                if (mutes or report.muted) and not self.book and not self.watch:
                    self.open_book(self.settings_for(Path(report.name)))
                yield self.book.enter(report) if self.book else report
        except Problem as problem:  # a baseline that cannot be used
            raise Failure(problem.render(self.lang)) from None

    def _close_book(self) -> None:
        """Keep the baseline that was asked for, and say what mutes nothing any more."""
        lines: list[str] = []
        if self.book is not None:
            lines += self.book.keep(self.paths, self.lang)
            if self.format in FOR_PEOPLE:
                lines += self.book.useless(self.paths, self.lang)
                lines += () if self.fixing else self.book.hides(self.lang)
            self.renamed |= self.book.renamed
        lines += (say("renamed", self.lang, old=old, new=new) for old, new in self.renamed.items())
        for line in () if self.quiet else lines:
            click.echo(line, err=True)

    def _contexts(self, settings: Settings) -> dict[str, str]:
        """The files besides the settings that findings depend on, each with its sha256."""
        from zzlint.rewrite import digest

        ledger = None if self.from_stdin else ledger_path(self.first, settings, self.paths)
        named = (ledger, Path(settings.baseline) if settings.baseline else None)
        return {str(path): digest(path) for path in named if path is not None and path.is_file()}

    def _teller(self, style: Style) -> Tell | None:
        """What tells of a page where it was checked; None where somebody wants the findings themselves."""
        wanted = (self.statistics, self.show_fixes, self.offset_map, self.wishes["write_baseline"])
        if any(wanted) or self.format not in SEPARATE:
            return None
        return Teller(self.format, style._replace(rules={}))

    def _progress(self) -> Progress | None:
        if self.quiet or not sys.stderr.isatty():
            return None
        from zzlint.cli.progress import Progress, drawable

        return Progress(sys.stderr, self.lang) if drawable() else None

    @cached_property
    def _stdin(self) -> bytes:
        return sys.stdin.buffer.read()

    def _on_stdin(self) -> Iterator[FileReport]:
        name = self.stdin_name or "-"
        data = self._stdin
        # no ledger keeps what is fixed here
        settings = replace(self.settings_for(Path(name)), ledger="")
        if files.left_out(Path(name), settings):
            yield FileReport(name, data=data)
        else:
            yield from process.process(data, Task(name, settings, self.wanted, entries=self._entries(name, settings)))

    def _entries(self, name: str, settings: Settings) -> FileEntries | None:
        """What the baseline says of a page on standard input."""
        baseline = self.book.baselines.of(settings) if self.book else None
        return baseline.of(name) if baseline else None

    def _as_patch(self, out: TextIO) -> Summary:
        from zzlint.reporters.diff import Patch  # only those who ask for a diff pay it

        summary = Summary()
        patch = Patch(lambda data: _write_bytes(data, out))
        for report in self.reports():
            told = _patched(report)
            self._count(told, summary)
            patch.add(told)
            if told.failed:
                _faults(told, self.lang)
        patch.close()
        if not self.quiet:
            click.echo(say("would-fix", self.lang, applied=summary.applied, changed=summary.changed), err=True)
        self._nothing_found(summary)
        self._close_book()
        return summary

    def _reported(self, reports: Iterable[FileReport], out: TextIO, style: Style) -> Summary:
        summary = Summary()
        changes: list[Change] = []
        reporter = self._reporter(out, style)
        for report in reports:
            self._count(report, summary)
            try:
                if not self.quiet:
                    reporter.report(report)
            except BrokenPipeError:
                if not self.fixing:
                    raise
                silence(out)  # nobody reads the report, but the files are to be fixed
            changes += report.changes if self.fixing and self.from_stdin else ()
            if report.failed and (self.quiet or self.statistics):
                _faults(report, self.lang)
            del report  # before the next file is read
        if self.fixing and self.from_stdin:
            _write_bytes(spliced(self._stdin, sorted(changes)), sys.stdout)
        if not self.quiet:
            reporter.finish(summary)
        self._nothing_found(summary)
        self._close_book()
        return summary

    def _reporter(self, out: TextIO, style: Style) -> Reporter:
        made: Reporter
        if self.statistics:
            from zzlint.reporters.statistics import Statistics

            made = Statistics(out, style, self.format)
        else:
            made = Telling(reporters.reporter(self.format, out, style), out)
        if self.show_fixes:
            from zzlint.reporters.fixes import WithFixes

            made = WithFixes(made, out, style, everything=self.verbose)
        return made

    def _count(self, report: FileReport, summary: Summary) -> None:
        summary.add(report)
        if self.verbose:
            click.echo(named(report.label), err=True)

    def _nothing_found(self, summary: Summary) -> None:
        if not summary.files and self.format in FOR_PEOPLE:
            click.echo(say("no-files", self.lang), err=True)

    @contextmanager
    def _stream(self) -> Iterator[TextIO]:
        if self.output is not None:
            with self._written(self.output) as file:
                yield file
        else:
            # a fixed text goes to standard output, so the report must not
            to_stderr = self.fixing and self.from_stdin and not self.as_diff
            yield sys.stderr if to_stderr else sys.stdout

    @contextmanager
    def _written(self, path: Path) -> Iterator[TextIO]:
        try:
            with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                yield file
        except OSError as error:
            raise Failure(say("not-written", self.lang, path=path, error=error.strerror)) from None

    def _colored(self, out: TextIO) -> bool:
        if self.color == "auto":
            return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return self.color == "always"


def _patched(report: FileReport) -> FileReport:
    """The report; where a patch cannot hold the changes, it says so."""
    from zzlint.reporters.diff import patchable

    page = report.original
    if report.changed and page is not None and not patchable(page):
        told = fault(UNREADABLE, "no-patch", encoding=page.decoded.encoding)
        return replace(report, findings=(told, *report.findings), changes=())
    return report


def _write_bytes(data: bytes, out: TextIO) -> None:
    out.flush()
    out.buffer.write(data)
    out.buffer.flush()


def _faults(report: FileReport, lang: str) -> None:
    for item in report.findings:
        if item.code.startswith("ZZ"):
            click.echo(f"{named(report.label)}: {item.code} {item.message.render(lang)}", err=True)


def _shown(settings: Settings) -> str:
    from dataclasses import fields

    on = [code for code, rule in settings.registry.items() if settings.enabled(rule)]
    lines = [f"{field.name.replace('_', '-')} = {getattr(settings, field.name)!r}" for field in fields(settings)]
    return "\n".join([*lines, f"rules = {' '.join(on)}"])
