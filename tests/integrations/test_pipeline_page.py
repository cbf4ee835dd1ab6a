"""``docs/pipeline.md``: its commands run, its snippets fit what they configure."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import yaml

from checker.reporting.registry import FORMATS
from checker.results.thresholds import WORDS


@pytest.fixture(scope="module")
def page(repository):
    return (repository / "docs" / "pipeline.md").read_text("utf-8")


@pytest.fixture(scope="module")
def snippets(page):
    """The YAML of the page, in order: GitHub, GitLab, pre-commit."""
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]


@pytest.mark.slow("seven commands in new processes; test_pipeline_forms has the forms")
def test_every_command_of_the_page_runs(page, pipeline, project, repository):
    (project / "报送 材料").rename(project / "报送")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]

    assert 7 == len(commands)
    for command in commands:
        finished = subprocess.run(
            ["sh", "-c", command], cwd=project, env=pipeline, capture_output=True, encoding="utf-8", check=False
        )
        assert (1 if "--fail-on" in command else 0) == finished.returncode, (command, finished.stderr)
    for name in re.findall(r"`结果/(checker\S*|gl-\S*)`", page):
        assert (project / "结果" / name).exists(), name
    assert repository.exists()


def test_the_page_names_every_form_and_threshold(page):
    assert not [form for form in FORMATS if f"`{form}`" not in page]
    assert not [word for word in WORDS if f"`{word}`" not in page and f"--fail-on {word}`" not in page]


def test_the_workflow_uses_inputs_that_the_action_has(snippets, repository):
    action = yaml.safe_load((repository / "action.yml").read_text("utf-8"))
    (step,) = (s for s in snippets[0]["jobs"]["check"]["steps"] if "fazhi-checker" in s["uses"])

    assert step["with"].keys() <= action["inputs"].keys()


def test_the_gitlab_snippet_sets_variables_that_the_template_has(snippets, repository):
    include, own = snippets[1]["include"][0]["local"], snippets[1]["fazhi-checker"]
    template = yaml.safe_load((repository / include).read_text("utf-8"))

    assert own["variables"].keys() <= template["fazhi-checker"]["variables"].keys()


def test_the_pre_commit_snippet_is_a_valid_configuration_of_our_hook(snippets, repository, tmp_path):
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(yaml.safe_dump(snippets[2], allow_unicode=True), "utf-8")
    (hook,) = snippets[2]["repos"][0]["hooks"]
    manifest = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text("utf-8"))

    finished = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", str(config)], capture_output=True, check=False
    )

    assert 0 == finished.returncode, finished.stdout
    assert hook["id"] in {one["id"] for one in manifest}
    assert re.search(hook["files"], "报送/报告.docx")
