"""The bytes of what the caller named: a file, standard input, a file inside an archive."""

from __future__ import annotations

import sys
from pathlib import Path

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits, check_size
from checker.files.net import net
from checker.reading.containers import SEPARATOR, read_member

__all__ = ["read_bytes"]


def read_bytes(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a file, of standard input (``-``), or of a file inside an archive (``报送.zip!/报告.docx``).

    Raises:
        ReadingError: It cannot be opened, or is larger than ``limits`` allow (and then it is not read either).
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(limits.file_bytes + 1)
        check_size(data, limits, "-")
        return data
    try:
        return _read_file(str(path), limits)
    except FileNotFoundError:
        reason = "文件不存在,请核对路径"
    except IsADirectoryError:
        reason = "这是文件夹,请给出文件"
    except PermissionError:
        reason = "没有读取权限,请检查文件属性"
    except OSError as error:
        reason = f"读不了文件({error.strerror or error.__class__.__name__})"
    msg = f"{reason}。"
    raise ReadingError(msg, str(path))


def _read_file(path: str, limits: Limits) -> bytes:
    if SEPARATOR in path and not Path(path).exists():
        outer, *names = path.split(SEPARATOR)
        with Path(outer).open("rb") as stream, net(path):
            return read_member(stream, names, path, limits)
    with Path(path).open("rb") as stream:
        data = stream.read(limits.file_bytes + 1)
    check_size(data or b" ", limits, path)
    return data
