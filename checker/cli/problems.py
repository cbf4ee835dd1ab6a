"""How commands say what went wrong, and how far scans have come."""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from checker.errors import CheckerError
from checker.runs.writing import reason
from checker.text.widths import shown

if TYPE_CHECKING:
    from checker.reading.formats.ocr import Listener

FAILED, SHORT = 2, 1


def complain(message: str) -> None:
    """One line on standard error."""
    typer.echo(shown(message), err=True)


def refused(error: OSError) -> str:
    """The sentence for a system that will not read or write, most often a full disk behind standard output."""
    where = f"{error.filename}:" if error.filename else ""
    return f"{where}系统拒绝读写({reason(error)}),结果不完整。"


def defect(error: Exception) -> str:
    """The sentence for what should not happen."""
    return f"程序出错({error.__class__.__name__}),请加 --debug 重试并反馈。"


@contextlib.contextmanager
def exit_on_error(*, debug: bool = False) -> Iterator[None]:
    """Turn an error into its sentence and exit code 2; what the user cannot act on is said to be a defect of ours."""
    try:
        yield
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except CheckerError as error:
        if debug:
            traceback.print_exc()
        complain(str(error))
        raise typer.Exit(FAILED) from None
    except OSError:
        raise  # standard output, or a defect: the entry point knows a sentence for both
    except Exception as error:
        if debug:
            raise
        complain(defect(error))
        raise typer.Exit(FAILED) from None


def scan_listener() -> Listener | None:
    """Who is told of scanned pages as they are read: a person at a terminal, nobody else."""
    return _say if sys.stderr.isatty() else None


def _say(where: str, page: int, pages: int) -> None:
    if pages > 1:
        complain(f"{where}:正在识别第{page}页,共{pages}页 …")
