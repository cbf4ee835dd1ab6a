"""``checker diff``: two runs, or two drafts, side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from checker.cli.options import Debug
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("diff", help=_HELP, no_args_is_help=True)(diff)


_HELP = """对照两次审核的 JSON 结果:哪些已改、哪些未改、哪些新增,得分和结论怎样变化。

\b
例:checker diff 前次/草案.json 这次/草案.json
例:checker diff 前次/ 这次/ -f md --changed-only
例:checker diff 前次.json 这次.json -f json --fail-on-new
"""


def diff(
    old: Annotated[str, typer.Argument(metavar="前次", help="JSON 结果,或存放它们的文件夹。", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="这次", help="JSON 结果,或存放它们的文件夹。", show_default=False)],
    form: Annotated[str, typer.Option("-f", "--format", help="console、json 或 md,写到标准输出。")] = "console",
    changed_only: Annotated[bool, typer.Option("--changed-only", help="只列有变化的文档和事项;合计照旧全数。")] = False,
    fail_on_new: Annotated[bool, typer.Option("--fail-on-new", help="有新增的,退出码为 1。")] = False,
    debug: Debug = False,
) -> None:
    """Compare two stored results, or two folders of them by name."""
    from checker.errors import UsageError
    from checker.model import ChangeState
    from checker.runs.difference import compare_runs
    from checker.runs.difference_report import RENDERERS

    with exit_on_error(debug=debug):
        if form not in RENDERERS:
            msg = f"没有“{form}”这种输出格式,可用:{'、'.join(RENDERERS)}。"
            raise UsageError(msg)
        differences, others = compare_runs(old, new)
        if not differences:
            msg = "两个文件夹里都没有审核结果;请先用 checker check -f json -o 文件夹 生成。"
            raise UsageError(msg)
        for other in others:
            complain(f"跳过 {other}:不是审核结果。")
        text = RENDERERS[form]([replace(d, changed_only=changed_only) for d in differences])
    typer.echo(text, nl=False)
    broken = [d for d in differences if d.trouble]
    for difference in broken:
        complain(difference.trouble)
    grown = fail_on_new and any(d.of(ChangeState.NEW) for d in differences)
    raise typer.Exit(FAILED if broken else SHORT if grown else 0)
