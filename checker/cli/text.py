"""``checker text`` and ``checker figures``: how a document was read."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from checker.cli.options import AllowSecret, ConfigFile, Debug, NoConfig, PackName, settings_of
from checker.cli.problems import exit_on_error


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("text", no_args_is_help=True, help=_TEXT_HELP)(text)
    app.command("figures", no_args_is_help=True, help=_FIGURES_HELP)(figures)


_TEXT_HELP = """打印程序读到的文字(各处位置都指它),或章节结构、逐句读法。

\b
例:checker text 报告.docx
例:checker text 报告.docx --structure
例:checker text 报告.docx --statements -f json
"""
_FIGURES_HELP = """列出报告里的数据项:数值、单位、出处。

\b
例:checker figures 报告.docx
例:checker figures 报告.docx 附表.xlsx
例:checker figures 报告.docx -f csv > 数据.csv
"""


def text(
    path: Annotated[str, typer.Argument(metavar="文件", help="文件,或 - 表示标准输入。", show_default=False)],
    structure: Annotated[bool, typer.Option("--structure", help="章节、角色和元数据。")] = False,
    statements: Annotated[bool, typer.Option("--statements", help="每个分句怎么读的:角色、情态、话题、数字。")] = False,
    form: Annotated[str, typer.Option("-f", "--format", help="console 或 json。")] = "console",
    pack: PackName = None,
    allow_secret: AllowSecret = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Print what was read."""
    from checker.api import Checker
    from checker.errors import UsageError
    from checker.reading.source import read_bytes
    from checker.reporting.terminal import reading as reading_report

    with exit_on_error(debug=debug):
        if form not in ("console", "json"):
            msg = f"没有“{form}”这种输出格式,可用:console、json。"
            raise UsageError(msg)
        if structure and statements:
            msg = "--structure 和 --statements 请分两次看。"
            raise UsageError(msg)
        settings = settings_of(path, pack, file=config, no_config=no_config)
        options = settings.options(allow_secret=allow_secret)
        checker = Checker(settings.pack)
        document = checker.read(path, read_bytes(path, options.limits), options)
        if statements:
            page = checker.page(document)
            shown = reading_report.statements_json(page) if form == "json" else reading_report.statements_text(page)
        elif structure:
            show = reading_report.structure_json if form == "json" else reading_report.structure_text
            shown = show(document)
        elif form == "json":
            shown = reading_report.text_json(document)
        else:
            shown = document.text
        sys.stdout.write(shown)


def figures(
    path: Annotated[str, typer.Argument(metavar="文件", help="文件,或 - 表示标准输入。", show_default=False)],
    tables: Annotated[
        list[str] | None, typer.Argument(metavar="附表", help="报告的附表(xlsx 等)。", show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("-f", "--format", help="console、csv 或 json。")] = "console",
    pack: PackName = None,
    allow_secret: AllowSecret = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Print the table of figures."""
    from checker.api import Checker
    from checker.errors import UsageError
    from checker.reading.source import read_bytes
    from checker.reporting.terminal import figures as figures_report
    from checker.runs.annexes import handed_in

    with exit_on_error(debug=debug):
        if form not in figures_report.FORMS:
            msg = f"没有“{form}”这种输出格式,可用:{'、'.join(figures_report.FORMS)}。"
            raise UsageError(msg)
        settings = settings_of(path, pack, file=config, no_config=no_config)
        options = settings.options(force=True, allow_secret=allow_secret)
        data, annexes = read_bytes(path, options.limits), handed_in(tables or (), options.limits)
        assessment = Checker(settings.pack).check_bytes(path, data, options, annexes)
        sys.stdout.write(figures_report.FORMS[form](assessment))
