"""TOML with the place of every key, so that messages can say file, line and column.

The standard library reads the values; what it does not tell is where they stood. A small scanner walks over the same
text, which is known to be well-formed by then, and notes each key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from checker.errors import ConfigError
from checker.rules.strict_yaml import Marked, Path

_KEY_PART = r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_KEY = re.compile(rf"(?:{_KEY_PART})(?:[ \t]*\.[ \t]*(?:{_KEY_PART}))*")
_PART = re.compile(_KEY_PART)
_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)+")
_VALUE_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}'  # texts over several lines
    r'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[{]|[\]}]|\n|[^"\'#\[\]{}\n]+',
    re.DOTALL,
)
_ERROR = re.compile(r"(?P<what>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)
_REASONS = (
    ("Expected '=' after a key", "键后面要写等号"),
    ("Expected newline or end of document", "一行只能写一个“键 = 值”,多出了内容"),
    ("Invalid initial character for a key", "这里应是键;键里有中文时要加引号"),
    ("Invalid value", "等号后面的值写法不对;文字要加引号"),
    ("Invalid statement", "这一行写法不对,应为“键 = 值”或 [表名];键里有中文时要加引号"),
    ("Cannot overwrite a value", "这个键前面已经写过"),
    ("Duplicate inline table key", "这个键前面已经写过"),
    ("Cannot declare", "这个表前面已经写过"),
    ("Cannot mutate immutable", "写在花括号里的表不能再补充"),
    ("Unterminated string", "引号没有配对"),
    ("Unescaped '\\'", "反斜杠要写成两个,或改用单引号"),
    ("Illegal character", "有不允许的字符(引号没有配对,或制表符、控制字符)"),
    ("Unclosed array", "方括号没有配对"),
    ("Unclosed inline table", "花括号没有配对"),
    ("Expected ']", "方括号没有配对"),
    ("Expected", "括号或引号没有配对"),
)


def load(text: str, file: str) -> Marked:
    """Parse ``text``; the marks tell where each key stands.

    Raises:
        ConfigError: Not TOML.
    """
    text = text.replace("\r\n", "\n")
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), text, file) from None
    return Marked(data, dict(_marks(text)), file)


def below(marked: Marked, *prefix: str) -> Marked | None:
    """The table called ``prefix`` as a whole of its own; None where there is none."""
    data: Any = marked.data
    for name in prefix:
        data = data.get(name) if isinstance(data, dict) else None
    if data is None:
        return None
    depth = len(prefix)
    marks = {path[depth:]: place for path, place in marked.marks.items() if path[:depth] == prefix}
    return Marked(data, marks, marked.file)


def _explained(message: str, text: str, file: str) -> ConfigError:
    found = _ERROR.match(message)
    lines = text.count("\n") + 1
    line, column = (found["line"] or lines, found["column"] or 1) if found else (1, 1)
    what = found["what"] if found else message
    why = next((chinese for english, chinese in _REASONS if what.startswith(english)), what)
    return ConfigError(f"TOML 写法有误:{why}。", f"{file}:{line}:{column}")


def _marks(text: str) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Every key and table header with its line and column, both from 1."""
    table: Path = ()
    lists: dict[Path, int] = {}  # arrays of tables: how many so far
    at, end = _skip(text, 0), len(text)
    while at < end:
        if text[at] == "[":
            many = text.startswith("[[", at)
            key = _key_at(text, _skip(text, at + 1 + many))
            table = _header(_parts(key[0]), lists, many=many)
            yield table, _place(text, at)
            at = text.find("\n", key.end())
            at = _skip(text, at if at >= 0 else end)
            continue
        key = _key_at(text, at)
        path = (*table, *_parts(key[0]))
        place = _place(text, at)
        for depth in range(len(table) + 1, len(path) + 1):
            yield path[:depth], place
        at = _skip(text, _after_value(text, text.index("=", key.end()) + 1))


def _header(names: Path, lists: dict[Path, int], *, many: bool) -> Path:
    """The path of a header: the last member of each array of tables on the way."""
    path: Path = ()
    for depth, name in enumerate(names, start=1):
        path = (*path, name)
        if many and depth == len(names):
            lists[path] = lists.get(path, -1) + 1
        if path in lists:
            path = (*path, lists[path])
    return path


def _key_at(text: str, at: int) -> re.Match[str]:
    found = _KEY.match(text, at)
    if found is None:
        msg = f"no key at {at}, though the text is TOML"
        raise ValueError(msg)
    return found


def _parts(key: str) -> Path:
    return tuple(str(tomllib.loads(f"k = {p}")["k"]) if p[0] in "\"'" else p for p in _PART.findall(key))


def _after_value(text: str, at: int) -> int:
    """Where the value that begins at ``at`` ends: at a line break outside of brackets."""
    depth = 0
    for token in _VALUE_TOKEN.finditer(text, at):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if token[0] == "\n" and not depth:
            return token.end()
    return len(text)


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
