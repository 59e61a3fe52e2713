"""What a baseline knows is found again and hidden; what people have judged is not fixed."""

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.helpers import swap
from tests.texts import texts
from zzlint import fixer
from zzlint.baseline import Entries, Entry, FileEntries, Verdict, fix, hidden
from zzlint.engine import RuleSet, rule_set
from zzlint.faults import CRASH, fault
from zzlint.fingerprint import names
from zzlint.formats import from_text
from zzlint.process import SAFE_ONLY, Task, process
from zzlint.report import FileReport, Muted
from zzlint.settings import Settings

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


def test_an_entry_is_spent_with_its_finding(tmp_path: Path) -> None:
    """What has the same letters on one side is still another finding after the known one was repaired."""
    folder = swap(tmp_path, "TST001", ("己经", "已经"))
    pack = (folder / "tst001.toml").read_text(encoding="utf-8")
    second = pack[pack.index("[[swap]]") :].replace("己经", "末来").replace("已经", "未来").replace("safe", "display")
    (folder / "tst001.toml").write_text(f"{pack}\n{second}", encoding="utf-8")
    settings = Settings(select=("TST",), rule_dirs=(folder,), ledger="")
    text = "记者昨天从会上了解到这座大桥己经完工。\n\n记者昨天从会上了解到这座大桥末来很美。\n"
    known = entries_of(text, rule_set(settings))[:1]
    report = report_on(text, settings, known, fixing=True)
    assert text_of(report) == text.replace("己经", "已经")
    assert [item.span.start for item in report.findings] == [text.index("末来")]


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
