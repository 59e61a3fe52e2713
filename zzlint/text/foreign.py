"""Foreign names in Chinese characters."""

from __future__ import annotations

#: The characters that foreign names are written with.
SYLLABLES = frozenset(
    "阿埃艾安奥巴班贝本比彼波勃布查达戴德迪蒂丁恩尔法菲费夫弗福格根古哈海汉翰赫亨霍基吉加贾杰金卡凯坎柯科克库拉莱兰朗劳勒雷"
    "里利林卢鲁路伦罗洛马玛麦曼梅蒙米莫姆穆纳娜内尼诺欧帕佩皮普奇齐乔切琼热瑞萨塞桑瑟森沙圣史斯松苏索塔泰坦汤特提图托瓦万威"
    "韦维温沃乌西希锡夏谢辛休逊雅亚扬耶叶伊依因尤约扎詹泽兹佐"
    "鲍伯博登多厄范冯盖冈高戈哥格贡豪华惠霍简娇君克肯昆拉劳黎丽莉列琳露律洛米缅摩默穆尼涅宁努潘庞佩彭珀浦钱乔屈若赛珊尚舍"
    "施什舒斯斯索泰唐陶特廷图土瓦文武伍西香肖薛雪延耶宇原赞张哲珍芝朱茱卓"
)


def joins_names(text: str, at: int) -> bool:
    """Whether the character at ``at`` stands between two foreign names: two such characters on either side."""
    left, right = text[max(0, at - 2) : at], text[at + 1 : at + 3]
    return len(left) == len(right) == 2 and SYLLABLES.issuperset(left) and SYLLABLES.issuperset(right)
