"""The table of figures."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from checker.reporting.terminal.figures import figures_console, figures_csv, figures_json


def test_every_form_lists_every_figure(assessment):
    """Terminal, CSV and JSON hold the same figures."""
    rows = list(csv.DictReader(io.StringIO(figures_csv(assessment))))

    assert ["53", "87.2", "43820000"] == [r["value"] for r in rows]
    assert [53, 87.2, 43820000] == [f["value"] for f in json.loads(figures_json(assessment))["figures"]]
    assert "共 3 个数。" in figures_console(assessment)


def test_a_spreadsheet_never_takes_text_for_a_formula(assessment):
    """Document text that begins like a formula is kept as text."""
    figure = replace(assessment.figures[0], text='=HYPERLINK("http://x")')

    rows = list(csv.DictReader(io.StringIO(figures_csv(replace(assessment, figures=(figure,))))))

    assert rows[0]["text"].startswith("'=")
