"""Where something that is missing belongs.

The rule says it: by the part in which it looks for evidence, by the words it looks for, and by what else the report
says on the same dimension. In this order:

1. what documents say about themselves (date, signature) belongs at the end, or else to the title;
2. what belongs to one part (problems, plan …) is said at the heading of that part;
3. what was to be done in the year is said at the heading that speaks of it: the one that names what the rule is
   about, else the one under which most rules of its dimension have their best evidence, else the one that holds most
   words that the rule looks for; else at the end of the achievements;
4. a part that is not there belongs behind the part before it;
5. else the title.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from checker.engine.statements.view import Page
from checker.engine.verdicts import expression
from checker.model import Assessment, Paragraph, ParagraphKind, Result, Role, Span
from checker.model import names as wording
from checker.rules.model import Rule, RulePack
from checker.rules.phrase import Phrase

__all__ = ["Place", "Places"]

_NOTE = re.compile(r"\[注\d+\]")
_PARTS = (Role.PREAMBLE, Role.ACHIEVEMENTS, Role.LEADERSHIP, Role.PROBLEMS, Role.PLAN)
_SIGNED = frozenset({"signed", "signed_source", "signature_issuer"})
_PLANNED = frozenset({"plan", "plan_year"})
_PROSE = (ParagraphKind.TEXT, ParagraphKind.HEADING, ParagraphKind.ROW)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch, and a few words that say why the comment stands there."""

    span: Span
    hint: str


class Places:
    """Places in one document."""

    def __init__(self, assessment: Assessment, page: Page, pack: RulePack) -> None:
        self.document = assessment.document
        self.page = page
        self.rules = {r.id: r for r in pack.rules}
        self.topics = {name: phrases for members in pack.topics.values() for name, phrases in members.items()}
        self.title = self._title()
        self._under = self._evidence(assessment)

    def of(self, result: Result) -> Place:
        """Where ``result`` belongs."""
        rule = self.rules.get(result.rule_id)
        if rule is None:
            return Place(self.title, "建议补充。")
        if rule.kind == "metadata":
            return self._metadata(rule)
        role = _part(rule)
        if role is not Role.ACHIEVEMENTS:
            return self._part(role)
        if rule.kind == "section" and (end := self._end_of(role)):
            return Place(end, "建议在这一部分补充。")
        ways = (
            self._by_words(_subject(rule, self.topics)),
            self._best(self._under[rule.dimension]),
            self._by_words(_looked_for(rule)),
        )
        for section in ways:
            if section is not None:
                return Place(self.document.sections[section].heading, "建议在这一部分补充。")
        end = self._end_of(Role.ACHIEVEMENTS)
        return Place(end, "建议在举措成效部分补充。") if end else self._part(role)

    def _title(self) -> Span:
        meta = self.document.metadata
        if meta.title is not None and meta.title.span is not None:
            return meta.title.span
        paragraphs = self.document.paragraphs
        first = next((p for p in paragraphs if p.kind is not ParagraphKind.BOILERPLATE), paragraphs[0])
        return first.span

    def _metadata(self, rule: Rule) -> Place:
        asked = {name for source in rule.verdict.values() for name in expression.names(source)[0]}
        if asked & _SIGNED and (end := self._end()):
            return Place(end, "建议写在文末。")
        if asked & _PLANNED:
            return self._part(Role.PLAN)
        return Place(self.title, "建议在标题或文首写明。")

    def _end(self) -> Span | None:
        written = [p.span for p in self.document.paragraphs if p.kind is not ParagraphKind.BOILERPLATE]
        body = [span for span in written if not self._is_note(span)]
        return next(reversed(body or written), None)

    def _part(self, role: Role) -> Place:
        """The heading of a part or its first sentence; behind the part before it where it is not there."""
        name = wording.ROLES[role]
        for section in self.document.sections:
            if section.role is role:
                return Place(section.heading, "建议在这一部分补充。")
        for sentence in self.document.sentences:
            if sentence.role is role:
                return Place(sentence.span, "建议在这一部分补充。")
        for before in reversed(_PARTS[: _PARTS.index(role)] if role in _PARTS else ()):
            end = self._end_of(before)
            if end is not None:
                return Place(end, f"未见“{name}”部分,建议写在此处之后。")
        return Place(self.title, f"建议补充“{name}”部分。")

    def _end_of(self, role: Role) -> Span | None:
        """The last paragraph of a part."""
        stretches = [r.span for r in self.document.roles if r.role is role]
        inside: list[Paragraph] = [
            p for p in self.document.paragraphs if p.kind in _PROSE and any(s.covers(p.span.start) for s in stretches)
        ]
        inside = [p for p in inside if not self._is_note(p.span)]
        return inside[-1].span if inside else None

    def _is_note(self, span: Span) -> bool:
        """Whether a paragraph is a footnote, which the reader puts behind the text."""
        return _NOTE.match(self.document.text, span.start) is not None

    def _by_words(self, phrases: tuple[Phrase, ...]) -> int | None:
        """The section whose heading holds most of the phrases; the innermost, then the first."""
        hits = self.page.matcher.all_hits(phrases)
        counted = Counter(
            index
            for index, (start, end) in enumerate(self.page.clauses.headings)
            for low, high in hits
            if start <= low and high <= end and self._is_result(index)
        )
        return self._best(counted)

    def _best(self, counted: Counter[int]) -> int | None:
        sections = self.document.sections
        return min(counted, key=lambda i: (-counted[i], -sections[i].level, i), default=None)

    def _is_result(self, section: int) -> bool:
        return self.document.sections[section].role in (Role.ACHIEVEMENTS, Role.LEADERSHIP)

    def _evidence(self, assessment: Assessment) -> dict[str, Counter[int]]:
        """By dimension: of how many rules the best evidence stands right under each heading."""
        under: dict[str, Counter[int]] = {r.dimension: Counter() for r in assessment.results}
        for result in assessment.results:
            for evidence in result.evidence[:1]:
                section = self._section_at(evidence.start)
                if section is not None and self._is_result(section):
                    under[result.dimension][section] += 1
        return under

    def _section_at(self, offset: int) -> int | None:
        """The innermost section at an offset."""
        inside = [i for i, s in enumerate(self.document.sections) if s.span.covers(offset)]
        return max(inside, key=lambda i: (self.document.sections[i].level, i), default=None)


def _part(rule: Rule) -> Role:
    """The part that a rule asks about: achievements unless it looks elsewhere only."""
    demanded = [c.part.role for e in rule.elements for c in e.conditions if c.part is not None]
    for role in (*demanded, *rule.scope):
        if role not in (Role.PREAMBLE, Role.CLOSING, Role.BOILERPLATE):
            return role
    return Role.ACHIEVEMENTS


def _subject(rule: Rule, topics: dict[str, tuple[Phrase, ...]]) -> tuple[Phrase, ...]:
    """The phrases that name what a rule is about."""
    conditions = [c for e in rule.elements for c in e.conditions]
    asked = [*((c.about, c.topic) for c in conditions), *((f.about, f.topic) for f in rule.figures)]
    return tuple(phrase for about, topic in asked for phrase in (*about, *topics.get(topic, ())))


def _looked_for(rule: Rule) -> tuple[Phrase, ...]:
    """The phrases that a rule takes for evidence."""
    groups = [group for e in rule.elements for c in e.conditions for group in c.says]
    return tuple(phrase for group in (*groups, *(f.says for f in rule.figures)) for phrase in group)
