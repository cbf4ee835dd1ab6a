"""Which reader a file needs.

The content decides, the extension only where content cannot (txt or md). Drafts are renamed, downloaded and forwarded
until their names mean little; a file that is not what its name says is read as what it is, with a note. What cannot be
read is named, with the way out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits, check_size
from checker.files.package import open_package
from checker.lexicon import Lexicon
from checker.model import Note, RawText
from checker.reading.formats.ocr import Scans
from checker.reading.formats.office.ole import SIGNATURE, names
from checker.reading.formats.plain.decode import Decoded, decode
from checker.reading.formats.web.mht import looks_like_mht, read_mht

__all__ = ["EXTENSIONS", "PICTURES", "TABLES", "TABLE_EXTENSIONS", "read_raw"]

_TEXT = {"": "txt", ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
_PAGES = frozenset({".html", ".htm", ".shtml", ".xhtml", ".jhtml"})
_OFFICE = {
    **dict.fromkeys((".docx", ".docm", ".dotx"), "docx"),
    **dict.fromkeys((".doc", ".wps", ".dot", ".wpt"), "doc"),
    ".rtf": "rtf",
    **dict.fromkeys((".odt", ".fodt", ".ott"), "odt"),
    ".ods": "ods",
    **dict.fromkeys((".xlsx", ".xlsm"), "xlsx"),
    **dict.fromkeys((".xls", ".et"), "xls"),
    **dict.fromkeys((".mht", ".mhtml"), "html"),
    ".pdf": "pdf",
    ".ofd": "ofd",
}
TABLES = frozenset({"xlsx", "xls", "ods"})
"""Formats of tables: no reports, but annexes of reports."""
TABLE_EXTENSIONS = frozenset(key for key, value in _OFFICE.items() if value in TABLES)
"""Extensions of tables."""
PICTURES = {
    ".png": "png",
    ".jpg": "jpg",
    ".jpeg": "jpg",
    ".tif": "tif",
    ".tiff": "tif",
    ".bmp": "bmp",
    ".webp": "webp",
}
"""Extensions of pictures, which need the extra ``ocr``, and the name of their format. A GIF is read when it is named;
in folders and mails it is a logo."""
EXTENSIONS = frozenset({key for key in _TEXT if key} | _PAGES | _OFFICE.keys() | PICTURES.keys())
"""Extensions of files that are opened when a folder is walked."""

_SAVE_AS_DOCX = "请用 Word 或 WPS 打开,另存为 docx 后再试"
_UNPACK = "请用 checker check 直接核对整个压缩包,或写作 压缩包!/里面的文件名,或解压后逐个检查"
_ARCHIVE, _OLD_OFFICE = "压缩包(zip)", "旧版 Office 文件"
_MAGIC = (
    (b"Rar!", "压缩包(rar)", _UNPACK),
    (b"7z\xbc\xaf", "压缩包(7z)", _UNPACK),
    (b"\x1f\x8b", "压缩包(gz)", "请解压后再试"),
)
_PICTURE_MAGIC = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
_BLANK = b"\xef\xbb\xbf \r\n\t"
_OLE_STREAMS = (("PowerPoint Document", "演示文稿(ppt)", "请把内容放进 Word,存为 docx 后再试"),)
_ZIP_PARTS = (
    ("xl/workbook.bin", "Excel 二进制表格(xlsb)", "请另存为 xlsx 后再试"),
    ("ppt/presentation.xml", "演示文稿(pptx)", "请把内容放进 Word,存为 docx 后再试"),
)
_LEAD = r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"  # comments; taken whole, or there are too many ways
_PAGE = re.compile(_LEAD + r"<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL)
_PAGE_LATER = re.compile(r"<(?:html|head|body|div|p|table|span|title)\b[^>]*>", re.IGNORECASE)
_FLAT_WORD = re.compile(r"\s*<\?xml.{0,400}(?:Word\.Document|w:wordDocument|pkg:package)", re.DOTALL)
_FLAT_ODF = re.compile(_LEAD + r"<office:document\b", re.DOTALL)
_XML_WORKBOOK = re.compile(r"\s*<\?xml.{0,2000}?urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL)
_TABLE = 100_000  # characters in which a page that is called a workbook has its first table
_MANY_TAGS = 5
_LOOK = 4_000
_LOOK_PDF = 1_024  # bytes that may stand before the head of a PDF


def read_raw(
    path: str, data: bytes, lexicon: Lexicon, limits: Limits = DEFAULT_LIMITS, scans: Scans | None = None
) -> RawText:
    """Turn a file's bytes into text with blocks.

    Args:
        path: Where it came from: names the file in messages, and its extension tells txt from md.
        data: The content.
        lexicon: Word lists; the sections ``boilerplate`` and ``kinds`` are needed for HTML.
        limits: What is still opened.
        scans: What recognises pictures, and is told of their progress; None: as installed, silently.

    Raises:
        ReadingError: Unknown, empty, too large, encrypted, damaged, or a format that is not read.
    """
    check_size(data, limits, path)
    extension = PurePath(path).suffix.lower()
    scans = scans or Scans()
    _refuse_known(data, path)
    if kind := _picture(data):
        from checker.reading.formats.picture import read_picture

        raw = read_picture(data, kind, limits, path, scans)
    elif b"%PDF-" in data[:_LOOK_PDF]:
        from checker.reading.formats.pdf.reader import read_pdf

        raw = read_pdf(data, limits, path, scans)
    elif data.startswith(SIGNATURE):
        raw = _compound(data, limits, path)
    elif data[:1024].lstrip(_BLANK).startswith(b"{\\rtf"):
        from checker.reading.formats.rtf import read_rtf

        raw = read_rtf(data, limits, path)
    elif looks_like_mht(data):
        raw = read_mht(data, lexicon, path, limits)
    elif data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        raw = _zip(data, limits, path, scans)
    else:
        if extension in _OFFICE:
            _refuse_broken(data, _OFFICE[extension], path)
        raw = _text(decode(data, path), data, extension, lexicon, limits, path)
    if not raw.text.strip():
        msg = "文件里没有文字;请确认保存或导出是否完整"
        raise ReadingError(msg, path)
    _refuse_long(raw, limits, path)
    return _with_note(scans.finish(raw), extension)


def _refuse_long(raw: RawText, limits: Limits, path: str) -> None:
    if len(raw.text) > limits.characters:
        msg = f"文字有 {len(raw.text)} 个,超过上限 {limits.characters};请只保留报告正文后再试"
        raise ReadingError(msg, path)
    longest = max((block.span.end - block.span.start for block in raw.blocks), default=0)
    if longest > limits.paragraph:
        msg = f"有一段文字长达 {longest} 个字,超过上限 {limits.paragraph},不是正常的段落;请分段后再试"
        raise ReadingError(msg, path)


def _picture(data: bytes) -> str:
    """The format of a picture by its first bytes; empty: it is none."""
    for magic, name in _PICTURE_MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(b"BM") and len(data) > 6 and int.from_bytes(data[2:6], "little") == len(data):  # noqa: PLR2004
        return "bmp"
    return "webp" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else ""


def _refuse_known(data: bytes, path: str) -> None:
    for magic, name, way_out in _MAGIC:
        if data[:1024].lstrip(_BLANK).startswith(magic) or data.startswith(magic):
            raise _unsupported(name, way_out, path)


def _compound(data: bytes, limits: Limits, path: str) -> RawText:
    """The container of the binary Office formats."""
    streams = names(data)
    if "EncryptedPackage" in streams:
        msg = "文件设有打开密码,无法读取;请用 Word 或 WPS 打开,取消密码后另存为 docx 再试"
        raise ReadingError(msg, path)
    if "WordDocument" in streams:
        from checker.reading.formats.doc import read_doc

        return read_doc(data, limits, path)
    if streams & {"Workbook", "Book"}:
        from checker.reading.formats.sheets import read_xls

        return read_xls(data, limits, path)
    for stream, name, way_out in _OLE_STREAMS:
        if stream in streams:
            raise _unsupported(name, way_out, path)
    raise _unsupported(_OLD_OFFICE, _SAVE_AS_DOCX, path)


def _refuse_broken(data: bytes, expected: str, path: str) -> None:
    """A text under the name of an office file is read; anything else under that name is a broken office file."""
    if b"\x00" in data[:_LOOK] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        msg = f"文件已损坏或不完整,不是有效的 {expected};{_SAVE_AS_DOCX}"
        raise ReadingError(msg, path)


def _zip(data: bytes, limits: Limits, path: str, scans: Scans) -> RawText:
    package = open_package(data, limits, path, "ofd" if path.lower().endswith(".ofd") else "docx")
    parts = frozenset(name.replace("\\", "/").lower() for name in package.names())
    if any(PurePath(name.lower()).name == "ofd.xml" for name in parts):
        from checker.reading.formats.ofd.reader import read_ofd

        return read_ofd(package, limits, path, scans)
    for part, name, way_out in _ZIP_PARTS:
        if part in parts:
            raise _unsupported(name, way_out, path)
    if "xl/workbook.xml" in parts:
        from checker.reading.formats.sheets import read_xlsx

        return read_xlsx(package, limits, path)
    if "content.xml" in parts:
        from checker.reading.formats.odf import read_odf

        return read_odf(package, limits, path)
    if "[content_types].xml" not in parts and "word/document.xml" not in parts:
        raise _unsupported(_ARCHIVE, _UNPACK, path)
    from checker.reading.formats.docx.reader import read_docx

    return read_docx(data, limits, path)


def _text(  # noqa: PLR0913, PLR0917 - a file in both forms, and what its readers need
    decoded: Decoded, data: bytes, extension: str, lexicon: Lexicon, limits: Limits, path: str
) -> RawText:
    text = decoded.text
    if _FLAT_ODF.match(text[:_LOOK]):
        from checker.reading.formats.odf import read_flat_odf

        return read_flat_odf(data, limits, path)
    if _FLAT_WORD.match(text[:_LOOK]):
        from checker.reading.formats.docx.flat import read_flat_word

        return read_flat_word(data, limits, path)
    if _XML_WORKBOOK.match(text[:_LOOK]):
        from checker.reading.formats.sheets import read_xml_workbook

        return read_xml_workbook(data, limits, path)
    if _OFFICE.get(extension) in TABLES and text.lstrip().startswith("<") and "<table" in text[:_TABLE].lower():
        from checker.reading.formats.sheets import read_html_tables

        return read_html_tables(text, limits, path)
    markup = extension in _PAGES or text.lstrip().startswith("<")
    if _PAGE.match(text) or (markup and len(_PAGE_LATER.findall(text)) >= _MANY_TAGS):
        from checker.reading.formats.web.reader import read_html

        return read_html(text, lexicon, path, decoded.notes, limits)
    if extension not in _TEXT and extension not in EXTENSIONS:
        known = "docx、doc、wps、rtf、odt、pdf、ofd、html、txt、md"
        msg = f"不认识的文件类型“{extension}”;可读取 {known},请另存为其中之一后再试"
        raise ReadingError(msg, path)
    from checker.reading.formats.plain.reader import read_plain

    return read_plain(text, _TEXT.get(extension, "txt"), decoded.notes)


def _unsupported(name: str, way_out: str, path: str) -> ReadingError:
    return ReadingError(f"这是 {name},目前不能直接读取;{way_out}", path)


def _with_note(raw: RawText, extension: str) -> RawText:
    others = {**_TEXT, **PICTURES, ".gif": "gif"}
    expected = _OFFICE.get(extension) or ("html" if extension in _PAGES else others.get(extension))
    flat = extension == ".xml" and raw.format in {"docx", "odt"}
    if extension and not flat and raw.format not in {expected, "md"}:
        note = Note("extension", f"扩展名是“{extension}”,内容却是 {raw.format},已按内容读取")
        return replace(raw, notes=(note, *raw.notes))
    return raw
