"""Counts for each rule, and how dense the findings are, in place of the findings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from zzlint.diagnostic import Applicability, Severity
from zzlint.faults import TITLES
from zzlint.phrases import say
from zzlint.report import FileReport
from zzlint.reporters import Style, Summary
from zzlint.reporters.closing import close
from zzlint.reporters.excerpt import BOLD, RED, painted, width


@dataclass
class _Row:
    """What there is of one rule: ``count`` places, in ``files``; ``fixed`` more are gone."""

    code: str
    name: str
    note: bool
    count: int = 0
    safe: int = 0
    unsafe: int = 0
    fixed: int = 0
    files: int = 0


class Statistics:
    """Counts reports and tells at the end: a table for people, records in ``json`` and ``jsonl``.

    The notes of a rule have a row of their own; shares and densities are of findings, without notes.
    """

    def __init__(self, out: TextIO, style: Style, form: str = "full") -> None:
        self._out = out
        self._style = style
        self._form = form
        self._rows: dict[tuple[str, bool], _Row] = {}
        self._files = 0
        self._characters = 0

    def report(self, report: FileReport) -> None:
        """Count one file."""
        touched: dict[int, _Row] = {}
        for item in report.findings:
            row = self._row(item.code, item.name, item.severity is Severity.NOTE)
            row.count += 1
            if item.fix is not None:
                row.safe += item.fix.applicability is Applicability.SAFE
                row.unsafe += item.fix.applicability is Applicability.UNSAFE
            touched[id(row)] = row
        for item in report.applied if report.changed else ():
            row = self._row(item.code, item.name, item.severity is Severity.NOTE)
            row.fixed += 1
            touched[id(row)] = row
        for row in touched.values():
            row.files += 1
        self._files += any(not row.note for row in touched.values())
        self._characters += report.characters

    def finish(self, summary: Summary) -> None:
        """Write what the run came to."""
        rows = sorted(self._rows.values(), key=lambda row: (row.note, -row.count - row.fixed, row.code))
        if self._form in ("json", "jsonl"):
            lines = [json.dumps(record, ensure_ascii=False) for record in self._records(rows, summary)]
            between, whole = (",\n", "[\n{}\n]\n") if self._form == "json" else ("\n", "{}\n")
            self._out.write(whole.format(between.join(lines)))
        else:
            self._out.writelines(line + "\n" for line in self._table(rows))
            rate = self._density(sum(row.count for row in rows if not row.note))
            told = "density-left" if self._style.fixing else "density"
            self._out.write(say(told, self._style.lang, characters=self._characters, rate=rate) + "\n")
            close(summary, self._out, self._style)

    def _row(self, code: str, name: str, note: bool) -> _Row:
        return self._rows.setdefault((code, note), _Row(code, name, note))

    def _density(self, count: int) -> float:
        """Findings per 10,000 characters."""
        return 10_000 * count / self._characters if self._characters else 0.0

    # -- for machines --------------------------------------------------------------------------

    def _records(self, rows: list[_Row], summary: Summary) -> Iterator[dict[str, Any]]:
        """One record for each row, and one without a code for all findings."""
        counted = [row for row in rows if not row.note]
        total = _Row("", "total", note=False, files=self._files)
        for row in counted:
            total.count += row.count
            total.safe += row.safe
            total.unsafe += row.unsafe
            total.fixed += row.fixed
        yield from (self._record(row, total.count) for row in rows)
        checked = {"files": summary.files, "characters": self._characters}
        yield self._record(total, total.count) | {"checked": checked}

    def _record(self, row: _Row, total: int) -> dict[str, Any]:
        return {
            "code": row.code or None,
            "name": row.name,
            "note": row.note,
            "count": row.count,
            "share": None if row.note or not total else round(row.count / total, 4),
            "per_10000_characters": round(self._density(row.count), 2),
            "files": row.files,
            "safe": row.safe,
            "unsafe": row.unsafe,
            "fixed": row.fixed,
        }

    # -- for people ----------------------------------------------------------------------------

    def _table(self, rows: list[_Row]) -> Iterator[str]:
        """Aligned lines and an empty one; nothing where nothing was found."""
        if not rows:
            return
        lang = self._style.lang
        counted = ("stat-fixed", "stat-left") if self._style.fixing else ("stat-count", "stat-share")
        head = [*(say(key, lang) for key in (*counted, "stat-files")), "[*]", "[-]"]
        total = sum(row.count for row in rows if not row.note)
        cells = [head, *(self._cells(row, total) for row in rows)]
        widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
        for line, told in zip(cells, [say("stat-rule", lang), *map(self._told, rows)], strict=True):
            padded = (" " * (wide - width(cell)) + cell for cell, wide in zip(line, widths, strict=True))
            yield f"{'  '.join(padded)}  {told}"
        yield ""

    def _cells(self, row: _Row, total: int) -> list[str]:
        if self._style.fixing:
            first = [str(row.fixed), str(row.count)]
        else:
            share = say("stat-note", self._style.lang) if row.note else f"{row.count / total:.1%}"
            first = [str(row.count), share]
        return [*first, str(row.files), str(row.safe), str(row.unsafe)]

    def _told(self, row: _Row) -> str:
        """The rule's code, name and title."""
        rule = self._style.rules.get(row.code)
        title = rule.title if rule else TITLES.get(row.code)
        code = painted(row.code, RED, BOLD, color=self._style.color)
        return f"{code}  {row.name}" + (f"  {title.render(self._style.lang)}" if title else "")
