"""One rule on one page: elements, then the verdict function, then evidence and explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from checker.engine.statements.view import Page
from checker.engine.verdicts import expression
from checker.engine.verdicts.conditions import EVERY, Match, find
from checker.engine.verdicts.figures import Found, find_figures
from checker.engine.verdicts.functions import Functions
from checker.model import ElementTrace, Evidence, Role, Span, Verdict
from checker.rules.model import RESULT_ROLES, Element, Rule, RulePack

PLAN_SCOPE = (Role.PLAN, Role.PROBLEMS)
MAX_EVIDENCE = 3
_NAMED_KINDS = frozenset({"topic", "figure"})
_OPEN = frozenset({Verdict.MISSING, Verdict.PARTIAL})
_ORDER = (("not_applicable", Verdict.NOT_APPLICABLE), ("full", Verdict.FULL), ("partial", Verdict.PARTIAL))
_NEAR = 2  # leads and headings right over the evidence; those further out say too little


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


def sees_of(rule: Rule) -> frozenset[str]:
    """Standings that count for ``rule``: a part of the report is seen in whatever words, a topic in facts alone."""
    return EVERY if rule.kind not in _NAMED_KINDS else rule.sees


def _first_true(
    rule: Rule, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]
) -> tuple[Verdict, str]:
    """The first verdict whose formula holds, with the formula; *missing* and nothing where none does."""
    for key, verdict in _ORDER:
        source = rule.verdict.get(key, "")
        if source and expression.evaluate(source, values, functions):
            return verdict, source
    return Verdict.MISSING, ""


class Judge:
    """Judges the rules of one pack on one page; remembers verdicts, so that rules can refer to rules."""

    def __init__(
        self, pack: RulePack, page: Page, year: int | None, facts: Mapping[str, Any], spans: Mapping[str, Span]
    ) -> None:
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
        self._claims: dict[str, tuple[Found, ...]] = {}
        self._owned: frozenset[int] | None = None

    def judge(self, rule: Rule) -> Judgement:
        """The verdict on ``rule``, with evidence.

        Raises:
            RuleError: The rule refers to something that does not exist, or a raw pattern failed.
        """
        matches = self._looked_for(rule, [e for e in rule.elements if e.spare is None])
        spare = [e for e in rule.elements if e.spare is not None]
        found = self.figures_of(rule.id)
        values: dict[str, Any] = dict(self.facts)
        values |= rule.params
        values |= {name: bool(m) for name, m in matches.items()}
        values |= {e.name: False for e in spare}
        values |= {label: any(f.figure.label == label for f in found) for label in {s.label for s in rule.figures}}
        values["figure"] = any(f.figure.id == rule.id for f in found)
        for name in self._needed_shared(rule, values):
            matches[name] = self._shared_match(name)
            values[name] = bool(matches[name])
        offered = Functions(rule, self.page, matches, found, self.verdicts, self.figures_of)
        functions = offered.table()
        verdict, source = _first_true(rule, values, functions)
        if verdict in _OPEN and (wanted := [e for e in spare if verdict in (Verdict.MISSING, e.spare)]):
            wide = self._looked_for(rule, wanted)
            matches |= wide
            values |= {name: bool(m) for name, m in wide.items()}
            verdict, source = _first_true(rule, values, functions)
        if not source and (named := self._named_in_problems(rule)):
            verdict, source, matches = Verdict.PARTIAL, rule.verdict["partial"], {**matches, **named}
        evidence = self._evidence(rule, verdict, source, matches, found)
        if source and "aligned" in expression.names(source)[1]:
            evidence = self._taken_up(offered) or evidence
        trace = tuple(
            ElementTrace(name, bool(m), tuple(self.page.original((x.start, max(x.end, x.start + 1))) for x in m[:5]))
            for name, m in matches.items()
        )
        self.verdicts[rule.id] = verdict
        return Judgement(
            verdict,
            evidence,
            self._explain(rule, verdict),
            found=found,
            trace=trace,
            values=values,
        )

    def _looked_for(self, rule: Rule, elements: Iterable[Element]) -> dict[str, tuple[Match, ...]]:
        """Where each of ``elements`` is met."""
        sees = sees_of(rule)
        return {e.name: find(e, self.page, rule.scope, rule.lookalikes, self.year, sees=sees) for e in elements}

    def figures_of(self, rule_id: str) -> tuple[Found, ...]:
        """Figures of any rule of the pack, found once."""
        if rule_id not in self.figures:
            rule = self.pack.rule(rule_id)
            found = self._claimed_by(rule)
            if any(s.spare for s in rule.figures) and not any(f.figure.id == rule_id for f in found):
                found += self._unclaimed(rule)
            self.figures[rule_id] = found
        return self.figures[rule_id]

    def _claimed_by(self, rule: Rule) -> tuple[Found, ...]:
        """The numbers that a rule owns by its own words."""
        if rule.id not in self._claims:
            self._claims[rule.id] = find_figures(rule, self.page)
        return self._claims[rule.id]

    def _all_claimed(self) -> Iterator[int]:
        """Where the numbers stand that some rule owns by its own words."""
        for rule in self.pack.rules:
            if rule.figures and not rule.off:
                with suppress(Exception):  # a rule that fails is told of where it is judged; it claims nothing here
                    yield from [f.figure.start for f in self._claimed_by(rule)]

    def _unclaimed(self, rule: Rule) -> tuple[Found, ...]:
        """Numbers that widely cast specs find, less those that another rule owns: a number has one owner."""
        spare = find_figures(rule, self.page, spare=True)
        if not spare:
            return ()
        if self._owned is None:
            self._owned = frozenset(self._all_claimed())
        return tuple(f for f in spare if f.figure.start not in self._owned)

    def _named_in_problems(self, rule: Rule) -> dict[str, tuple[Match, ...]]:
        """Elements that only the part on problems names: what works badly is there; what is lacking is not.

        Rules whose definition counts such a mention for nothing say ``problems: missing`` in their params.
        """
        source = rule.verdict.get("partial", "")
        if rule.kind not in _NAMED_KINDS or not source or rule.params.get("problems") == "missing":
            return {}
        used = set(expression.used_in_order(source))
        named = {
            e.name: tuple(m for m in found if not self._is_lacking(m))
            for e in rule.elements
            if e.name in used and not any(c.roles or c.part for c in e.conditions)
            if (found := find(e, self.page, (Role.PROBLEMS,), rule.lookalikes, self.year, sees=sees_of(rule)))
        }
        return {name: m for name, m in named.items() if m}

    def _is_lacking(self, match: Match) -> bool:
        """Whether the sentence says that the matter is absent (尚未建立, 缺少)."""
        start, end = self.page.sentence_range(self.page.clause_of(match.start).sentence)
        return self.page.lacking.search(self.page.clauses.normal.text, start, end) is not None

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
                chosen = [f for f in found if name in {"figure", f.figure.label}][:MAX_EVIDENCE]
                queues.append([self.page.quote(self.page.clauses.clauses[f.clause].start, f.end) for f in chosen])
            elif name in self.spans:
                clause = self.page.clause_of(self.page.clauses.normal.locate(self.spans[name].start))
                queues.append([self.page.evidence(self.spans[name], clause.section, clause.role)])
        for depth in range(MAX_EVIDENCE):
            for queue in queues:
                if depth < len(queue) and all(queue[depth].start != p.start for p in places):
                    places.append(queue[depth])
        return self._with_heading(rule, tuple(places[:MAX_EVIDENCE]))

    def _taken_up(self, functions: Functions) -> tuple[Evidence, ...]:
        """Where the plan takes up the problems."""
        plans = [a.plan for a in functions.answers() or () if a.plan is not None]
        return tuple(self.page.quote(*plan) for plan in dict.fromkeys(plans))[:MAX_EVIDENCE]

    def _with_heading(self, rule: Rule, places: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """The heading over the best evidence joins as the last when it speaks of the matter too."""
        if not places:
            return places
        over = self.page.context(self.page.clause_of(self.page.clauses.normal.locate(places[0].start)))[:_NEAR]
        words = [p for e in rule.elements for c in e.conditions for group in c.says for p in group]
        said = [h for h in self.page.matcher.all_hits(words) if any(s <= h[0] < e for s, e in over)]
        if not said:
            return places
        heading = self.page.quote(*said[0])
        if any(p.start < heading.end and heading.start < p.end for p in places):
            return places
        return (*places[: MAX_EVIDENCE - 1], heading)

    def _explain(self, rule: Rule, verdict: Verdict) -> str:
        if verdict is Verdict.FULL:
            return rule.passed
        if verdict is Verdict.NOT_APPLICABLE:
            return str(rule.params.get("not_applicable", "报告写明本年度无此类事项,由此不再追问。"))
        if verdict is Verdict.PARTIAL:
            return rule.partial_gap or rule.gap
        planned = any(
            find(e, self.page, PLAN_SCOPE, rule.lookalikes, self.year)
            for e in rule.elements
            if e.spare is None and not any(c.roles or c.part for c in e.conditions)
        )
        return rule.gap + ("相关内容只见于问题或下一年安排,不计作当年情况。" if planned else "")
