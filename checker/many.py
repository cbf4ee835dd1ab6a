"""Many documents from Python, as the command line does them: errors are values, one never stops the rest.

Public names: ``check_many``, ``Checked``, ``render_run``, ``write_baseline``, ``difference``; also from ``checker``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from checker.config.baseline import BaselineFile, dump_baseline, load_baseline, merged
from checker.config.waivers import WaiverFile, load_waivers
from checker.errors import UsageError
from checker.model import Assessment, Recheck
from checker.options import Options
from checker.reporting.forms import Entry, RunInfo
from checker.reporting.registry import PER_RUN
from checker.reporting.rule_info import rule_infos
from checker.results.baseline import snapshot
from checker.results.recheck import recheck
from checker.results.set_aside import Marks
from checker.results.stored.write import render_json
from checker.results.thresholds import Shortfall, Thresholds
from checker.rules.loader import DEFAULT_PACK, load_pack
from checker.runs.annexes import with_annexes
from checker.runs.batch import Outcome, Task, run
from checker.runs.inputs import Input, Inputs
from checker.runs.writing import replace_file

__all__ = ["Checked", "check_many", "difference", "render_run", "write_baseline"]

Progress = Callable[[int, int, str], object]
"""Told how many are done, of how many, and which was the last."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one document: its assessment, or a message that says where, what and what to do.

    ``code`` is that of the error (``reading``, ``secret`` …; ``defect``: the program failed). ``short`` are the gates
    that it misses.
    """

    path: str
    assessment: Assessment | None
    message: str = ""
    code: str = ""
    short: tuple[Shortfall, ...] = ()


def check_many(  # noqa: PLR0913 - what the command line has as options
    sources: Iterable[str | Path],
    pack: str = DEFAULT_PACK,
    options: Options | None = None,
    *,
    annexes: Mapping[str, Sequence[str]] | None = None,
    gates: Thresholds | None = None,
    waivers: str | Path | None = None,
    baseline: str | Path | None = None,
    baseline_ref: str | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Iterator[Checked]:
    """Judge files one after the other, or in several processes, and give what became of each, in order.

    Args:
        sources: Files; tables among them go with the report whose name they continue, unless ``annexes`` are given.
        pack: An id or a path.
        options: What holds for all of them.
        annexes: Tables by the report that they belong to.
        gates: What every document must reach (``Thresholds.parse(60, "statutory")``).
        waivers: A waiver file; needs ``Options(as_of=…)``, because nothing here looks at a clock.
        baseline: A baseline file, ``baseline_ref`` the revision of git to read it from.
        baseline_ref: See ``baseline``.
        jobs: How many processes.
        progress: Told after each document.

    Raises:
        CheckerError: What holds for all of them is wrong: pack, waivers, baseline.
    """
    options = options or Options()
    paths = [str(source) for source in sources]
    if annexes is None:
        found, annexes = with_annexes(Inputs(tuple(Input(p, PurePath(p)) for p in paths), ()), paths, pack)
        paths = [document.path for document in found.documents]
    marks = _Marks(paths, options.as_of, waivers, baseline, baseline_ref)
    short = gates.why if gates else None

    def task(path: str) -> Task:
        tables = tuple(map(str, annexes.get(path, ())))
        return Task(pack=pack, options=options, short=short, take=_whole, marks=marks.of(path), annexes=tables)

    return _told(run(paths, task, jobs), len(paths), progress)


def _told(outcomes: Iterable[Outcome], total: int, progress: Progress | None) -> Iterator[Checked]:
    for done, outcome in enumerate(outcomes, start=1):
        taken = outcome.taken if isinstance(outcome.taken, Assessment) else None
        code = outcome.code if taken is not None or outcome.code else "defect"
        yield Checked(outcome.path, taken, outcome.message, code, outcome.short)
        if progress is not None:
            progress(done, total, outcome.path)


def _whole(assessment: Assessment) -> Assessment:
    return assessment


class _Marks:
    """Waivers and baseline of all documents, each file read once."""

    def __init__(
        self,
        paths: Sequence[str],
        day: str | None,
        waivers: str | Path | None,
        baseline: str | Path | None,
        revision: str | None,
    ) -> None:
        if waivers is not None and day is None:
            msg = '用豁免文件时请写明今天是哪一天:Options(as_of="YYYY-MM-DD")。'
            raise UsageError(msg)
        self._paths, self._day = paths, day or ""
        self._waivers: WaiverFile | None = load_waivers(Path(waivers).absolute()) if waivers is not None else None
        self._baseline: BaselineFile | None = None
        if baseline is not None:
            self._baseline = load_baseline(Path(baseline).absolute(), revision)

    def of(self, path: str) -> Marks:
        grants = self._waivers.of(path) if self._waivers is not None else ()
        file = self._baseline
        if file is None:
            return Marks(grants, self._day)
        return Marks(grants, self._day, file.of(path), () if file.names(path) else file.gone(self._paths))


def render_run(
    checked: Iterable[Checked], form: str, pack: str = DEFAULT_PACK, *, category: str = ""
) -> Mapping[str, bytes]:
    """The files of a form of the whole run (``sarif``, ``junit``, ``gitlab``, ``csv``, ``index`` …) by their names.

    ``category`` is SARIF's. A name ``-`` means standard output, one that begins with ``$`` a file that a variable of
    the environment names.

    Raises:
        UsageError: There is no such form.
        RuleError: The pack is broken.
    """
    if form not in PER_RUN:
        msg = f"没有“{form}”这种整批的报告,可用:{'、'.join(PER_RUN)}。"
        raise UsageError(msg)
    made = PER_RUN[form]
    entries = [
        Entry(
            c.path,
            PurePath(c.path).with_suffix("").as_posix(),
            None if c.assessment is None else made.piece(c.assessment),
            c.message,
            c.short,
        )
        for c in checked
    ]
    info = RunInfo(rules=rule_infos(load_pack(pack).pack), root=Path.cwd().as_posix(), category=category)
    return dict(made.join(entries, info))


def write_baseline(path: str | Path, checked: Iterable[Checked]) -> int:
    """Keep what the documents lack as known, beside what the file says of others; gives the number of entries.

    Raises:
        ConfigError: The file that is there is none of ours.
        OSError: The system refuses to write.
    """
    place = Path(path).absolute()
    old = load_baseline(place) if place.exists() else None
    file = merged(old, place, {c.path: snapshot(c.assessment) for c in checked if c.assessment is not None})
    replace_file(place, dump_baseline(file))
    return sum(map(len, file.entries.values()))


def difference(before: Assessment, after: Assessment) -> Recheck:
    """What became of every gap and finding of an earlier result (as ``checker diff`` tells)."""
    told = hashlib.sha256(render_json(before)).hexdigest()
    return recheck(after, before, before.document.path, told).recheck
