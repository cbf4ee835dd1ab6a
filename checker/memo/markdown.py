"""Memos as Markdown: the same fields, in the same order, as in Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.memo.fields import GapRow, Memo
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
        f"**结论：{_safe(memo.conclusion)}。** {_safe(memo.conclusion_text)}",
        "",
    ]
    lines += [line for text in (memo.counts_text, *memo.remarks) if text for line in (_safe(text), "")]
    lines += [*_statutory(memo), *_gaps(memo), *_figures(memo), *_wording(memo), *_queries(memo), *_rest(memo)]
    lines += [line for text in (memo.deadline, memo.review) if text for line in (_safe(text), "")]
    if memo.annex_name:
        lines += [f"附件：{_safe(memo.annex_name)}", ""]
    lines += [_safe(memo.office), "", _safe(memo.date), ""]
    lines += [_safe(memo.contact), ""] if memo.contact else []
    signed = (("经办", memo.handler), ("审核", memo.reviewer), ("签发", memo.approver))
    lines += ["　".join(f"{name}：{_safe(who)}" for name, who in signed), ""]
    if memo.annex:
        lines += [f"## 附件：{_safe(memo.annex_name)}", ""]
        rows = [(r.number, r.title, r.state, r.place, r.basis) for r in memo.annex]
        lines += _table(("序号", "事项", "结论", "原文位置", "依据"), rows)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _statutory(memo: Memo) -> Iterator[str]:
    if memo.headings.statutory:
        yield from (f"## {memo.headings.statutory}", "")
        rows = [(r.number, r.title, r.state, r.remark) for r in memo.statutory]
        yield from _table(("序号", "法定事项", "核对情况", "说明"), rows)


def _gaps(memo: Memo) -> Iterator[str]:
    if not memo.headings.gaps:
        return
    yield from (f"## {memo.headings.gaps}", "", _safe(memo.gaps_text), "")
    for group in memo.gaps:
        yield from (f"### {_safe(group.title)}", "")
        if group.listed:
            listed = [
                (r.number, f"{r.title}（{r.state}）", _told(r, cited=group.cited), r.suggestion) for r in group.rows
            ]
            yield from _table(("序号", "事项", "核对情况", "建议"), listed)
        else:
            for r in group.rows:
                said = _told(r, cited=group.cited) + r.suggestion
                yield from (f"**{r.number}.{_safe(r.title)}（{_safe(r.state)}）。** {_safe(said)}", "")


def _told(row: GapRow, *, cited: bool) -> str:
    """How a requirement stands, where, and on what basis it is asked for."""
    place = f"（原文{row.place}）" if row.place != "—" else ""
    basis = f"依据：{row.basis}。" if cited and row.basis else ""
    return f"{row.explanation}{place}{basis}"


def _figures(memo: Memo) -> Iterator[str]:
    if memo.headings.figures:
        yield from (f"## {memo.headings.figures}", "", _safe(memo.figures_text), "")
        for r in memo.figures:
            done = f"核算：{r.sum}。" if r.sum else ""
            yield from (f"**{r.number}.{_safe(r.place + r.state)}** {_safe(f'“{r.quote}”。{done}{r.message}')}", "")


def _wording(memo: Memo) -> Iterator[str]:
    if memo.headings.wording:
        yield from (f"## {memo.headings.wording}", "", _safe(memo.wording_text), "")
        rows = [(r.number, r.place, r.quote, r.message + r.state) for r in memo.wording]
        yield from _table(("序号", "位置", "原文", "说明和建议"), rows)


def _queries(memo: Memo) -> Iterator[str]:
    if memo.headings.queries:
        yield from (f"## {memo.headings.queries}", "")
        for r in memo.queries:
            place = f"（原文{r.place}）" if r.place != "—" else ""
            yield from (f"**{r.number}.{_safe(r.title + r.state)}。** {_safe(f'{r.explanation}{place}请核实。')}", "")


def _rest(memo: Memo) -> Iterator[str]:
    if memo.headings.others:
        yield from (f"## {memo.headings.others}", "", _safe(memo.others_text), "")
    if memo.headings.verified:
        yield from (f"## {memo.headings.verified}", "", _safe(memo.verified_text), "")
        yield from (f"- **{_safe(r.dimension)}（{r.count}项）：** {_safe(r.titles)}。" for r in memo.verified)
        yield ""
    if memo.headings.waived:
        yield from (f"## {memo.headings.waived}", "")
        rows = [(r.number, r.title, r.reason, r.approver, r.expires) for r in memo.waived]
        yield from _table(("序号", "事项", "豁免理由", "批准", "有效期至"), rows)
    if memo.headings.changes:
        yield from (f"## {memo.headings.changes}", "", _safe(memo.changes_text), "")
        found = [(r.number, r.state, r.title, r.quote) for r in memo.changes]
        yield from _table(("序号", "状态", "事项或问题", "原文"), found)


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
