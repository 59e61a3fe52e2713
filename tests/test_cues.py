"""Patterns that wait for a text: what they need they have in every match, and a page of prose compiles few."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers import environment
from zzlint.registry import registry
from zzlint.text import cues
from zzlint.text.glance import ends_finally
from zzlint.text.pattern import Cue

PARAGRAPHS = (
    "新桥通车 两岸连心",
    "天刚蒙蒙亮，渡口的灯就灭了。老船工收起缆绳，把最后一班船停在岸边，船上空空的，只有一盏马灯。",
    "从今往后，对岸的人进城不用再等船。走过新桥，只要一刻钟，挑着担子的人都说快，",
    "说这座桥修得值。",
)
COUNT = """
import gc, json, sys
from zzlint import check_text
from zzlint.text.pattern import Pattern

codes = [finding.code for finding in check_text(sys.argv[1])]
compiled = [item.source for item in gc.get_objects() if isinstance(item, Pattern) and "compiled" in vars(item)]
print(json.dumps([codes, compiled]))
"""


def all_cues() -> Iterator[tuple[str, Cue]]:
    modules = {cues, *(sys.modules[rule.__module__] for rule in registry().values())}
    for module in sorted(modules, key=lambda module: module.__name__):
        for name, value in vars(module).items():
            if isinstance(value, Cue):
                yield f"{module.__name__}.{name}", value


CUES = dict(all_cues())


@pytest.mark.parametrize("name", CUES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_match_of_a_cue_holds_what_it_needs(name: str, data: st.DataObject) -> None:
    cue = CUES[name]
    text = data.draw(st.from_regex(cue.pattern.compiled))
    found = cue.pattern.search(text)
    assert found is not None
    assert cue.may_match(found[0])


def test_a_cue_finds_what_its_pattern_finds() -> None:
    cue = Cue("第[一二]章", "章")
    text = "第一章 渡口\n第二章 新桥"
    assert [found[0] for found in cue.finditer(text)] == ["第一章", "第二章"]
    assert cue.match(text) is not None
    assert cue.search("见第二章") is not None
    assert cue.fullmatch("第二章") is not None
    assert cue.match("见第二章") is None
    assert cue.fullmatch(text) is None


def test_a_cue_is_not_compiled_for_a_text_that_has_nothing_of_it() -> None:
    cue = Cue("第[一二]章", "章")
    assert cue.search("渡口停航") is cue.match("渡口停航") is cue.fullmatch("渡口停航") is None
    assert list(cue.finditer("渡口停航")) == []
    assert "compiled" not in vars(cue.pattern)


def test_a_cue_asks_only_where_its_need_stands_in_every_match() -> None:
    cue = Cue("第[一二]章", "章", slice(3))
    assert cue.match("第二章 新桥") is not None
    assert cue.fullmatch("第二章") is not None
    assert not cue.may_match("渡口停航，章程未定")
    assert cue.match("渡口停航，章程未定") is None


def test_a_page_of_prose_compiles_few_patterns() -> None:
    run = subprocess.run(
        [sys.executable, "-c", COUNT, "\n\n".join(PARAGRAPHS)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        check=True,
    )
    codes, compiled = json.loads(run.stdout)
    # the rules were asked, and so were the roles of two blocks
    assert codes == ["PAR001"]
    assert len(compiled) <= 14, compiled
    assert not [source for source in compiled if cues.SURNAMES in source]


@pytest.mark.parametrize("text", ["船来了。", "船来了！”", "船来了？』）”", "Done.", "船来了……", "船来了。」 \n"])
def test_sentences_end_with_a_final_mark_and_closers(text: str) -> None:
    assert ends_finally(text)


@pytest.mark.parametrize("text", ["", "。船来了", "船来了，", "船来了”", "船来了。””””", "””””"])
def test_other_texts_do_not_end_finally(text: str) -> None:
    assert not ends_finally(text)
