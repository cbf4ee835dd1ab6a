"""A Word file with comments differs from the one that was submitted in nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pytest
from wordfile import BODY, NAMESPACES, build, cell, heading, run

from checker.annotating import Signature, annotate
from checker.annotating.places import Places
from checker.annotating.remarks import LEAST, LONGEST, SHARE, remarks
from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS
from checker.model import Waiver
from checker.reading.formats.docx.reader import read_docx

MAIN, PART, RELATIONS, TYPES = (
    "word/document.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)
MARKS = re.compile(
    rb"<w:commentRange(?:Start|End) w:id=\"\d+\"/>"
    rb"|<w:r><w:rPr><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr><w:commentReference w:id=\"\d+\"/></w:r>"
)


LABELS = re.compile(r"\s|\[注\d+\]|^[一二三四五六七八九十]+、|^\([一二三四五六七八九十]+\)")  # what Word draws


def text(data: bytes) -> str:
    return read_docx(data, DEFAULT_LIMITS, "").text


@pytest.fixture(scope="module")
def original() -> bytes:
    return build()


@pytest.fixture(scope="module")
def done(hang, original):
    return hang(original, date="2024-03-01")


def test_our_reader_reads_the_same_text(done, original):
    assert text(original) == text(done.data)


def test_only_the_body_and_the_comments_change_when_there_were_comments(done, original, reading):
    before, after = reading["parts"](original), reading["parts"](done.data)

    assert list(before) == list(after)
    assert {MAIN, PART} == {n for n in before if before[n] != after[n]}


def test_without_comments_only_what_they_need_is_added(hang, reading):
    body = BODY.replace('<w:commentRangeStart w:id="7"/>', "").replace('<w:commentRangeEnd w:id="7"/>', "")
    original = build(body.replace('<w:r><w:commentReference w:id="7"/></w:r>', ""), comments=None)

    done = hang(original)

    before, after = reading["parts"](original), reading["parts"](done.data)
    assert [PART] == [n for n in after if n not in before]
    assert {MAIN, RELATIONS, TYPES} == {n for n in before if before[n] != after[n]}
    assert text(original) == text(done.data)


def test_dates_attributes_order_and_comment_of_the_package_are_kept(done, original):
    old, new = zipfile.ZipFile(io.BytesIO(original)), zipfile.ZipFile(io.BytesIO(done.data))
    keys = ("filename", "date_time", "compress_type", "external_attr", "comment", "extra")

    assert [[getattr(i, k) for k in keys] for i in old.infolist()] == [
        [getattr(i, k) for k in keys] for i in new.infolist()
    ]
    assert old.comment == new.comment


def test_the_body_without_the_marks_says_what_it_said_with_the_same_properties(done, original, reading):
    """Runs that were cut are whole again when neighbours with equal properties are joined."""
    before, after = (reading["parts"](d)[MAIN] for d in (original, done.data))

    assert _joined(before) == _joined(MARKS.sub(b"", after))


def _joined(xml: bytes) -> str:
    """A body in which every character carries its run's properties and stands under its containers."""
    marks = {"commentRangeStart", "commentRangeEnd", "commentReference"}

    def walk(node: ET.Element, run: str) -> list[str]:
        name = node.tag.rpartition("}")[2]
        if name in marks:
            return []
        if name == "r":
            properties = next((c for c in node if c.tag.endswith("}rPr")), None)
            run = "" if properties is None else ET.tostring(properties).decode()
            return [w for c in node if c is not properties for w in walk(c, run)]
        if name == "t":
            return [f"{c}{run}" for c in node.text or ""]
        inner = [w for c in node for w in walk(c, run)]
        return [f"<{name} {sorted(node.attrib.items())}>", *inner, f"</{name}>", *(node.text or "").split()]

    return "\n".join(walk(ET.fromstring(xml), ""))  # noqa: S314 - our own bytes


def test_the_comment_that_was_there_is_kept_and_no_id_is_used_twice(done, original, reading):
    before, after = reading["comments"](original), reading["comments"](done.data)

    assert before[7] == after[7] == ["标题待定"]
    assert len(done.remarks) + 1 == len(after)
    body = reading["parts"](done.data)[MAIN].decode()
    for kind in ("RangeStart", "RangeEnd", "Reference"):
        assert sorted(after) == sorted(int(n) for n in re.findall(rf'<w:comment{kind} w:id="(\d+)"', body))


def test_every_comment_hangs_on_the_words_that_it_is_about(done, original, reading):
    """All but those about words in a note, a box, a filled control: they quote them."""
    words, said = reading["anchored"](done.data), reading["comments"](done.data)
    whole = text(original)
    numbered = dict(zip(sorted(n for n in said if n != 7), done.remarks, strict=True))

    elsewhere = 0
    for number, remark in numbered.items():
        quoted = LABELS.sub("", remark.span.of(whole))
        if any(line.text.startswith("所指文字:") for line in remark.lines):
            elsewhere += 1
        else:
            assert quoted == re.sub(r"\s", "", words[number])
    assert 3 == elsewhere  # in the note, in the box, in the filled control


@pytest.mark.parametrize(
    ("sentence", "kept_in"),
    [
        ("全年深化“放服管”改革", "<w:t"),
        ("县里又一次深化“放服管”改革的做法", "<w:hyperlink"),
        ("再次深化“放服管”改革", "<w:ins"),
        ("控件里也写深化“放服管”改革", "<w:sdtContent"),
        ("继续深化“放服管”改革", "fldChar"),
    ],
)
def test_a_typing_error_is_marked_exactly_wherever_it_stands(done, original, reading, sentence, kept_in):
    whole = text(original)
    at = whole.index(sentence) + sentence.index("放服管")
    ids = sorted(n for n in reading["comments"](done.data) if n != 7)

    number = next(n for n, r in zip(ids, done.remarks, strict=True) if (r.span.start, r.span.end) == (at, at + 3))

    assert "放服管" == reading["anchored"](done.data)[number]
    body = reading["parts"](done.data)[MAIN].decode()
    assert kept_in in body[: body.index(f'<w:commentRangeStart w:id="{number}"/>')]


def test_signs_stand_outside_of_insertions_links_controls_and_fields(done, reading):
    body = ET.fromstring(reading["parts"](done.data)[MAIN])  # noqa: S314 - our own bytes
    inside = {"ins", "del", "hyperlink", "txbxContent", "oMath"}

    def signs(node: ET.Element, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        name = node.tag.rpartition("}")[2]
        found = [path] if name == "commentReference" else []
        return [*found, *(s for c in node for s in signs(c, (*path, name)))]

    paths = signs(body, ())
    assert len(done.remarks) + 1 == len(paths)
    assert not [p for p in paths if inside & set(p) or p[-3:-2] == ("sdtContent",)]


def test_author_and_day_are_those_that_were_given(hang, original, reading):
    with_day, without = hang(original, date="2024-03-01"), hang(original)

    head = '<w:comment w:id="8" w:author="审核"'
    assert f'{head} w:date="2024-03-01T00:00:00Z"' in reading["parts"](with_day.data)[PART].decode()
    assert f'{head} w:initials="审核"' in reading["parts"](without.data)[PART].decode()


def test_the_same_file_gives_the_same_bytes(hang, original, done):
    assert done.data == hang(original, date="2024-03-01").data


def test_another_round_adds_to_the_comments_and_keeps_the_text(hang, done, original, reading):
    twice = hang(done.data)

    assert text(original) == text(twice.data)
    assert reading["comments"](done.data).items() <= reading["comments"](twice.data).items()


def test_what_is_complete_is_commented_only_when_asked(hang, original, reading):
    plain, full = hang(original), hang(original, fulfilled=True)

    assert not [c for c in reading["comments"](plain.data).values() if ":已写明。" in "".join(c)]
    assert [c for c in reading["comments"](full.data).values() if ":已写明。" in "".join(c)]


def test_python_docx_reads_the_comments(done, reading):
    document = docx.Document(io.BytesIO(done.data))

    assert {n: "\n".join(c) for n, c in reading["comments"](done.data).items()} == {
        c.comment_id: c.text for c in document.comments
    }
    assert {"审核", "起草人"} == {c.author for c in document.comments}


def test_every_finding_and_every_statutory_gap_has_its_comment(checker, done, original, reading):
    """Other items are condensed; no comment shows an id or accuses."""
    assessment = checker.check_bytes("草案.docx", original)

    said = "\n".join(line for lines in reading["comments"](done.data).values() for line in lines)

    wanted = [
        r.title.split("(")[0]
        for r in assessment.results
        if r.obligation.value == "statutory" and r.verdict.value in ("missing", "partial")
    ]
    wanted += [f.message[:20] for f in assessment.findings]
    assert [] == [w for w in wanted if w not in said and f"{w[:8]}" not in said]
    assert not re.search(r"编号:|缺失|[a-z]+\.[a-z]+-[a-z]+", said)


def test_comments_are_short_and_together_no_third_of_the_text(checker, repository, hang):
    """The gravest stay where they would be too long together; the comment at the title says how many did not."""
    data = (repository / "seeds" / "04-chengyu-water-2024.docx").read_bytes()
    corpus = sorted((repository.parent / "shared" / "corpus" / "dev").glob("*.txt"))

    for path in [*sorted((repository / "seeds").glob("*.txt")), *corpus]:
        assessment = checker.check(path)
        places = Places(assessment, checker.page(assessment.document), checker.loaded.pack)
        found = remarks(assessment, places, fulfilled=False)

        assert max(r.length for r in found) <= LONGEST
        assert sum(r.length for r in found) <= max(LEAST, SHARE * len(assessment.document.text))
    assert all(r.length <= LONGEST for r in hang(data).remarks)


def test_a_made_file_with_styles_and_tables_keeps_everything(hang, reading, tmp_path):
    """Made by python-docx: other prefixes of nothing, styles, a table with merged cells."""
    paper = docx.Document()
    paper.add_heading("云川县人民政府关于2023年度法治政府建设情况的报告", 0)
    paper.add_paragraph("2023年,云川县推进依法行政。现将有关情况报告如下。")
    paper.add_heading("一、主要举措和成效", 1)
    paragraph = paper.add_paragraph("全年深化")
    paragraph.add_run("“放服").bold = True
    paragraph.add_run("管”改革,办件1.2万件。").italic = True
    table = paper.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "行政机关负责人出庭率120%"
    table.cell(1, 0).text = "“放服管”改革"
    paper.save(tmp_path / "a.docx")
    data = (tmp_path / "a.docx").read_bytes()

    done = hang(data)

    assert text(data) == text(done.data)
    after = docx.Document(io.BytesIO(done.data))
    styled = [(r.text, r.bold, r.italic) for r in after.paragraphs[3].runs if r.text]
    assert [
        ("全年深化", None, None), ("“", True, None), ("放服", True, None), ("管", None, True),
        ("”改革,办件1.2万件。", None, True),
    ] == styled  # fmt: skip
    assert "放服管" in reading["anchored"](done.data).values()


@pytest.mark.parametrize("seed", ["04-chengyu-water-2024.docx"])
def test_a_sample_keeps_its_text_and_gets_its_conclusion(hang, repository, seed, reading):
    data = (repository / "seeds" / seed).read_bytes()

    done = hang(data)

    assert text(data) == text(done.data)
    assert len(reading["comments"](done.data)) == len(done.remarks)
    assert "建议同意报送" in "".join(line.text for line in done.remarks[0].lines)


def test_a_strict_file_and_one_with_other_prefixes_are_extended_in_their_own_words(hang, reading):
    title = "<w:p>" + run("云川县人民政府关于2023年度法治政府建设情况的报告") + "</w:p>"
    body = title + heading("主要举措和成效") + "<w:p>" + run("全年深化“放服管”改革。") + "</w:p>"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    names = NAMESPACES.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict)
    xml = f"<w:document {names}><w:body>{body}</w:body></w:document>"
    data = build(
        document=re.sub(r"(?<=[</ ])w:|(?<=xmlns:)w(?==)", lambda m: m[0].replace("w", "x"), xml), comments=None
    )

    done = hang(data)

    assert text(data) == text(done.data)
    assert "放服管" in reading["anchored"](done.data).values()
    assert f"{{{strict}}}comments" == ET.fromstring(reading["parts"](done.data)[PART]).tag  # noqa: S314
    assert (
        "purl.oclc.org/ooxml/officeDocument/relationships/comments" in reading["parts"](done.data)[RELATIONS].decode()
    )


@pytest.mark.parametrize(
    ("part", "after"),
    [
        ('<w:comments xmlns:w="{w}"/>', '<w:comments xmlns:w="{w}"><w:comment w:id="0"'),
        ('<x:comments xmlns:x="{w}"></x:comments>', '<x:comments xmlns:x="{w}"><w:comment xmlns:w="{w}" w:id="0"'),
        ('<comments xmlns="{w}"><!-- a --></comments>\n<!-- b -->\n', '<!-- a --><w:comment xmlns:w="{w}" w:id="0"'),
    ],
)
def test_a_part_with_comments_is_extended_however_it_is_written(hang, reading, part, after):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    plain = build("<w:p>" + run("云川县人民政府关于2023年度法治政府建设情况的报告") + "</w:p>")
    data = _with(plain, PART, part.format(w=space).encode())

    done = hang(data)

    assert after.format(w=space) in reading["parts"](done.data)[PART].decode()
    assert len(done.remarks) == len(reading["comments"](done.data))


def _with(data: bytes, name: str, content: bytes) -> bytes:
    """A package with another part, or with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry.filename))
        new.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def test_a_signature_that_is_lost_is_said(hang, original):
    assert "数字签名" in hang(_with(original, "_xmlsignatures/sig1.xml", b"<a/>")).warnings[0]


def test_other_formats_are_sent_to_word(hang):
    with pytest.raises(ReadingError, match=r"只有 Word 文件.*另存为 docx"):
        hang("云川县人民政府关于2023年度法治政府建设情况的报告\n".encode(), name="a.txt")


def test_a_part_in_another_encoding_is_refused_in_words(hang):
    body = "<w:body><w:p><w:r><w:t>云川县2023年法治政府建设报告</w:t></w:r></w:p></w:body>"
    xml = f"<?xml version='1.0' encoding='UTF-16'?><w:document {NAMESPACES}>{body}</w:document>"

    with pytest.raises(ReadingError, match="UTF-8"):
        hang(build(document=xml.encode("utf-16")))


def test_words_that_xml_cannot_hold_and_markup_in_words_do_no_harm(hang, reading):
    data = build("<w:p>" + run("云川县&lt;b&gt;人民政府&amp;关于2023年度法治政府建设情况的报告") + "</w:p><w:p>"
                 + run("深化“放服管”改革&lt;/w:t&gt;&amp;amp;。") + "</w:p>")  # fmt: skip

    done = hang(data)

    assert text(data) == text(done.data)
    assert "放服管" in reading["anchored"](done.data).values()


def test_a_text_in_a_single_cell_table_and_a_long_report_are_marked(hang, reading):
    """A cell with much text is a frame around prose."""
    prose = "全年深化“放服管”改革。" * 20
    data = build("<w:p>" + run("云川县人民政府关于2023年度法治政府建设情况的报告") + "</w:p><w:tbl><w:tr>"
                 + cell(run(prose)) + "</w:tr></w:tbl><w:p/>")  # fmt: skip

    done = hang(data)

    assert text(data) == text(done.data)
    assert 20 == list(reading["anchored"](done.data).values()).count("放服管")


def test_a_long_list_of_missing_things_is_condensed(hang, reading):
    title = "<w:p>" + run("云川县人民政府关于2023年度法治政府建设情况的报告") + "</w:p>"

    done = hang(build(title + "<w:p>" + run("2023年,云川县推进依法行政。") + "</w:p>"))

    said = ["".join(lines) for lines in reading["comments"](done.data).values()]
    assert max(len(s) for s in said) <= LONGEST
    assert any(re.search(r"未见:\S+等\d+项|另有\d+处", s) for s in said)


def test_what_is_waived_is_counted_and_not_commented(checker, original, reading):
    assessment = checker.check_bytes("草案.docx", original)
    waiver = Waiver("机构改革", "司法局", "2024-01-01", "2024-12-31")
    waived = replace(
        assessment,
        results=tuple(
            replace(r, waiver=waiver) if r.rule_id == "doc.signature-date" else r for r in assessment.results
        ),
        findings=tuple(replace(f, waiver=waiver) for f in assessment.findings),
    )

    page = checker.page(assessment.document)
    said = reading["comments"](
        annotate(waived, original, page, checker.loaded.pack, Signature("审核")).data,
    ).values()

    lines = [line for some in said for line in some]
    assert not [line for line in lines if "放服管" in line]
    assert f"已豁免{1 + len(assessment.findings)}项,未批注。" in "".join(lines)
