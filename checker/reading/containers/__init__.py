"""Files that hold submissions: zip archives and e-mails, in one another too.

A file inside is named by a *locator*: the container's path, ``!/``, the name inside (``报送.zip!/沐源县/报告.docx``);
once more for a container in a container. Locators stand wherever paths do: in results, messages, command lines.
Nothing is ever unpacked to disk, and no name inside is used as a path on disk before it has been made harmless.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import BinaryIO

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.files.net import net
from checker.reading.containers.member import Member
from checker.reading.containers.zipped import looks_like_archive, zip_members

__all__ = ["EXTENSIONS", "SEPARATOR", "Member", "documents", "is_container", "read_member"]

SEPARATOR = "!/"
EXTENSIONS = frozenset({".zip", ".eml"})
"""Extensions of containers that are opened when a folder is walked."""


def is_container(stream: BinaryIO, name: str) -> bool:
    """Whether a file holds other files rather than being a document; looks at its beginning and its directory."""
    from checker.reading.containers.mail import looks_like_mail

    return looks_like_archive(stream) or looks_like_mail(stream, name)


def documents(stream: BinaryIO, where: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """The files inside, in the container's order, containers among them opened; ``Member.name`` is a locator's tail.

    What cannot be opened comes as a member with a ``problem``.

    Raises:
        ReadingError: The container itself is damaged, encrypted as a whole, or beyond the limits.
    """
    with net(where):
        yield from _walk(stream, where, limits, 1)


def _walk(stream: BinaryIO, where: str, limits: Limits, depth: int) -> Iterator[Member]:
    for member in _members(stream, where, limits):
        if member.problem or PurePosixPath(member.name).suffix.lower() not in EXTENSIONS:
            yield member
            continue
        try:
            with net(where):
                inner = io.BytesIO(member.read())
            if not is_container(inner, member.name):
                yield member
            elif depth >= limits.nesting:
                yield Member(member.name, problem=_too_deep(limits))
            else:
                for found in _walk(inner, f"{where}{SEPARATOR}{member.name}", limits, depth + 1):
                    yield found.under(f"{member.name}{SEPARATOR}")
        except ReadingError as error:
            yield Member(member.name, problem=error.message)


def _members(stream: BinaryIO, where: str, limits: Limits) -> Iterator[Member]:
    if looks_like_archive(stream):
        return zip_members(stream, where, limits)
    from checker.reading.containers.mail import mail_members

    return mail_members(stream, where, limits)


def read_member(stream: BinaryIO, names: Sequence[str], where: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of the file that a locator names: ``names`` are its parts after the container's path.

    Raises:
        ReadingError: There is no such file inside, or it cannot be opened.
    """
    inside = stream
    for depth, name in enumerate(names):
        if not is_container(inside, where):
            msg = f"“{'!/'.join(names[:depth]) or where}”不是压缩包或邮件,里面没有“{name}”"
            raise ReadingError(msg, where)
        member = next((m for m in _members(inside, where, limits) if m.name == name), None)
        if member is None:
            msg = f"里面没有“{name}”,请用 checker check 加压缩包名列出全部文件"
            raise ReadingError(msg, where)
        if member.problem:
            raise ReadingError(member.problem, where)
        inside = io.BytesIO(member.read())
    if is_container(inside, names[-1]):
        raise ReadingError(_too_deep(limits) if len(names) >= limits.nesting else _WHICH, where)
    return inside.read()


_WHICH = "这是压缩包或邮件,请再写明里面的哪个文件(压缩包!/文件名)"


def _too_deep(limits: Limits) -> str:
    return f"压缩包或邮件套了超过 {limits.nesting} 层,未再打开;请解压后再试"
