"""One configuration file: read, held to its schema, flattened."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.config.find import PROJECT_NAME, shown
from checker.config.globs import matches
from checker.config.keys import NAMES_OR_PATHS, OVERRIDABLE, PATHS
from checker.config.toml_marks import below, load
from checker.errors import ConfigError
from checker.resources import rules_dir
from checker.rules.strict_yaml import Marked
from checker.rules.validate import Problem, violations

__all__ = ["ConfigFile", "Override", "Setting", "load_file", "read_text", "refuse"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and where it came from: ``file:line``, 默认 or 命令行."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Override:
    """Values for the documents that one of ``files`` fits."""

    files: tuple[str, ...]
    values: Mapping[str, Setting]

    def holds(self, path: str) -> bool:
        """Whether it is about a document; ``path`` as ``globs.relative`` gives it."""
        return any(matches(pattern, path) for pattern in self.files)


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What one file says. ``values`` by dotted key; paths in it are already those of the caller."""

    path: Path
    values: Mapping[str, Setting]
    overrides: tuple[Override, ...]


def load_file(path: Path, *, user: bool = False) -> ConfigFile | None:
    """Read ``checker.toml`` or ``pyproject.toml`` (None: it has no ``[tool.checker]``).

    Raises:
        ConfigError: It cannot be read, is not TOML, or says something that does not exist; every place is named.
    """
    marked: Marked | None = load(read_text(path), shown(path))
    if path.name == PROJECT_NAME and marked is not None:
        marked = below(marked, "tool", "checker")
    if marked is None:
        return None
    refuse([*violations(marked, "config"), *_formats(marked), *_of_user(marked, user=user)])
    folder = path.parent
    overrides = []
    for number, entry in enumerate(marked.data.get("overrides", ())):
        files = entry["files"]
        values = {
            key: Setting(_value(key, entry[key], folder), _origin(marked, ("overrides", number, key)))
            for key in OVERRIDABLE
            if key in entry
        }
        overrides.append(Override((files,) if isinstance(files, str) else tuple(files), values))
    values = {
        key: Setting(_value(key, value, folder), _origin(marked, tuple(key.split("."))))
        for key, value in _flat(marked.data)
        if key != "overrides"
    }
    return ConfigFile(path, values, tuple(overrides))


def read_text(path: Path) -> str:
    """A text file that people wrote, BOM dropped.

    Raises:
        ConfigError: It cannot be opened, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        msg = "不是 UTF-8 编码,请用 UTF-8 另存。"
    except FileNotFoundError:
        msg = "文件不存在,请核对路径。"
    except IsADirectoryError:
        msg = "这是文件夹,请给出文件。"
    except PermissionError:
        msg = "没有读取权限,请检查文件属性。"
    except OSError as error:
        msg = f"读不了文件({error.strerror or error.__class__.__name__})。"
    raise ConfigError(msg, shown(path))


def refuse(problems: Sequence[Problem]) -> None:
    """Say everything that is wrong with a file at once, in the order of its lines.

    Raises:
        ConfigError: There is something.
    """
    if problems:
        first, *rest = sorted(dict.fromkeys(problems), key=_place)
        raise ConfigError("\n".join([first.message, *(f"{p.where}:{p.message}" for p in rest)]), first.where)


def _place(problem: Problem) -> tuple[int, int]:
    line, column = problem.where.split(":")[-2:]
    return int(line), int(column)


def _formats(marked: Marked) -> Iterator[Problem]:
    from checker.reporting.registry import FORMATS

    formats = marked.data.get("formats") if isinstance(marked.data, dict) else None
    for number, form in enumerate(formats if isinstance(formats, list) else ()):
        if isinstance(form, str) and form not in FORMATS:
            near = difflib.get_close_matches(form, FORMATS, 1)
            hint = f"是不是“{near[0]}”?" if near else ""
            message = f"没有“{form}”这种输出格式。{hint}可用:{'、'.join(FORMATS)}。"
            yield Problem(marked.where(("formats", number)), message)


def _of_user(marked: Marked, *, user: bool) -> Iterator[Problem]:
    if user and isinstance(marked.data, dict) and "overrides" in marked.data:
        yield Problem(marked.where(("overrides",)), "用户级配置里不能写 overrides,请写到文档旁的 checker.toml。")


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _origin(marked: Marked, path: tuple[str | int, ...]) -> str:
    return marked.where(path).rpartition(":")[0]


def _value(key: str, value: Any, folder: Path) -> Any:  # noqa: ANN401 - plain TOML data
    if key in PATHS:
        return shown(folder / value)
    if key in NAMES_OR_PATHS:
        return _name_or_path(key, value, folder)
    return tuple(value) if isinstance(value, list) else value


def _name_or_path(key: str, value: str, folder: Path) -> str:
    """What exists beside the file is meant; but a name of the program's own is always that."""
    if key == "pack" and (rules_dir() / value / "pack.yaml").is_file():
        return value
    return shown(folder / value) if (folder / value).exists() else value
