"""PUN006 mark-at-line-edge."""

from __future__ import annotations

from collections.abc import Iterator

from zzlint.rule import (
    NEWLINE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Rule,
    State,
    Text,
    edges,
    is_han,
)

FIRST, LAST = frozenset("，。、；：？！"), frozenset("“‘（《〈「『")
AT_FIRST = FIRST.union(edges.SPECKS)
#: A line that is nothing but marks, an emoticon, an item whose bullet was read as 、.
ONLY = Pattern(rf"[^\w{NEWLINE}]{{1,40}}(?:[{NEWLINE}]|\Z)")


class MarkAtLineEdge(Rule):
    """A line that begins with ，。、；：？！, or ends with an opening mark, and is no half of a paragraph.

    Among lines as they were printed a . 。 ” or a sign such as _ at the beginning is what the recogniser
    made of the rule between two columns. Elsewhere, where the line before or behind it goes on, the rules of
    paragraphs join them; what is left stands beside text that was lost or moved.

    ## Why is this bad?
    No line begins with one of these marks or ends with one of those (GB/T 15834-2011 §5.1.1-5.1.3).

    ## Fix safety
    Safe for these at the beginning of a printed line, which go: where a word runs from the line above into
    the line; a 。 also behind a whole sentence; the others also where more lines near by end with a mark than begin
    with one, as they do not where a program cut the text at a width. Left alone: a . behind a digit; a 。 behind ，; a ” behind ：,
    whose “ is open, or behind which another ” stands; a sign that several lines begin with, that stands near by once
    more, or that may have been the 一 of a word. No fix for other marks: what they belong to may have been lost.

    ## Evidence
    On the seeds 10 of 10 findings right, 10 of 12 defects found; on 93 recognitions by Tesseract and RapidOCR 28
    fixes, all of which mend (13 . at the beginnings of lines were specks, 12 of 13 ”, 9 of 10 。, but 5 of 10 ，). No
    finding on sound news, nor on 1,600 pages of it cut at widths of 12 to 40. Of 389 . read into the edges of pages
    of these texts set with the marks where print has them 369 go, of 384 ” 354, of 382 _ 317, of 381 。 101, none
    wrong. The rest is not reported: text that a program cut looks the same.

    ## Known false alarms
    Poems set for their shape.
    """

    code = "PUN006"
    name = "mark-at-line-edge"
    title = Text("标点在行首或行末", "a mark that cannot stand at the edge of a line")
    messages = {
        "first": Text("「{mark}」不能在行首", "{mark} cannot begin a line"),
        "last": Text("「{mark}」不能在行末", "{mark} cannot end a line"),
        "speck": Text(
            "行首的「{mark}」应是栏线或污点", "{mark} at the beginning of the line can only be a rule or a speck"
        ),
    }
    error_class = ErrorClass.MARK
    bad = (
        Bad(
            "今年春天水来得比往年早，渠首\n的守渠人老郭说，三十年来他还\n是头一回在清明以前开闸放水。\n"
            "。下游的三个村子接到消息，当\n天就派人清渠，连学校的孩子也\n.来帮忙，只用了两天，九里长的\n"
            "老渠就清出来了，水一直流到了\n最远的青石村，那里的人们说，\n",
            "今年春天水来得比往年早，渠首\n的守渠人老郭说，三十年来他还\n是头一回在清明以前开闸放水。\n"
            "下游的三个村子接到消息，当\n天就派人清渠，连学校的孩子也\n来帮忙，只用了两天，九里长的\n"
            "老渠就清出来了，水一直流到了\n最远的青石村，那里的人们说，\n",
        ),
        Bad("大会今天闭幕。\n\n，代表们参观了展览。\n"),
        Bad("大会今天闭幕。\n\n。代表们参观了展览。\n"),
        Bad("渠首的故事（\n\n本报讯 水来了。\n"),
    )
    good = (
        "大会今天闭幕，\n代表们参观了展览。\n",
        "代表们参观了展览，听取了渠首管理处多年来修渠护渠的情况介绍和今后的打\n\n，算回来再议，大家都说好。\n",
        "？\n！\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each mark."""
        text = page.text
        alone: dict[int, str] = {}
        for at in [at for at in page.lines.starts[1:] if text[at : at + 1] in AT_FIRST]:
            speck = page.edges.speck(at)
            if speck is not None:
                mark = text[slice(*speck)].rstrip()
                fix = self.replace(page, *speck, "")
                yield self.report((at, at + len(mark)), "speck", fix=fix, mark=mark)
            elif text[at] in FIRST and self._is_alone(page, at, first=True):
                alone[at] = "first"
        for at in [end - 1 for end in page.lines.ends[:-1] if text[end - 1] in LAST and end]:
            if self._is_alone(page, at, first=False):
                alone[at] = "last"
        # of these another rule tells that text is lost
        lost = {edge.at for edge in page.torn.lost_beginnings} if alone else set()
        for at, key in alone.items():
            if at not in lost:
                yield self.report((at, at + 1), key, mark=text[at])

    @classmethod
    def _is_alone(cls, page: Page, at: int, *, first: bool) -> bool:
        """Whether nothing that will be joined explains the mark at the edge of its line."""
        text, block = page.text, page.block_at(at)
        if (
            block is None
            or not page.separated
            or page.style.printed
            or page.is_protected(at)
            or ONLY.match(text, at if first else page.line_at(at).start)
        ):
            return False
        if first and at == block.start and block.number and cls._goes_on(page, block.number - 1):
            return False
        if not first and at + 1 == block.end and cls._goes_on(page, block.number):
            return False
        inside = block.start < at if first else at + 1 < block.end
        # inside its block it is a printed line: joined with the others
        return not inside and is_han(text[at + 1 : at + 2] if first else text[at - 1 : at])

    @staticmethod
    def _goes_on(page: Page, number: int) -> bool:
        """Whether a paragraph goes on behind the block: it will be joined."""
        if number + 1 >= len(page.blocks):
            return False
        return page.cuts.at(number).state in (State.CERTAIN, State.LIKELY)
