"""Passages with the faults that must be found in them, and those that must not be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.api import Checker, Options
from checker.model import Assessment

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data/reconcile.yaml").read_text(encoding="utf-8")
)
CHECKER = Checker()
TITLE = "云川县人民政府关于2023年度法治政府建设情况的报告"
PREFIX = "consistency."


def assess(text: str, role: str = "achievements") -> Assessment:
    """Judge a passage inside a small report for 2023."""
    opening = text if role == "preamble" else "现将有关情况报告如下。"
    body = text if role == "achievements" else "(一)推进各项工作。各项工作有序推进。"
    report = f"{TITLE}\n\n{opening}\n\n一、主要举措和成效\n\n{body}\n"
    report += f"\n二、2024年工作安排\n\n{text}\n" if role == "plan" else ""
    return CHECKER.check_bytes("例.txt", report.encode(), Options(level="county", year=2023, force=True))


@pytest.mark.parametrize(
    "case", [c for group in CASES.values() for c in group], ids=lambda c: f"{c['text'][:28]}{c.get('note', '')}"
)
def test_passage(case: dict[str, Any]) -> None:
    """Exactly the expected rules find something, and the expected checks were made."""
    assessment = assess(case["text"], case.get("role", "achievements"))

    found = {f.rule_id.removeprefix(PREFIX): f.message for f in assessment.findings if f.rule_id.startswith(PREFIX)}
    assert sorted(case.get("failed", ())) == sorted(found), found
    checks = {(c.rule_id.removeprefix(PREFIX), c.status) for c in assessment.checks}
    wanted = {(rule, status) for status in ("ok", "rounding", "ambiguous") for rule in case.get(status, ())}
    assert wanted <= checks, assessment.checks
