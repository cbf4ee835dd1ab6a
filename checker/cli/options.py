"""Options that several commands have, said once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from checker.errors import UsageError

DEFAULT_OUTPUT = "reports_out"

Formats = Annotated[
    list[str] | None,
    typer.Option("-f", "--format", help="console、html、json、index(汇总表),可多次;默认 console 和 html。"),
]
Output = Annotated[str | None, typer.Option("-o", "--output", help=f"结果放到哪个文件夹。 [默认:{DEFAULT_OUTPUT}]")]
PackName = Annotated[str | None, typer.Option("--pack", help="规则包编号,或含 pack.yaml 的文件夹。 [默认:national]")]
LevelName = Annotated[
    str | None,
    typer.Option("--level", help="级别:province city county township department party_government。"),
]
Year = Annotated[int | None, typer.Option("--year", help="报告年度。")]
StageName = Annotated[str | None, typer.Option("--stage", help="draft 送审稿,published 公开稿。")]
Attributes = Annotated[
    str | None,
    typer.Option(
        "--attributes", help="单位属性,逗号分隔:enforces 执法,approves 审批,makes_rules 制规;none 表示都没有。"
    ),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="把哪一天当作今天(YYYY-MM-DD)。")]
FailUnder = Annotated[float | None, typer.Option("--fail-under", help="得分低于它,退出码为 1。")]
FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", help="有这类不足,退出码为 1:statutory normative high medium low。"),
]
Force = Annotated[bool | None, typer.Option("--force/--no-force", help="不是法治政府建设年度报告也核对。")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="同时用几个进程。 [默认:1]")]
Debug = Annotated[bool, typer.Option("--debug", help="出错时显示程序堆栈。")]


def chosen_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The forms to give, each once.

    Raises:
        UsageError: One of them does not exist.
    """
    from checker.reporting.registry import FORMATS

    chosen = tuple(dict.fromkeys(formats))
    for form in chosen:
        if form not in FORMATS:
            msg = f"没有“{form}”这种输出格式,可用:{'、'.join(FORMATS)}。"
            raise UsageError(msg)
    return chosen


def with_index(chosen: tuple[str, ...], documents: int) -> tuple[str, ...]:
    """The forms to give of so many documents: reports of several are found through a table of them."""
    return (*chosen, "index") if documents > 1 and "html" in chosen and "index" not in chosen else chosen


def folder_name(output: str) -> str:
    """An output folder as it is shown: with one separator at its end."""
    return (output.rstrip("/" + os.sep) or output) + os.sep
