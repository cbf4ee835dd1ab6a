"""Options that several commands have, said once, and what a command goes by.

An option that was not given is None and leaves the word to the configuration files; ``docs/config.md`` says who wins.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.problems import exit_on_error
from checker.cli.typed import TYPED
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.config import Configuration, Settings
    from checker.reporting.show import Show

DEFAULT_OUTPUT = "reports_out"

Formats = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--format",
        help="可多次;默认 console 和 html。每份一个文件:html json md;每次一个文件:sarif junit gitlab csv,"
        "index 是汇总表;github 把标注打印出来,摘要加到 GITHUB_STEP_SUMMARY。",
    ),
]
Output = Annotated[str | None, typer.Option("-o", "--output", help=f"结果放到哪个文件夹。 [默认:{DEFAULT_OUTPUT}]")]
PackName = Annotated[str | None, typer.Option("--pack", help="规则包编号,或含 pack.yaml 的文件夹。 [默认:national]")]
LevelName = Annotated[
    str | None,
    typer.Option("--level", help="级别:province city county township department party_government。"),
]
Year = Annotated[int | None, typer.Option("--year", help="报告年度。")]
StageName = Annotated[str | None, typer.Option("--stage", help="draft 送审稿,published 公开稿。")]
Attributes = Annotated[
    str | None,
    typer.Option(
        "--attributes", help="单位属性,逗号分隔:enforces 执法,approves 审批,makes_rules 制规;none 表示都没有。"
    ),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="把哪一天当作今天(YYYY-MM-DD)。")]
FailUnder = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under", help="得分低于它,退出码为 1;可多次或用逗号分隔,“一级指标=分数”管一个方面:60,enforcement=70。"
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        help="有这类不足,退出码为 1,可多次或用逗号分隔:statutory normative high medium low;wrong-kind 不是年度报告。",
    ),
]
Force = Annotated[bool | None, typer.Option("--force/--no-force", help="不是法治政府建设年度报告也核对。")]
Jobs = Annotated[str | None, typer.Option("--jobs", help="同时用几个进程,auto:有几个处理器用几个。 [默认:1]")]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", help="只列这些规则或一级指标(编号,可用 * 和 ?),可多次或用逗号分隔;得分只计它们。"),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", help="不列这些规则或一级指标,写法同 --select。")]
ShowWords = Annotated[
    str | None,
    typer.Option(
        "--show",
        help="终端、md、github 列出哪些,逗号分隔:missing partial review full not_applicable findings,"
        "或 problems(默认)all none;不影响退出码。",
    ),
]
ConfigFile = Annotated[
    str | None, typer.Option("--config", help="只用这份配置(checker.toml 或 pyproject.toml),不再逐级向上找。")
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="不读任何配置。")]
WaiversFile = Annotated[str | None, typer.Option("--waivers", help="豁免文件(YAML)。")]
BaselineName = Annotated[str | None, typer.Option("--baseline", help="基线文件:已有的不足算已知,只看新出现的。")]
AllowSecret = Annotated[bool, typer.Option("--allow-secret", help="确认密级标志是误标的,继续处理。")]
DecisionsFile = Annotated[str | None, typer.Option("--decisions", help="复核表(xlsx 或 yaml):已作的决定计入结果。")]
Previous = Annotated[
    str | None,
    typer.Option("--previous", help="前次审核的 JSON 结果,或存放它们的文件夹;列出已改、未改、新增。"),
]
Debug = Annotated[bool, typer.Option("--debug", help="出错时显示程序堆栈。")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What commands that judge documents have in common; each takes some of it (:func:`run_options`)."""

    formats: Formats = None
    output: Output = None
    pack: PackName = None
    level: LevelName = None
    year: Year = None
    stage: StageName = None
    attributes: Attributes = None
    as_of: AsOf = None
    fail_under: FailUnder = None
    fail_on: FailOn = None
    previous: Previous = None
    decisions: DecisionsFile = None
    waivers: WaiversFile = None
    baseline: BaselineName = None
    show: ShowWords = None
    select: Select = None
    ignore: Ignore = None
    force: Force = None
    allow_secret: AllowSecret = False
    jobs: Jobs = None
    config: ConfigFile = None
    no_config: NoConfig = False
    debug: Debug = False

    def configuration(self, **own: object) -> Configuration:
        """The configuration under what was typed; ``own`` are values of the command itself.

        Raises:
            ConfigError: A named configuration, or the user's own, is broken.
            UsageError: A value of the command line does not fit.
        """
        apart = {"as_of", "previous", "allow_secret", "config", "no_config", "debug"}
        given = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in apart}
        return configure(self.config, self.no_config, **{**given, **own})


def run_options(*left_out: str) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """A decorator: the command gets ``options`` (:class:`RunOptions`) from options of its own command line.

    ``left_out`` are those that mean nothing to it. Errors become their sentence and exit code here.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., None]:
        own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "options"]
        shared = [
            inspect.Parameter(f.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=f.default, annotation=kind)
            for f in fields(RunOptions)
            if f.name not in left_out
            for kind in [_HINTS[f.name]]
        ]

        @functools.wraps(command)
        def run(**values: Any) -> None:  # noqa: ANN401 - whatever the options are
            options = RunOptions(**{p.name: values.pop(p.name, p.default) for p in shared})
            with exit_on_error(debug=options.debug):
                command(**values, options=options)

        signature = inspect.Signature([*own, *shared])
        run.__signature__ = signature  # type: ignore[attr-defined]  # what the command line is built from
        run.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()}
        return run

    return decorate


_HINTS: dict[str, Any] = inspect.get_annotations(RunOptions, eval_str=True)


def chosen_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The forms to give, each once.

    Raises:
        UsageError: One of them does not exist.
    """
    from checker.reporting.registry import FORMATS

    chosen = tuple(dict.fromkeys(formats))
    for form in chosen:
        if form not in FORMATS:
            msg = f"没有“{form}”这种输出格式,可用:{'、'.join(FORMATS)}。"
            raise UsageError(msg)
    return chosen


def with_index(chosen: tuple[str, ...], documents: int) -> tuple[str, ...]:
    """The forms to give of so many documents: reports of several are found through a table of them."""
    return (*chosen, "index") if documents > 1 and "html" in chosen and "index" not in chosen else chosen


def configure(file: str | None = None, no_config: bool = False, **given: object) -> Configuration:
    """The configuration under what the command line gives; ``fail_under`` stands for ``fail-under``.

    Raises:
        ConfigError: ``file`` or the user's own configuration is broken.
        UsageError: A value of the command line does not fit.
    """
    from checker.config import Configuration

    values = {key.replace("_", "-"): value for key, value in given.items()}
    for key, read in TYPED.items():
        if values.get(key) is not None:
            values[key] = read(values[key])
    return Configuration(values, file, off=no_config)


def settings_of(path: str, pack: str | None = None, *, file: str | None = None, no_config: bool = False) -> Settings:
    """What holds for one document of a command that has few options."""
    return configure(file, no_config, pack=pack).for_document(path)


def chosen_show(settings: Settings) -> Show:
    """What the forms for people list.

    Raises:
        UsageError: A word is not one of those that exist.
    """
    from checker.reporting.show import parse_show

    words = settings["show"]
    return parse_show(None if words is None else ",".join(words))
