"""PAR002 hard-wrap."""

from collections.abc import Iterator

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Phase,
    Rule,
    State,
    Text,
    seam,
    why,
)


class HardWrap(Rule):
    """A paragraph that is kept in the lines it was printed in."""

    code = "PAR002"
    name = "hard-wrap"
    title = Text("印刷行未还原为段落", "a printed line is kept as a line")
    messages = {"line": Text("段落在行末断开：{why}", "the paragraph goes on in the next line: {why}")}
    error_class = ErrorClass.LAYOUT
    phase = Phase.STRUCTURE
    bad = ()
    good = ()

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each line that goes on in the next; its place is the seam."""
        for state, found in _seams(page):
            yield self.report(
                (found.start - 1, found.end + 1),
                "line",
                fix=self.replace(page, found.start, found.end, found.new, SAFE if state is State.CERTAIN else UNSAFE),
                confidence=found.confidence,
                group=self.code,
                why=why(found),
            )


def _seams(page: Page) -> Iterator[tuple[State, seam.Seam]]:
    style = page.style
    if style.printed:
        for number in range(len(style.rows) - 1):
            if style.rows[number + 1] == style.rows[number] + 1 and style.is_printed(number, above=True):
                found = page.printed.goes_on(number)
                if found.score >= seam.LIKELY:
                    yield State.CERTAIN if found.score >= seam.CERTAIN else State.LIKELY, found
    elif page.separated and len(page.lines) > 2 * len(page.blocks):
        yield from page.cuts.within()
