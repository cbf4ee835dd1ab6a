"""The two forms of the summary of a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.memo.internal import SummaryRow, Unread, build_summary
from checker.memo.markdown import summary_markdown

__all__ = ["render_summary"]


def render_summary(
    rows: Sequence[SummaryRow],
    unread: Sequence[tuple[str, str]],
    remarks: Sequence[str],
    forms: Sequence[str],
    written: str | None = None,
) -> Mapping[str, bytes]:
    """File name → bytes. ``unread`` are files that gave no memo, with the reason."""
    from checker.memo.maker import as_fields
    from checker.memo.template import fill

    summary = build_summary(rows, [Unread(*u) for u in unread], remarks)
    files: dict[str, bytes] = {}
    if "docx" in forms:
        from checker.memo.layout_internal import internal_template

        files["审核汇总.docx"] = fill(internal_template("summary"), as_fields(summary), summary.title, "", written)
    if "md" in forms:
        files["审核汇总.md"] = summary_markdown(summary)
    return files
