"""DUP004 doubled-word."""

from collections.abc import Iterator
from enum import IntEnum

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
    doubles,
    is_han,
    joins,
)

#: Two characters are doubled in sound text all the time, three now and then; four that no word explains, hardly ever.
OFTEN, NOW_AND_THEN = 2, 3
#: At the beginning of a clause shorter words are called twice, or stand there as a heading, too.
LABEL = 7
#: Behind these marks a sentence goes on: nobody calls there, and no heading stands before what follows.
WITHIN = tuple("，；、")


class DoubledWord(Rule):
    """Two to eight Han characters that stand twice in a row in a line because they were read twice.

    They are no word, are not counted (一个一个), no word runs from one copy into the other (是不是不),
    and a word is cut in two at the outer edge of one copy: 倡议请全镇广全镇广大居民. Two characters
    must be cut at both edges. Four and more that no word explains are reported, too, and three that
    end in 了 (学习了学习了), within a clause and behind a comma; seven where a sentence begins.

    Also what ends a line and begins the next, if a word is cut there or no sentence holds it twice
    (大家的⏎的愿望). Where a printed line goes on in the next (PAR002), four and more are, too, and nouns. What a join
    takes away by itself (PAR001) is told there.

    ## Why is this bad?
    The page shows the words once: a recogniser reads the end of a column again at the head of the next.

    ## Fix safety
    Deletes one copy. Safe where a word is cut at an edge (both edges of two characters), else unsafe.
    Across a line end: safe where the printed line surely goes on in the next, and a word is cut, or there are four
    characters and more, or no sentence holds them twice; else unsafe.

    ## Evidence
    On the seeds 5 of 5 findings right, 5 of 6 defects found, 5 of 5 fixes exact. On 3.8 million characters
    of sound news no finding; on 147 sound sentences that repeat themselves one, not safe; on 70 invented
    ones (spoken, verse, calls, names, sounds) none. Of 40 invented sentences with words read twice 26 found,
    14 of them safe, and all fixes exact.
    Characters doubled by a program in sound news, 240 each: within a line 25 in 100 of two characters are repaired, of
    three to six 64, and 21 more told; across the ends of printed lines 24 and 85, and 40 and 2 more told. On the
    same news as printed lines of 18 and 24 characters, 7.8 million in all, no finding.

    ## Known false alarms
    Without a cut word: verse set without marks (走过看不见的渡口走过看不见的渡口).

    ## Cost
    6 ms/MB, shared with DUP002: two equal stretches share no needle, so that each place is compared
    with what stands behind it; 3 ms/MB for the ends of lines.
    """

    code = "DUP004"
    name = "doubled-word"
    title = Text("词语重复", "words recognised twice")
    messages = {"twice": Text("“{words}”重复识别", "{words} was read twice")}
    error_class = ErrorClass.CHARACTER
    phase = Phase.STRUCTURE
    bad = (
        Bad("这份倡议请全镇广全镇广大居民节约用水。\n", "这份倡议请全镇广大居民节约用水。\n"),
        Bad("从山脚望去，坡上万亩杜坡上万亩杜鹃花开得正好。\n", "从山脚望去，坡上万亩杜鹃花开得正好。\n"),
        Bad("会议传达学习了学习了省里的文件精神。\n", "会议传达学习了省里的文件精神。\n"),
        Bad("茶厂添了新式烘干新式烘干机三台。\n", "茶厂添了新式烘干机三台。\n"),
        Bad("修路是大家的\n的愿望，老支书说。\n", "修路是大家的\n愿望，老支书说。\n"),
    )
    good = (
        "图上画着各行政区行政区划的界线。\n",
        "问题要一个一个解决，道理要一件一件讲清。\n",
        "他听老人几小时几小时地讲过去的事。\n",
        "你是不是不想去？要不要不去？\n",
        "你们好好研究研究，商量商量。\n",
        "“知道了知道了。”他头也不回。\n",
        "今年退税缓税缓费三亿元。\n",
        "列车开到新疆北疆北部。\n",
        "走过路过不要错过，最后三天最后三天！\n",
        "走进茶山\n茶山的雾散了，采茶的人排成一行往上走。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each pair of copies."""
        text = page.text
        for start, length in page.doubles:
            middle, end = start + length, start + 2 * length
            copy = text[start:middle]
            if length == 1 or _goes_on(text, start, end) or (edges := doubles.word_edges(text, start, length)) is None:
                continue
            sure = edges.cut > (length == OFTEN)
            if not (sure or _unexplained(copy, text[max(0, start - 1) : start], text[end : end + 1])):
                continue
            if page.is_protected(start):
                continue
            fix = self.replace(page, middle, end, "", SAFE if sure else UNSAFE)
            yield self.report((start, end), "twice", fix=fix, confidence=0.97 if sure else 0.9, words=copy)
        yield from self._across_lines(page)

    def _across_lines(self, page: Page) -> Iterator[Diagnostic]:
        """What ends one line and begins the next, unless a join takes it away."""
        text = page.text
        least = _Odds.DOUBTFUL if page.style.printed else _Odds.SURE  # else a join takes it away, if any can
        places = [(place, odds) for place in doubles.across(page) if (odds := _read_twice(text, place)) >= least]
        joined = joins.at(page, [place.end for place, _ in places])
        for place, odds in places:
            join = joined.get(place.end)
            if odds < _Odds.SURE if join is None else join.seam.end > place.start:
                continue  # nothing speaks for it but that the line goes on; or the join takes it away
            safe = join is not None and join.state is State.CERTAIN and odds > _Odds.DOUBTFUL
            start, end = place.end - place.length, place.start + place.length
            fix = self.replace(page, place.start, end, "", SAFE if safe else UNSAFE)
            confidence = 0.97 if safe else 0.9
            yield self.report((start, end), "twice", fix=fix, confidence=confidence, words=text[place.start : end])


class _Odds(IntEnum):
    """How surely words were read twice: told where the line goes on, safe to delete there, told everywhere."""

    NONE = 0
    DOUBTFUL = 1
    LIKELY = 2
    SURE = 3


def _read_twice(text: str, place: doubles.Across) -> _Odds:
    """By the words that are cut; or no sentence holds the character twice."""
    joined, at = place.joined(text)
    if place.length == 1:
        return _Odds.SURE if joined[at] in doubles.NEVER_TWICE and doubles.is_doubled(joined, at) else _Odds.NONE
    edges = doubles.word_edges(joined, at, place.length)
    if edges is None:
        return _Odds.DOUBTFUL if doubles.is_noun_twice(joined[at : at + place.length]) else _Odds.NONE
    if edges.cut > (place.length == OFTEN):
        return _Odds.SURE
    if place.length > NOW_AND_THEN:
        return _Odds.LIKELY
    return _Odds.DOUBTFUL if edges.cut else _Odds.NONE


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether there are more than two copies: a chant, a sound, a loop (DUP002)."""
    return text.startswith(text[start : start + 2], end) or text.startswith(text[end - 2 : end], max(0, start - 2))


def _unexplained(copy: str, before: str, behind: str) -> bool:
    """Whether people neither write nor say so within a clause, though no word is cut."""
    if not is_han(before):
        return len(copy) >= (LABEL if before not in WITHIN or not is_han(behind) else NOW_AND_THEN + 1)
    return len(copy) > NOW_AND_THEN or (len(copy) == NOW_AND_THEN and copy[-1] == "了" and is_han(behind))
