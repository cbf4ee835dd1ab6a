"""From options and configuration files to what a command goes by.

An option that was not given is None and leaves the word to the files; see ``docs/config.md`` for who wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from checker.config import Configuration, Settings

ConfigFile = Annotated[
    str | None, typer.Option("--config", help="只用这份配置(checker.toml 或 pyproject.toml),不再逐级向上找。")
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="不读任何配置。")]
WaiversFile = Annotated[str | None, typer.Option("--waivers", help="豁免文件(YAML)。")]
BaselineName = Annotated[str | None, typer.Option("--baseline", help="基线文件:已有的不足算已知,只看新出现的。")]


def configure(file: str | None = None, no_config: bool = False, **given: object) -> Configuration:
    """The configuration under what the command line gives; ``fail_under`` stands for ``fail-under``.

    Raises:
        ConfigError: ``file`` or the user's own configuration is broken.
        UsageError: A value of the command line does not fit.
    """
    from checker.config import Configuration

    values = {key.replace("_", "-"): value for key, value in given.items()}
    formats, attributes = values.get("formats"), values.get("attributes")
    if isinstance(formats, list):
        values["formats"] = tuple(formats) or None
    if isinstance(attributes, str):
        named = (a.strip() for a in attributes.split(","))
        values["attributes"] = tuple(a for a in named if a not in {"", "none"})
    return Configuration(values, file, off=no_config)


def settings_of(path: str, pack: str | None = None, *, file: str | None = None, no_config: bool = False) -> Settings:
    """What holds for one document of a command that has few options."""
    return configure(file, no_config, pack=pack).for_document(path)


def today() -> str:
    """The day of the run, ISO: the one place where a clock enters, and only for waivers."""
    from datetime import datetime

    return datetime.now().astimezone().date().isoformat()
