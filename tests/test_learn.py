"""``zzlint learn``: pages in, one file out."""

import json
import os
from functools import partial
from pathlib import Path

import pytest

from tests.bench.corpus import PATHOLOGICAL
from tests.bench.doubling import Case, too_slow
from tests.helpers import Program, left_over, page, subprocess_zz
from zzlint import learn
from zzlint.formats import from_text
from zzlint.text.archive import HEADER, MAGIC, opened

#: Pages of an invented town.
FERRY = "渡口的老船工说，水位又涨了半尺，夜里要派人守着。\n\n第二天一早，水就退了。\n"
TEA = "茶厂添了三台烘干机，一百多户茶农当天就能交鲜叶。\n\n收购点设在桥头，每天开到天黑。\n"


@pytest.fixture
def town(pages: Path) -> Path:
    page(pages, "ferry.txt", FERRY)
    page(pages, "tea.md", TEA)
    return pages


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "town.archive"


def test_an_archive_is_written_and_told(zz: Program, town: Path, file: Path) -> None:
    said = zz("learn", town, "-o", file)
    assert (said.status, said.err) == (0, "")
    assert f"{file}: pages learned: 2" in said.out
    assert opened(file).count("船工") == opened(file).count("茶农") == 1


def test_the_same_pages_make_the_same_bytes(
    zz: Program, town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zz("learn", town, "-o", tmp_path / "one")
    zz("learn", town / "tea.md", town / "ferry.txt", town, "-o", tmp_path / "two")
    monkeypatch.setattr(learn, "MOST", 7)  # however often counts are laid aside
    monkeypatch.setattr(learn, "BLOCK", 3)
    zz("learn", town, "-o", tmp_path / "three")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() == (tmp_path / "three").read_bytes()


def test_other_pages_make_another_digest(zz: Program, town: Path, file: Path) -> None:
    zz("learn", town, "-o", file)
    before = opened(file).digest
    page(town, "ferry.txt", FERRY.replace("半尺", "一尺"))
    zz("learn", town, "-o", file)
    assert opened(file).digest != before


def test_no_text_stands_in_the_file(zz: Program, town: Path, file: Path) -> None:
    zz("learn", town, "-o", file)
    data = file.read_bytes()
    for words in ("船工", "水位又涨", "烘干机"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"):
            assert words.encode(encoding) not in data


def test_it_reads_what_check_reads(zz: Program, town: Path, file: Path) -> None:
    page(town, ".gitignore", "drafts/\n")
    (town / ".git").mkdir()
    page(town, "drafts/draft.txt", "草稿写着砖瓦窑\n")
    page(town, "notes.csv", "表格写着砖瓦窑\n")
    page(town, "gb.txt", "").write_bytes("国标码写着榨油坊\n".encode("gb18030"))
    lines = [json.dumps({"id": str(number), "text": words}) for number, words in enumerate(("油菜花开", "油菜花落"))]
    records = page(town.parent, "records.jsonl", "\n".join(lines))
    zz("learn", town, records, "-o", file)
    known = opened(file)
    assert known.count("榨油") == 1
    assert known.count("油菜花") == 2
    assert known.count("砖瓦") == 0
    assert known.pages == 5


def test_an_archive_may_lie_where_git_does_not_look(zz: Program, town: Path) -> None:
    (town / ".git").mkdir()
    page(town, ".gitignore", "cache/\n")
    (town / "cache").mkdir()
    archive = town / "cache" / "town.archive"
    assert zz("learn", town, "-o", archive).status == 0
    said = zz("check", town, "--archive", archive, "--isolated")
    assert (said.status, said.err) == (0, "")
    assert "Files checked: 2" in said.out


def test_an_archive_that_is_there_is_replaced(zz: Program, town: Path, file: Path) -> None:
    file.write_bytes(MAGIC + b"of another version")
    assert zz("learn", town, "-o", file).status == 0
    assert opened(file).pages == 2
    assert left_over(file.parent) == []


def test_a_link_goes_on_leading_to_the_archive(zz: Program, town: Path, file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    assert zz("learn", town, "-o", link).status == 0
    assert link.is_symlink()
    assert opened(file).pages == 2


def test_what_cannot_take_its_place_leaves_the_old_archive(
    zz: Program, town: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zz("learn", town / "tea.md", "-o", file)
    before = file.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = zz("learn", town, "-o", file)
    assert said.status == 2
    assert f"{file}: cannot be written: No space left on device" in said.err
    assert file.read_bytes() == before
    assert left_over(file.parent) == []


def test_a_page_is_not_overwritten(zz: Program, town: Path) -> None:
    said = zz("learn", town, "-o", town / "tea.md")
    assert said.status == 2
    assert "tea.md exists, is no file that `zzlint learn` wrote" in said.err
    assert (town / "tea.md").read_text(encoding="utf-8") == TEA


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_to_learn_is_an_error(zz: Program, pages: Path, file: Path, lang: str) -> None:
    page(pages, "blank.txt", "\n\n \n")
    said = zz("learn", pages, "-o", file, "--lang", lang)
    assert said.status == 2
    assert ("没有可学的文字" if lang == "zh" else "no text to learn from") in said.err
    assert str(file) in said.err
    assert not file.exists()
    assert left_over(file.parent) == []


def test_what_cannot_be_read_is_named_and_the_rest_learned(zz: Program, town: Path, file: Path) -> None:
    page(town, "broken.txt", "").write_bytes(b"\x00\x01\x02")
    said = zz("learn", town, town / "gone.txt", "-o", file)
    assert said.status == 2
    assert "broken.txt" in said.err
    assert "gone.txt" in said.err
    assert opened(file).pages == 2


def test_a_broken_record_is_named_and_the_others_learned(zz: Program, pages: Path, file: Path) -> None:
    records = page(pages, "records.jsonl", '{"text": "油菜花开"}\n{"text": \n{"text": "油菜花落"}\n')
    said = zz("learn", records, "-o", file)
    assert said.status == 2
    assert "records.jsonl" in said.err
    assert opened(file).count("油菜花") == 2


def _learn(text: str, file: Path) -> None:
    lessons = learn.Lessons()
    lessons.add(from_text(text))
    lessons.write(file)
    lessons.close()


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_learning_takes_time_as_the_text_grows(name: str, file: Path) -> None:
    assert not too_slow(Case(name, PATHOLOGICAL[name], partial(_learn, file=file)))


def test_the_header_tells_what_was_counted(zz: Program, town: Path, file: Path) -> None:
    zz("learn", town, "-o", file)
    magic, _, lengths, count, characters, pages, digest, _ = HEADER.unpack_from(file.read_bytes())
    assert (magic, tuple(lengths), pages) == (MAGIC, (2, 3, 4, 8), 2)
    assert characters == sum(len(text.replace("\n", "")) for text in (FERRY, TEA))
    assert count == len(opened(file).cells)
    assert digest.hex() == opened(file).digest


def test_a_process_of_its_own_learns_the_same(town: Path, zz: Program, file: Path) -> None:
    zz("learn", town, "-o", file)
    elsewhere = file.with_name("elsewhere")
    assert subprocess_zz("learn", town, "-o", elsewhere, PYTHONHASHSEED="7").status == 0
    assert elsewhere.read_bytes() == file.read_bytes()
