"""OFD files in the dialects of several producers, and hostile ones."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import ofdkit
import pytest
from ofd_writer import Dialect, as_ofd, ofd_package, page_xml, text_object
from papers import Part

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.registry import read_raw

PARTS = [
    Part("沐源县人民政府关于2023年度法治政府建设情况的报告", "title"),
    Part("一、主要举措", "heading"),
    Part("全年受理行政复议申请64件，审结60件，其余4件结转下年；办理行政应诉案件12件，负责人出庭应诉12件，出庭率100%。"),
    Part(rows=(("项目", "2022年", "2023年"), ("受理", "61", "64"))),
    Part("沐源县人民政府", "right"),
    Part("2024年2月26日", "right"),
]
LINES = [part.text for part in PARTS if part.text]
PLAIN = Dialect()
DIALECTS = {
    "usual": PLAIN,
    "another prefix": Dialect(prefix="o:"),
    "no prefix": Dialect(prefix=""),
    "no namespace": Dialect(prefix="", namespace=""),
    "another address": Dialect(namespace="http://www.ofdspec.org"),
    "absolute places": Dialect(absolute=True),
    "nested blocks": Dialect(blocks=5),
    "repeated distances": Dialect(repeat=True),
    "a sign an object": Dialect(single=True),
    "scaled by a matrix": Dialect(scaled=True, repeat=True),
    "OFD/A": Dialect(doctype="OFD-A"),
}


@pytest.fixture
def read(lexicon: Lexicon) -> Callable[..., RawText]:
    """Return a reader of bytes."""
    return lambda data, limits=DEFAULT_LIMITS: read_raw("r.ofd", data, lexicon, limits)


def one(inner: str, **more: object) -> bytes:
    """A file of one page that draws ``inner``."""
    dialect = Dialect(**more)  # type: ignore[arg-type]
    return ofd_package([page_xml(inner, dialect)], dialect)


def line(text: str, y: float, more: str = "", size: float = 5.64, x: float = 28) -> str:
    """A line of text."""
    return text_object(text, x, y, size, PLAIN, more)


def codes(raw: RawText) -> list[str]:
    """Codes of the notes."""
    return [note.code for note in raw.notes]


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_gives_the_same_text(name: str, read: Callable[..., RawText]) -> None:
    raw = read(as_ofd(PARTS, DIALECTS[name]))

    rows = [[c.of(raw.text) for c in b.cells] for b in raw.blocks if b.kind is BlockKind.ROW]
    assert ("ofd", (0,)) == (raw.format, raw.pages)
    assert LINES == [b.span.of(raw.text) for b in raw.blocks if b.kind is not BlockKind.ROW]
    assert [["项目", "2022年", "2023年"], ["受理", "61", "64"]] == rows


@pytest.mark.parametrize("name", ["usual", "absolute places", "repeated distances"])
def test_another_reader_finds_the_same_words(name: str, read: Callable[..., RawText], tmp_path: Path) -> None:
    """``ofdkit`` as the independent witness; it keeps the lines of the page and the page number."""
    data = as_ofd(PARTS, DIALECTS[name])
    (tmp_path / "r.ofd").write_bytes(data)

    with ofdkit.OFDDocument(tmp_path / "r.ofd") as other:
        theirs = "".join(other.text().split()).removesuffix("—1—")

    assert sorted(theirs) == sorted("".join(read(data).text.split()))


def test_pages_follow_the_document_and_not_the_archive(read: Callable[..., RawText]) -> None:
    pages = [page_xml(line(f"第{n}页的一句话。", 40), PLAIN) for n in "三一二"]
    document = b'<Document xmlns="x"><Pages>%s</Pages></Document>' % b"".join(
        b'<Page ID="%d" BaseLoc="Pages/Page_%d/Content.xml"/>' % (n, n) for n in (1, 2, 0)
    )
    data = ofd_package(pages, Dialect(extra={"Doc_1/Document.xml": b""}))

    raw = read(_replaced(data, "Doc_0/Document.xml", document))

    assert ["第一页的一句话。", "第二页的一句话。", "第三页的一句话。"] == raw.text.split("\n")
    assert tuple(raw.text.index(f"第{n}") for n in "一二三") == raw.pages


def test_what_hangs_beside_the_pages_is_not_read(read: Callable[..., RawText]) -> None:
    """Annotations, watermarks, seals: noted, never part of the text."""
    annotation = b'<PageAnnot xmlns="x"><Annot Type="Watermark"><Appearance>%s</Appearance></Annot></PageAnnot>'
    mark = annotation % line("机密文件", 100).replace("ofd:", "").encode()
    data = one(
        line("正文一句。", 40),
        document="<ofd:Annotations>Annotations.xml</ofd:Annotations><ofd:Attachments>a.xml</ofd:Attachments>",
        body="<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        extra={"Doc_0/Annotations.xml": mark, "Doc_0/Pages/Page_0/Annotation.xml": mark},
    )

    raw = read(data)

    assert "正文一句。" == raw.text
    assert ["ofd-annotations", "ofd-attachments", "ofd-signatures"] == codes(raw)


def test_leaning_and_invisible_text_is_left_out(read: Callable[..., RawText]) -> None:
    leaning = line("内部资料", 100, ' CTM="0.7 0.7 -0.7 0.7 0 0"', 20)

    raw = read(one(line("正文一句。", 40) + leaning + line("看不见", 60, ' Visible="false"')))

    assert ("正文一句。", ["ofd-turned", "ofd-hidden"]) == (raw.text, codes(raw))


def test_a_template_is_read_once(read: Callable[..., RawText]) -> None:
    """Its words stand on every page, and belong to none."""
    dialect = Dialect(template=line("沐源县司法局用笺", 80))
    pages = [page_xml(line(f"第{n}件事办结。", 120), dialect) for n in "一二三"]

    raw = read(ofd_package(pages, dialect))

    assert ["沐源县司法局用笺", "第一件事办结。", "第二件事办结。", "第三件事办结。"] == raw.text.split("\n")
    assert ["ofd-templates"] == codes(raw)


def test_a_file_may_hold_several_documents(read: Callable[..., RawText]) -> None:
    page = page_xml(line("附件一句。", 40), PLAIN).encode()
    second = b'<Document xmlns="x"><Pages><Page ID="1" BaseLoc="p.xml"/></Pages></Document>'
    data = one(
        line("正文一句。", 40),
        body="</ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot>",
        extra={"Doc_1/Document.xml": second, "Doc_1/p.xml": page},
    )

    raw = read(data)

    assert ("正文一句。\n附件一句。", ["ofd-documents"]) == (raw.text, codes(raw))


@pytest.mark.usefixtures("without_recognition")
def test_pictures_in_place_of_words_are_named(read: Callable[..., RawText]) -> None:
    picture = '<ofd:ImageObject ID="3" ResourceID="7" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/>'

    raw = read(ofd_package([page_xml(line("正文一句。", 40), PLAIN), page_xml(picture, PLAIN)]))
    with pytest.raises(ReadingError, match="第1页没有文字层"):
        read(one(picture))

    assert "第2页没有文字层" in raw.notes[0].message


def test_a_missing_page_is_named_and_the_rest_is_read(read: Callable[..., RawText]) -> None:
    data = one(line("正文一句。", 40)).replace(b"", b"")
    document = (
        b'<Document xmlns="x"><Pages><Page BaseLoc="Pages/Page_0/Content.xml"/><Page BaseLoc="gone.xml"/>'
        b'<Page BaseLoc="../../../etc/passwd"/></Pages></Document>'
    )

    raw = read(_replaced(data, "Doc_0/Document.xml", document))

    assert ("正文一句。", "ofd-broken-page") == (raw.text, codes(raw)[-1])
    assert raw.notes[-1].message.startswith("第2、3页")


def test_numbers_that_cannot_be_do_no_harm(read: Callable[..., RawText]) -> None:
    """A billion repetitions, no numbers, endless numbers."""
    absurd = "".join(
        f'<ofd:TextObject Size="{size}" Boundary="{box}"{ctm}>'
        f'<ofd:TextCode X="{x}" Y="5" DeltaX="{delta}">零散字</ofd:TextCode>'
        "</ofd:TextObject>"
        for size, box, ctm, x, delta in [
            ("NaN", "0 0 1 1", "", "0", "5 5"),
            ("inf", "inf nan 1 1", "", "0", "5 5"),
            ("1e999", "0 0 1 1", "", "0", "5 5"),
            ("5.64", "28 80 100 9", ' CTM="nan 0 0 nan 0 0"', "nan", "5.64 5.64"),
            ("5.64", "28 120 100 9", "", "-inf", "g 1000000000 5.64"),
            ("5.64", "28 160 100 9", "", "0", "g 99999999999999999999 5.64 g g g"),
            ("5.64", "28 200 100 9", "", "0", "5.64"),
        ]
    )

    raw = read(one(line("正文一句。", 40) + absurd))

    assert ["正文一句。", *["零散字"] * 4] == raw.text.split("\n")


def test_graphics_that_hold_themselves_end(read: Callable[..., RawText]) -> None:
    """A reference in a circle is followed once; a tree of references beyond measure is refused."""
    ring = (
        '<ofd:CompositeGraphicUnit ID="7"><ofd:Content><ofd:CompositeObject ResourceID="7"/>'
        f"{line('图中一句。', 40)}</ofd:Content></ofd:CompositeGraphicUnit>"
    )
    tree = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>'
        + f'<ofd:CompositeObject ResourceID="{n + 1}"/>' * 20
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for n in range(7, 20)
    )

    def data(units: str) -> bytes:
        resources = f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016">{units}</ofd:Res>'.encode()
        package = one('<ofd:CompositeObject ResourceID="7"/>', extra={"Doc_0/Res.xml": resources})
        document = b'<Document xmlns="x"><CommonData><PublicRes>Res.xml</PublicRes></CommonData><Pages><Page ID="1" '
        return _replaced(
            package, "Doc_0/Document.xml", document + b'BaseLoc="Pages/Page_0/Content.xml"/></Pages></Document>'
        )

    assert "图中一句。" == read(data(ring)).text
    with pytest.raises(ReadingError, match="图文对象超过"):
        read(data(tree))


LAUGHS = b'<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Page><Content>&b;</Content></Page>'
OUTSIDE = b'<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]><Page><Content>&x;</Content></Page>'
PAGE = "Doc_0/Pages/Page_0/Content.xml"


def _replaced(data: bytes, name: str, content: bytes, more: str = "") -> bytes:
    """The package with another content for one entry, or with one more entry."""
    source = zipfile.ZipFile(io.BytesIO(data))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.namelist():
            archive.writestr(entry, content if entry == name else source.read(entry))
        if more:
            archive.writestr(more, b"x")
    return buffer.getvalue()


SIMPLE = one(line("正文一句。", 40))
REFUSED = {
    "zip bomb": (_replaced(SIMPLE, PAGE, b" " * 50_000_000), DEFAULT_LIMITS, "压缩炸弹"),
    "entity expansion": (_replaced(SIMPLE, PAGE, LAUGHS), DEFAULT_LIMITS, "实体"),
    "external entity": (_replaced(SIMPLE, PAGE, OUTSIDE), DEFAULT_LIMITS, "实体"),
    "entry that leads upwards": (_replaced(SIMPLE, "", b"", "../evil"), DEFAULT_LIMITS, "名称"),
    "start outside of the file": (
        _replaced(SIMPLE, "OFD.xml", b"<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"),
        DEFAULT_LIMITS,
        "文档入口",
    ),
    "no pages": (_replaced(SIMPLE, "Doc_0/Document.xml", b"<Document/>"), DEFAULT_LIMITS, "没有页面"),
    "no documents": (_replaced(SIMPLE, "OFD.xml", b"<OFD/>"), DEFAULT_LIMITS, "没有页面"),
    "cut off": (SIMPLE[:-60], DEFAULT_LIMITS, "按 ofd 打开"),
    "too many pages": (ofd_package([page_xml(line("字", 40), PLAIN)] * 3), Limits(pages=2), "3 页,超过上限 2 页"),
    "too many signs": (SIMPLE, Limits(page_signs=3), "每页上限 3"),
    "too many signs in all": (SIMPLE, Limits(characters=3), "超过上限 3"),
    "no time": (SIMPLE, Limits(seconds=-1), "时间上限"),
    "nested without end": (one("", blocks=300), DEFAULT_LIMITS, "嵌套"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_files_end_in_one_sentence(case: str, read: Callable[..., RawText]) -> None:
    data, limits, words = REFUSED[case]
    started = time.monotonic()

    with pytest.raises(ReadingError, match=words) as caught:
        read(data, limits)

    assert "\n" not in caught.value.message
    assert time.monotonic() - started < 10


def test_a_damaged_file_is_read_or_refused_and_nothing_else(read: Callable[..., RawText]) -> None:
    """Whatever byte is damaged, no other error comes out."""
    for at in range(0, len(SIMPLE), 13):
        broken = bytearray(SIMPLE)
        broken[at] ^= 0xFF
        try:
            read(bytes(broken))
        except ReadingError:
            continue


def test_words_that_nobody_sees_on_a_page_are_no_evidence(read: Callable[..., RawText]) -> None:
    """Transparent, without a fill, white on white; they are noted. White on a dark ground is seen."""
    shown = line("全年受理行政复议申请64件。", 60)
    clear = line("隐藏一件。", 80, ' Alpha="0"')
    empty = line("隐藏二件。", 90, ' Fill="false"')
    white = line("隐藏三件。", 100).replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode')
    ground = (
        '<ofd:PathObject ID="90" Boundary="20 110 150 20" Fill="true" Stroke="false"><ofd:FillColor Value="0 0 128"/>'
        "<ofd:AbbreviatedData>M 0 0 L 150 0 L 150 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    light = line("深底白字可见。", 118).replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode')

    raw = read(one(shown + clear + empty + white + ground + light))

    assert "隐藏" not in raw.text
    assert "深底白字可见。" in raw.text
    assert "layout-invisible" in codes(raw)
