"""``zzlint check`` and ``zzlint fix``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

import click

from zzlint import files, reporters, run
from zzlint.cli.common import Failure, Overrides, file_options, settings_options, silence
from zzlint.faults import UNREADABLE, fault
from zzlint.phrases import default_lang, say
from zzlint.reporters import FOR_PEOPLE, FORMATS, Style, Summary, named
from zzlint.run import FileReport
from zzlint.settings import Settings

_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[PATH...|-]")
_OUTPUT = (
    click.option(
        "--output-format", type=click.Choice(FORMATS), default="full", show_default=True, help="How to report."
    ),
    click.option(
        "-o", "--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report there."
    ),
    click.option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour in the report."
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
    click.option("-v", "--verbose", is_flag=True, help="Name every file on standard error."),
    click.option("--show-files", is_flag=True, help="List the files and stop."),
    click.option("--show-settings", is_flag=True, help="Show the settings of the first path and stop."),
    click.option(
        "--unsafe-fixes/--no-unsafe-fixes", default=False, help="Apply (or show in --diff) fixes to be looked at, too."
    ),
    click.option("--diff", "as_diff", is_flag=True, help="Print what fix would change, as a patch; write nothing."),
)


def _lint_options(command: Any) -> Any:
    for option in reversed(_OUTPUT):
        command = option(command)
    return _PATHS(file_options(settings_options(command)))


@click.command()
@_lint_options
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
def check(exit_zero: bool, **given: Any) -> None:
    """Report what is broken in files, folders, or standard input (-)."""
    job = _Job(given, fixing=given["as_diff"])
    summary = job.do()
    if summary.failed:
        raise click.exceptions.Exit(2)
    found = summary.changed if job.as_diff else summary.findings
    raise click.exceptions.Exit(1 if found and not exit_zero else 0)


@click.command()
@_lint_options
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 when something was fixed.")
def fix(exit_non_zero_on_fix: bool, **given: Any) -> None:
    """Repair what can be repaired without doubt, in place; `-` reads stdin and writes stdout."""
    job = _Job(given, fixing=True)
    summary = job.do()
    if summary.failed:
        raise click.exceptions.Exit(2)
    raise click.exceptions.Exit(1 if summary.changed and (exit_non_zero_on_fix or job.as_diff) else 0)


class _Job:
    """One call of check or fix: its options, and doing it."""

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
        self.stdin_name: str | None = given.pop("stdin_filename")
        self.fixing = fixing
        unsafe = given.pop("unsafe_fixes")
        self.wanted = (run.WITH_UNSAFE if unsafe else run.SAFE_ONLY) if fixing else frozenset()
        self.overrides = Overrides(**given)
        self.from_stdin = self.paths == (Path("-"),)

    def settings_for(self, path: Path) -> Settings:
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
        return self._reported(self._reports())

    def _reports(self) -> Iterator[FileReport]:
        if self.from_stdin:
            name = self.stdin_name or "-"
            data = sys.stdin.buffer.read()
            settings = self.settings_for(Path(name))
            if files.left_out(Path(name), settings):
                yield FileReport(name, data=data, result=data)
            else:
                yield run.process(data, name, settings, self.wanted)
            return
        yield from run.run(self.paths, self.settings_for, self.wanted, write=not self.as_diff)

    def _reported(self, reports: Iterable[FileReport]) -> Summary:
        summary = Summary()
        with self._stream() as out:
            style = Style(self.lang, self._colored(out), fixing=self.fixing)
            reporter = reporters.reporter(self.format, out, style)
            for report in reports:
                if self.as_diff:
                    report, patch = _patched(report)
                summary.add(report)
                if self.verbose:
                    click.echo(named(report.name), err=True)
                try:
                    if self.as_diff:
                        _write_bytes(patch, out)
                    elif not self.quiet:
                        reporter.report(report)
                except BrokenPipeError:
                    if self.as_diff or not self.fixing:
                        raise
                    silence(out)  # nobody reads the report, but the files are to be fixed
                if self.fixing and self.from_stdin and not self.as_diff:
                    _write_bytes(report.result, sys.stdout)
                if report.failed and (self.quiet or self.as_diff):
                    _faults(report, self.lang)
                del report  # before the next file is read
            if self.as_diff and not self.quiet:
                told = say("would-fix", self.lang, applied=summary.applied, changed=summary.changed)
                click.echo(told, err=True)
            elif not self.quiet:
                reporter.finish(summary)
            if not summary.files and self.format in FOR_PEOPLE:
                click.echo(say("no-files", self.lang), err=True)
        return summary

    @contextmanager
    def _stream(self) -> Iterator[TextIO]:
        if self.output is not None:
            try:
                with self.output.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                    yield file
            except OSError as error:
                raise Failure(say("not-written", self.lang, path=self.output, error=error.strerror)) from None
        else:
            # a fixed text goes to standard output, so the report must not
            to_stderr = self.fixing and self.from_stdin and not self.as_diff
            yield sys.stderr if to_stderr else sys.stdout

    def _colored(self, out: TextIO) -> bool:
        return self.color == "always" or (self.color == "auto" and out.isatty())


def _patched(report: FileReport) -> tuple[FileReport, bytes]:
    """The report and its patch; where a patch cannot be, the report says so."""
    from zzlint.reporters.diff import patchable, unified_diff  # only those who ask for a diff pay it

    page = report.original
    if report.changed and page is not None and not patchable(page):
        told = fault(UNREADABLE, "no-patch", encoding=page.decoded.encoding)
        return replace(report, findings=(told, *report.findings), result=report.data), b""
    return report, unified_diff(report)


def _write_bytes(data: bytes, out: TextIO) -> None:
    out.flush()
    out.buffer.write(data)
    out.buffer.flush()


def _faults(report: FileReport, lang: str) -> None:
    for item in report.findings:
        if item.code.startswith("ZZ"):
            click.echo(f"{named(report.name)}: {item.code} {item.message.render(lang)}", err=True)


def _shown(settings: Settings) -> str:
    from dataclasses import fields

    on = [code for code, rule in settings.registry.items() if settings.enabled(rule)]
    lines = [f"{field.name.replace('_', '-')} = {getattr(settings, field.name)!r}" for field in fields(settings)]
    return "\n".join([*lines, f"rules = {' '.join(on)}"])
