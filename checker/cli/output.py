"""Writing results."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from checker.cli.problems import complain, reason


def replace_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: The system refuses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".checker-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_file(path: Path, data: bytes, originals: AbstractSet[str] = frozenset()) -> bool:
    """Write ``path``; says so and gives False where the system refuses, or where it is one of the ``originals``.

    ``originals`` are the documents of the run, as :func:`path_key` gives them: a result never takes their place.
    """
    if path_key(path) in originals:
        complain(f"{path}:这是被核对的文件,没有写结果;请用 -o 换一个文件夹。")
        return False
    try:
        replace_file(path, data)
    except OSError as error:
        complain(f"{path}:写不了结果({reason(error)}),可用 -o 换一个文件夹。")
        return False
    return True


def add_to_file(path: Path, data: bytes) -> bool:
    """Add to the end of ``path``; says so and gives False where the system refuses."""
    try:
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        complain(f"{path}:写不了结果({reason(error)})。")
        return False
    return True


def write_forms(target: Path, files: Mapping[str, bytes], originals: AbstractSet[str] = frozenset()) -> int:
    """Write ``target.FORM`` for every form; gives how many were written, and says which were not."""
    return sum(write_file(target.parent / f"{target.name}.{form}", data, originals) for form, data in files.items())


def path_key(path: str | Path) -> str:
    """What makes two ways to write one path the same."""
    return os.path.normcase(Path(path).resolve())
