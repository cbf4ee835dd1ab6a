"""Typed access to the plain data of a relation; word lists become one pattern.

A word in these lists is a regular expression over normalised text (width folded, no blanks): ``审结|办结``,
``(?<!不)予受理``. Lists and single texts are treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from checker.errors import RuleError
from checker.model import Role

__all__ = ["NEVER", "Params"]

NEVER = re.compile(r"(?!)")


@lru_cache(maxsize=4096)
def _compile(words: tuple[str, ...]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(words))
    except re.error as error:
        msg = f"词语写法有误({error}):{'、'.join(words)}"
        raise RuleError(msg) from None


@dataclass(frozen=True, slots=True)
class Params:
    """One mapping of a relation."""

    data: Mapping[str, Any]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.data.get(key, ())
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, Sequence) or not all(isinstance(v, str) for v in value):
            msg = f"{key} 应为词语或词语列表。"
            raise RuleError(msg)
        return tuple(value)

    def words(self, key: str) -> re.Pattern[str]:
        """The words under ``key`` as one pattern; it matches nothing when there are none."""
        texts = self.texts(key)
        return _compile(texts) if texts else NEVER

    def groups(self, key: str) -> tuple[re.Pattern[str], ...]:
        """A list of word lists, one pattern each."""
        return _patterns(self.data.get(key, ()))

    def group_sets(self, key: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
        """Several lists of word lists, as :meth:`groups` gives each."""
        return tuple(_patterns(group) for group in self.data.get(key, ()))

    def table(self, key: str) -> Mapping[str, Any]:
        """A mapping, empty when absent."""
        value = self.data.get(key, {})
        if not isinstance(value, Mapping):
            msg = f"{key} 应为映射。"
            raise RuleError(msg)
        return value

    def each(self, key: str) -> Iterator[Params]:
        """The members of a list of mappings."""
        for value in self.data.get(key, ()):
            yield Params(value)

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        return str(self.data.get(key, default))

    def number(self, key: str, default: str) -> Decimal:
        """A number."""
        return Decimal(str(self.data.get(key, default)))

    def flag(self, key: str) -> bool:
        """Whether the key is set."""
        return bool(self.data.get(key, False))

    def roles(self) -> tuple[Role, ...]:
        """Parts of the report that the relation looks at; everything but the plan when not given."""
        given = self.texts("roles")
        return tuple(Role(r) for r in given) if given else _ROLES


def _patterns(groups: Sequence[Any]) -> tuple[re.Pattern[str], ...]:
    return tuple(_compile((v,) if isinstance(v, str) else tuple(v)) for v in groups)


_ROLES = (Role.PREAMBLE, Role.ACHIEVEMENTS, Role.LEADERSHIP, Role.PROBLEMS, Role.CLOSING)
