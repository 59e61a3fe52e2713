"""FUR001 page-furniture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from zzlint.rule import (
    BLANK,
    FINAL,
    INNER,
    SAFE,
    UNSAFE,
    Applicability,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Phase,
    Profile,
    Role,
    Rule,
    Severity,
    Span,
    Text,
    ends_finally,
    furniture,
    is_han,
    whole_lines,
)

#: No line of furniture is longer, in code points, and the head of a page has no more lines.
LONGEST, HEAD = 90, 14
#: A longer line is text, not part of the head of a page.
HEADING = 32
#: How far a running head inside a paragraph reaches to each side of its anchor.
BEFORE, BEHIND = 40, 64
#: So far above a mail address a call for contributions may stand, whose own address it is.
CALL = 600

#: Furniture by itself wherever it stands in a line of its own. 今日8版 may be the title of a table of contents.
UNMISTAKABLE = frozenset({"editors", "desk", "imprint", "forecast"})
#: Furniture where a sentence is torn by it.
NUMBERS = furniture.NUMBERS
#: What tells the head of a page from the date and the place above a story.
TITLE = frozenset({"paper", "imprint", "sheets", "issue", "editors"})
#: An address, which is furniture where it tears a sentence and no call for contributions stands above.
ADDRESS = frozenset({"mail", "phone"})
#: What a letter or a notice may have below it, too: neither first nor last in a running head between stories.
SHARED = frozenset({"date", "weekday", "lunar", "mail", "phone", "number", "weather"})
#: A letterhead, a call for contributions: the address below is its own.
CALLS = ("征稿", "投稿", "来稿", "应征", "征文", "征集")
#: A running head that was read into a paragraph holds one of these.
ANCHORS = ("日 星期", "日\u3000星期", " 责任编辑", "\u3000责任编辑")
FULL_DATE = Pattern(r"\d{4}年\d{1,2}月\d{1,2}日")
#: What ends a line of text.
ENDS = FINAL + INNER
#: A sentence that stops on one of these goes on; behind ：and ； a list may come.
COMMAS = "，、"
#: Before a running head it is a sentence that cites an issue.
CITING = "据据載载见於于自在原《“（(「"


class Line(NamedTuple):
    """A line of nothing but pieces of furniture."""

    row: int
    kinds: frozenset[str]


class Found(NamedTuple):
    """Lines of furniture that stand together and the rows of the text around them; None at the page's edge."""

    lines: Sequence[Line]
    above: int | None
    below: int | None

    @property
    def kinds(self) -> frozenset[str]:
        """All kinds of the lines."""
        return _kinds_of(self.lines)


class PageFurniture(Rule):
    """What belongs to the page and to no story, in the middle of the text: running head, page number, editors, hotline.

    ## Why is this bad?
    On paper it stands at the edge of the page. A recogniser reads it between two paragraphs or into
    one, and the sentence is interrupted by ``A2 要闻 2021年3月16日 星期二``: search does not find
    what stands across it, and a language model learns to say it.

    ## Fix safety
    In the profiles archive and publish furniture at the head and the foot of a page is as printed:
    no finding. Between two paragraphs of one story it is reported without a fix, a hotline between
    two stories is a note; where it tears a sentence, the deletion is unsafe. In corpus, or with
    ``strip = true``, furniture is deleted wherever it stands: safe where lines hold nothing else and
    say themselves what they are (the head of a page, a running head, editors, the hotline of the
    desk), unsafe inside a paragraph unless four pieces of it come together.

    ## Evidence
    On the seeds 17 of 17 findings right, 17 of 17 defects found; with ``strip`` no body block of a
    sound page is touched. On 3.9 million characters of sound news no finding, with ``strip`` either.

    ## Known false alarms
    A story of the newspaper about itself that names its desk's telephone in a line by itself. What
    letters and notices have below them (place, date, 咨询电话, 联系人), document numbers and the
    address in a call for contributions are content and stay.
    """

    code = "FUR001"
    name = "page-furniture"
    title = Text("文中夹有版面信息", "page furniture in the middle of the text")
    messages = {
        "torn": Text("句子被版面信息“{found}”隔断", "a sentence is torn by page furniture: {found}"),
        "inside": Text("文章中间夹有版面信息“{found}”", "page furniture inside a story: {found}"),
        "between": Text("两篇文章之间夹有版面信息“{found}”", "page furniture between two stories: {found}"),
        "strip": Text("版面信息“{found}”", "page furniture: {found}"),
    }
    error_class = ErrorClass.LAYOUT
    phase = Phase.STRUCTURE
    profile_options = {Profile.CORPUS: {"strip": True}}

    @dataclass(frozen=True)
    class Options(Rule.Options):
        """``strip``: delete the furniture, at the edges of the page, too."""

        strip: bool = False

    options: Options

    bad = (
        Bad(
            "工厂搬走以后，河滩上的芦苇一年比一年高，住在对岸的老人说，夜里又能听见\n\n"
            "汀陵日报 2021年3月16日 星期二 A2版\n\n水鸟的叫声，这是三十年来没有过的事。\n",
            "工厂搬走以后，河滩上的芦苇一年比一年高，住在对岸的老人说，夜里又能听见\n\n"
            "水鸟的叫声，这是三十年来没有过的事。\n",
        ),
        Bad(
            "工厂搬走以后，河滩上的芦苇一年比一年高，住在对岸的老人说，夜里又能听见\n\n- 3 -\n\n"
            "水鸟的叫声，这是三十年来没有过的事。\n",
            "工厂搬走以后，河滩上的芦苇一年比一年高，住在对岸的老人说，夜里又能听见\n\n"
            "水鸟的叫声，这是三十年来没有过的事。\n",
        ),
        Bad(
            "老人说，河滩上又来了白鹭。\n\n责任编辑：洪小满　校对：尹照临\n\n"
            "白鹭一来，看鸟的人也来了，河边开起了三家茶馆。\n"
        ),
        Bad(
            "审议报告时，委员们提出 A2 要闻 2021年3月16日 星期二 这两年河水变清了。\n",
            "审议报告时，委员们提出这两年河水变清了。\n",
        ),
        Bad(
            "汀陵日报\n2021年3月16日 星期二\n民生\nA2\n\n村里修通了公路。\n\n新闻热线：0700-6681234\n",
            "村里修通了公路。\n",
            {"strip": True},
        ),
    )
    good = (
        "汀陵日报\n2021年3月16日 星期二\n民生\nA2\n\n村里修通了公路。\n\n新闻热线：0700-6681234\n",
        "现将有关事项通知如下，请遵照执行。\n\n汀陵市教育局\n2022年2月25日\n\n咨询电话：0700-6619021\n\n"
        "参加评比的学校请于月底前报名。\n",
        "据汀陵日报 2021年3月16日 星期二 A2版报道，村里修通了公路。\n",
        "这份报纸他一直留着，那一天是2021年3月16日 星期二 他结婚的日子。\n",
        "几个年轻人在墙上写下大大的\n\n05\n\n三个老人站在一旁看，谁也没有说话。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for lines of furniture that stand together, and for each running head in a paragraph."""
        for found in _runs(page, edges=self.options.strip):
            if self.options.strip:
                for part in _sure(page, found):
                    span = _span(page, part)
                    yield self.report(span, "strip", fix=self._deletion(page, part, SAFE), found=_shown(page, span))
                continue
            key = _misplaced(page, found)
            if key is None:
                continue
            span = _span(page, found)
            fix = self._deletion(page, found, UNSAFE) if key == "torn" else None
            severity = Severity.NOTE if key == "between" else None
            yield self.report(span, key, fix=fix, severity=severity, found=_shown(page, span))
        yield from self._in_paragraphs(page)

    def _deletion(self, page: Page, found: Found, trust: Applicability) -> Fix:
        """The lines go, with the blank ones on one side of them."""
        return self.replace(page, *whole_lines(page, *_span(page, found)), "", trust)

    def _in_paragraphs(self, page: Page) -> Iterator[Diagnostic]:
        done = 0
        for at in sorted(_places(page.text)):
            running = _running_head(page, at) if at >= done else None
            if running is None:
                continue
            span, kinds = running
            done = span.end
            start, end = span
            while page.text[start - 1] in BLANK:
                start -= 1
            while page.text[end] in BLANK:  # Han stands behind it
                end += 1
            trust = SAFE if self.options.strip and len(kinds) > 3 else UNSAFE
            fix = self.replace(page, start, end, "", trust)
            yield self.report(span, "torn", fix=fix, found=_shown(page, span))


def _runs(page: Page, *, edges: bool) -> Iterator[Found]:
    """Lines of furniture with only blank lines between them, in their order; ``edges``: of the page, too."""
    done = -1
    for seed in _seeds(page, edges=edges):
        if seed <= done or (line := _line(page, seed)) is None:
            continue
        above = [*_going(page, seed, -1)]
        lines = [*reversed(above), line, *_going(page, seed, 1)]
        done = lines[-1].row
        yield _among(page, lines)


def _seeds(page: Page, *, edges: bool) -> Iterator[int]:
    """The rows that may hold furniture; without the ``edges``, those between two lines of text."""
    text = page.text
    if edges and page.blocks:
        yield page.row(page.blocks[0].start)
    waiting: list[int] = []
    in_text = edges
    for row, (start, end) in enumerate(zip(page.lines.starts, page.lines.ends, strict=True)):
        if start == end:
            continue
        ended = text[end - 1] in ENDS
        if in_text and not ended and end - start <= LONGEST and furniture.suspected(text, start, end):
            waiting.append(row)
        elif ended or end - start > HEADING or text.find("。", start, end) >= 0:
            yield from waiting
            waiting.clear()
            in_text = True
    if edges:
        yield from waiting


def _going(page: Page, row: int, step: int) -> Iterator[Line]:
    """The lines of furniture that follow a row upwards (-1) or downwards (1)."""
    next_row = _row_of_text(page, row, step)
    while next_row is not None and (line := _line(page, next_row)) is not None:
        yield line
        next_row = _row_of_text(page, next_row, step)


def _line(page: Page, row: int) -> Line | None:
    start, end = page.lines[row]
    kinds = furniture.kinds(page.text[start:end]) if end - start <= LONGEST else frozenset()
    return Line(row, kinds) if kinds else None


def _among(page: Page, lines: Sequence[Line]) -> Found:
    return Found(tuple(lines), _row_of_text(page, lines[0].row, -1), _row_of_text(page, lines[-1].row, 1))


def _span(page: Page, found: Found) -> Span:
    """From the first character of the lines to the last."""
    return Span(page.lines.starts[found.lines[0].row], page.lines.ends[found.lines[-1].row])


def _row_of_text(page: Page, row: int, step: int) -> int | None:
    """The next line that is not blank, down (1) or up (-1)."""
    row += step
    while 0 <= row < len(page.lines):
        start, end = page.lines[row]
        if start < end and not page.text[start:end].isspace():
            return row
        row += step
    return None


def _kinds_of(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset().union(*(line.kinds for line in lines))


def _misplaced(page: Page, found: Found) -> str | None:
    """How the lines interrupt the text (a key of the messages); None where they stand as printed."""
    kinds = found.kinds
    if found.above is None or found.below is None or not kinds & (UNMISTAKABLE | furniture.PAGE | ADDRESS):
        return None
    unmistakable = bool(kinds & UNMISTAKABLE) or furniture.is_running_head(kinds)
    tears = unmistakable or kinds <= NUMBERS or ("paper" in kinds and len(kinds) > 1)
    if not tears and not (kinds <= ADDRESS and not _called(page, found.lines[0])):
        return None
    plain = unmistakable or kinds == {"label"}
    stops = _stops(page, found.above)
    if not (stops or plain):
        return None
    above = _role(page, found.above)
    if above is Role.BYLINE and plain and "editors" not in kinds:
        return "inside" if _role(page, found.below) is Role.BODY else None
    if above is not Role.BODY:
        return None
    below = _role(page, found.below)
    if below is Role.BODY and stops:
        return "torn"
    if plain and below in (Role.BODY, Role.CAPTION):
        return "inside"
    return "between" if plain and "desk" in kinds else None


def _role(page: Page, row: int) -> Role | None:
    """The role of the block that holds the line; None for a line without Chinese, as engines write them around a block."""
    start, end = page.lines[row]
    block = page.block_at(start)
    if block is None or not any(map(is_han, page.text[start : min(end, start + LONGEST)])):
        return None
    return page.role(block)


def _stops(page: Page, row: int) -> bool:
    """Whether the line stops in mid-sentence."""
    start, end = page.lines[row]
    line = page.text[max(start, end - 8) : end].rstrip()
    return (line[-1:].isalnum() or line[-1:] in COMMAS) and not ends_finally(line)


def _sure(page: Page, found: Found) -> Iterator[Found]:
    """The lines that are furniture without doubt, those that stand together as one."""
    sure = set(_sure_lines(page, found))
    for is_sure, lines in groupby(found.lines, key=sure.__contains__):
        if is_sure:
            yield _among(page, tuple(lines))


def _sure_lines(page: Page, found: Found) -> Sequence[Line]:
    if found.above is None:
        head = _head(found.lines)
        if len(_kinds_of(head)) > 1 and _kinds_of(head) & TITLE:
            return head
    if _misplaced(page, found) == "torn":
        return found.lines
    lines = found.lines
    while lines and lines[0].kinds <= SHARED:
        lines = lines[1:]
    while lines and lines[-1].kinds <= SHARED:
        lines = lines[:-1]
    if furniture.is_running_head(_kinds_of(lines)):
        return lines
    return [line for line in found.lines if line.kinds & UNMISTAKABLE or (found.below is None and _ends(page, line))]


def _head(lines: Sequence[Line]) -> Sequence[Line]:
    """The head of a page: no kind of line comes twice, but for names, numbers and dates in parts."""
    seen: set[str] = set()
    for count, line in enumerate(lines[:HEAD]):
        if line.kinds & seen & {"section", "weekday", "editors", "sheets"}:
            return lines[:count]
        seen |= line.kinds
    return lines[:HEAD]


def _ends(page: Page, line: Line) -> bool:
    """Whether the line is the number or the address at the foot of a page."""
    return line.kinds == {"sheet"} or (line.kinds == {"mail"} and not _called(page, line))


def _called(page: Page, line: Line) -> bool:
    """Whether a call for contributions stands above the line."""
    start = page.lines.starts[line.row]
    above = page.text[max(0, start - CALL) : start]
    return any(word in above for word in CALLS)


def _places(text: str) -> Iterator[int]:
    for anchor in ANCHORS:
        at = text.find(anchor)
        while at >= 0:
            yield at
            at = text.find(anchor, at + 1)


def _running_head(page: Page, at: int) -> tuple[Span, frozenset[str]] | None:
    """The running head around an anchor that tears a sentence of the line, and its kinds."""
    line = page.line_at(at)
    low = max(line.start, at - BEFORE)
    text = page.text[low : min(line.end, at + BEHIND)].translate(furniture.FOLDED)
    if FULL_DATE.search(text) is None:
        return None
    for start in range(1, at - low + 1):
        if text[start - 1] != " " or text[start] == " ":
            continue
        kinds, end = furniture.pieces(text, start)
        if end <= at - low + 1 or len(kinds) < 3 or not kinds & (NUMBERS | {"editors"}):
            continue
        before, behind = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
        torn = (is_han(before) or before in INNER) and before not in CITING
        if before and torn and text[end : end + 1] == " " and is_han(behind):
            return Span(low + start, low + end), kinds
        return None
    return None


def _shown(page: Page, span: Span) -> str:
    return " ".join(page.text[span.start : span.end].split())
