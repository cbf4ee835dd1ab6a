"""What was learned from a pack's examples: the file ``recogniser.json`` beside ``pack.yaml``, as frozen data.

The file is data and no code: for every rule that can be learned a row of whole-number weights over short strings of
characters, the two scales that turn a score into a verdict, and from what they were learned. ``checker rules learn``
writes it; :mod:`checker.engine.recogniser` reads a page with it. A pack that extends another one adds rows of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.errors import RuleError
from checker.rules.model import RESULT_ROLES, Rule, Years

__all__ = [
    "FILE",
    "SCHEMA",
    "Calibration",
    "Heads",
    "Material",
    "Recogniser",
    "learnable",
    "read_recogniser",
    "stale",
    "taught",
]

FILE = "recogniser.json"
SCHEMA = "checker/recogniser/1"
_KINDS = ("topic", "figure")
_TEACHING = ("full", "partial")
_STRUCTURAL = ("aligned(", "points(", "share(")  # verdicts that count parts of the report, not what a sentence says


@dataclass(frozen=True, slots=True)
class Material:
    """Something that was learned from, so that anybody can tell whether it is still the same."""

    name: str
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Heads:
    """One row of weights a rule. ``features``: a string → its rarity, then rule index and weight by turns.

    All numbers are hundredths, so that sums are exact whatever order they are made in. ``taught`` holds for every
    rule the hash of the examples that its row was learned from.
    """

    rules: tuple[str, ...]
    bias: tuple[int, ...]
    features: Mapping[str, Sequence[int]]
    taught: Mapping[str, str]
    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """From a sentence's traits to how sure one may be: log-odds of ``full`` and ``partial`` against neither.

    A sentence speaks only where its score is at least ``floor`` and at most ``behind`` below the best other rule's;
    it lifts to *full* or *partial* where it shows the matter as surely as ``sure_full`` and ``sure_partial`` say
    (``sure_alone`` for rules that rest on their examples alone).
    """

    full: Mapping[str, float]
    partial: Mapping[str, float]
    floor: float
    behind: float
    sure_full: float
    sure_partial: float
    sure_alone: float


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Everything that a pack and the packs it extends have learned. ``sha256`` names it in results."""

    heads: tuple[Heads, ...]
    calibration: Calibration
    sha256: str

    def taught(self, rule_id: str) -> str | None:
        """Hash of the examples that the row in force for a rule was learned from; None: it has no row."""
        return next((h.taught[rule_id] for h in reversed(self.heads) if rule_id in h.taught), None)


def learnable(rule: Rule) -> bool:
    """Whether sentences can show what a rule asks, and its examples can teach it.

    Not where a condition holds for some report years only: it asks for a period or a wording that masked text has lost.
    """
    return (
        rule.kind in _KINDS
        and not rule.off
        and bool(set(rule.scope) & set(RESULT_ROLES))
        and not any(c.part or c.years != Years() for e in rule.elements for c in e.conditions)
        and not any(word in source for source in rule.verdict.values() for word in _STRUCTURAL)
        and any(e.verdict in _TEACHING and e.role != "document" for e in rule.examples)
    )


def taught(rule: Rule) -> str:
    """Hash of everything in a rule that its row is learned from."""
    parts = [(e.text, e.verdict, e.role) for e in rule.examples]
    told = json.dumps([rule.title, rule.suggestion, rule.definition.get("full", ""), parts], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def read_recogniser(folders: Iterable[Path]) -> Recogniser | None:
    """What the packs in ``folders`` (the extended one first) have learned; None where none of them has anything.

    Raises:
        RuleError: A file is not what ``checker rules learn`` writes.
    """
    found = [(f / FILE, (f / FILE).read_bytes()) for f in folders if (f / FILE).is_file()]
    if not found:
        return None
    plain = [_parsed(path, data) for path, data in found]
    calibration = next((p["calibration"] for p in reversed(plain) if p.get("calibration")), None)
    if calibration is None:
        msg = "没有校准数据,请重新运行 checker rules learn。"
        raise RuleError(msg, str(found[0][0]))
    digest = hashlib.sha256(b"".join(data for _, data in found)).hexdigest()
    return Recogniser(tuple(_heads(p) for p in plain), Calibration(**calibration), digest)


def _parsed(path: Path, data: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(data)
    except ValueError:
        plain = None
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA or set(plain) - _KEYS or not _sound(plain):
        msg = f"不是本版本的识别数据({SCHEMA}),请重新运行 checker rules learn。"
        raise RuleError(msg, str(path))
    return plain


_KEYS = {"schema", "materials", "taught", "rules", "bias", "calibration", "features"}


def _sound(plain: Mapping[str, Any]) -> bool:
    """Whether every index and number is there that reading a page relies on."""
    rules, bias, features = (plain.get(k) for k in ("rules", "bias", "features"))
    if not isinstance(rules, list) or not isinstance(bias, list) or not isinstance(features, dict):
        return False
    if len(rules) != len(bias) or set(plain.get("taught", ())) != set(rules):
        return False
    wanted = set(Calibration.__dataclass_fields__)
    calibrated = plain.get("calibration")
    return (not calibrated or set(calibrated) == wanted) and all(_sound_row(r, len(rules)) for r in features.values())


def _sound_row(row: object, rules: int) -> bool:
    return (
        isinstance(row, list)
        and len(row) % 2 == 1
        and row[0] > 0
        and all(type(n) is int for n in row)
        and (len(row) == 1 or max(row[1::2]) < rules)
    )


def _heads(plain: Mapping[str, Any]) -> Heads:
    return Heads(
        tuple(plain["rules"]),
        tuple(plain["bias"]),
        plain["features"],
        plain["taught"],
        tuple(Material(**m) for m in plain["materials"]),
    )


def stale(rules: Iterable[Rule], recogniser: Recogniser | None) -> Iterator[Rule]:
    """Rules whose examples have changed since their rows were learned, or that have none yet."""
    if recogniser is None:
        return
    for rule in rules:
        if learnable(rule) and recogniser.taught(rule.id) != taught(rule):
            yield rule
