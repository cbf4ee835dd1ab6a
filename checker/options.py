"""What the caller of a check may know better than the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from checker.errors import UsageError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.model import Level, Stage
from checker.model.names import ATTRIBUTES

__all__ = ["Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows better than the document (None: as read), and how much of a file is still opened.

    ``recogniser``: whether what was learned from examples has a say beside the rules. ``select`` and ``ignore``: which
    rules count, by ids of rules or dimensions, or patterns of them; without ``select`` all do.
    """

    level: str | None = None
    year: int | None = None
    stage: str | None = None
    attributes: tuple[str, ...] | None = None
    as_of: str | None = None
    force: bool = False
    allow_secret: bool = False
    limits: Limits = DEFAULT_LIMITS
    recogniser: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what does not exist, whoever the caller is.

        Raises:
            UsageError: A value is not one of those that exist.
        """
        _check(self, "")

    def plain(self) -> Options:
        """What holds for another document of the same run: nothing is known of it but how it may be read."""
        return Options(force=self.force, allow_secret=self.allow_secret, limits=self.limits, recogniser=self.recogniser)

    @classmethod
    def parse(  # noqa: PLR0913 - one parameter an option
        cls,
        level: str | None = None,
        year: int | None = None,
        stage: str | None = None,
        attributes: str | None = None,
        as_of: str | None = None,
        *,
        force: bool = False,
        allow_secret: bool = False,
        limits: Limits = DEFAULT_LIMITS,
        recogniser: bool = True,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> Options:
        """Check values that a person typed; ``attributes`` is a comma list, ``none`` for an empty one.

        Raises:
            UsageError: A value is not one of those that exist.
        """
        chosen = None
        if attributes is not None:
            chosen = tuple(a.strip() for a in attributes.split(",") if a.strip() and a.strip() != "none")
        typed = SimpleNamespace(
            level=level, year=year, stage=stage, attributes=chosen, as_of=as_of, select=select, ignore=ignore
        )
        _check(typed, "--")
        return cls(level, year, stage, chosen, as_of, force, allow_secret, limits, recogniser, select, ignore)


_YEARS = (2000, 2100)


def _check(values: Options | SimpleNamespace, dashes: str) -> None:
    """Refuse a value that does not exist, under the name that the caller knows it by."""
    _known(f"{dashes}level", values.level, [v.value for v in Level])
    _known(f"{dashes}stage", values.stage, [v.value for v in Stage])
    if values.year is not None and not _YEARS[0] <= values.year <= _YEARS[1]:
        msg = f"{dashes}year 应在 {_YEARS[0]} 到 {_YEARS[1]} 之间,现为 {values.year}。"
        raise UsageError(msg)
    if values.as_of is not None and not _is_day(values.as_of):
        name = f"{dashes}as-of" if dashes else "as_of"
        msg = f"{name} 应写作 YYYY-MM-DD,现为“{values.as_of}”。"
        raise UsageError(msg)
    for name in ("attributes", "select", "ignore"):
        if isinstance(getattr(values, name), str):
            msg = f"{name} 应为一组文字(元组),现为“{getattr(values, name)}”。"
            raise UsageError(msg)
    for attribute in values.attributes or ():
        _known(f"{dashes}attributes", attribute, list(ATTRIBUTES))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _known(option: str, value: str | None, values: list[str]) -> None:
    if value is not None and value not in values:
        msg = f"{option} 不认识“{value}”,可用:{'、'.join(values)}。"
        raise UsageError(msg)
