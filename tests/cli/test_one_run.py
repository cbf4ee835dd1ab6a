"""What every command does alike: originals stay, idle waivers are told, tables go along, decisions count."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

SEEDS = Path(__file__).parents[2] / "seeds"
DOCX = SEEDS / "04-chengyu-water-2024.docx"
DRAFT = SEEDS / "02-muyuan-county-2022-draft.txt"
IDLE = """waivers:
  - rule: content.causes
    document: "别处/**"
    reason: 另文报送
    approver: 李某
    granted: 2020-01-01
    expires: 2099-12-31
"""


def table(label="收到行政复议申请", value=86) -> bytes:
    """A workbook with one figure."""
    book = Workbook()
    for row in (["行政复议情况统计表"], ["项目", "件数"], [label, value]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_memo_never_takes_the_place_of_a_submitted_file(run, tmp_path):
    """A file of the run that is called as a memo would be."""
    (tmp_path / "r.docx").write_bytes(DOCX.read_bytes())
    (tmp_path / "r.memo.docx").write_bytes(DOCX.read_bytes())

    done = run("memo", "r.docx", "r.memo.docx", "-f", "docx", "-o", ".")

    assert DOCX.read_bytes() == (tmp_path / "r.memo.docx").read_bytes()
    assert "r.memo.docx:这是被核对的文件,没有写结果" in done.stderr
    assert 2 == done.returncode


def test_a_sheet_of_decisions_never_takes_the_place_of_a_submitted_file(run, tmp_path):
    (tmp_path / "报告.txt").write_bytes(DRAFT.read_bytes())
    before = table()
    (tmp_path / "报告附表.xlsx").write_bytes(before)

    done = run("memo", "报告.txt", "报告附表.xlsx", "--new-decisions", "报告附表.xlsx")

    assert 2 == done.returncode
    assert before == (tmp_path / "报告附表.xlsx").read_bytes()


@pytest.mark.parametrize("words", [
    ("check", "r.docx", "-f", "json", "-o", "out"),
    ("memo", "r.docx", "-f", "md", "-o", "out"),
    ("annotate", "r.docx", "-o", "out"),
    ("compare", "r.docx", "s.docx", "-f", "json", "-o", "out"),
    ("baseline", "write", "r.docx", "-o", "out.json"),
])  # fmt: skip
def test_every_command_says_when_a_waiver_covers_nothing(run, tmp_path, words):
    for name in ("r.docx", "s.docx"):
        (tmp_path / name).write_bytes(DOCX.read_bytes())
    (tmp_path / "w.yaml").write_text(IDLE, "utf-8")

    done = run(*words, "--waivers", "w.yaml")

    assert "有 1 条豁免不涉及本次核对的文档" in done.stderr


def test_figures_takes_the_tables_of_the_report(run, tmp_path):
    (tmp_path / "报告.txt").write_bytes(DRAFT.read_bytes())
    (tmp_path / "附表.xlsx").write_bytes(table())

    alone, both = run("figures", "报告.txt", "-f", "csv"), run("figures", "报告.txt", "附表.xlsx", "-f", "csv")

    assert both.stdout.count("review.received-count") == alone.stdout.count("review.received-count") + 1


def test_fix_takes_tables_and_refuses_a_second_report(run, tmp_path):
    (tmp_path / "报告.txt").write_bytes(DRAFT.read_bytes())
    (tmp_path / "附表.xlsx").write_bytes(table())

    assert 0 == run("fix", "报告.txt", "附表.xlsx").returncode
    second = run("fix", "报告.txt", "报告.txt")
    assert (2, True) == (second.returncode, "不是附表" in second.stderr)


def test_compare_gives_each_report_its_table(run, tmp_path):
    for year in (2021, 2022):
        (tmp_path / f"沐原县{year}年报告.txt").write_bytes(DRAFT.read_bytes())
        (tmp_path / f"沐原县{year}年报告附表.xlsx").write_bytes(table(value=year - 1900))
    files = [f"沐原县{year}年报告{end}" for end in (".txt", "附表.xlsx") for year in (2021, 2022)]

    done = run("compare", *files, "-f", "json", "-o", "out")

    (written,) = (tmp_path / "out").iterdir()
    figures = json.loads(written.read_text("utf-8"))["figures"]
    assert done.returncode == 0, done.stderr
    assert {122} == {f["value"] for f in figures if f["value"] in (121, 122)}


def test_compare_refuses_what_is_no_table_of_the_two(run, tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(DRAFT.read_bytes())

    done = run("compare", "a.txt", "b.txt", "c.txt")

    assert 2 == done.returncode
    assert "“c.txt”不是它们的附表" in done.stderr


def test_annotate_takes_the_tables_of_the_report(run, tmp_path):
    """The table is read with its report, and is no Word file to annotate."""
    (tmp_path / "水务局报告.docx").write_bytes(DOCX.read_bytes())
    (tmp_path / "水务局报告附表.xlsx").write_bytes(table())

    done = run("annotate", "水务局报告.docx", "水务局报告附表.xlsx", "-o", "out")

    assert 0 == done.returncode, done.stderr
    assert ["水务局报告.docx"] == [p.name for p in (tmp_path / "out").iterdir()]


@pytest.fixture
def decided(tmp_path):
    """A draft and a sheet in which its missing causes are taken for an error of the program."""
    (tmp_path / "报告.txt").write_bytes(DRAFT.read_bytes())
    (tmp_path / "复核.yaml").write_text(
        "schema: checker/decisions/1\ndecisions:\n- unit: 全部\n  point: content.causes\n  decision: 误判\n"
        "  reason: 第四部分已写原因\n  name: 张某\n",
        "utf-8",
    )
    return tmp_path


def test_decisions_count_in_every_form_of_a_check(run, decided):
    forms = [w for f in ("html", "json", "md", "sarif", "junit", "gitlab", "csv", "index") for w in ("-f", f)]

    done = run("check", "报告.txt", "--decisions", "复核.yaml", "-f", "console", *forms, "-o", "out")

    out = decided / "out"
    result = next(
        r for r in json.loads((out / "报告.json").read_text("utf-8"))["results"] if r["rule_id"] == "content.causes"
    )
    assert ("reject", "张某", "missing") == tuple(result["decision"][k] for k in ("choice", "name", "before"))
    for name in ("报告.html", "报告.md", "checker.sarif", "checker.csv"):
        assert "第四部分已写原因" in (out / name).read_text("utf-8-sig"), name
    for name in ("checker.junit.xml", "gl-code-quality-report.json"):
        assert "经复核误判" in (out / name).read_text("utf-8"), name
    assert "第四部分已写原因" in done.stdout


def test_a_stored_result_can_be_decided_later(run, decided):
    run("check", "报告.txt", "-f", "json", "-o", "one")

    run("report", "one/报告.json", "--decisions", "复核.yaml", "-f", "json", "-o", "two")

    before, after = (json.loads((decided / n / "报告.json").read_text("utf-8")) for n in ("one", "two"))
    assert after["score"]["total"] > before["score"]["total"]
    assert "原因分析" not in "".join(after["conclusion"]["grounds"])


def test_what_is_rejected_is_in_no_comment(run, decided):
    draft = docx.Document()
    for line in (SEEDS / "02-muyuan-county-2022-draft.txt").read_text("utf-8").splitlines():
        draft.add_paragraph(line)
    draft.save(str(decided / "r.docx"))
    plain = run("annotate", "r.docx", "-o", "one.docx")
    sheet = decided / "全.yaml"
    sheet.write_text(
        "schema: checker/decisions/1\ndecisions:\n"
        + "".join(
            f"- {{unit: 全部, point: {r['rule_id']}, decision: 误判, name: 张某}}\n"
            for r in json.loads((_stored(run, decided)).read_text("utf-8"))["results"]
            if r["verdict"] in ("missing", "partial", "review")
        ),
        "utf-8",
    )

    done = run("annotate", "r.docx", "-o", "two.docx", "--decisions", "全.yaml")

    count = [int(d.stderr.split("加了 ")[1].split(" 条")[0]) for d in (plain, done)]
    assert count[1] < count[0]


def _stored(run, folder):
    run("check", "r.docx", "-f", "json", "-o", "j")
    return folder / "j" / "r.json"
