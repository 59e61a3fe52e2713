"""What a block is: headline, byline, body … judged from its text and its place."""

from __future__ import annotations

import re
from enum import Enum

from zzlint.text.chars import CLOSERS, FINAL
from zzlint.text.pattern import Pattern


class Role(Enum):
    """The role of a block on a newspaper page."""

    MASTHEAD = "masthead"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    NOTICE = "notice"
    LIST_ITEM = "list item"
    FURNITURE = "furniture"


#: A masthead is looked for in so many blocks from the top.
TOP = 14
#: A line without a final mark up to this length may be a headline, in code points.
HEADLINE_LENGTH = 45
#: Up to this length a line of names and cue words is a byline.
BYLINE_LENGTH = 45

_MASTHEAD = Pattern(
    r"[日晚早商晨]报$|^\W*[A-Z]+( [A-Z]+)* (DAILY|NEWS|TIMES)|DAILY|国内统一|刊号|CN ?\d\d|第 ?\d+ ?期|[今本][日期] ?\d+ ?版"
    r"|星期[一二三四五六日天]|天气|气温|℃|主管|主办|主編|出版|^\d{4}年\d+月|^\d{1,2}$|^[A-D]?\d{1,2}版?$|年[正一二三四五六七八九十冬腊]+月"
    r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|代号|总第|新闻热线|www\."
)
_NOTICE = Pattern(
    r"^\W*(下转|上接|下接|转|接|续|下轉|轉)\W*第?\W*[A-Z]?[\d一二三四五六七八九十]{0,3}\W*[版页頁面]?\W*$"
)
_BYLINE_CUE = r"(?:记者|記者|通讯员|通訊員|特派员|评论员|本报讯员|编译|实习生|特约|撰文|作者|文/|文／|摄影|整理|采写)"
_BYLINE = Pattern(rf"^[■□◎●▲◆★]?\W{{0,2}}[\w·]{{0,14}}{_BYLINE_CUE}[\s/／:：·、]|^[^，。]{{0,16}}{_BYLINE_CUE}$")
_CREDIT = Pattern(r"[\s/／]摄[）)]?$|供图[）)]?$|[\s/／]图[）)]?$|制图|資料圖|资料图片")
_CAPTION = Pattern(r"^(图为|图[①-⑩\d]?[：:]|[上下左右]图|資料圖|资料图)|图为[^。]{2,60}。?$")
_LIST = Pattern(r"^[●■◆★▲○◎☆□•·*-] ?\S|^[①-⑳]|^\(?（?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)|^#{1,6} |^[|>]")
_DATELINE = Pattern(r"^[（(【\[]?(新华社|本报|据)[^，。]{0,24}[电讯][）)】\]]?$")
_FURNITURE = Pattern(
    r"^(责任编辑|责编|编辑|校对|版式|美编|制版|热线|电话|邮箱|第?[A-D]?\d{1,2}[版页])[\s：:/]?[^，。]{0,24}$"
)
_BODY_OPENING = Pattern(r"^\S{0,12}[讯訊电電][\s（(]")
#: A headline does not end on these; a body block that does goes on.
_UNENDED = "，、；：,;:"
_FINAL_END = re.compile(f"[{FINAL}!?.][{CLOSERS}\"')]{{0,3}}$")


def ends_finally(text: str) -> bool:
    """Whether the text ends as a sentence does: a final mark, closers behind it allowed."""
    return _FINAL_END.search(text.rstrip()[-6:]) is not None


def role(text: str, index: int, *, after_body: bool) -> Role:
    """The role of the block ``text`` (its number on the page is ``index``, 0-based).

    ``after_body``: whether a body block stands above it, which makes a short line a subhead or
    headline rather than a masthead. Judged by length, final mark and cue words.
    """
    flat = " ".join(text.split())
    short = len(flat) <= HEADLINE_LENGTH
    final = ends_finally(flat)
    if short and _NOTICE.search(flat):
        return Role.NOTICE
    if not final and index < TOP and not after_body and len(flat) <= 60 and _MASTHEAD.search(flat):
        return Role.MASTHEAD
    if _is_byline(text):
        return Role.BYLINE
    if _CAPTION.search(flat) or (len(flat) <= 200 and _CREDIT.search(flat)):
        return Role.CAPTION
    if short and not final and _DATELINE.search(flat):
        return Role.DATELINE
    if short and _FURNITURE.search(flat):
        return Role.FURNITURE
    if _LIST.search(flat):
        return Role.LIST_ITEM
    if short and not final and flat[-1] not in _UNENDED and not _BODY_OPENING.search(flat) and "。" not in flat:
        return Role.SUBHEAD if after_body and len(flat) <= 20 and " " not in flat else Role.HEADLINE
    return Role.BODY


def _is_byline(text: str) -> bool:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return (
        0 < len(lines) <= 3
        and all(len(line) <= BYLINE_LENGTH and not ends_finally(line) and "，" not in line for line in lines)
        and all(_BYLINE.search(line) for line in lines)
    )
