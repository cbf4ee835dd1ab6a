"""The waiver and baseline files of a run: each read once, and what became of their entries."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from checker.config.baseline import BaselineFile, load_baseline
from checker.config.find import shown
from checker.config.settings import Settings
from checker.config.waivers import WaiverFile, load_waivers
from checker.results.baseline import Known
from checker.results.set_aside import Marks
from checker.rules.loader import load_pack

__all__ = ["SetAsideBook", "Tally"]


class Tally(Protocol):
    """What became of the marks of one document: ids of waivers, and the stale entries of the baseline."""

    @property
    def concerned(self) -> frozenset[str]:
        """Waivers that are about the document."""

    @property
    def used(self) -> frozenset[str]:
        """Waivers that covered something in it."""

    @property
    def unknown(self) -> frozenset[str]:
        """Waivers of rules that the pack does not have."""

    @property
    def stale(self) -> tuple[Known, ...]:
        """Entries of the baseline that are no longer there."""

    @property
    def followed(self) -> str:
        """What the baseline calls the document, where that is another name."""


class SetAsideBook:
    """Gives each document its marks, and tells at the end what had no effect.

    ``day`` gives the day (ISO) at which waivers are judged; it is only asked where a waiver file is in use.
    """

    def __init__(self, day: Callable[[], str], documents: Sequence[str] = (), revision: str | None = None) -> None:
        """Read nothing yet. ``documents`` are those of the run, ``revision`` that of git to read baselines from."""
        self._day = day
        self._documents, self._revision = documents, revision
        self._waivers: dict[str, WaiverFile] = {}
        self._baselines: dict[str, BaselineFile] = {}
        self._of_document: dict[str, str] = {}  # document → its baseline
        self._packs: dict[str, None] = {}

    def of(self, document: str, settings: Settings) -> Marks:
        """The marks of a document.

        Raises:
            ConfigError: A waiver or baseline file is broken.
        """
        self._packs[settings.pack] = None
        waivers, baseline = settings["waivers"], settings["baseline"]
        if waivers is not None and waivers not in self._waivers:
            self._waivers[waivers] = load_waivers(Path(waivers).absolute())
        if baseline is not None:
            if baseline not in self._baselines:
                self._baselines[baseline] = load_baseline(Path(baseline).absolute(), self._revision)
            self._of_document[document] = baseline
        grants = self._waivers[waivers].of(document) if waivers else ()
        day, file = self._day() if grants else "", self._baselines[baseline] if baseline else None
        if file is None:
            return Marks(grants, day)
        return Marks(grants, day, file.of(document), () if file.names(document) else file.gone(self._documents))

    def remarks(self, tallies: Iterable[tuple[str, Tally]]) -> Iterator[str]:
        """What the run should say in the end: waivers without effect, entries of baselines that are no longer there."""
        concerned: set[str] = set()
        used: set[str] = set()
        unknown: set[str] = set()
        stale: dict[str, int] = {}
        for document, tally in tallies:
            concerned |= tally.concerned
            used |= tally.used
            unknown |= tally.unknown
            if tally.followed:
                yield f"{self._of_document.get(document, '')}:{document} 照 {tally.followed} 的项看(文件改了名)。"
            if tally.stale:
                name = self._of_document.get(document, "")
                stale[name] = stale.get(name, 0) + len(tally.stale)
        for file in self._waivers.values():
            yield from self._unused(file, concerned, used, unknown)
        for name, count in sorted((name, count) for name, count in stale.items() if name):
            yield f"{name}:有 {count} 项不再出现,可用 checker baseline prune 清理。"

    def _unused(self, file: WaiverFile, concerned: set[str], used: set[str], unknown: set[str]) -> Iterator[str]:
        elsewhere = []
        for _, grant in file.entries:
            place = f"{shown(file.path)}:{grant.id.rpartition(':')[2]}"
            if grant.id in used:
                continue
            if grant.id in unknown:
                yield f"{place}:规则包里没有规则“{grant.rule}”,豁免不起作用。{self._near(grant.rule)}"
            elif grant.id in concerned:
                yield f"{place}:豁免没有用上,所涉文档里没有 {grant.rule or grant.fingerprint} 这项不足。"
            else:
                elsewhere.append(place.rpartition(":")[2])
        if elsewhere:
            lines = "、".join(elsewhere)
            yield f"{shown(file.path)}:有 {len(elsewhere)} 条豁免不涉及本次核对的文档(第 {lines} 行)。"

    def _near(self, rule: str) -> str:
        ids = sorted({r.id for pack in self._packs for r in load_pack(pack).pack.rules})
        near = difflib.get_close_matches(rule, ids, 1)
        return f"是不是“{near[0]}”?" if near else ""
