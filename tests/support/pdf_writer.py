"""Writes PDF files sign by sign, for what real programs do only now and then: overprinting, odd fonts, odd pages."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

__all__ = ["pdf", "ruled", "show"]

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType0 /BaseFont /STSong-Light "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    "/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 "
    "/FontBBox [-25 -254 1000 880] /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
_NAMELESS = _FONT.replace("/UniGB-UCS2-H", "/Identity-H").replace("(GB1)", "(Identity)")


def show(text: str, x: float, y: float, size: float = 16, turn: tuple[float, float] = (1, 0), font: str = "F1") -> str:
    """Draw ``text`` from (x, y), counted from the lower left corner; ``turn`` is the direction of its baseline."""
    a, b = turn
    codes = text.encode("utf-16-be").hex()
    return f"BT /{font} {size} Tf {a} {b} {-b} {a} {x} {y} Tm <{codes}> Tj ET\n"


def ruled(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Draw a grid."""
    level = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return level + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def pdf(
    pages: Sequence[str | bytes], *, more: str = "", packed: bool = False, picture: bool = False, broken: bool = False
) -> bytes:
    """A file of these content streams.

    Args:
        pages: What each page draws. Font ``F1`` is Chinese, ``F2`` is one whose signs stand for nothing.
        more: More entries of every page, such as ``/Rotate 90``.
        packed: Pack the streams.
        picture: Cover every page with a grey picture.
        broken: Write a table of places that is wrong.
    """
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT.encode(), _NAMELESS.encode()]
    grey = zlib.compress(bytes([200]) * 64)
    image = b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length "
    objects.append(image + b"%d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(grey), grey))
    kids = []
    for page in pages:
        content = page.encode() if isinstance(page, str) else page
        content = (b"q 595 0 0 842 0 0 cm /I1 Do Q\n" if picture else b"") + content
        data = zlib.compress(content) if packed else content
        filters = b" /Filter /FlateDecode" if packed else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), filters, data))
        resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I1 5 0 R >> >>"
        inner = f"/Parent 2 0 R /MediaBox [0 0 595 842] {more} {resources} /Contents {len(objects)} 0 R"
        objects.append(f"<< /Type /Page {inner} >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    shift = 7 if broken else 0
    table = "".join(f"{place + shift:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return bytes(
        out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start + shift}\n%%EOF".encode()
    )
