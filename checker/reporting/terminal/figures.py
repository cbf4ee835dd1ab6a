"""The table of figures: terminal, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from checker.model import Assessment, Figure
from checker.results.stored.write import figure_data, number
from checker.text.spreadsheet import as_text
from checker.text.widths import clip, pad

_COLUMNS = ("id", "label", "value", "low", "high", "unit", "line", "start", "end", "text")


def _line(assessment: Assessment, figure: Figure) -> int:
    return assessment.document.text.count("\n", 0, figure.start) + 1


def figures_console(assessment: Assessment) -> str:
    """One figure a line, in order of place."""
    lines = [f"{pad('编号', 36)}{pad('数值', 16)}{pad('行', 6)}原文"]
    for figure in assessment.figures:
        value = f"{number(figure.value)}{figure.unit}"
        row = f"{pad(figure.id, 36)}{pad(value, 16)}{pad(str(_line(assessment, figure)), 6)}{figure.text}"
        lines.append(clip(row, 120))
    lines.append(f"共 {len(assessment.figures)} 个数。")
    return "\n".join(lines) + "\n"


def figures_csv(assessment: Assessment) -> str:
    """CSV with a header, for spreadsheets (a leading mark keeps cells from being read as formulas)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for figure in assessment.figures:
        data = {**figure_data(figure), "line": _line(assessment, figure)}
        writer.writerow([_safe(data[c]) for c in _COLUMNS])
    return out.getvalue()


def _safe(value: object) -> object:
    return as_text(" ".join(value.split())) if isinstance(value, str) else value


def figures_json(assessment: Assessment) -> str:
    """The figures as in the assessment's JSON."""
    data = {"path": assessment.document.path, "figures": [figure_data(f) for f in assessment.figures]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, Callable[[Assessment], str]] = {
    "console": figures_console,
    "csv": figures_csv,
    "json": figures_json,
}
