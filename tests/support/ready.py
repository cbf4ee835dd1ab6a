"""A ``checker`` that is kept ready: what every command loads is loaded once, and each command runs in a fork of it.

Starting an interpreter and loading the program takes most of a short command; hundreds of tests would spend minutes on
nothing else. A fork is a process of its own (folder, environment, standard streams, exit status), so a test
sees what a user sees. What only a new interpreter can show (its hash seed, its locale, what is imported when) needs a
new interpreter: :func:`needs_new_interpreter` tells, and ``CHECKER_FRESH_PROCESSES=1`` asks for one every time.

Run as a program, this file is the process that is kept: a request a line, as JSON, and the status of each in return.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["Ready", "needs_new_interpreter"]

_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "LD_")  # read when an interpreter starts, not later
_STREAMS = ("PYTHONIOENCODING",)  # of these, what a fork can still obey


def needs_new_interpreter(environment: Mapping[str, str]) -> bool:
    """Tell whether a variable among those that a test sets counts only when Python starts."""
    return (
        not hasattr(os, "fork")
        or os.environ.get("CHECKER_FRESH_PROCESSES") == "1"
        or any(name.startswith(_AT_START) and name not in _STREAMS for name in environment)
    )


class Ready:
    """The process that is kept, from the side of the tests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def run(
        self, arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdin: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one command; as ``subprocess.run`` with ``capture_output``."""
        with tempfile.TemporaryDirectory(prefix="checker-") as folder:
            streams = [Path(folder) / name for name in ("in", "out", "err")]
            streams[0].write_bytes(stdin)
            request = {
                "arguments": list(map(str, arguments)),
                "cwd": str(cwd),
                "env": dict(env),
                "streams": list(map(str, streams)),
            }
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
            if not answer:
                msg = "the process that is kept ready has ended"
                raise RuntimeError(msg)
            status, out, err = int(answer), streams[1].read_bytes(), streams[2].read_bytes()
        return subprocess.CompletedProcess(["checker", *arguments], status, out, err)

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=30)


def _warm() -> None:
    """Load what a command would, and let two reports through so that their patterns are compiled."""
    import multiprocessing  # noqa: F401 - loaded for the forks

    import checker.cli
    from checker import Checker
    from checker.reporting import registry  # noqa: F401 - loaded for the forks
    from checker.runs import batch  # noqa: F401 - loaded for the forks

    seeds = Path(__file__).parents[2] / "seeds"
    with contextlib.suppress(Exception):  # a broken pack is for the command to say
        checker = Checker()
        for report in sorted(seeds.glob("0[12]*.txt")):
            checker.check(report)
    gc.collect()
    gc.freeze()  # what is shared with the forks is left alone, or each of them would copy it


def _child(request: dict[str, object]) -> None:
    """Become the command: its folder, its environment, its streams."""
    environment, streams = request["env"], request["streams"]
    assert isinstance(environment, dict)
    assert isinstance(streams, list)
    os.chdir(str(request["cwd"]))
    os.environ.clear()
    os.environ.update(environment)
    kinds = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_APPEND, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number, (path, kind) in enumerate(zip(streams, kinds, strict=True)):
        opened = os.open(str(path), kind, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    encoding, _, errors = str(environment.get("PYTHONIOENCODING", "utf-8")).partition(":")
    errors = errors or "strict"
    sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding=encoding, errors=errors)  # noqa: SIM115 - open as long as the command
    sys.stdout = io.TextIOWrapper(open(1, "wb", closefd=False), encoding=encoding, errors=errors)  # noqa: SIM115 - as above
    sys.stderr = io.TextIOWrapper(
        open(2, "wb", closefd=False),  # noqa: SIM115 - as above
        encoding=encoding,
        errors="backslashreplace",
        line_buffering=True,
    )
    arguments = request["arguments"]
    assert isinstance(arguments, list)
    sys.argv = ["checker", *arguments]


def _serve() -> bool:
    """Answer requests until there are no more; true in a fork, which then goes on as the command."""
    answers = os.dup(1)
    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if child == 0:
            os.close(answers)
            _child(json.loads(line))
            return True
        _, status = os.waitpid(child, 0)
        os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    return False


if __name__ == "__main__":
    sys.path[0] = os.getcwd()  # as ``python -m`` has it  # noqa: PTH109
    _warm()
    if _serve():
        from checker.cli import main

        main()
