"""The GitLab template: its script runs in a shell, and the reports are where the template says."""

from __future__ import annotations

import json
import subprocess

import pytest
import yaml
from junitparser import JUnitXml

from checker.config.starter import RELEASE


@pytest.fixture(scope="module")
def job(repository):
    (job,) = yaml.safe_load((repository / "integrations" / "gitlab-ci.yml").read_text("utf-8")).values()
    return job


@pytest.mark.slow("a job runs in new processes; test_thresholds has the exit codes")
@pytest.mark.parametrize("shell", ["sh", "bash"])
@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({}, 1),
        ({"CHECKER_FAIL_ON": ""}, 0),
        ({"CHECKER_PATHS": "好.txt\n报送 材料"}, 1),
        ({"CHECKER_PATHS": "好.txt"}, 0),
    ],
)
def test_the_job_checks_and_leaves_its_reports(job, pipeline, project, shell, variables, code):
    finished = subprocess.run(
        [shell, "-e", "-c", "\n".join(job["script"])],
        cwd=project,
        env={**pipeline, **{k: str(v) for k, v in job["variables"].items()}, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert code == finished.returncode, finished.stderr
    reports = job["artifacts"]["reports"]
    assert len(list(JUnitXml.fromstring((project / reports["junit"]).read_bytes()))) >= 1
    issues = json.loads((project / reports["codequality"]).read_text("utf-8"))
    assert all((project / i["location"]["path"]).exists() for i in issues)
    assert "always" == job["artifacts"]["when"]


def test_the_package_can_be_chosen(job):
    (line,) = job["before_script"]

    assert '"$CHECKER_PACKAGE"' in line
    assert RELEASE == job["variables"]["CHECKER_PACKAGE"]
