"""The same input gives the same bytes, whatever the surroundings: every form at once."""

from __future__ import annotations

import pytest

from checker.reporting.registry import FORMATS

NAMES = ["02-muyuan-county-2022-draft.txt", "03-jichuan-county-2024.html", "04-chengyu-water-2024.docx"]
ELSEWHERE = {
    "one worker, another seed and zone": (1, {"PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai"}),
    "four workers, no locale": (4, {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "America/New_York"}),
    "two workers, a UTF-8 locale": (2, {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN"}),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory, seeds):
    """Return the folder of a few samples, one with a name that is hard on addresses, one damaged."""
    folder = tmp_path_factory.mktemp("reports")
    for name in NAMES:
        (folder / name).write_bytes((seeds / name).read_bytes())
    (folder / "沐源 县#1%.txt").write_bytes((seeds / NAMES[0]).read_bytes().replace(b"\n", b"\r\n"))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 damaged")
    (folder / "附件.bin").write_bytes(b"\x00")
    return folder


def written(run, folder, jobs, environment, cache):
    """What a run writes: standard output and every file by name."""
    forms = [word for form in FORMATS for word in ("-f", form)]
    summary = folder / "summary.md"
    summary.unlink(missing_ok=True)
    finished = run(
        "check", "reports", *forms, "-o", "out", "--jobs", str(jobs), "--as-of", "2025-03-01", "--show", "all",
        GITHUB_STEP_SUMMARY=str(summary), CHECKER_CACHE_DIR=cache, **environment,
    )  # fmt: skip
    assert 2 == finished.returncode, finished.stderr
    files = {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted((folder / "out").rglob("*")) if p.is_file()
    }
    return {"stdout": finished.stdout.encode(), "summary": summary.read_bytes(), **files}


@pytest.fixture
def first(run, tmp_path, reports, cache):
    (tmp_path / "reports").symlink_to(reports)
    return written(run, tmp_path, 1, {"PYTHONHASHSEED": "0", "TZ": "UTC"}, cache)


@pytest.mark.slow("writes every form of six files four times; test_runs compares two runs in the first tier")
def test_every_form_is_the_same_bytes_in_other_surroundings(run, tmp_path, first, cache):
    assert {
        "out/checker.sarif",
        "out/checker.junit.xml",
        "out/checker.csv",
        "out/gl-code-quality-report.json",
    } <= first.keys()
    assert {f"out/沐源 县#1%.{form}" for form in ("html", "json", "md")} <= first.keys()

    for jobs, environment in ELSEWHERE.values():
        again = written(run, tmp_path, jobs, environment, cache)

        assert first.keys() == again.keys()
        assert [] == [name for name, data in first.items() if again[name] != data], environment
