"""Tables handed in beside a report."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import pytest
from openpyxl import Workbook

from checker.api import Checker
from checker.lexicon import Lexicon
from checker.model import DocumentKind, Role
from checker.runs.annexes import pair_annexes

REPORT = (
    "云岭县2023年度法治政府建设情况报告\n\n2023年,云岭县深入推进法治政府建设。现将有关情况报告如下。\n\n一、主要成效\n\n"
    "行政复议工作扎实推进,有关数据见附表。\n\n二、存在问题\n\n执法力量不足。\n\n云岭县人民政府\n2024年1月15日\n"
)


def workbook(*rows: Sequence[object]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TABLE = workbook(["行政复议情况统计表"], ["项目", "件数"], ["收到行政复议申请", 86], ["受理行政复议申请", 80])


@pytest.mark.parametrize(
    ("paths", "annexes", "lone"),
    [
        (["a/某局2024年报告.docx", "a/某局2024年报告.xlsx"], {0: [1]}, []),
        (["a/某局2024年报告.docx", "a/某局2024年报告附表.xlsx", "a/某局2024年报告附件2.xls"], {0: [1, 2]}, []),
        (["a/某局2024年报告.docx", "a/附件1 某局2024年报告.xlsx"], {0: [1]}, []),
        (["a/某局2024年报告.docx", "a/某局2024年报告-复议应诉统计表.xlsx"], {0: [1]}, []),
        (["a/某局2024年报告(送审稿).docx", "a/某局2024年报告附表.xlsx"], {0: [1]}, []),
        (["a/报告.docx", "a/附表.xlsx"], {0: [1]}, []),
        (["a/甲局报告.docx", "a/乙局报告.docx", "a/附表.xlsx"], {}, [2]),
        (["a/甲局报告.docx", "a/乙局报告.docx", "a/乙局报告附表一.xlsx"], {1: [2]}, []),
        (["a/甲局2024年报告.docx", "b/甲局2024年报告附表.xlsx"], {}, [1]),
        (["a/某局2024年报告.docx", "a/某局2024年报告.pdf", "a/某局2024年报告附表.xlsx"], {0: [2], 1: [2]}, []),
        (["a/某局2024年报告.docx", "a/通讯录.xlsx"], {}, [1]),
        (["送.zip!/某局2024年报告.docx", "送.zip!/某局2024年报告附表.xlsx"], {0: [1]}, []),
        (["a/某局.docx", "a/某局2023年附表.xlsx"], {}, [1]),
    ],
)
def test_names_tell_whose_a_table_is(
    paths: list[str], annexes: dict[int, list[int]], lone: list[int], lexicon: Lexicon
) -> None:
    """Within one folder or archive only."""
    pairing = pair_annexes(paths, lambda p: p.endswith((".xlsx", ".xls")), lexicon)

    assert pairing.annexes == {paths[k]: tuple(paths[n] for n in v) for k, v in annexes.items()}
    assert pairing.lone == tuple(paths[n] for n in lone)


def test_figures_of_an_annex_are_the_reports_and_say_where_they_stand() -> None:
    """The report itself is read as without it; a note tells what was joined."""
    checker = Checker()

    alone = checker.check_bytes("r.txt", REPORT.encode())
    joined = checker.check_bytes("r.txt", REPORT.encode(), None, [("x/r附表.xlsx", TABLE)])

    document, figures = joined.document, {f.id: f for f in joined.figures}
    assert [f.id for f in alone.figures] == []
    assert [str(figures[f"review.{name}-count"].value) for name in ("received", "accepted")] == ["86", "80"]
    assert document.text.startswith(alone.document.text + "\n附件:r附表.xlsx\n")
    assert document.sections[: len(alone.document.sections)] == alone.document.sections
    assert document.sections[-1].span.start < figures["review.received-count"].start
    assert "annex" in [n.code for n in document.notes]
    assert (document.kind, document.metadata, document.sha256) == (
        alone.document.kind,
        alone.document.metadata,
        alone.document.sha256,
    )


def test_roles_still_cover_the_text() -> None:
    """Without gaps; the annex is performance, not closing remarks."""
    document = Checker().check_bytes("r.txt", REPORT.encode(), None, [("r附表.xlsx", TABLE)]).document

    edges = [(r.span.start, r.span.end) for r in document.roles]
    assert (edges[0][0], edges[-1][1]) == (0, len(document.text))
    assert all(one[1] == other[0] for one, other in pairwise(edges))
    assert document.roles[-1].role is Role.ACHIEVEMENTS


def test_an_annex_that_cannot_be_read_is_noted_and_the_report_judged() -> None:
    """Nothing is passed over silently."""
    assessment = Checker().check_bytes("r.txt", REPORT.encode(), None, [("r附表.xlsx", b"")])

    assert [n.code for n in assessment.document.notes if n.code.startswith("annex")] == ["annex-unread"]
    assert assessment.results


def test_a_table_alone_is_no_report() -> None:
    """Whatever it is about."""
    assessment = Checker().check_bytes("法治政府建设情况报告附表.xlsx", TABLE)

    assert (assessment.document.kind, assessment.score.total) == (DocumentKind.OTHER, None)
