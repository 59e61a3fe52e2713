"""CON002 broken-notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Phase,
    Profile,
    Rule,
    Text,
    whole_lines,
)


class BrokenNotice(Rule):
    """A notice of continuation that was cut short: （下转第, 上接.

    | what is left | where it was seen |
    | --- | --- |
    | `（下转第` `（下转` `上接` `下转A` | newspaper pages cut at the end of a column |
    | `（下转第 页）` `（下转3）` | journals and papers whose number, or unit, was not recognised |
    | `（下转第代表们走出会场` | two columns read across |
    | `……七百多个饭碗。下转` | glued to the last sentence |

    A notice that names its page but lost a bracket is a whole one: CON001.

    ## Why is this bad?
    The reader is sent nowhere, later steps do not know the fragment for a notice, and a joined
    paragraph keeps it in the middle of a sentence.

    ## Fix safety
    The deletion is unsafe: the fragment is part of a printed notice whose rest only the print
    knows. In the profile corpus, or with ``strip = true``, it is safe where the fragment stands
    alone or behind an opening bracket.

    ## Evidence
    On the seeds 5 of 5 findings right, 5 of 5 defects found.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    None known: the fragment must end its line and stand alone there, behind an opening bracket or,
    if it is 下转, behind the end of a sentence.
    """

    code = "CON002"
    name = "broken-notice"
    title = Text("残缺的转版标记", "a notice of continuation that was cut short")
    messages = {"cut": Text("转版标记“{found}”残缺", "{found}: a notice of continuation, cut short")}
    error_class = ErrorClass.LOSS
    phase = Phase.STRUCTURE
    profile_options = {Profile.CORPUS: {"strip": True}}

    @dataclass(frozen=True)
    class Options(Rule.Options):
        """``strip``: deleting the fragment is safe."""

        strip: bool = False

    options: Options

    bad = (
        Bad("大会今天闭幕。（下转第\n代表们走出会场。\n", "大会今天闭幕。\n代表们走出会场。\n"),
        Bad("我们的目标。\n下转第\n新的一页。\n", "我们的目标。\n新的一页。\n"),
        Bad("我们的目标。\n\n下转第\n\n新的一页。\n", "我们的目标。\n\n新的一页。\n"),
        Bad("（上 接\n代表们认为，\n", "代表们认为，\n"),
        Bad("他们来到展馆，（下转A\n", "他们来到展馆，\n"),
        Bad("方法见文献。（下转第 页 ）\n", "方法见文献。\n"),
        Bad("渠水引上了山。下转\n", "渠水引上了山。\n"),
        Bad("他们来到（下转第代表们走出会场。\n", "他们来到代表们走出会场。\n"),
    )
    good = (
        "大会今天闭幕。（下转第3版）\n",
        "大会今天闭幕。（下转第\n三版）\n",
        "他从山上接\n第二个孩子。\n",
        "股价由升转降，由跌下转\n",
        "这趟车在此站以下转接\n",
        "上接云天，下临深渊。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each fragment."""
        for notice in page.notices:
            if not notice.whole:
                place = notice.start, notice.end
                start, end = whole_lines(page, *place) if notice.alone else place
                safe = self.options.strip and notice.sure
                fix = self.replace(page, start, end, "", SAFE if safe else UNSAFE)
                yield self.report(place, "cut", fix=fix, found=page.text[notice.start : notice.end])
