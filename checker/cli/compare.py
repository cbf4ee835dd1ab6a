"""``checker compare``: this year's report against last year's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.files import path_key, write_forms
from checker.cli.inputs import AllowSecret
from checker.cli.options import (
    DEFAULT_OUTPUT,
    AsOf,
    Attributes,
    Debug,
    FailOn,
    FailUnder,
    Formats,
    LevelName,
    Output,
    PackName,
    ShowWords,
    StageName,
    Year,
    chosen_formats,
    folder_name,
)
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error
from checker.cli.run_forms import pack_rules, write_run_forms


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("compare", help=_HELP, no_args_is_help=True)(compare)


_HELP = """与上年报告比对:核对本年报告,并看两年数字是否衔接、文字是否照旧、上年计划有无下文。

\b
例:checker compare 2023年报告.docx 2024年报告.docx
例:checker compare 上年.txt 本年.txt -f console -f json -o 结果/
"""


def compare(
    last: Annotated[str, typer.Argument(metavar="上年报告", help="上年报告,或 - 表示标准输入。", show_default=False)],
    this: Annotated[str, typer.Argument(metavar="本年报告", help="本年报告,或 - 表示标准输入。", show_default=False)],
    formats: Formats = None,
    output: Output = DEFAULT_OUTPUT,
    pack: PackName = "national",
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    as_of: AsOf = None,
    fail_under: FailUnder = None,
    fail_on: FailOn = None,
    show: ShowWords = None,
    force: Annotated[bool, typer.Option("--force", help="不是法治政府建设年度报告也比对。")] = False,
    allow_secret: AllowSecret = False,
    debug: Debug = False,
) -> None:
    """Judge ``this`` and compare it with ``last``; see ``_HELP`` for people."""
    from checker.api import Checker, Options
    from checker.cli.inputs import collect
    from checker.cli.thresholds import Thresholds
    from checker.errors import UsageError
    from checker.reading.formats import EXTENSIONS
    from checker.reporting.console import render_console
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN, Entry, RunInfo, render
    from checker.reporting.show import parse_show

    with exit_on_error(debug=debug):
        chosen = chosen_formats(formats)
        if last == this == "-":
            msg = "两份报告不能都从标准输入读,请至少给出一个文件。"
            raise UsageError(msg)
        thresholds = Thresholds.parse(fail_under, fail_on)
        shown = parse_show(show)
        options = Options.parse(level, year, stage, attributes, as_of, force=force, allow_secret=allow_secret)
        assessment = Checker(pack).compare(last, this, options)
        files = {form: render(form, assessment, shown) for form in chosen if form in PER_DOCUMENT}
        console = render_console(assessment, shown) if "console" in chosen else ""
        target = collect([this], EXTENSIONS, Path(output)).documents[0].target
        run_forms = [f for f in chosen if f in PER_RUN]
        entries = {f: [Entry(this, target.as_posix(), PER_RUN[f].piece(assessment))] for f in run_forms}
        info = RunInfo(
            tuple(files),
            rules=pack_rules(pack) if entries else (),
            root=Path.cwd().as_posix(),
            show=shown,
        )
        originals = frozenset(path_key(p) for p in (last, this) if p != "-")
        more, whole = write_run_forms(entries, info, Path(output), originals)
    typer.echo(console, nl=False)
    broken = write_forms(Path(output) / target, files, originals) < len(files) or not whole
    if (files or more) and not broken:
        complain(f"结果已写入 {folder_name(output)}")
    raise typer.Exit(FAILED if broken else SHORT if thresholds.missed(assessment) else 0)
