"""The house stays as designed: lower rooms never import higher ones, and the engine does no I/O."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# What would let the outside world, or chance, into a verdict. Same input, same rules: byte-identical results.
FORBIDDEN_MODULES = frozenset({
    "asyncio", "builtins", "concurrent", "glob", "http", "importlib", "io", "multiprocessing", "os", "pathlib",
    "random", "requests", "secrets", "shutil", "socket", "subprocess", "tempfile", "threading", "time", "urllib",
    "uuid",
})  # fmt: skip
FORBIDDEN_CALLS = frozenset({"open", "print", "input", "eval", "exec", "__import__", "breakpoint"})
FORBIDDEN_METHODS = frozenset({"now", "utcnow", "today", "read_text", "read_bytes", "write_text", "write_bytes"})


def offences(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of everything in ``source`` that reaches outside the process or asks the clock."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    if alias.name.partition(".")[0] in FORBIDDEN_MODULES:
                        yield node.lineno, f"import {alias.name}"
            case ast.ImportFrom(module=str(module), level=0) if module.partition(".")[0] in FORBIDDEN_MODULES:
                yield node.lineno, f"from {module}"
            case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS:
                yield node.lineno, f"{name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if name in FORBIDDEN_METHODS:
                yield node.lineno, f".{name}()"
            case _:
                pass


def test_layers_hold(repository: Path):
    """Every import points downwards through the layers that pyproject.toml lists."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]

    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_engine_does_no_io(repository: Path):
    """Nothing under checker/engine opens, imports or asks anything outside its arguments."""
    engine = repository / "checker" / "engine"

    found = [
        f"{path.relative_to(repository)}:{line}: {what}"
        for path in sorted(engine.rglob("*.py"))
        for line, what in offences(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os.path", "import os.path"),
        ("from pathlib import Path", "from pathlib"),
        ("def f():\n    import urllib.request", "import urllib.request"),
        ("open('a')", "open()"),
        ("from datetime import date\ndate.today()", ".today()"),
        ("import datetime\ndatetime.datetime.now()", ".now()"),
        ("p.read_text()", ".read_text()"),
    ],
)
def test_offences_are_seen(source, expected):
    """The search for I/O finds each way that it knows."""
    assert expected in [what for _, what in offences(source)]


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ndate(2024, 3, 1)",
        "import re\nfrom checker.model import Span",
        "from . import time",
        "label.open",
    ],
)
def test_harmless_code_is_no_offence(source):
    """Dates as values, own modules of the same name and plain attributes are fine."""
    assert list(offences(source)) == []
