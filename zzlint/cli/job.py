"""One call of check or fix: its options, and doing it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

import click

from zzlint import files, process, reporters, run
from zzlint.cli.common import Failure, Overrides, silence
from zzlint.faults import UNREADABLE, fault
from zzlint.phrases import default_lang, say
from zzlint.process import Task
from zzlint.report import FileReport
from zzlint.reporters import FOR_PEOPLE, Style, Summary, named
from zzlint.settings import Settings


class Job:
    """One call of check or fix."""

    def __init__(self, given: dict[str, Any], *, fixing: bool) -> None:
        self.paths: tuple[Path, ...] = given.pop("paths") or (Path("."),)
        self.format: str = given.pop("output_format")
        self.output: Path | None = given.pop("output_file")
        self.color: str = given.pop("color")
        self.quiet: bool = given.pop("quiet")
        self.verbose: bool = given.pop("verbose")
        self.show_files: bool = given.pop("show_files")
        self.show_settings: bool = given.pop("show_settings")
        self.as_diff: bool = given.pop("as_diff")
        self.offset_map: Path | None = given.pop("offset_map", None)
        self.stdin_name: str | None = given.pop("stdin_filename")
        self.fixing = fixing
        unsafe = given.pop("unsafe_fixes")
        self.wanted = (process.WITH_UNSAFE if unsafe else process.SAFE_ONLY) if fixing else frozenset()
        self.overrides = Overrides(**given)
        self.from_stdin = self.paths == (Path("-"),)

    def settings_for(self, path: Path) -> Settings:
        """The settings of a file or folder."""
        return self.overrides.settings_for(path)

    def do(self) -> Summary:
        """Do what was asked and report it."""
        first = Path(self.stdin_name or "-") if self.from_stdin else self.paths[0]
        settings = self.settings_for(first)
        self.lang = settings.lang or default_lang()
        if self.show_settings:
            click.echo(_shown(settings))
            return Summary()
        if self.show_files:
            for path in files.find(self.paths, self.settings_for):
                click.echo(str(path))
            return Summary()
        if Path("-") in self.paths and not self.from_stdin:
            raise Failure(say("stdin-alone", self.lang))
        with ExitStack() as stack:
            out = stack.enter_context(self._stream())
            style = Style(self.lang, self._colored(out), fixing=self.fixing, rules=settings.registry)
            if self.as_diff:
                return self._as_patch(out)
            reports = self._reports()
            if self.offset_map is not None:
                from zzlint.offsets import offset_map  # only those who ask for it

                reports = offset_map(reports, stack.enter_context(self._written(self.offset_map)))
            return self._reported(reports, out, style)

    def _reports(self) -> Iterator[FileReport]:
        if not self.from_stdin:
            yield from run.run(self.paths, self.settings_for, self.wanted, write=not self.as_diff)
            return
        name = self.stdin_name or "-"
        data = sys.stdin.buffer.read()
        # no ledger keeps what is fixed here
        settings = replace(self.settings_for(Path(name)), ledger="")
        if files.left_out(Path(name), settings):
            yield FileReport(name, data=data)
        else:
            yield from process.process(data, Task(name, settings, self.wanted))

    def _as_patch(self, out: TextIO) -> Summary:
        from zzlint.reporters.diff import Patch  # only those who ask for a diff pay it

        summary = Summary()
        patch = Patch(lambda data: _write_bytes(data, out))
        for report in self._reports():
            told = _patched(report)
            self._count(told, summary)
            patch.add(told)
            if told.failed:
                _faults(told, self.lang)
        patch.close()
        if not self.quiet:
            click.echo(say("would-fix", self.lang, applied=summary.applied, changed=summary.changed), err=True)
        self._nothing_found(summary)
        return summary

    def _reported(self, reports: Iterable[FileReport], out: TextIO, style: Style) -> Summary:
        summary = Summary()
        reporter = reporters.reporter(self.format, out, style)
        for report in reports:
            self._count(report, summary)
            try:
                if not self.quiet:
                    reporter.report(report)
            except BrokenPipeError:
                if not self.fixing:
                    raise
                silence(out)  # nobody reads the report, but the files are to be fixed
            if self.fixing and self.from_stdin:
                _write_bytes(report.result, sys.stdout)
            if report.failed and self.quiet:
                _faults(report, self.lang)
            del report  # before the next file is read
        if not self.quiet:
            reporter.finish(summary)
        self._nothing_found(summary)
        return summary

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
        return self.color == "always" or (self.color == "auto" and out.isatty())


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
