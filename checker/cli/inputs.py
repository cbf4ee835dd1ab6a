"""From the paths of a command line to the documents to read and the names of their results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read. ``target`` is where its results go, below the output folder, without extension."""

    path: str
    target: PurePath
    named: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """Documents in order, and files met in folders that are none (path, reason)."""

    documents: tuple[Input, ...]
    skipped: tuple[tuple[str, str], ...]


def collect(paths: Sequence[str], extensions: frozenset[str]) -> Inputs:
    """Walk ``paths``: files as named, folders recursively, ``-`` standard input.

    Results of two documents never share a name: where stems collide, the extension becomes part of it.
    """
    found: list[tuple[str, PurePath, bool]] = []
    skipped: list[tuple[str, str]] = []
    for given in paths:
        path = Path(given)
        if given == "-":
            found.append(("-", PurePath("stdin"), True))
        elif path.is_dir():
            for file in _walk(path):
                reason = _unsuitable(file, extensions)
                if reason:
                    skipped.append((str(file), reason))
                else:
                    found.append((str(file), file.relative_to(path), False))
        else:
            found.append((given, PurePath(path.name), True))
    unique = {source: (target, named) for source, target, named in found}
    stems = Counter(_bare(target) for target, _ in unique.values())
    documents: list[Input] = []
    taken: Counter[PurePath] = Counter()
    for source, (target, named) in unique.items():
        name = target if stems[_bare(target)] > 1 else _bare(target)
        taken[name] += 1
        if taken[name] > 1:
            name = name.with_name(f"{name.name}-{taken[name]}")
        documents.append(Input(source, name, named))
    return Inputs(tuple(documents), tuple(skipped))


def _bare(target: PurePath) -> PurePath:
    """The name without its extension; a name that is all extension stays."""
    return target.with_suffix("") if target.suffix else target


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir(), key=lambda p: p.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _unsuitable(file: Path, extensions: frozenset[str]) -> str:
    if file.name.startswith("~$"):
        return "Word 的临时文件"
    if file.suffix.lower() not in extensions:
        return "不是可读的文档类型"
    return ""
