"""PAR001 broken-paragraph."""

from collections.abc import Iterator
from typing import NamedTuple

from zzlint.rule import (
    CLOSERS,
    FINAL,
    OPENERS,
    PAIRS,
    SAFE,
    UNSAFE,
    Bad,
    Block,
    Cue,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Pattern,
    Phase,
    Role,
    Rule,
    Text,
    ends_finally,
    is_han,
    notices,
)

#: Blocks of these roles are whole by themselves, above a cut and below it.
WHOLE = frozenset({Role.MASTHEAD, Role.BYLINE, Role.DATELINE, Role.NOTICE, Role.FURNITURE, Role.LIST_ITEM})
#: A block that merely stops is prose from this length on; one that stops on a comma, from LONG on.
PROSE, LONG = 40, 28
#: A last line of a paragraph that was cut off is seldom shorter.
TAIL = 8
#: Less than this is no clause of running text but a verse, a form of address, an item.
CLAUSE = 13
#: How far into the next block an open pair may close, in code points.
CLOSES_WITHIN = 80
#: On a page where more blocks than this have three lines or more, lines are printed lines.
WRAPPED = 0.25

# a clause of a law ends on ； and is a paragraph of its own
INNER_END = "，、,"
# half-width : and ! begin lines of Markdown
CANNOT_BEGIN = "，。、；：？！,;?" + CLOSERS + "%％℃"
CLOSER, BRACKET = Pattern(f"[{CLOSERS}]"), Pattern(f"[{OPENERS}{CLOSERS}]")
MARKS_OF_PROSE = "，。；？！,;?!"
SKIPPED_AT_SEAM = " \t\u3000"
# How stories and paragraphs begin: no continuation of a sentence begins so.
OPENING = Pattern(
    r"\S{0,10}[讯訊][\s（(]|[“‘（(【●■◆★▲○]|——|图为|编者按|据悉|据了解|此外|同时|目前|近年来|近日|日前|今年|去年|昨[天日]|今[天日]"
    r"|.{0,8}消息|新华社|本报|本台|他|她|它们|我|你|您|这|那|有的|有人|如果|虽然|由于|为了"
    r"|截至|随后|接着|最后|首先|其次|另外|另一方面|一方面|不过|然而|但是|因此|所以|总之|会议|会上|当[天日]|其中|在此|对此|为此"
    r"|[0-9０-９]{1,4}年|[0-9]{1,2}月[0-9]{1,2}日|[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,3}[，、]|[0-9]{1,2}[.．、]"
)


# a page-turn notice glued to the text: the article goes on elsewhere
NOTICE_END = Cue(rf"{notices.VERB}第?{notices.NUMBER}{notices.UNIT}?{notices.ORDINAL}?[)]?$", notices.TURNS)
NOTICE_BEGIN = Cue(rf"[(]?{notices.VERB}(?:{notices.PAGE}|第?\d)", notices.TURNS)
NOTICE_REACH = 16


class Evidence(NamedTuple):
    """What speaks for a cut: a message key, how often it was right, and whether it is enough to join."""

    key: str
    confidence: float
    strong: bool = True


class BrokenParagraph(Rule):
    """One paragraph in two blocks, cut by the end of a column or of a page.

    ## Why is this bad?
    The sentence is interrupted: search does not find what stands across the cut, and whoever
    re-uses the text gets two half sentences.

    ## Fix safety
    Safe on strong evidence only: a long line of prose ends on a comma, the lower block begins with
    a mark that cannot begin a line (GB/T 15834-2011 §5.1), a quotation or title is opened above and
    closed below, or a number is cut. Unsafe where the line is short, or where a long body block
    merely stops without a final mark and the next one goes on like the rest of a sentence. Headlines, bylines, captions,
    mastheads, lists and notices are never joined, and nothing on a page of printed lines.

    ## Evidence
    On the seeds 43 of 48 findings right, 43 of 72 defects found, 5 of 6 safe fixes exact.
    On sound news laid out as paragraphs 2 findings, at sentences without a final mark.

    ## Known false alarms
    A block whose end is lost, above a block whose beginning is lost; a body paragraph that was
    printed without its final mark.
    """

    code = "PAR001"
    name = "broken-paragraph"
    title = Text("段落被截断为两块", "one paragraph in two blocks")
    messages = {
        "comma": Text(
            "段落在「{end}」处断开，应与下一块相连", "the paragraph stops at {end}; the next block continues it"
        ),
        "mark": Text(
            "「{begin}」不能位于段首，应与上一块相连", "{begin} cannot begin a paragraph; it continues the block above"
        ),
        "pair": Text("「{open}」在上一块开始、在下一块结束", "{open} opens in this block and closes in the next"),
        "number": Text("数字被截断：{end}｜{begin}", "a number is cut in two: {end}|{begin}"),
        "sentence": Text(
            "正文没有句末标点，下一块似为其后续", "body text stops in mid-sentence; the next block seems to go on"
        ),
    }
    error_class = ErrorClass.LAYOUT
    phase = Phase.STRUCTURE
    bad = (
        Bad(
            "市民们早早来到江边的看台上，\n\n等候龙舟队伍的到来。\n",
            "市民们早早来到江边的看台上，等候龙舟队伍的到来。\n",
        ),
        Bad("工程分三期，总投资超过\n\n，其中一期今年完工。\n", "工程分三期，总投资超过，其中一期今年完工。\n"),
        Bad(
            "大家认真学习了《临汀市古树\n\n名木保护办法》的内容。\n",
            "大家认真学习了《临汀市古树名木保护办法》的内容。\n",
        ),
        Bad(
            "她说：“村里的路修到了家门\n\n口，孩子上学再也不怕下雨。”\n",
            "她说：“村里的路修到了家门口，孩子上学再也不怕下雨。”\n",
        ),
        Bad(
            "全年共接待游客，人数达到12\n\n34人次，比上年增长一成。\n",
            "全年共接待游客，人数达到1234人次，比上年增长一成。\n",
        ),
        Bad(
            "大桥建成以后，两岸居民往来不必再等渡船，这座桥还把三个乡镇的茶园连成一片，每到春天来看茶园的人越来\n\n"
            "越多，沿线的农家乐也跟着红火起来。\n",
            "大桥建成以后，两岸居民往来不必再等渡船，这座桥还把三个乡镇的茶园连成一片，每到春天来看茶园的人越来"
            "越多，沿线的农家乐也跟着红火起来。\n",
        ),
    )
    good = (
        "新桥通车 两岸连心\n\n临汀日报记者 周晓岚\n\n昨天上午，新桥通车。\n",
        "山村夜校亮灯\n\n昨天晚上，夜校开课。\n",
        "夏日荷塘\n\n临汀日报记者 周晓岚 摄\n",
        "他提出三点要求：\n\n一是抓紧抓实，不留死角。\n",
        "“第一，要学。\n\n“第二，要用。”\n",
        "产业园区陆续建成投产的项目有轴承、齿轮、\n\n下转 A3版\n\n新学期开学了。\n",
        "老匠人说，木头会骗人，手不会骗人，这句话他讲给每一个徒弟听，一讲就是三十多年（下转 A5版\n\n"
        "上接02版② 新修的小桥通到了村口，来往的人都要停下来看一看。\n",
        "风从江上来，\n\n带着泥土的味道，\n\n推开我的窗。\n",
        "女士们、先生们，\n\n大家上午好！\n\n此致，\n\n敬礼！\n",
        "今年要做三件事：\n\n第一件事是把村口的路修好，\n\n第二件事是把渠水引上山来，\n\n第三件事还没有想好。\n",
        "他走遍了全市所有乡镇，调查了几百个村的情况，写下厚厚的笔记，并且\n\n昨天上午，市图书馆新馆开放。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each pair of blocks; its place is the seam."""
        if not page.separated or _wrapped(page):
            return
        for above, below in zip(page.blocks, page.blocks[1:], strict=False):
            end = _last(page.text, above)
            if page.text[end] in FINAL or ends_finally(page.text[max(above.start, end - 5) : end + 1]):
                continue
            evidence = self._evidence(page, above, below, end)
            if evidence is None:
                continue
            begin = _first(page.text, below)
            fix = self.replace(page, end + 1, begin, "", SAFE if evidence.strong else UNSAFE)
            yield self.report(
                (end, begin + 1),
                evidence.key,
                fix=fix,
                confidence=evidence.confidence,
                end=page.text[end],
                begin=page.text[begin],
                open=page.text[open_at] if (open_at := _open_pair(page, above, below)) is not None else "",
            )

    def _evidence(self, page: Page, above: Block, below: Block, end: int) -> Evidence | None:
        begin = _first(page.text, below)
        evidence = self._suspected(page, above, below, end, begin)
        if evidence is None or page.role(above) in WHOLE or page.role(below) in WHOLE:
            return None
        # what stops in mid-sentence for no visible reason does so in running text only
        if evidence.key == "sentence" and page.role(above) is not Role.BODY:
            return None
        if page.is_protected(end) or page.is_protected(begin) or _turned(page, above, below, end):
            return None
        return evidence

    def _suspected(self, page: Page, above: Block, below: Block, end: int, begin: int) -> Evidence | None:
        """The evidence before the roles are asked, which cost more than all the rest."""
        last, first = page.text[end], page.text[begin]
        if last in "：:" or _stub_of(page, above, below):
            return None
        # the last line counts: tables stand in blocks of many short ones
        length = end + 1 - page.line_at(end).start
        if first in CANNOT_BEGIN:
            return Evidence("mark", 0.98, strong=length >= CLAUSE)
        if _open_pair(page, above, below) is not None:
            return Evidence("pair", 0.97, strong=length >= CLAUSE)
        if last.isdigit() and first.isdigit() and _is_prose(page.text[end + 1 - length : end]):
            return Evidence("number", 0.95, strong=length >= CLAUSE)
        comma = last in INNER_END and length >= CLAUSE
        if not comma and not (length >= PROSE and is_han(last) and is_han(first) and _ends(page, below)):
            return None
        if not _goes_on(page, below) or _listed(page, above, below) or OPENING.match(page.text, begin, below.end):
            return None
        if comma:
            return Evidence("comma", 0.97, strong=length >= LONG and below.end - below.start >= TAIL)
        return Evidence("sentence", 0.9, strong=False)


def _wrapped(page: Page) -> bool:
    """Whether the page keeps printed lines: many blocks of three and more lines."""
    # a blank line stands above each block, and a long one has two lines more: else there are not many
    if len(page.lines) <= (2 + 2 * WRAPPED) * len(page.blocks) - 1:
        return False
    long = sum(_line_ends(page.text, block) >= 2 for block in page.blocks)
    return long > WRAPPED * len(page.blocks)


def _line_ends(text: str, block: Block) -> int:
    start, end = block.start, block.end
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _last(text: str, block: Block) -> int:
    end = block.end - 1
    while end > block.start and text[end] in SKIPPED_AT_SEAM:
        end -= 1
    return end


def _first(text: str, block: Block) -> int:
    begin = block.start
    while begin < block.end - 1 and text[begin] in SKIPPED_AT_SEAM:
        begin += 1
    return begin


def _goes_on(page: Page, below: Block) -> bool:
    """Whether the lower block is prose that ends as a sentence or goes on itself."""
    text = page.block_text(below).rstrip()
    return ends_finally(text) or _is_prose(text)


def _is_prose(text: str) -> bool:
    return any(mark in text for mark in MARKS_OF_PROSE)


def _ends(page: Page, below: Block) -> bool:
    """Whether a sentence ends in the lower block; items of a list have no final marks."""
    text = page.block_text(below).rstrip()
    return ends_finally(text) or "。" in text


def _turned(page: Page, above: Block, below: Block, end: int) -> bool:
    """Whether a notice of continuation ends the upper block or begins the lower one."""
    before = page.view(max(above.start, end + 1 - NOTICE_REACH), end + 1).text
    behind = page.view(below.start, min(below.end, below.start + NOTICE_REACH)).text
    return NOTICE_END.search(before) is not None or NOTICE_BEGIN.match(behind) is not None


def _listed(page: Page, above: Block, below: Block) -> bool:
    """Whether short blocks follow each other as verses, items and names do: each ends on a comma or on no mark."""
    if above.end - above.start > PROSE:
        return False
    near = page.blocks[max(0, above.number - 1) : below.number + 2]
    open_ended = [block for block in near if block.end - block.start <= PROSE and not _ends(page, block)]
    return len(open_ended) > 1 or page.text[above.start] == page.text[below.start]


def _stub_of(page: Page, above: Block, below: Block) -> bool:
    """Whether the upper block is a cut-off copy of the lower one: a loop, not a cut."""
    size = min(8, above.end - above.start)
    return page.text[above.start : above.start + size] == page.text[below.start : below.start + size]


def _open_pair(page: Page, above: Block, below: Block) -> int | None:
    """Where a pair opens in the upper block that closes first thing in the lower one."""
    if CLOSER.search(page.text, below.start, min(below.end, below.start + CLOSES_WITHIN)) is None:
        return None
    stack: list[int] = []
    for bracket in BRACKET.finditer(page.text, above.start, above.end):
        if bracket[0] in PAIRS:
            stack.append(bracket.start())
        elif stack and PAIRS[page.text[stack[-1]]] == bracket[0]:
            stack.pop()
    if not stack:
        return None
    depth = 0
    for char in page.text[below.start : min(below.end, below.start + CLOSES_WITHIN)]:
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS and depth:
            depth -= 1
        elif char in CLOSERS:
            return stack[-1] if PAIRS[page.text[stack[-1]]] == char else None
    return None
