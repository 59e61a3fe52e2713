"""The command line: ``zzlint check``, ``fix``, ``rule``, ``init``."""

from __future__ import annotations

import sys

import click

from zzlint import __version__
from zzlint.cli.common import Failure
from zzlint.cli.init import init
from zzlint.cli.lint import check, fix
from zzlint.cli.rule import rule
from zzlint.phrases import default_lang


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zzlint")
def app() -> None:
    """Find and repair what OCR broke in Chinese text.

    \b
    zzlint check PATH...   report
    zzlint fix PATH...     repair what can be repaired without doubt

    Exit status of check: 0 clean, 1 findings, 2 error. Nothing leaves this machine.
    """


for command in (check, fix, rule, init):
    app.add_command(command)


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Chinese in a C locale, and bytes that are no text, must not end a report
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = app.main(args=argv, prog_name="zzlint", standalone_mode=False)
    except Failure as failure:
        click.echo(f"zzlint: {failure}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("中断" if default_lang() == "zh" else "interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # the reader of a pipe went away, as `head` does: no error of ours
        sys.stderr.close()
        sys.exit(0)
    sys.exit(status or 0)
