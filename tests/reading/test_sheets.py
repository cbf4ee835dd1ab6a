"""Workbooks: what a reader of the sheet sees."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from checker.errors import ReadingError
from checker.lexicon import Lexicon
from checker.model import BlockKind
from checker.reading.formats.registry import read_raw
from checker.reading.formats.sheets.number_format import shown

SAMPLES = Path(__file__).parent / "data" / "office"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.872, "0.0%", "87.2%"), (0.95, "0%", "95%"), (1, "0.00%", "100.00%"), (86.0, "General", "86"),
        (0.1 + 0.2, "General", "0.3"), (4382.5, "#,##0.00", "4,382.50"), (1234567, "#,##0", "1,234,567"),
        (-3, "0", "-3"), (-3, "0;(0)", "(3)"), (2.5, "0", "3"), (7, "000", "007"), (12, '0"件"', "12件"),
        (1.5, "0.##", "1.5"), (2, "0.##", "2"),
        (50740000, '0.00,,"百万"', "50.74百万"), (5, "[红色]0_);[Red]-0", "5"),
        (45291, 'yyyy"年"m"月"d"日"', "2023年12月31日"),
        (45291, "yyyy-mm-dd", "2023-12-31"), (45291, "m/d/yy", "2023-12-31"),
        (45291.5, "yyyy-m-d h:mm", "2023-12-31 12:00"), (45291, '[$-804]yyyy"年"m"月"', "2023年12月"),
        (0.5, "h:mm", "12:00"),
        (1e300, "yyyy-m-d", "1e+300"), (5, "@", "5"), (3.0, "", "3"), (0.00001, "General", "0.00001"),
    ],
)  # fmt: skip
def test_numbers_look_as_in_the_sheet(value: float, code: str, text: str) -> None:
    """Percent, decimals, thousands, units, dates."""
    assert text == shown(value, code)


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_a_workbook_becomes_titles_rows_and_remarks(form: str, lexicon: Lexicon) -> None:
    """Merged cells keep their place, formulas show their value, the hidden sheet is noted and not read."""
    path = SAMPLES / f"tables.{form}"

    raw = read_raw(path.name, path.read_bytes(), lexicon)

    assert [(b.kind, b.table, b.span.of(raw.text)) for b in raw.blocks] == [
        (BlockKind.HEADING, -1, "复议应诉"),
        (BlockKind.TEXT, -1, "云岭县2023年度行政复议应诉统计表"),
        (BlockKind.ROW, 0, "序号\t项目\t本年\t\t上年"),
        (BlockKind.ROW, 0, "\t\t件数\t占比\t件数"),
        (BlockKind.ROW, 0, "1\t受理行政复议\t80\t87.2%\t75"),
        (BlockKind.ROW, 0, "2\t审结行政复议\t76\t95%\t70"),
        (BlockKind.ROW, 0, "3\t罚没收入（万元）\t4,382.50\t\t1,234,567"),
        (BlockKind.ROW, 0, "4\t统计日期\t2023年12月31日\t\t"),
        (BlockKind.ROW, 0, "5\t合计\t156\t\t"),
        (BlockKind.TEXT, -1, "注：本表由县司法局汇总，数据截至2023年12月31日，含上年结转的6件。"),
        (BlockKind.ROW, 1, "执法检查\t次"),
        (BlockKind.ROW, 1, "县公安局\t1236"),
    ]
    assert [n.code for n in raw.notes] == [f"{form}-hidden"]
    assert "底稿" in raw.notes[0].message


def xlsx(sheet: str, strings: str = "<sst/>") -> bytes:
    """A workbook of one sheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='甲' r:id='r1'/></sheets></workbook>"
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/s.xml'/>"
            "<Relationship Id='r2' Type='x/sharedStrings' Target='strings.xml'/></Relationships>",
        )
        archive.writestr("xl/worksheets/s.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
        archive.writestr("xl/strings.xml", strings)
    return buffer.getvalue()


def test_a_sheet_that_claims_every_cell_has_only_those_it_has(lexicon: Lexicon) -> None:
    """Far cells are noted, formulas without a value too."""
    raw = read_raw(
        "r.xlsx",
        xlsx(
            "<row r='1'><c r='A1' t='inlineStr'><is><t>题</t></is></c><c r='B1'><f>1+1</f></c></row>"
            "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
        ),
        lexicon,
    )

    assert (raw.text, [n.code for n in raw.notes]) == ("甲\n题", ["xlsx-formulas", "xlsx-wide"])


@pytest.mark.parametrize(
    "data",
    [
        xlsx("".join(f"<row r='{n}'><c><v>{n}</v></c></row>" for n in range(1, 30_000))),
        xlsx("<row>" + "<c t='s'><v>0</v></c>" * 200 + "</row>", f"<sst><si><t>{'字' * 100_000}</t></si></sst>"),
        xlsx("<row><c t='s'><v>0</v></c></row>", "<sst>" + f"<si><t>{'字' * 1000}</t></si>" * 5_000 + "</sst>"),
    ],
    ids=["rows", "one long string in every cell", "strings"],
)
def test_too_much_is_refused(data: bytes, lexicon: Lexicon) -> None:
    """Before it is all in memory."""
    with pytest.raises(ReadingError, match=r"只保留|压缩炸弹"):
        read_raw("r.xlsx", data, lexicon)


def test_a_workbook_whose_sectors_lie_in_a_circle_ends(lexicon: Lexicon) -> None:
    """Any entry of its allocation table may point anywhere."""
    data = bytearray((SAMPLES / "tables.xls").read_bytes())
    table = 512 * (int.from_bytes(data[0x4C:0x50], "little") + 1)
    data[table : table + 512] = b"\x01\x00\x00\x00" * 128

    with pytest.raises(ReadingError, match="损坏"):
        read_raw("r.xls", bytes(data), lexicon)
