"""PAR002 hard-wrap."""

from collections.abc import Iterator

from zzlint.rule import (
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Phase,
    Rule,
    State,
    Text,
    joins,
    why,
)

#: One paragraph each, in the lines of a column of eighteen characters; the first is indented by two.
WELL = (
    "村东头的老井有两百多年了，井台上",
    "的青石被绳子磨出一道道深槽。天不亮，",
    "挑水的人就排起了队，扁担碰着木桶，叮",
    "叮当当响成一片。那时候全村人都喝这口",
    "井的水，谁家办喜事，头一件便是请人把",
    "井台打扫干净，再贴上一副红纸对联。",
)
TAPS = (
    "后来通了自来水，井就闲了下来。年",
    "轻人搬进镇上的楼房，井台边长满了野",
    "草，只有几位老人傍晚还来坐坐，说说从",
    "前的年景。去年夏天大旱，水管里一连几",
    "天不出水，大家才想起它来，揭开石板一",
    "看，井水还是那么清，那么凉。",
)
MARKET = (
    "天还没有亮，码头的早市就开张了，",
    "渔船一条挨一条靠岸，银鱼倒在青石板",
    "上，闪闪发光。买鱼的人打着手电筒慢慢",
    "挑拣，卖鱼的人报着斤两，谁也不多说一",
    "句话。太阳出来的时候，市就散了，只剩",
    "下扫街的老人提着水桶，一遍遍冲洗。",
    "码头对面是一家开了四十年的面馆，",
    "老板娘记得每个熟客的口味，谁不放葱",
    "花，谁多放辣椒，从来没有弄错过。她的",
    "儿子在省城上大学，放假回来便系上围裙",
    "帮忙，收碗擦桌子，手脚麻利，客人都夸",
    "他懂事，将来一定有出息。",
)


def _across(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """Two columns read across, line by line."""
    return "".join(f"{one}\n{other}\n" for one, other in zip(left, right, strict=True))


class HardWrap(Rule):
    """A paragraph that is kept in the lines it was printed in.

    A column of print has a measure, and a line that fills it goes on in the next one. Lines are
    taken for printed ones where several near each other are of one width, hold marks of running
    text and end in mid-sentence. On other pages a line inside a paragraph is asked the same
    questions as the end of a column (PAR001).

    ## Why is this bad?
    A line break in mid-sentence, every twenty characters, cuts words, names and numbers: search
    does not find them, and a language model learns to break lines there.

    ## Fix safety
    The lines are joined: Chinese by nothing, Latin words by a blank, a divided Latin word without
    its hyphen. Every piece of evidence has a weight (``zzlint/text/printed.py``), and the message
    names what spoke for the join. Safe from a sum that no chance brings about: the line is full,
    the next one begins at the margin, a word, number or date of both is cut in two, a mark stands
    where none can begin or end a line. Unsafe where one says otherwise: the line is nearly full, or
    a sentence ends with it. What is indented, an item, a row, a date, code, or stands where
    two columns were read across is not joined; nor are lines as wide as each other none of which
    cuts a word, for they are a list.

    ## Evidence
    On the seeds 385 of 387 findings right, 385 of 461 defects found, 357 of 362 safe fixes exact. On
    pages of real engines, together with PAR001, 2,999 lines joined, 12 of them wrongly. On 570,000
    characters of sound news, on lists of headlines and on single sentences no finding.

    ## Known false alarms
    Verse and lists of one form whose lines are all as long as each other and end on no final mark.
    A paragraph that ends in a full line without a final mark, above a headline.
    """

    code = "PAR002"
    name = "hard-wrap"
    title = Text("印刷行未还原为段落", "a printed line is kept as a line")
    messages = {"line": Text("段落在行末断开：{why}", "the paragraph goes on in the next line: {why}")}
    error_class = ErrorClass.LAYOUT
    phase = Phase.STRUCTURE
    bad = (
        Bad(
            "村里的老井\n汀陵日报记者 周晓岚\n" + "\n".join((*WELL, *TAPS)) + "\n",
            "村里的老井\n汀陵日报记者 周晓岚\n" + "".join(WELL) + "\n" + "".join(TAPS) + "\n",
        ),
        # an indent begins a paragraph and stays
        Bad(
            "　　" + "\r\n".join(WELL) + "\r\n　　" + "\r\n".join(TAPS) + "\r\n",
            "　　" + "".join(WELL) + "\r\n　　" + "".join(TAPS) + "\r\n",
        ),
        Bad(
            "\n".join(WELL) + "\n\n" + "\n".join(TAPS) + "\n\n老井换新颜\n",
            "".join(WELL) + "\n\n" + "".join(TAPS) + "\n\n老井换新颜\n",
        ),
        # as Tesseract spaces it
        Bad(
            "\n".join(map(" ".join, (*WELL, *TAPS))) + "\n",
            "".join(map(" ".join, WELL)) + "\n" + "".join(map(" ".join, TAPS)) + "\n",
        ),
        # one line inside a paragraph of a page that is not kept in printed lines
        Bad(
            "老井修好了亭子，村里人傍晚都来坐，\n孩子们围着辘轳打水，笑声一直传到村口。\n\n"
            "亭子边立着一块石碑。\n碑上刻着历代淘井人的名字。\n后来的人都来看一看。\n",
            "老井修好了亭子，村里人傍晚都来坐，孩子们围着辘轳打水，笑声一直传到村口。\n\n"
            "亭子边立着一块石碑。\n碑上刻着历代淘井人的名字。\n后来的人都来看一看。\n",
        ),
    )
    good = (
        # two columns read across: each line goes on in the next but one
        _across((*WELL, *TAPS), MARKET),
        # a paragraph in each line, all of one length
        "清晨的渡口很安静，只有船桨的声音。\n老人把船推进水里，孩子坐在船头上。\n"
        "对岸的集市开张了，鱼和菜摆了一路。\n他们卖掉两筐鲜鱼，换回了一袋白米。\n"
        "傍晚的风吹过江面，船又慢慢地回来。\n炊烟升起来的时候，狗在村口等着人。\n"
        "这样的日子有多久，谁也没有去数过。\n后来大桥修起来了，渡口就没有人了。\n",
        # verse
        "风从江上来，\n带着泥土的味道，\n推开我北面的窗，\n窗里亮着灯，\n照着一个远行的人，\n"
        "他背着一口井，\n走过九十九座桥，\n没有一座是旧的。\n",
        "村口的老井还在不在\n井边的石头还凉不凉\n我离家那年下着大雪\n母亲提着灯站在门外\n"
        "如今雪落在别人屋顶\n灯也照着别人的归路\n只有井水记得我的脸\n还是二十岁的那一张\n",
        # a table
        "白菜　本周三元二角　上周三元一角\n萝卜　本周二元二角　上周二元一角\n冬瓜　本周一元二角　上周一元一角\n"
        "南瓜　本周二元六角　上周二元五角\n茄子　本周四元二角　上周四元一角\n辣椒　本周五元二角　上周五元一角\n"
        "豆角　本周六元二角　上周六元一角\n土豆　本周一元八角　上周一元七角\n",
        # a numbered list, and clauses
        "1.每户每月供应大米三十斤，食油半斤\n2.每户每月供应白糖一斤，肥皂两块\n3.每户每季供应棉布十二尺，棉线一轴\n"
        "4.每户每季供应煤油三斤，火柴十盒\n5.每户每年供应白面六十斤，粉丝四斤\n6.每户每年供应黄豆二十斤，花生六斤\n"
        "7.新婚户另外供应棉被一床，糖果五斤\n8.生育户另外供应红糖两斤，鸡蛋五斤\n",
        "（一）不得在堤防上取土、开荒、放牧；\n（二）不得在河道里堆放杂物、设障碍；\n（三）不得在水库里炸鱼、毒鱼、电鱼；\n"
        "（四）不得在渠道上私自开口、放水；\n（五）不得损坏水尺、标牌、界桩、护栏；\n（六）不得在坝顶通行载重的货车、农机；\n"
        "（七）不得在泵房内住宿、做饭、生火；\n（八）法律、法规禁止的其他各种行为。\n",
        # the head of a page, and a signature with its date
        "汀陵日报\n2021年3月16日 星期二\n农历辛丑年二月初四\n第8397期 今日8版\n责任编辑：周砚禾\n校对：尹照临\n要闻\nA1\n",
        "请各用水户提前储水，由此带来的不便，敬请谅解。\n\n汀陵市水务局\n2021年3月16日\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each line that goes on in the next; its place is the seam."""
        for state, found in joins.within(page):
            yield self.report(
                (found.start - 1, min(found.end + 1, len(page.text))),
                "line",
                fix=self.replace(page, found.start, found.end, found.new, SAFE if state is State.CERTAIN else UNSAFE),
                confidence=found.confidence,
                group=self.code,
                why=why(found),
            )
