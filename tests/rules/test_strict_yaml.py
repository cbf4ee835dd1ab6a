"""YAML that would be read otherwise than it looks, or that would never end, is refused with its place."""

from __future__ import annotations

import time

import pytest

from checker.errors import RuleError
from checker.resources import rules_dir
from checker.rules.strict_yaml import load

BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (BOMB, "f.yaml:2:8", "别名"),
        ("a: &x [1, *x]\n", "f.yaml:1:11", "别名"),
        ("a: &x 一\nb: *x\n", "f.yaml:2:4", "别名"),
        ("a: !!python/object:os.system x\n", "f.yaml:1:4", "写法有误"),
        ("a: " + "[" * 2000 + "]" * 2000, "f.yaml:1:", "nesting"),
        ("a: " + "[" * 100 + "]" * 100, "f.yaml:1:1", "嵌套过深"),
        ("? [1, 2]\n: 3\n", "f.yaml:1:3", "键不是文字"),
        ("b:\n  <<: {a: 1}\n", "f.yaml:2:3", "键不是文字"),
        ("a: \x01b\n", "f.yaml:1:4", "不允许的字符"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1", "写法有误"),
        ("a: 1\na: 2\n", "f.yaml:2:1", "重复"),
    ],
)
def test_what_yaml_allows_and_rules_do_not_is_one_sentence_with_its_place(text: str, place: str, says: str) -> None:
    """Aliases, tags, odd keys, deep nesting: a sentence with file, line and column, at once."""
    begun = time.monotonic()

    with pytest.raises(RuleError) as refused:
        load(text, "f.yaml")

    assert str(refused.value).startswith(place)
    assert says in str(refused.value)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("path", sorted(rules_dir().rglob("*.y*ml")), ids=lambda p: p.name)
def test_every_file_of_the_packs_means_the_same_to_every_parser(path) -> None:
    """PyYAML's own parser reads what the C parser reads: none relies on a reading that editors do not share."""
    import yaml

    text = path.read_text("utf-8")

    assert yaml.load(text, Loader=yaml.CSafeLoader) == yaml.load(text, Loader=yaml.SafeLoader)
