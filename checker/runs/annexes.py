"""Tables among the files of a run: they go with their reports, not through the check by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from checker.cli.inputs import Inputs

_LONE = "表格文件,没有名称对应的报告,未作为附件并入(要单独查看请直接写出文件名)"


def with_annexes(inputs: Inputs, given: Sequence[str], pack: str) -> tuple[Inputs, Mapping[str, tuple[str, ...]]]:
    """``inputs`` without the tables that belong to a report, and those tables by their report.

    A table that belongs to none is left out with a reason when it was met in a folder, and stays a document when it
    was named.

    Raises:
        RuleError: The pack is broken.
    """
    from checker.reading.formats.registry import TABLE_EXTENSIONS

    def is_table(path: str) -> bool:
        return PurePath(path).suffix.lower() in TABLE_EXTENSIONS

    if not any(is_table(document.path) for document in inputs.documents):
        return inputs, {}
    from checker.reading.understanding.annexes import pair_annexes
    from checker.rules.loader import load_pack

    pairing = pair_annexes([d.path for d in inputs.documents], is_table, load_pack(pack).lexicon)
    skipped = [(path, _LONE) for path in pairing.lone if path not in given]
    gone = {annex for annexes in pairing.annexes.values() for annex in annexes} | {path for path, _ in skipped}
    documents = tuple(document for document in inputs.documents if document.path not in gone)
    return Inputs(documents, (*inputs.skipped, *skipped)), pairing.annexes
