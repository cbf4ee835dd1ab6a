"""From the paths of a command line to the documents to read and the names of their results."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Annotated

import typer

AllowSecret = Annotated[bool, typer.Option("--allow-secret", help="确认密级标志是误标的,继续处理。")]
"""The option of every command that reads documents."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read. ``target`` is where its results go, below the output folder, without extension."""

    path: str
    target: PurePath


@dataclass(frozen=True, slots=True)
class Inputs:
    """Documents in order, and what was met in folders and left out (path, reason)."""

    documents: tuple[Input, ...]
    skipped: tuple[tuple[str, str], ...]


def collect(paths: Sequence[str], extensions: frozenset[str], output: Path) -> Inputs:
    """Walk ``paths``: files as named, folders recursively, ``-`` standard input; each document once.

    Results of two documents never share a name: where stems collide, the extension becomes part of it. The output
    folder is left out, so that a second run does not read the results of the first.
    """
    found: dict[str, tuple[str, PurePath]] = {}
    skipped: list[tuple[str, str]] = []
    for given in paths:
        path = Path(given)
        if given == "-":
            found.setdefault("-", ("-", PurePath("stdin")))
        elif path.is_dir():
            for file, reason in _walk(path, extensions, _key(output)):
                if reason:
                    skipped.append((str(file), reason))
                else:
                    found.setdefault(_key(file), (str(file), file.relative_to(path)))
        else:
            found.setdefault(_key(path), (given, PurePath(path.name)))
    return Inputs(tuple(_named(list(found.values()), extensions)), tuple(skipped))


def _key(path: Path) -> str:
    """What makes two ways to write one path the same."""
    return os.path.normcase(path.resolve())


def _named(found: Sequence[tuple[str, PurePath]], extensions: frozenset[str]) -> Iterator[Input]:
    def bare(target: PurePath) -> PurePath:
        return target.with_suffix("") if target.suffix.lower() in extensions else target

    stems = Counter(bare(target) for _, target in found)
    taken: Counter[PurePath] = Counter()
    for source, target in found:
        name = target if stems[bare(target)] > 1 else bare(target)
        taken[name] += 1
        if taken[name] > 1:
            name = name.with_name(f"{name.name}-{taken[name]}")
        yield Input(source, name)


def _walk(folder: Path, extensions: frozenset[str], output: str) -> Iterator[tuple[Path, str]]:
    """Files below ``folder`` by name, each with the reason why it is left out (empty: it is read)."""
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield folder, f"打不开文件夹({error.strerror or error.__class__.__name__})"
        return
    for entry in entries:
        if entry.name.startswith("."):
            yield entry, "隐藏文件"
        elif entry.is_dir():
            if entry.is_symlink():
                yield entry, "指向别处的文件夹链接"
            elif _key(entry) == output:
                yield entry, "这是结果文件夹"
            else:
                yield from _walk(entry, extensions, output)
        elif entry.name.startswith("~$"):
            yield entry, "Word 的临时文件"
        elif entry.suffix.lower() not in extensions:
            yield entry, "不是可读的文档类型"
        elif not entry.is_file():
            yield entry, "不是普通文件"
        else:
            yield entry, ""
