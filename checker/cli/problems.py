"""How commands say what went wrong."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator

import typer

from checker.errors import CheckerError

FAILED, SHORT = 2, 1


def complain(message: str) -> None:
    """One line on standard error."""
    typer.echo(message, err=True)


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
    except Exception as error:
        if debug:
            raise
        complain(f"程序出错({error.__class__.__name__}),请加 --debug 重试并反馈。")
        raise typer.Exit(FAILED) from None
