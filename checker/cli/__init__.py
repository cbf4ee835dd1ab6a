"""The command line: ``checker COMMAND``. Commands parse and print; everything else is done below.

Nothing heavy is imported here: ``checker --help`` must answer at once.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from checker.cli import annotate, baseline, check, compare, config, diff, fix, init, report, rules, text
from checker.cli.chinese import explain_usage, speak_chinese
from checker.cli.problems import FAILED, complain
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
text.register(app)
fix.register(app)
annotate.register(app)
report.register(app)
diff.register(app)
rules.register(app)
config.register(app)
baseline.register(app)
init.register(app)
speak_chinese(app)


def _version(value: bool) -> None:
    if value:
        from checker.rules.loader import load_pack

        pack = load_pack().pack
        typer.echo(f"fazhi-checker {__version__}(规则包 {pack.id} {pack.version})")
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            complain(error.format_message())
        else:
            complain(explain_usage(error))
        return FAILED
    return _interrupted() if status == _SIGINT else int(status or 0)


_SIGINT = 130  # how the library says that the user pressed Ctrl-C


def _interrupted() -> int:
    complain("已中断,结果不完整。")
    return FAILED
