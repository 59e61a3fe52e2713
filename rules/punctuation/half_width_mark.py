"""PUN001 half-width-mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zzlint.rule import (
    BLANK,
    HAN,
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
#: What only Chinese text has; quotation marks and dashes stand in Latin text, too.
CHINESE = f"{HAN}。，、；：？！（）《》〈〉【】「」『』"
SKIP = rf"[{BLANK}“”‘’\"',;:?!()…—·]{{0,6}}"
OVER = rf"{SKIP}(?:(?:\r\n?|\n){SKIP})?"
TOKEN = r"[A-Za-z0-9.%‰℃+/-]{1,24}"
RIGHT = Pattern(rf"{OVER}(?:(?P<han>[{CHINESE}])|(?P<token>{TOKEN})[{BLANK}]{{0,2}}(?P<bound>[{CHINESE}])?)")
LEFT = Pattern(rf"(?:(?P<han>[{CHINESE}])|(?P<bound>[{CHINESE}])?[{BLANK}]{{0,2}}(?P<token>{TOKEN})){OVER}$")
#: How far a mark's surroundings are looked at.
REACH = 40
#: How long a bracket may be.
BRACKET = 120
HAN_CHAR = Pattern(f"[{HAN}]")
LETTER = Pattern("[A-Za-z]")
GAP = Pattern(r"\n[ \t\r\u3000]*\n|\r[ \t\u3000]*\r")
#: What may stand in a Chinese bracket without a Han character: GDP, 2016-2020, 1.
INNER = Pattern(r"[A-Za-z]{1,16}|[A-Z]?[0-9][0-9.,%~～–—-]{0,12}")
#: A call or a member: f(年份), data.get(编号).
CALL = Pattern(r"(?:^|[^A-Za-z])[a-z][a-z0-9]{0,15}$|[_.=]\w{0,16}$")
FILE = Pattern(r"\.[A-Za-z0-9]{2,5}(?![A-Za-z0-9])|[/^*=\\_]")
ENTITY = Pattern(r"&#?\w{1,8}$")
NUMERALS = "〇一二三四五六七八九十"
CUE = Pattern("[吗呢么吧谁哪怎几何]|什么|是否|[能可难]否|难道|多少|有没有|是不是")
#: A digit that was read as ? stands before a unit: ?月27日.
UNITS = "年月日时分秒岁元"
#: Syllables of foreign names: a full stop between two of them is a middle dot.
NAMES = "阿埃艾安奥巴班贝本比彼波勃布查达戴德迪蒂丁恩尔法菲费夫弗福格根古哈海汉翰赫亨霍基吉加贾杰金卡凯坎柯科克库拉莱兰朗劳勒雷里利林卢鲁路伦罗洛马玛麦曼梅蒙米莫姆穆纳娜内尼诺欧帕佩皮普奇齐乔切琼热瑞萨塞桑瑟森沙圣史斯松苏索塔泰坦汤特提图托瓦万威韦维温沃乌西希锡夏谢辛休逊雅亚扬耶叶伊依因尤约扎詹泽兹佐"  # noqa: E501
#: A whole clause before and behind a full stop inside a line; not one that sets the scene (…日，…时，…后，).
CLAUSE = Pattern(f"[，；：。,;:][{HAN}0-9]{{7,36}}[^日时后前中上下间来说的]$")
SENTENCE = Pattern(f"[{HAN}0-9]{{6,36}}[，。；：,;:]")
