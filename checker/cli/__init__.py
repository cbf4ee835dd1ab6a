"""The command line: ``checker COMMAND``. Commands parse and print; everything else is done below.

Nothing heavy is imported here: ``checker --help`` must answer at once.
"""

from __future__ import annotations

import os
import sys

import typer

from checker import __version__
from checker.cli import check, rules, text

app = typer.Typer(
    name="checker",
    help="核对法治政府建设年度报告:读报告、逐项判定、核数字、出报告。\n\n例:checker check 报告.docx",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
check.register(app)
text.register(app)
rules.register(app)


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


def main() -> None:
    """Entry point: consoles that cannot show a character get a substitute, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    os.environ.setdefault("TYPER_USE_RICH", "0")
    app()
