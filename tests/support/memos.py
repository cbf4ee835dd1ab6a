"""Small assessments for tests of decisions and memos, made by hand."""

from __future__ import annotations

import re
from decimal import Decimal

from checker.model import (
    Assessment,
    Basis,
    Check,
    DimensionScore,
    Document,
    DocumentKind,
    Evidence,
    Fact,
    Finding,
    Level,
    Metadata,
    Obligation,
    PackInfo,
    Result,
    Role,
    Score,
    Severity,
    Span,
    Stage,
    Verdict,
    Waiver,
)

TEXT = "霁川县人民政府关于2024年度法治政府建设情况的报告\n全年办理建议52件、提案64件,共118件。\n今年以来成效明显。\n"
BASES = (
    Basis("示范条例", None, "第三条", "《示范条例》第三条"),
    Basis("示范条例", None, "第九条", "《示范条例》第九条"),
)


def result(rule_id, verdict, obligation=Obligation.NORMATIVE, **changes):
    """One requirement, titled after its id."""
    name = f"事项{rule_id.rsplit('.', 1)[-1]}"
    gap = verdict in (Verdict.MISSING, Verdict.PARTIAL)
    quoted = "今年以来成效明显。"
    start = TEXT.index(quoted)
    evidence = (Evidence(quoted, start, start + len(quoted), 3, "", Role.ACHIEVEMENTS),)
    values = {
        "rule_id": rule_id,
        "title": name,
        "dimension": rule_id.split(".", maxsplit=1)[0],
        "kind": "topic",
        "obligation": obligation,
        "weight": Decimal(1),
        "verdict": verdict,
        "score": None,
        "confidence": "high",
        "evidence": () if verdict is Verdict.MISSING else evidence,
        "explanation": f"关于{name}的说明。",
        "suggestion": f"建议补充:{name}____件;据实填写,无则写无。" if gap else "",
        "basis": BASES,
        "fingerprint": format(abs(hash_of(rule_id)), "016x"),
    }
    return Result(**{**values, **changes})


def hash_of(text):
    """A small number that depends on ``text`` alone."""
    return sum((i + 1) * ord(c) for i, c in enumerate(text))


def finding(fingerprint, kind="wording", severity=Severity.LOW, text="今年以来", **changes):
    """One finding that quotes ``text``."""
    start = TEXT.index(text)
    values = {
        "rule_id": "wording.relative-time" if kind == "wording" else "consistency.sum-of-parts",
        "kind": kind,
        "severity": severity,
        "confidence": "high",
        "message": f"问题{fingerprint}的说明,请核实。",
        "text": text,
        "start": start,
        "end": start + len(text),
        "line": TEXT.count("\n", 0, start) + 1,
        "fingerprint": fingerprint,
        "suggestion": "",
    }
    return Finding(**{**values, **changes})


def assessment(results=(), findings=(), *, unit="霁川县人民政府", year=2024, score=Decimal("73.6"), **changes):
    """One assessment of a report by ``unit``."""
    document = Document(
        changes.pop("path", "报送/霁川县.txt"), "ab" * 32, "txt", changes.pop("text", TEXT),
        changes.pop("kind", DocumentKind.RULE_OF_LAW_REPORT), changes.pop("stage", Stage.DRAFT), (), (), (), (), (),
        Metadata(
            title=Fact(changes.pop("title", TEXT.split("\n", 1)[0])),
            issuer=Fact(unit) if unit else None,
            issuer_level=Level.COUNTY,
            report_year=year,
        ),
    )  # fmt: skip
    names = sorted({r.dimension for r in results})
    total = SUM.search(TEXT)
    values = {
        "document": document,
        "pack": PackInfo("national", "1", "cd" * 32, year, "county", None),
        "score": Score(score, "良好", tuple(DimensionScore(n, f"指标{n}", Decimal(10), score) for n in names)),
        "results": tuple(results),
        "figures": (),
        "checks": (
            Check("consistency.sum-of-parts", "failed", "52 + 64 = 116 ≠ 118", (Span(total.start(), total.end()),)),
            Check("consistency.rate", "ok", "1 ÷ 2 = 50 %", ()),
        ),
        "findings": tuple(findings),
        "notes": (),
    }
    return Assessment(**{**values, **changes})


WAIVER = Waiver("机构改革,今年不报", "分管领导批准", "2024-01-01", "2025-12-31")
SUM = re.compile("建议52件、提案64件,共118件")
