"""SPC001 space-in-chinese."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from zzlint.rule import (
    HAN,
    SAFE,
    UNSAFE,
    Bad,
    Block,
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
)

LATIN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ%％‰℃"
#: One blank between two Han characters, led by its literal, which ``re`` finds fast.
GAP = Pattern(f" (?<=[{HAN}] )(?=[{HAN}])")
#: What no list of names has: a particle that stands alone, a blank in front of a mark.
SIGN = Pattern(f" (?<=[{HAN}] )(?:[的了是在和不有也就这为与将到说] (?=[{HAN}])|(?=[，。、；：？！,;:?!]))")
STRETCH = Pattern(f"(?<![{HAN}{LATIN}])[{HAN}{LATIN}]+(?: [{HAN}{LATIN}]+)+")
LATIN_GAP = Pattern(f" (?<=[{LATIN}] )(?=[{LATIN}])")
HAN_GAP = Pattern(f" (?:(?<=[{HAN}] )|(?=[{HAN}]))")
#: 1 9 9 5 年: digits one by one in front of what is counted.
DIGITS = Pattern(f"(?<![0-9])(?<![0-9] )[0-9](?: [0-9])+(?= ?[{HAN}%])")
#: 本报北京5月10日电: the blank behind it is printed.
DATELINE = Pattern(r"[^，。；：！？\r\n]{1,48}?(?:[日报報社刊网] ?[讯訊]|日 ?[电電])(?= )")
CUE = Pattern(r"\w{0,8}报?(?:特约|全媒体|实习)?(?:记者|記者|通讯员|通訊員)|摄影报道|攝影報道|摄影|摄$")
BYLINE = Pattern(r"\W{0,2}\w{0,4}报?(?:特约|全媒体|实习)?(?:记者|記者|通讯员|通訊員|摄影)(?![会们们从在说])[^，。；：！？、]*$")
SEPARATED = Pattern("记者|通讯员|摄|图|讯|电|报道|[“‘《（「『(][^”’》）」』)]*$")
#: Names of so many characters together, and where one may end.
NAMES = {1: (), 2: (), 3: (), 4: (2,), 5: (2, 3), 6: (3,)}
AROUND = 12


class SpaceInChinese(Rule):
    """Blanks between Han characters that a recogniser wrote behind every character or word.

    Whether a blank was printed is judged by how dense the blanks are in the block and on the
    page; a spaced text has them around 的 and 了 and in front of marks, a list of names has not.

    ## Why is this bad?
    Chinese is printed without blanks between characters, words and numbers. With them no word
    can be searched for, and every later step sees single characters.

    ## Fix safety
    Safe where a block, or the page around it, is spaced from end to end. Wider blanks stay, and
    so do single ones behind the 讯 or 电 of a dateline, between the names of a byline and at the
    half or the thirds of a headline without marks. Elsewhere a blank within a sentence is an
    unsafe fix.

    ## Known false alarms
    On a spaced page a separator printed between unequal parts of a headline looks like the blanks
    around it and goes with them.
    """

    code = "SPC001"
    name = "space-in-chinese"
    title = Text("汉字之间有空格", "blanks between Han characters")
    messages = {
        "spaced": Text("这一行有 {count} 个不是印上去的空格", "{count} blanks in this line were never printed"),
        "single": Text("句子中间有空格", "a blank within a sentence"),
    }
    error_class = ErrorClass.FORM
    bad = (
        Bad("春 分 过 后 ， 山 上 的 茶 园 热闹 起来 了 。", "春分过后 ， 山上的茶园热闹起来了 。"),
        Bad(
            "本 报 记 者 方 小 舟 何 苇\n\n全 村 已 有 3 7 户 种 了 茶 ， 今 年 的 产 量 是 去 年 的 2 倍 ， 卖 到 了 省 城 。",
            "本报记者 方 小舟 何苇\n\n全村已有37户种了茶 ， 今年的产量是去年的2倍 ， 卖到了省城 。",
        ),
        Bad("县里的农技员三天两头到田间来，手把手地教大家剪枝和施 肥的办法，今年的收成比往年都好。",
            "县里的农技员三天两头到田间来，手把手地教大家剪枝和施肥的办法，今年的收成比往年都好。"),
    )
    good = (
        "守一方山水 护一县清泉",
        "优秀学员名单：方小舟 何苇 陆大川 沈青 田野 叶知秋 冯远 韩松 罗小山 白云",
        "本报记者 方小舟 摄",
        "毛　竹　林",
        "苦 瓜 南 瓜 冬 瓜",
        "大会以“同饮一江水 共护一江清”为主题，来自沿江九个县的代表围绕水源保护作了发言，会期三天。",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each spaced line, one for each blank that stands alone."""
        starts = (gap.start() for gap in GAP.finditer(page.text))
        found = [(block, list(gaps)) for block, gaps in groupby(starts, page.block_at) if block]
        dense = [block for block, gaps in found if is_dense(page, block, gaps)]
        certain = {block for block in dense if is_certain(page, block)}
        ink = len(page.text) - page.text.count(" ") - len(page.lines)
        everywhere = 2 * sum(printed(page, block) for block in certain) > ink
        for block, gaps in found:
            if block in certain or (everywhere and block in dense):
                yield from self.spaced(page, block)
            else:
                yield from self.single(page, block, gaps)
