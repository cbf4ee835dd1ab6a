"""Do the plans answer the problems: content words shared between a problem point and the plan."""

from __future__ import annotations

from dataclasses import dataclass

from checker.engine.statements.view import Page
from checker.engine.verdicts.role_parts import point_ranges, role_ranges
from checker.model import Role


@dataclass(frozen=True, slots=True)
class Answer:
    """A problem point and the clause of the plan that takes it up best (None: none does)."""

    problem: tuple[int, int]
    plan: tuple[int, int] | None


def answers(page: Page, common: frozenset[str], needed: int) -> tuple[Answer, ...] | None:
    """Every problem point with its answer; None without problems or without a plan.

    A point is answered when the whole plan shares ``needed`` different two-character words with it.

    Args:
        page: The document.
        common: Two-character words too general to show a link (工作, 建设 …), from the rule.
        needed: How many different shared words make a link.
    """
    problems = point_ranges(page, Role.PROBLEMS)
    plans = role_ranges(page, Role.PLAN)
    if not problems or not plans:
        return None
    planned = set().union(*(_pairs(page.clauses.text(s, e), common) for s, e in plans))
    clauses = [
        ((c.start, c.end), _pairs(page.clauses.text(c.start, c.end), common))
        for c in page.clauses.clauses
        if c.role is Role.PLAN and not c.heading
    ]
    found: list[Answer] = []
    for start, end in problems:
        words = _pairs(page.clauses.text(start, end), common)
        best = max(clauses, key=lambda c: (len(c[1] & words), -c[0][0]), default=None)
        answered = len(words & planned) >= needed
        found.append(Answer((start, end), best[0] if answered and best and best[1] & words else None))
    return tuple(found)


def _pairs(text: str, common: frozenset[str]) -> set[str]:
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return {p for p in pairs if p not in common and all("一" <= c <= "龥" for c in p)}
