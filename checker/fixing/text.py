"""Plain text: the bytes around a change stay as they are, with their encoding, byte order mark and line ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from checker.fixing.plan import Change, Unfit
from checker.reading.formats.plain.decode import decode

__all__ = ["Text"]

_NEWLINE = re.compile(r"\r\n?|\n")


class Text:
    """A text file. Positions in the text that was read are counted without BOM and with every line end as one."""

    def __init__(self, data: bytes, text: str) -> None:  # noqa: ARG002 - every writer is given both
        """Find the encoding, and whether it can be written back as it was."""
        self.data = data
        self.encoding = decode(data).encoding
        self.raw = data.decode(self.encoding, "replace")
        self.reversible = self.raw.encode(self.encoding, "replace") == data
        self.shift = len(self.raw) - len(self.raw.removeprefix("\ufeff"))
        ends = list(_NEWLINE.finditer(self.raw, self.shift))
        self.pairs = [m.start() - self.shift - n for n, m in enumerate(m for m in ends if len(m[0]) > 1)]
        self.newline = ends[0][0] if ends else "\n"

    def check(self, change: Change) -> None:
        """Whether the bytes can be put back, and hold the new characters.

        Raises:
            Unfit: They cannot.
        """
        if not self.reversible:
            msg = "文件里有不能原样写回的字符,请用记事本或 WPS 另存为 UTF-8 编码后再试"
            raise Unfit(msg)
        try:
            "".join(e.text for e in change.edits).encode(self.encoding)
        except UnicodeEncodeError:
            msg = f"文件的编码({self.encoding})写不出新的文字,请另存为 UTF-8 编码后再试"
            raise Unfit(msg) from None

    def write(self, changes: Sequence[Change]) -> bytes:
        """The bytes with ``changes``."""
        raw = self.raw
        for edit in sorted((e for c in changes for e in c.edits), reverse=True):
            new = edit.text.replace("\n", self.newline)
            raw = raw[: self._place(edit.start)] + new + raw[self._place(edit.end) :]
        return raw.encode(self.encoding) if changes else self.data

    @staticmethod
    def read(data: bytes) -> str:
        """The decoded text."""
        return decode(data).text

    def _place(self, offset: int) -> int:
        """The place in the file's own characters."""
        return self.shift + offset + bisect_left(self.pairs, offset)
