"""``checker report``: reports from results that were stored earlier."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import RunOptions, chosen_formats, chosen_show, run_options, with_index
from checker.cli.output import Reports, show
from checker.cli.problems import complain
from checker.runs.writing import shown_folder

if TYPE_CHECKING:
    from checker.runs.inputs import Inputs


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("report", help=_HELP, no_args_is_help=True)(report)


_HELP = """用存下的 JSON 结果再出报告,不必再有原文件;给文件夹时也出整批的报告。

\b
例:checker report 结果/草案.json -f html -o 另存/
例:checker report 去年结果/ -f html -f console
"""


@run_options(
    "level",
    "year",
    "stage",
    "attributes",
    "as_of",
    "previous",
    "waivers",
    "baseline",
    "force",
    "allow_secret",
    "jobs",
    "select",
    "ignore",
)
def report(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="结果", help="checker check -f json 写出的文件,或文件夹(含下级)。", show_default=False),
    ],
    options: RunOptions,
) -> None:
    """Render stored results again; see ``_HELP`` for people."""
    from checker.errors import UsageError
    from checker.reporting.forms import RunInfo
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN
    from checker.results.thresholds import Shortfall, Thresholds, told
    from checker.runs.batch import Task, render_again
    from checker.runs.run import DONE, FAILED, SHORT
    from checker.runs.writing import Writer

    settings = options.configuration().for_run(paths)
    chosen, folder = chosen_formats(settings["formats"]), Path(settings["output"])
    inputs = _collect(paths)
    for skipped, why in inputs.skipped:
        complain(f"跳过 {skipped}:{why}。")
    if not inputs.documents:
        msg = "没有审核结果;请先用 checker check -f json 生成,再给出那个文件或文件夹。"
        raise UsageError(msg)
    writer = Writer(complain, (i.path for i in inputs.documents))
    if "json" in chosen and any(
        writer.is_original(folder / i.target.with_name(f"{i.target.name}.json")) for i in inputs.documents
    ):
        msg = "这样会覆盖存下的结果,请用 -o 换一个文件夹。"
        raise UsageError(msg)
    chosen = with_index(chosen, len(inputs.documents))
    task = Task(
        pack=settings.pack,
        forms=chosen,
        short=Thresholds.parse(settings["fail-under"], settings["fail-on"]).why,
        decisions=settings.decisions,
        show=chosen_show(settings),
    )
    reports = Reports([f for f in chosen if f in PER_RUN], folder, writer)
    broken = False
    missed: list[tuple[str, Shortfall]] = []
    for source in inputs.documents:
        outcome = render_again(source.path, task)
        if outcome.brief is None:
            broken = True
            complain(outcome.trace if options.debug and outcome.trace else outcome.message)
        missed += [(source.path, s) for s in outcome.short]
        reports.take(source, outcome)
    reports.close(RunInfo(tuple(f for f in chosen if f in PER_DOCUMENT), inputs.skipped))
    if "console" in chosen:
        show(reports.text)
    if writer.written:
        complain(f"结果已写入 {shown_folder(folder)}")
    if missed:
        complain(told(missed))
    raise typer.Exit(FAILED if broken or writer.broken else SHORT if missed else DONE)


def _collect(paths: list[str]) -> Inputs:
    """Stored results with the names that their reports had in the run that stored them."""
    from checker.runs.inputs import Input, Inputs
    from checker.runs.stored_files import list_stored

    documents: dict[str, Input] = {}
    skipped: list[tuple[str, str]] = []
    taken: Counter[str] = Counter()
    for path in paths:
        stored, others = list_stored(path)
        skipped.extend((other, "不是审核结果") for other in others)
        for one in stored:
            key = str(Path(one.path).resolve())
            if key in documents:
                continue
            taken[one.name] += 1
            name = one.name if taken[one.name] == 1 else f"{one.name}-{taken[one.name]}"
            documents[key] = Input(one.path, PurePath(name))
    return Inputs(tuple(documents.values()), tuple(skipped))
