"""The Chinese names of the values that results carry, shared by all forms."""

from __future__ import annotations

from checker.model import (
    ChangeState,
    Choice,
    Decided,
    DocumentKind,
    Evidence,
    Finding,
    Level,
    Obligation,
    Role,
    Severity,
    Stage,
    Verdict,
)

VERDICTS = {
    Verdict.FULL: "完整",
    Verdict.PARTIAL: "部分",
    Verdict.MISSING: "缺失",
    Verdict.REVIEW: "待人工",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.ERROR: "出错",
}
SIGNS = {
    Verdict.FULL: "✓",
    Verdict.PARTIAL: "△",
    Verdict.MISSING: "✗",
    Verdict.REVIEW: "?",
    Verdict.NOT_APPLICABLE: "–",
    Verdict.ERROR: "!",
}
OBLIGATIONS = {
    Obligation.STATUTORY: "法定",
    Obligation.NORMATIVE: "规范",
    Obligation.ADVISORY: "建议",
    Obligation.CHECK: "校核",
}
OBLIGATION_ORDER = (Obligation.STATUTORY, Obligation.NORMATIVE, Obligation.ADVISORY, Obligation.CHECK)
KINDS = {
    DocumentKind.RULE_OF_LAW_REPORT: "法治政府建设年度报告",
    DocumentKind.GOVERNMENT_WORK_REPORT: "政府工作报告",
    DocumentKind.INFORMATION_DISCLOSURE_REPORT: "政府信息公开工作年度报告",
    DocumentKind.INTERPRETATION: "解读",
    DocumentKind.PLAN: "方案、要点",
    DocumentKind.NEWS: "新闻",
    DocumentKind.OTHER: "其他文书",
}
LEVELS = {
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡镇(街道)",
    Level.DEPARTMENT: "部门",
    Level.PARTY_GOVERNMENT: "党委政府联合",
}
STAGES = {Stage.DRAFT: "送审稿", Stage.PUBLISHED: "公开稿"}
SEVERITIES = {Severity.HIGH: "高", Severity.MEDIUM: "中", Severity.LOW: "低"}
ROLES = {
    Role.PREAMBLE: "首段",
    Role.ACHIEVEMENTS: "举措成效",
    Role.LEADERSHIP: "第一责任人",
    Role.PROBLEMS: "问题原因",
    Role.PLAN: "下年安排",
    Role.CLOSING: "文末",
    Role.BOILERPLATE: "网页残留",
}
CHANGES = {ChangeState.OPEN: "未改", ChangeState.NEW: "新增", ChangeState.FIXED: "已改"}
CHANGE_SIGNS = {ChangeState.OPEN: "=", ChangeState.NEW: "+", ChangeState.FIXED: "✓"}
TITLES = {
    Verdict.FULL: "已具备",
    Verdict.PARTIAL: "不完整",
    Verdict.MISSING: "未见",
    Verdict.REVIEW: "请核实",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.ERROR: "未能判定",
}
"""What stands before a requirement's title: passing and failing ones read differently."""
FINDING_KINDS = {
    "reconcile": "数字",
    "wording": "文字",
    "citation": "引用",
    "cross_year": "两年对照",
    "metadata": "要件",
}
CHOICES = {Choice.ACCEPT: "采纳", Choice.REJECT: "误判", Choice.UNLISTED: "属实不列", Choice.CHANGED: "改判"}
CHECKS = {"ok": "相符", "rounding": "舍入可解释", "ambiguous": "口径不明", "failed": "不符"}
ATTRIBUTES = {"enforces": "执法", "approves": "审批", "makes_rules": "制规"}
CHECK_SIGNS = {"ok": "✓", "rounding": "≈", "ambiguous": "?", "failed": "!"}
CONFIDENCES = {"high": "高", "medium": "中", "low": "低"}
LEVEL_WORDS = {level.value: name for level, name in LEVELS.items()}
SOURCES = {
    "title": "读自标题",
    "signature": "读自文末落款",
    "field": "读自页面信息栏",
    "channel": "由站点、栏目或来源推知",
    "body": "由正文地名推知",
    "override": "由使用者指定",
    "none": "",
}
STATES = {**{v.value: n for v, n in VERDICTS.items()}, "finding": "请核实"}
"""What a point was in one of two runs."""


def decided(decision: Decided) -> str:
    """A decision in words: what, why, by whom."""
    who = f"复核人:{decision.name}" if decision.name else "未署复核人"
    changed = f"(程序原判{VERDICTS[decision.before]})" if decision.choice is Choice.CHANGED and decision.before else ""
    return f"{CHOICES[decision.choice]}{changed}:{decision.reason or '未写理由'}({who})"


def place(point: Evidence | Finding) -> str:
    """Where a quoted place stands, in words: page and line of the text."""
    return f"第{point.page}页第{point.line}行" if point.page else f"第{point.line}行"
