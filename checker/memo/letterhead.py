"""What a memo says about the office that sends it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date as calendar_day
from pathlib import Path
from typing import Any

from checker.errors import CheckerError

__all__ = ["Letterhead", "LetterheadError", "load_letterhead"]

MAX_BYTES = 1024 * 1024


class LetterheadError(CheckerError):
    """The letterhead data are wrong."""

    code = "letterhead"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office's own data; every field may be empty and then leaves a blank to fill in by hand.

    ``office`` signs, ``mark`` is the red name at the top (default: the office), ``number`` the document number (文号),
    ``address`` how the unit is addressed in the text (你县 …; empty: 你单位 or 贵单位, by rank), ``recipient`` who the
    letter is sent to where it is not the issuer of the report. ``date`` is the day on which it is signed (ISO).
    """

    office: str = ""
    mark: str = ""
    number: str = ""
    recipient: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    handler: str = ""
    reviewer: str = ""
    approver: str = ""
    date: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], where: str) -> Letterhead:
        """Check plain data as it comes from a file.

        Raises:
            LetterheadError: An unknown key (the nearest right one is named), or a value that is not a text.
        """
        known = [f.name for f in fields(cls)]
        for key, value in data.items():
            if key not in known:
                near = difflib.get_close_matches(str(key), known, 1)
                hint = f"是不是 {near[0]}?" if near else ""
                msg = f"信头不认识“{key}”,{hint}可用:{'、'.join(known)}。"
                raise LetterheadError(msg, where)
            if value is not None and not isinstance(value, str | int | calendar_day):
                msg = f"信头的“{key}”应为文字。"
                raise LetterheadError(msg, where)
        given = {str(k): str(v).strip() for k, v in data.items() if v is not None}
        if given.get("date"):
            given["date"] = _day(given["date"], where)
        return cls(**given)


def _day(text: str, where: str) -> str:
    try:
        return calendar_day.fromisoformat(text).isoformat()
    except ValueError:
        msg = f"信头的 date 应写作 YYYY-MM-DD,现为“{text}”。"
        raise LetterheadError(msg, where) from None


def load_letterhead(path: str | Path) -> Letterhead:
    """The letterhead of a ``.yaml`` or ``.toml`` file.

    Raises:
        LetterheadError: It cannot be read, or says something that does not exist.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else f"读不了文件({error.strerror})"
        msg = f"{reason},请核对信头文件的路径。"
        raise LetterheadError(msg, str(path)) from None
    if len(data) > MAX_BYTES:
        msg = "信头文件超过 1 MB,不像是信头。"
        raise LetterheadError(msg, str(path))
    try:
        plain = _parse(data.decode("utf-8-sig"), path)
    except UnicodeDecodeError:
        msg = "信头文件不是 UTF-8 编码,请另存为 UTF-8。"
        raise LetterheadError(msg, str(path)) from None
    if not isinstance(plain, Mapping):
        msg = "信头文件应为“名称: 内容”各占一行。"
        raise LetterheadError(msg, str(path))
    return Letterhead.from_mapping(plain, str(path))


def _parse(text: str, path: Path) -> object:
    if path.suffix.lower() == ".toml":
        import tomllib

        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            msg = f"TOML 写法有误:{error}。"
            raise LetterheadError(msg, str(path)) from None
    if path.suffix.lower() not in {".yaml", ".yml"}:
        msg = f"信头文件应为 .yaml 或 .toml,现为“{path.name}”。"
        raise LetterheadError(msg, str(path))
    from checker.rules.strict_yaml import load

    try:
        return load(text, str(path)).data or {}
    except CheckerError as error:
        raise LetterheadError(error.message, error.where) from None
