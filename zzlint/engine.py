"""Page and rules to findings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from zzlint.diagnostic import Applicability, Diagnostic, Edit, Fix, Text
from zzlint.faults import CRASH, OVER_PAGES, fault
from zzlint.formats import markdown
from zzlint.probe import Probe
from zzlint.problems import told
from zzlint.registry import RegistryError, home
from zzlint.report import Muted
from zzlint.rule import CorpusRule, Phase, Rule, Scope
from zzlint.settings import ALLOW, Ignore, Settings
from zzlint.text.page import Page
from zzlint.text.span import Span

if TYPE_CHECKING:
    from zzlint.suppress import Silencer


class Checked(NamedTuple):
    """What the rules said of a page.

    ``findings`` are sorted by place; ``crashes`` are ZZ900 findings, one for each rule that
    raised. ``silenced`` are findings that are not to be heard and ``muted`` says why: of a page
    that is being fixed, what was muted before the first fix. ``hidden`` are findings that a
    baseline knows and nobody has judged.
    """

    findings: tuple[Diagnostic, ...]
    crashes: tuple[Diagnostic, ...] = ()
    silenced: tuple[Diagnostic, ...] = ()
    muted: tuple[Muted, ...] = ()
    hidden: tuple[Diagnostic, ...] = ()


class RuleSet:
    """The rules that are on for a file, with their needles merged; ``corpus`` are those over several pages.

    ``trust`` moves the trust of a rule's fixes: code -> SAFE or UNSAFE. ``remembered``: a ledger
    keeps the losses that a fix removes the trace of. ``allow``: words about which no rule is heard.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        trust: dict[str, Applicability] | None = None,
        remembered: bool = True,
        allow: tuple[str, ...] = (),
    ) -> None:
        self.corpus = tuple(rule for rule in rules if isinstance(rule, CorpusRule))
        self.rules = rules = tuple(rule for rule in rules if not isinstance(rule, CorpusRule))
        self._allow = allow
        self._ignores: tuple[tuple[int, Ignore], ...] = ()
        self._mutes = bool(allow) or any(getattr(rule.options, ALLOW, ()) for rule in (*rules, *self.corpus))
        self._silencer: Silencer | None = None
        self._trust = trust or {}
        self._remembered = remembered
        self._phases = {rule.code: rule.phase for rule in rules}
        self._needles = {rule.code: tuple(rule.needles) for rule in rules}
        self._whole = [rule for rule in rules if rule.scope is Scope.PAGE or not rule.needles]
        self._narrow = {
            scope: [rule for rule in rules if rule.scope is scope and rule.needles]
            for scope in (Scope.LINE, Scope.BLOCK)
        }
        self._probe = self._probe_for(rules)
        self._part_probes: dict[Scope, Probe] = {}
        self._told: set[tuple[str, str]] = set()

    def ignoring(self, ignores: Iterable[tuple[int, Ignore]]) -> RuleSet:
        """The same rules for files that these numbered entries are about."""
        other = copy(self)
        other._ignores = tuple(ignores)
        other._mutes = True
        other._silencer = None
        return other

    def _probe_for(self, rules: Iterable[Rule]) -> Probe:
        return Probe(needle for rule in rules for needle in self._needles[rule.code])

    def _part_probe(self, scope: Scope, rules: Iterable[Rule]) -> Probe:
        """The probe for the rules of one scope, made when a first fix asks for it."""
        if scope not in self._part_probes:
            self._part_probes[scope] = self._probe_for(rules)
        return self._part_probes[scope]

    def phase(self, code: str) -> Phase:
        """When the fixes of this rule are applied."""
        return self._phases[code]

    def check(self, page: Page) -> Checked:
        """All findings on the page."""
        return self._heard(page, *self._run(self.rules, page, self._probe.find(page.text)))

    def recheck(self, page: Page, before: Page, said: Checked, edits: Sequence[Edit]) -> Checked:
        """The same as ``check(page)``, when ``before`` became ``page`` through ``edits``.

        Rules of scope line and block are only asked about the lines and blocks that an edit
        touched; their other findings move along. ``before`` is forgotten.
        """
        shifts = Shifts(edits)
        regions = {
            scope: _regions(before, page, edits, shifts, scope)
            for scope, rules in self._narrow.items()
            if rules and (scope is Scope.LINE or page.separated == before.separated)
        }
        forget(before)
        probe = self._part_probe(Scope.PAGE, self._whole)
        findings, crashes = self._run(self._whole, page, probe.find(page.text))
        known = (*said.findings, *said.silenced)
        for scope, rules in self._narrow.items():
            if not rules:
                continue
            probe = self._part_probe(scope, rules)
            if scope not in regions:
                more, broken = self._run(rules, page, probe.find(page.text))
            else:
                old, new = regions[scope]
                codes = {rule.code for rule in rules}
                findings += _carried((item for item in known if item.code in codes), old, new, shifts)
                more, broken = self._run(rules, page, probe.find(page.text, new))
            findings += more
            crashes += broken
        return self._heard(page, findings, crashes)._replace(muted=said.muted)

    def conclude(self, page: Page, findings: Iterable[Diagnostic]) -> Checked:
        """What is heard on the page of the findings of rules over several pages that are on for it."""
        rules = {rule.code: rule for rule in self.corpus}
        accepted: list[Diagnostic] = []
        crashes: list[Diagnostic] = []
        for item in findings:
            if item.code not in rules:
                continue
            try:
                if item.fix is not None:
                    raise ValueError("its finding has a fix; a rule over several pages only reports")
                accepted.append(self._accepted(item, page))
            except Exception as error:  # as for rules of one page
                crashes.append(crash(rules[item.code], error, OVER_PAGES))
        said = self._heard(page, accepted, crashes)
        # comments in vain were told with the page's own report
        return said._replace(muted=tuple(muted for muted in said.muted if muted.code))

    def _heard(self, page: Page, findings: Iterable[Diagnostic], crashes: Iterable[Diagnostic]) -> Checked:
        """What is left when the settings and the comments of the page have muted some of it."""
        comments = markdown.comments(page)
        if not self._mutes and not comments:
            return Checked(_sorted(findings), tuple(crashes))
        if self._silencer is None:
            from zzlint.suppress import Silencer  # only those who mute anything pay it

            self._silencer = Silencer((*self.rules, *self.corpus), self._ignores, self._allow)
        heard, silenced, muted = self._silencer.split(_sorted(findings), page, comments)
        return Checked(heard, tuple(crashes), silenced, muted)

    def _run(
        self, rules: Iterable[Rule], page: Page, found: dict[str, list[int]]
    ) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """Findings and crashes, in no order."""
        findings: list[Diagnostic] = []
        crashes: list[Diagnostic] = []
        for rule in rules:
            needles = self._needles[rule.code]
            hits = {needle: found[needle] for needle in needles if needle in found}
            if needles and not hits:
                continue
            try:
                findings += [self._accepted(item, page) for item in rule.check(page, hits)]
            except (Exception, SystemExit) as error:  # a rule's crash must not take the other files down
                crashes.append(crash(rule, error))
        return findings, crashes

    def _accepted(self, item: Diagnostic, page: Page) -> Diagnostic:
        """The finding with its trust settled; ValueError when it does not fit the page."""
        size = len(page.text)
        if not 0 <= item.span.start <= item.span.end <= size:
            raise ValueError(f"its finding {tuple(item.span)} lies outside the text (0, {size})")
        if (item.code, item.message.key) not in self._told:
            # a message that cannot be told is the rule's fault, not the reporter's
            for lang in ("zh", "en"):
                item.message.render(lang)
            self._told.add((item.code, item.message.key))
        if item.fix is None:
            return item
        if not item.fix.edits:
            raise ValueError("its fix has no edits; leave the fix out")
        for edit in item.fix.edits:
            if not 0 <= edit.start <= edit.end <= size:
                raise ValueError(f"its edit ({edit.start}, {edit.end}) lies outside the text (0, {size})")
            if page.text[edit.start : edit.end] != edit.old:
                raise ValueError(f"its edit at {edit.start} expects {edit.old!r}, which is not there")
        return item.trusted(self._trust_in(item.code, item.fix, page))

    def _trust_in(self, code: str, fix: Fix, page: Page) -> Applicability:
        if fix.applicability is Applicability.DISPLAY or not all(map(page.writable, fix.edits)):
            return Applicability.DISPLAY
        if fix.loss and not self._remembered:
            return Applicability.UNSAFE
        return self._trust.get(code, fix.applicability)


def rule_set(settings: Settings, name: str = "") -> RuleSet:
    """The rules that are on for the file ``name``, ready to run.

    Raises RegistryError when a rule cannot be set up.
    """
    return _rule_set(settings, settings.ignored_for(name), settings.ignores_for(name))


@cache
def _rule_set(settings: Settings, also_ignored: tuple[str, ...], ignores: tuple[int, ...]) -> RuleSet:
    if ignores:
        return _rule_set(settings, also_ignored, ()).ignoring(
            (number, settings.ignores[number - 1]) for number in ignores
        )
    rules = [rule for rule in settings.registry.values() if settings.enabled(rule, also_ignored)]
    trust = {rule.code: trust for rule in rules if (trust := settings.trust(rule)) is not None}
    return RuleSet([_made(rule, settings) for rule in rules], trust, bool(settings.ledger), settings.allow)


def _made(rule: type[Rule], settings: Settings) -> Rule:
    try:
        made = rule(settings.options_of(rule))
        if not all(isinstance(needle, str) and needle for needle in made.needles):
            raise ValueError("its needles must be strings that are not empty")
    except Exception as error:  # whatever a rule does when it is set up, it ends here
        raise RegistryError(
            Text("{code} 无法启用：{error}", "{code} cannot be set up: {error}"),
            at=home(rule),
            code=rule.code,
            error=told(error),
        ) from error
    made.archive = settings.learned
    return made


def forget(page: Page) -> None:
    """Let go of what was derived from the page's text, more than the text itself; it is derived again for who asks."""
    for name in [name for name in vars(page) if isinstance(getattr(Page, name, None), cached_property)]:
        del vars(page)[name]


def crash(rule: Rule, error: BaseException, key: str = "crash") -> Diagnostic:
    """ZZ900: what a rule raised, and where."""
    return fault(CRASH, key, rule=rule.code, error=_told(error))


def _told(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" ({trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}: {error}{place}"


def _sorted(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda item: (item.span, item.code)))


class Shifts:
    """Where places outside the edits stand after them."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [edit.end for edit in edits]
        self._sums = [0]
        for edit in edits:
            self._sums.append(self._sums[-1] + len(edit.new) - (edit.end - edit.start))

    def at(self, place: int) -> int:
        """How much further on a place stands."""
        return self._sums[bisect_right(self._ends, place)]

    def moved(self, span: Span) -> Span:
        """Where what no edit touched stands."""
        return Span(span.start + self.at(span.start), span.end + self.at(span.end))


def _regions(
    before: Page, after: Page, edits: Sequence[Edit], shifts: Shifts, scope: Scope
) -> tuple[list[Span], list[Span]]:
    """What the edits can have changed, in the old text and in the new one: sorted, apart.

    The new regions hold all that is left of the old ones: an edit inside a \\r\\n may end up in
    another line than it began.
    """
    old = _merged([_around(before, edit.start, edit.end, scope) for edit in edits])
    new: list[Span] = []
    for edit in edits:
        start = edit.end + shifts.at(edit.end) - len(edit.new)
        new.append(_around(after, start, start + len(edit.new), scope))
    kept = [Span(start + min(shifts.at(start - 1), shifts.at(start)), end + shifts.at(end)) for start, end in old]
    return old, _merged(sorted((*new, *kept)))


def _around(page: Page, start: int, end: int, scope: Scope) -> Span:
    if scope is Scope.LINE:
        return Span(page.line_at(start).start, max(end, page.line_at(end).end))  # an edit may end inside a \r\n
    starts = page.block_starts
    first = max(0, bisect_right(starts, start) - 1)
    last = bisect_left(starts, end)
    if first >= len(starts):
        return Span(0, len(page.text))
    low = min(start, page.blocks[first].start)
    high = max(end, page.blocks[min(last, len(starts) - 1)].end)
    return Span(low, high)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _carried(findings: Iterable[Diagnostic], old: list[Span], new: list[Span], shifts: Shifts) -> list[Diagnostic]:
    """The findings outside the regions, moved to where they stand now."""
    kept = []
    for item in findings:
        if not _reached(item.span, old):
            moved = item.shifted(shifts.at(item.span.start))
            if not _reached(moved.span, new):
                kept.append(moved)
    return kept


def _reached(span: Span, regions: list[Span]) -> bool:
    nearest = bisect_right(regions, (span.end, span.end + 1)) - 1
    return nearest >= 0 and regions[nearest].touches(span)
