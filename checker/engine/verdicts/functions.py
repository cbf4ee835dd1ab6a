"""The functions that verdict expressions may call (``docs/rule-language.md`` lists them with examples)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from checker.engine.statements.numbers import Relation
from checker.engine.statements.view import Page
from checker.engine.verdicts.answers import Answer, answers
from checker.engine.verdicts.conditions import Match
from checker.engine.verdicts.figures import Found
from checker.engine.verdicts.role_parts import points
from checker.model import Role, Verdict
from checker.rules.model import Rule

_OUTCOMES = 2  # fewer listed outcomes prove nothing
_REACH = 260  # characters behind a total in which its outcomes are looked for


@dataclass(frozen=True, slots=True)
class Functions:
    """What is known while one rule is judged, and the functions over it."""

    rule: Rule
    page: Page
    matches: Mapping[str, tuple[Match, ...]]
    found: tuple[Found, ...]
    verdicts: Mapping[str, Verdict]
    figures_of: Callable[[str], tuple[Found, ...]]

    def table(self) -> dict[str, Callable[..., Any]]:
        """Functions by the names that expressions use."""
        return {
            "count": self.count,
            "kinds": self.kinds,
            "points": lambda role: points(self.page, Role(role)),
            "numbers": self.numbers,
            "share": self.share,
            "aligned": self.aligned,
            "full": self.full,
            "shown": self.shown,
            "count_full": self.count_full,
            "reported": lambda *ids: any(self.figures_of(i) for i in ids),
            "value_is_zero": lambda *ids: any(f.figure.value == 0 for i in ids for f in self.figures_of(i)),
            "outcomes_add_up": self.outcomes_add_up,
        }

    def count(self, *names: str) -> int:
        """Different places where the named elements are met, plus numbers with a named label."""
        places = {m.start for n in names for m in self.matches.get(n, ())}
        return len(places) + len({f.start for f in self.found if f.figure.label in names})

    def kinds(self, *names: str) -> int:
        """How many of the named elements or figures are there."""
        labels = {f.figure.label for f in self.found}
        return sum(bool(self.matches.get(n)) or n in labels for n in names)

    def numbers(self, role: str) -> int:
        """Numbers of the year in a role."""
        clauses = self.page.clauses.clauses
        return sum(n.relation is Relation.OWN and clauses[n.clause].role == Role(role) for n in self.page.numbers)

    def share(self, role: str) -> float:
        """Share (0..1) of a role's paragraphs that hold a number of the year."""
        counted: dict[int, bool] = {}
        for clause in self.page.clauses.clauses:
            if clause.role == Role(role) and not clause.heading:
                numbers = self.page.numbers_in(clause.start, clause.end)
                here = any(n.relation is Relation.OWN for n in numbers)
                counted[clause.paragraph] = counted.get(clause.paragraph, False) or here
        return sum(counted.values()) / len(counted) if counted else 0.0

    def aligned(self) -> float:
        """Share (0..1) of the problems that the plan takes up; -1 without problems or plan."""
        found = self.answers()
        return -1.0 if found is None else sum(a.plan is not None for a in found) / len(found)

    def answers(self) -> tuple[Answer, ...] | None:
        """The problems with what the plan does about each."""
        common = frozenset(self.rule.params.get("common", ()))
        return answers(self.page, common, int(self.rule.params.get("needed", 2)))

    def full(self, *ids: str) -> bool:
        """Whether all named rules are full (or do not apply)."""
        return all(self.verdicts.get(i) in (Verdict.FULL, Verdict.NOT_APPLICABLE) for i in ids)

    def shown(self, *ids: str) -> int:
        """How many of the named rules are full or partial."""
        return sum(self.verdicts.get(i) in (Verdict.FULL, Verdict.PARTIAL) for i in ids)

    def count_full(self, *ids: str) -> int:
        """How many of the named rules are full."""
        return sum(self.verdicts.get(i) is Verdict.FULL for i in ids)

    def outcomes_add_up(self, *ids: str) -> bool:
        """Whether the outcomes (all ids but the last) listed behind a total (last id) add up to it.

        Then the kinds of outcome that are not listed are 0 (the zero cascade of the design).
        """
        *parts, total_id = ids
        places = {f.start: f for i in parts for f in self.figures_of(i) if _counts(f)}
        if len(places) < _OUTCOMES:
            return False
        for total in filter(_counts, self.figures_of(total_id)):
            near = [f for f in places.values() if 0 < f.start - total.start <= _REACH]
            if len(near) >= _OUTCOMES and sum((f.figure.value for f in near), Decimal(0)) == total.figure.value:
                return True
        return False


def _counts(found: Found) -> bool:
    return found.figure.unit != "%"
