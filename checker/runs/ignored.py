"""Files that a folder walk leaves out although their type could be read: what people wrote down, and what is no report.

People write it down in ``.gitignore``, in ``.checkerignore`` (same writing) and in the configuration's ``exclude``.
Without being told, a walk leaves out the papers that every repository has (README, LICENSE …) and this program's own
results, so that it never judges them as reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded by the first ignore file that is there: most runs meet none
    from pathspec import GitIgnoreSpec

__all__ = ["Ignored", "why_no_submission"]

FILES = (".gitignore", ".checkerignore")
_PAPERS = re.compile(
    r"(?:readme|license|licence|copying|notice|changelog|changes|history|contributing|contributors|authors"
    r"|code_of_conduct|security|support|todo|requirements[\w-]*|constraints[\w-]*|cmakelists|robots|humans|citation)"
    r"(?:[._-][\w-]+)*",
    re.IGNORECASE,
)
_HEAD = 4096
_HTML = re.compile(rb'<meta name="generator" content="fazhi-checker ')
_MARKDOWN = re.compile(r"\A# [^\n]*\n\n(?:- [^\n]*\n)*- 规则包:")
_MEMO = (".memo.docx", ".memo.md", ".internal.docx", ".internal.md")


class Ignored:
    """What is written down about the files below one folder.

    ``.gitignore`` and ``.checkerignore`` of the folder, of those above it up to the repository's root, and of every
    folder on the way down are read once each; later ones win, as git has it.
    """

    def __init__(self, exclude: Sequence[str] = (), base: Path | None = None) -> None:
        """Prepare.

        Args:
            exclude: Patterns of the configuration, in the writing of ``.gitignore``.
            base: The folder that they are relative to.
        """
        self._exclude = _spec(exclude) if exclude else None
        self._base = base or Path.cwd()
        self._chains: dict[tuple[Path, Path | None], list[Path]] = {}
        self._read: dict[Path, tuple[tuple[str, GitIgnoreSpec], ...]] = {}

    def why(self, path: Path, root: Path | None = None) -> str:
        """Why ``path`` (a file or a folder) is left out; empty: nothing is written down against it.

        ``root`` is the folder that is walked; outside a repository, its ignore files are the outermost that count.
        """
        place = path.absolute()
        if self._exclude is not None and _hit(self._exclude, self._base.absolute(), place):
            return "配置里 exclude 排除的"
        said = ""
        for folder in self._above(place.parent, root and root.absolute()):
            for name, spec in self._specs(folder):
                verdict = spec.check_file(_relative(folder, place)).include
                if verdict is not None:
                    said = f"{name} 里排除的" if verdict else ""
        return said

    def _above(self, folder: Path, top: Path | None) -> list[Path]:
        """The folder and those above it, the outermost first: up to the root of its repository, or to ``top``."""
        if (folder, top) not in self._chains:
            self._chains[folder, top] = _chain(folder, top)
        return self._chains[folder, top]

    def _specs(self, folder: Path) -> tuple[tuple[str, GitIgnoreSpec], ...]:
        if folder not in self._read:
            found = []
            for name in FILES:
                try:
                    lines = (folder / name).read_text("utf-8", "replace").splitlines()
                except OSError:
                    continue
                found.append((name, _spec(lines)))
            self._read[folder] = tuple(found)
        return self._read[folder]


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _chain(folder: Path, top: Path | None) -> list[Path]:
    chain = [folder, *folder.parents]
    root = next((i for i, f in enumerate(chain) if (f / ".git").exists()), None)
    if root is None:
        marked = [i for i, f in enumerate(chain) if f == top or (f / ".checkerignore").is_file()]
        root = max(marked, default=0)
    return chain[: root + 1][::-1]


def _relative(folder: Path, path: Path) -> str:
    told = path.relative_to(folder).as_posix()
    return f"{told}/" if path.is_dir() else told


def _hit(spec: GitIgnoreSpec, base: Path, path: Path) -> bool:
    return path.is_relative_to(base) and spec.match_file(_relative(base, path))


def why_no_submission(path: Path) -> str:
    """Why a file met in a folder is no submission, by its name and first bytes; empty: it may be one."""
    if _PAPERS.fullmatch(path.stem):
        return "仓库里的说明文件,不是报告"
    name = path.name.lower()
    if name.endswith(_MEMO) or (name in ("index.xlsx", "index.csv") and _is_own(path.with_name("index.html"))):
        return "本程序写出的结果"
    return "本程序写出的结果" if path.suffix.lower() in (".html", ".htm", ".md") and _is_own(path) else ""


def _is_own(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return bool(_HTML.search(head)) or bool(_MARKDOWN.match(head.decode("utf-8", "ignore")))
