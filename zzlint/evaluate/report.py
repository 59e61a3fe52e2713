"""Figures for people, for programs, and for the gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zzlint.evaluate.roles import Confusion, body_f1, f1, macro_f1
from zzlint.evaluate.score import FEW, RuleScore, Score, wilson
from zzlint.text.roles import Role

#: What the gate holds a rule to.
HELD = ("precision", "recall", "exact", "harm")


def table(found: Score, roles: Confusion) -> str:
    """One line for each rule, then the text as a whole, then the roles."""
    head = ("rule", "gold", "found", "precision (95 %)", "recall (95 %)", "fixes exact", "safe exact", "harm/10k")
    rows = [head, *(_row(code, found.rules[code], found) for code in sorted(found.rules))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    few = [code for code in sorted(found.rules) if max(found.rules[code].gold, found.rules[code].found) < FEW]
    if few:
        lines.append(f"too few cases to say much (under {FEW}): {', '.join(few)}")
    lines.append(f"{found.pages} pages, {found.characters} characters")
    lines.append(f"CER {_rate(found.before, found)} before safe fixes, {_rate(found.after, found)} after")
    precision = _share(found.breaks_right, found.breaks_made)
    recall = _share(found.breaks_right, found.breaks_wanted)
    lines.append(f"line breaks: {found.breaks_made} removed, precision {precision}, recall {recall}")
    return "\n".join([*lines, *_roles(roles)])


def _row(code: str, score: RuleScore, found: Score) -> tuple[str, ...]:
    return (
        code,
        str(score.gold),
        str(score.found),
        _share(score.right, score.found),
        _share(score.hit, score.gold),
        f"{score.exact}/{score.fixes}",
        _share(score.safe_exact, score.safe_fixes),
        f"{1e4 * score.harm / max(1, found.characters):.2f}",
    )


def _rate(edits: int, found: Score) -> str:
    """Edits to the printed text in per cent of its characters, white space included."""
    return f"{100 * edits / max(1, found.printed):.2f} %"


def _share(right: int, cases: int) -> str:
    if not cases:
        return "-"
    low, high = wilson(right, cases)
    return f"{right / cases:.3f} ({low:.2f}-{high:.2f})"


def _roles(roles: Confusion) -> Iterator[str]:
    if not roles:
        return
    yield f"roles of {sum(roles.values())} blocks: macro F1 {macro_f1(roles):.3f}, body F1 {body_f1(roles):.3f}"
    for role in Role:
        wrong = {judged: count for (annotated, judged), count in roles.items() if annotated is role is not judged}
        if wrong or roles[role, role]:
            told = ", ".join(f"{count} as {judged.value}" for judged, count in sorted(wrong.items(), key=_most))
            right = roles[role, role]
            yield f"  {role.value:10} F1 {f1(roles, role):.3f}, right {right}{f'; {told}' if told else ''}"


def _most(item: tuple[Role, int]) -> tuple[int, str]:
    return -item[1], item[0].value


def listed(found: Score, kind: str) -> Iterator[str]:
    """The places that were wrongly reported, or missed, each in its line."""
    for miss in found.misses:
        if miss.kind == kind:
            row, column = miss.page.location(miss.span.start)
            text = miss.page.text
            place = f"{text[max(0, miss.span.start - 12) : miss.span.start]}[{text[slice(*miss.span)][:40]}]"
            shown = f"{place}{text[miss.span.end : miss.span.end + 12]}".replace("\n", "⏎").replace("\r", "")
            yield f"{miss.page.name}:{row}:{column}: {miss.code} {shown}"


def record(found: Score, roles: Confusion) -> dict[str, Any]:
    """All figures, for programs."""
    return {
        "rules": {code: {**_held(score), **vars(score)} for code, score in sorted(found.rules.items())},
        "pages": found.pages,
        "characters": found.characters,
        "printed": found.printed,
        "edits": {"before": found.before, "after": found.after},
        "breaks": {"made": found.breaks_made, "right": found.breaks_right, "wanted": found.breaks_wanted},
        "roles": {"macro_f1": macro_f1(roles), "body_f1": body_f1(roles)} if roles else None,
    }


def accepted(found: Score) -> dict[str, dict[str, float]]:
    """What the gate will hold every rule to."""
    return {code: _held(score) for code, score in sorted(found.rules.items())}


def _held(score: RuleScore) -> dict[str, float]:
    exact = score.exact / score.fixes if score.fixes else 1.0
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "exact": round(exact, 4),
        "harm": score.harm,
    }


def worse(found: Score, held: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What fell below the accepted figures; a rule that is gone has fallen."""
    lines = []
    for code, before in held.items():
        now = _held(found.rules.get(code, RuleScore()))
        if code not in found.rules:
            lines.append(f"{code}: accepted before, now without any case")
        for key in HELD:
            fallen = now[key] > before[key] if key == "harm" else now[key] < before[key]
            if fallen:
                lines.append(f"{code}: {key} {before[key]} before, now {now[key]}")
    return lines
