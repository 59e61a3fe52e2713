"""What a kind of finding is, why it is bad and how far its fix can be trusted: once for the whole report."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from zzlint.diagnostic import Applicability
from zzlint.faults import TITLES
from zzlint.report import FileReport
from zzlint.reporters.html.entries import Rules
from zzlint.reporters.html.markup import Html, element, join, line
from zzlint.reporters.html.words import say
from zzlint.rule import ErrorClass, Rule

#: What the explanation of a rule leaves out: figures for its makers.
_LEFT_OUT = ("Evidence",)
TRUSTS = tuple(trust.value for trust in Applicability)


@dataclass
class Tally:
    """How often each rule spoke, on how many pages; ``trusts`` are its fixes by trust, and those that were made."""

    places: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    trusts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, report: FileReport) -> None:
        """Count one page."""
        self.places.update(item.code for item in report.findings)
        self.pages.update({item.code for item in report.findings})
        self.trusts.update((item.code, item.fix.applicability.value) for item in report.findings if item.fix)
        if report.changed:
            self.trusts.update((item.code, "fixed") for item in report.applied)

    @property
    def codes(self) -> list[str]:
        """All rules that spoke or fixed something."""
        return sorted({*self.places, *(code for code, _ in self.trusts)})


def summed(tally: Tally, rules: Rules, lang: str) -> Html:
    """How often each rule spoke, as a table."""
    cells = [element("th", line(say("kind", lang)), scope="col", colspan=2)]
    cells += [element("th", line(say(key, lang)), scope="col", class_="count") for key in ("places", "pages")]
    cells += [element("th", line(say("fixes", lang)), scope="col")]
    rows = [_row(code, tally, rules, lang) for code in _ordered(tally, rules)]
    head = element("thead", element("tr", *cells))
    return element("table", head, element("tbody", *rows), class_="kinds")


def legend(tally: Tally, rules: Rules, lang: str) -> Iterator[Html]:
    """What each rule that spoke is about."""
    trusts = [(say(trust, lang), say(f"{trust}-means", lang)) for trust in TRUSTS]
    told = [join((element("dt", line(trust)), element("dd", line(means)))) for trust, means in trusts]
    yield element("dl", *told, class_="trusts")
    for code in _ordered(tally, rules):
        head = [element("code", line(code)), Html(" "), title(code, rules, lang)]
        parts = [element("h3", *head)]
        if code in rules:
            parts += [element("p", line(rules[code].name), class_="facts"), _explanation(rules[code], lang)]
        yield element("article", *parts, id=f"rule-{code}", class_="rule")


def title(code: str, rules: Rules, lang: str) -> Html:
    """The defect in one line."""
    if code in rules:
        return line(rules[code].title.render(lang))
    return line(TITLES[code].render(lang)) if code in TITLES else line(code)


def _ordered(tally: Tally, rules: Rules) -> list[str]:
    """The rules that spoke: lost text first, then the most frequent."""
    losses = {code for code in tally.codes if code in rules and rules[code].error_class is ErrorClass.LOSS}
    return sorted(tally.codes, key=lambda code: (code not in losses, -tally.places[code], code))


def _row(code: str, tally: Tally, rules: Rules, lang: str) -> Html:
    trusts = [
        element("span", line(say(f"{trust}-many", lang, count=count)), class_=f"trust {trust}")
        for trust in (*TRUSTS, "fixed")
        if (count := tally.trusts[code, trust])
    ]
    numbers = [
        element("td", Html(f"{count[code]:,}" if count[code] else ""), class_="count")
        for count in (tally.places, tally.pages)
    ]
    return element(
        "tr",
        element("td", element("a", line(code), href=f"#rule-{code}")),
        element("th", title(code, rules, lang), scope="row"),
        *numbers,
        element("td", Html(" · ".join(trusts))),
    )


def _explanation(rule: type[Rule], lang: str) -> Html:
    """The rule's documentation; it stands open where it is in the reader's language."""
    text = inspect.cleandoc(rule.__doc__ or "")
    language = "en" if sum("a" <= char <= "z" for char in text) > len(text) / 3 else "zh"
    label = say("explanation" if language == lang else "explanation-other", lang)
    opened = language == lang
    return element("details", element("summary", line(label)), *_paragraphs(text), lang=language, open=opened)


def _paragraphs(text: str) -> Iterator[Html]:
    """The paragraphs of a docstring; the head of a section stands in the first of its paragraphs."""
    first, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    for head, told in (("", first), *(section.partition("\n")[::2] for section in sections)):
        if head in _LEFT_OUT:
            continue
        for number, paragraph in enumerate(re.split(r"\n\s*\n", told.strip())):
            lead = (element("b", line(head)), Html(" ")) if head and not number else ()
            yield element("p", *lead, _with_code(" ".join(paragraph.split())))


def _with_code(text: str) -> Html:
    """A paragraph, its ``code`` as such."""
    return Html(re.sub(r"(`+)(.+?)\1", r"<code>\2</code>", line(text)))
