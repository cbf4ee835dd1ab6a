"""Word files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from checker.files.limits import DEFAULT_LIMITS
from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.docx.reader import read_docx
from checker.reading.formats.office.number_forms import written
from checker.reading.formats.registry import read_raw

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="公文二级"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain words become a run."""
    inner = "".join(item if item.startswith("<") else run(item) for item in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def listed(text: str, depth: int = 0, num: int = 1) -> str:
    """A paragraph with automatic numbering."""
    return par(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')


def cell(*content: str, properties: str = "") -> str:
    """A table cell."""
    inner = "".join(item if item.startswith("<") else par(item) for item in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """A table of rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def numbering(*levels: tuple[str, str], more: str = "") -> str:
    """A list definition whose levels have a format and a text; list 1 uses it."""
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


@pytest.fixture
def read(make_docx: Callable[..., bytes]) -> Callable[..., RawText]:
    """Return a reader of body XML and parts."""
    return lambda body, **parts: read_docx(make_docx(body, **parts), DEFAULT_LIMITS, "r.docx")


def rows(raw: RawText) -> list[tuple[int, list[str]]]:
    """Table number and cells of each row."""
    return [(b.table, [c.of(raw.text) for c in b.cells]) for b in raw.blocks if b.kind is BlockKind.ROW]


def test_paragraphs_are_lines_and_split_runs_are_joined(read: Callable[..., RawText]) -> None:
    """Word cuts words into runs at every change of font."""
    raw = read(par("受理行政复议", "4", "5件") + par() + par("审结38件"))

    assert raw.text == "受理行政复议45件\n审结38件"


def test_soft_line_break_stays_inside_the_paragraph(read: Callable[..., RawText]) -> None:
    """A title set in two lines is one paragraph."""
    raw = read(par("云溪县人民政府", "<w:r><w:br/></w:r>", "年度报告", '<w:r><w:br w:type="page"/></w:r>'))

    assert (raw.text, len(raw.blocks)) == ("云溪县人民政府\n年度报告", 1)


def test_headings_have_the_level_of_their_style_or_its_ancestor(read: Callable[..., RawText]) -> None:
    """Also when the office made a style of its own, or set the outline level by hand."""
    raw = read(
        par("一、成效", style="1")
        + par("（一）执法", style="x")
        + par("1.公示", properties='<w:outlineLvl w:val="2"/>')
        + par("正文。"),
        styles=STYLES,
    )

    assert [block.level for block in raw.blocks] == [1, 2, 3, 0]


def test_the_title_style_gives_a_hint_and_no_section(read: Callable[..., RawText]) -> None:
    """The title is not the parent of all sections."""
    raw = read(par("年度报告", style="t"), styles=STYLES)

    assert (raw.blocks[0].kind, raw.hints[0].name, raw.hints[0].value) == (BlockKind.TEXT, "title", "年度报告")


def test_table_of_contents_is_boilerplate(read: Callable[..., RawText]) -> None:
    """It repeats the headings without their sections."""
    raw = read(par("一、成效\t1", style="toc") + par("一、成效"), styles=STYLES)

    assert [block.kind for block in raw.blocks] == [BlockKind.BOILERPLATE, BlockKind.TEXT]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", "1 2 10 21"),
        ("chineseCounting", "一 二 十 二十一"),
        ("chineseCountingThousand", "一 二 十 二十一"),
        ("ideographDigital", "一 二 一〇 二一"),
        ("chineseLegalSimplified", "壹 贰 拾 贰拾壹"),
        ("ideographTraditional", "甲 乙 癸 甲"),
        ("upperLetter", "A B J U"),
        ("lowerRoman", "i ii x xxi"),
        ("decimalEnclosedCircle", "① ② ⑩ 21"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ 21"),
        ("decimalZero", "01 02 10 21"),
        ("decimalFullWidth", "１ ２ １０ ２１"),
        ("neverHeardOf", "1 2 10 21"),
    ],
)
def test_numbers_are_written_in_each_format(form: str, numbers: str) -> None:
    """Unknown formats fall back to digits."""
    assert numbers.split() == [written(number, form) for number in (1, 2, 10, 21)]


@pytest.mark.parametrize(
    ("number", "words"), [(100, "一百"), (105, "一百零五"), (1010, "一千零一十"), (110, "一百一十")]
)
def test_large_chinese_numbers(number: int, words: str) -> None:
    """Zeros are written once, and only in between."""
    assert words == written(number, "chineseCountingThousand")


def test_automatic_numbers_are_restored_on_all_levels(read: Callable[..., RawText]) -> None:
    """Deeper levels begin anew under each higher one."""
    raw = read(
        listed("成效")
        + listed("执法", 1)
        + listed("公示", 2)
        + listed("记录", 2)
        + listed("决策", 1)
        + listed("公开", 2)
        + listed("问题"),
        numbering=numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3．")),
    )

    assert raw.text.split("\n") == ["一、成效", "（一）执法", "1．公示", "2．记录", "（二）决策", "1．公开", "二、问题"]


def test_numbers_of_several_levels_are_combined(read: Callable[..., RawText]) -> None:
    """A number such as 1.2 is kept apart from words that begin with a digit."""
    raw = read(listed("执法") + listed("3项制度", 1), numbering=numbering(("decimal", "%1."), ("decimal", "%1.%2")))

    assert raw.text == "1.执法\n1.1 3项制度"


def test_a_number_and_a_digit_do_not_make_a_decimal(read: Callable[..., RawText]) -> None:
    """The dot of item 1 before 5件 must not read as 1.5件."""
    assert read(listed("5件已办结"), numbering=numbering(("decimal", "%1."))).text == "1、5件已办结"


def test_a_list_can_start_over_and_bullets_have_no_number(read: Callable[..., RawText]) -> None:
    """A second list of the same kind goes on, unless it says where to start."""
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    raw = read(
        listed("甲")
        + listed("乙", num=2)
        + listed("丙", num=3)
        + listed("丁", depth=1)
        + listed("戊", num=0)
        + listed("己", num=9),
        numbering=numbering(("decimal", "%1、"), ("bullet", "\uf0b7"), more=more),
    )

    assert raw.text.split("\n") == ["1、甲", "1、乙", "2、丙", "丁", "戊", "己"]


def test_numbering_that_comes_with_a_style_is_restored(read: Callable[..., RawText]) -> None:
    """The level is the one tied to the style."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="h2"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    raw = read(par("执法", style="h2") + par("决策", style="h2"), styles=styles, numbering=levels)

    assert raw.text == "（一）执法\n（二）决策"


def test_tables_stand_in_place_with_merged_cells_once(read: Callable[..., RawText]) -> None:
    """Merged cells leave empty cells, so that columns stay aligned."""
    span, start, go_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    raw = read(
        par("见下表。")
        + table(
            [cell("年度", properties=start), cell("件数", properties=span)],
            [cell("年度", properties=go_on), cell("受理"), cell("审结")],
            [cell("2023"), cell("40", "件"), cell("38")],
        )
        + par("以上。")
    )

    assert rows(raw) == [(0, ["年度", "件数", ""]), (0, ["", "受理", "审结"]), (0, ["2023", "40 件", "38"])]
    assert raw.text.startswith("见下表。\n年度\t件数\t\n")
    assert raw.text.endswith("以上。")


def test_nested_table_follows_its_row(read: Callable[..., RawText]) -> None:
    """It is a table of its own."""
    raw = read(table([cell("外"), cell("内", table([cell("受理"), cell("40")]))], [cell("合计"), cell("40")]))

    assert rows(raw) == [(0, ["外", "内"]), (1, ["受理", "40"]), (0, ["合计", "40"])]


def test_a_frame_around_prose_is_no_table(read: Callable[..., RawText]) -> None:
    """Some offices put the whole report into one cell."""
    raw = read(table([cell("2023年，全县推进法治政府建设。" * 10, "一、成效")]))

    assert [block.kind for block in raw.blocks] == [BlockKind.TEXT, BlockKind.TEXT]


def test_text_box_is_read_once(read: Callable[..., RawText]) -> None:
    """The fallback for old programs repeats it."""
    box = f"<w:txbxContent>{par('文本框')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert read(par("正文", both)).text == "正文\n文本框"


def test_footnotes_and_endnotes_stand_at_the_end_with_their_mark(read: Callable[..., RawText]) -> None:
    """The separators that Word keeps among the notes are no notes."""
    raw = read(
        par("受理40件", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。")
        + par("审结38件", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        footnotes=f'<w:footnote w:id="0" w:type="separator">{par("线")}</w:footnote>'
        f'<w:footnote w:id="2">{par("含结转")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{par("含调解")}</w:endnote>',
    )

    assert raw.text == "受理40件[注1]。\n审结38件[注2]\n[注1]含结转\n[注2]含调解"


def test_revisions_are_read_as_accepted(read: Callable[..., RawText]) -> None:
    """Insertions and move targets are in; deletions and move sources are out; the reader is told."""
    raw = read(
        par("受理", f"<w:ins>{run('40')}</w:ins>", "<w:del><w:r><w:delText>45</w:delText></w:r></w:del>", "件")
        + par(f"<w:moveFrom>{run('移走')}</w:moveFrom>", f"<w:moveTo>{run('移来')}</w:moveTo>")
    )

    assert raw.text == "受理40件\n移来"
    assert [note.code for note in raw.notes] == ["docx-revisions"]


def test_a_deleted_paragraph_end_joins_the_paragraphs(read: Callable[..., RawText]) -> None:
    """Accepting the revision would make them one."""
    raw = read(par("受理40件，", properties="<w:rPr><w:del/></w:rPr>") + par("审结38件。"))

    assert raw.text == "受理40件，审结38件。"


def test_a_deleted_row_is_out(read: Callable[..., RawText]) -> None:
    """Rows are deleted as a whole."""
    body = table([cell("受理"), cell("40")], [cell("审结"), cell("38")]).replace(
        "<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1
    )

    assert rows(read(body)) == [(0, ["审结", "38"])]


def test_comments_hidden_text_and_field_codes_are_out(read: Callable[..., RawText]) -> None:
    """Hidden text may be hidden by itself or by its style."""
    raw = read(
        par(
            "正文",
            run("隐一", "<w:vanish/>"),
            run("隐二", '<w:rStyle w:val="h"/>'),
            run("不隐", '<w:vanish w:val="0"/>'),
            '<w:r><w:commentReference w:id="0"/></w:r>',
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        ),
        styles=STYLES,
        comments=f"<w:comment>{par('批注内容')}</w:comment>",
        header1=par("页眉"),
    )

    assert raw.text == "正文不隐"
    assert {"docx-comments", "docx-hidden"} == {note.code for note in raw.notes}


def test_hyperlinks_controls_and_symbols_are_read(read: Callable[..., RawText]) -> None:
    """Text inside wrappers is text."""
    raw = read(
        par(
            f"<w:hyperlink>{run('链接')}</w:hyperlink>",
            f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>",
            '<w:r><w:sym w:char="2460"/><w:noBreakHyphen/><w:tab/></w:r>',
            "尾",
        )
        + f"<w:sdt><w:sdtContent>{par('块')}</w:sdtContent></w:sdt>"
    )

    assert raw.text == "链接控件①-\t尾\n块"


def test_the_strict_variant_is_read(make_docx: Callable[..., bytes]) -> None:
    """Other namespaces, same words."""
    document = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_docx(""))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            strict = name == "word/document.xml"
            new.writestr(name, f"{document}{par('正文')}</w:body></w:document>" if strict else old.read(name))

    assert read_docx(buffer.getvalue(), DEFAULT_LIMITS, "r.docx").text == "正文"


def test_pictures_instead_of_text_are_noted(read: Callable[..., RawText]) -> None:
    """A scanned report pasted into Word."""
    raw = read(par("年度报告", "<w:r><w:drawing/></w:r>"))

    assert [note.code for note in raw.notes] == ["docx-pictures"]


def test_sample_of_an_official_document_is_read(shared_dir: Path, lexicon: Lexicon) -> None:
    """All of its paragraphs, and its table in place."""
    path = shared_dir / "corpus" / "formats" / "公文格式示例_GBT9704.docx"

    raw = read_raw(path.name, path.read_bytes(), lexicon)

    assert len(raw.blocks) > 15
    assert rows(raw)[:2] == [(0, ["序号", "项目名称", "数值", "备注"]), (0, ["1", "测试项目A", "100", "正常"])]
    assert raw.text.index("序号\t") < raw.text.index("上表展示")
