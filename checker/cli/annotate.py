"""``checker annotate``: the results as comments in a copy of the Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import RunOptions, run_options
from checker.cli.problems import complain, scan_listener

if TYPE_CHECKING:
    from checker.annotating import Annotated as AnnotatedCopy
    from checker.annotating import Signature
    from checker.api import Checker
    from checker.model import Assessment
    from checker.runs.inputs import Input

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


@run_options("formats", "output", "fail_under", "fail_on", "previous", "baseline", "show")
def annotate(
    paths: Annotated[
        list[str], typer.Argument(metavar="文件", help="Word 文件(docx),或文件夹(含下级)。", show_default=False)
    ],
    options: RunOptions,
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
) -> None:
    """Judge Word files and write copies with comments."""
    from checker.annotating import Annotated as AnnotatedCopy
    from checker.annotating import Signature
    from checker.reading.formats.registry import TABLE_EXTENSIONS
    from checker.runs.run import Request, Run, Wish

    signature = Signature(_author(author), _date(date) or options.as_of)
    request = Request(
        paths=paths,
        accepts=_WORD | TABLE_EXTENSIONS,
        nothing="没有可加批注的文件;只有 Word 文件(docx)能加批注,其他请用 Word 或 WPS 另存为 docx。",
        unwanted="不是 Word 文件(docx)",
        output=Path(output or "."),
        as_of=options.as_of,
        allow_secret=options.allow_secret,
        debug=options.debug,
        listener=scan_listener(),
    )
    run = Run(options.configuration(), request, complain)
    documents = run.inputs.documents
    targets = _targets(documents, output, several=any(Path(p).is_dir() for p in paths))
    _refuse(documents, targets, overwrite=overwrite)
    wish = Wish(hand_in=_Hang(signature, fulfilled=fulfilled), baseline=False)
    for (source, outcome), target in zip(run.outcomes(wish), targets, strict=True):
        if isinstance(outcome.taken, AnnotatedCopy) and not _keep(source.path, target, outcome.taken):
            run.fail()
    raise typer.Exit(run.close())


@dataclass(frozen=True, slots=True)
class _Hang:
    """Hangs the comments on a judged file; can be sent to another process."""

    signature: Signature
    fulfilled: bool

    def __call__(self, assessment: Assessment, data: bytes, checker: Checker) -> AnnotatedCopy:
        """The file with comments.

        Raises:
            ReadingError: It is no Word file.
        """
        from checker.annotating import annotate as hang

        page = checker.page(assessment.document)
        return hang(assessment, data, page, checker.loaded.pack, self.signature, fulfilled=self.fulfilled)


def _keep(path: str, target: Path, done: AnnotatedCopy) -> bool:
    """Write the copy and say what is in it; False where the system refuses."""
    from checker.runs.writing import reason, replace_file

    try:
        replace_file(target, done.data)
    except OSError as error:
        complain(f"{target}:写不了副本({reason(error)}),可用 -o 换一个地方。")
        return False
    for warning in done.warnings:
        complain(f"{path}:{warning}。")
    complain(f"{path}:加了 {len(done.remarks)} 条批注,写入 {target};原文件未动。")
    return True


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
