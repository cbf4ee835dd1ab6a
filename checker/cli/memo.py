"""``checker memo``: the letter to the unit, the sheet for the file, the summary of a batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.memo_run import STORED, MemoRun, collect_results
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
    Output,
    PackName,
    StageName,
    WaiversFile,
    Year,
    configure,
)
from checker.cli.output import write_file
from checker.cli.previous import Previous, earlier_results
from checker.cli.problems import FAILED, complain, exit_on_error
from checker.runs.annexes import with_annexes

if TYPE_CHECKING:
    from checker.config import Settings
    from checker.memo import MemoMaker
    from checker.results.decisions import Undecided

OPINION = "opinion"  # the memo where nobody asks for another


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("memo", help=_HELP)(memo)


_HELP = """出审核意见(Word 和 Markdown),另出内部审核单;多份报告另出内部汇总。

文件可以是报告,也可以是 checker check -f json 存下的结果。

\b
例:checker memo 报告.docx --as-of 2025-03-01 --due-days 10 -o 意见/
例:checker memo 报送/ --new-decisions 复核.xlsx        先出空白复核表
例:checker memo 报送/ --decisions 复核.xlsx -o 意见/   按复核结果出意见
例:checker memo 报告.docx --template return -f docx
"""


def memo(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="路径", help="报告或存下的结果(.json)、文件夹,或 - 表示标准输入。", show_default=False),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", help="opinion 审核意见(默认),return 退回补正通知,或自己的 docx 模板。"),
    ] = None,
    decisions: Annotated[str | None, typer.Option("--decisions", help="复核表(xlsx 或 yaml)。")] = None,
    undecided: Annotated[
        str | None,
        typer.Option("--undecided", help="没有复核的问题:omit 不写(默认),mark 标“待复核”,include 照写。"),
    ] = None,
    new_decisions: Annotated[
        str | None,
        typer.Option("--new-decisions", help="只出复核表(xlsx 或 yaml),已有的决定保留,不出意见。"),
    ] = None,
    letterhead: Annotated[str | None, typer.Option("--letterhead", help="信头数据(yaml 或 toml)。")] = None,
    due: Annotated[str | None, typer.Option("--due", help="补正日期(YYYY-MM-DD)。")] = None,
    due_days: Annotated[int | None, typer.Option("--due-days", min=1, help="自 --as-of 起几天内补正。")] = None,
    save_template: Annotated[
        str | None, typer.Option("--save-template", help="把 --template 的模板存成 docx,供修改;不出意见。")
    ] = None,
    formats: Annotated[list[str] | None, typer.Option("-f", "--format", help="docx、md,可多次;默认两种都出。")] = None,
    output: Output = None,
    pack: PackName = None,
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    as_of: AsOf = None,
    previous: Previous = None,
    waivers: WaiversFile = None,
    force: Force = None,
    allow_secret: AllowSecret = False,
    jobs: Jobs = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
    debug: Debug = False,
) -> None:
    """Write memos; see ``_HELP`` for people."""
    from checker.errors import UsageError

    with exit_on_error(debug=debug):
        if save_template is not None:
            _save_template(template or OPINION, save_template)
            raise typer.Exit
        if not paths:
            msg = "请给出报告、存下的结果(.json)或文件夹。"
            raise UsageError(msg)
        _check_days(due, due_days, as_of)
        configuration = configure(
            config, no_config, output=output, pack=pack, level=level, year=year, stage=stage, attributes=attributes,
            waivers=waivers, force=force, jobs=jobs,
            **{"memo.template": template, "memo.due-days": due_days, "memo.undecided": undecided,
               "memo.decisions": decisions},
        )  # fmt: skip
        of_run = configuration.for_run(paths)
        found = collect_results(paths, Path(of_run["output"]), of_run.limits())
        inputs, annexes = with_annexes(found, paths, of_run.pack)
        earlier = earlier_results(previous, inputs.documents, Path(of_run["output"]), ())
        if any((level, year, stage, attributes, force, waivers)) and any(
            i.path.lower().endswith(STORED) for i in inputs.documents
        ):
            complain("存下的结果不重新核对,--level、--year、--stage、--attributes、--waivers、--force 对它们不起作用。")
        for sentence in configuration.nearer(paths, [i.path for i in inputs.documents]):
            complain(sentence)
        run = MemoRun(inputs, configuration, of_run, as_of, allow_secret, debug, annexes, earlier)
        if new_decisions is not None:
            _refuse_both(decisions, new_decisions)
            run.sheet(Path(new_decisions))
        run.memos(_maker(of_run, letterhead, due, as_of, formats, undecided))


def _refuse_both(decisions: str | None, new: str) -> None:
    from checker.errors import UsageError

    if decisions is not None:
        msg = f"--new-decisions 和 --decisions 请分两次用:先写出 {new},填好后再用 --decisions 读它。"
        raise UsageError(msg)


def _save_template(name: str, path: str) -> None:
    """Write a shipped template as a file.

    Raises:
        UsageError: There is no such template.
    """
    from checker.errors import UsageError
    from checker.memo.layout import TEMPLATES, shipped_template

    if name not in TEMPLATES:
        msg = f"只有 {'、'.join(TEMPLATES)} 可以存成模板,现为“{name}”。"
        raise UsageError(msg)
    if Path(path).exists():
        msg = f"{path} 已经存在,请换一个文件名。"
        raise UsageError(msg)
    if not write_file(Path(path), shipped_template(name)):
        raise typer.Exit(FAILED)
    complain(f"模板已写入 {path},可用 Word 修改后以 --template {path} 使用。")


def _maker(
    settings: Settings,
    letterhead: str | None,
    due: str | None,
    as_of: str | None,
    formats: list[str] | None,
    undecided: str | None,
) -> MemoMaker:
    """What every document goes through; ``undecided`` as it was typed.

    Raises:
        CheckerError: An option has a value that does not exist, or a file that it names is wrong.
    """
    from checker.errors import UsageError
    from checker.memo import Letterhead, MemoMaker, load_letterhead
    from checker.memo.layout import TEMPLATES
    from checker.memo.maker import FORMS
    from checker.memo.request import Wanted
    from checker.memo.template import read_template
    from checker.results.conclusion import MemoWords
    from checker.results.decisions import Undecided, load_decisions
    from checker.rules.loader import load_pack

    chosen = tuple(dict.fromkeys(formats or FORMS))
    for form in chosen:
        if form not in FORMS:
            msg = f"没有“{form}”这种意见格式,可用:{'、'.join(FORMS)}。"
            raise UsageError(msg)
    template, decisions = settings["memo.template"] or OPINION, settings["memo.decisions"]
    if undecided is not None and decisions is None:
        msg = "--undecided 要和 --decisions(复核表)一起用;没有复核表时全部写入,并注明未经人工复核。"
        raise UsageError(msg)
    own = template not in TEMPLATES
    if own and not template.lower().endswith(".docx"):
        msg = f"--template 不认识“{template}”,可用:{'、'.join(TEMPLATES)},或一个 .docx 文件。"
        raise UsageError(msg)
    configured = Letterhead.from_mapping(settings.letterhead(), "memo.letterhead")
    wanted = Wanted(
        MemoWords.from_lexicon(load_pack(settings.pack).lexicon),
        OPINION if own else template,
        load_letterhead(letterhead) if letterhead else configured,
        due,
        settings["memo.due-days"],
        as_of,
        _undecided(settings["memo.undecided"] or Undecided.OMIT),
    )
    rows = load_decisions(decisions) if decisions else None
    return MemoMaker(wanted, chosen, rows, read_template(template) if own else None, template if own else "")


def _undecided(word: str) -> Undecided:
    from checker.errors import UsageError
    from checker.results.decisions import Undecided

    if word not in list(Undecided):
        msg = f"--undecided 不认识“{word}”,可用:{'、'.join(Undecided)}。"
        raise UsageError(msg)
    return Undecided(word)


def _check_days(due: str | None, due_days: int | None, as_of: str | None) -> None:
    from datetime import date

    from checker.errors import UsageError

    if due is not None and due_days is not None:
        msg = "--due 和 --due-days 只能给一个。"
        raise UsageError(msg)
    if due_days is not None and as_of is None:
        msg = "--due-days 要和 --as-of(从哪一天算起)一起用。"
        raise UsageError(msg)
    if due is not None:
        try:
            date.fromisoformat(due)
        except ValueError:
            msg = f"--due 应写作 YYYY-MM-DD,现为“{due}”。"
            raise UsageError(msg) from None
