"""What other programs rely on: names, types, the example, and packs that come as Python packages."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import checker
from checker.errors import RuleError
from checker.rules.loader import load_pack

STABLE = {
    "Assessment", "Basis", "Change", "ChangeState", "Check", "Checked", "Checker", "CheckerError", "Choice",
    "Conclusion", "ConfigError", "Decided", "DimensionScore", "Document", "DocumentKind", "ElementTrace",
    "Evidence", "Fact", "Figure", "Finding", "Fix", "Level", "Metadata", "Note", "Obligation", "Options",
    "PackInfo", "Previous", "ReadingError", "Recheck", "Result", "Role", "RuleError", "Score", "SecretError",
    "Section", "Severity", "Shortfall", "Span", "Stage", "Thresholds", "UsageError", "Verdict", "Waiver",
    "__version__", "check", "check_bytes", "check_many", "compare", "difference", "load_assessment", "load_pack",
    "read_document", "render", "render_run", "write_baseline",
}  # fmt: skip


def python(*arguments, cwd, path):
    """Run Python with ``path`` first among the places where packages are found."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path)), "CHECKER_CACHE_DIR": str(cwd / ".cache")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_stable_names_are_these_and_all_of_them_load():
    assert STABLE == set(checker.__all__)
    assert all(getattr(checker, name) is not None for name in checker.__all__)
    assert set(checker.__all__) <= set(dir(checker))


def test_a_name_that_does_not_exist_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = checker.nonsense


def test_the_documentation_lists_every_stable_name(repository):
    page = (repository / "docs" / "python-api.md").read_text("utf-8")

    assert [] == [name for name in STABLE - {"__version__"} if f"`{name}" not in page]


def test_the_documentation_has_every_field_of_every_public_type(repository):
    page = (repository / "docs" / "python-api.md").read_text("utf-8")
    types = [
        t for name in STABLE if is_dataclass(t := getattr(checker, name)) and name not in {"Options", "Thresholds"}
    ]

    assert len(types) > 20
    assert [] == [f"{t.__name__}.{f.name}" for t in types for f in fields(t) if f"`{f.name}`" not in page]


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "town"}, {"year": 1999}, {"stage": "final"}, {"as_of": "今天"}, {"attributes": ("x",)},
        {"attributes": "enforces"}, {"select": "enforcement"},
    ],
)  # fmt: skip
def test_options_refuse_what_does_not_exist(wrong):
    with pytest.raises(checker.UsageError, match=next(iter(wrong))):
        checker.Options(**wrong)


def test_importing_the_package_loads_nothing_heavy(repository, tmp_path):
    code = "import sys, checker; print([m for m in ('jinja2', 'regex', 'yaml', 'checker.engine') if m in sys.modules])"

    assert "[]\n" == python("-c", code, cwd=tmp_path, path=[repository]).stdout


CLIENT = """\
from collections.abc import Iterator

from checker import (
    Assessment, Checked, CheckerError, Finding, Options, Recheck, Result, Thresholds, Verdict,
    check, check_many, difference, render_run,
)


def gaps(assessment: Assessment) -> Iterator[Result]:
    for result in assessment.results:
        if result.verdict in {Verdict.MISSING, Verdict.PARTIAL} and not result.set_aside:
            yield result


def grave(assessment: Assessment) -> list[Finding]:
    return [f for f in assessment.findings if f.severity == "high"]


def told(one: Checked) -> str:
    if one.assessment is None:
        return one.message
    return f"{one.path} {one.assessment.score.total} {[s.option for s in one.short]} {len(grave(one.assessment))}"


done = list(check_many(["a.txt"], options=Options(year=2024), gates=Thresholds.parse(60, "statutory"), jobs=2))
files: dict[str, bytes] = dict(render_run(done, "sarif"))
try:
    changes: Recheck = difference(check("a.txt"), check("b.txt"))
except CheckerError as error:
    print(error.code, error.where)
print([told(one) for one in done], [list(gaps(one.assessment)) for one in done if one.assessment])
"""


@pytest.mark.slow("runs the type checker on the whole package; make types does so, too")
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("", "", "Success"),
        ("Recheck, Result", "Recheck, Resutl, Result", 'has no attribute "Resutl"'),
        ("one.message", "one.mesage", 'has no attribute "mesage"'),
        ("result.verdict in", "result.verdct in", 'has no attribute "verdct"'),
        ("Options(year=2024)", "Options(year='2024')", 'incompatible type "str"'),
        ("files: dict[str, bytes]", "files: dict[str, str]", "incompatible type"),
    ],
)
def test_type_checkers_of_callers_see_the_names_and_their_types(repository, tmp_path, right, wrong, said):
    """A client of thirty lines, and the same with one thing wrong in it."""
    assert right in CLIENT
    (tmp_path / "caller.py").write_text(CLIENT.replace(right, wrong, 1) if right else CLIENT)

    done = python("-m", "mypy", "--strict", "caller.py", cwd=tmp_path, path=[repository])

    assert said in done.stdout
    assert ("Success" in done.stdout) == (not right)


def test_the_example_lists_reports_and_writes_a_page_for_each(repository, tmp_path):
    script = repository / "docs" / "examples" / "review_folder.py"

    done = python(script, repository / "seeds", cwd=tmp_path, path=[repository])

    assert 0 == done.returncode, done.stderr
    assert done.stdout.splitlines()[0].startswith("02-muyuan-county-2022-draft.txt\t法定事项不全")
    assert (tmp_path / "02-muyuan-county-2022-draft.html").read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.fixture
def offer(tmp_path, repository, monkeypatch):
    """Install a package that offers the sample province's pack: ``offer(distribution, entry, place)``."""

    def install(distribution: str, entry: str, place: str = "yunchuan_rules") -> None:
        folder = tmp_path / "site" / Path(*place.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        top = tmp_path / "site" / place.partition(".")[0]
        (top / "__init__.py").write_text("raise RuntimeError('must not run')\n")
        for file in (repository / "rules" / "examples" / "yunchuan").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        info = tmp_path / "site" / f"{distribution}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[checker.packs]\n{entry}\n")

    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return install


def test_a_pack_of_an_installed_package_is_used_by_its_name_without_running_the_package(offer):
    offer("yunchuan-rules", "yunchuan = yunchuan_rules")

    pack = load_pack("yunchuan").pack

    assert "local.enterprise-visit-day" in {r.id for r in pack.rules}
    assert "review.accepted-count" in {r.id for r in pack.rules}  # inherited from the built-in pack


def test_a_pack_may_lie_in_a_folder_of_the_package(offer):
    offer("yunchuan-rules", "county = yunchuan_rules:packs.county", "yunchuan_rules.packs.county")

    assert "examples/yunchuan" == load_pack("county").pack.id


def test_two_packages_that_offer_one_name_are_an_error_that_names_them(offer):
    offer("one-rules", "yunchuan = yunchuan_rules")
    offer("other-rules", "yunchuan = yunchuan_rules")

    with pytest.raises(RuleError, match="one-rules、other-rules"):
        load_pack("yunchuan")


def test_a_package_without_its_pack_is_named(offer):
    offer("empty-rules", "empty = nowhere_at_all")

    with pytest.raises(RuleError, match="empty-rules 声明了规则包"):
        load_pack("empty")


def test_an_installed_package_never_hides_a_built_in_pack(offer):
    offer("evil-rules", "national = yunchuan_rules")

    assert "national" == load_pack("national").pack.id


@pytest.mark.slow("loads every pack; the first tier finds installed packs from Python")
def test_the_command_lists_installed_packs_and_where_they_come_from(offer, repository, tmp_path):
    offer("yunchuan-rules", "yunchuan = yunchuan_rules")

    done = python("-m", "checker", "rules", "packs", cwd=tmp_path, path=[tmp_path / "site", repository])

    assert any(line.startswith("yunchuan ") and "来自 yunchuan-rules" in line for line in done.stdout.splitlines())
