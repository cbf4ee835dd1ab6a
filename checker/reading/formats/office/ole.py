"""The container of the binary Office formats: a file system in a file.

Only olefile opens it: it stops at the length that a stream states, where other readers follow a chain of sectors in a
circle.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

__all__ = ["SIGNATURE", "names", "streams"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = ("EncryptedPackage", "WordDocument", "Workbook", "PowerPoint Document")


def names(data: bytes) -> frozenset[str]:
    """Names at the top of a container; where its directory is damaged, those known ones that stand in the file."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            found = frozenset(path[0] for path in ole.listdir())
    except Exception:  # noqa: BLE001 - a damaged container makes olefile fail in any way; the readers say so
        found = frozenset()
    return found or frozenset(name for name in _KNOWN if name.encode("utf-16-le") in data)


def streams(data: bytes, wanted: Sequence[str]) -> Mapping[str, bytes]:
    """Those of the wanted streams that there are.

    Raises:
        ValueError: The container is damaged.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return {name: ole.openstream(name).read() for name in wanted if ole.exists(name)}
    except Exception as error:
        msg = "damaged container"
        raise ValueError(msg) from error
