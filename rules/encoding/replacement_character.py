"""ENC002 replacement-character."""

from collections.abc import Iterator

from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Phase, Rule, Scope, Severity, Text, runs

RUN = Pattern("\ufffd+")


class ReplacementCharacter(Rule):
    """U+FFFD �, which a program writes in place of what it could not read.

    A run of them is one finding; it tells how many there are, which is not always how many
    characters were lost.

    ## Why is this bad?
    Printed characters are missing from the text.

    ## Fix safety
    There is no fix: nothing in the text says what stood there. Recognise or convert the page again.

    ## Evidence
    On the seeds 8 of 8 findings right, 8 of 8 defects found.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    Texts about character encodings that show the sign itself in quotes or brackets are left alone.
    """

    code = "ENC002"
    name = "replacement-character"
    title = Text("替换符（�）", "replacement character (�)")
    messages = {
        "lost": Text("此处有字符丢失（{count} 个 U+FFFD）", "characters are lost here (U+FFFD × {count})"),
    }
    error_class = ErrorClass.CHARACTER
    severity = Severity.ERROR
    needles = ("\ufffd",)
    scope = Scope.LINE
    phase = Phase.CHARACTERS
    bad = (
        Bad("县里新修了三条\ufffd\ufffd路。"),
        Bad("\ufffd报讯（记者 王平）"),
        Bad("他说：“\ufffd\ufffd\ufffd好！”"),
    )
    good = (
        "无法显示的字会变成“\ufffd”。",
        "替换符（\ufffd）的编码是 U+FFFD。",
        "真的吗??他又问了一遍。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each run."""
        text = page.text
        for run in runs(RUN, text, hits):
            start, done = run.span()
            around = text[max(0, start - 1) : start] + text[done : done + 1]
            if around in ("“”", "‘’", "「」", "（）", "()", '""', "''") and done - start == 1:
                continue
            yield self.report(run.span(), "lost", count=done - start)
