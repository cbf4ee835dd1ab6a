"""Baseline files: what was already there, one line an entry, so that a change of the file can be reviewed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.config.file import read_text
from checker.config.find import shown
from checker.config.globs import relative
from checker.errors import ConfigError
from checker.reading.containers import SEPARATOR
from checker.results.baseline import FINDING, GAP, Known

__all__ = ["SCHEMA", "BaselineFile", "dump_baseline", "load_baseline", "merged", "without"]

SCHEMA = "checker/baseline/1"
_FIELDS = ("rule_id", "kind", "verdict", "fingerprint", "title", "text")
_VERDICTS = {GAP: ("missing", "partial"), FINDING: ("",)}


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """Entries by document; documents are named by their path from the file's folder."""

    path: Path
    entries: Mapping[str, tuple[Known, ...]]

    def name_of(self, document: str) -> str:
        """What a document is called in this file."""
        return relative(document, self.path.parent)

    def of(self, document: str) -> tuple[Known, ...]:
        """What is known of a document."""
        return self.entries.get(self.name_of(document), ())


def load_baseline(path: Path) -> BaselineFile:
    """Read a baseline.

    Raises:
        ConfigError: It cannot be read, or was not written by ``baseline write``.
    """
    try:
        data = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        msg = "这不是 JSON 文件,或文件不完整;请用 checker baseline write 重新生成。"
        raise ConfigError(msg, f"{shown(path)}:{error.lineno}:{error.colno}") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("entries"), list):
        msg = f'这不是基线文件(应有 "schema": "{SCHEMA}" 和 entries);请用 checker baseline write 生成。'
        raise ConfigError(msg, shown(path))
    found: dict[str, list[Known]] = {}
    for number, entry in enumerate(data["entries"], start=1):
        if not _whole(entry):
            msg = f"第 {number} 项不完整;请用 checker baseline write 重新生成。"
            raise ConfigError(msg, shown(path))
        found.setdefault(entry["document"], []).append(Known(**{f: entry[f] for f in _FIELDS}))
    return BaselineFile(path, {document: tuple(known) for document, known in found.items()})


def _whole(entry: Any) -> bool:  # noqa: ANN401 - JSON data
    return (
        isinstance(entry, dict)
        and set(entry) == {"document", *_FIELDS}
        and all(isinstance(v, str) for v in entry.values())
        and entry["verdict"] in _VERDICTS.get(entry["kind"], ())
    )


def dump_baseline(entries: Mapping[str, Iterable[Known]]) -> bytes:
    """The bytes of a baseline: sorted by document, rule and fingerprint, one entry a line."""
    lines = ",\n".join(f"  {line}" for line in _lines(entries))
    body = f"[\n{lines}\n ]" if lines else "[]"
    return f'{{\n "schema": "{SCHEMA}",\n "entries": {body}\n}}\n'.encode()


def _lines(entries: Mapping[str, Iterable[Known]]) -> Iterator[str]:
    for document in sorted(entries):
        for known in sorted(entries[document]):
            data = {"document": document, **{f: getattr(known, f) for f in _FIELDS}}
            yield json.dumps(data, ensure_ascii=False)


def merged(old: BaselineFile | None, path: Path, now: Mapping[str, Iterable[Known]]) -> dict[str, tuple[Known, ...]]:
    """The entries of a new baseline: those of the documents just judged, and the old ones of all others.

    Documents that are no longer on disk are dropped. ``now`` is by the caller's paths.
    """
    base = old or BaselineFile(path, {})
    fresh = {base.name_of(document): tuple(known) for document, known in now.items()}
    kept = {name: known for name, known in base.entries.items() if name not in fresh and _exists(name, path.parent)}
    return {name: known for name, known in {**kept, **fresh}.items() if known}


def without(known: Iterable[Known], stale: Iterable[Known]) -> tuple[Known, ...]:
    """``known`` less ``stale``; equal entries are counted."""
    return tuple(sorted((Counter(known) - Counter(stale)).elements()))


def _exists(name: str, folder: Path) -> bool:
    return name == "-" or (folder / name.partition(SEPARATOR)[0]).exists()
