"""Verdict expressions: ``公示 and (条数 or 平台)``, ``count(行为) >= 2``, ``published <= due``.

Element names, numbers, texts, ``and``/``or``/``not``, comparisons, ``+``/``-`` and the functions a rule kind offers. Parsed
with the standard parser, then checked against a white list: nothing else can be written, nothing is executed.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
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


def names(source: str) -> tuple[set[str], set[str]]:
    """Names and functions that an expression uses."""
    tree = parse(source)
    functions = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called}
    return used, functions


def quoted_in(source: str, functions: tuple[str, ...]) -> Iterator[str]:
    """Texts handed to the named functions, such as the ids of other rules."""
    for node in ast.walk(parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def quoted(source: str) -> tuple[str, ...]:
    """Every quoted text in an expression."""
    return tuple(n.value for n in ast.walk(parse(source)) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def used_in_order(source: str) -> Iterator[str]:
    """Names in the order they are written (the order of evidence)."""
    tree = parse(source)
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
    for node in sorted(found, key=lambda n: n.col_offset):
        yield node.id


def evaluate(source: str, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:  # noqa: ANN401
    """The value of an expression; a comparison with an unknown (None) value is false.

    Raises:
        RuleError: It names something that neither ``values`` nor ``functions`` has.
    """
    return _value(parse(source), values, functions, source)


def _value(node: ast.expr, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]], source: str) -> Any:  # noqa: ANN401, PLR0911
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            if node.id in values:
                return values[node.id]
            msg = f"判定式用了不存在的要素“{node.id}”:{source}"
            raise RuleError(msg)
        case ast.BoolOp(op=ast.And()):
            return all(_value(v, values, functions, source) for v in node.values)
        case ast.BoolOp():
            return any(_value(v, values, functions, source) for v in node.values)
        case ast.UnaryOp(op=ast.Not()):
            return not _value(node.operand, values, functions, source)
        case ast.UnaryOp():
            return -_value(node.operand, values, functions, source)
        case ast.BinOp():
            left, right = (_value(n, values, functions, source) for n in (node.left, node.right))
            return left + right if isinstance(node.op, ast.Add) else left - right
        case ast.Tuple():
            return tuple(_value(n, values, functions, source) for n in node.elts)
        case ast.Compare():
            return _compare(node, values, functions, source)
        case ast.Call(func=ast.Name(id=name)):
            if name not in functions:
                msg = f"判定式用了不存在的函数“{name}”:{source}"
                raise RuleError(msg)
            return functions[name](*(_argument(a, values, functions, source) for a in node.args))
        case _:
            msg = f"判定式写法有误:{source}"
            raise RuleError(msg)


class Named(str):
    """The name of an element, handed to a function as it is written."""

    __slots__ = ()


def _argument(node: ast.expr, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]], source: str) -> Any:  # noqa: ANN401
    if isinstance(node, ast.Name):
        return Named(node.id)
    return _value(node, values, functions, source)


def _compare(
    node: ast.Compare,
    values: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
    source: str,
) -> bool:
    left = _value(node.left, values, functions, source)
    for op, right_node in zip(node.ops, node.comparators, strict=True):
        right = _value(right_node, values, functions, source)
        if isinstance(op, (ast.In, ast.NotIn)):
            if (left in right) != isinstance(op, ast.In):
                return False
        elif left is None or right is None:
            if not (isinstance(op, ast.Eq) and left is right) and not (isinstance(op, ast.NotEq) and left is not right):
                return False
        elif not _COMPARE[type(op)](left, right):
            return False
        left = right
    return True
