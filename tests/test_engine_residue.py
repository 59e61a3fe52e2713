"""FUR002: what models write goes, what was printed stays."""

import pytest

from zzlint import check_text, fix_text
from zzlint.diagnostic import Diagnostic
from zzlint.settings import Settings

ONLY = Settings(select=("FUR002",))


def found(text: str, name: str = "") -> list[Diagnostic]:
    return list(check_text(text, name=name, settings=ONLY))


def safely_fixed(text: str, name: str = "") -> str:
    return fix_text(text, name=name, settings=ONLY).text


def fixed(text: str, name: str = "") -> str:
    return fix_text(text, name=name, unsafe_fixes=True, settings=ONLY).text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("<|ref|>title<|/ref|><|det|>[[1, 2, 3, 4]]<|/det|>\n新桥通车\n", "新桥通车\n"),
        ("<|ref|>新桥通车<|/ref|><|det|>[[1, 2, 3, 4], [5, 6, 7, 8]]<|/det|>\n", "新桥通车\n"),
        ("<|det|>title [1, 2, 3, 4]<|/det|>新桥通车\n", "新桥通车\n"),
        ("<|grounding|>新桥通车\n", "新桥通车\n"),
        ("<|box_start|>(1,2),(3,4)<|box_end|>新桥通车\n", "新桥通车\n"),
        ("<|box_start|>030 343 132 397<|box_end|><|ref_start|>title<|ref_end|><|rotate_up|>\n新桥\n", "新桥\n"),
        ("<|md_start|>新桥通车<|md_end|>\n", "新桥通车\n"),
        ("<ref>新桥</ref><box>(12,33),(44,55)</box>\n", "新桥\n"),
        ("<|TEXT_START|>新桥<|TEXT_END|><|LOC_12|><|LOC_34|>\n", "新桥\n"),
        ("新桥通车。<|im_end|>\n", "新桥通车。\n"),
        ("<|im_start|>assistant\n新桥通车。\n", "新桥通车。\n"),
        ("新桥通车。<｜end▁of▁sentence｜>", "新桥通车。"),
        ("新桥通车。</s>\n", "新桥通车。\n"),
        ("灯亮了。\n\n<--- Page Split --->\n\n人散了。\n", "灯亮了。\n\n人散了。\n"),
        ("<!-- 第 1 页 -->\n灯亮了。\n", "灯亮了。\n"),
        ("{1}" + "-" * 48 + "\n\n灯亮了。\n", "灯亮了。\n"),
        ("*[Image OCR]\n灯亮了。\n[End OCR]*\n", "灯亮了。\n"),
        (
            "---\nprimary_language: zh\nis_rotation_valid: True\nrotation_correction: 0\nis_table: False\n---\n灯\n",
            "灯\n",
        ),
        ("<think>\n先读报头。\n</think>\n\n灯亮了。\n", "灯亮了。\n"),
        ("◁think▷先读报头。◁/think▷\n灯亮了。\n", "灯亮了。\n"),
    ],
)
def test_what_cannot_be_print_is_deleted_safely(text: str, printed: str) -> None:
    assert safely_fixed(text) == printed


@pytest.mark.parametrize(
    "words",
    [
        "好的，以下是识别结果：",
        "好的，以下是这一页报纸的文字：",
        "当然！我来为您转录。以下是图片中的全部文字内容：",
        "以下是图片中的文字内容：",
        "以下為圖片中的文字內容：",
        "图片中的文字如下：",
        "识别结果如下：",
        "Here is the transcription of the newspaper page:",
        "Sure! Here is the extracted text from the image:",
        "The text in the image reads:",
    ],
)
def test_a_models_first_line_is_deleted_safely_above_a_blank_line_only(words: str) -> None:
    assert safely_fixed(f"{words}\n\n灯亮了。\n") == "灯亮了。\n"
    assert safely_fixed(f"{words}\n灯亮了。\n") == f"{words}\n灯亮了。\n"
    assert fixed(f"{words}\n灯亮了。\n") == "灯亮了。\n"


@pytest.mark.parametrize("words", ["希望对您有帮助！", "如需进一步整理，请告诉我。", "Let me know if you need more."])
def test_last_words_are_a_models_where_it_spoke_before(words: str) -> None:
    assert safely_fixed(f"好的，以下是识别结果：\n\n灯亮了。\n\n{words}\n") == "灯亮了。\n"
    assert found(f"灯亮了。\n\n{words}\n") == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("```markdown\n灯亮了。\n```\n", "灯亮了。\n"),
        ("```\n灯亮了。\n```\n", "灯亮了。\n"),
        ("```markdown\n灯亮了，话没有说完", "灯亮了，话没有说完"),
        ("灯亮了，话说完了。\n```\n", "灯亮了，话说完了。\n"),
        ("```markdown\n灯亮了。\n\n<|im_end|>\n\n```\n", "灯亮了。\n"),
        ("```markdown\n灯亮了。\n```\n\n```markdown\n人散了。\n```\n", "灯亮了。\n\n人散了。\n"),
        ("```markdown\n运行：\n\n```sh\nls\n```\n\n就好了。\n```\n", "运行：\n\n```sh\nls\n```\n\n就好了。\n"),
        ("好的，以下是识别结果：\n\n```markdown\n灯亮了。\n```\n\n希望对您有帮助！\n", "灯亮了。\n"),
    ],
)
def test_fences_around_the_page_go_and_those_inside_stay(text: str, printed: str) -> None:
    assert safely_fixed(text) == printed


def test_a_named_fence_around_a_markdown_page_goes_with_what_it_hid() -> None:
    text = "```markdown\n<|ref|>text<|/ref|><|det|>[[1, 2, 3, 4]]<|/det|>\n灯亮了。\n```\n"
    assert safely_fixed(text, "page.md") == "灯亮了。\n"


@pytest.mark.parametrize(
    "text",
    [
        "```python\nprint('你好，世界')\n```\n",
        "先运行：\n\n```\nls -l\n```\n\n再看结果。\n",
        "```\n灯亮了。人散了。\n```\n\n正文还有。\n",
        "```\nfor item in page.lines:\n    print(item)  # 打印\n```\n",
    ],
)
def test_code_of_a_page_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("结束标记写作 `<|im_end|>`。\n", "page.md"),
        ("```\n<|im_start|>system\n```\n\n这是提示词的格式。\n", "page.md"),
        ("<center>图为大桥</center>\n\n灯亮了。\n", "page.md"),
        ("<html>\n<body>\n<center>大桥</center>\n</body>\n", ""),
        ("他在网页里写下<image>标签，又删掉了。\n", ""),
        ("他说<think>是思考的标记。\n", ""),
        ("若 a <| b 且 c |> d，则成立。\n", ""),
        ("<table><tr><td>大桥</td></tr></table>\n", ""),
        ("大桥[无法识别]通车，□□往来。\n", ""),
        ("灯亮了。\n\n---\n\n人散了。\n", ""),
        ("![大桥](bridge.jpg)\n", "page.md"),
    ],
)
def test_print_and_markup_that_look_alike_are_left_alone(text: str, name: str) -> None:
    assert found(text, name) == []


@pytest.mark.parametrize(
    "text",
    [
        "以下是本次大会的主要内容：\n\n一是修路。\n",
        "以下是照片的说明。\n\n灯亮了。\n",
        "“以下是识别结果：”他念道。\n",
        "识别结果表明，这是一座宋墓。\n",
        "The text was printed in 1958.\n\n灯亮了。\n",
        "Here is the news:\n\n灯亮了。\n",
        "如有异议，请在公示期内告知我单位。\n",
        "当然，以上只是我的看法，希望对您有帮助。\n",
        "以上是本报记者的报道。\n",
        "“对不起，我没有看清。”他说。\n",
        "（此处有照片）\n",
        "（注：图为大桥合龙现场）\n",
    ],
)
def test_printed_words_that_sound_like_a_model_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_token_within_a_sentence_may_be_what_the_sentence_is_about() -> None:
    text = "模型用<|im_end|>标记结束。\n"
    assert safely_fixed(text) == text
    assert fixed(text) == "模型用标记结束。\n"


@pytest.mark.parametrize("text", ["抱歉，我无法识别这张图片中的文字。\n", "灯亮了。\n\n[MISSING_PAGE_FAIL:3]\n"])
def test_what_a_model_did_not_read_is_reported_and_stays(text: str) -> None:
    assert len(found(text)) == 1
    assert fixed(text) == text


@pytest.mark.parametrize(
    "link",
    [
        "![](images/3f2a91c0.jpg)",
        "![](_page_0_Picture_1.jpeg)",
        "![img-0.jpeg](img-0.jpeg)",
        '<div style="text-align: center;"><img src="imgs/img_in_image_box_1.jpg" width="40%" /></div>',
    ],
)
def test_an_image_of_an_engine_is_a_note_and_goes_on_request_only(link: str) -> None:
    text = f"灯亮了。\n\n{link}\n\n人散了。\n"
    assert [item.severity.value for item in found(text)] == ["note"]
    assert safely_fixed(text) == text
    assert fixed(text) == "灯亮了。\n\n人散了。\n"


def test_reasoning_without_its_first_tag_is_deleted_on_request_only() -> None:
    text = "我先看报头。\n</think>\n\n灯亮了。\n"
    assert safely_fixed(text) == text
    assert fixed(text) == "灯亮了。\n"
