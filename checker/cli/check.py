"""``checker check``: judge documents and write reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.options import (
    AllowSecret,
    AsOf,
    Attributes,
    BaselineName,
    ConfigFile,
    Debug,
    FailOn,
    FailUnder,
    Force,
    Formats,
    Jobs,
    LevelName,
    NoConfig,
    Output,
    PackName,
    ShowWords,
    StageName,
    WaiversFile,
    Year,
    chosen_formats,
    chosen_show,
    configure,
    folder_name,
    today,
    with_index,
)
from checker.cli.output import pack_rules, write_file, write_forms, write_run_forms
from checker.cli.previous import Previous, earlier_results, tell_earlier
from checker.cli.problems import FAILED, SHORT, complain, exit_on_error, scan_listener
from checker.runs.inputs import path_key

if TYPE_CHECKING:
    from checker.reporting.forms import Entry, RunInfo
    from checker.reporting.terminal.console import Brief
    from checker.runs.batch import Outcome
    from checker.runs.batch import Tally as MarkTally
    from checker.runs.inputs import Input


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("check", help=_HELP, no_args_is_help=True)(check)


_HELP = """核对报告:终端列出结果,并写出 HTML(或 JSON、Markdown、SARIF、JUnit 等)。

\b
例:checker check 报告.docx
例:checker check 报送/ 补充.txt -f json -f html -o 结果/ --jobs 2
例:checker check 修改稿.docx --previous 前次/草案.json
例:checker check 报送/ -f sarif -f junit -o 结果/ --fail-on statutory
一次核对多份并写 HTML 时,另有汇总表 index.html、index.csv、index.xlsx(内部资料);单要汇总表用 -f index。
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
    previous: Previous = None,
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
    from checker.errors import UsageError
    from checker.reading.formats.registry import EXTENSIONS
    from checker.reporting.forms import RunInfo
    from checker.reporting.registry import PER_DOCUMENT, PER_RUN
    from checker.results.thresholds import Thresholds
    from checker.runs.annexes import with_annexes
    from checker.runs.batch import Task, run
    from checker.runs.inputs import collect
    from checker.runs.set_aside_book import MarkBook

    with exit_on_error(debug=debug):
        configuration = configure(
            config, no_config, formats=formats, output=output, pack=pack, level=level, year=year, stage=stage,
            attributes=attributes, fail_under=fail_under, fail_on=fail_on, waivers=waivers, baseline=baseline,
            force=force, jobs=jobs, show=show,
        )  # fmt: skip
        of_run = configuration.for_run(paths)
        chosen, folder = chosen_formats(of_run["formats"]), Path(of_run["output"])
        Thresholds.parse(fail_under, fail_on)
        shown = chosen_show(of_run)
        inputs, annexes = with_annexes(collect(paths, EXTENSIONS, folder, of_run.limits()), paths, of_run.pack)
        for skipped, why in inputs.skipped:
            complain(f"跳过 {skipped}:{why}。")
        if not inputs.documents:
            kinds = "、".join(sorted(e.removeprefix(".") for e in EXTENSIONS))
            msg = f"没有可核对的文件。文件夹里只认这些类型:{kinds}。"
            raise UsageError(msg)
        documents = [i.path for i in inputs.documents]
        for sentence in configuration.nearer(paths, documents):
            complain(sentence)
        chosen = with_index(chosen, len(documents))
        book = MarkBook(lambda: as_of or today())
        earlier = earlier_results(previous, inputs.documents, folder, chosen)

        targets = {i.path: i.target.name for i in inputs.documents}
        listener = scan_listener()

        def task(path: str) -> Task:
            settings = configuration.for_document(path)
            options = settings.options(as_of, allow_secret=allow_secret)
            short = Thresholds.parse(settings["fail-under"], settings["fail-on"]).missed
            return Task(
                settings.pack, options, chosen, short, marks=book.of(path, settings), earlier=earlier, show=shown,
                annexes=annexes.get(path, ()), listener=listener, target=targets[path],
            )  # fmt: skip

        outcomes = run(documents, task, of_run["jobs"])
        run_forms = [f for f in chosen if f in PER_RUN]
        settings = [configuration.for_document(path) for path in documents] if run_forms else []
        rules = pack_rules(*dict.fromkeys(s.pack for s in settings))
        tally = finish(outcomes, inputs.documents, run_forms, folder, debug=debug)
        if earlier is not None:
            tally.broken = tell_earlier(earlier, tally.earlier, tally.troubles) or tally.broken
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
        finish_run(tally, info, folder)
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
    earlier: set[str] = field(default_factory=set)  # results of an earlier run that were compared with
    troubles: list[str] = field(default_factory=list)  # those of them that could not be read

    def text(self) -> str:
        """The terminal's view: one document in full, several as a table."""
        from checker.reporting.terminal.console import render_batch

        return self.console if len(self.briefs) == 1 else render_batch(self.briefs)


def finish(
    outcomes: Iterable[Outcome], inputs: Sequence[Input], forms: Sequence[str], output: Path, *, debug: bool
) -> _Tally:
    """Write what each document gives, as soon as it is there; say what went wrong and go on."""
    from checker.reporting.forms import Entry
    from checker.reporting.terminal.console import Brief

    tally = _Tally(originals=frozenset(path_key(i.path) for i in inputs if i.path != "-"))
    progress = len(inputs) > 1 and sys.stderr.isatty()
    for number, (source, outcome) in enumerate(zip(inputs, outcomes, strict=True), start=1):
        if progress:
            complain(f"[{number}/{len(inputs)}] {source.path}")
        if outcome.brief is None:
            tally.broken = True
            complain(outcome.trace if debug and outcome.trace else outcome.message)
        for problem in outcome.unread:
            tally.broken = True
            complain(f"{source.path}:{problem}")
        tally.briefs.append(outcome.brief or Brief(source.path, remark="未完成"))
        tally.console = outcome.console
        for form in forms:
            path = outcome.brief.path if outcome.brief else source.path  # of a stored result, that of its document
            entry = Entry(path, source.target.as_posix(), outcome.pieces.get(form), outcome.message)
            tally.entries.setdefault(form, []).append(entry)
        tally.short = tally.short or outcome.short
        tally.marks += [(source.path, outcome.tally)] if outcome.tally else []
        tally.earlier.add(outcome.earlier)
        tally.troubles += [outcome.trouble] if outcome.trouble else []
        done = write_forms(output / source.target, outcome.files, tally.originals)
        tally.written += done
        tally.broken = tally.broken or done < len(outcome.files)
        for name, data in outcome.pictures.items():
            tally.broken = not write_file(output / source.target.parent / name, data, tally.originals) or tally.broken
    return tally


def finish_run(tally: _Tally, info: RunInfo, output: Path) -> None:
    """Write the forms of the whole run."""
    written, whole = write_run_forms(tally.entries, info, output, tally.originals)
    tally.written += written
    tally.broken = tally.broken or not whole
