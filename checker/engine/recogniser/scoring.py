"""How near a sentence comes to each rule: a linear score over the strings of characters that it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from checker.engine.recogniser.statements import grams
from checker.rules.recogniser import Heads, Recogniser

__all__ = ["Scorer", "Scores", "Vector"]

_UNIT = 100  # weights and rarities are hundredths


@dataclass(frozen=True, slots=True)
class Vector:
    """The known strings of a text with their rarity; ``norm`` is the length of the vector."""

    features: Mapping[str, int]
    norm: float

    def nearness(self, other: Vector) -> float:
        """Cosine, 0..1: how much two texts share, rare strings counting more."""
        if not self.norm or not other.norm:
            return 0.0
        shared = self.features.keys() & other.features.keys()
        return sum(self.features[g] ** 2 for g in shared) / (self.norm * other.norm)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one sentence by rule, and the best three."""

    by_rule: Mapping[str, float]
    best: tuple[tuple[float, str], ...]

    def of(self, rule_id: str) -> float:
        """The score for a rule; far below everything where it has none."""
        return self.by_rule.get(rule_id, _NEVER)

    def others(self, rule_id: str) -> tuple[float, float]:
        """The best and the second-best score of the other rules."""
        first, second = ([s for s, r in self.best if r != rule_id] + [_NEVER, _NEVER])[:2]
        return first, second


_NEVER = -99.0


class Scorer:
    """The rows of a recogniser, ready for many sentences."""

    def __init__(self, recogniser: Recogniser) -> None:
        """Take all rows; a row of an extending pack replaces the one it inherited."""
        self.heads = recogniser.heads

    def score(self, text: str) -> Scores:
        """Scores of a masked text for every rule that has a row."""
        found = grams(text)
        by_rule: dict[str, float] = {}
        for heads in self.heads:
            by_rule |= _scores(heads, found)
        best = sorted(((s, r) for r, s in by_rule.items()), reverse=True)[:3]
        return Scores(by_rule, tuple(best))

    def vector(self, text: str) -> Vector:
        """A masked text by the strings that the first pack knows."""
        features = self.heads[0].features
        known = {g: features[g][0] for g in grams(text) if g in features}
        return Vector(known, sqrt(sum(r * r for r in known.values())))


def _scores(heads: Heads, found: set[str]) -> dict[str, float]:
    sums = [0] * len(heads.rules)
    square = 0
    for gram in found & heads.features.keys():
        row: Sequence[int] = heads.features[gram]
        rarity = row[0]
        square += rarity * rarity
        for at in range(1, len(row), 2):
            sums[row[at]] += rarity * row[at + 1]
    norm = sqrt(square) or 1.0
    return {r: (b + s / norm) / _UNIT for r, b, s in zip(heads.rules, heads.bias, sums, strict=True)}
