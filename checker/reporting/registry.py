"""Which forms there are, and what their files are called.

A form of one document is rendered where the document was judged. A form of the whole run takes from each assessment
what it needs (``piece``), there as well, and puts the pieces together when all documents are done (``join``): so a
run over thousands of documents never holds all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from checker.model import Assessment
from checker.reporting.forms import Entry, RunForm, RunInfo
from checker.reporting.show import DEFAULT_SHOW, Show

__all__ = ["FORMATS", "PER_DOCUMENT", "PER_RUN", "render"]


def _json(assessment: Assessment) -> bytes:
    from checker.results.stored.write import render_json

    return render_json(assessment)


def _html(assessment: Assessment) -> bytes:
    from checker.reporting.html.render import render_html

    return render_html(assessment)


def _md(assessment: Assessment, show: Show = DEFAULT_SHOW) -> bytes:
    from checker.reporting.markdown import render_markdown

    return render_markdown(assessment, show)


PER_DOCUMENT: dict[str, Callable[[Assessment], bytes]] = {"html": _html, "json": _json, "md": _md}
"""Forms written as one file a document: name (which is also the extension) → renderer."""


def _index_piece(assessment: Assessment) -> object:
    from checker.reporting.index import make_piece

    return make_piece(assessment)


def _index(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    from checker.reporting.index import join

    return join(entries, info)


def render(form: str, assessment: Assessment, show: Show) -> bytes:
    """One document in one form; ``show`` matters to those that list what a person chose."""
    return _md(assessment, show) if form == "md" else PER_DOCUMENT[form](assessment)


def _run_form(module: str) -> RunForm:
    """The form that ``checker.reporting.pipeline.MODULE`` makes from digests; loaded when it is first needed."""

    def piece(assessment: Assessment) -> object:
        from checker.reporting.pipeline.digest import piece as packed

        return packed(assessment)

    def join(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
        files: Mapping[str, bytes] = import_module(f"checker.reporting.pipeline.{module}").join(entries, info)
        return files

    return RunForm(piece, join)


PER_RUN: dict[str, RunForm] = {
    "index": RunForm(_index_piece, _index),
    "sarif": _run_form("sarif"),
    "junit": _run_form("junit"),
    "github": _run_form("github"),
    "gitlab": _run_form("gitlab"),
    "csv": _run_form("csv_table"),
}
"""Forms written once a run: name → how it is made."""

FORMATS = ("console", *PER_DOCUMENT, *PER_RUN)
