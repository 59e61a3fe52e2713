"""Doing what one call of check or fix asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from zzlint import files, process, reporters, run
from zzlint.cli import output
from zzlint.cli.asked import Asked
from zzlint.cli.ending import Failure, silence
from zzlint.faults import UNREADABLE, fault
from zzlint.phrases import say
from zzlint.problems import Problem
from zzlint.process import Task, Tell
from zzlint.report import FileReport
from zzlint.reporters import FOR_PEOPLE, Reporter, Style, Summary, named
from zzlint.reporters.telling import Telling
from zzlint.rule import ErrorClass
from zzlint.settings import Settings
from zzlint.text.change import Change, spliced
from zzlint.tree import Ledgers, ledger_path

if TYPE_CHECKING:
    from zzlint.baseline import FileEntries
    from zzlint.cli.book import Book
    from zzlint.cli.progress import Progress
    from zzlint.corpus import Corpus


class Job:
    """One call of check or fix; ``book`` takes note of what is muted, where something can be."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.book: Book | None = None
        self._corpus: Corpus | None = None

    def do(self) -> Summary:
        """Do what was asked and report it."""
        asked = self.asked
        settings = asked.settings_for(asked.first)
        if asked.may_contradict:
            from zzlint.cli.contradictions import refuse_contradictions

            refuse_contradictions(asked)
        if asked.show_settings:
            click.echo(output.shown(settings))
            return Summary()
        if asked.show_files:
            for path in files.find(asked.paths, asked.settings_for):
                click.echo(str(path))
            return Summary()
        if not asked.watch and (settings.mutes or any(asked.wishes.values())):
            self.open_book(settings)
        output.spare_pages(asked)
        with ExitStack() as stack:
            out = stack.enter_context(output.stream(asked))
            style = Style(asked.lang, output.colored(asked.color, out), asked.fixing, settings.registry)
            if asked.format == "jsonl":
                style = style._replace(digest=settings.digest, contexts=self._contexts(settings))
            elif asked.format == "reocr":
                style = style._replace(losses=_losses(settings))
            if asked.as_diff:
                return self._as_patch(out)
            if asked.watch:
                from zzlint.cli.watch import watch

                watch(self, out, style)
                return Summary()
            reports = self.reports(tell=asked.teller(style))
            if asked.offset_map is not None:
                from zzlint.offsets import offset_map  # only those who ask for it

                reports = offset_map(reports, stack.enter_context(output.opened(asked.offset_map, asked.lang)))
            return self._reported(reports, out, style)

    # -- the reports -----------------------------------------------------------------------

    def reports(
        self, choose: Callable[[list[Path]], Iterable[Path]] = iter, tell: Tell | None = None
    ) -> Iterator[FileReport]:
        """The reports on the files that ``choose`` takes of those found, with their progress on a terminal."""
        asked = self.asked
        if asked.from_stdin:
            return self._booked(self._on_stdin())
        progress = self._progress()
        if asked.several:
            from zzlint.corpus import Corpus  # who looks at one page does not pay it

            self._corpus = Corpus()
        reports = run.run(
            asked.paths,
            asked.settings_for,
            asked.wanted,
            write=not asked.as_diff,
            jobs=asked.jobs,
            cache_in=None if asked.watch else asked.cache_in,  # a watch remembers, and rules change under it
            tell=tell,
            baselines=self.book.baselines if self.book else None,
            corpus=self._corpus,
            choose=(lambda found: progress.told(choose(found))) if progress else choose,
        )
        return self._booked(progress.over(reports) if progress else reports)

    def _progress(self) -> Progress | None:
        if self.asked.quiet or not sys.stderr.isatty():
            return None
        from zzlint.cli.progress import Progress, drawable

        return Progress(sys.stderr, self.asked.lang) if drawable() else None

    @cached_property
    def _stdin(self) -> bytes:
        return sys.stdin.buffer.read()

    def _on_stdin(self) -> Iterator[FileReport]:
        name = str(self.asked.first)
        data = self._stdin
        # no ledger keeps what is fixed here
        settings = replace(self.asked.settings_for(Path(name)), ledger="")
        if files.left_out(Path(name), settings):
            yield FileReport(name, data=data)
        else:
            yield from process.process(data, self._task(name, settings))

    def _task(self, name: str, settings: Settings) -> Task:
        """A page on standard input, with what is known of the file that it is called after."""
        asked = self.asked
        entries = self._entries(name, settings)
        losses = Ledgers(asked.paths).losses(Path(name), asked.settings_for(Path(name))) if asked.stdin_name else ()
        return Task(name, settings, asked.wanted, losses=losses, entries=entries)

    def _entries(self, name: str, settings: Settings) -> FileEntries | None:
        """What the baseline says of a page on standard input."""
        baseline = self.book.baselines.of(settings) if self.book else None
        return baseline.of(name) if baseline else None

    def _contexts(self, settings: Settings) -> dict[str, str]:
        """The files besides the settings that findings depend on, each with its sha256."""
        from zzlint.rewrite import digest

        asked = self.asked
        ledger = None if asked.from_stdin else ledger_path(asked.first, settings, asked.paths)
        named = (ledger, *(Path(name) for name in (settings.baseline, settings.archive) if name))
        return {str(path): digest(path) for path in named if path is not None and path.is_file()}

    # -- what is muted ---------------------------------------------------------------------

    def open_book(self, settings: Settings) -> None:
        """Begin to note what is muted."""
        from zzlint.cli.book import Book, Wishes  # only those who mute anything pay it

        try:
            self.book = Book(self.asked, Wishes(*self.asked.wishes.values()), settings.registry)
        except Problem as problem:
            raise Failure(problem.render(self.asked.lang)) from None

    def _booked(self, reports: Iterator[FileReport]) -> Iterator[FileReport]:
        """The reports, noted in the book."""
        folder, mutes = None, False
        try:
            for report in reports:
                if folder != (folder := os.path.dirname(report.name)):
                    mutes = self.asked.settings_for(Path(report.name)).mutes
                if (mutes or report.muted) and not self.book and not self.asked.watch:
                    self.open_book(self.asked.settings_for(Path(report.name)))
                yield self.book.enter(report) if self.book else report
                del report  # before the next file is read
        except Problem as problem:  # a baseline that cannot be used
            raise Failure(problem.render(self.asked.lang)) from None

    def _close_book(self) -> None:
        """Keep the baseline that was asked for, and say what mutes nothing any more."""
        asked = self.asked
        lines: list[str] = []
        renamed = dict(asked.renamed)
        if self.book is not None:
            lines += self.book.keep(asked.lang)
            if asked.format in FOR_PEOPLE:
                lines += self.book.useless(asked.lang)
                lines += () if asked.fixing else self.book.hides(asked.lang)
            renamed |= self.book.renamed
        lines += (say("renamed", asked.lang, old=old, new=new) for old, new in renamed.items())
        for line in () if asked.quiet else lines:
            click.echo(line, err=True)

    # -- telling ---------------------------------------------------------------------------

    def _as_patch(self, out: TextIO) -> Summary:
        from zzlint.reporters.diff import Patch  # only those who ask for a diff pay it

        summary = Summary()
        patch = Patch(lambda data: output.write_bytes(data, out))
        for report in self.reports():
            told = _patched(report)
            self._count(told, summary)
            patch.add(told)
            if told.failed:
                output.tell_faults(told, self.asked.lang)
        patch.close()
        if not self.asked.quiet:
            told_all = say("would-fix", self.asked.lang, applied=summary.applied, changed=summary.changed)
            click.echo(told_all, err=True)
        return self._ended(summary)

    def _reported(self, reports: Iterable[FileReport], out: TextIO, style: Style) -> Summary:
        asked = self.asked
        summary = Summary()
        changes: list[Change] = []
        reporter = self._reporter(out, style)
        for report in reports:
            self._count(report, summary)
            if not asked.quiet:
                with self._heard_or_not(out):
                    reporter.report(report)
            changes += report.changes if asked.fixing and asked.from_stdin else ()
            if report.failed and (asked.quiet or asked.statistics):
                output.tell_faults(report, asked.lang)
            del report  # before the next file is read
        if asked.fixing and asked.from_stdin:
            output.write_bytes(spliced(self._stdin, sorted(changes)), sys.stdout)
        if not asked.quiet:
            with self._heard_or_not(out):
                reporter.finish(summary)
        return self._ended(summary)

    @contextmanager
    def _heard_or_not(self, out: TextIO) -> Iterator[None]:
        """Nobody may read the report, but the files are to be fixed."""
        try:
            yield
        except BrokenPipeError:
            if not self.asked.fixing:
                raise
            silence(out)

    def _reporter(self, out: TextIO, style: Style) -> Reporter:
        asked = self.asked
        made: Reporter
        if asked.statistics:
            from zzlint.reporters.statistics import Statistics

            made = Statistics(out, style, asked.format)
        else:
            made = Telling(reporters.reporter(asked.format, out, style), out)
        if asked.show_fixes:
            from zzlint.reporters.fixes import WithFixes

            made = WithFixes(made, out, style, everything=asked.verbose)
        return made

    def _count(self, report: FileReport, summary: Summary) -> None:
        summary.add(report)
        if self.asked.verbose:
            click.echo(named(report.label), err=True)

    def _ended(self, summary: Summary) -> Summary:
        asked = self.asked
        if not summary.files and asked.format in FOR_PEOPLE:
            click.echo(say("no-files", asked.lang), err=True)
        if asked.verbose and self._corpus is not None and self._corpus.unknown:
            click.echo(say("unknown-issue", asked.lang, count=self._corpus.unknown), err=True)
        self._close_book()
        return summary


def _losses(settings: Settings) -> frozenset[str]:
    """The codes of the rules that find lost text."""
    return frozenset(code for code, rule in settings.registry.items() if rule.error_class is ErrorClass.LOSS)


def _patched(report: FileReport) -> FileReport:
    """The report; where a patch cannot hold the changes, it says so."""
    from zzlint.reporters.diff import patchable

    page = report.original
    if report.changed and page is not None and not patchable(page):
        told = fault(UNREADABLE, "no-patch", encoding=page.decoded.encoding)
        return replace(report, findings=(told, *report.findings), changes=())
    return report
