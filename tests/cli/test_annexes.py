"""Tables among the files of a run."""

from __future__ import annotations

import io
import json

from openpyxl import Workbook

REPORT = (
    "云岭县2023年度法治政府建设情况报告\n\n2023年,云岭县深入推进法治政府建设。现将有关情况报告如下。\n\n一、主要成效\n\n"
    "行政复议工作扎实推进,有关数据见附表。\n\n二、存在问题\n\n执法力量不足。\n\n云岭县人民政府\n2024年1月15日\n"
)


def workbook() -> bytes:
    """A workbook with one figure."""
    book = Workbook()
    for row in (["行政复议情况统计表"], ["项目", "件数"], ["收到行政复议申请", 86]):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_table_goes_with_its_report_and_one_of_no_report_is_named_as_left_out(run, tmp_path) -> None:
    """In a folder, whatever number of processes works on it."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for name in ("云岭县2023年报告", "霁川县2023年报告"):
        (folder / f"{name}.txt").write_text(REPORT, encoding="utf-8")
    (folder / "云岭县2023年报告附表.xlsx").write_bytes(workbook())
    (folder / "通讯录.xlsx").write_bytes(workbook())

    done = run("check", "报送", "-f", "json", "-o", "out", "--jobs", "2")

    written = {p.stem: p.read_text(encoding="utf-8") for p in (tmp_path / "out").iterdir()}
    assert sorted(written) == ["云岭县2023年报告", "霁川县2023年报告"]
    assert '"review.received-count"' in written["云岭县2023年报告"].split('"figures"')[1]
    assert "附件:云岭县2023年报告附表.xlsx" in written["云岭县2023年报告"]
    assert "附件" not in written["霁川县2023年报告"].split('"notes"')[1]
    assert "通讯录.xlsx:表格文件,没有名称对应的报告" in done.stderr
    assert done.returncode == 0


def test_an_annex_that_cannot_be_read_is_said_and_the_report_judged(run, tmp_path) -> None:
    """The run could not do all of its job."""
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "报告附表.xlsx").write_bytes(b"PK\x03\x04broken")

    done = run("check", "报告.txt", "报告附表.xlsx", "-f", "json", "-o", "out")

    assert (tmp_path / "out" / "报告.json").exists()
    assert "附件未能并入:报告附表.xlsx" in done.stderr
    assert done.returncode == 2


def test_a_table_that_is_named_alone_is_a_document_of_another_kind(run, tmp_path) -> None:
    """It is shown, not judged."""
    (tmp_path / "附表.xlsx").write_bytes(workbook())

    done = run("check", "附表.xlsx", "-f", "console")

    assert "这是其他文书" in done.stdout
    assert done.returncode == 0


def test_memo_baseline_and_coverage_take_the_table_with_its_report_too(run, tmp_path) -> None:
    """What check judges together, no other command judges apart."""
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "报告.txt").write_text(REPORT, encoding="utf-8")
    (folder / "报告附表.xlsx").write_bytes(workbook())

    memo = run("memo", "报送", "-f", "md", "-o", "意见")
    baseline = run("baseline", "write", "报送")
    coverage = run("rules", "coverage", "报送", "-f", "json")

    assert [0, 0, 0] == [memo.returncode, baseline.returncode, coverage.returncode]
    written = sorted(str(p.relative_to(tmp_path / "意见")) for p in (tmp_path / "意见").rglob("*.md"))
    assert ["内部/报告.internal.md", "报告.memo.md"] == written
    assert "review.received-count" not in (tmp_path / "checker-baseline.json").read_text("utf-8")
    counts = {r["rule_id"]: r["verdicts"] for r in json.loads(coverage.stdout)["rules"]}
    assert 1 == counts["review.received-count"]["full"]
