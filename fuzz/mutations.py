"""Ways to damage a file that know what it is made of: bytes, words, XML, packages, trees of data.

Each takes the bytes and a source of chance and gives other bytes; the same chance gives the same bytes.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

__all__ = ["NEUTRAL", "bytes_wise", "data_wise", "package_wise", "pdf_wise", "repacked", "tokens_wise"]

Mutation = Callable[[bytes, Random], bytes]

_ODD = (
    "²", "٣", "①", "-1", "0", "1" * 30, "9" * 5000, "NaN", "inf", "1e999", "", " ", "\u202e", "\ud7ff", "\ufffe",
    "../../x", "/", "\x00", "𠀀" * 3, "%s%n", "{{ ''.__class__ }}", "&lt;", "]]>", "<!--",
    "&#0;", "&#x110000;", "二〇" * 40,
    "(" * 60, "《", "0x", "1,2,3", "2024-13-45", "true", "null", "a" * 3000,
)  # fmt: skip
_TOKEN = re.compile(rb"<[^<>]{1,400}>|[A-Za-z_][\w:.-]*|\d+|[^\sA-Za-z0-9<>]{1,12}|\\[a-z]+-?\d*|\s+")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def bytes_wise(data: bytes, chance: Random) -> bytes:
    """Flip, cut, repeat or overwrite some bytes."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not out:
            break
        at = chance.randrange(len(out))
        length = min(chance.choice((1, 1, 2, 4, 8, 64, 512)), len(out) - at)
        match chance.randrange(6):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                out[at : at + length] = chance.randbytes(length)
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = out[at : at + length] * chance.choice((1, 2, 50))
            case 4:
                number = chance.choice((0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
                out[at : at + 4] = struct.pack("<L", number)
            case _:
                out = out[: max(at, 1)]
    return bytes(out)


def tokens_wise(data: bytes, chance: Random) -> bytes:
    """Leave out, repeat, swap or replace words, numbers, tags."""
    tokens = _TOKEN.findall(data)
    if len(tokens) < 2:  # noqa: PLR2004 - nothing to do with
        return bytes_wise(data, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(6):
            case 0:
                tokens[at] = b""
            case 1:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 2:
                tokens[at] *= chance.choice((2, 3, 40, 400))
            case 3:
                tokens[at] = tokens[other]
            case 4:
                tokens[at] = chance.choice(_ODD).encode("utf-8", "surrogatepass")
            case _:
                low, high = sorted((at, other))
                tokens[low:high] = tokens[low : min(high, low + 60)] * chance.choice((0, 2))
    return b"".join(tokens)


def package_wise(data: bytes, chance: Random) -> bytes:
    """Damage one member of a package, or the package around it; most members are XML."""
    try:
        members = _members(data)
    except Exception:  # noqa: BLE001 - it was damaged before
        return bytes_wise(data, chance)
    if not members:
        return bytes_wise(data, chance)
    name, content = chance.choice(members)
    match chance.randrange(8):
        case 0:
            members.remove((name, content))
        case 1:
            members[members.index((name, content))] = (chance.choice(("", "/", "..", "a/../b", name.upper())), content)
        case 2:
            members[members.index((name, content))] = (name, chance.choice(members)[1])
        case 3:
            return _broken_inside(_packed(members, chance.choice(_METHODS)), name, chance)
        case 4:
            return bytes_wise(data, chance)
        case _:
            members[members.index((name, content))] = (name, tokens_wise(content, chance))
    return _packed(members, chance.choice(_METHODS))


def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(n, archive.read(n)) for n in archive.namelist()]


def _packed(members: list[tuple[str, bytes]], method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name or "empty")
            info.compress_type = method
            archive.writestr(info, content)
            info.filename = name
    return buffer.getvalue()


def _broken_inside(data: bytes, name: str, chance: Random) -> bytes:
    """Damage the packed bytes of a member, wherever its directory says that they are."""
    at = data.find(name.encode()) + len(name) + chance.randrange(200)
    return data[:at] + chance.randbytes(chance.choice((1, 8, 40))) + data[at + 8 :]


def pdf_wise(data: bytes, chance: Random) -> bytes:
    """Damage the words of a PDF, or what one of its streams unpacks to."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    if not streams or chance.random() < 0.5:  # noqa: PLR2004 - half of them
        return tokens_wise(data, chance)
    stream = chance.choice(streams)
    try:
        content = zlib.compress(tokens_wise(zlib.decompress(stream[1].strip(b"\r\n")), chance))
    except zlib.error:
        content = tokens_wise(stream[1], chance)
    return data[: stream.start(1)] + content + data[stream.end(1) :]


def data_wise(data: bytes, chance: Random) -> bytes:
    """Damage lines of YAML, TOML or JSON: what is said twice, in another place, at another depth, of another kind."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[at] = lines[at] + b"\n" + lines[other]
            case 1:
                lines[at] = b" " * chance.randrange(6) + lines[at].strip()
            case 2:
                key = re.split(rb"(?<=[:=]) ?", lines[at], maxsplit=1)[0]
                lines[at] = key + b" " + chance.choice(_VALUES)
            case 3:
                lines[at] = b""
            case _:
                lines[at] = tokens_wise(lines[at], chance)
    return b"\n".join(lines)


_VALUES = (
    b"[]", b"{}", b"null", b"~", b"true", b"-1", b"1e400", b"0o7", b"[[[[]]]]", b"*a",
    b"&a [*a]", b"!!python/object:x y",
    b"!!binary aa", b"2024-01-01", b"'\xe2\x80\xae'", b'"\\u0000"', b"<<: *a", b"| ",
    b"99999999999999999999999", b"(a+)+$",
)  # fmt: skip


def repacked(data: bytes, chance: Random) -> bytes:
    """The same package by another program: other order, other packing, a part more that nobody knows."""
    members = _members(data)
    head = [m for m in members if m[0] in {"mimetype", "[Content_Types].xml"}]
    rest = [m for m in members if m not in head]
    chance.shuffle(rest)
    return _packed([*head, *rest, ("custom/unknown.bin", b"x")], chance.choice(_METHODS))


NEUTRAL: dict[str, Mutation] = {"docx": repacked, "odt": repacked, "ofd": repacked, "xlsx": repacked}
"""Changes after which the same must be read, by format."""
