"""The sample reports get the results that stand beside them (written by reading, before any rule existed)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.api import Checker, Options
from checker.model import Assessment, DocumentKind, Severity

SEEDS = Path(__file__).parent.parent / "seeds"
EXPECTED = {p.name.removesuffix(".expected.yaml"): p for p in sorted(SEEDS.glob("*.expected.yaml"))}
REPORTS = [n for n, p in EXPECTED.items() if "rule_of_law_report" in p.read_text("utf-8").splitlines()[0]]


@pytest.fixture(scope="session")
def assessed() -> dict[str, tuple[Assessment, dict]]:
    """Every sample with what is expected of it."""
    checker = Checker()
    found = {}
    for name, path in EXPECTED.items():
        expected = yaml.safe_load(path.read_text("utf-8"))
        source = next(p for p in SEEDS.glob(f"{name}.*") if not p.name.endswith(".yaml"))
        attributes = expected.get("attributes")
        options = Options(attributes=tuple(attributes) if attributes is not None else None)
        found[name] = (checker.check(source, options), expected)
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_kind_stage_and_metadata_are_read(name, assessed):
    assessment, expected = assessed[name]
    meta = assessment.document.metadata
    got = {
        "title": meta.title and meta.title.value,
        "issuer": meta.issuer and meta.issuer.value,
        "issuer_level": meta.issuer_level,
        "admin_level": meta.admin_level,
        "report_year": meta.report_year,
        "signed_date": meta.signed_date and meta.signed_date.value,
        "publish_date": meta.publish_date and meta.publish_date.value,
    }

    assert expected["kind"] == assessment.document.kind
    assert expected.get("stage", assessment.document.stage) == assessment.document.stage
    assert expected.get("metadata", {}) == {k: got[k] for k in expected.get("metadata", {})}


@pytest.mark.parametrize("name", REPORTS)
def test_every_expected_verdict_is_reached(name, assessed):
    assessment, expected = assessed[name]
    got = {r.rule_id: r.verdict.value for r in assessment.results}

    wrong = {k: (v, got[k]) for k, v in expected["verdicts"].items() if got[k] != v}

    assert not wrong, "expected, got"


@pytest.mark.parametrize("name", REPORTS)
def test_every_expected_figure_is_extracted(name, assessed):
    assessment, expected = assessed[name]
    got = {(f.id, float(f.value)) for f in assessment.figures}

    missed = [f for f in expected.get("figures", []) if (f["id"], float(f["value"])) not in got]

    assert not missed


@pytest.mark.parametrize("name", REPORTS)
def test_every_planted_fault_is_found(name, assessed):
    assessment, expected = assessed[name]
    text = assessment.document.text
    found = [(f.rule_id, "".join(text[f.start : f.end].split())) for f in assessment.findings]

    for fault in expected.get("findings", []):
        quote = "".join(fault["quote"].split())
        assert any(i == fault["rule_id"] and (t in quote or quote in t) for i, t in found), fault


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_without_planted_faults_gets_no_serious_finding(name, assessed):
    assessment, expected = assessed[name]
    if expected.get("findings"):
        return

    assert not [f.message for f in assessment.findings if f.severity is not Severity.LOW]


@pytest.mark.parametrize("name", [n for n in EXPECTED if n not in REPORTS])
def test_another_kind_of_document_is_named_and_not_scored(name, assessed):
    assessment, _ = assessed[name]

    assert assessment.document.kind is not DocumentKind.RULE_OF_LAW_REPORT
    assert (None, ()) == (assessment.score.total, assessment.results)


@pytest.mark.parametrize("width", [25, 30, 38])
@pytest.mark.parametrize("name", ["01-chengyu-city-2023", "02-muyuan-county-2022-draft"])
def test_wrapping_after_a_number_of_characters_changes_no_verdict(name, width, assessed):
    """Digits make such lines narrower on a screen; sentences, figures and verdicts stay as they were."""
    text = (SEEDS / f"{name}.txt").read_text("utf-8")
    wrapped = "\n".join(line[i : i + width] for line in text.split("\n") for i in range(0, max(len(line), 1), width))

    assessment = Checker().check_bytes(f"{name}.txt", wrapped.encode())

    expected = assessed[name][0]
    assert {r.rule_id: r.verdict for r in assessment.results} == {r.rule_id: r.verdict for r in expected.results}
    assert [(f.id, f.value) for f in assessment.figures] == [(f.id, f.value) for f in expected.figures]
