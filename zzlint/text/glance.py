"""A block at first glance: what its own first and last characters show.

Nothing here looks at a neighbour, and nothing reads more of a block than its first few lines, so
that a block of two megabytes costs what a paragraph costs.
"""

from __future__ import annotations

import re
from functools import cached_property

from zzlint.text.chars import BLANK, CLOSERS, FINAL, PAIRS
from zzlint.text.pattern import Pattern

#: Read of a block that is one line, and of a block of several lines, in code points.
LINE, LINES = 120, 480
#: Read of a block's end.
TAIL = 16
#: A line longer than this is neither byline nor date nor furniture.
SHORT = 75
#: A line longer than this is prose; a headline of four parts stays below it.
HEADLINE = 60
#: In a line longer than ``SPACED`` one blank for ``BLANKS`` characters comes from the machine.
SPACED, BLANKS = 12, 4
#: Without a blank between its clauses a line is perhaps prose from ``CLAUSES`` on, certainly from ``PROSE``.
CLAUSES, PROSE = 28, 40

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FINAL_END = re.compile(f"[{FINAL}!?.][{CLOSERS}\"')]{{0,3}}$")
# 乡 村 版: the machine put a blank between all characters; 王 珂 and 2 000 are printed so
_MACHINE_BLANK = Pattern(r"(?<=[^\s!-~]) (?=\S)|(?<=\S) (?=[^\s!-~])")

_NUMERAL = "一二三四五六七八九十"
_YEAR = rf"(?:中[華华]民[國国]|民[國国])?[\d〇○零{_NUMERAL}]{{1,4}}年"
_DAY = rf"(?:\d{{1,2}}|[正冬腊臘{_NUMERAL}]{{1,3}})月(?:(?:\d{{1,2}}|[初廿卅{_NUMERAL}]{{1,3}})[日曰号號]?)?"
_WEEKDAY = rf"(?:星期|礼拜|禮拜|周)[{_NUMERAL[:6]}日曰天]"
_LUNAR = r"(?:[农夏阴][历曆]|農曆|陰曆)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
_DATE = rf"(?:(?:{_YEAR}|{_LUNAR}|{_DAY}|{_WEEKDAY})[\s,]{{0,3}})"
_ONLY_DATE = Pattern(rf"\(?{_DATE}{{1,7}}\)?")
_DATE_FIRST = Pattern(rf"{_YEAR}{_DAY}(?:\s|{_WEEKDAY})")
# under the title of a law: （2022年2月18日……通过，自2022年4月1日起施行）
_ENACTED = Pattern(rf"\({_YEAR}[^。]{{4,64}}(?:通过|施行|公布|发布|印发|修订)\)")
_AGENCY = Pattern(r"[(【\[]?(?:新[华華]社|中新社|本[报報]|据)[^,。]{0,24}[电電讯訊][)】\]]?")

_PAPER = Pattern(
    r"(?:#{1,3} )?[\w· ]{1,10}(?:日|晚|早|晨|时|周|商|民|都市|青年|工人|农民|晶|時|週)[报報](?:社)?"
    r"(?:[\s·]{0,2}\w{0,4}(?:副刊|周刊|周末|特刊|专刊|导读|號外|号外)(?:[\s·]{1,2}\w{1,6})?)?"
    r"|[A-Z]+(?: [A-Z]+){0,3} (?:DAILY|NEWS|TIMES|WEEKLY|POST|EVENING)"
)
_IMPRINT = Pattern(
    r"刊[号號]|[国國][内內]统一|主[管办辦][、主 ]|主[办辦管]$|[编編][辑輯]出版|第[\d〇零一二三四五六七八九十百千]+[期号號](?!楼|线|院)"
    r"|[今本][日期](?:共)?[\d一二三四五六七八九十]+[版页頁]|今日出[紙纸]|^社址|零售|邮发代号"
)
_NOTICE = Pattern(
    r"\W{0,3}(?:[下上][转轉接]\W{0,2}第?\W?[A-Z]?[\d一二三四五六七八九十]{0,3}|[转轉接续續]\W?第?[A-Z]?[\d一二三四五六七八九十]{1,3})"
    r"\W{0,2}[版页頁面]?[\W①-⑳]{0,3}"
)
_LABEL = Pattern(rf"第?[A-D]?\d{{1,2}}版|[A-ZА-ЯΑ-Ω]\d{{1,2}}|0\d|第[{_NUMERAL}]{{1,3}}版|[-=_*—~·]{{3,}}")
_EDITORS = Pattern(
    r"(?:本[版期]|值班|见习)?(?:[责責]任[编編][辑輯]|[责責][编編]|美[术術][编編][辑輯]|[编編][辑輯]|主[编編]|校[对對]|版式|美[编編]|[组組]版|制版|[检檢]校)[\s:/]"
)
_CONTACT = Pattern(
    r"\W{0,2}\w{0,6}(?:[热熱][线線]|[电電][话話]|[邮郵]箱|[邮郵][编編]|[传傳]真|[报報]修|[联聯][系繫](?:人|我们|方式)?|地址|网址|微信)(?:[:/]|[ \d]+-)"
)
_WEATHER = Pattern(r"[天晴雨雪][气氣转轉][:\s\w]|气温|氣溫|℃|多云|降水概率|[风風]\D{0,4}\d级")
_DOCUMENT = Pattern(r"\w{1,10}[〔\[(]\d{4}[〕\])]第?\d{1,4}号")
_PREVIEW = Pattern(r"(?:下期|明日|下周|近期)(?:预告|导读|看点):")
_TOPIC = (
    r"(?:要[闻聞]|[综綜]合|[时時]政|本[地市]|[国國][内內际際]|[经經][济濟]|[财財][经經]|体育|[体體]育|文化|文[艺藝]|副刊|科教|科技|教育|健康|社[会會]|民生|城[市事]|[县縣][区區域]|[乡鄉]村|农业"
    r"|[广廣]告|公告|服[务務]|分[类類]信息|[评評][论論]|理[论論]|旅游|[娱娛][乐樂]|生活|新[闻聞]|[专專][题題]|特刊|[访訪][谈談]|[记記]事|法[规規治制]|公文|[视視]界|[读讀]者|[学學][习習])"
)
_SECTION = Pattern(rf"{_TOPIC}(?:[·・、/ ]?{_TOPIC}){{0,2}}[版页]?")
_SIGNED = Pattern(
    r"\w[\s ]{0,4}(?:[谨謹敬特]?[启啟]|[谨謹]上|[顿頓]首|敬上)$|(?:签章|签字|盖章)\)?[:\s_]|\d{1,2}:\d\d发布$"
)
_OFFICE = Pattern(
    r"[^,。:;?!\s]{2,22}(?:公司|集团|政府|委员会|局|厅|学院|学校|大学|中学|小学|协会|学会|中心|[支总大]队|办公室|指挥部|气象台|银行|医院|法院|检察院|编辑部|本报社|厂|管理处|管委会|研究所)"
)
_CORRESPONDENT = Pattern(r"[^,。:;?!\s]{2,12} [^,。:;?!\s]{1,3}(?:老师|先生|女士|师傅|读者|同志|同学)")

_WRITER = r"(?:记者|記者|通[讯訊][员員]|特派[员員]|[评評][论論][员員]|[编編][译譯]|实习生|特约撰稿|撰稿|撰文|作者|整理|采[写寫]|文|摄影|攝影|[图圖]片?|制图|漫画|插图)"
_SURNAME = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
    "邹熊陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚庞樊殷施陶洪翟颜倪严牛温季俞章鲁葛韦申尤毕聂焦柳邢岳齐梅莫庄辛祝左涂"
    "祁耿牟卜詹苗凌费纪靳童欧甄裴席鲍覃霍翁隋甘景柏柯阮桂闵柴冉饶刁瞿戚滕邬臧褚娄符奚穆燕郎姬屠晏栾郁喻窦卓仇艾虞卞佟匡蒲楚荆岑胥蔺旷骆"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭許蘇盧蔣賈葉閻譚鄒陸龍錢湯賀賴龐顏嚴溫魯畢聶齊鄧鍾莊"
)
_PERSON = rf"[{_SURNAME}] ?[\u4e00-\u9fff](?: ?[\u4e00-\u9fff])?"
_BYLINE = Pattern(
    rf"[□■◎◇●▲]?\W{{0,2}}[^\W\d]{{0,14}}{_WRITER}(?:[ 　/:·]+[\w·、()/\s]{{1,44}}|{_PERSON}(?:[\s、/][\w·、/\s]{{1,30}})?)"
    r"|[□■◎◇] ?[\w·]{1,5}(?:[ 、][\w·]{1,5}){0,4}"
    rf"|\W?(?:本[报報刊]|特[约約])\w{{0,6}}(?:{_WRITER})"
    rf"|\w{{2,10}}(?:教授|讲师|研究员|教师|主任|院长|校长|馆长|馆员|医生|医师|律师|作家|工程师) {_PERSON}"
)
_NAME = Pattern(rf"{_PERSON}|[\u4e00-\u9fff] [\u4e00-\u9fff]")
_ROLL = Pattern(rf"{_PERSON}(?:[、,\s]{{1,2}}{_PERSON}){{0,20}}[、,。]?")
# 敬礼！ and what else stands above the signature of a letter
_CLOSE = Pattern(r"(?:此致[,。]?\s?)?(?:敬[礼禮]|顺颂|即颂|[^,。]{0,4}(?:安康?|[顺順]利|[进進]步|健康|快[乐樂]))[!。]?")
_CREDIT_END = re.compile(r"(?:摄影?|攝影?|供[图圖]|[图圖]|[图圖]片)[)）]?$")
_PHOTOGRAPHER = Pattern(r"(?:本版)?(?:摄影|攝影|[图圖]片)[\s:/]")
_CAPTION = Pattern(
    r"[图圖][为為①-⑩\d](?!书)|[上下左右][图圖][为:：]|(?:数据|资料|图片|資料)(?:来源|來源|图片|圖片)|资料[图圖]$"
)
_PICTURED = Pattern(r"(?:^|[。,;\n])[图圖][为為][^。]{2,60}。?$")

_MARK = Pattern(rf"[▲△●■◆★○◎☆•◇]|[①-⑳]|\([{_NUMERAL}\d]{{1,3}}\)|\d{{1,2}}[.、](?!\d)|[-*+] \S|\|")
_ENTRY = Pattern(r"\d{1,2}月\d{1,2}日(?:\([^)]{2,8}\)|:)?[:\s]")
_CLAUSE = Pattern(rf"[{_NUMERAL}]{{1,3}}、|第[{_NUMERAL}百\d]{{1,4}}[条條款]")
_FIELD = Pattern(r"[^,。:;?!“”\s]{0,8}[^,。:;?!“”\s说道问答称曰是](?:\([^)]{1,12}\))?:[^/]")
_COLUMNS = Pattern(f"(?<=[^{BLANK}])(?:\u3000| {{2,}}|\t)[{BLANK}]*(?=[^{BLANK}])")
_GAP = Pattern("[^\\s,。、;:!?▲△●■◆★○◎☆•◇#][ \u3000]+[^\\s,。、;:!?]")
_SCORE = Pattern(r"[^,。\d]{2,10}\d{1,3}:\d{1,3}[^,。\d]{2,10}")

_LEAD = Pattern(r"[^\s,。(]{1,8}(?:[讯訊]|消息)[\s(:]|[^,。\s]{2,12}\d{1,2}日[电電]\W|编者按|編者按|\S{0,3}问:")
_TORN_OFF = ",。、;:?!)”’》】"
_OPENING = Pattern(
    r"另?一[个方]|[一二三]是|其中|此外|目前|据[悉了介]|[同当]时|随后|为此|对此|截至|近年来|[今去]年|\d{1,2}月\d{1,2}日|他们?[说的]|记者[从在了]"
)
_TOLD = Pattern(r"[后后時时前里],|[了着过]\w")
_CHAPTER = Pattern(
    rf"第[{_NUMERAL}\d]{{1,3}}[章节節编編篇回]|其[{_NUMERAL}]$|(?:[特{_NUMERAL}]等|优秀|入围)奖(?:\(\w{{1,8}}\))?$|·[^·]{{1,12}}·$|#{{3,6}} |【[^】]{{1,8}}】$"
)
_HEADING = Pattern(r"#{1,2} ")


def ends_finally(text: str) -> bool:
    """Whether the text ends as a sentence does: a final mark, closers behind it allowed."""
    return _FINAL_END.search(text.rstrip()[-6:]) is not None


class Glance:
    """One block by itself. Its words are folded to half width, the machine's blanks are gone."""

    def __init__(self, text: str, start: int, end: int) -> None:
        head = text[start : min(end, start + LINES)]
        several = "\n" in head or "\r" in head
        if not several:
            head = head[:LINE]
        self.whole = end - start <= len(head)
        words = head.lstrip()
        self.indent = len(head) - len(words)
        words = words.rstrip().translate(_HALF)
        tail = words[-TAIL:] if self.whole else text[end - TAIL : end].rstrip().translate(_HALF)
        blanks = words.count(" ")
        if BLANKS * blanks >= len(words) > SPACED or 5 * blanks >= 2 * len(words) > 0:
            words = _MACHINE_BLANK.sub("", words)
            tail = _MACHINE_BLANK.sub("", tail)
        self.text = words
        self.tail = tail
        self.length = len(words) if self.whole else end - start
        self.short = self.length <= SHORT
        self.final = _FINAL_END.search(tail) is not None
        self.lines = [line.strip() for line in words.splitlines()] if several else [words]

    # -- words that say what a block is ----------------------------------------------------

    def _all(self, pattern: Pattern) -> bool:
        return self.short and pattern.fullmatch(self.text) is not None

    def _begins(self, pattern: Pattern) -> bool:
        return pattern.match(self.text) is not None

    @property
    def notice(self) -> bool:
        """下转 or 上接, and nothing else."""
        return self._all(_NOTICE)

    @property
    def date(self) -> bool:
        """Nothing but a date."""
        return self._all(_ONLY_DATE)

    @property
    def date_first(self) -> bool:
        """A full date, then other things."""
        return self.short and _DATE_FIRST.match(self.text) is not None

    @property
    def agency(self) -> bool:
        """新华社北京3月5日电, or where and when a law was passed."""
        return self._all(_AGENCY) or (self.short and _ENACTED.fullmatch(self.text) is not None)

    @property
    def paper(self) -> bool:
        """The name of a newspaper by itself."""
        return self.length <= 24 and _PAPER.fullmatch(self.text) is not None

    @property
    def imprint(self) -> bool:
        """Publisher, issue number, number of pages."""
        return self.short and not self.final and "," not in self.text and _IMPRINT.search(self.text) is not None

    @property
    def label(self) -> bool:
        """The label of a page, or a rule."""
        return self._all(_LABEL)

    @property
    def section(self) -> bool:
        """体育·科教, 要闻, 乡村版: what a page is about."""
        return self.length <= 12 and _SECTION.fullmatch(self.text) is not None

    @property
    def service(self) -> bool:
        """Editors, a hotline, a document number, what comes next week."""
        return self.short and (
            (not self.final and self._begins(_EDITORS))
            or (len(self.lines) <= 2 and self._begins(_CONTACT))
            or (self.text[0] == "(" and self.text[-1] == ")" and _CONTACT.search(self.text[:40]) is not None)
            or self._all(_DOCUMENT)
            or (not self.final and self._begins(_PREVIEW))
        )

    @property
    def weather(self) -> bool:
        """The weather box."""
        return self.length <= 50 and not self.final and _WEATHER.search(self.text) is not None

    @property
    def signed(self) -> bool:
        """Who signed and when: 李子明　谨启, an office and a date under it."""
        if not self.short or self.final:
            return False
        if _SIGNED.search(self.text) is not None:
            return True
        first, last = self.lines[0], self.lines[-1]
        if len(self.lines) < 2 or len(self.lines) > 5 or _ONLY_DATE.match(first):
            return False
        dated = _ONLY_DATE.fullmatch(last) or _CONTACT.match(last)
        return dated is not None and len(first) <= 24 and "," not in first and ":" not in first

    @property
    def sender(self) -> bool:
        """An office, or a reader with his address: a signature where prose stands above it."""
        return self._all(_OFFICE) or self._all(_CORRESPONDENT)

    @cached_property
    def byline(self) -> bool:
        """Names of reporters with the words that go with them, photo credits among them."""
        if not self.short or self.final or "," in self.text or "。" in self.text or len(self.lines) > 4:
            return False
        return all(_BYLINE.fullmatch(line) is not None for line in self.lines if line)

    @property
    def name(self) -> bool:
        """Perhaps the name of a person, and nothing else."""
        return self.length <= 5 and _NAME.fullmatch(self.text) is not None

    @property
    def roll(self) -> bool:
        """A list of persons, with a mark between them or behind the only one."""
        return self.short and _ROLL.fullmatch(self.text) is not None and (not self.name or self.text[-1] in "、,。")

    @property
    def close(self) -> bool:
        """The last words of a letter."""
        return self.length <= 12 and _CLOSE.fullmatch(self.text) is not None

    @cached_property
    def credit(self) -> bool:
        """A photo credit by itself."""
        return self.byline and (_CREDIT_END.search(self.tail) is not None or self._begins(_PHOTOGRAPHER))

    @cached_property
    def caption(self) -> bool:
        """Says itself that it belongs to a picture or a table."""
        if self._begins(_CAPTION) and (self.text[1] != "为" or self.length <= 200):
            return True
        if self.length > 220:
            return False
        pictured = self.final and _PICTURED.search(self.text if self.whole else self.tail) is not None
        return pictured or ("。" in self.text and not self.byline and self._credited)

    @property
    def _credited(self) -> bool:
        last = self.lines[-1] if self.whole else self.tail
        credit = last.rpartition("。")[2].strip()
        return _CREDIT_END.search(credit) is not None and len(credit) <= 40

    # -- lists ----------------------------------------------------------------------------

    @cached_property
    def marked(self) -> bool:
        """Begins with the mark of an item: ▲, （一）, 1., ①."""
        return self._begins(_MARK) and not self.subhead

    @property
    def bullet(self) -> bool:
        """Begins with a mark that heads may have too: ▲, ●."""
        return self.text[0] in "▲△●■◆★○◎☆•◇"

    @property
    def entry(self) -> bool:
        """A day and what happened."""
        return self._begins(_ENTRY)

    @cached_property
    def columns(self) -> int:
        """How many columns a row of a table has; 1 for a line of text."""
        if self.final or not self.short or len(self.lines) > 1:
            return 1
        return 1 + len(_COLUMNS.findall(self.text))

    @property
    def field(self) -> bool:
        """时间：3月18日."""
        return not self.final and self.short and self._begins(_FIELD)

    @cached_property
    def rows(self) -> bool:
        """Most of the characters stand in several items, fields or rows of a table."""
        if len(self.lines) < 2:
            return False
        rows = [len(line) for line in self.lines if line and _is_row(line)]
        return len(rows) > 1 and 2 * sum(rows) > sum(map(len, self.lines))

    # -- prose ----------------------------------------------------------------------------

    @cached_property
    def lead(self) -> bool:
        """How a story begins: 本报讯, 编者按, the first question."""
        return self._begins(_LEAD)

    @property
    def clause(self) -> bool:
        """一、 or 第一条."""
        return self._begins(_CLAUSE)

    @property
    def subhead(self) -> bool:
        """第一章, ·柳·, a Markdown heading of the third level."""
        return self.short and not self.final and self._begins(_CHAPTER)

    @property
    def heading(self) -> bool:
        """A Markdown heading of the first two levels."""
        return self._begins(_HEADING)

    @property
    def gapped(self) -> bool:
        """Has a blank inside, as headlines of several parts have."""
        return _GAP.search(self.text) is not None

    @property
    def question(self) -> bool:
        """A short question in one clause, as a subhead may be."""
        asks = self.length <= 14 and self.text[-1] == "?" and self.text[0] not in '“"「『'
        return asks and "," not in self.text and ":" not in self.text

    @cached_property
    def prose(self) -> bool:
        """Running text, or half a paragraph of it."""
        text = self.text
        if self.length > HEADLINE or (self.final and not self.question):
            return True
        if "," in text and self.length > PROSE and not self.gapped:
            return True
        if len(self.lines) > 3 or "。" in text or text[-1] in ",、;:" or self.lead:
            return True
        return text[0] in _TORN_OFF or (self.length > 5 and _torn(text))

    @property
    def clauses(self) -> bool:
        """Several clauses of a sentence, if it is no headline in sentences."""
        several = "," in self.text and not self.gapped
        return several and (self.length > CLAUSES or not _parallel(self.text))

    @property
    def opening(self) -> bool:
        """Begins as sentences begin, and headlines seldom."""
        return not self.gapped and self._begins(_OPENING)

    @property
    def told(self) -> bool:
        """半个小时后，兄弟俩按了手: a clause of a story rather than of a heading."""
        return "," in self.text and not self.gapped and _TOLD.search(self.text) is not None


def _is_row(line: str) -> bool:
    if _MARK.match(line) is not None or line[-1] == ";":
        return True
    if len(line) > 60 or line[-1] in "。?!,":
        return False
    return _FIELD.match(line) is not None or _COLUMNS.search(line) is not None or _SCORE.fullmatch(line) is not None


def _parallel(text: str) -> bool:
    """Whether the text is one or two clauses, or more of one length, as a heading may be."""
    clauses = text.split(",")
    return len(clauses) < 3 or "—" in text or len({len(clause) for clause in clauses}) == 1


def _torn(text: str) -> bool:
    """Whether a pair is open at the end, or closed and never opened: a paragraph cut in two."""
    return any(text.count(opener) != text.count(closer) for opener, closer in PAIRS.items())
