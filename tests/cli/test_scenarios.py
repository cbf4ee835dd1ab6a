"""Command-line behaviour, pinned by plain-text scenario files.

A scenario file has blocks: ``$ command`` (``{seeds}`` is the samples' folder, ``{data}`` that of the tests),
``& command`` for what must have been run before in the same folder,
optional ``< text`` for standard input, ``> fragment`` lines that standard output must hold, ``! fragment`` for
standard error, ``+ path`` for files that must exist afterwards, ``- path`` for files that must not, and ``= status``.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "scenarios"
DATA = Path(__file__).parent.parent / "data"


def scenarios():
    for file in sorted(FOLDER.glob("*.txt")):
        block: list[str] = []
        for line in [*file.read_text("utf-8").splitlines(), "$ end"]:
            if line.startswith("$ ") and block:
                yield pytest.param(block, id=f"{file.stem}: {block[0][2:]}")
                block = []
            if line and not line.startswith("#"):
                block.append(line)


@pytest.mark.parametrize("block", list(scenarios()))
def test_the_command_does_what_the_scenario_says(block, run, seeds, tmp_path):
    *before, command = (
        shlex.split(line[2:].replace("{seeds}", str(seeds)).replace("{data}", str(DATA)))
        for line in [*(line for line in block if line.startswith("& ")), block[0]]
    )
    for earlier in before:
        assert 0 == run(*earlier[1:]).returncode
    stdin = "\n".join(line[2:] for line in block if line.startswith("< ")).encode()

    finished = run(*command[1:], stdin=stdin)

    for line in block[1:]:
        kind, rest = line[0], line[2:]
        if kind == ">":
            assert rest in finished.stdout
        elif kind == "!":
            assert rest in finished.stderr
        elif kind == "+":
            assert (tmp_path / rest).exists()
        elif kind == "-":
            assert not (tmp_path / rest).exists()
        elif kind == "=":
            assert int(rest) == finished.returncode, finished.stderr
    assert "Traceback" not in finished.stderr
