"""Foreign names in Chinese characters."""

from __future__ import annotations

from zzlint.text import lexicon

#: The characters that foreign names are written with.
SYLLABLES = frozenset(
    "阿埃艾安奥巴班贝本比彼波勃布查达戴德迪蒂丁恩尔法菲费夫弗福格根古哈海汉翰赫亨霍基吉加贾杰金卡凯坎柯科克库拉莱兰朗劳勒雷"
    "里利林卢鲁路伦罗洛马玛麦曼梅蒙米莫姆穆纳娜内尼诺欧帕佩皮普奇齐乔切琼热瑞萨塞桑瑟森沙圣史斯松苏索塔泰坦汤特提图托瓦万威"
    "韦维温沃乌西希锡夏谢辛休逊雅亚扬耶叶伊依因尤约扎詹泽兹佐"
    "鲍伯博登多厄范冯盖冈高戈哥格贡豪华惠霍简娇君克肯昆拉劳黎丽莉列琳露律洛米缅摩默穆尼涅宁努潘庞佩彭珀浦钱乔屈若赛珊尚舍"
    "施什舒斯斯索泰唐陶特廷图土瓦文武伍西香肖薛雪延耶宇原赞张哲珍芝朱茱卓"
    "保茨芬吐徒娅妮丝莎黛蕾拜迈奈赖祖茹钦楚滕芙蓓薇"
)
_GIVEN = (
    "丹尼尔 乔治 乔治奥 乔纳森 亚伯拉罕 亚历克斯 亚历山大 亚当 亨利 伊丽莎白 伊凡 伊莎贝拉 优素福 伯纳德 "
    "佩德罗 保罗 克莱尔 克里斯 克里斯托弗 克里斯蒂娜 凯瑟琳 列夫 列昂尼德 加布里埃尔 劳伦斯 劳拉 南希 "
    "卡尔 卡洛斯 卢卡 史蒂夫 史蒂芬 叶夫根尼 吉米 哈利 哈里 唐纳德 埃德加 埃德蒙 埃里克 塞尔吉奥 塞尔日 "
    "塞缪尔 夏尔 多米尼克 大卫 奥斯卡 威利 威廉 安东 安东尼 安东尼奥 安妮 安娜 安德烈 安德鲁 尤里 "
    "尼古拉 尼古拉斯 尼基塔 尼尔 巴勃罗 巴拉克 帕特里克 帕特里夏 康斯坦丁 康斯坦茨 弗兰克 弗兰西斯 "
    "弗拉基米尔 弗朗索瓦 弗朗茨 弗朗西斯 弗朗西斯科 弗里德里希 弗雷德里克 彼得 德米特里 恩里克 戴安娜 戴维 "
    "托尼 托马斯 斯蒂芬 易卜拉欣 本杰明 朱利叶斯 朱利安 杰克 杰夫 杰弗里 杰拉尔德 杰西 杰里 查尔斯 查理 "
    "比尔 汉斯 汤姆 沃伦 沃尔夫冈 沃尔特 法蒂玛 泰勒 海伦 温斯顿 爱丽丝 爱德华 爱玛 特蕾莎 玛丽 玛丽亚 "
    "玛格丽特 玛莎 珍妮 理查德 瓦列里 瓦茨拉夫 瓦西里 皮埃尔 米哈伊尔 米格尔 米歇尔 约瑟夫 约瑟芬 约翰 "
    "纳尔逊 维克多 维克托 罗伯特 罗曼 罗杰 罗纳德 肯尼思 艾伦 艾萨克 苏珊 若泽 莫里斯 莱昂 萨拉 萨达姆 "
    "西奥多 西蒙 詹姆斯 詹尼 诺曼 贝尔纳 贝尼托 费利佩 费利克斯 费奥多尔 费德里科 赫伯特 路德维希 路易 "
    "路易斯 迈克 迈克尔 迪克 阿列克谢 阿卜杜勒 阿卜杜拉 阿历克斯 阿尔伯特 阿尔弗雷德 阿尔贝 阿瑟 阿米尔 "
    "阿诺德 阿道夫 雷蒙德 霍华德 马丁 马修 马克 马克斯 马尔科 马里亚诺 马里奥 鲍勃 鲍里斯 "
)
#: Given names that stand before a family name and a dot; not those by which heads of state are called alone, as in lists
#: of guests.
GIVEN = frozenset(_GIVEN.split())
#: The longest of them.
LONGEST = 6
STOPS = (".", "．")


def joins_names(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands between two foreign names: two such characters on either side."""
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    return len(left) == len(right) == 2 and SYLLABLES.issuperset(left) and SYLLABLES.issuperset(right)


def joins_parts(text: str, at: int) -> bool:
    """Whether the full stop at ``at`` surely stands inside a name: behind a given name, or a part that another one opens.

    A list of places or people, 俄罗斯.古巴, has no given name before the full stop.
    """
    if text[at + 1 : at + 2] not in SYLLABLES:
        return False
    low = _part(text, at)
    if text[low:at] in GIVEN:
        return True
    if at - low < 2 or text[low - 1 : low] not in STOPS or text[_part(text, low - 1) : low - 1] not in GIVEN:
        return False
    return SYLLABLES.issuperset(lexicon.first_word(text[at + 1 : at + 1 + lexicon.WINDOW]))


def _part(text: str, end: int) -> int:
    """Where the part of a name that ends at ``end`` begins; one character longer than any is none."""
    low = end
    while low > max(0, end - LONGEST - 1) and text[low - 1] in SYLLABLES:
        low -= 1
    return low


def runs_through(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands inside a foreign name that the lexicon has without a dot: 达.芬奇."""
    before, behind = text[max(0, start - lexicon.WINDOW) : start], text[end : end + lexicon.WINDOW]
    if before[-1:] not in SYLLABLES or behind[:1] not in SYLLABLES:
        return False
    word = lexicon.spanning(before + behind, len(before))
    return word is not None and word[1] - word[0] > 2
