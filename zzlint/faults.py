"""The engine's own findings: what went wrong while checking."""

from __future__ import annotations

from zzlint.diagnostic import Diagnostic, Message, Severity, Text
from zzlint.text.codec import DecodeError
from zzlint.text.span import Span

CRASH = "ZZ900"
QUARREL = "ZZ901"
UNREADABLE = "ZZ902"

NAMES = {CRASH: "rule-crashed", QUARREL: "rules-quarrel", UNREADABLE: "file-cannot-be-read"}
TITLES = {
    CRASH: Text("规则运行出错，该文件不作修改", "a rule crashed; the file is left untouched"),
    QUARREL: Text("规则的修改互相抵触，已停用这些规则", "fixes undo each other; those rules were muted"),
    UNREADABLE: Text("文件无法读取", "the file cannot be read"),
}

#: The message of a rule over several pages that crashed when no file was at work.
OVER_PAGES = "crash-over-pages"

_MESSAGES = {
    "crash": Text(
        "规则 {rule} 出错：{error}。该文件不作修改；请向规则作者报告，或用 --ignore {rule} 跳过",
        "rule {rule} crashed: {error}. The file is left untouched; report it to the rule's author or skip it with --ignore {rule}",
    ),
    OVER_PAGES: Text(
        "规则 {rule} 汇总各页时出错：{error}。它对这些页的结论缺失；请向规则作者报告，或用 --ignore {rule} 跳过",
        "rule {rule} crashed over several pages: {error}. What it has to say of them is missing; "
        "report it to the rule's author or skip it with --ignore {rule}",
    ),
    "killed": Text(
        "处理该文件的进程一再被终止（内存不足？），文件保持原样；请用 --jobs 1 单独处理它，或用 --exclude 排除",
        "the process that did this file died again and again (out of memory?); the file is left as it was. "
        "Do it alone with --jobs 1 or leave it out with --exclude",
    ),
    "quarrel": Text(
        "规则 {rules} 的修改互相抵触，始终不能稳定；本文件中已停用，请逐条检查",
        "the fixes of {rules} never settle; they were not applied to this file. Check these rules one by one",
    ),
    "unsettled": Text(
        "修改始终不能稳定（规则 {rules}），文件保持原样",
        "fixing never settles (rules {rules}); the file is left as it was",
    ),
    "binary": Text(
        "第 {offset} 字节是 NUL：看来是二进制文件，不是文本；用 --exclude 排除",
        "byte {offset} is NUL: this looks like a binary file, not text; leave it out with --exclude",
    ),
    "undecodable": Text(
        "第 {offset} 字节不能按 {encoding} 解码；用 --encoding 指明编码，或修复该处",
        "byte {offset} cannot be decoded as {encoding}; name the encoding with --encoding or repair the place",
    ),
    "no-encoding": Text(
        "不是 UTF-8、GB18030 或 Big5 文本：按 {encoding} 读，第 {offset} 字节不能解码；用 --encoding 指明编码，或修复该处",
        "cannot be decoded as UTF-8, GB18030 or Big5 (in {encoding}, byte {offset} is the first that is bad); "
        "name the encoding with --encoding or repair the place",
    ),
    "ambiguous-encoding": Text(
        "编码不明，可能是 {encoding}；用 --encoding 指明",
        "the encoding is unclear, it may be {encoding}; name it with --encoding",
    ),
    "unknown-encoding": Text(
        "不认识编码 {encoding}；请用 Python 的编码名，如 gb18030、big5、utf-8",
        "unknown encoding {encoding}; use a name that Python knows, such as gb18030, big5 or utf-8",
    ),
    "no-round-trip": Text(
        "按 {encoding} 解码后不能还原同样的字节，故不处理；用 --encoding 指明编码",
        "decoded as {encoding} the bytes cannot be written back unchanged; name the encoding with --encoding",
    ),
    "json": Text(
        "第 {line} 行，第 {offset} 字节：不是 JSON（{what}）；请修复这一行，或将其删去",
        "line {line}, byte {offset}: this is no JSON ({what}); repair the line or take it out",
    ),
    "json-encoding": Text(
        "第 {line} 行，第 {offset} 字节：不是 UTF-8，而 JSON 须是 UTF-8；请修复该处，或将文件转为 UTF-8",
        "line {line}, byte {offset}: not UTF-8, as JSON must be; repair the place or convert the file to UTF-8",
    ),
    "json-object": Text(
        "第 {line} 行，第 {offset} 字节：应为 JSON 对象，每行一个；请修复这一行，或将其删去",
        "line {line}, byte {offset}: a JSON object is wanted, one on each line; repair the line or take it out",
    ),
    "json-field": Text(
        "第 {line} 行，第 {offset} 字节：没有字段 {what!r}；用 --text-field 指明正文所在的字段",
        "line {line}, byte {offset}: there is no field {what!r}; name the field that holds the text with --text-field",
    ),
    "json-string": Text(
        "第 {line} 行，第 {offset} 字节：字段 {what!r} 不是字符串；用 --text-field 指明正文所在的字段",
        "line {line}, byte {offset}: the field {what!r} is no string; "
        "name the field that holds the text with --text-field",
    ),
    "content-list": Text(
        "第 {line} 行，第 {offset} 字节：不是 MinerU 的 content_list.json（应为对象的数组）；请重新导出该文件",
        "line {line}, byte {offset}: no content_list.json of MinerU (an array of objects is wanted); export it again",
    ),
    "json-unknown": Text(
        "不认识这种 JSON，不作为文本处理；能读的是 JSON Lines（.jsonl、.ndjson）和 MinerU 的 content_list.json"
        "（不含 content_list_v2.json）",
        "this JSON is not known and no text to be touched; JSON Lines (.jsonl, .ndjson) and MinerU's content_list.json "
        "(not content_list_v2.json) can be read",
    ),
    "damaged": Text(
        "文件中有不能解码的字节（见 ENC001），文件不作修改；修复这些字节后再试",
        "the file holds bytes that cannot be decoded (see ENC001) and is left untouched; repair them and try again",
    ),
    "no-patch": Text(
        "补丁容不下 {encoding} 编码的文字，故未列出该文件的修改；请不用 --diff 直接修正，或先转为 UTF-8",
        "a patch cannot hold {encoding}, so the changes of this file were left out; fix it without --diff or convert it to UTF-8 first",
    ),
    "os": Text("{error}；检查路径和权限", "{error}; check the path and its permissions"),
    "changed": Text(
        "读取之后文件已被改动，故不覆盖；请再运行一次",
        "the file changed since it was read and is not overwritten; run again",
    ),
    "unwritable": Text(
        "不能写入：{error}；文件保持原样",
        "cannot be written: {error}; the file is left as it was",
    ),
    "unrecorded": Text(
        "修正不能记入 {path}：{error}；文件保持原样。用 --ledger 另指一处，或用 --no-ledger 不作记录",
        "the fix cannot be recorded in {path}: {error}; the file is left as it was. "
        "Name another place with --ledger, or record nothing with --no-ledger",
    ),
    "unencodable": Text(
        "修改后的文字有 {encoding} 编码没有的字符“{char}”，文件保持原样；请先转为 UTF-8",
        "the fixed text has a character that {encoding} lacks ({char}); the file is left as it was. Convert it to UTF-8 first",
    ),
}


def fault(code: str, key: str, **values: object) -> Diagnostic:
    """A finding of the engine at the top of the file."""
    return Diagnostic(
        code=code,
        name=NAMES[code],
        message=Message(key, _MESSAGES[key], tuple(values.items())),
        span=Span(0, 0),
        severity=Severity.ERROR,
    )


def undecodable(error: DecodeError, line: int) -> Diagnostic:
    """ZZ902: bytes that are no text, in the line ``line`` of a file of records, 0 in another one."""
    where = {"offset": error.offset, "line": line}
    return fault(UNREADABLE, error.reason, **where, encoding=error.encoding, what=error.what)
