"""The template language that a bureau's own template may use.

It is jinja2 in an immutable sandbox, cut down to what a form needs: show a field, go through a list, choose. There are
no calls, no assignments, no macros, no arithmetic, no includes, so that a template can do nothing but arrange the
fields it is given; loops can only go through lists that the memo has, and all loops together through a bounded number
of rounds. What is not on the lists below is refused before anything is rendered.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["ROUNDS", "TemplateRefusedError", "environment"]

ROUNDS = 200_000
"""How often all loops of one part of a template may go round together."""

_NESTING = 4
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.For, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
_NAMES = {
    nodes.Call: "函数调用",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Macro: "macro",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter 块",
    nodes.With: "with",
    nodes.Concat: "~",
    nodes.BinExpr: "算术运算",
    nodes.Slice: "切片",
}
_FILTERS = ("default", "first", "last", "length", "trim")
_TESTS = ("defined", "undefined", "none")


class TemplateRefusedError(SecurityError):
    """A template asks for something that forms do not need; the message is a Chinese sentence."""


class _Missing(StrictUndefined):
    """A field that does not exist: named in Chinese, with the nearest one that does."""

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - the library's own hook
        name = str(self._undefined_name)
        known = self._known()
        near = difflib.get_close_matches(name, known, 1)
        hint = f"是不是 {near[0]}?" if near else ""
        msg = f"模板用了不存在的字段“{name}”。{hint}可用字段见 docs/memo.md。"
        raise UndefinedError(msg)

    def _known(self) -> list[str]:
        from dataclasses import fields, is_dataclass

        from checker.memo.fields import Memo

        owner = self._undefined_obj
        return [f.name for f in fields(owner if is_dataclass(owner) else Memo)]

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __getattr__ = __getitem__ = __call__ = __lt__ = __gt__ = __le__ = __ge__ = __contains__ = _fail_with_undefined_error


class _Environment(ImmutableSandboxedEnvironment):
    """Checks every template as it is parsed, and counts rounds while it runs."""

    rounds: int = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _check(tree, 0)
        self.rounds = 0
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_bounded", [], [], None, None, lineno=loop.lineno)
        return tree

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - anything may be called
        """Nothing may be called."""
        del obj
        return False

    def bounded(self, values: Iterable[Any]) -> Iterator[Any]:
        """``values``, which must be a list of the memo, as long as the number of rounds allows."""
        if isinstance(values, _Missing) or not isinstance(values, tuple):
            bool(values)
            msg = "模板的 for 后面应是一个列表字段。"
            raise TemplateRefusedError(msg)
        for value in values:
            self.rounds += 1
            if self.rounds > ROUNDS:
                msg = f"模板的循环超过 {ROUNDS} 轮,请减少循环的层数。"
                raise TemplateRefusedError(msg)
            yield value


def _check(node: nodes.Node, depth: int) -> None:
    """Refuse what is not on the lists.

    Raises:
        TemplateRefusedError: It is not.
    """
    if not isinstance(node, _NODES):
        name = next((n for kind, n in _NAMES.items() if isinstance(node, kind)), type(node).__name__)
        msg = f"模板里不能用“{name}”;只能显示字段、逐项循环(for)、按条件选择(if)。"
        raise TemplateRefusedError(msg)
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        msg = f"模板里不能用过滤器“{node.name}”,可用:{'、'.join(_FILTERS)}。"
        raise TemplateRefusedError(msg)
    if isinstance(node, nodes.Test) and node.name not in _TESTS:
        msg = f"模板里不能用判断“is {node.name}”,可用:{'、'.join(_TESTS)}。"
        raise TemplateRefusedError(msg)
    if isinstance(node, nodes.For):
        depth += 1
        if depth > _NESTING or node.recursive:
            msg = f"模板的循环最多 {_NESTING} 层,不能自己套自己。"
            raise TemplateRefusedError(msg)
    for child in node.iter_child_nodes():
        _check(child, depth)


def environment() -> ImmutableSandboxedEnvironment:
    """A fresh environment; one for each rendering, since it counts."""
    env = _Environment(undefined=_Missing, autoescape=True, extensions=())
    kept: dict[str, Callable[..., Any]] = {name: env.filters[name] for name in _FILTERS}
    env.filters = {**kept, "_bounded": env.bounded}
    env.globals = {}
    return env
