"""What a rule pack is once it has been read: plain frozen data, ready for the engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from checker.model import Basis, Obligation, Role, Severity, Verdict
from checker.rules.phrase import Phrase
from checker.rules.register import Register

RESULT_ROLES = (Role.PREAMBLE, Role.ACHIEVEMENTS, Role.LEADERSHIP, Role.CLOSING)
"""Where evidence for something done in the year may stand when a rule names no scope."""


@dataclass(frozen=True, slots=True)
class Years:
    """Report years, both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def holds(self, year: int | None) -> bool:
        """Whether ``year`` lies inside; an unknown year always does."""
        if year is None:
            return True
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Part:
    """A demand on the part of the report with one role.

    ``own``: ``heading`` (a heading of its own), ``paragraph`` (a heading or a paragraph that holds nothing else),
    or empty. ``points`` and ``chars``: at least so many separate points / characters.
    """

    role: Role
    own: str = ""
    points: int = 0
    chars: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One way in which an element can be met (see ``docs/rule-language.md`` for the exact meaning of each key)."""

    says: tuple[tuple[Phrase, ...], ...] = ()
    about: tuple[Phrase, ...] = ()
    topic: str = ""
    without: tuple[Phrase, ...] = ()
    state: str = "reported"
    number: tuple[str, ...] | None = None
    name: bool = False
    unit: str = "sentence"
    heading: bool = False
    under: tuple[Phrase, ...] = ()
    roles: tuple[Role, ...] = ()
    opening: bool = False
    kinds: int = 1
    times: int = 1
    chars: int = 0
    within: int = 0
    spare: Verdict | None = None
    part: Part | None = None
    years: Years = Years()


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a rule looks for (要素): met when any of its conditions is."""

    name: str
    conditions: tuple[Condition, ...]

    @property
    def spare(self) -> Verdict | None:
        """The best verdict by the rule's other elements at which it is still looked for; None: it always is."""
        found = {c.spare for c in self.conditions}
        return None if None in found else Verdict.PARTIAL if Verdict.PARTIAL in found else Verdict.MISSING


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """Which numbers of the text report a figure."""

    label: str
    says: tuple[Phrase, ...] = ()
    about: tuple[Phrase, ...] = ()
    topic: str = ""
    without: tuple[Phrase, ...] = ()
    units: tuple[str, ...] = ()
    unit: str = "segment"
    parts: bool = False
    zero: tuple[Phrase, ...] = ()
    id: str = ""
    under: tuple[Phrase, ...] = ()
    sentence: tuple[Phrase, ...] = ()
    unless: tuple[str, ...] = ()
    limits: bool = False
    spare: bool = False
    kinds: tuple[str, ...] = ("number",)
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class BasisEntry:
    """A basis with the report years and issuers it speaks to; ``shown`` only when a ``cite`` exists."""

    basis: Basis
    first_year: int | None
    last_year: int | None
    levels: tuple[str, ...]
    region: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A passage with the verdict it must get (the rule's test and its documentation)."""

    text: str
    verdict: str
    year: int | None = None
    level: str = ""
    role: str = "achievements"
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingSpec:
    """A fault in something written that a metadata rule reports: ``when`` holds, quoted ``at`` a named field."""

    when: str
    at: str
    severity: Severity
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Applies:
    """Whom a rule is asked of."""

    levels: tuple[str, ...]
    years: Years
    attributes: tuple[str, ...] = ()
    stage: str = "any"


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement. ``learned``: it rests on its examples alone (see ``docs/recogniser.md``).

    ``aliases`` are the ids that it had before; ``deprecated`` tells why it will go, and what takes its place.
    """

    id: str
    title: str
    dimension: str
    kind: str
    obligation: Obligation
    weight: Decimal
    applies: Applies
    definition: Mapping[str, str]
    basis: tuple[BasisEntry, ...]
    scope: tuple[Role, ...]
    elements: tuple[Element, ...]
    figures: tuple[FigureSpec, ...]
    lookalikes: tuple[Phrase, ...]
    sees: frozenset[str]
    verdict: Mapping[str, str]
    passed: str
    gap: str
    partial_gap: str
    suggestion: str
    examples: tuple[Example, ...]
    informative: bool = False
    params: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[FindingSpec, ...] = ()
    severity: Severity = Severity.MEDIUM
    source: str = ""
    off: str = ""
    learned: bool = False
    aliases: tuple[str, ...] = ()
    deprecated: str = ""

    @property
    def wanted(self) -> str:
        """What a complete answer holds: the definition, without what it says to those who label texts by it."""
        told = _EACH_PART.sub(r"\1都要写全", self.definition.get("full", ""))
        return _AS_FULL.sub(",也算写全", told)


_AS_FULL = re.compile(r"[,;]?按full(?:\([^()]*\))?")
_EACH_PART = re.compile(r"本项full要求(.+?)均至少full")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A group of rules with a weight (一级指标)."""

    id: str
    title: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Scoring:
    """How verdicts become points; thresholds and deductions are data of the pack."""

    partial: Decimal
    grades: tuple[tuple[Decimal, str], ...]
    deductions: Mapping[str, Decimal]
    deduction_cap: Decimal


@dataclass(frozen=True, slots=True)
class RulePack:
    """All rules in force, with their shared elements and topics."""

    id: str
    version: str
    title: str
    sha256: str
    dimensions: tuple[Dimension, ...]
    scoring: Scoring
    rules: tuple[Rule, ...]
    shared: tuple[Element, ...]
    topics: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    as_of_year: int | None = None
    register: Register = field(default_factory=Register)
    level: str | None = None

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id.

        Raises:
            KeyError: There is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        for rule in self.rules:
            if rule_id in rule.aliases:
                return rule
        raise KeyError(rule_id)

    def current(self, rule_id: str) -> str:
        """The id that a rule has now; what is no rule's stays as it is."""
        try:
            return self.rule(rule_id).id
        except KeyError:
            return rule_id
