"""A block at first glance: what its own first and last characters show.

Nothing here looks at a neighbour, and nothing reads more of a block than its first few lines, so
that a block of two megabytes costs what a paragraph costs.
"""

from __future__ import annotations

from functools import cached_property

from zzlint.text import cues
from zzlint.text.chars import CLOSERS, FINAL, HALF, PAIRS
from zzlint.text.notices import may_begin
from zzlint.text.pattern import Cue, Pattern

#: Read of a block that is one line, and of a block of several lines, in code points.
LINE, LINES = 120, 480
#: Read of a block's end.
TAIL = 16
#: Stands for a block whose first characters are all blank.
UNSEEN = "\ufffc"
#: A line longer than this is neither byline nor date nor furniture.
SHORT = 100
#: A date with weekday and calendars, and the name of a newspaper, are not longer.
DATE, NAME = 48, 24
#: Neither is the label of a page, if it is no rule.
LABEL = 5
#: A line longer than this is prose; a headline of four parts stays below it.
HEADLINE = 60
#: In a line longer than ``SPACED`` one blank for ``BLANKS`` characters comes from the machine.
SPACED, BLANKS = 12, 4
#: Without a blank between its clauses a line is perhaps prose from ``CLAUSES`` on, certainly from ``PROSE``.
CLAUSES, PROSE = 28, 40

_ENDS = frozenset(FINAL + "!?.")
_BEHIND_END = CLOSERS + "\"')"


def ends_finally(text: str) -> bool:
    """Whether the text ends as a sentence does: a final mark, up to three closers behind it allowed."""
    return text.rstrip()[-4:].rstrip(_BEHIND_END)[-1:] in _ENDS


class Glance:
    """One block by itself. Its words are folded to half width, the machine's blanks are gone."""

    def __init__(self, text: str, start: int, end: int) -> None:
        head = text[start : min(end, start + LINES)]
        several = "\n" in head or "\r" in head
        if not several:
            head = head[:LINE]
        self.whole = end - start <= len(head)
        words = head.lstrip()
        self.indent = len(head) - len(words)
        words = words.rstrip().translate(HALF) or UNSEEN
        if several:
            words = words.replace("\r\n", "\n").replace("\r", "\n")
        tail = words[-TAIL:] if self.whole else text[end - TAIL : end].rstrip().translate(HALF)
        blanks = words.count(" ")
        if BLANKS * blanks >= len(words) > SPACED or 5 * blanks >= 2 * len(words) > 0:
            words = cues.MACHINE_BLANK.sub("", words)
            tail = cues.MACHINE_BLANK.sub("", tail)
        self.text = words
        self.tail = tail or UNSEEN
        self.last = self.tail[-1]
        self.length = len(words) if self.whole else end - start
        self.short = self.length <= SHORT
        self.final = ends_finally(tail)
        self.lines = [line.strip() for line in words.split("\n")] if several else [words]

    # -- words that say what a block is ----------------------------------------------------

    def _all(self, pattern: Pattern | Cue) -> bool:
        return self.short and pattern.fullmatch(self.text) is not None

    def _begins(self, pattern: Pattern | Cue) -> bool:
        return pattern.match(self.text) is not None

    @property
    def notice(self) -> bool:
        """下转 or 上接, and nothing else."""
        return may_begin(self.text) and self._all(cues.NOTICE)

    @property
    def date(self) -> bool:
        """Nothing but a date, whatever blanks stand in it."""
        return self.length <= DATE and cues.is_date(self.text.replace(" ", ""))

    @property
    def date_first(self) -> bool:
        """A full date, then other things."""
        return self.short and cues.DATE_FIRST.match(self.text) is not None

    @property
    def agency(self) -> bool:
        """新华社北京3月5日电, or where and when a law was passed."""
        return self._all(cues.AGENCY) or self._all(cues.ENACTED)

    @property
    def paper(self) -> bool:
        """The name of a newspaper in a line by itself."""
        return self.length <= NAME and any(cues.PAPER.fullmatch(line) is not None for line in self.lines)

    @property
    def imprint(self) -> bool:
        """Publisher, issue number, number of pages."""
        return self.short and not self.final and "," not in self.text and cues.IMPRINT.search(self.text) is not None

    @property
    def label(self) -> bool:
        """The label of a page, or a rule."""
        labelled = self.length <= LABEL or self.text[0] in cues.RULE
        return labelled and self._all(cues.LABEL)

    @property
    def section(self) -> bool:
        """体育·科教, 要闻, 乡村版: what a page is about."""
        return self.length <= 12 and cues.SECTION.fullmatch(self.text) is not None

    @property
    def service(self) -> bool:
        """Editors, a hotline, a document number, what comes next week."""
        return self.short and (
            (not self.final and self._begins(cues.EDITORS))
            or (len(self.lines) <= 2 and self._begins(cues.CONTACT))
            or (self.text[0] == "(" and self.text[-1] == ")" and cues.CONTACT.search(self.text[:40]) is not None)
            or self._all(cues.DOCUMENT)
            or (not self.final and self._begins(cues.PREVIEW))
        )

    @property
    def weather(self) -> bool:
        """The weather box."""
        return self.length <= 50 and not self.final and cues.WEATHER.search(self.text) is not None

    @property
    def signed(self) -> bool:
        """Who signed and when: 李子明　谨启, an office and a date under it."""
        if not self.short or self.final:
            return False
        if cues.SIGNED.search(self.text) is not None:
            return True
        first, last = self.lines[0], self.lines[-1]
        if len(self.lines) < 2 or len(self.lines) > 5 or cues.ONLY_DATE.match(first):
            return False
        dated = cues.is_date(last) or cues.CONTACT.match(last) is not None
        return dated and len(first) <= 24 and "," not in first and ":" not in first

    @property
    def sealed(self) -> bool:
        """An office and a date under it."""
        dated = len(self.lines) > 1 and self.signed and cues.is_date(self.lines[-1])
        return dated and _is_office(self.lines[0])

    @property
    def sender(self) -> bool:
        """An office, or a reader with his address: a signature where prose stands above it."""
        return self.short and (_is_office(self.text) or self._all(cues.CORRESPONDENT))

    @cached_property
    def byline(self) -> bool:
        """Names of reporters with the words that go with them, photo credits among them."""
        if not self.short or self.final or "," in self.text or "。" in self.text or len(self.lines) > 4:
            return False
        return all(any(cue.fullmatch(line) for cue in cues.BYLINES) for line in self.lines if line)

    @property
    def name(self) -> bool:
        """Perhaps the name of a person, and nothing else."""
        return self.length <= 5 and cues.NAME.fullmatch(self.text) is not None

    @property
    def roll(self) -> bool:
        """A list of persons, with a mark between them or behind the only one."""
        if self.text[0] not in cues.SURNAMES or not self._all(cues.ROLL):
            return False
        return not self.name or self.text[-1] in "、,。"

    @property
    def close(self) -> bool:
        """The last words of a letter."""
        return self.length <= 12 and cues.CLOSE.fullmatch(self.text) is not None

    @cached_property
    def credit(self) -> bool:
        """A photo credit by itself."""
        return self.byline and (cues.CREDIT_END.search(self.tail) is not None or self._begins(cues.PHOTOGRAPHER))

    @cached_property
    def caption(self) -> bool:
        """Says itself that it belongs to a picture or a table."""
        if self._begins(cues.CAPTION) and (self.text[1] != "为" or self.length <= 200):
            return True
        if self.length > 220:
            return False
        pictured = self.final and cues.PICTURED.search(self.text if self.whole else self.tail) is not None
        return pictured or ("。" in self.text and not self.byline and self._credited)

    @property
    def _credited(self) -> bool:
        last = self.lines[-1] if self.whole else self.tail
        credit = last.rpartition("。")[2].strip()
        return cues.CREDIT_END.search(credit) is not None and len(credit) <= 40

    # -- lists ----------------------------------------------------------------------------

    @cached_property
    def marked(self) -> bool:
        """Begins with the mark of an item: ▲, （一）, 1., ①."""
        return _is_marked(self.text) and not self.subhead

    @property
    def bullet(self) -> bool:
        """Begins with a mark that heads may have too: ▲, ●."""
        return self.text[0] in "▲△●■◆★○◎☆•◇"

    @property
    def entry(self) -> bool:
        """A day and what happened."""
        return self._begins(cues.ENTRY)

    @cached_property
    def columns(self) -> int:
        """How many columns a row of a table has; 1 for a line of text."""
        if self.final or not self.short or len(self.lines) > 1:
            return 1
        return 1 + sum(1 for _ in cues.COLUMNS.finditer(self.text))

    @property
    def field(self) -> bool:
        """时间：3月18日."""
        return not self.final and self.short and self._begins(cues.FIELD)

    @cached_property
    def rows(self) -> bool:
        """Most of the characters stand in several items, fields or rows of a table."""
        if len(self.lines) < 2:
            return False
        rows = [len(line) for line in self.lines if line and _is_row(line)]
        return len(rows) > 1 and 2 * sum(rows) > sum(map(len, self.lines))

    # -- prose ----------------------------------------------------------------------------

    @cached_property
    def lead(self) -> bool:
        """How a story begins: 本报讯, 编者按, the first question."""
        return self._begins(cues.LEAD)

    @property
    def clause(self) -> bool:
        """一、 or 第一条."""
        return self._begins(cues.CLAUSE)

    @property
    def subhead(self) -> bool:
        """第一章, ·柳·, a Markdown heading of the third level."""
        return self.short and not self.final and self._begins(cues.CHAPTER)

    @property
    def heading(self) -> bool:
        """A Markdown heading of the first two levels."""
        return self.text.startswith(cues.HEADING)

    @property
    def gapped(self) -> bool:
        """Has a blank inside, as headlines of several parts have."""
        return cues.GAP.search(self.text) is not None

    @property
    def question(self) -> bool:
        """A short question in one clause, as a subhead may be."""
        asks = self.length <= 14 and self.text[-1] == "?" and self.text[0] not in '“"「『'
        return asks and "," not in self.text and ":" not in self.text

    @cached_property
    def prose(self) -> bool:
        """Running text, or half a paragraph of it."""
        text = self.text
        if self.length > HEADLINE or (self.final and not self.question):
            return True
        if "," in text and self.length > PROSE and not self.gapped:
            return True
        if len(self.lines) > 3 or "。" in text or text[-1] in ",、;:" or self._begins(cues.AT_ONCE) or self.lead:
            return True
        return text[0] in cues.TORN_OFF or (self.length > 5 and _torn(text))

    @property
    def clauses(self) -> bool:
        """Several clauses of a sentence, if it is no headline in sentences."""
        several = "," in self.text and not self.gapped
        return several and (self.length > CLAUSES or not _parallel(self.text))

    @property
    def opening(self) -> bool:
        """Begins as sentences begin, and headlines seldom."""
        return not self.gapped and self._begins(cues.OPENING)

    @property
    def told(self) -> bool:
        """半个小时后，兄弟俩按了手: a clause of a story rather than of a heading."""
        return "," in self.text and not self.gapped and cues.TOLD.search(self.text) is not None


def _is_office(text: str) -> bool:
    return text.endswith(cues.OFFICES) and cues.OFFICE.fullmatch(text) is not None


def _is_marked(text: str) -> bool:
    """Whether the text begins with the mark of an item, which is no letter."""
    return not text[0].isalpha() and cues.MARK.match(text) is not None


def _is_row(line: str) -> bool:
    if _is_marked(line) or line[-1] == ";":
        return True
    if len(line) > 60 or line[-1] in "。?!,":
        return False
    return (
        cues.FIELD.match(line) is not None
        or cues.COLUMNS.search(line) is not None
        or cues.SCORE.fullmatch(line) is not None
    )


def _parallel(text: str) -> bool:
    """Whether the text is one or two clauses, or more of one length, as a heading may be."""
    clauses = text.split(",")
    return len(clauses) < 3 or "—" in text or len({len(clause) for clause in clauses}) == 1


def _torn(text: str) -> bool:
    """Whether a pair is open at the end, or closed and never opened: a paragraph cut in two."""
    return any(text.count(opener) != text.count(closer) for opener, closer in PAIRS.items())
