"""What a form of the whole run is, and what it is told; which forms there are: ``registry``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from checker.model import Assessment
from checker.reporting.rule_info import RuleInfo
from checker.reporting.show import DEFAULT_SHOW, Show
from checker.results.thresholds import Shortfall

__all__ = ["Entry", "RunForm", "RunInfo"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form of the run knows of one document, in the order of the run.

    ``path`` as given by the caller, ``target`` the name of its own reports below the output folder, without extension
    and with ``/`` between folders. ``piece`` is None for a document that could not be judged: ``message`` tells why.
    ``short`` are the gates that it misses.
    """

    path: str
    target: str
    piece: object | None
    message: str = ""
    short: tuple[Shortfall, ...] = ()


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a form of the run knows beside its documents.

    The forms written for each, what was passed over, and remarks about the run: waivers that covered nothing, entries
    of the baseline that are no longer there.

    ``rules`` are those of the packs in use (empty: not known, as for stored results); ``root`` is the folder of the
    run, which paths are shown relative to; ``baseline`` whether known problems were told apart; ``show`` what forms
    for people list; ``category`` what tells this run from others over the same commit (empty: the program's name).
    """

    forms: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()  # path, reason
    remarks: tuple[str, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    root: str = ""
    baseline: bool = False
    show: Show = DEFAULT_SHOW
    category: str = ""


@dataclass(frozen=True, slots=True)
class RunForm:
    """A form of the whole run.

    ``join`` gives the contents of files by name. The name ``-`` is standard output; a name that begins with ``$`` is an
    environment variable that names a file: there the content is added at the end, and left out where it is not set.
    ``piece`` must give something small that can be sent between processes.
    """

    piece: Callable[[Assessment], object]
    join: Callable[[Sequence[Entry], RunInfo], Mapping[str, bytes]]
