"""Machine-readable results."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest

from checker.model import Assessment
from checker.resources import schemas_dir
from checker.results.stored.write import number, render_json

KEYS = {
    "": ["schema", "document", "pack", "score", "results", "figures", "checks", "findings", "notes"],
    "document": [
        "path", "sha256", "format", "kind", "title", "issuer", "issuer_inferred", "issuer_level", "admin_level",
        "report_year", "signed_date", "publish_date", "stage", "attributes", "characters", "issuer_source", "addressee",
        "channel", "places", "pages", "recognised", "doubtful", "paragraphs", "text",
        "signed_source", "signature_issuer", "source_line", "sections", "year_source",
    ],
    "pack": ["id", "version", "sha256", "year", "level", "as_of", "recogniser"],
    "score": ["total", "grade", "dimensions"],
}  # fmt: skip


@pytest.fixture
def data(assessment):
    """Return the assessment's JSON, read back."""
    return json.loads(render_json(assessment))


def test_output_fits_the_published_schema(data):
    """The schema in the repository describes what is written."""
    schema = json.loads((schemas_dir() / "assessment.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(data)


@pytest.mark.parametrize("part", KEYS)
def test_keys_stand_in_the_order_of_the_contract(data, part):
    """Readers of diffs rely on the order of keys."""
    found = data[part] if part else data

    assert KEYS[part] == list(found)


def test_bytes_are_utf8_readable_and_end_with_a_line_break(assessment):
    """Chinese is written as Chinese, one space an indent, one line break at the end."""
    written = render_json(assessment)

    assert "云川县人民政府".encode() in written
    assert written.startswith(b'{\n "schema": "checker/assessment/1",\n')
    assert written.endswith(b"}\n")


def test_the_same_assessment_gives_the_same_bytes(assessment):
    """Nothing but the assessment enters the output."""
    assert render_json(assessment) == render_json(assessment)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (Decimal("87.20"), 87.2),
        (Decimal("43820000.0"), 43820000),
        (Decimal("1E+3"), 1000),
        (Decimal(0), 0),
    ],
)
def test_numbers_are_integers_where_they_are_whole(value, expected):
    """A count is never written with a decimal point."""
    found = number(value)

    assert expected == found
    assert type(expected) is type(found)


def test_what_is_unknown_is_null_and_never_left_out(assessment):
    """Every key is there for a document that says nothing about itself."""
    document = replace(assessment.document, metadata=type(assessment.document.metadata)())

    data = json.loads(render_json(replace(assessment, document=document)))

    assert KEYS["document"] == list(data["document"])
    assert data["document"]["issuer"] is None
    assert data["document"]["attributes"] == []


def test_characters_count_the_text(assessment, data):
    """Offsets and the length speak about the same text."""
    assert len(assessment.document.text) == data["document"]["characters"]


def test_evidence_can_be_cut_out_of_the_text(assessment, data):
    """Start and end index characters of the text."""
    text = assessment.document.text

    for result in data["results"]:
        for evidence in result["evidence"]:
            assert evidence["text"] == text[evidence["start"] : evidence["end"]]


def test_a_path_that_is_no_utf8_still_gives_json(assessment: Assessment):
    """File names of any bytes are written, with escapes."""
    document = replace(assessment.document, path=b"\xff\xfe.txt".decode("utf-8", "surrogateescape"))

    data = json.loads(render_json(replace(assessment, document=document)))

    assert "\udcff\udcfe.txt" == data["document"]["path"]
