"""TYP002 known-misprint."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from zzlint.rule import (
    CLOSERS,
    OPENERS,
    SAFE,
    Bad,
    Diagnostic,
    ErrorClass,
    Hits,
    Page,
    Phase,
    Rule,
    Scope,
    Text,
    within,
)

TABLE = Path(__file__).with_suffix(".tsv")


class Misprint(NamedTuple):
    """A string that is no word, the one word it stands for, sound contexts, and the cause."""

    wrong: str
    right: str
    unless: tuple[str, ...]
    cause: Text


class KnownMisprint(Rule):
    """A string that is no word and stands for exactly one: 己经 for 已经, 入民政府 for 人民政府.

    The pairs stand in ``known_misprint.tsv``, in classes by the look-alike characters that cause
    them.

    ## Why is this bad?
    The recogniser took one character for another of nearly the same shape. The word cannot be
    found by search, and a reader takes the page for careless.

    ## Fix safety
    Safe. A pair is admitted when the wrong string is part of no dictionary word, cannot come about
    at the border of two words (estimated from the frequencies of words that end and begin so; the
    known accidents, such as 自己经营 for 己经, are excepted one by one) and has no sound
    occurrence in four million characters of news.

    ## Evidence
    On the seeds 18 of 19 findings right, 18 of 22 defects found, 18 of 19 safe fixes exact.
    On 3.9 million characters of sound news no finding.

    ## Known false alarms
    Text about misprints that quotes one; a wrong string that stands alone in quotation marks or
    brackets is left alone.
    """

    code = "TYP002"
    name = "known-misprint"
    title = Text("已知的形近错字", "a look-alike character makes a word that does not exist")
    messages = {
        "misprint": Text("“{wrong}”应为“{right}”（{cause}）", "{wrong} should be {right} ({cause})"),
    }
    error_class = ErrorClass.CHARACTER
    scope = Scope.LINE
    phase = Phase.CHARACTERS
    bad = (
        Bad("他己经到家了。", "他已经到家了。"),
        Bad("大家都说自已的看法。", "大家都说自己的看法。"),
        Bad("末来三天有雨。", "未来三天有雨。"),
        Bad("入民政府发出通知，天津巿也有分会。", "人民政府发出通知，天津市也有分会。"),
        Bad("他把自已的事业当成为入民服务。", "他把自己的事业当成为人民服务。"),
    )
    good = (
        "他们各自已经回家。",
        "店铺由他自己经营，周末来客不断。",
        "听到这里，她激动得不能自已。",
        "“己经”是“已经”之误。",
    )

    def __init__(self, options: Rule.Options | None = None) -> None:
        super().__init__(options)
        self.needles = tuple(table())

    def check(self, page: Page, hits: Hits) -> Iterator[Diagnostic]:
        """One finding for each misprint."""
        for wrong, starts in hits.items():
            entry = table()[wrong]
            for start in starts:
                end = start + len(wrong)
                if within(page.text, start, wrong, entry.unless) or _quoted(page.text, start, end):
                    continue
                if page.is_protected(start):
                    continue
                fix = self.replace(page, start, end, entry.right, SAFE)
                yield self.report((start, end), "misprint", fix=fix, wrong=wrong, right=entry.right, cause=entry.cause)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the string stands alone between marks: it is spoken of."""
    return start > 0 and end < len(text) and text[start - 1] in OPENERS and text[end] in CLOSERS


@cache
def table() -> Mapping[str, Misprint]:
    """Wrong string -> its entry."""
    entries: dict[str, Misprint] = {}
    cause = Text("", "")
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        match line.split("\t"):
            case ["[class]", _, zh, en]:
                cause = Text(zh, en)
            case [wrong, right] if wrong[0] not in "#[":
                entries[wrong] = Misprint(wrong, right, (), cause)
            case [wrong, right, unless]:
                entries[wrong] = Misprint(wrong, right, tuple(unless.split(" ")), cause)
    return entries
