"""ENC001 undecodable."""

from collections.abc import Iterator

from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Phase, Rule, Scope, Severity, Text, in_order

#: So many byte values are named in a message.
NAMED = 8


class Undecodable(Rule):
    """Bytes that are no text in the encoding of the file.

    A page of damaged UTF-8 is read with its bad bytes kept as they are (U+DC80-U+DCFF stand for
    80-FF); each run of them is one finding.

    ## Why is this bad?
    Characters are lost or cut in half, and most programs refuse such a file or drop the bytes
    without a word.

    ## Fix safety
    There is no fix: what the bytes were meant to be is not in the file. Recognise or export the
    page again.

    ## Evidence
    On the seeds no case yet.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    None known.
    """

    code = "ENC001"
    name = "undecodable"
    title = Text("无法解码的字节", "bytes that cannot be decoded")
    messages = {
        "bytes": Text("{count} 个字节无法解码：{values}", "bytes that cannot be decoded: {values} ({count})"),
        "byte": Text("字节 {values} 无法解码", "the byte {values} cannot be decoded"),
    }
    error_class = ErrorClass.CHARACTER
    severity = Severity.ERROR
    needles = tuple(map(chr, range(0xDC80, 0xDD00)))
    scope = Scope.LINE
    phase = Phase.CHARACTERS
    bad = (
        Bad("全市粮食\udce6\udc94总产量再创新高。"),
        Bad("本报\udcff讯"),
        Bad("\udcb9\udcfa\udcbc\udcd2统计局发布消息。"),
        Bad("开头" + "\udc80" * 20 + "结尾"),
    )
    good = (
        "全市粮食总产量再创新高。",
        "字节 0xE6 0x94 不成字。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each run of bytes."""
        places = [start for start, _ in in_order(hits)]
        first = 0
        for index, start in enumerate(places):
            if index + 1 < len(places) and places[index + 1] == start + 1:
                continue
            yield self._found(page, places[first], start + 1)
            first = index + 1

    def _found(self, page: Page, start: int, end: int) -> Diagnostic:
        shown = page.text[start : min(end, start + NAMED)]
        values = " ".join(f"{ord(char) - 0xDC00:02X}" for char in shown) + (" …" if end - start > NAMED else "")
        key = "byte" if end - start == 1 else "bytes"
        return self.report((start, end), key, count=end - start, values=values)
