"""What the command line says, in both languages."""

from __future__ import annotations

import os

from zzlint.diagnostic import Text

PHRASES = {
    "clean": Text("检查了 {files} 个文件，没有发现问题。", "Files checked: {files}. Nothing found."),
    "found": Text("检查了 {files} 个文件，发现 {findings} 处问题。", "Files checked: {files}. Findings: {findings}."),
    "notes": Text("另有 {notes} 处提示。", "Notes besides: {notes}."),
    "fixable": Text("[*] 其中 {safe} 处可用 `zzlint fix` 修正。", "[*] Fixable with `zzlint fix`: {safe}."),
    "unsafe": Text(
        "[-] 另有 {unsafe} 处修正须核对，`zzlint fix --unsafe-fixes` 一并执行。",
        "[-] Fixable with `zzlint fix --unsafe-fixes`, to be looked at: {unsafe}.",
    ),
    "failed": Text(
        "{failed} 个文件未能处理（ZZ 开头的条目）。", "Files that could not be done (see their ZZ entries): {failed}."
    ),
    "fixed": Text("修正了 {changed} 个文件中的 {applied} 处。", "Places fixed: {applied}, in files: {changed}."),
    "would-fix": Text(
        "将修正 {changed} 个文件中的 {applied} 处。", "Places that would be fixed: {applied}, in files: {changed}."
    ),
    "nothing-fixed": Text("检查了 {files} 个文件，没有可修正之处。", "Files checked: {files}. Nothing to fix."),
    "left": Text("剩余 {findings} 处问题。", "Findings left: {findings}."),
    "no-files": Text(
        "没有找到要检查的文件；默认只看 .txt 和 .md，用 --include 增加",
        "no files to check; only .txt and .md are looked at by default, add others with --include",
    ),
    "more": Text("……同类共 {count} 处", "… {count} of this kind in this file"),
    "one-of-many": Text("（本文件同类 {count} 处之一）", "(one of {count} in this file)"),
    "help-safe": Text("修正", "fix"),
    "help-unsafe": Text("修正（须核对）", "fix (look at it)"),
    "help-display": Text("建议（不自动执行）", "suggestion (never applied)"),
    "see": Text("说明：zzlint rule {code}", "more: zzlint rule {code}"),
    "related": Text("另见", "see also"),
    "init-done": Text("已写入 {path}", "wrote {path}"),
    "init-exists": Text(
        "{path} 已存在，未改动；要重写请先移走它", "{path} exists and was left alone; move it away to start anew"
    ),
    "bad-rule-name": Text(
        "代码是大写字母加三位数字（如 PUN010），名称是小写英文加连字符（如 doubled-comma）",
        "a code is capital letters and three digits (PUN010), a name is kebab-case (doubled-comma)",
    ),
    "rule-taken": Text(
        "{code} 或 {name} 已被占用；`zzlint rule` 列出全部规则",
        "{code} or {name} is taken; `zzlint rule` lists the rules",
    ),
    "rule-written": Text(
        "已写入 {path}；接着改例子和 check，运行 pytest tests/test_examples.py -k {code}",
        "wrote {path}; now write its examples and its check, and run pytest tests/test_examples.py -k {code}",
    ),
    "no-such-rule": Text("没有规则 {code}", "no rule {code}"),
    "english-only": Text("（说明文字为英文）", ""),
    "stdin-alone": Text(
        "-（标准输入）不能与其他路径并用；请分两次运行",
        "- (standard input) cannot be mixed with other paths; call zzlint twice",
    ),
    "not-together": Text("{one} 不能与 {other} 并用", "{one} cannot be used together with {other}"),
    "stdin-name-alone": Text(
        "--stdin-filename 须与 -（标准输入）并用", "--stdin-filename goes with - (standard input)"
    ),
    "watch-fix": Text(
        "fix 不能与 --watch 并用：正在编辑的文件会被改写；请用 zzlint check --watch",
        "fix does not watch: it would rewrite pages while you edit them; use zzlint check --watch",
    ),
    "watching": Text("{time} 文件改动后重新检查，Ctrl-C 结束。", "{time} Waiting for changes; Ctrl-C ends."),
    "progress": Text(
        "{done}/{total} 个文件，每秒 {rate} 个，发现 {findings} 处",
        "{done}/{total} files, {rate}/s, findings: {findings}",
    ),
    "stat-fixed": Text("已修正", "fixed"),
    "stat-left": Text("剩余", "left"),
    "stat-count": Text("处数", "count"),
    "stat-share": Text("占比", "share"),
    "stat-note": Text("提示", "note"),
    "stat-files": Text("文件", "files"),
    "stat-rule": Text("规则", "rule"),
    "density": Text(
        "共 {characters} 字，每万字 {rate:.2f} 处。",
        "Characters: {characters}. Findings per 10,000 characters: {rate:.2f}.",
    ),
    "density-left": Text(
        "共 {characters} 字，每万字剩余 {rate:.2f} 处。",
        "Characters: {characters}. Findings left per 10,000 characters: {rate:.2f}.",
    ),
    "more-fixes": Text("……{rules} 另有 {count} 处（-v 全部列出）", "… {count} more of {rules} (-v lists all)"),
    "not-read": Text("{path}: 不能读取：{error}", "{path}: cannot be read: {error}"),
    "not-written": Text("{path}: 不能写入：{error}", "{path}: cannot be written: {error}"),
    "is-a-page": Text(
        "{path} 是版面，或与版面同处、同名后缀，不作覆盖；请另指一个文件，或先移走它",
        "{path} is a page, or looks like one beside the pages, and is not overwritten; name another file or move it away",
    ),
    "bad-gold": Text("样例不可用：{error}", "{error}"),
    "nothing-accepted": Text(
        "{path}: 还没有认可的数字；看过结果后用 --accept 写入",
        "{path}: nothing accepted yet; look at the figures and run with --accept",
    ),
    "no-ledger": Text(
        "{path}: 此处及上级文件夹都没有修正记录；请指明记录文件，或修正过的文件、文件夹",
        "{path}: no ledger here or above; name it, or the file or folder that was fixed",
    ),
    "nothing-fixed-there": Text("{path}: {ledger} 中没有这里的修正", "{path}: {ledger} knows of no fix there"),
    "bad-time": Text(
        "{told!r} 不是时间；请写成 2026-11-21 或 2026-11-21T14:30",
        "{told!r} is no time; write 2026-11-21 or 2026-11-21T14:30",
    ),
    "restored": Text("已恢复 {path}", "restored {path}"),
    "would-restore": Text("将恢复 {path}", "would restore {path}"),
    "as-it-was": Text("{path} 本来就是修正前的样子", "{path} already is as it was before the fix"),
    "changed-since": Text(
        "跳过 {path}：修正之后又有改动；请先还原这些改动，或手工处理",
        "skipped {path}: it changed since it was fixed; take those changes back first, or restore it by hand",
    ),
    "missing": Text("跳过 {path}：文件已不在", "skipped {path}: it is not there any more"),
    "not-restored": Text("跳过 {path}：{error}", "skipped {path}: {error}"),
    "undone": Text("恢复了 {files} 个文件，跳过 {refused} 个。", "Files restored: {files}. Skipped: {refused}."),
    "would-undo": Text(
        "将恢复 {files} 个文件，跳过 {refused} 个。", "Files that would be restored: {files}. Skipped: {refused}."
    ),
    "nothing-to-undo": Text("没有可撤销的修正。", "Nothing to undo."),
    "renamed": Text("{old} 现为 {new}，请改用新的", "{old} is now {new}; write that instead"),
    "useless-ignore": Text(
        "{path}: [[ignore]] 第 {number} 条（{rule}）没有忽略任何问题，可以删去",
        "{path}: [[ignore]] entry {number} ({rule}) ignores nothing; take it out",
    ),
    "useless-words": Text(
        "{path}: {where} 中这些词没有放过任何问题，可以删去：{words}",
        "{path}: {where}: words that mute nothing; take them out: {words}",
    ),
    "useless-comment": Text(
        "{place}: 注释中的 {word} 没有忽略任何问题，可以删去",
        "{place}: the comment about {word} ignores nothing; take it out",
    ),
    "unknown-in-comment": Text(
        "{place}: 注释中的 {word} 不是规则；`zzlint rule` 列出全部规则",
        "{place}: {word} in the comment is no rule; `zzlint rule` lists the rules",
    ),
    "unknown-comment": Text(
        "{place}: 不认识注释 {word}；可用的有 zzlint-disable、-enable、-disable-next-line、-disable-file",
        "{place}: no comment {word}; there are zzlint-disable, -enable, -disable-next-line, -disable-file",
    ),
    "useless-entry": Text("{place}: {file} 中已无 {code} {text}", "{place}: no {code} in {file} any more: {text}"),
    "useless-entries": Text(
        "{path}: 另有 {count} 条已无对应的问题；`zzlint check --prune-baseline` 一并删去",
        "{path}: entries besides that match nothing: {count}; `zzlint check --prune-baseline` removes them",
    ),
    "unknown-issue": Text(
        "{count} 个版面不知属于哪一期，未与其他版面对照；可写 issue.toml，或用 --page-pattern 指明",
        "{count} pages of unknown issues were not compared with others; tell with issue.toml or --page-pattern",
    ),
    "baseline-hides": Text(
        "{path} 隐去 {known} 处已知、{wrong} 处误报、{as_printed} 处原文如此。",
        "Hidden by {path}: {known} known, {wrong} wrong, {as_printed} as printed.",
    ),
    "baseline-written": Text(
        "{path}: 写入 {count} 条（新增 {new}，删去 {gone}）",
        "{path}: entries written: {count} (new: {new}, removed: {gone})",
    ),
    "baseline-pruned": Text(
        "{path}: 删去 {gone} 条，剩余 {count} 条", "{path}: entries removed: {gone}, left: {count}"
    ),
    "verdict-without-baseline": Text(
        "--verdict 和 --reason 须与 --write-baseline 并用", "--verdict and --reason go with --write-baseline"
    ),
    "no-baseline": Text(
        "--prune-baseline 须有基线：用 --baseline 或配置项 baseline 指明",
        "--prune-baseline wants a baseline: name it with --baseline or in the configuration",
    ),
    "stitched": Text(
        "写入 {articles} 篇文章，接上 {followed} 处转版，{loose} 处未能接上。",
        "Articles written: {articles}. Jumps followed: {followed}. Jumps not followed: {loose}.",
    ),
    "loose-unplaced": Text("不知本版是第几版，未接", "not followed: nobody knows which page it stands on"),
    "loose-cut": Text("没有写明版次，未接", "not followed: it does not tell the page"),
    "loose-absent": Text("所给版面中没有{page}版，未接", "not followed: page {page} is not given"),
    "loose-silent": Text("{page}版没有对应的标记，未接", "not followed: no notice on page {page} answers"),
    "loose-unclear": Text(
        "与{page}版哪一处对应无从断定，未接；可能的有：{others}",
        "not followed: which notice on page {page} answers cannot be told: {others}",
    ),
    "loose-unknown": Text("不知本版属于哪一期，未接", "not followed: nobody knows the issue of its page"),
    "stitch-doubt": Text(
        "{place}：接自别版的文章中有小标题“{heading}”；请看它是否另一篇文章的标题",
        "{place}: a subhead stands in what comes from another page: {heading}; look whether another story begins there",
    ),
    "stitch-into-pages": Text(
        "{path} 在版面所在的 {pages} 之内，文章会被当作版面；请用 -o 另指一个文件夹",
        "{path} lies in {pages}, where the pages are, and articles would be taken for pages; name another folder with -o",
    ),
    "not-overwritten": Text(
        "{path} 已存在且内容不同，不作覆盖；请移走它，或用 -o 另指一个文件夹",
        "{path} exists, is different and is not overwritten; move it away, or name another folder with -o",
    ),
    "learned": Text(
        "{path}: 学习了 {pages} 个版面，共 {characters} 字；用 `zzlint check --archive {path}` 检查。",
        "{path}: pages learned: {pages}, characters: {characters}. Use it: zzlint check --archive {path}",
    ),
    "nothing-learned": Text(
        "所给路径中没有可学的文字，未写入 {path}；默认只看 .txt 和 .md，用 --include 增加",
        "no text to learn from, and {path} was not written; only .txt and .md are looked at by default, add others with --include",
    ),
    "no-archive-there": Text(
        "{path} 已存在而不是 zzlint learn 写的文件，不作覆盖；请移走它，或用 -o 另指一个文件",
        "{path} exists, is no file that `zzlint learn` wrote and is not overwritten; move it away, or name another file with -o",
    ),
    "interrupted": Text("中断", "interrupted"),
}


def say(key: str, lang: str, **values: object) -> str:
    """The phrase ``key`` in ``lang``."""
    return PHRASES[key].render(lang, **values)


def default_lang() -> str:
    """The language of the locale: ``zh`` for Chinese, else ``en``."""
    for variable in ("ZZLINT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
