"""Rules over several pages: what is observed, how it is shuffled, what is said of it."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import page, swap
from zzlint import cache, run
from zzlint.corpus import Corpus
from zzlint.diagnostic import Diagnostic
from zzlint.process import SAFE_ONLY, Task
from zzlint.report import FileReport
from zzlint.rule import CorpusRule, Observation
from zzlint.settings import Settings
from zzlint.testing import failures, over_pages
from zzlint.text.identity import Identity
from zzlint.text.span import Span

RULE = '''\
from zzlint.rule import *


class Tested(CorpusRule):
    """A line that stands on several pages.

    ## Why is this bad?
    It is not.
    """

    code = "TST900"
    name = "tested-line"
    title = Text("测试", "a test")
    messages = {{"found": Text("{{line}} 在 {{pages}} 页上", "{{line}} on {{pages}} pages")}}
    error_class = ErrorClass.ORDER
    bad = (Bad("同一行\\f同一行"), Bad("甲\\f甲\\f乙"), Bad("甲\\f甲\\f甲"))
    good = ("甲\\f乙", "甲\\n甲")

    def observe(self, page):
        {observe}

    def conclude(self, key, facts):
        {conclude}
'''
OBSERVE = """for number, line in enumerate(page.lines):
            text = page.text[line.start:line.end]
            if text:
                yield text, (line.start, line.end)"""
CONCLUDE = """if len({seen.filename + seen.record for seen in facts}) > 1:
            for seen in facts:
                yield seen, self.report(tuple(seen.fact), "found", line=key, pages=len(facts))"""


def rule_file(folder: Path, observe: str = OBSERVE, conclude: str = CONCLUDE) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tested_line.py").write_text(RULE.format(observe=observe, conclude=conclude), encoding="utf-8")
    return folder


def settings_of(folder: Path, *codes: str) -> Settings:
    return Settings(select=codes or ("TST900",), rule_dirs=(folder,))


def done(
    paths: Path | Sequence[Path], settings: Settings, jobs: int = 1, cache_dir: Path | None = None, fix: bool = False
) -> list[FileReport]:
    given = [paths] if isinstance(paths, Path) else paths
    cache_in = (lambda: cache_dir) if cache_dir else None
    wanted = SAFE_ONLY if fix else frozenset()
    return list(run.run(given, lambda path: settings, wanted, jobs=jobs, cache_in=cache_in, corpus=Corpus()))


def told(reports: list[FileReport]) -> list[tuple[str, str, int, str]]:
    return [
        (Path(report.name).name, report.record, item.span.start, item.message.render("en"))
        for report in reports
        for item in report.findings
    ]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_of(rule_file(tmp_path / "rules"))


@pytest.fixture
def folder(pages: Path) -> Path:
    page(pages, "a.txt", "头版\n甲乙丙\n")
    page(pages, "b.txt", "甲乙丙\n二版\n")
    page(pages, "c.txt", "三版\n")
    return pages


ALL = [("a.txt", "", 3, "甲乙丙 on 2 pages"), ("b.txt", "", 0, "甲乙丙 on 2 pages")]


def test_findings_of_several_pages_come_last_with_their_pages(folder: Path, settings: Settings) -> None:
    reports = done(folder, settings)
    assert told(reports) == ALL
    assert [report.again for report in reports] == [False] * 3 + [True] * 2
    assert [report.page.text for report in reports[3:] if report.page] == ["头版\n甲乙丙\n", "甲乙丙\n二版\n"]


def test_a_page_alone_is_no_evidence(pages: Path, settings: Settings) -> None:
    page(pages, "a.txt", "甲乙丙\n甲乙丙\n")
    assert len(done(pages, settings)) == 1


def test_the_order_of_files_and_the_number_of_processes_do_not_matter(pages: Path, settings: Settings) -> None:
    chance = random.Random(7)
    names = [f"{number:02}.txt" for number in range(24)]
    for name in names:
        page(pages, name, "\n".join(chance.sample("甲乙丙丁戊己庚辛壬癸", 4)) + "\n")
    once = told(done(pages, settings))
    assert len(once) > 24
    shuffled = [pages / name for name in names]
    chance.shuffle(shuffled)
    assert told(done(shuffled, settings)) == once
    assert told(done(pages, settings, jobs=2)) == once


def test_facts_are_remembered(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(run.WORTH_CACHING):
        page(pages, f"{number}.txt", f"第{number}页\n同一行\n")
    settings = settings_of(rule_file(tmp_path / "rules"))
    known: list[FileReport | None] = []
    get = cache.Cache.get

    def noted(self: cache.Cache, key: bytes, task: Task, data: bytes) -> FileReport | None:
        known.append(get(self, key, task, data))
        return known[-1]

    monkeypatch.setattr(cache.Cache, "get", noted)
    first = told(done(pages, settings, cache_dir=tmp_path / "cache"))
    assert len(first) == run.WORTH_CACHING
    assert known == [None] * run.WORTH_CACHING
    assert told(done(pages, settings, cache_dir=tmp_path / "cache")) == first
    assert all(known[run.WORTH_CACHING :])
    page(pages, "3.txt", "第3页\n另一行\n")
    assert len(told(done(pages, settings, cache_dir=tmp_path / "cache"))) == run.WORTH_CACHING - 1


def test_what_was_remembered_without_facts_is_not_enough(pages: Path, tmp_path: Path, settings: Settings) -> None:
    for number in range(run.WORTH_CACHING):
        page(pages, f"{number}.txt", "同一行\n")
    place = tmp_path / "cache"
    list(run.run([pages], lambda path: settings, cache_in=lambda: place))
    assert len(told(done(pages, settings, cache_dir=place))) == run.WORTH_CACHING


def test_after_a_fix_the_facts_are_those_of_the_fixed_text(pages: Path, tmp_path: Path) -> None:
    rules = swap(rule_file(tmp_path / "rules"), "TST001", ("己经完工", "已经完工"))
    page(pages, "a.txt", "己经完工\n")
    page(pages, "b.txt", "第二页\n已经完工\n")
    settings = settings_of(rules, "TST001", "TST900")
    assert [line for *_, line in told(done(pages, settings)) if "pages" in line] == []
    wanted = [("a.txt", "", 0, "已经完工 on 2 pages"), ("b.txt", "", 4, "已经完工 on 2 pages")]
    assert told(done(pages, settings, fix=True)) == wanted


def test_records_are_pages(pages: Path, settings: Settings) -> None:
    lines = ['{"id": "a", "text": "甲乙丙\\n丁"}', "", '{"id": "b", "text": "戊\\n甲乙丙"}']
    path = page(pages, "all.jsonl", "\n".join(lines) + "\n")
    reports = done(path, settings)
    assert told(reports) == [
        ("all.jsonl", "a", 0, "甲乙丙 on 2 pages"),
        ("all.jsonl", "b", 2, "甲乙丙 on 2 pages"),
    ]
    assert [report.line for report in reports if report.again] == [1, 3]


@pytest.mark.parametrize(
    ("observe", "conclude"),
    [
        ("raise KeyError('here')", CONCLUDE),
        ("yield 7, None", CONCLUDE),
        ("yield 'key', object()", CONCLUDE),
    ],
)
def test_a_rule_that_cannot_observe_crashes_on_that_page(
    folder: Path, tmp_path: Path, observe: str, conclude: str
) -> None:
    settings = settings_of(rule_file(tmp_path / "rules", observe, conclude))
    reports = done(folder, settings)
    assert [item.code for report in reports for item in report.findings] == ["ZZ900"] * 3
    assert all(report.failed for report in reports)


def test_nothing_is_fixed_on_a_page_that_cannot_be_observed(pages: Path, tmp_path: Path) -> None:
    rules = swap(rule_file(tmp_path / "rules", "raise KeyError('here')"), "TST001", ("己经", "已经"))
    page(pages, "a.txt", "己经完工\n")
    page(pages, "b.txt", "通车了\n")
    reports = done(pages, settings_of(rules, "TST001", "TST900"), fix=True)
    assert [item.code for item in reports[0].findings] == ["ZZ900", "TST001"]
    assert (pages / "a.txt").read_text(encoding="utf-8") == "己经完工\n"


@pytest.mark.parametrize(
    ("conclude", "said"),
    [
        ("raise KeyError('there')", "KeyError: 'there'"),
        (
            "yield facts[0], self.report((0, 1), 'found', line='', pages=0, fix=Fix((Edit(0, 1, '头', ''),), SAFE))",
            "only reports",
        ),
        ("yield facts[0], self.report((0, 999), 'found', line='', pages=0)", "outside the text"),
        ("yield facts[0], self.report((0, 1), 'found')", "KeyError"),
        (
            "yield facts[0]._replace(filename='elsewhere'), self.report((0, 1), 'found', line='', pages=0)",
            "on no page of the run",
        ),
    ],
)
def test_a_rule_that_cannot_conclude_takes_nothing_else_down(
    folder: Path, tmp_path: Path, conclude: str, said: str
) -> None:
    settings = settings_of(rule_file(tmp_path / "rules", "yield 'all', None", conclude))
    reports = done(folder, settings)
    assert len(reports) == 4
    (item,) = reports[-1].findings
    assert item.code == "ZZ900"
    assert said in item.message.render("en")
    assert "untouched" not in item.message.render("en")
    assert Path(reports[-1].name).name == "a.txt"


def test_a_page_that_cannot_be_read_is_there_all_the_same(folder: Path, tmp_path: Path) -> None:
    count = "yield facts[0], self.report((0, 1), 'found', line='', pages=len(facts))"
    settings = settings_of(rule_file(tmp_path / "rules", "yield 'all', len(page.text)", count))
    (folder / "d.txt").write_bytes(b"\x00\xff")
    reports = done(folder, settings)
    assert [item.code for item in reports[3].findings] == ["ZZ902"]
    assert told(reports)[-1] == ("a.txt", "", 0, " on 4 pages")


def test_examples_are_several_pages(tmp_path: Path) -> None:
    rules = settings_of(rule_file(tmp_path / "rules")).registry
    assert not list(failures(rules["TST900"]))


# -- LOS004 and LOS005 ------------------------------------------------------------------------


def rule_of(code: str, **options: Any) -> CorpusRule:
    rule = Settings().registry[code]
    made = rule(rule.Options(**options))
    assert isinstance(made, CorpusRule)
    return made


def pages_of_issue(labels: Sequence[str], said: str = "") -> list[str]:
    head = f"汀陵日报\n2021年3月16日 {said}".rstrip()
    return [f"{head}\n{label}\n漪江灌区昨日开闸放水\n" for label in labels]


def missing(texts: Sequence[str]) -> list[tuple[str, str]]:
    found = over_pages(rule_of("LOS005"), texts)
    return [(seen.identity.page, str(dict(item.message.values)["missing"])) for seen, item in found]


def test_of_an_issue_whose_size_is_told_any_missing_page_is_reported() -> None:
    labels = [f"A{number}" for number in range(1, 9)]
    assert missing(pages_of_issue(labels, "今日8版")) == []
    for label in labels:
        left = [other for other in labels if other != label]
        assert missing(pages_of_issue(left, "今日8版")) == [(left[0], label)]


def test_of_an_issue_whose_size_is_unknown_a_gap_is_reported() -> None:
    labels = [f"0{number}版" for number in range(1, 9)]
    for number in range(1, 8):
        left = [label for label in labels if label != f"0{number}版"]
        assert missing(pages_of_issue(left)) == [("2" if number == 1 else "1", str(number))]
    assert missing(pages_of_issue(labels[:-1])) == []


@pytest.mark.parametrize(
    "texts",
    [
        pages_of_issue(["A1", "A2", "B5", "B6"], "今日4版"),  # a second section goes on counting
        pages_of_issue(["A1", "A2", "A9"], "今日4版"),  # one of the two was misread
        pages_of_issue(["A1", "A2", "A4"], "今日8版") + pages_of_issue(["A5"], "今日6版"),  # two sizes
        pages_of_issue(["A1"], "今日8版"),  # picked
        [*pages_of_issue(["A1", "A2", "A4"], "今日4版"), "漪江灌区昨日开闸放水，早稻喝上头道水。\n"],  # one unknown
    ],
)
def test_of_an_issue_that_is_not_known_as_a_whole_nothing_is_said(texts: list[str]) -> None:
    assert missing(texts) == []


def test_several_files_of_one_page_are_one_page() -> None:
    assert missing(pages_of_issue(["A1", "A2", "A2", "A3"], "今日3版")) == []


def issues(letters: Sequence[int]) -> list[str]:
    """Front pages with so many letters besides the head, one a day from 1 January on."""
    heads = (f"汀陵日报\n2021年{1 + day // 28}月{1 + day % 28}日\nA1\n" for day in range(len(letters)))
    return [f"{head}{'春灌今日开始。' * (count // 7)}\n" for head, count in zip(heads, letters, strict=True)]


def short(letters: Sequence[int], **options: Any) -> list[Diagnostic]:
    return [item for _, item in over_pages(rule_of("LOS004", **options), issues(letters))]


def test_a_page_far_below_the_median_is_short() -> None:
    (item,) = short([3500, 3600, 700, 3400, 3300])
    assert dict(item.message.values)["letters"] == 700 + len("汀陵日报2021年1月3日A1")
    assert dict(item.message.values)["issues"] == 4


@pytest.mark.parametrize(
    "letters",
    [
        [3500, 3600, 3400, 700],  # three others
        [3500, 3600, 1400, 3400, 3300],  # not that short
        [350, 360, 70, 340, 330],  # pages with little text anyway
        [3500, 700, 800, 3600, 900, 3400, 3300],  # pages that differ that much anyway
    ],
)
def test_without_enough_evidence_no_page_is_short(letters: list[int]) -> None:
    assert short(letters) == []


def test_pages_that_vary_as_pages_do_are_not_short_and_cut_ones_are() -> None:
    """Pages vary by a third around their mean; a cut one keeps a tenth to a fifth."""
    chance = random.Random(11)
    said: Counter[str] = Counter()
    for _ in range(40):
        letters = [max(1500, round(chance.gauss(3600, 1200))) for _ in range(100)]
        said["sound"] += len(short(letters))
        letters[50] = round(letters[50] * chance.uniform(0.1, 0.2))
        said["cut"] += len(short(letters))
    assert said["sound"] == 0
    assert said["cut"] >= 38


def test_every_short_page_among_thousands_is_found() -> None:
    rule = rule_of("LOS004", least=1)
    seen = [_front_page(number, 10 if number % 10 == 0 else 1000) for number in range(4000)]
    found = list(rule.conclude("key", seen))
    assert [told.filename for told, _ in found][:3] == ["0.txt", "10.txt", "100.txt"]
    assert len(found) == 400


def _front_page(number: int, letters: int) -> Observation:
    identity = Identity(group=f"issue {number}", title="汀陵日报", page="A1")
    return Observation(f"{number}.txt", "", 0, identity, Span(0, 0), letters)
