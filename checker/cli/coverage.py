"""``checker rules coverage``: a pack over a folder of reports."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import DEFAULT_OUTPUT, AllowSecret, PackName, settings_of
from checker.cli.problems import FAILED, complain, exit_on_error
from checker.runs.inputs import collect

if TYPE_CHECKING:
    from checker.authoring.coverage import Read
    from checker.runs.batch import Task

HELP = """规则在一批报告上的表现:每条规则完整、部分、缺失、不适用各几份,哪些要素从未找到;改规则之前和之后差在哪里。

\b
例:checker rules coverage seeds
例:checker rules coverage 往年报告/ --pack 我的规则包/ --against national
例:checker rules coverage 往年报告/ --pack 改后/ --against 改前/ -f json > 影响.json
"""


def coverage(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="路径", help="报告文件或文件夹(含下级)。", show_default=False),
    ],
    pack: PackName = None,
    against: Annotated[
        str | None, typer.Option("--against", help="与哪个规则包(如改动之前的文件夹)对比。", show_default=False)
    ] = None,
    form: Annotated[str, typer.Option("-f", "--format", help="console、csv 或 json。")] = "console",
    allow_secret: AllowSecret = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="同时用几个进程。")] = 1,
) -> None:
    """Run one pack, or two, over reports."""
    from checker.authoring.coverage import cover, moved, read
    from checker.authoring.coverage_report import FORMS, Comparison
    from checker.errors import UsageError
    from checker.options import Options
    from checker.reading.formats.registry import EXTENSIONS
    from checker.rules.loader import load_pack
    from checker.runs.annexes import with_annexes
    from checker.runs.batch import Task

    with exit_on_error():
        if form not in FORMS:
            msg = f"没有“{form}”这种输出格式,可用:{'、'.join(FORMS)}。"
            raise UsageError(msg)
        settings = settings_of("-", pack)
        pack, options = settings.pack, Options(allow_secret=allow_secret, limits=settings.limits())
        inputs, annexes = with_annexes(collect(paths, EXTENSIONS, Path(DEFAULT_OUTPUT)), paths, pack)
        for skipped, why in inputs.skipped:
            complain(f"跳过 {skipped}:{why}。")
        documents = [i.path for i in inputs.documents]
        loaded = load_pack(pack).pack
        reads, broken = _run(documents, Task(pack, options, take=read), annexes, jobs)
        comparison = None
        if against is not None:
            before, _ = _run(documents, Task(against, options, take=read), annexes, jobs, quiet=True)
            other = load_pack(against).pack
            comparison = Comparison(_name(other.id, other.version, against), moved(before, reads))
        titles = {r.id: r.title for r in loaded.rules if not r.off}
        found = cover(_name(loaded.id, loaded.version, pack), titles, reads)
        sys.stdout.write(FORMS[form](found, comparison))
    raise typer.Exit(FAILED if broken else 0)


def _name(pack_id: str, version: str, given: str) -> str:
    """How a pack is shown: by id and version, and by where it lies when it was given as a folder."""
    return f"{pack_id} {version}" if given == pack_id else f"{pack_id} {version}({given})"


def _run(
    documents: Sequence[str], task: Task, annexes: Mapping[str, tuple[str, ...]], jobs: int, *, quiet: bool = False
) -> tuple[list[Read], bool]:
    """What each document gave, and whether one could not be judged."""
    from checker.authoring.coverage import Read
    from checker.runs.batch import run

    reads: list[Read] = []
    broken = False
    for outcome in run(documents, lambda path: replace(task, annexes=annexes.get(path, ())), jobs):
        if isinstance(outcome.taken, Read):
            reads.append(outcome.taken)
        else:
            broken = True
            if not quiet:
                complain(outcome.message)
    return reads, broken
