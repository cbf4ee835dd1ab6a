"""``checker check``: judge documents and write reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.files import replace_file
from checker.cli.inputs import AllowSecret
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error, reason

if TYPE_CHECKING:
    from checker.batch import Outcome
    from checker.cli.inputs import Input
    from checker.reporting.console import Brief

DEFAULT_OUTPUT = "reports_out"


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("check", help=_HELP, no_args_is_help=True)(check)


_HELP = """核对报告:终端列出结果,并写出 HTML(或 JSON)。

\b
例:checker check 报告.docx
例:checker check 报送/ 补充.txt -f json -f html -o 结果/ --jobs 2
"""


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="路径", help="文件、文件夹(含下级),或 - 表示标准输入。", show_default=False),
    ],
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
    allow_secret: AllowSecret = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="同时用几个进程。")] = 1,
    debug: Annotated[bool, typer.Option("--debug", help="出错时显示程序堆栈。")] = False,
) -> None:
    """Judge documents; see ``_HELP`` for people."""
    from checker.api import Options
    from checker.batch import Task, run
    from checker.cli.inputs import collect
    from checker.cli.thresholds import Thresholds
    from checker.errors import UsageError
    from checker.reading.formats import EXTENSIONS
    from checker.reporting.registry import FORMATS

    with exit_on_error(debug=debug):
        chosen = tuple(dict.fromkeys(formats or ("console", "html")))
        unknown = [f for f in chosen if f not in FORMATS]
        if unknown:
            msg = f"没有“{unknown[0]}”这种输出格式,可用:{'、'.join(FORMATS)}。"
            raise UsageError(msg)
        thresholds = Thresholds.parse(fail_under, fail_on)
        options = Options.parse(level, year, stage, attributes, as_of, force=force, allow_secret=allow_secret)
        inputs = collect(paths, EXTENSIONS, Path(output))
        for skipped, why in inputs.skipped:
            complain(f"跳过 {skipped}:{why}。")
        if not inputs.documents:
            kinds = "、".join(sorted(e.removeprefix(".") for e in EXTENSIONS))
            msg = f"没有可核对的文件。文件夹里只认这些类型:{kinds}。"
            raise UsageError(msg)
        task = Task(pack, options, chosen, thresholds.missed)
        outcomes = run([i.path for i in inputs.documents], task, jobs)
        tally = _finish(outcomes, inputs.documents, Path(output), debug=debug)
    if "console" in chosen:
        typer.echo(tally.text(), nl=False)
    if tally.written:
        complain(f"结果已写入 {output.rstrip('/' + os.sep) or output}{os.sep}")
    raise typer.Exit(FAILED if tally.broken else SHORT if tally.short else 0)


@dataclass(slots=True)
class _Tally:
    """What has come of the run so far."""

    briefs: list[Brief] = field(default_factory=list)
    console: str = ""
    written: int = 0
    broken: bool = False
    short: bool = False

    def text(self) -> str:
        """The terminal's view: one document in full, several as a table."""
        from checker.reporting.console import render_batch

        return self.console if len(self.briefs) == 1 else render_batch(self.briefs)


def _finish(outcomes: Iterable[Outcome], inputs: Sequence[Input], output: Path, *, debug: bool) -> _Tally:
    """Write what each document gives, as soon as it is there; say what went wrong and go on."""
    from checker.reporting.console import Brief

    tally = _Tally()
    progress = len(inputs) > 1 and sys.stderr.isatty()
    for number, (source, outcome) in enumerate(zip(inputs, outcomes, strict=True), start=1):
        if progress:
            complain(f"[{number}/{len(inputs)}] {source.path}")
        if outcome.brief is None:
            tally.broken = True
            complain(outcome.trace if debug and outcome.trace else outcome.message)
        tally.briefs.append(outcome.brief or Brief(source.path, remark="未完成"))
        tally.console = outcome.console
        tally.short = tally.short or outcome.short
        for form, data in outcome.files.items():
            target = output / source.target.parent / f"{source.target.name}.{form}"
            try:
                replace_file(target, data)
                tally.written += 1
            except OSError as error:
                complain(f"{target}:写不了结果({reason(error)}),可用 -o 换一个文件夹。")
                tally.broken = True
    return tally
