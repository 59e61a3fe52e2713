"""``zzlint stitch``."""

import json
from pathlib import Path

import pytest

from tests.helpers import Program, page

ISSUE = Path(__file__).parent.parent.parent / "seeds" / "sound" / "issue-2021-03-16"
HEAD = "渡口添新船\n\n昨天上午九点，新船从渡口（下转A2版）\n"
TAIL = "（上接A1版）开出，一路向南。\n"
WHOLE = "渡口添新船\n\n昨天上午九点，新船从渡口开出，一路向南。\n"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "issue"
    page(folder, "A1.txt", HEAD)
    page(folder, "A2.txt", TAIL)
    page(folder, "issue.toml", 'title = "汀陵日报"\n\n[pages]\n"A1.txt" = "A1"\n"A2.txt" = "A2"\n')
    return folder


def written(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*") if path.is_file()
    }


def test_articles_are_files(issue: Path, tmp_path: Path, zz: Program) -> None:
    said = zz("stitch", issue, "-o", tmp_path / "out")
    assert said.status == 0, said.err
    assert written(tmp_path / "out") == {"A1-01.txt": WHOLE}
    assert said.out == "Articles written: 1. Jumps followed: 1. Jumps not followed: 0.\n"


def test_articles_are_lines(issue: Path, tmp_path: Path, zz: Program) -> None:
    assert zz("stitch", issue, "-o", tmp_path / "out", "--output-format", "jsonl").status == 0
    (article,) = map(json.loads, written(tmp_path / "out")["articles.jsonl"].splitlines())
    assert (article["id"], article["title"], article["text"] + "\n") == ("A1-01", "渡口添新船", WHOLE)
    assert article["parts"][2] == {
        "file": str(issue / "A2.txt"),
        "record": None,
        "page": "A2",
        "span": {"start": 7, "end": 15},
        "role": "body",
        "text": "开出，一路向南。",
    }
    assert [part["text"] for part in article["left_out"]] == ["（下转A2版）", "（上接A1版）"]


def test_the_pages_are_not_touched(tmp_path: Path, zz: Program) -> None:
    before = {path: path.read_bytes() for path in ISSUE.iterdir()}
    assert zz("stitch", ISSUE, "-o", tmp_path / "out").status == 0
    assert {path: path.read_bytes() for path in ISSUE.iterdir()} == before
    assert len(written(tmp_path / "out")) == 35


def test_a_subhead_behind_a_jump_is_told(issue: Path, tmp_path: Path, zz: Program) -> None:
    story = "老船工今年八十岁，每天到渡口坐一坐，看江水东流，从前的事一件一件讲给孩子们听。\n"
    page(issue, "A2.txt", f"{TAIL}\n渡口旧事\n\n{story}")
    said = zz("stitch", issue, "-o", tmp_path / "out")
    assert said.status == 0
    assert f"{issue / 'A2.txt'}: a subhead stands in what comes from another page: 渡口旧事; look" in said.err


def test_the_order_of_the_paths_does_not_matter(issue: Path, tmp_path: Path, zz: Program) -> None:
    for name, paths in (("one", ["A1.txt", "A2.txt"]), ("other", ["A2.txt", "A1.txt"])):
        assert zz("stitch", *(issue / path for path in paths), "-o", tmp_path / name).status == 0
    assert written(tmp_path / "one") == written(tmp_path / "other") == {"A1-01.txt": WHOLE}


def test_a_jump_that_is_not_followed_is_told(issue: Path, tmp_path: Path, zz: Program) -> None:
    page(issue, "A2.txt", "山里通了车\n\n汀陵日报讯 山里昨天通了第一班公交车。\n")
    said = zz("stitch", issue, "-o", tmp_path / "out")
    assert said.status == 1
    assert said.err == f"{issue / 'A1.txt'}:3: （下转A2版）: not followed: no notice on page A2 answers\n"
    assert written(tmp_path / "out")["A1-01.txt"] == "渡口添新船\n\n昨天上午九点，新船从渡口\n"
    assert "没有对应的标记" in zz("stitch", issue, "-o", tmp_path / "out", "--lang", "zh").err


def test_an_unknown_issue_is_told_and_a_pattern_makes_it_known(issue: Path, tmp_path: Path, zz: Program) -> None:
    (issue / "issue.toml").unlink()
    said = zz("stitch", issue, "-o", tmp_path / "unknown")
    assert said.status == 1
    assert said.err.count("nobody knows the issue of its page") == 2
    assert "2 pages of unknown issues" in said.err
    assert "--page-pattern" in said.err
    assert zz("stitch", issue, "-o", tmp_path / "known", "--page-pattern", "{page}.txt").status == 0
    assert written(tmp_path / "known") == {"A1-01.txt": WHOLE}


def test_records_are_pages(tmp_path: Path, zz: Program) -> None:
    lines = [{"id": "p/A1", "text": HEAD}, {"id": "p/A2", "text": TAIL}]
    path = page(tmp_path, "pages.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    assert zz("stitch", path, "-o", tmp_path / "out", "--page-pattern", "{page}").status == 0
    assert written(tmp_path / "out") == {"pages-p_A1-01.txt": WHOLE}


def test_training_text_is_without_furniture(issue: Path, tmp_path: Path, zz: Program) -> None:
    page(issue, "A2.txt", f"{TAIL}\n热线电话：0700-6612345\n\n船上可以坐六十个人，来回只要一刻钟。\n")
    assert zz("stitch", issue, "-o", tmp_path / "archive").status == 0
    assert "热线" in written(tmp_path / "archive")["A1-01.txt"]
    assert zz("stitch", issue, "-o", tmp_path / "corpus", "--profile", "corpus").status == 0
    assert "热线" not in written(tmp_path / "corpus")["A1-01.txt"]


# -- what is refused ---------------------------------------------------------------------------


def test_articles_do_not_go_where_pages_are(issue: Path, zz: Program) -> None:
    before = written(issue)
    for folder in (issue, issue / "articles"):
        said = zz("stitch", issue, "-o", folder)
        assert (said.status, str(folder) in said.err) == (2, True)
    assert zz("stitch", issue / "A1.txt", "-o", issue).status == 2
    assert written(issue) == before


def test_a_file_of_others_is_not_overwritten(issue: Path, tmp_path: Path, zz: Program) -> None:
    page(issue, "A3.txt", "山里通了车\n\n汀陵日报讯 山里昨天通了第一班公交车。\n")
    mine = page(tmp_path / "out", "A3-01.txt", "mine")
    said = zz("stitch", issue, "-o", tmp_path / "out")
    assert (said.status, str(mine) in said.err) == (2, True)
    assert written(tmp_path / "out") == {"A3-01.txt": "mine"}


def test_the_same_may_be_written_twice(issue: Path, tmp_path: Path, zz: Program) -> None:
    assert zz("stitch", issue, "-o", tmp_path / "out").status == 0
    assert zz("stitch", issue, "-o", tmp_path / "out").status == 0


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(issue: Path, tmp_path: Path, zz: Program) -> None:
    (issue / "A3.txt").write_bytes(b"\xff\xfe\x00\xd8")
    said = zz("stitch", issue, "-o", tmp_path / "out")
    assert (said.status, f"{issue / 'A3.txt'}: ZZ902" in said.err) == (2, True)
    assert written(tmp_path / "out") == {"A1-01.txt": WHOLE}
    assert zz("stitch", tmp_path / "nowhere", "-o", tmp_path / "other").status == 2


def test_a_manifest_that_cannot_be_followed_ends_the_run(issue: Path, tmp_path: Path, zz: Program) -> None:
    page(issue, "issue.toml", "title = 1.5\n")
    said = zz("stitch", issue, "-o", tmp_path / "out")
    assert (said.status, "issue.toml" in said.err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(issue: Path, tmp_path: Path, zz: Program) -> None:
    page(tmp_path, "file", "no folder")
    said = zz("stitch", issue, "-o", tmp_path / "file" / "out")
    assert (said.status, "cannot be written" in said.err) == (2, True)


# -- CON003 ------------------------------------------------------------------------------------


def findings(folder: Path, zz: Program) -> list[dict[str, object]]:
    said = zz("check", folder, "--isolated", "--select", "CON003", "--output-format", "json")
    found: list[dict[str, object]] = json.loads(said.out)
    return found


def test_a_whole_issue_has_no_unmatched_notice(issue: Path, zz: Program) -> None:
    assert findings(issue, zz) == []
    assert findings(ISSUE, zz) == []


def test_a_notice_without_an_answer_is_reported_with_the_page_it_names(issue: Path, zz: Program) -> None:
    page(issue, "A2.txt", "山里通了车\n\n汀陵日报讯 山里昨天通了第一班公交车。\n")
    (found,) = findings(issue, zz)
    assert (found["code"], found["span"]) == ("CON003", {"start": 19, "end": 26})
    assert found["message"] == "the article goes on on page A2, where no notice answers"
    assert found["related"] == [
        {"filename": str(issue / "A2.txt"), "span": {"start": 0, "end": 5}, "message": "the page"}
    ]


def test_a_page_that_is_not_given_is_reported(issue: Path, zz: Program) -> None:
    (issue / "A1.txt").unlink()
    page(issue, "A3.txt", "山里通了车\n\n汀陵日报讯 山里昨天通了第一班公交车。\n")
    page(issue, "issue.toml", '[pages]\n"A2.txt" = "A2"\n"A3.txt" = "A3"\n')
    assert [found["message"] for found in findings(issue, zz)] == ["the article comes from page A1, which is not given"]


def test_two_answers_are_reported_with_each_other(issue: Path, zz: Program) -> None:
    page(issue, "A2.txt", f"{TAIL}\n山里通了车\n\n汀陵日报讯 山里昨天通了第一班公交车。\n\n{TAIL}")
    found = findings(issue, zz)
    assert [item["message"] for item in found] == [
        "the article goes on on page A2, but which notice there answers cannot be told (2 may)",
        "the article comes from page A1, but which notice there answers cannot be told (1 may)",
        "the article comes from page A1, but which notice there answers cannot be told (1 may)",
    ]
    assert isinstance(found[0]["related"], list)
    assert [other["filename"] for other in found[0]["related"]] == [str(issue / "A2.txt")] * 2


def test_pages_of_unknown_issues_are_not_judged(issue: Path, zz: Program) -> None:
    (issue / "issue.toml").unlink()
    (issue / "A2.txt").unlink()
    page(issue, "A3.txt", "山里通了车\n\n汀陵日报讯 山里昨天通了第一班公交车。\n")
    assert findings(issue, zz) == []


def test_a_page_by_itself_is_not_judged(issue: Path, zz: Program) -> None:
    (issue / "A2.txt").unlink()
    page(issue.parent / "issue" / "another", "B1.txt", TAIL)
    assert findings(issue, zz) == []


@pytest.mark.parametrize("misread", ["（下转A3版）", "（下转A2版②）", ""])
def test_a_notice_that_was_lost_or_misread_is_reported(misread: str, issue: Path, zz: Program) -> None:
    page(issue, "A1.txt", HEAD.replace("（下转A2版）", misread))
    page(issue, "A2.txt", TAIL.replace("A1版", "A1版①"))
    said = [found["message"] for found in findings(issue, zz)]
    assert "the article comes from page A1, where no notice answers" in said
