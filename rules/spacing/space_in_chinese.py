"""SPC001 space-in-chinese."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from zzlint.rule import (
    HAN,
    SAFE,
    UNSAFE,
    Bad,
    Block,
    Cue,
    Diagnostic,
    Edit,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Role,
    Rule,
    Span,
    Text,
    ends_finally,
    is_han,
    lexicon,
)

LATIN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ%％‰℃①-⑳"
#: One blank between two letters that are not Latin, led by its literal, which ``re`` finds fast.
LETTERS = Cue(r" (?<=[^\W!-~] )(?=[^\W!-~])", " ")
#: What no list of names has: a particle alone that is in no name, a blank in front of a mark.
SIGN = Pattern(f" (?<=[{HAN}] )(?:[的是不这就到说] (?=[{HAN}])|(?=[，。、；：？！,;:?!”》）)]))")
STRETCH = Pattern(f"(?<![{HAN}{LATIN}])[{HAN}{LATIN}]+(?: [{HAN}{LATIN}]+)+")
LATIN_GAP = Pattern(f" (?<=[{LATIN}] )(?=[{LATIN}])")
HAN_GAP = Pattern(f" (?:(?<=[{HAN}] )|(?=[{HAN}%％‰℃①-⑳]))")
#: 1 9 9 5 年: digits one by one in front of what is counted.
DIGITS = Pattern(f"(?<![0-9])(?<![0-9] )[0-9](?: [0-9])+(?= ?[{HAN}%])")
#: A headline that may have equal parts; with 的 it is one phrase.
EVEN = Pattern(f"(?!.*的)[{HAN}]+")
#: 本报北京5月10日电: the blank behind it is printed.
DATELINE = Pattern(r"[^，。；：！？\r\n]{1,48}?(?:[日报報社刊网] ?[讯訊]|日 ?[电電])(?= )")
WHO = "(?:本报|[一-鿿]{2}[日晚早商晨]报)?(?:特约|全媒体|实习)?(?:记者|記者|通讯员|通訊員)"
CUE = Cue(rf"{WHO}[/／]?|摄影报道|攝影報道|摄影|摄\Z", ("记者", "記者", "通讯员", "通訊員", *"摄攝"))
BYLINE = Pattern(rf"\W{{0,2}}(?:{WHO}|摄影)(?![会们们从在说])[^，。；：！？、]*\Z")
#: How many characters the names between two cues have, and where one may end.
NAMES = {0: (), 1: (), 2: (), 3: (), 4: (2,), 6: (3,)}
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
AROUND = 12
#: Blanks for one printed character: of a spaced block, of a spaced line in a block that is none.
DENSE, FULL = 0.2, 0.4
#: So long is running text.
PROSE = 40
#: From here on (log-odds) a word runs through a blank.
CUT = 5.0
#: What a printed blank stands behind in running text: 本报讯 昨天, 何苇 摄.
CLOSING = "讯訊电電摄攝"
#: Where the blanks of unspaced pages are printed ones: bylines, datelines, titles and slogans in quotes.
PRINTED = Pattern(
    r"记者|通讯员|摄|图|[讯电]\Z|第[〇零一二三四五六七八九十百\d]{1,6}[条章款节项编]\Z|[“《（「『(][^”》）」』)]*\Z"
)


class Measured(NamedTuple):
    """A block, its printed characters and its blanks between two Han characters.

    It is ``dense`` where there are blanks enough for a spaced block; the ``signs`` that a machine
    put them there are counted then.
    """

    block: Block
    ink: int
    gaps: list[int]
    dense: bool
    signs: int

    @property
    def certain(self) -> bool:
        """Whether the block is spaced whatever the page is like."""
        return self.dense and len(self.gaps) >= 8 and self.signs >= 2


class SpaceInChinese(Rule):
    """Blanks between Han characters that a recogniser wrote behind every character or word.

    Whether a blank was printed is judged by how dense the blanks are in the block and on the
    page; a spaced text has them around 的 and 了 and in front of marks, a list of names has not.

    ## Why is this bad?
    Chinese is printed without blanks between characters, words and numbers. With them no word
    can be searched for, and every later step sees single characters.

    ## Fix safety
    Safe where a block, or the page around it, is spaced from end to end; on a page with such
    blocks also in a single line that shows a sign of the machine. Wider blanks stay, and so do
    single ones behind the 讯 or 电 of a dateline, between the names of a byline and at the half or
    the thirds of a headline without marks. Elsewhere a blank within a sentence is a safe fix where
    a word of the lexicon runs through it and nothing else can be read (施 肥), else an unsafe one.

    ## Evidence
    On the seeds 68 of 68 findings right, 68 of 68 defects found, 51 of 51 safe fixes exact.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    On a spaced page a separator printed between unequal parts of a headline looks like the blanks
    around it and goes with them.
    """

    code = "SPC001"
    name = "space-in-chinese"
    title = Text("汉字之间有空格", "blanks between Han characters")
    messages = {
        "spaced": Text(
            "这一行的字与字之间有 {count} 个多余的空格",
            "superfluous blanks between the characters of this line: {count}",
        ),
        "single": Text("句子中间有空格", "a blank within a sentence"),
    }
    error_class = ErrorClass.FORM
    bad = (
        Bad("春 分 过 后 ， 山 上 的 茶 园 热闹 起来 了 。", "春分过后 ， 山上的茶园热闹起来了 。"),
        Bad(
            "本 报 记 者 何 苇 方 小 舟\n\n全 村 有 3 7 户 种 了 茶 ， 产 量 是 去 年 的 2 倍 ， 卖 到 了 省 城 。",
            "本报记者 何苇 方小舟\n\n全村有37户种了茶 ， 产量是去年的2倍 ， 卖到了省城 。",
        ),
        Bad(
            "守 一 方 山 水 护 一 县 清 泉\n\n本 报 讯 昨 天 ， 县 里 的 护 水 队 出 发 了 ， 走 了 三 十 里 。",
            "守一方山水 护一县清泉\n\n本报讯 昨天 ， 县里的护水队出发了 ， 走了三十里 。",
        ),
        Bad(
            "县里的农技员三天两头到田间来，手把手地教大家剪枝和施 肥的办法，今年的收成比往年都好得多。",
            "县里的农技员三天两头到田间来，手把手地教大家剪枝和施肥的办法，今年的收成比往年都好得多。",
        ),
    )
    good = (
        "守一方山水 护一县清泉",
        "优秀学员名单：方小舟 何苇 陆大川 沈青 田野 叶知秋 冯远 韩松 罗小山 白云",
        "本报记者 方小舟 摄",
        "毛　竹　林",
        "第二条 扰乱公共秩序，妨害公共安全，侵犯人身权利、财产权利，尚不够刑事处罚的，依照本法给予处罚。",
        "苦 瓜 南 瓜 冬 瓜",
        "大会以“同饮一江水 共护一江清”为主题，来自沿江九个县的代表围绕水源保护作了发言，会期三天。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each spaced line, one for each blank that stands alone."""
        found = [measure(page, *block) for block in gapped(page)]
        certain = sum(told.ink for told in found if told.dense and told.certain)
        everywhere = certain > 0 and 2 * certain > sum(ink(page, block) for block in page.blocks)
        for told in found:
            if told.dense and (everywhere or told.certain):
                yield from self.spaced(page, told.block)
            elif certain and (lines := [row for row in rows(page, told.block) if is_spaced(page, row, everywhere)]):
                for row in lines:
                    yield from self.line(page, told.block, row)
            elif told.ink >= PROSE:
                yield from self.single(page, told)

    def spaced(self, page: Page, block: Block) -> Iterator[Diagnostic]:
        """The findings of a block that is spaced from end to end."""
        for row in rows(page, block):
            start, end = page.lines[row]
            blanks = page.text.count(" ", start, end)
            if blanks >= 0.15 * (end - start - blanks - 8):  # else the machine left the line alone
                yield from self.line(page, block, row)

    def line(self, page: Page, block: Block, row: int) -> Iterator[Diagnostic]:
        """The finding of a spaced line."""
        line = page.lines[row]
        edits = tuple(squeezed(page, line, kept(page, block, line)))
        if edits:
            count = sum(len(edit.old) - len(edit.new) for edit in edits)
            span = Span(edits[0].start, edits[-1].end)
            yield self.report(span, "spaced", fix=Fix(edits, SAFE), group="spaced", count=count)

    def single(self, page: Page, told: Measured) -> Iterator[Diagnostic]:
        """The blanks in a block of prose that has few."""
        block = told.block
        places = [at for at in told.gaps if page.text[at - 1] not in CLOSING]
        if not places or not ends_finally(page.text[block.end - AROUND : block.end]):
            return
        places = [at for at in places if is_within(page, block, at) and not page.is_protected(at)]
        if not places or page.role(block) is not Role.BODY:
            return
        for at in places:
            text = page.text[max(block.start, at - AROUND) : at], page.text[at + 1 : min(block.end, at + AROUND)]
            trust = SAFE if lexicon.cuts("".join(text), len(text[0])) >= CUT else UNSAFE
            yield self.report((at, at + 1), "single", fix=self.replace(page, at, at + 1, "", trust))


def is_gap(text: str, at: int) -> bool:
    """Whether a blank stands between two Han characters."""
    return is_han(text[at - 1]) and is_han(text[at + 1])


def has_word(text: str) -> bool:
    """Whether two Han characters stand side by side."""
    return any(is_han(one) and is_han(other) for one, other in pairwise(text))


def gapped(page: Page) -> Iterator[tuple[Block, list[int]]]:
    """The blocks with blanks between two Han characters, and where the blanks are."""
    text = page.text
    block: Block | None = None
    gaps: list[int] = []
    for blank in LETTERS.finditer(text):
        at = blank.start()
        if not is_gap(text, at):
            continue
        if block is None or at >= block.end:
            if block is not None:
                yield block, gaps
            block, gaps = page.block_at(at), []
        gaps.append(at)
    if block is not None:
        yield block, gaps


def measure(page: Page, block: Block, gaps: list[int]) -> Measured:
    """The counts of a block."""
    printed = ink(page, block)
    dense = len(gaps) > DENSE * printed
    return Measured(block, printed, gaps, dense, len(SIGN.findall(page.block_text(block))) if dense else 0)


def ink(page: Page, block: Block) -> int:
    """How many characters are printed."""
    _, start, end = block
    return end - start - page.text.count(" ", start, end)


def rows(page: Page, block: Block) -> range:
    """The numbers of the block's lines."""
    return range(page.row(block.start), page.row(block.end) + 1)


def is_spaced(page: Page, row: int, everywhere: bool) -> bool:
    """Whether a line is spaced, in a block that is not, on a page with blocks that are.

    Where the whole page is spaced the blanks alone tell; else a sign must be there, too.
    """
    line = page.text[slice(*page.lines[row])]
    blanks = line.count(" ")
    return blanks > FULL * (len(line) - blanks) and (everywhere or SIGN.search(line) is not None)


def is_within(page: Page, block: Block, at: int) -> bool:
    """Whether the blank stands between two words of Chinese text and no other blank is near."""
    text = page.text
    near = text[max(block.start, at - AROUND) : at], text[at + 1 : min(block.end, at + AROUND)]
    if any(" " in side or "\u3000" in side for side in near):
        return False
    left, right = "".join(near[0][-4:].splitlines()), near[1][1:4].lstrip("\r\n")
    before = text[max(block.start, at - 6 * AROUND) : at]
    return is_han(right[:1]) and has_word(left) and not PRINTED.search(before) and CUE.search(near[1]) is None


def kept(page: Page, block: Block, line: Span) -> list[int]:
    """The blanks of a spaced line that may have been printed."""
    if line.start == block.start and (dateline := DATELINE.match(page.text, *line)):
        return [dateline.end()]
    if line.end - line.start > 80:
        return []
    text = page.text[line.start : line.end]
    bare = text.replace(" ", "")
    if BYLINE.match(bare):
        breaks = byline_breaks(bare)
    elif line == block.span and EVEN.fullmatch(bare):
        breaks = even_breaks(len(bare))
    else:
        return []
    ink = 0
    places = []
    for at, char in enumerate(text, line.start):
        if char != " ":
            ink += 1
        elif ink in breaks:
            places.append(at)
    return places


def byline_breaks(bare: str) -> set[int]:
    """Behind how many characters of a byline a blank may stand: at a cue and between two names."""
    edges = [0, *(edge for cue in CUE.finditer(bare) for edge in cue.span()), len(bare)]
    breaks = set(edges)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        names = bare[start:end]
        ends: tuple[int, ...] = tuple(range(len(names)))
        if len(names) == 5 and (names[2] in SURNAMES) != (names[3] in SURNAMES):
            ends = (2,) if names[2] in SURNAMES else (3,)
        breaks.update(start + at for at in NAMES.get(len(names), ends))
    return breaks


def even_breaks(length: int) -> set[int]:
    """Behind how many characters a headline of two or three equal parts has its separators."""
    return {
        part * length // parts
        for parts in (2, 3)
        if length % parts == 0 and 4 <= length // parts <= 9
        for part in range(1, parts)
    }


def squeezed(page: Page, line: Span, kept: list[int]) -> Iterator[Edit]:
    """One edit for each stretch without marks, wide blanks and kept ones."""
    for stretch in STRETCH.finditer(page.text, *line):
        start = stretch.start()
        for end in (*(at for at in kept if start < at < stretch.end()), stretch.end()):
            first, last = start, end
            start = end + 1
            if page.is_protected(first):
                first = page.text.find(" ", first, last)
            if page.is_protected(last - 1):
                last = page.text.rfind(" ", first, last)
            old = page.text[first:last] if 0 <= first < last else ""
            new = tight(old)
            if new != old:
                yield Edit(first, last, old, new)


def tight(stretch: str) -> str:
    """The stretch without blanks, but for those between words and numbers."""
    if LATIN_GAP.search(stretch) is None:
        return stretch.replace(" ", "")
    pieces: list[str] = []
    at = 0
    for digits in DIGITS.finditer(stretch):
        pieces += (stretch[at : digits.start()], digits[0].replace(" ", ""))
        at = digits.end()
    return HAN_GAP.sub("", "".join((*pieces, stretch[at:])))
