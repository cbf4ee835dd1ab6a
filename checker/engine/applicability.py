"""Whom a rule is asked of, and the sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Level, Stage
from checker.rules.model import BasisEntry, Rule

LEVEL_NAMES = {
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇(街道)",
    "department": "部门",
    "party_government": "党委政府联合",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The document's side of applicability. ``level`` is None when the issuer is unknown."""

    level: Level | None
    admin_level: Level | None
    year: int | None
    stage: Stage
    attributes: frozenset[str]
    attribute_known: bool

    def rank(self) -> str | None:
        """The name that rules list: a joint report counts by its administrative rank."""
        if self.level is Level.PARTY_GOVERNMENT:
            return self.admin_level.value if self.admin_level else None
        return self.level.value if self.level else None


def why_not(rule: Rule, subject: Subject) -> str:
    """Why ``rule`` does not apply, as a Chinese sentence; empty when it does."""
    rank = subject.rank()
    if rank is not None and rank not in rule.applies.levels:
        return f"本项不适用于{LEVEL_NAMES[rank]}报告。"
    years = rule.applies.years
    if subject.year is not None and not years.holds(subject.year):
        if years.first is not None and subject.year < years.first:
            return f"本项自{years.first}年度报告起适用。"
        return f"本项适用至{years.last}年度报告。"
    if rule.applies.stage not in ("any", subject.stage.value):
        return "送审稿不适用本项,公开后再核。"
    needs_attributes = rank in ("department", "township")
    missing = [a for a in rule.applies.attributes if a not in subject.attributes]
    if needs_attributes and missing and subject.attribute_known:
        named = "、".join(ATTRIBUTE_NAMES.get(a, a) for a in missing)
        return (
            f"正文没有写到本单位做这类工作(单位属性不含:{named}),不问本项;确有这项职责的,请补写或用 --attributes 指明。"
        )
    return ""


ATTRIBUTE_NAMES = {"enforces": "执法", "approves": "审批", "makes_rules": "制规"}


def bases_for(rule: Rule, subject: Subject) -> tuple[BasisEntry, ...]:
    """The bases that speak to this issuer in this year."""
    rank = subject.rank()
    return tuple(
        b
        for b in rule.basis
        if (subject.year is None or b.first_year is None or subject.year >= b.first_year)
        and (subject.year is None or b.last_year is None or subject.year <= b.last_year)
        and (not b.levels or rank is None or rank in b.levels)
        and b.region is None
    )
