"""``checker check``: judge documents and write reports."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.problems import FAILED, SHORT, complain, exit_on_error

if TYPE_CHECKING:
    from checker.batch import Outcome
    from checker.cli.inputs import Input
    from checker.model import Assessment

DEFAULT_OUTPUT = "reports_out"


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("check", help=_HELP, no_args_is_help=True)(check)


_HELP = """核对报告:终端列出结果,并写出 HTML(或 JSON)。

例:checker check 报告.docx
例:checker check 报送/ 补充.txt -f json -f html -o 结果/ --jobs 2
"""


def check(
    paths: Annotated[list[str], typer.Argument(help="文件、文件夹(含下级),或 - 表示标准输入。", show_default=False)],
    formats: Annotated[
        list[str] | None,
        typer.Option("-f", "--format", help="console、html、json,可多次;默认 console 和 html。"),
    ] = None,
    output: Annotated[str, typer.Option("-o", "--output", help="结果放到哪个文件夹。")] = DEFAULT_OUTPUT,
    pack: Annotated[str, typer.Option("--pack", help="规则包编号,或含 pack.yaml 的文件夹。")] = "national",
    level: Annotated[
        str | None,
        typer.Option("--level", help="级别:province city county township department party_government。"),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="报告年度。")] = None,
    stage: Annotated[str | None, typer.Option("--stage", help="draft 送审稿,published 公开稿。")] = None,
    attributes: Annotated[
        str | None,
        typer.Option(
            "--attributes", help="单位属性,逗号分隔:enforces 执法,approves 审批,makes_rules 制规;none 表示都没有。"
        ),
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="把哪一天当作今天(YYYY-MM-DD)。")] = None,
    fail_under: Annotated[float | None, typer.Option("--fail-under", help="得分低于它,退出码为 1。")] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", help="有这类不足,退出码为 1:statutory normative high medium low。"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="不是法治政府建设年度报告也核对。")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="同时用几个进程。")] = 1,
    debug: Annotated[bool, typer.Option("--debug", help="出错时显示程序堆栈。")] = False,
) -> None:
    """Judge documents; see ``_HELP`` for people."""
    from checker.api import Options
    from checker.batch import run
    from checker.cli.inputs import collect
    from checker.cli.thresholds import Thresholds
    from checker.errors import UsageError
    from checker.reading.formats import EXTENSIONS
    from checker.reporting.registry import FORMATS

    with exit_on_error(debug=debug):
        chosen = formats or ["console", "html"]
        unknown = [f for f in chosen if f not in FORMATS]
        if unknown:
            msg = f"没有“{unknown[0]}”这种输出格式,可用:{'、'.join(FORMATS)}。"
            raise UsageError(msg)
        thresholds = Thresholds.parse(fail_under, fail_on)
        options = Options.parse(level, year, stage, attributes, as_of, force=force)
        inputs = collect(paths, EXTENSIONS)
        for skipped, reason in inputs.skipped:
            complain(f"跳过 {skipped}:{reason}。")
        if not inputs.documents:
            msg = "没有可核对的文件。文件夹里只认 txt、md、html、docx。"
            raise UsageError(msg)
        by_path = {i.path: i for i in inputs.documents}
        broken = short = False
        assessments: list[Assessment] = []
        many = len(inputs.documents) > 1
        for number, outcome in enumerate(run(list(by_path), pack, options, jobs), start=1):
            if many and sys.stderr.isatty():
                complain(f"[{number}/{len(by_path)}] {outcome.path}")
            if outcome.assessment is None:
                broken = True
                complain(outcome.trace if debug and outcome.trace else outcome.message)
                continue
            assessments.append(outcome.assessment)
            short = short or thresholds.missed(outcome.assessment)
            broken = not _write(outcome, by_path[outcome.path], chosen, Path(output)) or broken
        if "console" in chosen:
            _print(assessments, many=many)
        if len(assessments) > 0 and any(f != "console" for f in chosen):
            complain(f"结果已写入 {output}{os.sep}")
    raise typer.Exit(FAILED if broken else SHORT if short else 0)


def _print(assessments: list[Assessment], *, many: bool) -> None:
    from checker.reporting.console import render_batch, render_console

    if many:
        typer.echo(render_batch(assessments), nl=False)
    else:
        for assessment in assessments:
            typer.echo(render_console(assessment), nl=False)


def _write(outcome: Outcome, source: Input, formats: list[str], output: Path) -> bool:
    """Write the files of one document; False when one could not be written (said on standard error)."""
    from checker.reporting.registry import PER_DOCUMENT

    good = True
    for form in dict.fromkeys(formats):
        if form not in PER_DOCUMENT or outcome.assessment is None:
            continue
        target = output / source.target.parent / f"{source.target.name}.{form}"
        try:
            _replace(target, PER_DOCUMENT[form](outcome.assessment))
        except OSError as error:
            complain(f"{target}:写不了结果({error.strerror or error.__class__.__name__}),请检查磁盘空间和权限。")
            good = False
    return good


def _replace(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".checker-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
