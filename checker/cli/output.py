"""Putting the forms of a whole run where they belong: files, standard output, files that the environment names."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.config import Settings
    from checker.model import Assessment
    from checker.reporting.forms import Entry, RunInfo
    from checker.reporting.rule_info import RuleInfo
    from checker.reporting.terminal.console import Brief
    from checker.results.thresholds import Shortfall
    from checker.runs.batch import Outcome
    from checker.runs.inputs import Input
    from checker.runs.writing import Writer


class Reports:
    """Takes the reports of each document as they come, writes them, and keeps what the forms of the run need."""

    def __init__(self, forms: Sequence[str], output: Path, writer: Writer, *, full: bool = False) -> None:
        """``forms`` are those of the whole run among what is wanted; ``full``: the terminal gets all of each."""
        self._full = full
        self._parts: list[str] = []
        self._forms, self._output, self._writer = forms, output, writer
        self._entries: dict[str, list[Entry]] = {}
        self._briefs: list[Brief] = []
        self._console = ""
        self._before: Input | None = None
        self._waiting: tuple[Input, Mapping[str, bytes]] | None = None

    def take(self, source: Input, outcome: Outcome) -> None:
        """Write the reports of one document."""
        from checker.reporting.forms import Entry
        from checker.reporting.terminal.console import Brief

        self._briefs.append(outcome.brief or Brief(source.path, remark="未完成"))
        self._console = outcome.console
        self._parts += filter(None, [outcome.console if self._full else outcome.part])
        path = outcome.brief.path if outcome.brief else source.path  # of a stored result, that of its document
        for form in self._forms:
            entry = Entry(path, source.target.as_posix(), outcome.pieces.get(form), outcome.message, outcome.short)
            self._entries.setdefault(form, []).append(entry)
        for name, data in outcome.pictures.items():
            self._writer.write(self._output / source.target.parent / name, data)
        if outcome.brief is not None:
            self._flush(source)
            self._waiting = (source, outcome.files)

    def _flush(self, following: Input | None) -> None:
        """Write the reports that waited to know which document follows theirs."""
        from checker.reporting.html.units import with_neighbours

        if self._waiting is None:
            return
        (source, files), before = self._waiting, self._before
        if "html" in files and "index" in self._forms:
            targets = [None if i is None else i.target for i in (before, source, following)]
            files = {**files, "html": with_neighbours(files["html"], *targets)}
        self._writer.write_forms(self._output / source.target, files)
        self._before, self._waiting = source, None

    def close(self, info: RunInfo) -> None:
        """Make the forms of the whole run and put each in its place."""
        from checker.reporting.registry import PER_RUN

        self._flush(None)
        for form, entries in self._entries.items():
            for name, data in PER_RUN[form].join(entries, info).items():
                self._put(name, data)

    def _put(self, name: str, data: bytes) -> None:
        if name == "-":
            sys.stdout.write(data.decode())
        elif not name.startswith("$"):
            self._writer.write(self._output / name, data)
        elif target := os.environ.get(name.removeprefix("$")):
            self._writer.add(Path(target), data)

    @property
    def text(self) -> str:
        """The terminal's view: one document in full; of several what has to be shown of each, then a table."""
        from checker.reporting.terminal.console import render_batch

        return self._console if len(self._briefs) == 1 else "\n".join([*self._parts, render_batch(self._briefs)])


def show(text: str) -> None:
    """Print what a person reads, with colour where it can be seen."""
    from checker.reporting.terminal.colour import paint, wants_colour

    coloured = wants_colour(sys.stdout, os.environ)
    typer.echo(paint(text) if coloured else text, nl=False, color=coloured or None)


def thresholds(settings: Settings, named: bool) -> Callable[[Assessment], tuple[Shortfall, ...]]:
    """Which gates a document misses, by its settings and by whether it was named.

    Raises:
        UsageError: A value is not one of those that exist.
    """
    from checker.results.thresholds import Thresholds

    asked = Thresholds.parse(settings["fail-under"], settings["fail-on"])
    for dimension in asked.dimensions:
        if dimension not in _dimensions(settings.pack):
            msg = f"--fail-under:规则包里没有一级指标“{dimension}”,可用:{'、'.join(_dimensions(settings.pack))}。"
            raise UsageError(msg)
    return partial(asked.why, named=named)


@lru_cache(maxsize=8)
def _dimensions(pack: str) -> tuple[str, ...]:
    from checker.rules.loader import load_pack

    return tuple(d.id for d in load_pack(pack).pack.dimensions)


def pack_rules(*packs: str) -> tuple[RuleInfo, ...]:
    """What forms say about the rules of ``packs``; where two packs have a rule, the first speaks.

    Raises:
        RuleError: A pack is broken.
    """
    from checker.reporting.rule_info import rule_infos
    from checker.rules.loader import load_pack

    found: dict[str, RuleInfo] = {}
    for pack in packs:
        for rule in rule_infos(load_pack(pack).pack):
            found.setdefault(rule.id, rule)
    return tuple(found.values())
