"""One damaged input and what came of it: read, refused by a sentence, or a failure that is to be mended."""

from __future__ import annotations

import json
import resource
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from random import Random

from mutations import NEUTRAL, bytes_wise, data_wise, package_wise, pdf_wise, tokens_wise
from samples import documents, loaded

from checker.api import Checker
from checker.errors import CheckerError, ReaderDefectError
from checker.reading.containers import documents as members

__all__ = ["Trial", "again", "try_one"]

_JUDGED = 0.05  # of the documents that are read: judging takes many times as long
_PACKAGES = frozenset({".docx", ".odt", ".ods", ".xlsx", ".ofd", ".zip"})
_MB = 1024


@dataclass(frozen=True, slots=True)
class Trial:
    """``failure`` names kind and place, empty where there is none; ``refused``: by a sentence of the product."""

    name: str
    refused: bool = False
    failure: str = ""
    seconds: float = 0.0
    megabytes: int = 0


@cache
def _samples() -> list[tuple[str, bytes, str]]:
    """Name, bytes and kind of every sample, in a fixed order."""
    kinds = {"stored.json": _stored()}
    return [
        *((n, d, "document") for n, d in sorted(documents().items())),
        *((n, d, "loaded") for n, d in sorted((loaded() | kinds).items())),
    ]


@cache
def _checker() -> Checker:
    return Checker()


def _stored() -> bytes:
    from checker.reporting.registry import PER_DOCUMENT

    return PER_DOCUMENT["json"](_checker().check_bytes("r.txt", documents()["r.txt"]))


def again(seed: int, piece: int) -> tuple[str, bytes, Random]:
    """Name and bytes of an input: the same for the same numbers."""
    chance = Random(seed * 1_000_003 + piece)  # noqa: S311 - a fixed sequence, no secret
    name, data, kind = chance.choice(_samples())
    for _ in range(chance.choice((1, 1, 1, 2))):
        data = _mutation(name, kind, chance)(data, chance)
    return name, data, chance


def _mutation(name: str, kind: str, chance: Random) -> Callable[[bytes, Random], bytes]:
    suffix = PurePath(name).suffix
    if chance.random() < 0.2:  # noqa: PLR2004 - a fifth of them
        return bytes_wise
    if kind == "loaded":
        return data_wise
    if suffix in _PACKAGES:
        return package_wise
    return pdf_wise if suffix == ".pdf" else tokens_wise


def try_one(seed: int, piece: int) -> Trial:
    """Make one input and try it."""
    started = time.monotonic()
    name, refused, failure = "?", False, ""
    try:
        name, data, chance = again(seed, piece)
        if "/" in name or name in loaded() or name == "stored.json":
            _load(name, data)
        else:
            failure = _read(name, data, chance)
    except ReaderDefectError as error:
        failure = _place(error.__cause__ or error)
    except CheckerError:
        refused = True
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        failure = _place(error)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MB
    return Trial(name, refused, failure, time.monotonic() - started, memory)


def _place(error: BaseException) -> str:
    """Kind of an error and the last place in the program that it went through."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/checker/" in f.filename]
    place = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} {place}"


def _read(name: str, data: bytes, chance: Random) -> str:
    """Read a document, sometimes judge it, and look whether something was lost."""
    checker = _checker()
    if name.endswith((".zip", ".eml")):
        import io

        for member in members(io.BytesIO(data), name):
            if not member.problem:
                member.read()
        return ""
    document = checker.read(name, data)
    if lost := _lost(name, data, document.text):
        return lost
    if chance.random() < _JUDGED:
        assessment = checker.check_document(document)
        from checker.reporting.registry import PER_DOCUMENT

        for form in ("json", "html"):
            PER_DOCUMENT[form](assessment)
        broken = [n.message for n in assessment.notes if n.code == "rule-error" and "程序应用" in n.message]
        return f"rule-error {broken[0]}" if broken else ""
    return ""


def _lost(name: str, data: bytes, text: str) -> str:
    """What a text lost on the way: every visible sign of a plain text is in the document."""
    if not name.endswith(".txt"):
        return ""
    try:
        written = data.decode("gb18030" if name == "gbk.txt" else "utf-8")
    except UnicodeDecodeError:
        return ""
    if not written.isprintable() and any(not c.isspace() and not c.isprintable() for c in written):
        return ""  # the decoder may have taken it for something else
    return "" if "".join(written.split()) == "".join(text.split()) else "silent loss"


def neutral(seed: int, piece: int) -> str:
    """A package written by another program says the same; what differs."""
    chance = Random(seed * 7919 + piece)  # noqa: S311 - a fixed sequence, no secret
    names = [n for n in sorted(documents()) if PurePath(n).suffix[1:] in NEUTRAL]
    name = chance.choice(names)
    data = documents()[name]
    changed = NEUTRAL[PurePath(name).suffix[1:]](data, chance)
    same = _checker().read(name, data).text == _checker().read(name, changed).text
    return "" if same else f"{name} read otherwise"


def _load(name: str, data: bytes) -> None:
    """Give a loader its file, among the others that it needs."""
    from checker.config.baseline import load_baseline
    from checker.config.file import load_file
    from checker.config.waivers import load_waivers
    from checker.results.decisions import load_decisions
    from checker.results.stored.read import load_assessment

    if name == "stored.json":
        from checker.reporting.registry import PER_DOCUMENT

        PER_DOCUMENT["html"](load_assessment(data, name))
        return
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for other, content in loaded().items():
            path = Path(folder) / other
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data if other == name else content)
        path = Path(folder) / name
        loaders: dict[str, Callable[[Path], object]] = {
            "checker.toml": load_file,
            "waivers.yaml": load_waivers,
            "baseline.json": load_baseline,
            "decisions.yaml": load_decisions,
        }
        if name.startswith("pack/"):
            _load_pack(path.parent)
        else:
            loaders[name](path)


def _load_pack(folder: Path) -> None:
    from checker.engine.statements.view import Engine
    from checker.rules.loader import load_pack

    pack = load_pack(str(folder))
    Engine.prepare(pack.pack, pack.lexicon)
    json.dumps(sorted(rule.id for rule in pack.pack.rules))
