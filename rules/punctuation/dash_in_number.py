"""PUN108 dash-in-number."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Profile,
    Rule,
    Scope,
    Severity,
    Text,
)

REACH = 16
#: CN 00—0317 and ISSN 1234—567X; 0700—6610021.
SERIAL, SERIAL_END = Pattern(r"(?:CN|ISSN)[ :：]{0,2}[0-9]{2,4}\Z"), Pattern(r"[0-9]{3}[0-9Xx](?![0-9])")
PHONE, PHONE_END = Pattern(r"(?<![0-9—])0[0-9]{2,3}\Z"), Pattern(r"[0-9]{7,8}(?![0-9])")


class DashInNumber(Rule):
    """A long dash in a number that names something: CN 00—0317, 0700—6610021.

    ## Why is this bad?
    The parts of such numbers are joined by the short dash - (GB/T 15834-2011 §4.13); — stands between
    the ends of a span.

    ## Fix safety
    Unsafe: advice for text that is set again. Papers print both, and the text does not tell which.

    ## Evidence
    On 3.9 million characters of sound news no finding. On three recognised front pages one, a serial number.

    ## Known false alarms
    None known.
    """

    code = "PUN108"
    name = "dash-in-number"
    title = Text("号码中用了一字线", "a long dash in a number that names something")
    messages = {
        "found": Text(
            "刊号、电话号码中用短横线（GB/T 15834—2011 4.13）",
            "a short dash joins the parts of serial and telephone numbers (GB/T 15834-2011 4.13)",
        ),
    }
    error_class = ErrorClass.MARK
    severity = Severity.NOTE
    profiles = (Profile.PUBLISH,)
    needles = ("—",)
    scope = Scope.LINE
    bad = (
        Bad("刊号 CN 00—0317", "刊号 CN 00-0317"),
        Bad("ISSN 1234—567X", "ISSN 1234-567X"),
        Bad("电话：0700—6610021。", "电话：0700-6610021。"),
    )
    good = ("CN 00-0317", "2016—2020年", "电话0700-6610021", "0—24时", "汀陵—雾坪")

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each dash."""
        text = page.text
        for at in hits["—"]:
            low = max(0, at - REACH)
            serial = SERIAL_END.match(text, at + 1) and SERIAL.search(text, low, at)
            if serial or (PHONE_END.match(text, at + 1) and PHONE.search(text, low, at)):
                yield self.report((at, at + 1), "found", fix=self.replace(page, at, at + 1, "-", UNSAFE))
