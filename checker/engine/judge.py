"""One rule on one page: elements, then the verdict function, then evidence and explanation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.engine import expression
from checker.engine.align import aligned_share
from checker.engine.conditions import Match, find
from checker.engine.figures import Found, find_figures
from checker.engine.page import Page
from checker.engine.parts import points
from checker.engine.statements import Relation
from checker.model import ElementTrace, Evidence, Role, Span, Verdict
from checker.rules.model import RESULT_ROLES, Element, Rule, RulePack

PLAN_SCOPE = (Role.PLAN, Role.PROBLEMS)
MAX_EVIDENCE = 3


@dataclass(slots=True)
class Judgement:
    """What was found for one rule."""

    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    explanation: str = ""
    confidence: str = "high"
    found: tuple[Found, ...] = ()
    trace: tuple[ElementTrace, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


class Judge:
    """Judges the rules of one pack on one page; remembers verdicts, so that rules can refer to rules."""

    def __init__(self, pack: RulePack, page: Page, year: int | None, facts: Mapping[str, Any], spans: Mapping[str, Span]) -> None:
        """Prepare.

        Args:
            pack: The rules.
            page: The document.
            year: Report year.
            facts: Metadata values by the names that expressions use.
            spans: Where they were read.
        """
        self.pack = pack
        self.page = page
        self.year = year
        self.facts = facts
        self.spans = spans
        self.verdicts: dict[str, Verdict] = {}
        self._shared = {e.name: e for e in pack.shared}
        self._shared_matches: dict[str, tuple[Match, ...]] = {}
        self.figures: dict[str, tuple[Found, ...]] = {}

    def judge(self, rule: Rule) -> Judgement:
        """The verdict on ``rule``, with evidence.

        Raises:
            RuleError: The rule refers to something that does not exist, or a raw pattern failed.
        """
        matches = {e.name: find(e, self.page, rule.scope, rule.lookalikes, self.year) for e in rule.elements}
        found = self.figures_of(rule.id)
        values: dict[str, Any] = dict(self.facts)
        values |= rule.params
        values |= {name: bool(m) for name, m in matches.items()}
        values |= {label: any(f.figure.label == label for f in found) for label in {s.label for s in rule.figures}}
        values["figure"] = any(f.figure.id == rule.id for f in found)
        for name in self._needed_shared(rule, values):
            matches[name] = self._shared_match(name)
            values[name] = bool(matches[name])
        functions = self._functions(rule, matches, found)
        verdict, source = Verdict.MISSING, ""
        for key, outcome in (("not_applicable", Verdict.NOT_APPLICABLE), ("full", Verdict.FULL), ("partial", Verdict.PARTIAL)):
            source = rule.verdict.get(key, "")
            if source and expression.evaluate(source, values, functions):
                verdict = outcome
                break
        else:
            source = ""
        evidence = self._evidence(rule, verdict, source, matches, found)
        trace = tuple(
            ElementTrace(name, bool(m), tuple(self.page.original((x.start, max(x.end, x.start + 1))) for x in m[:5]))
            for name, m in matches.items()
        )
        self.verdicts[rule.id] = verdict
        return Judgement(
            verdict,
            evidence,
            self._explain(rule, verdict, values),
            found=found,
            trace=trace,
            values=values,
        )

    def figures_of(self, rule_id: str) -> tuple[Found, ...]:
        """Figures of any rule of the pack, found once."""
        if rule_id not in self.figures:
            self.figures[rule_id] = find_figures(self.pack.rule(rule_id), self.page)
        return self.figures[rule_id]

    def _needed_shared(self, rule: Rule, values: Mapping[str, Any]) -> list[str]:
        needed: list[str] = []
        for source in rule.verdict.values():
            used, functions = expression.names(source)
            del functions
            arguments = set(expression.used_in_order(source))
            needed += [n for n in sorted(used | arguments) if n in self._shared and n not in values and n not in needed]
        return needed

    def _shared_match(self, name: str) -> tuple[Match, ...]:
        if name not in self._shared_matches:
            element: Element = self._shared[name]
            self._shared_matches[name] = find(element, self.page, RESULT_ROLES, (), self.year)
        return self._shared_matches[name]

    def _functions(
        self,
        rule: Rule,
        matches: Mapping[str, tuple[Match, ...]],
        found: tuple[Found, ...],
    ) -> dict[str, Callable[..., Any]]:
        page = self.page

        def count(*names: str) -> int:
            """Different places where the named elements are met, or numbers with the named label."""
            places = {m.start for n in names for m in matches.get(n, ())}
            return len(places) + sum(f.figure.label in names for f in found)

        def kinds(*names: str) -> int:
            """How many of the named elements or figures are there."""
            labels = {f.figure.label for f in found}
            return sum(bool(matches.get(n)) or n in labels for n in names)

        def numbers(role: str) -> int:
            """Own numbers in a role."""
            return sum(
                n.relation is Relation.OWN and page.clauses.clauses[n.clause].role == Role(role) for n in page.numbers
            )

        def share(role: str) -> float:
            """Share of the role's paragraphs or items that hold an own number."""
            units: dict[int, bool] = {}
            for clause in page.clauses.clauses:
                if clause.role == Role(role) and not clause.heading:
                    counted = any(n.relation is Relation.OWN for n in page.numbers_in(clause.start, clause.end))
                    units[clause.paragraph] = units.get(clause.paragraph, False) or counted
            return sum(units.values()) / len(units) if units else 0.0

        def aligned() -> float:
            common = frozenset(rule.params.get("common", ()))
            value = aligned_share(page, common, int(rule.params.get("needed", 2)))
            return -1.0 if value is None else value

        def full(*ids: str) -> bool:
            return all(self.verdicts.get(i) in (Verdict.FULL, Verdict.NOT_APPLICABLE) for i in ids)

        def shown(*ids: str) -> int:
            return sum(self.verdicts.get(i) in (Verdict.FULL, Verdict.PARTIAL) for i in ids)

        def reported(*ids: str) -> bool:
            """Whether any figure of the named rules was found."""
            return any(self.figures_of(i) for i in ids)

        def total(*ids: str) -> int:
            return sum(self.verdicts.get(i) is Verdict.FULL for i in ids)

        return {
            "count": count,
            "kinds": kinds,
            "points": lambda role: points(page, Role(role)),
            "numbers": numbers,
            "share": share,
            "aligned": aligned,
            "full": full,
            "shown": shown,
            "reported": reported,
            "count_full": total,
            "outcomes_add_up": lambda *ids: self._outcomes_add_up(rule, ids),
            "value_is_zero": lambda *ids: any(f.figure.value == 0 for i in ids for f in self.figures_of(i)),
        }

    def _outcomes_add_up(self, rule: Rule, ids: tuple[str, ...]) -> bool:
        """Whether the outcome figures (first ids) listed add up to the last id's total in one sentence."""
        *parts, total_id = ids
        totals = [f for f in self.figures_of(total_id) if f.figure.unit != "%"]
        places = {
            f.start: f
            for i in parts
            for f in self.figures_of(i)
            if f.figure.unit != "%"
        }
        if rule.id not in parts or not totals or len(places) < _OUTCOMES:
            return False
        for total in totals:
            near = [f for f in places.values() if 0 <= f.start - total.start <= _REACH and f.start != total.start]
            if len(near) >= _OUTCOMES and sum(f.figure.value for f in near) == total.figure.value:
                return True
        return False

    def _evidence(
        self,
        rule: Rule,
        verdict: Verdict,
        source: str,
        matches: Mapping[str, tuple[Match, ...]],
        found: tuple[Found, ...],
    ) -> tuple[Evidence, ...]:
        if verdict not in (Verdict.FULL, Verdict.PARTIAL):
            return ()
        places: list[Evidence] = []
        names = list(dict.fromkeys(expression.used_in_order(source)))
        labels = {s.label for s in rule.figures}
        queues: list[list[Evidence]] = []
        for name in names:
            if matches.get(name):
                queues.append([self.page.quote(m.start, m.end) for m in matches[name][:MAX_EVIDENCE]])
            elif name in labels or name == "figure":
                chosen = [f for f in found if name == "figure" or f.figure.label == name][:MAX_EVIDENCE]
                queues.append([self.page.quote(self.page.clauses.clauses[f.clause].start, f.end) for f in chosen])
            elif name in self.spans:
                clause = self.page.clause_of(self.page.clauses.normal.locate(self.spans[name].start))
                queues.append([self.page.evidence(self.spans[name], clause.section, clause.role)])
        for depth in range(MAX_EVIDENCE):
            for queue in queues:
                if depth < len(queue) and all(queue[depth].start != p.start for p in places):
                    places.append(queue[depth])
        return tuple(places[:MAX_EVIDENCE])

    def _explain(self, rule: Rule, verdict: Verdict, values: Mapping[str, Any]) -> str:
        if verdict is Verdict.FULL:
            return rule.passed
        if verdict is Verdict.NOT_APPLICABLE:
            return str(rule.params.get("not_applicable", "报告写明本年度无此类事项,由此不再追问。"))
        if verdict is Verdict.PARTIAL:
            unmet = [n for n in dict.fromkeys(expression.used_in_order(rule.verdict.get("full", ""))) if values.get(n) is False]
            visible = [n for n in unmet if not n.isascii()]
            tail = f"未见:{'、'.join(visible)}。" if visible else ""
            return (rule.partial_gap or rule.gap) + tail
        planned = any(find(e, self.page, PLAN_SCOPE, rule.lookalikes, self.year) for e in rule.elements if not any(c.roles or c.part for c in e.conditions))
        return rule.gap + ("相关内容只见于问题或下一年安排,不计作当年情况。" if planned else "")


_OUTCOMES = 2
_REACH = 260
