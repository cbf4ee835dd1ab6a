"""OFD files (GB/T 33190) to blocks: pages in their order, then the layout that all paged formats share.

Only what is printed on the pages is read. Annotations, watermarks made as such, seals and signatures hang beside the
pages and are not followed; that they are there is noted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.files.package import Package
from checker.files.xml import attribute, child, children, tag
from checker.model import Note, RawText
from checker.reading.formats.layout import Sheet, lay_out
from checker.reading.formats.lines import assemble
from checker.reading.formats.ocr import Scans
from checker.reading.formats.ocr.pictures import PictureReader, is_under
from checker.reading.formats.ofd.page import PageReader, PageWords
from checker.reading.formats.ofd.parts import A4, Parts, Place, box
from checker.reading.formats.ofd.upright import upright

__all__ = ["read_ofd"]

_AGAIN = "请用 OFD 阅读器打开确认后重新导出,或提供原始 Word 文件再试"
_GARBLED = 0.2  # share of signs without meaning from which a page has no words
_FEW = 30  # signs on a page that is a picture: a page number, a stamp
_PICTURE = 0.5  # share of a page that its pictures cover
_BESIDE = {
    "Annotations": ("ofd-annotations", "文件带有注释或水印一类的批注,不属于正文,未读取"),
    "Attachments": ("ofd-attachments", "文件带有附件,其内容未读取;如属报告正文,请单独提交"),
    "Signatures": ("ofd-signatures", "文件带有签名或签章,不属于正文,未读取,也未验证"),
}


def read_ofd(package: Package, limits: Limits, where: str, scans: Scans | None = None) -> RawText:
    """Turn an OFD file into blocks.

    Raises:
        ReadingError: Encrypted, damaged, hostile, too long, or without any words.
    """
    parts = Parts.of(package)
    documents = [_Document.open(parts, body) for body in children(parts.xml(parts.root), "DocBody")]
    pages = [(document, place) for document in documents for place in document.pages]
    if not pages:
        msg = f"OFD 里没有页面,文件可能已损坏;{_AGAIN}"
        raise ReadingError(msg, where)
    if len(pages) > limits.pages:
        msg = f"OFD 有 {len(pages)} 页,超过上限 {limits.pages} 页;请只保留报告正文的页面后再试"
        raise ReadingError(msg, where)
    reader = _Reader(pages, limits, where, PictureReader.ready("ofd", len(pages), scans, limits, where))
    laid = lay_out(reader.sheets())
    notes = (*reader.pictures.check(where), *_beside(documents), *reader.notes(), *laid.notes)
    return assemble(laid.lines, "ofd", laid.hints, notes, pages=laid.pages, recognised=reader.pictures.recognised)


@dataclass(slots=True)
class _Document:
    """One document of a file: its pages, what they share, and which things hang beside them."""

    parts: Parts
    size: tuple[float, float, float, float]
    pages: list[Place | None]
    templates: Mapping[str, Place]
    reader: PageReader
    beside: frozenset[str]
    seen: set[str] = field(default_factory=set)  # templates whose words have been read

    @classmethod
    def open(cls, parts: Parts, body: Element) -> _Document:
        location = child(body, "DocRoot")
        start = parts.place(parts.root, location.text if location is not None else None)
        if start is None:
            msg = f"OFD 的文档入口缺失或指向文件之外,无法读取;{_AGAIN}"
            raise ReadingError(msg, parts.package.where)
        root = parts.xml(start)
        common = child(root, "CommonData")
        resources = [
            place
            for name in ("PublicRes", "DocumentRes")
            for node in children(common, name)
            if (place := parts.place(start, node.text)) is not None
        ]
        templates = {
            attribute(node, "ID") or "": place
            for node in children(common, "TemplatePage")
            if (place := parts.place(start, attribute(node, "BaseLoc"))) is not None
        }
        pages = [parts.place(start, attribute(node, "BaseLoc")) for node in children(child(root, "Pages"), "Page")]
        beside = {tag(node) for node in (*root, *body)}.intersection(_BESIDE)
        size = box(child(common, "PageArea", "PhysicalBox")) or A4
        return cls(parts, size, pages, templates, PageReader.open(parts, resources), frozenset(beside))

    def page(self, place: Place, limits: Limits, number: int) -> tuple[PageWords, tuple[float, float, float, float]]:
        """Words of a page with its templates; a template's words are taken the first time only."""
        root = self.parts.xml(place)
        size = box(child(root, "Area", "PhysicalBox")) or self.size
        words = PageWords(number, limits, self.parts.package.where, origin=(size[0], size[1]))
        for node in children(root, "Template"):
            name = attribute(node, "TemplateID") or ""
            template = self.templates.get(name)
            if template is None:
                continue
            words.silent = name in self.seen
            self.reader.read(self.parts.xml(template), template, words)
            words.skipped_template = words.skipped_template or (words.silent and words.hushed > 0)
            words.silent = False
            self.seen.add(name)
        self.reader.read(root, place, words)
        return words, size


@dataclass(slots=True)
class _Reader:
    """Reads pages one after the other, within the limits, and remembers what was left out."""

    pages: list[tuple[_Document, Place | None]]
    limits: Limits
    where: str
    pictures: PictureReader
    broken: list[int] = field(default_factory=list)
    templates: int = 0
    turned: int = 0
    hidden: int = 0
    unread: int = 0
    signs: int = 0

    def sheets(self) -> Iterator[Sheet]:
        """Every page, also those that cannot be read."""
        started = time.monotonic()
        for number, (document, place) in enumerate(self.pages, 1):
            if time.monotonic() - started - self.pictures.scans.spent > self.limits.seconds:
                msg = (
                    f"读到第{number}页已用 {self.limits.seconds:.0f} 秒,超过时间上限,已停止;"
                    "请只保留报告正文的页面,或提供原始 Word 文件再试"
                )
                raise ReadingError(msg, self.where)
            if place is None or not document.parts.has(place):
                self.broken.append(number)
                yield Sheet(number, A4[2], A4[3])
            else:
                yield self._sheet(document, place, number)

    def _sheet(self, document: _Document, place: Place, number: int) -> Sheet:
        words, size = document.page(place, self.limits, number)
        self.signs += len(words.signs)
        if self.signs > self.limits.characters:
            msg = f"文字超过上限 {self.limits.characters} 个;请只保留报告正文后再试"
            raise ReadingError(msg, self.where)
        seen = upright(words.seen(), words.strokes, size[2], size[3])
        garbled = words.unreadable > _GARBLED * (len(words.signs) + words.unreadable)
        covered = sum(picture.area for picture in words.pictures) > _PICTURE * size[2] * size[3]
        if not seen.glyphs or garbled or (covered and len(seen.glyphs) < _FEW):
            picture = max(words.pictures, key=lambda p: p.area, default=None)
            return self.pictures.read(
                Sheet(number, seen.width, seen.height, () if garbled else seen.glyphs, seen.strokes),
                lambda: None if picture is None else document.reader.picture(picture.resource),
                place=None if picture is None else picture.box,
                garbled=garbled,
            )
        self.templates += words.skipped_template
        self.hidden += words.hidden
        self.turned += words.leaning + len(words.signs) - len(seen.glyphs)
        self.unread += words.unreadable
        sheet = Sheet(number, seen.width, seen.height, seen.glyphs, seen.strokes)
        if not (covered and is_under(seen.glyphs)):
            return sheet
        picture = max(words.pictures, key=lambda p: p.area)
        return self.pictures.under(sheet, lambda: document.reader.picture(picture.resource))

    def notes(self) -> Iterator[Note]:
        """What was left out of the pages that were read."""
        if self.broken:
            pages = "、".join(map(str, self.broken[:8]))
            yield Note("ofd-broken-page", f"第{pages}页等共 {len(self.broken)} 页缺失或指向文件之外,未读取;{_AGAIN}")
        if self.templates:
            yield Note("ofd-templates", f"模板页的文字只在第一次出现时读取,其余 {self.templates} 页略去")
        if self.turned:
            yield Note("ofd-turned", f"有 {self.turned} 个斜排或转向的字(多为水印),未读取")
        if self.hidden:
            yield Note("ofd-hidden", f"有 {self.hidden} 个字设为不显示,不作依据,未读取")
        if self.unread:
            yield Note("ofd-unreadable", f"有 {self.unread} 个字在文件中没有对应的文字编码,未读取,请对照原件核对")


def _beside(documents: list[_Document]) -> Iterator[Note]:
    if len(documents) > 1:
        yield Note("ofd-documents", f"文件里有 {len(documents)} 份文档,已依次读作一份,请核对是否都属于报告")
    for name, (code, message) in _BESIDE.items():
        if any(name in document.beside for document in documents):
            yield Note(code, message)
