"""The command line: ``zzlint check``, ``fix`` and the commands around them."""

from __future__ import annotations

import atexit
import gc
import importlib
import sys

import click

from zzlint import __version__
from zzlint.cli.ending import Failure, silence

#: Command -> the module that holds it; a run imports the one it needs.
COMMANDS = {
    "check": "lint",
    "fix": "lint",
    "undo": "undo",
    "stitch": "stitch",
    "learn": "learn",
    "rule": "rule",
    "init": "init",
    "new-rule": "new_rule",
    "evaluate": "evaluate",
    "completion": "completion",
}


class _Commands(click.Group):
    """The commands, each imported when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"zzlint.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zzlint")
def app() -> None:
    """Find and repair what OCR broke in Chinese text.

    \b
    zzlint check PATH...   report
    zzlint fix PATH...     repair what can be repaired without doubt

    Exit status of check: 0 clean, 1 findings, 2 error. Nothing leaves this machine.
    """


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    # findings are many and form no cycles: at the default threshold the collector costs a tenth
    gc.set_threshold(50_000, 20, 20)
    # nor does it pay to look for any at the end of the process, which takes a tenth of a page's time
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Chinese in a C locale, and bytes that are no text, must not end a report
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = 1  # a report so long that its reader left in the middle has findings
    try:
        status = app.main(args=argv, prog_name="zzlint", standalone_mode=False) or 0
        sys.stdout.flush()
    except Failure as failure:
        click.echo(f"zzlint: {failure}", err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        from zzlint.phrases import default_lang, say  # with it comes all of zzlint

        click.echo(say("interrupted", default_lang()), err=True)
        sys.exit(130)
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        click.echo(f"zzlint: {error}", err=True)
        silence(sys.stdout)
        sys.exit(2)
    except Exception:  # 1 would mean findings
        import traceback

        traceback.print_exc()
        sys.exit(2)
    sys.exit(status)
