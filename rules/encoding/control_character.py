"""ENC005 control-character."""

from collections.abc import Iterator

from zzlint.rule import (
    BLANK,
    MARKS,
    SAFE,
    UNSAFE,
    Applicability,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Phase,
    Rule,
    Scope,
    Text,
    in_order,
    is_han,
)

#: C0 without tab, line feed and carriage return; DEL; C1.
CONTROLS = tuple(chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\t\n\r")
#: What some programs part cells, fields, records or lines with: Word (07 0B 0E 1E), Hive (01-03), data dumps (1C-1F).
SEPARATORS = "\x01\x02\x03\x07\x0b\x0e\x1c\x1d\x1e\x1f"
C1 = "".join(map(chr, range(0x80, 0xA0)))
_C0 = "\x00-\x08\x0b\x0e-\x1f\x7f"

RUN = Pattern(f"[{_C0}]+|[{C1}]+|\\f")
ESCAPE = Pattern(r"\x1b\[[0-9;]{0,12}[A-Za-z]")
EDGE = Pattern(f"[{BLANK}\r\n\f]")


class ControlCharacter(Rule):
    """Control characters: C0 other than tab and line end, DEL, and C1.

    A form feed that parts pages (at the beginning or end of a line, as Tesseract and pdftotext
    write it) is left alone; inside a line it is reported.

    ## Why is this bad?
    They show nothing, break searches, XML and databases, and are the remains of another program's
    formatting or of a wrong decoding.

    ## Fix safety
    Deleting is safe beside Chinese text, where nothing was printed, and so is deleting a whole
    terminal sequence (ESC [ 0 m). It is unsafe where the character may stand for something:
    between Latin letters or digits (a ligature or hyphen of a PDF), and for the characters that
    part fields or lines (01-03, 07, 0B, 0E, 1C-1F). C1 and form feeds are only reported: C1 are
    often the remains of a wrong decoding (see ENC003).

    ## Evidence
    On the seeds 7 of 7 findings right, 7 of 7 defects found, 1 of 1 safe fixes exact.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    None known.
    """

    code = "ENC005"
    name = "control-character"
    title = Text("控制字符", "control character")
    messages = {
        "control": Text("控制字符 {codes}", "control character {codes}"),
        "c1": Text("控制字符 {codes}，可能是乱码的残余", "control character {codes}, perhaps left of a wrong decoding"),
    }
    error_class = ErrorClass.FORM
    needles = CONTROLS
    scope = Scope.LINE
    phase = Phase.CHARACTERS
    bad = (
        Bad("秋收\x00已经\x10结束。", "秋收已经结束。"),
        Bad("秋收已经结束。\x7f\n明天开会。", "秋收已经结束。\n明天开会。"),
        Bad("\x1b[1m要闻\x1b[0m\n秋收结束。", "要闻\n秋收结束。"),
        Bad("张三\x01北京", "张三北京"),  # unsafe
        Bad("e\x0fcient", "ecient"),  # unsafe
        Bad("秋收\x85结束"),
        Bad("秋收\f结束"),
    )
    good = (
        "第一页\n\f第二页\n\f",
        "第一页\f\r\n第二页",
        "姓名\t年龄\r\n张三\t32\r\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each run; a terminal sequence counts as a whole."""
        text = page.text
        done = -1
        for start, _ in in_order(hits):
            if start < done:
                continue
            found = ESCAPE.match(text, start) or RUN.match(text, start)
            if found is None:
                continue
            done = found.end()
            before, after = text[max(0, start - 1) : start], text[done : done + 1]
            if found[0] == "\f" and (_edge(before) or _edge(after)):
                continue
            codes = " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found[0] if char < " " or char > "~"))
            fix = self._deleted(page, start, done, before, after)
            key = "c1" if found[0][0] in C1 else "control"
            yield self.report((start, done), key, fix=fix, group=f"{self.code} {codes}", codes=codes)

    def _deleted(self, page: Page, start: int, end: int, before: str, after: str) -> Fix | None:
        found = page.text[start:end]
        if found == "\f" or found[0] in C1:
            return None
        return self.replace(page, start, end, "", _trust(found, before, after))


def _trust(found: str, before: str, after: str) -> Applicability:
    if found[0] == "\x1b" and len(found) > 1:
        return SAFE
    parts = any(char in found for char in SEPARATORS)
    chinese = _chinese(before) or _chinese(after)
    plain = (_chinese(before) or _edge(before)) and (_chinese(after) or _edge(after))
    return SAFE if chinese and plain and not parts else UNSAFE


def _chinese(char: str) -> bool:
    return is_han(char) or (char != "" and char in MARKS)


def _edge(char: str) -> bool:
    return char == "" or EDGE.match(char) is not None
