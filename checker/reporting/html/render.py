"""The gap report: one HTML file that can be mailed, opened without a network, printed, and read without scripts."""

from __future__ import annotations

from pathlib import PurePath

from checker.model import Assessment
from checker.reporting.html.shell import render_page
from checker.reporting.html.view import build_view


def render_html(assessment: Assessment) -> bytes:
    """The report of one assessment as UTF-8."""
    return render_page(
        "report.html.j2",
        ("base.css", "report.css"),
        "report.js",
        assessment=assessment,
        view=build_view(assessment),
        file_name=PurePath(assessment.document.path).name,
    )
