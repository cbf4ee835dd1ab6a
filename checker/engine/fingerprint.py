"""Stable short names for results and findings.

A name must mean the same thing in two runs and in two drafts: waivers, baselines, reviewers' decisions and re-checks
hang on it. So neither places nor counts enter it, nor the way in which a sign was typed (half or full width); what is
named alike within one document is told apart by its order.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from checker.model import Finding

__all__ = ["distinct", "fingerprint"]

_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?|[〇零一二三四五六七八九十百千万亿两]+")
_LENGTH = 16


def fingerprint(rule_id: str, *words: str) -> str:
    """A stable short name for a result or finding: survives moved lines, changed counts and other typing."""
    return _digest("|".join((rule_id, *map(_plain, words))))


def distinct(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, in the order given, with names that differ: the second of two equal ones has a name of its own."""
    met: Counter[str] = Counter()
    named: list[Finding] = []
    for finding in findings:
        met[finding.fingerprint] += 1
        number = met[finding.fingerprint]
        name = finding.fingerprint if number == 1 else _digest(f"{finding.fingerprint}#{number}")
        named.append(replace(finding, fingerprint=name))
    return tuple(named)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return "".join(_NUMBER.sub("", text).split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
