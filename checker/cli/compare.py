"""``checker compare``: this year's report against last year's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import RunOptions, chosen_formats, chosen_show, run_options
from checker.cli.output import Reports, pack_rules, show, thresholds
from checker.cli.problems import complain, scan_listener

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.runs.inputs import Input, Inputs


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("compare", help=_HELP, no_args_is_help=True)(compare)


_HELP = """与上年报告比对:核对本年报告,并看两年数字是否衔接、文字是否照旧、上年计划有无下文。

两份报告各有附表的,附表写在后面,按文件名归到各自的报告。

\b
例:checker compare 2023年报告.docx 2024年报告.docx
例:checker compare 上年.txt 本年.txt -f console -f json -o 结果/
例:checker compare 上年.docx 本年.docx 上年附表.xlsx 本年附表.xlsx
"""


@run_options("jobs", "previous")
def compare(
    last: Annotated[str, typer.Argument(metavar="上年报告", help="上年报告,或 - 表示标准输入。", show_default=False)],
    this: Annotated[str, typer.Argument(metavar="本年报告", help="本年报告,或 - 表示标准输入。", show_default=False)],
    options: RunOptions,
    tables: Annotated[
        list[str] | None,
        typer.Argument(metavar="附表", help="两份报告的附表(xlsx、et 等)。", show_default=False),
    ] = None,
) -> None:
    """Judge ``this`` and compare it with ``last``; see ``_HELP`` for people."""
    from checker.errors import UsageError
    from checker.reading.formats.registry import EXTENSIONS
    from checker.reporting.forms import RunInfo
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN
    from checker.runs.inputs import collect
    from checker.runs.run import Request, Run, Wish

    if last == this == "-":
        msg = "两份报告不能都从标准输入读,请至少给出一个文件。"
        raise UsageError(msg)
    configuration = options.configuration()
    settings = configuration.for_document(this)
    chosen, shown = chosen_formats(settings["formats"]), chosen_show(settings)
    output = Path(settings["output"])
    request = Request(
        paths=[last, this, *(tables or ())],
        accepts=EXTENSIONS,
        nothing="没有可比对的报告。",
        output=output,
        as_of=options.as_of,
        allow_secret=options.allow_secret,
        debug=options.debug,
        listener=scan_listener(),
    )
    both = [collect([path], EXTENSIONS, output) for path in request.paths]
    run = Run(configuration, request, complain, _joined(both))
    present = _only(run.inputs.documents, last, this)
    run_forms = [f for f in chosen if f in PER_RUN]
    reports = Reports(run_forms, run.output, run.writer)
    for source, outcome in run.outcomes(Wish(forms=chosen, short=thresholds, show=shown, last={this: last}), present):
        reports.take(source, outcome)
    info = RunInfo(
        tuple(f for f in chosen if f in PER_DOCUMENT),
        (),
        run.remarks,
        pack_rules(settings.pack) if run_forms else (),
        Path.cwd().as_posix(),
        baseline=settings["baseline"] is not None,
        show=shown,
    )
    reports.close(info)
    if "console" in chosen:
        show(reports.text)
    raise typer.Exit(run.close())


def _joined(found: Sequence[Inputs]) -> Inputs:
    """The files of a comparison, each with the name that it has by itself."""
    from checker.runs.inputs import Inputs

    return Inputs(tuple(d for one in found for d in one.documents), tuple(s for one in found for s in one.skipped))


def _only(documents: Sequence[Input], last: str, this: str) -> list[Input]:
    """This year's report.

    Raises:
        UsageError: Something else was named that is no table of the two.
    """
    from checker.errors import UsageError

    others = [d.path for d in documents if d.path not in {last, this}]
    if others:
        msg = f"只比对两份报告,“{others[0]}”不是它们的附表(附表按文件名归到报告)。"
        raise UsageError(msg)
    return [d for d in documents if d.path == this]
