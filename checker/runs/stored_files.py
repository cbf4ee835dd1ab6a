"""Stored JSON results on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.errors import ReadingError
from checker.model import Assessment
from checker.reading.source import read_bytes
from checker.results.stored.read import load_assessment
from checker.results.stored.write import SCHEMA
from checker.runs.inputs import Input, Inputs

__all__ = ["STORED", "Stored", "list_stored", "load", "only_results"]

STORED = ".json"
"""How the name of a stored result ends."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored result. ``name`` is its place below the folder of its run, without extension, with ``/``."""

    path: str
    name: str


def load(path: str) -> Assessment:
    """The assessment that is stored at ``path``.

    Raises:
        ReadingError: It cannot be opened, or is no stored result.
    """
    return load_assessment(read_bytes(path), path)


def list_stored(path: str) -> tuple[tuple[Stored, ...], tuple[str, ...]]:
    """The results at ``path``, a file or a folder with those below it, and the JSON files there that are none.

    Raises:
        ReadingError: There is nothing at ``path``, or a folder cannot be opened.
    """
    root = Path(path)
    if not root.is_dir():
        if not root.exists():
            msg = "文件不存在,请核对路径。"
            raise ReadingError(msg, path)
        return (Stored(path, root.stem),), ()
    found: list[Stored] = []
    others: list[str] = []
    for file in _walk(root):
        if _is_result(file):
            name = PurePosixPath(file.relative_to(root).with_suffix("").as_posix())
            found.append(Stored(str(file), str(name)))
        else:
            others.append(str(file))
    return tuple(found), tuple(others)


def only_results(inputs: Inputs, given: Sequence[str]) -> Inputs:
    """``inputs`` without JSON files that are no results; one that was ``given`` by name stays for its reader."""
    named = {str(Path(p)) for p in given}
    kept: list[Input] = []
    skipped = list(inputs.skipped)
    for document in inputs.documents:
        path = Path(document.path)
        if path.suffix.lower() == STORED and str(path) not in named and path.is_file() and not _is_result(path):
            skipped.append((document.path, "不是审核结果"))
        else:
            kept.append(document)
    return Inputs(tuple(kept), tuple(skipped))


def _walk(folder: Path) -> Iterator[Path]:
    """JSON files below ``folder``, in the order in which a run meets its documents."""
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        msg = f"打不开文件夹({error.strerror or error.__class__.__name__})"
        raise ReadingError(msg, str(folder)) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry)
        elif entry.suffix.lower() == STORED and entry.is_file():
            yield entry


def _is_result(file: Path) -> bool:
    """Whether a JSON file names the schema of results; one that cannot be read is said to be so when it is loaded."""
    try:
        return f'"{SCHEMA}"'.encode() in file.read_bytes()
    except OSError:
        return True
