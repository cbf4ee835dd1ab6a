"""``--previous``: the results of an earlier run beside those of this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.problems import complain

if TYPE_CHECKING:
    from checker.runs.earlier import Earlier
    from checker.runs.inputs import Input


Previous = Annotated[
    str | None,
    typer.Option("--previous", help="前次审核的 JSON 结果,或存放它们的文件夹;列出已改、未改、新增。"),
]
"""The option of commands that judge documents again."""


def earlier_results(
    previous: str | None, documents: Sequence[Input], output: Path, forms: Sequence[str]
) -> Earlier | None:
    """Where the earlier results are, None without the option.

    Raises:
        UsageError: Nothing is there, it does not fit the documents, or this run would overwrite it.
        ReadingError: The one file that was named is no stored result.
    """
    from checker.errors import UsageError
    from checker.runs.earlier import Earlier
    from checker.runs.stored_files import load

    if previous is None:
        return None
    root = Path(previous)
    if not root.exists():
        msg = f"--previous 指的“{previous}”不存在,请核对路径。"
        raise UsageError(msg)
    targets = {i.path: i.target.as_posix() for i in documents}
    if not root.is_dir():
        if len(documents) > 1:
            msg = "有几份报告时,--previous 要给存放前次 JSON 结果的文件夹。"
            raise UsageError(msg)
        load(previous)
    written = [output / f"{name}.json" for name in targets.values()] if "json" in forms else []
    if (written and root.resolve() == output.resolve()) or any(_same(root, file) for file in written):
        msg = "这次的结果会覆盖 --previous 的前次结果,请用 -o 换一个文件夹。"
        raise UsageError(msg)
    return Earlier(previous, targets)


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def tell_earlier(earlier: Earlier, used: set[str], troubles: Sequence[str]) -> bool:
    """Say which earlier results were broken, and which none of the documents belongs to; whether one was broken."""
    for trouble in troubles:
        complain(trouble)
    for path in earlier.unused(used):
        complain(f"前次结果 {path}:这次没有对应的报告,未对照。")
    return bool(troubles)
