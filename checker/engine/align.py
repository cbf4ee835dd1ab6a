"""Do the plans answer the problems: content words shared between a problem point and the plan."""

from __future__ import annotations

from checker.engine.page import Page
from checker.engine.parts import point_ranges, role_ranges
from checker.model import Role


def aligned_share(page: Page, common: frozenset[str], needed: int) -> float | None:
    """Share (0..1) of problem points that some plan text takes up; None without problems or without a plan.

    Args:
        page: The document.
        common: Two-character words too general to show a link (工作, 建设 …), from the rule.
        needed: How many different shared two-character words make a link.
    """
    problems = point_ranges(page, Role.PROBLEMS)
    plans = role_ranges(page, Role.PLAN)
    if not problems or not plans:
        return None
    planned = set().union(*(_pairs(page.clauses.text(s, e), common) for s, e in plans))
    answered = sum(len(_pairs(page.clauses.text(s, e), common) & planned) >= needed for s, e in problems)
    return answered / len(problems)


def _pairs(text: str, common: frozenset[str]) -> set[str]:
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return {p for p in pairs if p not in common and all("一" <= c <= "龥" for c in p)}
