"""PUN001 half-width-mark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from zzlint.rule import (
    BLANK,
    HAN,
    NEWLINE,
    SAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Related,
    Rule,
    Severity,
    Span,
    Text,
    in_order,
    is_han,
)

FULL = dict(zip(",;:?!().", "，；：？！（）。", strict=True))
GROUP = "half-width-mark"
#: Marks that only Chinese text has; quotation marks and dashes stand in Latin text, too.
CHINESE = f"{HAN}。，、；：？！（）《》〈〉【】「」『』"
_SKIP = rf"[{BLANK}“”‘’\"',;:?!()…—·]{{0,6}}"
_OVER = rf"{_SKIP}(?:(?:\r\n?|\n){_SKIP})?"
_TOKEN = r"[A-Za-z0-9.%‰℃+/-]{1,24}"
RIGHT = Pattern(rf"{_OVER}(?:(?P<han>[{CHINESE}])|(?P<token>{_TOKEN})[{BLANK}]{{0,2}}(?P<bound>[{CHINESE}])?)")
LEFT = Pattern(rf"(?:(?P<han>[{CHINESE}])|(?P<bound>[{CHINESE}])?[{BLANK}]{{0,2}}(?P<token>{_TOKEN})){_OVER}$")
#: Text inside brackets that has no Han character and still is part of a Chinese sentence.
PLAIN = Pattern(r"[A-Za-z]{1,16}|[A-Z]?[0-9][0-9.,%~～–—年-]{0,12}")
NUMERALS = "〇一二三四五六七八九十"
QUESTION = Pattern("[吗呢么吧啊谁哪怎几何]|什么|是否|能否|可否|难道|多少|有没有|是不是|为啥")
#: A digit read as ? stands before a unit: ?月27日.
UNITS = "年月日时分秒岁元"
#: Syllables of foreign names: between two of them a full stop is a lost middle dot (卡尔.马克思).
NAMES = "阿埃艾安奥巴班贝本比彼波勃布查达戴德迪蒂丁恩尔法菲费夫弗福格根古哈海汉赫亨霍基吉加贾杰金卡凯坎柯科克库拉莱兰朗劳勒雷里利林卢鲁路伦罗洛马玛麦曼梅蒙米莫姆穆纳娜内尼诺欧帕佩皮普奇齐乔切琼热瑞萨塞桑瑟沙圣史斯松苏索塔泰坦汤特提图托瓦万威韦维温沃乌西希锡夏谢辛休雅亚扬耶叶伊依因尤约扎詹泽兹佐"  # noqa: E501
CLAUSE = Pattern(f"[，；：。][{HAN}0-9]{{8,40}}$")
SENTENCE = Pattern(f"[{HAN}0-9]{{6,40}}[，。；：]")
