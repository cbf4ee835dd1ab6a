"""``checker completion``: scripts that make a shell complete commands, options and their values.

The scripts ask the program itself (hidden option ``--words``), so what is offered is always what the program knows.
Where it offers nothing, the shell completes file names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from checker.cli.problems import exit_on_error

HELP = """打印命令补全脚本(bash、zsh、fish);按 Tab 补全命令、选项和选项的值。

\b
例:checker completion bash >> ~/.bashrc
例:checker completion zsh > ~/.zfunc/_checker    (~/.zshrc 里要有 fpath+=~/.zfunc 和 autoload -Uz compinit && compinit)
例:checker completion fish > ~/.config/fish/completions/checker.fish
"""

_BASH = """_checker_complete() {
    local IFS=$'\\n'
    COMPREPLY=($(checker completion bash --words "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -o bashdefault -F _checker_complete checker
"""
_ZSH = """#compdef checker
_checker() {
    local -a offered
    offered=("${(@f)$(checker completion zsh --words "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    offered=(${offered:#})
    if (( ${#offered} )); then _describe -V checker offered; else _files; fi
}
if [ "$funcstack[1]" = _checker ]; then _checker "$@"; else compdef _checker checker; fi
"""
_FISH = """function __checker_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l offered (checker completion fish --words $words[2..-1] 2>/dev/null)
    if test (count $offered) -gt 0
        printf '%s\\n' $offered
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c checker -f -a '(__checker_complete)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    settings = {"ignore_unknown_options": True, "allow_extra_args": True, "allow_interspersed_args": False}
    app.command("completion", help=HELP, no_args_is_help=True, context_settings=settings)(completion)


def completion(
    context: typer.Context,
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash、zsh 或 fish。", show_default=False)],
) -> None:
    """Print the script, or what may follow the words of a command line (after ``--words``, the last one begun)."""
    from checker.errors import UsageError

    with exit_on_error():
        if shell not in SCRIPTS:
            msg = f"没有“{shell}”的补全脚本,可用:{'、'.join(SCRIPTS)}。"
            raise UsageError(msg)
        if context.args[:1] == ["--words"]:
            for word, about in suggestions(context.find_root().command, context.args[1:]):
                typer.echo(_shaped(shell, word, about))
        elif context.args:
            msg = f"多余的参数:{context.args[0]}。"
            raise UsageError(msg)
        else:
            typer.echo(SCRIPTS[shell], nl=False)


def _shaped(shell: str, word: str, about: str) -> str:
    """One suggestion as the script of ``shell`` reads it."""
    match shell:
        case "zsh":
            return f"{word.replace(':', chr(92) + ':')}:{about}"
        case "fish":
            return f"{word}\t{about}"
        case _:
            return word


def suggestions(command: Any, words: Sequence[str]) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the library's own
    """What may stand where the last of ``words`` was begun, each with a few words about it; nothing: a file name.

    ``command`` is the root of the command tree, ``words`` what stands after the program's name.
    """
    before, begun = list(words[:-1]), words[-1] if words else ""
    pending: str | None = None  # an option that waits for its value
    for word in before:
        if pending is not None:
            pending = None
        elif word.startswith("-"):
            pending = _wants_value(command, word)
        else:
            command = getattr(command, "commands", {}).get(word, command)
    if pending is not None:
        found: Mapping[str, str] = dict.fromkeys(_values(pending), "")
    elif begun.startswith("-"):
        found = {name: _first(p.help) for p in command.params for name in getattr(p, "opts", ()) if name[:2] == "--"}
        found = {**found, "--help": "显示这段说明"}
    else:
        found = {name: _first(c.help) for name, c in getattr(command, "commands", {}).items() if not c.hidden}
    head, comma, tail = begun.rpartition(",") if pending in _LISTS else ("", "", begun)
    for word, about in found.items():
        if word.startswith(tail):
            yield f"{head}{comma}{word}", about


def _wants_value(command: Any, word: str) -> str | None:  # noqa: ANN401 - the library's own
    """The long name of the option ``word`` when its value comes next."""
    for parameter in command.params:
        names: Sequence[str] = getattr(parameter, "opts", ())
        if parameter.param_type_name == "option" and word in names and not parameter.is_flag:
            return str(names[-1])
    return None


_LISTS = ("--show", "--attributes")  # values with commas between them
_PACKS = ("--pack", "--against")


def _values(option: str) -> tuple[str, ...]:
    """What an option takes, where that is a closed list."""
    from checker.engine.applicability import ATTRIBUTE_NAMES
    from checker.model import Level, Stage
    from checker.reporting.registry import FORMATS
    from checker.reporting.show import SHOW_WORDS
    from checker.resources import rules_dir
    from checker.results.thresholds import WORDS
    from checker.rules.packs import available

    if option in _PACKS:
        return tuple(p.name for p in available(rules_dir()))
    return {
        "--format": FORMATS,
        "--level": tuple(v.value for v in Level),
        "--stage": tuple(v.value for v in Stage),
        "--attributes": (*ATTRIBUTE_NAMES, "none"),
        "--fail-on": WORDS,
        "--show": SHOW_WORDS,
    }.get(option, ())


def _first(text: str | None) -> str:
    """The first sentence of a help text, without what would end a suggestion."""
    line = (text or "").strip().partition("\n")[0]
    return line.partition("。")[0].partition(":")[0].strip()
