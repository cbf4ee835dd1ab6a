"""Writing files so that they are whole or not there, and never in the place of what was handed in."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from checker.runs.inputs import path_key

__all__ = ["Writer", "reason", "replace_file", "shown_folder"]

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "文件夹不存在也建不了",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "同名的文件夹已经存在",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EFBIG: "超过了文件大小的限制",
}


def reason(error: OSError) -> str:
    """Why the system refused to write, in Chinese where it is a common case."""
    return _REASONS.get(error.errno or 0, error.strerror or error.__class__.__name__)


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


def shown_folder(folder: Path) -> str:
    """A folder as it is shown: with one separator at its end."""
    return str(folder).rstrip(os.sep) + os.sep


class Writer:
    """Writes the results of a run, says what could not be written, and counts what was.

    A result never takes the place of a file of the run itself: of a document, of an archive with documents, of a table.
    """

    def __init__(self, say: Callable[[str], None], originals: Iterable[str] = ()) -> None:
        """Keep ``originals``, paths as given (``-`` and what lies inside archives among them), as they are."""
        from checker.reading.containers import SEPARATOR

        self._say = say
        self._originals = {path_key(path.split(SEPARATOR)[0]) for path in originals if path != "-"}
        self.written = 0
        self.broken = False

    def is_original(self, path: Path) -> bool:
        """Whether ``path`` is one of the files that the run was given, under this or another name."""
        return path_key(path) in self._originals

    def write(self, path: Path, data: bytes) -> bool:
        """Write one file; says so and gives False where it is not written."""
        if self.is_original(path):
            return self._failed(f"{path}:这是被核对的文件,没有写结果;请用 -o 换一个文件夹。")
        try:
            replace_file(path, data)
        except OSError as error:
            return self._failed(f"{path}:写不了结果({reason(error)}),可用 -o 换一个文件夹。")
        self.written += 1
        return True

    def write_forms(self, target: Path, files: Mapping[str, bytes]) -> None:
        """Write ``target.FORM`` for every form."""
        for form, data in files.items():
            self.write(target.parent / f"{target.name}.{form}", data)

    def add(self, path: Path, data: bytes) -> bool:
        """Add to the end of a file; says so and gives False where the system refuses."""
        try:
            with path.open("ab") as file:
                file.write(data)
        except OSError as error:
            return self._failed(f"{path}:写不了结果({reason(error)})。")
        return True

    def _failed(self, message: str) -> bool:
        self._say(message)
        self.broken = True
        return False
