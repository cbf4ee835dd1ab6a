"""What a command asks of a run, and what it wants of each document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from checker.config import Settings
from checker.model import Assessment
from checker.reading.formats.ocr import Listener
from checker.reporting.show import DEFAULT_SHOW, Show
from checker.results.baseline import Known, Moved
from checker.results.thresholds import Shortfall
from checker.runs.batch import HandIn, Take

__all__ = ["KnownOf", "Request", "Voice", "Wish"]


class Voice(StrEnum):
    """How much a run says beside its results: why it fails and nothing else; what matters; everything by name."""

    QUIET = "quiet"
    PLAIN = "plain"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a command asks of a run.

    ``nothing`` is what to say where there is nothing to judge; ``unwanted`` what to say of files of another type met in
    a folder. ``forms`` are those that will be written: an earlier result must not be among them. ``listener`` is told
    of scanned pages. ``force_exclude``: named files count as if they were met in a folder. ``stdin_name`` is what
    standard input is called, ``baseline_ref`` the revision of git that baselines are read from.
    """

    paths: Sequence[str]
    accepts: frozenset[str]
    nothing: str
    unwanted: str = ""
    output: Path | None = None
    forms: tuple[str, ...] = ()
    previous: str | None = None
    as_of: str | None = None
    allow_secret: bool = False
    debug: bool = False
    force_exclude: bool = False
    voice: Voice = Voice.PLAIN
    stdin_name: str = "-"
    baseline_ref: str | None = None
    listener: Listener | None = None


KnownOf = tuple[tuple[Known, ...], tuple[Moved, ...]]
"""What is known of a document, and what it may have been called before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted of each document.

    ``short`` gives the thresholds by the document's settings, told whether it was named; ``known`` what stands for the
    configured baseline (``baseline``: whether that one counts); ``last`` names last year's report of a document. With
    ``stored``, a ``.json`` among the documents is a stored result. ``show`` and ``listed`` as in
    :class:`~checker.runs.batch.Task`.
    """

    forms: tuple[str, ...] = ()
    take: Take | None = None
    hand_in: HandIn | None = None
    short: Callable[[Settings, bool], Callable[[Assessment], tuple[Shortfall, ...]]] | None = None
    show: Show = DEFAULT_SHOW
    listed: bool = False
    stored: bool = False
    baseline: bool = True
    known: Callable[[str], KnownOf | None] | None = None
    last: Mapping[str, str] = field(default_factory=dict)
