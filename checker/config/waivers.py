"""Waiver files: YAML, read strictly, with the place of every entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checker.config.file import read_text, refuse
from checker.config.find import shown
from checker.config.globs import matches, relative
from checker.errors import ConfigError, RuleError
from checker.model import Waiver
from checker.results.waivers import Grant
from checker.rules.strict_yaml import Marked, load
from checker.rules.validate import Problem, violations

__all__ = ["WaiverFile", "load_waivers"]


@dataclass(frozen=True, slots=True)
class WaiverFile:
    """The grants of one file with the paths that each is about (empty: any)."""

    path: Path
    entries: tuple[tuple[str, Grant], ...]

    def of(self, document: str) -> tuple[Grant, ...]:
        """The grants that may concern a document, by its path; issuer and year are looked at once it has been read."""
        seen = relative(document, self.path.parent)
        return tuple(grant for glob, grant in self.entries if not glob or matches(glob, seen))


def load_waivers(path: Path) -> WaiverFile:
    """Read a waiver file.

    Raises:
        ConfigError: It cannot be read, is not YAML, or an entry is incomplete; every place is named.
    """
    file = shown(path)
    try:
        marked = load(read_text(path), file)
    except RuleError as error:
        raise ConfigError(error.message, error.where) from None
    own = list(_doubts(marked))
    told = {p.where for p in own}
    refuse([*own, *(p for p in violations(marked, "waivers") if p.where not in told)])
    return WaiverFile(path, tuple(_entries(marked, path)))


def _entries(marked: Marked, path: Path) -> Iterator[tuple[str, Grant]]:
    for number, entry in enumerate(marked.data["waivers"] or ()):
        line = marked.where(("waivers", number)).split(":")[-2]
        waiver = Waiver(entry["reason"].strip(), entry["approver"].strip(), entry["granted"], entry["expires"])
        grant = Grant(
            id=f"{path}:{line}",
            place=f"{path.name}:{line}",
            waiver=waiver,
            rule=entry.get("rule", ""),
            fingerprint=entry.get("fingerprint", ""),
            issuer=entry.get("issuer", ""),
            year=entry.get("year"),
        )
        yield entry.get("document", ""), grant


def _doubts(marked: Marked) -> Iterator[Problem]:
    """What the schema cannot say in a sentence that helps."""
    data = marked.data
    if data is None:
        yield Problem(marked.where(()), "文件是空的,请写 waivers: 和各条豁免,没有豁免时写 waivers: []。")
        return
    waivers = data.get("waivers") if isinstance(data, dict) else None
    for number, entry in enumerate(waivers if isinstance(waivers, list) else ()):
        if isinstance(entry, dict):
            for message, key in _entry_doubts(entry):
                yield Problem(marked.where(("waivers", number, *key)), message)


def _entry_doubts(entry: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if ("rule" in entry) == ("fingerprint" in entry):
        yield "每条豁免要写 rule(规则编号)或 fingerprint(一处问题的指纹),写其中一个。", ()
    elif "document" not in entry and "issuer" not in entry:
        yield '每条豁免要写 document(路径通配)或 issuer(报告机关全名);确要对全部文档有效时写 document: "**"。', ()
    days = {}
    for key in ("granted", "expires"):
        text = entry.get(key)
        if isinstance(text, str):
            try:
                days[key] = date.fromisoformat(text)
            except ValueError:
                yield f"“{text}”不是日期,应写作 2025-03-31。", (key,)
    if len(days) > 1 and days["granted"] > days["expires"]:
        yield f"到期日期 {days['expires']} 早于批准日期 {days['granted']}。", ("expires",)
