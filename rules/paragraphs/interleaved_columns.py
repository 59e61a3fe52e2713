"""PAR003 interleaved-columns."""

from collections.abc import Iterator

from zzlint.rule import (
    UNSAFE,
    Bad,
    Diagnostic,
    Edit,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Phase,
    Related,
    Rule,
    Span,
    Text,
    torn,
)

WATCH = "水库去年加固了大坝。今年春天雨水多，管理站的人天天上坝查看水位，夜里也有人值守，"
MARKET = "新米上市\n\n汀陵日报记者 周晓岚\n\n昨天，新米在集市上卖开了。"


class InterleavedColumns(Rule):
    """A paragraph whose second half stands further down the page, behind blocks of another story.

    Two columns whose lines were read across, left and right in turn, are one finding: a word that is
    cut at the end of a line goes on in the next line but one.

    ## Why is this bad?
    Columns were read in the wrong order. Two stories run into each other: search does not find
    what stands across the cut, and whoever re-uses the text gets two half sentences.

    ## Fix safety
    Unsafe: the second half is moved to the first one where a word or a pair of marks runs through
    both and they fit nothing else. Else both ends are reported, and nothing is moved.

    ## Evidence
    On the seeds 6 of 6 findings right, 6 of 24 defects found. Of 20,000 pairs of unrelated halves one in
    a thousand fits by chance.
    On 3.9 million characters of sound news, laid out as paragraphs, no finding.

    ## Known false alarms
    The lost end of one paragraph above the lost beginning of another one.
    """

    code = "PAR003"
    name = "interleaved-columns"
    title = Text("分栏错序，段落被隔断", "columns in the wrong order tear a paragraph")
    messages = {
        "moved": Text(
            "段落在此中断，下文在第 {row} 行“{begin}”处",
            "the paragraph stops here; it goes on in line {row}: {begin}",
        ),
        "rest": Text(
            "此段是第 {row} 行“{end}”处中断段落的下文",
            "this is the rest of the paragraph that stops in line {row}: {end}",
        ),
        "end": Text("段落在此中断，下文可能在下方", "the paragraph stops here; it may go on further down"),
        "beginning": Text(
            "段落从半句话开始，上文可能在上方", "the paragraph begins in mid-sentence; it may go on from above"
        ),
        "across": Text(
            "两栏被横着连读，每行接在隔一行之后", "two columns were read across: each line goes on in the next but one"
        ),
        "other": Text("可能相连的另一半", "the half that may belong to it"),
    }
    error_class = ErrorClass.ORDER
    phase = Phase.STRUCTURE
    bad = (
        Bad(
            f"水库加固以后\n\n{WATCH}大家都说辛苦是值\n\n{MARKET}\n\n得的，下游三个村子睡得安稳。\n",
            f"水库加固以后\n\n{WATCH}大家都说辛苦是值得的，下游三个村子睡得安稳。\n\n{MARKET}\n",
        ),
        Bad(
            f"水库加固以后\n\n{WATCH}站长说：“水退了\n\n{MARKET}\n\n我们才睡得着。”村里人都信他。\n\n水位昨天退了两米。\n",
            f"水库加固以后\n\n{WATCH}站长说：“水退了我们才睡得着。”村里人都信他。\n\n{MARKET}\n\n水位昨天退了两米。\n",
        ),
        # which half belongs to which is not known: nothing is moved
        Bad(f"水库加固以后\n\n{WATCH}站长没有\n\n{MARKET}\n\n过夜；第二天一早，他又上了大坝，一寸一寸地看。\n"),
    )
    good = (
        f"水库加固以后\n\n{WATCH}大家都很辛苦。\n\n{MARKET}\n\n值得一看的，还有村口的老樟树。\n",
        f"水库加固以后\n\n{WATCH}大家都说辛苦是值\n\n得的，下游三个村子睡得安稳。\n\n{MARKET}\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """Two findings for each torn paragraph: at its last character, and at the first of its rest."""
        for span in page.printed.across:
            yield self.report(span, "across", confidence=0.9)
        found = page.torn
        for edge in found.crossed:
            yield self.report(_place(edge), "end", confidence=0.8)
        for pair in found.pairs:
            if pair.fits:
                yield from self._fitting(page, pair)
        loose = [pair for pair in found.pairs if not pair.fits]
        for edge in dict.fromkeys(pair.end for pair in loose):
            others = [pair.beginning for pair in loose if pair.end == edge]
            yield self.report(_place(edge), "end", confidence=0.8, related=self._related(others))
        for edge in dict.fromkeys(pair.beginning for pair in loose):
            others = [pair.end for pair in loose if pair.beginning == edge]
            yield self.report(_place(edge), "beginning", confidence=0.8, related=self._related(others))

    def _fitting(self, page: Page, pair: torn.Pair) -> Iterator[Diagnostic]:
        end, rest = pair.end, pair.beginning
        yield self.report(
            _place(end),
            "moved",
            confidence=0.9,
            fix=_move(page, pair),
            related=self._related([rest]),
            row=page.row(rest.at) + 1,
            begin=page.text[rest.at : rest.at + 6],
        )
        yield self.report(
            _place(rest),
            "rest",
            confidence=0.9,
            related=self._related([end]),
            row=page.row(end.at) + 1,
            end=page.text[end.at - 5 : end.at + 1],
        )

    def _related(self, edges: list[torn.Edge]) -> Iterator[Related]:
        return (Related(_place(edge), self.message("other")) for edge in edges)


def _place(edge: torn.Edge) -> Span:
    return Span(edge.at, edge.at + 1)


def _move(page: Page, pair: torn.Pair) -> Fix:
    """The rest goes to the end; the gap above it goes with it."""
    rest = pair.beginning
    above = page.blocks[rest.block.number - 1]
    at = pair.end.at + 1
    return Fix(
        (
            Edit(at, pair.end.block.end, page.text[at : pair.end.block.end], page.text[rest.at : rest.block.end]),
            Edit(above.end, rest.block.end, page.text[above.end : rest.block.end], ""),
        ),
        UNSAFE,
    )
