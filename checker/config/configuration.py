"""Whose word counts: command line, override, project file, user file, default, in this order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checker.config.file import ConfigFile, Setting, load_file
from checker.config.find import find_project, folder_of, shown, user_file
from checker.config.globs import relative
from checker.config.keys import DEFAULTS, RUN_ONLY
from checker.config.settings import Settings
from checker.errors import ConfigError, UsageError

__all__ = ["WAIVERS_NAME", "Configuration"]

WAIVERS_NAME = "checker-waivers.yaml"
_DEFAULT, _COMMAND_LINE = "默认", "命令行"


class Configuration:
    """The files that matter to a run, each read once, under what the command line says."""

    def __init__(
        self, given: Mapping[str, object] | None = None, file: str | None = None, *, off: bool = False
    ) -> None:
        """Nothing is read but ``file``; the rest when it is asked for.

        Args:
            given: Values of the command line by dotted key; None: not given.
            file: The one configuration to use, instead of searching; the user's own is left out as well.
            off: Use no configuration at all.

        Raises:
            ConfigError: ``file`` cannot be used.
            UsageError: ``file`` and ``off`` together.
        """
        if off and file is not None:
            msg = "--config 和 --no-config 只能用一个。"
            raise UsageError(msg)
        self._given = {k: Setting(v, _COMMAND_LINE) for k, v in (given or {}).items() if v is not None}
        self._off = off
        self._files: dict[Path, ConfigFile | None] = {}
        self._found: dict[Path, ConfigFile | None] = {}
        self._fixed = None if file is None else self._named(file)
        self._user: ConfigFile | None = None
        mine = None if off or file is not None else user_file()
        if mine is not None:
            self._user = load_file(mine, user=True)

    def for_document(self, path: str) -> Settings:
        """What holds for a document (``-``: standard input, as if it lay in the current folder).

        Raises:
            ConfigError: A configuration that matters is broken.
        """
        project = self.project(folder_of(path))
        items = self._layers(project)
        if project is not None:
            seen = relative(path, project.path.parent)
            for override in project.overrides:
                if override.holds(seen):
                    items |= override.values
        return self._closed(items, project)

    def for_run(self, paths: Sequence[str]) -> Settings:
        """What holds for a run over ``paths``: by the configuration of the folder that they have in common."""
        project = self.project(_common(paths))
        return self._closed(self._layers(project), project)

    def base(self, paths: Sequence[str]) -> Path:
        """The folder that patterns of a run's configuration are relative to."""
        project = self.project(_common(paths))
        return Path.cwd() if project is None else project.path.parent

    def files(self, path: str) -> list[Path]:
        """The files that have a say in a document's settings, the strongest first."""
        return [f.path for f in (self.project(folder_of(path)), self._user) if f is not None]

    def nearer(self, paths: Sequence[str], documents: Sequence[str]) -> Iterator[str]:
        """Sentences about configurations below the run's own: that they count for their documents, and what cannot."""
        chosen = self.project(_common(paths))
        found = {f.path: f for d in documents if (f := self.project(folder_of(d))) is not None and f is not chosen}
        for path in sorted(found):
            yield f"{shown(path)}:所在文件夹的文档照这份配置核对。"
            for key in RUN_ONLY:
                setting = found[path].values.get(key)
                if setting is not None and key not in self._given:
                    rule = shown(chosen.path) if chosen else _DEFAULT
                    yield f"{setting.origin}:{key} 管整次运行,一次核对几处时不起作用,以{rule}为准。"

    def project(self, folder: Path) -> ConfigFile | None:
        """The project file for documents in ``folder``."""
        if self._off:
            return None
        if self._fixed is not None:
            return self._fixed
        if folder not in self._found:
            self._found[folder] = self._search(folder)
        return self._found[folder]

    def _search(self, folder: Path) -> ConfigFile | None:
        while True:
            path = find_project(folder)
            if path is None or (self._user is not None and path == self._user.path):
                return None
            if path not in self._files:
                self._files[path] = load_file(path)
            found = self._files[path]
            if found is not None or (path.parent / ".git").exists() or path.parent == path.parent.parent:
                return found
            folder = path.parent.parent  # a pyproject.toml that says nothing to us

    def _named(self, file: str) -> ConfigFile:
        found = load_file(Path(file).absolute())
        if found is None:
            msg = "里面没有 [tool.checker]。"
            raise ConfigError(msg, file)
        return found

    def _layers(self, project: ConfigFile | None) -> dict[str, Setting]:
        items = {key: Setting(value, _DEFAULT) for key, value in DEFAULTS.items()}
        for layer in (self._user, project):
            items |= layer.values if layer is not None else {}
        return items

    def _closed(self, items: dict[str, Setting], project: ConfigFile | None) -> Settings:
        if items["waivers"].value is None and project is not None:
            beside = project.path.parent / WAIVERS_NAME
            if beside.is_file():
                items["waivers"] = Setting(shown(beside), f"{_DEFAULT}(在 {shown(project.path)} 旁边)")
        return Settings({**items, **self._given})


def _common(paths: Sequence[str]) -> Path:
    """The deepest folder that holds all of ``paths``."""
    try:
        return Path(os.path.commonpath([folder_of(p) for p in paths]))
    except ValueError:  # none, or on several drives
        return Path.cwd()
