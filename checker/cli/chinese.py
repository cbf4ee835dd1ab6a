"""Help pages and usage errors in Chinese; the library underneath knows only English."""

from __future__ import annotations

import re

import typer
from typer.core import TyperCommand, TyperGroup

_PHRASES = (
    ("Usage: ", "用法:"),
    ("\nOptions:\n", "\n选项:\n"),
    ("\nArguments:\n", "\n参数:\n"),
    ("\nCommands:\n", "\n命令:\n"),
    ("Show this message and exit.", "显示这段说明。"),
    ("[default: ", "[默认:"),
    ("[required]", "[必填]"),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
)
_TYPES = {"str": "文字", "int": "整数", "float": "数字", "int range": "整数", "path": "路径"}
_TYPE = re.compile(r"<(list\[)?(str|int range|int|float|path)\]?>|\b(TEXT|INTEGER RANGE|INTEGER|FLOAT)\b")
_OLD_TYPES = {"TEXT": "文字", "INTEGER": "整数", "FLOAT": "数字", "INTEGER RANGE": "整数"}


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # the public name of the context that Typer bundles
        """The help page."""
        return translate_help(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # the public name of the context that Typer bundles
        """The help page."""
        return translate_help(super().get_help(ctx))


def speak_chinese(app: typer.Typer) -> None:
    """Make every command of ``app``, now registered, explain itself in Chinese."""
    app.info.cls = ChineseGroup
    for command in app.registered_commands:
        command.cls = ChineseCommand
    for group in app.registered_groups:
        group.cls = ChineseGroup
        if group.typer_instance is not None:
            speak_chinese(group.typer_instance)


def translate_help(page: str) -> str:
    """The fixed phrases of a help page, put into Chinese; columns stay where they are."""
    for english, chinese in _PHRASES:
        page = page.replace(english, chinese)
    return _TYPE.sub(_type, page)


def _type(match: re.Match[str]) -> str:
    word = _OLD_TYPES[match[3]] if match[3] else _TYPES[match[2]] + (",可多次" if match[1] else "")
    wide = sum(1 if c == "," else 2 for c in word)
    return word + " " * (len(match[0]) - wide)


def explain_usage(error: Exception) -> str:
    """One Chinese sentence for an error of the command line's grammar."""
    message = str(getattr(error, "message", error))
    context = getattr(error, "ctx", None)
    path = str(getattr(context, "command_path", "checker"))
    return f"{_reason(error, message)}用 {path} --help 查看用法。"


def _reason(error: Exception, message: str) -> str:  # noqa: PLR0911 - one line a kind of error
    option = str(getattr(error, "option_name", ""))
    quoted = re.findall(r"'([^']*)'", message)
    match type(error).__name__:
        case "NoSuchOption":
            similar = "、".join(sorted(getattr(error, "possibilities", None) or ()))
            return f"没有选项“{option}”{f'(是不是 {similar}?)' if similar else ''}。"
        case "MissingParameter":
            return f"缺少参数{_hint(error)}。"
        case "BadParameter":
            kinds = (
                ("valid integer", "应为整数"),
                ("valid number", "应为数字"),
                ("valid float", "应为数字"),
                ("than", "超出范围"),
                ("range", "超出范围"),
            )
            wanted = next((w for word, w in kinds if word in message), "请检查")
            return f"{_hint(error).strip()} 的值不对,{wanted}。"
        case "BadOptionUsage":
            return f"选项 {option} 后面要有值。" if "requires" in message else f"选项 {option} 的用法不对。"
        case _ if message.startswith("No such command") and quoted:
            return f"没有命令“{quoted[0]}”{f'(是不是 {quoted[1]}?)' if len(quoted) > 1 else ''}。"
        case _ if "unexpected extra argument" in message:
            return f"多余的参数:{message[message.rfind('(') + 1 :].rstrip(')')}。"
        case _ if message.startswith("Missing command"):
            return "缺少命令。"
        case _:
            return f"用法不对({message})。"


def _hint(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    options = getattr(parameter, "opts", None) or [getattr(parameter, "name", "") or ""]
    return f" {options[-1]}" if str(options[-1]) else ""
