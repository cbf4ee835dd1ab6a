"""``checker check``: judge documents and write reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import RunOptions, chosen_formats, chosen_show, run_options, with_index
from checker.cli.output import Reports, pack_rules, show, thresholds
from checker.cli.problems import complain, scan_listener
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.runs.run import Voice


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("check", help=_HELP, no_args_is_help=True)(check)


_HELP = """核对报告:终端列出结果,并写出 HTML(或 JSON、Markdown、SARIF、JUnit 等)。

\b
例:checker check 报告.docx
例:checker check 报送/ 补充.txt -f json -f html -o 结果/ --jobs 2
例:checker check 修改稿.docx --previous 前次/草案.json
例:checker check 报送/ --decisions 复核.xlsx
例:checker check 报送/ -f sarif -f junit -o 结果/ --fail-on statutory,high --fail-under 60,enforcement=70
例:checker check 报送/ --select enforcement --ignore 'review.*' --jobs auto
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
    stdin_filename: Annotated[
        str | None,
        typer.Option("--stdin-filename", help="标准输入(路径写 -)叫这个文件名:照它认格式、找配置,结果里也这样写。"),
    ] = None,
    sarif_category: Annotated[
        str, typer.Option("--sarif-category", help="SARIF 的类别;同一次提交有几个作业时各写各的,免得互相覆盖。")
    ] = "",
    baseline_ref: Annotated[
        str | None,
        typer.Option("--baseline-ref", help="从 git 的这个版本(如 origin/main)里读基线文件,不读现在的。"),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="只说出错的和没有达到哪道门槛。")] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="每份全列,跳过的逐个列,并写明照哪些配置、豁免、基线。")
    ] = False,
) -> None:
    """Judge documents; see ``_HELP`` for people."""
    from checker.reading.formats.registry import EXTENSIONS
    from checker.reporting.forms import RunInfo
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN
    from checker.runs.run import Request, Run, Wish

    voice = _voice(quiet=quiet, verbose=verbose)
    if stdin_filename is not None and "-" not in paths:
        msg = "--stdin-filename 要和 -(标准输入)一起用。"
        raise UsageError(msg)
    configuration = options.configuration()
    of_run = configuration.for_run(paths)
    chosen, shown = chosen_formats(of_run["formats"]), chosen_show(of_run)
    if baseline_ref is not None and of_run["baseline"] is None:
        msg = "--baseline-ref 要和 --baseline(或配置里的 baseline)一起用。"
        raise UsageError(msg)
    if quiet:
        chosen = tuple(form for form in chosen if form != "console")
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
        voice=voice,
        stdin_name=stdin_filename or "-",
        baseline_ref=baseline_ref,
    )
    run = Run(configuration, request, complain)
    chosen = with_index(chosen, len(run.inputs.documents))
    run_forms = [f for f in chosen if f in PER_RUN]
    settings = [configuration.for_document(i.path) for i in run.inputs.documents] if run_forms else []
    rules = pack_rules(*dict.fromkeys(s.pack for s in settings))
    reports = Reports(run_forms, run.output, run.writer, full=verbose)
    listed = of_run["show"] is not None and of_run["fail-on"] is None and of_run["fail-under"] is None
    for source, outcome in run.outcomes(Wish(forms=chosen, short=thresholds, show=shown, listed=listed)):
        reports.take(source, outcome)
    info = RunInfo(
        tuple(f for f in chosen if f in PER_DOCUMENT),
        run.inputs.skipped,
        run.remarks,
        rules,
        Path.cwd().as_posix(),
        baseline=any(s["baseline"] is not None for s in settings),
        show=shown,
        category=sarif_category,
    )
    reports.close(info)
    if "console" in chosen:
        show(reports.text)
    raise typer.Exit(run.close())


def _voice(*, quiet: bool, verbose: bool) -> Voice:
    from checker.runs.run import Voice

    if quiet and verbose:
        msg = "--quiet 和 --verbose 只能用一个。"
        raise UsageError(msg)
    return Voice.QUIET if quiet else Voice.FULL if verbose else Voice.PLAIN
