"""``checker compare``: this year's report against last year's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.check import DEFAULT_OUTPUT
from checker.cli.files import replace_file
from checker.cli.inputs import AllowSecret
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error, reason


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
    formats: Annotated[
        list[str] | None,
        typer.Option("-f", "--format", help="console、html、json,可多次;默认 console 和 html。"),
    ] = None,
    output: Annotated[str, typer.Option("-o", "--output", help="结果放到哪个文件夹。")] = DEFAULT_OUTPUT,
    pack: Annotated[str, typer.Option("--pack", help="规则包编号,或含 pack.yaml 的文件夹。")] = "national",
    level: Annotated[
        str | None,
        typer.Option("--level", help="本年报告的级别:province city county township department party_government。"),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="本年报告的年度。")] = None,
    stage: Annotated[str | None, typer.Option("--stage", help="draft 送审稿,published 公开稿。")] = None,
    attributes: Annotated[
        str | None, typer.Option("--attributes", help="单位属性,逗号分隔:enforces、approves、makes_rules;none。")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="把哪一天当作今天(YYYY-MM-DD)。")] = None,
    fail_under: Annotated[float | None, typer.Option("--fail-under", help="得分低于它,退出码为 1。")] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", help="有这类不足,退出码为 1:statutory normative high medium low。"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="不是法治政府建设年度报告也比对。")] = False,
    allow_secret: AllowSecret = False,
    debug: Annotated[bool, typer.Option("--debug", help="出错时显示程序堆栈。")] = False,
) -> None:
    """Judge ``this`` and compare it with ``last``; see ``_HELP`` for people."""
    from checker.api import Checker, Options
    from checker.cli.inputs import collect
    from checker.cli.thresholds import Thresholds
    from checker.errors import UsageError
    from checker.reading.formats import EXTENSIONS
    from checker.reporting.console import render_console
    from checker.reporting.registry import FORMATS, PER_DOCUMENT

    with exit_on_error(debug=debug):
        chosen = tuple(dict.fromkeys(formats or ("console", "html")))
        unknown = [f for f in chosen if f not in FORMATS]
        if unknown:
            msg = f"没有“{unknown[0]}”这种输出格式,可用:{'、'.join(FORMATS)}。"
            raise UsageError(msg)
        if last == this == "-":
            msg = "两份报告不能都从标准输入读,请至少给出一个文件。"
            raise UsageError(msg)
        thresholds = Thresholds.parse(fail_under, fail_on)
        options = Options.parse(level, year, stage, attributes, as_of, force=force, allow_secret=allow_secret)
        assessment = Checker(pack).compare(last, this, options)
        files = {form: PER_DOCUMENT[form](assessment) for form in chosen if form in PER_DOCUMENT}
        console = render_console(assessment) if "console" in chosen else ""
        target = collect([this], EXTENSIONS, Path(output)).documents[0].target
    typer.echo(console, nl=False)
    broken = not _write(Path(output) / target, files)
    if files and not broken:
        complain(f"结果已写入 {output.rstrip('/' + os.sep) or output}{os.sep}")
    raise typer.Exit(FAILED if broken else SHORT if thresholds.missed(assessment) else 0)


def _write(target: Path, files: dict[str, bytes]) -> bool:
    """Write each form beside the others; False when the system refused one."""
    written = True
    for form, data in files.items():
        path = target.parent / f"{target.name}.{form}"
        try:
            replace_file(path, data)
        except OSError as error:
            complain(f"{path}:写不了结果({reason(error)}),可用 -o 换一个文件夹。")
            written = False
    return written
