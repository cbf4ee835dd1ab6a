"""Some of a pack's rules instead of all: what is left of an assessment then.

Rules refer to each other, so that all of them are judged and what was not chosen is left out afterwards.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache

from checker.engine.score import score
from checker.errors import UsageError
from checker.model import Assessment, Note
from checker.rules.loader import load_pack
from checker.rules.model import Rule, RulePack

__all__ = ["CODE", "Selection", "chosen_rules"]

CODE = "selection"
"""The code of the note that says so."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules count: those that ``select`` names (empty: all) without those that ``ignore`` names.

    Both name rules or dimensions, by id or by a pattern with ``*`` and ``?``.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.select or self.ignore)

    def rules(self, pack: RulePack) -> frozenset[str]:
        """Ids of the rules of ``pack`` that count.

        Raises:
            UsageError: A name fits no rule and no dimension.
        """
        for option, names in (("--select", self.select), ("--ignore", self.ignore)):
            for name in names:
                if not any(_fits(name, rule) for rule in pack.rules):
                    raise UsageError(_unknown(option, name, pack))
        return frozenset(
            r.id for r in pack.rules if (not self.select or _any(self.select, r)) and not _any(self.ignore, r)
        )

    def narrow(self, assessment: Assessment, pack: RulePack) -> Assessment:
        """What the chosen rules say, with the score that they alone give; figures are all kept.

        Raises:
            UsageError: A name fits no rule and no dimension.
        """
        chosen = self.rules(pack)
        results = tuple(r for r in assessment.results if r.rule_id in chosen)
        findings = tuple(f for f in assessment.findings if f.rule_id in chosen)
        notes = tuple(n for n in assessment.notes if n.code != CODE)
        return replace(
            assessment,
            results=results,
            findings=findings,
            checks=tuple(c for c in assessment.checks if c.rule_id in chosen),
            score=score(pack, results, findings),
            notes=(*notes, self._note(len(chosen), len(pack.rules))) if assessment.results else assessment.notes,
        )

    def _note(self, chosen: int, of: int) -> Note:
        words = [f"选定 {'、'.join(self.select)}"] if self.select else []
        words += [f"不看 {'、'.join(self.ignore)}"] if self.ignore else []
        return Note(CODE, f"只列 {chosen} 条规则的结论(规则包共 {of} 条):{','.join(words)}。得分只计这些规则。")


@lru_cache(maxsize=8)
def chosen_rules(pack: str, selection: Selection) -> frozenset[str] | None:
    """Ids of the rules of the pack called ``pack`` that count; None: all.

    Raises:
        RuleError: The pack is broken.
        UsageError: A name fits no rule and no dimension.
    """
    return selection.rules(load_pack(pack).pack) if selection else None


def _any(names: Sequence[str], rule: Rule) -> bool:
    return any(_fits(name, rule) for name in names)


def _fits(name: str, rule: Rule) -> bool:
    return name in rule.aliases or fnmatchcase(rule.id, name) or fnmatchcase(rule.dimension, name)


def _unknown(option: str, name: str, pack: RulePack) -> str:
    known = list(dict.fromkeys([*(d.id for d in pack.dimensions), *(r.id for r in pack.rules)]))
    near = difflib.get_close_matches(name, known, 1)
    hint = f"是不是“{near[0]}”?" if near else "可用 checker rules list 查看编号。"
    return f"{option}:没有规则或一级指标与“{name}”相符,{hint}"
