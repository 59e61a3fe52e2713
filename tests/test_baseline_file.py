"""The file of a baseline: what people write into it is read, and what is written is sorted and whole."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import left_over, needs_symlinks, page, two_rules
from zzlint.baseline import Entry, Verdict
from zzlint.baseline_file import Baseline, BaselineError, Baselines, read, write
from zzlint.engine import rule_set
from zzlint.fingerprint import Name, names
from zzlint.formats import from_text
from zzlint.registry import registry
from zzlint.settings import Settings

NAME = Name(0x01234567, 0x89ABCDEF)
entry_fields = st.builds(
    Entry,
    file=st.text(min_size=1).map(lambda name: os.path.normpath(name).replace(os.sep, "/")),
    record=st.text(max_size=5),
    code=st.just("TYP002"),
    name=st.builds(Name, st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(1, 99)),
    verdict=st.sampled_from([None, *Verdict]),
    reason=st.text(),
    text=st.text(st.characters()),
    line=st.just(0),
)


@given(st.lists(entry_fields, unique_by=lambda entry: (entry.file, entry.record, entry.fingerprint)))
@hypothesis_settings(max_examples=100, deadline=None)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    path = tmp_path_factory.mktemp("known") / "known.jsonl"
    write(path, entries)
    again = read(path, registry()).entries
    assert sorted(entry._replace(line=0) for entry in again) == sorted(entries)
    assert [entry.line for entry in again] == list(range(1, len(entries) + 1))
    before = path.read_bytes()
    write(path, reversed(again))
    assert path.read_bytes() == before, "sorted, so that git shows what changed and nothing else"


Written = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def put(text: str) -> Path:
        return page(tmp_path, "known.jsonl", text)

    return put


GOOD = '{"file": "a.txt", "code": "TYP002", "fingerprint": "0123456789abcdef"'


def test_what_people_write(written: Written) -> None:
    path = written(
        f"\ufeff{GOOD}}}\r\n\r\n"
        f'{GOOD[:-1]}-2", "verdict": "原文如此", "reason": "见原件"}}\n'
        f'{GOOD[:-1]}-3", "verdict": "wrong"}}\n{GOOD[:-1]}-4", "verdict": "误报"}}\n'
        f'{GOOD[:-1]}-5", "verdict": "as printed", "record": "r1", "text": ""}}'
    )
    entries = read(path, registry()).entries
    assert [entry.verdict for entry in entries] == [
        None,
        Verdict.AS_PRINTED,
        Verdict.WRONG,
        Verdict.WRONG,
        Verdict.AS_PRINTED,
    ]
    assert [entry.line for entry in entries] == [1, 3, 4, 5, 6]
    assert entries[0] == Entry("a.txt", "", "TYP002", NAME, line=1)
    assert (entries[1].reason, entries[4].record) == ("见原件", "r1")


BROKEN = {
    "no JSON": ("{", "a JSON object on one line is wanted"),
    "no object": ("[]", "a JSON object on one line is wanted"),
    "unknown key": (f'{GOOD}, "verdit": null}}', "unknown key 'verdit'; did you mean 'verdict'"),
    "unknown verdict": (f'{GOOD}, "verdict": "right"}}', "verdict: null or one of wrong, 误报, as printed, 原文如此"),
    "no string": (f'{GOOD}, "reason": null}}', "reason: a string is wanted, not None"),
    "no code": ('{"file": "a.txt", "fingerprint": "0123456789abcdef"}', "'code' is missing"),
    "no file": ('{"file": "", "code": "TYP002", "fingerprint": "0123456789abcdef"}', "'file' is missing"),
    "no fingerprint": (GOOD.replace("abcdef", "") + "}", "fingerprint: '0123456789' is nothing that zzlint writes"),
    "two verdicts": (f'{GOOD}, "verdict": "wrong"}}\n{GOOD}}}', "line 2 is the same entry with another verdict"),
}


@pytest.mark.parametrize(("text", "wanted"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_baselines(text: str, wanted: str, written: Written) -> None:
    path = written(f"\n{text}\n")
    with pytest.raises(BaselineError) as refused:
        read(path, registry())
    number = 3 if "\n" in text else 2
    assert str(refused.value).startswith(f"{path}:{number}: ")
    assert wanted in str(refused.value)
    assert refused.value.render("zh") != str(refused.value)


def test_the_same_entry_twice_is_one(written: Written) -> None:
    assert len(read(written(f"{GOOD}}}\n{GOOD}}}\n"), registry()).entries) == 1


def test_a_baseline_that_cannot_be_read(tmp_path: Path, written: Written) -> None:
    with pytest.raises(BaselineError, match=r"nowhere.jsonl: cannot be read: .*--write-baseline"):
        read(tmp_path / "nowhere.jsonl", registry())
    path = written("")
    path.write_bytes(b"\xff")
    with pytest.raises(BaselineError, match="not UTF-8"):
        read(path, registry())


def test_former_codes_mean_the_rule(tmp_path: Path) -> None:
    folder = two_rules(tmp_path / "rules")
    text = "记者昨天从会上了解到，，大桥通车了。"
    (item,) = rule_set(Settings(select=("TST002",), rule_dirs=(folder,))).check(from_text(text)).findings
    ((_, name),) = names([item], from_text(text))
    ((_, old),) = names([item._replace(code="OLD002")], from_text(text))
    assert old != name
    path = tmp_path / "known.jsonl"
    write(path, [Entry("a.txt", "", "OLD002", old, Verdict.WRONG)])
    baseline = read(path, registry((folder,)))
    assert baseline.entries == (Entry("a.txt", "", "TST002", name, Verdict.WRONG, line=1),)
    assert baseline.renamed == {"OLD002": "TST002"}


def test_names_count_from_the_folder_of_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = Baseline(tmp_path / "ci" / "known.jsonl")
    monkeypatch.chdir(tmp_path)
    for name in ("pages/a.txt", "./pages/a.txt", tmp_path / "pages" / "a.txt", "ci/../pages/a.txt"):
        assert baseline.name_of(name) == "../pages/a.txt"
    assert baseline.name_of("ci/a.txt") == "a.txt"
    (tmp_path / "ci").mkdir()
    assert baseline.file("../pages/a.txt").resolve() == (tmp_path / "pages" / "a.txt").resolve()


@needs_symlinks
def test_a_link_is_the_file_it_leads_to(tmp_path: Path) -> None:
    page(tmp_path, "pages/a.txt", "大桥\n")
    (tmp_path / "link").symlink_to(tmp_path / "pages")
    assert Baseline(tmp_path / "known.jsonl").name_of(tmp_path / "link" / "a.txt") == "pages/a.txt"


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = page(tmp_path, "known.jsonl", "before\n")
    path.chmod(0o640)

    def refuse(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(OSError, match="no space"):
            write(path, [Entry("a.txt", "", "TYP002", NAME)])
    assert path.read_text(encoding="utf-8") == "before\n"
    assert left_over(tmp_path) == []
    write(path, [Entry("a.txt", "", "TYP002", NAME)])
    assert json.loads(path.read_text(encoding="utf-8"))["fingerprint"] == "0123456789abcdef"
    assert left_over(tmp_path) == []
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_each_baseline_is_read_once(tmp_path: Path, written: Written) -> None:
    path = written(f"{GOOD}}}\n")
    baselines = Baselines()
    known = baselines.of(Settings(baseline=str(path)))
    path.unlink()
    assert baselines.of(Settings(baseline=str(path), lang="zh")) is known
    assert baselines.of(Settings()) is None


def test_a_page_of_the_baseline(tmp_path: Path) -> None:
    entries = Baseline(tmp_path / "known.jsonl", [Entry("a.txt", "", "TYP002", NAME)])
    found = entries.of(tmp_path / "a.txt")
    assert found is not None
    assert found.of("", 0) is not None
    assert found.of("r1", 3) is None
    assert entries.of(tmp_path / "b.txt") is None
