"""Which page of which issue a page is: manifest, path, masthead, in that order, and never a guess."""

from pathlib import Path

import pytest

from zzlint import manifest
from zzlint.corpus import identified, named
from zzlint.formats import from_text
from zzlint.settings import Settings, SettingsError
from zzlint.text.identity import Identity, iso_date, label, numeral
from zzlint.text.masthead import from_masthead
from zzlint.text.path_pattern import from_name

A1 = "汀陵日报\n\nA1\n\n2021年3月16日 星期二\n辛丑年二月初四\n\n第8397期 今日8版\n\n漪江灌区昨日开闸放水\n"


def masthead(text: str, name: str = "pages/x.txt") -> Identity:
    return from_masthead(from_text(text, name))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A02版", "A2"),
        ("Ａ2", "A2"),
        ("a2", "A2"),
        ("第二版", "2"),
        ("02", "2"),
        ("第12版", "12"),
        ("二", "2"),
        ("第二十一版", "21"),
        ("A2版①", "A2"),
        ("A 2 版", "A2"),
        ("头版", "1"),
        ("要闻", ""),
        ("00", ""),
        ("2021", ""),
        ("A2版要闻", ""),
        ("", ""),
    ],
)
def test_a_label_is_the_same_however_it_is_written(text: str, wanted: str) -> None:
    assert label(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("8397", 8397), ("一千八百〇六", 1806), ("十", 10), ("二十四", 24), ("二〇二一", 2021), ("零", 0), ("期", 0)],
)
def test_numbers_are_read_as_they_are_spelled(text: str, wanted: int) -> None:
    assert numeral(text) == wanted


def test_there_is_no_thirtieth_of_february() -> None:
    assert iso_date(2024, 2, 29) == "2024-02-29"
    assert not iso_date(2021, 2, 29)
    assert not iso_date(2021, 13, 1)


# -- masthead ---------------------------------------------------------------------------------


def test_a_masthead_tells_the_issue_and_the_page() -> None:
    told = masthead(A1)
    assert told._replace(group="") == Identity(
        title="汀陵日报", date="2021-03-16", number="8397", page="A1", pages=8, source="masthead"
    )


def test_an_inner_page_is_of_the_same_issue_as_the_front_page() -> None:
    inner = masthead(
        "汀陵日报\n\n2021年3月16日 星期二\n责任编辑：俞又新\n\n城事\n\nA2\n\n账算清楚了，修起来却不容易。\n"
    )
    assert (inner.page, inner.number) == ("A2", "")
    assert inner.group == masthead(A1).group


@pytest.mark.parametrize(
    "text",
    [
        "汀 陵 日 报\n\n2021 年 3 月 16 日 星 期 二\n\nA1\n\n漪江开闸\n",
        "汀陵日报\n2021年3月16日\n第A1版 要闻\n漪江开闸\n",
        "汀陵日报\n\n2021年3月\n\n16\n\n星期二\n\nA01\n\n漪江开闸\n",
        "汀陵日报\n二〇二一年三月十六日　星期二\nA1\n漪江开闸\n",
        "汀陵日报　副刊\n２０２１年３月１６日　第478期\nA1\n漪江开闸\n",
    ],
)
def test_a_masthead_is_read_as_machines_leave_it(text: str) -> None:
    told = masthead(text)
    assert (told.title, told.date, told.page, told.number) == ("汀陵日报", "2021-03-16", "A1", "")


def test_years_of_the_republic_are_counted_from_1912() -> None:
    told = masthead("汀陵民報\n中華民國二十四年四月七日　星期日\n第一千八百〇六號　今日出紙一張\n論讀報\n")
    assert (told.title, told.date) == ("汀陵民報", "1935-04-07")


@pytest.mark.parametrize(
    "text",
    [
        "漪江灌区昨日开闸放水\n\n汀陵日报讯 2021年3月16日，第8397期渠长培训班开班。\n",  # no head
        "汀陵日报\n\nA1\n\n漪江灌区开闸\n",  # no date
        "2021年3月16日 星期二\n\nA1\n\n漪江灌区开闸\n",  # no paper
        "汀陵日报\n2021年3月16日\n2021年3月17日\nA1\n漪江开闸\n",  # two dates
        "",
    ],
)
def test_what_a_head_does_not_tell_stays_unknown(text: str) -> None:
    assert masthead(text).group == masthead(text).source == ""


def test_two_labels_are_none() -> None:
    assert masthead("汀陵日报\n2021年3月16日\nA1\nA2\n漪江开闸\n").page == ""


def test_the_same_issue_in_two_folders_was_recognised_twice() -> None:
    assert masthead(A1, "one/A1.txt").group != masthead(A1, "other/A1.txt").group


# -- path -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "path", "wanted"),
    [
        ("{title}/{date}/{page}.txt", "汀陵日报/20210316/A02.txt", ("汀陵日报", "2021-03-16", "", "A2")),
        ("{date}_{page}_*.txt", "2021-03-16_03_12_x.txt", ("", "2021-03-16", "", "3")),
        ("{date}/{page}/*.txt", "2021年3月6日/第二版/x.txt", ("", "2021-03-06", "", "2")),
        ("{date}/{page}.txt", "2021/03/16/1.txt", ("", "2021-03-16", "", "1")),
        ("{title}第{number}期/{page}.txt", "汀陵日报第08397期/四.txt", ("汀陵日报", "", "8397", "4")),
        ("{date}/{date}{page}.txt", "20210316/20210316A1.txt", ("", "2021-03-16", "", "A1")),
        ("{page}.txt", "somewhere/A1.txt", ("", "", "", "A1")),
    ],
)
def test_a_pattern_reads_the_end_of_a_path(pattern: str, path: str, wanted: tuple[str, ...]) -> None:
    told = from_name(pattern, path)
    assert (told.title, told.date, told.number, told.page) == wanted
    assert told.source == "pattern"
    assert told.group


def test_a_path_that_does_not_fit_tells_nothing() -> None:
    assert from_name("{date}/{page}.txt", "2021-03-16/cover.txt") == Identity()


def test_with_nothing_but_pages_the_folder_is_the_issue() -> None:
    assert from_name("{page}.txt", "a/A1.txt").group == from_name("{page}.txt", "a/A2.txt").group
    assert from_name("{page}.txt", "a/A1.txt").group != from_name("{page}.txt", "b/A1.txt").group


def test_pages_in_folders_of_their_own_are_of_one_issue() -> None:
    pattern = "{date}/{page}/*.txt"
    assert from_name(pattern, "2021-03-16/1/x.txt").group == from_name(pattern, "2021-03-16/2/y.txt").group


def test_a_pattern_reads_the_name_of_a_record() -> None:
    told = from_name("{date}-{page}", "all.jsonl", "2021-03-16-A3")
    assert (told.date, told.page) == ("2021-03-16", "A3")
    assert told.group != from_name("{date}-{page}", "other.jsonl", "2021-03-16-A3").group


@pytest.mark.parametrize("pattern", ["{day}/{page}.txt", "pages/*.txt"])
def test_a_pattern_without_known_fields_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError, match=r"page-pattern.*number"):
        Settings(page_pattern=pattern).validated()


# -- manifest ---------------------------------------------------------------------------------


def write_manifest(folder: Path, text: str) -> Path:
    (folder / "issue.toml").write_text(text, encoding="utf-8")
    manifest._manifest.cache_clear()
    return folder


def test_a_manifest_tells_of_the_files_it_lists(tmp_path: Path) -> None:
    write_manifest(
        tmp_path,
        'title = "汀陵日报"\ndate = 2021-03-16\nnumber = 8397\npage_count = 8\n[pages]\n"one.txt" = "A01版"\n',
    )
    told = manifest.of_file(tmp_path / "one.txt")
    assert told._replace(group="") == Identity(
        title="汀陵日报", date="2021-03-16", number="8397", page="A1", pages=8, source="manifest"
    )
    assert manifest.of_file(tmp_path / "other.txt") == Identity()
    assert manifest.of_file(tmp_path / "deeper" / "one.txt") == Identity()


def test_a_manifest_without_a_list_tells_of_all_files_in_its_folder(tmp_path: Path) -> None:
    write_manifest(tmp_path, 'date = "20210316"\n')
    told = manifest.of_file(tmp_path / "any.txt")
    assert (told.date, told.page, told.source) == ("2021-03-16", "", "manifest")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title = ", "TOML"),
        ("title = 1.5", "title"),
        ('date = "2021-02-30"', "date"),
        ('page_count = "8"', "page_count"),
        ("pages = 8", "pages"),
        ('[pages]\n"a.txt" = "要闻"', 'pages."a.txt"'),
    ],
)
def test_a_broken_manifest_names_file_and_key(tmp_path: Path, text: str, key: str) -> None:
    write_manifest(tmp_path, text)
    with pytest.raises(manifest.ManifestError) as raised:
        manifest.of_file(tmp_path / "a.txt")
    assert str(tmp_path / "issue.toml") in str(raised.value)
    assert key in str(raised.value)


# -- all three --------------------------------------------------------------------------------


def test_the_manifest_comes_before_the_path_and_the_path_before_the_masthead(tmp_path: Path) -> None:
    settings = Settings(page_pattern="{date}_{page}.txt")
    path = tmp_path / "2021-03-17_B2.txt"
    page = from_text(A1, str(path))
    by_path = identified(page, named(path, settings), settings).identity
    assert (by_path.date, by_path.page, by_path.title, by_path.pages) == ("2021-03-17", "B2", "汀陵日报", 8)
    assert (by_path.source, by_path.id) == ("pattern", str(path))
    write_manifest(tmp_path, "date = 2021-03-18\n")
    by_manifest = identified(page, named(path, settings), settings).identity
    assert (by_manifest.date, by_manifest.page, by_manifest.source) == ("2021-03-18", "B2", "manifest")
    assert page.identity == Identity()
