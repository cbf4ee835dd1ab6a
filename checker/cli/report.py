"""``checker report``: reports from results that were stored earlier."""

from __future__ import annotations

from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.check import finish, finish_run
from checker.cli.options import (
    DEFAULT_OUTPUT,
    Debug,
    FailOn,
    FailUnder,
    Formats,
    Output,
    chosen_formats,
    folder_name,
    with_index,
)
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error

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


def report(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="结果", help="checker check -f json 写出的文件,或文件夹(含下级)。", show_default=False),
    ],
    formats: Formats = None,
    output: Output = None,
    fail_under: FailUnder = None,
    fail_on: FailOn = None,
    debug: Debug = False,
) -> None:
    """Render stored results again; see ``_HELP`` for people."""
    from checker.errors import UsageError
    from checker.reporting.forms import RunInfo
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN
    from checker.results.thresholds import Thresholds
    from checker.runs.batch import Task, render_again

    with exit_on_error(debug=debug):
        chosen, folder = chosen_formats(formats or ("console", "html")), Path(output or DEFAULT_OUTPUT)
        inputs = _collect(paths)
        for skipped, why in inputs.skipped:
            complain(f"跳过 {skipped}:{why}。")
        if not inputs.documents:
            msg = "没有审核结果;请先用 checker check -f json 生成,再给出那个文件或文件夹。"
            raise UsageError(msg)
        chosen = with_index(chosen, len(inputs.documents))
        if "json" in chosen and any(_is_own(folder / i.target, i.path) for i in inputs.documents):
            msg = "这样会覆盖存下的结果,请用 -o 换一个文件夹。"
            raise UsageError(msg)
        task = Task(forms=chosen, short=Thresholds.parse(fail_under, fail_on).missed)
        outcomes = (render_again(i.path, task) for i in inputs.documents)
        run_forms = [f for f in chosen if f in PER_RUN]
        tally = finish(outcomes, inputs.documents, run_forms, folder, debug=debug)
        finish_run(tally, RunInfo(tuple(f for f in chosen if f in PER_DOCUMENT), inputs.skipped), folder)
    if "console" in chosen:
        typer.echo(tally.text(), nl=False)
    if tally.written:
        complain(f"结果已写入 {folder_name(str(folder))}")
    raise typer.Exit(FAILED if tally.broken else SHORT if tally.short else 0)


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


def _is_own(target: Path, path: str) -> bool:
    """Whether writing JSON for ``target`` would take the place of the stored result."""
    file = target.with_name(f"{target.name}.json")
    return file.exists() and file.samefile(path)
