"""``checker compare``: this year's report against last year's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.options import (
    AllowSecret,
    AsOf,
    Attributes,
    BaselineName,
    ConfigFile,
    Debug,
    FailOn,
    FailUnder,
    Force,
    Formats,
    LevelName,
    NoConfig,
    Output,
    PackName,
    ShowWords,
    StageName,
    WaiversFile,
    Year,
    chosen_formats,
    chosen_show,
    configure,
    folder_name,
    today,
)
from checker.cli.output import pack_rules, write_forms, write_run_forms
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error
from checker.runs.inputs import path_key


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
    output: Output = None,
    pack: PackName = None,
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    as_of: AsOf = None,
    fail_under: FailUnder = None,
    fail_on: FailOn = None,
    waivers: WaiversFile = None,
    baseline: BaselineName = None,
    show: ShowWords = None,
    force: Force = None,
    allow_secret: AllowSecret = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Judge ``this`` and compare it with ``last``; see ``_HELP`` for people."""
    from checker.api import Checker
    from checker.errors import UsageError
    from checker.reading.formats.registry import EXTENSIONS
    from checker.reporting.forms import Entry, RunInfo
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN, render
    from checker.reporting.terminal.console import render_console
    from checker.results.thresholds import Thresholds
    from checker.runs.batch import falls_short, tally
    from checker.runs.inputs import collect
    from checker.runs.set_aside_book import MarkBook

    with exit_on_error(debug=debug):
        if last == this == "-":
            msg = "两份报告不能都从标准输入读,请至少给出一个文件。"
            raise UsageError(msg)
        configuration = configure(
            config, no_config, formats=formats, output=output, pack=pack, level=level, year=year, stage=stage,
            attributes=attributes, fail_under=fail_under, fail_on=fail_on, waivers=waivers, baseline=baseline,
            force=force, show=show,
        )  # fmt: skip
        settings = configuration.for_document(this)
        chosen, folder = chosen_formats(settings["formats"]), Path(settings["output"])
        shown = chosen_show(settings)
        thresholds = Thresholds.parse(settings["fail-under"], settings["fail-on"])
        book = MarkBook(lambda: as_of or today())
        marks = book.of(this, settings)
        checker = Checker(settings.pack)
        marked = checker.mark(checker.compare(last, this, settings.options(as_of, allow_secret=allow_secret)), marks)
        assessment = marked.assessment
        files = {form: render(form, assessment, shown) for form in chosen if form in PER_DOCUMENT}
        console = render_console(assessment, shown) if "console" in chosen else ""
        target = collect([this], EXTENSIONS, folder).documents[0].target
        short = falls_short(marked, thresholds.missed)
        remarks = tuple(book.remarks([(this, tally(marked))]))
        run_forms = [f for f in chosen if f in PER_RUN]
        entries = {f: [Entry(this, target.as_posix(), PER_RUN[f].piece(assessment))] for f in run_forms}
        info = RunInfo(
            tuple(files),
            (),
            remarks,
            pack_rules(settings.pack) if entries else (),
            Path.cwd().as_posix(),
            baseline=settings["baseline"] is not None,
            show=shown,
        )
        originals = frozenset(path_key(p) for p in (last, this) if p != "-")
        more, whole = write_run_forms(entries, info, folder, originals)
    typer.echo(console, nl=False)
    for remark in remarks:
        complain(remark)
    broken = write_forms(folder / target, files, originals) < len(files) or not whole
    if (files or more) and not broken:
        complain(f"结果已写入 {folder_name(str(folder))}")
    raise typer.Exit(FAILED if broken else SHORT if short else 0)
