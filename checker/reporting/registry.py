"""Which forms there are, and what their files are called.

A form of one document is rendered where the document was judged. A form of the whole run takes from each assessment
what it needs (``piece``), there as well, and puts the pieces together when all documents are done (``join``): so a
run over thousands of documents never holds all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from checker.model import Assessment

__all__ = ["FORMATS", "PER_DOCUMENT", "PER_RUN", "Entry", "RunForm", "RunInfo"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form of the run knows of one document, in the order of the run.

    ``path`` as given by the caller, ``target`` the name of its own reports below the output folder, without extension
    and with ``/`` between folders. ``piece`` is None for a document that could not be judged: ``message`` tells why.
    """

    path: str
    target: str
    piece: object | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a form of the run knows beside its documents.

    The forms written for each, what was passed over, and remarks about the run: waivers that covered nothing, entries
    of the baseline that are no longer there.
    """

    forms: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()  # path, reason
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunForm:
    """A form of the whole run. ``files`` names what ``join`` gives; a name of ``-`` goes to standard output.

    ``piece`` must give something small that can be sent between processes.
    """

    piece: Callable[[Assessment], object]
    join: Callable[[Sequence[Entry], RunInfo], Mapping[str, bytes]]


def _json(assessment: Assessment) -> bytes:
    from checker.reporting.json_report import render_json

    return render_json(assessment)


def _html(assessment: Assessment) -> bytes:
    from checker.reporting.html import render_html

    return render_html(assessment)


PER_DOCUMENT: dict[str, Callable[[Assessment], bytes]] = {"html": _html, "json": _json}
"""Forms written as one file a document: name (which is also the extension) → renderer."""


def _index_piece(assessment: Assessment) -> object:
    from checker.reporting.index import make_piece

    return make_piece(assessment)


def _index(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    from checker.reporting.index import join

    return join(entries, info)


PER_RUN: dict[str, RunForm] = {"index": RunForm(_index_piece, _index)}
"""Forms written once a run: name → how it is made."""

FORMATS = ("console", *PER_DOCUMENT, *PER_RUN)
