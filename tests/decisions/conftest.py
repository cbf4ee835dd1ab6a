"""One report with a point of every sort."""

from __future__ import annotations

import memos
import pytest

from checker.model import Obligation, Verdict


@pytest.fixture
def report():
    """Return an assessment: one statutory gap, one partial, one for a person, one complete, two findings."""
    results = (
        memos.result("content.causes", Verdict.MISSING, Obligation.STATUTORY),
        memos.result("review.count", Verdict.PARTIAL),
        memos.result("plan.concrete", Verdict.REVIEW, Obligation.ADVISORY),
        memos.result("doc.title", Verdict.FULL),
    )
    findings = (memos.finding("a1b2c3d4e5f60718"), memos.finding("0011223344556677", "reconcile", text="共118件"))
    return memos.assessment(results, findings)
