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
    """Turn an error that the user can act on into its sentence and exit code 2."""
    try:
        yield
    except CheckerError as error:
        if debug:
            traceback.print_exc()
        complain(str(error))
        raise typer.Exit(FAILED) from None
