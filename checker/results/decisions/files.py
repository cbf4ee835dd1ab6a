"""Decision sheets on disk: chosen by extension, limits on what is opened, errors with file, row and column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.results.decisions.model import Decision, Key
from checker.results.decisions.rows import DecisionError
from checker.results.decisions.xlsx import read_xlsx, write_xlsx
from checker.results.decisions.yaml import read_yaml, write_yaml

__all__ = ["load_decisions", "write_decisions"]

MAX_BYTES = 16 * 1024 * 1024


def load_decisions(path: str | Path) -> tuple[Decision, ...]:
    """The decisions of a ``.yaml``/``.yml`` or ``.xlsx`` file.

    Raises:
        DecisionError: It cannot be read, or a row is wrong (``file:row:column``).
    """
    path = Path(path)
    kind = _kind(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else f"读不了文件({error.strerror})"
        msg = f"{reason},请核对复核表的路径。"
        raise DecisionError(msg, str(path)) from None
    if len(data) > MAX_BYTES:
        msg = f"复核表超过 {MAX_BYTES // 1024 // 1024} MB,请分成几份。"
        raise DecisionError(msg, str(path))
    rows = read_xlsx if kind == "xlsx" else read_yaml
    return _without_doubles(rows(data, str(path)))


def write_decisions(path: str | Path, rows: Sequence[Decision]) -> bytes:
    """The bytes of a sheet whose form ``path`` tells by its extension; the same rows always give the same bytes.

    Raises:
        DecisionError: The extension is not one of ours.
    """
    return write_xlsx(rows) if _kind(Path(path)) == "xlsx" else write_yaml(rows)


def _kind(path: Path) -> str:
    kinds = {".xlsx": "xlsx", ".yaml": "yaml", ".yml": "yaml"}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        msg = f"复核表应为 .xlsx 或 .yaml 文件,现为“{path.name}”。"
        raise DecisionError(msg, str(path))
    return kind


def _without_doubles(rows: Iterable[Decision]) -> tuple[Decision, ...]:
    """Refuse two rows about one point: which of them holds would be a guess."""
    seen: dict[Key, Decision] = {}
    for row in rows:
        first = seen.setdefault(row.key, row)
        if first is not row:
            msg = f"“{row.unit}”{row.year or ''}的“{row.point}”出现两次(另一处:{first.where}),请删去一行。"
            raise DecisionError(msg, row.where)
    return tuple(seen.values())
