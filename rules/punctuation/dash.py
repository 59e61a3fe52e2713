"""PUN005 dash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zzlint.rule import (
    BLANK,
    HAN,
    NEWLINE,
    SAFE,
    UNSAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Fix,
    Hits,
    Page,
    Pattern,
    Rule,
    Text,
    is_han,
    lexicon,
)

DASH = "——"
#: 一 before a year, on the next line too: needles with any digit cost more than they find.
ONES = tuple(f"一{end}{year}" for end in ("", "\n", "\r\n") for year in "12")
#: A single — behind a mark of a clause or first thing in a paragraph is a dash; so is one that breaks a speech off.
CLAUSE, BROKEN_OFF = frozenset("，。；：！？"), frozenset("”！？")
#: So many blanks may open a paragraph.
INDENT = 8
#: Behind the end of a clause or first thing in a paragraph 一一 may be a dash; behind a word and these before some words.
ENDS, BEHIND = frozenset("。；：！？"), frozenset("”》）")
#: Behind these, or first thing in a paragraph, stand the items of a list, so many of which no sound text begins with 一一.
ITEM, LIST = frozenset(("", *"。！？：")), 3
#: 一一 is part of a number: 一一〇.
DIGITS = frozenset("〇一二三四五六七八九十零号Oo0")
#: Terms of mathematics, with which sentences and headings begin.
TERMS = ("对应", "對應", "映射")
#: Behind these characters the first 一 belongs to them: 唯一一次, 周一一早.
JOINED = frozenset("唯统初同之第十万周期二三四五六七八九单专划合大高")
WORDS = "来自|多半|依然|尤其|特别是|比如|例如|也?就是|包括|无论|因为|所以|然而|其实|可是|可以说"
PARTS = Pattern(f"[“《你我他她它您咱这那但]|而(?!且)|{WORDS}")
#: No 一一 stands before these either, but a word may end on its 一: 之一要, 唯一不.
CLAUSES = Pattern(f"[要没各每今昨]|不(?![落漏差])|随着|关于|为了|只有|虽然|尽管|如果|在[{HAN}]{{2,8}}[上中下]，")
#: 一一不落, 一一不漏.
LEFT_OUT = frozenset("落漏差")
#: What the second line of a headline begins with: ——记青石村的青年突击队.
SUBHEAD = Pattern("[记記](?![录錄下住载載在者得])|写在|寫在|献给|獻給")
#: The same behind a single —, before which names of places stand, too: 汀陵—那曲, “山”—“水”.
PARTS_ONE = Pattern(f"[你我他她它您咱这]|{WORDS}")
#: A model number, but no 0 and no O, which may be the 〇 of 一一〇.
MODEL = Pattern("[A-NP-Z]|[a-np-z]{1,3}(?=[0-9”》])|[1-9](?:[0-9]|[”》])")
#: So many characters behind a 一一 tell the word there.
READ = 8
CLAUSE_END = Pattern("[，。；：！？]")
#: 1998一一1999, and 2016一2018: between two numbers, where no 一 can stand.
NUMBERS = Pattern(r"(?<=[0-9])一一?(?=\r?\n?[0-9])")
#: Two hyphens between words, and where they may be a 一: from these log-odds on a word runs from it into the text.
HYPHENS = Pattern(
    rf"(?<![-—A-Za-z0-9_.!<|:*])(?:(?<=[{HAN}”》）])|(?<![^{NEWLINE}\u3000]))(?: ?)(?:--|－－|––)(?: ?)(?=[{HAN}“《])"
)
STROKES = Pattern(rf"(?:(?<=[{HAN}，。；：、“（])|(?<![^{NEWLINE}]))--(?=[{HAN}])")
WORD = 5.0


class Dash(Rule):
    """A dash that is not ——: --, a single — that opens a clause, or 一一 where no 一一 can stand.

    ## Why is this bad?
    The dash of Chinese text is —— in the place of two characters (GB/T 15834-2011 §4.10, §5.1.4).
    Recognisers write two hyphens for it, or read it as the character 一, which makes words that are not there.

    ## Fix safety
    Safe for 一一 before what nobody does one by one: “ and 《, 来自, 这 and the like, a name or a longer noun of
    the dictionary, a model number (一一A3型); at the beginning of a clause also 各, 要, 随着 and the like, and 记 in the
    second line of a headline; and between two numbers (1998一一1999; a single 一 there becomes —). Before any other
    word unsafe at the beginning of a clause (要求：一一落实责任 is sound), safe if three sentences or
    paragraphs of the page begin so, as items of a list do, and left alone elsewhere: 一一介绍,
    唯一一次, 一一〇. The end of a line inside a paragraph begins nothing. On a page with more 一一 elsewhere than in
    such places, where 一一〇 may have lost its 〇, unsafe. Safe for -- before “ or 《 or first thing in a line, on a
    page that has ——, and as 一 where a word begins so that no other reading explains: --份礼物.

    A single — becomes —— on a page that writes —— at least as often elsewhere, where no span and no route
    can stand: behind ，。；：！？ or first thing in a paragraph, before 来自, 这 and the like, and where a speech
    breaks off (“我—”). 汀陵—雾坪, 5—7月, “山”—“水”, 老王—老李 stay.

    ## Evidence
    On the seeds 12 of 12 findings right, 12 of 17 defects found, 11 of 12 fixes exact; on 93 recognitions
    by Tesseract and RapidOCR 53 safe fixes, all of which mend, of 2 unsafe ones 1. On 3.8 million
    characters of sound news, which have 一一 54 times as a word or number and 1,118 times a single —, one finding
    (－－), no safe fix, nor where their lines are broken after 12 to 32 characters. Of 609 —— of these texts written
    as 一一 305 are mended and 63 found, as -- 74 and 506, as — 43 and none; no fix is wrong. Of
    1,949 一 written as -- 983 are mended, none wrong.

    ## Known false alarms
    A sentence that begins with 一一: 一一说来. The long dash of serial numbers (CN 00—0317) may be
    printed so: PUN108 gives advice.
    """

    code = "PUN005"
    name = "dash"
    title = Text("破折号误识", "a dash that was misread")
    messages = {"found": Text("「{mark}」应为「{new}」", "{mark} stands for {new}")}
    error_class = ErrorClass.MARK
    needles = ("一一", "—", "--", "－－", "––", *ONES)
    bad = (
        Bad("会议提出三点：一一要修渠，一一要修路。", "会议提出三点：——要修渠，一一要修路。"),
        Bad("渠修通了\n一一记青石村的青年突击队\n", "渠修通了\n——记青石村的青年突击队\n"),
        Bad("要求：一一落实责任。一一加强管理。\n一一面向乡村。", "要求：——落实责任。——加强管理。\n——面向乡村。"),
        Bad("1998一一1999年度和2016一2018年度的账目。", "1998——1999年度和2016—2018年度的账目。"),
        Bad("今年换了一个主题--“旧盆新花”。", "今年换了一个主题——“旧盆新花”。"),
        Bad("真是“青蛙跳进大观园一一不知往哪跳”。", "真是“青蛙跳进大观园——不知往哪跳”。"),
        Bad("三十年后\n--对话渠首的老站长\n", "三十年后\n——对话渠首的老站长\n"),
        Bad("渠首--青石村的骄傲。", "渠首——青石村的骄傲。"),
        Bad("他带来--块石头，献上了--份礼物。", "他带来一块石头，献上了一份礼物。"),
        Bad("大家盼的就是这个机构一一\n委员会成立了。", "大家盼的就是这个机构——\n委员会成立了。"),
        Bad("水乡一一荷兰的船、“山鹰”一一A3型飞机。", "水乡——荷兰的船、“山鹰”——A3型飞机。"),
        Bad("渠首——水乡的门。老人说：“我—”\n—记青石村\n", "渠首——水乡的门。老人说：“我——”\n——记青石村\n"),
    )
    good = (
        "他与到场的村民一一握手，这是他唯一一次回乡。",
        "遇到火情请拨打一一九，报警拨打一一〇；火警一一九台。",
        "这是他唯\n一一次回乡，他与来宾\n一一握手，从正月初\n一一直忙到十五。\n\n对《春》《秋》一一作了介绍。",
        "渠首——水乡的门。\n乘汀陵\n—雾坪列车。",
        "他把要办的事一一不落地写在本子上，这是他唯一一不满意的事。",
        "一一对应\n\n一一映射的定义。一一对应是其中一种。一一映射如下。",
        "他挥毫疾书，一一记录下来。",
        "乘汀陵—雾坪列车，5—7月开行。",
        "两市——汀陵和雾坪——通车：汀陵—雾坪、“山”—“水”、2016—2020年、老王—老李、汀陵—那曲。",
        "拨打一一0，老人一一打招呼，一一走访全县，一一列举，一一对应。",
        "git log --oneline 和 for i--;",
        "| --- | --- |\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each dash."""
        text = page.text
        ones = [at for at in hits.get("一一", ()) if _ahead(text, at + 2)[:1] not in DIGITS]
        found = [(at, sure) for at in ones if (sure := _is_dash(page, at)) is not None]
        usual = len(ones) <= 2 * len(found)
        listed = sum(_before(page, at) in ITEM and _is_item(text, at) for at, _ in found) >= LIST
        for at, sure in found:
            sure = sure or (listed and _before(page, at) in ITEM)
            safe = (sure and usual) or NUMBERS.match(text, at)
            fix = self.replace(page, at, at + 2, DASH, SAFE if safe else UNSAFE)
            yield self.report((at, at + 2), "found", fix=fix, mark="一一", new=DASH)
        for at in (at for needle in ONES for at in hits.get(needle, ()) if NUMBERS.match(text, at)):
            fix = self.replace(page, at, at + 1, "—")
            yield self.report((at, at + 1), "found", fix=fix, mark="一", new="—")
        yield from self._lone(page, hits.get("—", ()))
        for needle in ("--", "－－", "––"):
            yield from self._hyphens(page, hits.get(needle, ()), needle)

    def _lone(self, page: Page, places: Sequence[int]) -> Iterator[Diagnostic]:
        """The findings for a single —, on a page that writes —— elsewhere."""
        text = page.text
        usual = text.count(DASH) if places else 0
        if not usual:
            return
        single = (at for at in places if "—" not in (text[at - 1 : at], text[at + 1 : at + 2]))
        lone = [at for at in single if _is_lone(page, at) and not page.is_protected(at)]
        trust = SAFE if len(lone) <= usual else UNSAFE
        for at in lone:
            yield self.report(
                (at, at + 1), "found", fix=self.replace(page, at, at + 1, DASH, trust), mark="—", new=DASH
            )

    def _hyphens(self, page: Page, places: Sequence[int], needle: str) -> Iterator[Diagnostic]:
        """The findings for two hyphens."""
        text = page.text
        habit = DASH in text
        for at in places:
            start = at - (text[at - 1 : at] == " ")
            word = _stroke(page, at)
            if word >= WORD and not page.is_protected(at):
                fix = self.replace(page, at, at + 2, "一")
                yield self.report((at, at + 2), "found", fix=fix, mark=needle, new="一")
                continue
            found = HYPHENS.match(text, start)
            if found is None or page.is_protected(at):
                continue
            after = text[found.end()]
            if text[at - 1 : at] == " " and text[at - 3 : at - 2] == " ":
                continue  # blanks between all characters: -- may be a 一
            sure = after in "“《" or (start == page.line_at(at).start and word <= 0)
            fix = Fix((self.edit(page, *found.span(), DASH),), SAFE if sure and habit else UNSAFE)
            yield self.report((at, at + 2), "found", fix=fix, mark=needle, new=DASH)


def _before(page: Page, at: int) -> str:
    """What stands before ``at``, on the line above if need be; "" at the beginning of a paragraph."""
    text, line = page.text, page.line_at(at)
    above = text[max(line.start, at - INDENT - 1) : at]
    if len(above) > INDENT or above.strip(BLANK):
        return text[at - 1]
    block = page.block_at(at)
    if line.start == 0 or "\u3000" in above or (page.separated and block and block.start == line.start):
        return ""
    return text[max(0, line.start - INDENT) : line.start].rstrip()[-1:]


def _is_dash(page: Page, at: int) -> bool | None:
    """Whether the 一一 at ``at`` surely is a dash; None: it is what it says."""
    text, ahead = page.text, _ahead(page.text, at + 2)
    if NUMBERS.match(text, at):
        return True
    before = _before(page, at)
    if before in JOINED or ahead.startswith(TERMS):
        return None
    begins = before in ENDS or not before
    if begins or is_han(before) or before in BEHIND or (before.isascii() and before.isalpha()):
        line = at == page.line_at(at).start and SUBHEAD.match(text, at + 2)
        if line or PARTS.match(ahead) or _is_named(ahead) or (begins and CLAUSES.match(ahead)):
            return True
        if ahead[:1] == "不" and ahead[1:2] not in LEFT_OUT and not lexicon.frequency(before + "一"):
            return True  # 一一 goes with what is done
    return False if begins and is_han(text[at + 2 : at + 3]) else None


def _ahead(text: str, at: int) -> str:
    """The text from ``at`` on that tells the word there, on the next line if the line ends with it."""
    return text[at : at + READ + 2].replace("\r", "").replace("\n", "", 1).partition("\n")[0]


def _is_item(text: str, at: int) -> bool:
    """Whether a clause of some length follows the 一一 at ``at``, as in a list, and not in 一一核对。一一登记。"""
    return CLAUSE_END.search(text, at + 2, at + 2 + READ // 2) is None


def _is_named(ahead: str) -> bool:
    """Whether a text begins with a name, a model number or a noun that is no verb.

    Nouns of two characters often are verbs, and so are longer ones that end in one: 自我介绍, 实地考察.
    """
    if MODEL.match(ahead):
        return True
    word = lexicon.first_word(ahead[:READ])
    if lexicon.is_name(word):
        return True
    end = word[-2:]
    return len(word) > 2 and lexicon.is_noun(word) and (lexicon.is_noun(end) or not lexicon.frequency(end))


def _stroke(page: Page, at: int) -> float:
    """How likely the two hyphens at ``at`` are a 一, as log-odds; first thing in a line a headline may have a dash."""
    text, ahead = page.text, _ahead(page.text, at + 2)
    if not STROKES.match(text, at) or len(lexicon.first_word(ahead)) > 1 or lexicon.is_name(ahead[:2]):
        return 0.0
    row = page.style.number(page.row(at))
    if at == page.line_at(at).start and not (row and page.style.is_open_and_full(row - 1)):
        return 0.0
    return lexicon.cuts("一" + ahead, 1)


def _is_lone(page: Page, at: int) -> bool:
    """Whether a single — stands where no range and no route can: it opens a clause, breaks off a speech."""
    text = page.text
    before, after = _before(page, at), text[at + 1 : at + 2]
    if before in CLAUSE and lexicon.cuts("一" + _ahead(text, at + 1), 1) >= WORD / 2:
        return False  # ，—只碗
    if "—" in (text[max(0, at - INDENT) : at].rstrip()[-1:], text[at + 1 : at + INDENT].lstrip()[:1]):
        return False  # the halves of one dash, on two lines
    if before in CLAUSE or not before:
        return is_han(after) or (after in "“《" and after != "")
    if at == page.line_at(at).start and SUBHEAD.match(text, at + 1):
        return True
    return is_han(before) and before not in JOINED and (after in BROKEN_OFF or bool(PARTS_ONE.match(text, at + 1)))
