"""Putting results where they belong: files, standard output, files that the environment names."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.problems import complain, reason
from checker.runs.inputs import path_key

if TYPE_CHECKING:
    from checker.reporting.forms import Entry, RunInfo
    from checker.reporting.rule_info import RuleInfo


def replace_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OSError: The system refuses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".checker-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_file(path: Path, data: bytes, originals: AbstractSet[str] = frozenset()) -> bool:
    """Write ``path``; says so and gives False where the system refuses, or where it is one of the ``originals``.

    ``originals`` are the documents of the run, as :func:`path_key` gives them: a result never takes their place.
    """
    if path_key(path) in originals:
        complain(f"{path}:这是被核对的文件,没有写结果;请用 -o 换一个文件夹。")
        return False
    try:
        replace_file(path, data)
    except OSError as error:
        complain(f"{path}:写不了结果({reason(error)}),可用 -o 换一个文件夹。")
        return False
    return True


def add_to_file(path: Path, data: bytes) -> bool:
    """Add to the end of ``path``; says so and gives False where the system refuses."""
    try:
        with path.open("ab") as file:
            file.write(data)
    except OSError as error:
        complain(f"{path}:写不了结果({reason(error)})。")
        return False
    return True


def write_forms(target: Path, files: Mapping[str, bytes], originals: AbstractSet[str] = frozenset()) -> int:
    """Write ``target.FORM`` for every form; gives how many were written, and says which were not."""
    return sum(write_file(target.parent / f"{target.name}.{form}", data, originals) for form, data in files.items())


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
