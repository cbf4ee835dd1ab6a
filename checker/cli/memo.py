"""``checker memo``: the letter to the unit, the sheet for the file, the summary of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from checker.cli.options import RunOptions, run_options
from checker.cli.problems import FAILED, complain, scan_listener

if TYPE_CHECKING:
    from checker.config import Settings
    from checker.memo import MemoMaker
    from checker.results.decisions import Undecided
    from checker.runs.run import Run

INTERNAL = "内部"  # the folder of what stays in the office
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


@run_options("formats", "fail_under", "fail_on", "baseline", "show")
def memo(
    options: RunOptions,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="路径", help="报告或存下的结果(.json)、文件夹,或 - 表示标准输入。", show_default=False),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", help="opinion 审核意见书(默认),letter 函,return 退回补正通知,或自己的 docx 模板。"),
    ] = None,
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
    annex: Annotated[bool, typer.Option("--annex", help="意见后面附全部事项一览表。")] = False,
    save_template: Annotated[
        str | None, typer.Option("--save-template", help="把 --template 的模板存成 docx,供修改;不出意见。")
    ] = None,
    forms: Annotated[list[str] | None, typer.Option("-f", "--format", help="docx、md,可多次;默认两种都出。")] = None,
) -> None:
    """Write memos; see ``_HELP`` for people."""
    from checker.errors import UsageError
    from checker.reading.formats.registry import EXTENSIONS
    from checker.runs.run import Request, Run
    from checker.runs.stored_files import STORED

    if save_template is not None:
        _save_template(template or OPINION, save_template)
        raise typer.Exit
    if not paths:
        msg = "请给出报告、存下的结果(.json)或文件夹。"
        raise UsageError(msg)
    _check_days(due, due_days, options.as_of)
    if new_decisions is not None:
        _refuse_both(options.decisions, new_decisions)
    configuration = options.configuration(
        **{"memo.template": template, "memo.due-days": due_days, "memo.undecided": undecided}
    )
    request = Request(
        paths=paths,
        accepts=EXTENSIONS | {STORED},
        nothing="没有可出意见的文件。文件夹里只认报告和 checker check -f json 存下的结果。",
        previous=options.previous,
        as_of=options.as_of,
        allow_secret=options.allow_secret,
        debug=options.debug,
        listener=scan_listener(),
    )
    run = Run(configuration, request, complain)
    given = (options.level, options.year, options.stage, options.attributes, options.force, options.waivers)
    if any(given) and any(i.path.lower().endswith(STORED) for i in run.inputs.documents):
        complain("存下的结果不重新核对,--level、--year、--stage、--attributes、--waivers、--force 对它们不起作用。")
    if new_decisions is not None:
        _sheet(run, Path(new_decisions))
    else:
        _memos(run, _maker(run.settings, letterhead, due, options.as_of, forms, undecided, annex=annex))


def _memos(run: Run, maker: MemoMaker) -> NoReturn:
    """Write the papers of every document, then the summary where there are several."""
    from checker.memo import Papers, render_summary
    from checker.runs.run import Wish

    rows, unread = [], []
    for source, outcome in run.outcomes(Wish(take=maker, stored=True, baseline=False)):
        if not isinstance(outcome.taken, Papers):
            unread.append((source.path, outcome.message))
            continue
        papers = outcome.taken
        rows.append(papers.row)
        for message in papers.row.messages:
            complain(f"{source.path}:{message}")
        run.writer.write_forms(run.output / source.target, papers.files)
        run.writer.write_forms(run.output / INTERNAL / source.target, papers.internal)
    remarks = [*_strangers(run.settings.decisions, [r.key for r in rows]), *run.remarks]
    for remark in remarks[: len(remarks) - len(run.remarks)]:
        complain(remark)
    if len(run.inputs.documents) > 1:
        passed = [f"跳过 {path}:{why}。" for path, why in run.inputs.skipped]
        files = render_summary(rows, unread, [*remarks, *passed], maker.forms, maker.wanted.as_of)
        for name, data in files.items():
            run.writer.write(run.output / INTERNAL / name, data)
    raise typer.Exit(run.close())


def _sheet(run: Run, path: Path) -> NoReturn:
    """Write a decision sheet for all documents, keeping what is decided already."""
    from checker.results.decisions import list_points, load_decisions, merge, write_decisions
    from checker.runs.run import Wish
    from checker.runs.writing import Writer

    write_decisions(path, ())  # a wrong extension is said before the work begins
    existing = load_decisions(path) if path.exists() else ()
    found = (outcome.taken for _, outcome in run.outcomes(Wish(take=list_points, stored=True, baseline=False)))
    points = [point for taken in found if isinstance(taken, tuple) for point in taken]
    merged = merge(existing, points)
    for lost in merged.gone:
        complain(f"{lost.unit}{_of(lost.year)}“{lost.title or lost.point}”已不存在,原决定留在表末。")
    for row in merged.changed:
        complain(f"{row.unit}{_of(row.year)}“{row.title or row.point}”的程序结论已有变化,请重新决定。")
    writer = Writer(complain, [i.path for i in run.inputs.documents])
    if not writer.write(path, write_decisions(path, merged.rows)):
        raise typer.Exit(FAILED)
    for remark in run.remarks:
        complain(remark)
    decided = sum(r.choice is not None for r in merged.rows)
    complain(f"复核表已写入 {path}:共 {len(merged.rows)} 项,新增 {merged.added} 项,已有决定 {decided} 项。")
    raise typer.Exit(run.exit_code)


def _of(year: int | None) -> str:
    return f"{year}年度" if year else ""


def _strangers(sheet: str, keys: Sequence[tuple[str, int | None]]) -> list[str]:
    """Decisions about units that are not in this run."""
    from checker.results.decisions import ALL_UNITS, load_decisions
    from checker.results.decisions.model import folded

    here = {(folded(unit), year) for unit, year in keys}
    made = [d for d in (load_decisions(sheet) if sheet else ()) if d.choice is not None and d.unit != ALL_UNITS]
    absent = {(d.unit, d.year) for d in made if d.key[:2] not in here}
    listed = "、".join(f"{unit}({year or '年度不明'})" for unit, year in sorted(absent, key=str))
    return [f"复核表里这些单位不在本次文件中,其决定没有用到:{listed}。"] if absent else []


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
    from checker.runs.writing import Writer

    if name not in TEMPLATES:
        msg = f"只有 {'、'.join(TEMPLATES)} 可以存成模板,现为“{name}”。"
        raise UsageError(msg)
    if Path(path).exists():
        msg = f"{path} 已经存在,请换一个文件名。"
        raise UsageError(msg)
    if not Writer(complain).write(Path(path), shipped_template(name)):
        raise typer.Exit(FAILED)
    complain(f"模板已写入 {path},可用 Word 修改后以 --template {path} 使用。")


def _maker(
    settings: Settings,
    letterhead: str | None,
    due: str | None,
    as_of: str | None,
    formats: list[str] | None,
    undecided: str | None,
    *,
    annex: bool,
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
    from checker.memo.words import MemoWords
    from checker.results.decisions import Undecided, load_decisions
    from checker.rules.loader import load_pack

    chosen = tuple(dict.fromkeys(formats or FORMS))
    for form in chosen:
        if form not in FORMS:
            msg = f"没有“{form}”这种意见格式,可用:{'、'.join(FORMS)}。"
            raise UsageError(msg)
    template, decisions = settings["memo.template"] or OPINION, settings.decisions
    if undecided is not None and not decisions:
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
        annex,
    )
    if decisions:
        load_decisions(decisions)  # what is wrong with it is said before the work begins
    return MemoMaker(wanted, chosen, bool(decisions), read_template(template) if own else None, template if own else "")


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
