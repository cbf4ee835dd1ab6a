"""One text saved in every format of a word processor."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import docx
import pytest

from checker.api import Checker
from checker.lexicon import Lexicon
from checker.model import Assessment, BlockKind, RawText
from checker.reading.formats.registry import read_raw

SAMPLES = Path(__file__).parent / "data" / "office"
LINES = [
    ("text", "云岭县2023年度法治政府建设情况报告"),
    ("boilerplate", "一、主要成效\t1"),
    ("text", "2023年，云岭县深入推进法治政府建设。现将有关情况报告如下。"),
    ("heading1", "一、主要成效"),
    ("heading2", "（一）行政执法"),
    ("text", "全县开展执法检查1,236次，办理案件312件。"),
    ("heading2", "（二）行政复议"),
    ("text", "全年收到行政复议申请86件[注1]，受理80件，见县政府网站。"),
    ("text", "框内：全县设行政复议窗口12个。"),
    ("text", "1.公示执法信息"),
    ("text", "2、3项制度落实"),
    ("text", "2.1 其中法制审核"),
    ("text", "1.重新编号"),
    ("text", "圆点事项"),
    ("text", "数据见下表[注2]："),
    ("row0", "单位\t复议（件）\t"),
    ("row0", "\t受理\t审结"),
    ("row0", "县公安局\t40 （含上年）\t38"),
    ("row1", "维持\t30"),
    ("row0", "合计\t80\t76"),
    ("text", "换行前\n换行后\t𠮷县，非断-连字。"),
    ("heading1", "二、存在问题"),
    ("text", "执法力量不足。"),
    ("text", "云岭县人民政府"),
    ("text", "2024年1月15日"),
    ("text", "[注1]含上年结转6件。"),
    ("text", "[注2]数据截至2023年12月31日。"),
]
BOX = LINES[8]


def described(raw: RawText) -> list[tuple[str, str]]:
    """Kind with level or table, and text, of each block."""
    return [
        (f"{b.kind.value}{b.level or ''}{b.table if b.table >= 0 else ''}", b.span.of(raw.text)) for b in raw.blocks
    ]


@pytest.mark.parametrize("form", ["docx", "doc", "rtf", "odt", "fodt"])
def test_every_format_gives_the_same_lines(form: str, lexicon: Lexicon) -> None:
    """Numbers, merged and nested tables, notes and boxes stay; deleted and hidden words, comments and codes go."""
    path = SAMPLES / f"everything.{form}"

    raw = read_raw(path.name, path.read_bytes(), lexicon)

    expected = [line for line in LINES if form != "rtf" or line != BOX]  # LibreOffice leaves it out of the rtf
    assert described(raw) == expected
    assert ("title", "云岭县2023年度法治政府建设情况报告") in [(h.name, h.value) for h in raw.hints]
    kind = form.removeprefix("f")
    assert [n.code for n in raw.notes] == [f"{kind}-revisions", f"{kind}-comments", f"{kind}-hidden"]


@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_headers_are_no_text_but_known_to_the_check_for_secrecy(form: str, lexicon: Lexicon) -> None:
    """A mark may stand there."""
    path = SAMPLES / f"everything.{form}"

    raw = read_raw(path.name, path.read_bytes(), lexicon)

    assert "页眉" not in raw.text
    assert "页眉：内部资料" in [h.value for h in raw.hints if h.name == "margin"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("r.docx", "doc"), ("r.txt", "rtf"), ("r.doc", "rtf"), ("r.doc", "odt"), ("r.wps", "docx"), ("r.docx", "fodt"),
    ],
)  # fmt: skip
def test_a_wrong_extension_is_recognised_with_a_note(name: str, form: str, lexicon: Lexicon) -> None:
    """Whatever the file is called, its content decides."""
    raw = read_raw(name, (SAMPLES / f"everything.{form}").read_bytes(), lexicon)

    assert raw.format == form.removeprefix("f")
    assert raw.notes[0].code == "extension"


def test_a_wps_file_is_read_as_the_binary_word_file_it_is(lexicon: Lexicon) -> None:
    """Without a note: the name is right."""
    raw = read_raw("r.wps", (SAMPLES / "everything.doc").read_bytes(), lexicon)

    assert described(raw) == LINES
    assert "extension" not in [n.code for n in raw.notes]


def as_word(raw: RawText, path: Path) -> None:
    """Type a text into a Word file: a paragraph a block, tables as tables."""
    document, table, number = docx.Document(), None, -1
    for block in raw.blocks:
        text = "".join(line.strip() for line in block.span.of(raw.text).split("\n"))
        if block.kind is BlockKind.ROW:
            cells = [cell.of(raw.text) for cell in block.cells]
            if table is None or number != block.table or len(cells) != len(table.columns):
                table, number = document.add_table(0, len(cells)), block.table
            for place, cell in zip(table.add_row().cells, cells, strict=True):
                place.text = cell
        else:
            table = None
            if block.kind is BlockKind.HEADING and block.level:
                document.add_heading(text, block.level)
            elif block.kind is not BlockKind.BOILERPLATE or path.suffix != ".md":
                document.add_paragraph(text)
    document.save(path)


def verdicts(assessment: Assessment) -> tuple[object, ...]:
    """What must not depend on the format."""
    document = assessment.document
    return (
        {r.rule_id: r.verdict for r in assessment.results},
        Counter((f.id, f.value, f.unit) for f in assessment.figures),
        Counter(f.rule_id for f in assessment.findings),
        (document.kind, document.stage, document.metadata.report_year, document.metadata.issuer_level),
    )


@pytest.mark.slow("the office suite converts a report six times; each reader has samples of its own in the first tier")
def test_one_report_in_seven_formats_gets_the_same_verdicts_and_figures(
    repository: Path, soffice_path: Path, tmp_path: Path
) -> None:
    """Typed into Word and saved by another program as doc, wps, rtf, odt, fodt and html."""
    checker = Checker()
    seeds = ["02-muyuan-county-2022-draft.txt", "04-chengyu-water-2024.docx"]
    expected = {}
    for name in seeds:
        source = repository / "seeds" / name
        target = tmp_path / f"{source.stem}.docx"
        expected[source.stem] = verdicts(checker.check(source))
        if source.suffix == ".docx":
            target.write_bytes(source.read_bytes())
        else:
            as_word(read_raw(name, source.read_bytes(), checker.lexicon), target)
    for form in ("doc:MS Word 97", "rtf", "odt", "fodt", "html:HTML (StarWriter)"):
        command = [soffice_path, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form]
        files = sorted(map(str, tmp_path.glob("*.docx")))
        subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=180)
    for path in tmp_path.glob("*.doc"):
        path.with_suffix(".wps").write_bytes(path.read_bytes())

    for stem, verdict in expected.items():
        for form in ("docx", "doc", "wps", "rtf", "odt", "fodt", "html"):
            assert verdicts(checker.check(tmp_path / f"{stem}.{form}")) == verdict, form
