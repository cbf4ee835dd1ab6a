"""What the caller of a check may know better than the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
        _known("--level", level, [v.value for v in Level])
        _known("--stage", stage, [v.value for v in Stage])
        if year is not None and not _YEARS[0] <= year <= _YEARS[1]:
            msg = f"--year 应在 {_YEARS[0]} 到 {_YEARS[1]} 之间,现为 {year}。"
            raise UsageError(msg)
        if as_of is not None:
            try:
                date.fromisoformat(as_of)
            except ValueError:
                msg = f"--as-of 应写作 YYYY-MM-DD,现为“{as_of}”。"
                raise UsageError(msg) from None
        chosen = None
        if attributes is not None:
            chosen = tuple(a.strip() for a in attributes.split(",") if a.strip() and a.strip() != "none")
            for attribute in chosen:
                _known("--attributes", attribute, list(ATTRIBUTES))
        return cls(level, year, stage, chosen, as_of, force, allow_secret, limits, recogniser, select, ignore)


_YEARS = (2000, 2100)


def _known(option: str, value: str | None, values: list[str]) -> None:
    if value is not None and value not in values:
        msg = f"{option} 不认识“{value}”,可用:{'、'.join(values)}。"
        raise UsageError(msg)
