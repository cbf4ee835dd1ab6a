"""Machine-readable results: one Assessment as JSON (``schemas/assessment.schema.json``).

Keys stand in a fixed order, lists are sorted by the engine, numbers are integers where they are whole: the same
assessment always gives the same bytes.
"""

from __future__ import annotations

import json
from typing import Any

from checker.model import Assessment, Change, Evidence, Figure
from checker.results.stored.codec import number
from checker.results.stored.document import write_document
from checker.results.stored.tables import CODEC

__all__ = ["SCHEMA", "as_data", "change_data", "evidence_data", "figure_data", "number", "render_json"]

SCHEMA = "checker/assessment/1"


def render_json(assessment: Assessment) -> bytes:
    """The assessment as UTF-8 JSON, ending with a line break (a path that is not UTF-8 is written with escapes)."""
    return (json.dumps(as_data(assessment), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def as_data(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain data, in the order of the schema."""
    return {"schema": SCHEMA, "document": write_document(assessment.document), **CODEC.write(assessment)}


def _plain(value: Evidence | Figure | Change) -> dict[str, Any]:
    data: dict[str, Any] = CODEC.write(value)
    return data


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """One quoted span."""
    return _plain(evidence)


def figure_data(figure: Figure) -> dict[str, Any]:
    """One reported number in base units."""
    return _plain(figure)


def change_data(change: Change) -> dict[str, Any]:
    """What became of one gap or finding between two runs."""
    return _plain(change)
