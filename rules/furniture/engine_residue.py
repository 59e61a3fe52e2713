"""FUR002 engine-residue."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Applicability,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Phase,
    Rule,
    Severity,
    Span,
    Text,
    is_han,
    residue,
    whole_lines,
)

#: So much of a page is looked at to tell prose from code.
HEAD = 400
#: A line of a model's own words is not longer.
SAID = 240
#: So many lines at the end of a page may be a model's.
LAST = 3


class Fence(NamedTuple):
    """A line of a code fence; ``label`` is the language it names."""

    line: Span
    label: str


class EngineResidue(Rule):
    """What a recognition model wrote that the page does not show: tags, fences, its own words.

    | form | engine |
    | --- | --- |
    | `<\\|ref\\|>text<\\|/ref\\|><\\|det\\|>[[1, 2, 3, 4]]<\\|/det\\|>` `<\\|grounding\\|>` `<--- Page Split --->` | DeepSeek-OCR |
    | `<\\|det\\|>title [1, 2, 3, 4]<\\|/det\\|>` | Unlimited-OCR |
    | `<｜end▁of▁sentence｜>` `<\\|im_end\\|>` `<\\|endoftext\\|>` `</s>` | DeepSeek, Qwen, GPT, Nougat and Donut: end of text |
    | `<\\|box_start\\|>(1,2),(3,4)<\\|box_end\\|>` `<\\|object_ref_start\\|>` `<box>(1,2),(3,4)</box>` | Qwen-VL |
    | `<\\|box_start\\|>030 343 132 397<\\|box_end\\|><\\|ref_start\\|>title<\\|ref_end\\|><\\|rotate_up\\|>` `<\\|md_start\\|>` | MinerU 2 |
    | `<\\|LOC_123\\|>` `<\\|TEXT_START\\|>` `<img src="imgs/…">` | PaddleOCR-VL |
    | `<loc_12>` `<page_break>` `<!-- image -->` | Docling |
    | `<page_number>` `<watermark>` | Nanonets-OCR |
    | `[MISSING_PAGE_FAIL:3]` | Nougat: the page is lost |
    | `![](images/3f2a….jpg)` `![](_page_0_Picture_1.jpeg)` `![img-0.jpeg](img-0.jpeg)` `{0}------…` | MinerU, Marker, Mistral |
    | front matter with `is_rotation_valid` | olmOCR |
    | `*[Image OCR]` `[End OCR]*` | MarkItDown |
    | a code fence around the page, 好的，以下是识别结果：, Here is the transcription:, 希望对您有帮助 | chat models asked to read |
    | `<think>…</think>` `◁think▷…◁/think▷` | reasoning models |

    Tables (`<table>`) are text of the page and stay, as do honest marks of the unread ([无法识别], □).

    ## Why is this bad?
    Nothing of it was printed. A reader takes a model's remark for the paper's, a search finds tags,
    and a language model that is trained on the text learns to write them.

    ## Fix safety
    Safe where it cannot be print: tokens with coordinates, tokens at the edge of a line, page
    splits, fences around a whole page of prose, what was thought between two tags at the head of
    the page, and a model's first line when a blank line or a fence follows it. Unsafe: words
    further down, remarks on pictures, tags that a text on computers may speak of, images. What is
    between `<\\|ref\\|>` and `<\\|/ref\\|>` stays unless it is the kind of a block. A refusal and a
    missing page are reported only: what was printed there must be recognised again.

    ## Evidence
    On the seeds 31 of 31 findings right, 31 of 31 defects found, 31 of 31 fixes exact.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    A text on language models that quotes their tokens outside of code.
    """

    code = "FUR002"
    name = "engine-residue"
    title = Text("识别引擎的残留", "what the recognition engine left in the text")
    messages = {
        "mark": Text("识别引擎的标记：{found}", "a mark of the engine: {found}"),
        "tag": Text("识别引擎的标签：{found}", "a tag of the engine: {found}"),
        "image": Text("识别引擎写的图片链接", "a link to an image, written by the engine"),
        "missing": Text("引擎报告此处缺页：{found}", "the engine says that a page is missing: {found}"),
        "split": Text("识别引擎的分页或占位行：{found}", "a line that the engine writes between pages: {found}"),
        "remark": Text("识别模型对图片的说明：{found}", "the model's remark on the image: {found}"),
        "refusal": Text("识别模型拒绝或未能识别：{found}", "the model did not read the page: {found}"),
        "words": Text("识别模型自己的话：{found}", "the model's own words: {found}"),
        "fence": Text("整页外面的代码围栏", "a code fence around the page"),
        "thought": Text("识别模型的思考过程", "the model's reasoning"),
        "front": Text("识别引擎写的页首信息", "front matter written by the engine"),
    }
    error_class = ErrorClass.FORM
    needles = (
        *(needle for _, needles in (*residue.INLINE.values(), *residue.IN_LINES.values()) for needle in needles),
        *residue.CLOSING_NEEDLES,
        *residue.THOUGHTS,
        *residue.THOUGHTS.values(),
        "```",
        "is_rotation_valid",
    )
    phase = Phase.STRUCTURE

    bad = (
        Bad("好的，以下是识别结果：\n\n大桥通车了。\n", "大桥通车了。\n"),
        Bad("Here is the transcription:\n\n大桥通车了。\n", "大桥通车了。\n"),
        Bad("```markdown\n大桥通车了。\n\n两岸往来更加方便。\n```\n", "大桥通车了。\n\n两岸往来更加方便。\n"),
        Bad(
            "<|ref|>text<|/ref|><|det|>[[58, 190, 322, 468]]<|/det|>\n大桥通车了。\n\n<--- Page Split --->\n\n灯亮了。\n",
            "大桥通车了。\n\n灯亮了。\n",
        ),
        Bad("<|ref|>大桥通车<|/ref|><|det|>[[1, 2, 3, 4]]<|/det|>\n", "大桥通车\n"),
        Bad("<|box_start|>(12,30),(450,88)<|box_end|>大桥通车了。<|im_end|>\n", "大桥通车了。\n"),
        Bad("<think>\n先读报头。\n</think>\n\n大桥通车了。\n", "大桥通车了。\n"),
        Bad("大桥通车了。\n\n以上是图片中的全部文字内容，如需调整请告诉我。\n", "大桥通车了。\n"),
        Bad("大桥通车了。\n\n![](images/3f2a91c0.jpg)\n\n灯亮了。\n", "大桥通车了。\n\n灯亮了。\n"),
        Bad("大桥通车了。\n\n[MISSING_PAGE_FAIL:3]\n"),
        Bad("抱歉，我无法识别这张图片中的文字。\n"),
    )
    good = (
        "以下是本次大会的主要内容：\n\n一是修路，二是修渠。\n",
        "大桥通车了，[无法识别]两岸往来更加方便。\n",
        "专家答疑：多喝水，少熬夜。\n\n希望对您有帮助。\n",
        "先装好软件，再运行下面的命令：\n\n```\npip list\n```\n\n屏幕上会列出所有的包。\n",
        "<table><tr><td>大桥</td></tr></table>\n",
        "“对不起，我没有看清。”他说。\n",
        "他在网页里写下<image>标签，又删掉了。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """Marks anywhere, words and fences where a model writes them."""
        fences = _around(page, _fences(page, hits.get("```", ())))
        thoughts = list(_thoughts(page, hits))
        spoken = bool(fences or thoughts)
        for span in thoughts:
            whole = _blank(page, 0, span.start) and page.text.startswith(tuple(residue.THOUGHTS), span.start)
            yield self._deleted(page, span, "thought", SAFE if whole else UNSAFE)
        yield from self._unfenced(page, fences)
        for start in hits.get("is_rotation_valid", ())[:1]:
            front = residue.FRONT.match(page.text) if start < HEAD else None
            if front is not None:
                yield self._deleted(page, Span(*front.span()), "front", SAFE)
        for item in self._lines(page, hits, thoughts):
            spoken = spoken or item.message.key == "words"
            yield item
        yield from self._inline(page, hits, thoughts)
        yield from self._last(page, hits, spoken)

    def _unfenced(self, page: Page, fences: Sequence[Fence]) -> Iterator[Diagnostic]:
        """Fences in pairs, or one that lost its other half."""
        for number, fence in enumerate(fences):
            opening = fences[number - number % 2]
            # in Markdown a pair without a language may hold code
            sure = bool(opening.label) or len(fences) == 1 or not page.is_protected(opening.line.start)
            yield self._deleted(page, fence.line, "fence", SAFE if sure else UNSAFE)

    def _lines(self, page: Page, hits: Hits, thoughts: list[Span]) -> Iterator[Diagnostic]:
        """Lines that are nothing but the engine's."""
        for key, (pattern, needles) in residue.IN_LINES.items():
            done = -1
            for start in _starts(hits, needles):
                if start < done or start < _before(thoughts, start).end:
                    continue
                line = page.line_at(start)
                done = line.end
                if line.end - line.start > SAID:
                    continue
                span = _stripped(page, line)
                if pattern.fullmatch(page.text[slice(*span)]) is None or _is_code(page, span):
                    continue
                if key == "split":
                    yield self._deleted(page, span, key, SAFE)
                elif key == "remark":
                    yield self._deleted(page, span, key, UNSAFE)
                elif key == "words":
                    yield self._deleted(page, span, key, SAFE if _begins(page, line, thoughts) else UNSAFE)
                elif _blank(page, 0, span.start):
                    yield self._report(page, span, key)

    def _inline(self, page: Page, hits: Hits, thoughts: list[Span]) -> Iterator[Diagnostic]:
        """Marks that may stand inside a line."""
        markup = "<html" in page.text or "<body" in page.text
        for key, (pattern, needles) in residue.INLINE.items():
            done = -1
            for start in _starts(hits, needles):
                found = pattern.match(page.text, start) if start >= done else None
                if found is None or start < _before(thoughts, start).end:
                    continue
                span = Span(*found.span())
                if _is_code(page, span):
                    continue
                done = span.end
                if key == "missing":
                    yield self._report(page, span, key)
                elif key == "image":
                    yield self._deleted(page, span, key, UNSAFE, Severity.NOTE)
                elif key == "mark":
                    sure = residue.PLACED.match(found[0]) is not None or not _glued(page, span)
                    yield self._deleted(page, span, key, SAFE if sure else UNSAFE)
                elif found[0] == residue.STOP:
                    if not page.text[span.end : span.end + HEAD].strip():
                        yield self._deleted(page, span, key, SAFE)
                elif not (_glued(page, span) or page.is_protected(start) or markup):
                    yield self._deleted(page, span, key, UNSAFE)

    def _last(self, page: Page, hits: Hits, spoken: bool) -> Iterator[Diagnostic]:
        """A model's last words; ``spoken``: the page bears other traces of one."""
        rest = len(page.text.rstrip())
        for _ in range(LAST):
            span = _stripped(page, page.line_at(rest))
            if span.start == span.end or span.end - span.start > SAID:
                return
            words = residue.CLOSING.fullmatch(page.text[slice(*span)])
            if words is not None and (spoken or residue.ABOUT_IMAGE.match(words[0]) is not None):
                yield self._deleted(page, span, "words", SAFE if spoken else UNSAFE)
            elif residue.FENCE.fullmatch(page.text, *span) is None:
                return
            rest = len(page.text[: span.start].rstrip())

    def _deleted(
        self, page: Page, span: Span, key: str, trust: Applicability, severity: Severity | None = None
    ) -> Diagnostic:
        """A finding whose fix takes the place away, its lines with it where nothing else stands in them."""
        first, last = page.line_at(span.start), page.line_at(span.end)
        alone = _blank(page, first.start, span.start) and _blank(page, span.end, last.end)
        cut = whole_lines(page, *span) if alone else span
        return self._report(page, span, key, self.replace(page, cut.start, cut.end, "", trust), severity)

    def _report(
        self, page: Page, span: Span, key: str, fix: Fix | None = None, severity: Severity | None = None
    ) -> Diagnostic:
        shown = page.text[span.start : min(span.end, span.start + 40)]
        return self.report(span, key, fix=fix, severity=severity, found=shown)


def _starts(hits: Hits, needles: Iterable[str]) -> list[int]:
    return sorted({start for needle in needles for start in hits.get(needle, ())})


def _before(spans: list[Span], at: int) -> Span:
    """The last of the spans that begins at ``at`` or before it."""
    index = bisect_right(spans, at, key=_start) - 1
    return spans[index] if index >= 0 else Span(0, 0)


def _blank(page: Page, start: int, end: int) -> bool:
    """Whether nothing but a few blanks stands between the two places."""
    return end - start <= HEAD and not page.text[start:end].strip()


def _stripped(page: Page, line: Span) -> Span:
    text = page.text[line.start : line.end]
    return Span(line.end - len(text.lstrip()), line.start + len(text.rstrip())) if text.strip() else Span(*line[:1] * 2)


def _begins(page: Page, line: Span, thoughts: list[Span]) -> bool:
    """Whether a line is the first of the page, and a blank line or a fence follows it."""
    if not _blank(page, _before(thoughts, line.start).end, line.start):
        return False
    below = page.line_at(page.after_line(line))
    text = page.text[below.start : below.end]
    return not text.strip() or residue.FENCE.fullmatch(text) is not None


def _is_code(page: Page, span: Span) -> bool:
    """Whether the place is shown as code: protected with what stands around it, not as a tag by itself."""
    if not page.is_protected(span.start):
        return False
    return (span.start > 0 and page.is_protected(span.start - 1)) or page.is_protected(span.end)


def _glued(page: Page, span: Span) -> bool:
    """Whether text stands on both sides in the same line."""
    return is_han(page.text[span.start - 1 : span.start]) and is_han(page.text[span.end : span.end + 1])


def _thoughts(page: Page, hits: Hits) -> Iterator[Span]:
    """What stands between the tags of reasoning; without the first tag, from the head of the page."""
    done = 0
    for opening, closing in residue.THOUGHTS.items():
        for end in hits.get(closing, ()):
            start = page.text.find(opening, done, end)
            if start < 0 and done == 0 and not page.is_protected(end):
                yield Span(0, end + len(closing))
            elif start >= 0:
                yield Span(start, end + len(closing))
            done = end + len(closing)


def _fences(page: Page, ticks: Iterable[int]) -> list[Fence]:
    """The lines that are fences."""
    fences: list[Fence] = []
    for start in ticks:
        line = page.line_at(start)
        mark = residue.FENCE.fullmatch(page.text, *line) if line.end - line.start < HEAD else None
        if mark is not None and (not fences or fences[-1].line != line):
            fences.append(Fence(line, mark[1].lower()))
    return fences


def _around(page: Page, fences: Sequence[Fence]) -> Sequence[Fence]:
    """The fences that hold the whole page, or each of its pages, if what they hold is prose."""
    outer: list[Fence] = []
    gaps: list[str] = []
    depth = at = 0
    for fence in fences:
        if depth == 0:
            outer.append(fence)
            gaps.append(page.text[at : fence.line.start])
        depth += 1 if fence.label or depth == 0 else -1
        if depth == 0:
            outer.append(fence)
            at = fence.line.end
    if not outer:
        return ()
    rest = page.text[outer[-1].line.end :]
    if depth and len(fences) == 1 and not fences[0].label and not _is_said(gaps[0]):
        return fences if _is_said(rest) else ()  # the opening one was cut off, or is gone already
    if depth and not (len(outer) == 1 and outer[0].label in residue.NAMED_FENCES):
        return ()
    if not depth:
        gaps.append(rest)
    sound = outer[0].label not in residue.PROSE_FENCES or not _is_prose(page, outer[0])
    return () if sound or not all(map(_is_said, gaps)) else outer


def _is_said(gap: str) -> bool:
    """Whether a model speaks between two fences, or nobody does."""
    if len(gap) > HEAD:
        return False
    lines = filter(None, map(str.strip, gap.splitlines()))
    return all(
        any(words.fullmatch(line) for words in (residue.OPENING, residue.CLOSING, residue.SPLIT)) for line in lines
    )


def _is_prose(page: Page, fence: Fence) -> bool:
    """Whether what follows is no code: any Han character below ```markdown, else most of the letters."""
    start = fence.line.end
    letters = [char for char in page.text[start : start + HEAD] if char.isalnum()]
    written = sum(map(is_han, letters))
    return written > 0 if fence.label in residue.NAMED_FENCES else 2 * written > len(letters)


def _start(span: Span) -> int:
    return span.start
