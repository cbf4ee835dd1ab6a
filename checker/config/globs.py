"""Path patterns of overrides and waivers.

``*`` is anything within one name, ``?`` one character, ``**`` any number of folders. A pattern without a slash looks at
the file's name, wherever it lies; one that ends with a slash means everything in that folder; any other stands for
the whole path from the folder of the file that it is written in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["matches", "relative"]


def relative(path: str, folder: Path) -> str:
    """A document's path as seen from ``folder``, with ``/`` between names; standard input stays ``-``."""
    if path == "-":
        return path
    try:
        return Path(os.path.relpath(Path(path).absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive
        return Path(path).absolute().as_posix()


def matches(pattern: str, path: str) -> bool:
    """Whether ``pattern`` fits a path as ``relative`` gives it."""
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    wanted = pattern.split("/") if "/" in pattern or pattern == "**" else ["**", pattern]
    return _fits(wanted, path.split("/"), _name_fits, "**")


def _name_fits(pattern: str, name: str) -> bool:
    """Whether a pattern for one name fits it."""
    return _fits(pattern, name, lambda p, c: p in ("?", c), "*")


def _fits(wanted: Sequence[str], given: Sequence[str], same: Callable[[str, str], bool], many: str) -> bool:
    """Whether ``given`` has the form of ``wanted``, in which ``many`` stands for any number of members.

    A member that does not fit sends the search back to the last ``many`` only: time grows with the product of both
    lengths, whatever the pattern.
    """
    at = here = 0
    star, resume = -1, 0
    while here < len(given):
        if at < len(wanted) and wanted[at] == many:
            star, resume = at, here
            at += 1
        elif at < len(wanted) and same(wanted[at], given[here]):
            at, here = at + 1, here + 1
        elif star >= 0:
            resume += 1
            at, here = star + 1, resume
        else:
            return False
    return all(w == many for w in wanted[at:])
