"""What the report says by itself, in both languages."""

from __future__ import annotations

from zzlint.diagnostic import Text

WORDS = {
    "title": Text("文字检查报告", "Text check report"),
    "title-fixed": Text("文字修正报告", "Text repair report"),
    "made-by": Text(
        "由 zzlint {version} 生成。本文件可离线阅读和打印。", "Made by zzlint {version}. This file needs no network."
    ),
    # the figures at the top
    "pages": Text("页面", "pages"),
    "clean": Text("无问题", "clean"),
    "lost": Text("文字丢失", "lost text"),
    "failed": Text("未能处理", "not done"),
    "errors": Text("错误", "errors"),
    "open": Text("须人判断", "to decide"),
    "findings": Text("问题", "findings"),
    "findings-left": Text("剩余问题", "findings left"),
    "notes": Text("提示", "notes"),
    "fixed": Text("已修正", "fixed"),
    "nothing": Text("没有发现问题。", "Nothing was found."),
    # sections
    "lost-title": Text("先看：文字丢失，须重新识别", "First of all: text was lost, recognise these pages again"),
    "lost-why": Text(
        "这些地方的原文不在文件里，任何修正都补不回来。请对照原版图像重新识别。",
        "What was printed there is not in the file, and no fix can bring it back. Recognise the pages again.",
    ),
    "list-title": Text("各页，问题最重的在前", "Pages, the worst first"),
    "list-why": Text(
        "先按文字丢失，再按未能处理、错误、须人判断之处和问题总数排列。同一原因造成的多处，判断一次即可，只计一处须人判断。",
        "Ordered by lost text, then by what could not be done, errors, what is to be decided, and all findings. "
        "Places with one cause are one decision.",
    ),
    "texts-title": Text("各页正文", "The pages"),
    "page": Text("页面", "page"),
    "place": Text("位置", "place"),
    "what": Text("问题", "what"),
    "around": Text("上下文", "text around it"),
    "more-pages": Text("其余 {count} 页", "more pages: {count}"),
    # the key
    "key": Text("图例", "Key"),
    "key-lost": Text("文字丢失", "lost text"),
    "key-error": Text("错误", "error"),
    "key-warning": Text("问题", "finding"),
    "key-light": Text("同一原因的其余各处", "more places with the same cause"),
    "key-note": Text("提示", "note"),
    "key-safe": Text("可放心修正", "safe fix"),
    "key-unsafe": Text("须核对的修正", "fix to be looked at"),
    "key-done": Text("已作的修正", "fix that was made"),
    # notes
    "kind-lost": Text("文字丢失", "lost text"),
    "kind-error": Text("错误", "error"),
    "kind-note": Text("提示", "note"),
    "safe": Text("可放心修正", "safe fix"),
    "unsafe": Text("修正须核对", "fix to be looked at"),
    "display": Text("建议，不自动执行", "suggestion, never applied"),
    "safe-many": Text("可放心修正 {count} 处", "safe fix: {count}"),
    "unsafe-many": Text("修正须核对 {count} 处", "to be looked at: {count}"),
    "display-many": Text("仅为建议 {count} 处", "suggestion: {count}"),
    "here": Text("本页 {count} 处", "places on this page: {count}"),
    "covered": Text("以下改动在正文中被更大的改动盖住：", "covered in the text by a wider change:"),
    "other-kinds": Text("另有 {count} 种", "more kinds: {count}"),
    "sure": Text("把握 {share}%", "{share} % sure"),
    "related": Text("另见", "see also"),
    "row": Text("第 {row} 行", "line {row}"),
    "at": Text("第 {row} 行第 {column} 字", "line {row}, character {column}"),
    # text
    "folded": Text(
        "第 {first}–{last} 行：{count} 段无须细看", "lines {first}–{last}, paragraphs without a remark: {count}"
    ),
    "folded-places": Text("，淡色标记 {count} 处", ", light marks: {count}"),
    "empty": Text("本页没有文字。", "The page is empty."),
    "was-fixed": Text("已修正 {count} 处", "Fixed: {count}"),
    "to-top": Text("返回页面列表", "back to the list"),
    # kinds of findings
    "kinds-title": Text("问题的种类", "What was found"),
    "rules-title": Text("各种问题的说明", "What the findings mean"),
    "kind": Text("种类", "kind"),
    "places": Text("处", "places"),
    "fixes": Text("修正", "fixes"),
    "safe-means": Text(
        "只恢复印刷的原貌，不增、不删、不改文风。", "It restores what was printed and changes nothing else."
    ),
    "unsafe-means": Text("多半正确，但只有对照原版才能确定。", "Probably right, but only the print can tell."),
    "display-means": Text("程序从不执行，请自行决定。", "The program never makes this change; decide yourself."),
    "fixed-many": Text("已修正 {count} 处", "fixed: {count}"),
    "explanation": Text("说明", "Explanation"),
    "explanation-other": Text("说明（英文）", "Explanation (in Chinese)"),
    # the bar, which needs a script
    "bar": Text("显示", "What to show"),
    "view": Text("正文", "Text"),
    "view-both": Text("连同改动", "with changes"),
    "view-before": Text("改动之前", "before"),
    "view-after": Text("改动之后", "after"),
    "filter": Text("筛选", "Filter"),
    "unfold": Text("展开全部", "Unfold all"),
    "fold": Text("收起", "Fold"),
}


def say(key: str, lang: str, **values: object) -> str:
    """The phrase ``key`` in ``lang``; whole numbers are grouped by thousands."""
    told = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    return WORDS[key].render(lang, **told)
