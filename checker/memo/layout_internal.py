"""The Word templates of the papers that stay in the office."""

from __future__ import annotations

from functools import cache

from checker.memo.sheet import Sheet, build_template

__all__ = ["internal_template"]


@cache
def internal_template(name: str) -> bytes:
    """``internal`` (one document) or ``summary`` (a batch) as docx."""
    return build_template({"internal": _internal, "summary": _summary}[name])


def _head(sheet: Sheet) -> None:
    sheet.line("内部资料　注意保管", "内部标识")
    sheet.line("")
    sheet.line("{{ title }}", "公文标题")
    sheet.line("")


def _internal(sheet: Sheet) -> None:
    _head(sheet)
    sheet.table("facts", [("项目", "{{ row.name }}", 0.22, True), ("内容", "{{ row.value }}", 0.78, False)])
    sheet.tag("if dimensions")
    sheet.line("分项情况", "公文一级标题")
    columns = [
        ("一级指标", "{{ row.title }}", 0.4, False),
        ("权重", "{{ row.weight }}", 0.12, True),
        ("得分", "{{ row.score }}", 0.12, True),
        ("未见", "{{ row.missing }}", 0.12, True),
        ("不全", "{{ row.partial }}", 0.12, True),
        ("完整", "{{ row.complete }}", 0.12, True),
    ]
    sheet.table("dimensions", columns)
    sheet.tag("endif")
    sheet.tag("if decisions")
    sheet.line("复核决定", "公文一级标题")
    columns = [
        ("序号", "{{ row.number }}", 0.08, True),
        ("事项或问题", "{{ row.title }}", 0.34, False),
        ("决定", "{{ row.choice }}", 0.16, True),
        ("理由", "{{ row.reason }}", 0.24, False),
        ("复核人和日期", "{{ row.who }}", 0.18, True),
    ]
    sheet.table("decisions", columns)
    sheet.tag("endif")
    sheet.tag("if checks")
    sheet.line("数据勾稽", "公文一级标题")
    columns = [
        ("序号", "{{ row.number }}", 0.08, True),
        ("规则", "{{ row.rule }}", 0.32, False),
        ("结果", "{{ row.status }}", 0.16, True),
        ("算式", "{{ row.expression }}", 0.44, False),
    ]
    sheet.table("checks", columns)
    sheet.tag("endif")
    _remarks(sheet)


def _summary(sheet: Sheet) -> None:
    _head(sheet)
    sheet.line("{{ text }}")
    sheet.tag("if rows")
    columns = [
        ("序号", "{{ row.number }}", 0.08, True),
        ("单位（文件）", "{{ row.unit }}", 0.26, False),
        ("年度", "{{ row.year }}", 0.09, True),
        ("结论", "{{ row.conclusion }}", 0.14, True),
        ("未见", "{{ row.missing }}", 0.08, True),
        ("不全", "{{ row.partial }}", 0.08, True),
        ("待核实", "{{ row.review }}", 0.1, True),
        ("问题", "{{ row.findings }}", 0.08, True),
        ("得分", "{{ row.total }}", 0.09, True),
    ]
    sheet.table("rows", columns)
    sheet.tag("endif")
    sheet.tag("if unread")
    sheet.line("没有完成的文件", "公文一级标题")
    sheet.table("unread", [("文件", "{{ row.file }}", 0.4, False), ("原因", "{{ row.reason }}", 0.6, False)])
    sheet.tag("endif")
    _remarks(sheet)


def _remarks(sheet: Sheet) -> None:
    sheet.tag("if remarks")
    sheet.line("说明", "公文一级标题")
    sheet.tag("for remark in remarks")
    sheet.line("{{ remark }}")
    sheet.tag("endfor")
    sheet.tag("endif")
