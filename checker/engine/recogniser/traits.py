"""What one weighs before believing a score: how clear it is, what the sentence shows, which examples lie nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from checker.engine.recogniser.scoring import Scores, Vector
from checker.engine.recogniser.statements import Statement
from checker.engine.statements.numbers import Modality
from checker.model import Role
from checker.rules.model import Rule

__all__ = ["Likely", "Neighbour", "nearest", "traits", "weigh"]

_EMPTY = (Modality.CLAIMED, Modality.PLAIN, Modality.REQUIRED)
_CLEAR, _FAR = 3.0, -4.0  # beyond these a lead or a lag says no more


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An example as a vector; ``shows``: it is a passage on the matter, not a look-alike."""

    text: str
    vector: Vector
    shows: bool


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely a sentence makes ``full`` and ``partial``, 0..1 each; the rest is neither."""

    full: float
    partial: float

    @property
    def any(self) -> float:
        """How likely it shows the matter at all."""
        return self.full + self.partial


def nearest(vector: Vector, neighbours: Iterable[Neighbour], *, shows: bool) -> tuple[float, str]:
    """Nearness and text of the example that comes nearest; ``(0, "")`` where there is none."""
    return max(((vector.nearness(n.vector), n.text) for n in neighbours if n.shows is shows), default=(0.0, ""))


def traits(statement: Statement, scores: Scores, rule: Rule, *, like: float, unlike: float) -> Mapping[str, float]:
    """Named traits, the same for learning and for reading.

    Args:
        statement: The sentence.
        scores: Its scores.
        rule: What it is held against.
        like: Nearness of the nearest example of the matter.
        unlike: Nearness of the nearest look-alike.
    """
    score = scores.of(rule.id)
    first, second = scores.others(rule.id)
    figure = rule.kind == "figure"
    modalities = statement.modalities
    counted = statement.numbers > 0
    return {
        "score": score,
        "lead": max(_FAR, min(score - first, _CLEAR)),
        "second_lead": max(_FAR, min(score - second, _CLEAR)),
        "like": like,
        "unlike": unlike,
        "number": float(counted),
        "numbers": float(statement.numbers > 1),
        "figure": float(figure),
        "figure_number": float(figure and counted),
        "done": float(Modality.DONE in modalities),
        "claimed": sum(m is Modality.CLAIMED for m in modalities) / max(1, len(modalities)),
        "planned": float(Modality.PLANNED in modalities),
        "required": float(Modality.REQUIRED in modalities),
        "empty": float(not counted and all(m in _EMPTY for m in modalities)),
        "named": float(statement.named),
        "denied": float(statement.denied),
        "leadership": float(statement.role is Role.LEADERSHIP),
        "problems": float(statement.role is Role.PROBLEMS),
    }


def weigh(found: Mapping[str, float], full: Mapping[str, float], partial: Mapping[str, float]) -> Likely:
    """Likelihoods by two rows of coefficients (log-odds against neither; ``bias`` is the constant)."""
    odds = [
        exp(max(-_MOST, min(_MOST, row["bias"] + sum(row[name] * value for name, value in found.items()))))
        for row in (full, partial)
    ]
    total = 1.0 + sum(odds)
    return Likely(odds[0] / total, odds[1] / total)


_MOST = 50.0
