"""SPC002 space-at-mark."""

import re
from collections.abc import Iterator
from itertools import groupby, islice
from typing import NamedTuple

from zzlint.rule import (
    CLOSERS,
    OPENERS,
    SAFE,
    UNSAFE,
    Applicability,
    Bad,
    Block,
    Cue,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Role,
    Rule,
    Text,
    is_han,
    marks,
)

FULL, HALF = "，。、；：？！", ",;:?!"
STOPS, TIGHT, COLONS = "。？！?!.", "，、；,;", "：:"
HALVES = HALF + "."
OPEN, CLOSE = OPENERS + "(", CLOSERS + ")"
JOINTS = "—…·～"
#: Two hyphens stand for a dash; a stroke joins what stands in front of it and the name of a reporter.
TWO, STROKE = "--", "/／"
DIGITS = "0123456789"
_BLANK, _MARK = r"\s", re.escape(f"{FULL}{HALF}.{OPEN}{CLOSE}{JOINTS}{STROKE}-")
#: One or two blanks beside a mark, led by their literal, which ``re`` finds fast.
GAP = Cue(rf" (?<=[^{_BLANK}] ) ?(?=[^{_BLANK}])(?:(?=[{_MARK}])|(?<=[{_MARK}] )|(?<=[{_MARK}]  ))", " ")
CREDIT = Pattern(r".{0,8}(?:记者|通讯员|摄|供图)")
#: A bracket that ends so near the start of its paragraph may name the reporter; one that counts does not.
BYLINE = 48
SIGNED = Pattern(r"记者|記者|通讯员|通訊員|[讯訊电電][（(]|\A\W?[（(](?![〇零一二三四五六七八九十0-9])")
#: The number of a point of a list, not the whole part of a decimal.
NUMBERED = Pattern(r"(?:\A|[。；;！？!?：:”）)]\s?)[0-9]{1,2}\Z")
#: What may stand behind a decimal point; more digits are a year behind the number of a point.
DECIMALS = Pattern(r"[0-9]{1,3}(?![0-9])")
#: One in so many characters is a mark.
RARITY = 12
#: What needs no habit: in front of these marks, and behind those.
ALWAYS, STARTS = FULL + HALF, "，、；。"
#: How far back the quotation mark is looked for that a closing one belongs to; how far around a half-width mark.
REACH, AROUND = 200, 40


class Place(NamedTuple):
    """A blank: what stands on either side of it, and what its block, line and page are like.

    ``before`` is the text in front of ``left``, ``behind`` that behind ``right``.
    """

    before: str
    left: str
    right: str
    behind: str
    prose: bool
    spaced: bool
    habit: bool


class SpaceAtMark(Rule):
    """Blanks in front of or behind the marks of Chinese text.

    A blank in front of ，。、；：？！ and behind ，、； is never printed. All others are judged by the
    page: where the machine left such blanks all over, those at quotation marks, brackets and full
    stops of a paragraph are its work, too.

    ## Why is this bad?
    A full-width mark brings its own white. With a blank beside it a sentence is not found again,
    and lines break in front of marks.

    ## Fix safety
    Safe. The blank behind ： ” 》 ） of headlines and behind the bracket of a byline stays, and so
    does one behind a “ that stands close to the character on its left: it may tell that a closing
    mark was misread. So do those behind , ; : that stand close to their character, for whoever prints
    these marks prints a blank behind them (where PUN001 widens the mark, it takes the blank along),
    and all those at half-width marks of bibliographies. A decimal is closed (3 . 5), but not the
    number of a point and what follows (1 . 2019 年). Where the page has no habit of it, a blank
    behind 。 is an unsafe fix.

    ## Evidence
    On the seeds 57 of 57 findings right, 64 of 64 defects found, 56 of 56 safe fixes exact. On 3.9
    million characters of sound news 43 findings (all of them stray blanks beside a mark).

    ## Known false alarms
    Two paragraphs on one line, parted by a blank behind a full stop.
    """

    code = "SPC002"
    name = "space-at-mark"
    title = Text("标点旁有空格", "a blank beside a Chinese mark")
    messages = {
        "blank": Text("标点旁有 {count} 个多余的空格", "superfluous blanks beside marks: {count}"),
        "stop": Text("句号后有空格", "a blank behind a full stop"),
    }
    error_class = ErrorClass.FORM
    bad = (
        Bad(
            "雨 停 了 ， 《山村 的 早晨 》 开拍 ， 有 人 说 : “ 好 兆头 ” 。",
            "雨 停 了，《山村 的 早晨》开拍，有 人 说:“好 兆头”。",
        ),
        Bad("镇上来了三个戏班， 唱到天亮 。", "镇上来了三个戏班，唱到天亮。"),
        Bad("他带来了米, 油; 还有茶 ?", "他带来了米, 油; 还有茶?"),
        Bad("水库的闸门昨天打开了。 下游的三个村都放心了。", "水库的闸门昨天打开了。下游的三个村都放心了。"),
        Bad("据 说 ， 水价 涨 了 3 . 5 % ， 这 是 今年 第二 次 。", "据 说，水价 涨 了 3.5 %，这 是 今年 第二 次。"),
        Bad(
            "1 . 2019 年 的 水价 （ 每 吨 2 .8 元 ） 不 变 ， 2 . 水费 按 月 收 ， 他 -- 家 -- 家 跑 。",
            "1. 2019 年 的 水价（每 吨 2.8 元）不 变，2. 水费 按 月 收，他--家--家 跑。",
        ),
        Bad(
            "全 村 报名 的 人 多 ”， 他 说 ， 记 者 / 何 苇 也 来 了 。",
            "全 村 报名 的 人 多”，他 说，记 者/何 苇 也 来 了。",
        ),
    )
    good = (
        "县农技站： 今起发放良种",
        "“小书桌” 进了大山 《借书记》 传遍全县",
        "田野新闻讯(记者/何苇) 3月5日,全县的春耕开始了,农机手都下了田。",
        "He said so. Then he left, and we too.",
        "常用的标点有 ， 、 。 ； 四种",
        "请在（ ）里填上合适的字。",
        "本报讯（何苇） 昨天，县里的护水队出发了，走了三十里。",
        "[1] 王五. 渡口志[M]. 汀陵: 渡口出版社, 2018.",
        "他来了, 我走了. 大家都说, 路很远; 天黑了, 灯亮了: 到家了, 吃饭了.",
        "雨停了，孩子们跑出门去。\n\nSELECT 姓名, 年龄 FROM 名册\n<!-- 注释, 内容 -->\n姓名, 年龄, 住址\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each line."""
        text = page.text
        gaps = [gap.span() for gap in GAP.finditer(text)]
        habit = is_habit(page, gaps)
        if not habit:
            gaps = [(start, end) for start, end in gaps if text[end] in ALWAYS or text[start - 1] in STARTS]
        block: Block | None = None
        for row, places in groupby(gaps, lambda gap: page.row(gap[0])):
            line = page.lines[row]
            if block is None or line.start > block.end:
                block = page.block_at(line.start)
                assert block is not None  # a line with a blank between two characters belongs to one
                prose = text.find("，", block.start, block.end) >= 0 or page.role(block) is Role.BODY
            spaced = habit and is_spaced(text[slice(*line)])
            found: dict[Applicability, list[tuple[int, int]]] = {}
            for start, end in places:
                left, right = text[max(block.start, start - 8) : start], text[end : min(line.end, end + 10)]
                place = Place(left[:-1], left[-1], right[0], right[1:], prose, spaced, habit)
                near = text[max(block.start, start - REACH) : start] if place.right in "”’" else ""
                if end - start > 1 and not (prose and (place.right in FULL or place.left in TIGHT)):
                    continue
                if (place.left in HALVES or place.right in HALVES) and is_half_width(page, start):
                    continue
                trust = in_front(place, near)
                if trust is None and not (place.left in "）)" and is_signed(text[block.start : start])):
                    trust = behind(place)
                if trust and not page.is_protected(start):
                    found.setdefault(trust, []).append((start, end))
            for trust, spans in found.items():
                fix = Fix(tuple(self.edit(page, start, end, "") for start, end in spans), trust)
                key = "blank" if trust is SAFE else "stop"
                yield self.report((spans[0][0], spans[-1][1]), key, fix=fix, group=key, count=len(spans))


def is_spaced(line: str) -> bool:
    """Whether blanks stand between the characters of the line."""
    blanks = line.count(" ")
    return blanks > 0.2 * (len(line) - blanks)


def is_signed(text: str) -> bool:
    """Whether the bracket at the end of the text, the start of its paragraph, names the reporter."""
    return len(text) < BYLINE and SIGNED.search(text.replace(" ", "")) is not None


def is_habit(page: Page, gaps: list[tuple[int, int]]) -> bool:
    """Whether blanks stand all over the page where none is ever printed: at three marks, and at one in 50."""
    enough = max(3, len(page.text) // (50 * RARITY))
    if len(gaps) < enough:
        return False
    tight = TIGHT + ":" if "。" in page.text else "，、；"
    wrong = (start for start, end in gaps if end - start == 1 and is_wrong(page, start, tight))
    return sum(1 for _ in islice(wrong, enough)) == enough


def is_wrong(page: Page, at: int, tight: str) -> bool:
    """Whether no page has the blank in print: in front of a mark, behind one of ``tight``, inside brackets."""
    text = page.text
    left, right = text[at - 1], text[at + 1]
    if right in FULL:
        return is_han(left) or left in "”》）"
    if right in ")）":
        return is_han(left) or left in DIGITS
    if left in "(（":
        return is_han(right) or right in DIGITS
    if left not in tight or not is_han(right):
        return False
    return left in FULL or (is_han(text[at - 2 : at - 1]) and not is_half_width(page, at))


def is_half_width(page: Page, at: int) -> bool:
    """Whether the text around the blank is of a kind that is printed with half-width marks and blanks."""
    line = page.line_at(at)
    return marks.prints_half_width(page.text, max(line.start, at - AROUND), min(line.end, at + AROUND))


def in_front(place: Place, near: str) -> Applicability | None:
    """Whether a blank in front of a mark goes; ``near``: the text in front of it."""
    left, right, behind = place.left, place.right, place.behind
    sure = place.habit
    if right in FULL:
        listed = left in FULL + HALF or (behind[:1] == " " and behind[1:2] in tuple(FULL))
        sure = sure or not listed
    elif right in HALF:
        ends = behind == "" or is_han(behind[0]) or behind[0] in OPENERS
        sure = chinese(left) and not latin(behind[:1]) and (sure or (place.prose and ends))
    elif right == ".":
        sure = sure and (left.isdigit() or (is_han(left) and not latin(behind[:1])))
    elif right in CLOSE:
        closes = right not in "”’" or near.rfind("“‘"["”’".index(right)]) > near.rfind(right)
        closes = closes or behind.lstrip()[:1] in tuple(FULL)
        sure = sure and closes and left not in OPEN
    elif right in OPEN:
        sure = place.spaced or (sure and place.prose)
    else:
        dash = right + behind[:1] == TWO and not latin(left) and chinese(behind[1:].lstrip()[:1])
        stroke = right in STROKE and (latin(behind[:1]) or (is_han(left) and is_han(behind.lstrip()[:1])))
        sure = place.spaced and (right in JOINTS or dash or stroke)
    return SAFE if sure else None


def behind(place: Place) -> Applicability | None:
    """Whether a blank behind a mark goes."""
    left, right, before = place.left, place.right, place.before[-1:]
    if not (chinese(right) or right.isdigit() or (place.habit and right.isalpha())):
        return None
    if left in HALF and before != " " and not (left in "?!" and chinese(before)):
        return None  # the mark of another style, or its blank goes when it is widened
    sure = place.habit and place.prose
    if left in TIGHT:
        sure = place.habit or (place.prose and before != " ")
    elif left in COLONS:
        sure = sure or (place.spaced and before == " ")
    elif left == ".":
        whole = place.before[:-1]
        if before == " " and whole[-1:].isdigit() and right.isdigit():
            decimal = not NUMBERED.search(whole) and DECIMALS.match(right + place.behind)
            return SAFE if place.habit and decimal else None
        sure = sure and is_han(before) and is_han(right)
    elif left in STOPS:
        if not place.prose or CREDIT.match(right + place.behind):
            return None
        return SAFE if sure else UNSAFE if left == "。" else None
    elif left in OPEN:
        sure = place.habit and not (left in "“‘" and is_han(before))
    elif left in JOINTS or (left in STROKE and is_han(place.before.rstrip()[-1:])):
        sure = place.spaced
    elif before + left == TWO:
        edge = place.before[:-1].rstrip()[-1:]
        sure = place.spaced and (chinese(edge) or edge in tuple(FULL))
    elif left in CLOSE:
        sure = sure or (place.spaced and before == " ")
    else:
        return None
    return SAFE if sure else None


def chinese(char: str) -> bool:
    """Whether the character belongs to a Chinese sentence: Han or the bracket of a quotation."""
    return is_han(char) or (char != "" and char in OPEN + CLOSE)


def latin(char: str) -> bool:
    """Whether the character is an ASCII letter or digit."""
    return char.isascii() and char.isalnum()
