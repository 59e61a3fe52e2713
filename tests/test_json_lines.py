"""JSON Lines: findings name the record, fixes change the text of a record and nothing else."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import Program, page
from tests.test_size import SENTENCES, measured
from zzlint import formats
from zzlint.text.codec import DecodeError
from zzlint.text.page import Page

#: A line, and what fixing makes of it.
LINES = [
    ('{"id":"a-1",  "text":"大桥己经完工。","n":1.50}', '{"id":"a-1",  "text":"大桥已经完工。","n":1.50}'),
    (r'{"text": "\u5927\u6865\u5df1\u7ecf\/", "id": 7}', r'{"text": "\u5927\u6865\u5df2\u7ecf\/", "id": 7}'),
    ('\t{"b": [1, {"text": "己经"}], "text": "己经\\n己经"}', '\t{"b": [1, {"text": "己经"}], "text": "已经\\n已经"}'),
    ('{"text": "己经", "text": "𠮷己经"}', '{"text": "己经", "text": "𠮷已经"}'),
    (r'{"id": "s", "text": "\ud83d己经\udc80"}', r'{"id": "s", "text": "\ud83d已经\udc80"}'),
    (
        '{"id": "sound", "text": "大桥通车了。", "text2": "己经"}',
        '{"id": "sound", "text": "大桥通车了。", "text2": "己经"}',
    ),
    ('{"id": "empty", "text": ""}', '{"id": "empty", "text": ""}'),
]
FILE, FIXED = ("\n".join(lines) for lines in zip(*LINES, strict=True))

#: A line that cannot be read, what is said of it, and the byte of the line that is named.
BAD = {
    "cut short": (b'{"id": "x", "text": "\xe7\x94\xb2', "Unterminated string", 20),
    "no comma": ('{"甲": 1 "text": ""}'.encode(), "Expecting ',' delimiter", 10),
    "two values": (b'{"text": ""} {}', "Extra data", 13),
    "a raw tab": (b'{"text": "a\tb"}', "Invalid control character", 11),
    "not UTF-8": (b'{"text": "\xb4\xf3\xc7\xc5"}', "not UTF-8", 10),
    "an array": (b' ["text"]', "a JSON object is wanted", 1),
    "no field": (b'{"id": "x", "txt": ""}', "no field 'text'", 0),
    "no string": (b'{"id": "x", "text": ["a"]}', "'text' is no string", 20),
    "a number": (b'{"text": 12}', "'text' is no string", 9),
    "too deep": (b'{"a": ' + b"[" * 100_000, "Nested too deeply", 0),
}


@pytest.fixture
def own(rules: Path) -> tuple[str | Path, ...]:
    return ("--rules", rules, "--select", "TST001", "--isolated", "--no-ledger")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n \r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_text_of_records_changes(
    end: str, mark: str, pages: Path, zz: Program, own: tuple[str | Path, ...]
) -> None:
    path = page(pages, "a.jsonl", mark + FILE.replace("\n", end))
    said = zz("fix", path, *own, "--output-format", "concise")
    assert said.status == 0, said.out
    assert path.read_bytes() == (mark + FIXED.replace("\n", end)).encode()
    assert zz("check", path, *own).status == 0


def test_findings_name_the_record_and_its_line(pages: Path, zz: Program, own: tuple[str | Path, ...]) -> None:
    path = page(pages, "a.ndjson", FILE.replace("\n", "\n\n"))
    said = zz("check", path, *own, "--output-format", "concise")
    assert said.status == 1
    places = [line.split(": ")[0].rsplit("#")[1] for line in said.out.splitlines() if "TST001" in line]
    assert places == ["a-1:1:3", "7:1:3", "5:1:1", "5:2:1", "7:1:2", "s:1:2"], "without a name the line's number"
    told = json.loads(zz("check", path, *own, "--output-format", "json").out)
    records = [(one["id"], one["line"], one["part"], one["start"]) for one in (item["record"] for item in told[:2])]
    assert records == [("a-1", 1, None, 0), ("7", 3, None, 0)]


def test_other_fields_can_hold_the_text_and_the_name(pages: Path, zz: Program, own: tuple[str | Path, ...]) -> None:
    path = page(pages, "a.jsonl", '{"doc": {"body": "己经", "no": "x"}, "text": "己经"}\n')
    said = zz("fix", path, *own, "--text-field", "doc.body", "--id-field", "doc.no", "-v")
    assert said.status == 0
    assert "a.jsonl#x" in said.err
    assert path.read_text(encoding="utf-8") == '{"doc": {"body": "已经", "no": "x"}, "text": "己经"}\n'


@pytest.mark.parametrize(("line", "what", "at"), BAD.values(), ids=BAD.keys())
def test_a_bad_line_is_named_and_the_others_are_done(
    line: bytes, what: str, at: int, pages: Path, zz: Program, own: tuple[str | Path, ...]
) -> None:
    path = pages / "a.jsonl"
    before, behind = '\ufeff{"text": "己经"}\r\n\r\n'.encode(), '\n{"text": "己经"}'.encode()
    path.write_bytes(before + line + behind)
    said = zz("fix", path, *own, "--output-format", "concise")
    assert said.status == 2
    (told,) = (line for line in said.out.splitlines() if "ZZ902" in line)
    assert f"ZZ902 line 3, byte {len(before) + at}: " in told
    assert what in told
    assert path.read_bytes() == (before + line + behind).replace("己经".encode(), "已经".encode())


def test_the_first_line_may_be_the_bad_one(pages: Path, zz: Program, own: tuple[str | Path, ...]) -> None:
    path = page(pages, "a.jsonl", '\ufeff[]\n{"text": "己经"}\n')
    said = zz("check", path, *own, "--output-format", "concise", "--lang", "zh")
    assert said.status == 2
    assert "第 1 行，第 3 字节" in said.out
    assert "a.jsonl#2:1:1: TST001" in said.out


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n"])
def test_a_file_without_records_is_an_empty_page(text: str, pages: Path, zz: Program) -> None:
    said = zz("fix", page(pages, "a.jsonl", text))
    assert (said.status, said.err) == (0, "")
    assert "Files checked: 1" in said.out


def test_folders_are_not_searched_for_records_unless_asked_to(
    pages: Path, zz: Program, own: tuple[str | Path, ...]
) -> None:
    page(pages, "a.jsonl", FILE)
    assert "no files" in zz("check", pages, *own).err.lower()
    assert zz("check", pages, *own, "--include", "*.jsonl").status == 1


def test_standard_input_comes_back_whole(zz: Program, own: tuple[str | Path, ...]) -> None:
    given, wanted = (f"\n{text}\nno JSON\n\n".encode() for text in (FILE, FIXED))
    said = zz("fix", "-", "--stdin-filename", "a.jsonl", *own, stdin=given)
    assert (said.status, said.raw) == (2, wanted)
    assert "line 9" in said.err


@pytest.mark.skipif(shutil.which("patch") is None, reason="the program patch is not installed")
def test_diff_is_what_fix_does(
    pages: Path, zz: Program, own: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pages)
    path = page(pages, "a.jsonl", FILE.replace("\n", "\r\n\n"))
    said = zz("fix", "a.jsonl", *own, "--diff")
    assert said.status == 1
    done = subprocess.run(["patch", "-p0", "-F0", "--batch"], input=said.raw, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert b"offset" not in done.stdout
    assert path.read_bytes() == FIXED.replace("\n", "\r\n\n").encode()


@given(st.lists(st.sampled_from([b"a", b"\n", b"\r\n", b"bcdefgh"])).map(b"".join), st.integers(1, 9))
def test_pieces_are_whole_lines(data: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(formats, "PIECE", size)
        pieces = list(formats.pieces(io.BytesIO(data)))
    assert b"".join(piece for piece, _, _ in pieces) == data
    assert all(piece.endswith(b"\n") for piece, _, _ in pieces[:-1])
    for piece, at, line in pieces:
        assert data[at : at + len(piece)] == piece
        assert line == data[:at].count(b"\n") + 1
        assert len(piece[:-1].rpartition(b"\n")[0]) < size, "no line more than it takes"
    assert pieces


def test_a_file_in_pieces_is_told_and_fixed_as_one_in_a_whole(
    pages: Path, zz: Program, own: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join([FILE, "no JSON", FILE, "", FILE])
    path = page(pages, "a.jsonl", text)
    whole = zz("check", path, *own, "--output-format", "concise")
    monkeypatch.setattr(formats, "PIECE", 50)
    for jobs in ("1", "2"):
        assert zz("check", path, *own, "--output-format", "concise", "--jobs", jobs) == whole
    assert zz("fix", path, *own).status == 2
    assert path.read_text(encoding="utf-8") == "\n".join([FIXED, "no JSON", FIXED, "", FIXED])


def test_a_record_without_a_name_is_called_by_its_line() -> None:
    names = ['"甲"', "12", "-0.50", '""', "null", "true", "[1]", '{"a": 1}']
    data = "".join(f'{{"id": {name}, "text": "x"}}\n' for name in names)
    found = [record.name for record in formats.records(data.encode(), "a.jsonl", at=10, line=5)]
    assert found == ["甲", "12", "-0.50", "8", "9", "10", "11", "12"]


def test_a_number_of_any_length_is_read() -> None:
    (record,) = formats.records(b'{"id": %b, "text": "x", "n": NaN}' % (b"1" * 10_000), "a.jsonl")
    assert isinstance(record.page, Page)
    assert record.name == "1" * 10_000


def test_the_encoding_asked_for_is_that_of_text_files_not_of_json() -> None:
    layout = formats.Layout(encoding="gb18030")
    sound, bad = ('{"text": "甲"}'.encode(encoding) for encoding in ("utf-8", "gb18030"))
    (record,) = formats.records(sound, "a.jsonl", layout)
    assert isinstance(record.page, Page)
    assert record.page.text == "甲"
    (record,) = formats.records(bad, "a.jsonl", layout)
    assert isinstance(record.page, DecodeError)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = json.dumps({"text": "。\n\n".join(SENTENCES) + "，，会议结束。"}, ensure_ascii=False) + "\n"
    peaks: dict[str, list[int]] = {"check": [], "fix": []}
    for megabytes in (8, 64):
        path = tmp_path / f"{megabytes}.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for _ in range(megabytes * 1_000_000 // len(line.encode())):
                file.write(line)
        for command, known in peaks.items():
            status, _, memory = measured(
                command, path, "--isolated", "--select", "PUN003", "--jobs", "1", "--output-format", "concise"
            )
            assert status == (command == "check")
            known.append(memory)
    with capsys.disabled():
        told = [f"{command} {small >> 20} and {large >> 20} MB" for command, (small, large) in peaks.items()]
        print(f"\nmemory for 8 and 64 MB of records: {', '.join(told)}")
    assert all(large <= small + (16 << 20) for small, large in peaks.values())
