"""What a baseline knows is found again and hidden; what people have judged is not fixed."""

import json
import os
import pickle
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import left_over, page, swap
from tests.texts import texts
from zzlint import fixer
from zzlint.baseline import Entries, Entry, FileEntries, Verdict, fix, hidden
from zzlint.baseline_file import Baseline, BaselineError, Baselines, read, write
from zzlint.engine import RuleSet, rule_set
from zzlint.faults import CRASH, fault
from zzlint.fingerprint import Name, names
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY, Task, process
from zzlint.registry import registry
from zzlint.report import FileReport, Muted
from zzlint.settings import Settings
from zzlint.text.page import Page

TEXT = (
    "汀陵日报讯，大桥己经完工，两岸居民往来更加方便。\n\n"
    "记者从会上了解到，，这座大桥全长两千米。\n\n"
    "青箬区今年己经新建学校十二所，新增学位一万多个。\n"
)
RULES = rule_set(Settings(preview=True, select=("ALL",)))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """TST001 writes 已经, TST002 one comma for two, TST003 changes a letter."""
    folder = tmp_path_factory.mktemp("rules")
    swap(folder, "TST001", ("己经", "已经"))
    swap(folder, "TST002", ("，，", "，"))
    swap(folder, "TST003", ("天桥", "大桥"), ("岀", "出"))
    return Settings(select=("TST",), rule_dirs=(folder,), ledger="")


def entries_of(text: str, rules: RuleSet, **verdicts: Verdict | None) -> list[Entry]:
    """An entry for everything that is found, with the verdict for its code."""
    page = from_text(text)
    return [
        Entry("a.txt", "", item.code, name, verdicts.get(item.code))
        for item, name in names(rules.check(page).findings, page)
    ]


def report_on(text: str, settings: Settings, entries: list[Entry], fixing: bool = False) -> FileReport:
    """What becomes of a page with a baseline."""
    task = Task("a.txt", settings, SAFE_ONLY if fixing else (), entries=FileEntries(entries))
    (report,) = process(text.encode(), task)
    return report


def text_of(report: FileReport) -> str:
    assert report.page is not None
    return report.page.text


# -- hiding ------------------------------------------------------------------------------------


def test_what_is_known_is_not_reported(settings: Settings) -> None:
    entries = entries_of(TEXT, rule_set(settings))
    assert [entry.code for entry in entries] == ["TST001", "TST002", "TST001"]
    report = report_on(TEXT, settings, entries)
    assert report.findings == ()
    assert report.muted == tuple(Muted(entry.code, "baseline", entry.fingerprint) for entry in entries)
    assert report_on(TEXT, settings, entries[:2]).findings[0].span.start == TEXT.rindex("己经")
    new = report_on(TEXT.replace("学位", "学位，，"), settings, entries)
    assert [item.code for item in new.findings] == ["TST002"]


def test_a_failure_is_never_hidden(settings: Settings) -> None:
    page = from_text(TEXT)
    crash = fault(CRASH, "crash", rule="TST001", error="boom")
    report = FileReport("a.txt", page=page, findings=(crash, *rule_set(settings).check(page).findings))
    assert hidden(report, Entries(entries_of(TEXT, rule_set(settings)))).findings == (crash,)


def test_an_entry_is_for_one_finding(settings: Settings) -> None:
    twice = TEXT + "\n" + TEXT
    entries = entries_of(twice, rule_set(settings))
    assert len({entry.fingerprint for entry in entries}) == 6
    for left_out in range(6):
        known = entries[:left_out] + entries[left_out + 1 :]
        (item,) = report_on(twice, settings, known).findings
        assert item.code == entries[left_out].code


def test_the_entries_travel_to_other_processes(settings: Settings) -> None:
    entries = FileEntries(entries_of(TEXT, rule_set(settings)))
    task = pickle.loads(pickle.dumps(Task("a.txt", settings, entries=entries)))
    (report,) = process(TEXT.encode(), task)
    assert report.findings == ()


@given(texts, st.data())
@hypothesis_settings(max_examples=150, deadline=None)
def test_each_entry_hides_one_finding(text: str, data: st.DataObject) -> None:
    page = from_text(text)
    findings = RULES.check(page).findings
    entries = entries_of(text, RULES)
    shuffled = data.draw(st.permutations(entries))
    found = Entries(shuffled).matched(findings, page)
    assert {number: entry.fingerprint for number, entry in found.items()} == {
        number: entry.fingerprint for number, entry in enumerate(entries)
    }
    some = data.draw(st.lists(st.sampled_from(entries), unique=True)) if entries else []
    found = Entries(some).matched(findings, page)
    assert sorted(entry.fingerprint for entry in found.values()) == sorted(entry.fingerprint for entry in some)
    assert all(findings[number].code == entry.code for number, entry in found.items())


# -- halves and equals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("汀陵日报讯", "甲乙日报讯"),
        TEXT.replace("更加", "很不"),
        TEXT.replace("，大桥己经", "，，大 桥己经"),
        "另外一段很长的文字放在这一页的最前面。\n\n" + TEXT,
        TEXT.replace("。\n\n记者", "。\n\n放在中间的一段文字，没有问题。\n\n记者"),
    ],
)
def test_one_side_with_the_same_letters_is_enough(changed: str, settings: Settings) -> None:
    known = [entry for entry in entries_of(TEXT, rule_set(settings)) if entry.code == "TST001"]
    assert [item.code for item in report_on(changed, settings, known).findings if item.code == "TST001"] == []


def test_other_letters_on_both_sides_are_another_place(settings: Settings) -> None:
    known = entries_of(TEXT, rule_set(settings))[:1]
    moved = TEXT.replace("大桥己经完工", "天线己经竣工").replace("己经新建", "已经新建")
    assert [item.code for item in report_on(moved, settings, known).findings] == ["TST001", "TST002"]


def test_a_half_is_for_its_own_rule_only(settings: Settings) -> None:
    known = entries_of("记者从会上了解到的这座大桥己经", rule_set(settings))
    assert known[0].code == "TST001"
    (item,) = report_on("记者从会上了解到的这座大桥，，", settings, known).findings
    assert item.code == "TST002"


def test_nothing_around_a_place_is_no_half(settings: Settings) -> None:
    known = entries_of("己经", rule_set(settings))
    assert report_on("己经", settings, known).findings == ()
    assert len(report_on("己经到了", settings, known).findings) == 1, "nothing before it, which is no letters in common"


EQUAL = "记者昨天从会上了解到，这座大桥己经完工，两岸居民往来更加方便。\n\n"


def test_of_equals_those_without_a_verdict_are_gone_first(settings: Settings) -> None:
    first, second, third = entries_of(EQUAL * 3, rule_set(settings))
    judged = second._replace(verdict=Verdict.WRONG)
    page = from_text(EQUAL)
    findings = rule_set(settings).check(page).findings
    assert Entries([first, judged, third]).matched(findings, page) == {0: judged}
    assert Entries([first, third]).matched(findings, page) == {0: first}
    two = from_text(EQUAL * 2)
    found = Entries([first, judged, third]).matched(rule_set(settings).check(two).findings, two)
    assert found == {0: first, 1: judged}
    assert Entries([third]).matched(rule_set(settings).check(two).findings, two) == {0: third}


# -- fixing ------------------------------------------------------------------------------------


def test_what_is_known_is_still_fixed(settings: Settings) -> None:
    entries = entries_of(TEXT, rule_set(settings))
    report = report_on(TEXT, settings, entries, fixing=True)
    assert text_of(report) == TEXT.replace("己经", "已经").replace("，，", "，")
    assert report.findings == ()
    assert [muted.entry for muted in report.muted] == [entry.fingerprint for entry in entries], "what it was before"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_is_judged_is_not_fixed(verdict: Verdict, settings: Settings) -> None:
    entries = entries_of(TEXT, rule_set(settings), TST001=verdict)
    report = report_on(TEXT, settings, entries, fixing=True)
    assert text_of(report) == TEXT.replace("，，", "，")
    assert report.findings == ()
    assert report.changed
    again = report_on(text_of(report), settings, entries, fixing=True)
    assert not again.changed


def test_a_fix_of_one_equal_leaves_the_verdict_on_the_other(settings: Settings) -> None:
    first, second = entries_of(EQUAL * 2, rule_set(settings))
    entries = [first, second._replace(verdict=Verdict.AS_PRINTED)]
    report = report_on(EQUAL * 2, settings, entries, fixing=True)
    assert text_of(report) == EQUAL.replace("己经", "已经") + EQUAL
    assert report.findings == ()
    again = report_on(text_of(report), settings, entries, fixing=True)
    assert text_of(again) == text_of(report), "now it is the first of its kind, and still as printed"
    assert [muted.entry for muted in again.muted] == [second.fingerprint]


def test_verdicts_hold_while_other_rules_change_letters_on_both_sides(settings: Settings) -> None:
    text = "记者岀席会议，天桥己经完工，岀入方便，天桥很美。"
    entries = [entry for entry in entries_of(text, rule_set(settings)) if entry.code == "TST001"]
    judged = [entry._replace(verdict=Verdict.WRONG) for entry in entries]
    report = report_on(text, settings, judged, fixing=True)
    assert text_of(report) == "记者出席会议，大桥己经完工，出入方便，大桥很美。"
    assert report.findings == ()


def test_a_verdict_is_about_one_rule(settings: Settings) -> None:
    """Another rule may change the same characters: it has a finding of its own there, to be judged by itself."""
    overlapping = "天桥，，己经完工"
    entries = entries_of(overlapping, rule_set(settings), TST002=Verdict.AS_PRINTED)
    report = report_on(overlapping, settings, entries, fixing=True)
    assert text_of(report) == "大桥，，已经完工"


def test_where_nothing_is_fixed_the_same_is_hidden(settings: Settings) -> None:
    """A page with bytes that are no text is left as it is."""
    entries = FileEntries(entries_of(TEXT, rule_set(settings), TST001=Verdict.WRONG))
    damaged = (TEXT + "大桥通车了。" * 50).encode() + b"\xff\xff"
    (report,) = process(damaged, Task("a.txt", settings, SAFE_ONLY, entries=entries))
    assert report.page is not None
    assert [item.code for item in report.findings] == ["ZZ902"]
    assert len(report.muted) == 3


@given(texts)
@hypothesis_settings(max_examples=150, deadline=None)
def test_verdicts_decide_what_is_fixed(text: str) -> None:
    page = from_text(text)
    known = entries_of(text, RULES)
    judged = [entry._replace(verdict=Verdict.WRONG) for entry in known]
    assert fix(page, RULES, SAFE_ONLY, Entries(judged)).page.text == text
    assert fix(page, RULES, SAFE_ONLY, Entries(known)).page.text == fixer.fix(page, RULES, SAFE_ONLY).page.text


# -- records -----------------------------------------------------------------------------------


def test_records_have_entries_of_their_own(settings: Settings) -> None:
    ((item, name),) = names(rule_set(settings).check(from_text("大桥己经完工")).findings, from_text("大桥己经完工"))
    lines = "".join(json.dumps({"id": f"r{number}", "text": "大桥己经完工"}) + "\n" for number in (1, 2))
    for record, wanted in (("r1", ["r2"]), ("r2", ["r1"]), ("", ["r1", "r2"]), ("r3", ["r1", "r2"])):
        entries = FileEntries([Entry("a.jsonl", record, item.code, name)])
        reports = process(lines.encode(), Task("a.jsonl", settings, entries=entries))
        assert [report.record for report in reports if report.findings] == wanted


def test_records_without_names_share_their_entries(settings: Settings) -> None:
    ((item, name),) = names(rule_set(settings).check(from_text("大桥己经完工")).findings, from_text("大桥己经完工"))
    lines = "".join(json.dumps({"text": text}) + "\n" for text in ("大桥己经完工", "别的，，", "大桥己经完工"))
    entries = FileEntries([Entry("a.jsonl", "", item.code, name)])
    reports = process(lines.encode(), Task("a.jsonl", settings, entries=entries))
    assert [report.line for report in reports if report.findings] == [2], "lines move, so no entry has a line's name"


# -- the file ----------------------------------------------------------------------------------

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


def test_former_codes_mean_the_rule(written: Written, settings: Settings, tmp_path: Path) -> None:
    folder = swap(tmp_path / "rules", "TST001", ("己经", "已经"))
    pack = (folder / "tst001.toml").read_text(encoding="utf-8")
    old = pack.replace("TST001", "OLD001")
    (folder / "tst001.toml").write_text(old, encoding="utf-8")
    before = Settings(select=("OLD",), rule_dirs=(folder,))
    ((item, name),) = names(rule_set(before).check(from_text(EQUAL)).findings, from_text(EQUAL))
    assert item.code == "OLD001"
    path = tmp_path / "known.jsonl"
    write(path, [Entry("a.txt", "", item.code, name, Verdict.WRONG)])
    rules = registry(settings.rule_dirs)
    rules.former["OLD001"] = rules["TST001"]
    try:
        baseline = read(path, rules)
    finally:
        del rules.former["OLD001"]
    assert baseline.renamed == {"OLD001": "TST001"}
    assert report_on(EQUAL, settings, list(baseline.entries)).findings == ()


def test_names_count_from_the_folder_of_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = Baseline(tmp_path / "ci" / "known.jsonl")
    monkeypatch.chdir(tmp_path)
    for name in ("pages/a.txt", "./pages/a.txt", tmp_path / "pages" / "a.txt", "ci/../pages/a.txt"):
        assert baseline.name_of(name) == "../pages/a.txt"
    assert baseline.name_of("ci/a.txt") == "a.txt"
    assert baseline.file("../pages/a.txt").resolve() == (tmp_path / "pages" / "a.txt").resolve()


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


def test_an_empty_page_matches_nothing() -> None:
    assert Entries([Entry("a.txt", "", "TYP002", NAME)]).matched((), Page("")) == {}
