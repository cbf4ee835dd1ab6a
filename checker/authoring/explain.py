"""What a rule asks, and how a document fared against it: the rule author's window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.authoring.closest import closest
from checker.authoring.reasons import sought, why_unmet
from checker.authoring.reasons_kinds import fact_lines, fault_lines, figure_reasons
from checker.engine.applicability import why_not
from checker.engine.statements.view import Page
from checker.engine.verdicts import expression
from checker.engine.writing.findings import subject_of
from checker.model import Assessment, Result, Verdict
from checker.rules.model import RESULT_ROLES, Element, Rule, RulePack

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
_FAULTS = ("reconcile", "citation", "wording", "cross_year")  # kinds that give findings, no verdict
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


def explain_words(rule: Rule) -> str:
    """Every word that the rule looks for, element by element, with what else each condition asks."""
    lines = []
    for element in rule.elements:
        lines.append(f"要素 {element.name}")
        for number, condition in enumerate(element.conditions, start=1):
            lines.append(f"  条件 {number}:找{sought(condition)}")
            lines += [f"    第 {n} 组:{'、'.join(p.source for p in g)}" for n, g in enumerate(condition.says, start=1)]
            for name, phrases in (("不要", condition.without), ("周围", condition.about), ("在其下", condition.under)):
                if phrases:
                    lines.append(f"    {name}:{'、'.join(p.source for p in phrases)}")
    for spec in rule.figures:
        lines.append(
            f"数据 {spec.label}:{'、'.join(p.source for p in spec.says)}(单位:{'、'.join(spec.units) or '不限'})"
        )
    if rule.lookalikes:
        lines.append(f"相似而不算:{'、'.join(p.source for p in rule.lookalikes)}")
    return "\n".join(lines or ["这条规则不找词语。"]) + "\n"


def explain_on(rule: Rule, assessment: Assessment, page: Page, pack: RulePack) -> str:
    """How a document fared: elements with their places, figures, and what would turn the verdict."""
    result = next((r for r in assessment.results if r.rule_id == rule.id), None)
    path = assessment.document.path
    if rule.off:
        return f"{path}:本项已停用({rule.off})。\n"
    if result is None and rule.kind in _FAULTS:
        reason = why_not(rule, subject_of(page.document))
        told = [f"  {reason}"] if reason else list(fault_lines(rule, assessment))
        return "\n".join([f"{path}:本项不作判定,只指出问题。", *told]) + "\n"
    if result is None:
        return f"{path}:没有对本项作判定(文种不符)。\n"
    lines = [f"{assessment.document.path}:{_NAMES[result.verdict.value]} {result.explanation}"]
    lines += [f"  证据 第{e.line}行 {_squeeze(e.text)}" for e in result.evidence]
    if result.verdict is Verdict.NOT_APPLICABLE:
        return "\n".join(lines) + "\n"
    lines += list(_elements(rule, result, page, {e.name: e for e in pack.shared}))
    lines += list(fact_lines(rule, page))
    for figure in assessment.figures:
        if figure.id == rule.id:
            lines.append(f"  数据 {figure.label} = {figure.value}{figure.unit}:{_squeeze(figure.text)}")
    if result.verdict is not Verdict.FULL:
        labels = frozenset(f.label for f in assessment.figures if f.id == rule.id)
        lines += list(figure_reasons(rule, page, labels))
    lines += list(_turning(rule, result))
    if result.verdict is Verdict.MISSING:
        lines += list(_closest(rule, assessment))
    return "\n".join(lines) + "\n"


def _elements(rule: Rule, result: Result, page: Page, shared: Mapping[str, Element]) -> Iterator[str]:
    own = {e.name: e for e in rule.elements}
    year = page.document.metadata.report_year
    for trace in result.trace:
        if not trace.matched:
            yield f"  ✗ {trace.name}:没有找到"
            element, scope = (own[trace.name], rule.scope) if trace.name in own else (shared[trace.name], RESULT_ROLES)
            yield from (f"      {reason}" for reason in why_unmet(rule, element, page, year, scope))
            continue
        places = "; ".join(_squeeze(s.of(page.document.text)) for s in trace.spans)
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
