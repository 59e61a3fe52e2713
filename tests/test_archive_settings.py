"""An archive that a run is given: which rules ask it, and what else depends on it."""

import json
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from tests.bench.doubling import of_rule, pathological, too_slow
from tests.helpers import Program, environment, page, python_rule
from zzlint.api import Problem, check_text
from zzlint.engine import rule_set
from zzlint.formats import from_text
from zzlint.learn import Lessons
from zzlint.run import WORTH_CACHING
from zzlint.settings import Settings

#: A span stands a second time where it does not belong.
ASTRAY = (
    "每过一道山梁，就要领一枚彩色的木牌，让同行的孩子们记住走过的路。\n\n"
    "林场今年又修了三公里步道。走到半路彩色的木牌，让同行的孩子们记住走过的路。\n"
)
#: The same span where people say it again.
AGAIN = ASTRAY.replace("走到半路", "每人一枚")
#: Most of its words, apart.
WORDS = (
    "领一枚彩色的木牌挂在胸前。\n\n老师让同行的孩子们排好队。\n\n他们记住走过的路。\n\n走到半路下起了雨。\n\n"
    "每人一枚彩色的徽章。\n"
)
FORMULA = "枚彩色的木牌，让同行的孩子们记住走过的路。\n"


def learned(path: Path, *texts: str) -> Path:
    with closing(Lessons()) as lessons:
        for text in texts:
            lessons.add(from_text(text))
        lessons.write(path)
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return learned(tmp_path / "known", WORDS)


def codes(zz: Program, *arguments: str | Path) -> list[str]:
    said = zz("check", "--isolated", "--output-format", "json", *arguments)
    assert said.status in (0, 1), said.err
    return [item["code"] for item in json.loads(said.out)]


def test_a_rule_that_learns_is_on_where_there_is_an_archive(zz: Program, pages: Path, archive: Path) -> None:
    path = page(pages, "page.txt", ASTRAY)
    assert codes(zz, path) == []
    assert codes(zz, path, "--preview", "--select", "DUP003") == ["DUP003"]
    assert codes(zz, path, "--archive", archive) == ["DUP003"]
    assert codes(zz, path, "--archive", archive, "--ignore", "DUP003") == []


def test_what_goes_with_the_words_before_it_is_left(zz: Program, pages: Path, archive: Path) -> None:
    path = page(pages, "page.txt", AGAIN)
    assert codes(zz, path, "--preview", "--select", "DUP003") == ["DUP003"]
    assert codes(zz, path, "--archive", archive, "--select", "DUP003") == []


def test_a_formula_is_left(zz: Program, pages: Path, tmp_path: Path) -> None:
    path = page(pages, "page.txt", ASTRAY)
    once = learned(tmp_path / "once", WORDS, FORMULA)
    twice = learned(tmp_path / "twice", WORDS, FORMULA, FORMULA)
    assert codes(zz, path, "--archive", once) == ["DUP003"]
    assert codes(zz, path, "--archive", twice) == []


def test_an_archive_of_other_things_says_nothing(zz: Program, pages: Path, tmp_path: Path) -> None:
    other = learned(tmp_path / "other", "砖瓦窑停了火，榨油坊也关了门。\n")
    assert codes(zz, page(pages, "page.txt", ASTRAY), "--archive", other) == []


def test_the_configuration_names_an_archive_beside_it(zz: Program, pages: Path, archive: Path, tmp_path: Path) -> None:
    path = page(pages, "page.txt", ASTRAY)
    page(tmp_path, "zzlint.toml", f'archive = "{archive.name}"\n')
    assert "DUP003" in zz("check", path).out
    assert zz("check", path, "--archive", "").status == 0, "none, whatever the configuration says"
    assert zz("check", "--isolated", path).status == 0


@pytest.mark.parametrize("content", [None, b"", ASTRAY.encode()])
@pytest.mark.parametrize("configured", [True, False])
def test_an_archive_that_cannot_be_used_ends_the_run(
    zz: Program, pages: Path, tmp_path: Path, content: bytes | None, configured: bool
) -> None:
    path = page(pages, "page.txt", ASTRAY)
    if content is not None:
        (tmp_path / "known").write_bytes(content)
    options = ("--archive", str(tmp_path / "known"))
    if configured:
        page(tmp_path, "zzlint.toml", 'archive = "known"\n')
        options = ()
    said = zz("check", path, *options)
    assert (said.status, said.out) == (2, "")
    assert str(tmp_path / "known") in said.err
    assert ("zzlint learn" if content is not None else "No such file") in said.err
    assert ("zzlint.toml" in said.err) == configured
    assert "Traceback" not in said.err


def test_the_number_of_processes_changes_nothing(zz: Program, pages: Path, archive: Path) -> None:
    for number in range(20):
        page(pages, f"{number:02}.txt", ASTRAY if number % 3 else AGAIN)
    one, two = (
        zz("check", pages, "--isolated", "--no-cache", "--archive", archive, "--jobs", jobs) for jobs in ("1", "2")
    )
    assert one == two
    assert "Findings: 13." in one.out


def test_the_cache_does_not_answer_for_another_archive(zz: Program, pages: Path, archive: Path, tmp_path: Path) -> None:
    for number in range(WORTH_CACHING + 1):
        page(pages, f"{number:02}.txt", f"第{number}版\n\n{ASTRAY}")
    log = tmp_path / "log"
    rules = python_rule(tmp_path / "rules", "TST009", f"Path({str(log)!r}).open('a').write('x')\nreturn ()")

    def checked(*options: str | Path) -> tuple[int, int]:
        log.unlink(missing_ok=True)
        found = codes(zz, pages, "--rules", rules, "--cache-dir", tmp_path / "cache", *options)
        return found.count("DUP003"), len(log.read_text()) if log.exists() else 0

    every = WORTH_CACHING + 1
    assert checked() == (0, every)
    assert checked("--archive", archive) == (every, every)
    assert checked("--archive", archive) == (every, 0)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(archive.read_bytes())
    assert checked("--archive", elsewhere)[0] == every
    learned(archive, WORDS, FORMULA, FORMULA)
    assert checked("--archive", archive) == (0, every)
    assert checked() == (0, 0)


def test_the_last_record_names_the_archive(zz: Program, pages: Path, archive: Path) -> None:
    path = page(pages, "page.txt", ASTRAY)

    def summary(*options: str | Path) -> dict[str, object]:
        said = zz("check", "--isolated", "--output-format", "jsonl", path, *options)
        told: dict[str, object] = json.loads(said.out.splitlines()[-1])["summary"]
        return told

    told = summary("--archive", archive)
    assert told["contexts"] == {str(archive): sha256(archive.read_bytes()).hexdigest()}
    assert summary()["contexts"] == {}
    assert summary()["settings"] != told["settings"]
    learned(archive, WORDS, FORMULA)
    assert summary("--archive", archive)["settings"] != told["settings"]


def test_a_program_is_told_of_a_broken_archive(tmp_path: Path) -> None:
    (tmp_path / "known").write_bytes(b"none")
    with pytest.raises(Problem) as told:
        check_text(ASTRAY, settings=Settings(archive=str(tmp_path / "known")))
    assert str(tmp_path / "known") in told.value.render("zh")


def test_a_program_may_name_an_archive(archive: Path) -> None:
    assert [item.code for item in check_text(ASTRAY, settings=Settings(archive=str(archive)))] == ["DUP003"]


def test_where_an_archive_lies_does_not_matter(archive: Path) -> None:
    elsewhere = archive.with_name("elsewhere")
    elsewhere.write_bytes(archive.read_bytes())
    digests = {Settings(archive=str(path)).digest for path in (archive, elsewhere)}
    assert len(digests) == 1
    assert Settings().digest not in digests


def test_a_page_on_standard_input_is_checked_with_it(zz: Program, archive: Path) -> None:
    said = zz("check", "-", "--isolated", "--archive", archive, stdin=ASTRAY.encode())
    assert "DUP003" in said.out


def test_the_settings_tell_it(zz: Program, archive: Path) -> None:
    assert f"archive = {str(archive)!r}" in zz("check", "--isolated", "--show-settings", "--archive", archive).out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他们带来了新茶叶叶。\n", 1),
        ("山上的茶农农在清早采茶。\n", 1),
        ("村里人人都去看花。\n", 0),  # 人人 is a word
        ("到市市场去采茶。\n", 0),  # what stands alone before words that begin with it
        ("他们带来了新茶茶叶。\n", 0),  # two words meet: 新茶|茶叶
        ("村里人都去看看花。\n", 0),  # the archive knows 看看
        ("窑工烧出了第一窑窑砖。\n", 0),  # of this the archive knows nothing
    ],
)
def test_a_pair_is_judged_by_what_is_left_without_it(
    zz: Program, pages: Path, tmp_path: Path, text: str, found: int
) -> None:
    known = "山上的茶农在清早采茶。他们带来了新茶叶。村里人都去看花，也有人去看看花灯。到市场去采茶。\n" * 4
    archive = learned(tmp_path / "known", known)
    assert codes(zz, page(pages, "page.txt", text), "--archive", archive).count("DUP005") == found


def test_rules_that_learn_stay_linear(archive: Path) -> None:
    rules = [rule for rule in rule_set(Settings(archive=str(archive))).rules if rule.learns]
    assert {rule.code for rule in rules} == {"DUP003", "DUP005"}
    assert all(rule.archive for rule in rules)
    cases = [*(case for rule in rules for case in of_rule(rule)), *pathological(rules, fixing=False)]
    assert not list(filter(None, map(too_slow, cases)))


def test_without_an_archive_nothing_of_it_is_imported(pages: Path) -> None:
    path = page(pages, "page.txt", "渡口开船。\n")
    program = (
        "import sys, zzlint.cli\n"
        "try:\n    zzlint.cli.main(['check', '--isolated', sys.argv[1]])\n"
        "finally:\n    print(sorted(name for name in sys.modules if name.endswith(('archive', 'zzlint.learn', 'mmap'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], env=environment(), capture_output=True, check=True
    )
    assert done.stdout.decode().endswith("[]\n")
