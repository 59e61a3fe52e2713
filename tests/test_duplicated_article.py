"""DUP006: the same text on several pages."""

import random
import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.helpers import Result, page
from zzlint import duplicates, passages
from zzlint.corpus import Corpus
from zzlint.diagnostic import Diagnostic, Severity
from zzlint.duplicates import Repeat
from zzlint.formats import Layout, from_text
from zzlint.near import Spot
from zzlint.passages import Letters, Place
from zzlint.run import run
from zzlint.settings import Settings
from zzlint.text import same

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


def told(path: Path) -> tuple[Place, list[str]]:
    read = from_text(path.read_text(encoding="utf-8"), str(path))
    return Place(str(path), "", 0, Layout()), passages.told(read, True)


def repeats(paths: Sequence[Path]) -> list[Repeat]:
    return duplicates.repeats([told(path) for path in paths])


def found(
    paths: Sequence[Path], near: bool = True, jobs: int = 1, text_field: str = "text", named: int = 20
) -> list[tuple[str, Diagnostic]]:
    options = (("DUP006", (("named", named), ("near", near))),)
    settings = Settings(select=("DUP006",), text_field=text_field, options=options)
    reports = run(paths, lambda path: settings, jobs=jobs, corpus=Corpus())
    return [(Path(report.name).name, item) for report in reports for item in report.findings]


def lines_of(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


# -- what is found ----------------------------------------------------------------------------


def test_a_page_that_was_delivered_twice_is_one_finding(pages: Path) -> None:
    chance = random.Random(1)
    text = "\n\n".join(f"第{number}条消息\n\n{paragraph(chance)}" for number in range(8)) + "\n"
    written(pages, [text, paragraph(chance) + "\n", text])
    ((name, item),) = found([pages])
    assert name == "0000.txt"
    assert text[item.span.start : item.span.end] == text.rstrip()
    assert item.severity is Severity.WARNING
    assert item.fix is None
    assert [Path(other.filename).name for other in item.related] == ["0002.txt"]
    assert item.related[0].span == item.span


def test_an_article_on_another_page_among_others_is_found_whole(pages: Path) -> None:
    chance = random.Random(2)
    article = "山里通了车\n\n" + "\n\n".join(paragraph(chance) for _ in range(3))
    first, second = (f"{paragraph(chance)}\n\n{article}\n\n{paragraph(chance)}\n" for _ in range(2))
    written(pages, [first, second])
    ((_, item),) = found([pages])
    assert first[item.span.start : item.span.end] == article
    (other,) = item.related
    assert second[other.span.start : other.span.end] == article


def test_five_thousand_equal_paragraphs_are_one_note(pages: Path) -> None:
    """A paragraph of every page is printed on purpose; not all of the others are listed unless asked for."""
    text = paragraph(random.Random(3))
    facts = told(page(pages, "0.txt", text + "\n"))[1]
    started = time.process_time()
    (one,) = duplicates.repeats([(Place(f"{number}.txt", "", 0, Layout()), facts) for number in range(5000)])
    assert time.process_time() - started < 5
    assert len(one.copies) == 5000
    written(pages, [text + "\n"] * 39)
    ((_, item),) = found([pages])
    assert item.severity is Severity.NOTE
    assert dict(item.message.values)["pages"] == 40
    assert len(item.related) == 20
    assert "19 more" in item.related[-1].message.render("en")
    ((_, item),) = found([pages], named=40)
    assert [Path(other.filename).name for other in item.related] == sorted(path.name for path in pages.iterdir())[1:]
    assert {other.message.key for other in item.related} == {"copy"}
    ((_, item),) = found([pages], named=0)
    assert item.related == ()


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
    assert len(list(Letters(from_text(head)).passages())) == 1
    written(pages, [f"{head}\n", f"{head}\n"])
    assert found([pages]) == []


@pytest.mark.parametrize(
    "other",
    [
        "昨天，新船从渡口开出31个班次，运送旅客1540人次，运送货物67吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。",
        "昨天，新船从渡口开出24个班次，运送旅客1386人次，运送货物53吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。",
        "昨天，新船从石浦镇开出24个班次，运送旅客1386人次，运送货物52吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。",
    ],
)
def test_reports_made_from_one_form_are_no_copies(other: str, pages: Path) -> None:
    one = "昨天，新船从渡口开出24个班次，运送旅客1386人次，运送货物52吨，往来两岸的居民都说坐船比绕路方便，码头上的小店也热闹。"
    assert same.misread(one, one)
    assert not same.misread(one, other)
    written(pages, [one + "\n", other + "\n"])
    assert found([pages]) == []


def test_a_sentence_that_two_paragraphs_have_in_common_is_no_copy(pages: Path) -> None:
    chance = random.Random(21)
    quoted = paragraph(chance, 70)
    written(pages, [f"{paragraph(chance)}{quoted}{paragraph(chance)}\n" for _ in range(2)])
    assert found([pages]) == []


# -- copies that differ -------------------------------------------------------------------------


def test_copies_that_were_misread_differently_are_found(pages: Path) -> None:
    chance = random.Random(9)
    text = paragraph(chance, 200)
    written(pages, [noisy(text, 0.02, chance) + "\n", noisy(text, 0.02, chance) + "\n"])
    assert found([pages], near=False) == []
    ((_, item),) = found([pages])
    assert item.message.key == "near"


def test_a_page_that_was_recognised_ten_times_is_one_finding(pages: Path) -> None:
    chance = random.Random(30)
    text = "\n\n".join(paragraph(chance, 150) for _ in range(4))
    texts = [noisy(text, 0.03, chance) for _ in range(10)]
    (one,) = repeats(written(pages, texts))
    assert len(one.copies) == 10
    assert all(texts[copy.page][copy.start : copy.end] == texts[copy.page] for copy in one.copies)


@pytest.mark.parametrize("near", [False, True])
@pytest.mark.parametrize("heads", [("渡口添新船", "山里通了车\n\n两岸的居民都来观看"), ("", "渡口添新船")])
def test_an_article_of_short_paragraphs_below_other_headlines_is_found_whole(
    heads: tuple[str, str], near: bool, pages: Path
) -> None:
    chance = random.Random(16)
    article = "\n\n".join(paragraph(chance, 25) for _ in range(8))
    texts = [f"{head}\n\n{article}\n\n{paragraph(chance)}\n" for head in heads]
    written(pages, texts)
    ((_, item),) = found([pages], near)
    assert texts[0][item.span.start : item.span.end] == article
    assert (item.message.key, item.severity) == ("same", Severity.WARNING)
    assert texts[1][slice(*item.related[0].span)] == article


@pytest.mark.parametrize("other", ["{0}", "渡口添新船\n{0}"])
def test_lines_that_were_broken_elsewhere_do_not_matter(other: str, pages: Path) -> None:
    chance = random.Random(17)
    article = [paragraph(chance, 150) for _ in range(3)]
    kept = "\n".join(line for text in article for line in lines_of(text, 17))
    narrow = "\n".join(line for text in article for line in lines_of(text, 11))
    written(pages, [kept + "\n", other.format(narrow) + "\n"])
    ((_, item),) = found([pages])
    assert kept[item.span.start : item.span.end] == kept
    assert item.message.key == "same"


def test_a_copy_with_eight_of_a_hundred_letters_misread_and_a_fifth_of_its_lines_lost_is_one_finding(
    pages: Path,
) -> None:
    chance = random.Random(18)
    hits = 0
    for number in range(20):
        article = [paragraph(chance, 150) for _ in range(5)]
        lines = [line for text in article for line in lines_of(noisy(text, 0.08, chance), 18)]
        lost = "\n".join(line for line in lines if chance.random() > 0.2)
        folder = pages / str(number)
        folder.mkdir()
        written(folder, ["\n\n".join(article) + "\n", f"{lost}\n"])
        reports = found([folder])
        hits += len(reports) == 1 and int(dict(reports[0][1].message.values)["letters"]) > 300  # type: ignore[call-overload]
    assert hits >= 16


def test_paragraphs_that_were_lost_in_between_do_not_cut_an_article_in_two(pages: Path) -> None:
    chance = random.Random(19)
    article = [paragraph(chance) for _ in range(9)]
    whole, torn = "\n\n".join(article), "\n\n".join(article[:2] + article[5:])
    written(pages, [whole + "\n", torn + "\n"])
    ((_, item),) = found([pages])
    assert whole[item.span.start : item.span.end] == whole
    assert torn[slice(*item.related[0].span)] == torn


def test_records_are_read_again_as_they_were_read_first(pages: Path) -> None:
    chance = random.Random(20)
    text = paragraph(chance, 200)
    lines = [f'{{"id": "{name}", "body": "{noisy(text, 0.02, chance)}"}}\n' for name in "ab"]
    path = page(pages, "all.jsonl", "".join(lines))
    assert len(found([path], text_field="body")) == 1


@pytest.mark.parametrize(("rate", "least"), [(0.0, 1.0), (0.005, 0.99), (0.02, 0.97), (0.05, 0.97), (0.08, 0.95)])
def test_noisy_copies_are_found_among_others(pages: Path, rate: float, least: float) -> None:
    chance = random.Random(10)
    texts = [paragraph(chance, 150) for _ in range(300)]
    copies = [noisy(text, rate, chance) for text in texts]
    order = chance.sample(range(300), 300)
    sheets = [[texts[number] for number in range(at, at + 50)] for at in range(0, 300, 50)]
    sheets += [[copies[number] for number in order[at : at + 50]] for at in range(0, 300, 50)]
    paths = written(pages, ["\n\n".join(sheet) for sheet in sheets])
    starts = [from_text(path.read_text(encoding="utf-8")).block_starts for path in paths]

    def numbers(spot: Spot) -> range:
        first, last = (bisect_right(starts[spot.page], at) - 1 for at in (spot.start, spot.end - 1))
        return range(spot.page * 50 + first, spot.page * 50 + last + 1)

    pairs = set()
    for repeat in repeats(paths):
        one, other = map(numbers, repeat.copies)
        assert abs(len(one) - len(other)) <= 5
        pairs |= {(number, order[there - 300]) for number in one for there in other if order[there - 300] in one}
        wrong = [number for number in one if number not in {order[there - 300] for there in other}]
        assert len(one) > 1 or not wrong, "nothing but the copies"
    assert sum(one == other for one, other in pairs) >= least * 300


def test_a_page_that_changed_or_went_away_is_no_evidence_of_near_copies(pages: Path) -> None:
    chance = random.Random(11)
    text = paragraph(chance, 200)
    paths = written(pages, [text + "\n", noisy(text, 0.03, chance) + "\n"])
    facts = [told(path) for path in paths]
    assert len(duplicates.repeats(facts)) == 1
    for other in (paragraph(chance, 200) + "\n", "", "渡口"):
        paths[1].write_text(other, encoding="utf-8")
        assert duplicates.repeats(facts) == []
    paths[1].unlink()
    assert duplicates.repeats(facts) == []


def test_pages_without_equal_letters_are_not_read_again(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(22)
    written(pages, ["\n\n".join(paragraph(chance) for _ in range(5)) + "\n" for _ in range(8)])
    given = [told(path) for path in sorted(pages.iterdir())]
    read: list[int] = []
    monkeypatch.setattr(passages, "again", lambda places, wanted: iter(read.extend(wanted) or ()))
    assert duplicates.repeats(given) == []
    assert read == []


# -- order and cost -----------------------------------------------------------------------------


def test_neither_the_order_of_files_nor_the_number_of_processes_matters(pages: Path) -> None:
    chance = random.Random(13)
    texts = [paragraph(chance) for _ in range(12)]
    paths = written(
        pages, ["\n\n".join(noisy(text, 0.02, chance) for text in chance.sample(texts, 5)) for _ in range(9)]
    )
    once = found([pages])
    assert len(once) >= 6
    chance.shuffle(paths)
    assert found(paths) == once
    assert found([pages], jobs=2) == once


def test_the_program_reports_over_a_folder_and_not_over_named_files(pages: Path, zz: Callable[..., Result]) -> None:
    chance = random.Random(14)
    text = "\n\n".join(paragraph(chance) for _ in range(3)) + "\n"
    paths = written(pages, [text, noisy(text, 0.02, chance)])
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
