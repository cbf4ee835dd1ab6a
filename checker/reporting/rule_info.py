"""What forms of a whole run say about the rules themselves, also about those that a document gave nothing for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import Obligation, Severity

if TYPE_CHECKING:  # the registry is read for help pages, which must not wait for the rule language
    from checker.rules.model import Rule, RulePack

__all__ = ["RuleInfo", "rule_infos"]

_ASKING = ("section", "topic", "figure", "metadata")  # kinds that give a verdict; the others only give findings
_VERDICTS = (("full", "完整"), ("partial", "部分"), ("missing", "缺失"))


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule of the pack, in the words that its author wrote.

    ``asks``: it gives a verdict on every document it applies to (the others only give findings). ``wanted`` pairs the
    name of a verdict with what earns it; ``basis`` are the citations as users may see them; ``off`` tells why the
    pack leaves the rule out (empty: it is in force).
    """

    id: str
    title: str
    dimension: str
    dimension_title: str
    kind: str
    obligation: Obligation
    severity: Severity
    asks: bool
    wanted: tuple[tuple[str, str], ...] = ()
    gap: str = ""
    suggestion: str = ""
    basis: tuple[str, ...] = ()
    off: str = ""


def rule_infos(pack: RulePack) -> tuple[RuleInfo, ...]:
    """Every rule of ``pack``, in its order."""
    titles = {d.id: d.title for d in pack.dimensions}
    return tuple(_info(rule, titles.get(rule.dimension, rule.dimension)) for rule in pack.rules)


def _info(rule: Rule, dimension_title: str) -> RuleInfo:
    return RuleInfo(
        rule.id,
        rule.title,
        rule.dimension,
        dimension_title,
        rule.kind,
        rule.obligation,
        rule.severity,
        rule.kind in _ASKING,
        tuple((name, rule.definition[key]) for key, name in _VERDICTS if rule.definition.get(key)),
        rule.gap,
        rule.suggestion,
        tuple(dict.fromkeys(b.basis.cite for b in rule.basis if b.basis.cite)),
        rule.off,
    )
