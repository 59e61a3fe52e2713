"""A rule's examples are its tests: built-in rules, packs and your own are held to them here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zzlint import fixer
from zzlint.corpus import facts_of, head_of, identified
from zzlint.diagnostic import Diagnostic
from zzlint.engine import RuleSet
from zzlint.formats import from_text
from zzlint.process import WITH_UNSAFE
from zzlint.rule import Bad, CorpusRule, Observation, Rule
from zzlint.settings import Settings
from zzlint.text.identity import Identity

#: Stands between the pages of an example of a rule over several pages.
PAGE_BREAK = "\f"
#: What a docstring must tell besides what the rule does.
SECTIONS = ("## Why is this bad?",)
#: What ``zzlint new-rule`` writes and its author must replace.
PLACEHOLDERS = ("What the rule finds, in one sentence.", "the defect in one line")


def failures(rule: type[Rule], *, bad: int = 3, good: int = 2) -> Iterator[str]:
    """What is wrong with the rule's examples and documentation; nothing when all is well.

    ``bad`` and ``good`` are how many examples are wanted at least.
    """
    if len(rule.bad) < bad or len(rule.good) < good:
        yield f"{rule.code} needs {bad} bad and {good} good examples"
    for section in SECTIONS:
        if section not in (rule.__doc__ or ""):
            yield f"{rule.code}: its docstring has no {section!r}"
    for text in PLACEHOLDERS:
        if text in (rule.__doc__ or "") or text == rule.title.en:
            yield f"{rule.code} still says {text!r}"
    for example in rule.bad:
        yield from _bad(rule, example)
    for text in rule.good:
        for item in findings(rule(), text):
            place = "" if issubclass(rule, CorpusRule) else f" {text[item.span.start : item.span.end]!r}"
            yield f"{rule.code} reports{place} in the good example {text!r}: {item.message.render('en')}"


def findings(rule: Rule, text: str) -> tuple[Diagnostic, ...]:
    """What one rule says of a text. Raises AssertionError with the message when it crashes."""
    if isinstance(rule, CorpusRule):
        return tuple(item for _, item in over_pages(rule, text.split(PAGE_BREAK)))
    said = RuleSet([rule]).check(from_text(text))
    assert not said.crashes, said.crashes[0].message.render("en")
    return said.findings


def over_pages(rule: CorpusRule, texts: Iterable[str]) -> list[tuple[Observation, Diagnostic]]:
    """What one rule says of several pages that lie in one folder and tell their issues in their mastheads."""
    facts: dict[str, list[Observation]] = {}
    for number, text in enumerate(texts, 1):
        page = identified(from_text(text, f"{number:04}.txt"), Identity(), Settings())
        for key, fact in facts_of(rule, page):
            told = Observation(page.name, "", 0, page.identity, head_of(page), fact)
            facts.setdefault(key, []).append(told)
    said = [found for key in sorted(facts) for found in rule.conclude(key, tuple(facts[key]))]
    assert not any(item.fix for _, item in said), f"{rule.code} has a fix, and only reports"
    return said


def fixed(rule: Rule, text: str) -> str:
    """The text with all fixes of one rule, safe and unsafe."""
    return fixer.fix(from_text(text), RuleSet([rule]), WITH_UNSAFE).page.text


def _bad(rule: type[Rule], example: Bad) -> Iterator[str]:
    made = rule(rule.Options(**example.options)) if example.options else rule()
    said = findings(made, example.text)
    if not said:
        yield f"{rule.code} does not report the bad example {example.text!r}"
        return
    for item in said:
        for lang in ("zh", "en"):
            item.message.render(lang)
    result = fixed(made, example.text)
    wanted = example.text if example.fixed is None else example.fixed
    if result != wanted:
        yield f"{rule.code} makes {result!r} of {example.text!r}, not {wanted!r}"
