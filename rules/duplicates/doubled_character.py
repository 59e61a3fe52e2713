"""DUP005 doubled-character."""

from collections.abc import Iterator

from zzlint.rule import UNSAFE, Bad, Diagnostic, ErrorClass, Hits, Page, Pattern, Phase, Rule, Text, doubles, joins

_TWICE = Pattern("([\u4e00-\u9fff])\\1")


class DoubledCharacter(Rule):
    """One Han character that stands twice in a line because it was read twice.

    It ends a word, hardly ever is a word by itself, and begins no word where it stands for the second
    time (论手艺艺谁也比不过); or it is one that no sentence holds twice, and belongs to no word on either side
    (不足的的短板). Doubled words of a dictionary, characters where two words meet (协会会长, 事实上上述),
    counted things (一根根), 高高兴兴, names and numerals are left alone. Also what ends a line and begins the
    next (世界排序⏎序也靠后); where a printed line goes on in the next (PAR002), it is enough that the character ends a
    word or begins one, not both, and that the word is cut there. 的⏎的 and the like are DUP004's.

    With an archive (``zzlint learn``, ``--archive``) the rule is on by itself, else with ``--preview`` only. The
    archive must know what is left without the copy, and must not know the pair beside either of its neighbours.
    Where it saw that four times, the character may begin a word, or end one, too; not both.

    ## Why is this bad?
    The page shows the character once.

    ## Fix safety
    Deletes one of the two; unsafe: words that no dictionary knows begin with the character, too (客机机龄).

    ## Evidence
    On the seeds 3 of 3 findings right, 3 of 3 defects found. On 3.8 million characters of sound news five
    findings, one of them a true misprint: in preview for that reason. On the same news as printed lines of 18 and of
    24 characters ten more, at the ends of 300,000 lines; of 240 characters that a program doubled there 155 are told.
    Of characters doubled by a program in sound news 15 in 100 are found: most sound doublings look the same.
    With an archive of 1.6 million characters of other news one finding on those 3.8 million characters, the
    misprint, and of 2,000 characters doubled by a program in such news 470 are found, 30 in 100 where the news is
    of the archive's kind, 18 where it is not. Before characters were left out that stand alone before words that
    begin with them (市|市场) there were two more findings on the news, and one such place on the seeds. With an
    archive of half a million 342 are found, with one of 100,000 182, and no sound pair. With an archive of
    other things the rule is silent: 0 of 3 on the seeds.

    ## Known false alarms
    New words behind a word that ends in their first character: 客机机龄, 手工工坊, 安全局局务.
    """

    code = "DUP005"
    name = "doubled-character"
    title = Text("单字重复", "a character recognised twice")
    messages = {"twice": Text("“{char}”重复识别", "{char} was read twice")}
    error_class = ErrorClass.CHARACTER
    phase = Phase.STRUCTURE
    preview = True
    learns = True
    bad = (
        Bad("论手艺艺谁也比不过他。\n", "论手艺谁也比不过他。\n"),
        Bad("这里补上了力量不足的的短板。\n", "这里补上了力量不足的短板。\n"),
        Bad("产量排在世界排序序也靠后的地方。\n", "产量排在世界排序也靠后的地方。\n"),
    )
    good = (
        "事实上上述几位协会会长都到了。\n",
        "两岸人民看看这山，高高兴兴地回家。\n",
        "海里一根根绳子拉起，田间一排排灯亮着。\n",
        "他访问了吉尔吉斯斯坦。\n",
        "的的确确，这件事的目的的确是这样。\n",
        "杨凌凌和董斌斌年年来，市市通高铁。\n",
        "要把把握导向当作头等大事。\n",
        "代表们在执行主席席就座。\n",
        "全市市管干部参加培训。\n",
    )

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each pair."""
        confidence = 0.95 if self.archive else 0.6
        for found in _TWICE.finditer(page.text):
            start, end = found.span()
            around = doubles.unbroken(page.text, start)
            if doubles.is_doubled(*around, self.archive) and not page.is_protected(start):
                fix = self.replace(page, end - 1, end, "", UNSAFE)
                yield self.report((start, end), "twice", fix=fix, confidence=confidence, char=found[1])
        across = ((place, self._read_twice(page.text, place)) for place in doubles.across(page))
        places = [(place, sure) for place, sure in across if sure or (sure is False and page.style.printed)]
        joined = joins.at(page, [place.end for place, _ in places])
        for place, sure in places:
            join = joined.get(place.end)
            if sure if join is None else join.seam.end <= place.start:  # else the join takes it away
                fix = self.replace(page, place.start, place.start + 1, "", UNSAFE)
                span, char = (place.end - 1, place.start + 1), page.text[place.start]
                yield self.report(span, "twice", fix=fix, confidence=confidence, char=char)

    def _read_twice(self, text: str, place: doubles.Across) -> bool | None:
        """Whether one character was all but surely read twice; None: nothing speaks for it, or DUP004 tells of it."""
        if place.length > 1 or text[place.start] in doubles.NEVER_TWICE:
            return None
        joined, at = place.joined(text)
        if doubles.is_doubled(joined, at, self.archive):
            return True
        return False if doubles.is_doubled_at_line_end(joined, at) else None
