"""What every command has: help with an example in Chinese, and errors without a traceback."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import subprocess
import sys

import pytest
import typer

from checker import cli
from checker.cli.completion import suggestions
from checker.reporting.registry import FORMATS
from checker.reporting.show import SHOW_WORDS
from checker.resources import rules_dir
from checker.rules.packs import available


def commands():
    """Yield every command of the tree by its words."""

    def walk(command, words):
        inner = getattr(command, "commands", {})
        if words and not inner:
            yield words, command
        for name, one in inner.items():
            yield from walk(one, (*words, name))

    yield from walk(typer.main.get_command(cli.app), ())


ALL = [pytest.param(words, command, id=" ".join(words)) for words, command in commands()]


@pytest.mark.parametrize(("words", "command"), ALL)
def test_every_command_explains_itself_with_an_example(words, command):
    """The help page names the command as people type it, and every option says something."""
    page = command.get_help(typer.Context(command, info_name=" ".join(("checker", *words))))

    assert f"例:checker {' '.join(words)}" in page
    assert "用法:" in page
    assert not [p.name for p in command.params if not getattr(p, "help", None)]


@pytest.mark.parametrize(("words", "command"), ALL)
def test_examples_use_options_that_exist(words, command):
    known = {name for p in command.params for name in p.opts} | {"--help", "-h"}
    for line in re.findall(rf"例:checker {' '.join(words)}([^\n(]*)", inspect.cleandoc(command.help or "")):
        used = re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", line.partition(">")[0])

        assert not [option for option in used if option not in known], line


def test_the_help_of_the_forms_names_every_form(run):
    page = re.sub(r"\s+", "", run("check", "--help").stdout)

    assert not [form for form in FORMATS if form not in page]
    assert not [word for word in SHOW_WORDS if word not in page]


def test_the_version_names_program_and_every_pack(run):
    finished = run("--version")

    first, *rest = finished.stdout.splitlines()
    assert first.startswith("fazhi-checker ")
    assert [p.name for p in available(rules_dir())] == [line.split()[1] for line in rest]
    assert all(re.search(r" \d{4}\.\d+\(", line) for line in rest)


# Completion


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["che"], ["check"]),
        (["rules", "ex"], ["explain"]),
        (["check", "--fail-o"], ["--fail-on"]),
        (["check", "a.txt", "-f", "sa"], ["sarif"]),
        (["check", "--format", "j"], ["json", "junit"]),
        (["check", "--fail-on", "n"], ["normative"]),
        (["check", "--show", "missing,par"], ["missing,partial"]),
        (["check", "--level", "c"], ["city", "county"]),
        (["rules", "lint", "--pack", "levels/c"], ["levels/city", "levels/county"]),
        (["check", "--force", "--jo"], ["--jobs"]),
        (["check", "-o", ""], []),
        (["check", "a"], []),
        (["nonsense", "--ver"], ["--version"]),
    ],
)
def test_completion_offers_what_may_follow(words, offered):
    root = typer.main.get_command(cli.app)

    assert offered == [word for word, _ in suggestions(root, words)]


def test_nothing_typed_yet_offers_every_command():
    root = typer.main.get_command(cli.app)

    assert {"check", "rules", "completion"} <= {word for word, about in suggestions(root, [""]) if about}


def test_bash_completes_with_the_script(tmp_path):
    """In the shell itself: the script is read, lines are completed."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    program = tmp_path / "checker"
    program.write_text(f'#!{bash}\nexec "{sys.executable}" -m checker "$@"\n')
    program.chmod(0o755)
    script = """source <(checker completion bash)
    COMP_WORDS=(checker check --format gi); COMP_CWORD=3; _checker_complete; echo "${COMPREPLY[*]}"
    COMP_WORDS=(checker ''); COMP_CWORD=1; _checker_complete; echo "${COMPREPLY[0]}"
    COMP_WORDS=(checker text rep); COMP_CWORD=2; _checker_complete; echo "${#COMPREPLY[*]}"
    """

    finished = subprocess.run(
        [bash, "--norc", "-c", script],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ["github gitlab", "check", "0"] == finished.stdout.splitlines()


@pytest.mark.parametrize(("shell", "line"), [("zsh", "github:"), ("fish", "github\t")])
def test_the_other_scripts_ask_in_their_own_shape(run, shell, line):
    script = run("completion", shell)

    assert f"checker completion {shell} --words" in script.stdout
    assert line in run("completion", shell, "--words", "check", "-f", "gith").stdout


@pytest.mark.parametrize(("arguments", "said"), [(["tcsh"], "没有“tcsh”的补全脚本"), (["bash", "x"], "多余的参数:x")])
def test_a_shell_that_is_not_known_is_refused(run, arguments, said):
    finished = run("completion", *arguments)

    assert (2, True) == (finished.returncode, said in finished.stderr)


# Errors


def broken(*_arguments, **_options):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["check", "a.txt"], "checker.runs.run.run"),
        (["check", "a.txt", "-f", "console"], "checker.reporting.terminal.console.render_batch"),
        (["rules", "list"], "checker.rules.loader.load_pack"),
        (["rules", "lint"], "checker.authoring.lint.lint_pack"),
        (["text", "a.txt"], "checker.reading.source.read_bytes"),
        (["--version"], "checker.rules.packs.described"),
    ],
)
def test_a_defect_is_said_in_one_sentence_and_shown_in_full_only_on_request(
    arguments, place, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    monkeypatch.setattr(place, broken)
    twice = [*arguments, "b.txt"] if "console" in arguments else arguments
    monkeypatch.setattr(sys, "argv", ["checker", *twice])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    said = capsys.readouterr().err
    assert 2 == ended.value.code
    assert "程序出错(ZeroDivisionError),请加 --debug 重试并反馈。" in said
    assert "Traceback" not in said


def test_debug_shows_where_a_defect_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    monkeypatch.setattr("checker.runs.run.run", broken)
    monkeypatch.setattr(sys, "argv", ["checker", "check", "a.txt", "--debug"])

    with pytest.raises(ZeroDivisionError):
        cli.main()
