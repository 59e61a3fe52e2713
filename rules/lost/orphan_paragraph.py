"""LOS003 orphan-paragraph."""

from collections.abc import Iterator

from zzlint.rule import Bad, Diagnostic, ErrorClass, Hits, Page, Phase, Rule, Severity, Text


class OrphanParagraph(Rule):
    """A paragraph that begins in mid-sentence, and nothing above it on the page lacks its end.

    ## Why is this bad?
    The recogniser left out what stood before it: the head of a column, the first lines of a story.
    The page must be recognised again.

    ## Fix safety
    No fix: the text cannot be known.

    ## Evidence
    On the seeds 2 of 2 findings right, 2 of 21 defects found.
    On 3.9 million characters of sound news, laid out as paragraphs, no finding.

    ## Known false alarms
    None known. Most beginnings of the kind cannot be told from sound ones and are not reported:
    a mark that cannot begin a line, the last word of a clause, the end of a word (案，即在…) or a
    particle must stand first.
    """

    code = "LOS003"
    name = "orphan-paragraph"
    title = Text("段落开头丢失", "the beginning of a paragraph is lost")
    messages = {
        "mark": Text(
            "段落以“{begin}”开始，页内没有上文，开头丢失",
            "the paragraph begins with {begin} and nothing on the page leads to it: its beginning is lost",
        ),
        "rest": Text(
            "段落从半句话开始，页内没有上文，开头丢失",
            "the paragraph begins with the rest of a sentence and nothing on the page leads to it: its beginning is lost",
        ),
        "ending": Text(
            "段落从词尾“{begin}”开始，页内没有上文，开头丢失",
            "the paragraph begins with {begin}, the end of a word, and nothing on the page leads to it: "
            "its beginning is lost",
        ),
        "particle": Text(
            "段落以助词“{begin}”开始，页内没有上文，开头丢失",
            "the paragraph begins with the particle {begin} and nothing on the page leads to it: its beginning is lost",
        ),
    }
    error_class = ErrorClass.LOSS
    severity = Severity.ERROR
    phase = Phase.STRUCTURE
    bad = (
        Bad("渡口添新船\n\n案，即在清明前后增开两条渡船，方便两岸村民来往。\n\n昨天，第一条新船下水。\n"),
        Bad("渡口添新船\n\n汀陵日报记者 周晓岚\n\n，两岸村民再也不用绕行十里山路，孩子上学也方便了。\n"),
        Bad("昨天，新米上市。\n\n子多了；可是老人还是愿意坐渡船，说船上看得见江面，心里踏实。\n"),
        Bad("渡口添新船\n\n了两条新船，两岸村民再也不用绕行十里山路，孩子上学也方便了。\n"),
    )
    good = (
        "渡口添新船\n\n方案已经定了，即在清明前后增开两条渡船，方便两岸村民来往。\n",
        "渡口添新船\n\n上接01版①\n\n案，即在清明前后增开两条渡船，方便两岸村民来往。\n",
        "人，总是要有一点念想的。老船工守着渡口，守了四十年。\n",
        "了解到村民过江不便，交通所添了两条新船，两岸来往方便多了。\n",
        "交通所拿出了一个增开渡船的方\n\n案，即在清明前后增开两条渡船，方便两岸村民来往。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each lost beginning; its place is the first character that was read."""
        for edge in page.torn.lost_beginnings:
            yield self.report((edge.at, edge.at + 1), edge.key, confidence=0.9, begin=page.text[edge.at])
