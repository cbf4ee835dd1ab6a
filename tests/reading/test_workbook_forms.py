"""Workbooks in odd wrappings, and numbers in the formats that offices use."""

from __future__ import annotations

import io
import zipfile

import pytest

from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.registry import read_raw
from checker.reading.formats.sheets.number_format import shown


def rows(raw: RawText) -> list[list[str]]:
    """Cells of each row."""
    return [[c.of(raw.text) for c in b.cells] for b in raw.blocks if b.kind is BlockKind.ROW]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (123456, '0!.0,"万元"', "12.3万元"),
        (123456, '0\\.0,"万"', "12.3万"),
        (2.5e8, '[>=100000000]0!.00,,"亿";0', "2.50亿"),
        (1, '[>=100000000]0.00,,"亿";0', "1"),
        (0, '0"件";;"无"', "无"),
        (-3, '0"件";;"无"', ""),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, '"—"', "—"),
        (5, '[DBNum1]General"件"', "五件"),
        (-5, "0;(0)", "(5)"),
        (12.5, '0.0"％"', "12.5％"),
        (0.872, "0.0%", "87.2%"),
        (4382.5, "#,##0.00", "4,382.50"),
        (45291, 'yyyy"年"m"月"d"日";@', "2023年12月31日"),
    ],
)
def test_a_number_is_what_the_sheet_shows(value: float, code: str, text: str) -> None:
    """Formats that scale, ask for a condition, or say a word for zero."""
    assert text == shown(value, code)


XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="统计表"><Table><Row><Cell><Data ss:Type="String">指标</Data></Cell><Cell ss:Index="3">'
    '<Data ss:Type="String">2024年</Data></Cell></Row><Row><Cell><Data ss:Type="String">复议申请(件)</Data></Cell>'
    '<Cell ss:Index="3"><Data ss:Type="Number">230.0</Data></Cell></Row></Table></Worksheet></Workbook>'
)
HTML = (
    '<table><tr><td colspan="2">指标</td><td>2024年</td></tr>'
    '<tr><td colspan="2">复议申请(件)</td><td>230</td></tr></table>'
)


@pytest.mark.parametrize("data", [XML.encode(), HTML.encode("gbk"), f"<html><body>{HTML}</body></html>".encode()])
def test_a_workbook_that_is_one_text_is_a_table(data: bytes, lexicon: Lexicon) -> None:
    """The XML of Excel 2003, and what systems export as xls."""
    raw = read_raw("附表.xls", data, lexicon)

    assert raw.format == "xls"
    assert [["指标", "", "2024年"], ["复议申请(件)", "", "230"]] == rows(raw)


@pytest.mark.parametrize("turn", [str.upper, lambda name: name.replace("/", "\\")], ids=["case", "slashes"])
def test_parts_are_found_whatever_their_case_and_slashes(turn: object, lexicon: Lexicon) -> None:
    """Programs of other systems write names their own way; a line end written as a code is a blank."""
    sheet = (
        '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>受理_x000D_\n件数</t></is></c><c r="B2"><v>2</v></c></row>'
        "</sheetData></worksheet>"
    )
    link = '<Relationship Id="{0}" Type="x/{1}" Target="{2}"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="s1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        + link.format("s1", "worksheet", "worksheets/sheet1.xml")
        + link.format("s2", "sharedStrings", "sharedStrings.xml")
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": "<sst><si><t>指标</t></si></sst>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo("x")
            info.filename = turn(name)  # type: ignore[operator]
            archive.writestr(info, content)

    assert [["指标", "1"], ["受理 件数", "2"]] == rows(read_raw("附表.xlsx", buffer.getvalue(), lexicon))
