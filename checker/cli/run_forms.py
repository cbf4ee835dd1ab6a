"""Putting the forms of a whole run where they belong: files, standard output, files that the environment names."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.output import add_to_file, write_file

if TYPE_CHECKING:
    from checker.reporting.registry import Entry, RunInfo
    from checker.reporting.rule_info import RuleInfo


def pack_rules(*packs: str) -> tuple[RuleInfo, ...]:
    """What forms say about the rules of ``packs``; where two packs have a rule, the first speaks.

    Raises:
        RuleError: A pack is broken.
    """
    from checker.reporting.rule_info import rule_infos
    from checker.rules.loader import load_pack

    found: dict[str, RuleInfo] = {}
    for pack in packs:
        for rule in rule_infos(load_pack(pack).pack):
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def write_run_forms(
    entries: Mapping[str, Sequence[Entry]], info: RunInfo, output: Path, originals: AbstractSet[str] = frozenset()
) -> tuple[int, bool]:
    """Make every form of ``entries`` and put it in its place; gives the number of files, and whether all went well."""
    from checker.reporting.registry import PER_RUN

    written, whole = 0, True
    for form, of_form in entries.items():
        for name, data in PER_RUN[form].join(of_form, info).items():
            if name == "-":
                sys.stdout.write(data.decode())
            elif name.startswith("$"):
                target = os.environ.get(name.removeprefix("$"))
                whole = (not target or add_to_file(Path(target), data)) and whole
            elif write_file(output / name, data, originals):
                written += 1
            else:
                whole = False
    return written, whole
