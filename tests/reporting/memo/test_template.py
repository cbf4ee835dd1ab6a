"""A bureau's own template: what it can do, and what it cannot."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from checker.errors import CheckerError
from checker.memo.fields import Memo, describe
from checker.memo.template import read_template


def template(*paragraphs, table=(), header=""):
    """A docx with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=False):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def fill(make, report, read):
    """Return a function that fills paragraphs with the fields of a memo and gives the text."""

    def call(*paragraphs, **parts):
        return read(make(report, template=template(*paragraphs, **parts), forms=("docx",))["memo.docx"])

    return call


def test_a_template_shows_fields_lists_and_choices(fill):
    said = fill(
        "致{{ unit }}:{{ conclusion }}",
        "{%p for row in statutory %}", "{{ row.number }}.{{ row.title }}", "{%p endfor %}",
        "{% if contact %}{{ contact }}{% else %}无{% endif %}",
        header="{{ letterhead.office }}",
        table=[["{%tr for row in annex %}", ""], ["{{ row.title }}", "{{ row.state }}"], ["{%tr endfor %}", ""]],
    )  # fmt: skip

    for expected in ("致霁川县人民政府:建议退回补正", "1.事项causes", "（联系人：何某", "云川市司法局", "豁免"):
        assert expected in said
    assert "{" not in said


NEAR = [
    ("{{ titel }}", "title"),
    ("{{ letterhead.ofice }}", "office"),
    ("{% for x in correction %}{% endfor %}", "corrections"),
    ("{% if duee %}{% endif %}", "due"),
]


@pytest.mark.parametrize(("field", "near"), NEAR)
def test_a_field_that_does_not_exist_is_named_with_the_nearest_one(fill, field, near):
    with pytest.raises(CheckerError, match=f"模板用了不存在的字段.*是不是 {near}"):
        fill(field)


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ letterhead.__class__ }}",
    "{{ letterhead['__init__'] }}",
    "{{ title.format(1) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum() }}",
    "{% for i in range(10000000) %}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{% set a = title ~ title %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{{ title|center(1000000000) }}",
    "{{ title|attr('__class__') }}",
    "{{ '%1000000000d'|format(1) }}",
    "{% filter upper %}x{% endfilter %}",
    "{% with a = 1 %}{% endwith %}",
    "{{ title[0:9] }}",
    "{% for c in title %}{% endfor %}",
    "{% for a in annex %}" * 5 + "{% endfor %}" * 5,
    "{% for a in annex recursive %}{{ loop(annex) }}{% endfor %}",
    "{{ unit",
    "{% if unit %}",
    "{% nonsense %}",
]


@pytest.mark.parametrize("code", HOSTILE)
def test_whatever_a_form_does_not_need_is_refused_in_a_sentence(fill, code):
    with pytest.raises(CheckerError) as caught:
        fill(code)

    assert caught.value.where == "模板.docx"
    assert caught.value.message.startswith("模板")


def test_loops_in_loops_end_after_a_bounded_number_of_rounds(fill, monkeypatch):
    monkeypatch.setattr("checker.memo.sandbox.ROUNDS", 200)

    with pytest.raises(CheckerError, match="循环超过 200 轮"):
        fill("{% for a in annex %}{% for b in annex %}{% for c in annex %}x{% endfor %}{% endfor %}{% endfor %}")


def test_what_a_template_fills_in_is_bounded(fill, monkeypatch):
    monkeypatch.setattr("checker.memo.template._FILLED", 100_000)

    with pytest.raises(CheckerError, match="内容太多"):
        fill("{% for a in annex %}{% for b in annex %}" + "很长的文字" * 500 + "{% endfor %}{% endfor %}")


def test_a_tag_in_the_wrong_place_is_said_not_swallowed(fill):
    with pytest.raises(CheckerError, match=r"放得不对|填不成"):
        fill("{% for row in annex %}", "{{ row.title }}{%p endfor %}")


def package(**parts):
    """A zip with these entries beside those of a template."""
    source = zipfile.ZipFile(io.BytesIO(template("{{ title }}")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
BROKEN = {
    "not a zip": (b"hello", "损坏"),
    "empty": (b"", "空的"),
    "entity": (package(**{"word/footer9.xml": ENTITY}), "DTD"),
    "bomb": (package(**{"word/media/x.bin": b"\0" * 3_000_000}), "压缩炸弹"),
    "path": (package(**{"../x.xml": "<x/>"}), "部件名称不正常"),
    "merge": (template("{% vm %}x"), "合并单元格"),
    "large": (
        package(**{"word/document.xml": "<x>" + "".join(f"<a{i}/>" for i in range(600_000)) + "</x>"}),
        "超过 4 MB",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_no_template_is_refused_in_a_sentence(name, tmp_path):
    data, sentence = BROKEN[name]
    path = tmp_path / "x.docx"
    path.write_bytes(data)

    with pytest.raises(CheckerError, match=sentence):
        read_template(path)


def test_every_field_stands_in_the_documentation(repository):
    page = (repository / "docs" / "memo.md").read_text("utf-8")

    assert [] == [name for name, said in describe(Memo) if f"| `{name}` | {said} |" not in page]
