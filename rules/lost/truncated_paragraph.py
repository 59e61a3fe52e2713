"""LOS002 truncated-paragraph."""

from collections.abc import Iterator

from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Phase, Rule, Severity, Text

CUT = "水库去年加固了大坝。今年春天雨水多，管理站的人天天上坝查看水位，夜里也有人值守，可是站里只有三个人，轮换不过来，站长便向"


class TruncatedParagraph(Rule):
    """A paragraph that stops in mid-sentence, and nothing on the page goes on where it stops.

    ## Why is this bad?
    The recogniser left out the end of a column, or a piece of the page was cut off. The page must
    be recognised again, and nobody sees it who does not read to the end of the paragraph.

    ## Fix safety
    No fix: the text cannot be known.

    ## Evidence
    On the seeds 15 of 16 findings right (the other one is the end of an interleaved column), 15 of 33
    defects found: where the next block may go on, the end is not called lost.
    On 3.9 million characters of sound news, laid out as paragraphs, no finding.

    ## Known false alarms
    A paragraph that was printed without its final mark, above the next headline.
    """

    code = "LOS002"
    name = "truncated-paragraph"
    title = Text("段落结尾丢失", "the end of a paragraph is lost")
    messages = {
        "comma": Text(
            "段落在“{end}”处中断，页内没有下文，结尾丢失",
            "the paragraph stops on {end} and nothing on the page goes on: its end is lost",
        ),
        "stops": Text(
            "段落在句中中断，页内没有下文，结尾丢失",
            "the paragraph stops in mid-sentence and nothing on the page goes on: its end is lost",
        ),
        "opened": Text(
            "段落中断在未闭合的引号或括号里，页内没有下文，结尾丢失",
            "the paragraph stops inside an open pair of marks and nothing on the page goes on: its end is lost",
        ),
    }
    error_class = ErrorClass.LOSS
    severity = Severity.ERROR
    phase = Phase.STRUCTURE
    bad = (
        Bad(f"水库加固以后\n\n{CUT}\n\n新米上市\n\n汀陵日报记者 周晓岚\n\n昨天，新米在集市上卖开了。\n"),
        Bad(f"水库加固以后\n\n{CUT}水利所、\n\n新米上市\n\n汀陵日报记者 周晓岚\n\n昨天，新米在集市上卖开了。\n"),
        Bad(f"水库加固以后\n\n{CUT}上级提交了《加固\n\n昨天，新米在集市上卖开了。\n"),
        Bad(f"昨天，新米在集市上卖开了。\n\n{CUT}\n"),
    )
    good = (
        f"水库加固以后\n\n{CUT}县里要人。\n\n新米上市\n\n昨天，新米在集市上卖开了。\n",
        f"水库加固以后\n\n{CUT}\n\n下转 A3版\n\n新米上市\n\n昨天，新米在集市上卖开了。\n",
        f"水库加固以后\n\n{CUT}（下转第三版）\n\n新米上市\n\n昨天，新米在集市上卖开了。\n",
        f"水库加固以后\n\n{CUT}\n\n县里要人，县里答应再派两个人来。\n",
        "风从江上来，\n\n带着泥土的味道，\n\n推开我的窗。\n",
        "开工仪式\n\n开工仪式昨天上午在汀陵县柳湾码头举行，三百多名建设者冒雨参加了仪式\n\n新米上市\n\n昨天，新米上市。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each lost end; its place is the last character that was read."""
        for edge in page.torn.lost_ends:
            yield self.report((edge.at, edge.at + 1), edge.key, confidence=0.9, end=page.text[edge.at])
