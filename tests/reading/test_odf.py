"""OpenDocument texts: lists, tables and what hostile files make of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from checker.errors import ReadingError
from checker.files.limits import Limits
from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.registry import read_raw

NAMES = " ".join(f"xmlns:{name}='{name}'" for name in ("office", "text", "table", "style", "draw", "loext", "xml2"))
LISTS = (
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='一, 二, 三, ...'"
    " style:num-suffix='、'/><text:list-level-style-number text:level='2' style:num-format='1'"
    " text:display-levels='2'/>"
    "<text:list-level-style-bullet text:level='3'/></text:list-style>"
    "<style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>"
)


def odt(body: str, kind: str = "text", head: str = "", **files: str) -> bytes:
    """A package around the XML of a body."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"{head}<office:document-content {NAMES}><office:automatic-styles>{LISTS}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def read(body: str, lexicon: Lexicon, **more: str) -> RawText:
    """Read a body."""
    return read_raw("r.odt", odt(body, **more), lexicon)


def item(text: str, more: str = "") -> str:
    """A list item."""
    return f"<text:list-item><text:p>{text}</text:p>{more}</text:list-item>"


def test_lists_are_numbered_level_by_level_and_go_on_when_they_say_so(lexicon: Lexicon) -> None:
    """Only the first paragraph of an item has its number; a new list begins at one."""
    inner = f"<text:list>{item('乙')}{item('丙')}</text:list>"
    raw = read(
        f"<text:list text:style-name='L' xml2:id='a'>{item('甲', inner + '<text:p>又</text:p>')}</text:list>"
        "<text:p>间</text:p>"
        f"<text:list text:style-name='L' text:continue-list='a'>{item('丁')}</text:list>"
        f"<text:list text:style-name='L'>{item('戊')}</text:list>",
        lexicon,
    )

    assert raw.text.split("\n") == ["一、甲", "一.1 乙", "一.2 丙", "又", "间", "二、丁", "一、戊"]


def test_blanks_are_those_that_were_typed(lexicon: Lexicon) -> None:
    """Blanks of the XML are one, typed ones are elements; hidden words go."""
    raw = read(
        "<text:p>\n  甲 \n 乙<text:s text:c='2'/>丙<text:tab/>丁<text:line-break/>戊"
        "<text:span text:style-name='H'>隐</text:span></text:p>",
        lexicon,
    )

    assert (raw.text, [n.code for n in raw.notes]) == ("甲 乙  丙\t丁\n戊", ["odt-hidden"])


def test_a_table_of_contents_is_boilerplate(lexicon: Lexicon) -> None:
    """It repeats the headings."""
    raw = read(
        "<text:table-of-content><text:index-body><text:p>一、成效 1</text:p></text:index-body></text:table-of-content>"
        "<text:h text:outline-level='1'>一、成效</text:h>",
        lexicon,
    )

    assert [b.kind for b in raw.blocks] == [BlockKind.BOILERPLATE, BlockKind.HEADING]


def test_sheets_of_a_spreadsheet_are_tables(lexicon: Lexicon) -> None:
    """Each under its name."""
    raw = read(
        "<table:table table:name='复议'><table:table-row><table:table-cell><text:p>受理</text:p></table:table-cell>"
        "<table:table-cell><text:p>86</text:p></table:table-cell></table:table-row></table:table>",
        lexicon,
        kind="spreadsheet",
    )

    assert (raw.format, raw.text) == ("ods", "复议\n受理\t86")


HUGE = "1000000000"
HOSTILE = {
    "columns": f"<table:table><table:table-row><table:table-cell table:number-columns-repeated='{HUGE}'>"
    "<text:p>字</text:p>"
    "</table:table-cell></table:table-row></table:table>",
    "rows": f"<table:table><table:table-row table:number-rows-repeated='{HUGE}'><table:table-cell><text:p>字</text:p>"
    "</table:table-cell></table:table-row></table:table>",
    "empty": f"<text:p>字</text:p><table:table><table:table-row table:number-rows-repeated='{HUGE}'>"
    f"<table:table-cell table:number-columns-repeated='{HUGE}'/></table:table-row></table:table>",
    "spaces": f"<text:p>字<text:s text:c='{HUGE}'/>字</text:p>",
    "digits": f"<text:p>字<text:s text:c='{'9' * 5000}'/>字</text:p>",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_a_file_says_it_repeats_is_bounded(case: str, lexicon: Lexicon) -> None:
    """With a note where words are left out."""
    raw = read(HOSTILE[case], lexicon)

    assert len(raw.text) < 100_000
    assert ([n.code for n in raw.notes] == ["odt-repeated"]) == (case in {"columns", "rows"})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (odt("<text:p>&a;</text:p>", head="<!DOCTYPE z [<!ENTITY a 'ha'>]>"), "实体"),
        (odt("<text:p>字</text:p>", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "密码"),
        (odt("<text:p>字</text:p>", kind="presentation"), "演示文稿"),
        (odt("<text:section>" * 300 + "</text:section>" * 300), "嵌套"),
        (odt("<text:p>" + "<text:s/>" * 3000 + "</text:p>"), "元素"),
        (odt("<text:p/>"), "没有文字"),
    ],
    ids=["entities", "encrypted", "presentation", "deep", "long", "empty"],
)
def test_what_is_refused_is_said(data: bytes, words: str, lexicon: Lexicon) -> None:
    """In one sentence."""
    with pytest.raises(ReadingError, match=words):
        read_raw("r.odt", data, lexicon, Limits(elements=2_000))
