"""``checker fix``: the mechanical replacements that findings propose, shown or put into a copy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import AllowSecret, ConfigFile, Debug, LevelName, NoConfig, PackName, Year, configure
from checker.cli.problems import FAILED, complain, exit_on_error

if TYPE_CHECKING:
    from checker.fixing import Fixed


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("fix", no_args_is_help=True, help=_HELP)(fix)


_HELP = """列出可以机械修改的文字(错别字、名称、标点),或写到副本里(Word 里是修订);原文件不动。

\b
例:checker fix 报告.docx --diff
例:checker fix 报告.docx --write
例:checker fix 报告.txt --write -o 改后.txt
"""


def fix(
    path: Annotated[str, typer.Argument(metavar="文件", help="文件,或 - 表示标准输入。", show_default=False)],
    tables: Annotated[
        list[str] | None, typer.Argument(metavar="附表", help="报告的附表(xlsx 等)。", show_default=False)
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="显示逐处对比(不写 --write 时默认如此)。")] = False,
    write: Annotated[bool, typer.Option("--write", help="写一份改好的副本(docx、txt、md)。")] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="副本的文件名或文件夹;默认“原名.fixed.扩展名”。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="副本已经存在时覆盖它。")] = False,
    direct: Annotated[bool, typer.Option("--direct", help="Word 文件直接改,不写成修订。")] = False,
    author: Annotated[str, typer.Option("--author", help="修订的作者。")] = "审核",
    pack: PackName = None,
    level: LevelName = None,
    year: Year = None,
    allow_secret: AllowSecret = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Show or write the fixes of one document."""
    from checker.api import Checker
    from checker.errors import UsageError
    from checker.fixing.diff import refused, render_diff
    from checker.reading.source import read_bytes
    from checker.runs.annexes import handed_in
    from checker.runs.mending import mend

    with exit_on_error(debug=debug):
        target = _target(path, output, force=force) if write else None
        if output is not None and not write:
            msg = "-o 要和 --write 一起用。"
            raise UsageError(msg)
        settings = configure(config, no_config, pack=pack, level=level, year=year).for_document(path)
        options = settings.options(force=True, allow_secret=allow_secret)
        data = read_bytes(path, options.limits)
        annexes = handed_in(tables or (), options.limits)
        checker = Checker(settings.pack)
        document, fixed = mend(checker, path, data, options, annexes=annexes, author=None if direct else author)
        if diff or not write:
            sys.stdout.write(render_diff(path, document.text, fixed))
        for skipped in fixed.skipped:
            complain(refused(skipped))
        if target is not None:
            _write(target, fixed, path, document.format, tracked=not direct)
    raise typer.Exit(FAILED if write and fixed.skipped else 0)


def _target(path: str, output: str | None, *, force: bool) -> Path:
    """Where the copy goes; settled before anything is read.

    Raises:
        UsageError: It would take the place of the original, or of another file without ``--force``.
    """
    from checker.errors import UsageError

    if path == "-" and (output is None or Path(output).is_dir()):
        msg = "从标准输入读取时,请用 -o 写明副本的文件名。"
        raise UsageError(msg)
    source = Path(path)
    target = Path(output) if output is not None else source.with_name(_name(source))
    if target.is_dir():
        target /= _name(source)
    if path != "-" and target.exists() and source.exists() and target.samefile(source):
        msg = f"{target} 就是原文件;原文件不改,请用 -o 写另一个文件名。"
        raise UsageError(msg)
    if target.exists() and not force:
        msg = f"{target} 已经存在;请用 -o 写另一个文件名,确要覆盖时加 --force。"
        raise UsageError(msg)
    return target


def _name(source: Path) -> str:
    return f"{source.stem}.fixed{source.suffix}"


def _write(target: Path, fixed: Fixed, path: str, form: str, *, tracked: bool) -> None:
    from checker.errors import UsageError
    from checker.fixing import WRITERS
    from checker.runs.writing import reason, replace_file

    if fixed.data is None:
        ways = "、".join(sorted(WRITERS))
        msg = f"{form} 文件不能直接写出改后的副本,只能写 {ways};请按 --diff 列出的各处手工修改。"
        raise UsageError(msg, path)
    if not fixed.changes:
        complain(f"{path}:没有可以机械修改的地方,未写副本。")
        return
    try:
        replace_file(target, fixed.data)
    except OSError as error:
        msg = f"写不了副本({reason(error)}),可用 -o 换一个地方。"
        raise UsageError(msg, str(target)) from None
    how = "写成修订,请在 Word 或 WPS 里逐处接受或拒绝" if tracked and form == "docx" else "请逐处核对"
    complain(f"已改 {len(fixed.changes)} 处,写入 {target};原文件未动,{how}。")
