"""From the paths of a command line to the documents to read and the names of their results."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from checker.runs.ignored import Ignored, why_no_submission

if TYPE_CHECKING:
    from checker.files.limits import Limits

__all__ = ["RESERVED", "UNREADABLE_TYPE", "Input", "Inputs", "collect", "path_key", "why_unread"]

_OWN = ("checker.toml", "checker-waivers.yaml", "checker-baseline.json")
UNREADABLE_TYPE = "不是可读的文档类型"
"""Why a file of another type is left out."""
RESERVED = frozenset({"index"})
"""Names (lower case) of what a run over several documents writes; a document of that name keeps its extension."""


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


def collect(  # noqa: PLR0913 - what a walk goes by
    paths: Sequence[str],
    extensions: frozenset[str],
    output: Path,
    limits: Limits | None = None,
    *,
    ignored: Ignored | None = None,
    force_exclude: bool = False,
    stdin_name: str = "-",
) -> Inputs:
    """Walk ``paths``: files as named, folders recursively, archives and mails inside, ``-`` standard input.

    Each document comes once; a file inside an archive is named by its locator (``报送.zip!/报告.docx``).

    Results of two documents never share a name: where stems collide, the extension becomes part of it. The output
    folder is left out, so that a second run does not read the results of the first. ``limits`` are for archives.

    ``ignored`` holds for what is met in folders, with ``force_exclude`` for named files too. Results of this program
    and the papers of a repository are no submissions when met in a folder (with ``force_exclude``: nowhere). Standard
    input is called ``stdin_name``.
    """
    walk = _Walk(extensions, path_key(output), limits, ignored or Ignored(), force_exclude=force_exclude)
    walk.stdin_name = stdin_name
    for given in paths:
        walk.take(given)
    return Inputs(tuple(_named(list(walk.found.values()), extensions)), tuple(walk.skipped))


class _Walk:
    """What has been met so far: documents by their key (path as given, name of the results), and what is left out."""

    def __init__(
        self,
        extensions: frozenset[str],
        output: str,
        limits: Limits | None,
        ignored: Ignored,
        *,
        force_exclude: bool,
    ) -> None:
        self._extensions, self._output, self._limits = extensions, output, limits
        self._ignored, self._force = ignored, force_exclude
        self.found: dict[str, tuple[str, PurePath]] = {}
        self.skipped: list[tuple[str, str]] = []
        self.stdin_name = "-"

    def take(self, given: str) -> None:
        """A file, a folder with what lies below it, or standard input."""
        from checker.reading.containers import EXTENSIONS as CONTAINERS

        path = Path(given)
        if given == "-":
            self._take_stdin()
        elif not path.is_dir():
            if reason := self._why_not(path):
                self.skipped.append((given, reason))
            else:
                self._add(path, given, PurePath(path.name))
        else:
            for file, reason in _walk(path, self._extensions | CONTAINERS, self._output, self._ignored):
                if reason:
                    self.skipped.append((str(file), reason))
                else:
                    self._add(file, str(file), file.relative_to(path))

    def _why_not(self, path: Path) -> str:
        """Why a file that was named is left out all the same."""
        return (self._ignored.why(path) or why_no_submission(path)) if self._force and path.exists() else ""

    def _take_stdin(self) -> None:
        """Standard input, under its name if it was given one."""
        name = self.stdin_name
        if name == "-":
            self.found.setdefault("-", ("-", PurePath("stdin")))
        elif reason := self._why_not(Path(name)):
            self.skipped.append((name, reason))
        else:
            self.found[path_key(name)] = (name, PurePath(PurePath(name).name))

    def _add(self, path: Path, given: str, target: PurePath) -> None:
        """One file: itself, or the documents inside it."""
        from checker.reading.containers import EXTENSIONS as CONTAINERS
        from checker.reading.containers import SEPARATOR

        inside = _inside(path, given, self._limits)
        if inside is None:
            self.found.setdefault(path_key(path), (given, target))
            return
        for name, problem in inside:
            locator = f"{given}{SEPARATOR}{name}"
            reason = _unwanted(name, self._extensions)
            if problem and PurePath(name).suffix.lower() in self._extensions | CONTAINERS:
                reason = ""  # a submission that cannot be read is no file passed over: the reader says why
            if reason:
                self.skipped.append((locator, problem or reason))
            else:
                *containers, last = name.split(SEPARATOR)
                place = target.with_suffix("").joinpath(*(PurePath(c).with_suffix("") for c in containers), last)
                self.found.setdefault(f"{path_key(path)}{SEPARATOR}{name}", (locator, place))
        if not inside:
            self.skipped.append((given, "压缩包或邮件里没有文件"))


def _inside(path: Path, given: str, limits: Limits | None) -> list[tuple[str, str]] | None:
    """Names inside a container, each with the reason why it cannot be read; None: not a container.

    A container that cannot be opened is left to the reader, who says why.
    """
    from checker.errors import ReadingError
    from checker.files.limits import DEFAULT_LIMITS
    from checker.reading.containers import documents, is_container

    try:
        with path.open("rb") as stream:
            if not is_container(stream, path.name):
                return None
            return [(m.name, m.problem) for m in documents(stream, given, limits or DEFAULT_LIMITS)]
    except (OSError, ReadingError):
        return None


def _unwanted(name: str, extensions: frozenset[str]) -> str:
    """Why a file inside an archive is left out (empty: it is read), as for files in a folder."""
    path = PurePath(name.replace("!/", "/"))
    if "__MACOSX" in path.parts:
        return "苹果电脑压缩时附加的文件"
    if any(part.startswith(".") for part in path.parts):
        return "隐藏文件"
    if path.name.startswith("~$"):
        return "Word 的临时文件"
    return why_unread(path.suffix.lower(), extensions)


def _named(found: Sequence[tuple[str, PurePath]], extensions: frozenset[str]) -> Iterator[Input]:
    def bare(target: PurePath) -> PurePath:
        short = target.with_suffix("") if target.suffix.lower() in extensions else target
        return target if len(found) > 1 and short.as_posix().lower() in RESERVED else short

    stems = Counter(bare(target) for _, target in found)
    taken: Counter[PurePath] = Counter(map(PurePath, RESERVED) if len(found) > 1 else ())
    for source, target in found:
        name = target if stems[bare(target)] > 1 else bare(target)
        taken[name] += 1
        if taken[name] > 1:
            name = name.with_name(f"{name.name}-{taken[name]}")
        yield Input(source, name)


def _walk(
    folder: Path, extensions: frozenset[str], output: str, ignored: Ignored, root: Path | None = None
) -> Iterator[tuple[Path, str]]:
    """Files below ``folder`` by name, each with the reason why it is left out (empty: it is read)."""
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield folder, f"打不开文件夹({error.strerror or error.__class__.__name__})"
        return
    for entry in entries:
        if entry.name.startswith("."):
            yield entry, "隐藏文件"
        elif reason := ignored.why(entry, root or folder):
            yield entry, reason
        elif entry.is_dir():
            if entry.is_symlink():
                yield entry, "指向别处的文件夹链接"
            elif path_key(entry) == output:
                yield entry, "这是结果文件夹"
            else:
                yield from _walk(entry, extensions, output, ignored, root or folder)
        else:
            yield entry, _left_out(entry, extensions)


def _left_out(entry: Path, extensions: frozenset[str]) -> str:
    """Why a file met in a folder is left out; empty: it is read."""
    if entry.name in _OWN:
        return "核对用的配置,不是报告"
    if entry.name.startswith("~$"):
        return "Word 的临时文件"
    if reason := why_unread(entry.suffix.lower(), extensions):
        return reason
    return why_no_submission(entry) if entry.is_file() else "不是普通文件"


def why_unread(extension: str, extensions: frozenset[str]) -> str:
    """Why files with this extension are passed over in a folder; empty: they are read."""
    from checker.reading.formats.ocr import INSTALL, installed
    from checker.reading.formats.registry import PICTURES

    if extension not in extensions:
        return UNREADABLE_TYPE
    return f"图片,{INSTALL}" if extension in PICTURES and not installed() else ""


def path_key(path: str | Path) -> str:
    """What makes two ways to write one path the same."""
    return os.path.normcase(Path(path).resolve())
