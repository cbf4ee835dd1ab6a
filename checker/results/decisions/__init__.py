"""What reviewers decided about an assessment's points, and what may be said afterwards.

Pure semantics (:mod:`.model`, :mod:`.ruling`, :mod:`.merging`) and the two forms in which people keep decisions: YAML
and xlsx (:mod:`.files`).
"""

from __future__ import annotations

from checker.model import Choice
from checker.results.decisions.files import load_decisions, write_decisions
from checker.results.decisions.merging import Merged, merge
from checker.results.decisions.model import ALL_UNITS, Decision, Point, Undecided, list_points, points_of, unit_of
from checker.results.decisions.ruling import Ruling, rule, ruled, unruled
from checker.results.decisions.settling import Settled, is_rest_only, settle

__all__ = [
    "ALL_UNITS",
    "Choice",
    "Decision",
    "Merged",
    "Point",
    "Ruling",
    "Settled",
    "Undecided",
    "is_rest_only",
    "list_points",
    "load_decisions",
    "merge",
    "points_of",
    "rule",
    "ruled",
    "settle",
    "unit_of",
    "unruled",
    "write_decisions",
]
