"""``checker init``: configuration, waiver file and pipeline, each with comments."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.options import Attributes, LevelName, PackName
from checker.cli.problems import complain, exit_on_error


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("init", help=_HELP)(init)


_HELP = """写出带注释的 checker.toml、checker-waivers.yaml 和流水线文件。已有的文件不动。

在终端里会问级别、单位属性、规则包和流水线;不在终端里、或已用选项写明的,不问。

\b
例:checker init
例:checker init 报送/ --level county --ci gitlab
"""


def init(
    folder: Annotated[
        str, typer.Argument(metavar="文件夹", help="放到哪里;默认当前文件夹。", show_default=False)
    ] = ".",
    level: LevelName = None,
    attributes: Attributes = None,
    pack: PackName = None,
    ci: Annotated[str | None, typer.Option("--ci", help="流水线:github、gitlab 或 none。 [默认:none]")] = None,
    package: Annotated[
        str | None, typer.Option("--package", help="流水线安装什么:wheel 的路径或地址。 [默认:本版本的代码库标签]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="已有的文件也覆盖。")] = False,
) -> None:
    """Write what is not there yet."""
    from checker.config.starter import CI, starter_files
    from checker.errors import UsageError
    from checker.rules.loader import DEFAULT_PACK, pack_folder
    from checker.runs.writing import reason, replace_file

    with exit_on_error():
        if sys.stdin.isatty() and sys.stdout.isatty():
            level, attributes, pack, ci = _ask(level, attributes, pack, ci)
        _check(level, attributes)
        if ci not in {None, "none", *CI}:
            msg = f"--ci 不认识“{ci}”,可用:{'、'.join([*CI, 'none'])}。"
            raise UsageError(msg)
        if pack is not None:
            pack_folder(pack)
        listed = None if attributes is None else _listed(attributes)
        files = starter_files(pack or DEFAULT_PACK, level, listed, None if ci == "none" else ci, package)
        for name, text in files.items():
            target = Path(folder) / name
            if target.exists() and not force:
                complain(f"{target} 已经存在,没有动它;要覆盖请加 --force。")
                continue
            try:
                replace_file(target, text.encode())
            except OSError as error:
                msg = f"写不了文件({reason(error)})。"
                raise UsageError(msg, str(target)) from None
            typer.echo(f"已写 {target}")


def _listed(attributes: str) -> Sequence[str]:
    return [a for a in (part.strip() for part in attributes.split(",")) if a not in {"", "none"}]


def _check(level: str | None, attributes: str | None) -> None:
    from checker.options import Options

    Options.parse(level, attributes=attributes)


_RANKS = {
    "1": ("province", "省级政府"),
    "2": ("city", "市级政府"),
    "3": ("county", "县级政府"),
    "4": ("township", "乡镇、街道"),
    "5": ("department", "部门"),
    "6": ("party_government", "党委政府联合"),
}


def _ask(
    level: str | None, attributes: str | None, pack: str | None, ci: str | None
) -> tuple[str | None, str | None, str | None, str | None]:
    """What was not given, asked for one by one; Enter takes the default."""
    if level is None:
        ranks = "  ".join(f"{number} {name}" for number, (_, name) in _RANKS.items())
        answer = _prompt(f"报告都是同一级别的吗?{ranks}  0 不一定,由程序认", "0", ["0", *_RANKS])
        level = _RANKS[answer][0] if answer in _RANKS else None
    if attributes is None and level in {"township", "department"}:
        hint = "单位属性(逗号分隔):enforces 执法  approves 审批  makes_rules 制规  none 都没有  auto 由程序认"
        answer = typer.prompt(hint, default="auto")
        attributes = None if answer == "auto" else answer
    if pack is None:
        pack = typer.prompt("规则包(checker rules packs 可列出)", default="national")
    if ci is None:
        ci = _prompt("流水线:github、gitlab 或 none", "none", ["github", "gitlab", "none"])
    return level, attributes, pack, ci


def _prompt(question: str, default: str, allowed: Sequence[str]) -> str:
    while True:
        answer = str(typer.prompt(question, default=default)).strip()
        if answer in allowed:
            return answer
        complain(f"可用:{'、'.join(allowed)}。")
