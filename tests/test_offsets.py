"""``fix --offset-map``: annotations of the old text find their places in the new one."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.helpers import Program, page

NAME = "汀陵日报_content_list.json"
LOOP = "会议强调，各地要提高认识，加强领导，把各项工作落到实处，确保完成全年目标任务。"
BLOCKS = [
    {"type": "text", "text": "茶农们己经把第一批新茶送进工厂,“今年的价格不错“,她说。", "page_idx": 0},
    {"type": "text", "text": "青箬区的茶园里人头攒动。", "page_idx": 0},
    {"type": "table", "table_caption": ["表一", "表二，，产量己经上报"], "page_idx": 0},
    *({"type": "text", "text": LOOP, "page_idx": 1} for _ in range(6)),
]


class Map(NamedTuple):
    """A line of the file: in which string, and what was kept of it."""

    file: str
    record: str | None
    part: str | None
    unit: str
    kept: list[list[int]]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where a place that was kept stands now."""
        (shift,) = (new - old for old, new, length in self.kept if old <= start and end <= old + length)
        return start + shift, end + shift


@pytest.fixture
def fixed(pages: Path, zz: Program) -> Any:
    """``fixed(name, text)``: the lines of the map, and the text of the file after the fix."""

    def fix(name: str, text: str) -> tuple[list[Map], str]:
        path = page(pages, name, text)
        assert zz("fix", path, "--isolated", "--offset-map", pages / "map.jsonl").status == 0
        lines = (pages / "map.jsonl").read_text(encoding="utf-8").splitlines()
        told = [Map(**json.loads(line)) for line in lines]
        assert {(one.file, one.unit) for one in told} <= {(str(path), "code points")}
        return told, path.read_bytes().decode()

    return fix


def follows(told: Map, word: str, before: str, after: str) -> None:
    """A word that occurs once in a string and was kept is where the map says."""
    start = before.index(word)
    new_start, new_end = told.moved(start, start + len(word))
    assert after[new_start:new_end] == word
    assert after.index(word) == new_start


def test_words_in_strings_of_blocks_are_found_again(fixed: Any) -> None:
    told, text = fixed(NAME, json.dumps(BLOCKS))
    after = json.loads(text)
    first, caption, *deleted = told
    assert (first.record, first.part) == ("page 1", "[0].text")
    for word in ("茶农们", "把第一批", "今年的价格", "她说。"):
        follows(first, word, BLOCKS[0]["text"], after[0]["text"])
    assert (caption.record, caption.part) == ("page 1", "[2].table_caption[1]"), "of strings that changed, no others"
    for word in ("表二", "上报"):
        follows(caption, word, BLOCKS[2]["table_caption"][1], after[2]["table_caption"][1])
    gone = [block["text"] == "" for block in after[3:]]
    assert sum(gone) == 5, "of the loop one copy stays"
    assert [(one.record, one.part, one.kept) for one in deleted] == [
        ("page 2", f"[{number}].text", []) for number, empty in enumerate(gone, 3) if empty
    ]


def test_words_in_records_are_found_again(fixed: Any) -> None:
    texts = ["青箬区通车了。", "渡口己经开航，，载客"]
    lines = [json.dumps({"id": f"r{number}", "text": text}) for number, text in enumerate(texts)]
    (told,), text = fixed("a.jsonl", "\n".join(lines))
    after = json.loads(text.splitlines()[1])["text"]
    assert (told.record, told.part) == ("r1", None)
    for word in ("渡口", "开航", "载客"):
        follows(told, word, texts[1], after)


def test_words_on_a_page_are_found_again(fixed: Any) -> None:
    before = "渡口己经开航，，载客\r\n青箬区通车了。\n"
    (told,), after = fixed("a.txt", before)
    assert (told.record, told.part) == (None, None)
    for word in ("渡口", "载客\r\n青箬区"):
        follows(told, word, before, after)


def test_a_page_that_stays_as_it_is_has_no_line(fixed: Any) -> None:
    assert fixed("a.txt", "青箬区通车了。\n")[0] == []
    assert fixed(NAME, json.dumps(BLOCKS[1:2]))[0] == []
