"""A table of the whole run: one row a requirement and one a finding, for Excel and scripts.

UTF-8 with a byte order mark, so that Excel opens it right; cells that a spreadsheet would take for a formula begin
with an apostrophe. A document that could not be judged has one row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from checker.model import names as wording
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.pipeline.digest import unpack
from checker.reporting.pipeline.places import place, without_path
from checker.reporting.pipeline.points import FINDING, Digest, Point
from checker.text.spreadsheet import as_text

__all__ = ["COLUMNS", "join"]

COLUMNS = (
    "文件", "标题", "机关", "类别", "规则", "名称", "一级指标", "义务", "严重程度", "结论", "置信度", "说明", "建议",
    "依据", "行", "页", "起", "止", "原文", "豁免", "基线中已有", "指纹", "复核决定",
)  # fmt: skip
_VERDICTS = {v.value: name for v, name in wording.VERDICTS.items()}
_OBLIGATIONS = {o.value: name for o, name in wording.OBLIGATIONS.items()}
_SEVERITIES = {s.value: name for s, name in wording.SEVERITIES.items()}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def join(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    """The one file of the run."""
    titles = {rule.id: (rule.title, rule.dimension_title) for rule in info.rules}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        path = place(entry.path, info.root).shown
        for row in _rows(entry, titles):
            writer.writerow([_cell(value) for value in (path, *row)])
    return {"checker.csv": out.getvalue().encode("utf-8-sig", "backslashreplace")}


def _rows(entry: Entry, titles: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    empty = ("",) * (len(COLUMNS) - 1)
    if entry.piece is None:
        yield ("", "", "未完成", *empty[3:10], without_path(entry.message, entry.path), *empty[11:])
        return
    document = unpack(entry.piece)
    if not document.counts:
        yield (document.title, document.issuer, "未核对", *empty[3:10], document.remark, *empty[11:])
    for point in document.points:
        yield _row(document, point, titles)


def _row(document: Digest, point: Point, titles: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    title, dimension = titles.get(point.rule_id, (point.title, point.dimension))
    spot = point.spots[0] if point.spots else None
    waiver = point.waiver
    return (
        document.title,
        document.issuer,
        "问题" if point.what == FINDING else "要求",
        point.rule_id,
        point.title or title,
        dimension,
        _OBLIGATIONS.get(point.obligation, ""),
        _SEVERITIES.get(point.severity, ""),
        _VERDICTS.get(point.what, "请核实"),
        wording.CONFIDENCES.get(point.confidence, point.confidence),
        point.message,
        point.suggestion,
        "、".join(point.basis),
        *(
            (str(spot.line), "" if spot.page is None else str(spot.page), str(spot.start), str(spot.end), spot.text)
            if spot
            else ("",) * 5
        ),
        f"{waiver.reason}(批准人:{waiver.approver};至 {waiver.expires})" if waiver else "",
        "是" if point.known else "",
        point.fingerprint,
        "" if point.decision is None else wording.decided(point.decision),
    )


def _cell(value: str) -> str:
    return as_text(_CONTROL.sub("\ufffd", value))
