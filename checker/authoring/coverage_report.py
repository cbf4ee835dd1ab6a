"""Coverage for reading on a terminal, in a spreadsheet, and by programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.authoring.coverage import Coverage, Moved, RuleCoverage
from checker.model import Verdict
from checker.model import names as wording
from checker.text.spreadsheet import as_text
from checker.text.widths import clip, pad

__all__ = ["FORMS", "Comparison"]

_VERDICTS = (Verdict.FULL, Verdict.PARTIAL, Verdict.MISSING, Verdict.REVIEW, Verdict.ERROR, Verdict.NOT_APPLICABLE)
_WORDS = {v.value: wording.VERDICTS[v] for v in Verdict}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another pack (or an earlier state of this one) gave on the same reports."""

    against: str
    changes: tuple[Moved, ...]


def console(coverage: Coverage, comparison: Comparison | None) -> str:
    """A table of rules, then what stands out, then what changed."""
    lines = [
        f"规则包 {coverage.pack} · 报告 {coverage.documents} 份"
        + (f"(另有 {len(coverage.passed_over)} 份不是法治政府建设年度报告,未计)" if coverage.passed_over else ""),
        "",
        pad("规则", 44) + "".join(pad(wording.VERDICTS[v], 8) for v in _VERDICTS) + "核实",
    ]
    for rule in coverage.rules:
        name = clip(f"{rule.rule_id} {rule.title}", 42)
        lines.append(pad(name, 44) + "".join(pad(_count(rule, v), 8) for v in _VERDICTS) + str(rule.findings or ""))
    lines += ["", *_standing_out(coverage)]
    if comparison is not None:
        lines += ["", *_changes(comparison)]
    return "\n".join(lines) + "\n"


def _count(rule: RuleCoverage, verdict: Verdict) -> str:
    return str(rule.verdicts.get(verdict, 0) or "·")


def _standing_out(coverage: Coverage) -> Iterator[str]:
    """What an author should look at: rules that decide nothing, elements that match nothing."""
    asked = [r for r in coverage.rules if r.asked]
    for verdict in (Verdict.FULL, Verdict.MISSING):
        same = [r.rule_id for r in asked if r.asked > 1 and r.verdicts.get(verdict, 0) == r.asked]
        if same:
            yield f"每份都{wording.VERDICTS[verdict]}的规则 {len(same)} 条:{'、'.join(same)}"
    if coverage.silent:
        yield f"从未找到的要素 {len(coverage.silent)} 个:"
        yield from (f"  {rule_id} · {name}" for rule_id, name in coverage.silent)
    else:
        yield "每个要素都在某份报告里找到过。"


def _changes(comparison: Comparison) -> Iterator[str]:
    verdicts = [c for c in comparison.changes if c.kind == "verdict"]
    findings = [c for c in comparison.changes if c.kind == "finding"]
    scores = [c for c in comparison.changes if c.kind == "score"]
    yield (
        f"与 {comparison.against} 相比:结论变化 {len(verdicts)} 处,"
        f"核实事项变化 {len(findings)} 处,得分变化 {len(scores)} 份。"
    )
    for change in (*verdicts, *findings):
        yield f"  {change.path} {change.rule_id}:{_word(change.before)} → {_word(change.after)}"
    for change in scores:
        yield f"  {change.path} 得分:{_word(change.before)} → {_word(change.after)}"


def _word(value: str | None) -> str:
    return "无" if value is None else _WORDS.get(value, value)


def as_csv(coverage: Coverage, comparison: Comparison | None) -> str:
    """One row a rule; with a comparison, how many of its verdicts changed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["rule_id", "title", *(v.value for v in _VERDICTS), "findings", "silent_elements", "changed"])
    changed = [c.rule_id for c in comparison.changes if c.kind == "verdict"] if comparison else []
    for rule in coverage.rules:
        counts = [rule.verdicts.get(v, 0) for v in _VERDICTS]
        moved = changed.count(rule.rule_id) if comparison else ""
        writer.writerow(
            [rule.rule_id, as_text(rule.title), *counts, rule.findings, as_text("、".join(rule.silent)), moved]
        )
    return out.getvalue()


def as_json(coverage: Coverage, comparison: Comparison | None) -> str:
    """Everything, for programs."""
    data = {
        "schema": "checker/coverage/1",
        "pack": coverage.pack,
        "documents": coverage.documents,
        "passed_over": list(coverage.passed_over),
        "rules": [
            {
                "rule_id": r.rule_id,
                "title": r.title,
                "verdicts": {v.value: r.verdicts.get(v, 0) for v in _VERDICTS},
                "findings": r.findings,
                "silent_elements": list(r.silent),
            }
            for r in coverage.rules
        ],
        "against": comparison.against if comparison else None,
        "changes": [_change(c) for c in comparison.changes] if comparison else [],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _change(change: Moved) -> dict[str, str | None]:
    return {
        "path": change.path,
        "kind": change.kind,
        "rule_id": change.rule_id,
        "before": change.before,
        "after": change.after,
    }


FORMS: dict[str, Callable[[Coverage, Comparison | None], str]] = {"console": console, "csv": as_csv, "json": as_json}
