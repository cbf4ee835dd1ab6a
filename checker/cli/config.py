"""``checker config show``: every setting and where it came from."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.options import (
    Attributes,
    BaselineName,
    ConfigFile,
    FailOn,
    FailUnder,
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
from checker.cli.problems import exit_on_error

if TYPE_CHECKING:
    from checker.config import Settings

group = typer.Typer(
    help="配置:各项设置的值和来处。\n\n例:checker config show", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to ``app``."""
    app.add_typer(group, name="config")


_HELP = """列出对一份文档(或一个文件夹)起作用的每一项设置,和它的来处:文件:行、默认、命令行。

\b
例:checker config show
例:checker config show 报送/乡镇/甲镇.docx
例:checker config show 报送/ --level county -f json
"""


@group.command("show", help=_HELP)
def show(
    path: Annotated[
        str, typer.Argument(metavar="路径", help="文档或文件夹;默认当前文件夹。", show_default=False)
    ] = ".",
    form: Annotated[str, typer.Option("-f", "--format", help="console 或 json。")] = "console",
    output: Output = None,
    pack: PackName = None,
    level: LevelName = None,
    year: Year = None,
    stage: StageName = None,
    attributes: Attributes = None,
    fail_under: FailUnder = None,
    fail_on: FailOn = None,
    waivers: WaiversFile = None,
    baseline: BaselineName = None,
    jobs: Jobs = None,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Print the settings that hold for ``path``."""
    from checker.config.find import shown
    from checker.errors import UsageError

    with exit_on_error():
        if form not in ("console", "json"):
            msg = f"没有“{form}”这种输出格式,可用:console、json。"
            raise UsageError(msg)
        configuration = configure(
            config, no_config, output=output, pack=pack, level=level, year=year, stage=stage, attributes=attributes,
            fail_under=fail_under, fail_on=fail_on, waivers=waivers, baseline=baseline, jobs=jobs,
        )  # fmt: skip
        settings = configuration.for_document(path)
        settings.options()
        files = [shown(f) for f in configuration.files(path)]
    sys.stdout.write(_json(settings, files) if form == "json" else _text(settings, files))


def _text(settings: Settings, files: list[str]) -> str:
    from checker.text.widths import pad

    lines = [f"配置文件:{'、'.join(files) or '没有'}", ""]
    lines += [f"{pad(key, 24)} {pad(_word(setting.value), 24)} {setting.origin}" for key, setting in settings]
    return "\n".join(lines) + "\n"


def _word(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ("、".join(map(str, value)) or "(空)") if isinstance(value, tuple) else str(value)


def _json(settings: Settings, files: list[str]) -> str:
    def plain(value: Any) -> Any:  # noqa: ANN401 - plain data
        return list(value) if isinstance(value, tuple) else value

    items = {key: {"value": plain(setting.value), "origin": setting.origin} for key, setting in settings}
    return json.dumps({"files": files, "settings": items}, ensure_ascii=False, indent=1) + "\n"
