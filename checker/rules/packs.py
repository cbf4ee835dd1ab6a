"""Where packs are found: among the built-in ones, in installed Python packages, or in a folder of the caller's.

A Python package offers packs through the entry-point group ``checker.packs``: the name is what ``--pack`` takes, the
value is the package that holds ``pack.yaml`` (``yunchuan = "yunchuan_rules"``), after a colon the folder inside it
where it is not the package's own (``yunchuan = "yunchuan_rules:packs.county"``). The package is located, not run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from checker.errors import RuleError

__all__ = ["GROUP", "PackPlace", "available", "described", "find_pack"]

GROUP = "checker.packs"


@dataclass(frozen=True, slots=True)
class PackPlace:
    """A pack that can be named. ``source``: empty for a built-in one, else the distribution that brings it."""

    name: str
    folder: Path
    source: str = ""


def available(root: Path) -> tuple[PackPlace, ...]:
    """The built-in packs below ``root`` by name, then those of installed packages by name."""
    own = sorted(
        (PackPlace(p.parent.relative_to(root).as_posix(), p.parent) for p in root.rglob("pack.yaml")),
        key=lambda p: p.name,
    )
    return (*own, *_installed())


def described(root: Path) -> Iterator[tuple[str, str, str]]:
    """Name, version and title of every pack that can be named, read from its ``pack.yaml`` alone.

    Raises:
        RuleError: One of them is no YAML.
    """
    from checker.rules.strict_yaml import load

    for place in available(root):
        file = place.folder / "pack.yaml"
        try:
            told = load(file.read_text("utf-8"), str(file)).data
        except (OSError, UnicodeDecodeError):
            told = None
        known = told if isinstance(told, dict) else {}
        yield place.name, str(known.get("version", "?")), str(known.get("title", "读不了 pack.yaml"))


def find_pack(name: str, root: Path) -> Path:
    """The folder of the pack called ``name``: a built-in one, an installed one, a folder, or a ``pack.yaml``.

    Raises:
        RuleError: There is none, or two installed packages offer it.
    """
    given = Path(name)
    if _holds_pack(root / name):
        return root / name
    offered = [p for p in _installed() if p.name == name]
    if len(offered) > 1:
        msg = f"规则包“{name}”由 {'、'.join(p.source for p in offered)} 同时提供,请卸载其中一个,或直接给出文件夹。"
        raise RuleError(msg)
    for candidate in (*(p.folder for p in offered), given, given.parent if given.name == "pack.yaml" else given):
        if _holds_pack(candidate):
            return candidate
    if offered:
        msg = f"{offered[0].source} 声明了规则包“{name}”,但里面没有 pack.yaml;请重新安装它。"
        raise RuleError(msg)
    known = "、".join(p.name for p in available(root))
    msg = f"找不到规则包“{name}”。可用:{known};也可给出含 pack.yaml 的文件夹。"
    raise RuleError(msg)


def _holds_pack(folder: Path) -> bool:
    try:
        return (folder / "pack.yaml").is_file()
    except OSError:  # no name of a file, such as one that is too long
        return False


def _installed() -> Iterator[PackPlace]:
    offered = sorted(entry_points(group=GROUP), key=lambda e: (e.name, _distribution(e)))
    for entry in offered:
        yield PackPlace(entry.name, _folder(entry), _distribution(entry))


def _distribution(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else entry.module


def _folder(entry: EntryPoint) -> Path:
    """The folder that an entry point names; one that does not exist where the package cannot be found."""
    try:
        spec = find_spec(entry.module)
    except (ImportError, ValueError):
        spec = None
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    return Path(places[0] if places else entry.module, *(entry.attr.split(".") if entry.attr else ()))
