"""``checker baseline``: what is there already, so that only new gaps and findings count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import RunOptions, run_options
from checker.cli.problems import complain, scan_listener

if TYPE_CHECKING:
    from checker.config.baseline import BaselineFile
    from checker.results.baseline import Snapshot
    from checker.runs.batch import Outcome
    from checker.runs.request import KnownOf

group = typer.Typer(
    help="基线:把现有的不足记下来,以后只看新出现的。\n\n例:checker baseline write 报送/",
    no_args_is_help=True,
    rich_markup_mode=None,
)
DEFAULT_NAME = "checker-baseline.json"


def register(app: typer.Typer) -> None:
    """Add the group to ``app``."""
    app.add_typer(group, name="baseline")


Paths = Annotated[list[str], typer.Argument(metavar="路径", help="文件、文件夹(含下级)。", show_default=False)]
File = Annotated[
    str | None, typer.Option("-o", "--output", help=f"基线文件;默认配置里的 baseline,没有时 {DEFAULT_NAME}。")
]
_WRITE_HELP = """把现有的不足和问题记进基线文件。已在基线里的其他文档不动。

\b
例:checker baseline write 报送/
例:checker baseline write 报送/ -o 基线/2025.json
"""
_PRUNE_HELP = """从基线文件里去掉不再出现的项,不添新项。

\b
例:checker baseline prune 报送/
"""


_LEFT_OUT = ("formats", "output", "fail_under", "fail_on", "previous", "show", "baseline", "select", "ignore")


@group.command("write", help=_WRITE_HELP, no_args_is_help=True)
@run_options(*_LEFT_OUT)
def write(paths: Paths, options: RunOptions, output: File = None) -> None:
    """Judge documents and keep what they lack."""
    from checker.config.baseline import merged

    work = _Work(paths, options, output)
    now = {path: work.taken(path, outcome) for path, outcome in work.outcomes()}
    file = merged(work.old, work.file, now)
    _save(file)
    total, before = _size(file), work.size
    typer.echo(f"基线已写入 {work.name}:{len(file.entries)} 份文档,{total} 项(原有 {before} 项)。")
    raise typer.Exit(work.run.close())


@group.command("prune", help=_PRUNE_HELP, no_args_is_help=True)
@run_options(*_LEFT_OUT)
def prune(paths: Paths, options: RunOptions, output: File = None) -> None:
    """Judge documents and drop what they no longer lack."""
    from checker.config.baseline import merged, without
    from checker.errors import UsageError

    work = _Work(paths, options, output)
    if work.old is None:
        msg = "没有这个基线文件,先用 checker baseline write 生成。"
        raise UsageError(msg, work.name)
    now = {}
    for path, outcome in work.outcomes():
        tally = outcome.tally
        known = work.old.entries.get(tally.followed, ()) if tally and tally.followed else work.old.of(path)
        now[path] = replace(work.taken(path, outcome), known=without(known, tally.stale if tally else ()))
    file = merged(work.old, work.file, now)
    _save(file)
    total = _size(file)
    typer.echo(f"{work.name}:去掉 {work.size - total} 项,余 {total} 项。")
    raise typer.Exit(work.run.close())


class _Work:
    """One pass over the documents, with the baseline as it was."""

    def __init__(self, paths: list[str], options: RunOptions, output: str | None) -> None:
        from checker.config.baseline import load_baseline
        from checker.reading.formats.registry import EXTENSIONS
        from checker.runs.run import Request, Run

        configuration = options.configuration(baseline=output)
        self.name = configuration.for_run(paths)["baseline"] or DEFAULT_NAME
        self.file = Path(self.name).absolute()
        self.old: BaselineFile | None = load_baseline(self.file) if self.file.exists() else None
        self.size = _size(self.old) if self.old else 0
        request = Request(
            paths=paths,
            accepts=EXTENSIONS,
            nothing="没有可核对的文件,基线没有动。",
            as_of=options.as_of,
            allow_secret=options.allow_secret,
            debug=options.debug,
            listener=scan_listener(),
        )
        self.run = Run(configuration, request, complain)
        self._titles: dict[str, dict[str, str]] = {}  # by pack, then by rule

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        """What became of each document that could be judged."""
        from checker.results.baseline import snapshot
        from checker.runs.run import Wish

        wish = Wish(take=snapshot, baseline=False, known=self._known)
        return ((source.path, outcome) for source, outcome in self.run.outcomes(wish) if outcome.brief is not None)

    def _known(self, path: str) -> KnownOf | None:
        if self.old is None:
            return None
        gone = () if self.old.names(path) else self.old.gone(i.path for i in self.run.inputs.documents)
        return self.old.of(path), gone

    def taken(self, path: str, outcome: Outcome) -> Snapshot:
        """What a document lacks, with the titles of its rules."""
        from checker.results.baseline import Snapshot

        titles = self._titles_of(self.run.configuration.for_document(path).pack)
        found = outcome.taken
        if not isinstance(found, Snapshot):
            msg = f"of a document that was judged a snapshot is taken, not {type(found).__name__}"
            raise TypeError(msg)
        return replace(found, known=tuple(replace(k, title=titles.get(k.rule_id, k.title)) for k in found.known))

    def _titles_of(self, pack: str) -> dict[str, str]:
        from checker.rules.loader import load_pack

        if pack not in self._titles:
            self._titles[pack] = {r.id: r.title for r in load_pack(pack).pack.rules}
        return self._titles[pack]


def _size(file: BaselineFile) -> int:
    return sum(map(len, file.entries.values()))


def _save(file: BaselineFile) -> None:
    from checker.config.baseline import dump_baseline
    from checker.errors import UsageError
    from checker.runs.writing import reason, replace_file

    try:
        replace_file(file.path, dump_baseline(file))
    except OSError as error:
        msg = f"写不了基线({reason(error)}),可用 -o 换一个地方。"
        raise UsageError(msg, str(file.path)) from None
