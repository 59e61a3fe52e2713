"""The numbered notes beside a page's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from zzlint.diagnostic import Diagnostic, Related
from zzlint.reporters.html.changes import swapped
from zzlint.reporters.html.entries import Entry
from zzlint.reporters.html.markup import NOTHING, Html, element, join, line, name
from zzlint.reporters.html.words import say
from zzlint.text.page import Page

#: So many messages, or changes, of one group are told; the rest is counted.
TOLD = 8
#: A longer text is shown by its ends.
LONGEST = 60


def note(entry: Entry, page: Page, anchor: str, covered: Sequence[Diagnostic], lang: str) -> Html:
    """One note: what it is, in how many places, and how far its fix may be trusted.

    ``anchor`` is the page's; the changes of ``covered`` findings are not seen in the text, so they stand here.
    """
    item = entry.first
    back = element("a", Html(str(entry.number)), class_="number", href=f"#{anchor}-m{entry.number}")
    parts = [
        *_messages(entry, lang),
        *_facts(entry, page, lang),
        *_changes(covered, lang),
        *(_related(other, page, lang) for other in item.related),
    ]
    return element(
        "li",
        back,
        element("div", *parts),
        id=f"{anchor}-n{entry.number}",
        class_=entry.kind,
        data_c=item.code,
        data_k=entry.kind,
    )


def kind(what: str, lang: str) -> Html:
    """The name of a kind of finding, for those who do not see its colour; that of most is not told."""
    return NOTHING if what == "warning" else element("b", line(say(f"kind-{what}", lang)), class_="kind")


def reference(entry: Entry, anchor: str) -> Html:
    """The number of a note, to stand in the text."""
    return element(
        "a",
        Html(str(entry.number)),
        id=f"{anchor}-m{entry.number}",
        class_=f"ref {entry.kind}",
        href=f"#{anchor}-n{entry.number}",
        data_c=entry.first.code,
        data_k=entry.kind,
    )


def _messages(entry: Entry, lang: str) -> Iterator[Html]:
    told = Counter(item.message.render(lang) for item in entry.items)
    (first, _), *others = told.most_common() if len(told) > 1 else [(entry.first.message.render(lang), 0)]
    yield element("p", *_spaced(kind(entry.kind, lang), line(first), _times(told[first]) if others else NOTHING))
    for message, count in others[: TOLD - 1]:
        yield element("p", *_spaced(line(message), _times(count)))
    if len(others) >= TOLD:
        yield element("p", line(say("other-kinds", lang, count=len(others) - TOLD + 1)), class_="facts")


def _facts(entry: Entry, page: Page, lang: str) -> Iterator[Html]:
    item = entry.first
    row = page.row(item.span.start) + 1
    code = element("a", line(item.code), href=f"#rule-{item.code}")
    facts = [code, line(say("row", lang, row=str(row)))]
    if len(entry.items) > 1:
        facts.append(line(say("here", lang, count=len(entry.items))))
    facts += _trust(entry, lang)
    if item.confidence is not None:
        facts.append(line(say("sure", lang, share=round(100 * item.confidence))))
    if item.fix is not None and item.fix.message is not None:
        facts.append(line(item.fix.message.render(lang)))
    yield element("p", Html(" · ".join(facts)), class_="facts")


def _trust(entry: Entry, lang: str) -> Iterator[Html]:
    trusts = Counter(item.fix.applicability.value for item in entry.items if item.fix)
    whole = len(trusts) == 1 and trusts.total() == len(entry.items)
    for trust in ("safe", "unsafe", "display"):
        if count := trusts[trust]:
            told = say(trust, lang) if whole else say(f"{trust}-many", lang, count=count)
            yield element("span", line(told), class_=f"trust {trust}")


def _changes(covered: Sequence[Diagnostic], lang: str) -> Iterator[Html]:
    told = Counter(_change(item) for item in covered)
    if told:
        yield element("p", line(say("covered", lang)), class_="facts")
    for change, count in told.most_common(TOLD):
        yield element("p", *_spaced(change, _times(count) if count > 1 else NOTHING), class_="change")


def _change(item: Diagnostic) -> Html:
    assert item.fix is not None
    trust = item.fix.applicability.value
    return join(swapped(_ends(edit.old), _ends(edit.new), trust) for edit in item.fix.edits[:TOLD])


def _related(other: Related, page: Page, lang: str) -> Html:
    if other.filename:
        where = name(other.filename)
    else:
        row = page.row(other.span.start)
        column = other.span.start - page.lines.starts[row] + 1
        where = line(say("at", lang, row=str(row + 1), column=str(column)))
    told = line(f": {other.message.render(lang)}" if lang == "en" else f"：{other.message.render(lang)}")
    return element("p", line(say("related", lang)), Html(" "), where, told, class_="facts")


def _times(count: int) -> Html:
    return element("span", Html(f"× {count:,}"), class_="times")


def _spaced(*parts: Html) -> Iterator[Html]:
    yield Html(" ".join(part for part in parts if part))


def _ends(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"
