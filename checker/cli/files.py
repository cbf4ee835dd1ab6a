"""Writing results."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
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


def write_file(path: Path, data: bytes) -> bool:
    """Write ``path``; says so and gives False where the system refuses."""
    try:
        replace_file(path, data)
    except OSError as error:
        complain(f"{path}:写不了结果({reason(error)}),可用 -o 换一个文件夹。")
        return False
    return True


def write_forms(target: Path, files: Mapping[str, bytes]) -> int:
    """Write ``target.FORM`` for every form; gives how many were written, and says which the system refused."""
    return sum(write_file(target.parent / f"{target.name}.{form}", data) for form, data in files.items())
