"""What reviewers decided about an assessment's points, and what may be said afterwards.

Pure semantics (:mod:`.model`, :mod:`.ruling`, :mod:`.merging`) and the two forms in which people keep decisions: YAML
and xlsx (:mod:`.files`).
"""

from __future__ import annotations

from checker.results.decisions.files import load_decisions, write_decisions
from checker.results.decisions.merging import Merged, merge
from checker.results.decisions.model import Choice, Decision, Point, Undecided, list_points, points_of, unit_of
from checker.results.decisions.ruling import Ruling, rule, unruled

__all__ = [
    "Choice",
    "Decision",
    "Merged",
    "Point",
    "Ruling",
    "Undecided",
    "list_points",
    "load_decisions",
    "merge",
    "points_of",
    "rule",
    "unit_of",
    "unruled",
    "write_decisions",
]
