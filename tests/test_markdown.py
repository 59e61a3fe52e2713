"""Markdown: what is not prose stays, whatever ends the lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.texts import texts
from zzlint import fix_text
from zzlint.engine import rule_set
from zzlint.fixer import fix
from zzlint.formats import from_text
from zzlint.process import WITH_UNSAFE
from zzlint.settings import Settings

RULES = rule_set(Settings())

KEPT = {
    "fence": "```\n甲,乙。。\n```",
    "open fence": "~~~\n甲,乙。。\n",
    "inline code": "用`甲,乙`表示。",
    "front matter": "---\ntitle: 甲,乙\n---\n",
    "image": "正文，结束。\n\n![图](a.png)",
    "image behind code": '    print("你,好")\n\n![图](a.png)',
    "link target": "见[说明](https://a.example/甲,乙)。",
    "reference": "[说明]: https://a.example/?q=1,2",
    "definition": "渡口\n\n: 过河的地方。",
    "footnote": "[^1]: 参见《渡口志》。",
    "formula": "$$\na,b = 甲,乙\n$$",
    "pre": "<pre>\n甲,乙。。\n</pre>",
    "comment": "<!-- 甲,乙。。 -->",
    "tag": '<a title="甲,乙">渡口</a>',
    "hard break": "春天来了。  \n花开了。",
    "table": "| 甲,乙 | 丙,丁 |\n|---|---|\n| 一,二 | 三,四 |",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_kept(text: str, newline: str) -> None:
    page = f"正文在前，是中文。\n\n{text}\n\n正文在后，也是中文。\n".replace("\n", newline)
    if text.startswith("---"):
        page = f"{text}\n正文，是中文。\n".replace("\n", newline)
    assert fix_text(page, name="a.md", unsafe_fixes=True).text == page


def test_prose_is_not_kept() -> None:
    assert fix_text("# 渡口，水边\n\n甲说,乙听。\n", name="a.md").text == "# 渡口，水边\n\n甲说，乙听。\n"


@given(texts.filter(lambda text: "\r" not in text), st.sampled_from(["\r\n", "\r"]), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=300, deadline=None)
def test_line_ends_make_no_difference(text: str, newline: str, name: str) -> None:
    done = fix(from_text(text, name), RULES, WITH_UNSAFE).page.text
    other = fix(from_text(text.replace("\n", newline), name), RULES, WITH_UNSAFE).page.text
    assert other.replace(newline, "\n") == done
