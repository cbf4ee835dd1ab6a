"""``checker check``: judge documents and write reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.options import RunOptions, chosen_formats, chosen_show, run_options, with_index
from checker.cli.output import Reports, pack_rules, thresholds
from checker.cli.problems import complain, scan_listener


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("check", help=_HELP, no_args_is_help=True)(check)


_HELP = """核对报告:终端列出结果,并写出 HTML(或 JSON、Markdown、SARIF、JUnit 等)。

\b
例:checker check 报告.docx
例:checker check 报送/ 补充.txt -f json -f html -o 结果/ --jobs 2
例:checker check 修改稿.docx --previous 前次/草案.json
例:checker check 报送/ --decisions 复核.xlsx
例:checker check 报送/ -f sarif -f junit -o 结果/ --fail-on statutory
一次核对多份并写 HTML 时,另有汇总表 index.html、index.csv、index.xlsx(内部资料);单要汇总表用 -f index。
"""


@run_options()
def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="路径", help="文件、文件夹(含下级),或 - 表示标准输入。", show_default=False),
    ],
    options: RunOptions,
    force_exclude: Annotated[
        bool,
        typer.Option(
            "--force-exclude",
            help="点名的文件也当作文件夹里遇到的:排除的和说明文件不核对,其他文书不影响退出码(pre-commit 用)。",
        ),
    ] = False,
) -> None:
    """Judge documents; see ``_HELP`` for people."""
    from checker.reading.formats.registry import EXTENSIONS
    from checker.reporting.forms import RunInfo
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN
    from checker.results.thresholds import Thresholds
    from checker.runs.run import Request, Run, Wish

    configuration = options.configuration()
    of_run = configuration.for_run(paths)
    chosen, shown = chosen_formats(of_run["formats"]), chosen_show(of_run)
    Thresholds.parse(options.fail_under, options.fail_on)
    kinds = "、".join(sorted(e.removeprefix(".") for e in EXTENSIONS))
    request = Request(
        paths=paths,
        accepts=EXTENSIONS,
        nothing=f"没有可核对的文件。文件夹里只认这些类型:{kinds}。",
        forms=chosen,
        previous=options.previous,
        as_of=options.as_of,
        allow_secret=options.allow_secret,
        debug=options.debug,
        listener=scan_listener(),
        force_exclude=force_exclude,
    )
    run = Run(configuration, request, complain)
    chosen = with_index(chosen, len(run.inputs.documents))
    run_forms = [f for f in chosen if f in PER_RUN]
    settings = [configuration.for_document(i.path) for i in run.inputs.documents] if run_forms else []
    rules = pack_rules(*dict.fromkeys(s.pack for s in settings))
    reports = Reports(run_forms, run.output, run.writer)
    for source, outcome in run.outcomes(Wish(forms=chosen, short=thresholds, show=shown)):
        reports.take(source, outcome)
    info = RunInfo(
        tuple(f for f in chosen if f in PER_DOCUMENT),
        run.inputs.skipped,
        run.remarks,
        rules,
        Path.cwd().as_posix(),
        baseline=any(s["baseline"] is not None for s in settings),
        show=shown,
    )
    reports.close(info)
    if "console" in chosen:
        typer.echo(reports.text, nl=False)
    raise typer.Exit(run.close())
