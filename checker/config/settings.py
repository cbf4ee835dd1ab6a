"""What holds for one document, or for a run: every value with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.config.file import Setting
from checker.config.keys import LETTERHEAD, LIMITS
from checker.config.processors import AUTO, processors
from checker.files.limits import Limits
from checker.options import Options

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings by dotted key; all keys of ``DEFAULTS`` are there."""

    items: Mapping[str, Setting]

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - a value as the schema allows it for this key
        """The value of ``key``."""
        return self.items[key].value

    def __iter__(self) -> Iterator[tuple[str, Setting]]:
        """Keys with their settings, in the order of the documentation."""
        return iter(self.items.items())

    @property
    def pack(self) -> str:
        """Id or path of the rule pack."""
        return str(self["pack"])

    @property
    def decisions(self) -> str:
        """Path of the reviewers' sheet; empty: none. ``memo.decisions`` is its older name."""
        return str(self["decisions"] or self["memo.decisions"] or "")

    def options(self, as_of: str | None = None, *, force: bool | None = None, allow_secret: bool = False) -> Options:
        """The options of the API; ``as_of`` and ``allow_secret`` are never configured.

        Raises:
            UsageError: A value from the command line is not one of those that exist.
        """
        attributes = self["attributes"]
        return Options.parse(
            self["level"],
            self["year"],
            self["stage"],
            None if attributes is None else ",".join(attributes) or "none",
            as_of,
            force=self["force"] if force is None else force,
            allow_secret=allow_secret,
            limits=self.limits(),
            select=self["select"],
            ignore=self["ignore"],
        )

    @property
    def jobs(self) -> int:
        """How many processes to use."""
        return processors() if self["jobs"] == AUTO else int(self["jobs"])

    def limits(self) -> Limits:
        """How much of a file is still opened."""
        kinds = Limits.__dataclass_fields__
        given = {field: self[f"limits.{key}"] * unit for key, (field, unit) in LIMITS.items()}
        return Limits(**{f: v if kinds[f].type == "float" else int(v) for f, v in given.items()})

    def without(self, key: str) -> Settings:
        """The same with ``key`` unset."""
        return Settings({**self.items, key: Setting(None, self.items[key].origin)})

    def letterhead(self) -> dict[str, str]:
        """The texts of the letterhead that were given."""
        found = {key: self[f"memo.letterhead.{key}"] for key in LETTERHEAD}
        return {key: text for key, text in found.items() if text is not None}
