"""Memos as Markdown: the same fields, in the same order, as in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.memo.fields import Memo
from checker.memo.internal import Internal, Summary

__all__ = ["internal_markdown", "memo_markdown", "summary_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


def _safe(text: object) -> str:
    """``text`` as it is, whatever Markdown or HTML would make of it."""
    return _SPECIAL.sub(r"\\\1", str(text))


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(_safe(cell) for cell in row)} |"
    yield ""


def memo_markdown(memo: Memo) -> bytes:
    """The memo as UTF-8."""
    lines = [f"# {_safe(memo.title)}", ""]
    if memo.mark:
        lines = [_safe(memo.mark), "", _safe(memo.number), "", *lines]
    lines += [_safe(memo.addressee), "", _safe(memo.opening), ""]
    lines += [
        f"## {memo.headings.conclusion}",
        "",
        f"**结论：{_safe(memo.conclusion)}。** {_safe(memo.conclusion_text)}".rstrip(),
        "",
        *(line for remark in memo.remarks for line in (_safe(remark), "")),
        *_points(memo),
        *_corrections(memo),
        *_paragraph(memo.headings.rest, memo.rest_text),
        *_paragraph(memo.headings.changes, memo.changes_text),
    ]
    lines += [_safe(memo.deadline), ""] if memo.deadline else []
    if memo.annex_name:
        lines += [f"附件：{_safe(memo.annex_name)}", ""]
    lines += [_safe(memo.office), "", _safe(memo.date), ""]
    lines += [_safe(memo.contact), ""] if memo.contact else []
    if memo.annex:
        lines += [f"## 附件：{_safe(memo.annex_name)}", ""]
        rows = [(r.number, r.title, r.state, r.place, r.basis) for r in memo.annex]
        lines += _table(("序号", "事项", "结论", "原文位置", "依据"), rows)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _points(memo: Memo) -> Iterator[str]:
    if memo.headings.statutory:
        yield from (f"## {memo.headings.statutory}", "")
        for r in memo.statutory:
            yield f"**{r.number}.{_safe(r.title)}（{_safe(r.state)}）。** {_safe(r.reason + r.request)}"
            yield ""


def _corrections(memo: Memo) -> Iterator[str]:
    if memo.headings.corrections:
        yield from (f"## {memo.headings.corrections}", "")
        for r in memo.corrections:
            state = f"（{r.state}）" if r.state else ""
            quote = f"“{r.quote}”" if r.quote else ""
            head = f"{r.place}{quote}{state}"
            yield f"{r.number}.{_safe(f'{head}：' if head else '')}{_safe(r.message)}"
            yield ""
        if memo.corrections_more:
            yield from (_safe(memo.corrections_more), "")


def _paragraph(heading: str, text: str) -> Iterator[str]:
    if heading:
        yield from (f"## {heading}", "", _safe(text), "")


def internal_markdown(sheet: Internal) -> bytes:
    """The internal sheet as UTF-8."""
    lines = ["内部资料", "", f"# {_safe(sheet.title)}", ""]
    lines += _table(("项目", "内容"), [(r.name, r.value) for r in sheet.facts])
    if sheet.dimensions:
        lines += ["## 分项情况", ""]
        rows = [(r.title, r.weight, r.score, r.missing, r.partial, r.complete) for r in sheet.dimensions]
        lines += _table(("一级指标", "权重", "得分", "未见", "不全", "完整"), rows)
    if sheet.decisions:
        lines += ["## 复核决定", ""]
        found = [(r.number, r.title, r.choice, r.reason, r.who) for r in sheet.decisions]
        lines += _table(("序号", "事项或问题", "决定", "理由", "复核人和日期"), found)
    if sheet.checks:
        lines += ["## 数据勾稽", ""]
        lines += _table(
            ("序号", "规则", "结果", "算式"), [(r.number, r.rule, r.status, r.expression) for r in sheet.checks]
        )
    if sheet.remarks:
        lines += ["## 说明", "", *(f"- {_safe(r)}" for r in sheet.remarks), ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def summary_markdown(summary: Summary) -> bytes:
    """The summary of a batch as UTF-8."""
    lines = ["内部资料", "", f"# {_safe(summary.title)}", "", _safe(summary.text), ""]
    if summary.rows:
        rows = [
            (r.number, r.unit, r.year, r.conclusion, r.missing, r.partial, r.review, r.findings, r.total)
            for r in summary.rows
        ]
        lines += _table(("序号", "单位(文件)", "年度", "结论", "未见", "不全", "待核实", "问题", "得分"), rows)
    if summary.unread:
        lines += ["## 没有完成的文件", ""]
        lines += _table(("文件", "原因"), [(r.file, r.reason) for r in summary.unread])
    if summary.remarks:
        lines += ["## 说明", "", *(f"- {_safe(r)}" for r in summary.remarks), ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()
