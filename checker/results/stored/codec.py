"""From dataclasses to plain data and back, by one table a class: which keys, in which order.

How a value is written follows from the type of its field: texts, numbers and truth as they are, decimals as numbers,
enumerations by their value, tuples as lists, dataclasses by their own table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

__all__ = ["Codec", "Table", "number"]

_POINT = Decimal("0.1")  # scores have one decimal; JSON writes 100.0 as 100


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class Table:
    """How the objects of one class stand in JSON.

    ``keys`` are names of fields, in the order of the JSON. ``absent`` are left out where they hold their default.
    ``flat`` are fields whose own keys stand among those of the object. ``tenths`` are decimals with one place.
    ``unsaid`` are fields that are not stored, with what they are when read back.
    """

    cls: type[Any]
    keys: tuple[str, ...]
    absent: frozenset[str] = frozenset()
    flat: frozenset[str] = frozenset()
    tenths: frozenset[str] = frozenset()
    unsaid: Mapping[str, Any] = field(default_factory=dict)


class Codec:
    """Writes and reads objects of the classes that have a table."""

    def __init__(self, *tables: Table) -> None:
        """Take one table a class."""
        self._tables = {t.cls: t for t in tables}
        self._hints = {cls: get_type_hints(cls) for cls in self._tables}
        self._readers: dict[tuple[type[Any], str], Callable[[Any], Any]] = {}

    @property
    def tables(self) -> Mapping[type[Any], Table]:
        """The tables by class."""
        return self._tables

    def write(self, value: object) -> Any:  # noqa: ANN401 - plain data
        """A value as plain data."""
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, Decimal):
            return number(value)
        if isinstance(value, tuple):
            return [self.write(v) for v in value]
        table = self._tables.get(type(value))
        return value if table is None else self._object(value, table)

    def _object(self, value: object, table: Table) -> dict[str, Any]:
        data: dict[str, Any] = {}
        defaults = _defaults(table.cls)
        for key in table.keys:
            held = getattr(value, key)
            if key in table.absent and held == defaults[key]:
                continue
            written = self.write(held)
            data.update(written if key in table.flat else {key: written})
        return data

    def read(self, cls: type[Any], data: Mapping[str, Any], **known: object) -> Any:  # noqa: ANN401 - of ``cls``
        """The object that ``data`` was written from; what is not there is ``known`` or has the default of its field."""
        table = self._tables[cls]
        found = {**table.unsaid, **known}
        for key in table.keys:
            if key in table.flat:
                found[key] = self._reader(cls, key)(data)
            elif key in data:
                value = self._reader(cls, key)(data[key])
                found[key] = value.quantize(_POINT) if key in table.tenths and value is not None else value
        return cls(**found)

    def _reader(self, cls: type[Any], key: str) -> Callable[[Any], Any]:
        """How a field is read back, worked out once."""
        if (cls, key) not in self._readers:
            self._readers[cls, key] = _reader_of(self, self._hints[cls][key])
        return self._readers[cls, key]


def _defaults(cls: type[Any]) -> dict[str, Any]:
    return {
        f.name: f.default_factory() if f.default_factory is not MISSING else f.default
        for f in fields(cls)
        if f.default is not MISSING or f.default_factory is not MISSING
    }


def _reader_of(codec: Codec, hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type as written
    """How a value of a type is read back."""
    if get_origin(hint) is UnionType:
        inner = _reader_of(codec, next(a for a in get_args(hint) if a is not NoneType))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        member = _reader_of(codec, get_args(hint)[0])
        return lambda value: tuple(member(v) for v in value)
    if hint is Decimal:
        return lambda value: Decimal(str(value))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if hint in codec.tables:
        return lambda value: codec.read(hint, value)
    return lambda value: value
