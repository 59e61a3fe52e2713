"""DUP006: the same text on several pages."""

import random
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.helpers import Result, page
from zzlint import duplicates, passages
from zzlint.corpus import Corpus
from zzlint.diagnostic import Diagnostic, Severity
from zzlint.duplicates import Repeat, misread
from zzlint.formats import from_text
from zzlint.passages import Place
from zzlint.run import run
from zzlint.settings import Settings
from zzlint.text import minhash

#: Words of two characters.
WORDS = (
    "渡口新船茶园山路校舍水渠粮站集市老人孩子队员船工干部学生邻居医生昨天今年清晨傍晚雨后修好"
    "送来领回种下收起量过讲起打听盼着一座两排几箱许多几回石桥木屋秧苗账本电灯书信竹筐慢慢赶忙仔细"
)


def paragraph(chance: random.Random, letters: int = 90) -> str:
    """Clauses of words, with marks, of at least so many letters."""
    text = ""
    while len(text) < letters:
        words = (chance.randrange(0, len(WORDS), 2) for _ in range(5))
        text += "".join(WORDS[at : at + 2] for at in words) + "，"
    return text[:-1] + "。"


def noisy(text: str, rate: float, chance: random.Random) -> str:
    """The text as a recogniser reads it that takes so many characters for others."""
    return "".join(chance.choice("的丁戊己庚辛壬癸") if chance.random() < rate else char for char in text)


def written(folder: Path, texts: Sequence[str]) -> list[Path]:
    return [page(folder, f"{number:04}.txt", text) for number, text in enumerate(texts)]


def told(path: Path, near: bool = True) -> tuple[Place, list[str]]:
    read = from_text(path.read_text(encoding="utf-8"), str(path))
    return Place(str(path), "", 0), passages.told(read, near)


def repeats(paths: Sequence[Path], near: bool = True) -> list[Repeat]:
    return duplicates.repeats([told(path, near) for path in paths])


def found(paths: Sequence[Path], near: bool = False, jobs: int = 1) -> list[tuple[str, Diagnostic]]:
    settings = Settings(select=("DUP006",), options=(("DUP006", (("near", near),)),))
    reports = run(paths, lambda path: settings, jobs=jobs, corpus=Corpus())
    return [(Path(report.name).name, item) for report in reports for item in report.findings]


# -- what is found ----------------------------------------------------------------------------


def test_a_page_that_was_delivered_twice_is_one_finding(pages: Path) -> None:
    chance = random.Random(1)
    text = "\n\n".join(f"第{number}条消息\n\n{paragraph(chance)}" for number in range(8)) + "\n"
    written(pages, [text, paragraph(chance) + "\n", text])
    ((name, item),) = found([pages])
    assert name == "0000.txt"
    assert text[item.span.start : item.span.end] == text.removeprefix("第0条消息\n\n").rstrip()
    assert item.severity is Severity.WARNING
    assert item.fix is None
    assert [Path(other.filename).name for other in item.related] == ["0002.txt"]
    assert item.related[0].span == item.span


def test_an_article_on_another_page_among_others_is_found_whole(pages: Path) -> None:
    chance = random.Random(2)
    article = "\n\n".join(paragraph(chance) for _ in range(3))
    first, second = (f"{paragraph(chance)}\n\n山里通了车\n\n{article}\n\n{paragraph(chance)}\n" for _ in range(2))
    written(pages, [first, second])
    ((_, item),) = found([pages])
    assert first[item.span.start : item.span.end] == article
    (other,) = item.related
    assert second[other.span.start : other.span.end] == article


def test_five_thousand_equal_paragraphs_are_one_note(pages: Path) -> None:
    """A paragraph of every page is printed on purpose, and names only a few of the others."""
    text = paragraph(random.Random(3))
    facts = told(page(pages, "0.txt", text + "\n"))[1]
    started = time.process_time()
    (one,) = duplicates.repeats([(Place(f"{number}.txt", "", 0), facts) for number in range(5000)])
    assert time.process_time() - started < 5
    assert len(one.copies) == 5000
    written(pages, [text + "\n"] * 20)
    ((_, item),) = found([pages])
    assert item.severity is Severity.NOTE
    assert dict(item.message.values)["pages"] == 21
    assert len(item.related) == 4


def test_a_single_paragraph_is_a_note(pages: Path) -> None:
    text = paragraph(random.Random(4))
    written(pages, [f"渡口添新船\n\n{text}\n", f"山里通了车\n\n{text}\n"])
    ((_, item),) = found([pages])
    assert item.severity is Severity.NOTE


def test_short_lines_that_end_with_a_sentence_are_one_passage(pages: Path) -> None:
    """A page whose printed lines were kept has no long block."""
    text = paragraph(random.Random(5), 120)
    lines = "\n".join(text[at : at + 17] for at in range(0, len(text), 17))
    written(pages, [f"{lines}\n", f"{lines}\n"])
    ((_, item),) = found([pages])
    assert lines[item.span.start : item.span.end] == lines


def test_marks_blanks_and_widths_do_not_matter(pages: Path) -> None:
    text = f"{paragraph(random.Random(6))}全长３０公里。"
    other = text.replace("，", ", ").replace("３０", "30").replace("。", "")
    written(pages, [text + "\n", other + "\n"])
    assert len(found([pages])) == 1


def test_records_are_pages(pages: Path) -> None:
    text = paragraph(random.Random(7))
    lines = [f'{{"id": "{name}", "text": "{text}"}}\n' for name in "ab"]
    path = page(pages, "all.jsonl", "".join(lines))
    ((_, item),) = found([path])
    assert [other.filename for other in item.related] == [f"{path}#b"]


# -- what is not --------------------------------------------------------------------------------


def test_a_page_by_itself_has_no_duplicates(pages: Path) -> None:
    text = paragraph(random.Random(8))
    written(pages, [f"{text}\n\n{text}\n"])
    assert found([pages]) == []
    written(pages, [f"{text}\n\n{text}\n", "山里通了车\n"])
    assert found([pages]) == []


def test_the_head_of_a_page_and_its_hotline_are_no_text(pages: Path) -> None:
    head = "汀陵日报\n2021年3月16日 星期二\n国内统一刊号：CN00-0000 汀陵日报社出版 第8397期 今日8版\n责任编辑：贺知远 校对：孟春山。\n"
    assert len(list(passages.passages(from_text(head)))) == 1
    written(pages, [f"{head}\n", f"{head}\n"])
    assert found([pages], near=True) == []


@pytest.mark.parametrize(
    "other",
    [
        "昨天，新船从渡口开出31个班次，运送旅客1540人次，运送货物67吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。",
        "昨天，新船从渡口开出24个班次，运送旅客1386人次，运送货物53吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。",
        "昨天，新船从石浦镇开出24个班次，运送旅客1386人次，运送货物52吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。",
    ],
)
def test_reports_made_from_one_form_are_no_copies(other: str) -> None:
    one = "昨天，新船从渡口开出24个班次，运送旅客1386人次，运送货物52吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。"
    assert misread(one, one)
    assert not misread(one, other)


# -- near copies --------------------------------------------------------------------------------


def test_copies_that_were_misread_differently_are_found_when_asked_for(pages: Path) -> None:
    chance = random.Random(9)
    text = paragraph(chance, 200)
    written(pages, [noisy(text, 0.02, chance) + "\n", noisy(text, 0.02, chance) + "\n"])
    assert found([pages]) == []
    ((_, item),) = found([pages], near=True)
    assert item.message.key == "near"


@pytest.mark.parametrize(("rate", "least"), [(0.0, 1.0), (0.005, 0.99), (0.02, 0.97), (0.05, 0.92), (0.08, 0.75)])
def test_noisy_copies_are_found_among_others(pages: Path, rate: float, least: float) -> None:
    chance = random.Random(10)
    texts = [paragraph(chance, 150) for _ in range(300)]
    copies = [noisy(text, rate, chance) for text in texts]
    places = written(pages, ["\n\n".join(part[at : at + 50]) for part in (texts, copies) for at in range(0, 300, 50)])
    pairs = {
        (one.page * 50 + number, other.page * 50 + number - one.first + other.first - 300)
        for repeat in repeats(places)
        for one, other in [repeat.copies]
        for number in range(one.first, one.last + 1)
    }
    assert all(one == other for one, other in pairs), "nothing but the copies"
    singles = [repeats_of(text, copy) for text, copy in zip(texts, copies, strict=True)]
    assert sum(singles) >= least * len(texts)


def repeats_of(one: str, other: str) -> bool:
    """Whether two paragraphs have a band in common and are taken for one."""
    a, b = (minhash.bands(text.replace("，", "").replace("。", "")) for text in (one, other))
    return misread(one, other) and any(
        a[at : at + minhash.BAND] == b[at : at + minhash.BAND] for at in range(0, len(a), minhash.BAND)
    )


def test_a_page_that_changed_or_went_away_is_no_evidence_of_near_copies(pages: Path) -> None:
    chance = random.Random(11)
    text = paragraph(chance, 200)
    paths = written(pages, [text + "\n", noisy(text, 0.03, chance) + "\n"])
    facts = [told(path) for path in paths]
    assert len(duplicates.repeats(facts)) == 1
    paths[1].write_text(paragraph(chance, 200) + "\n", encoding="utf-8")
    assert duplicates.repeats(facts) == []
    paths[1].unlink()
    assert duplicates.repeats(facts) == []


# -- hashes -------------------------------------------------------------------------------------


def test_bands_are_what_their_description_says() -> None:
    """Neighbours behind each of twenty points of a circle, hashed one by one."""
    for text in ("昨天上午新船在渡口下水两岸的居民都来观看", "\U00030000的𠀀" * 9, "山" * 40):
        factors = (0x9E3779B97F5, 0xD6E8FEB8665, 0xC2B2AE3D27D)
        grams = (map(ord, text[at : at + 3]) for at in range(len(text) - 2))
        sums = (sum(code * factor for code, factor in zip(gram, factors, strict=True)) for gram in grams)
        circle = sorted(number % (1 << 44) >> 12 for number in sums)
        wanted = b""
        for point in range(minhash.BANDS):
            behind = [at for at, number in enumerate(circle) if number >= point * (1 << 32) // minhash.BANDS]
            first = behind[0] if behind else 0
            band = [(circle * 2)[first + step] for step in range(minhash.ROWS)]
            wanted += zlib.crc32(b"".join(number.to_bytes(8, "little") for number in band)).to_bytes(4, "little")
        assert minhash.bands(text) == wanted


def test_a_band_is_the_same_about_as_often_as_minhash_says() -> None:
    """Of two texts that share the part J of their 3-grams, a band with J to the power of its rows."""
    chance = random.Random(12)
    same = wanted = 0.0
    for _ in range(300):
        one = "".join(chance.choices(WORDS, k=200))
        other = noisy(one, 0.04, chance)
        grams = [{text[at : at + 3] for at in range(len(text) - 2)} for text in (one, other)]
        wanted += (len(grams[0] & grams[1]) / len(grams[0] | grams[1])) ** minhash.ROWS
        a, b = minhash.bands(one), minhash.bands(other)
        same += sum(a[at : at + 4] == b[at : at + 4] for at in range(0, len(a), 4)) / minhash.BANDS
    assert same == pytest.approx(wanted, rel=0.1)


@pytest.mark.parametrize("text", ["", "渡口", "渡口添新船", "渡口添新船了", "\ud800" * 9, "\U00030000" * 9, "的" * 500])
def test_any_text_has_hashes(text: str) -> None:
    assert len(minhash.digest(text)) == minhash.DIGEST
    assert len(minhash.bands(text)) == (minhash.BANDS * minhash.BAND if len(text) >= 6 else 0)


# -- order and cost -----------------------------------------------------------------------------


def test_neither_the_order_of_files_nor_the_number_of_processes_matters(pages: Path) -> None:
    chance = random.Random(13)
    texts = [paragraph(chance) for _ in range(12)]
    paths = written(
        pages, ["\n\n".join(noisy(text, 0.02, chance) for text in chance.sample(texts, 5)) for _ in range(9)]
    )
    once = found([pages], near=True)
    assert len(once) >= 6
    chance.shuffle(paths)
    assert found(paths, near=True) == once
    assert found([pages], near=True, jobs=2) == once


def test_the_program_reports_over_a_folder_and_not_over_named_files(pages: Path, zz: Callable[..., Result]) -> None:
    chance = random.Random(14)
    text = "\n\n".join(paragraph(chance) for _ in range(3)) + "\n"
    paths = written(pages, [text, text])
    options = ("check", "--isolated", "--select", "DUP006", "--output-format", "concise")
    result = zz(*options, pages)
    assert result.status == 1
    assert result.out.count("DUP006") == 1
    assert zz(*options, *paths).status == 0


@pytest.mark.parametrize("shape", ["all alike", "all different", "made from one form"])
def test_twice_the_pages_take_no_more_than_about_twice_the_time(pages: Path, shape: str) -> None:
    chance = random.Random(15)
    form = paragraph(chance, 150)

    def facts(many: int) -> list[tuple[Place, list[str]]]:
        shapes: dict[str, Callable[[int], str]] = {
            "all alike": lambda number: form,
            "all different": lambda number: paragraph(chance, 150),
            "made from one form": lambda number: noisy(form, 0.2, chance),
        }
        made = shapes[shape]
        return [told(path) for path in written(pages, [made(number) + "\n" for number in range(many)])]

    def seconds(given: list[tuple[Place, list[str]]]) -> float:
        started = time.process_time()
        duplicates.repeats(given)
        return time.process_time() - started

    once, twice = facts(400), facts(800)
    seconds(once)
    assert min(seconds(twice) for _ in range(3)) < 3 * min(seconds(once) for _ in range(3)) + 0.02
