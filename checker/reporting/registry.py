"""Which forms there are, and what their files are called."""

from __future__ import annotations

from collections.abc import Callable

from checker.model import Assessment


def _json(assessment: Assessment) -> bytes:
    from checker.reporting.json_report import render_json

    return render_json(assessment)


def _html(assessment: Assessment) -> bytes:
    from checker.reporting.html import render_html

    return render_html(assessment)


PER_DOCUMENT: dict[str, Callable[[Assessment], bytes]] = {"html": _html, "json": _json}
"""Forms written as one file a document: name (which is also the extension) → renderer."""

FORMATS = ("console", *PER_DOCUMENT)
