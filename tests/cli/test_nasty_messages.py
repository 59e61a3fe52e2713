"""Whatever a message, a name or a text holds, every format gives it back, and it breaks none."""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest

from tests.helpers import Program, page, python_rule
from zzlint.diagnostic import Diagnostic, Edit, Fix, Message, Related, Text
from zzlint.report import FileReport
from zzlint.reporters import FOR_PEOPLE, FORMATS, Style, Summary, named, reporter
from zzlint.reporters.excerpt import visible
from zzlint.rule import SAFE, ErrorClass, Rule
from zzlint.text.page import Page
from zzlint.text.span import Span

NASTY = {
    "line feed": "一行\n另一行",
    "carriage return and line feed": "一行\r\n另一行\r",
    "workflow command": "::error file=a.txt,line=1::别信",
    "end of CDATA": "<![CDATA[ ]]> ]]",
    "quotation marks": "\"双\" '单' `反` “弯”",
    "markup": "&lt;&#10; <b>&</b> </script><!--",
    "percent": "%0A%25 100% %s",
    "separators": "甲,乙;丙:丁|戊",
    "tab": "\t甲\t",
    "beyond the BMP": "😀𠮷\U0010ffff",
    "line separators": "甲\u2028乙\u2029丙\x85丁\x0b戊\x1c己",
    "damaged byte": "甲\udcff乙",
    "formula": "=HYPERLINK(A1)",
    "formulas": "+1 -1 @A1",
    "control characters": "\x1b[31m红\x00\x7f\ufffe\uffff",
    "backslashes": "\\n \\u0041 C:\\temp",
    "braces": "{0} {what} {{}} [甲](1)",
    "blanks at the edges": "  甲\u3000 ",
}


class Lost(Rule):
    """A rule that every format lists."""

    code = "TST001"
    name = "tested-loss"
    title = Text("丢失", "lost")
    messages = {"found": Text("{what}", "{what}")}
    error_class = ErrorClass.LOSS


def report(nasty: str, message: str | None = None) -> FileReport:
    """One finding; the message, the file's name and the text hold what is nasty."""
    text = f"前面。{nasty}后面。\n"
    span = Span(3, 3 + len(nasty))
    told = Message("found", Lost.messages["found"], (("what", nasty if message is None else message),))
    item = Diagnostic(
        code=Lost.code,
        name=Lost.name,
        message=told,
        span=span,
        group=nasty,
        fix=Fix((Edit(*span, nasty, f"{nasty}好"),), SAFE, told),
        related=(Related(Span(0, 2), told), Related(Span(0, 2), told, f"{nasty}.far")),
    )
    seen = Page(text, name=f"{nasty}.txt")
    return FileReport(seen.name, page=seen, findings=(item,), original=seen)


def written(form: str, one: FileReport) -> str:
    """What the program would write into a file."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="\n")
    made = reporter(form, out, Style("en", rules={Lost.code: Lost}, losses=frozenset({Lost.code})))
    summary = Summary()
    summary.add(one)
    made.report(one)
    made.finish(summary)
    out.flush()
    return raw.getvalue().decode()


class Seen(NamedTuple):
    """What a reader of a format sees of a finding."""

    message: str
    filename: str


def escaped(text: str) -> str:
    """As a stream writes halves of characters that no JSON wraps."""
    return text.encode("utf-8", "backslashreplace").decode()


def from_json(out: str) -> Seen:
    (record,) = json.loads(out)
    return Seen(record["message"], record["filename"])


def from_jsonl(out: str) -> Seen:
    record, summary = out.splitlines()
    assert list(json.loads(summary)) == ["summary"]
    return from_json(f"[{record}]")


def from_github(out: str) -> Seen:
    (line,) = out.removesuffix("\n").split("\n")
    found = re.fullmatch(r"::warning (.*?)::(.*)", line, re.DOTALL)
    assert found
    properties = dict(one.split("=", 1) for one in found[1].split(","))
    assert properties["title"] == "zzlint (TST001)"
    filename = _without(properties["file"], {"%3A": ":", "%2C": ",", "%0A": "\n", "%0D": "\r", "%25": "%"})
    message = _without(found[2], {"%0A": "\n", "%0D": "\r", "%25": "%"})
    return Seen(message.removeprefix(f"{filename}:1:4: TST001 "), filename)


def _without(text: str, escapes: dict[str, str]) -> str:
    return re.sub("|".join(escapes), lambda found: escapes[found[0]], text)


def from_gitlab(out: str) -> Seen:
    (record,) = json.loads(out)
    return Seen(record["description"].removeprefix("TST001 "), record["location"]["path"])


def from_sarif(out: str) -> Seen:
    (result,) = json.loads(out)["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9/%._~-]+", uri), "nothing but what a URI may hold"
    return Seen(result["message"]["text"], os.fsdecode(unquote_to_bytes(uri)))


def from_junit(out: str) -> Seen:
    (suite,) = ElementTree.fromstring(out)
    (case,) = suite
    (failure,) = case
    assert suite.get("name") == case.get("classname") == case.get("file")
    assert failure.text == f"{case.get('file')}:1:4: TST001 {failure.get('message')}"
    return Seen(failure.get("message", ""), case.get("file", ""))


def from_reocr(out: str) -> Seen:
    header, row = csv.reader(io.StringIO(out, newline=""))
    assert header == ["page", "block", "reason", "evidence", "characters at stake"]
    filename, block, reason, evidence, stake = row
    assert (block, stake) == ("1", "")
    assert not filename.startswith(("=", "+", "-", "@", "\t", "\r")), "a spreadsheet would reckon"
    assert visible("前面。") in evidence
    return Seen(reason.removeprefix("TST001 "), re.sub(r"^'(?=[=+@\t\r-])", "", filename))


READERS: dict[str, Callable[[str], Seen]] = {
    "json": from_json,
    "jsonl": from_jsonl,
    "github": from_github,
    "gitlab": from_gitlab,
    "sarif": from_sarif,
    "junit": from_junit,
    "reocr": from_reocr,
}


def in_xml(text: str) -> str:
    """As characters look that XML cannot hold."""
    without = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    return without.sub(lambda found: found[0].encode("unicode_escape").decode(), escaped(text))


#: How that looks which a format cannot hold.
LOOKS: dict[str, Callable[[str], str]] = {"github": escaped, "reocr": escaped, "junit": in_xml}
TERMINAL = [form for form in FOR_PEOPLE if form != "html"]


def same_path(name: str) -> str:
    """A name as a path: on Windows its backslashes are slashes."""
    return Path(name).as_posix()


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_every_machine_format_gives_it_back(nasty: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)
    looks = LOOKS.get(form, str)
    seen = READERS[form](written(form, report(nasty)))
    assert seen.message == looks(nasty)
    assert same_path(seen.filename) == same_path(looks(f"{nasty}.txt"))


def test_every_format_is_tried() -> None:
    assert set(READERS) == set(FORMATS) - set(TERMINAL) - {"html"}


@pytest.mark.parametrize("form", TERMINAL)
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_a_finding_keeps_to_its_lines(nasty: str, form: str) -> None:
    out = written(form, report(nasty))
    assert len(out.splitlines()) == len(written(form, report("好")).splitlines())
    assert escaped(named(nasty)) in out


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_a_page_for_browsers_shows_it_and_obeys_none_of_it(nasty: str) -> None:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: list[str] = []
            self.text = ""

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.tags.append(tag)

        def handle_data(self, data: str) -> None:
            self.text += data

    def read(out: str) -> Reader:
        reader = Reader()
        reader.feed(out)
        reader.close()
        return reader

    # the message of a sound page stands for the nasty one: nothing of it becomes a tag
    seen, plain = read(written("html", report("好", nasty))), read(written("html", report("好", "话")))
    assert seen.tags == plain.tags
    assert escaped(visible(nasty)) in seen.text


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_all_texts_of_a_finding_come_back(nasty: str) -> None:
    (record,) = json.loads(written("json", report(nasty)))
    (edit,) = record["fix"]["edits"]
    assert edit["old"] == record["group"] == record["fix"]["message"] == nasty
    assert edit["content"] == f"{nasty}好"
    assert [other["message"] for other in record["related"]] == [nasty, nasty]
    assert [other["filename"] for other in record["related"]] == [f"{nasty}.txt", f"{nasty}.far"]
    (result,) = json.loads(written("sarif", report(nasty)))["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == f"{nasty}好"
    assert [other["message"]["text"] for other in result["relatedLocations"]] == [nasty, nasty]
    assert result["properties"]["group"] == nasty


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not know")
@pytest.mark.parametrize("form", READERS)
def test_the_program_gives_it_back(form: str, pages: Path, tmp_path: Path, zz: Program) -> None:
    nasty = "=甲::乙]]>\"'&<,;%0A\n\r\n\t😀\u2028\\"
    rules = python_rule(
        tmp_path / "nasty",
        "TST001",
        f"yield self.report((3, 4), 'found', what={nasty!r})",
        attributes="""
            error_class = ErrorClass.LOSS
            messages = {"found": Text("{what}", "{what}")}
            """,
    )
    page(pages, f"{nasty}.txt", "前面。坏后面。\n")
    call = ("check", ".", "--rules", rules, "--select", "TST001", "--output-format", form)
    said = zz(*call)
    assert (said.status, said.err) == (1, "")
    assert READERS[form](said.out) == Seen(nasty, f"{nasty}.txt")
    assert zz(*call, "-o", "report").status == 1
    assert (pages / "report").read_bytes() == said.raw
