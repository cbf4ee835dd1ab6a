"""Baseline files: what was already there, one line an entry, so that a change of the file can be reviewed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from checker.config.file import read_text
from checker.config.find import shown
from checker.config.git import read_at
from checker.config.globs import relative
from checker.errors import ConfigError
from checker.reading.containers import SEPARATOR
from checker.results.baseline import FINDING, GAP, Identity, Known, Moved, Snapshot

__all__ = ["SCHEMA", "BaselineFile", "dump_baseline", "load_baseline", "merged", "without"]

SCHEMA = "checker/baseline/1"
_FIELDS = ("rule_id", "kind", "verdict", "fingerprint", "title", "text")
_VERDICTS = {GAP: ("missing", "partial"), FINDING: ("",)}


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """Entries by document; documents are named by their path from the file's folder.

    ``identities``: what each is known by when its file is called otherwise (not in files of older versions).
    """

    path: Path
    entries: Mapping[str, tuple[Known, ...]]
    identities: Mapping[str, Identity] = field(default_factory=dict)

    def name_of(self, document: str) -> str:
        """What a document is called in this file."""
        return relative(document, self.path.parent)

    def of(self, document: str) -> tuple[Known, ...]:
        """What is known of a document."""
        return self.entries.get(self.name_of(document), ())

    def names(self, document: str) -> bool:
        """Whether the file knows a document by its path."""
        name = self.name_of(document)
        return name in self.entries or name in self.identities

    def gone(self, documents: Iterable[str]) -> tuple[Moved, ...]:
        """Documents of the file that are neither among ``documents`` nor on disk: what may have been renamed."""
        here = {self.name_of(d) for d in documents}
        return tuple(
            Moved(name, identity, self.entries.get(name, ()))
            for name, identity in self.identities.items()
            if name not in here and not _exists(name, self.path.parent)
        )


def load_baseline(path: Path, revision: str | None = None) -> BaselineFile:
    """Read a baseline, as it stands or as it stood at a ``revision`` of git.

    Raises:
        ConfigError: It cannot be read, or was not written by ``baseline write``.
    """
    try:
        data = json.loads(read_text(path) if revision is None else read_at(path, revision))
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
    return BaselineFile(path, {document: tuple(known) for document, known in found.items()}, _identities(data, path))


def _identities(data: Mapping[str, Any], path: Path) -> dict[str, Identity]:
    """What the file says of its documents; files of older versions say nothing."""
    try:
        return {d["document"]: Identity(d["issuer"], d["year"], d["sha256"]) for d in data.get("documents", ())}
    except (TypeError, KeyError):
        msg = "documents 里有不完整的项;请用 checker baseline write 重新生成。"
        raise ConfigError(msg, shown(path)) from None


def _whole(entry: Any) -> bool:  # noqa: ANN401 - JSON data
    return (
        isinstance(entry, dict)
        and set(entry) == {"document", *_FIELDS}
        and all(isinstance(v, str) for v in entry.values())
        and entry["verdict"] in _VERDICTS.get(entry["kind"], ())
    )


def dump_baseline(file: BaselineFile) -> bytes:
    """The bytes of a baseline: sorted by document, rule and fingerprint, one entry a line."""
    documents = (
        json.dumps({"document": name, **asdict(file.identities[name])}, ensure_ascii=False)
        for name in sorted(file.identities)
    )
    head = f'{{\n "schema": "{SCHEMA}",\n "documents": {_block(documents)},\n'
    return f'{head} "entries": {_block(_lines(file.entries))}\n}}\n'.encode()


def _block(lines: Iterable[str]) -> str:
    body = ",\n".join(f"  {line}" for line in lines)
    return f"[\n{body}\n ]" if body else "[]"


def _lines(entries: Mapping[str, Iterable[Known]]) -> Iterator[str]:
    for document in sorted(entries):
        for known in sorted(entries[document]):
            data = {"document": document, **{f: getattr(known, f) for f in _FIELDS}}
            yield json.dumps(data, ensure_ascii=False)


def merged(old: BaselineFile | None, path: Path, now: Mapping[str, Snapshot]) -> BaselineFile:
    """A new baseline: of the documents just judged what they hold now, of all others what was known.

    Documents that are no longer on disk are dropped. ``now`` is by the caller's paths.
    """
    base = old or BaselineFile(path, {})
    fresh = {base.name_of(document): taken for document, taken in now.items()}

    def stays(name: str) -> bool:
        return name not in fresh and _exists(name, path.parent)

    entries = {name: known for name, known in base.entries.items() if stays(name)}
    entries |= {name: taken.known for name, taken in fresh.items() if taken.known}
    identities = {name: identity for name, identity in base.identities.items() if stays(name)}
    return BaselineFile(path, entries, identities | {name: taken.identity for name, taken in fresh.items()})


def without(known: Iterable[Known], stale: Iterable[Known]) -> tuple[Known, ...]:
    """``known`` less ``stale``; equal entries are counted."""
    return tuple(sorted((Counter(known) - Counter(stale)).elements()))


def _exists(name: str, folder: Path) -> bool:
    return name == "-" or (folder / name.partition(SEPARATOR)[0]).exists()
