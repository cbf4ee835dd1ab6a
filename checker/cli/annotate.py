"""``checker annotate``: the results as comments in a copy of the Word file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as day
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.files import replace_file
from checker.cli.inputs import AllowSecret
from checker.cli.options import AsOf, Attributes, Debug, LevelName, PackName, StageName, Year
from checker.cli.problems import FAILED, complain, exit_on_error, reason

if TYPE_CHECKING:
    from checker.annotating import Signature
    from checker.api import Checker, Options
    from checker.cli.inputs import Input

_WORD = frozenset({".docx", ".docm", ".dotx"})


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("annotate", help=_HELP, no_args_is_help=True)(annotate)


_HELP = """把审核结果写成 Word 批注,另存一份;原文件不动,正文和格式不变。

\b
例:checker annotate 草案.docx
例:checker annotate 草案.docx -o 草案-批注.docx --author 市司法局 --date 2025-03-01
例:checker annotate 报送/ -o 批注/
"""


def annotate(
    paths: Annotated[
        list[str], typer.Argument(metavar="文件", help="Word 文件(docx),或文件夹(含下级)。", show_default=False)
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help="一份时是文件名或文件夹,几份时是文件夹;默认“原名.annotated.docx”。"),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="副本已经存在时覆盖它(从不覆盖原文件)。")] = False,
    author: Annotated[str, typer.Option("--author", help="批注的作者。")] = "审核",
    date: Annotated[
        str | None, typer.Option("--date", help="批注的日期(YYYY-MM-DD);默认同 --as-of,都不写则不带日期。")
    ] = None,
    fulfilled: Annotated[bool, typer.Option("--fulfilled", help="完整的项目也在证据处批注。")] = False,
    pack: PackName = "national",
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    as_of: AsOf = None,
    force: Annotated[bool, typer.Option("--force", help="不是法治政府建设年度报告也核对。")] = False,
    allow_secret: AllowSecret = False,
    debug: Debug = False,
) -> None:
    """Judge Word files and write copies with comments."""
    from checker.annotating import Signature
    from checker.api import Checker, Options
    from checker.cli.inputs import collect
    from checker.errors import UsageError

    with exit_on_error(debug=debug):
        options = Options.parse(level, year, stage, attributes, as_of, force=force, allow_secret=allow_secret)
        signature = Signature(_author(author), _date(date) or as_of)
        inputs = collect(paths, _WORD, Path(output or "."))
        for skipped, why in inputs.skipped:
            words = "不是 Word 文件(docx)" if why == "不是可读的文档类型" else why
            complain(f"跳过 {skipped}:{words}。")
        if not inputs.documents:
            msg = "没有可加批注的文件;只有 Word 文件(docx)能加批注,其他请用 Word 或 WPS 另存为 docx。"
            raise UsageError(msg)
        targets = _targets(inputs.documents, output, several=any(Path(p).is_dir() for p in paths))
        _refuse(inputs.documents, targets, overwrite=overwrite)
        checker = Checker(pack)
    broken = False
    for source, target in zip(inputs.documents, targets, strict=True):
        done = _one(checker, source.path, target, options, signature, fulfilled=fulfilled, debug=debug)
        broken = broken or not done
    raise typer.Exit(FAILED if broken else 0)


def _author(author: str) -> str:
    from checker.errors import UsageError

    if not author.strip():
        msg = "--author 不能是空的,请写单位或姓名。"
        raise UsageError(msg)
    return author.strip()


def _date(value: str | None) -> str | None:
    from checker.errors import UsageError

    try:
        return day.fromisoformat(value).isoformat() if value is not None else None
    except ValueError:
        msg = f"--date 应写作 YYYY-MM-DD,现为“{value}”。"
        raise UsageError(msg) from None


def _targets(documents: Sequence[Input], output: str | None, *, several: bool) -> list[Path]:
    """Where the copies go: beside the original, into a folder, or to the one name that was given.

    Raises:
        UsageError: Several documents for one file name, or a folder whose copies would lie among the originals.
    """
    from checker.errors import UsageError
    from checker.reading.containers import SEPARATOR

    folder = output is not None and (Path(output).is_dir() or Path(output).suffix.lower() not in _WORD)
    if output is None:
        if several or any(d.path == "-" or SEPARATOR in d.path for d in documents):
            msg = "批注文件夹、压缩包或标准输入时,请用 -o 写明副本放到哪里。"
            raise UsageError(msg)
        return [Path(d.path).with_name(f"{Path(d.path).stem}.annotated{Path(d.path).suffix}") for d in documents]
    if folder:
        return [Path(output) / f"{d.target}{Path(d.path).suffix.lower() or '.docx'}" for d in documents]
    if several or len(documents) > 1:
        msg = "有几份文件时,-o 要写文件夹。"
        raise UsageError(msg)
    return [Path(output)]


def _refuse(documents: Sequence[Input], targets: Sequence[Path], *, overwrite: bool) -> None:
    """Never take the place of an original, nor, unless asked to, of another file.

    Raises:
        UsageError: One of the copies would.
    """
    from checker.errors import UsageError

    originals = {Path(d.path).resolve() for d in documents if d.path != "-"}
    for target in targets:
        if target.resolve() in originals or any(
            target.exists() and o.exists() and target.samefile(o) for o in originals
        ):
            msg = f"{target} 就是原文件;原文件不改,请用 -o 写另一个名称。"
            raise UsageError(msg)
        if target.exists() and not overwrite:
            msg = f"{target} 已经存在;请用 -o 写另一个名称,确要覆盖时加 --overwrite。"
            raise UsageError(msg)


def _one(  # one parameter a choice
    checker: Checker,
    path: str,
    target: Path,
    options: Options,
    signature: Signature,
    *,
    fulfilled: bool,
    debug: bool,
) -> bool:
    """Annotate one file; says what came of it and gives False where it failed."""
    import traceback

    from checker.annotating import annotate as hang
    from checker.api import read_bytes
    from checker.errors import CheckerError

    try:
        data = read_bytes(path)
        assessment = checker.check_bytes(path, data, options)
        page = checker.page(assessment.document)
        done = hang(assessment, data, page, checker.loaded.pack, signature, fulfilled=fulfilled)
        replace_file(target, done.data)
    except CheckerError as error:
        complain(traceback.format_exc() if debug else str(error) if error.where else f"{path}:{error.message}")
        return False
    except OSError as error:
        complain(f"{target}:写不了副本({reason(error)}),可用 -o 换一个地方。")
        return False
    except Exception as error:  # noqa: BLE001 - one document's crash must not take the others with it
        words = f"{path}:程序处理这份文档时出错({type(error).__name__}),请加 --debug 重试并反馈。"
        complain(traceback.format_exc() if debug else words)
        return False
    for warning in done.warnings:
        complain(f"{path}:{warning}。")
    complain(f"{path}:加了 {len(done.remarks)} 条批注,写入 {target};原文件未动。")
    return True
