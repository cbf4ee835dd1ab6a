"""YAML read strictly: duplicate keys refused, every value's line and column kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checker.errors import RuleError

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain data and where each part of it stands: path → (line, column), both from 1."""

    data: Any
    marks: Mapping[Path, tuple[int, int]]
    file: str

    def where(self, path: Path) -> str:
        """``file:line:column`` of a part, or of the nearest part that contains it."""
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return f"{self.file}:{line}:{column}"


def load(text: str, file: str) -> Marked:
    """Parse ``text``.

    Raises:
        RuleError: Not YAML, more than one document, a duplicate key, an alias, or a tag.
    """
    import yaml

    marks: dict[Path, tuple[int, int]] = {}
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = None if node is None else _Builder(file, marks, yaml).build(node, ())
    except _AliasError:
        msg = "这里用了 YAML 的别名(*名称)。规则文件不用锚点和别名,请把内容照写一遍,或改用 @词表。"
        raise RuleError(msg, _alias_place(text, file, yaml)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        msg = f"YAML 写法有误:{error.problem}。请检查缩进、冒号后的空格和引号。"
        raise RuleError(msg, place) from None
    except yaml.YAMLError as error:  # signs that YAML does not allow, with no place of their own
        at = getattr(error, "position", 0)
        before = text[:at]
        msg = f"文件里有 YAML 不允许的字符:{getattr(error, 'reason', '')}。请删去后再试。"
        raise RuleError(msg, f"{file}:{before.count(chr(10)) + 1}:{at - before.rfind(chr(10))}") from None
    except RecursionError:
        msg = f"YAML 嵌套过深(超过{_DEEPEST}层),不像是规则文件;请检查缩进。"
        raise RuleError(msg, f"{file}:1:1") from None
    return Marked(data, marks, file)


class _AliasError(Exception):
    """A node stands in the file more than once."""


_DEEPEST = 50


def _alias_place(text: str, file: str, yaml: Any) -> str:  # noqa: ANN401 - the module
    """Where the first alias stands."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            return f"{file}:{event.start_mark.line + 1}:{event.start_mark.column + 1}"
    return file


class _Builder:
    def __init__(self, file: str, marks: dict[Path, tuple[int, int]], yaml: Any) -> None:  # noqa: ANN401 - the module
        self.file = file
        self.marks = marks
        self.yaml = yaml
        self.scalars = yaml.constructor.SafeConstructor()
        self.seen: set[int] = set()

    def build(self, node: Any, path: Path) -> Any:  # noqa: ANN401 - YAML nodes carry no types
        """Plain data of a node; marks on the way.

        A composed alias is the very node that its anchor names: a node met twice is one.
        """
        if id(node) in self.seen:
            raise _AliasError
        self.seen.add(id(node))
        if len(path) > _DEEPEST:
            raise RecursionError
        self.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, self.yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, self.yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:timestamp":  # a date stays the text that was written
            return node.value
        return self.scalars.construct_object(node)

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:  # noqa: ANN401
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, self.yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
                msg = "这里的键不是文字。规则文件的键只能是一个词,不用列表、映射或 <<。"
                raise RuleError(msg, f"{self.file}:{line}:{column}")
            key = key_node.value
            place = (*path, key)
            if key in result:
                first = self.marks[place]
                msg = f"键“{key}”重复(第一次在第{first[0]}行),请合并或删去一处。"
                line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
                raise RuleError(msg, f"{self.file}:{line}:{column}")
            result[key] = self.build(value_node, place)
            self.marks[place] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return result
