"""The earlier result of a document, and the assessment with what became of its points."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from checker.errors import ReadingError, UsageError
from checker.model import Assessment, Note
from checker.reading.source import read_bytes
from checker.results.recheck import recheck
from checker.results.stored.read import load_assessment
from checker.runs.inputs import Input
from checker.runs.stored_files import list_stored, load

__all__ = ["Earlier", "Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """An assessment with its re-check. ``path``: the earlier result, empty without one; ``trouble``: it is broken."""

    assessment: Assessment
    path: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where earlier results stand: one file, or a folder of a run.

    ``names`` gives the name of a document's result below the folder (without extension, with ``/``) by its path.
    """

    root: str
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def named(cls, root: str | None, documents: Sequence[Input], output: Path, forms: Sequence[str]) -> Earlier | None:
        """Where ``--previous`` says that the earlier results are, None without it; ``forms`` go to ``output``.

        Raises:
            UsageError: Nothing is there, it does not fit the documents, or this run would overwrite it.
            ReadingError: The one file that was named is no stored result.
        """
        if root is None:
            return None
        path = Path(root)
        if not path.exists():
            msg = f"--previous 指的“{root}”不存在,请核对路径。"
            raise UsageError(msg)
        targets = {i.path: i.target.as_posix() for i in documents}
        if not path.is_dir():
            if len(documents) > 1:
                msg = "有几份报告时,--previous 要给存放前次 JSON 结果的文件夹。"
                raise UsageError(msg)
            load(root)
        written = [output / f"{name}.json" for name in targets.values()] if "json" in forms else []
        if (written and path.resolve() == output.resolve()) or any(_same(path, file) for file in written):
            msg = "这次的结果会覆盖 --previous 的前次结果,请用 -o 换一个文件夹。"
            raise UsageError(msg)
        return cls(root, targets)

    def add(self, assessment: Assessment) -> Found:
        """The assessment with its re-check. Its earlier result has the same name, else is of the same unit and year."""
        path, why = self._find(assessment)
        if not path:
            return Found(_noted(assessment, Note("recheck-none", f"没有对照前次审核:{why}。")))
        try:
            data = read_bytes(path)
            before = load_assessment(data, path)
        except ReadingError as error:
            trouble = f"前次审核的结果读不了,没有对照:{error}"
            return Found(_noted(assessment, Note("recheck-none", trouble)), path, trouble)
        done = recheck(assessment, before, path, hashlib.sha256(data).hexdigest())
        return Found(replace(_noted(assessment, *done.notes), recheck=done.recheck), path)

    def unused(self, used: set[str]) -> tuple[str, ...]:
        """Earlier results that no document was compared with."""
        return tuple(s.path for s in list_stored(self.root)[0] if s.path not in used)

    def _find(self, assessment: Assessment) -> tuple[str, str]:
        """Path of the earlier result, or why there is none."""
        root, document = Path(self.root), assessment.document
        if not root.is_dir():
            return self.root, ""
        name = self.names.get(document.path, "")
        if name and (root / f"{name}.json").is_file():
            return str(root / f"{name}.json"), ""
        issuer, year = document.metadata.issuer, document.metadata.report_year
        same = _by_unit(self.root).get((issuer.value, year), ()) if issuer and year else ()
        if len(same) == 1:
            return same[0], ""
        if same:
            return "", f"前次结果里有 {len(same)} 份是{issuer.value if issuer else ''}{year}年度的,分不清是哪一份"
        return "", "前次结果里没有同名的,也没有同一单位、同一年度的"


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _noted(assessment: Assessment, *notes: Note) -> Assessment:
    return replace(assessment, notes=(*assessment.notes, *notes))


@lru_cache(maxsize=2)
def _by_unit(root: str) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Results of a folder by issuer and year; what cannot be read has neither."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for stored in list_stored(root)[0]:
        try:
            document = json.loads(read_bytes(stored.path))["document"]
            issuer, year = document["issuer"], document["report_year"]
        except (ReadingError, ValueError, KeyError, TypeError):
            continue
        if isinstance(issuer, str) and isinstance(year, int):
            found[issuer, year].append(stored.path)
    return {key: tuple(paths) for key, paths in found.items()}
