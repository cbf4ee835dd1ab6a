"""What a rule asks, and how a document fared against it: the rule author's window."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.closest import closest
from checker.engine.verdicts import expression
from checker.model import Assessment, Result, Verdict
from checker.rules.model import Rule

_NAMES = {
    "statutory": "法定",
    "normative": "规范",
    "advisory": "建议",
    "check": "校核",
    "full": "完整",
    "partial": "部分",
    "missing": "缺失",
    "not_applicable": "不适用",
    "review": "待人工",
    "error": "出错",
}
_LEVELS = {"province": "省", "city": "市", "county": "县区", "township": "乡镇", "department": "部门"}
_SHORT = 60
_WORDS = 6


def explain_rule(rule: Rule) -> str:
    """What it asks, of whom, on what basis, and by which verdict function."""
    lines = [f"{rule.id} {rule.title}", f"义务:{_NAMES[rule.obligation.value]}  权重:{rule.weight}  种类:{rule.kind}"]
    years = rule.applies.years
    span = f"{years.first or '不限'}—{years.last or '今'}"
    levels = "、".join(_LEVELS.get(level, level) for level in rule.applies.levels)
    lines.append(f"适用:{levels};报告年度 {span}" + (f";{rule.applies.stage}" if rule.applies.stage != "any" else ""))
    lines += [f"依据:{b.basis.cite}" for b in rule.basis]
    lines += [f"{_NAMES.get(k, k)}:{v}" for k, v in rule.definition.items()]
    lines += [f"判为{_NAMES.get(k, k)}:{v}" for k, v in rule.verdict.items()]
    if rule.learned:
        lines.append("判定:只凭例句识别,没有要素和判定式")
    if rule.aliases:
        lines.append(f"以前的编号:{'、'.join(rule.aliases)}")
    if rule.deprecated:
        lines.append(f"将去掉:{rule.deprecated}")
    if rule.suggestion:
        lines.append(f"建议:{rule.suggestion}")
    lines.append(f"定义在 {rule.source}")
    return "\n".join(lines) + "\n"


def explain_on(rule: Rule, assessment: Assessment) -> str:
    """How a document fared: elements with their places, figures, and what would turn the verdict."""
    result = next((r for r in assessment.results if r.rule_id == rule.id), None)
    if result is None:
        return f"{assessment.document.path}:没有对本项作判定(文种不符或本项已停用)。\n"
    lines = [f"{assessment.document.path}:{_NAMES[result.verdict.value]} {result.explanation}"]
    lines += [f"  证据 第{e.line}行 {_squeeze(e.text)}" for e in result.evidence]
    lines += list(_elements(result, assessment))
    for figure in assessment.figures:
        if figure.id == rule.id:
            lines.append(f"  数据 {figure.label} = {figure.value}{figure.unit}:{_squeeze(figure.text)}")
    lines += list(_turning(rule, result))
    if result.verdict is Verdict.MISSING:
        lines += list(_closest(rule, assessment))
    return "\n".join(lines) + "\n"


def _elements(result: Result, assessment: Assessment) -> Iterator[str]:
    for trace in result.trace:
        if not trace.matched:
            yield f"  ✗ {trace.name}:没有找到"
            continue
        places = "; ".join(_squeeze(s.of(assessment.document.text)) for s in trace.spans)
        near = f"(最近的例句:{_squeeze(trace.detail)})" if trace.detail else ""
        yield f"  ✓ {trace.name}:{places}{near}"


def _closest(rule: Rule, assessment: Assessment) -> Iterator[str]:
    for passage in closest(rule, assessment.document):
        yield f"  最接近 第{passage.line}行 {_squeeze(passage.text)}(同有:{'、'.join(passage.words[:_WORDS])})"


def _turning(rule: Rule, result: Result) -> Iterator[str]:
    """Elements that the next better verdict needs and that were not found."""
    better = {Verdict.MISSING: ("partial", "full"), Verdict.PARTIAL: ("full",)}.get(result.verdict, ())
    matched = {t.name: t.matched for t in result.trace}
    for key in better:
        source = rule.verdict.get(key, "")
        if source:
            needed = [n for n in dict.fromkeys(expression.used_in_order(source)) if matched.get(n) is False]
            tail = f";缺:{'、'.join(needed)}" if needed else ""
            yield f"  判为{_NAMES[key]}须:{source}{tail}"


def _squeeze(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else flat[:_SHORT] + "…"
