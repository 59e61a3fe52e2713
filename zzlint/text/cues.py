"""Words and shapes by which newspapers mark what a block is.

All patterns read text that is folded to half width (``Glance.text``). They hold general newspaper
vocabulary: nothing here is the name of a place, a paper or a person. Running text is asked most of
them and has the words of few: those have their literals beside them.
"""

from __future__ import annotations

from zzlint.text.chars import BLANK, LETTER, NUMERAL
from zzlint.text.notices import CLEAR_VERB, NUMBER, ORDINAL, PAGE, TURNS, UNIT, VERB
from zzlint.text.pattern import Cue, Pattern

# 乡 村 版: the machine put a blank between all characters; 王 珂 and 2 000 are printed so
MACHINE_BLANK = Pattern(r"(?<=[^\s!-~]) (?=\S)|(?<=\S) (?=[^\s!-~])")


# dates
_YEAR = rf"(?:中[華华]民[國国]|民[國国])?[\d〇○零{NUMERAL}]{{1,4}}年"
_DAY = rf"(?:\d{{1,2}}|[正冬腊臘{NUMERAL}]{{1,3}})月(?:(?:\d{{1,2}}|[初廿卅{NUMERAL}]{{1,3}})[日曰号號]?)?"
_WEEKDAY = rf"(?:星期|礼拜|禮拜|周)[{NUMERAL[:6]}日曰天]"
_LUNAR = r"(?:[农夏阴][历曆]|農曆|陰曆)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
_DATE = rf"(?:(?:{_YEAR}|{_LUNAR}|{_DAY}|{_WEEKDAY})[\s,]{{0,3}})"
ONLY_DATE = Cue(rf"\(?{_DATE}{{1,7}}\)?", "年月期拜周")
_DATE_LAST = frozenset(f"年月日曰号號天),初廿卅{NUMERAL}")


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else; its last character tells it of most that it is none."""
    return (text[-1:] in _DATE_LAST or text[-1:].isdecimal()) and ONLY_DATE.fullmatch(text) is not None


DATE_FIRST = Cue(rf"{_YEAR}{_DAY}(?:\s|{_WEEKDAY})", "年", slice(9))
# under the title of a law: （2022年2月18日……通过，自2022年4月1日起施行）
_MADE = ("通过", "施行", "公布", "发布", "印发", "修订")
ENACTED = Cue(rf"\({_YEAR}[^。]{{4,64}}(?:{'|'.join(_MADE)})\)", _MADE, slice(-3, -1))
AGENCY = Cue(r"[(【\[]?(?:新[华華]社|中新社|本[报報]|据)[^,。]{0,24}[电電讯訊][)】\]]?", "电電讯訊", slice(-2, None))


# the head of a page and what else belongs to no story
PAPER = Cue(
    r"(?:#{1,3} )?[\w· ]{1,10}(?:日|晚|早|晨|[时時]|[周週]|商|民|都市|青年|工人|农民)[报報](?:社)?"
    r"(?:[\s·]{0,2}\w{0,4}(?:副刊|周刊|周末|特刊|专刊|导读|號外|号外)(?:[\s·]{1,2}\w{1,6})?)?"
    r"|[A-Z]+(?: [A-Z]+){0,3} (?:DAILY|NEWS|TIMES|WEEKLY|POST|EVENING)",
    "报報YSG",
)
IMPRINT = Cue(
    r"刊[号號]|[国國][内內]统一|主[管办辦][、主 ]|主[办辦管]$|[编編][辑輯]出版|第[\d〇零一二三四五六七八九十百千]+[期号號](?!\w)"
    r"|[今本][日期](?:共)?[\d一二三四五六七八九十]+[版页頁]|今日出[紙纸]|^社址|零售价?[\w ]{1,6}[元角分]|邮发代号",
    "号號统主版期页頁紙纸址售",
)
NOTICE = Cue(
    rf"\W{{0,3}}(?:{CLEAR_VERB}\W{{0,2}}第?\W?(?:{NUMBER})?|{VERB}\W?{PAGE})\W{{0,2}}{UNIT}?\W?{ORDINAL}?\W{{0,3}}",
    TURNS,
    slice(6),
)
RULE = "-=_*—~·"
LABEL = Pattern(rf"第?[A-D]?\d{{1,2}}版|[A-ZА-ЯΑ-Ω]\d{{1,2}}|0\d|第[{NUMERAL}]{{1,3}}版|[{RULE}]{{3,}}")
EDITORS = Cue(
    r"(?:本[版期]|值班|见习)?(?:[责責]任[编編][辑輯]|[责責][编編]|美[术術][编編][辑輯]|[编編][辑輯]|主[编編]|校[对對]|版式|美[编編]|[组組]版|制版|[检檢]校)[\s:/]",
    "编編校版",
    slice(6),
)
CONTACT = Cue(
    r"\W{0,2}\w{0,6}(?:[热熱][线線]|[电電][话話]|[邮郵]箱|[邮郵][编編]|[传傳]真|[报報]修|[联聯][系繫](?:人|我们|方式)?|地址|网址|微信)(?:[:/]|[ \d]+-)",
    ":/-",
)
WEATHER = Cue(r"[天晴雨雪][气氣转轉][:\s\w]|气温|氣溫|℃|多云|降水概率|[风風]\D{0,4}\d级", "气氣转轉℃云降级")
DOCUMENT = Cue(r"\w{1,10}[〔\[(]\d{4}[〕\])]第?\d{1,4}号", "号", slice(-1, None))
PREVIEW = Cue(r"(?:下期|明日|下周|近期)(?:预告|导读|看点):", ":", slice(5))
_TOPIC = (
    r"(?:要[闻聞]|[综綜]合|[时時]政|本[地市]|[国國][内內际際]|[经經][济濟]|[财財][经經]|[体體]育|文化|文[艺藝]|副刊|科教|科技|教育|健康|社[会會]|民生|城[市事]|[县縣][区區域]|[乡鄉]村|农业"
    r"|[广廣]告|公告|服[务務]|分[类類]信息|[评評][论論]|理[论論]|旅游|[娱娛][乐樂]|生活|新[闻聞]|[专專][题題]|特刊|[访訪][谈談]|[记記]事|法[规規治制]|公文|[视視]界|[读讀]者|[学學][习習])"
)
SECTION = Cue(
    rf"{_TOPIC}(?:[·・、/ ]?{_TOPIC}){{0,2}}[版页]?",
    "闻聞合政地市内內际際济濟经經育化艺藝刊教技康会會生事区區域村业告务務类類论論游乐樂活题題谈談规規治制文界者习習",
    slice(1, 2),
)

# under a letter or a notice: 李子明　谨启; an office; 云溪乡 方老师
SIGNED = Cue(
    r"\w[\s ]{0,4}(?:[谨謹敬特]?[启啟]|[谨謹]上|[顿頓]首|敬上)$|(?:签章|签字|盖章)\)?[:\s_]|\d{1,2}:\d\d发布$",
    "启啟谨謹顿頓敬签盖布",
)
_OFFICE = (
    "公司|集团|政府|委员会|局|厅|学院|学校|大学|中学|小学|协会|学会|中心|支队|总队|大队|办公室|指挥部|气象台|银行|医院|法院|检察院|编辑部|本报社"
    "|厂|管理处|管委会|研究所"
)
OFFICES = tuple(_OFFICE.split("|"))
OFFICE = Pattern(rf"[^,。:;?!\s]{{2,22}}(?:{_OFFICE})")
CORRESPONDENT = Cue(
    r"[^,。:;?!\s]{2,12} [^,。:;?!\s]{1,3}(?:老师|先生|女士|师傅|读者|同志|同学)",
    ("老师", "先生", "女士", "师傅", "读者", "同志", "同学"),
    slice(-2, None),
)


# persons
_WRITER = r"(?:记者|記者|通[讯訊][员員]|特派[员員]|[评評][论論][员員]|[编編][译譯]|实习生|特约撰稿|撰稿|撰文|作者|整理|采[写寫]|文|摄影|攝影|[图圖]片?|制图|漫画|插图)"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
    "邹熊陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚庞樊殷施陶洪翟颜倪严牛温季俞章鲁葛韦申尤毕聂焦柳邢岳齐梅莫庄辛祝左涂"
    "祁耿牟卜詹苗凌费纪靳童欧甄裴席鲍覃霍翁隋甘景柏柯阮桂闵柴冉饶刁瞿戚滕邬臧褚娄符奚穆燕郎姬屠晏栾郁喻窦卓仇艾虞卞佟匡蒲楚荆岑胥蔺旷骆"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭許蘇盧蔣賈葉閻譚鄒陸龍錢湯賀賴龐顏嚴溫魯畢聶齊鄧鍾莊"
)
_PERSON = rf"[{SURNAMES}] ?{LETTER}(?: ?{LETTER})?"
_WRITERS = (*"者员員译譯撰文影图圖", "实习", "整理", "采写", "采寫", "漫画")
_TITLES = "教授|讲师|研究员|教师|主任|院长|校长|馆长|馆员|医生|医师|律师|作家|工程师"
MARKED_NAMES = Cue(r"[□■◎◇] ?[\w·]{1,5}(?:[ 、][\w·]{1,5}){0,4}", "□■◎◇", slice(1))
TITLED = Cue(rf"\w{{2,10}}(?:{_TITLES}) {_PERSON}", _TITLES.split("|"), slice(22))
OWN_WRITER = Cue(rf"\W?(?:本[报報刊]|特[约約])\w{{0,6}}(?:{_WRITER})", "本特", slice(2))
WRITER = Cue(
    rf"[□■◎◇●▲]?\W{{0,2}}[^\W\d]{{0,14}}{_WRITER}"
    rf"(?:[ 　/:·]+[\w·、()/\s]{{1,44}}|{_PERSON}(?:[\s、/][\w·、/\s]{{1,30}})?)",
    _WRITERS,
    slice(22),
)
BYLINES = MARKED_NAMES, TITLED, OWN_WRITER, WRITER
NAME = Pattern(rf"{_PERSON}|{LETTER} {LETTER}")
ROLL = Pattern(rf"{_PERSON}(?:[、,\s]{{1,2}}{_PERSON}){{0,20}}[、,。]?")
# 敬礼！ and what else stands above the signature of a letter
CLOSE = Cue(
    r"(?:此致[,。]?\s?)?(?:敬[礼禮]|顺颂|即颂|[^,。]{0,4}(?:安康?|[顺順]利|[进進]步|健康|快[乐樂]))[!。]?",
    "礼禮颂安利步健快",
)
CREDIT_END = Cue(r"(?:摄影?|攝影?|供[图圖]|[图圖]|[图圖]片)[)）]?$", "摄攝图圖")
PHOTOGRAPHER = Cue(r"(?:本版)?(?:摄影|攝影|[图圖]片)[\s:/]", "影图圖", slice(4))

# pictures
CAPTION = Cue(
    r"[图圖][为為①-⑩\d](?!书)|[上下左右][图圖][为:：]|(?:数据|资料|图片|資料)(?:来源|來源|图片|圖片)|资料[图圖]$",
    "图圖源",
    slice(4),
)
PICTURED = Cue(r"(?:^|[。,;\n])[图圖][为為][^。]{2,60}。?$", "图圖")

# items, entries of a chronicle, fields, rows of a table
MARK = Pattern(rf"[▲△●■◆★○◎☆•◇]|[①-⑳]|\([{NUMERAL}\d]{{1,3}}\)|\d{{1,2}}[.、](?!\d)|[-*+] \S|\|")
ENTRY = Cue(r"\d{1,2}月\d{1,2}日(?:\([^)]{2,8}\)|:)?[:\s]", "月", slice(3))
CLAUSE = Cue(rf"[{NUMERAL}]{{1,3}}、|第[{NUMERAL}百\d]{{1,4}}[条條款]", "、条條款", slice(6))
FIELD = Cue(r"[^,。:;?!“”\s]{0,8}[^,。:;?!“”\s说道问答称曰是](?:\([^)]{1,12}\))? ?:[^/]", ":", slice(25))
COLUMNS = Cue(f"(?<=[^{BLANK}])(?:\u3000| {{2,}}|\t)[{BLANK}]*(?=[^{BLANK}])", ("\u3000", "  ", "\t"))
GAP = Cue("[^\\s,。、;:!?▲△●■◆★○◎☆•◇#][ \u3000]+[^\\s,。、;:!?]", " \u3000")
SCORE = Cue(r"[^,。\d]{2,10}\d{1,3}:\d{1,3}[^,。\d]{2,10}", ":")

# how stories, sentences and chapters begin
LEAD = Cue(
    r"[^\s,。(]{1,8}(?:[讯訊]|消息)[\s(:]|[^,。\s]{2,12}\d{1,2}日[电電]\W|编者按|編者按|\S{0,3}问:",
    (*"讯訊电電", "消息", "编者按", "編者按", "问:"),
    slice(16),
)
TORN_OFF = ",。、;:?!)”’》】"
OPENING = Pattern(
    r"另?一[个方]|[一二三]是|其中|此外|目前|据[悉了介]|[同当]时|随后|根据|按照|由于|随着|为此|对此|截至|近年来|[今去]年|\d{1,2}月\d{1,2}日|他们?[说的]|记者[从在了]"
)
TOLD = Pattern(r"[后后時时前里],|[了着过]\w|去年|昨[天日]|(?:介绍|表示|认为|强调|指出|告诉\w{2,3}|[说說]),")
CHAPTER = Cue(
    rf"第[{NUMERAL}\d]{{1,3}}[章节節编編篇回]|其[{NUMERAL}]$|(?:[特{NUMERAL}]等|优秀|入围)奖(?:\(\w{{1,8}}\))?$|·[^·]{{1,12}}·$|#{{3,6}} |【[^】]{{1,8}}】$",
    "第其奖·#【",
)
# what is prose at once, however short: a day with a comma, an article of a law
AT_ONCE = Cue(rf"\d{{1,2}}月\d{{1,2}}日,|第[{NUMERAL}百\d]{{1,5}}[条條款]\s\S", ("日,", *"条條款"), slice(7))
HEADING = "# ", "## "
# what a column of small pieces is called: a title of its own, however short
COLUMN = Pattern(
    r"(?:公告|通告|通知|启事|啟事|声明|聲明|更正|简讯|短讯|快讯|短波|简报|导读|天气|链接|提醒|贴士|电话|预告|招聘|求购|出租|出售|转让|征婚|寻人|新闻|新聞|论坛|见闻|一角"
    r"|来信|记事|问答|一答|信箱|广告|廣告|社論|社论|文藝|文艺|信息|预报|菜价|市價|市价|征稿|诗话|书架|连载|一览"
    r"|合同|办法|条例|规定|复函|决定|简章|致辞|讲话|倡议书|公开信|的信|回信|名单)(?:\([^)]{1,16}\))?$"
)
