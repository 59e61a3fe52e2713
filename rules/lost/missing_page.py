"""LOS005 missing-page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname
from typing import Any

from zzlint.rule import Bad, CorpusRule, Diagnostic, ErrorClass, Observation, Page, Pattern, Text

#: The pages of one section (A1 A2 …) count up.
SECTION = Pattern(r"([A-Z]?)(\d+)")
#: So many missing pages are named one by one.
NAMED = 8


class MissingPage(CorpusRule):
    """A page of an issue that is not among the pages given.

    The issue has as many pages as its manifest or its front page (今日8版) says, and pages are
    counted through within a section: A1, A2, A4 are without A3. Nothing is said of an issue that is
    not known as a whole: where the label of one of its pages is unknown or, if mastheads alone
    tell issues apart, the issue of any page in the same folder. Nor, without a manifest, where fewer
    pages are given than missing: somebody picked some.

    ## Why is this bad?
    A page was never scanned, or never recognised, and the articles that go on there have no end.

    ## Fix safety
    No fix: the page is not here.

    ## Evidence
    On the seeds no finding. Without one of its inner pages, or with ``issue.toml`` any page, the
    issue among them is reported each time (``tests/test_corpus_rules.py``).

    ## Known false alarms
    Two pages that were printed and recognised as one.
    """

    code = "LOS005"
    name = "missing-page"
    title = Text("缺版", "a page of the issue is not among those given")
    messages = {
        "gap": Text(
            "这一期缺 {missing} 版（给出 {given} 个版）", "this issue lacks {missing} ({given} pages are given)"
        ),
        "counted": Text(
            "这一期有 {pages} 个版，只给出 {given} 个，缺 {missing}",
            "this issue has {pages} pages and {given} are given; missing: {missing}",
        ),
        "some": Text(
            "这一期有 {pages} 个版，只给出 {given} 个", "this issue has {pages} pages, of which {given} are given"
        ),
    }
    error_class = ErrorClass.LOSS

    bad = (
        Bad("汀陵日报\n2021年3月16日 今日3版\nA1\n漪江开闸\f汀陵日报\n2021年3月16日\nA2\n茶园里\n"),
        Bad("\f".join(f"汀陵日报\n2021年3月16日\nA{page}\n漪江开闸\n" for page in (1, 2, 4))),
        Bad("\f".join(f"汀陵晚报\n2020年5月2日\n0{page}版\n渡口\n" for page in (2, 3, 4))),
    )
    good = (
        "\f".join(f"汀陵日报\n2021年3月16日 今日3版\nA{page}\n漪江开闸\n" for page in (1, 2, 3)),
        # an issue begins with any page when a second section is not counted from 1; some picked pages
        "\f".join(f"汀陵日报\n2021年3月16日\nA{page}\n漪江开闸\n" for page in (1, 6)),
        # one page without a label may be the missing one
        "汀陵日报\n2021年3月16日 今日3版\nA1\n漪江开闸\f汀陵日报\n2021年3月16日\nA2\n茶园里\f汀陵日报\n2021年3月16日\n渡口的老船工\n",
        # and so may one of an unknown issue
        "汀陵日报\n2021年3月16日 今日3版\nA1\n漪江开闸\f汀陵日报\n2021年3月16日\nA2\n茶园里\f渡口的老船工又唱起了号子。\n",
    )

    def observe(self, page: Page) -> Iterator[tuple[str, Any]]:
        """That the page is there, in its issue; where mastheads tell, in its folder, too, known or not."""
        told = page.identity
        sure = told.source in ("manifest", "pattern")
        yield f"{told.source} {told.group}" if sure else _folder(page), None

    def conclude(self, key: str, facts: Sequence[Observation]) -> Iterator[tuple[Observation, Diagnostic]]:
        """One finding for an issue, on its first page."""
        issues = defaultdict(list)
        for seen in facts:
            issues[seen.identity.group].append(seen)
        if "" in issues:
            return
        for pages in issues.values():
            given = {seen.identity.page: seen for seen in reversed(pages)}
            counts = {seen.identity.pages for seen in pages} - {0}
            if "" not in given and len(counts) <= 1:
                yield from self._missing(given, sum(counts))

    def _missing(self, given: Mapping[str, Observation], pages: int) -> Iterator[tuple[Observation, Diagnostic]]:
        sections: dict[str, set[int]] = defaultdict(set)
        for label in given:
            found = SECTION.fullmatch(label)
            if found is None:
                return
            sections[found[1]].add(int(found[2]))
        only = len(sections) == 1
        if pages and (len(given) > pages or (only and max(map(max, sections.values())) > pages)):
            return  # one of the two was misread
        missing = []
        for letter, there in sorted(sections.items()):
            # a later section may go on counting where the one before it ends
            low = 1 if letter == min(sections) else min(there)
            high = max(*there, pages if only else 0)
            missing += [f"{letter}{number}" for number in range(low, high + 1) if number not in there]
        absent = max(len(missing), pages - len(given))
        first = given[min(given, key=_order)]
        if absent <= 0 or (first.identity.source != "manifest" and absent >= len(given)):
            return
        named = "、".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
        key = "gap" if not pages else "counted" if missing else "some"
        yield first, self.report(first.head, key, given=len(given), missing=named, pages=pages)


def _folder(page: Page) -> str:
    """Where the pages of an issue lie that only mastheads tell."""
    return page.name if page.record else dirname(page.name.replace("\\", "/"))


def _order(label: str) -> tuple[str, int]:
    found = SECTION.fullmatch(label)
    assert found is not None  # looked at before
    return found[1], int(found[2])
