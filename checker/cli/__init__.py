"""The command line: ``checker COMMAND``. Commands parse and print; everything else is done below.

Nothing heavy is imported here: ``checker --help`` must answer at once.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from checker.cli import (
    annotate,
    baseline,
    check,
    compare,
    completion,
    config,
    diff,
    fix,
    init,
    memo,
    report,
    rules,
    text,
)  # fmt: skip
from checker.cli.chinese import explain_usage, speak_chinese
from checker.cli.problems import FAILED, complain, defect, exit_on_error, refused
from checker.version import __version__

app = typer.Typer(
    name="checker",
    help="核对法治政府建设年度报告:读报告、逐项判定、核数字、出报告。\n\n例:checker check 报告.docx",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
check.register(app)
compare.register(app)
memo.register(app)
text.register(app)
fix.register(app)
annotate.register(app)
report.register(app)
diff.register(app)
rules.register(app)
config.register(app)
baseline.register(app)
init.register(app)
completion.register(app)
speak_chinese(app)


def _version(value: bool) -> None:
    if value:
        from checker.resources import rules_dir
        from checker.rules.packs import described

        with exit_on_error():
            typer.echo(f"fazhi-checker {__version__}")
            for name, number, title in described(rules_dir()):
                typer.echo(f"规则包 {name} {number}({title})")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="显示程序和规则包版本。"),
) -> None:
    """核对法治政府建设年度报告。"""


_COLLECT_AFTER = 200_000  # new objects between two collections; the default of 700 costs a tenth of a cold start


def main() -> None:
    """Entry point: 0 done, 1 short of a threshold, 2 not all could be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character gets a substitute, never a crash
    os.environ.setdefault("TYPER_USE_RICH", "0")
    gc.set_threshold(_COLLECT_AFTER)  # rules are many small objects that live as long as the program
    sys.exit(_run())


def _run() -> int:
    try:
        status = app(prog_name="checker", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except BrokenPipeError:  # the reader of our output left (| head)
        _drop_output()
        return FAILED
    except OSError as error:
        if "--debug" in sys.argv:
            raise
        complain(refused(error))
        _drop_output()
        return FAILED
    except Exception as error:
        if not hasattr(error, "format_message"):
            if "--debug" in sys.argv:
                raise
            complain(defect(error))
            return FAILED
        if type(error).__name__ == "NoArgsIsHelpError":
            complain(error.format_message())
        else:
            complain(explain_usage(error))
        return FAILED
    return _interrupted() if status == _SIGINT else int(status or 0)


def _drop_output() -> None:
    """What is still to be written goes nowhere, instead of failing once more when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_SIGINT = 130  # how the library says that the user pressed Ctrl-C


def _interrupted() -> int:
    complain("已中断,结果不完整。")
    return FAILED
