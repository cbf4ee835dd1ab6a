"""Verdict expressions: ``公示 and (条数 or 平台)``, ``count(行为) >= 2``, ``published <= due``.

Element names, numbers, texts, ``and``/``or``/``not``, comparisons, ``+``/``-`` and the functions a rule kind offers.
Parsed with the standard parser, then checked against a white list: nothing else can be written or executed.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from checker.errors import RuleError

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


@lru_cache(maxsize=4096)
def parse(source: str) -> ast.expr:
    """The checked syntax tree of an expression.

    Raises:
        RuleError: It does not parse, or uses something outside the language.
    """
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except SyntaxError as error:
        msg = f"判定式写法有误(第{error.offset}个字符附近):{source}"
        raise RuleError(msg) from None
    for node in ast.walk(tree):
        _check(node, source)
    return tree


def _check(node: ast.AST, source: str) -> None:
    allowed = (
        ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub, ast.Compare, ast.Name,
        ast.Load, ast.Constant, ast.Call, ast.In, ast.NotIn, ast.Tuple, *_COMPARE,
    )  # fmt: skip
    if not isinstance(node, allowed):
        msg = f"判定式里不能用这种写法({type(node).__name__}):{source}"
        raise RuleError(msg)
    if isinstance(node, ast.Call) and (not isinstance(node.func, ast.Name) or node.keywords):
        msg = f"判定式里的函数写法有误:{source}"
        raise RuleError(msg)


@lru_cache(maxsize=4096)
def names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names and functions that an expression uses."""
    tree = parse(source)
    functions = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called}
    return frozenset(used), frozenset(functions)


@lru_cache(maxsize=4096)
def quoted_in(source: str, functions: tuple[str, ...]) -> tuple[str, ...]:
    """Texts handed to the named functions, such as the ids of other rules."""
    return tuple(
        argument.value
        for node in ast.walk(parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def quoted(source: str) -> tuple[str, ...]:
    """Every quoted text in an expression."""
    return tuple(n.value for n in ast.walk(parse(source)) if isinstance(n, ast.Constant) and isinstance(n.value, str))


@lru_cache(maxsize=4096)
def used_in_order(source: str) -> tuple[str, ...]:
    """Names in the order they are written (the order of evidence)."""
    found = [n for n in ast.walk(parse(source)) if isinstance(n, ast.Name)]
    return tuple(node.id for node in sorted(found, key=lambda n: n.col_offset))


class Named(str):
    """The name of an element, handed to a function as it is written."""

    __slots__ = ()


def evaluate(source: str, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:  # noqa: ANN401
    """The value of an expression; a comparison with an unknown (None) value is false.

    Raises:
        RuleError: It names something that neither ``values`` nor ``functions`` has.
    """
    return _Evaluator(source, values, functions).value(parse(source))


@dataclass(frozen=True, slots=True)
class _Evaluator:
    source: str
    values: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]

    def value(self, node: ast.expr) -> Any:  # noqa: ANN401 - booleans, numbers, texts
        """The value of a node that :func:`parse` has let through."""
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self._look_up(node.id, self.values, "要素")
            case ast.BoolOp():
                combine = all if isinstance(node.op, ast.And) else any
                return combine(self.value(v) for v in node.values)
            case ast.Compare():
                return self._compare(node)
            case ast.Call(func=ast.Name(id=name)):
                return self._look_up(name, self.functions, "函数")(*(self._argument(a) for a in node.args))
        return self._arithmetic(node)

    def _arithmetic(self, node: ast.expr) -> Any:  # noqa: ANN401
        match node:
            case ast.Tuple():
                return tuple(self.value(n) for n in node.elts)
            case ast.UnaryOp(op=ast.Not()):
                return not self.value(node.operand)
            case ast.UnaryOp():
                return -self.value(node.operand)
            case ast.BinOp():
                left, right = self.value(node.left), self.value(node.right)
                return left + right if isinstance(node.op, ast.Add) else left - right
        msg = f"判定式写法有误:{self.source}"
        raise RuleError(msg)

    def _look_up(self, name: str, table: Mapping[str, Any], what: str) -> Any:  # noqa: ANN401
        if name in table:
            return table[name]
        msg = f"判定式用了不存在的{what}“{name}”:{self.source}"
        raise RuleError(msg)

    def _argument(self, node: ast.expr) -> Any:  # noqa: ANN401
        return Named(node.id) if isinstance(node, ast.Name) else self.value(node)

    def _compare(self, node: ast.Compare) -> bool:
        left = self.value(node.left)
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.value(right_node)
            if not _holds(op, left, right):
                return False
            left = right
        return True


def _holds(op: ast.cmpop, left: Any, right: Any) -> bool:  # noqa: ANN401
    if isinstance(op, (ast.In, ast.NotIn)):
        return (left in right) == isinstance(op, ast.In)
    if left is None or right is None:
        same = left is right
        return (isinstance(op, ast.Eq) and same) or (isinstance(op, ast.NotEq) and not same)
    return _COMPARE[type(op)](left, right)
