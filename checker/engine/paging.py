"""On which page of the file each quoted place stands."""

from __future__ import annotations

from dataclasses import replace

from checker.model import Assessment


def with_pages(assessment: Assessment) -> Assessment:
    """The assessment with the page of every evidence, figure and finding; unchanged where there are no pages."""
    document = assessment.document
    if not document.pages:
        return assessment
    return replace(
        assessment,
        results=tuple(
            replace(r, evidence=tuple(replace(e, page=document.page_of(e.start)) for e in r.evidence))
            for r in assessment.results
        ),
        figures=tuple(replace(f, page=document.page_of(f.start)) for f in assessment.figures),
        findings=tuple(replace(f, page=document.page_of(f.start)) for f in assessment.findings),
    )
