"""One file for an editor with a browser: lost text, the worst pages, and every page with its notes.

Nothing outside the file is asked for, and without its script the file is whole.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from importlib import resources
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, TextIO

from zzlint import __version__
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.reporters.html import overview
from zzlint.reporters.html.controls import bar, key
from zzlint.reporters.html.entries import counts, entries
from zzlint.reporters.html.legend import Tally, legend, summed
from zzlint.reporters.html.markup import Html, element, line
from zzlint.reporters.html.page import section
from zzlint.reporters.html.words import say

#: Sections of pages wait in memory up to this size, in bytes, and on the disk beyond it.
SPOOLED = 8_000_000


class _Kept(NamedTuple):
    """A page's row in the lists, and where its section waits."""

    row: overview.Row
    start: int
    length: int


class Reporter:
    """Keeps the sections of the pages that have something to say, and writes all of them in the end."""

    def __init__(self, out: TextIO, style: Style) -> None:
        self._out = out
        self._style = style
        self._tally = Tally()
        self._kept: list[_Kept] = []
        self._spool = SpooledTemporaryFile(SPOOLED)  # noqa: SIM115 - closed by finish

    def report(self, report: FileReport) -> None:
        """Keep what the page looks like; of a clean page, nothing."""
        if not report.findings and not report.changed:
            return
        lang, rules = self._style.lang, self._style.rules
        self._tally.add(report)
        said = entries(report, rules)
        counted = counts(report, said)
        anchor = f"page-{len(self._kept) + 1}"
        html = section(report, said, counted, anchor, rules, lang).encode()
        row = overview.row(report, said, counted, anchor, lang)
        self._kept.append(_Kept(row, self._spool.tell(), len(html)))
        self._spool.write(html)

    def finish(self, summary: Summary) -> None:
        """Write the file."""
        with self._spool:
            self._out.writelines(self._document(summary))

    def _document(self, summary: Summary) -> Iterator[str]:
        lang = self._style.lang
        title = line(say("title-fixed" if self._style.fixing else "title", lang))
        css, script = _asset("report.css"), _asset("report.js")
        yield f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(css, script)}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{title}</title>\n<style>{css}</style>\n</head>\n<body>\n"
        yield from (part + "\n" for part in self._body(title, summary))
        yield f"<script>{script}</script>\n</body>\n</html>\n"

    def _body(self, title: Html, summary: Summary) -> Iterator[Html]:
        style = self._style
        kept = sorted(self._kept, key=lambda one: overview.worst_first(one.row))
        rows = [one.row for one in kept]
        yield element("h1", title)
        yield overview.figures(summary, rows, style.fixing, style.lang)
        if rows:
            yield key(style.fixing, style.lang)
            yield overview.losses(rows, style.lang)
            yield overview.listed(rows, style.lang)
            yield from _section("kinds", [summed(self._tally, style.rules, style.lang)], style.lang)
            yield bar(self._tally, style.rules, style.lang)
            yield from _section("texts", map(self._section, kept), style.lang)
            yield from _section("rules", legend(self._tally, style.rules, style.lang), style.lang)
        elif summary.files:
            yield element("p", line(say("nothing", style.lang)))
        yield element("footer", line(say("made-by", style.lang, version=__version__)))

    def _section(self, kept: _Kept) -> Html:
        self._spool.seek(kept.start)
        return Html(self._spool.read(kept.length).decode())


def _section(what: str, parts: Iterable[Html], lang: str) -> Iterator[Html]:
    """A chapter of the report, piece by piece: it may be large."""
    yield Html(f'<section aria-labelledby="{what}">')
    yield element("h2", line(say(f"{what}-title", lang)), id=what)
    yield from parts
    yield Html("</section>")


def _asset(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")


def _policy(css: str, script: str) -> str:
    """Nothing may be fetched, and no style or script may run but those of this report."""
    return f"default-src 'none'; style-src {_hashed(css)}; script-src {_hashed(script)}; base-uri 'none'; form-action 'none'"


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
