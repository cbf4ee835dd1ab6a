"""What CI runs: the scripts parse, their targets exist, and every check that a developer has is among them."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest


@pytest.fixture(scope="module")
def targets(repository) -> set[str]:
    return set(re.findall(r"(?m)^([a-z-]+):", (repository / "Makefile").read_text("utf-8")))


@pytest.mark.parametrize("name", ["run", "fresh"])
def test_the_scripts_parse_and_name_no_host(repository, name):
    script = repository / ".ci" / name
    if shutil.which("bash") is None:
        pytest.skip("no bash here")

    assert 0 == subprocess.run(["bash", "-n", script], check=False).returncode
    assert not re.search(r"https?://", script.read_text("utf-8"))


def test_ci_runs_every_check_and_both_tiers_and_the_first_tier_last(repository, targets):
    script = (repository / ".ci" / "run").read_text("utf-8")
    (loop,) = re.findall(r"for target in ([a-z -]+); do", script)
    ran = [*loop.split(), *re.findall(r"(?m)^(?:retry )?make ([a-z-]+)$", script)]
    checks = re.findall(r"(?s)CHECKS := (.*?)\n\n", (repository / "Makefile").read_text("utf-8"))[0]
    wanted = set(re.findall(r"(?<![\w./$-])[a-z-]{3,}(?![\w/(])", checks)) & targets

    assert {"lint", "dead", "yaml", "test", "test-slow"} <= wanted
    assert wanted - {"wheel", "gold"} <= set(ran) <= targets  # tests build the wheel and compare with the readers
    assert re.search(r"(?m)^\.ci/fresh$", script)
    assert "make test" == script.strip().splitlines()[-1]
