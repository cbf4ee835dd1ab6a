"""``checker check``: judge documents and write reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.files import path_key, write_forms
from checker.cli.inputs import AllowSecret
from checker.cli.options import (
    AsOf,
    Attributes,
    Debug,
    FailOn,
    FailUnder,
    Force,
    Formats,
    Jobs,
    LevelName,
    Output,
    PackName,
    ShowWords,
    StageName,
    Year,
    chosen_formats,
    folder_name,
)
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error
from checker.cli.run_forms import pack_rules, write_run_forms
from checker.cli.settings import BaselineName, ConfigFile, NoConfig, WaiversFile, configure, today

if TYPE_CHECKING:
    from checker.batch import Outcome
    from checker.batch import Tally as MarkTally
    from checker.cli.inputs import Input
    from checker.reporting.console import Brief
    from checker.reporting.registry import Entry


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("check", help=_HELP, no_args_is_help=True)(check)


_HELP = """核对报告:终端列出结果,并写出 HTML(或 JSON、Markdown、SARIF、JUnit 等)。

\b
例:checker check 报告.docx
例:checker check 报送/ 补充.txt -f json -f html -o 结果/ --jobs 2
例:checker check 报送/ -f sarif -f junit -o 结果/ --fail-on statutory
"""


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="路径", help="文件、文件夹(含下级),或 - 表示标准输入。", show_default=False),
    ],
    formats: Formats = None,
    output: Output = None,
    pack: PackName = None,
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    as_of: AsOf = None,
    fail_under: FailUnder = None,
    fail_on: FailOn = None,
    waivers: WaiversFile = None,
    baseline: BaselineName = None,
    show: ShowWords = None,
    force: Force = None,
    allow_secret: AllowSecret = False,
    jobs: Jobs = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Judge documents; see ``_HELP`` for people."""
    from checker.batch import Task, run
    from checker.cli.inputs import collect
    from checker.cli.thresholds import Thresholds
    from checker.config.marks import MarkBook
    from checker.errors import UsageError
    from checker.reading.formats import EXTENSIONS
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN, RunInfo
    from checker.reporting.show import parse_show

    with exit_on_error(debug=debug):
        configuration = configure(
            config, no_config, formats=formats, output=output, pack=pack, level=level, year=year, stage=stage,
            attributes=attributes, fail_under=fail_under, fail_on=fail_on, waivers=waivers, baseline=baseline,
            force=force, jobs=jobs,
        )  # fmt: skip
        of_run = configuration.for_run(paths)
        chosen, folder = chosen_formats(of_run["formats"]), Path(of_run["output"])
        Thresholds.parse(fail_under, fail_on)
        shown = parse_show(show)
        inputs = collect(paths, EXTENSIONS, folder, of_run.limits())
        for skipped, why in inputs.skipped:
            complain(f"跳过 {skipped}:{why}。")
        if not inputs.documents:
            kinds = "、".join(sorted(e.removeprefix(".") for e in EXTENSIONS))
            msg = f"没有可核对的文件。文件夹里只认这些类型:{kinds}。"
            raise UsageError(msg)
        documents = [i.path for i in inputs.documents]
        for sentence in configuration.nearer(paths, documents):
            complain(sentence)
        book = MarkBook(lambda: as_of or today())

        def task(path: str) -> Task:
            settings = configuration.for_document(path)
            options = settings.options(as_of, allow_secret=allow_secret)
            short = Thresholds.parse(settings["fail-under"], settings["fail-on"]).missed
            return Task(settings.pack, options, chosen, short, marks=book.of(path, settings), show=shown)

        outcomes = run(documents, task, of_run["jobs"])
        run_forms = [f for f in chosen if f in PER_RUN]
        settings = [configuration.for_document(path) for path in documents] if run_forms else []
        rules = pack_rules(*dict.fromkeys(s.pack for s in settings))
        tally = _finish(outcomes, inputs.documents, run_forms, folder, debug=debug)
        remarks = tuple(book.remarks(tally.marks))
        info = RunInfo(
            tuple(f for f in chosen if f in PER_DOCUMENT),
            inputs.skipped,
            remarks,
            rules,
            Path.cwd().as_posix(),
            baseline=any(s["baseline"] is not None for s in settings),
            show=shown,
        )
        written, whole = write_run_forms(tally.entries, info, folder, tally.originals)
        tally.written += written
        tally.broken = tally.broken or not whole
    if "console" in chosen:
        typer.echo(tally.text(), nl=False)
    for remark in remarks:
        complain(remark)
    if tally.written:
        complain(f"结果已写入 {folder_name(str(folder))}")
    raise typer.Exit(FAILED if tally.broken else SHORT if tally.short else 0)


@dataclass(slots=True)
class _Tally:
    """What has come of the run so far."""

    briefs: list[Brief] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=dict)  # by form of the run
    originals: frozenset[str] = frozenset()  # the documents themselves; no result takes their place
    console: str = ""
    written: int = 0
    broken: bool = False
    short: bool = False
    marks: list[tuple[str, MarkTally]] = field(default_factory=list)  # path, what became of waivers and baseline

    def text(self) -> str:
        """The terminal's view: one document in full, several as a table."""
        from checker.reporting.console import render_batch

        return self.console if len(self.briefs) == 1 else render_batch(self.briefs)


def _finish(
    outcomes: Iterable[Outcome], inputs: Sequence[Input], forms: Sequence[str], output: Path, *, debug: bool
) -> _Tally:
    """Write what each document gives, as soon as it is there; say what went wrong and go on."""
    from checker.reporting.console import Brief
    from checker.reporting.registry import Entry

    tally = _Tally(originals=frozenset(path_key(i.path) for i in inputs if i.path != "-"))
    progress = len(inputs) > 1 and sys.stderr.isatty()
    for number, (source, outcome) in enumerate(zip(inputs, outcomes, strict=True), start=1):
        if progress:
            complain(f"[{number}/{len(inputs)}] {source.path}")
        if outcome.brief is None:
            tally.broken = True
            complain(outcome.trace if debug and outcome.trace else outcome.message)
        tally.briefs.append(outcome.brief or Brief(source.path, remark="未完成"))
        tally.console = outcome.console
        for form in forms:
            entry = Entry(source.path, source.target.as_posix(), outcome.pieces.get(form), outcome.message)
            tally.entries.setdefault(form, []).append(entry)
        tally.short = tally.short or outcome.short
        tally.marks += [(source.path, outcome.tally)] if outcome.tally else []
        done = write_forms(output / source.target, outcome.files, tally.originals)
        tally.written += done
        tally.broken = tally.broken or done < len(outcome.files)
    return tally
