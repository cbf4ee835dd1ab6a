"""The composite action: its scripts run as the host would run them."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml

STEPS = pytest.mark.slow("a step runs in new processes; one with gaps stays in the first tier")


@pytest.fixture(scope="module")
def action(repository):
    return yaml.safe_load((repository / "action.yml").read_text("utf-8"))


@pytest.fixture
def check(action, pipeline, project, tmp_path):
    """Return a function that runs the step that checks, with inputs; gives the process, the outputs, the summary."""

    def run(**inputs):
        given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        (step,) = (s for s in action["runs"]["steps"] if s.get("id") == "check")
        values = {k: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda m: given[m[1]], v) for k, v in step["env"].items()}
        (tmp_path / "output").write_text("")
        (tmp_path / "summary").write_text("")
        script = tmp_path / "step.sh"
        script.write_text(step["run"], "utf-8")
        finished = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=project,
            env={
                **pipeline, **values,
                "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            },
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        outputs = dict(line.split("=", 1) for line in (tmp_path / "output").read_text("utf-8").splitlines())
        return finished, outputs, (tmp_path / "summary").read_text("utf-8")

    return run


def test_a_report_with_gaps_fails_the_step_and_everything_is_there(check, project):
    finished, outputs, summary = check()

    assert 1 == finished.returncode, finished.stderr
    assert {"status": "1", "report": "checker-report"} == outputs
    assert "::error file=报送 材料/沐源县法治政府建设年度报告.txt,line=28," in finished.stdout
    assert "| `好.txt` | 99.3 优秀 |" in summary
    log = json.loads((project / "checker-report" / "checker.sarif").read_text("utf-8"))
    assert "%E6%8A%A5%E9%80%81%20%E6%9D%90%E6%96%99/" in log["runs"][0]["artifacts"][1]["location"]["uri"]
    assert (project / "checker-report" / "checker.junit.xml").exists()
    assert (project / "checker-report" / "报送 材料" / "沐源县法治政府建设年度报告.html").exists()


@STEPS
def test_inputs_reach_the_command(check, project):
    finished, outputs, _ = check(
        paths="好.txt\r\n\n", level="city", stage="published", as_of="2024-05-01", fail_on="", fail_under="99.9",
        show="findings", output="结果 夹",
    )  # fmt: skip

    assert (1, "结果 夹") == (finished.returncode, outputs["report"]), finished.stderr
    assert (project / "结果 夹" / "好.html").exists()
    assert "::notice" not in finished.stdout


@STEPS
def test_a_report_in_order_passes(check):
    finished, outputs, _ = check(paths="好.txt")

    assert (0, "0") == (finished.returncode, outputs["status"]), finished.stderr


@STEPS
@pytest.mark.parametrize(
    "inputs",
    [
        {"paths": "好.txt\n$(touch hacked)\n`touch hacked`\n; touch hacked"},
        {"level": '"; touch hacked; "'},
        {"fail_on": "$(touch hacked)"},
        {"output": "x`touch hacked`"},
        {"paths": "--version"},
    ],
)
def test_inputs_are_never_run(check, project, inputs):
    check(**inputs)

    assert not (project / "hacked").exists()
    assert not list(project.rglob("hacked"))


@STEPS
def test_file_names_cannot_give_commands_to_the_host(check, project):
    """While documents are read, the host listens to nothing; the annotations come after that."""
    (project / "::add-mask::x.txt").write_bytes(b"\x00" * 4000)

    finished, _, _ = check(paths="::add-mask::x.txt")

    lines = finished.stdout.splitlines()
    stop = next(line for line in lines if line.startswith("::stop-commands::"))
    assert f"::{stop.removeprefix('::stop-commands::')}::" in lines
    assert 2 == finished.returncode
    assert not [line for line in lines if line.startswith("::add-mask")]
    assert "::error file=%3A%3Aadd-mask%3A%3Ax.txt," in finished.stdout


def test_no_input_is_pasted_into_a_script(action):
    scripts = [s["run"] for s in action["runs"]["steps"] if "run" in s]

    assert 2 == len(scripts)
    assert not [s for s in scripts if "${{" in s]
    assert all(s["shell"] == "bash" for s in action["runs"]["steps"] if "run" in s)


def test_every_input_is_used_and_every_used_one_exists(action, repository):
    text = (repository / "action.yml").read_text("utf-8")

    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == action["inputs"].keys()
    assert all(one.get("description") for one in (*action["inputs"].values(), *action["outputs"].values()))


@pytest.mark.slow("pip builds the package; test_wheel does so, too")
def test_the_action_installs_what_it_stands_in(action, pipeline, repository, tmp_path):
    """The package is built from the checkout of the action; nothing is fetched here, and nothing installed."""
    (script,) = (s["run"] for s in action["runs"]["steps"] if s.get("name") == "安装")

    finished = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={
            **pipeline, "GITHUB_ACTION_PATH": str(repository),
            "PIP_DRY_RUN": "1", "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_IGNORE_INSTALLED": "1", "PIP_REPORT": str(tmp_path / "report.json"),
        },
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert 0 == finished.returncode, finished.stderr
    (told,) = json.loads((tmp_path / "report.json").read_text("utf-8"))["install"]
    assert "fazhi-checker" == told["metadata"]["name"]
