"""The work behind ``checker memo``: which files, in what order, and what is said when one fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from checker.cli.options import folder_name, today
from checker.cli.output import write_file, write_forms
from checker.cli.previous import tell_earlier
from checker.cli.problems import FAILED, complain
from checker.runs.inputs import Input, Inputs, collect

if TYPE_CHECKING:
    from checker.config import Configuration, Settings
    from checker.files.package import Limits
    from checker.memo import MemoMaker
    from checker.model import Assessment
    from checker.runs.batch import Outcome
    from checker.runs.earlier import Earlier

STORED = ".json"


def collect_results(paths: Sequence[str], output: Path, limits: Limits) -> Inputs:
    """Documents and stored results; a JSON file met in a folder is taken only where it is a result.

    Raises:
        UsageError: Nothing is there.
    """
    from checker.errors import UsageError
    from checker.reading.formats.registry import EXTENSIONS

    found = collect(paths, EXTENSIONS | {STORED}, output, limits)
    named = {str(Path(p)) for p in paths}
    kept, skipped = [], list(found.skipped)
    for document in found.documents:
        path = Path(document.path)
        if path.suffix.lower() == STORED and str(path) not in named and not _is_result(document.path):
            skipped.append((document.path, "不是审核结果"))
        else:
            kept.append(document)
    for path_name, why in skipped:
        complain(f"跳过 {path_name}:{why}。")
    if not kept:
        msg = "没有可出意见的文件。文件夹里只认报告和 checker check -f json 存下的结果。"
        raise UsageError(msg)
    return Inputs(tuple(kept), tuple(skipped))


def _is_result(path: str) -> bool:
    from checker.errors import ReadingError
    from checker.reading.source import read_bytes
    from checker.results.stored.write import SCHEMA

    try:
        return SCHEMA.encode() in read_bytes(path)[:200]
    except ReadingError:
        return True  # the reader says what is wrong with it


@dataclass(slots=True)
class MemoRun:
    """One run over the documents; ``broken`` once something could not be done."""

    inputs: Inputs
    configuration: Configuration
    settings: Settings
    as_of: str | None
    allow_secret: bool
    debug: bool
    annexes: Mapping[str, tuple[str, ...]]
    earlier: Earlier | None = None
    broken: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def output(self) -> Path:
        """Where the papers go."""
        return Path(self.settings["output"])

    def _outcomes(self, take: Callable[[Assessment], object]) -> Iterator[tuple[Input, Outcome]]:
        """Each document with what became of it; what could not be done is said. ``remarks`` are there at the end."""
        from checker.runs.batch import Task, run
        from checker.runs.set_aside_book import MarkBook

        book = MarkBook(lambda: self.as_of or today())

        def task(path: str) -> Task:
            settings = self.configuration.for_document(path)
            options = settings.options(self.as_of, allow_secret=self.allow_secret)
            return Task(
                settings.pack, options, take=take, marks=book.of(path, settings.without("baseline")), stored=True,
                annexes=self.annexes.get(path, ()), earlier=self.earlier,
            )  # fmt: skip

        documents = self.inputs.documents
        outcomes = run([i.path for i in documents], task, self.settings["jobs"])
        tallies, used, troubles = [], set[str](), list[str]()
        for source, outcome in zip(documents, outcomes, strict=True):
            if outcome.brief is None:
                self.broken = True
                complain(outcome.trace if self.debug and outcome.trace else outcome.message)
            if outcome.tally is not None:
                tallies.append((source.path, outcome.tally))
            for problem in outcome.unread:
                self.broken = True
                complain(f"{source.path}:{problem}")
            used.add(outcome.earlier)
            troubles += [outcome.trouble] if outcome.trouble else []
            yield source, outcome
        self.remarks = tuple(book.remarks(tallies))
        if self.earlier is not None:
            self.broken = tell_earlier(self.earlier, used, troubles) or self.broken

    def memos(self, maker: MemoMaker) -> None:
        """Write the papers of every document, then the summary where there are several."""
        from checker.memo import Papers, render_summary

        rows, unread, written = [], [], 0
        for source, outcome in self._outcomes(maker):
            if not isinstance(outcome.taken, Papers):
                unread.append((source.path, outcome.message))
                continue
            papers = outcome.taken
            rows.append(papers.row)
            for message in papers.row.messages:
                complain(f"{source.path}:{message}")
            done = write_forms(self.output / source.target, papers.files)
            written += done
            self.broken = self.broken or done < len(papers.files)
        remarks = [*_strangers(maker, [r.key for r in rows]), *self.remarks]
        for remark in remarks:
            complain(remark)
        if len(self.inputs.documents) > 1:
            passed = [f"跳过 {path}:{why}。" for path, why in self.inputs.skipped]
            files = render_summary(rows, unread, [*remarks, *passed], maker.forms, maker.wanted.as_of)
            done = sum(write_file(self.output / name, data) for name, data in files.items())
            written += done
            self.broken = self.broken or done < len(files)
        if written:
            complain(f"结果已写入 {folder_name(str(self.output))}")
        raise typer.Exit(FAILED if self.broken else 0)

    def sheet(self, path: Path) -> None:
        """Write a decision sheet for all documents, keeping what is decided already."""
        from checker.results.decisions import list_points, load_decisions, merge, write_decisions

        write_decisions(path, ())  # a wrong extension is said before the work begins
        existing = load_decisions(path) if path.exists() else ()
        found = (outcome.taken for _, outcome in self._outcomes(list_points))
        points = [point for taken in found if isinstance(taken, tuple) for point in taken]
        merged = merge(existing, points)
        for lost in merged.gone:
            complain(f"{lost.unit}{_of(lost.year)}“{lost.title or lost.point}”已不存在,原决定留在表末。")
        for row in merged.changed:
            complain(f"{row.unit}{_of(row.year)}“{row.title or row.point}”的程序结论已有变化,请重新决定。")
        if not write_file(path, write_decisions(path, merged.rows)):
            raise typer.Exit(FAILED)
        decided = sum(r.choice is not None for r in merged.rows)
        complain(f"复核表已写入 {path}:共 {len(merged.rows)} 项,新增 {merged.added} 项,已有决定 {decided} 项。")
        raise typer.Exit(FAILED if self.broken else 0)


def _of(year: int | None) -> str:
    return f"{year}年度" if year else ""


def _strangers(maker: MemoMaker, keys: Sequence[tuple[str, int | None]]) -> list[str]:
    """Decisions about units that are not in this run."""
    from checker.results.decisions.model import folded

    here = {(folded(unit), year) for unit, year in keys}
    absent = {(d.unit, d.year) for d in maker.decisions or () if d.choice is not None and d.key[:2] not in here}
    listed = "、".join(f"{unit}({year or '年度不明'})" for unit, year in sorted(absent, key=str))
    return [f"复核表里这些单位不在本次文件中,其决定没有用到:{listed}。"] if absent else []
