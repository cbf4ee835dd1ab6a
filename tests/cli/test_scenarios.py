"""Command-line behaviour, pinned by plain-text scenario files.

A scenario file has blocks, each played in an empty folder of its own:

``$ command``     what is typed (``{seeds}`` is the samples' folder, ``{data}`` that of the tests)
``@ path``        a file that is there before, with the ``| text`` lines that follow; ``@ path = other``: a copy of one
``& command``     what has been typed before in the same folder, with success
``< text``        standard input
``> fragment``    standard output must hold this, ``~ fragment`` must not
``! fragment``    standard error must hold this
``+ path``        a file that must exist afterwards, ``- path``: that must not
``= status``      the exit code
``% reason``      it is slow: second tier, and why
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
                slow = [pytest.mark.slow(line[2:]) for line in block if line.startswith("% ")]
                yield pytest.param(block, id=f"{file.stem}: {block[0][2:]}", marks=slow)
                block = []
            if line and not line.startswith("#"):
                block.append(line)


@pytest.mark.parametrize("block", list(scenarios()))
def test_the_command_does_what_the_scenario_says(block, run, seeds, tmp_path):
    def filled(text):
        return text.replace("{seeds}", str(seeds)).replace("{data}", str(DATA))

    lay_out(block, tmp_path, filled)
    for line in block[1:]:
        if line.startswith("& "):
            before = run(*shlex.split(filled(line[2:]))[1:])
            assert 0 == before.returncode, before.stderr
    stdin = "\n".join(line[2:] for line in block if line.startswith("< ")).encode()

    finished = run(*shlex.split(filled(block[0][2:]))[1:], stdin=stdin)

    holds = {
        ">": lambda text: text in finished.stdout,
        "~": lambda text: text not in finished.stdout,
        "!": lambda text: text in finished.stderr,
        "+": lambda path: (tmp_path / path).exists(),
        "-": lambda path: not (tmp_path / path).exists(),
        "=": lambda status: int(status) == finished.returncode,
    }
    failed = [line for line in block[1:] if line[0] in holds and not holds[line[0]](line[2:])]
    assert [] == failed, f"{finished.stdout}\n{finished.stderr}"
    assert "Traceback" not in finished.stderr


def lay_out(block, folder, filled):
    """Write the files of a block."""
    files: dict[str, list[str]] = {}
    for line in block:
        if line.startswith("@ "):
            name, _, source = line[2:].partition(" = ")
            files[name] = [Path(filled(source)).read_text("utf-8")] if source else []
        elif line.startswith("|"):
            list(files.values())[-1].append(line[2:] + "\n")
    for name, lines in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("".join(lines), "utf-8")
