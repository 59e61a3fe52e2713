"""The cache saves time and changes nothing else."""

import random
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.helpers import MISPRINT, SIMPLIFIED, SOUND, Program, command, environment, page, python_rule, swap
from tests.test_losses import PAGE
from zzlint.reporters import FORMATS
from zzlint.run import WORTH_CACHING

PAGES = 12


@pytest.fixture
def many(pages: Path) -> Path:
    kinds = [MISPRINT, SOUND, "会议指出,要抓好落实.\n", PAGE, "\x00"]
    for number in range(PAGES):
        page(pages, f"{number:02}.txt", f"第{number}版\n\n{kinds[number % len(kinds)]}")
    assert PAGES > WORTH_CACHING
    return pages


@pytest.fixture
def remembered(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def checked(zz: Program, rules: Path, remembered: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Checks the pages; tells how often the counting rule ran, and what was said."""
    log = tmp_path / "log"
    python_rule(
        rules,
        "TST009",
        f"with Path({str(log)!r}).open('a') as file:\n    file.write('x')\nreturn ()",
    )

    def check(pages: Path, *options: str | Path) -> tuple[int, str]:
        log.unlink(missing_ok=True)
        said = zz(
            "check", pages, "--rules", rules, "--cache-dir", remembered, "--output-format", "json", *options
        )  # fmt: skip
        assert said.status in (0, 1, 2), said.err
        return len(log.read_text()) if log.exists() else 0, said.out

    return check


READABLE = PAGES - PAGES // 5  # the page with a NUL is never checked


def test_an_unchanged_page_is_not_checked_again(many: Path, checked) -> None:  # type: ignore[no-untyped-def]
    first = checked(many)
    again = checked(many)
    assert first[0] == READABLE
    assert again == (0, first[1])


@pytest.mark.parametrize("what", ["text", "selection", "option", "rule", "table", "allowed", "unsafe trust"])
def test_whatever_decides_is_part_of_the_key(what: str, many: Path, rules: Path, checked) -> None:  # type: ignore[no-untyped-def]
    swap(rules, "TST001", ("己经", "已经"))
    checked(many)
    options: tuple[str | Path, ...] = ()
    wanted = READABLE
    if what == "text":
        page(many, "00.txt", SIMPLIFIED)
        wanted = 1
    elif what == "selection":
        options = ("--ignore", "TYP002")
    elif what == "option":
        page(many, "zzlint.toml", "[rules.CON001]\nstrip = true\n")
    elif what == "rule":
        source = rules / "tst009.py"
        source.write_text(source.read_text(encoding="utf-8") + "\n# another rule now\n", encoding="utf-8")
    elif what == "table":
        (rules / "words.tsv").write_text("己经\t已经\n", encoding="utf-8")
    elif what == "allowed":
        page(many, "zzlint.toml", 'allow = ["己经"]\n')
    else:
        page(many, "zzlint.toml", 'unsafe = ["TYP002"]\n')
    # rules and what is beside them are read once in a process, so this is another one
    assert checked_elsewhere(many, rules, *options) == wanted


def checked_elsewhere(pages: Path, rules: Path, *options: str | Path) -> int:
    """How many pages another process checks."""
    log = pages.parent / "log"
    log.unlink(missing_ok=True)
    call = command("check", pages, "--rules", rules, "--cache-dir", pages.parent / "cache", *options)
    call += ["--output-format", "json"]
    done = subprocess.run(call, env=environment(), capture_output=True, check=False)
    assert done.returncode in (0, 1, 2), done.stderr.decode()
    return len(log.read_text()) if log.exists() else 0


def test_another_process_uses_what_the_first_remembered(many: Path, rules: Path, checked) -> None:  # type: ignore[no-untyped-def]
    checked(many)
    assert checked_elsewhere(many, rules) == 0


def test_pages_of_the_same_names_elsewhere_are_known(
    many: Path, pages: Path, checked, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(many)
    said = checked(Path("."))[1]
    moved = pages.parent / "moved"
    many.rename(moved)
    monkeypatch.chdir(moved)
    assert checked(Path(".")) == (0, said)
    count, renamed = checked(moved)
    assert count == READABLE
    assert renamed == said.replace('"filename": "', f'"filename": "{moved}/')


@pytest.mark.parametrize("other", [form for form in FORMATS if form != "json"])
def test_another_format_is_another_page(other: str, many: Path, zz: Program, checked, remembered: Path) -> None:  # type: ignore[no-untyped-def]
    said = checked(many)
    options = ("--cache-dir", remembered, "--output-format", other)
    fresh = zz("check", many, "--output-format", other, "--no-cache")
    assert zz("check", many, *options) == fresh
    assert zz("check", many, *options) == fresh
    assert checked(many) == (0, said[1])


@pytest.mark.parametrize("form", ["github", "gitlab", "junit", "sarif"])
def test_paths_of_another_repository_are_not_taken_over(
    form: str, many: Path, zz: Program, remembered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(*options: str | Path) -> str:
        return zz("check", many, "--select", "TYP002,PUN001", "--output-format", form, *options).out

    said = []
    for variable, root in (("PATH_OF_NOTHING", many), ("GITHUB_WORKSPACE", many), ("CI_PROJECT_DIR", many.parent)):
        monkeypatch.setenv(variable, str(root))
        monkeypatch.chdir(many.parent.parent)
        said.append(found("--cache-dir", remembered))
        assert said[-1] == found("--no-cache")
        monkeypatch.delenv(variable)
    monkeypatch.chdir(many)
    said.append(found("--cache-dir", remembered))
    assert said[-1] == found("--no-cache")
    assert len(set(said)) == 3, "the folder of the repository and the working folder are one to it"


def test_fixing_uses_it_where_there_is_nothing_to_fix(
    many: Path, checked, zz: Program, remembered: Path, rules: Path
) -> None:  # type: ignore[no-untyped-def]
    checked(many)
    said = zz("fix", many, "--rules", rules, "--cache-dir", remembered)
    assert "Places fixed" in said.out
    plain = {path.name: path.read_bytes() for path in many.glob("*.txt")}
    assert zz("undo", many).status == 0
    assert checked(many)[1].count("LOS001") == 2, "what is left of a fix is not what was said before it"
    zz("fix", many, "--rules", rules, "--no-cache")
    assert {path.name: path.read_bytes() for path in many.glob("*.txt")} == plain


def test_a_remembered_loss_is_part_of_the_key(many: Path, checked, zz: Program) -> None:  # type: ignore[no-untyped-def]
    zz("fix", many, "--no-cache")
    with_losses = checked(many)[1]
    assert '"LOS001"' in with_losses
    assert '"LOS001"' not in checked(many, "--no-ledger")[1]
    assert checked(many)[1] == with_losses


def spoil(path: Path, how: str, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if how == "no database":
        data = bytearray(b"not a database at all" * 100)
    elif how == "empty":
        data = bytearray()
    elif how == "cut":
        del data[len(data) // 2 :]
    else:
        for _ in range(60):
            data[rng.randrange(100, len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("how", ["no database", "empty", "cut", *(f"bits {number}" for number in range(12))])
def test_a_corrupt_cache_is_rebuilt_never_believed(how: str, many: Path, checked, remembered: Path) -> None:  # type: ignore[no-untyped-def]
    said = checked(many)[1]
    spoil(remembered / "results.sqlite", how, random.Random(how))
    assert checked(many)[1] == said
    checked(many)  # what was found before the damage is written anew
    assert checked(many) == (0, said)


def test_a_lie_is_not_believed(many: Path, checked, remembered: Path) -> None:  # type: ignore[no-untyped-def]
    said = checked(many)[1]
    with sqlite3.connect(remembered / "results.sqlite") as database:
        rows = database.execute("select key, body from said").fetchall()
        bodies = [body for _, body in rows]
        for (key, _), body in zip(rows, bodies[1:] + bodies[:1], strict=True):
            database.execute("update said set body = ? where key = ?", (body, key))
    assert checked(many)[1] == said


def test_a_cache_that_cannot_be_kept_is_done_without(many: Path, checked, remembered: Path) -> None:  # type: ignore[no-untyped-def]
    remembered.write_text("a file where the folder should be")
    assert checked(many)[0] == READABLE
    assert checked(many)[0] == READABLE


def test_two_runs_at_once(many: Path, rules: Path, remembered: Path) -> None:
    plain = command("check", many, "--isolated", "--rules", rules, "--output-format", "json")
    call = [*plain, "--cache-dir", str(remembered)]
    alone = subprocess.run([*plain, "--no-cache"], env=environment(), capture_output=True, check=False).stdout
    runs = [subprocess.Popen(call, env=environment(), stdout=subprocess.PIPE) for _ in range(6)]
    assert {run.communicate()[0] for run in runs} == {alone}
    assert {run.returncode for run in runs} == {2}
    assert subprocess.run(call, env=environment(), capture_output=True, check=False).stdout == alone


def test_a_busy_cache_is_left_alone(many: Path, checked, remembered: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("zzlint.cache.PATIENCE", 0.05)
    said = checked(many)[1]
    with sqlite3.connect(remembered / "results.sqlite") as other:
        other.execute("begin exclusive")
        assert checked(many)[1] == said
    assert checked(many) == (0, said), "it was not thrown away"


def test_few_pages_are_not_worth_it(pages: Path, checked, remembered: Path) -> None:  # type: ignore[no-untyped-def]
    page(pages, "a.txt", MISPRINT)
    checked(pages)
    assert not remembered.exists()


def test_a_baseline_is_part_of_the_key(many: Path, checked, zz: Program, rules: Path, remembered: Path) -> None:  # type: ignore[no-untyped-def]
    said = checked(many)[1]
    known = many / "known.jsonl"
    assert zz("check", many, "--rules", rules, "--write-baseline", known, "--select", "TYP002").status == 2
    hidden = checked(many, "--baseline", known)
    assert hidden[0] == said.count('"TYP002"'), "those of which the baseline says something"
    assert '"TYP002"' not in hidden[1]
    assert checked(many, "--baseline", known) == (0, hidden[1])
    assert checked(many) == (0, said)
    fixed = zz("fix", many, "--rules", rules, "--cache-dir", remembered, "--baseline", known, "--select", "TYP002")
    assert "Places fixed" in fixed.out, "what is known and has no verdict is repaired"
