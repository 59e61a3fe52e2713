"""CON002 broken-notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Bad,
    Cue,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Phase,
    Profile,
    Rule,
    Scope,
    Text,
    notices,
)

#: So far around the needle a notice may reach, in code points.
REACH = 16

# Read in the plain view from the verb to the end of the line: no page unit comes any more.
REST = Cue(rf"(?P<verb>{notices.CLEAR_VERB})(?P<page>第?[A-D]?[ ]?(?:{notices.NUMBER})?)[)\]」】]?$", "下上紧緊")


class BrokenNotice(Rule):
    """A notice of continuation that was cut short: （下转第, 上接.

    ## Why is this bad?
    The reader is sent nowhere, later steps do not know the fragment for a notice, and a joined
    paragraph keeps it in the middle of a sentence.

    ## Fix safety
    The deletion is unsafe: the fragment is part of a printed notice whose rest only the print
    knows. In the profile corpus, or with ``strip = true``, it is safe.

    ## Evidence
    On the seeds 3 of 3 findings right, 3 of 4 defects found.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    None known: the fragment must end its line and stand alone there or behind an opening bracket.
    """

    code = "CON002"
    name = "broken-notice"
    title = Text("残缺的转版标记", "a notice of continuation that was cut short")
    messages = {"cut": Text("转版标记“{found}”残缺", "{found}: a notice of continuation, cut short")}
    error_class = ErrorClass.LOSS
    needles = notices.TURNS
    scope = Scope.LINE
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
        Bad("（上 接\n代表们认为，\n", "代表们认为，\n"),
        Bad("他们来到展馆，（下转A\n", "他们来到展馆，\n"),
    )
    good = (
        "大会今天闭幕。（下转第3版）\n",
        "他从山上接\n第二个孩子。\n",
        "股价由升转降，由跌下转\n",
        "这趟车在此站以下转接\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each fragment."""
        for start in sorted(start for starts in hits.values() for start in starts):
            line = page.line_at(start)
            if line.end - start > REACH:
                continue
            low = max(line.start, start - REACH)
            view = page.view(low, line.end)
            for found in REST.finditer(view.text):
                verb = view.span(*found.span("verb"))
                if not verb.start <= start < verb.end:
                    continue
                at = found.start()
                opened = at > 0 and view.text[at - 1] in "([【〔「"
                begin = view.origin(at - 1) if opened else verb.start
                alone = begin - line.start <= REACH and not page.text[line.start : begin].strip()
                if not (opened or alone):
                    continue
                cut_from, cut_to = (line.start, page.after_line(line)) if alone else (begin, line.end)
                fix = self.replace(page, cut_from, cut_to, "", SAFE if self.options.strip else UNSAFE)
                shown = page.text[begin : line.end].strip()
                yield self.report((begin, begin + len(shown)), "cut", fix=fix, found=shown)
