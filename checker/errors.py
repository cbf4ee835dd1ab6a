"""One family of errors, with stable codes and sentences made for the user.

A message says what happened, where, and what to do next. Everything the program raises on purpose is a
``CheckerError``; anything else that reaches the roof is a defect of ours.
"""

from __future__ import annotations


class CheckerError(Exception):
    """Something the user can act on.

    Args:
        message: One Chinese sentence: what happened and the way out.
        where: File, or ``file:line:column``; empty when there is no place.
    """

    code = "error"

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        """Place first, then the sentence."""
        return f"{self.where}:{self.message}" if self.where else self.message


class ReadingError(CheckerError):
    """A document could not be turned into text."""

    code = "reading"


class ReaderDefectError(ReadingError):
    """A reader failed in a way that nobody foresaw; the cause is attached, and for tests this counts as a crash."""


class SecretError(ReadingError):
    """A document is marked as a state secret; nothing of it may be shown."""

    code = "secret"


class RuleError(CheckerError):
    """A rule pack or vocabulary file is broken."""

    code = "rules"


class UsageError(CheckerError):
    """The command line or the API was called with values that do not fit."""

    code = "usage"


class ConfigError(CheckerError):
    """A configuration, waiver or baseline file is broken."""

    code = "config"
