"""Block roles against annotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from zzlint.text.page import Page
from zzlint.text.roles import Role

#: (annotated, judged) -> blocks
Confusion = Counter[tuple[Role, Role]]


def confusion(pages: Iterable[tuple[Page, tuple[Role, ...]]]) -> Confusion:
    """How the blocks of all pages were judged."""
    table: Confusion = Counter()
    for page, roles in pages:
        for block, role in zip(page.blocks, roles, strict=True):
            table[role, page.role(block)] += 1
    return table


def f1(table: Confusion, role: Role) -> float:
    """The harmonic mean of precision and recall of one role."""
    right = table[role, role]
    gold = sum(count for (annotated, _), count in table.items() if annotated is role)
    found = sum(count for (_, judged), count in table.items() if judged is role)
    return 2 * right / (gold + found) if gold + found else 1.0


def macro_f1(table: Confusion) -> float:
    """The mean F1 over all roles that are annotated somewhere."""
    roles = {annotated for annotated, _ in table}
    return sum(f1(table, role) for role in roles) / max(1, len(roles))


def body_f1(table: Confusion) -> float:
    """F1 of body against all other roles."""
    merged: Confusion = Counter()
    for (annotated, judged), count in table.items():
        one = annotated if annotated is Role.BODY else Role.HEADLINE
        other = judged if judged is Role.BODY else Role.HEADLINE
        merged[one, other] += count
    return f1(merged, Role.BODY)
