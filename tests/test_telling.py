"""What is told of a page where it was checked is what its format says of it."""

import io
import json
import pickle
from pathlib import Path

import pytest

from tests.helpers import Program, page
from zzlint.diagnostic import Diagnostic, Message, Severity, Text
from zzlint.faults import UNREADABLE, fault
from zzlint.report import FileReport
from zzlint.reporters import FORMATS, Style, Summary, reporter
from zzlint.reporters.telling import SEPARATE, Teller, Telling
from zzlint.text.page import Page
from zzlint.text.span import Span

STYLE = Style("zh", losses=frozenset({"TST001"}))


def item(at: int, code: str = "TST001", severity: Severity = Severity.WARNING) -> Diagnostic:
    message = Message("m", Text("不对", "wrong"))
    return Diagnostic(code, f"tested-{code.lower()}", message, Span(at, at + 1), severity)


def of_text(text: str, *findings: Diagnostic, name: str, record: str = "", line: int = 0) -> FileReport:
    return FileReport(name, Page(text, name=name), findings, record=record, line=line)


REPORTS = [
    of_text("好。\n", name="sound.txt"),
    of_text("甲乙\n丙,\n", item(1), item(3, "TST002", Severity.NOTE), item(4), name="a.txt"),
    FileReport("b.txt", findings=(fault(UNREADABLE, "binary", offset=0),)),
    of_text("甲乙\n", item(0), name="c.txt"),
    *(of_text("甲乙\n", item(0), name="d.jsonl", record="同名", line=line) for line in (1, 2)),
    of_text("好。\n", name="e.txt"),
]


def written(form: str, *reports: FileReport, telling: bool) -> str:
    out = io.StringIO()
    made, summary = Telling(reporter(form, out, STYLE), out), Summary()
    teller = pickle.loads(pickle.dumps(Teller(form, STYLE)))
    for report in reports:
        made.report(teller(report) if telling else report)
    made.finish(summary)
    return out.getvalue()


@pytest.mark.parametrize("form", SEPARATE)
def test_what_is_told_is_what_the_format_says(form: str) -> None:
    for first in range(len(REPORTS)):
        assert written(form, *REPORTS[first:], telling=True) == written(form, *REPORTS[first:], telling=False)


@pytest.mark.parametrize("form", SEPARATE)
def test_a_page_that_was_told_is_let_go_of(form: str) -> None:
    told = Teller(form, STYLE)(REPORTS[1])
    assert (told.findings, told.hidden, told.page, told.original) == ((), (), None, None)
    assert told.told is not None
    assert "不对" in told.told.text
    assert told.tally == REPORTS[1].tally


def test_most_formats_can_be_told() -> None:
    assert set(FORMATS) - set(SEPARATE) == {"sarif", "html"}, "these look at all pages together"


def test_records_of_one_name_stay_apart(pages: Path, rules: Path, zz: Program) -> None:
    path = page(pages, "a.jsonl", '{"id": "甲", "text": "己经"}\n' * 2)
    out = zz("check", path, "--rules", rules, "--select", "TST001", "--output-format", "gitlab").out
    assert len({found["fingerprint"] for found in json.loads(out)}) == 2


def test_lost_text_is_told(pages: Path, zz: Program) -> None:
    copies = "会议强调，各地要提高认识，加强领导，把各项工作落到实处，确保完成全年目标任务。\n\n" * 6
    out = zz("check", page(pages, "a.txt", copies), "--isolated", "--output-format", "reocr").out
    assert out.count("LOS001") == 1
