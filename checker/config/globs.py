"""Path patterns of overrides and waivers.

``*`` is anything within one name, ``?`` one character, ``**`` any number of folders. A pattern without a slash looks at
the file's name, wherever it lies; one that ends with a slash means everything in that folder; any other stands for
the whole path from the folder of the file that it is written in.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
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
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern and pattern != "**":
        return re.compile("(?:.*/)?" + _name(pattern), re.DOTALL)
    parts = pattern.split("/")
    return re.compile("".join(_part(p, last=n == len(parts)) for n, p in enumerate(parts, start=1)), re.DOTALL)


def _part(part: str, *, last: bool) -> str:
    if part == "**":
        return ".*" if last else "(?:[^/]+/)*"
    return _name(part) + ("" if last else "/")


def _name(pattern: str) -> str:
    """One name of a path: stars do not cross its border."""
    return "".join({"*": "[^/]*", "?": "[^/]"}.get(c, re.escape(c)) for c in re.sub(r"\*+", "*", pattern))
