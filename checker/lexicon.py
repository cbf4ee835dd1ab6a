"""Word lists that the readers and the engine need, as data.

The words themselves stand in ``rules/language/*.yaml`` (one *section* a file, named by the file's stem); Python only
knows which keys it asks for. Loading from disk belongs to ``checker.rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.errors import RuleError


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All language files, by section name, as plain data."""

    sections: Mapping[str, Mapping[str, Any]]

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """A list of words.

        Raises:
            RuleError: The section or key is absent, or is not a list of texts.
        """
        value = self._get(section, key)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            msg = f"应为词语列表:{key}"
            raise RuleError(msg, f"language/{section}.yaml")
        return tuple(value)

    def table(self, section: str, key: str) -> dict[str, Any]:
        """A mapping from text to plain data.

        Raises:
            RuleError: The section or key is absent, or is not a mapping.
        """
        value = self._get(section, key)
        if not isinstance(value, dict):
            msg = f"应为映射:{key}"
            raise RuleError(msg, f"language/{section}.yaml")
        return dict(value)

    def value(self, section: str, key: str) -> Any:  # noqa: ANN401 - plain YAML data, checked by the caller
        """A value as it stands in the file.

        Raises:
            RuleError: The section or key is absent.
        """
        return self._get(section, key)

    def _get(self, section: str, key: str) -> Any:  # noqa: ANN401 - plain YAML data
        try:
            return self.sections[section][key]
        except KeyError:
            msg = f"缺少词表项:{key}"
            raise RuleError(msg, f"language/{section}.yaml") from None
