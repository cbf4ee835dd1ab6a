"""``checker baseline``: what is there already, so that only new gaps and findings count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import (
    AllowSecret,
    AsOf,
    Attributes,
    ConfigFile,
    Debug,
    Force,
    Jobs,
    LevelName,
    NoConfig,
    PackName,
    StageName,
    WaiversFile,
    Year,
    configure,
    today,
)
from checker.cli.problems import FAILED, complain, exit_on_error, reason
from checker.runs.annexes import with_annexes
from checker.runs.inputs import collect

if TYPE_CHECKING:
    from checker.config import Configuration
    from checker.config.baseline import BaselineFile
    from checker.results.baseline import Known
    from checker.runs.batch import Outcome
    from checker.runs.set_aside_book import MarkBook

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


@group.command("write", help=_WRITE_HELP, no_args_is_help=True)
def write(
    paths: Paths,
    output: File = None,
    pack: PackName = None,
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    as_of: AsOf = None,
    waivers: WaiversFile = None,
    force: Force = None,
    allow_secret: AllowSecret = False,
    jobs: Jobs = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Judge documents and keep what they lack."""
    from checker.config.baseline import merged

    with exit_on_error(debug=debug):
        configuration = configure(
            config, no_config, pack=pack, level=level, year=year, stage=stage, attributes=attributes,
            waivers=waivers, baseline=output, force=force, jobs=jobs,
        )  # fmt: skip
        run = _Run(configuration, paths, as_of, allow_secret=allow_secret)
        now = {path: run.entries(path, outcome) for path, outcome in run.outcomes(debug=debug)}
        entries = merged(run.old, run.file, now)
        _save(run.file, entries)
    total, before = sum(map(len, entries.values())), run.size
    typer.echo(f"基线已写入 {run.name}:{len(entries)} 份文档,{total} 项(原有 {before} 项)。")
    raise typer.Exit(FAILED if run.broken else 0)


@group.command("prune", help=_PRUNE_HELP, no_args_is_help=True)
def prune(
    paths: Paths,
    output: File = None,
    pack: PackName = None,
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    as_of: AsOf = None,
    force: Force = None,
    allow_secret: AllowSecret = False,
    jobs: Jobs = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Judge documents and drop what they no longer lack."""
    from checker.config.baseline import merged, without
    from checker.errors import UsageError

    with exit_on_error(debug=debug):
        configuration = configure(
            config, no_config, pack=pack, level=level, year=year, stage=stage, attributes=attributes,
            baseline=output, force=force, jobs=jobs,
        )  # fmt: skip
        run = _Run(configuration, paths, as_of, allow_secret=allow_secret)
        if run.old is None:
            msg = "没有这个基线文件,先用 checker baseline write 生成。"
            raise UsageError(msg, run.name)
        now = {}
        for path, outcome in run.outcomes(debug=debug):
            now[path] = without(run.old.of(path), outcome.tally.stale if outcome.tally else ())
        entries = merged(run.old, run.file, now)
        _save(run.file, entries)
    total = sum(map(len, entries.values()))
    typer.echo(f"{run.name}:去掉 {run.size - total} 项,余 {total} 项。")
    raise typer.Exit(FAILED if run.broken else 0)


class _Run:
    """One pass over the documents, with the baseline as it was."""

    def __init__(
        self, configuration: Configuration, paths: list[str], as_of: str | None, *, allow_secret: bool
    ) -> None:
        from checker.config.baseline import load_baseline
        from checker.errors import UsageError
        from checker.reading.formats.registry import EXTENSIONS
        from checker.runs.set_aside_book import MarkBook

        self._configuration = configuration
        self._of_run = configuration.for_run(paths)
        self.name = self._of_run["baseline"] or DEFAULT_NAME
        self.file = Path(self.name).absolute()
        self.old: BaselineFile | None = load_baseline(self.file) if self.file.exists() else None
        self.size = sum(map(len, self.old.entries.values())) if self.old else 0
        self.broken = False
        self._titles: dict[str, dict[str, str]] = {}  # by pack, then by rule
        self._as_of, self._allow_secret = as_of, allow_secret
        found = collect(paths, EXTENSIONS, Path(self._of_run["output"]), self._of_run.limits())
        inputs, self._annexes = with_annexes(found, paths, self._of_run.pack)
        for skipped, why in inputs.skipped:
            complain(f"跳过 {skipped}:{why}。")
        self._documents = [i.path for i in inputs.documents]
        if not self._documents:
            msg = "没有可核对的文件,基线没有动。"
            raise UsageError(msg)
        self._book: MarkBook = MarkBook(lambda: as_of or today())

    def outcomes(self, *, debug: bool) -> Iterator[tuple[str, Outcome]]:
        """What became of each document that could be judged; says which could not."""
        from dataclasses import replace

        from checker.results.baseline import entries_of
        from checker.runs.batch import Task, run

        def task(path: str) -> Task:
            settings = self._configuration.for_document(path)
            marks = self._book.of(path, settings.without("baseline"))
            marks = replace(marks, known=self.old.of(path) if self.old else None)
            options = settings.options(self._as_of, allow_secret=self._allow_secret)
            return Task(settings.pack, options, take=entries_of, marks=marks, annexes=self._annexes.get(path, ()))

        for path, outcome in zip(self._documents, run(self._documents, task, self._of_run["jobs"]), strict=True):
            if outcome.brief is None:
                self.broken = True
                complain(outcome.trace if debug and outcome.trace else outcome.message)
            else:
                for problem in outcome.unread:
                    self.broken = True
                    complain(f"{path}:{problem}")
                yield path, outcome

    def entries(self, path: str, outcome: Outcome) -> tuple[Known, ...]:
        """What a document lacks, with the titles of its rules."""
        from dataclasses import replace

        from checker.results.baseline import Known

        titles = self._titles_of(self._configuration.for_document(path).pack)
        taken = outcome.taken if isinstance(outcome.taken, tuple) else ()
        return tuple(replace(k, title=titles.get(k.rule_id, k.title)) for k in taken if isinstance(k, Known))

    def _titles_of(self, pack: str) -> dict[str, str]:
        from checker.rules.loader import load_pack

        if pack not in self._titles:
            self._titles[pack] = {r.id: r.title for r in load_pack(pack).pack.rules}
        return self._titles[pack]


def _save(file: Path, entries: dict[str, tuple[Known, ...]]) -> None:
    from checker.cli.output import replace_file
    from checker.config.baseline import dump_baseline
    from checker.errors import UsageError

    try:
        replace_file(file, dump_baseline(entries))
    except OSError as error:
        msg = f"写不了基线({reason(error)}),可用 -o 换一个地方。"
        raise UsageError(msg, str(file)) from None
