"""A file inside a container, and how its name is made harmless."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from checker.errors import ReadingError

__all__ = ["Member", "Names", "with_ending"]

_UNUSABLE = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff<>:"|?*\u202a-\u202e\u2066-\u2069]')
_LONGEST = 120  # characters of one part of a name; file systems take 255 bytes


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container. ``name`` is relative and harmless, parts joined by ``/``.

    ``read`` unpacks it (and raises ``ReadingError``); a member with a ``problem`` cannot be read.
    """

    name: str
    read: Callable[[], bytes] = _nothing
    problem: str = ""

    def under(self, prefix: str) -> Member:
        """The same member, named from further out."""
        return replace(self, name=prefix + self.name)


class Names:
    """Gives every member of one container a name of its own."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def give(self, raw: str) -> str:
        """``raw`` as a relative path without steps upwards and odd characters; a second one of a name gets a number."""
        parts = [_UNUSABLE.sub("_", p).strip(" .") for p in raw.replace("\\", "/").replace("!/", "!_/").split("/")]
        name = "/".join(_shortened(p) for p in parts if p) or "未命名"
        self._taken[name] += 1
        if self._taken[name] == 1:
            return name
        path = PurePosixPath(name)
        return self.give(str(path.with_name(f"{path.stem}({self._taken[name]}){path.suffix}")))


def _shortened(part: str) -> str:
    if len(part) <= _LONGEST:
        return part
    suffix = PurePosixPath(part).suffix[:12]
    return part[: _LONGEST - len(suffix)] + suffix


_SIGNS = (
    (b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"), (b"\xd0\xcf\x11\xe0", ".doc"), (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
)  # fmt: skip
_PARTS = ((b"word/", ".docx"), (b"OFD.xml", ".ofd"), (b"xl/", ".xlsx"), (b"opendocument.text", ".odt"))
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)


def with_ending(name: str, read: Callable[[], bytes]) -> str:
    """``name`` with the ending that its content has, where its own says nothing: names lose theirs on the way."""
    from checker.reading.formats.registry import EXTENSIONS

    suffix = PurePosixPath(name).suffix.lower()
    if suffix in EXTENSIONS or suffix in _KNOWN_OTHERS:
        return name
    try:
        data = read()
    except ReadingError:
        return name
    if data.startswith(b"PK\x03\x04"):
        return name + next((ending for sign, ending in _PARTS if sign in data), ".zip")
    if _PAGE.match(data[:1024]):
        return f"{name}.html"
    return name + next((ending for sign, ending in _SIGNS if data.startswith(sign)), "")


_KNOWN_OTHERS = frozenset(
    {".zip", ".eml", ".gif", ".exe", ".mp4", ".mp3", ".ppt", ".pptx", ".rar", ".7z", ".ics", ".css", ".js"}
)
